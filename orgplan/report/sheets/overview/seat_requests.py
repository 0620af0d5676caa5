"""The seats that a plan asks for, by role, team and quarter, live over the sheet of hires."""

from collections.abc import Sequence

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.seats.hiring_requests import hiring_requests
from orgplan.excel.write.live import live, sum_product, times
from orgplan.excel.write.tables import LiveRow, LiveRows, TableRef
from orgplan.excel.write.workbook import HEADING, Column, Sheet
from orgplan.language import _

from .. import refs
from ..actions.plan_columns import TABLES
from ..layout import DATE, LIVE_HEADS, LIVE_PRICE, TEXT
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
    columns = _columns(year)
    headers = tuple(column.header for column in columns)
    rows, figures = LiveRows(columns, row + 1), headers[-len(FIGURES) :]
    for one in found:
        lead = (one.role, one.team, one.quarter, one.first_day, one.last_day, one.decide_by)
        _put_figures(rows.add(dict(zip(headers, lead, strict=False))), one.kind, hires, figures)
    table = sheet.table(
        "requests",
        columns,
        rows.cells,
        top=row + 1,
        about="Seats of a role and team that begin in a quarter",
    )
    for number in range(len(found)):
        for name, header in zip(FIGURES, figures, strict=True):
            ref = refs.SEATS[str(number), name]
            sheet.register(ref, table.first + number, table.place(header))
    return table.below + 1


def _put_figures(row: LiveRow, kind: str, hires: TableRef, headers: Sequence[str]) -> None:
    """How many seats there are of a row, and their money."""
    start = hires["start_date"]
    mine = times(
        [
            seats_of_kind(kind, hires),
            hires["role"].equals(row["role"]),
            hires["team"].equals(row["team"]),
            start >= row["first day"],
            start <= row["last day"],
        ]
    )
    sums = (hires[header] for header in ("cost_in_horizon", "cost_this_year", "run_rate"))
    for header, of in zip(headers, (live(1), *sums), strict=True):
        row[header] = sum_product(mine * of)


def _columns(year: str) -> tuple[Column, ...]:
    return (
        Column("role", TEXT, "Role of the seats"),
        Column("team", TEXT, "Team of the seats", 14),
        Column("quarter", TEXT, "Calendar quarter in which they begin", 11),
        Column("first day", DATE, "First day of the quarter", 11),
        Column("last day", DATE, "Last day of the quarter", 11),
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
