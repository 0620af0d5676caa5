"""Locks: actions that must, or must not, be in the plan."""

from collections.abc import Iterable

from orgplan.domain import (
    Calendar,
    Course,
    Lock,
    LockedAction,
    LockRow,
)
from orgplan.excel.read import did_you_mean, fold, listed
from orgplan.language import _

from ..tables.build import build_or_report, with_ids
from ..tables.row import Row
from ..tables.table import Table
from ..terms.periods import periods_of
from ..terms.skill_names import folded
from .capability.ladders import lead_to
from .positions import PositionContext

_SEATS = (LockedAction.HIRE, LockedAction.CONTRACTOR, LockedAction.BACKFILL)


_TO_ROLE = (LockedAction.PROMOTION, LockedAction.RETRAINING, LockedAction.DOWNGRADING)


def read_locks(
    table: Table | None, context: PositionContext, courses: Iterable[Course]
) -> tuple[LockRow, ...]:
    """The domain's locks, in the order of the sheet; rows with faults are left out.

    Parameters
    ----------
    table
        ``None`` if there is no such sheet.
    context
        Finds people, seats, roles and teams by name.
    courses
        All that are on offer, assumed ones too.
    """
    taught = folded(course.id for course in courses)
    made = (_lock(row, name, context, taught) for row, name in with_ids(table, "K"))
    return tuple(lock for lock in made if lock is not None)


def _lock(row: Row, name: str, context: PositionContext, courses: dict[str, str]) -> LockRow | None:
    """A lock; without a count it is on one action, and beside must-not there is none."""
    lock, word, count = row.choice("lock"), row.choice("action"), row.whole("count")
    team = context.teams.resolve(row, "team") if row.has("team") else None
    periods = _periods(row, context.calendar)
    if lock is None or word is None or periods is None:
        return None
    action = LockedAction(word)
    if count == 0 and lock == Lock.MUST.value:
        row.fault("count", _("at least 1 for a must"), _("Check the figure, or write must-not."))
        return None
    if count is not None and count > 1 and lock == Lock.MUST_NOT.value:
        row.fault(
            "count",
            _("no count beside must-not"),
            _("Clear it; or write at-most, which takes a count."),
        )
        return None
    who, what = _who(row, action, context), _what(row, action, context, courses)
    return build_or_report(
        row,
        "lock",
        lambda: LockRow(
            id=name,
            lock=Lock(lock),
            action=action,
            who=who,
            team=team,
            what=what,
            periods=periods,
            count=1 if count is None else count,
        ),
    )


def _periods(row: Row, calendar: Calendar | None) -> tuple[int, ...] | None:
    """Periods that a lock names; ``None``, with a fault, where none of them lies in the horizon,
    for that would mean any.
    """
    if calendar is None or not row.has("periods"):
        return ()
    found = periods_of(row, "periods", calendar)
    if found == ():
        horizon = _("{first} to {last}", first=calendar.labels[0], last=calendar.labels[-1])
        row.fault(
            "periods",
            _("periods of the horizon, {horizon}", horizon=horizon),
            _("Correct them, or delete the row."),
        )
    return found or None


def _who(row: Row, action: LockedAction, context: PositionContext) -> str | None:
    if not row.has("who"):
        return None
    return (
        context.roles.find(row, "who", None)
        if action in _SEATS
        else context.roster.find(row, "who")
    )


def _what(
    row: Row, action: LockedAction, context: PositionContext, courses: dict[str, str]
) -> str | None:
    if not row.has("what"):
        return None
    if action is LockedAction.TRAIN:
        return _course(row, courses)
    if action in _TO_ROLE:
        return lead_to(context.roles, row, "what")
    if action is LockedAction.TRANSFER:
        return context.teams.resolve(row, "what")
    row.fault(
        "what",
        _("nothing"),
        _("A lock on {action} needs nothing here: leave it blank.", action=action),
    )
    return None


def _course(row: Row, courses: dict[str, str]) -> str | None:
    text = row.text("what") or ""
    if fold(text) not in courses:
        row.fault(
            "what",
            _("a course of Training"),
            did_you_mean(
                text, courses.values(), _("Courses: {names}.", names=listed(courses.values()))
            ),
        )
    return courses.get(fold(text))
