"""Files of tables, whatever their kind: workbooks of Excel, of older Excel and LibreOffice, and
text with separators.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from orgplan.excel.embed.placeholder import is_emptied
from orgplan.excel.read import (
    BadInput,
    Fault,
    Grid,
    ScanLimits,
    inspect_file,
    read_cells,
)
from orgplan.excel.write.saving import read_from
from orgplan.language import _

from ..terms.sheet_roles import input_keys
from .layout import unmerged
from .old_formats import formats_in, has_comments
from .separated import filled_cells, refused, separated
from .stacking import header_of, same_people, stacked

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_LOCKED = "EncryptedPackage".encode("utf-16-le")
# In .xls a formula's error and an error typed in, as records have them; a chance likeness costs no
# more than a needless refusal
_OLD_ERRORS = re.compile(
    rb"\x06\x00..[\s\S]{6}\x02[\s\S][\x00\x07\x0f\x17\x1d\x24\x2a][\s\S]{3}\xff\xff|"
    rb"\x05\x02\x08\x00[\s\S]{6}[\x00\x07\x0f\x17\x1d\x24\x2a]\x01",
    re.DOTALL,
)
_BINARY_ERRORS = (3, 11)  # BrtCellError, BrtFmlaError
_ERRORS = re.compile(rb"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)|Err:5\d\d")


@dataclass(frozen=True)
class Opened:
    """The sheets of one file, or of several taken together.

    Attributes
    ----------
    sha256
        Hash of the file's bytes; of several files, of their hashes.
    grids
        Name of a sheet → its cells, in the order of the files.
    """

    sha256: str
    grids: dict[str, Grid]


def open_files(
    paths: Sequence[Path], limits: ScanLimits | None = None, *, of_plan: bool = False
) -> Opened:
    """The sheets of files of any kind that is read; `of_plan` leaves out those of a plan that hold
    no inputs.

    Parameters
    ----------
    paths
        One or several files; parts of one roster, with the same header, become one sheet.
    limits
        What a file may hold at most; ``None`` for the usual limits.
    of_plan
        Whether the files are plans that were written by this program.

    Returns
    -------
    Opened
        Sheets under their names, merged cells filled down; sheets that were emptied to embed
        results are left out.

    Raises
    ------
    BadInput
        If one can't be read, or two of them have a sheet of one name.
    """
    grids: dict[str, Grid] = {}
    hashes = []
    for path in paths:
        opened = _open(path, limits or ScanLimits(), of_plan)
        hashes.append(opened.sha256)
        for name, grid in opened.grids.items():
            if is_emptied(grid.rows):
                continue
            if name in grids:
                part = replace(unmerged(grid), name=f"{path.name} {name}")
                if (whole := stacked(grids[name], part)) is not None:
                    grids[name] = whole
                    continue
                fix = _(
                    "Rename the sheet, or the file, in one of them; sheets of skills may be called"
                    " Skills and the team."
                )
                if header_of(grids[name]) is not None and same_people(grids[name], part):
                    fix = _("Both hold the same people: leave one of the two out.")
                elif header_of(grids[name]) is not None and header_of(part) is not None:
                    fix = _(
                        "Give both the same headers in the same order: they are then read as one;"
                        " or leave one of the files out."
                    )
                raise BadInput(
                    path,
                    [
                        Fault(
                            name,
                            "",
                            _("a sheet {name} in two files", name=name),
                            _("each sheet once"),
                            fix,
                        )
                    ],
                )
            grids[name] = unmerged(grid)
    return Opened(
        hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest(),
        grids,
    )


def is_other_kind(path: Path) -> bool:
    """Whether a file is none of the gate's: text with separators, or a workbook of another program.

    Parameters
    ----------
    path
        Only its ending and first 4096 bytes are looked at. A file that is not there, cannot be
        opened or is a pipe is ``False``: the gate then says what is wrong with it.

    Examples
    --------
    >>> from pathlib import Path
    >>> is_other_kind(Path("no such file.csv"))
    False
    """
    try:
        if not path.is_file():  # a pipe would be waited for
            return False
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError:
        return False
    return _reader(path, start) is not None


def _open(path: Path, limits: ScanLimits, of_plan: bool) -> Opened:
    """The sheets of one file: workbooks of Excel through the gate, other kinds by their own
    reader.
    """
    if is_other_kind(path):
        if path.stat().st_size > limits.packed:
            raise refused(
                path,
                _("a file of {figure:,.0f} MB", figure=path.stat().st_size / 1e6),
                _("at most {figure:,.0f} MB", figure=limits.packed / 1e6),
                _("Give less of it."),
            )
        data = path.read_bytes()
        read_from(path.stat())
        read = _reader(path, data[:4096])
        if read is not None and _LOCKED not in data:
            return Opened(
                hashlib.sha256(data).hexdigest(),
                {grid.name: grid for grid in read(path, data, limits)},
            )
    passed = inspect_file(path, limits)
    needed = input_keys(passed.scans, of_plan=True) if of_plan else None
    return Opened(
        passed.sha256, read_cells(path, passed, lambda name: needed is None or name in needed)
    )


_GridReader = Callable[[Path, bytes, ScanLimits], Iterator[Grid]]


def _reader(path: Path, start: bytes) -> _GridReader | None:
    """What reads a file by its first bytes and ending; ``None`` for what the gate judges, web pages
    and XML called .csv among them.
    """
    if start.startswith(_OLE):
        return _other_workbook if path.suffix.casefold() in (".xls", ".xlt") else None
    if start.startswith(b"PK"):
        return _other_workbook if path.suffix.casefold() in (".ods", ".xlsb") else None
    text = start.lstrip(b"\xef\xbb\xbf").lstrip().lower()
    plain = b"\0" not in start or start.startswith((b"\xff\xfe", b"\xfe\xff"))
    is_text = path.suffix.casefold() in (".csv", ".tsv", ".txt", ".tab")
    return (
        separated
        if is_text
        and plain
        and start
        and not text.startswith((b"<html", b"<!doctype", b"<?xml", b"<table"))
        else None
    )


# -- workbooks of other programs -------------------------------------------------------------------


def _other_workbook(path: Path, data: bytes, limits: ScanLimits) -> Iterator[Grid]:
    """Sheets of an .xls, .ods or .xlsb; one with an error in a cell is refused, for the reader
    gives such cells as blanks.
    """
    fix = _("Open it in Excel or LibreOffice and save it as .xlsx.")
    try:
        if data.startswith(b"PK"):
            _refuse_bombs(path, data, limits)
        elif _OLD_ERRORS.search(data):
            raise refused(
                path,
                _("a cell that shows an error such as #N/A"),
                _("no errors"),
                _("Fix the formula, or type the value. {fix}", fix=fix),
            )
        formats = formats_in(data)
        remark = (
            _(
                "this file has comments on cells, which are read only in .xlsx: if one of them"
                " matters, save the file as .xlsx"
            )
            if has_comments(data)
            else ""
        )
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.total_height > limits.rows or sheet.total_width > limits.columns:
                raise refused(
                    path,
                    _(
                        "{total_height:,} rows by {total_width:,} columns on {name}",
                        total_height=sheet.total_height,
                        total_width=sheet.total_width,
                        name=name,
                    ),
                    _("at most {rows:,} by {columns:,}", rows=limits.rows, columns=limits.columns),
                    fix,
                )
            rows = enumerate(sheet.to_python(skip_empty_area=False), start=1)
            found = {
                number: cells
                for number, row in rows
                if (cells := dict(filled_cells(enumerate(row, start=1))))
            }
            merged = tuple(_merged(sheet.merged_cell_ranges or ()))
            yield Grid(name, found, merged=merged, formats=formats, remark=remark)
            remark = ""  # once a file
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError) as error:
        raise refused(
            path, _("a damaged workbook ({error})", error=error), _("a whole one"), fix
        ) from error


def _merged(
    ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]],
) -> Iterator[tuple[int, int, int, int]]:
    for (first, left), (last, right) in ranges:
        yield first + 1, left + 1, last + 1, right + 1


def _refuse_bombs(path: Path, data: bytes, limits: ScanLimits) -> None:
    """Refuse an archive that unpacks to far more than it takes, and one with an error in a cell."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        total = sum(info.file_size for info in infos)
        if total > limits.expanded or limits.is_bomb(infos):
            raise refused(
                path,
                _("{figure:,.0f} MB when unpacked", figure=total / 1e6),
                _("no archive bomb"),
                _("Copy the input sheets into a fresh workbook."),
            )
        text = archive.read("content.xml") if "content.xml" in archive.namelist() else b""
        binary = [
            archive.read(name)
            for name in archive.namelist()
            if name.startswith("xl/worksheets/") and name.endswith(".bin")
        ]
    if any(_has_error(part) for part in binary):
        raise refused(
            path,
            _("a cell that shows an error such as #N/A"),
            _("no errors"),
            _("Fix the formula, or type the value; or save the file as .xlsx."),
        )
    if found := _ERRORS.search(text):
        # the reader gives such cells as blanks, which mean something else
        raise refused(
            path,
            _("a cell that shows {decode}", decode=found[0].decode()),
            _("no errors"),
            _("Fix the formula, or type the value; or save the file as .xlsx."),
        )


def _has_error(part: bytes) -> bool:
    """Whether a sheet of .xlsb has a cell with an error, which the reader gives as a blank."""
    place = 0
    while place < len(part):
        kind, place = _varied(part, place, 2)
        length, place = _varied(part, place, 4)
        if kind in _BINARY_ERRORS:
            return True
        place += length
    return False


def _varied(part: bytes, place: int, most: int) -> tuple[int, int]:
    """A number of .xlsb of seven bits a byte, and the place behind it."""
    number = 0
    for index in range(most):
        byte = part[place] if place < len(part) else 0
        place += 1
        number |= (byte & 0x7F) << (7 * index)
        if not byte & 0x80:
            break
    return number, place


# -- text with separators --------------------------------------------------------------------------
