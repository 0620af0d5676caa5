"""Heads on Key figures: by team from opening to closing, and over time."""

from orgplan.analysis.assessment import Assessment
from orgplan.domain import ORGANISATION
from orgplan.excel.write.charts import COLOURS, Chart, Series
from orgplan.excel.write.live import Live, sum_product
from orgplan.excel.write.workbook import (
    Column,
    Style,
    TableRef,
)
from orgplan.language import _

from .. import refs
from ..headcount_walk import FLOWS
from ..headcount_walk import MEANINGS as WALK
from ..layout import (
    LIVE_HEADS,
    SUM_HEADS,
    Link,
    area_of,
)
from .figure_rows import FigureRows

MOST_TEAMS = 7
FLOW_WORDS = {"transfers in": "moved in", "transfers out": "moved out"}  # as short as the columns
HEADS = (
    Column("opening", LIVE_HEADS, "On the day before the horizon"),
    *(
        Column(FLOW_WORDS.get(flow.words, flow.words), LIVE_HEADS, WALK[flow.words])
        for flow in FLOWS
    ),
    Column("closing", LIVE_HEADS, "On the last day of the horizon"),
)


class HeadcountFigures:
    """Heads of the plan."""

    def __init__(self, rows: FigureRows, assessment: Assessment) -> None:
        self.rows, self.a = rows, assessment
        self.org, self.calendar = assessment.org, assessment.org.calendar

    def write(self) -> None:
        """Headcount by team, opening to closing."""
        self.rows.head(_("Heads"), "Heads of a team over the horizon, step by step", HEADS)
        last = self.calendar.periods - 1
        closing = dict.fromkeys((team.id for team in self.org.teams), 0.0)
        for row in (row for row in self.a.headcount if row.period == last):
            closing[row.team] += row.closing
        teams = sorted(closing, key=lambda team: -closing[team])
        shown = teams if len(teams) <= MOST_TEAMS else teams[: MOST_TEAMS - 1]
        for team in [one for one in closing if one in shown]:
            self._walk_line(team, self.rows.sheet.book.table("walk"), LIVE_HEADS)
        if len(teams) > len(shown):
            self.rows.line(
                _("{number} more teams, see Walk", number=len(teams) - len(shown)), [], LIVE_HEADS
            )
        self.rows.link(Link.HEADCOUNT, 2 + len(FLOWS))
        self.rows.link(Link.HIRES, 2 + [flow.words for flow in FLOWS].index("hires"))
        total = self.rows.sheet.book.table("walk_total")
        self._walk_line(str(ORGANISATION).capitalize(), total, SUM_HEADS, strong=True)
        headers = ("opening", *(flow.value for flow in FLOWS), "closing")
        for column, header in enumerate(headers, start=1):
            self.rows.sheet.register(refs.KEY_FIGURE["heads", header], self.rows.row - 1, column)
        self.rows.row += 1

    def write_over_time(self) -> Chart:
        """Heads today and at the end of each period, for the chart."""
        self.rows.head(
            _("Heads over time"),
            "Heads at the end of each period",
            (Column("heads", LIVE_HEADS, "Heads on the last day of the period"),),
        )
        book, first = self.rows.sheet.book, self.rows.row
        total = book.table("walk_total")
        self.rows.line(_("today"), [book.refs[refs.OPENING_HEADS]], LIVE_HEADS)
        for number, label in enumerate(self.calendar.labels):
            self.rows.line(label, [total.at(number, "closing")], LIVE_HEADS)
        shown = Series(
            _("heads"),
            "=" + area_of(self.rows.sheet, first, 0, self.rows.row - 1, 0),
            "=" + area_of(self.rows.sheet, first, 1, self.rows.row - 1, 1),
            COLOURS[0],
            valued=True,
            points=(COLOURS[3], *[COLOURS[0]] * self.calendar.periods),
        )
        self.rows.row += 1
        return Chart(_("Headcount: today, and at the end of each period"), "", [shown], bare=True)

    def _walk_line(self, name: str, table: TableRef, style: Style, strong: bool = False) -> None:
        """Opening of the first period, all flows, closing of the last."""
        cells, team = self.rows.sheet.book.refs, Live(f"$A{self.rows.row + 1}", name)
        same = table["counted"].equals(cells[refs.COUNTED_HEADS]) * table["team"].equals(team)
        first, last = (
            same * table["period"].equals(cells[ref])
            for ref in (refs.FIRST_PERIOD, refs.LAST_PERIOD)
        )
        figures = (
            first * table["opening"],
            *(same * table[flow.words] for flow in FLOWS),
            last * table["closing"],
        )
        self.rows.line(name, [sum_product(figure) for figure in figures], style, strong)
