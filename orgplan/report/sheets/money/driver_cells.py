"""Which cells of the input, and of the plan, a driver of pay is read from."""

from collections.abc import Mapping

from orgplan.domain import NORM_OF, NORMS, Location, Organisation, Stated
from orgplan.excel.write.live import Live, choose
from orgplan.excel.write.workbook import WorkbookWriter, address, quoted
from orgplan.language import N_
from orgplan.schema.settings import SETTING_KEYS

from .. import refs
from ..layout import BODY
from ..pages import DRIVERS
from .exchange_rates import key_of

MONTHS_A_YEAR = N_("months a year")
NO_CAP = 1e9
CONSTANTS: Mapping[str, float] = {MONTHS_A_YEAR: 12} | {
    key: NO_CAP if key == "tax_cap" else NORM_OF[key].default
    for key in (
        "merit_pct", "merit_month", "merit_tenure", "bonus_pct", "employer_tax_pct", "tax_cap",
        "benefits_pct", "benefits_per_head", "attrition",
        "leavers_free_pay", "recruiting_cost", "agency_pct", "agency_share", "equipment_cost",
    )
}  # fmt: skip
CONSTANTS_ROW = BODY + 1  # of Drivers: they stand above its table, each under its name


def constant(key: str) -> Live:
    """Cell of Drivers that holds what is taken where nothing is stated.

    Parameters
    ----------
    key
        Key of :data:`CONSTANTS`: an assumption, or the months of a year.

    Returns
    -------
    Live
        Its absolute address with the sheet, and what stands there.
    """
    place = address(CONSTANTS_ROW, list(CONSTANTS).index(key), True)
    return Live(f"{quoted(DRIVERS.name)}!{place}", CONSTANTS[key])


def has_cells_of_pay(book: WorkbookWriter, org: Organisation) -> bool:
    """Whether there is a cell for everything that pay is made of.

    Parameters
    ----------
    book
        A workbook whose sheets of the input, and exchange rates, are written where it has them.
    org
        Read for other currencies.
    """
    rated = not org.foreign or book.find("exchange_rates") is not None
    return rated and {"Settings", "Assumptions", "Roster"} <= refs.input_tables(book).keys()


class InputFigures:
    """Figures of the input: their cells, and what formulas make of them.

    Parameters
    ----------
    org
        Read for assumptions, places and currencies.
    book
        A workbook whose sheets of the input are written.
    """

    def __init__(self, org: Organisation, book: WorkbookWriter) -> None:
        self.org, self.book, self.inputs = org, book, refs.input_tables(book)

    def rate(self, key: str, month: str | None = None) -> Live | None:
        """Cell of the rate of a currency, or of a place's own.

        Parameters
        ----------
        key
            Code of a currency, or what :func:`key_of` says of a place.
        month
            Label of a month; ``None`` is the rate over the horizon.

        Returns
        -------
        Live or None
            With its absolute address; ``None`` where there is one currency.
        """
        if self.book.find("exchange_rates") is None:
            return None
        return self.book.refs[refs.RATE[(key,) if month is None else (key, month)]]

    def cell(self, sheet: str, row: int, header: str) -> Live | None:
        """A cell of the input; ``None`` where the sheet or the column is not there.

        Parameters
        ----------
        sheet
            Key of an input sheet, such as ``Roster``.
        row
            Row of data, from 0.
        header
            Key of the column.

        Returns
        -------
        Live or None
            With its absolute address and the name of the sheet.
        """
        table = self.inputs.get(sheet)
        if table is None or header not in table.headers:
            return None
        return table.at(row, header)

    @property
    def as_of(self) -> Live:
        """The as-of date."""
        row = next(number for number, spec in enumerate(SETTING_KEYS) if spec.key == "as_of")
        return self.inputs["Settings"].at(row, "value")

    def norm(
        self, key: str, *scopes: str | None, month: str | None = None, unset: float | None = None
    ) -> Live:
        """What an assumption says for the first of the scopes for which it says anything, else its
        default, or `unset`; money at the rate of a month.

        Parameters
        ----------
        key
            Key of an assumption.
        scopes
            The most specific first: person, team, role, location; ``None`` is everybody.
        month
            Label of a month, for money in a currency whose rate changes; ``None`` is the rate over
            the horizon.
        unset
            What counts where the cell is blank; ``None`` is the default of the assumption.

        Returns
        -------
        Live
            In the unit of the assumption.
        """
        rows = self.org.assumptions.rows
        place = {(row.key, row.scope): number for number, row in enumerate(rows)}
        for scope in (*scopes, None):
            if (key, scope) in place:
                number = place[key, scope]
                cell = self.inputs["Assumptions"].at(number, "value")
                stated = rows[number].stated_as("value", rows[number].value)
                return self.money(cell, stated, month)
        cell = self.inputs["Assumptions"].at(len(rows) + self._unset(key), "value")
        return choose(cell.equals(""), constant(key) if unset is None else unset, cell)

    def _unset(self, key: str) -> int:
        """Place of a norm among those that are not set for everybody."""
        stated = {row.key for row in self.org.assumptions.rows if row.scope is None} | {"fx"}
        return [norm.key for norm in NORMS if norm.key not in stated].index(key)

    def of_place(self, location: str | None, header: str, otherwise: Live) -> Live:
        """What a location says of itself, else something else.

        Parameters
        ----------
        location
            Id; ``None``, or one that is not listed, gives `otherwise`.
        header
            Column of the sheet Locations; shares end in ``_pct``, all else is money.
        otherwise
            What counts where the cell is blank.

        Returns
        -------
        Live
            Money in plan currency.
        """
        place = self.org.location.get(location or "")
        if place is None:
            return otherwise
        cell = self.cell("Locations", self.org.locations.index(place), header)
        if cell is None:
            return otherwise
        worth = cell if header.endswith("_pct") else self._in_place(cell, place)
        return choose(cell.equals(""), otherwise, worth)

    def _in_place(self, cell: Live, place: Location) -> Live:
        if place.currency in (None, self.org.currency):
            return cell
        rate = self.rate(key_of(place) if place.fx is not None else place.currency or "")
        return cell if rate is None else (cell * rate).rounded(2)

    def money(self, cell: Live, stated: Stated | None, month: str | None = None) -> Live:
        """An amount in plan currency, at the rate of a month (its label) where that changes.

        Parameters
        ----------
        cell
            The amount as it was typed.
        stated
            In which currency it was typed, and at which rate; ``None`` is plan currency.
        month
            Label of a month; ``None`` is the rate over the horizon.

        Returns
        -------
        Live
            Rounded to the cent where it is converted.
        """
        if stated is None:
            return cell
        key, of = stated.currency, month if stated.currency in self.org.monthly_rates else None
        if stated.fx is not None:
            alike = (
                place
                for place in self.org.locations
                if place.fx == stated.fx and place.currency == stated.currency
            )
            place = next(alike, None)
            if place is None:
                return cell
            key, of = key_of(place), None
        rate = self.rate(key, of)
        return cell if rate is None else (cell * rate).rounded(2)
