"""Words on sheets of skills that are neither people nor skills: counts, targets, and who has
rated.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from orgplan.excel.read import fold, header_key, texts


class Rater(StrEnum):
    """Who says so."""

    SOMEBODY = "somebody"
    SELF = "self"
    MANAGER = "manager"
    TARGET = "target"  # no rating, but what is wanted


_LINES = Path(__file__).with_name("skill_words.txt").read_text("utf-8").splitlines()
_LISTS = {of: texts(words) for of, _, words in (line.partition(": ") for line in _LINES)}
_COUNTS, _TARGET = frozenset(_LISTS["counts"]), frozenset(_LISTS["target"])
RATERS: Mapping[str, Rater] = {
    word: rater
    for rater in (Rater.SELF, Rater.MANAGER, Rater.TARGET, Rater.SOMEBODY)
    for word in _LISTS[rater]
}
ABOUT_PEOPLE = frozenset(_LISTS["about people"])
_WORDS = "|".join(sorted(map(re.escape, RATERS), key=len, reverse=True))
_SUFFIX = re.compile(rf"\s*(?:[(（\[/:：]\s*|\s[-–—|·]\s|_)({_WORDS})\s*[)）\]]?\s*$")
LAST_WORD = re.compile(rf"\s+({_WORDS})\s*$")


def is_total_word(text: str) -> bool:
    """Whether a cell in place of a person or a skill says that its row or column counts or asks,
    and rates nobody.

    Parameters
    ----------
    text
        The cell, as it stands.

    Examples
    --------
    >>> is_total_word("Average level"), is_total_word("# of people"), is_total_word("Java")
    (True, True, False)
    """
    key = fold(re.sub(r"[:：*%％]|\(.*\)$", " ", text))
    return (
        key in _COUNTS
        or key in _TARGET
        or bool(re.match(r"(≥|>=|>|#|∑|Σ|%|% )", text.strip()))
        or key.startswith(
            (
                "total ",
                "average ",
                "number of ",
                "people at ",
                "coverage ",
                "gap ",
                "legend",
                "图例",
            )
        )
    )


def rater_of(header: str, pattern: re.Pattern[str] = _SUFFIX) -> tuple[str, Rater]:
    """The skill that a header names, and whose rating stands below it: ``Java (self)``.

    Parameters
    ----------
    header
        Of a column of ratings. One that is nothing but the word, such as ``Self``, names a skill.
    pattern
        Where the word stands: behind a bracket, dash, colon or slash; ``LAST_WORD`` takes one
        behind a blank.

    Returns
    -------
    skill, rater
        The skill as it is written. A header that names no rater is somebody's rating.

    Examples
    --------
    >>> rater_of("Java (self)")[0], rater_of("Java (self)")[1].value, rater_of("Java")[1].value
    ('Java', 'self', 'somebody')
    """
    found = pattern.search(header.casefold())
    if found and header[: found.start()].strip():
        return header[: found.start()].strip(), RATERS[found[1]]
    return header, Rater.SOMEBODY


_OF_SKILLS = re.compile(
    r"(?:^|\s)(skills?|competenc(?:y|ies)|skillset|kompetenz(?:en|matrix)|qualifikation(?:en|"
    r"smatrix)|fähigkeiten|compétences|competencias)(?:\s|$)|技能|能力矩阵"
)
_OF_OTHERS = re.compile(
    r"(?:^|\s)(roles?|jobs?|groups?|scales?|levels?|legend|needs?|needed|required|requirements?|"
    r"gaps?|training|courses?|bedarf|soll|skala|schulung(?:en)?)(?:\s|$)"
    r"|岗位|职位|分组|等级|标准|图例|需求|要求|差距|培训|课程"
)
_OLD = re.compile(
    r"(?:^|\s)(old|archived?|backup|copy|previous|obsolete|superseded)(?:\s|$)|旧|备份|历史|存档|作废"
)


def is_of_skills(name: str) -> bool:
    """Whether a sheet's name says that it holds skills, say those of a team: ``Skills Payments``.

    Parameters
    ----------
    name
        Of a sheet. Skills of roles, needs, courses and scales are no ratings of people.

    Examples
    --------
    >>> is_of_skills("Skills Payments"), is_of_skills("Role skills"), is_of_skills("Skills old")
    (True, False, False)
    """
    key = header_key(name)
    return bool(_OF_SKILLS.search(key)) and not _OF_OTHERS.search(key) and not is_old(name)


def is_old(name: str) -> bool:
    """Whether a sheet's name says that it no longer holds.

    Parameters
    ----------
    name
        As the file has it; English and Chinese words are known.

    Examples
    --------
    >>> is_old("Roster old"), is_old("Roster")
    (True, False)
    """
    return bool(_OLD.search(header_key(name)))
