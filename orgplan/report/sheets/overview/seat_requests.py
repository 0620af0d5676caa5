"""The seats that a plan asks for, by role, team and quarter, live over the sheet of hires."""

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.hiring_requests import HiringRequest, hiring_requests
from orgplan.excel.write.workbook import HEADING, Column, Formula, Sheet, TableRef, address
from orgplan.language import _

from .. import refs
from ..actions.plan_columns import TABLES
from ..layout import DATE, LIVE_HEADS, LIVE_PRICE, TEXT, units
from ..pages import HIRING
from .action_lines import seats_of_kind

FIGURES = ("number", "horizon", "year", "rate")


def write_requests(sheet: Sheet, assessment: Assessment, year: str, row: int) -> int:
    """Write the table from a row on; returns the first free row below.

    Parameters
    ----------
    year
        Header of the fiscal year in which the horizon begins.
    """
    found = hiring_requests(assessment)
    if not found:
        return row
    sheet.write(row, 0, _("Seats asked for"), HEADING)
    hires = sheet.book.table(TABLES[HIRING])
    figures = [_figures(one, hires, row + 2 + number) for number, one in enumerate(found)]
    rows = [
        [one.role, one.team, one.quarter, one.first_day, one.last_day, one.decide_by, *sums]
        for one, sums in zip(found, figures, strict=True)
    ]
    columns = _columns(year)
    table = sheet.table(
        "requests",
        columns,
        rows,
        top=row + 1,
        about="Seats of a role and team that begin in a quarter",
    )
    first = len(columns) - len(FIGURES)
    for number, sums in enumerate(figures):
        for column, (name, formula) in enumerate(zip(FIGURES, sums, strict=True), first):
            ref = refs.SEATS[str(number), name]
            sheet.register(ref, table.first + number, column, formula.value)
    return table.below + 1


def _figures(one: HiringRequest, hires: TableRef, at: int) -> list[Formula]:
    """How many seats there are of a row, and their money, in the order of :data:`FIGURES`."""
    start = hires["start_date"]
    mine = "*".join(
        (
            seats_of_kind(one.kind, hires),
            f"({hires['role']}={address(at, 0)})",
            f"({hires['team']}={address(at, 1)})",
            f"({start}>={address(at, 3)})*({start}<={address(at, 4)})",
        )
    )
    sums = (
        ("cost_in_horizon", one.horizon),
        ("cost_this_year", one.this_year),
        ("run_rate", one.run_rate),
    )
    return [
        Formula(f"=SUMPRODUCT({mine}*1)", len(one.rows)),
        *(Formula(f"=SUMPRODUCT({mine}*{hires[header]})", units(cents)) for header, cents in sums),
    ]


def _columns(year: str) -> tuple[Column, ...]:
    return (
        Column("role", TEXT, "Role of the seats"),
        Column("team", TEXT, "Team of the seats", 14),
        Column("quarter", TEXT, "Calendar quarter in which they begin", 11),
        Column("from", DATE, "First day of the quarter", 11),
        Column("to", DATE, "Last day of the quarter", 11),
        Column("decide by", DATE,
            "Day by which the first of them must be decided; blank where recruiting is under way",
            11),
        Column("number", LIVE_HEADS, "How many seats", 11),
        Column("in horizon", LIVE_PRICE, "Their cost within the horizon", 11),
        Column(f"this {year}", LIVE_PRICE,
            "Their cost in the fiscal year in which the horizon begins", 11,
            each="Cost in <fiscal year>", shown=_("Cost in {year}", year=year)),
        Column("run rate", LIVE_PRICE,
            "Their cost of a year of what continues after the horizon, net of expected leavers",
            11),
    )  # fmt: skip
