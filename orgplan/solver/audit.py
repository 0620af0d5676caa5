"""A solver's word is evidence: every claim of a run is held against the model as it was stated, and
against what is known.

The goal is worked out again from the values, rows, bounds of columns and whole numbers are checked,
and the claimed bound is set beside the goal's value, beside every plan that is in hand and beside
the time that the run took. Released solvers have failed each of these.

What evidence cannot show: a worse plan called the best together with a bound that fits it, where no
better plan is known. For that a second witness is needed (`--prove`).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .outcome import Floats, Outcome, Status, Task, proven
from .solvers.lp import Matrix

# what a row may be broken by, relative to its largest term: solvers keep rows to 1e-7 before they
# undo their scaling
OFF_ROW = 1e-6
OFF_WHOLE = 2e-6  # from a whole number; solvers take 1e-6 for whole by default
SAME = 1e-6  # relative: two figures for one goal
SHARE_OF_TIME, EARLY = (
    0.5,
    0.1,
)  # a run that had more than this share, and these seconds, left was not ended by its time limit


@dataclass(frozen=True)
class Distrust:
    """A claim of a solver that did not hold.

    Attributes
    ----------
    solver
        Which, and how it was set.
    goal
        What it was asked to minimise.
    reasons
        What was wrong, each in one sentence.

    Examples
    --------
    >>> str(op.Distrust("highs", "cost", ("Its bound lies above its plan.",)))
    'highs, cost: Its bound lies above its plan.'
    """

    solver: str
    goal: str
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.solver}, {self.goal}: {'; '.join(self.reasons)}"


class Audit:
    """Judges claims about one model.

    Parameters
    ----------
    stated
        The model as it is handed to solvers.
    """

    def __init__(self, stated: Matrix) -> None:
        self.stated = stated
        self.row_of_entry = np.repeat(np.arange(len(stated.row_lower)), np.diff(stated.starts))
        self.held: list[tuple[Floats, float]] = []

    def hold(self, costs: Floats, at: float) -> None:
        """Take up a row ``costs · x <= at``.

        Parameters
        ----------
        costs
            A coefficient for every column of the model.
        at
            What the row may come to at the most.
        """
        self.held.append((costs, at))

    def doubts(
        self, task: Task, claim: Outcome, in_hand: Floats | None, seconds: float
    ) -> tuple[str, ...]:
        """What cannot be true of a claim.

        Parameters
        ----------
        task, claim
            What was asked, and the answer.
        in_hand
            The best plan known.
        seconds
            What the run took.

        Returns
        -------
        tuple[str, ...]
            Sentences in English for the run log; empty where nothing speaks against the claim.
        """
        if claim.trouble:
            return (claim.trouble,)
        known = (
            task.value(in_hand)
            if in_hand is not None and not self.violations(task, in_hand)
            else math.inf
        )
        if claim.status is Status.INFEASIBLE:
            return (
                ("called impossible, though a plan is in hand that keeps all limits",)
                if math.isfinite(known)
                else ()
            )
        early = task.limits.seconds - seconds > max(SHARE_OF_TIME * task.limits.seconds, EARLY)
        if (
            early
            and not task.limits.stopped()
            and claim.status in (Status.NO_PLAN, Status.TIME_LIMIT)
            and task.limits.nodes is None
        ):
            return (
                (
                    f"stopped after {seconds:.2f} of {task.limits.seconds:.2f} seconds without a"
                    " reason"
                ),
            )
        if claim.values is None:
            return ()
        return tuple(self.violations(task, claim.values)) or tuple(
            _doubtful_figures(task, claim, claim.values, known)
        )

    def violations(self, task: Task, values: Floats) -> list[str]:
        """Which rows, bounds and whole numbers values do not keep, by the worst of each kind.

        Parameters
        ----------
        task
            Read for its bounds of columns, and for whether whole numbers may be fractions.
        values
            One for every column.

        Returns
        -------
        list[str]
            Sentences in English; empty where all is kept. Rows are taken relative to their largest
            term (:data:`OFF_ROW`), whole numbers to :data:`OFF_WHOLE`. Held goals are rows too.

        Examples
        --------
        >>> from orgplan.constraints.model import Linear
        >>> from orgplan.domain import Sense
        >>> from orgplan.solver.outcome import Limits
        >>> from orgplan.solver.solvers.lp import Model, matrix
        >>> model = Model()
        >>> hire = model.variable("hire", 3.0, whole=True)
        >>> model.limit("heads", ("Apps",), Linear.of(hire), Sense.AT_LEAST, 2.0)
        >>> stated = matrix(model)
        >>> task = Task(np.array([0.0, 1.0]), 0.0, stated.lower, stated.upper, Limits(1.0, 0.0))
        >>> (
        ...     Audit(stated).violations(task, np.array([0.0, 1.0])),
        ...     Audit(stated).violations(task, np.array([0.0, 2.0])),
        ... )
        (['a row is broken by 1 of its largest term'], [])
        """
        if len(values) != len(self.stated.lower) or not np.isfinite(values).all():
            return ["values that are no numbers, or too few"]
        return [*self._violated_columns(task, values), *self._violated_rows(values)]

    def _violated_columns(self, task: Task, values: Floats) -> Iterator[str]:
        """The column farthest outside its bounds, relative to its size, and the one farthest from a
        whole number.
        """
        outside = float(
            np.max(
                np.maximum(task.lower - values, values - task.upper)
                / np.maximum(1.0, np.abs(values)),
                initial=0.0,
            )
        )
        if outside > OFF_ROW:
            yield f"a value lies {outside:.2g} outside its bounds"
        if not task.relaxed:
            fraction = float(
                np.max(np.abs(values - np.round(values))[self.stated.whole], initial=0.0)
            )
            if fraction > OFF_WHOLE:
                yield f"a whole number is off by {fraction:.2g}"

    def _violated_rows(self, values: Floats) -> Iterator[str]:
        """The row broken by most, relative to its largest term (solvers scale rows), and goals that
        are exceeded.
        """
        stated, rows = self.stated, len(self.stated.row_lower)
        terms = stated.value * values[stated.index]
        left = np.bincount(self.row_of_entry, weights=terms, minlength=rows)
        size = np.ones(rows)
        np.maximum.at(size, self.row_of_entry, np.abs(terms))
        off = float(
            np.max(np.maximum(stated.row_lower - left, left - stated.row_upper) / size, initial=0.0)
        )
        if off > OFF_ROW:
            yield f"a row is broken by {off:.2g} of its largest term"
        for costs, at in self.held:
            over = float(costs @ values) - at
            if over > OFF_ROW * max(1.0, abs(at)):
                yield f"a goal that is held is exceeded by {over:.2g}"


def _doubtful_figures(task: Task, claim: Outcome, values: Floats, known: float) -> Iterator[str]:
    """The first figure of a claim that cannot be true beside its own values, or beside a plan in
    hand.
    """
    value = task.value(values)
    leeway = leeway_of(task, value)
    if not abs(claim.objective - value) <= leeway:
        yield f"said {claim.objective:.6f}, its own values come to {value:.6f}"
    elif not claim.bound <= value + leeway:
        yield f"its bound {claim.bound:.6f} lies above its own plan, {value:.6f}"
    elif claim.bound > known + leeway:
        yield f"its bound {claim.bound:.6f} lies above a plan in hand, {known:.6f}"
    elif claim.status is Status.OPTIMAL and not proven(value, claim.bound + leeway, task.limits):
        yield f"said to be finished at {value:.6f}, with no bound better than {claim.bound:.6f}"


def leeway_of(task: Task, value: float) -> float:
    """By how much two honest figures for one goal may differ: its own slip, or rounding.

    Parameters
    ----------
    task
        Read for its absolute gap.
    value
        Of the goal, in its own unit.

    Returns
    -------
    float
        In the goal's unit.

    Examples
    --------
    >>> from orgplan.solver.outcome import Limits
    >>> nothing = np.zeros(1)
    >>> leeway_of(Task(nothing, 0.0, nothing, nothing, Limits(1.0, 0.0, absolute_gap=0.1)), 2.0)
    0.1
    """
    return max(task.limits.absolute_gap, SAME * max(1.0, abs(value)))
