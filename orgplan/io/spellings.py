"""Every cell of a workbook that names a skill, with what it stands side by side with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from orgplan.io.cells import at, fold
from orgplan.io.names import Spelt
from orgplan.io.needs import asks_for_staff
from orgplan.io.skills import is_long
from orgplan.io.tables import Row, Table
from orgplan.io.values import to_text

_BESIDE: Mapping[str, tuple[str, ...]] = {
    "Requirements": ("scope",),
    "Skills": ("person_id", "name"),
    "Role skills": ("role",),
    "Training": ("from", "to", "eligible_roles"),
    "Rules": ("rule",),
}


def spelt_skills(tables: Mapping[str, Table]) -> Iterator[Spelt]:
    """Skills as the sheets spell them; Requirements come first, for they say how skills are spelt.

    Two headers of a wide sheet stand side by side, and so do two rows of a long one about the same scope, person, role or step.
    """
    for sheet, keys in _BESIDE.items():
        table = tables.get(sheet)
        if table is None:
            continue
        if (sheet == "Skills" and not is_long(table, "level")) or (sheet == "Role skills" and "skill" not in table.columns):
            yield from (Spelt(table.name, at(table.header, column), to_text(raw), (sheet,)) for column, raw in table.free.items())
        else:
            for row in table:
                if sheet == "Requirements" and asks_for_staff(row):
                    continue
                yield from _of_row(row, (sheet, *(_folded(row, key) for key in keys)))


def _of_row(row: Row, beside: tuple[str, ...]) -> Iterator[Spelt]:
    raw = row.raw("skill")
    if isinstance(raw, (str, int, float)):
        yield Spelt(row.sheet, row.at("skill"), to_text(raw), beside)


def _folded(row: Row, key: str) -> str:
    raw = row.raw(key)
    return "" if raw is None else fold(to_text(raw))
