"""What the raw text of a sheet shows, without a parser of XML: how much there is, and cells that
none reads right.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from zipfile import ZipInfo

_CELL = re.compile(rb'<(?:\w+:)?c\s[^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]*?(?<!/)>')
_UNSOLVED = re.compile(
    rb'<(?:\w+:)?c\s(?![^<>]*\bt="str")[^<>]*?\br="([A-Z]{1,3}[0-9]{1,7})"[^<>]*>\s*'
    rb"<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)

_INLINE = re.compile(rb"<(?:\w+:)?is>")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_HIDDEN = re.compile(rb'<(?:\w+:)?row\s(?=[^<>]*\bhidden="(?:1|true)")[^<>]*?\br="([0-9]{1,7})"')
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^<>]*?\bref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"'
)
_NUMBER = rb"\s*[-+]?(?:[0-9]{1,40}\.?[0-9]{0,40}|\.[0-9]{1,40})(?:[eE][-+]?[0-9]{1,5})?\s*</"
_NO_NUMBER = re.compile(rb"<(?:\w+:)?v>(?!%b)" % _NUMBER)
_ODD = re.compile(  # a number that is none, or a shared text of no number
    rb'<(?:\w+:)?c\s(?:(?![^<>]*\bt=")|'
    rb'(?=[^<>]*\bt="[sn]"))[^<>]*?\br="([A-Z]{1,3}[0-9]{1,7})"[^<>]*+>'
    rb"(?:<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*+</(?:\w+:)?f>))?<(?:\w+:)?v>"
    rb"(?!%b)([^<]{60}|[^<]{1,59}(?=</))"
    % _NUMBER  # whole, or long: at the end of a chunk it continues
)
_TEXT = re.compile(
    rb'<(?:\w+:)?c\s(?=[^<>]*\bt="s")[^<>]*?\br="([A-Z]{1,3}[0-9]{1,7})"[^<>]*+><(?:\w+:)?v>(-[^<]{0,60})'
)


@dataclass(frozen=True)
class ScanLimits:
    """What a workbook may hold at most.

    Attributes
    ----------
    packed
        Bytes of the file.
    expanded
        Bytes that all parts together may unpack to.
    ratio
        Bytes unpacked for each byte packed, in parts of more than 10 MB.
    rows, columns
        Last row and column that may hold something.
    beyond
        Cells past them that are passed over, with a note; more of them are a table that is too
        large.
    cells, texts, formats, names, sheets, parts
        How many there may be: cells that hold something, texts (shared by all sheets, or in the
        cells of one), cell formats (Excel's own limit), defined names, sheets, parts of the
        archive.
    depth
        Elements of XML that may stand inside each other.
    """

    packed: int = 100_000_000
    expanded: int = 600_000_000
    ratio: int = 300
    rows: int = 200_000
    columns: int = 2_000
    beyond: int = 1_000
    cells: int = 1_500_000
    texts: int = 400_000
    formats: int = 65_490
    names: int = 60_000
    sheets: int = 300
    parts: int = 20_000
    depth: int = 200

    def is_bomb(self, parts: Iterable[ZipInfo]) -> bool:
        """Whether a part of an archive unpacks to far more than it takes.

        Parameters
        ----------
        parts
            As the archive's own list states their sizes; only parts of more than 10 MB are looked
            at.

        Examples
        --------
        >>> part = ZipInfo("xl/worksheets/sheet1.xml")
        >>> part.file_size, part.compress_size = 50_000_000, 50_000
        >>> ScanLimits().is_bomb([part])
        True
        """
        large = (part for part in parts if part.file_size > 10_000_000)
        return any(part.file_size > self.ratio * max(1, part.compress_size) for part in large)


@dataclass
class SheetScan:
    """What the raw text of a sheet shows: how far it reaches, cells of formulas without a result,
    of numbers that are none, hidden rows, comments.

    Attributes
    ----------
    last_row, last_column
        How far cells reach, within the limits.
    unsolved
        Addresses of formulas without a stored result.
    far
        Address of the first cell past the limits; ``None`` if there is none.
    cells, beyond, texts
        How many cells hold something within the limits, how many past them, and how many texts
        stand in the cells themselves.
    backwards
        Address of a cell whose row comes after a later one; ``None`` if there is none.
    odd
        Address → text of the first cells that claim to be numbers and are none.
    hidden, merged
        Numbers of hidden rows; first row and column, and last row and column, of merged cells.
    comments
        Address → text.
    """

    last_row: int = 0
    last_column: int = 0
    unsolved: list[str] = field(default_factory=list)
    far: str | None = None
    cells: int = 0
    beyond: int = 0
    texts: int = 0
    backwards: str | None = None
    odd: dict[str, str] = field(default_factory=dict)
    hidden: list[int] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    comments: dict[str, str] = field(default_factory=dict)


def count_new(pattern: re.Pattern[bytes], chunk: bytes, seen: int) -> int:
    """How often a pattern occurs in a chunk and not already in its first bytes, which the chunk
    before had.

    Parameters
    ----------
    pattern
        Of bytes.
    chunk
        End of the chunk before, and what follows it: a cell may stand across the two.
    seen
        Bytes of it that the chunk before had.

    Examples
    --------
    >>> count_new(re.compile(b"<c"), b"<c><c><c>", 4)
    2
    """
    return len(pattern.findall(chunk)) - len(pattern.findall(chunk, 0, seen))


def scan_cells(chunk: bytes, seen: int, scan: SheetScan, limits: ScanLimits) -> None:
    """Add what a piece of a sheet's text shows.

    Parameters
    ----------
    chunk
        A piece of the part, with the end of the one before, for cells that stand across the two.
    seen
        How many of its bytes the piece before it had.
    scan
        Is changed: counts and places are added.
    limits
        Rows and columns past which cells are only counted.
    """
    _scan_places(_CELL.findall(chunk)[len(_CELL.findall(chunk, 0, seen)) :], scan, limits)
    if _NO_NUMBER.search(chunk) or b">-" in chunk:  # seldom, and the patterns below take long
        for cell, typed in (*_ODD.findall(chunk), *_TEXT.findall(chunk)):
            if len(scan.odd) < 20:
                scan.odd[cell.decode()] = typed.decode(errors="replace")
    scan.texts += count_new(_INLINE, chunk, seen) if b"is>" in chunk else 0
    if b"hidden" in chunk:
        scan.hidden += [int(number) for number in _HIDDEN.findall(chunk)]
    if b"mergeCell " in chunk:
        for left, first, right, last in _MERGED.findall(chunk):
            scan.merged.append((int(first), _number(left), int(last), _number(right)))
    if _FORMULA.search(chunk):
        scan.unsolved += [
            cell
            for cell in (found.decode() for found in _UNSOLVED.findall(chunk))
            if cell not in scan.unsolved[-50:]
        ]


def _scan_places(places: list[tuple[bytes, bytes]], scan: SheetScan, limits: ScanLimits) -> None:
    """Count cells by their addresses, and note how far they reach, those past the limits, and rows
    out of order.
    """
    before, numbers = 0, dict[bytes, int]()
    for letters, digits in places:
        row, column = int(digits), numbers.get(letters) or _number(letters)
        numbers[letters] = column
        if row < before or row < 1:
            scan.backwards = scan.backwards or (letters + digits).decode()
        before = row
        if row > limits.rows or column > limits.columns:
            scan.far = scan.far or (letters + digits).decode()
            scan.beyond += 1
            continue
        scan.cells += 1
        if row > scan.last_row:
            scan.last_row = row
        if column > scan.last_column:
            scan.last_column = column


def _number(letters: bytes) -> int:
    """Number of a column by its letters, from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
