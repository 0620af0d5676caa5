"""Many what-ifs of one organisation: solved, ranked, written side by side; and one plan in many futures."""

from orgplan.study.robust import Robust, robust
from orgplan.study.stress import CERTAIN, Simulation, Uncertainty, simulate
from orgplan.study.study import BASE, Scenario, Study, study
from orgplan.study.tornado import tornado

__all__ = [
    "BASE",
    "CERTAIN",
    "Robust",
    "Scenario",
    "Simulation",
    "Study",
    "Uncertainty",
    "robust",
    "simulate",
    "study",
    "tornado",
]
