"""Trade-offs: the efficient frontier, what the next step would cost, and the limits that are used up or nearly."""

from __future__ import annotations

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.frontier import NOTHING, Point
from orgplan.domain import Measure, Sense
from orgplan.excel.write.charts import COLOURS, Chart, Series
from orgplan.excel.write.workbook import (
    HEADING,
    NOTE,
    TOOL,
    Cell,
    Column,
    Content,
    Formula,
    Sheet,
    Table,
    address,
)
from orgplan.language import N_, _
from orgplan.report.audit.run import Run
from orgplan.report.sheets.layout import (
    BODY,
    FTE,
    HEADS,
    LIVE_FTE,
    LIVE_PRICE,
    LIVE_SHARE,
    LONG,
    PRICE,
    TEXT,
    units,
)
from orgplan.report.wording import requirement

FRONTIER = (
    "what", "limit", "cost", "must_short", "should_short", "actions", "proven", "more_cost", "less_must_short", "less_should_short",
    "price_of_one",
)  # fmt: skip
BINDING = ("family", "limit_on", "period", "limit", "plan", "unit", "used")
OF_NOBODY = (
    "budget",
    "headcount",
    "recruiting",
    "training_seats",
    "lever_caps",
)  # limits that are no single person's
NEARLY = 0.9  # used from this share on
MOST = 60
CHART_COLUMN = 1
CHART_ROWS = 16
NOT_ASKED = N_(
    "Not calculated: plan with --frontier 6 to search the best plan within six further limits on all cost."
)


def write_trade_offs(sheet: Sheet, assessment: Assessment, run: Run) -> None:
    """Write the sheet."""
    row = _write_frontier(sheet, run.frontier, BODY, assessment.org.currency)
    sheet.write(row, 0, _("What the next step would cost"), HEADING)
    for sentence in run.next_steps or (
        _("Nothing that must be met stays open, or no step was priced."),
    ):
        row += 1
        sheet.write(row, 0, sentence, TOOL)
    _write_binding(sheet, assessment, row + 3)
    sheet.freeze(BODY)


def _write_frontier(sheet: Sheet, points: tuple[Point, ...], top: int, currency: str) -> int:
    """The table and its chart; returns the first free row below."""
    sheet.write(top, 0, _("Efficient frontier"), HEADING)
    if not points:
        sheet.write(top + 1, 0, _(NOT_ASKED), NOTE)
        return top + 3
    meanings = (
        "Which point it is", "Limit on all cost of the horizon", "What the plan within it costs", "Musts that stay open", "Shoulds that stay open",
        "Actions of that plan", "yes: no plan within the limit leaves less open", "Cost above the row before", "Musts fewer than in the row before",
        "Shoulds fewer than in the row before", "Cost of one must less open",
    )  # fmt: skip
    styles = {
        "what": LONG,
        "limit": PRICE,
        "cost": PRICE,
        "actions": HEADS,
        "must_short": FTE,
        "should_short": FTE,
        "proven": TEXT,
    }
    styles |= {
        "more_cost": LIVE_PRICE,
        "price_of_one": LIVE_PRICE,
        "less_must_short": LIVE_FTE,
        "less_should_short": LIVE_FTE,
    }
    columns = [
        Column(
            name,
            styles[name],
            26 if name == "what" else 16,
            meaning=meaning,
            words=name in ("what", "proven"),
        )
        for name, meaning in zip(FRONTIER, meanings, strict=True)
    ]
    rows = [_point(points, number, top + 2 + number) for number in range(len(points))]
    table = sheet.table(
        "frontier",
        columns,
        rows,
        top=top + 1,
        about="The best plan within a limit on all cost; there only with --frontier",
    )
    sheet.chart(table.below + 1, CHART_COLUMN, _chart(table, currency))
    return table.below + 1 + CHART_ROWS


def _point(points: tuple[Point, ...], number: int, row: int) -> list[Content | Cell]:
    point = points[number]
    at = {name: address(row, column) for column, name in enumerate(FRONTIER)}
    cells: list[Content | Cell] = [
        point.what, None if point.limit is None else units(point.limit), units(point.cost), round(point.must_short, 5),
        round(point.should_short, 5), point.actions, None if point.what == NOTHING else N_("yes") if point.proven else N_("no"),
    ]  # fmt: skip
    if number == 0:
        return [*cells, None, None, None, None]
    before = points[number - 1]
    above = {name: address(row - 1, column) for column, name in enumerate(FRONTIER)}
    must = round(round(before.must_short, 5) - round(point.must_short, 5), 5)
    should = round(round(before.should_short, 5) - round(point.should_short, 5), 5)
    price = (point.cost - before.cost) / 100 / must if must > 0 else ""
    return [
        *cells,
        Formula(f"={at['cost']}-{above['cost']}", units(point.cost - before.cost)),
        Formula(f"=ROUND({above['must_short']}-{at['must_short']},5)", must),
        Formula(f"=ROUND({above['should_short']}-{at['should_short']},5)", should),
        Formula(
            f'=IF({at["less_must_short"]}>0,{at["more_cost"]}/{at["less_must_short"]},"")', price
        ),
    ]


def _chart(table: Table, currency: str) -> Chart:
    series = [
        Series(name, "=" + table.range("cost"), "=" + table.range(header), colour)
        for name, header, colour in (
            (_("musts short"), "must_short", COLOURS[0]),
            (_("shoulds short"), "should_short", COLOURS[2]),
        )
    ]
    return Chart(
        _("What stays open for what it costs"),
        _("weighted heads and FTE × periods"),
        series,
        points=True,
        along=_("all cost, {currency}", currency=currency),
    )


def _write_binding(sheet: Sheet, assessment: Assessment, top: int) -> None:
    """Limits of which most is used, those that are used up first."""
    found = sorted(
        (measure for measure in assessment.measures if _binds(measure)),
        key=lambda m: (-m.planned / m.required, m.name),
    )[:MOST]
    heading = (
        _("Limits that are used up, or nearly") if found else _("No limit is used up, or nearly.")
    )
    sheet.write(top, 0, heading, HEADING)
    sheet.write(
        top + 1,
        0,
        _(
            "Limits on money, heads, recruiting and courses of which {nearly:.0%} or more is used.",
            nearly=NEARLY,
        ),
        NOTE,
    )
    rows: list[list[Content | Cell]] = []
    for measure in found:
        row = top + 3 + len(rows)
        limit, plan = round(measure.required, 5), round(measure.planned, 5)
        used = Formula(
            f"={address(row, BINDING.index('plan'))}/{address(row, BINDING.index('limit'))}",
            plan / limit,
        )
        rows.append(
            [
                measure.family,
                requirement(assessment.org, measure),
                measure.key[-1],
                limit,
                plan,
                measure.unit,
                used,
            ]
        )
    meanings = (
        "Family of the constraint",
        "What is limited",
        "When",
        "Most there may be",
        "What the plan has",
        "Unit",
        "Plan as a share of the limit",
    )
    styles = {"limit_on": LONG, "limit": FTE, "plan": FTE, "used": LIVE_SHARE}
    columns = [
        Column(
            name,
            styles.get(name, TEXT),
            30 if name == "limit_on" else 16,
            meaning=meaning,
            words=name in ("family", "unit"),
        )
        for name, meaning in zip(BINDING, meanings, strict=True)
    ]
    sheet.table("binding", columns, rows, top=top + 2, about="A limit that is used up, or nearly")


def _binds(measure: Measure) -> bool:
    limits = (
        measure.strength is None and measure.sense is Sense.AT_MOST and measure.family in OF_NOBODY
    )
    return limits and measure.required > 0 and measure.planned >= NEARLY * measure.required
