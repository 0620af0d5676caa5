"""Any framework as a table: a CSV file with a row for each skill that a level of a role is asked
for.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

from orgplan.domain import DIMENSIONS, GROUPS
from orgplan.language import N_, _

from ..faults import BadModel, ModelFault
from ..proficiency import ProficiencyScale, load_proficiency
from .skill_rows import Reading, SkillRequirement, Unmapped, slug

UNIT = N_("rows")
COLUMNS = {
    "role": ("role", "role_title", "job", "岗位", "角色"),
    "level": ("level", "role_level", "grade", "级别", "职级"),
    "skill": ("skill", "skill_name", "competency", "技能"),
    "proficiency": ("proficiency", "skill_level", "required", "熟练度", "要求"),
    "role_zh": ("role_zh", "岗位中文"),
    "level_zh": ("level_zh", "级别中文"),
    "skill_zh": ("skill_zh", "技能中文"),
    "dimension": ("dimension", "维度"),
    "group": ("group", "分组"),
    "aliases": ("aliases", "别名"),
}
_REQUIRED = ("role", "level", "skill", "proficiency")


def read(path: Path) -> Reading:
    """Read a table; proficiency is a number from 0 to 5 or a word of ``proficiency_words.yaml``,
    aliases are separated by semicolons.

    Parameters
    ----------
    path
        CSV in UTF-8. Role, level, skill and proficiency are needed, under any of the names in
        ``COLUMNS``.

    Returns
    -------
    Reading
        Rows without one of these, or with a word that the scale does not have, are among what is
        left.

    Raises
    ------
    BadModel
        If a column that is needed is missing.
    """
    reading = Reading(
        "", path.stem, "licence as stated by whoever gave the table", "imported", UNIT
    )
    scale = load_proficiency()
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        columns = _columns(path, list(table.fieldnames or ()))
        rows = [
            {key: (row.get(name) or "").strip() for key, name in columns.items()} for row in table
        ]
    reading.read[UNIT] = len(rows)
    for line, row in enumerate(rows, start=2):
        why = _fault(row, scale)
        if why:
            reading.left.append(
                Unmapped(
                    UNIT, f"row {line}", ", ".join(value for value in row.values() if value), why
                )
            )
        else:
            reading.asks.append(_ask(row, scale))
    return reading


def _ask(row: Mapping[str, str], scale: ProficiencyScale) -> SkillRequirement:
    dimension = row.get("dimension", "")
    return SkillRequirement(
        role=row["role"],
        level=row["level"],
        skill=row["skill"],
        number=scale.level_of(row["proficiency"]) or 0,
        word=row["proficiency"],
        dimension=slug(dimension) if dimension else DIMENSIONS[0],
        group=row.get("group", ""),
        role_zh=row.get("role_zh", ""),
        level_zh=row.get("level_zh", ""),
        skill_zh=row.get("skill_zh", ""),
        aliases=tuple(
            alias.strip() for alias in row.get("aliases", "").split(";") if alias.strip()
        ),
    )


def _fault(row: Mapping[str, str], scale: ProficiencyScale) -> str:
    """Why a row can't be mapped; empty if it can."""
    blank = [key for key in _REQUIRED if not row[key]]
    if blank:
        return _("{columns} is blank", columns=_(", ").join(blank))
    number = scale.level_of(row["proficiency"])
    if number is None:
        return _("`{word}` is neither 0 to 5 nor a known word", word=row["proficiency"])
    if number == 0:
        return _("asks for nothing")
    if row.get("dimension") and slug(row["dimension"]) not in DIMENSIONS:
        return _("`{word}` is none of the six dimensions", word=row["dimension"])
    if row.get("group") and row["group"] not in GROUPS:
        return _("`{word}` is no group of skills", word=row["group"])
    return ""


def _columns(path: Path, header: list[str]) -> dict[str, str]:
    """Key → header of the columns that are there, under any of their names."""
    found: dict[str, str] = {}
    for key, spellings in COLUMNS.items():
        match = next((name for name in header if name.strip().casefold() in spellings), None)
        if match is not None:
            found[key] = match
    missing = [key for key in _REQUIRED if key not in found]
    if missing:
        sentence = f"has no column {', '.join(missing)}"
        raise BadModel(
            [
                ModelFault(
                    path,
                    1,
                    "",
                    sentence,
                    f"it has {', '.join(header) or 'none'}; needed are {', '.join(_REQUIRED)}",
                )
            ]
        )
    return found
