"""What a solver is asked, how its run ended by its own word, and what of that is settled."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from orgplan.deadline import never

Floats = NDArray[np.float64]


class Status(StrEnum):
    """Ending of a solve."""

    OPTIMAL = "optimal"
    GAP_LIMIT = "gap_limit"
    TIME_LIMIT = "time_limit"
    UNPROVEN = "unproven"
    INFEASIBLE = "infeasible"
    NO_PLAN = "no_plan"
    JUDGED = "judged"


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
    trouble
        What the run itself reports to have gone wrong; empty where nothing did.
    reduced
        Of a relaxation, what a unit of each column would cost beyond it.
    """

    status: Status
    values: Floats | None = None
    objective: float = float("inf")
    bound: float = float("-inf")
    trouble: str = ""
    reduced: Floats | None = None


def unheard(value: float, bound: float) -> None:
    """Nobody wants to know how far a run is."""


@dataclass(frozen=True)
class Limits:
    """When to stop: seconds, relative and absolute gap, nodes of the tree (``None`` is no limit), or once `stopped` says so; `heard` is told the best value so far and its bound."""

    seconds: float
    gap: float
    absolute_gap: float = 1e-6
    nodes: int | None = None
    stopped: Callable[[], bool] = never
    heard: Callable[[float, float], None] = unheard


@dataclass(frozen=True)
class Task:
    """One run of a solver: minimise ``constant + costs · x`` over the model's rows.

    Attributes
    ----------
    costs, constant
        The goal, a coefficient for every column.
    lower, upper
        Bounds of the columns for this run; some may be held.
    limits
        When to stop.
    relaxed
        Whether whole numbers may be fractions.
    interior
        Whether a relaxed run takes the interior-point method.
    presolve
        Whether the solver may simplify the model first.
    start
        A plan to start from.
    """

    costs: Floats
    constant: float
    lower: Floats
    upper: Floats
    limits: Limits
    relaxed: bool = False
    interior: bool = False
    presolve: bool = True
    start: Floats | None = None

    def value(self, values: Floats) -> float:
        """The goal at some values."""
        return self.constant + float(self.costs @ values)


class Engine(Protocol):
    """A solver on one model; what it says is judged by :mod:`orgplan.solver.audit`."""

    def run(self, task: Task) -> Outcome:
        """Run once. ``OPTIMAL`` is the solver's word that it came to its end, ``TIME_LIMIT`` that it was stopped with a plan."""

    def hold(self, costs: Floats, at: float) -> None:
        """Add the row ``costs · x <= at``."""

    def rounding(self, value: float) -> float:
        """How exactly the solver tells a value: the least by which a goal that has it must be allowed to slip."""


def relative_gap(objective: float, bound: float) -> float:
    """Proven gap, relative to the value found; 0 where both agree to rounding."""
    difference = abs(objective - bound)
    return 0.0 if difference <= 1e-9 else difference / max(abs(objective), 1e-9)


def proven(objective: float, bound: float, limits: Limits) -> bool:
    """Whether a value is as near to what is proven to be the least possible as was asked for."""
    return math.isfinite(objective) and objective - bound <= max(
        limits.absolute_gap, limits.gap * abs(objective)
    )


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
