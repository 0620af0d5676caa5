"""Cells of a sheet being written: what they hold, how formulas find them, how large they are."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from .charts import Chart
from .content import (
    PLAIN,
    BookError,
    Cell,
    Content,
    Formula,
    address,
    as_held,
    quoted,
)
from .control import Control
from .formulas import (
    checked,
    dated,
    held,
    in_language,
    loud,
)
from .live import Array, Live, Scalar, called
from .paper import Paper
from .references import Ref
from .styles import Style
from .tables import span

if TYPE_CHECKING:
    from .workbook import WorkbookWriter

LINE = 13.0  # points of a line of text
WIDER = 1.15  # of the letters of the font that stands in where Calibri is missing
DEFAULT_WIDTH, DEFAULT_HEIGHT = 8.43, 15.0  # of a column in characters, of a row in points
DENSE_HEIGHT = 13.5
PIXELS_A_LETTER, PIXELS_BESIDE, PIXELS_A_POINT = 7, 5, 4 / 3
CONTROLLED = 3  # first row that control totals take in: heads stand above
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")


@dataclass
class SheetCells:
    """Cells of a sheet, each written once.

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
        Whether it is printed. Of a table without rows only what is typed into it is.
    """

    book: WorkbookWriter
    name: str
    raw: Any
    _widths: dict[int, float] = field(default_factory=dict)
    _held: dict[int, dict[int, Scalar]] = field(default_factory=dict)
    _formulas: set[tuple[int, int]] = field(default_factory=set)
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
        """Write a cell once, with its formula in the language of the run."""
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
        if isinstance(bare, Formula):
            self._formulas.add((row, column))
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

    def hide(self, first: int, last: int) -> None:
        """Hide rows that are read back and not for people: no sign opens them, and nothing of them
        is printed.

        Parameters
        ----------
        first, last
            Rows from 0, both included.
        """
        for row in range(first, last + 1):
            self._outline[row] = {"hidden": True}
            self._set_row(row)

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

    def block(self, first: int, left: int, last: int, right: int) -> Live:
        """A range as formulas of other sheets point at it, with blanks where nothing is written.

        Parameters
        ----------
        first, left, last, right
            Rows and columns from 0; both corners belong to it.
        """
        rows, columns = range(first, last + 1), range(left, right + 1)
        held = [[self._held.get(row, {}).get(column) for column in columns] for row in rows]
        return Live(self._corners(first, left, last, right), np.array(held, dtype=object))

    def is_formula(self, first: int, left: int, last: int, right: int) -> Live:
        """Whether a formula is written into each cell of a range.

        Parameters
        ----------
        first, left, last, right
            Rows and columns from 0; both corners belong to it.
        """
        rows, columns = range(first, last + 1), range(left, right + 1)
        found = np.array([[(row, column) in self._formulas for column in columns] for row in rows])
        return called(
            "_xlfn.ISFORMULA", lambda _values: found, self.block(first, left, last, right)
        )

    def _corners(self, first: int, left: int, last: int, right: int) -> str:
        corners = span(first, left, last, right)
        one = address(first, left, absolute=True)
        return f"{quoted(self.name)}!{one if corners == f'{one}:{one}' else corners}"

    @property
    def control(self) -> Control:
        """Control totals of all that is written so far from row :data:`CONTROLLED` on."""
        filled = [
            (row, column)
            for row, cells in self._held.items()
            if row >= CONTROLLED
            for column, value in cells.items()
            if value is not None
        ]
        last, right = map(max, zip((CONTROLLED, 0), *filled, strict=True))
        return Control(self, CONTROLLED, last + 1 - CONTROLLED, right + 1)

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
        place = self._corners(first, left, last, right)
        self.book.refs.register(ref, Live(place, lambda: self._read(first, left, last, right)))

    @property
    def below(self) -> int:
        """First free row under all that is written so far."""
        return max(self._held, default=-1) + 1
