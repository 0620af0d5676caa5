"""Why two sets of figures differ: timing, volume, mix and rate of every cell, summed by group and
period, all live.
"""

from collections.abc import Sequence

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.variance import Split
from orgplan.excel.write.references import Ref
from orgplan.excel.write.workbook import (
    HEADING,
    NOTE,
    CellRow,
    Formula,
    Sheet,
    TableRef,
    WorkbookWriter,
    address,
)
from orgplan.language import N_, _

from .. import refs
from ..layout import (
    BODY,
    units,
    write_folded,
)
from .variance_split import (
    PARTS,
    Live,
    Words,
    groups,
    rest_of,
    split_amounts,
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
    _write_totals(sheet, sums, splits, labels, top)
    sheet.write(sums_top - 1, 0, _("By cost centre, type of cost and period"), HEADING)
    write_folded(sheet, cells_top - 1, _("Cell by cell"))
    sheet.freeze(BODY)
    sheet.dense()
    sheet.fold(cells_top, sheet.book.table("variance_cells").last)


def _of_accounts(book: WorkbookWriter, accounts: TableRef, months: Ref) -> Live:
    """Row of a cell → formula of what the accounts of its cost centre, type and role or course come
    to in its period.
    """

    def text(row: int) -> str:
        same = "*".join(
            f"({accounts[header]}={address(row, column)})"
            for column, header in enumerate(("cost_centre", "cost_type", "role_or_course"))
        )
        in_period = f"({book.refs[refs.MONTH_PERIODS]}={address(row, 3)})"
        return f"=SUMPRODUCT({same}*{in_period}*{book.refs[months]})"

    return text


def _write_totals(
    sheet: Sheet, sums: TableRef, splits: Sequence[Split], labels: Sequence[str], top: int
) -> TableRef:
    """All groups together, period by period."""
    headers = ("period", CHANGE.before, CHANGE.after, "difference", *PARTS, "rest")
    rows: list[CellRow] = []
    for label in labels:
        row = top + 1 + len(rows)
        amounts = split_amounts([found for found in splits if found.cell.period == label])
        same = f"({sums['period']}={address(row, 0)})"
        cells = [
            Formula(f"=SUMPRODUCT({same}*{sums[header]})", units(amount))
            for header, amount in zip(headers[1:-1], amounts, strict=True)
        ]
        rows.append([label, *cells, rest_of(row, headers)])
    return sheet.table(
        "variance_total",
        sum_columns(headers, CHANGE),
        rows,
        top=top,
        about="All cost centres in a period",
    )
