"""The Financial Times' engineering progression, a job family in YAML or JSON.

*Awareness* is 1, *foundational* 2, *working knowledge* 3, *practitioner* 4 and *expert* 5. Where
each level says one thing of each theme, the themes are the skills; where it says many (the older
families), each competency is a skill of its own, asked from its level upwards. Levels of people
managers make a second role, with the levels above the fork that have no mark.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from orgplan.language import N_, _

from ..faults import BadModel, ModelFault
from ..yaml_file import read_yaml
from .skill_rows import Reading, SkillRequirement, Unmapped

WORDS = {"awareness": 1, "foundational": 2, "working knowledge": 3, "practitioner": 4, "expert": 5}
UNIT = N_("competencies")
_DIMENSIONS = {
    "planning-organising": "delivery",
    "delivery": "delivery",
    "business-impact": "business_modelling",
    "problem-solving-decision-making": "architecture_engineering",
    "communication": "team_leadership",
    "team-work": "team_leadership",
    "leadership": "team_leadership",
    "curiosity-learning": "trends",
}


def read(path: Path) -> Reading:
    """Read a job family.

    Parameters
    ----------
    path
        YAML with the lists levels, themes and competencies.

    Returns
    -------
    Reading
        Where a level has several competencies of a theme, each counts as a skill, and what a level
        is asked for is asked of the higher ones too.

    Raises
    ------
    BadModel
        If it is no YAML, or no job family.
    """
    faults: list[ModelFault] = []
    file = read_yaml(path, faults)
    if file is None:
        raise BadModel(faults)
    content = file.content
    if not isinstance(content, dict) or not all(
        isinstance(content.get(key), list) for key in ("levels", "themes", "competencies")
    ):
        raise BadModel(
            [
                file.fault(
                    (),
                    "is no job family",
                    "it needs the lists `levels`, `themes` and `competencies`",
                )
            ]
        )
    reading = Reading(
        "ft", "FT engineering progression", "MIT licence, Financial Times", "engineering", UNIT
    )
    competencies = content["competencies"]
    reading.read = {UNIT: len(competencies), "examples and links": 0, "responsibilities": 0}
    cells = Counter((one.get("level"), one.get("theme")) for one in competencies)
    by_theme = max(cells.values(), default=0) <= 1
    reading.carry = not by_theme
    roles = _roles(str(content.get("name", path.stem)), content["levels"], reading)
    titles = {level["id"]: str(level.get("name", level["id"])) for level in content["levels"]}
    themes = {theme["id"]: str(theme.get("name", theme["id"])) for theme in content["themes"]}
    order = list(titles)
    known = [
        one for one in competencies if one.get("level") in titles and one.get("theme") in themes
    ]
    reading.left += [
        Unmapped(
            UNIT,
            str(one.get("level")),
            str(one.get("summary")),
            "its level or theme is not in the family",
        )
        for one in competencies
        if one not in known
    ]
    for one in sorted(known, key=lambda one: order.index(one["level"])):
        _competency(
            one, roles[one["level"]], titles[one["level"]], themes[one["theme"]], by_theme, reading
        )
    return reading


def _competency(
    one: Mapping[str, Any], role: str, level: str, theme: str, by_theme: bool, reading: Reading
) -> None:
    """Take in a competency: as a level of its theme where a level has one of a theme, else as a
    skill of its own.
    """
    summary = " ".join(str(one.get("summary", "")).split())
    word = str(one.get("proficiency", ""))
    number = WORDS.get(word.casefold())
    dimension = _DIMENSIONS.get(one["theme"], "core_technology")
    extras = [*(one.get("examples") or ()), *(one.get("supportingUrls") or ())]
    reading.read["examples and links"] += len(extras)
    reading.left += [
        Unmapped(
            "examples and links",
            f"{role}, {level}",
            str(extra),
            _("role files have no place for it"),
        )
        for extra in extras
    ]
    if number is None or not summary:
        why = (
            _("`{word}` is not one of {words}", word=word, words=_(", ").join(WORDS))
            if number is None
            else _("it says nothing")
        )
        reading.left.append(Unmapped(UNIT, f"{role}, {level}", summary or theme, why))
        return
    reading.asks.append(
        SkillRequirement(
            role, level, theme if by_theme else summary, number, word, dimension=dimension
        )
    )
    if by_theme:
        reading.add_duty(role, dimension, summary)


def _roles(family: str, levels: Sequence[Mapping[str, Any]], reading: Reading) -> dict[str, str]:
    """Level → role: where the ladder forks, levels that end in ``-pm``, and those after that do not
    end in ``-ic``, lead people.
    """
    managers = f"{family} people manager"
    roles: dict[str, str] = {}
    forked = False
    for level in levels:
        name = str(level["id"])
        forked = forked or name.endswith("-pm")
        leads = name.endswith("-pm") or (forked and not name.endswith("-ic"))
        roles[name] = managers if leads else family
    if forked:
        reading.managers.add(managers)
        reading.following[family] = (managers,)
    return roles
