"""Files of separated values: their encoding, their separator, and whether a point divides
thousands.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from orgplan.excel.read import (
    BadInput,
    Fault,
    Grid,
    Raw,
    ScanLimits,
    at,
    clean,
    header_key,
    listed,
    quote,
)
from orgplan.language import _
from orgplan.schema import inputs
from orgplan.schema.columns import InputSheet

from ..skills.skill_words import is_of_skills
from ..tables.find_table import header_row
from .encodings import Decoded, decoded

_SEPARATORS = (";", "\t", ",", "|")
_DECIMAL = re.compile(r"[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d{1,2}")
_EITHER = re.compile(r"[-+]?\d{1,3}(?:[.,]\d{3})+")


def refused(path: Path, found: str, expected: str, fix: str) -> BadInput:
    """The error for a file that cannot be read: what it says, what was expected, and the mend.

    Parameters
    ----------
    path
        Named in the error by its file name.
    found, expected, fix
        As in :class:`orgplan.excel.read.faults.Fault`; the fault stands at the file as a whole.

    Examples
    --------
    >>> print(refused(Path("roster.csv"), "nothing", "people", "Save it again."))
    roster.csv: 1 fault
      the file: found nothing; expected people. Save it again.
    """
    return BadInput(path, [Fault("", "", found, expected, fix)])


def filled_cells(cells: Iterator[tuple[int, object]]) -> Iterator[tuple[int, Raw]]:
    """Cells that hold something, by column; texts without blanks around them.

    Parameters
    ----------
    cells
        Column number and content, of one row.

    Yields
    ------
    column, content
        Of cells that hold more than blanks; numbers and dates as they are.

    Examples
    --------
    >>> list(filled_cells(iter([(1, " Ada "), (2, "  "), (3, 0)])))
    [(1, 'Ada'), (3, 0)]
    """
    for column, value in cells:
        content = clean(value) if isinstance(value, str) else value
        if content is not None and content != "":
            yield column, content  # type: ignore[misc]  # calamine gives just what a cell may hold


def separated(path: Path, data: bytes, limits: ScanLimits) -> Iterator[Grid]:
    """The sheet of a file of separated values.

    Parameters
    ----------
    path
        Names the sheet, by its stem, unless the header fits just one input sheet.
    data
        The whole file, in UTF-8, UTF-16 with a mark, or an older code page that shows which it is.
    limits
        Of which only `rows` counts here.

    Yields
    ------
    Grid
        One, all cells as text. Where the separator is no comma, decimal commas become points.

    Raises
    ------
    BadInput
        If the code page is in doubt, there are too many lines, or a number may have a decimal comma
        as well as groups of thousands.
    """
    read = _decoded(path, data)
    text = read if isinstance(read, str) else read.text
    separator = _separator(text)
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    if len(lines) > limits.rows:
        raise refused(
            path,
            _("{count:,} lines", count=len(lines)),
            _("at most {rows:,}", rows=limits.rows),
            _("Give less of it."),
        )
    rows: dict[int, dict[int, Raw]] = {}
    for number, line in enumerate(lines, start=1):
        if cells := dict(filled_cells(enumerate(line, start=1))):
            rows[number] = cells
    name = _named(path, rows)
    remark = (
        ""
        if isinstance(read, str)
        else _(
            "the file was read as {encoding}, in which a word is '{example}': where that looks"
            " wrong, save it as CSV UTF-8",
            encoding=read.encoding,
            example=read.example,
        )
    )
    yield Grid(name, rows if separator == "," else _with_points(path, name, rows), remark=remark)


def _decoded(path: Path, data: bytes) -> str | Decoded:
    """Text by its mark, or as UTF-8, or of an older code page where enough shows which; else names
    would be at risk.
    """
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
        fix = _(
            "Save it as 'CSV UTF-8' (Excel: Save as, CSV UTF-8; 另存为“CSV UTF-8”), or as .xlsx."
        )
        raise refused(
            path, _("text of an older code page (line {line})", line=line), _("text in UTF-8"), fix
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
    """Numbers with a decimal comma as they are read elsewhere, in a file where another separator
    leaves no doubt about it.
    """
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
        sentence = listed(quote(raw) for *_place, raw in doubtful)
        fix = _("The file has decimal commas: write them without thousands separators.")
        raise BadInput(
            path,
            [
                Fault(
                    name,
                    at(number, column),
                    sentence,
                    _("numbers that can be read in one way only"),
                    fix,
                )
            ],
        )
    return {
        number: {
            column: (
                raw.replace(".", "").replace(",", ".")
                if isinstance(raw, str) and (_DECIMAL.fullmatch(raw) or _EITHER.fullmatch(raw))
                else raw
            )
            for column, raw in cells.items()
        }
        for number, cells in rows.items()
    }


def _named(path: Path, rows: dict[int, dict[int, Raw]]) -> str:
    """The sheet that a file of text is: by its own name, else by the one sheet whose every required
    column it has.
    """
    stem = clean(path.stem)
    known = {name for spec in inputs.INPUT_SHEETS for name in spec.names}
    if header_key(stem) in known or is_of_skills(stem):
        return stem
    grid = Grid(stem, rows)
    fitting = {
        spec.key: len(headers_of(spec, grid))
        for spec in inputs.INPUT_SHEETS
        if _has_required(spec, grid)
    }
    most = max(fitting.values(), default=0)
    best = [key for key, count in fitting.items() if count == most]
    return inputs.SHEET_OF[best[0]].shown if len(best) == 1 and most > 2 else stem


def headers_of(spec: InputSheet, grid: Grid) -> set[str]:
    """Keys of the columns of a sheet that its header names.

    Parameters
    ----------
    spec
        Also finds the header: the row that names most of its columns.
    grid
        Empty set where no row looks like the header.

    Examples
    --------
    >>> sorted(headers_of(inputs.TEAMS, Grid("Teams", {1: {1: "Team", 2: "Parent", 3: "Shoe"}})))
    ['parent', 'team']
    """
    number = header_row(spec, grid)
    cells = grid.rows[number].values() if number is not None else ()
    return {key for raw in cells if (key := spec.meaning(raw)) is not None}


def _has_required(spec: InputSheet, grid: Grid) -> bool:
    there = headers_of(spec, grid)
    return bool(there) and all(
        column.key in there or column.instead in there for column in spec if column.required
    )
