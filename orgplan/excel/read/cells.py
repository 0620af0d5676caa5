"""A workbook's cells as plain values with addresses, read so that nothing is dropped or guessed."""

import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from orgplan.language import _

from ..write.saving import DiskTrouble, disk_trouble
from .faults import BadInput, Fault
from .file_safety import FileScan
from .sheet_scan import SheetScan
from .text import clean

_MOST_FILLS = 20_000  # cells of a sheet whose colour is looked at
LONGEST = 32_767  # characters that Excel holds in a cell


@dataclass(frozen=True)
class ErrorValue:
    """A cell that shows an error, such as ``#N/A``."""

    code: str

    def __str__(self) -> str:
        return self.code


Raw = str | int | float | bool | datetime | date | time | timedelta | ErrorValue | None


_WITH_UNIT = re.compile(r'\[\$[^\]\-]|[€£¥₹$%]|[A-Z]{3}|"[^"]*[^\W\d_][^"]*"')


# openpyxl meets a damaged part with any of these
_DAMAGE = (
    AssertionError,
    AttributeError,
    EOFError,
    IndexError,
    InvalidFileException,
    KeyError,
    OSError,
    OverflowError,
    SyntaxError,  # of XML, by either of the two parsers that it may use
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet that hold something.

    Attributes
    ----------
    name
        The sheet's name as the user wrote it.
    rows
        Row number (from 1) → column number (from 1) → value; text is cleaned.
    unsolved
        Addresses of formulas without a stored result.
    far
        Address of a cell so far out that it was not read; ``None`` if there is none.
    currencies
        (row, column) → number format of figures that are shown with a currency or another unit.
    formats
        Number formats of the file, where it is not known which cells have them.
    fills
        (row, column) → colour of cells that have one, blank ones too; of large sheets only the
        first of them.
    merged
        First row and column, and last row and column, of cells that are merged.
    remark
        What the user should know of how the file was read.
    hidden, struck
        Numbers of rows that are hidden or filtered away, and of rows whose first text is struck
        through.
    comments
        Address → text of the comments on cells.
    """

    name: str
    rows: Mapping[int, Mapping[int, Raw]]
    unsolved: tuple[str, ...] = ()
    far: str | None = None
    currencies: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: tuple[int, ...] = ()
    struck: tuple[int, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    remark: str = ""
    formats: tuple[str, ...] = ()
    fills: Mapping[tuple[int, int], str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)


def at(row: int, column: int) -> str:
    """A1 address of a cell, rows and columns counted from 1.

    Parameters
    ----------
    row, column
        From 1, as in sheets that are read; :func:`orgplan.excel.write.content.address` counts from
        0.

    Examples
    --------
    >>> at(5, 3), at(1, 28)
    ('C5', 'AB1')
    """
    return f"{get_column_letter(column)}{row}"


_read: dict[FileScan, dict[str, Grid | None]] = {}  # sheet → its cells, once they were asked for


def read_cells(
    path: Path, passed: FileScan, only: Callable[[str], bool] = lambda name: True
) -> dict[str, Grid]:
    """All worksheets of a workbook that passed the gate, hidden ones and hidden rows included;
    `only` chooses among them by name.

    Parameters
    ----------
    path
        The workbook.
    passed
        What :func:`orgplan.excel.read.file_safety.inspect_file` saw of it. The cells of the last
        file are kept: its settings are read first, and then all else.
    only
        Whether a sheet of a name is wanted; all by default.

    Returns
    -------
    dict
        Name of a sheet → its cells, in the order of the workbook; an empty sheet has no rows.

    Raises
    ------
    BadInput
        If a part of the file is damaged.
    """
    if passed not in _read:
        _read.clear()  # the last file is enough: several look at its sheets, one after the other
    grids = _read.setdefault(passed, {})
    if not grids or any(grid is None and only(name) for name, grid in grids.items()):
        _read_on(path, passed, grids, only)
    return {name: grid for name, grid in grids.items() if grid is not None and only(name)}


def _read_on(
    path: Path, passed: FileScan, grids: dict[str, Grid | None], only: Callable[[str], bool]
) -> None:
    """Read those of the chosen sheets that have not been read."""
    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about parts that are not read anyway
            workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            for sheet in workbook.worksheets:
                if grids.setdefault(sheet.title) is None and only(sheet.title):
                    scan = passed.scans.get(sheet.title, SheetScan())
                    grids[sheet.title] = _grid(path, sheet, scan)
            workbook.close()
    except BadInput:
        raise
    except _DAMAGE as error:
        trouble = disk_trouble(error)
        if trouble is not None:
            raise DiskTrouble(f"{path} could not be read: {trouble}.") from error
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> BadInput:
    """The fault of a file that cannot be read to its end."""
    found = _("a damaged workbook ({name}: {error})", name=type(error).__name__, error=error)
    fix = _("Open it in Excel (let it repair the file), and save it again.")
    return BadInput(path, [Fault("", "", found, _("a whole one"), fix)])


def _grid(path: Path, sheet: Any, scan: SheetScan) -> Grid:
    """The cells of a sheet, with what its scan saw."""
    sheet.reset_dimensions()
    shown: dict[tuple[int, int], str] = {}
    struck: list[int] = []
    fills: dict[tuple[int, int], str] = {}
    rows = _rows(path, sheet, scan, shown, struck, fills)
    return Grid(
        sheet.title,
        rows,
        tuple(scan.unsolved),
        scan.far,
        shown,
        tuple(dict.fromkeys(scan.hidden)),
        tuple(struck),
        tuple(dict.fromkeys(scan.merged)),
        fills=fills,
        comments=scan.comments,
    )


def _rows(
    path: Path,
    sheet: Any,
    scan: SheetScan,
    shown: dict[tuple[int, int], str],
    struck: list[int],
    fills: dict[tuple[int, int], str],
) -> dict[int, dict[int, Raw]]:
    """Cells that hold something, by row; formats with a unit, struck rows and the first colours are
    kept on the way.
    """
    rows: dict[int, dict[int, Raw]] = {}
    looked_at = 0
    for number, cells in enumerate(
        sheet.iter_rows(max_row=scan.last_row or None, max_col=scan.last_column or None), start=1
    ):
        row: dict[int, Raw] = {}
        for column, cell in enumerate(cells, start=1):
            value = ErrorValue(str(cell.value)) if cell.data_type == "e" else cell.value
            if isinstance(value, str):
                if len(value) > LONGEST // 2:
                    _refuse_long(path, sheet.title, at(number, column), value)
                value = clean(value)
                if (
                    value
                    and not any(isinstance(raw, str) for raw in row.values())
                    and _is_struck(cell)
                ):
                    struck.append(number)
            elif type(value) in (int, float) and _WITH_UNIT.search(_shown_as(cell)):
                shown[number, column] = _shown_as(cell)
            if value is not None and value != "":
                row[column] = value
            if looked_at < _MOST_FILLS:
                looked_at += 1
                if (colour := _colour(cell)) is not None:
                    fills[number, column] = colour
        if row:
            rows[number] = row
    return rows


def _shown_as(cell: Any) -> str:
    """Number format of a cell; of one whose style is not in the file, none in particular, as Excel
    has it.
    """
    try:
        return str(cell.number_format)
    except IndexError:
        return "General"


def _colour(cell: Any) -> str | None:
    """Colour of a cell's solid fill, white apart; ``None`` where it has none."""
    try:
        fill = cell.fill
    except IndexError:
        return None
    if fill is None or fill.fill_type != "solid":
        return None
    colour = fill.fgColor
    if colour.type == "rgb":
        return None if colour.rgb in ("FFFFFFFF", "00FFFFFF") else str(colour.rgb)
    return f"{colour.type} {colour.value} {colour.tint:.2f}"


def _is_struck(cell: Any) -> bool:
    try:
        return bool(cell.font.strike)
    except IndexError:
        return False


def _refuse_long(path: Path, sheet: str, cell: str, text: str) -> None:
    """No program writes more into a cell than Excel holds; what was read could not be written
    again.
    """
    if (length := len(text.encode("utf-16-le", "surrogatepass")) // 2) > LONGEST:
        sentence = _("a text of {length:,} characters", length=length)
        raise BadInput(
            path,
            [
                Fault(
                    sheet,
                    cell,
                    sentence,
                    _("at most {LONGEST:,}, which is what a cell of Excel holds", LONGEST=LONGEST),
                    _("Shorten it."),
                )
            ],
        )
