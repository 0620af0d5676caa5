"""Walks of heads, seats and FTE: by period in total, then by team, cost centre and period, each
closing the next one's opening.
"""

from collections.abc import Sequence
from dataclasses import replace

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.headcount_walk import ARRIVALS, DEPARTURES, Counted, WalkRow, rounded
from orgplan.analysis.stays import Flow
from orgplan.domain import ORGANISATION
from orgplan.excel.write.charts import COLOURS, Chart, Series
from orgplan.excel.write.workbook import (
    HEADING,
    NOTE,
    Cell,
    CellRow,
    Column,
    Formula,
    Sheet,
    Style,
    TableRef,
    address,
)
from orgplan.language import N_, _
from orgplan.schema.columns import Kind

from ..results.tables import WALK
from . import refs
from .actions.plan_columns import shown
from .layout import (
    BODY,
    FTE,
    HEADS,
    LABEL,
    LIVE_FTE,
    LIVE_HEADS,
    SUM_FTE,
    SUM_HEADS,
    write_folded,
)

FLOWS = (*ARRIVALS, *DEPARTURES)
EXTRA = {
    "reckoned": "Closing, counted person by person",
    "difference": "Closing less reckoned; always nothing",
}  # beside the columns of the results
MEANINGS = {column.header or column.key: column.meaning for column in WALK.columns} | EXTRA
HEADERS = tuple(MEANINGS)
OPENING, CLOSING = HEADERS.index("opening"), HEADERS.index("closing")
BRIDGE_HEIGHT = 220  # pixels: as tall as the table beside it
ALL_CENTRES = N_("all")
LEFT = "expected_left"
BRIDGE = (
    Column("step", LABEL, "Step", 10, words=True),
    Column("change", LIVE_HEADS, "By how many heads", 10),
    Column("level", LIVE_HEADS, "Heads after it", 10),
    Column("base", LIVE_HEADS, "Unseen base of its column", 10),
    Column("total", LIVE_HEADS, "Height of an end", 10),
    Column("more", LIVE_HEADS, "Height of a rise", 10),
    Column("fewer", LIVE_HEADS, "Height of a fall", 10),
)
MEANING = {
    Counted.HEADS: N_(
        "Heads: people employed on the last day of the period, whatever their hours."
    ),
    Counted.SEATS: N_(
        "Seats: heads, and what is approved but vacant: seats of the plan from their decision,"
        " seats kept for a refill, positions."
    ),
    Counted.FTE: N_("FTE: the heads' contracted share of full time."),
}


def write_walk(sheet: Sheet, assessment: Assessment) -> None:
    """Write the sheet.

    Parameters
    ----------
    sheet
        Headcount walk, below its head.
    assessment
        Read for its walks of heads, seats and FTE.
    """
    periods = assessment.org.calendar.periods
    for number, meaning in enumerate(MEANING.values()):
        sheet.prose(BODY + number, _(meaning), NOTE)
    top = BODY + len(MEANING) + 2
    sheet.write(top - 1, 0, _("Organisation"), HEADING)
    bridge_top = top + periods * len(Counted) + 4
    teams_top = bridge_top + len(FLOWS) + 5
    total = sheet.table(
        "walk_total",
        _columns(),
        _total_rows(assessment, top, teams_top),
        top=top,
        about="The organisation in a period",
    )
    _write_bridge(sheet, assessment, total, bridge_top)
    write_folded(sheet, teams_top - 1, _("By team and cost centre"))
    rows = [
        _row(assessment, row, teams_top + 1 + number)
        for number, row in enumerate(_team_rows(assessment))
    ]
    teams = sheet.table(
        "walk", _columns(), rows, top=teams_top, about="A team and cost centre in a period"
    )
    sheet.fold(teams.top, teams.last)
    sheet.freeze(BODY)
    last = total.first + periods - 1  # heads stand first
    sheet.register(refs.COUNTED_HEADS, total.first, 0)
    sheet.register(refs.FIRST_PERIOD, total.first, HEADERS.index("period"))
    sheet.register(refs.LAST_PERIOD, last, HEADERS.index("period"))
    sheet.register(refs.OPENING_HEADS, total.first, OPENING)
    sheet.register(refs.CLOSING_HEADS, last, CLOSING)


def _columns() -> list[Column]:
    figures = (
        shown(column, HEADS if column.kind is Kind.NUMBER else None) for column in WALK.columns
    )
    extra = (Column(header, HEADS, meaning, 10.0) for header, meaning in EXTRA.items())
    return [*figures, *extra]


def _team_rows(assessment: Assessment) -> list[WalkRow]:
    return [row for counted in Counted for row in assessment.walks[counted]]


def _row(assessment: Assessment, walk: WalkRow, row: int) -> CellRow:
    """A team and cost centre in a period; their rows follow each other in time, so the row above
    holds the closing of the period before.
    """
    opening = Cell(walk.opening, _style(walk.counted, HEADS))
    if walk.period > 0:
        opening = Cell(
            Formula(f"={address(row - 1, CLOSING)}", walk.opening), _style(walk.counted, LIVE_HEADS)
        )
    flows = [Cell(walk.flow(flow), _style(walk.counted, HEADS)) for flow in FLOWS]
    closing_cell = Cell(walk.closing, _style(walk.counted, HEADS))
    return [
        walk.counted.value,
        walk.team,
        walk.centre,
        assessment.org.calendar.label(walk.period),
        opening,
        *flows,
        *_ends(row, walk, Cell(walk.expected_left, FTE), closing_cell),
    ]


def _style(counted: Counted, style: Style) -> Style:
    """The style for heads, or the one for FTE that corresponds to it."""
    return (
        {HEADS: FTE, LIVE_HEADS: LIVE_FTE, SUM_HEADS: SUM_FTE}[style]
        if counted is Counted.FTE
        else style
    )


def _ends(row: int, walk: WalkRow, left: Cell, closing_cell: Cell) -> CellRow:
    """Closing, growth, who of it is expected to have left, and the closing as it is calculated
    person by person.
    """
    opening, closing = address(row, OPENING), address(row, CLOSING)
    places = {flow: address(row, HEADERS.index(flow.words)) for flow in FLOWS}
    come, go = (
        "+".join(places[flow] for flow in ARRIVALS),
        "-".join(places[flow] for flow in DEPARTURES),
    )
    live = _style(walk.counted, LIVE_HEADS)
    return [
        Cell(Formula(f"={opening}+{come}-{go}", walk.closing), _style(walk.counted, SUM_HEADS)),
        Cell(Formula(f"={closing}-{opening}", walk.growth), live),
        left,
        closing_cell,
        Cell(Formula(f"=ROUND({closing}-{address(row, HEADERS.index('reckoned'))},5)", 0), live),
    ]


def _total_rows(assessment: Assessment, top: int, teams_top: int) -> list[CellRow]:
    """All teams of a period, summed from the rows below; its opening is the closing of the period
    before.
    """
    calendar = assessment.org.calendar
    last = teams_top + max(1, len(_team_rows(assessment)))
    keys = [f"{_down(teams_top + 1, last, column)}" for column in (0, HEADERS.index("period"))]
    rows: list[CellRow] = []
    for counted in Counted:
        for period, label in enumerate(calendar.labels):
            row = top + 1 + len(rows)
            whole = total_of(
                [walk for walk in assessment.walks[counted] if walk.period == period],
                counted,
                period,
            )
            mine = (
                f"({keys[0]}={address(row, 0)})*({keys[1]}={address(row, HEADERS.index('period'))})"
            )

            def summed(
                header: str, value: float, counted: Counted = counted, mine: str = mine
            ) -> Cell:
                text = f"=SUMPRODUCT({mine}*{_down(teams_top + 1, last, HEADERS.index(header))})"
                return Cell(Formula(text, value), _style(counted, LIVE_HEADS))

            before = Cell(
                Formula(f"={address(row - 1, CLOSING)}", whole.opening), _style(counted, LIVE_HEADS)
            )
            opening = summed("opening", whole.opening) if period == 0 else before
            flows = [summed(flow.words, whole.flow(flow)) for flow in FLOWS]
            left = replace(summed(LEFT, whole.expected_left), style=LIVE_FTE)
            closing_cell = summed("reckoned", whole.closing)
            rows.append(
                [
                    counted.value,
                    str(ORGANISATION),
                    _(ALL_CENTRES),
                    label,
                    opening,
                    *flows,
                    *_ends(row, whole, left, closing_cell),
                ]
            )
    return rows


def total_of(rows: Sequence[WalkRow], counted: Counted, period: int) -> WalkRow:
    """Teams together.

    Parameters
    ----------
    rows
        Of one period, all counted alike.
    counted, period
        Those of the rows.

    Returns
    -------
    WalkRow
        Transfers between teams are on both sides, and come to nothing.
    """
    flows = {flow: rounded(sum(row.flow(flow) for row in rows)) for flow in Flow}
    opening, closing = (
        rounded(sum(row.opening for row in rows)),
        rounded(sum(row.closing for row in rows)),
    )
    left = rounded(sum(row.expected_left for row in rows))
    return WalkRow(
        counted, ORGANISATION.label, _(ALL_CENTRES), period, opening, closing, flows, left
    )


def _down(first: int, last: int, column: int) -> str:
    return f"{address(first, column, absolute=True)}:{address(last, column, absolute=True)}"


def _write_bridge(sheet: Sheet, assessment: Assessment, total: TableRef, top: int) -> None:
    """From opening to closing heads over the horizon, with what a chart needs to draw a
    waterfall.
    """
    sheet.write(top - 1, 0, _("Heads over the horizon, step by step"), HEADING)
    rows = assessment.headcount
    first, last = total.first, total.first + assessment.org.calendar.periods - 1
    steps: list[tuple[str, str, float]] = []
    for flow in (Flow.JOINERS, Flow.HIRES, Flow.BACKFILLS, Flow.LEAVERS):
        sign = -1 if flow in DEPARTURES else 1
        text = f"={'-' if sign < 0 else ''}SUM({_down(first, last, HEADERS.index(flow.words))})"
        steps.append((flow.words, text, sign * sum(row.flow(flow) for row in rows)))
    opening = sum(row.opening for row in rows if row.period == 0)
    level = opening
    cells: list[CellRow] = [
        [
            "opening",
            None,
            Formula(f"={address(first, OPENING)}", opening),
            None,
            Formula(f"={address(top + 1, 2)}", opening),
            None,
            None,
        ]
    ]
    for number, (name, text, change) in enumerate(steps, 2):
        row, before = top + number, level
        level = rounded(level + change)
        above, here, moved = address(row - 1, 2), address(row, 2), address(row, 1)
        cells.append([
            name, Formula(text, change), Formula(f"={above}+{moved}", level),
            Formula(f"=MIN({above},{here})", min(before, level)), None,
            Formula(f"=MAX(0,{moved})", max(0, change)), Formula(f"=MAX(0,-{moved})",
                max(0, -change)),
        ])  # fmt: skip
    end = top + len(cells) + 1
    cells.append(
        [
            "closing",
            None,
            Formula(f"={address(last, CLOSING)}", level),
            None,
            Formula(f"={address(end, 2)}", level),
            None,
            None,
        ]
    )
    table = sheet.table(
        "walk_bridge",
        BRIDGE,
        cells,
        top=top,
        about="A step from opening to closing heads over the horizon, as the chart draws it",
    )
    sheet.chart(top - 1, len(BRIDGE) + 1, _waterfall(table))


def _waterfall(table: TableRef) -> Chart:
    """The walk as stacked columns; the lowest series has no colour, so that the others float on
    it.
    """
    labels = "=" + table["step"]

    def series(name: str, header: str, colour: str | None) -> Series:
        return Series(name, labels, "=" + table[header], colour=colour, valued=colour is not None)

    return Chart(
        _("Headcount walk over the horizon"),
        _("heads"),
        [
            series("", "base", None),
            series(_("heads"), "total", COLOURS[0]),
            series(_("more"), "more", COLOURS[1]),
            series(_("fewer"), "fewer", COLOURS[2]),
        ],
        stacked=True,
        height=BRIDGE_HEIGHT,
    )
