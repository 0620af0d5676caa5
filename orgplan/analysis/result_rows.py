"""Rows of results: what a plan covers, does, costs and breaks, each with its figures."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from orgplan.domain import (
    BudgetLine,
    Course,
    Exit,
    GroupAction,
    Hire,
    Move,
    Need,
    NeedKind,
    Sense,
    ShortTime,
    Strength,
    Training,
)

from .attribution import LossIfRemoved
from .money.budget_variance import LineSplit


@dataclass(frozen=True)
class CoverageRow:
    """One need in one period; amounts in heads (holders) or FTE (capacity).

    Attributes
    ----------
    need
        What is asked for.
    period
        0 for the first.
    required, now, planned, shortfall
        What is asked, what there is at the as-of date, what the plan gives, and what is missing of
        it; of staff, of which an exact number is asked for, what is too many as well.
    idle
        What there would be if nothing were decided.
    by
        Ids of the people and seats that cover it.
    tolerance
        What may be missing of it without being short.

    Examples
    --------
    >>> row = planned.assessment.coverage[0]
    >>> row.need.id, row.required
    ('N-001', 5.0)
    """

    need: Need
    period: int
    required: float
    now: float
    idle: float
    planned: float
    shortfall: float
    by: tuple[str, ...]
    tolerance: float = 0.0

    def shortfall_with(self, there: float) -> float:
        """By how much what there is misses what is asked: what is short of it; of staff what is too
        many, too.

        Parameters
        ----------
        there
            Heads or FTE of the plan, or of doing nothing.

        Returns
        -------
        float
            Heads or FTE, 0 or more; of capacity, what lies beyond the tolerance.

        Examples
        --------
        >>> row = planned.assessment.coverage[0]
        >>> row.required, row.tolerance, row.shortfall_with(4.0)
        (5.0, 0.1, 0.9)
        """
        short = self.required - there
        return abs(short) if self.need.kind is NeedKind.STAFF else max(0.0, short - self.tolerance)


@dataclass(frozen=True)
class HireRow:
    """A planned seat with its money (cents) and its reasons.

    Attributes
    ----------
    hire
        The seat.
    decided
        Period in which the seat must be decided to be filled in time; negative is before the
        horizon.
    one_time, this_year, horizon, run_rate
        One-time cost; cost in the fiscal year in which the horizon begins; over the horizon; a year
        at the last month's rate.
    losses
        What would be missed without it alone; empty where others make up for it.

    Examples
    --------
    >>> planned.assessment.hires[0].hire.id
    'H-001'
    """

    hire: Hire
    decided: int
    one_time: int
    this_year: int
    horizon: int
    run_rate: int
    losses: tuple[LossIfRemoved, ...]


@dataclass(frozen=True)
class TrainingRow:
    """A course begun, with its cost (cents) and its reasons.

    Attributes
    ----------
    training
        What is begun, and the person who begins it.
    course
        Its course.
    from_level
        Level (0-5) of the person before.
    cost
        Cents over the horizon.
    losses
        What would be missed without it alone.

    Examples
    --------
    >>> planned.assessment.trainings[0].training.id
    'U-001'
    """

    training: Training
    course: Course
    from_level: int
    cost: int
    losses: tuple[LossIfRemoved, ...]


ActionKind = TypeVar("ActionKind", Move, Exit, ShortTime, GroupAction)


@dataclass(frozen=True)
class ChangeRow(Generic[ActionKind]):
    """A move, a redundancy, short time or an action on a group, with what it changes (cents,
    negative where it saves) and its reasons.

    Attributes
    ----------
    action
        A move, a redundancy, short time, or an action on a group.
    direct
        What the ledger books under the action itself, for instance severance.
    this_year, horizon, run_rate
        Difference in the fiscal year in which the horizon begins; over the horizon; a year at what
        continues when it ends.
    losses
        What would be missed without it alone.
    """

    action: ActionKind
    direct: int
    this_year: int
    horizon: int
    run_rate: int
    losses: tuple[LossIfRemoved, ...]


AnyChange = ChangeRow[Move] | ChangeRow[Exit] | ChangeRow[ShortTime] | ChangeRow[GroupAction]


@dataclass(frozen=True)
class BudgetRow:
    """A budget line with an amount: cents allowed and planned, those if nothing were decided, and
    why plan and budget differ.

    Attributes
    ----------
    line
        A line with an amount.
    budget, planned, idle
        Cents allowed, planned, and if nothing were decided.
    split
        Why plan and budget differ.

    Examples
    --------
    >>> planned.assessment.budget[0].line.id
    'B-001'
    """

    line: BudgetLine
    budget: int
    planned: int
    idle: int
    split: LineSplit


@dataclass(frozen=True)
class RuleRow:
    """One requirement of a rule in one scope and period; `idle_triggered` and `idle_short` as they
    would be if nothing were decided.

    Attributes
    ----------
    rule, scope, aspect, period
        The key of the requirement; `aspect` is blank for rules that ask for one thing.
    triggered, satisfied
        Whether its condition is reached, and whether it holds.
    required, planned, short_by
        In the unit of the rule.
    strength
        A rule that is a limit counts as a must.
    by
        Ids of people and seats that satisfy it.
    idle_triggered
        Whether the rule would ask for something if nothing were decided.
    idle_short
        How many would then be short.
    sense
        Whether `planned` must be at least or at most `required`.

    Examples
    --------
    >>> planned.assessment.rules[0].satisfied
    True
    """

    rule: str
    scope: str
    aspect: str
    period: str
    triggered: bool
    satisfied: bool
    required: float
    planned: float
    short_by: float
    strength: Strength
    by: tuple[str, ...]
    idle_triggered: bool
    idle_short: float
    sense: Sense = Sense.AT_LEAST
