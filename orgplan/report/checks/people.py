"""Checks of people, seats and lines of managers: 1-5, 7 and 13 of what finance checks."""

from collections.abc import Iterator

from orgplan.excel.write.live import (
    Live,
    count_numbers,
    count_where,
    is_number,
    joined,
    live,
    stands_above,
    sum_beside,
    sum_product,
    times,
)
from orgplan.excel.write.workbook import TableRef
from orgplan.language import N_, _

from ..sheets import pages, people, refs
from ..sheets.money.exchange_rates import in_plan_currency
from .sheet import Check, Miss, SheetCell
from .sheet_refs import PlanSheets, filled

CENT, FTE = 0.005, 0.00001
NO_INPUTS = N_("the workbook was written without its sheets of input")
NO_SEATS = N_("the plan has no seats")
NO_COURSES = N_("the plan has no courses")
NOBODY = N_("nobody is on the roster")
ROSTER_CHANGED = N_("Undo the change of Input Roster, or plan again.")
FOREVER = 99_999  # days: a later day than any
AGAIN = N_(
    "Price the plan again (`orgplan recost`), so that money and plan agree; `orgplan check` says by"
    " how much they differ."
)


def people_checks(sheets: PlanSheets) -> Iterator[Check]:
    """Checks of the roster: heads, ids, managers, dates, bands and backfills.

    Parameters
    ----------
    sheets
        The sheets of the workbook, of which tables and cells are asked for by name.

    Yields
    ------
    Check
        In the order of the sheet.
    """
    yield from _roster(sheets)
    yield from _identities(sheets)
    yield from _managers(sheets)
    yield from _dates(sheets)
    yield from _bands(sheets)
    yield from _backfills(sheets)


def _roster(sheets: PlanSheets) -> Iterator[Check]:
    """1: the roster as it was read against the roster as it is reported."""
    before = sheets.book.table("skills_before")
    place, reported = SheetCell.of(before), filled(before)
    words = _("People of Input Roster = people of Skill matrix")
    roster = sheets.inputs.get("Roster")
    if roster is None:
        yield Check(1, words, place, reported, looked_at=0, empty=NO_INPUTS)
        return
    read = filled(roster, "person_id")
    yield Check(
        1, words, place, reported, read, looked_at=read, empty=NOBODY, hint=_(ROSTER_CHANGED)
    )
    yield from _roster_as_planned(sheets, roster, read)


def _roster_as_planned(sheets: PlanSheets, roster: TableRef, read: Live) -> Iterator[Check]:
    """1: people, FTE and pay of the roster against what they were when the plan was made; `read`
    counts its people.
    """
    start, end, as_of = roster["start_date"], roster["end_date"], sheets.cells[refs.AS_OF]
    still = (end.equals("") + (end >= as_of)) > 0
    there = [roster["person_id"].filled, start <= as_of, still, *group_heads(roster)]
    named = (roster[header] for header in ("base_salary", "currency", "location"))
    pay = in_plan_currency(sheets.book, *named)
    for name, of, tolerance in (
        ("people", (), FTE),
        ("FTE", (roster["fte"],), FTE),
        (N_("annual base"), (pay,), CENT),
    ):
        if name == "annual base" and sheets.live:
            continue  # costs follow it: check 19 says that the roster was changed
        now = sum_product(times([*there, *of]))
        then = sheets.cells[refs.WHEN_PLANNED[name]]
        yield Check(
            1, _("Input Roster at the as-of date = when the plan was made: {name}", name=_(name)),
            SheetCell.of(roster), now, then, tolerance, looked_at=read,
            empty=NOBODY, hint=_(ROSTER_CHANGED),
        )  # fmt: skip


def group_heads(roster: TableRef) -> list[Live]:
    """Factor for rows that stand for several heads.

    Parameters
    ----------
    roster
        The table of the roster.

    Returns
    -------
    list[Live]
        A part of a product over its rows; empty where no row stands for several.
    """
    if "headcount" not in roster.headers:
        return []
    heads = roster["headcount"]
    return [heads.equals("") + heads]


def _identities(sheets: PlanSheets) -> Iterator[Check]:
    """2: everybody once."""
    after = sheets.book.table("skills_after")
    hint = _("Give each its own id, and plan again.")
    yield Check(
        2,
        _("Ids of people and seats that occur more than once"),
        SheetCell.of(after),
        repeated(after, "id"),
        looked_at=filled(after),
        empty=_("nobody is there"),
        hint=hint,
    )
    tables = [
        (sheets.hires, "id", NO_SEATS),
        (sheets.trainings, "id", NO_COURSES),
    ]
    if "Roster" in sheets.inputs:
        tables.insert(0, (sheets.inputs["Roster"], "person_id", NOBODY))
    for table, header, empty in tables:
        yield Check(
            2,
            _("Ids of {sheet} that occur more than once", sheet=table.sheet),
            SheetCell.of(table),
            repeated(table, header),
            looked_at=filled(table, header),
            empty=empty,
            hint=hint,
        )


def repeated(table: TableRef, *headers: str) -> Live:
    """Rows that say in some columns together what a row above says.

    Parameters
    ----------
    table
        Rows with a blank first column count for nothing.
    headers
        Columns that are compared together.

    Returns
    -------
    Live
        How many such rows there are.
    """
    sentence = joined(*(part for header in headers for part in (table[header], "|")), "")
    first = table[headers[0]]
    return sum_product(first.filled * stands_above(sentence, table.head(headers[0]), first))


def _managers(sheets: PlanSheets) -> Iterator[Check]:
    """4: managers exist, nobody is his own, and no line is a circle."""
    table = sheets.book.find("people")
    if table is None:
        yield Check(
            4,
            _("Managers exist, with no circular reporting"),
            SheetCell(pages.SKILL_MATRIX.name),
            0,
            looked_at=0,
            empty=NO_INPUTS,
        )
        return
    place = SheetCell.of(table)
    managers, up = table["manager_id"], table["up_1"]
    for words, count in (
        (_("Managers who are not on the roster"), sum_product(managers.filled * up.equals(0))),
        (
            _("People who are their own manager"),
            sum_product(managers.filled * up.equals(table["row"])),
        ),
        (
            _("People in a circular reporting line, or below one"),
            count_where(table["reporting_line"], people.CIRCLE),
        ),
    ):
        yield Check(
            4,
            words,
            place,
            count,
            looked_at=filled(table, "manager_id"),
            empty=_("nobody on the roster has a manager ID"),
            hint=_("Correct manager ID on Input Roster."),
        )


def _dates(sheets: PlanSheets) -> Iterator[Check]:
    """5: real dates, in order, inside the horizon."""
    for words, table, empty in (
        (_("Seats"), sheets.hires, NO_SEATS),
        (_("Courses"), sheets.trainings, NO_COURSES),
    ):
        outside = table["id"].filled * sheets.outside_horizon(table["start_date"])
        yield Check(
            5,
            _("{words} that begin outside the horizon", words=words),
            SheetCell.of(table),
            sum_product(outside),
            looked_at=filled(table),
            empty=empty,
            hint=_("Move start date into the horizon."),
        )
    if "end_date" in sheets.hires.headers:
        yield ends_in_order(sheets.hires)
    roster = sheets.inputs.get("Roster")
    if roster is not None:
        start, end = roster["start_date"], roster["end_date"]
        backwards = end.filled * ((1 - is_number(end) + (end < start)) > 0)
        wrong = roster["person_id"].filled * (1 - is_number(start) + backwards)
        yield Check(
            5,
            _("Dates of the roster that are no dates, or end before they start"),
            SheetCell.of(roster),
            sum_product(wrong),
            looked_at=filled(roster, "person_id"),
            empty=NOBODY,
            hint=_("Correct start date or end date on Input Roster."),
        )


def ends_in_order(table: TableRef) -> Check:
    """5: what has an end begins before it.

    Parameters
    ----------
    table
        With ``start_date`` and ``end_date``.

    Returns
    -------
    Check
        A check that fails with the number of rows that end before they begin.
    """
    start, end = table["start_date"], table["end_date"]
    return Check(
        5,
        _("Rows of {sheet} that end before they start", sheet=table.sheet),
        SheetCell.of(table),
        sum_product(table["id"].filled * end.filled * (end < start)),
        looked_at=count_numbers(end),
        empty=_("nothing has an end"),
        hint=_("Correct start date or end date."),
    )


def _bands(sheets: PlanSheets) -> Iterator[Check]:
    """7: pay inside the band; of seats it is the plan's, of people it is today's."""
    hires = sheets.hires
    salary, low, high = (hires[header] for header in ("base_salary", "band_min", "band_max"))
    outside = ((salary < low) + (salary > high) * high.filled) > 0
    yield Check(
        7,
        _("Seats paid outside their band"),
        SheetCell.of(hires),
        sum_product(hires["id"].filled * outside),
        looked_at=filled(hires),
        empty=NO_SEATS,
        hint=_("Bring base salary within the band of the role, or change the band on Input Roles."),
    )
    table = sheets.book.find("people")
    if table is None:
        return
    inside, below, above = (
        count_where(table["pay"], word) for word in (people.INSIDE, people.BELOW, people.ABOVE)
    )
    yield Check(
        7,
        _("People of the roster paid outside their band today"),
        SheetCell.of(table),
        below + above,
        looked_at=inside + below + above,
        empty=_("nobody holds a role with a band"),
        miss=Miss.INFO,
        hint=_(
            "Not caused by the plan: the roster was already like this. The sheet People names "
            "them; correct pay, role or band where it is wrong."
        ),
    )


def _backfills(sheets: PlanSheets) -> Iterator[Check]:
    """13: a backfill replaces somebody who really goes, afterwards and once; so it is no
    growth.
    """
    hires, roster, empty = (
        sheets.hires,
        sheets.inputs.get("Roster"),
        _("no seat of the plan is a backfill"),
    )
    words = _("Backfills of somebody who neither leaves nor moves on")
    if roster is None or "replaces" not in hires.headers:
        reason = NO_INPUTS if roster is None else _("the plan may not backfill: no lever says so")
        yield Check(13, words, SheetCell.of(hires), 0, looked_at=0, empty=reason)
        return
    replaced, start = hires["replaces"], hires["start_date"]
    ends = sum_beside(roster["person_id"], replaced, roster["end_date"])
    moved, away = _moving(sheets, replaced)
    leaves, moves = (ends > 0) * (ends >= start), ends.equals(0) * moved.equals(1) * (away > start)
    for says, wrong in (
        (words, (ends + moved).equals(0)),
        (_("Backfills that begin before the person they replace has gone"), leaves + moves),
        (
            _("Backfills of somebody who has another backfill already"),
            count_where(replaced, replaced) > 1,
        ),
    ):
        yield Check(
            13,
            says,
            SheetCell.of(hires),
            sum_product(replaced.filled * wrong),
            looked_at=filled(hires, "replaces"),
            empty=empty,
            hint=_(
                "In replaces, name somebody whose last day is known, each person once; or leave "
                "replaces blank: the seat then counts as growth."
            ),
        )
    yield _no_growth(sheets)


def _moving(sheets: PlanSheets, replaced: Live) -> tuple[Live, Live]:
    """How often somebody is moved, and when."""
    if pages.MOVES not in sheets.changes:
        return live(0), live(0)
    table = sheets.changes[pages.MOVES]
    person = table["person_id"]
    return count_where(person, replaced), sum_beside(person, replaced, table["start_date"])


def _no_growth(sheets: PlanSheets) -> Check:
    """Backfills stand in their own column of the walk."""
    book, hires = sheets.book, sheets.hires
    total = book.table("walk_total")
    heads = total["counted"].equals(book.refs[refs.COUNTED_HEADS])
    inside = sheets.inside_horizon(hires["start_date"])
    return Check(
        13,
        _("Backfills of the Walk = seats of Hiring plan that replace somebody"),
        SheetCell.of(total),
        sum_product(heads * total["backfills"]),
        sum_product(hires["replaces"].filled * inside),
        looked_at=filled(hires, "replaces"),
        empty=_("no seat of the plan is a backfill"),
        hint=AGAIN,
    )
