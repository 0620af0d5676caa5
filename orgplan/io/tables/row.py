"""Rows of a table, which read their own cells by what the columns hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from orgplan.domain import MAX_PROFICIENCY
from orgplan.excel.read import (
    ErrorValue,
    Raw,
    TwoReadings,
    Unreadable,
    at,
    is_serial,
    month_in,
    to_choice,
    to_date,
    to_flag,
    to_list,
    to_number,
    to_text,
    to_whole,
)
from orgplan.language import N_, _
from orgplan.schema.columns import InputColumn, Kind

from ..files.measures import stated_factor
from ..files.units import (
    HeaderUnits,
    header_units,
    split_period,
    units_of_format,
)

if TYPE_CHECKING:
    from .table import Table

T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """A row of data that reads its own cells; whatever it can't read becomes a fault at the cell
    and ``None`` here.

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
        """Column number of the cell; where it is blank, of the first one that may stand in and is
        not.

        Parameters
        ----------
        key
            Of a declared column. In a column of money 0 counts as blank: exports fill pay that is
            given elsewhere with zeros.

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
            Of a declared column; where another one stands in for it in this row, that one's header
            counts.

        Returns
        -------
        HeaderUnits
            Without a column: no period, no currency, factor 1.
        """
        column = self.place(key)
        header = self.table.grid.rows[self.table.header].get(column) if column else None
        return header_units(header)

    def shown_units(self, key: str) -> HeaderUnits:
        """Units that stand behind the figure of the cell, in its number format or typed: ``12,000 /
        month``.

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

    def says_percent(self, key: str) -> bool:
        """Whether a figure says that it is percent: it is typed or shown with the sign.

        Parameters
        ----------
        key
            Of a declared column.

        Returns
        -------
        bool
            Where nobody knows which cells have which format, whether any of the file has the sign.
        """
        raw = self.raw(key)
        if isinstance(raw, str):
            return "%" in raw or "％" in raw
        grid = self.table.grid
        shown = grid.currencies.get((self.number, self.place(key) or 0), "")
        return any("%" in text for text in (shown, *grid.formats))

    def raw(self, key: str) -> Raw:
        """The cell as it is; of a missing column, the cell of the one that stands in for it; dashes
        of exports are blanks.

        Parameters
        ----------
        key
            Of a declared column. From money typed with its period, ``12,000 / month``, the period
            is cut off; :meth:`shown_units` has it.

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
        self, key: str, expected: str, fix: str, typed: object = None, *, cause: str = ""
    ) -> None:
        """Report the cell; all of a sheet with one `cause` are one fault.

        Parameters
        ----------
        key
            Column whose cell is reported.
        expected, fix
            What would be right, and what to do, as a sentence; both in the language of the run.
        typed
            What is shown as found; ``None`` shows the cell itself.
        cause
            Name of the trouble, for faults that are one although their texts differ; empty groups
            them by column and text.
        """
        found = self.raw(key) if typed is None else typed
        self.table.findings.fault(self.sheet, self.at(key), found, expected, fix, cause=cause)

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
            ``None`` for a blank, which is a fault where the column is required, and for an error
            such as ``#N/A``, which always is one.
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
            Code of the currency of the amount, which the text may carry; ``None`` for a plain
            number, where a currency sign is a fault.

        Returns
        -------
        float or None
            As the cell has it, 0.12 for ``12%``, in the unit of its column: 24 for 2 below
            ``Lead time (years)``. Thousands and periods of money are not yet counted. ``None`` for
            a blank, or with a fault.
        """
        style = self.table.style(self.place(key))
        number = self._read(key, lambda raw: to_number(raw, currency, style))
        return self._inside(key, None if number is None else number * self._factor(key))

    def _factor(self, key: str) -> float:
        """How often a figure is taken because of the unit in its header; one that can't be
        converted is a fault there.
        """
        column = self.place(key)
        header = self.table.grid.rows[self.table.header].get(column) if column else None
        return stated_factor(self.table.spec.column(key), header) or 1.0

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
        level = self.table.spec.column(key).kind is Kind.LEVEL
        number = self._inside(key, self._read(key, _to_level if level else to_whole))
        return None if number is None else int(number)

    def day(self, key: str) -> date | None:
        """Date of a cell.

        Parameters
        ----------
        key
            Of a declared column. Text such as 01/02/2027 is read in the order that the rest of the
            column shows, or is a fault.

        Returns
        -------
        date or None
            ``None`` for a blank, or with a fault. Excel day numbers typed as text are read, and
            where somebody begins a month is its first day, each with one note a column.
        """
        order, by_month = self.table.order(self.place(key)), key == "start_date"
        found = self._read(key, lambda raw: to_date(raw, order, by_month=by_month))
        if found is not None:
            self._note_reading(key, found)
        return found

    def _note_reading(self, key: str, day: date) -> None:
        """Say how a text was read that is not a whole date."""
        raw = self.raw(key)
        if is_serial(raw):
            text = N_("dates are given here as Excel day numbers: the first was read as {day}")
        elif isinstance(raw, str) and month_in(raw):
            text = N_("months without a day are given here: the first was read as {day}")
        else:
            return
        self.table.note_once(self.place(key) or 1, _(text, day=day))

    def choice(self, key: str) -> str | None:
        """Entry of the column's closed list.

        Parameters
        ----------
        key
            Of a column with a closed list.

        Returns
        -------
        str or None
            The entry as declared, whichever alias the cell has; ``None`` for a blank, or with a
            fault.
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
        """A cell as a function reads it; ``None`` for a blank, and with a fault for what it
        refuses.
        """
        raw = self._filled(key)
        if raw is None:
            return None
        try:
            return parse(raw)
        except TwoReadings as problem:
            self.table.ask(self.number, self.place(key) or 1, problem)
        except Unreadable as problem:
            self.fault(key, problem.expected, problem.fix)
        return None

    def names(self, key: str, wide: bool = False) -> tuple[str, ...]:
        """Names separated by semicolons; with `wide` by commas too.

        Parameters
        ----------
        key
            Of a declared column.
        wide
            Commas separate only where the cell has no semicolon, bar or line break; off for names
            that may have a comma in them.

        Returns
        -------
        tuple of str
            Each once, in their order; empty for a blank.
        """
        raw = self._filled(key)
        return () if raw is None else to_list(raw, wide)

    def _filled(self, key: str) -> Raw:
        """The cell; ``None`` for a blank, and for an error, which is a fault as a blank is where
        something is required.
        """
        raw = self.raw(key)
        if isinstance(raw, ErrorValue):
            self.fault(
                key,
                self.table.spec.column(key).expected,
                _("The cell shows an error: fix its formula, or type the value."),
            )
            return None
        if raw is None:
            spec = self.table.spec.column(key)
            missing = spec.required and self.table.place(key)
            if missing and self.at(key) not in self.table.unsolved:
                self.fault(key, spec.expected, _("Fill in {key}.", key=spec.shown))
        return raw

    def _inside(self, key: str, number: float | None) -> float | None:
        """The number if it lies in the range of its column, both ends allowed; else ``None``, with
        a fault.
        """
        if number is None:
            return None
        spec = self.table.spec.column(key)
        if (spec.low is not None and number < spec.low) or (
            spec.high is not None and number > spec.high
        ):
            self.fault(key, spec.expected, _how_to_fix(spec, number))
            return None
        if spec.is_share and number > 1 and (spec.high or 0) > 1 and not self.says_percent(key):
            self.fault(key, spec.expected, percent_or_times(number))
            return None
        return number


def percent_or_times(number: float) -> str:
    """What to do about a plain figure for a share that can be percent or a multiple.

    Parameters
    ----------
    number
        Above 1: 5 may be 5 %, or five times as much.

    Returns
    -------
    str
        A sentence in the language of the run.

    Examples
    --------
    >>> percent_or_times(5.0)
    'Write 5% or 500%, whichever you mean.'
    """
    return _(
        "Write {number:g}% or {hundred:g}%, whichever you mean.",
        number=number,
        hundred=number * 100,
    )


def _how_to_fix(spec: InputColumn, number: float) -> str:
    """What to do about a figure outside the range of its column."""
    if number < 0 and (spec.low or 0) >= 0:
        return _("Enter zero or more.")
    if spec.is_share and 1 < abs(number) <= 100:
        return _(
            "Write {number:g} % as {number:g}% or {number2:g}.", number=number, number2=number / 100
        )
    if spec.unit:
        return _("Check the figure and its unit: {unit}.", unit=_(spec.unit))
    return _("Check the figure.")


def _to_level(raw: Raw) -> int:
    """A whole number; a word in its place is refused with the meaning of the numbers."""
    try:
        return to_whole(raw)
    except Unreadable:
        if not isinstance(raw, str) or any(sign.isdigit() for sign in raw):
            raise
        raise Unreadable(
            _("a level from 0 to {most}", most=MAX_PROFICIENCY),
            _(
                "Write its number: 1 aware, 2 with help, 3 alone, 4 trains others, 5 sets the"
                " standard."
            ),
        ) from None
