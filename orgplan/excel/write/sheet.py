"""A sheet being written: cells, tables, widths and heights, formats where a formula holds, pages
and charts.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any

import numpy as np
from xlsxwriter.utility import xl_col_to_name

from orgplan.language import _

from .charts import Chart
from .content import (
    NOTE,
    PLAIN,
    TITLE,
    Block,
    BookError,
    Cell,
    Column,
    Content,
    Formula,
    address,
    as_held,
    fitting,
    lines,
    quoted,
    showing,
    unbroken,
    wrapped,
)
from .control import Control
from .formulas import (
    checked,
    corners,
    dated,
    held,
    in_language,
    liveness,
    loud,
    worded,
)
from .live import Array, Live, Scalar
from .paper import Extent, Layout, Paper, laid_out
from .references import Ref
from .styles import Fill, Look, Style
from .tables import TableRef, span

if TYPE_CHECKING:
    from .workbook import WorkbookWriter

LINE = 13.0  # points of a line of text
WIDER = 1.15  # of the letters of the font that stands in where Calibri is missing
DEFAULT_WIDTH, DEFAULT_HEIGHT = 8.43, 15.0  # of a column in characters, of a row in points
DENSE_HEIGHT = 13.5
PIXELS_A_LETTER, PIXELS_BESIDE, PIXELS_A_POINT = 7, 5, 4 / 3
# cells of a table from which on blank ones are not written one by one, but formatted as a whole: of
# the skills of thousands of people nine in ten are blank, and took most of the time and the room
SPARSE = 50_000
NOWHERE = (1_048_575, 16_383)  # an empty cell: what is printed of it is no page
CONTROLLED = 3  # first row that control totals take in: heads stand above
_MAX_CHOICES = 255
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")


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


@dataclass
class Sheet:
    """A sheet of a :class:`WorkbookWriter`; made by :meth:`WorkbookWriter.sheet`.

    Attributes
    ----------
    book, name
        The workbook that is being written, and the name of the tab.
    raw
        XlsxWriter's worksheet.
    readable
        Whether it is printed large enough to be read, on paper without its last columns where it is
        too wide.
    printed
        Whether it is printed; one without any rows would be an empty page.
    control
        Control totals of what was written from row :data:`CONTROLLED` on.
    """

    book: WorkbookWriter
    name: str
    raw: Any
    _widths: dict[int, float] = field(default_factory=dict)
    _held: dict[int, dict[int, Scalar]] = field(default_factory=dict)
    _heights: dict[int, float] = field(default_factory=dict)
    _outline: dict[int, dict[str, Any]] = field(default_factory=dict)
    _charts: list[tuple[int, int, Chart]] = field(default_factory=list)
    _ruled: dict[int, int] = field(default_factory=dict)
    _blank: dict[int, Style] = field(default_factory=dict)
    _prose: dict[int, tuple[str, Style]] = field(default_factory=dict)
    _paper: Paper = Paper()
    _row_height: float = DEFAULT_HEIGHT
    readable: bool = False
    printed: bool = True
    control: Control = field(default_factory=Control)

    def write(
        self, row: int, column: int, content: Content | Cell | Live, style: Style = PLAIN
    ) -> None:
        """Write one cell; a :class:`Cell` brings its own style, NaN and empty text become blanks,
        longer text than a cell holds is cut.

        Parameters
        ----------
        row, column
            From 0.
        content
            Text is written as text, even if it begins like a formula.
        style
            Look and number format.

        Raises
        ------
        BookError
            If the cell was written before, or the number is infinite.
        """
        with loud(f"{self.name}!{address(row, column)}"):
            self._write(row, column, content, style)

    def head(self, title: str, note: str, top: int) -> None:
        """Write a title and a note, and keep them in sight with the header at `top` and the first
        column.

        Parameters
        ----------
        title, note
            For the first two rows, in the language of the run.
        top
            Row of the header, from 0.
        """
        self.write(0, 0, title, TITLE)
        self.prose(1, note, NOTE)
        self.freeze(top + 1, 1)

    def write_row(
        self, row: int, column: int, contents: Iterable[Content | Cell | Live], style: Style = PLAIN
    ) -> None:
        """Write cells side by side.

        Parameters
        ----------
        row, column
            Of the first cell, from 0.
        contents
            From left to right; ``None`` leaves a cell blank.
        style
            Of cells that bring none of their own.

        Raises
        ------
        BookError
            If a cell was written before.
        """
        with loud(f"{self.name}, row {row + 1}"):
            for offset, content in enumerate(contents):
                self._write(row, column + offset, content, style)

    def rule(self, row: int, last: int) -> None:
        """Draw a line below a row that is still to be written, up to its last column, for figures
        that are no table.
        """
        self._ruled[row] = last

    def prose(self, row: int, text: str, style: Style) -> None:
        """Write a sentence that is broken into lines where the sheet is narrower than it, so that
        print doesn't cut it off.
        """
        self.write(row, 0, text, style)
        self._prose[row] = text, style

    def _write(
        self,
        row: int,
        column: int,
        content: Content | Cell | Live,
        style: Style,
        ruled: bool = False,
    ) -> None:
        """Write a cell once, with its formula in the language of the run, and take it into the
        control totals.
        """
        if self._has(row, column):
            raise BookError(f"{self.name}!{address(row, column)} is written twice")
        if isinstance(content, Live):
            content = content.formula
        if isinstance(content, Cell) and content.place:
            self._point(row, column, content.place, content.style)
        bare, form = (
            (content.content, content.style) if isinstance(content, Cell) else (content, style)
        )
        if isinstance(bare, Formula):
            bare = in_language(bare)
        self._held.setdefault(row, {})[column] = as_held(bare)
        if row >= CONTROLLED:
            self.control.add(row - CONTROLLED, column, bare)
        ruled = ruled or column <= self._ruled.get(row, -1)
        code = self._put(row, column, bare, form, ruled)
        if code < 0:
            raise BookError(
                f"{self.name}!{address(row, column)}: refused by the writer with code {code}"
            )

    def _put(self, row: int, column: int, content: Content, style: Style, ruled: bool) -> int:
        """Hand a content to XlsxWriter by its type; the code that it returns is below 0 for what it
        refuses.
        """
        beside = column > 0
        form = self.book.format(style, beside=beside, ruled=ruled)
        if content is None or content == "" or (isinstance(content, float) and math.isnan(content)):
            return int(self.raw.write_blank(row, column, None, form))
        if isinstance(content, bool):
            return int(self.raw.write_boolean(row, column, content, form))
        if isinstance(content, Formula):
            if isinstance(content.value, str):
                form = self.book.format(style, words=True, beside=beside, ruled=ruled)
            return int(self.raw.write_formula(row, column, content.text, form, content.value))
        if isinstance(content, date):
            form = self.book.format(dated(style), beside=beside, ruled=ruled)
            return int(self.raw.write_datetime(row, column, content, form))
        if isinstance(content, str):
            quote = content.startswith(_FORMULA_STARTS)
            form = self.book.format(style, quote=quote, words=True, beside=beside, ruled=ruled)
            return int(self.raw.write_string(row, column, held(content), form))
        if math.isinf(content):
            raise BookError(f"{self.name}!{address(row, column)}: an infinite number")
        return int(self.raw.write_number(row, column, content, form))

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
            if table.top >= CONTROLLED:
                self.control.add(table.top - CONTROLLED, table.left + index, title)

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

    def width(self, column: int, width: float) -> None:
        """Make a column wider, if it is narrower than a number of characters.

        Parameters
        ----------
        column
            From 0.
        width
            In characters of the usual size; a smaller one than was set before changes nothing.
        """
        self._widths[column] = max(width, self._widths.get(column, 0))
        blank = self._blank.get(column)
        form = None if blank is None else self.book.format(blank, beside=column > 0)
        checked(
            self.raw.set_column(column, column, self._widths[column], form),
            f"{self.name}, width of column {column}",
        )

    def height(self, row: int, points: float) -> None:
        """Set the height of a row.

        Parameters
        ----------
        row
            From 0.
        points
            15 is the usual height.
        """
        self._heights[row] = points
        self._set_row(row)

    def dense(self) -> None:
        """Make rows as low as their type allows, on a sheet of many rows; before its charts."""
        self._row_height = DENSE_HEIGHT
        self.raw.set_default_row(DENSE_HEIGHT)

    def _set_row(self, row: int) -> None:
        code = self.raw.set_row(row, self._heights.get(row), None, self._outline.get(row, {}))
        checked(code, f"{self.name}, height of row {row}")

    def fold(self, first: int, last: int) -> None:
        """Fold rows under the one above them: they are not printed, and a click on the sign at its
        left opens them.

        Parameters
        ----------
        first, last
            Rows from 0, both included; with `last` below `first` nothing is folded.
        """
        if last < first:
            return
        self.raw.outline_settings(True, False, True, False)
        self._outline[first - 1] = {"collapsed": True}
        for row in range(first, last + 1):
            self._outline[row] = {"level": 1, "hidden": True}
        for row in range(first - 1, last + 1):
            self._set_row(row)

    def pages(self, wide: int = 1, tall: int = 0, repeat: int = 0, upright: bool = False) -> None:
        """Set how many pages are printed side by side and above each other, with the first columns
        on each.

        Parameters
        ----------
        wide, tall
            Pages side by side and above each other; 0 is as many as it takes.
        repeat
            First columns that stand on each page.
        upright
            For sheets with more rows than columns.
        """
        self._paper = Paper(wide, tall, upright)
        if repeat:
            checked(self.raw.repeat_columns(0, repeat - 1), f"{self.name}, columns to repeat")

    def chart(self, row: int, column: int, chart: Chart, right: int = 0) -> None:
        """Put a chart with its upper left corner at a cell, or some pixels to the right of it.

        Parameters
        ----------
        row, column
            Of the cell, from 0.
        chart
            What is drawn.
        right
            Pixels to the right of the cell's edge.
        """
        with loud(f"chart {chart.title} of {self.name}"):
            checked(
                self.raw.insert_chart(
                    row,
                    column,
                    self.book.chart(chart),
                    {"x_offset": right, "description": chart.title},
                ),
                f"chart {chart.title} of {self.name}",
            )
        self._charts.append((row, column, chart))

    def _has(self, row: int, column: int) -> bool:
        return column in self._held.get(row, ())

    def _read(self, first: int, left: int, last: int, right: int) -> Array:
        """What a range holds."""
        rows, columns = range(first, last + 1), range(left, right + 1)
        try:
            found = [[self._held[row][column] for column in columns] for row in rows]
        except KeyError as missing:
            corners = span(first, left, last, right)
            raise BookError(f"{self.name}!{corners} is looked up before it is written") from missing
        return np.array(found, dtype=object).reshape(len(rows), len(columns))

    def at(self, row: int, column: int, absolute: bool = False) -> Live:
        """A cell as formulas of the same sheet point at it.

        It may be written later, unless they need its value.

        Parameters
        ----------
        row, column
            From 0.
        absolute
            With dollar signs, so that a copied formula keeps pointing there.

        Raises
        ------
        BookError
            Where its value is needed and it is not written.
        """
        return Live(address(row, column, absolute), lambda: self._held_at(row, column))

    def _held_at(self, row: int, column: int) -> Scalar:
        return self._read(row, column, row, column).item()  # type: ignore[no-any-return]

    def span(self, first: int, left: int, last: int, right: int, absolute: bool = False) -> Live:
        """A range as formulas of the same sheet point at it.

        Parameters
        ----------
        first, left, last, right
            Rows and columns from 0; both corners belong to it.
        absolute
            With dollar signs.

        Raises
        ------
        BookError
            Where its values are needed and it is not written.
        """
        text = span(first, left, last, right, absolute)
        return Live(text, lambda: self._read(first, left, last, right))

    def register(self, ref: Ref, row: int, column: int) -> None:
        """Name a cell, for formulas of other sheets.

        Parameters
        ----------
        ref
            Name by which other sheets ask for it.
        row, column
            From 0; the cell may be written later.

        Raises
        ------
        BookError
            If another cell has that name.
        """
        place = f"{quoted(self.name)}!{address(row, column, absolute=True)}"
        self.book.refs.register(ref, Live(place, lambda: self._held_at(row, column)))

    def register_range(self, ref: Ref, first: int, left: int, last: int, right: int) -> None:
        """Name a range by its corners.

        Parameters
        ----------
        ref
            Name by which other sheets ask for it.
        first, left, last, right
            From 0, both corners included.

        Raises
        ------
        BookError
            If another cell has that name.
        """
        place = f"{quoted(self.name)}!{span(first, left, last, right)}"
        self.book.refs.register(ref, Live(place, lambda: self._read(first, left, last, right)))

    @property
    def below(self) -> int:
        """First free row under all that is written so far."""
        return max(self._held, default=-1) + 1

    def bound(self) -> None:
        """Print what was written, and the charts, without columns that only folded rows have."""
        corners = [self._end_of(*placed) for placed in self._charts]
        if not self._held and not corners:
            return
        folded = {row for row, options in self._outline.items() if options.get("hidden")}
        held = ((row, column) for row, of in self._held.items() for column in of)
        found = chain(held, corners)
        shown = [place for place in found if place[0] not in folded]
        last_row, last_column = (max(places) for places in zip(*shown, strict=True))
        layout = self._layout(last_row, last_column, folded)
        self._break_prose(layout.columns - 1)
        self._rule_blanks()
        if layout.paper.upright:
            self.raw.set_portrait()
        self.raw.fit_to_pages(layout.paper.wide, layout.paper.tall)
        self._foot(layout.columns, last_column + 1)
        end = (last_row, layout.columns - 1)
        area = self.raw.print_area(*((0, 0, *end) if self.printed else (*NOWHERE, *NOWHERE)))
        checked(area, f"print area of {self.name}")

    def _layout(self, last_row: int, last_column: int, folded: Collection[int]) -> Layout:
        """How it is printed: as it asks for, or so that it can be read."""
        widths = (self._widths.get(at, DEFAULT_WIDTH) for at in range(last_column + 1))
        columns = tuple(
            (int(PIXELS_A_LETTER * width + 0.5) + PIXELS_BESIDE) / PIXELS_A_POINT
            for width in widths
        )
        rows = (row for row in range(last_row + 1) if row not in folded)
        extent = Extent(columns, sum(self._heights.get(row, self._row_height) for row in rows))
        if self.readable:
            return laid_out(extent, self._paper)
        return Layout(len(columns), self._paper, extent.scale(len(columns), self._paper.upright))

    def _foot(self, printed: int, columns: int) -> None:
        """The foot of each page, which says where columns are left out on paper."""
        left_out = ""
        if printed < columns:
            last, end = (xl_col_to_name(number - 1) for number in (printed, columns))
            left_out = _("Columns A to {last} of {end} are printed", last=last, end=end)
        of_pages = _("{sheet}, page {page} of {pages}", sheet="&A", page="&P", pages="&N")
        confidential = self.book.footer.replace("&", "&&")
        self.raw.set_footer(
            f"&L&8{confidential}&C&8{left_out}&R&8{of_pages}", {"scale_with_doc": False}
        )

    def _rule_blanks(self) -> None:
        """Draw the lines below rows where nothing stands."""
        form = self.book.format(PLAIN, ruled=True)
        for row, last in self._ruled.items():
            for column in range(last + 1):
                if not self._has(row, column):
                    code = self.raw.write_blank(row, column, None, form)
                    checked(code, f"{self.name}!{address(row, column)}")

    def _break_prose(self, last_column: int) -> None:
        """Break sentences that are wider than what is printed, over all columns that are free
        beside them.
        """
        for row, (text, style) in self._prose.items():
            free = next(
                (at for at in range(1, last_column + 1) if self._has(row, at)),
                last_column + 1,
            )
            width = sum(self._widths.get(at, DEFAULT_WIDTH) for at in range(free))
            if len(wrapped(text, int(width))) > 1:
                form = self.book.format(replace(style, wrap=True), words=True)
                code = (
                    self.raw.merge_range(row, 0, row, free - 1, held(text), form)
                    if free > 1
                    else self.raw.write_string(row, 0, held(text), form)
                )
                checked(code, f"{self.name}!{address(row, 0)}")
                self.height(row, lines(text, width / WIDER) * LINE + 3)

    def _end_of(self, row: int, column: int, chart: Chart) -> tuple[int, int]:
        """Cell under the lower right corner of a chart."""
        wide, tall = float(chart.width), float(chart.height)
        while wide > (
            size := PIXELS_A_LETTER * self._widths.get(column, DEFAULT_WIDTH) + PIXELS_BESIDE
        ):
            wide, column = wide - size, column + 1
        while tall > (size := PIXELS_A_POINT * self._heights.get(row, self._row_height)):
            tall, row = tall - size, row + 1
        return row, column

    def freeze(self, rows: int, columns: int = 0) -> None:
        """Keep the rows above and the columns to the left in sight, on the screen and in print.

        Parameters
        ----------
        rows, columns
            How many; the last of the rows, the header, is repeated on each printed page.
        """
        self.raw.freeze_panes(rows, columns)
        if rows:
            checked(
                self.raw.repeat_rows(max(0, rows - 1), rows - 1), f"{self.name}, rows to repeat"
            )

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

    def link(
        self, row: int, column: int, sheet: str, text: str, style: Style = PLAIN, cell: str = "A1"
    ) -> None:
        """Write a link to a cell of another sheet of the same workbook.

        Parameters
        ----------
        row, column
            From 0.
        sheet
            Name of the sheet, as written; it may be added later.
        text, style
            What is shown, and how.
        cell
            On that sheet.
        """
        self._held.setdefault(row, {})[column] = text
        if row >= CONTROLLED:
            self.control.add(row - CONTROLLED, column, text)
        with loud(f"{self.name}!{address(row, column)}"):
            form = self.book.format(style, words=True, beside=column > 0)
            code = self.raw.write_url(row, column, f"internal:{quoted(sheet)}!{cell}", form, text)
            checked(code, f"{self.name}!{address(row, column)}")

    def pointing(self, row: int, column: int, content: Content, place: str, style: Style) -> None:
        """Write a cell of which a click leads to `place`, a cell of the workbook with its sheet,
        for instance ``'Walk'!$B$5``.

        Parameters
        ----------
        row, column
            From 0.
        content, style
            What is shown, and how; figures stay figures.
        place
            With its sheet.
        """
        self.write(row, column, Cell(content, style, place))

    def _point(self, row: int, column: int, place: str, style: Style) -> None:
        """Make a cell a link; what it says is written over the words that come with it."""
        target = f"internal:{place.replace('$', '')}"
        code = self.raw.write_url(row, column, target, self.book.format(style), "→")
        checked(code, f"{self.name}!{address(row, column)}")
