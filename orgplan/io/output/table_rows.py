"""Rows of an input sheet, on their way into a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
    """

    spec: InputSheet
    keys: tuple[str, ...]
    rows: Sequence[Sequence[Content]]
    free: tuple[str, ...] = ()


def listing(spec: InputSheet, rows: Iterable[dict[str, Content]]) -> Listing:
    """Rows of a sheet with all its declared columns."""
    keys = tuple(column.key for column in spec.written)
    return Listing(spec, keys, [[row.get(key) for key in keys] for row in rows])


def joined(names: Sequence[str]) -> str:
    """Names in one cell; a single one that has a comma ends in a semicolon, so that it isn't split."""
    return "; ".join(names) + (
        ";" if len(names) == 1 and any(sign in names[0] for sign in ",，、") else ""
    )
