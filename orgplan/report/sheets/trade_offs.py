"""Trade-offs: the efficient frontier, what the next step would cost, and the limits that are used
up or nearly.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.counterfactual.frontier import own_limit
from orgplan.analysis.counterfactual.steps import Step
from orgplan.constraints import Trait, with_trait
from orgplan.domain import Measure, Organisation, Sense, Strength
from orgplan.excel.read import Raw, inspect_file, read_cells
from orgplan.excel.read.text import header_key
from orgplan.excel.write.charts import COLOURS, Chart, Series
from orgplan.excel.write.live import choose
from orgplan.excel.write.tables import LiveRow
from orgplan.excel.write.workbook import (
    HEADING,
    NOTE,
    TOOL,
    CellRow,
    Column,
    Sheet,
)
from orgplan.io.terms.sheet_roles import plan_sheet
from orgplan.language import N_, _, sources, spellings

from ..audit.run import Run
from ..musts import open_of
from ..wording import requirement
from . import refs
from .layout import BODY, FTE, HEADS, LIVE_PRICE, LIVE_SHARE, LONG, PRICE, TEXT
from .pages import TRADE_OFFS

BINDING = (
    Column("limit_on", LONG, "What is limited", 30),
    Column("period", TEXT, "When", 16),
    Column("limit", FTE, "Most there may be", 16),
    Column("plan", FTE, "What the plan has", 16),
    Column("unit", TEXT, "Unit", 16, words=True),
    Column("used", LIVE_SHARE, "Plan as a share of the limit", 16),
)
STEPS = (
    Column("step", HEADS, "0 is the least money", 7),
    Column("cost over the horizon", PRICE, "What the best plan for its money costs", 18),
    Column("more than before", LIVE_PRICE, "Cost above the row before", 16),
    Column("musts open", HEADS, "How many musts stay open, as Summary counts them", 12),
    Column("shoulds open", HEADS, "How many shoulds stay open", 12),
    Column("cost of one must less", LIVE_PRICE, "Cost of one must less open", 16),
    Column("what it buys", LONG, "Actions that the row before has not", 44),
    Column("what it does without", LONG, "Actions of the row before that it has not", 30),
    Column("what it covers more of", LONG, "What it leaves less open", 44),
    Column("what it covers less of", LONG, "What it leaves more open", 30),
    Column("proven gap", FTE, "Largest proven relative gap of a goal; 0 is proven", 9),
    Column("proven", TEXT, "yes: no plan for its money leaves less open", 9, words=True),
    Column("within your budget", TEXT, "Whether your limit on all cost allows it", 12, words=True),
    Column("musts short", FTE, "Missing of musts: weighted heads and FTE of all periods", 12),
    Column("shoulds short", FTE, "The same of shoulds", 12),
)  # fmt: skip
MUSTS_OPEN, SHOULDS_OPEN = "musts open", "shoulds open"
MONEY = N_("What money buys")  # sheet of the workbook that `orgplan frontier` writes
NEARLY = 0.9  # used from this share on
MOST = 60
CHART_COLUMN = 1
CHART_ROWS = 16
NOT_ASKED = N_(
    "Not calculated: orgplan frontier shows what each amount of money buys, and so does a plan made"
    " with --frontier 12."
)


def write_trade_offs(sheet: Sheet, assessment: Assessment, run: Run) -> None:
    """Write the sheet.

    Parameters
    ----------
    sheet
        Trade-offs, below its head.
    assessment
        Read for the limits that bind.
    run
        Gives the frontier and the next steps, where they were asked for.
    """
    row = _write_frontier(sheet, assessment.org, run.frontier, BODY)
    sheet.write(row, 0, _("What the next step would cost"), HEADING)
    sheet.register(refs.NEXT_STEPS, row + 1, 0)
    for sentence in run.next_steps or (
        _("Nothing that must be met stays open, or no step was priced."),
    ):
        row += 1
        sheet.prose(row, sentence, TOOL)
    _write_binding(sheet, assessment, row + 3)
    sheet.freeze(BODY)


def _write_frontier(sheet: Sheet, org: Organisation, steps: Sequence[Step], top: int) -> int:
    """The table and its chart; returns the first free row below."""
    sheet.write(top, 0, _("Efficient frontier"), HEADING)
    if not steps:
        sheet.prose(top + 1, _(NOT_ASKED), NOTE)
        return top + 3
    write_steps(sheet, "frontier", steps, top + 1, own_limit(org), org.currency)
    return top + 1 + len(steps) + 2 + CHART_ROWS


def write_steps(
    sheet: Sheet, name: str, steps: Sequence[Step], top: int, limit: float | None, currency: str
) -> None:
    """Break points as a table of a name with its header in row `top`, and their chart below.

    Parameters
    ----------
    sheet
        The sheet of the table.
    name
        Name of the table.
    steps
        The cheapest first.
    top
        Row of the header, from 0.
    limit
        The organisation's own limit on all cost over the horizon, plan currency; ``None`` for none.
    currency
        Code of the plan currency, for the axis.
    """
    rows: list[CellRow] = []
    for number, step in enumerate(steps):
        row = LiveRow(STEPS, top + 1 + number)
        row.update(
            {
                "step": number,
                "cost over the horizon": step.cost,
                MUSTS_OPEN: open_of(step.assessment, Strength.MUST),
                SHOULDS_OPEN: open_of(step.assessment, Strength.SHOULD),
                "musts short": step.must_short,
                "shoulds short": step.should_short,
                "what it buys": _("; ").join(step.buys),
                "what it does without": _("; ").join(step.drops),
                "what it covers more of": _("; ").join(step.closes),
                "what it covers less of": _("; ").join(step.opens),
                "proven gap": step.gap,
                "proven": N_("yes") if step.proven else N_("no"),
                "within your budget": (
                    N_("yes") if limit is None or step.cost <= limit else N_("no")
                ),
            }
        )
        if number:
            before = steps[number - 1]
            cost = row["cost over the horizon"] - row.above("cost over the horizon", before.cost)
            then = open_of(before.assessment, Strength.MUST)
            fewer = row.above(MUSTS_OPEN, then) - row[MUSTS_OPEN]
            row["more than before"] = cost.rounded(2)
            row["cost of one must less"] = choose(fewer > 0, row["more than before"] / fewer, "")
        rows.append(row.cells)
    table = sheet.table(name, list(STEPS), rows, top=top, about="A break point of the frontier")
    series = [
        Series(_(header), f"={table['cost over the horizon']}", f"={table[header]}", colour)
        for header, colour in ((MUSTS_OPEN, COLOURS[0]), (SHOULDS_OPEN, COLOURS[2]))
    ]
    chart = Chart(
        _("What stays open for what it costs"),
        _("musts and shoulds that stay open"),
        series,
        points=True,
        along=_("all cost, {currency}", currency=currency),
    )
    sheet.chart(table.below + 1, CHART_COLUMN, chart)


def read_steps(path: Path) -> tuple[Mapping[str, Raw | None], ...]:
    """Break points as Trade-offs of a plan workbook has them, or the workbook of `orgplan
    frontier`, by the names of :data:`STEPS`; none where there are none.

    Parameters
    ----------
    path
        A plan workbook, one of a user that took a plan, or one with what money buys.

    Returns
    -------
    tuple[Mapping[str, Raw or None], ...]
        Header → what stands there; numbers as they were last calculated.
    """
    passed = inspect_file(path)
    sheet = plan_sheet(passed.scans, TRADE_OFFS.names) or plan_sheet(passed.scans, _MONEY_KEYS)
    known, found = sources(one.header for one in STEPS), list[Mapping[str, Raw | None]]()
    headers: Mapping[int, str] = {}
    for grid in read_cells(path, passed, only=lambda title: title == sheet).values():
        for number in sorted(grid.rows):
            cells = grid.rows[number]
            if headers and cells.get(1) == len(found):
                found.append({header: cells.get(place) for place, header in headers.items()})
            elif not headers and known.get(str(cells.get(1))) == STEPS[0].header:
                headers = {
                    place: known[str(text)] for place, text in cells.items() if str(text) in known
                }
    return tuple(found) if MUSTS_OPEN in headers.values() else ()


def has_steps_alone(path: Path) -> bool:
    """Whether a workbook is one of `orgplan frontier`: what money buys, without a plan.

    Parameters
    ----------
    path
        Any workbook.
    """
    scans = inspect_file(path).scans
    has_plan = plan_sheet(scans, TRADE_OFFS.names) is not None
    return not has_plan and plan_sheet(scans, _MONEY_KEYS) is not None


_MONEY_KEYS = frozenset(header_key(name) for name in spellings(MONEY))


def _write_binding(sheet: Sheet, assessment: Assessment, top: int) -> None:
    """Limits of which most is used, those that are used up first."""
    shared = with_trait(Trait.SHARED)
    found = sorted(
        (m for m in assessment.measures if m.family in shared and _binds(m)),
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
    rows: list[CellRow] = []
    for measure in found:
        row = LiveRow(BINDING, top + 3 + len(rows))
        row.update(
            {
                "limit_on": requirement(assessment.org, measure),
                "period": _(measure.key[-1]),
                "limit": round(measure.required, 5),
                "plan": round(measure.planned, 5),
                "unit": measure.unit,
            }
        )
        row["used"] = row["plan"] / row["limit"]
        rows.append(row.cells)
    sheet.table("binding", BINDING, rows, top=top + 2, about="A limit that is used up, or nearly")


def _binds(measure: Measure) -> bool:
    limits = measure.strength is None and measure.sense is Sense.AT_MOST
    return limits and measure.required > 0 and measure.planned >= NEARLY * measure.required
