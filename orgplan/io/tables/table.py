"""Tables in a sheet: where the header stands, what its columns mean, and what its rows are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from orgplan.excel.read import (
    Findings,
    Grid,
    NumberStyle,
    Raw,
    TwoReadings,
    at,
    fold,
    listed,
    order_of,
    style_of,
    texts,
    to_text,
)
from orgplan.language import _
from orgplan.schema.columns import InputSheet, Kind

from ..files.units import (
    HeaderUnits,
    header_units,
    split_period,
    units_of_format,
)
from .row import Row

EXAMPLE, EXAMPLE_ZH = "EXAMPLE", "示例"
_EXAMPLE = re.compile(rf"({EXAMPLE}|{EXAMPLE_ZH})(\s|$)")  # a team may be called Example Labs
_EXPORTS = ("Roster", "Positions")
_FIGURES = (Kind.NUMBER, Kind.WHOLE, Kind.SHARE, Kind.MONEY, Kind.DATE, Kind.CHOICE, Kind.YES_NO)
_NOTHING = frozenset(
    texts("- | – | — | -- | --- | n/a | n.a. | null | nil | (blank) | 无 | 不适用 | /")
)
_NEVER = re.compile(
    r"(?<!\d)(2999|4712|9999)(?!\d)"
)  # years by which systems say that no end is known
TOTALS = frozenset(
    texts(
        "total | totals | sum | grand total | subtotal | sub total | summe | gesamt | total "
        "general | sous total | 合计 | 总计 | 小计"
    )
)
_OF_DATA = texts(
    "period | skill | role | category | kind | family | level | from | to"
)  # no sum has them
_SUMMED = texts("Roster | Requirements | Budget | Positions | Roles | Training | Actuals")
_FOOTNOTE = re.compile(
    r"\*|†|‡|[¹²³]|\(\d\)|(notes?|n\.?b|sources?|as"
    r" of|stand|quelle|anmerkung|hinweis|remarque|nota)\b|注|备注|数据|来源|说明|截至|.{60}",
    re.IGNORECASE,
)


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
    _noted: set[int] = field(default_factory=set)
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
        """Key of a declared column → its own key, or that of the one that stands in for it,
        whichever is there.
        """
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
            Column number, from 1. Example rows and footnotes are among the texts: they show, as
            others do, how numbers are written.
        """
        for number, cells in self.grid.rows.items():
            if number > self.header and isinstance(raw := cells.get(column), str):
                yield raw

    def style(self, column: int | None) -> NumberStyle:
        """How numbers of a column are written: as Settings say, else as those show that can be read
        in one way only.

        Parameters
        ----------
        column
            Column number; ``None``, for a column that is not there, gives a style that knows
            nothing.

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
        """Order of day and month in a column: as Settings say, else as those dates show that can be
        read in one way only.

        Parameters
        ----------
        column
            Column number; ``None`` for a column that is not there.

        Returns
        -------
        str or None
            ``dmy``, ``mdy`` or ``ymd``; ``None`` where nothing shows it, so that 01/02/2027 is a
            fault.
        """
        if self.date_order is not None or column is None:
            return self.date_order
        if column not in self._orders:
            self._orders[column] = order_of(self.texts(column))
        return self._orders[column]

    def ask(self, number: int, column: int, problem: TwoReadings) -> None:
        """Report a cell that can be read in two ways; all of a column say the same, so that they
        become one fault.

        Parameters
        ----------
        number, column
            Row and column number of the cell.
        problem
            Of the cell. What the first of a column said is shown again for all later ones: its
            examples are of the first cell.
        """
        raw, first = self._doubts.setdefault(column, (self.grid.rows[number].get(column), problem))
        self.findings.fault(self.name, at(number, column), raw, first.expected, first.fix)

    def note_once(self, column: int, text: str) -> None:
        """Say how the cells of a column are read.

        Parameters
        ----------
        column
            Column number; a second note for one column is not written.
        text
            What is said about it, once.
        """
        if column not in self._noted:
            self._noted.add(column)
            self.findings.note(self.name, at(self.header, column), text)

    def is_blank(self, key: str, raw: Raw) -> bool:
        """Whether a cell of an export says that it holds nothing, such as ``-`` or ``n/a``, or a
        last day in the year 9999.

        Parameters
        ----------
        key
            Of a declared column. Only figures, dates and closed lists of the roster and of
            positions have dashes for blanks; the years 2999, 4712 and 9999 are no end on any sheet.
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
            As declared. One cell with a period is enough: then a blank period in another cell is
            asked about rather than guessed.
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

    def passes_over(self, number: int) -> bool:
        """Whether a row is a footnote or a sum, and so is not read.

        Parameters
        ----------
        number
            Of the row on its sheet.
        """
        return self._beside_the_table(Row(self, number, self.grid.rows.get(number, {}))) is not None

    def _beside_the_table(self, row: Row) -> str | None:
        """What a row is that stands with the table and is none of its own: a footnote or a sum;
        ``None`` for a row of data.
        """
        if self.spec.key not in _SUMMED:
            return None
        typed = [raw for place in self._required if isinstance(raw := row.cells.get(place), str)]
        few = len(row.cells) == 1 or not typed
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
        named = typed or texts  # the word may stand in a column of running numbers
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
