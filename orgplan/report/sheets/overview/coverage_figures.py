"""Coverage on Key figures: needs and rules that are met today, if nothing is decided, and with the
plan.
"""

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.result_rows import CoverageRow
from orgplan.domain import NeedKind, Strength
from orgplan.excel.write.charts import COLOURS, Chart, Series
from orgplan.excel.write.workbook import (
    Column,
    Fill,
    Formula,
    address,
)
from orgplan.language import N_, _

from ..coverage import rounded
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
        firm, kind = detail["strength"], detail["kind"]
        rows = [row for row in self.a.coverage if row.need.strength is strength]
        key = f'({firm}="{strength.value}")'
        asked = Formula(f"=SUMPRODUCT({key}*1)", len(rows))
        met = [
            Formula(
                f"=SUMPRODUCT({key}*({detail[header]}=0))",
                sum(_there(row, what) for row in rows),
            )
            for header, what in (
                ("gap_now", "now"),
                ("gap_if_nothing", "idle"),
                ("gap", "planned"),
            )
        ]
        short = [
            Formula(
                f"=SUMPRODUCT({key}*({_any(kind, kinds)})*{detail['gap']})",
                sum(_gap(row) for row in rows if row.need.kind in kinds),
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
            float(met[2].value),
            len(rows),
            Fill.BAD if strength is Strength.MUST else Fill.WARN,
            firm=strength is Strength.MUST,
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
        on = [row for row in self.a.rules if row.triggered]
        kept = sum(row.satisfied for row in on)
        idle = sum(row.idle_triggered and row.idle_short == 0 for row in self.a.rules)
        self.rows.sheet.write(self.rows.row, 0, _("Rules triggered"), LABEL)
        self.rows.sheet.write(
            self.rows.row, 1, Formula(f'=COUNTIF({table["triggered"]},"yes")', len(on)), LIVE_HEADS
        )
        self.rows.sheet.write(
            self.rows.row,
            3,
            Formula(f'=COUNTIF({table["verdict_if_nothing"]},"{SATISFIED}")', idle),
            LIVE_HEADS,
        )
        self.rows.sheet.write(
            self.rows.row,
            4,
            Formula(f'=COUNTIF({table["verdict"]},"{SATISFIED}")', kept),
            LIVE_HEADS,
        )
        self._share(kept, len(on), Fill.WARN)
        self.rows.row += 1

    def _share(self, planned_there: float, required: int, bad: Fill, firm: bool = False) -> None:
        """Planned over required, coloured; a dash where nothing is required.

        `firm`: all of nothing is met, for others link to it as a figure.
        """
        total, planned, cell = (
            address(self.rows.row, 1),
            address(self.rows.row, 4),
            address(self.rows.row, 5, absolute=True),
        )
        nothing: tuple[str, float | str] = ("1", 1.0) if firm else (f'"{NOT_ASKED}"', NOT_ASKED)
        value = planned_there / required if required else nothing[1]
        self.rows.sheet.write(
            self.rows.row,
            5,
            Formula(f"=IF({total}=0,{nothing[0]},{planned}/{total})", value),
            LIVE_SHARE,
        )
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
            rows = [row for row in self.a.coverage if row.need.strength is strength]
            if not rows:
                continue
            asked = address(coverage + place, 1)
            for column, (view, what) in enumerate(
                zip(VIEWS, ("now", "idle", "planned"), strict=True), 2
            ):
                met = sum(_there(row, what) for row in rows) / len(rows)
                formula = Formula(f"={address(coverage + place, column)}/{asked}", met)
                self.rows.line(_(views[strength], view=_(view)), [formula], LIVE_SHARE)
                colours.append(COLOURS[0] if what == "planned" else COLOURS[3])
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
            _("Needs met, each counted once a period"),
            "",
            [shown],
            percent=True,
            bare=True,
            lying=True,
        )


def _any(kind: str, kinds: tuple[NeedKind, ...]) -> str:
    return "+".join(f'({kind}="{one.value}")' for one in kinds)


def _gap(row: CoverageRow) -> float:
    return rounded(row.missed_by(rounded(row.planned)))


def _there(row: CoverageRow, what: str) -> bool:
    there = {"now": row.now, "idle": row.idle, "planned": row.planned}[what]
    return rounded(row.missed_by(rounded(there))) == 0
