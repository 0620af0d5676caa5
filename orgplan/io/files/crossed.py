"""Tables of heads by role and team that stand crosswise, which are asked for row by row."""

from __future__ import annotations

from orgplan.excel.read import Findings, Grid, Raw, at
from orgplan.io.tables.find_table import header_row
from orgplan.io.tables.table import looks_total
from orgplan.language import N_, _
from orgplan.schema import inputs
from orgplan.schema.columns import InputSheet

_HEADER_WITHIN = 10
_MOST_HEADS = 100_000
_MEND = {
    inputs.ROSTER.key: N_(
        "Give each role and team a row of its own, with the columns role, team and headcount, and base_salary for the pay of one where Roles has no band."
    ),
    inputs.REQUIREMENTS.key: N_(
        "Give each team and role a row of its own: scope the team, skill the role, need the heads, kind staff."
    ),
}


def is_crossed(spec: InputSheet, grid: Grid, findings: Findings) -> bool:
    """Whether a sheet is a table of heads by role and team, which is a fault with what to do."""
    mend, header = _MEND.get(spec.key), header_row(spec, grid)
    if (
        header is not None
        and len({spec.meaning(raw) for raw in grid.rows[header].values()} - {None}) > 1
    ):
        return False
    for number in list(grid.rows)[:_HEADER_WITHIN] if mend else ():
        cells = grid.rows[number]
        known = {key for raw in cells.values() if (key := spec.meaning(raw)) is not None}
        if len(known) > 1 or len(cells) < 2 or not known <= {"role", "team", "scope", "skill"}:
            continue
        first = min(cells) if known else min(grid.rows.get(number + 1, {1: None}))
        heads = {column for column, raw in cells.items() if column > first and isinstance(raw, str)}
        below = [
            row for row in grid.rows if row > number and isinstance(grid.rows[row].get(first), str)
        ]
        figures = [grid.rows[row].get(column) for row in below for column in heads]
        told = [raw for raw in figures if raw is not None]
        if (
            len(heads) > 1
            and below
            and told
            and all(map(_is_heads, told))
            and _is_named(grid, number, heads)
        ):
            what = _("heads by role and team in rows and columns")
            findings.fault(
                grid.name, at(number, min(cells)), what, _("a row each"), _(str(mend)), quoted=False
            )
            return True
    return False


def _is_heads(raw: Raw) -> bool:
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
