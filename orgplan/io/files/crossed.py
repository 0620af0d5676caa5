"""Tables of heads by role and team that stand crosswise: read as a row each where the corner says
which is which, else asked about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from orgplan.excel.read import Findings, Grid, Raw, at, texts
from orgplan.language import N_, _
from orgplan.schema import inputs
from orgplan.schema.columns import InputSheet

from ..tables.find_table import header_row
from ..tables.table import looks_total

_HEADER_WITHIN = 10
_MOST_HEADS = 100_000
_CORNERS = frozenset(texts("role | team | scope | skill | headcount | need"))
_HEADERS = {  # what the corner says, on a sheet → headers of the rows
    (inputs.ROSTER.key, "role"): ("role", "team", "headcount"),
    (inputs.ROSTER.key, "team"): ("team", "role", "headcount"),
    (inputs.REQUIREMENTS.key, "role"): ("skill", "scope", "need", "kind"),
    (inputs.REQUIREMENTS.key, "skill"): ("skill", "scope", "need"),
}
_FIX = {
    inputs.ROSTER.key: N_(
        "Write Role or Team in {corner}, for what is listed below it; the other is listed across."
        " Pay is then taken from the band on Roles."
    ),
    inputs.REQUIREMENTS.key: N_(
        "Write Role or Skill in {corner} if that is what is listed below it, with teams across;"
        " otherwise give each team and role its own row: scope the team, skill the role, need the"
        " heads, kind staff."
    ),
}


@dataclass(frozen=True)
class _Crossed:
    """Where heads stand crosswise: row of the header, column of the names at the left, columns and
    rows of figures.
    """

    header: int
    first: int
    columns: tuple[int, ...]
    rows: tuple[int, ...]


def is_crossed(spec: InputSheet, grid: Grid, findings: Findings) -> bool:
    """Whether a sheet is a table of heads by role and team, of which it is not known which is
    which: a fault with what to do.

    Parameters
    ----------
    spec
        Roster or Requirements.
    grid
        Searched for a header in its first ten rows.
    findings
        Takes the fault, which says what to write in the corner.
    """
    found = _found(spec, grid)
    if found is None:
        return False
    what = _("heads by role and team in rows and columns")
    corner = at(found.header, found.first)
    fix = _(str(_FIX[spec.key]), corner=corner)
    place = at(found.header, min(grid.rows[found.header]))
    findings.fault(grid.name, place, what, _("a row each"), fix, quoted=False)
    return True


def uncrossed(spec: InputSheet, grid: Grid, findings: Findings) -> Grid:
    """Heads by role and team, that stand in rows and columns, as a row each, where the corner says
    which is which; other sheets as they are.

    Parameters
    ----------
    spec
        Roster or Requirements: it decides which headers the rows get.
    grid
        Cells with 0 or a blank make no row; rows and columns called a total are checked against the
        sum of the others and left out.
    findings
        Takes a fault for a total that is not the sum, a note on how the sheet was read, and the
        origin of each new cell, so that later faults name the cell of the file.

    Returns
    -------
    Grid
        Header in row 1, a row for each figure below; colours and merged cells are gone. The sheet
        itself where the corner says nothing.
    """
    found = _found(spec, grid)
    corner = grid.rows[found.header].get(found.first) if found is not None else None
    header = _HEADERS.get((spec.key, _key(spec, corner) or ""))
    if found is None or header is None:
        return grid
    rows: dict[int, Mapping[int, Raw]] = {1: dict(enumerate(header, start=1))}
    kept = [row for row in found.rows if not looks_total(str(grid.rows[row][found.first]))]
    for row in kept:
        for column in found.columns:
            count, name = grid.rows[row].get(column), grid.rows[found.header][column]
            if not count or looks_total(str(name)):
                continue
            number = len(rows) + 1
            cells = (grid.rows[row][found.first], name, count, "staff")
            origins = (at(row, found.first), at(found.header, column), at(row, column))
            rows[number] = dict(zip(range(1, len(header) + 1), cells, strict=False))
            for place, origin in enumerate(origins, start=1):
                findings.origins[grid.name, at(number, place)] = (grid.name, origin)
    _refuse_other_sums(grid, found, kept, findings)
    text = _(
        "heads are given here by {left} in rows and {top} in columns: read as {count} rows",
        left=spec.column(header[0]).shown,
        top=spec.column(header[1]).shown,
        count=len(rows) - 1,
    )
    findings.note(grid.name, "", text)
    return replace(grid, rows=rows, merged=(), currencies={}, fills={}, hidden=(), struck=())


def _key(spec: InputSheet, corner: Raw) -> str | None:
    """What the names below the corner are; on Requirements a role is what staff is asked for, and
    stands as the skill.
    """
    roster = inputs.ROSTER.meaning(corner)
    return roster if roster in ("role", "team") else spec.meaning(corner)


def _refuse_other_sums(
    grid: Grid, found: _Crossed, kept: Sequence[int], findings: Findings
) -> None:
    """A fault for each sum beside or below that is another than that of its figures."""
    head = grid.rows[found.header]
    parts = [column for column in found.columns if not looks_total(str(head[column]))]
    beside = {
        (row, column): [(row, part) for part in parts]
        for row in kept
        for column in found.columns
        if column not in parts
    }
    below = {
        (row, column): [(part, column) for part in kept]
        for row in found.rows
        if row not in kept
        for column in parts
    }
    for (row, column), cells in {**beside, **below}.items():
        typed = grid.rows[row].get(column)
        figures = (grid.rows[line].get(place) for line, place in cells)
        total = sum(figure for figure in figures if isinstance(figure, (int, float)))
        if isinstance(typed, (int, float)) and typed != total:
            fix = _("Correct one of the figures, or delete the sums.")
            expected = _("the sum of the heads, {total:g}", total=total)
            findings.fault(grid.name, at(row, column), typed, expected, fix)


def _found(spec: InputSheet, grid: Grid) -> _Crossed | None:
    """Where heads stand crosswise; ``None`` where a header names two columns, so that it is a plain
    table, or a figure can be no heads.
    """
    if spec.key not in _FIX:
        return None
    header = header_row(spec, grid)
    if header is not None and len(_keys(spec, grid.rows[header])) > 1:
        return None
    for number in list(grid.rows)[:_HEADER_WITHIN]:
        cells = grid.rows[number]
        known = _keys(spec, cells)
        if len(known) > 1 or len(cells) < 2 or not known <= _CORNERS:
            continue
        first = min(cells) if known else min(grid.rows.get(number + 1, {1: None}))
        heads = [column for column, raw in cells.items() if column > first and isinstance(raw, str)]
        below = [
            row for row in grid.rows if row > number and isinstance(grid.rows[row].get(first), str)
        ]
        figures = [grid.rows[row].get(column) for row in below for column in heads]
        typed = [raw for raw in figures if raw is not None]
        if (
            len(heads) > 1
            and below
            and typed
            and all(map(_is_heads, typed))
            and _is_named(grid, number, set(heads))
        ):
            return _Crossed(number, first, tuple(heads), tuple(below))
    return None


def _keys(spec: InputSheet, cells: Mapping[int, Raw]) -> set[str]:
    """Columns that a row names; beside one at the left, ``Manager`` is a role."""
    keys = [spec.meaning(raw) for _, raw in sorted(cells.items())]
    own = {keys[0]} if keys[0] in ("role", "team") else set()
    return {key for key in keys if key is not None and not (own and key == "manager_id")} | own


def _is_heads(raw: Raw) -> bool:
    """Whether a cell is a whole number below 100,000: dates and pay are none."""
    return (
        type(raw) in (int, float)
        and float(str(raw)).is_integer()
        and 0 <= float(str(raw)) < _MOST_HEADS
    )


def _is_named(grid: Grid, number: int, heads: set[int]) -> bool:
    """Whether the columns are called after something, and are not all sums or periods."""
    names = [str(grid.rows[number][column]) for column in heads]
    return (
        sum(not looks_total(name) and not any(sign.isdigit() for sign in name) for name in names)
        > 1
    )
