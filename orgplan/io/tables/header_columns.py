"""What the columns of a header mean; of two headers with one meaning the better one counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from orgplan.excel.read import Findings, Grid, Raw, Unreadable, at, to_choice, to_text
from orgplan.language import _
from orgplan.schema.columns import Free, InputColumn, InputSheet, Kind, is_ignored

from ..files.units import (
    header_units,
    without_units,
)


def _with_units(header: Raw, spec: InputSheet) -> str | None:
    """Key of a column of money whose header names a unit beside what it is."""
    if not isinstance(header, str):
        return None
    keys = [key for text in without_units(header) if (key := spec.meaning(text)) is not None]
    return next((key for key in keys if spec.column(key).kind is Kind.MONEY), None)


@dataclass
class _Columns:
    """What the columns of a header mean."""

    columns: dict[str, int]
    free: dict[int, Raw] = field(default_factory=dict)
    spare: dict[str, tuple[int, ...]] = field(default_factory=dict)


def meanings_of(
    spec: InputSheet, grid: Grid, number: int, findings: Findings, places: Mapping[str, int]
) -> _Columns:
    """Columns by key, and all others; of two headers with one meaning the better one counts.

    Parameters
    ----------
    spec
        Names, aliases and fallbacks of its columns are compared with the headers.
    grid, number
        The sheet, and the row number of its header.
    findings
        Takes a fault for a header that stands there twice or contradicts a better one, and a note
        for a column whose name says that it is to be ignored.
    places
        Key → column number of columns that are known already; their headers are not looked at.

    Returns
    -------
    _Columns
        Columns by key; all others with their header as it stands; and columns that fill the blanks
        of a better one.
    """
    found = _Columns(dict(places))
    seen: dict[str, int] = {}
    for column, raw in sorted(
        grid.rows[number].items(), key=lambda cell: (spec.rank(cell[1]), cell[0])
    ):
        label = to_text(raw).casefold()
        if label in seen:
            fix = _(
                "It is already in {cell}: delete or rename one of the two.",
                cell=at(number, seen[label]),
            )
            findings.fault(grid.name, at(number, column), raw, _("each header once"), fix)
            continue
        seen[label] = column
        if column in places.values():
            continue
        key = spec.meaning(raw) or _with_units(raw, spec)
        if key is None and spec.free is not Free.NOTHING and is_ignored(label):
            findings.note(
                grid.name, at(number, column), _("'{raw}' was ignored, as it says", raw=raw)
            )
        elif key is None:
            found.free[column] = raw
        elif key in found.columns:
            _second(spec, grid, number, findings, found, key, column)
        else:
            found.columns[key] = column
    return found


def _second(
    spec: InputSheet,
    grid: Grid,
    number: int,
    findings: Findings,
    found: _Columns,
    key: str,
    column: int,
) -> None:
    """A second header of one meaning: a fallback, the same once more, passed over for the column's
    own name, or a fault.
    """
    header, first = grid.rows[number], found.columns[key]
    raw, here, there = header[column], at(number, column), at(number, first)
    ranks = spec.rank(header.get(first)), spec.rank(raw)
    shown = spec.column(key).shown
    ignored = _("'{raw}' was ignored: {key} is in {there}", raw=raw, key=shown, there=there)
    if ranks[1] > 1 or (
        ranks[0] == ranks[1] == 1
        and not _contradicts(spec.column(key), grid, number, first, column)
    ):
        found.spare[key] = (*found.spare.get(key, ()), column)
        if any(column in cells and first not in cells for cells in grid.rows.values()):
            text = _(
                "'{raw}' is read as {key} where {there} ('{get}') is blank",
                raw=raw,
                key=shown,
                there=there,
                get=header.get(first),
            )
        else:
            text = ignored
        findings.note(grid.name, here, text)
    elif ranks[0] == 0 < ranks[1]:
        findings.note(grid.name, here, ignored)
    else:
        fix = _(
            "It means {key}, as {there} ('{get}') does: delete or rename one of the two.",
            key=shown,
            there=there,
            get=header.get(first),
        )
        findings.fault(grid.name, here, raw, _("each column once"), fix)


def _contradicts(spec: InputColumn, grid: Grid, number: int, first: int, second: int) -> bool:
    """Whether two columns say different things of a row; with different units, whether both say
    something.
    """
    pairs = [
        (cells[first], cells[second])
        for row, cells in grid.rows.items()
        if row > number and first in cells and second in cells
    ]
    units = {header_units(grid.rows[number].get(column)) for column in (first, second)}
    pairs = [pair for pair in pairs if 0 not in pair] if len(units) > 1 else pairs
    if spec.choices:  # Employee beside Regular says the same
        pairs = [(_meant(spec, one), _meant(spec, other)) for one, other in pairs]
    return any(one != other for one, other in pairs) or (len(units) > 1 and bool(pairs))


def _meant(spec: InputColumn, raw: Raw) -> Raw:
    try:
        return to_choice(raw, spec.choices)
    except Unreadable:
        return raw
