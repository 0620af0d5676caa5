"""Tables in a sheet: where the header stands, what its columns mean, and rows that read their own cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from orgplan.excel.read import (
    ErrorValue,
    Findings,
    Grid,
    NumberStyle,
    Raw,
    TwoReadings,
    Unreadable,
    at,
    fold,
    is_serial,
    listed,
    order_of,
    style_of,
    texts,
    to_choice,
    to_date,
    to_flag,
    to_list,
    to_number,
    to_text,
    to_whole,
)
from orgplan.language import _
from orgplan.schema.columns import InputColumn, InputSheet, Kind

from ..files.units import (
    HeaderUnits,
    header_units,
    split_period,
    units_of_format,
)

EXAMPLE, EXAMPLE_ZH = "EXAMPLE", "示例"
_EXAMPLE = re.compile(rf"({EXAMPLE}|{EXAMPLE_ZH})(\s|$)")  # a team may be called Example Labs
_EXPORTS = ("Roster", "Positions")
_FIGURES = (Kind.NUMBER, Kind.WHOLE, Kind.SHARE, Kind.MONEY, Kind.DATE, Kind.CHOICE, Kind.YES_NO)
_NOTHING = frozenset(texts("- | – | — | -- | --- | n/a | n.a. | null | nil | (blank) | 无 | 不适用 | /"))  # fmt: skip
_NEVER = re.compile(
    r"(?<!\d)(2999|4712|9999)(?!\d)"
)  # years by which systems say that no end is known
TOTALS = frozenset(texts("total | totals | sum | grand total | subtotal | sub total | summe | gesamt | total general | sous total | 合计 | 总计 | 小计"))  # fmt: skip
_OF_DATA = texts(
    "period | skill | role | category | kind | family | level | from | to"
)  # no sum has them
_SUMMED = texts("Roster | Requirements | Budget | Positions | Roles | Training | Actuals")
_FOOTNOTE = re.compile(
    r"\*|†|‡|[¹²³]|\(\d\)|(notes?|n\.?b|sources?|as of|stand|quelle|anmerkung|hinweis|remarque|nota)\b|注|备注|数据|来源|说明|截至|.{60}",
    re.IGNORECASE,
)
T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """A row of data that reads its own cells; whatever it can't read becomes a fault at the cell and ``None`` here.

    So readers go on after a fault, and all of them are reported at once.

    Attributes
    ----------
    table
        Its table, with the declaration of the sheet.
    number
        Row of the sheet, for faults.
    cells
        Column of the sheet → content; blank cells are missing.
    """

    table: Table
    number: int
    cells: Mapping[int, Raw]

    @property
    def sheet(self) -> str:
        """Name of the sheet."""
        return self.table.name

    def has(self, key: str) -> bool:
        """Whether the cell holds something.

        Parameters
        ----------
        key
            Of a declared column. A dash or ``n/a`` of an export counts as blank.
        """
        return self.raw(key) is not None

    def place(self, key: str) -> int | None:
        """Column number of the cell; where it is blank, of the first one that may stand in and is not.

        Parameters
        ----------
        key
            Of a declared column. In a column of money 0 counts as blank: exports fill pay that is given
            elsewhere with zeros.

        Returns
        -------
        int or None
            From 1; ``None`` if the sheet has no such column and none that may stand in.
        """
        column = self.table.place(key)
        spares = self.table.spares(key) if self.table.spare else ()
        if column is None or not spares:
            return column
        nothing = (None, 0) if self.table.spec.column(key).kind is Kind.MONEY else (None,)
        if self.cells.get(column) not in nothing:
            return column
        return next((spare for spare in spares if self.cells.get(spare) not in nothing), column)

    def units(self, key: str) -> HeaderUnits:
        """Units that the header over the cell names.

        Parameters
        ----------
        key
            Of a declared column; where another one stands in for it in this row, that one's header counts.

        Returns
        -------
        HeaderUnits
            Without a column: no period, no currency, factor 1.
        """
        column = self.place(key)
        header = self.table.grid.rows[self.table.header].get(column) if column else None
        return header_units(header)

    def shown_units(self, key: str) -> HeaderUnits:
        """Units that stand behind the figure of the cell, in its number format or typed: ``12,000 / month``.

        Parameters
        ----------
        key
            Of a declared column. Of format and text, the period that is typed counts.
        """
        place = self.place(key) or 0
        shown = self.table.grid.currencies.get((self.number, place))
        units = units_of_format(shown) if shown else HeaderUnits()
        raw = self.cells.get(place)
        typed = split_period(raw)[1] if isinstance(raw, str) else None
        return units if typed is None else replace(units, period=typed)

    def raw(self, key: str) -> Raw:
        """The cell as it is; of a missing column, the cell of the one that stands in for it; dashes of exports are blanks.

        Parameters
        ----------
        key
            Of a declared column. From money typed with its period, ``12,000 / month``, the period is cut
            off; :meth:`shown_units` has it.

        Returns
        -------
        Raw
            ``None`` for a blank, and where the column is missing.

        Raises
        ------
        KeyError
            If a cell that holds text is asked for under a key that the sheet does not declare.
        """
        column = self.place(key)
        raw = self.cells.get(column) if column else None
        if raw is None:
            return None
        if isinstance(raw, str) and self.table.spec.column(key).kind is Kind.MONEY:
            raw = split_period(raw)[0]
        return None if self.table.is_blank(key, raw) else raw

    def at(self, key: str) -> str:
        """Address of the cell; of a missing column, that of the row's first cell.

        Parameters
        ----------
        key
            Of a declared column.

        Returns
        -------
        str
            Such as ``C5``: where a fault of the cell is reported.
        """
        return at(self.number, self.place(key) or min(self.table.columns.values(), default=1))

    def shown(self, key: str) -> str:
        """Name of a column in the language of the run.

        Parameters
        ----------
        key
            Of a declared column.

        Raises
        ------
        KeyError
            If the sheet declares no such column.
        """
        return self.table.spec.column(key).shown

    def fault(
        self, key: str, wanted: str, mend: str, said: object = None, *, cause: str = ""
    ) -> None:
        """Report the cell; all of a sheet with one `cause` are one fault.

        Parameters
        ----------
        key
            Column whose cell is reported.
        wanted, mend
            What would be right, and what to do, as a sentence; both in the language of the run.
        said
            What is shown as found; ``None`` shows the cell itself.
        cause
            Name of the trouble, for faults that are one although their texts differ; empty groups them by
            column and text.
        """
        found = self.raw(key) if said is None else said
        self.table.findings.fault(self.sheet, self.at(key), found, wanted, mend, cause=cause)

    def note(self, key: str, text: str, *, first: bool = False) -> None:
        """Leave a note at the cell; with `first` one that puts the whole plan in doubt.

        Parameters
        ----------
        key
            Column at whose cell it stands.
        text
            In the language of the run, without the address, which is put before it.
        first
            Whether it is said before how the plan ended.
        """
        self.table.findings.note(self.sheet, self.at(key), text, first=first)

    def text(self, key: str) -> str | None:
        """Text of a cell.

        Parameters
        ----------
        key
            Of a declared column. Numbers and dates count as the text that they show.

        Returns
        -------
        str or None
            ``None`` for a blank, which is a fault where the column is required, and for an error such as
            ``#N/A``, which always is one.
        """
        raw = self._filled(key)
        return None if raw is None else to_text(raw)

    def number_in(self, key: str, currency: str | None = None) -> float | None:
        """Number of a cell, inside the range of its column.

        Parameters
        ----------
        key
            Of a declared column; its `low` and `high` are both allowed.
        currency
            Code of the currency of the amount, which the text may carry; ``None`` for a plain number, where
            a currency sign is a fault.

        Returns
        -------
        float or None
            As the cell has it, 0.12 for ``12%``, before units of the header. ``None`` for a blank, or with a
            fault.
        """
        style = self.table.style(self.place(key))
        return self._inside(key, self._read(key, lambda raw: to_number(raw, currency, style)))

    def whole(self, key: str) -> int | None:
        """Whole number of a cell, inside the range of its column.

        Parameters
        ----------
        key
            Of a declared column. ``2.5`` is a fault, not rounded.

        Returns
        -------
        int or None
            ``None`` for a blank, or with a fault.
        """
        number = self._inside(key, self._read(key, to_whole))
        return None if number is None else int(number)

    def day(self, key: str) -> date | None:
        """Date of a cell.

        Parameters
        ----------
        key
            Of a declared column. Text such as 01/02/2027 is read in the order that the rest of the column
            shows, or is a fault.

        Returns
        -------
        date or None
            ``None`` for a blank, or with a fault. Excel day numbers typed as text are read, with one note a
            column.
        """
        order = self.table.order(self.place(key))
        found = self._read(key, lambda raw: to_date(raw, order))
        if found is not None and is_serial(self.raw(key)):
            self.table.note_serials(self.place(key) or 1, found)
        return found

    def choice(self, key: str) -> str | None:
        """Entry of the column's closed list.

        Parameters
        ----------
        key
            Of a column with a closed list.

        Returns
        -------
        str or None
            The entry as declared, whichever alias the cell has; ``None`` for a blank, or with a fault.
        """
        return self._read(key, lambda raw: to_choice(raw, self.table.spec.column(key).choices))

    def flag(self, key: str) -> bool | None:
        """Yes or no.

        Parameters
        ----------
        key
            Of a column of yes or no; ``x``, ``1``, ticks and ``是`` are yes.

        Returns
        -------
        bool or None
            ``None`` for a blank, or with a fault.
        """
        return self._read(key, to_flag)

    def _read(self, key: str, parse: Callable[[Raw], T]) -> T | None:
        """A cell as a function reads it; ``None`` for a blank, and with a fault for what it refuses."""
        raw = self._filled(key)
        if raw is None:
            return None
        try:
            return parse(raw)
        except TwoReadings as problem:
            self.table.ask(self.number, self.place(key) or 1, problem)
        except Unreadable as problem:
            self.fault(key, problem.wanted, problem.mend)
        return None

    def names(self, key: str, wide: bool = False) -> tuple[str, ...]:
        """Names separated by semicolons; with `wide` by commas too.

        Parameters
        ----------
        key
            Of a declared column.
        wide
            Commas separate only where the cell has no semicolon, bar or line break; off for names that may
            have a comma in them.

        Returns
        -------
        tuple of str
            Each once, in their order; empty for a blank.
        """
        raw = self._filled(key)
        return () if raw is None else to_list(raw, wide)

    def _filled(self, key: str) -> Raw:
        """The cell; ``None`` for a blank, and for an error, which is a fault as a blank is where something is required."""
        raw = self.raw(key)
        if isinstance(raw, ErrorValue):
            self.fault(
                key,
                self.table.spec.column(key).wanted,
                _("The cell shows an error: fix its formula, or type the value."),
            )
            return None
        if raw is None:
            spec = self.table.spec.column(key)
            missing = spec.required and self.table.place(key)
            if missing and self.at(key) not in self.table.unsolved:
                self.fault(key, spec.wanted, _("Fill in {key}.", key=spec.shown))
        return raw

    def _inside(self, key: str, number: float | None) -> float | None:
        """The number if it lies in the range of its column, both ends allowed; else ``None``, with a fault."""
        if number is None:
            return None
        spec = self.table.spec.column(key)
        if (spec.low is not None and number < spec.low) or (
            spec.high is not None and number > spec.high
        ):
            self.fault(key, spec.wanted, _how_to_mend(spec, number))
            return None
        return number


@dataclass(frozen=True)
class Table:
    """The table of one sheet.

    Attributes
    ----------
    spec, name
        Its declaration, and the sheet's name as the user wrote it.
    findings
        Where its rows report faults and notes.
    header
        Row number of the header.
    columns
        Key → column number of the declared columns that are there.
    free
        Column number → header, as it stands, of all others.
    grid
        All cells of the sheet, those above and beside the table too.
    date_order
        ``dmy``, ``mdy`` or ``ymd`` where Settings say it; ``None`` is found out for each column.
    chinese
        How many headers are Chinese.
    spare
        Key → column numbers of further columns that mean the same, for cells that are blank in the
        first; the best first.
    decimal
        Decimal sign of numbers typed as text, where Settings say it.
    """

    spec: InputSheet
    name: str
    findings: Findings
    header: int
    columns: Mapping[str, int]
    free: Mapping[int, Raw]
    grid: Grid
    date_order: str | None = None
    chinese: int = 0
    spare: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    decimal: str | None = None
    _styles: dict[int, NumberStyle] = field(default_factory=dict)
    _orders: dict[int, str | None] = field(default_factory=dict)
    _serials: set[int] = field(default_factory=set)
    _timed: dict[int, bool] = field(default_factory=dict)
    _doubts: dict[int, tuple[Raw, TwoReadings]] = field(default_factory=dict)

    @property
    def unsolved(self) -> tuple[str, ...]:
        """Cells with a formula that has no stored result; each is reported once, as such."""
        return self.grid.unsolved

    def place(self, key: str) -> int | None:
        """Column number of a declared column, or of the one that stands in for it.

        Parameters
        ----------
        key
            As declared; one that the sheet does not declare is simply not there.

        Returns
        -------
        int or None
            From 1; ``None`` if neither is there.
        """
        return self._places.get(key)

    def spares(self, key: str) -> tuple[int, ...]:
        """Columns that stand in for a declared one, cell by cell.

        Parameters
        ----------
        key
            As declared.

        Returns
        -------
        tuple of int
            Column numbers, the best first; empty where there is none.
        """
        return self.spare.get(self._there.get(key, ""), ())

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {key: self.columns[found] for key, found in self._there.items()}

    @cached_property
    def _required(self) -> tuple[int, ...]:
        """Columns that every row has to fill."""
        found = (self.columns.get(column.key) for column in self.spec if column.required)
        return tuple(place for place in found if place is not None)

    @cached_property
    def _there(self) -> Mapping[str, str]:
        """Key of a declared column → its own key, or that of the one that stands in for it, whichever is there."""
        instead = {column.key: column.instead for column in self.spec}
        found: dict[str, str] = {}
        for key in (*self.columns, *instead):
            other: str | None = key
            while other is not None and other not in self.columns:
                other = instead.get(other)
            if other is not None:
                found[key] = other
        return found

    def texts(self, column: int) -> Iterator[str]:
        """What is typed as text in a column.

        Parameters
        ----------
        column
            Column number, from 1. Example rows and footnotes are among the texts: they show, as others do,
            how numbers are written.
        """
        for number, cells in self.grid.rows.items():
            if number > self.header and isinstance(raw := cells.get(column), str):
                yield raw

    def style(self, column: int | None) -> NumberStyle:
        """How numbers of a column are written: as Settings say, else as those show that can be read in one way only.

        Parameters
        ----------
        column
            Column number; ``None``, for a column that is not there, gives a style that knows nothing.

        Returns
        -------
        NumberStyle
            Kept for each column: it is asked for in every row.
        """
        if self.decimal is not None:
            return NumberStyle(self.decimal, settled=True)
        if column is None:
            return NumberStyle()
        if column not in self._styles:
            self._styles[column] = style_of(self.texts(column))
        return self._styles[column]

    def order(self, column: int | None) -> str | None:
        """Order of day and month in a column: as Settings say, else as those dates show that can be read in one way only.

        Parameters
        ----------
        column
            Column number; ``None`` for a column that is not there.

        Returns
        -------
        str or None
            ``dmy``, ``mdy`` or ``ymd``; ``None`` where nothing shows it, so that 01/02/2027 is a fault.
        """
        if self.date_order is not None or column is None:
            return self.date_order
        if column not in self._orders:
            self._orders[column] = order_of(self.texts(column))
        return self._orders[column]

    def ask(self, number: int, column: int, problem: TwoReadings) -> None:
        """Report a cell that can be read in two ways; all of a column say the same, so that they become one fault.

        Parameters
        ----------
        number, column
            Row and column number of the cell.
        problem
            Of the cell. What the first of a column said is shown again for all later ones: its examples are
            of the first cell.
        """
        raw, first = self._doubts.setdefault(column, (self.grid.rows[number].get(column), problem))
        self.findings.fault(self.name, at(number, column), raw, first.wanted, first.mend)

    def note_serials(self, column: int, day: date) -> None:
        """Say that days are counted here as Excel does.

        Parameters
        ----------
        column
            Column number; a second note for one column is not written.
        day
            What the first such number was read as.
        """
        if column not in self._serials:
            self._serials.add(column)
            text = _(
                "dates are given here as Excel day numbers: the first was read as {day}",
                day=day,
            )
            self.findings.note(self.name, at(self.header, column), text)

    def is_blank(self, key: str, raw: Raw) -> bool:
        """Whether a cell of an export says that it holds nothing, such as ``-`` or ``n/a``, or a last day in the year 9999.

        Parameters
        ----------
        key
            Of a declared column. Only figures, dates and closed lists of the roster and of positions have
            dashes for blanks; the years 2999, 4712 and 9999 are no end on any sheet.
        raw
            What the cell holds.
        """
        if key == "end_date" and raw is not None and _NEVER.search(to_text(raw)):
            return True
        return (
            isinstance(raw, str)
            and self.spec.key in _EXPORTS
            and self.spec.column(key).kind in _FIGURES
            and raw.strip().casefold() in _NOTHING
        )

    def units(self, key: str) -> HeaderUnits:
        """Units that the header of a column names.

        Parameters
        ----------
        key
            As declared.

        Returns
        -------
        HeaderUnits
            Of a column that is not there: no period, no currency, factor 1.
        """
        column = self.place(key)
        return header_units(self.grid.rows[self.header].get(column)) if column else HeaderUnits()

    def shows_period(self, key: str) -> bool:
        """Whether figures of a column say themselves, typed or by their format, what they are for.

        Parameters
        ----------
        key
            As declared. One cell with a period is enough: then a blank period in another cell is asked
            about rather than guessed.
        """
        column = self.place(key) or 0
        if column not in self._timed:
            shown = (text for (_, place), text in self.grid.currencies.items() if place == column)
            self._timed[column] = any(units_of_format(text).period for text in set(shown)) or any(
                split_period(text)[1] for text in self.texts(column)
            )
        return self._timed[column]

    def __iter__(self) -> Iterator[Row]:
        """Rows of data; blank ones and the template's example rows are passed over."""
        known = {*self.columns.values(), *self.free}
        for number, cells in self.grid.rows.items():
            if number <= self.header or known.isdisjoint(cells):
                continue
            row = Row(self, number, cells)
            first = cells.get(min(self.columns.values(), default=1))
            if is_example(first):
                self.findings.note(
                    self.name,
                    at(number, min(self.columns.values())),
                    _("this is an example row of the template: it was not read"),
                )
                continue
            if (what := self._beside_the_table(row)) is not None:
                self.findings.note(self.name, at(number, min(cells)), what)
                continue
            yield row

    def _beside_the_table(self, row: Row) -> str | None:
        """What a row is that stands with the table and is none of its own: a footnote or a sum; ``None`` for a row of data."""
        if self.spec.key not in _SUMMED:
            return None
        said = [raw for place in self._required if isinstance(raw := row.cells.get(place), str)]
        few = len(row.cells) == 1 or not said
        texts = [raw for raw in row.cells.values() if isinstance(raw, str)] if few else []
        if len(row.cells) == 1 and texts and _FOOTNOTE.match(texts[0]):
            return _("this looks like a footnote and was skipped: {texts}", texts=listed(texts))
        real = [
            key
            for key in _OF_DATA
            if self.columns.get(key) in row.cells
            and not (
                looks_total(str(row.cells[self.columns[key]]))
                # without a scope, a budget of the category total is one for everybody
                and (key != "category" or "scope" in self.columns)
            )
        ]
        named = said or texts  # the word may stand in a column of running numbers
        if named and not real and all(looks_total(text) for text in named):
            return _("this looks like a total, and was skipped")
        return None


def looks_total(text: str) -> bool:
    """Whether a text names a sum: ``Total``, ``Subtotal Rail``, ``Rail total``, ``小计``.

    Parameters
    ----------
    text
        Of one cell, in any case; English, German, French, Spanish and Chinese words are known.

    Examples
    --------
    >>> looks_total("Rail total"), looks_total("小计"), looks_total("Totalizer")
    (True, True, False)
    """
    word = fold(text)
    return (
        word in TOTALS
        or word.startswith(
            ("total ", "subtotal ", "sub total ", "sum of ", "summe ", "zwischensumme")
        )
        or word.endswith((" total", " subtotal", " summe", "合计", "小计", "总计"))
    )


def is_example(raw: Raw) -> bool:
    """Whether the first cell of a row says that it is the template's example.

    Parameters
    ----------
    raw
        Cell of the first column of the table.

    Examples
    --------
    >>> is_example("EXAMPLE P01"), is_example("示例"), is_example("Example Labs")
    (True, True, False)
    """
    return isinstance(raw, str) and _EXAMPLE.match(raw) is not None


def _how_to_mend(spec: InputColumn, number: float) -> str:
    """What to do about a figure outside the range of its column."""
    if number < 0 and (spec.low or 0) >= 0:
        return _("Enter zero or more.")
    if spec.kind is Kind.SHARE and 1 < number <= 100:
        return _(
            "Write {number:g} % as {number:g}% or {number2:g}.", number=number, number2=number / 100
        )
    if spec.unit:
        return _("Check the figure and its unit: {unit}.", unit=_(spec.unit))
    return _("Check the figure.")
