"""Bridge: from what a plan cost before it was edited to what it costs now, by cause."""

from collections.abc import Sequence

from orgplan.analysis.money.bridge import BridgeStep, Cause, by_cause
from orgplan.excel.write.workbook import (
    HEADING,
    Cell,
    CellRow,
    Column,
    Formula,
    Sheet,
    address,
)
from orgplan.language import N_, _

from .. import refs
from ..layout import BODY, LIVE_PRICE, LONG, PRICE, SUM_PRICE, TEXT, units
from .cost_by_month import TOTAL_HEADER

CAUSES = (
    Column("cause", LONG, "Why the plan's cost differs from before", 44, words=True),
    Column("amount", LIVE_PRICE, "By how much, over the horizon", 16),
)
STEPS = (
    Column("of_cause", LONG, "Cause", 44, words=True),
    Column("team", LONG, "Team on which it is booked", 22),
    Column("id", TEXT, "Person or seat", 12),
    Column("change", PRICE, "Cost over the horizon, now less before", 16),
)


def write_bridge(sheet: Sheet, steps: Sequence[BridgeStep], before: int) -> None:
    """Write the sheet; `before` is what the plan cost, in cents.

    Parameters
    ----------
    sheet
        Bridge, below its head.
    steps
        In cents; they add up to what the plan costs now, less `before`.
    before
        What the plan cost over the horizon before, in cents.
    """
    causes = [cause for cause, amount in by_cause(steps).items() if amount or cause in _used(steps)]
    top = BODY + len(causes) + 5
    sheet.write(top - 1, 0, _("Step by step"), HEADING)
    table = sheet.table(
        "bridge_steps",
        STEPS,
        [[step.cause.value, step.team, step.owner, units(step.cents)] for step in steps],
        top=top,
        about="What changed the cost of a person or seat",
    )
    amounts, rows = by_cause(steps), list[CellRow]()
    rows.append([N_("before"), Cell(units(before), PRICE)])
    for number, cause in enumerate(causes):
        text = f"=SUMIF({table['of_cause']},{address(BODY + 2 + number, 0)},{table['change']})"
        rows.append([cause.value, Formula(text, units(amounts[cause]))])
    total = before + sum(amounts.values())
    last = BODY + 1 + len(causes)
    rows.append(
        [
            N_("now"),
            Cell(
                Formula(f"=SUM({address(BODY + 1, 1)}:{address(last, 1)})", units(total)), SUM_PRICE
            ),
        ]
    )
    drawn = Formula(f"={sheet.book.refs[refs.COST['all', TOTAL_HEADER]]}", units(total))
    rows.append([N_("all cost on Cost overview"), Cell(drawn, SUM_PRICE)])
    sheet.table("bridge", CAUSES, rows, top=BODY, about="A cause, and what it changed")
    sheet.freeze(BODY + 1)


def _used(steps: Sequence[BridgeStep]) -> set[Cause]:
    return {step.cause for step in steps}
