"""Exchange rates: what other currencies are worth, live from the sheets of the input; what formulas
convert amounts with.

A row is a currency, or a currency in a place with a rate of its own (``NOK@Oslo``).
"""

from collections.abc import Iterator, Mapping

from orgplan.domain import BudgetLine, Location, Organisation, rate_on
from orgplan.excel.write.live import Live, called, joined, sum_beside
from orgplan.excel.write.workbook import (
    HEADING,
    CellRow,
    Column,
    Formula,
    Look,
    Number,
    Sheet,
    Style,
    TableRef,
    WorkbookWriter,
)
from orgplan.language import _

from .. import refs
from ..layout import BODY, LIVE_PRICE, TEXT

RATE = Style(Look.FORMULA, Number.GENERAL)
LEAD = (
    Column("key", TEXT, "Currency, with its place where that has a rate of its own", 16),
    Column("currency", TEXT, "Currency", 10),
    Column("rate", RATE, "Plan currency for one unit over the horizon as a whole", 12),
)
OF_BUDGET = (
    Column("id", TEXT, "Budget line", 16),
    Column("rate", RATE, "Average of the rates in the months of the line", 12),
    Column("amount", LIVE_PRICE, "Most money, in plan currency", 14),
)


def rates_of(book: WorkbookWriter, currency: Live, location: Live | None = None) -> Live | None:
    """Rates of a column (or cell) of currencies, beside one of places; 1 where the currency is
    blank, 0 where it has none.

    Parameters
    ----------
    book
        A workbook whose exchange rates are written, where it has any.
    currency
        Range (or cell) with codes of currencies.
    location
        Range (or cell) with places, whose own rate counts first; ``None`` looks at none.

    Returns
    -------
    Live or None
        Of the same shape as `currency`; ``None`` where there is one currency.
    """
    table = book.find("exchange_rates")
    if table is None:
        return None
    keys, rates = table["key"], table["rate"]
    rate = sum_beside(keys, currency, rates)
    if location is not None:
        own = sum_beside(keys, joined(currency, "@", location), rates)
        rate = own + own.equals(0) * rate
    return currency.equals("") + currency.filled * rate


def in_plan_currency(
    book: WorkbookWriter, amount: Live, currency: Live, location: Live | None = None
) -> Live:
    """Amounts of a column (or cell) in plan currency, each rounded to the cent where it is
    converted.

    Parameters
    ----------
    amount
        Range (or cell) with amounts as they were typed.
    book, currency, location
        As of :func:`rates_of`.

    Returns
    -------
    Live
        Of the same shape as `amount`.
    """
    rate = rates_of(book, currency, location)
    if rate is None:
        return amount
    return rate.equals(1) * amount + rate.differs(1) * (amount * rate).rounded(2)


def write_exchange_rates(sheet: Sheet, org: Organisation) -> None:
    """Write the sheet; without the sheets of the input there is nothing to write, and money then
    stays in values.

    Parameters
    ----------
    sheet
        Exchange rates, below its head.
    org
        Read for its currencies, rates and budget.
    """
    inputs = refs.input_tables(sheet.book)
    if not {"Assumptions", "Budget"} <= inputs.keys():
        return
    writer = _RateRows(org, inputs)
    labels = [f"{day:%Y-%m}" for day in org.calendar.month_starts]
    months = [
        Column(label, RATE, "Rate of the month", 10, each="<month>", shown=label)
        for label in labels
    ]
    rows = list(writer.rows())
    table = sheet.table(
        "exchange_rates",
        (*LEAD, *months),
        rows,
        top=BODY,
        about="What a currency is worth in plan currency",
    )
    for number, (key, *_row) in enumerate(rows, table.first):
        sheet.register(refs.RATE[str(key)], number, table.place("rate"))
        for label in labels:
            sheet.register(refs.RATE[str(key), label], number, table.place(label))
    top = table.below + 2
    sheet.write(top - 1, 0, _("Budget lines in plan currency"), HEADING)
    lines = [line for line in org.budget if line.amount is not None]
    sheet.table(
        "budget_in_plan_currency",
        OF_BUDGET,
        [writer.line(line, table, top + 1 + at) for at, line in enumerate(lines)],
        top=top,
        about="A budget line with an amount",
    )
    sheet.freeze(BODY + 1, 1)


class _RateRows:
    """Rows of currencies and places, and of budget lines."""

    def __init__(self, org: Organisation, inputs: Mapping[str, TableRef]) -> None:
        self.org, self.inputs = org, inputs
        self.codes = (org.currency, *org.foreign)

    def rows(self) -> Iterator[CellRow]:
        """Currencies, then places with rates of their own."""
        org = self.org
        for code in self.codes:
            rate = org.rate(code)
            rates = org.monthly_rates.get(code, (rate,) * org.calendar.months)
            cells = [self._of_month(code, month, value) for month, value in enumerate(rates)]
            yield [code, code, self._whole(code, rate), *cells]
        for number, place in enumerate(org.locations):
            if place.currency not in (None, org.currency) and place.fx is not None:
                cell = self._cell("Locations", number, "fx", place.fx)
                yield [
                    key_of(place),
                    place.currency,
                    cell,
                    *(cell for _ in range(org.calendar.months)),
                ]

    def _cell(self, sheet: str, row: int, header: str, value: float) -> Formula | float:
        table = self.inputs.get(sheet)
        return value if table is None else table.at(row, header).formula

    def _whole(self, code: str, rate: float) -> Formula | float:
        """Rate over the horizon as a whole: of Assumptions, of the row for every month, or of the
        first month.
        """
        for number, row in enumerate(self.org.assumptions.rows):
            if row.key == "fx" and row.scope == code:
                return self._cell("Assumptions", number, "value", rate)
        for number, one in enumerate(self.org.rates):
            if one.currency == code and one.first is None:
                return self._cell("Rates", number, "rate", rate)
        return self._of_month(code, 0, rate)

    def _of_month(self, code: str, month: int, value: float) -> Formula | float:
        """Rate of a currency in a month: the row of Rates that holds on its first day, of several
        the one for the fewest days; else the assumption, else a value.
        """
        day, rates = self.org.calendar.month_starts[month], self.org.rates
        if code == self.org.currency:
            return 1.0
        found = [
            (one.days, number)
            for number, one in enumerate(rates)
            if one.currency == code and one.holds_on(day)
        ]
        if found and rate_on(rates, code, day) is not None:
            return self._cell("Rates", min(found)[1], "rate", value)
        for number, row in enumerate(self.org.assumptions.rows):
            if row.key == "fx" and row.scope == code:
                return self._cell("Assumptions", number, "value", value)
        return value

    def line(self, line: BudgetLine, table: TableRef, at: int) -> CellRow:
        """A budget line: average rate of its months, and its amount.

        Parameters
        ----------
        line
            A budget line with an amount.
        table
            The rates by month.
        at
            Row of the sheet, from 0.

        Returns
        -------
        CellRow
            Id, rate, and amount in plan currency; a line in plan currency has the rate 1.
        """
        org, number = self.org, self.org.budget.index(line)
        stated = line.stated_as("amount", line.granted or 0.0)
        amount = self.inputs["Budget"].at(number, "amount")
        if stated is None:
            return [line.id, 1.0, amount.formula]
        months = [month for period in line.periods for month in org.calendar.months_of(period)]
        row = self.codes.index(stated.currency)
        rates = (table.at(row, table.headers[len(LEAD) + month]) for month in months)
        cells = [Live(f"{rate}:{str(rate).partition('!')[2]}", rate.value) for rate in rates]
        average = called("AVERAGE", lambda *found: sum(found) / len(found), *cells)
        worth = (amount * Live(f"$B{at + 1}", average.value)).rounded(2)
        return [line.id, average.formula, worth.formula]


def key_of(place: Location) -> str:
    """Key of a place's own rate.

    Parameters
    ----------
    place
        A location with a rate of its own.

    Returns
    -------
    str
        Currency and id, such as ``EUR@Lisbon``.
    """
    return f"{place.currency}@{place.id}"
