"""21: nothing on the sheets of the plan was typed over, moved or given another name since they were
written.
"""

from collections.abc import Iterator

from orgplan.excel.write.live import count_where
from orgplan.language import N_

from ..audit.run_log import CHANGED
from .sheet import Check, SheetCell
from .sheet_refs import PlanSheets, filled

WORDS = {
    "figures": N_("Sheets of the plan with figures that were typed over, moved or swapped"),
    "texts": N_("Sheets of the plan with a changed team, cost centre, account or other text"),
    "formulas": N_("Sheets of the plan with a constant in place of a formula, or an extra formula"),
}
HINT = N_(
    "Run log, control totals, says which sheet; `orgplan check` names the cell (a number typed as"
    " text is another content, too). Undo it, or price the edited plan with `orgplan recost`, or"
    " plan again."
)


def control_checks(sheets: PlanSheets) -> Iterator[Check]:
    """Check 21: sums in which every cell has a weight of its own, against what they were.

    Parameters
    ----------
    sheets
        The sheets of the workbook, of which tables and cells are asked for by name.

    Yields
    ------
    Check
        One check for each kind of total.
    """
    table = sheets.book.table("control_totals")
    looked = filled(table, "of_sheet")
    for kind, words in WORDS.items():
        changed = count_where(table[kind], CHANGED)
        yield Check(21, words, SheetCell.of(table), changed, looked_at=looked, hint=HINT)
