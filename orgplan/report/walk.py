"""Headcount walk: by period in total, then by team and period, each closing the next one's opening."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from orgplan.analysis.assessment import Assessment, WalkRow
from orgplan.domain.teams import ORGANISATION
from orgplan.io.book import HEADING, Cell, Column, Content, Formula, Sheet, Table, address
from orgplan.io.charts import Chart, Series
from orgplan.report.layout import BODY, HEADS, LIVE_HEADS, LONG, SUM_HEADS, TEXT, cell_of

FLOWS = ("opening", "joiners", "hires", "leavers")
HEADERS = ("team", "period", *FLOWS, "closing", "counted", "difference")
CLOSING = HEADERS.index("closing")
COUNTS: dict[str, Callable[[WalkRow], int]] = {
    "opening": lambda row: row.opening,
    "joiners": lambda row: row.joiners,
    "hires": lambda row: row.hires,
    "leavers": lambda row: row.leavers,
    "closing": lambda row: row.closing,
}


@dataclass(frozen=True)
class WalkPlaces:
    """Where the walks stand.

    Attributes
    ----------
    teams, total
        The tables.
    first_period, last_period
        Cells with the labels of the first and the last period.
    first_opening, last_closing
        Cells with the heads of the organisation before the first and after the last period.
    chart
        Heads by period.
    """

    teams: Table
    total: Table
    first_period: str
    last_period: str
    first_opening: str
    last_closing: str
    chart: Chart


def write_walk(sheet: Sheet, assessment: Assessment) -> WalkPlaces:
    """Write the sheet."""
    periods = assessment.org.calendar.periods
    sheet.write(BODY, 0, "Organisation", HEADING)
    top = BODY + 1
    teams_top = top + periods + 4
    total = sheet.table("walk_total", _columns(), _total_rows(assessment, top, teams_top), top=top)
    sheet.write(teams_top - 1, 0, "By team", HEADING)
    rows = [_row(assessment, walk, teams_top + 1 + number) for number, walk in enumerate(assessment.headcount)]
    teams = sheet.table("walk", _columns(), rows, top=teams_top)
    chart = Chart(
        "Heads at the end of each period",
        "heads",
        [Series("closing heads", "=" + total.range("period"), "=" + total.range("closing"))],
        width=520,
        height=215,
    )
    sheet.freeze(BODY)
    return WalkPlaces(
        teams=teams,
        total=total,
        first_period=cell_of(sheet, total.first, 1),
        last_period=cell_of(sheet, total.last, 1),
        first_opening=cell_of(sheet, total.first, HEADERS.index("opening")),
        last_closing=cell_of(sheet, total.last, CLOSING),
        chart=chart,
    )


def _columns() -> list[Column]:
    widths = {"team": 34.0, "period": 12.0}
    styles = {"team": LONG, "period": TEXT}
    return [Column(header, styles.get(header, HEADS), widths.get(header, 11.0)) for header in HEADERS]


def _row(assessment: Assessment, walk: WalkRow, row: int) -> list[Content | Cell]:
    """A team in a period; rows of a team follow each other in time, so the row above holds the closing of the period before."""
    opening: Content | Cell = walk.opening
    if walk.period > 0:
        opening = Cell(Formula(f"={address(row - 1, CLOSING)}", walk.opening), LIVE_HEADS)
    flows: list[Content | Cell] = [opening, walk.joiners, walk.hires, walk.leavers]
    return [walk.team, assessment.org.calendar.label(walk.period), *flows, *_closing(row, walk.closing, walk.closing)]


def _closing(row: int, closing: int, counted: Content | Cell) -> list[Content | Cell]:
    opening, joiners, hires, leavers = (address(row, HEADERS.index(name)) for name in FLOWS)
    ends, count = address(row, CLOSING), address(row, HEADERS.index("counted"))
    return [
        Cell(Formula(f"={opening}+{joiners}+{hires}-{leavers}", closing), SUM_HEADS),
        counted,
        Cell(Formula(f"={ends}-{count}", 0), LIVE_HEADS),
    ]


def _total_rows(assessment: Assessment, top: int, teams_top: int) -> list[list[Content | Cell]]:
    """All teams of a period, summed from the rows below; its opening is the closing of the period before."""
    first, last = teams_top + 1, teams_top + max(1, len(assessment.headcount))
    rows: list[list[Content | Cell]] = []
    for period, label in enumerate(assessment.org.calendar.labels):
        row = top + 1 + period
        of_period = [walk for walk in assessment.headcount if walk.period == period]
        sums = {name: sum(figure(walk) for walk in of_period) for name, figure in COUNTS.items()}
        same = f"({_down(first, last, 1)}={address(row, 1)})"
        flows = {
            name: Cell(Formula(f"=SUMPRODUCT({same}*{_down(first, last, HEADERS.index(name))})", sums[name]), LIVE_HEADS) for name in FLOWS
        }
        if period > 0:
            flows["opening"] = Cell(Formula(f"={address(row - 1, CLOSING)}", sums["opening"]), LIVE_HEADS)
        counted = Cell(Formula(f"=SUMPRODUCT({same}*{_down(first, last, HEADERS.index('counted'))})", sums["closing"]), LIVE_HEADS)
        rows.append([ORGANISATION.label, label, *flows.values(), *_closing(row, sums["closing"], counted)])
    return rows


def _down(first: int, last: int, column: int) -> str:
    return f"{address(first, column, absolute=True)}:{address(last, column, absolute=True)}"
