"""Many what-ifs of one organisation: solved, ranked, written side by side; and one plan in many
futures.
"""

from .robust import Robust, robust
from .stress import CERTAIN, Simulation, Uncertainty, simulate
from .study import BASE, Scenario, Study, study
from .tornado import tornado

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
