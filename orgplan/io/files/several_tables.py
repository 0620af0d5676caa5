"""One table of a sheet that holds several, or whose header stands twice."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache

from orgplan.excel.read import Findings, Grid, Raw, at, header_key, listed, to_text
from orgplan.language import _
from orgplan.schema.columns import InputSheet

from ..tables.find_table import header_row
from .leftovers import WEIGHED, fits, keys_of


def one_table(spec: InputSheet, grid: Grid, findings: Findings) -> Grid:
    """The sheet without a second table, which is a fault, and without its own header where that
    stands again further down.

    Parameters
    ----------
    spec
        Of the sheet; its header is the first table's.
    grid
        Searched below the header for rows that are headers of this sheet or of another one.
    findings
        Takes a note on a repeated header, and a fault for each second table.

    Returns
    -------
    Grid
        Without the second tables, so that their rows make no further faults.
    """
    number = header_row(spec, grid)
    if number is None:
        return grid
    own = keys_of(spec, grid.rows[number])
    first = next(iter(own.items()), None)
    again = [
        row
        for row, cells in grid.rows.items()
        if row > number
        and first is not None
        and len(own) > 1
        and spec.meaning(cells.get(first[1])) == first[0]
        and keys_of(spec, cells) == own
    ]
    if again:
        findings.note(
            grid.name,
            at(again[0], min(own.values())),
            _("the header is repeated here, {count} times in all: skipped", count=len(again)),
        )
        grid = replace(
            grid, rows={row: cells for row, cells in grid.rows.items() if row not in again}
        )
    for row, block, other in _second_headers(spec, grid, number):
        left = min(block)
        sentence = _(
            "a second table, with the headers {names}",
            names=listed(repr(to_text(block[column])) for column in block),
        )
        fix = _(
            "Move it to a sheet of its own: {other} if that is what it is, or one whose name begins"
            " with Ignore.",
            other=other,
        )
        findings.fault(
            grid.name,
            at(row, left),
            sentence,
            _("the table of {key} alone", key=spec.shown),
            fix,
            quoted=False,
        )
        right = max(block)
        grid = replace(grid, rows=dict(_cut(grid.rows, row, left, right)))
    return grid


def _cut(
    rows: Mapping[int, Mapping[int, Raw]], first: int, left: int, right: int
) -> Iterator[tuple[int, dict[int, Raw]]]:
    """Rows without the cells of a second table, so that it gives one fault and not one for each
    cell.
    """
    for number, cells in rows.items():
        kept = {
            column: raw
            for column, raw in cells.items()
            if number < first or not left <= column <= right
        }
        if kept:
            yield number, kept


def _second_headers(
    spec: InputSheet, grid: Grid, header: int
) -> Iterator[tuple[int, dict[int, Raw], str]]:
    """Headers of tables other than the sheet's own: row, cells and the sheet that it looks like."""
    own = set(keys_of(spec, grid.rows[header]).values())
    for number, cells in grid.rows.items():
        for block in _blocks(cells):
            if (number == header and own & block.keys()) or not _may_be_header(block):
                continue
            below = grid.rows.get(number + 1, {})
            for other in WEIGHED:
                columns = keys_of(other, block)
                if (
                    fits(other, columns)
                    and 2 * len(columns) > len(block)
                    and any(column in below for column in columns.values())
                ):
                    yield number, block, other.key
                    break


@cache
def _names() -> frozenset[str]:
    """Keys of all headers that a second table may have."""
    return frozenset(key for spec in WEIGHED for column in spec for key in column.header_keys)


def _may_be_header(block: Mapping[int, Raw]) -> bool:
    """Whether two cells or more are called like columns: asked before each sheet is tried, for most
    rows are data.
    """
    named = (raw for raw in block.values() if isinstance(raw, str) and _is_name(raw))
    return next(named, None) is not None and next(named, None) is not None


@lru_cache(maxsize=1 << 16)  # each cell of text is looked at, whenever the sheet is read
def _is_name(text: str) -> bool:
    key = header_key(text)
    return key in _names() or key.replace(" ", "") in _joined_names()


@cache
def _joined_names() -> frozenset[str]:
    return frozenset(key.replace(" ", "") for key in _names())


def _blocks(cells: Mapping[int, Raw]) -> Iterator[dict[int, Raw]]:
    """Runs of neighbouring cells of text."""
    block: dict[int, Raw] = {}
    for column, raw in sorted(cells.items()):
        if block and (column - 1 not in block or not isinstance(raw, str)):
            yield block
            block = {}
        if isinstance(raw, str):
            block[column] = raw
    if block:
        yield block
