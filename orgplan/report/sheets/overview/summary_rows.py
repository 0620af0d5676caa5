"""What a plan asks for, a row each: its seats by role, team and quarter, then its other actions by
kind.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from orgplan.analysis.action_totals import COURSE, RECRUITING, ActionTotal, action_totals
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.attribution import LossIfRemoved
from orgplan.analysis.result_rows import AnyChange
from orgplan.analysis.seats.hiring_requests import HiringRequest, hiring_requests
from orgplan.domain import MOVES, Exit, GroupAction, LeverKind, Move
from orgplan.excel.write.content import wrapped
from orgplan.excel.write.references import Ref
from orgplan.excel.write.workbook import TableRef, WorkbookWriter, quoted
from orgplan.io.plan.rows import move_row
from orgplan.language import N_, _, in_clauses, ngettext, shortened_list

from ...decide_by import notice_on
from ...reasons import hire_serves, serves_in_own_words
from .. import pages, refs
from ..actions.plan_columns import TABLES
from .action_lines import WORDS, figures_of

AT_ONCE = N_("at once")
MOST_REASONS = 3
MOST_ROUTES = 4
MOST_LETTERS = 37  # of what is asked for, in one line
REPLACEMENT = N_("{role} (replacement)")
SEATS = {
    LeverKind.BACKFILL.value: N_("{role} (backfill)"),
    LeverKind.CONTRACTOR.value: N_("{role} (contractor)"),
}


@dataclass(frozen=True)
class RequestLine:
    """One row of what is asked for.

    Attributes
    ----------
    what, team, starts
        In words.
    decide_by
        A day, words, or nothing where all is decided.
    figures
        Name of its figures on Key figures: of ``number``, ``year``, ``rate``.
    buys
        What it serves, in words.
    place
        Cell to which a click leads.
    """

    what: str
    team: str
    starts: str
    decide_by: date | str | None
    figures: Ref
    buys: str
    place: str


def request_lines(assessment: Assessment, book: WorkbookWriter) -> tuple[RequestLine, ...]:
    """Rows of what is asked for: seats first, then other actions.

    Parameters
    ----------
    assessment
        The plan.
    book
        The workbook, with the sheets of actions written, to which clicks lead.

    Returns
    -------
    tuple[RequestLine, ...]
        In the order in which they are shown.
    """
    requests = enumerate(hiring_requests(assessment))
    return (
        *(_seats(assessment, one, refs.SEATS[str(number)], book) for number, one in requests),
        *_others(assessment, book),
    )


def _seats(
    assessment: Assessment, one: HiringRequest, figures: Ref, book: WorkbookWriter
) -> RequestLine:
    first = [row.hire.id for row in assessment.hires].index(one.rows[0].hire.id)
    return RequestLine(
        _what(assessment, one),
        one.team,
        one.quarter,
        _(AT_ONCE) if one.late else one.decide_by,
        figures,
        hire_serves(assessment, one.rows, MOST_REASONS),
        cell_in(book.table(TABLES[pages.HIRING]), first),
    )


def _what(assessment: Assessment, one: HiringRequest) -> str:
    """The role, and what kind of seat it is as far as a line has room for it."""
    if one.kind in SEATS:
        return _(SEATS[one.kind], role=one.role)
    followed = all(row.hire.id in assessment.replaced for row in one.rows)
    titled = _(REPLACEMENT, role=one.role)
    return titled if followed and len(wrapped(titled, MOST_LETTERS)) == 1 else one.role


def _buys(assessment: Assessment, losses: Sequence[LossIfRemoved]) -> str:
    return serves_in_own_words(assessment.org, losses, MOST_REASONS)


def cell_in(table: TableRef, row: int, header: str = "id") -> str:
    """Address of a cell of a table with its sheet.

    Parameters
    ----------
    table
        A table of the workbook.
    row
        Row of data, from 0.
    header
        Key of a column.

    Returns
    -------
    str
        Not absolute: it is for links.
    """
    return f"{quoted(table.sheet)}!{table.cell(row, header)}"


def _others(assessment: Assessment, book: WorkbookWriter) -> Iterator[RequestLine]:
    for total in action_totals(assessment):
        if total.kind == COURSE and not total.of_groups:
            yield _courses(assessment, total, book)
            continue
        rows = [row for row in assessment.changes if _kind(row) == (total.kind, total.of_groups)]
        if rows:
            yield _changes(assessment, total, rows, book)


def _courses(assessment: Assessment, total: ActionTotal, book: WorkbookWriter) -> RequestLine:
    rows = assessment.trainings
    starts = sorted(row.training.start_date for row in rows)
    people = assessment.org.person
    return RequestLine(
        taught(list(dict.fromkeys(row.course.skill for row in rows))),
        _teams([people[row.training.person_id].team for row in rows]),
        _span(starts),
        starts[0],
        figures_of(total),
        _buys(assessment, [loss for row in rows for loss in row.losses]),
        cell_in(book.table(TABLES[pages.UPSKILLING]), 0),
    )


def taught(skills: Sequence[str]) -> str:
    """One skill or two, as many as a line holds: not every program breaks the words of a link."""
    two, one = (
        _("Courses: {skills}", skills=shortened_list(skills, most, ", ")) for most in (2, 1)
    )
    many = ngettext("Courses in {n} skill", "Courses in {n} skills", len(skills))
    fit = (text for text in (two, one) if len(wrapped(text, MOST_LETTERS)) == 1)
    return next(fit, many)


def _kind(row: AnyChange) -> tuple[str, bool]:
    action = row.action
    if isinstance(action, GroupAction):
        return (action.kind.value if action.kind else RECRUITING), True
    if isinstance(action, Move):
        return action.kind.value, False
    if isinstance(action, Exit):
        return LeverKind.REDUNDANCY.value, False
    return LeverKind.SHORT_TIME.value, False


def _changes(
    assessment: Assessment, total: ActionTotal, rows: Sequence[AnyChange], book: WorkbookWriter
) -> RequestLine:
    org, kind = assessment.org, total.kind
    days = sorted(notice_on(org, row.action) for row in rows)
    starts = sorted(
        row.action.last_day if isinstance(row.action, Exit) else row.action.start_date
        for row in rows
    )
    of_groups = isinstance(rows[0].action, GroupAction)
    name = _("Groups: {kind}", kind=_(kind)) if of_groups else _(WORDS[kind])
    page = pages.GROUP_PLAN if of_groups else _PAGES[kind]
    moves = [row.action for row in rows if isinstance(row.action, Move)]
    if moves:
        name, teams = _moved(assessment, name, moves)
    else:
        teams = _teams([_team(assessment, row) for row in rows])
    return RequestLine(
        name,
        teams,
        _span(starts),
        days[0] if days[0] >= org.calendar.start else _(AT_ONCE),
        figures_of(total),
        _buys(assessment, [loss for row in rows for loss in row.losses]),
        cell_in(book.table(TABLES[page]), 0),
    )


def _moved(assessment: Assessment, name: str, moves: Sequence[Move]) -> tuple[str, str]:
    """What moves are called, and from which team to which: with the role where all have one, else
    with the roles at each.
    """
    found = [move_row(assessment.org, assessment.plan, move) for move in moves]
    roles = [_change(f"{row['from_role']}", f"{row['role']}") for row in found]
    teams = [_change(f"{row['from_team']}", f"{row['team']}") for row in found]
    titled = _("{moves}: {role}", moves=name, role=roles[0])
    if len(set(roles)) == 1 and len(wrapped(titled, MOST_LETTERS)) == 1:
        return titled, _counted(teams)
    routes = (in_clauses(pair) for pair in zip(roles, teams, strict=True))
    return name, _counted(list(routes))


def _change(before: str, after: str) -> str:
    """One name, or from one to another.

    Examples
    --------
    >>> _change("Apps", "Apps"), _change("Apps", "Payments")
    ('Apps', 'Apps → Payments')
    """
    return after if before == after else f"{before} → {after}"


def _counted(names: Sequence[str]) -> str:
    """Names in one line, each once, with how often where that is more than once."""
    found = Counter(names)
    return shortened_list(
        [f"{number} × {name}" if number > 1 else name for name, number in found.items()],
        MOST_ROUTES,
    )


_PAGES = {
    **{kind.value: pages.MOVES for kind in MOVES},
    LeverKind.REDUNDANCY.value: pages.REDUNDANCIES,
    LeverKind.SHORT_TIME.value: pages.SHORT_TIME,
}


def _team(assessment: Assessment, row: AnyChange) -> str:
    org, action = assessment.org, row.action
    if not isinstance(action, GroupAction):
        return org.person[action.person_id].team
    group = org.person.get(action.group)
    return group.team if group else org.need[action.group].scope.label


def _teams(names: Sequence[str]) -> str:
    found = list(dict.fromkeys(names))
    return found[0] if len(found) == 1 else _("{number} teams", number=len(found))


def _span(days: Sequence[date]) -> str:
    """First and last calendar quarter of days in order, once where they are one.

    Examples
    --------
    >>> _span([date(2027, 1, 1), date(2027, 7, 1)])
    '2027-Q1 – 2027-Q3'
    """
    first, last = (f"{day.year}-Q{(day.month - 1) // 3 + 1}" for day in (days[0], days[-1]))
    return first if first == last else f"{first} – {last}"
