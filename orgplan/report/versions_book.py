"""Versions of a budget as a workbook: month by month, and the walk from approved to forecast, with
live totals.
"""

from collections.abc import Sequence
from pathlib import Path

from orgplan.analysis.money.versions import Versions
from orgplan.excel.write.live import Live, total
from orgplan.excel.write.workbook import (
    CONFIDENTIAL,
    Cell,
    Column,
    Content,
    Sheet,
    WorkbookWriter,
)
from orgplan.language import N_, _

from .sheets.layout import LONG, PRICE, SUM_PRICE, TEXT, units

TOP = 3
MONTHS = (
    Column("month", TEXT, "Month", 12),
    Column("approved", PRICE, "As it was approved", 16),
    Column("actual", PRICE, "What was spent, as far as it is given; blank where nothing is", 16),
    Column(
        "as_approved", PRICE, "What of the month no actuals cover: it stands as it was approved", 16
    ),
    Column("current", PRICE, "The plan of now; blank before it begins", 16),
    Column("forecast", PRICE, "What was spent, and the plan of the rest", 16),
)
STEPS = (
    Column("cause", LONG, "Why approved and forecast differ", 44, words=True),
    Column("who", LONG, "Person, seat, or category of what was spent", 24),
    Column("team", LONG, "Team or cost centre", 24),
    Column("change", PRICE, "Forecast less approved", 16),
)


def write_versions(path: Path, found: Versions, approval: str, currency: str) -> None:
    """Write the workbook; whatever is at `path` is replaced when all of it is written.

    Parameters
    ----------
    path
        The workbook to write.
    found
        Months in cents, and the walk from approved to forecast.
    approval
        Day and name, as on the Run log.
    currency
        Code of the plan currency.
    """
    with WorkbookWriter(
        path, title=_("Versions of the budget"), subject="orgplan", footer=CONFIDENTIAL
    ) as book:
        note = _("Money in {currency}. Approved {approval}.", currency=currency, approval=approval)
        months, walk = (
            book.sheet(_("Versions"), tab="#1F3A5F"),
            book.sheet(_("Walk of versions"), tab="#1B6E3C"),
        )
        totals = _write_months(months, found, note)
        _write_walk(walk, found, note, totals)


def _write_months(sheet: Sheet, found: Versions, note: str) -> dict[str, Live]:
    """The months and their live totals, which are returned."""
    sheet.head(_("Versions of the budget"), note, TOP)
    rows: list[Sequence[Content | Cell]] = [
        [one.label, *(None if cents is None else units(cents) for cents in (one.approved,
            one.actual, one.as_approved, one.current, one.forecast))]
        for one in found.months
    ]  # fmt: skip
    table = sheet.table("versions", MONTHS, rows, top=TOP, about="A month of the budget")
    sheet.write(table.below, 0, _("in all"))
    sums = {column.header: total(table[column.header]) for column in MONTHS[1:]}
    sheet.write_row(table.below, 1, sums.values(), SUM_PRICE)
    return sums


def _write_walk(sheet: Sheet, found: Versions, note: str, totals: dict[str, Live]) -> None:
    sheet.head(_("From approved to forecast"), note, TOP)
    rows: list[Sequence[Content | Cell]] = [
        [one.cause, one.who, one.team, units(one.cents)] for one in found.steps
    ]
    table = sheet.table(
        "version_steps", STEPS, rows, top=TOP, about="A step from approved to forecast"
    )
    approved, forecast, walked = totals["approved"], totals["forecast"], total(table["change"])
    lines = (
        (N_("approved"), approved),
        (N_("change"), walked),
        (N_("forecast"), forecast),
        (N_("left over"), forecast - approved - walked),
    )
    for row, (name, amount) in enumerate(lines, table.below + 1):
        sheet.write(row, 0, _(name))
        sheet.write(row, 3, amount.rounded(2), SUM_PRICE)
