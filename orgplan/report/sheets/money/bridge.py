"""Bridge: from what a plan cost before it was edited to what it costs now, by cause."""

from collections.abc import Sequence

from orgplan.analysis.money.bridge import BridgeStep, Cause, by_cause
from orgplan.excel.write.live import sum_beside, total
from orgplan.excel.write.tables import LiveRows
from orgplan.excel.write.workbook import (
    HEADING,
    Cell,
    Column,
    Sheet,
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
    rows = LiveRows(CAUSES, BODY)
    rows.add({"cause": N_("before"), "amount": Cell(units(before), PRICE)})
    for cause in causes:
        row = rows.add({"cause": cause.value})
        row["amount"] = sum_beside(table["of_cause"], row["cause"], table["change"])
    now = total(rows["amount"])
    rows.add({"cause": N_("now"), "amount": Cell(now.formula, SUM_PRICE)})
    drawn = sheet.book.refs[refs.COST["all", TOTAL_HEADER]].formula
    rows.add({"cause": N_("all cost on Cost overview"), "amount": Cell(drawn, SUM_PRICE)})
    sheet.table("bridge", CAUSES, rows.cells, top=BODY, about="A cause, and what it changed")
    sheet.freeze(BODY + 1)


def _used(steps: Sequence[BridgeStep]) -> set[Cause]:
    return {step.cause for step in steps}
