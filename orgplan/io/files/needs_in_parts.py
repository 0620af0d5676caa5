"""Needs on two sheets beside each other, heads of roles and skills: read as one sheet."""

import re
from collections.abc import Mapping
from dataclasses import replace

from openpyxl.utils.cell import coordinate_to_tuple

from orgplan.excel.read import Findings, Grid, Raw, at, fold, to_text
from orgplan.schema import inputs
from orgplan.schema.columns import is_ignored

from ..skills.skill_words import is_old
from ..tables.find_table import header_row

_PERIOD = re.compile(
    r"q[1-4]\b|20\d\d|第?[一二三四1-4]季度|1?\d月|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|"
    r"dec)[a-z]*\b",
    re.IGNORECASE,
)


def asks_for(grid: Grid) -> str | None:
    """What a sheet of needs asks for, ``role`` or ``skill``; ``None`` where it has both, or is
    none.

    Parameters
    ----------
    grid
        Its header must name a scope and either heads or periods; sheets called old or ignored ask
        for nothing.
    """
    number = (
        None
        if is_old(grid.name) or is_ignored(grid.name)
        else header_row(inputs.REQUIREMENTS, grid)
    )
    if number is None:
        return None
    cells = grid.rows[number].values()
    keys = {inputs.REQUIREMENTS.meaning(raw) for raw in cells}
    asked = keys & {"role", "skill"}
    timed = any(isinstance(raw, str) and _PERIOD.match(raw) for raw in cells)
    known = "scope" in keys and len(asked) == 1 and ("need" in keys or timed)
    return asked.pop() if known else None


def of_other_kind(first: Grid | None, other: Grid) -> bool:
    """Whether one sheet asks for heads of roles and the other for skills.

    Parameters
    ----------
    first
        Sheet that is read as needs already; ``None`` where there is none yet, which is no other
        kind.
    other
        Sheet that may be read beside it.
    """
    kinds = (None if first is None else asks_for(first), asks_for(other))
    return None not in kinds and kinds[0] != kinds[1]


def below(first: Grid, other: Grid, findings: Findings) -> Grid:
    """Two sheets of needs as one, columns of one meaning below each other; faults and notes still
    name the cells of the file.

    Parameters
    ----------
    first, other
        The sheet whose name and header stay, and the one whose rows are put below it. Columns of
        the other that the first lacks are put to the right of it.
    findings
        Takes the origin of each moved cell, and no faults.

    Returns
    -------
    Grid
        Colours are those of the first; comments, hidden rows, merged cells and formats of both.
    """
    top, head = (header_row(inputs.REQUIREMENTS, grid) or 0 for grid in (first, other))
    header = dict(first.rows[top])
    places = {_meaning(raw): column for column, raw in header.items()}
    moved: dict[int, int] = {}
    for column, raw in other.rows[head].items():
        place = places.setdefault(_meaning(raw), max(*header, *places.values()) + 1)
        moved[column] = place
        if place not in header:
            header[place] = raw
            findings.origins[first.name, at(top, place)] = (other.name, at(head, column))
    down = max(first.rows) - head
    rows: dict[int, Mapping[int, Raw]] = {**first.rows, top: header}
    for number, cells in other.rows.items():
        if number > head:
            rows[number + down] = {moved.get(column, column): raw for column, raw in cells.items()}
            for column in other.rows[head]:
                origin = other.name, at(number, column)
                findings.origins[first.name, at(number + down, moved[column])] = origin

    def there(row: int, column: int) -> tuple[int, int]:
        return row + down, moved.get(column, column)

    def cell_there(cell: str) -> str:
        row, column = coordinate_to_tuple(cell)
        return at(*there(row, column))

    shown = {
        there(row, column): text for (row, column), text in other.currencies.items() if row > head
    }
    comments = {
        cell_there(cell): text
        for cell, text in other.comments.items()
        if coordinate_to_tuple(cell)[0] > head
    }
    merged = (
        (one + down, moved.get(left, left), last + down, right)
        for one, left, last, right in other.merged
        if one > head
    )
    return replace(
        first,
        rows=rows,
        unsolved=(*first.unsolved, *map(cell_there, other.unsolved)),
        currencies={**first.currencies, **shown},
        comments={**first.comments, **comments},
        hidden=(*first.hidden, *(row + down for row in other.hidden if row > head)),
        struck=(*first.struck, *(row + down for row in other.struck if row > head)),
        merged=(*first.merged, *merged),
    )


def _meaning(raw: Raw) -> str:
    return inputs.REQUIREMENTS.meaning(raw) or fold(to_text(raw))
