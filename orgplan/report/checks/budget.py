"""Checks of budgets and limits on heads: 18 of what finance checks."""

from collections.abc import Iterator

from orgplan.analysis.assessment import Assessment
from orgplan.excel.write.workbook import Formula
from orgplan.language import _

from ..sheets.money.headcount_limits import caps_of
from ..sheets.money.verdict import OVER
from .people import CENT
from .sheet import Check, Place
from .sheet_refs import PlanSheets, filled


def budget_checks(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """18: plan within budget, and the budget is the one that was given."""
    lines, caps = sheets.book.table("budget"), sheets.book.table("caps")
    rows, heads = assessment.budget, caps_of(assessment)
    looked = Formula(f"={filled(lines)}", len(rows))
    none = _("no budget in money is set")
    over = sum(row.planned > row.budget for row in rows)
    text = f'=COUNTIF({lines["verdict"]},"{OVER}")'
    yield Check(
        18, _("Budget lines exceeded"), Place.of(lines), Formula(text, over), looked_at=looked,
        empty=none,
        hint=_("Raise the limit or take something off the plan, and plan again."),
    )  # fmt: skip
    given = sheets.inputs.get("Budget")
    if given is not None:
        given = sheets.book.find("budget_in_plan_currency") or given
        ids, amounts = given["id"], given["amount"]
        held = f"({lines['budget']}+{lines['spent_before']})"
        text = f'=SUMPRODUCT(({lines["id"]}<>"")*ABS(SUMIF({ids},{lines["id"]},{amounts})-{held}))'
        yield Check(
            18, _("Difference between the amounts of Budget and those of Input Budget"),
            Place.of(lines), Formula(text, 0), tolerance=CENT,
            looked_at=looked, empty=none,
            hint=_("Change a budget on Input Budget alone, and plan again."),
        )  # fmt: skip
    broken = sum(m.broken for m in heads if m.strength is None)
    yield Check(
        18, _("Limits on heads exceeded"), Place.of(caps),
        Formula(f'=COUNTIF({caps["verdict"]},"{OVER}")', broken),
        looked_at=Formula(f"={filled(caps)}", len(heads)), empty=_("no limit on heads is set"),
        hint=_("Raise the limit or take somebody off the plan, and plan again."),
    )  # fmt: skip
