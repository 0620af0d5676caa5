"""Rates of other currencies, by month or for every month."""

from collections.abc import Iterator

from orgplan.domain import Calendar, ExchangeRate
from orgplan.excel.read import ErrorValue, Unreadable
from orgplan.finance.contracts import DAY
from orgplan.language import _

from ...tables.keyed_rows import KeyedRows
from ...tables.row import Row
from ...tables.table import Table
from ...terms.currency import currency_code
from ...terms.periods import months_in


def read_rates(
    table: Table | None, currency: str, calendar: Calendar | None
) -> tuple[ExchangeRate, ...]:
    """The domain's rates, in the order of the sheet; rows with faults are left out.

    Parameters
    ----------
    table
        ``None`` if there is no such sheet.
    currency
        The plan's, which is worth 1.
    calendar
        Names the months; ``None``, where Settings have faults, gives no rates.

    Returns
    -------
    tuple of ExchangeRate
        Plan currency per unit. A row without a month holds in every month that no other row names.
    """
    found: list[ExchangeRate] = []
    rows = KeyedRows[str]("month", _("each currency and month once"), of_first="rate")
    for row, rate in _rates(table, calendar):
        if rate.currency == currency:
            if rate.rate != 1:
                row.fault(
                    "rate",
                    _("1, or no row"),
                    _("{currency} is the plan's currency: delete it.", currency=currency),
                )
            continue
        if not rows.put(rate.id, row):
            continue
        clash = next((one for one in found if _overlap(one, rate)), None)
        if clash is not None:
            fix = _(
                "{clash} in {cell} applies in some of the same months: state it by month.",
                clash=clash.id,
                cell=rows.cell(clash.id),
            )
            row.fault("month", _("months separate from those of other rows, or within them"), fix)
            continue
        found.append(rate)
    return tuple(found)


def _rates(table: Table | None, calendar: Calendar | None) -> Iterator[tuple[Row, ExchangeRate]]:
    for row in table or ():
        text, figure = row.text("currency"), row.number_in("rate")
        span = _span(row, calendar) if calendar is not None else None
        if text is None or figure is None or span is None:
            continue
        code = currency_code(text)
        if not (len(code) == 3 and code.isascii() and code.isalpha()):
            row.fault(
                "currency", _("a currency code of three letters"), _("Type for instance USD.")
            )
            continue
        yield row, span.replace(currency=code, rate=figure)


def _span(row: Row, calendar: Calendar) -> ExchangeRate | None:
    """The months of a row, of no currency yet."""
    raw, every = row.raw("month"), ExchangeRate(currency="XXX", rate=1.0)
    if raw is None:
        return every
    try:
        if isinstance(raw, ErrorValue):
            raise Unreadable(_("a month"), _("The cell shows an error: fix its formula."))
        first, after, label = months_in(raw, calendar)
    except Unreadable as problem:
        row.fault("month", problem.expected, problem.fix)
        return None
    return every.replace(label=label, first=first, last=after - DAY)


def _overlap(one: ExchangeRate, other: ExchangeRate) -> bool:
    """Whether two spans of a currency share months, and neither lies inside the other: nobody can
    tell which is meant there.
    """
    if one.currency != other.currency or not (
        one.first and one.last and other.first and other.last
    ):
        return False
    share = one.first <= other.last and other.first <= one.last
    inside = one.first <= other.first and other.last <= one.last
    around = other.first <= one.first and one.last <= other.last
    return share and not inside and not around
