"""The timeline of the page: month by month, what must be decided and what begins."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.seats.hiring_requests import decide_by, under_way
from orgplan.domain import Hire
from orgplan.language import _

from ..action_text import action_text
from ..decide_by import notice_on

TimelineMonth = tuple[str, tuple[str, ...], tuple[str, ...]]


def timeline(assessment: Assessment) -> tuple[TimelineMonth, ...]:
    """Each month in which there is something: its name, what must be decided by its first day, and
    what begins in it.

    Parameters
    ----------
    assessment
        The plan.

    Returns
    -------
    tuple[Month, ...]
        In the order of time; what had to be decided before the horizon comes first.
    """
    decided: dict[date, list[str]] = defaultdict(list)
    begun: dict[date, list[str]] = defaultdict(list)
    for name, due in _due(assessment):
        month = date.min if due < assessment.org.calendar.start else due.replace(day=1)
        decided[month].append(_what_and_where(assessment, name))
    for action in assessment.plan.actions.values():
        begun[action_text(assessment.org, assessment.plan, action).day.replace(day=1)].append(
            _what_and_where(assessment, action.id)
        )
    return tuple(
        (
            _("at once") if month == date.min else f"{month:%Y-%m}",
            tuple(_counted(decided[month])),
            tuple(_counted(begun[month])),
        )
        for month in sorted({*decided, *begun})
    )


def _due(assessment: Assessment) -> Iterator[tuple[str, date]]:
    """Each action that is still to be decided, and the day by which it must be."""
    for row in assessment.hires:
        if not under_way(assessment, row):
            yield row.hire.id, decide_by(assessment.org, row)
    for action in assessment.plan.actions.values():
        if not isinstance(action, Hire):
            yield action.id, notice_on(assessment.org, action)


def _what_and_where(assessment: Assessment, action: str) -> str:
    what, where, _day = action_text(
        assessment.org, assessment.plan, assessment.plan.actions[action]
    )
    return _("{what}, {where}", what=what, where=where) if where else what


def _counted(lines: list[str]) -> Iterator[str]:
    """Each once, with how many there are of it.

    Examples
    --------
    >>> list(_counted(["hire QA engineer", "hire QA engineer", "train Ada"]))
    ['2 × hire QA engineer', 'train Ada']
    """
    for text, number in Counter(lines).items():
        yield f"{number} × {text}" if number > 1 else text
