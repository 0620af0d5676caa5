"""A workbook written so that no failure stays silent.

XlsxWriter reports many failures by a return code or a warning only and then leaves the cell, table
or validation out; here each of them is a :class:`BookError`. Text is never turned into a formula, a
link or a number. A formula always carries its value, so that previewers show it. The same content
gives the same bytes. The file appears whole when the block ends well:

>>> with WorkbookWriter(path, title="Plan") as book:
...     sheet = book.sheet("Hiring plan")
...     sheet.write(0, 0, "Hiring plan", TITLE)
...     table = sheet.table(
...         "hires", [Column("id"), Column("salary", MONEY)], [["H-001", 90_000.0]], top=2
...     )
...     sheet.write(table.below, 1, Formula(f"=SUM({table['salary']})", 90_000.0), TOTAL)

Rows and columns count from 0, as in XlsxWriter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from orgplan import temporary
from orgplan.language import N_, _

from .charts import Chart, drawn
from .content import (
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
    CellRow,
    Column,
    Content,
    Formula,
    address,
    quoted,
)
from .formulas import checked, loud
from .paper import BOTTOM, LEFT, RIGHT, TOP, Paper
from .references import Ref, References
from .saving import replaced_whole
from .sheet import Sheet
from .sheet_tables import Written
from .styles import (
    Fill,
    Look,
    Number,
    Setting,
    Style,
    blank_properties,
    fill_properties,
    properties,
)
from .tables import TableRef

CONFIDENTIAL = N_("Confidential: holds names and pay. Share with those who need it.")
TABLE_PREFIX = "op_tbl_"

_BORN = datetime(2020, 1, 1)  # a fixed date: the same content must give the same bytes


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
    refs
        Cells and ranges that sheets have registered, for formulas of other sheets.
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
        self.footer = _(footer)
        self._read_back = read_back
        self._properties = {
            "title": title,
            "subject": subject,
            "comments": comments,
            "author": "orgplan",
            "created": _BORN,
        }
        self._formats: dict[tuple[Style, Setting], Any] = {}
        self._known: dict[
            tuple[int, bool, bool, bool, bool], tuple[Style, Any]
        ] = {}  # by identity, for every cell asks
        self._fills: dict[Fill, Any] = {}
        self._blanks: dict[Look, Any] = {}
        self._sheets: dict[str, Sheet] = {}
        self._names: set[str] = set()
        self.tables: dict[str, Written] = {}
        self.blocks: list[Block] = []
        self.refs = References()

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
                for worksheet in self._workbook.worksheets():
                    worksheet.table.clear()  # its cells, for which reading back needs the room
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

    def find(self, name: str) -> TableRef | None:
        """The table of a name, without the prefix; ``None`` where none has been written.

        Parameters
        ----------
        name
            As it was given when the table was written.
        """
        written = self.tables.get(TABLE_PREFIX + name)
        return written.table if written else None

    def table(self, name: str) -> TableRef:
        """The table of a name that has been written.

        Parameters
        ----------
        name
            As it was given when the table was written.

        Raises
        ------
        BookError
            If none has that name.
        """
        found = self.find(name)
        if found is None:
            raise BookError(f"there is no table {name!r}")
        return found

    def sheet(self, name: str, landscape: bool = True, tab: str | None = None) -> Sheet:
        r"""Add a sheet at the end; `tab` is the colour of its tab as ``#RRGGBB``.

        Parameters
        ----------
        name
            As shown, in the language of the run: at most 31 characters, none of ``[]:*?/\``.
        landscape
            Off prints upright; the paper is A4, one page wide.
        tab
            ``None`` is no colour.

        Raises
        ------
        BookError
            If the name is taken, in any case, or none that Excel takes.
        """
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
        worksheet.set_landscape()
        worksheet.set_margins(left=LEFT, right=RIGHT, top=TOP, bottom=BOTTOM)
        worksheet.hide_gridlines(2)
        if tab:
            worksheet.set_tab_color(tab)
        self._sheets[name] = sheet = Sheet(self, name, worksheet)
        sheet.pages(upright=not landscape)
        return sheet

    def name(self, name: str, target: str) -> None:
        """Define a name for the whole workbook, for instance ``op_rate`` for ``='Input
        Settings'!$B$4``.

        Parameters
        ----------
        name
            Of letters, digits, points and underscores, and none that could be a cell.
        target
            Formula of an absolute range, with ``=`` and the sheet.

        Raises
        ------
        BookError
            If it can't be a name.
        """
        if re.fullmatch(
            r"[A-Za-z]{1,3}[0-9]+|[rRcC][0-9]*([rRcC][0-9]*)?", name
        ) or not re.fullmatch(r"[A-Za-z_][\w.]*", name):
            raise BookError(f"{name!r} can't be a name")
        with loud(f"name {name}"):
            checked(self._workbook.define_name(name, target), f"name {name}")

    def table_name(self, name: str) -> str:
        """The full, unique name of a table.

        Parameters
        ----------
        name
            With or without the prefix. It is taken from then on.

        Raises
        ------
        BookError
            If it is taken, or none that Excel takes.
        """
        full = name if name.startswith(TABLE_PREFIX) else TABLE_PREFIX + name
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.]*", full) or full.casefold() in self._names:
            raise BookError(f"{full!r} can't name a table, or is taken")
        self._names.add(full.casefold())
        return full

    def format(
        self,
        style: Style,
        *,
        quote: bool = False,
        words: bool = False,
        beside: bool = False,
        ruled: bool = False,
    ) -> Any:
        """XlsxWriter's format of a style; made once for each.

        Parameters
        ----------
        style
            Look and number format.
        quote, words, beside, ruled
            As in :class:`Setting`.
        """
        key = id(style), quote, words, beside, ruled
        known = self._known.get(key)
        if known is None:
            full = style, Setting(quote, words, beside, ruled)
            if full not in self._formats:
                self._formats[full] = self._workbook.add_format(properties(*full))
            known = self._known[key] = style, self._formats[full]
        return known[1]

    def chart(self, chart: Chart) -> Any:
        """XlsxWriter's chart; put it into a sheet with :meth:`Sheet.chart`.

        Parameters
        ----------
        chart
            What is drawn.
        """
        return drawn(self._workbook, chart)

    def fill(self, fill: Fill) -> Any:
        """XlsxWriter's format of a fill, for conditional formats; made once for each.

        Parameters
        ----------
        fill
            Colour by what it says.
        """
        if fill not in self._fills:
            self._fills[fill] = self._workbook.add_format(fill_properties(fill))
        return self._fills[fill]

    def blank(self, look: Look) -> Any:
        """XlsxWriter's format of blank cells, for conditional formats; made once for each look.

        Parameters
        ----------
        look
            Of the cells that are not blank.
        """
        if look not in self._blanks:
            self._blanks[look] = self._workbook.add_format(blank_properties(look))
        return self._blanks[look]
