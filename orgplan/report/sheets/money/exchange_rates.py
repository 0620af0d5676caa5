"""Exchange rates: what other currencies are worth, live from the sheets of the input; what formulas
convert amounts with.

A row is a currency, or a currency in a place with a rate of its own (``NOK@Oslo``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

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
    quoted,
)
from orgplan.language import _

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


@dataclass(frozen=True)
class ExchangeCells:
    """What other currencies are worth, as formulas over the table of rates; `keys` are its
    currencies and places, row by row.

    Attributes
    ----------
    table
        Rates over the horizon and by month.
    keys
        Codes of currencies, and ``currency@place`` for places with a rate of their own, row by row.
    """

    table: TableRef
    keys: tuple[str, ...]

    def cell(self, key: str, month: str | None = None) -> str:
        """Cell of the rate of a currency, or of a place's own, over the horizon or in a month (its
        label).

        Parameters
        ----------
        key
            Code of a currency, or what :func:`key_of` says of a place.
        month
            Label of a month; ``None`` is the rate over the horizon.

        Returns
        -------
        str
            Absolute address with the sheet.
        """
        header = "rate" if month is None else month
        return f"{quoted(self.table.sheet)}!{self.table.cell(self.keys.index(key), header, True)}"

    def vector(self, currency: Live, location: Live | None = None) -> Live:
        """Rates of a column (or cell) of currencies, beside one of places; 1 where the currency is
        blank, 0 where it has none.

        Parameters
        ----------
        currency
            Range (or cell) with codes of currencies.
        location
            Range (or cell) with places, whose own rate counts first; ``None`` looks at none.

        Returns
        -------
        Live
            Of the same shape as `currency`.
        """
        keys, rates = self.table["key"], self.table["rate"]
        rate = sum_beside(keys, currency, rates)
        if location is not None:
            own = sum_beside(keys, joined(currency, "@", location), rates)
            rate = own + own.equals(0) * rate
        return currency.equals("") + currency.filled * rate

    def amounts(self, amount: Live, currency: Live, location: Live | None = None) -> Live:
        """Amounts of a column (or cell) in plan currency, each rounded to the cent where it is
        converted.

        Parameters
        ----------
        amount
            Range (or cell) with amounts as they were typed.
        currency, location
            As of :meth:`vector`.

        Returns
        -------
        Live
            Of the same shape as `amount`.
        """
        rate = self.vector(currency, location)
        return rate.equals(1) * amount + rate.differs(1) * (amount * rate).rounded(2)


def write_exchange_rates(
    sheet: Sheet, org: Organisation, inputs: Mapping[str, TableRef]
) -> ExchangeCells | None:
    """Write the sheet; without the sheets of the input (given by name) there is nothing to write.

    Parameters
    ----------
    sheet
        Exchange rates, below its head.
    org
        Read for its currencies, rates and budget.
    inputs
        Input sheet → its table.

    Returns
    -------
    ExchangeCells or None
        ``None`` where nothing was written: money then stays in values.
    """
    if not {"Assumptions", "Budget"} <= inputs.keys():
        return None
    writer = _Writer(org, inputs)
    months = [
        Column(f"{day:%Y-%m}", RATE, "Rate of the month", 10, each="<month>", shown=f"{day:%Y-%m}")
        for day in org.calendar.month_starts
    ]
    rows = list(writer.rows())
    table = sheet.table(
        "exchange_rates",
        (*LEAD, *months),
        rows,
        top=BODY,
        about="What a currency is worth in plan currency",
    )
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
    return ExchangeCells(table, tuple(str(row[0]) for row in rows))


class _Writer:
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
