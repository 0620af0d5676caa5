"""Checks of budgets and limits on heads: 18 of what finance checks."""

from collections.abc import Iterator

from orgplan.excel.write.live import count_where, sum_beside, sum_product
from orgplan.language import _

from ..sheets.money.verdict import OVER
from .people import CENT
from .sheet import Check, SheetCell
from .sheet_refs import PlanSheets, filled


def budget_checks(sheets: PlanSheets) -> Iterator[Check]:
    """18: plan within budget, and the budget is the one that was given."""
    lines, caps = sheets.book.table("budget"), sheets.book.table("caps")
    looked, none = filled(lines), _("no budget in money is set")
    yield Check(
        18,
        _("Budget lines exceeded"),
        SheetCell.of(lines),
        count_where(lines["verdict"], OVER),
        looked_at=looked,
        empty=none,
        hint=_("Raise the limit or take something off the plan, and plan again."),
    )
    given = sheets.inputs.get("Budget")
    if given is not None:
        given = sheets.book.find("budget_in_plan_currency") or given
        amounts = sum_beside(given["id"], lines["id"], given["amount"])
        # A sum by id passes over words, as where nobody knows what was spent.
        left, spent = (
            sum_beside(lines["id"], lines["id"], lines[what]) for what in ("budget", "spent_before")
        )
        apart = (amounts - (left + spent)).size
        yield Check(
            18,
            _("Difference between the amounts of Budget and those of Input Budget"),
            SheetCell.of(lines),
            sum_product(lines["id"].filled * apart),
            tolerance=CENT,
            looked_at=looked,
            empty=none,
            hint=_("Change a budget on Input Budget alone, and plan again."),
        )
    yield Check(
        18,
        _("Limits on heads exceeded"),
        SheetCell.of(caps),
        count_where(caps["verdict"], OVER),
        looked_at=filled(caps, "set_in"),
        empty=_("no limit on heads is set"),
        hint=_("Raise the limit or take somebody off the plan, and plan again."),
    )
