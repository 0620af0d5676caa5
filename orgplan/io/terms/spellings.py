"""Every cell of a workbook that names a skill, with what it stands side by side with."""

from collections.abc import Iterable, Iterator, Mapping

from orgplan.excel.read import at, fold, to_text

from ..inputs.requirements import asks_for_staff
from ..skills.skill_ratings import SkillSheet
from ..tables.row import Row
from ..tables.table import Table
from .skill_names import Spelt

_BESIDE: Mapping[str, tuple[str, ...]] = {
    "Requirements": ("scope",),
    "Role skills": ("role",),
    "Training": ("from", "to", "eligible_roles"),
    "Rules": ("rule",),
    "Skill groups": ("group",),
}


def spelt_skills(
    tables: Mapping[str, Table], skill_sheets: Iterable[SkillSheet]
) -> Iterator[Spelt]:
    """Skills as the sheets spell them; Requirements come first, for they say how skills are spelt,
    then what people can do.

    Two headers of a wide sheet stand side by side, and so do two rows of a long one about the same
    scope, person, role or step.

    Parameters
    ----------
    tables
        Key of an input sheet → its table; those that are not there are passed over. Needs for staff
        name roles, and are left out.
    skill_sheets
        Sheets of people's skills.
    """
    yield from _of_sheet("Requirements", tables.get("Requirements"))
    for sheet in skill_sheets:
        yield from (
            Spelt(sheet.name, cell.address, cell.text, ("Skills", beside))
            for cell, beside in sheet.skills
        )
    for name in _BESIDE:
        if name != "Requirements":
            yield from _of_sheet(name, tables.get(name))


def _of_sheet(sheet: str, table: Table | None) -> Iterator[Spelt]:
    if table is not None:
        if sheet == "Role skills" and "skill" not in table.columns:
            yield from (
                Spelt(table.name, at(table.header, column), to_text(raw), (sheet,))
                for column, raw in table.free.items()
            )
        else:
            for row in table:
                if sheet == "Requirements" and asks_for_staff(row):
                    continue
                yield from _of_row(row, (sheet, *(_folded(row, key) for key in _BESIDE[sheet])))


def _of_row(row: Row, beside: tuple[str, ...]) -> Iterator[Spelt]:
    raw = row.raw("skill")
    if isinstance(raw, (str, int, float)):
        yield Spelt(row.sheet, row.at("skill"), to_text(raw), beside)


def _folded(row: Row, key: str) -> str:
    raw = row.raw(key)
    return "" if raw is None else fold(to_text(raw))
