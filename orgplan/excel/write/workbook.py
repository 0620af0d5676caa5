"""A workbook written so that no failure stays silent.

XlsxWriter reports many failures by a return code or a warning only and then leaves the cell, table
or validation out; here each of them is a :class:`BookError`. Text is never turned into a formula, a
link or a number. A formula always carries its value, so that previewers show it. The same content
gives the same bytes. The file appears whole when the block ends well:

>>> with Book(path, title="Plan") as book:
...     sheet = book.sheet("Hiring plan")
...     sheet.write(0, 0, "Hiring plan", TITLE)
...     table = sheet.table("hires", [Column("id"), Column("salary", MONEY)], [["H-001", 90_000.0]], top=2)
...     sheet.write(table.below, 1, Formula(f"=SUM({table.column('salary')})", 90_000.0), TOTAL)

Rows and columns count from 0, as in XlsxWriter.
"""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.utility import xl_cell_to_rowcol
from xlsxwriter.worksheet import Worksheet

from orgplan import temporary
from orgplan.excel.write.charts import Chart, drawn
from orgplan.excel.write.content import (
    HEADING,
    INPUT,
    MONEY,
    NOTE,
    PLAIN,
    TITLE,
    TOOL,
    TOTAL,
    Block,
    BookError,
    Cell,
    Column,
    Content,
    Formula,
    Table,
    address,
    column_letters,
    fitting,
    lines,
    quoted,
    showing,
)
from orgplan.excel.write.control import Control
from orgplan.excel.write.saving import replaced_whole
from orgplan.excel.write.styles import Fill, Look, Number, Style, fill_properties, properties
from orgplan.language import N_, _

__all__ = [
    "HEADING", "INPUT", "MONEY", "NOTE", "PLAIN", "TITLE", "TOOL", "TOTAL",
    "Block", "WorkbookWriter", "BookError", "Cell", "Column", "Content", "Fill", "Formula", "Look", "Number", "Sheet", "Style", "Table",
    "address", "column_letters", "quoted",
]  # fmt: skip

CONFIDENTIAL = N_("Confidential: holds names and pay. Share with those who need it.")
TABLE_PREFIX = "op_tbl_"

LINE = 13.0  # points of a line of text
DEFAULT_WIDTH, DEFAULT_HEIGHT = 8.43, 15.0  # of a column in characters, of a row in points
PIXELS_A_LETTER, PIXELS_A_POINT = 7, 4 / 3
CONTROLLED = 3  # first row that control totals take in: heads stand above
_BORN = datetime(2020, 1, 1)  # a fixed date: the same content must give the same bytes
_MAX_TEXT = 32_767
_MAX_CHOICES = 255
_LITERAL = re.compile(r'"((?:[^"]|"")+)"')
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")
_BANNED = re.compile(
    r"\b(XLOOKUP|LET|FILTER|OFFSET|INDIRECT|NOW|TODAY|RAND|RANDBETWEEN)\s*\(", re.IGNORECASE
)


@dataclass(frozen=True)
class Written:
    """A table that was written: where it stands, its columns, which of them hold formulas, values or both, and what its rows are."""

    table: Table
    columns: tuple[Column, ...]
    live: tuple[frozenset[bool], ...]
    about: str


class _Worksheet(Worksheet):  # type: ignore[misc]
    """A worksheet that takes formulas as they stand.

    XlsxWriter looks for thirty newer functions in each formula, to mark them, which is a good part
    of its time; ours use none of them.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


class WorkbookWriter:
    """A new workbook.

    Parameters
    ----------
    path
        The file; whatever is there is replaced when the block ends without an exception, and kept
        when it doesn't.
    title, subject, comments
        Document properties.
    footer
        Confidentiality line at the foot of each printed page.
    read_back
        Looks at the file once it is written, before it takes its place; what it raises keeps the
        file that was there.

    Attributes
    ----------
    tables
        The tables so far, by full name.
    blocks
        Figures under headers that are no table, in the order in which they were written.
    """

    def __init__(
        self,
        path: Path,
        title: str = "",
        subject: str = "",
        comments: str = "",
        footer: str = CONFIDENTIAL,
        read_back: Callable[[Path], None] | None = None,
    ) -> None:
        self.path = path
        self.footer = footer
        self._read_back = read_back
        self._properties = {
            "title": title,
            "subject": subject,
            "comments": comments,
            "author": "orgplan",
            "created": _BORN,
        }
        self._formats: dict[tuple[Style, bool], Any] = {}
        self._fills: dict[Fill, Any] = {}
        self._sheets: dict[str, Sheet] = {}
        self._names: set[str] = set()
        self.tables: dict[str, Written] = {}
        self.blocks: list[Block] = []

    def __enter__(self) -> WorkbookWriter:
        with ExitStack() as stack:
            options: dict[str, Any] = {
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            }
            parts = stack.enter_context(
                temporary.folder()
            )  # XlsxWriter packs its parts from files there
            self._draft = stack.enter_context(replaced_whole(self.path))
            self._open = stack.pop_all()
        options["tmpdir"] = str(parts)
        self._workbook = xlsxwriter.Workbook(str(self._draft), options)
        self._workbook.set_properties(self._properties)
        self._workbook.set_calc_mode("auto")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            try:
                with loud(f"saving {self.path.name}"):
                    for sheet in self._sheets.values():
                        sheet.bound()
                    self._workbook.close()
                if self._read_back is not None:
                    self._read_back(self._draft)
            except BaseException as failure:
                self._open.__exit__(type(failure), failure, failure.__traceback__)
                raise
            self._open.__exit__(None, None, None)
        else:
            self._open.__exit__(kind, error, trace)

    @property
    def sheets(self) -> Mapping[str, Sheet]:
        """The sheets so far, in order."""
        return self._sheets

    def sheet(self, name: str, landscape: bool = True, tab: str | None = None) -> Sheet:
        """Add a sheet at the end; `tab` is the colour of its tab as ``#RRGGBB``."""
        taken = {other.casefold() for other in self._sheets}
        if (
            not name
            or len(name) > 31
            or re.search(r"[\[\]:*?/\\]", name)
            or name.startswith("'")
            or name.endswith("'")
        ):
            raise BookError(f"{name!r} can't name a sheet")
        if name.casefold() in taken | {"history"}:
            raise BookError(f"the sheet name {name!r} is taken")
        with loud(f"sheet {name}"):
            worksheet = self._workbook.add_worksheet(name, _Worksheet)
        worksheet.set_paper(9)
        if landscape:
            worksheet.set_landscape()
        worksheet.fit_to_pages(1, 0)
        worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        of_pages = _("{sheet}, page {page} of {pages}", sheet="&A", page="&P", pages="&N")
        worksheet.set_footer(f"&L&8{self.footer.replace('&', '&&')}&R&8{of_pages}")
        worksheet.hide_gridlines(2)
        if tab:
            worksheet.set_tab_color(tab)
        self._sheets[name] = Sheet(self, name, worksheet)
        return self._sheets[name]

    def name(self, name: str, target: str) -> None:
        """Define a name for the whole workbook, for instance ``op_rate`` for ``='Input Settings'!$B$4``."""
        if re.fullmatch(
            r"[A-Za-z]{1,3}[0-9]+|[rRcC][0-9]*([rRcC][0-9]*)?", name
        ) or not re.fullmatch(r"[A-Za-z_][\w.]*", name):
            raise BookError(f"{name!r} can't be a name")
        with loud(f"name {name}"):
            checked(self._workbook.define_name(name, target), f"name {name}")

    def table_name(self, name: str) -> str:
        """The full, unique name of a table."""
        full = name if name.startswith(TABLE_PREFIX) else TABLE_PREFIX + name
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.]*", full) or full.casefold() in self._names:
            raise BookError(f"{full!r} can't name a table, or is taken")
        self._names.add(full.casefold())
        return full

    def format(self, style: Style, quote: bool = False) -> Any:
        """XlsxWriter's format of a style; made once for each."""
        if (style, quote) not in self._formats:
            self._formats[style, quote] = self._workbook.add_format(properties(style, quote))
        return self._formats[style, quote]

    def chart(self, chart: Chart) -> Any:
        """XlsxWriter's chart; put it into a sheet with :meth:`Sheet.chart`."""
        return drawn(self._workbook, chart)

    def fill(self, fill: Fill) -> Any:
        """XlsxWriter's format of a fill, for conditional formats; made once for each."""
        if fill not in self._fills:
            self._fills[fill] = self._workbook.add_format(fill_properties(fill))
        return self._fills[fill]


@dataclass
class Sheet:
    """A sheet of a :class:`WorkbookWriter`; made by :meth:`WorkbookWriter.sheet`.

    Attributes
    ----------
    control
        Control totals of what was written from row :data:`CONTROLLED` on.
    """

    book: WorkbookWriter
    name: str
    raw: Any
    _widths: dict[int, float] = field(default_factory=dict)
    _written: set[tuple[int, int]] = field(default_factory=set)
    _heights: dict[int, float] = field(default_factory=dict)
    _outline: dict[int, dict[str, Any]] = field(default_factory=dict)
    _charts: list[tuple[int, int, Chart]] = field(default_factory=list)
    control: Control = field(default_factory=Control)

    def write(self, row: int, column: int, content: Content | Cell, style: Style = PLAIN) -> None:
        """Write one cell; a :class:`Cell` brings its own style, NaN and empty text become blanks, longer text than a cell holds is cut.

        Raises
        ------
        BookError
            If the cell was written before, or the number is infinite.
        """
        with loud(f"{self.name}!{address(row, column)}"):
            self._write(row, column, content, style)

    def write_row(
        self, row: int, column: int, contents: Iterable[Content | Cell], style: Style = PLAIN
    ) -> None:
        """Write cells side by side."""
        with loud(f"{self.name}, row {row + 1}"):
            for offset, content in enumerate(contents):
                self._write(row, column + offset, content, style)

    def _write(self, row: int, column: int, content: Content | Cell, style: Style) -> None:
        if (row, column) in self._written:
            raise BookError(f"{self.name}!{address(row, column)} is written twice")
        if isinstance(content, Cell) and content.place:
            self._point(row, column, content.place, content.style)
        self._written.add((row, column))
        bare, form = (
            (content.content, content.style) if isinstance(content, Cell) else (content, style)
        )
        if row >= CONTROLLED:
            self.control.add(row - CONTROLLED, column, bare)
        code = self._put(row, column, bare, form)
        if code < 0:
            raise BookError(
                f"{self.name}!{address(row, column)}: refused by the writer with code {code}"
            )

    def _put(self, row: int, column: int, content: Content, style: Style) -> int:
        form = self.book.format(style)
        if content is None or content == "" or (isinstance(content, float) and math.isnan(content)):
            return int(self.raw.write_blank(row, column, None, form))
        if isinstance(content, bool):
            return int(self.raw.write_boolean(row, column, content, form))
        if isinstance(content, Formula):
            value = (
                held(_worded_value(content)) if isinstance(content.value, str) else content.value
            )
            return int(self.raw.write_formula(row, column, worded(_sound(content)), form, value))
        if isinstance(content, date):
            return int(
                self.raw.write_datetime(row, column, content, self.book.format(_dated(style)))
            )
        if isinstance(content, str):
            quote = content.startswith(_FORMULA_STARTS)
            return int(
                self.raw.write_string(row, column, held(content), self.book.format(style, quote))
            )
        if math.isinf(content):
            raise BookError(f"{self.name}!{address(row, column)}: an infinite number")
        return int(self.raw.write_number(row, column, content, form))

    def headers(self, row: int, column: int, about: str, columns: Sequence[Column]) -> None:
        """Write headers side by side over figures that are no table; `about` says what the figures are, for the docs."""
        for offset, header in enumerate(columns):
            self.write(row, column + offset, header.title, Style(header.header_look))
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
    ) -> Table:
        """Write an Excel table with filters; a table without rows gets one blank row, since Excel needs it.

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
        table = Table(self.book.table_name(name), self.name, headers, top, left, height, titles)
        options = {
            "name": table.name,
            "style": None,
            "columns": [
                {
                    "header": column.title,
                    "header_format": self.book.format(Style(column.header_look)),
                }
                for column in columns
            ],
        }
        with loud(f"table {name}"):
            checked(
                self.raw.add_table(top, left, top + height, left + len(columns) - 1, options),
                f"table {name}",
            )
            for index, title in enumerate(titles):
                if top >= CONTROLLED:
                    self.control.add(top - CONTROLLED, left + index, title)
            for offset, row in enumerate(padded):
                if len(row) != len(columns):
                    raise BookError(
                        f"table {name}: row {offset} has {len(row)} cells for {len(columns)} columns"
                    )
                for index, (column, content) in enumerate(zip(columns, row, strict=True)):
                    self._write(top + 1 + offset, left + index, column.cell(content), column.style)
        for index, column in enumerate(columns):
            contents = [row[index] for row in rows]
            fitted = column.width or fitting(
                "" if column.heading is Look.UPRIGHT else column.title, contents
            )
            self.width(left + index, max(fitted, showing(column.style, contents)))
        self._fit_heights(table, columns, rows)
        self.book.tables[table.name] = Written(
            table,
            tuple(columns),
            tuple(_liveness(index, rows) for index in range(len(columns))),
            about,
        )
        return table

    def _fit_heights(
        self, table: Table, columns: Sequence[Column], rows: Sequence[Sequence[Content | Cell]]
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
        """Make a column at least so many characters wide."""
        self._widths[column] = max(width, self._widths.get(column, 0))
        checked(
            self.raw.set_column(column, column, self._widths[column]),
            f"{self.name}, width of column {column}",
        )

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self._heights[row] = points
        self._set_row(row)

    def _set_row(self, row: int) -> None:
        code = self.raw.set_row(row, self._heights.get(row), None, self._outline.get(row, {}))
        checked(code, f"{self.name}, height of row {row}")

    def fold(self, first: int, last: int) -> None:
        """Fold rows under the one above them: they are not printed, and a click on the sign at its left opens them."""
        if last < first:
            return
        self.raw.outline_settings(True, False, True, False)
        self._outline[first - 1] = {"collapsed": True}
        for row in range(first, last + 1):
            self._outline[row] = {"level": 1, "hidden": True}
        for row in range(first - 1, last + 1):
            self._set_row(row)

    def pages(self, wide: int = 1, tall: int = 0, repeat: int = 0) -> None:
        """Print on so many pages side by side and one above the other (0 is as many as it takes), with the first columns on each."""
        self.raw.fit_to_pages(wide, tall)
        if repeat:
            checked(self.raw.repeat_columns(0, repeat - 1), f"{self.name}, columns to repeat")

    def chart(self, row: int, column: int, chart: Chart, right: int = 0) -> None:
        """Put a chart with its upper left corner at a cell, so many pixels to the right."""
        with loud(f"chart {chart.title} of {self.name}"):
            checked(
                self.raw.insert_chart(row, column, self.book.chart(chart), {"x_offset": right}),
                f"chart {chart.title} of {self.name}",
            )
        self._charts.append((row, column, chart))

    def bound(self) -> None:
        """Print all that was written, and the charts."""
        corners = [self._end_of(*placed) for placed in self._charts]
        if self._written or corners:
            last_row = max(row for row, _ in chain(self._written, corners))
            last_column = max(column for _, column in chain(self._written, corners))
            checked(self.raw.print_area(0, 0, last_row, last_column), f"print area of {self.name}")

    def _end_of(self, row: int, column: int, chart: Chart) -> tuple[int, int]:
        """Cell under the lower right corner of a chart."""
        wide, tall = float(chart.width), float(chart.height)
        while wide > (size := PIXELS_A_LETTER * self._widths.get(column, DEFAULT_WIDTH) + 5):
            wide, column = wide - size, column + 1
        while tall > (size := PIXELS_A_POINT * self._heights.get(row, DEFAULT_HEIGHT)):
            tall, row = tall - size, row + 1
        return row, column

    def freeze(self, rows: int, columns: int = 0) -> None:
        """Keep the rows above and the columns to the left in sight, on the screen and in print."""
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
        title: str = "Not in the list",
        strict: bool = True,
    ) -> None:
        """Drop-down list over an A1 range.

        Parameters
        ----------
        values
            The entries (at most 255 characters together), or the formula of a range or name that
            holds them.
        message, title
            What is said when something else is typed.
        strict
            Whether something else is refused; else it is only warned about.
        """
        if not isinstance(values, str) and len(",".join(values)) > _MAX_CHOICES:
            raise BookError(
                f"{self.name}!{area}: the entries of the list are too long together; point at a range instead"
            )
        source = values if isinstance(values, str) else list(values)
        self._validate(
            area,
            {"validate": "list", "source": source, "error_type": "stop" if strict else "warning"},
            title,
            message,
        )

    def between(
        self,
        area: str,
        kind: str,
        low: float | date,
        high: float | date,
        message: str,
        title: str = "Out of range",
    ) -> None:
        """Validation over an A1 range: `kind` is ``integer``, ``decimal`` or ``date``; both ends are allowed."""
        rule = {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
        self._validate(area, rule, title, message)

    def _validate(self, area: str, rule: dict[str, Any], title: str, message: str) -> None:
        options = rule | {"error_title": title[:32], "error_message": message[:255]}
        with loud(f"validation of {self.name}!{area}"):
            checked(
                self.raw.data_validation(*_corners(area), options),
                f"validation of {self.name}!{area}",
            )

    def colour_where(self, area: str, formula: str, fill: Fill) -> None:
        """Fill the cells of an A1 range where a formula, written for its first cell, is true."""
        options = {"type": "formula", "criteria": worded(formula), "format": self.book.fill(fill)}
        with loud(f"colours of {self.name}!{area}"):
            checked(
                self.raw.conditional_format(*_corners(area), options),
                f"colours of {self.name}!{area}",
            )

    def link(
        self, row: int, column: int, sheet: str, text: str, style: Style = PLAIN, cell: str = "A1"
    ) -> None:
        """Write a link to a cell of another sheet of the same workbook."""
        self._written.add((row, column))
        if row >= CONTROLLED:
            self.control.add(row - CONTROLLED, column, text)
        with loud(f"{self.name}!{address(row, column)}"):
            code = self.raw.write_url(
                row, column, f"internal:{quoted(sheet)}!{cell}", self.book.format(style), text
            )
            checked(code, f"{self.name}!{address(row, column)}")

    def pointing(self, row: int, column: int, content: Content, place: str, style: Style) -> None:
        """Write a cell of which a click leads to `place`, a cell of the workbook with its sheet, for instance ``'Walk'!$B$5``."""
        self.write(row, column, Cell(content, style, place))

    def _point(self, row: int, column: int, place: str, style: Style) -> None:
        """Make a cell a link; what it says is written over the words that come with it."""
        target = f"internal:{place.replace('$', '')}"
        code = self.raw.write_url(row, column, target, self.book.format(style), "→")
        checked(code, f"{self.name}!{address(row, column)}")


def worded(formula: str) -> str:
    """A formula with the words that it shows or compares in the language of the run, as cells have them."""
    return _LITERAL.sub(
        lambda found: '"' + _(found[1].replace('""', '"')).replace('"', '""') + '"', formula
    )


def _worded_value(formula: Formula) -> str:
    """What a formula shows, in the language of the run where it is a word of the formula's own."""
    shown = str(formula.value)
    own = '"' + shown.replace('"', '""') + '"'
    return _(shown) if own in formula.text else shown


def held(text: str) -> str:
    """A text as long as a cell holds, counted in UTF-16 as Excel does; where it is cut, an ellipsis ends it."""
    if len(text) <= _MAX_TEXT // 2 or len(text.encode("utf-16-le")) // 2 <= _MAX_TEXT:
        return text
    return (
        text.encode("utf-16-le")[: 2 * (_MAX_TEXT - 1)].decode("utf-16-le", errors="ignore") + "…"
    )


@contextmanager
def loud(what: str) -> Iterator[None]:
    """Turn XlsxWriter's warnings and exceptions into a :class:`BookError`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            yield
    except (UserWarning, XlsxWriterException) as problem:
        raise BookError(f"{what}: {problem}") from problem


def checked(code: object, what: str) -> None:
    """Turn a return code of XlsxWriter that says no into a :class:`BookError`."""
    if isinstance(code, int) and code < 0:
        raise BookError(f"{what}: refused by the writer with code {code}")


def _liveness(index: int, rows: Sequence[Sequence[Content | Cell]]) -> frozenset[bool]:
    """Whether the cells of a column are formulas; blank ones say nothing."""
    cells = (row[index] for row in rows)
    contents = (cell.content if isinstance(cell, Cell) else cell for cell in cells)
    return frozenset(isinstance(content, Formula) for content in contents if content is not None)


def _sound(formula: Formula) -> str:
    if not formula.text.startswith("=") or _BANNED.search(formula.text):
        raise BookError(f"{formula.text} is no formula of the house set")
    if isinstance(formula.value, float) and not math.isfinite(formula.value):
        raise BookError(f"the value of {formula.text} is not a number")
    return formula.text


def _dated(style: Style) -> Style:
    return replace(style, number=Number.DATE) if style.number is Number.GENERAL else style


def _corners(area: str) -> tuple[int, int, int, int]:
    first, _, last = area.replace("$", "").partition(":")
    return (*xl_cell_to_rowcol(first), *xl_cell_to_rowcol(last or first))
