"""How a solve ended: its status, the values it found and the bound it proved, kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from orgplan.constraints.rows import Linear


class Status(StrEnum):
    """Ending of a solve, from the solver's own word."""

    OPTIMAL = "optimal"
    GAP_LIMIT = "gap_limit"
    TIME_LIMIT = "time_limit"
    INFEASIBLE = "infeasible"
    NO_PLAN = "no_plan"


@dataclass(frozen=True)
class Outcome:
    """One minimisation.

    Attributes
    ----------
    status
        How it ended.
    values
        Value of every column, in the model's order; ``None`` where no plan was found.
    objective, bound
        Value of the goal at the plan found, and what is proven to be the least possible.
    """

    status: Status
    values: NDArray[np.float64] | None = None
    objective: float = float("inf")
    bound: float = float("-inf")


@dataclass(frozen=True)
class Limits:
    """When to stop: seconds, relative and absolute gap, and nodes of the tree (``None`` is no limit)."""

    seconds: float
    gap: float
    absolute_gap: float = 1e-6
    nodes: int | None = None


class Backend(Protocol):
    """A solver that holds one model through a sequence of goals."""

    def minimise(self, goal: Linear, limits: Limits) -> Outcome:
        """Minimise an expression from the best plan known."""

    def hold(self, name: str, goal: Linear, at: float) -> None:
        """Keep an expression at or below a value from now on."""

    def rounding(self, value: float) -> float:
        """How exactly the solver tells a value: the least by which a goal that has it must be allowed to slip."""


def relative_gap(objective: float, bound: float) -> float:
    """Proven gap, relative to the value found; 0 where both agree to rounding."""
    difference = abs(objective - bound)
    return 0.0 if difference <= 1e-9 else difference / max(abs(objective), 1e-9)
