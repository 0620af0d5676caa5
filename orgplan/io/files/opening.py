"""Files of tables, whatever their kind: workbooks of Excel, of older Excel and LibreOffice, and text with separators."""

import csv
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
    Raw,
    ScanLimits,
    at,
    clean,
    header_key,
    inspect_file,
    listed,
    read_cells,
)
from orgplan.excel.write.saving import read_from
from orgplan.language import _
from orgplan.schema import inputs
from orgplan.schema.columns import InputSheet

from ..skills.skill_words import is_of_skills
from ..tables.find_table import header_row
from ..terms.sheet_roles import input_keys
from .encodings import Decoded, decoded
from .layout import tidied
from .old_formats import formats_in, has_comments
from .stacking import header_of, same_people, stacked

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_SEPARATORS = (";", "\t", ",", "|")
_DECIMAL = re.compile(r"[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d{1,2}")
_EITHER = re.compile(r"[-+]?\d{1,3}(?:[.,]\d{3})+")
# In .xls a formula's error and an error typed in, as records have them; a chance likeness costs no
# more than a needless refusal
_OLD_ERRORS = re.compile(
    rb"\x06\x00..[\s\S]{6}\x02[\s\S][\x00\x07\x0f\x17\x1d\x24\x2a][\s\S]{3}\xff\xff|\x05\x02\x08\x00[\s\S]{6}[\x00\x07\x0f\x17\x1d\x24\x2a]\x01",
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
    """

    sha256: str
    grids: dict[str, Grid]


def open_files(
    paths: Sequence[Path], limits: ScanLimits | None = None, *, of_plan: bool = False
) -> Opened:
    """The sheets of files of any kind that is read; `of_plan` leaves out those of a plan that hold no inputs.

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
                part = replace(tidied(grid), name=f"{path.name} {name}")
                if (whole := stacked(grids[name], part)) is not None:
                    grids[name] = whole
                    continue
                mend = _(
                    "Rename the sheet, or the file, in one of them; sheets of skills may be called Skills and the team."
                )
                if header_of(grids[name]) is not None and same_people(grids[name], part):
                    mend = _("Both hold the same people: leave one of the two out.")
                elif header_of(grids[name]) is not None and header_of(part) is not None:
                    mend = _(
                        "Give both the same headers in the same order: they are then read as one; or leave one of the files out."
                    )
                raise BadInput(
                    path,
                    [
                        Fault(
                            name,
                            "",
                            _("a sheet {name} in two files", name=name),
                            _("each sheet once"),
                            mend,
                        )
                    ],
                )
            grids[name] = tidied(grid)
    return Opened(
        hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest(),
        grids,
    )


def is_other_kind(path: Path) -> bool:
    """Whether a file is none of the gate's: text with separators, or a workbook of another program."""
    try:
        if not path.is_file():  # a pipe would be waited for
            return False
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError:
        return False
    return _reader(path, start) is not None


def _open(path: Path, limits: ScanLimits, of_plan: bool) -> Opened:
    if is_other_kind(path):
        if path.stat().st_size > limits.packed:
            raise _refused(
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
    wanted = input_keys(passed.scans, of_plan=True) if of_plan else None
    return Opened(
        passed.sha256, read_cells(path, passed, lambda name: wanted is None or name in wanted)
    )


_Reader = Callable[[Path, bytes, ScanLimits], Iterator[Grid]]


def _reader(path: Path, start: bytes) -> _Reader | None:
    if start.startswith(_OLE):
        return _other_workbook if path.suffix.casefold() in (".xls", ".xlt") else None
    if start.startswith(b"PK"):
        return _other_workbook if path.suffix.casefold() in (".ods", ".xlsb") else None
    text = start.lstrip(b"\xef\xbb\xbf").lstrip().lower()
    plain = b"\0" not in start or start.startswith((b"\xff\xfe", b"\xfe\xff"))
    wanted = path.suffix.casefold() in (".csv", ".tsv", ".txt", ".tab")
    return (
        _separated
        if wanted
        and plain
        and start
        and not text.startswith((b"<html", b"<!doctype", b"<?xml", b"<table"))
        else None
    )


def _refused(path: Path, said: str, wanted: str, mend: str) -> BadInput:
    return BadInput(path, [Fault("", "", said, wanted, mend)])


# -- workbooks of other programs -----------------------------------------------------------------------------------------------


def _other_workbook(path: Path, data: bytes, limits: ScanLimits) -> Iterator[Grid]:
    mend = _("Open it in Excel or LibreOffice and save it as .xlsx.")
    try:
        if data.startswith(b"PK"):
            _refuse_bombs(path, data, limits)
        elif _OLD_ERRORS.search(data):
            raise _refused(
                path,
                _("a cell that shows an error such as #N/A"),
                _("no errors"),
                _("Mend its formula, or type the value. {mend}", mend=mend),
            )
        formats = formats_in(data)
        remark = (
            _(
                "this file has comments on cells, which are read in .xlsx alone: where one of them matters, save the file as .xlsx"
            )
            if has_comments(data)
            else ""
        )
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.total_height > limits.rows or sheet.total_width > limits.columns:
                raise _refused(path, _("{total_height:,} rows by {total_width:,} columns on {name}", total_height=sheet.total_height, total_width=sheet.total_width, name=name), _("at most {rows:,} by {columns:,}", rows=limits.rows, columns=limits.columns), mend)  # fmt: skip
            rows = enumerate(sheet.to_python(skip_empty_area=False), start=1)
            found = {
                number: cells
                for number, row in rows
                if (cells := dict(_filled(enumerate(row, start=1))))
            }
            merged = tuple(_merged(sheet.merged_cell_ranges or ()))
            yield Grid(name, found, merged=merged, formats=formats, remark=remark)
            remark = ""  # once a file
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError) as error:
        raise _refused(
            path, _("a damaged workbook ({error})", error=error), _("a whole one"), mend
        ) from error


def _merged(
    ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]],
) -> Iterator[tuple[int, int, int, int]]:
    for (first, left), (last, right) in ranges:
        yield first + 1, left + 1, last + 1, right + 1


def _refuse_bombs(path: Path, data: bytes, limits: ScanLimits) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        total = sum(info.file_size for info in infos)
        if total > limits.expanded or any(
            info.file_size > 10_000_000
            and info.file_size > limits.ratio * max(1, info.compress_size)
            for info in infos
        ):
            raise _refused(
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
        raise _refused(
            path,
            _("a cell that shows an error such as #N/A"),
            _("no errors"),
            _("Mend its formula, or type the value; or save the file as .xlsx."),
        )
    if found := _ERRORS.search(text):
        # the reader gives such cells as blanks, which mean something else
        raise _refused(
            path,
            _("a cell that shows {decode}", decode=found[0].decode()),
            _("no errors"),
            _("Mend its formula, or type the value; or save the file as .xlsx."),
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


def _filled(cells: Iterator[tuple[int, object]]) -> Iterator[tuple[int, Raw]]:
    for column, value in cells:
        content = clean(value) if isinstance(value, str) else value
        if content is not None and content != "":
            yield column, content  # type: ignore[misc]  # calamine gives just what a cell may hold


# -- text with separators ------------------------------------------------------------------------------------------------------


def _separated(path: Path, data: bytes, limits: ScanLimits) -> Iterator[Grid]:
    read = _decoded(path, data)
    text = read if isinstance(read, str) else read.text
    separator = _separator(text)
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    if len(lines) > limits.rows:
        raise _refused(
            path,
            _("{count:,} lines", count=len(lines)),
            _("at most {rows:,}", rows=limits.rows),
            _("Give less of it."),
        )
    rows: dict[int, dict[int, Raw]] = {}
    for number, line in enumerate(lines, start=1):
        if cells := dict(_filled(enumerate(line, start=1))):
            rows[number] = cells
    name = _named(path, rows)
    remark = (
        ""
        if isinstance(read, str)
        else _(
            "the file was read as {encoding}, in which a word is '{example}': where that looks wrong, save it as CSV UTF-8",
            encoding=read.encoding,
            example=read.example,
        )
    )
    yield Grid(name, rows if separator == "," else _with_points(path, name, rows), remark=remark)


def _decoded(path: Path, data: bytes) -> str | Decoded:
    """Text by its mark, or as UTF-8, or of an older code page where enough shows which; else names would be at risk."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return (
                data.decode(encoding, errors="strict")
                if encoding == "utf-8-sig"
                else data.decode(encoding)
            )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        older = decoded(data)
        if older is not None:
            return older
        line = data[: error.start].count(b"\n") + 1
        mend = _(
            "Save it as 'CSV UTF-8' (Excel: Save as, CSV UTF-8; 另存为“CSV UTF-8”), or as .xlsx."
        )
        raise _refused(
            path, _("text of an older code page (line {line})", line=line), _("text in UTF-8"), mend
        ) from error


def _separator(text: str) -> str:
    """The separator by which most lines have as many fields as the most usual line."""
    sample = "\n".join(text.splitlines()[:200])
    best, found = 0.0, ","
    for separator in _SEPARATORS:
        counts = [
            len(line) for line in csv.reader(io.StringIO(sample), delimiter=separator) if any(line)
        ]
        usual = max(set(counts), key=counts.count, default=1)
        score = counts.count(usual) / len(counts) if usual > 1 else 0.0
        if score > best:
            best, found = score, separator
    return found


def _with_points(
    path: Path, name: str, rows: dict[int, dict[int, Raw]]
) -> dict[int, dict[int, Raw]]:
    """Numbers with a decimal comma as they are read elsewhere, in a file where another separator leaves no doubt about it."""
    texts = [raw for cells in rows.values() for raw in cells.values() if isinstance(raw, str)]
    if not any(_DECIMAL.fullmatch(text) for text in texts):
        return rows
    doubtful = [
        (number, column, raw)
        for number, cells in rows.items()
        for column, raw in cells.items()
        if isinstance(raw, str) and _EITHER.fullmatch(raw) and "," in raw
    ]
    if doubtful:
        number, column, _other = doubtful[0]
        said = listed(f"'{raw}'" for _, _, raw in doubtful)
        mend = _("The file has decimal commas: write them without separators of thousands.")
        raise BadInput(
            path,
            [
                Fault(
                    name,
                    at(number, column),
                    said,
                    _("numbers that can be read in one way only"),
                    mend,
                )
            ],
        )
    return {
        number: {
            column: raw.replace(".", "").replace(",", ".")
            if isinstance(raw, str) and (_DECIMAL.fullmatch(raw) or _EITHER.fullmatch(raw))
            else raw
            for column, raw in cells.items()
        }
        for number, cells in rows.items()
    }


def _named(path: Path, rows: dict[int, dict[int, Raw]]) -> str:
    """The sheet that a file of text is: by its own name, else by the one sheet whose every required column it has."""
    stem = clean(path.stem)
    known = {name for spec in inputs.INPUT_SHEETS for name in spec.names}
    if header_key(stem) in known or is_of_skills(stem):
        return stem
    grid = Grid(stem, rows)
    fitting = {
        spec.key: len(_headers(spec, grid))
        for spec in inputs.INPUT_SHEETS
        if _has_required(spec, grid)
    }
    most = max(fitting.values(), default=0)
    best = [key for key, count in fitting.items() if count == most]
    return best[0] if len(best) == 1 and most > 2 else stem


def _headers(spec: InputSheet, grid: Grid) -> set[str]:
    number = header_row(spec, grid)
    cells = grid.rows[number].values() if number is not None else ()
    return {key for raw in cells if (key := spec.meaning(raw)) is not None}


def _has_required(spec: InputSheet, grid: Grid) -> bool:
    there = _headers(spec, grid)
    return bool(there) and all(
        column.key in there or column.instead in there for column in spec if column.required
    )
