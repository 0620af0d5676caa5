"""Tables of a sheet being written, what may be typed into it, and where it is coloured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from orgplan.language import _

from .content import (
    PLAIN,
    Block,
    BookError,
    Cell,
    Column,
    Content,
    fitting,
    lines,
    showing,
    unbroken,
)
from .formulas import (
    checked,
    corners,
    liveness,
    loud,
    worded,
)
from .styles import Fill, Look, Style
from .tables import TableRef, span

if TYPE_CHECKING:
    pass
from .sheet_cells import LINE, SheetCells

# cells of a table from which on blank ones are not written one by one, but formatted as a whole: of
# the skills of thousands of people nine in ten are blank, and took most of the time and the room
SPARSE = 50_000
_MAX_CHOICES = 255


@dataclass(frozen=True)
class Written:
    """A table that was written: where it stands, its columns, which of them hold formulas, values
    or both, and what its rows are.

    Attributes
    ----------
    table, columns
        Where it stands, and how its columns are declared.
    live
        For each column, whether its cells are formulas: empty for a blank column, both for a mixed
        one.
    about
        In English, for the docs.
    """

    table: TableRef
    columns: tuple[Column, ...]
    live: tuple[frozenset[bool], ...]
    about: str


class SheetTables(SheetCells):
    """A sheet with tables."""

    def headers(self, row: int, column: int, about: str, columns: Sequence[Column]) -> None:
        """Write headers side by side over figures that are no table; `about` says what the figures
        are, for the docs.

        Parameters
        ----------
        row, column
            Of the first header, from 0; widths have to be set before, for the height of the row
            follows from them.
        about
            In English.
        columns
            Their titles are written; their meanings go to the docs.
        """
        for offset, header in enumerate(columns):
            self.write(row, column + offset, header.title, Style(header.header_look))
        widths = (self._widths.get(column + at, 255.0) for at in range(len(columns)))
        most = max(lines(one.title, width - 1) for one, width in zip(columns, widths, strict=True))
        if most > 1:
            self.height(row, most * LINE + 3)
        self.book.blocks.append(Block(self.name, about, tuple(columns)))

    def table(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Content | Cell]],
        top: int = 0,
        left: int = 0,
        spare: int = 0,
        about: str = "",
    ) -> TableRef:
        """Write an Excel table with filters; a table without rows gets one blank row, since Excel
        needs it.

        Parameters
        ----------
        name
            Unique in the workbook; ``op_tbl_`` is put before it.
        columns, rows
            Each row has one content a column.
        top, left
            Cell of the first header.
        spare
            Blank rows for further entries, in the columns' style.
        about
            What a row of it is, for the docs; of an input sheet its purpose says it.

        Raises
        ------
        BookError
            If headers are not unique, or a row has another length.
        """
        headers = tuple(column.header for column in columns)
        titles = tuple(column.title for column in columns)
        if len({title.casefold() for title in titles}) < len(titles) or not all(titles):
            raise BookError(f"table {name}: headers must be unique and not empty: {titles}")
        height = max(1, len(rows) + spare)
        padded = [*rows, *([None] * len(columns) for _ in range(height - len(rows)))]
        table = TableRef(
            self.book.table_name(name), self.name, headers, top, left, height, titles, self._read
        )
        with loud(f"table {name}"):
            self._add_table(table, columns)
            sparse = height * len(columns) > SPARSE
            self._write_rows(table, columns, padded, len(rows), sparse=sparse)
            if sparse:
                self._format_blanks(table, columns)
        self._fit_widths(table, columns, rows)
        self._fit_heights(table, columns, rows)
        self.book.tables[table.name] = Written(
            table,
            tuple(columns),
            tuple(liveness(index, rows) for index in range(len(columns))),
            about,
        )
        return table

    def unwritten(self, headers: Sequence[str], top: int, height: int) -> TableRef:
        """Where a table will stand, for formulas that are written before it.

        Parameters
        ----------
        headers
            Of all its columns, the first in the first column of the sheet.
        top, height
            Row of the header, from 0, and rows of data.
        """
        return TableRef("", self.name, tuple(headers), top, 0, height, read=self._read)

    def _add_table(self, table: TableRef, columns: Sequence[Column]) -> None:
        """Declare a table with its headers, which XlsxWriter writes."""
        headers = [
            {
                "header": column.title,
                "header_format": self.book.format(
                    Style(column.header_look), words=True, beside=table.left + index > 0
                ),
            }
            for index, column in enumerate(columns)
        ]
        right = table.left + len(columns) - 1
        options = {"name": table.name, "style": None, "columns": headers}
        code = self.raw.add_table(table.top, table.left, table.last, right, options)
        checked(code, f"table {table.name}")
        for index, title in enumerate(table.titles):
            self._held.setdefault(table.top, {})[table.left + index] = title

    def _write_rows(
        self,
        table: TableRef,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Content | Cell]],
        filled: int,
        *,
        sparse: bool,
    ) -> None:
        """Write the data of a table, each cell in its column's style unless it brings its own, with
        lines below the rows that are filled; where it is sparse, blanks are only noted.
        """
        for offset, row in enumerate(rows):
            if len(row) != len(columns):
                raise BookError(
                    f"{table.name}: row {offset} has {len(row)} cells for {len(columns)} columns"
                )
            for index, (column, content) in enumerate(zip(columns, row, strict=True)):
                at, left = table.first + offset, table.left + index
                if sparse and (content is None or content == "") and not self._has(at, left):
                    self._held.setdefault(at, {})[left] = None
                else:
                    self._write(at, left, column.cell(content), column.style, offset < filled)

    def _format_blanks(self, table: TableRef, columns: Sequence[Column]) -> None:
        """Let blank cells of a table look like its others, and take figures in the same form."""
        for index, column in enumerate(columns):
            self._blank[table.left + index] = replace(PLAIN, number=column.style.number)
        looks = groupby(enumerate(columns), lambda numbered: numbered[1].style.look)
        for look, run in looks:
            left, *more = (table.left + index for index, _column in run)
            area = span(table.first, left, table.last, [left, *more][-1])
            options = {"type": "blanks", "format": self.book.blank(look)}
            checked(
                self.raw.conditional_format(*corners(area), options),
                f"blank cells of {self.name}!{area}",
            )

    def _fit_widths(
        self, table: TableRef, columns: Sequence[Column], rows: Sequence[Sequence[Content | Cell]]
    ) -> None:
        """Make columns as wide as they state, else as their content takes, and no figure into
        hashes.
        """
        for index, column in enumerate(columns):
            contents = [row[index] for row in rows]
            title = "" if column.heading is Look.UPRIGHT else column.title
            fitted = (
                max(column.width, unbroken(title)) if column.width else fitting(title, contents)
            )
            self.width(table.left + index, max(fitted, showing(column.style, contents)))

    def _fit_heights(
        self, table: TableRef, columns: Sequence[Column], rows: Sequence[Sequence[Content | Cell]]
    ) -> None:
        """Room for wrapped text, since not every program makes it when it opens the file."""
        widths = [self._widths[table.left + index] for index in range(len(columns))]
        wrapped = [index for index, column in enumerate(columns) if column.style.wrap]
        headers = [
            lines(column.title, width - 1)
            for column, width in zip(columns, widths, strict=True)
            if column.heading is not Look.UPRIGHT
        ]
        if max(headers, default=1) > 1:
            self.height(table.top, max(headers) * LINE + 3)
        for offset, row in enumerate(rows):
            texts = ((row[index], widths[index]) for index in wrapped)
            most = max(
                (lines(text, width) for text, width in texts if isinstance(text, str)), default=1
            )
            if most > 1:
                self.height(table.first + offset, min(most, 25) * LINE + 3)

    def choices(
        self,
        area: str,
        values: Sequence[str] | str,
        message: str,
        title: str = "",
        strict: bool = True,
    ) -> None:
        """Drop-down list over an A1 range.

        Parameters
        ----------
        area
            Such as ``B5:B24``.
        values
            The entries (at most 255 characters together), or the formula of a range or name that
            holds them.
        message, title
            What is said when something else is typed.
        strict
            Whether something else is refused; else it is only warned about.

        Raises
        ------
        BookError
            If the entries are too long together.
        """
        if not isinstance(values, str) and len(",".join(values)) > _MAX_CHOICES:
            raise BookError(
                f"{self.name}!{area}: the entries of the list are too long together; point at a"
                " range instead"
            )
        source = values if isinstance(values, str) else list(values)
        self._validate(
            area,
            {"validate": "list", "source": source, "error_type": "stop" if strict else "warning"},
            title or _("Not in the list"),
            message,
        )

    def between(
        self,
        area: str,
        kind: str,
        low: float | date,
        high: float | date,
        message: str,
        title: str = "",
    ) -> None:
        """Validation over an A1 range: `kind` is ``integer``, ``decimal`` or ``date``; both ends
        are allowed.

        Parameters
        ----------
        area
            Such as ``B5:B24``.
        kind
            Of what may be typed.
        low, high
            Least and largest value that is taken.
        message, title
            What is said to somebody who types another, in the language of the run.
        """
        rule = {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
        self._validate(area, rule, title or _("Out of range"), message)

    def _validate(self, area: str, rule: dict[str, Any], title: str, message: str) -> None:
        """Set a validation; Excel takes titles of 32 and messages of 255 characters."""
        options = rule | {"error_title": title[:32], "error_message": message[:255]}
        with loud(f"validation of {self.name}!{area}"):
            checked(
                self.raw.data_validation(*corners(area), options),
                f"validation of {self.name}!{area}",
            )

    def colour_where(self, area: str, formula: str, fill: Fill) -> None:
        """Fill the cells of an A1 range where a formula, written for its first cell, is true.

        Parameters
        ----------
        area
            Such as ``B5:F24``.
        formula
            With relative addresses, which move with each cell; its words in English.
        fill
            Colour of the cells.
        """
        options = {"type": "formula", "criteria": worded(formula), "format": self.book.fill(fill)}
        with loud(f"colours of {self.name}!{area}"):
            checked(
                self.raw.conditional_format(*corners(area), options),
                f"colours of {self.name}!{area}",
            )
