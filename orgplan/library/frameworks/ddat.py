"""The British government's digital, data and technology framework, as CSV or JSON.

Its four words were mapped by what they promise: *awareness* knows of the skill (1), *working*
applies it (3), *practitioner* shares it with others (4), *expert* leads the organisation in it (5).
Nothing in it means 2, work with help.
"""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from orgplan.language import N_, _

from ..faults import BadModel, ModelFault
from .skill_rows import Reading, SkillRequirement, Unmapped

WORDS = {"awareness": 1, "working": 3, "practitioner": 4, "expert": 5}
UNIT = N_("skill levels")
_COLUMNS = ("role", "role_level", "skill_name", "skill_level")
_DIMENSIONS = (
    ("(management)", "team_leadership"),
    ("– management)", "team_leadership"),
    ("systems", "architecture_engineering"),
    ("information security", "architecture_engineering"),
    ("availability", "architecture_engineering"),
    ("user focus", "business_modelling"),
    ("process", "delivery"),
    ("service support", "delivery"),
    ("modern standards", "trends"),
)


def read(path: Path) -> Reading:
    """Read a file of the framework.

    Parameters
    ----------
    path
        JSON if it ends so, else CSV with the columns role, role_level, skill_name and skill_level.

    Returns
    -------
    Reading
        Rows with a word that the framework does not have are among what is left.

    Raises
    ------
    BadModel
        If it is no JSON, or lacks a column.
    """
    reading = Reading(
        "ddat",
        "DDaT capability framework",
        "Crown copyright, Open Government Licence v3.0",
        "engineering",
        UNIT,
    )
    reading.read[UNIT] = 0
    rows = _of_json(path, reading) if path.suffix.lower() == ".json" else _of_csv(path, reading)
    for role, level, skill, word in rows:
        reading.read[UNIT] += 1
        number = WORDS.get(word.strip().casefold())
        if number is None or not (role and level and skill):
            why = (
                _("`{word}` is not one of {words}", word=word, words=_(", ").join(WORDS))
                if number is None
                else _("role, level or skill is blank")
            )
            reading.left.append(Unmapped(UNIT, f"{role}, {level}", skill, why))
        else:
            reading.asks.append(
                SkillRequirement(role, level, skill, number, word, dimension=_dimension(skill))
            )
    return reading


def _of_csv(path: Path, reading: Reading) -> Iterator[tuple[str, str, str, str]]:
    """Role, level, skill and word of each row; lines that begin with a dash are
    responsibilities.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        missing = [name for name in _COLUMNS if name not in (table.fieldnames or ())]
        if missing:
            raise BadModel(
                [
                    ModelFault(
                        path,
                        1,
                        "",
                        f"has no column {', '.join(missing)}",
                        f"the columns are {', '.join(_COLUMNS)}",
                    )
                ]
            )
        duties: dict[tuple[str, str], str] = {}
        for row in table:
            duties[row["role"], row["role_level"]] = row.get("skills_they_need") or ""
            yield row["role"], row["role_level"], row["skill_name"], row["skill_level"]
    for (role, _level), text in duties.items():
        for line in text.splitlines():
            if line.startswith("- "):
                reading.add_duty(role, "core_technology", line.removeprefix("- "))


def _of_json(path: Path, reading: Reading) -> Iterator[tuple[str, str, str, str]]:
    """Role, level, skill and word of each skill of a role's file."""
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8-sig"))
        role = content["title"]
        reading.read["levels"] = len(content["levels"])
        for level in content["levels"]:
            for duty in level["duties"]:
                reading.add_duty(role, "core_technology", duty)
            for skill in level["skills"]:
                yield role, level["title"], skill["name"], skill["skill_level"]
            if not level["skills"]:
                reading.left.append(Unmapped("levels", role, level["title"], _("names no skill")))
    except json.JSONDecodeError as error:
        raise BadModel(
            [
                ModelFault(
                    path,
                    error.lineno,
                    "",
                    f"is not JSON: {error.msg}",
                    "give the file as it was published",
                )
            ]
        ) from error
    except (KeyError, TypeError) as error:
        raise BadModel(
            [
                ModelFault(
                    path,
                    1,
                    "",
                    f"has not the shape of the framework ({error})",
                    "it needs `title` and `levels`",
                )
            ]
        ) from error


def _dimension(skill: str) -> str:
    lowered = skill.casefold()
    return next(
        (dimension for part, dimension in _DIMENSIONS if part in lowered), "core_technology"
    )
