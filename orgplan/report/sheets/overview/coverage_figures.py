"""Coverage on Key figures: needs and rules that are met today, if nothing is decided, and with the
plan.
"""

from orgplan.analysis.assessment import Assessment
from orgplan.domain import NeedKind, Strength
from orgplan.excel.write.charts import COLOURS, Chart, Series
from orgplan.excel.write.live import choose, count_where, plus, sum_product
from orgplan.excel.write.workbook import (
    Column,
    Fill,
    address,
)
from orgplan.language import N_, _

from ..layout import (
    LABEL,
    LIVE_FTE,
    LIVE_HEADS,
    LIVE_SHARE,
    Link,
    area_of,
)
from ..rules import SATISFIED
from .figure_rows import FigureRows

WORDS_OF = {Strength.MUST: N_("Must be met"), Strength.SHOULD: N_("Should be met")}
NOT_ASKED = "–"  # a share of nothing
SHORT_IN = (
    (NeedKind.HOLDERS, NeedKind.STAFF),
    (NeedKind.CAPACITY,),
)  # kinds of need that are short in heads, and in FTE
VIEWS = (N_("today"), N_("no decision"), N_("with the plan"))  # under which coverage is looked at
NEEDS = (
    Column("required", LIVE_HEADS, "How many there are: needs and periods, rules triggered"),
    Column("met now", LIVE_HEADS, "Of which met by who is there today"),
    Column("if nothing", LIVE_HEADS, "Of which met if nothing were decided"),
    Column("planned", LIVE_HEADS, "Of which met by the plan"),
    Column("planned %", LIVE_SHARE, "Share of them that the plan meets"),
    Column(
        "heads missed",
        LIVE_HEADS,
        "Heads short of needs for holders and staff, and staff too many, summed over periods",
    ),
    Column("FTE short", LIVE_FTE, "FTE short of needs for capacity, summed over periods"),
)


class CoverageFigures:
    """How many needs and rules are met."""

    def __init__(self, rows: FigureRows, assessment: Assessment) -> None:
        self.rows, self.a = rows, assessment

    def write(self) -> int:
        """Needs by strength, and rules, counted over their periods; returns the first row of
        figures.
        """
        self.rows.head(
            _("Needs and rules, each counted once a period"),
            "Needs and rules, each counted once a period",
            NEEDS,
        )
        first = self.rows.row
        for strength in (Strength.MUST, Strength.SHOULD):
            self._needs(strength)
        self._rules()
        self.rows.row += 1
        return first

    def _needs(self, strength: Strength) -> None:
        """Needs of a strength: how many there are, and how many of them are met."""
        detail = self.rows.sheet.book.table("coverage")
        mine = detail["strength"].equals(strength.value)
        asked = sum_product(mine * 1)
        met = [
            sum_product(mine * detail[header].equals(0))
            for header in ("gap_now", "gap_if_nothing", "gap")
        ]
        short = [
            sum_product(
                mine * plus([detail["kind"].equals(kind.value) for kind in kinds]) * detail["gap"]
            )
            for kinds in SHORT_IN
        ]
        self.rows.sheet.write(
            self.rows.row,
            0,
            _(WORDS_OF[strength]),
            LABEL,
        )
        self.rows.sheet.write_row(self.rows.row, 1, [asked, *met], LIVE_HEADS)
        self._share(
            Fill.BAD if strength is Strength.MUST else Fill.WARN, firm=strength is Strength.MUST
        )
        if strength is Strength.MUST:
            self.rows.link(Link.MUSTS_MET, 5)
        self.rows.sheet.write(
            self.rows.row,
            6,
            short[0],
            LIVE_HEADS if float(short[0].value).is_integer() else LIVE_FTE,
        )
        self.rows.sheet.write(self.rows.row, 7, short[1], LIVE_FTE)
        self.rows.row += 1

    def _rules(self) -> None:
        """How many rules are triggered, and how many of these are satisfied."""
        table = self.rows.sheet.book.table("rules")
        self.rows.sheet.write(self.rows.row, 0, _("Rules triggered"), LABEL)
        for column, header, word in (
            (1, "triggered", "yes"),
            (3, "verdict_if_nothing", SATISFIED),
            (4, "verdict", SATISFIED),
        ):
            found = count_where(table[header], word)
            self.rows.sheet.write(self.rows.row, column, found, LIVE_HEADS)
        self._share(Fill.WARN)
        self.rows.row += 1

    def _share(self, bad: Fill, firm: bool = False) -> None:
        """Planned over required, coloured; a dash where nothing is required.

        `firm`: all of nothing is met, for others link to it as a figure.
        """
        sheet, row = self.rows.sheet, self.rows.row
        required, planned = sheet.at(row, 1), sheet.at(row, 4)
        cell = address(row, 5, absolute=True)
        share = choose(required.equals(0), 1 if firm else NOT_ASKED, planned / required)
        sheet.write(row, 5, share, LIVE_SHARE)
        self.rows.sheet.colour_where(cell, f"={cell}<1", bad)
        self.rows.sheet.colour_where(cell, f"={cell}=1", Fill.GOOD)

    def write_shares(self, coverage: int) -> Chart:
        """How many of the needs are met, before and after, each a bar of its own, for the chart."""
        self.rows.head(
            _("Needs met, of all in all periods"),
            "How much of what must and should be met is met: today, if nothing is decided, and"
            " with the plan",
            (Column("share", LIVE_SHARE, "Met needs over all, each counted once a period"),),
        )
        first, colours = self.rows.row, list[str]()
        views = {Strength.MUST: N_("must: {view}"), Strength.SHOULD: N_("should: {view}")}
        for place, strength in enumerate((Strength.MUST, Strength.SHOULD)):
            asked = self.rows.sheet.at(coverage + place, 1)
            if not asked.value:
                continue
            for column, view in enumerate(VIEWS, 2):
                share = self.rows.sheet.at(coverage + place, column) / asked
                self.rows.line(_(views[strength], view=_(view)), [share], LIVE_SHARE)
                colours.append(COLOURS[0] if view == VIEWS[-1] else COLOURS[3])
        last = max(first, self.rows.row - 1)
        shown = Series(
            _("share"),
            "=" + area_of(self.rows.sheet, first, 0, last, 0),
            "=" + area_of(self.rows.sheet, first, 1, last, 1),
            COLOURS[0],
            valued=True,
            points=tuple(colours),
        )
        self.rows.row += 1
        return Chart(
            _("Needs met, each counted once a period (without rules)"),
            "",
            [shown],
            percent=True,
            bare=True,
            lying=True,
        )
