"""Why two sets of figures differ: timing, volume, mix and rate of every cell, summed by group and
period, all live.
"""

from collections.abc import Sequence

from orgplan.analysis.assessment import Assessment
from orgplan.excel.write.live import Live, sum_product, times
from orgplan.excel.write.references import Ref
from orgplan.excel.write.tables import LiveRow, LiveRows
from orgplan.excel.write.workbook import (
    HEADING,
    NOTE,
    Sheet,
    TableRef,
    WorkbookWriter,
)
from orgplan.language import N_, _

from .. import refs
from ..layout import (
    BODY,
    write_folded,
)
from .variance_split import (
    PARTS,
    CellOfRow,
    Words,
    groups,
    put_rest,
    sum_columns,
    write_split,
)

EXPLAINED = (
    N_(
        "Timing: the same seats, there earlier or later, with no effect on what continues at the"
        " end. Volume: seats that only one side has, at the average rate."
    ),
    N_(
        "Mix: by how much the roles of these seats cost more or less than the average. Rate: the"
        " price of a unit, and rounding. The four add up to the difference."
    ),
)


UPRIGHT_FROM = 30  # sums beyond which an upright page holds them all
CHANGE = Words("cost_centre", "if_nothing", "plan")


def write_variance(sheet: Sheet, assessment: Assessment) -> None:
    """Write the sheet: why the plan's cost differs from doing nothing.

    Both sides are summed from the accounts; doing nothing is a value unless costs follow the
    inputs.

    Parameters
    ----------
    sheet
        Variance, below its head.
    assessment
        Read for the split of the difference, in cents.
    """
    for number, line in enumerate(EXPLAINED):
        sheet.prose(BODY + number, _(line), NOTE)
    top = BODY + len(EXPLAINED) + 2
    splits = assessment.change
    labels = assessment.org.calendar.labels
    sums_top = top + len(labels) + 4
    cells_top = sums_top + groups(splits) + 4

    book = sheet.book
    idle = book.find("idle_accounts")
    before = None if idle is None else _of_accounts(book, idle, refs.IDLE_MONTHS)
    after = _of_accounts(book, book.table("accounts"), refs.ACCOUNT_MONTHS)
    sums = write_split(
        sheet, "variance", splits, CHANGE, sums_top, cells_top, before=before, after=after
    )
    sheet.write(top - 1, 0, _("All cost centres"), HEADING)
    _write_totals(sheet, sums, labels, top)
    sheet.write(sums_top - 1, 0, _("By cost centre, type of cost and period"), HEADING)
    write_folded(sheet, cells_top - 1, _("Cell by cell"))
    sheet.pages(upright=groups(splits) > UPRIGHT_FROM)
    sheet.freeze(BODY)
    sheet.dense()
    sheet.fold(cells_top, sheet.book.table("variance_cells").last)


def _of_accounts(book: WorkbookWriter, accounts: TableRef, months: Ref) -> CellOfRow:
    """What the accounts of a cell's cost centre, type and role or course come to in its period."""

    def drawn(row: LiveRow) -> Live:
        same = (
            accounts[header].equals(row[header])
            for header in ("cost_centre", "cost_type", "role_or_course")
        )
        in_period = book.refs[refs.MONTH_PERIODS].equals(row["period"])
        return sum_product(times([*same, in_period, book.refs[months]]))

    return drawn


def _write_totals(sheet: Sheet, sums: TableRef, labels: Sequence[str], top: int) -> TableRef:
    """All groups together, period by period."""
    headers = ("period", CHANGE.before, CHANGE.after, "difference", *PARTS, "rest")
    rows = LiveRows(sum_columns(headers, CHANGE), top)
    for label in labels:
        row = rows.add({"period": label})
        for header in headers[1:-1]:
            row[header] = sum_product(sums["period"].equals(row["period"]) * sums[header])
        put_rest(row)
    return sheet.table(
        "variance_total",
        rows.columns,
        rows.cells,
        top=top,
        about="All cost centres in a period",
    )
