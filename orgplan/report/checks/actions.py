"""Checks of moves, redundancies, short time and groups: what 2, 5, 7, 11 and 14 of what finance
checks say of them.
"""

from collections.abc import Iterator

from orgplan.analysis.assessment import Assessment
from orgplan.excel.write.live import is_number, joined, match, plus, sum_product
from orgplan.excel.write.workbook import TableRef
from orgplan.language import N_, _

from ..sheets import pages, refs
from ..sheets.actions.hires_and_training import year_header
from ..sheets.money.cost_by_month import RUN_RATE, TOTAL_HEADER
from .people import AGAIN, CENT, ends_in_order, repeated
from .sheet import Check, SheetCell
from .sheet_refs import PlanSheets, filled

NONE = N_("the plan has none")


def change_checks(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """Checks of moves, redundancies, short time and groups, for the sheets that the workbook has.

    Parameters
    ----------
    assessment
        Read for whether there are groups, and for the fiscal year.
    sheets
        The sheets of the workbook, of which tables and cells are asked for by name.

    Yields
    ------
    Check
        Nothing where the plan has no such sheet, and no group.
    """
    known = {
        pages.MOVES: (_("Moves"), "start_date"),
        pages.REDUNDANCIES: (_("Redundancies"), "last_day"),
        pages.SHORT_TIME: (_("Times of short time"), "start_date"),
        pages.GROUP_PLAN: (_("Actions on groups"), "start_date"),
    }
    for page, table in sheets.changes.items():
        yield from _of_sheet(sheets, table, *known[page])
    if pages.MOVES in sheets.changes:
        yield _bands(sheets.changes[pages.MOVES])
        yield _paid(sheets)
    if pages.SHORT_TIME in sheets.changes:
        yield ends_in_order(sheets.changes[pages.SHORT_TIME])
    if assessment.org.groups:
        yield from _stock(sheets)
    if sheets.changes:
        yield from _money(year_header(assessment.org), sheets)


def _of_sheet(sheets: PlanSheets, table: TableRef, what: str, day: str) -> Iterator[Check]:
    """2 and 5: each id once, and each day inside the horizon.

    `what` the rows are called, and the column of their day.
    """
    looked, place = filled(table), SheetCell.of(table)
    yield Check(
        2,
        _("Ids of {sheet} that occur more than once", sheet=table.sheet),
        place,
        repeated(table, "id"),
        looked_at=looked,
        empty=NONE,
        hint=_("Give each its own id, and plan again."),
    )
    yield Check(
        5,
        _("{what} outside the horizon", what=what),
        place,
        sum_product(table["id"].filled * sheets.outside_horizon(table[day])),
        looked_at=looked,
        empty=NONE,
        hint=_("Move {day} into the horizon.", day=day),
    )


def _bands(moves: TableRef) -> Check:
    """7: no move takes pay outside the band; whoever would be above it anyway may stay there."""
    salary, otherwise, low, high = (
        moves[header] for header in ("base_salary", "base_otherwise", "band_min", "band_max")
    )
    below = (salary < low) * salary.differs(otherwise)
    above = (salary > high) * high.filled * (salary > otherwise)
    return Check(
        7,
        _("People whose pay a move takes outside the band"),
        SheetCell.of(moves),
        sum_product(moves["id"].filled * ((below + above) > 0)),
        looked_at=filled(moves),
        empty=NONE,
        hint=_("Bring base salary within the band of the new role."),
    )


def _paid(sheets: PlanSheets) -> Check:
    """14: whoever is moved is paid in the new role and team."""
    moves, detail = sheets.changes[pages.MOVES], sheets.detail
    moved = joined(moves["person_id"], "|", moves["role"], "|", moves["team"])
    paid = joined(detail["id"], "|", detail["role_or_course"], "|", detail["team"])
    return Check(
        14,
        _("Moves to a role and team in which the person is never paid"),
        SheetCell.of(moves),
        sum_product(moves["id"].filled * (1 - is_number(match(moved, paid)))),
        looked_at=filled(moves),
        empty=NONE,
        hint=AGAIN,
    )


def _stock(sheets: PlanSheets) -> Iterator[Check]:
    """11: the heads of groups tie, each and all together."""
    for words, table in (
        (_("each group"), sheets.book.table("group_heads")),
        (_("all groups"), sheets.book.table("group_total")),
    ):
        yield Check(
            11,
            _("Heads of {words}: closing heads that differ from the count", words=words),
            SheetCell.of(table),
            sum_product(table["difference"].size),
            looked_at=filled(table, "group"),
            hint=N_(
                "An action on Group plan was changed, or something was typed over: undo it, or "
                "plan again; `orgplan check` names the figure."
            ),
        )


def _money(year: str, sheets: PlanSheets) -> Iterator[Check]:
    """14: all sheets of actions together cost what the plan changes."""
    for what, header, of_courses, column in (
        (_("over the horizon"), "cost_in_horizon", "cost", TOTAL_HEADER),
        (_("this fiscal year"), "cost_this_year", "cost_this_year", year),
        (_("run rate"), RUN_RATE, "", RUN_RATE),
    ):
        parts = [
            sheets.total(sheets.hires, header),
            *([sheets.total(sheets.trainings, of_courses)] if of_courses else []),
            *(sheets.total(table, header) for table in sheets.changes.values()),
        ]
        change = sheets.cells[refs.COST["change", column]]
        yield Check(
            14,
            _("Cost of all sheets of actions = what the plan changes, {what}", what=what),
            SheetCell.of(sheets.hires),
            sheets.unless_edited(plus(parts), change),
            change,
            CENT,
            looked_at=plus([filled(table) for table in sheets.actions]),
            empty=_("the plan has no actions"),
            hint=AGAIN,
        )
