"""Columns of a plan's sheets that are read back, as they are declared in :mod:`orgplan.schema.plan`."""

from __future__ import annotations

from collections.abc import Iterable

from orgplan.excel.write.workbook import Column, Style
from orgplan.report.sheets.layout import DATE, FTE, LONG, PRICE, TEXT
from orgplan.schema.columns import InputSheet, Kind

STYLES: dict[Kind, Style] = {Kind.TEXT: LONG, Kind.DATE: DATE, Kind.MONEY: PRICE, Kind.NUMBER: FTE}
WIDTHS = {
    "id": 9.0,
    "kind": 12.0,
    "person_id": 11.0,
    "lever": 9.0,
    "heads": 10.0,
    "location": 14.0,
    "replaces": 11.0,
    "position_id": 12.0,
    "candidate": 16.0,
}
WIDTH_OF = {Kind.TEXT: 20.0, Kind.DATE: 12.0, Kind.MONEY: 13.0}


def declared(spec: InputSheet, keys: Iterable[str]) -> tuple[Column, ...]:
    """Columns of a sheet under their declared names."""
    found = (spec.column(key) for key in keys)
    return tuple(
        Column(
            column.key,
            STYLES.get(column.kind, TEXT),
            WIDTHS.get(column.key, WIDTH_OF.get(column.kind, 12.0)),
            meaning=column.meaning,
        )
        for column in found
    )
