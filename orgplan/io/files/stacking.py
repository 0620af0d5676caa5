"""Rosters in several parts, a file or a sheet each team: parts with one header become one sheet."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from openpyxl.utils.cell import coordinate_from_string

from orgplan.excel.read import Grid, Raw, to_text
from orgplan.language import _
from orgplan.schema import inputs
from orgplan.schema.columns import is_ignored

from ..skills.skill_words import is_of_skills, is_old
from ..tables.find_table import header_row
from ..tables.table import looks_total

_LEAST = 4  # columns of the roster from which a sheet is one
_PERSON = frozenset(("person_id", "name", "last_name", "email"))
Header = tuple[tuple[int, str], ...]


def header_of(grid: Grid) -> Header | None:
    """The header of a roster, column by column; ``None`` for other sheets.

    Parameters
    ----------
    grid
        A roster has at least four columns of one, a person's name, id or e-mail among them; sheets
        called old, ignored or skills are none.

    Returns
    -------
    tuple or None
        Column number and header in lower case, from left to right: two parts have the same header
        only if their columns stand in the same places.
    """
    if is_ignored(grid.name) or is_old(grid.name) or is_of_skills(grid.name):
        return None
    number = header_row(inputs.ROSTER, grid)
    if number is None:
        return None
    cells = grid.rows[number]
    keys = {key for raw in cells.values() if (key := inputs.ROSTER.meaning(raw)) is not None}
    if len(keys) < _LEAST or not keys & _PERSON:
        return None
    return tuple((column, to_text(raw).casefold()) for column, raw in sorted(cells.items()))


def stacked(first: Grid, other: Grid) -> Grid | None:
    """Two parts of a roster as one sheet, the other's rows below the first's, with a remark;
    ``None`` where their headers differ, or they hold the same people.

    Parameters
    ----------
    first, other
        The part whose name and header stay, and the one whose rows go below. Rows of totals of both
        are dropped, for each would be of its part alone.

    Returns
    -------
    Grid or None
        Its remark says which rows came from where; colours are dropped.
    """
    header = header_of(first)
    if header is None or header != header_of(other) or same_people(first, other):
        return None
    top = header_row(inputs.ROSTER, other) or 0
    rows: dict[int, Mapping[int, Raw]] = {
        number: cells for number, cells in first.rows.items() if not _is_sum(cells)
    }
    down = max(first.rows) - top
    moved = {number + down: cells for number, cells in other.rows.items() if number > top}
    rows |= {number: cells for number, cells in moved.items() if not _is_sum(cells)}
    shift = (
        _(
            "rows {min} to {max} are {other}, rows {figure} to {max2}",
            min=min(moved),
            max=max(moved),
            other=other.name,
            figure=top + 1,
            max2=max(other.rows),
        )
        if moved
        else _("{other} has no rows", other=other.name)
    )
    return replace(
        first,
        rows=rows,
        unsolved=(*first.unsolved, *other.unsolved),
        currencies={**first.currencies, **_moved(other.currencies, top, down)},
        fills={},
        comments={**first.comments, **_moved_comments(other.comments, top, down)},
        hidden=(*first.hidden, *(row + down for row in other.hidden if row > top)),
        struck=(*first.struck, *(row + down for row in other.struck if row > top)),
        merged=(
            *first.merged,
            *((one + down, left, last + down, right) for one, left, last,
                right in other.merged if one > top),
        ),
        remark="; ".join(text for text in (first.remark, other.remark,
            f"a roster in parts, with one header: {shift}") if text),
    )  # fmt: skip


def same_people(first: Grid, other: Grid) -> bool:
    """Whether half of the people of one part stand in the other too, as in the exports of two
    months.

    Parameters
    ----------
    first, other
        Rosters with one header; half of the smaller one is what counts.
    """
    one, two = set(_people(first)), set(_people(other))
    return bool(one and two) and 2 * len(one & two) >= min(len(one), len(two))


def _people(grid: Grid) -> Iterator[str]:
    """People of a roster by the first of id, e-mail or name that it has, in lower case."""
    number = header_row(inputs.ROSTER, grid) or 0
    keys = {inputs.ROSTER.meaning(raw): column for column, raw in grid.rows.get(number, {}).items()}
    place = next(
        (keys[key] for key in ("person_id", "email", "name", "last_name") if key in keys), 0
    )
    for row, cells in grid.rows.items():
        if row > number and place in cells:
            yield to_text(cells[place]).casefold()


def in_one(grids: Iterable[Grid]) -> list[Grid]:
    """The sheets, parts of a roster as one.

    Parameters
    ----------
    grids
        Sheets of several files, in their order; each part joins the first that it fits.
    """
    found: list[Grid] = []
    for grid in grids:
        for place, before in enumerate(found):
            if (whole := stacked(before, grid)) is not None:
                found[place] = whole
                break
        else:
            found.append(grid)
    return found


def _is_sum(cells: Mapping[int, Raw]) -> bool:
    return any(isinstance(raw, str) and looks_total(raw) for raw in cells.values())


def _moved_comments(comments: Mapping[str, str], top: int, down: int) -> dict[str, str]:
    places = {(*coordinate_from_string(place),): text for place, text in comments.items()}
    return {f"{letters}{row + down}": text for (letters, row), text in places.items() if row > top}


def _moved(shown: Mapping[tuple[int, int], str], top: int, down: int) -> dict[tuple[int, int], str]:
    return {(row + down, column): text for (row, column), text in shown.items() if row > top}
