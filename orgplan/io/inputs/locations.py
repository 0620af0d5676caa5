"""Places of work: of the sheet Locations, and those that the roster and the roles name."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from orgplan.domain import Location
from orgplan.excel.read import Findings, did_you_mean, fold, listed, nearest
from orgplan.language import _

from ..tables.build import build_or_report, fields_of
from ..tables.keyed_rows import DELETE_ONE_ROW, KeyedRows
from ..tables.row import Row
from ..tables.table import Table
from ..terms.amounts import amount_of
from ..terms.currency import Exchange, currency_code

_ALIKE = 85  # from this likeness on, a place without a row is a misspelling of one that has one


@dataclass
class LocationRegistry:
    """Locations by their folded names.

    Attributes
    ----------
    findings, exchange
        Where faults are reported, and the plan's rates, which hold where a place has none of its
        own.
    rows
        Rows of the sheet.
    names
        Every place that is named somewhere; the sheet's spelling goes before, then the first one.
    """

    findings: Findings
    exchange: Exchange
    rows: dict[str, Row] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    _local: dict[str, Exchange] = field(default_factory=dict)

    def read(self, table: Table | None, roster: Iterable[Row], roles: Iterable[Row]) -> None:
        """Take in the sheet, then the places that rows of the roster and of Roles name.

        Parameters
        ----------
        table
            ``None`` if there is no such sheet: places then only have names.
        roster
            Rows of people and vacancies.
        roles
            Rows of Roles, each of which may list places in which it is hired.
        """
        rows = KeyedRows[str]("location", _("each location once"), DELETE_ONE_ROW)
        for row in table or ():
            name = row.text("location")
            if name is not None and rows.put(fold(name), row):
                self.names[fold(name)] = name
                self._local[fold(name)] = self._exchange(row)
        self.rows |= rows.row
        for row in roster:
            self._take(row.text("location"))
        for row in roles:
            for text in row.names("locations", wide=True):
                self._take(text)

    def _take(self, text: str | None) -> None:
        if text is not None:
            self.names.setdefault(fold(text), text)

    def _exchange(self, row: Row) -> Exchange:
        """Rates in which amounts of a place are converted; its own rate goes before that of
        Assumptions.
        """
        text, fx = row.text("currency"), row.number_in("fx")
        code = currency_code(text) if text else None
        if code is None or code == self.exchange.currency:
            if fx is not None and fx != 1:
                sentence = _("{value} is the plan's currency", value=code or self.exchange.currency)
                row.fault(
                    "fx",
                    _("1, or nothing"),
                    _(
                        "{sentence}: leave fx blank, or fill in another currency.",
                        sentence=sentence,
                    ),
                )
            return self.exchange
        if fx is None and not row.has("fx") and self.exchange.rate(code) is None:
            row.fault(
                "fx",
                _(
                    "how many {currency} one {code} is worth",
                    currency=self.exchange.currency,
                    code=code,
                ),
                _("Fill in fx. Or: {fix}", fix=self.exchange.fix(code)),
            )
        return self.exchange.at(code, fx)

    def exchange_at(self, row: Row) -> Exchange:
        """Rates for the money of a person, who is paid in the currency of the place where nothing
        else is said.

        Parameters
        ----------
        row
            With a cell for the location; a blank, or a place without a row, has the plan's rates.
        """
        return self._local.get(fold(row.text("location") or ""), self.exchange)

    def of_person(self, row: Row) -> str | None:
        """Place of a row of the roster; where there is a sheet Locations, one without a row there
        is reported or refused.

        Parameters
        ----------
        row
            Of the roster, or of a sheet that changes the place.

        Returns
        -------
        str or None
            As the sheet, or else the first that named it, spells it; ``None`` for a blank. A name
            close to one of the sheet is a fault, any other a note.
        """
        text = row.text("location")
        if text is None:
            return None
        name = self.names[fold(text)]
        if self.rows and fold(text) not in self.rows:
            guess = nearest(
                text, (row.text("location") or "" for row in self.rows.values()), _ALIKE
            )
            if guess:
                row.fault(
                    "location",
                    _("a location of the sheet Locations"),
                    _(
                        "Did you mean '{guess}'? If not, add a row for {text}.",
                        guess=guess,
                        text=text,
                    ),
                )
            else:
                row.note(
                    "location",
                    _(
                        "'{name}' has no row on Locations: the rates on Assumptions apply there",
                        name=name,
                    ),
                )
        return name

    def of_role(self, row: Row) -> tuple[str, ...]:
        """Places in which a role may be hired.

        Parameters
        ----------
        row
            Of Roles.

        Returns
        -------
        tuple of str
            Each once; empty for a blank, which allows every place. With a sheet Locations, a place
            that is not there is a fault.
        """
        found = []
        for text in row.names("locations", wide=True):
            name = self.names.get(fold(text), text)
            if self.rows and fold(text) not in self.rows:
                known = [self.names[key] for key in self.rows]
                otherwise = _("Add it to Locations, or use one of {names}.", names=listed(known))
                row.fault(
                    "locations",
                    _("locations of the sheet Locations"),
                    did_you_mean(text, known, otherwise),
                    text,
                )
                continue
            found.append(name)
        return tuple(dict.fromkeys(found))

    def build(self) -> tuple[Location, ...]:
        """The domain's locations, in the order of the sheet."""
        made = (self._location(self.names[key], row) for key, row in self.rows.items())
        return tuple(location for location in made if location is not None)

    def _location(self, name: str, row: Row) -> Location | None:
        """A location; its amounts are read in its own currency."""
        text, local = row.text("currency"), self._local[fold(name)]
        rates = fields_of(row, "fx", "pay_index", "employer_tax_pct", "benefits_pct", "entity")
        cap = amount_of(row, "tax_cap", local)
        per_head = amount_of(row, "benefits_per_head", local)
        return build_or_report(
            row,
            "location",
            lambda: Location(
                id=name,
                currency=currency_code(text) if text else None,
                tax_cap=cap.value,
                benefits_per_head=per_head.value,
                stated=(*cap.stated, *per_head.stated),
                **rates,
            ),
        )
