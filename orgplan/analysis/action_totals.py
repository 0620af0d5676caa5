"""How many actions of each kind a plan has, and what they change together."""

from collections.abc import Iterator
from dataclasses import dataclass

from orgplan.domain import Exit, GroupAction, Hire, LeverKind, Move
from orgplan.finance.cost_totals import this_year

from .assessment import Assessment
from .result_rows import AnyChange, HireRow

HIRE, COURSE, RECRUITING = "hire", "course", "recruiting"
LASTING = (
    LeverKind.SHORT_TIME.value,
    LeverKind.OVERSTAFFING.value,
)  # for a period each: heads are no flow, and periods add up to no heads
ORDER = (
    HIRE,
    *(kind.value for kind in (LeverKind.BACKFILL, LeverKind.CONTRACTOR)),
    COURSE,
    *(kind.value for kind in LeverKind),
)


@dataclass(frozen=True)
class ActionTotal:
    """One kind of action; `of_groups` tells what is done to groups from what is done to people by
    name.

    Attributes
    ----------
    kind
        ``hire``, ``course``, ``recruiting`` or the kind of a lever.
    of_groups
        Whether it is done to groups, not to people by name.
    number
        Actions; of groups, heads, and of what is :data:`LASTING` heads times periods.
    horizon, this_year, run_rate, direct
        Cents, as in :class:`orgplan.analysis.assessment.ChangeRow`.
    """

    kind: str
    of_groups: bool
    number: float
    horizon: int
    this_year: int
    run_rate: int
    direct: int


def action_totals(assessment: Assessment) -> tuple[ActionTotal, ...]:
    """The kinds that the plan has: seats, courses, what is done to people, then to groups.

    Parameters
    ----------
    assessment
        Read for the rows of its actions with what each of them changes.

    Returns
    -------
    tuple[ActionTotal, ...]
        Kinds without an action have no entry. People by name come before groups, each in
        :data:`ORDER`; money is in cents.
    """
    found: dict[tuple[bool, str], ActionTotal] = {}
    for tally in _each(assessment):
        before = found.get((tally.of_groups, tally.kind))
        found[tally.of_groups, tally.kind] = tally if before is None else _together(before, tally)
    places = {kind: number for number, kind in reversed(list(enumerate(ORDER)))}
    return tuple(
        sorted(found.values(), key=lambda tally: (tally.of_groups, places.get(tally.kind, 0)))
    )


def kind_of_seat(hire: Hire) -> str:
    """Whether a seat is growth, a backfill or a contractor's.

    Parameters
    ----------
    hire
        Read for its kind of employment and for whoever it replaces.

    Returns
    -------
    str
        ``hire``, ``backfill`` or ``contractor``; a contractor who replaces somebody is a
        contractor.
    """
    if hire.is_contractor:
        return LeverKind.CONTRACTOR.value
    return HIRE if hire.replaces is None else LeverKind.BACKFILL.value


def _each(assessment: Assessment) -> Iterator[ActionTotal]:
    """One total for each action, to be added up by kind; a course has no run rate, as nothing of it
    continues.
    """
    for row in assessment.hires:
        yield _of_seat(row)
    for training in assessment.trainings:
        effect = assessment.effects[training.training.id]
        yield ActionTotal(
            COURSE,
            False,
            1,
            effect.horizon,
            this_year(assessment.org, effect.lines),
            0,
            effect.direct,
        )
    for change in assessment.changes:
        yield _of_change(change)


def _of_seat(row: HireRow) -> ActionTotal:
    return ActionTotal(
        kind_of_seat(row.hire), False, 1, row.horizon, row.this_year, row.run_rate, row.one_time
    )


def _of_change(row: AnyChange) -> ActionTotal:
    action, money = row.action, (row.horizon, row.this_year, row.run_rate, row.direct)
    if isinstance(action, GroupAction):
        return ActionTotal(
            action.kind.value if action.kind else RECRUITING, True, action.heads, *money
        )
    if isinstance(action, Move):
        return ActionTotal(action.kind.value, False, 1, *money)
    kind = LeverKind.REDUNDANCY if isinstance(action, Exit) else LeverKind.SHORT_TIME
    return ActionTotal(kind.value, False, 1, *money)


def _together(one: ActionTotal, other: ActionTotal) -> ActionTotal:
    sums = (
        one.horizon + other.horizon,
        one.this_year + other.this_year,
        one.run_rate + other.run_rate,
        one.direct + other.direct,
    )
    return ActionTotal(one.kind, one.of_groups, one.number + other.number, *sums)
