"""How a solve ended: its status, the values it found and the bound it proved, kept apart."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
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


def proven(objective: float, bound: float, limits: Limits) -> bool:
    """Whether a value is as near to what is proven to be the least possible as was asked for."""
    return math.isfinite(objective) and objective - bound <= max(limits.absolute_gap, limits.gap * abs(objective))


def ending_of(objective: float, bound: float, limits: Limits) -> Status:
    """How a search that came to its end ended: at the least possible, or near enough."""
    exact = relative_gap(objective, bound) <= 1e-6 or abs(objective - bound) <= limits.absolute_gap
    return Status.OPTIMAL if exact else Status.GAP_LIMIT


def at_least(bound: float, outcome: Outcome, limits: Limits) -> Outcome:
    """An outcome of which a bound is known from elsewhere."""
    if outcome.values is None or bound <= outcome.bound:
        return outcome
    reached = proven(outcome.objective, bound, limits)
    status = ending_of(outcome.objective, bound, limits) if reached else outcome.status
    return replace(outcome, bound=min(bound, outcome.objective), status=status)
