"""What a solver is asked, how its run ended by its own word, and what of that is settled.

Values and bounds are in the unit of the goal: thousands of plan currency for cost, weighted heads
and FTE for shortfalls, heads and actions for the others.
"""

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
    """Ending of a solve.

    ``optimal`` and ``gap_limit`` are proven: no better plan exists, or none that is better by more
    than the gap asked for. ``time_limit`` has a plan, and a bound not as near as asked for.
    ``unproven`` has a plan that keeps all limits, but what the solvers claimed of it was wrong.
    ``infeasible`` is a proof that there is no plan; ``no_plan`` is that none was found. ``judged``
    is a plan that was only evaluated, without a search.

    Examples
    --------
    >>> op.Status("infeasible")
    <Status.INFEASIBLE: 'infeasible'>
    """

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
    duals
        Of a relaxation, by how much it changes with one more on the right side of each row; goals
        that are held are the last rows. ``None`` where the solver has none.
    """

    status: Status
    values: Floats | None = None
    objective: float = float("inf")
    bound: float = float("-inf")
    trouble: str = ""
    reduced: Floats | None = None
    duals: Floats | None = None


def no_listener(value: float, bound: float) -> None:
    """Nobody wants to know how far a run is.

    Parameters
    ----------
    value, bound
        Of the goal, as a run reports them.
    """


@dataclass(frozen=True)
class Limits:
    """When to stop.

    Attributes
    ----------
    seconds
        Of the wall clock.
    gap, absolute_gap
        Distance to the best bound that is near enough: as a share of the value, and in the goal's
        unit; either will do.
    nodes
        Of the search tree; ``None`` is no limit.
    eager
        Whether a better plan is wanted before a better bound.
    stopped
        Asked now and then; the solve ends once it says so.
    heard
        Called with the best value so far and its bound, as they get better.
    """

    seconds: float
    gap: float
    absolute_gap: float = 1e-6
    nodes: int | None = None
    eager: bool = False
    stopped: Callable[[], bool] = never
    heard: Callable[[float, float], None] = no_listener


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
        """The goal at some values.

        Parameters
        ----------
        values
            One for every column.

        Returns
        -------
        float
            In the goal's unit.

        Examples
        --------
        >>> nothing, limits = np.zeros(2), Limits(1.0, 0.0)
        >>> float(
        ...     Task(np.array([2.0, 1.0]), 5.0, nothing, nothing, limits).value(
        ...         np.array([3.0, 1.0])
        ...     )
        ... )
        12.0
        """
        return self.constant + float(self.costs @ values)


class Engine(Protocol):
    """A solver on one model; what it says is judged by :mod:`orgplan.solver.audit`."""

    def run(self, task: Task) -> Outcome:
        """Run once.

        ``OPTIMAL`` is the solver's word that it came to its end, ``TIME_LIMIT`` that it was stopped
        with a plan.

        Parameters
        ----------
        task
            Costs, bounds and limits of this run; rows are those of the model.

        Returns
        -------
        Outcome
            Values in the order of the columns; figures in the unit of the goal.
        """

    def hold(self, costs: Floats, at: float) -> None:
        """Add the row ``costs · x <= at``.

        Parameters
        ----------
        costs
            A coefficient for every column.
        at
            What the row may come to at the most. It stays for all later runs.
        """

    def rounding(self, value: float) -> float:
        """How exactly the solver tells a value: the least by which a goal that has it must be
        allowed to slip.

        Parameters
        ----------
        value
            Of a goal, in its own unit.

        Returns
        -------
        float
            In the same unit.
        """


def relative_gap(objective: float, bound: float) -> float:
    """Proven gap, relative to the value found; 0 where both agree to rounding.

    Parameters
    ----------
    objective
        Value of the goal at the plan found.
    bound
        What is proven to be the least possible.

    Returns
    -------
    float
        A share of the value; a value near 0 makes it large.

    Examples
    --------
    >>> relative_gap(100.0, 99.0)
    0.01
    >>> relative_gap(5.0, 5.0)
    0.0
    """
    difference = abs(objective - bound)
    return 0.0 if difference <= 1e-9 else difference / max(abs(objective), 1e-9)


def proven(objective: float, bound: float, limits: Limits) -> bool:
    """Whether a value is as near to what is proven to be the least possible as was asked for.

    Parameters
    ----------
    objective, bound
        Value of the plan and a proven lower bound, in the goal's unit; an infinite value is no
        plan.
    limits
        The gaps asked for, of which either will do.

    Examples
    --------
    >>> limits = Limits(seconds=60.0, gap=0.001)
    >>> proven(1000.0, 999.5, limits), proven(1000.0, 990.0, limits), proven(math.inf, 0.0, limits)
    (True, False, False)
    """
    return math.isfinite(objective) and objective - bound <= max(
        limits.absolute_gap, limits.gap * abs(objective)
    )


def ending_of(objective: float, bound: float, limits: Limits) -> Status:
    """How a search that came to its end ended: at the least possible, or near enough.

    Parameters
    ----------
    objective
        Value of the goal at the plan found.
    bound
        What is proven to be the least possible.
    limits
        Read for its absolute gap.

    Returns
    -------
    Status
        ``OPTIMAL`` within a millionth of the value, or within the absolute gap; else ``GAP_LIMIT``.

    Examples
    --------
    >>> ending_of(100.0, 99.0, Limits(seconds=1.0, gap=0.05)).value
    'gap_limit'
    """
    exact = relative_gap(objective, bound) <= 1e-6 or abs(objective - bound) <= limits.absolute_gap
    return Status.OPTIMAL if exact else Status.GAP_LIMIT


def at_least(bound: float, outcome: Outcome, limits: Limits) -> Outcome:
    """An outcome of which a bound is known from elsewhere.

    Parameters
    ----------
    bound
        What is proven to be the least possible, in the goal's unit.
    outcome
        Of any run on the same goal.
    limits
        Say when the distance is near enough.

    Returns
    -------
    Outcome
        The same plan, with the better of both bounds and the status that follows.

    Examples
    --------
    >>> found = Outcome(Status.TIME_LIMIT, np.zeros(1), 100.0, 90.0)
    >>> better = at_least(99.99, found, Limits(1.0, 1e-3))
    >>> better.status.value, better.bound
    ('gap_limit', 99.99)
    """
    if outcome.values is None or bound <= outcome.bound:
        return outcome
    reached = proven(outcome.objective, bound, limits)
    status = ending_of(outcome.objective, bound, limits) if reached else outcome.status
    return replace(outcome, bound=min(bound, outcome.objective), status=status)
