"""Checks of money: 6, 9, 10, 14 and 15 of what finance checks."""

from collections.abc import Iterator

from orgplan.analysis.assessment import Assessment
from orgplan.excel.write.live import (
    Live,
    count_where,
    is_number,
    match,
    plus,
    sum_beside,
    sum_product,
    total,
)
from orgplan.excel.write.workbook import TableRef
from orgplan.language import N_, _

from ..sheets import pages, refs
from ..sheets.actions.hires_and_training import year_header
from ..sheets.money.cost_by_month import TOTAL_HEADER
from ..sheets.money.drivers import follows_inputs
from ..sheets.money.monthly_costs import COURSE, HIRE, ROSTER
from .people import AGAIN, CENT, NO_COURSES, NO_INPUTS, NO_SEATS, NOBODY
from .sheet import Check, SheetCell
from .sheet_refs import PlanSheets, filled

NO_COST = N_("nothing costs anything")
TYPED = N_("Something was typed over: undo it, or plan again; `orgplan check` names the figure.")
ADDED_UP = N_("with this many people, those who are not affected are added up")
BLOCKS = ("kind", "category", "component")  # of Cost overview
PAID = ("base", "contractor")  # everybody has a row of one of the two


def money_checks(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """Checks of money: service, sums, and who is costed.

    Parameters
    ----------
    assessment
        Read for whether costs follow the inputs, and for the fiscal year.
    sheets
        The sheets of the workbook, of which tables and cells are asked for by name.

    Yields
    ------
    Check
        In the order of the sheet.
    """
    yield from _service(assessment, sheets)
    yield from _sums(assessment, sheets)
    yield from _costed(sheets)


def _service(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """6: nothing is paid before the first or after the last day, and these days are those of the
    roster.
    """
    detail, place, cells = sheets.detail, SheetCell.of(sheets.detail), sheets.cells
    first, last = detail["first_day"], detail["last_day"]
    late = last.filled * (cells[refs.FIRST_DAYS] > last)
    outside = first.filled * ((cells[refs.LAST_DAYS] < first) + late)
    yield Check(
        6,
        _("Months with cost before the first or after the last day"),
        place,
        sum_product(outside * cells[refs.DETAIL_MONTHS].differs(0)),
        looked_at=filled(detail),
        empty=NO_COST,
        hint=TYPED,
    )
    roster = sheets.inputs.get("Roster")
    words = _(
        "First and last days of the roster: Cost by month = Input Roster, with Redundancies (hash"
        " total of dates)"
    )
    if roster is None:
        yield Check(6, words, place, 0, looked_at=0, empty=NO_INPUTS)
        return
    if not follows_inputs(assessment):
        yield Check(6, words, place, 0, looked_at=0, empty=ADDED_UP)
        return
    rows = _first_pay(sheets)
    read = total(roster["start_date"]) + total(roster["end_date"])
    yield Check(
        6,
        words,
        place,
        sum_product(rows, first) + sum_product(rows, last),
        plus([read, *_brought_forward(sheets, roster)]),
        looked_at=filled(roster, "person_id"),
        empty=NOBODY,
        hint=_(
            "A date was changed on Input Roster or Redundancies, but its cost was not. {again}",
            again=_(AGAIN),
        ),
    )


def _first_pay(sheets: PlanSheets) -> Live:
    """The first row of pay of everybody on the roster; rows of a person stand together, and pay
    stands first.
    """
    detail = sheets.detail
    paid = plus([detail["component"].equals(component) for component in PAID])
    roster = detail["kind"].equals(sheets.cells[refs.COST_WORD["kind", ROSTER]])
    return roster * paid * detail["id"].differs(detail.above("id"))


def _brought_forward(sheets: PlanSheets, roster: TableRef) -> list[Live]:
    """Days by which those who are let go leave before a known last day, all together; where none is
    known, the whole date.
    """
    if pages.REDUNDANCIES not in sheets.changes:
        return []
    table = sheets.changes[pages.REDUNDANCIES]
    last = table["last_day"]
    known = sum_beside(roster["person_id"], table["person_id"], roster["end_date"])
    sooner = (known.equals(0) + (last < known)) > 0
    return [sum_product(table["id"].filled * sooner * (last - known))]


def _sums(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """9 and 10: each row has its account, and all sums of the same rows are the same."""
    detail, cells = sheets.detail, sheets.cells
    rows, place = filled(detail), SheetCell.of(detail)
    yield Check(
        9,
        _("Rows of cost without a cost centre"),
        place,
        sum_product(detail["id"].filled * detail["cost_centre"].equals("")),
        looked_at=rows,
        empty=NO_COST,
        hint=_("Fill in cost centre."),
    )
    for words, value, expected in _same_sums(assessment, sheets):
        yield Check(
            10, words, place, value, expected, CENT, looked_at=rows, empty=NO_COST, hint=TYPED
        )
    yield Check(
        10,
        _("All cost on Summary = all cost"),
        SheetCell(pages.SUMMARY.name),
        cells[refs.SUMMARY_COST["all"]],
        cells[refs.COST["all", TOTAL_HEADER]],
        CENT,
        looked_at=rows,
        empty=NO_COST,
        hint=TYPED,
    )


def _same_sums(assessment: Assessment, sheets: PlanSheets) -> Iterator[tuple[str, Live, Live]]:
    """What the same rows come to, added up in several ways: in words, and both sides."""
    detail, cells, this = sheets.detail, sheets.cells, year_header(assessment.org)
    when_planned = cells[refs.WHEN_PLANNED["all cost"]]
    grand, grand_year = (cells[refs.COST["all", header]] for header in (TOTAL_HEADER, this))
    yield (
        _("All cost = all cost when the plan was made"),
        sheets.unless_edited(grand, when_planned),
        when_planned,
    )
    yield _("Sum of all people and seats = all cost"), total(detail[TOTAL_HEADER]), grand
    yield (
        _("Sum of all people and seats, this fiscal year = all cost of it"),
        total(detail[this]),
        grand_year,
    )
    accounts = total(sheets.book.table("accounts")[TOTAL_HEADER])
    yield _("Sum of all teams and cost centres = all cost"), accounts, grand
    for name in BLOCKS:
        words = _("Sum by {name} = all cost", name=_(name))
        yield words, _block(sheets, name, TOTAL_HEADER), grand
    words = _("Sum by kind, this fiscal year = all cost of it")
    yield words, _block(sheets, "kind", this), grand_year
    yield _("Sum of all months = all cost"), total(cells[refs.COST_MONTHS["all"]]), grand


def _block(sheets: PlanSheets, name: str, header: str) -> Live:
    """The rows of a block of Cost overview, added up in a column."""
    rows = sheets.cells.each(refs.COST[name])
    return plus([cell for (*_key, column), cell in rows if column == header])


def _costed(sheets: PlanSheets) -> Iterator[Check]:
    """14 and 15: what is decided is costed from its first day, and nothing else is."""
    hires, detail = sheets.hires, sheets.detail
    action = detail["action"]
    for table, words, empty in (
        (hires, _("Seats"), NO_SEATS),
        (sheets.trainings, _("Courses"), NO_COURSES),
    ):
        known = is_number(match(table["id"], action))
        yield Check(
            14,
            _("{words} without any cost", words=words),
            SheetCell.of(table),
            sum_product(table["id"].filled * (1 - known)),
            looked_at=filled(table),
            empty=empty,
            hint=AGAIN,
        )
    yield _dated(sheets)
    planned = plus([is_number(match(action, table["id"])) for table in sheets.actions])
    yield Check(
        14,
        _("Rows of cost of actions that are in no plan"),
        SheetCell.of(detail),
        sum_product(action.filled * planned.equals(0)),
        looked_at=filled(detail),
        empty=NO_COST,
        hint=AGAIN,
    )
    yield _sums_of_seats(sheets)
    without = (hires["cost_this_year"].equals("") + hires["run_rate"].equals("")) > 0
    yield Check(
        15,
        _("Seats without this year's cost or a run rate"),
        SheetCell.of(hires),
        sum_product(hires["id"].filled * without),
        looked_at=filled(hires),
        empty=NO_SEATS,
        hint=AGAIN,
    )


def _sums_of_seats(sheets: PlanSheets) -> Check:
    """What seats and courses cost where they are planned, against the cost that the plan adds."""
    hires, trainings = sheets.hires, sheets.trainings
    return Check(
        14,
        _("Cost of Hiring plan and Upskilling plan = cost that the plan adds"),
        SheetCell.of(hires),
        sheets.total(hires, "cost_in_horizon") + sheets.total(trainings, "cost"),
        plus([sheets.cells[refs.COST["kind", kind, TOTAL_HEADER]] for kind in (HIRE, COURSE)]),
        CENT,
        looked_at=filled(hires) + filled(trainings),
        empty=_("the plan has no actions"),
        hint=AGAIN,
    )


def _dated(sheets: PlanSheets) -> Check:
    """Seats inside the horizon that are costed from another day; all rows of a seat on Cost by
    month bear its first day.
    """
    hires, detail = sheets.hires, sheets.detail
    ids, start, action = hires["id"], hires["start_date"], detail["action"]
    days = sum_beside(action, ids, detail["first_day"])
    other = days.differs(start * count_where(action, ids))
    return Check(
        14,
        _("Seats whose cost does not begin on their start date"),
        SheetCell.of(hires),
        sum_product(ids.filled * sheets.inside_horizon(start) * other),
        looked_at=filled(hires),
        empty=NO_SEATS,
        hint=AGAIN,
    )
