"""Rows of an input sheet, on their way into a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from orgplan.excel.write.content import Content
from orgplan.schema.columns import InputSheet


@dataclass(frozen=True)
class Listing:
    """Rows of an input sheet.

    Attributes
    ----------
    keys
        The declared columns that are written.
    free
        Headers of further columns: skills, or periods.
    rows
        One content for each of `keys`, then for each of `free`.
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
    """Rows of a sheet with all its declared columns."""
    keys = tuple(column.key for column in spec.written)
    return Listing(spec, keys, [[row.get(key) for key in keys] for row in rows])


def joined(names: Sequence[str]) -> str:
    """Names in one cell; a single one that has a comma ends in a semicolon, so that it isn't split."""
    return "; ".join(names) + (
        ";" if len(names) == 1 and any(sign in names[0] for sign in ",，、") else ""
    )
