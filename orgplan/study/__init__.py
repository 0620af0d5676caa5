"""Many what-ifs of one organisation: solved, ranked, and written side by side."""

from orgplan.study.study import BASE, Scenario, Study, study

__all__ = ["BASE", "Scenario", "Study", "study"]
