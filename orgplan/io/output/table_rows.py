"""Rows of an input sheet, on their way into a workbook."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, cast

from orgplan.domain import Organisation, Priced, Scope, Value
from orgplan.excel.write.content import Content
from orgplan.schema.columns import InputSheet, Kind

from ..terms.scopes import Scopes
from .stated import stated_cells


@dataclass(frozen=True)
class Listing:
    """Rows of an input sheet.

    Attributes
    ----------
    spec
        Declaration of the sheet.
    keys
        The declared columns that are written.
    rows
        One content for each of `keys`, then for each of `free`.
    free
        Headers of further columns: skills, or periods.
    drafted
        Indices of rows that stand in no source, and are marked.
    open
        (index of row, index of column) of cells that have to be mended, and are marked.
    units
        Key → unit that its header names, where it is not the declared one.
    beside
        (index of row, how far to the right of the table) → what stands there under no header.
    """

    spec: InputSheet
    keys: tuple[str, ...]
    rows: Sequence[Sequence[Content]]
    free: tuple[str, ...] = ()
    drafted: frozenset[int] = frozenset()
    open: frozenset[tuple[int, int]] = frozenset()
    units: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[tuple[int, int], Content] = field(default_factory=dict)


def listing(spec: InputSheet, rows: Iterable[dict[str, Content]]) -> Listing:
    """Rows of a sheet with all its declared columns.

    Parameters
    ----------
    spec
        Of its columns, those that only exports have are not written.
    rows
        Key of a column → content; a missing key is a blank, and a key that is not declared is
        dropped.

    Examples
    --------
    >>> from orgplan.schema.inputs import TEAMS
    >>> found = listing(TEAMS, [{"team": "Apps", "no such column": 1}])
    >>> found.keys[0], found.rows[0][0], len(found.rows[0]) == len(found.keys)
    ('team', 'Apps', True)
    """
    keys = tuple(column.key for column in spec.written)
    return Listing(spec, keys, [[row.get(key) for key in keys] for row in rows])


def cells_of(
    value: Value, spec: InputSheet, org: Organisation, scopes: Scopes | None = None
) -> dict[str, Content]:
    """Cells of a domain's value: each declared column holds its field; amounts stand as they were
    stated, roles by name and level.

    Parameters
    ----------
    value
        Of the domain. A column is matched to the field that its declaration names.
    spec
        Columns to fill; those of which the value has no field are left out, for the caller to add.
    org
        Read for the calendar and for roles.
    scopes
        Needed where the value has a scope.
    """
    fields = dict(value)
    cells = {
        column.key: cell_of(fields[column.field], org, scopes)
        for column in spec.written
        if column.field in fields
    }
    if isinstance(value, Priced):
        amounts = {
            column.key: fields[column.field]
            for column in spec.written
            if column.kind is Kind.MONEY and column.field in fields
        }
        cells |= stated_cells(value, **amounts)
    role = org.role.get(fields.get("role", ""))
    return cells | ({} if role is None else {"role": role.name, "level": role.level})


def cell_of(content: Any, org: Organisation, scopes: Scopes | None = None) -> Content:
    """What a field holds, as one cell: lists joined, periods by their labels, skills with their
    levels.

    Parameters
    ----------
    content
        A field: mappings are skills with levels, whole numbers in a tuple are periods from 0.
    org
        Read for the calendar, which labels the periods.
    scopes
        Writes a scope; without it a scope stays as it is, which no sheet can hold.
    """
    if isinstance(content, Mapping):
        return joined([f"{skill} {level}" for skill, level in content.items()])
    if isinstance(content, tuple):
        return joined([org.calendar.label(one) if isinstance(one, int) else one for one in content])
    if isinstance(content, bool):
        return "yes" if content else "no"
    if isinstance(content, Scope) and scopes is not None:
        return scopes.written(content)
    return content.value if isinstance(content, StrEnum) else cast(Content, content)


def joined(names: Sequence[str]) -> str:
    """Names in one cell; a single one that has a comma ends in a semicolon, so that it isn't split.

    Parameters
    ----------
    names
        In the order in which they are to be read back; none gives an empty text.

    Examples
    --------
    >>> joined(["Java", "Go"]), joined(["Sales, EMEA"])
    ('Java; Go', 'Sales, EMEA;')
    """
    return "; ".join(names) + (
        ";" if len(names) == 1 and any(sign in names[0] for sign in ",，、") else ""
    )
