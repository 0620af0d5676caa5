"""Walks of heads, seats and FTE: by period in total, then by team, cost centre and period, each
closing the next one's opening.
"""

import operator
from functools import reduce

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.headcount.stays import Flow
from orgplan.analysis.headcount.walk import ARRIVALS, DEPARTURES, Counted
from orgplan.domain import ORGANISATION
from orgplan.excel.write.charts import COLOURS, Chart, Series
from orgplan.excel.write.live import least, most, plus, sum_product, total
from orgplan.excel.write.tables import LiveRow, LiveRows
from orgplan.excel.write.workbook import (
    HEADING,
    NOTE,
    Cell,
    CellRow,
    Column,
    Sheet,
    Style,
    TableRef,
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
    Column("heads_after", LIVE_HEADS, "Heads after it", 10),
    Column("unseen_base", LIVE_HEADS, "Unseen base of its column", 10),
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
    write_folded(sheet, teams_top - 1, _("By team and cost centre"))
    rows = _team_rows(assessment, teams_top)
    teams = sheet.table(
        "walk", _columns(), rows.cells, top=teams_top, about="A team and cost centre in a period"
    )
    whole = sheet.table(
        "walk_total",
        _columns(),
        _total_rows(assessment, top, rows),
        top=top,
        about="The organisation in a period",
    )
    _write_bridge(sheet, periods, whole, bridge_top)
    sheet.fold(teams.top, teams.last)
    sheet.freeze(BODY)
    last = whole.first + periods - 1  # heads stand first
    sheet.register(refs.COUNTED_HEADS, whole.first, 0)
    sheet.register(refs.FIRST_PERIOD, whole.first, HEADERS.index("period"))
    sheet.register(refs.LAST_PERIOD, last, HEADERS.index("period"))
    sheet.register(refs.OPENING_HEADS, whole.first, OPENING)
    sheet.register(refs.CLOSING_HEADS, last, CLOSING)


def _columns() -> list[Column]:
    figures = (
        shown(column, HEADS if column.kind is Kind.NUMBER else None) for column in WALK.columns
    )
    extra = (Column(header, HEADS, meaning, 10.0) for header, meaning in EXTRA.items())
    return [*figures, *extra]


def _team_rows(assessment: Assessment, top: int) -> LiveRows:
    """Teams and cost centres.

    Their rows follow each other in time, so the row above holds the closing of the period
    before.
    """
    rows = LiveRows(_columns(), top)
    for counted in Counted:
        given, live = _style(counted, HEADS), _style(counted, LIVE_HEADS)
        for walk in assessment.walks[counted]:
            opening = rows.above["closing"] if walk.period else None
            row = rows.add(
                {
                    "counted": counted.value, "team": walk.team, "cost_centre": walk.centre,
                    "period": assessment.org.calendar.label(walk.period),
                    LEFT: Cell(walk.expected_left, FTE), "reckoned": Cell(walk.closing, given),
                }
            )  # fmt: skip
            if opening is None:
                row.put("opening", walk.opening, given)
            else:
                row.put("opening", opening, live)
            for flow in FLOWS:
                row.put(flow.words, walk.flow(flow), given)
            _put_ends(row, counted)
    return rows


def _style(counted: Counted, style: Style) -> Style:
    """The style for heads, or the one for FTE that corresponds to it."""
    return (
        {HEADS: FTE, LIVE_HEADS: LIVE_FTE, SUM_HEADS: SUM_FTE}[style]
        if counted is Counted.FTE
        else style
    )


def _put_ends(row: LiveRow, counted: Counted) -> None:
    """Closing and growth, and by how much it misses what is calculated person by person."""
    come = plus([row["opening"], *(row[flow.words] for flow in ARRIVALS)])
    closing = reduce(operator.sub, (row[flow.words] for flow in DEPARTURES), come)
    live = _style(counted, LIVE_HEADS)
    row.put("closing", closing, _style(counted, SUM_HEADS))
    row.put("growth", row["closing"] - row["opening"], live)
    row.put("difference", (row["closing"] - row["reckoned"]).rounded(5), live)


def _total_rows(assessment: Assessment, top: int, teams: LiveRows) -> list[CellRow]:
    """All teams of a period, summed from the rows below; its opening is the closing of the period
    before.
    """
    rows = LiveRows(_columns(), top)
    columns = {header: teams[header] for header in HEADERS}
    for counted in Counted:
        live = _style(counted, LIVE_HEADS)
        for period, label in enumerate(assessment.org.calendar.labels):
            opening = rows.above["closing"] if period else None
            row = rows.add(
                {
                    "counted": counted.value, "team": str(ORGANISATION),
                    "cost_centre": _(ALL_CENTRES), "period": label,
                }
            )  # fmt: skip
            mine = columns["counted"].equals(row["counted"]) * columns["period"].equals(
                row["period"]
            )
            for header in ("opening", *(flow.words for flow in FLOWS), "reckoned"):
                row.put(header, sum_product(mine * columns[header]), live)
            row.put(LEFT, sum_product(mine * columns[LEFT]), LIVE_FTE)
            if opening is not None:
                row.put("opening", opening, live)
            _put_ends(row, counted)
    return rows.cells


def _write_bridge(sheet: Sheet, periods: int, total_rows: TableRef, top: int) -> None:
    """From opening to closing heads over the horizon, with what a chart needs to draw a
    waterfall.
    """
    sheet.write(top - 1, 0, _("Heads over the horizon, step by step"), HEADING)
    first, last = total_rows.first, total_rows.first + periods - 1  # heads stand first
    rows = LiveRows(BRIDGE, top)
    row = rows.add({"step": "opening", "heads_after": sheet.at(first, OPENING)})
    row["total"] = row["heads_after"]
    for flow in (Flow.JOINERS, Flow.HIRES, Flow.BACKFILLS, Flow.LEAVERS):
        column, above = total_rows.place(flow.words), rows.above["heads_after"]
        moved = total(sheet.span(first, column, last, column, absolute=True))
        row = rows.add({"step": flow.words, "change": -moved if flow in DEPARTURES else moved})
        row["heads_after"] = above + row["change"]
        row["unseen_base"] = least(above, row["heads_after"])
        row["more"], row["fewer"] = most(0, row["change"]), most(0, -row["change"])
    row = rows.add({"step": "closing", "heads_after": sheet.at(last, CLOSING)})
    row["total"] = row["heads_after"]
    table = sheet.table(
        "walk_bridge",
        BRIDGE,
        rows.cells,
        top=top,
        about="A step from opening to closing heads over the horizon, as the chart draws it",
    )
    sheet.chart(top - 1, len(BRIDGE) + 1, _waterfall(table))


def _waterfall(table: TableRef) -> Chart:
    """The walk as stacked columns; the lowest series has no colour, so that the others float on
    it.
    """
    labels = f"={table['step']}"

    def series(name: str, header: str, colour: str | None) -> Series:
        return Series(name, labels, f"={table[header]}", colour=colour, valued=colour is not None)

    return Chart(
        _("Headcount walk over the horizon"),
        _("heads"),
        [
            series("", "unseen_base", None),
            series(_("heads"), "total", COLOURS[0]),
            series(_("more"), "more", COLOURS[1]),
            series(_("fewer"), "fewer", COLOURS[2]),
        ],
        stacked=True,
        height=BRIDGE_HEIGHT,
    )
