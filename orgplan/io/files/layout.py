"""Sheets laid out for the eye: cells merged over rows, headers of two rows.

They become one table with a value in each cell.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from orgplan.excel.read import Grid, Raw, to_text
from orgplan.schema import inputs
from orgplan.schema.columns import InputSheet
from orgplan.schema.levers import POSITIONS

from ..skills.skill_words import is_of_skills

_HEADER_WITHIN = 40
_MOST_CELLS = 100_000  # of all merged ranges of a sheet that are filled
_TABLES = (
    inputs.ROSTER,
    POSITIONS,
    inputs.ROLES,
    inputs.REQUIREMENTS,
    inputs.BUDGET,
    inputs.TEAMS,
    inputs.TRAINING,
    inputs.ACTUALS,
)
_YEAR = re.compile(r"(FY ?)?20\d\d")

CellRows = dict[int, dict[int, Raw]]


def unmerged(grid: Grid) -> Grid:
    """The sheet with merged cells filled down and a header of two rows made one; figures of tables
    are not filled, for a sum may be meant.

    Parameters
    ----------
    grid
        As read; one without merged cells comes back as it is.

    Returns
    -------
    Grid
        A header of two rows becomes ``upper / lower`` in the lower one of the two, so that row
        numbers of the data stay. `merged` has only the figures that were not filled down.

    Examples
    --------
    >>> rows = {1: {1: "Team", 2: "Name"}, 2: {1: "Apps", 2: "Ada"}, 3: {2: "Bob"}}
    >>> unmerged(Grid("Notes", rows, merged=((2, 1, 3, 1),))).rows[3]
    {1: 'Apps', 2: 'Bob'}
    """
    if not grid.merged:
        return grid
    rows: CellRows = {number: dict(cells) for number, cells in grid.rows.items()}
    header = None if is_of_skills(grid.name) else _two_rows(grid)
    table = header is not None or _is_table(grid)
    figures = []
    for first, left, last, right in _within(grid):
        raw = rows.get(first, {}).get(left)
        if raw is None or first == last:
            continue
        if table and isinstance(raw, (int, float)) and not isinstance(raw, bool):
            figures.append((first, left, last, right))
            continue
        if _is_header(grid, first):
            # a header of two rows, which is joined below; sheets of skills have their own kinds
            continue
        for number in range(first + 1, last + 1):
            if number in rows:  # rows that are blank but for this hold nobody
                rows[number].setdefault(left, raw)
    if header is not None:
        below = {
            column: raw
            for column, raw in rows.pop(header + 1).items()
            if raw != rows[header].get(column)
        }
        rows[header + 1] = _texts(rows.pop(header), below, _across(grid, header))
    rows = dict(sorted((number, dict(sorted(cells.items()))) for number, cells in rows.items()))
    return replace(grid, rows=rows, merged=tuple(figures))


def _within(grid: Grid) -> Iterator[tuple[int, int, int, int]]:
    """Merged areas, until they come to more cells than a sheet should be filled with."""
    filled = 0
    for first, left, last, right in grid.merged:
        filled += last - first
        if filled > _MOST_CELLS:
            return
        yield first, left, last, right


def _is_header(grid: Grid, number: int) -> bool:
    """Whether a row has cells merged over columns beside others, as the upper row of a header
    does.
    """
    across = any(first == number and right > left for first, left, _, right in grid.merged)
    return across and len(grid.rows.get(number, {})) > 1


def _is_table(grid: Grid) -> bool:
    """Whether some row near the top names three columns of one sheet."""
    return any(
        len(_keys(spec, cells)) > 2
        for cells in [grid.rows[number] for number in list(grid.rows)[:_HEADER_WITHIN]]
        for spec in _TABLES
    )


def _keys(spec: InputSheet, cells: Mapping[int, Raw]) -> set[str]:
    return {key for raw in cells.values() if (key := spec.meaning(raw)) is not None}


def _two_rows(grid: Grid) -> int | None:
    """The upper row of a header of two, which has cells merged over several columns of the lower
    one; ``None`` if there is none.
    """
    for number in list(grid.rows)[:_HEADER_WITHIN]:
        below = grid.rows.get(number + 1, {})
        texts = bool(below) and all(isinstance(raw, str) for raw in below.values())
        if not texts or not _is_header(grid, number):
            continue
        joined = _texts(grid.rows[number], below, _across(grid, number))
        if any(len(_keys(spec, joined)) > 2 for spec in _TABLES):
            return number
    return None


def _across(grid: Grid, number: int) -> dict[int, Raw]:
    """Column → what stands over it in a row, cells merged over columns counted for each of
    these.
    """
    over = dict(grid.rows[number])
    for first, left, _, right in grid.merged:
        if first == number and (raw := over.get(left)) is not None:
            over |= dict.fromkeys(range(left, right + 1), raw)
    return over


def _texts(
    upper: Mapping[int, Raw], lower: Mapping[int, Raw], over: Mapping[int, Raw]
) -> dict[int, Raw]:
    """Headers of two rows as one: ``2027`` over ``Q1`` as 2027-Q1, ``Pay`` over ``Amount`` as Pay /
    Amount.
    """
    found: dict[int, Raw] = {}
    for column in sorted({*upper, *lower, *over}):
        top, sub = to_text(over.get(column)), to_text(lower.get(column))
        if not sub or not top or top == sub:
            found[column] = sub or top
        elif _YEAR.fullmatch(top):
            found[column] = f"{top}-{sub}"
        else:
            found[column] = f"{top} / {sub}"
    return {column: text for column, text in found.items() if text}
