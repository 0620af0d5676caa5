"""Ratings of skills as sheets hold them, whatever their form and scale: made by the readers of
sheets, made levels by :mod:`orgplan.io.skills.ratings`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from orgplan.excel.read import Raw

from .legends import Legend
from .skill_words import Rater

Who = Callable[[str], str | None]


@dataclass(frozen=True)
class Named:
    """A cell that names a person or a skill.

    Attributes
    ----------
    address, text
        Such as ``C5``, and what stands there.
    """

    address: str
    text: str


@dataclass(frozen=True)
class WrittenRating:
    """A rating as it stands.

    Attributes
    ----------
    sheet, address
        Where the rating stands.
    whose
        The cell that names the person; ``None`` where it is blank.
    person
        Id of the person; ``None`` for somebody who is not on the roster.
    skill
        The cell that names the skill.
    raw
        The rating; never blank.
    day, dated
        When it was made, where the sheet says so, and the cell that does.
    rater
        Whose word it is.
    wide
        Whether it stands in a column, or a row, of its skill's own.
    """

    sheet: str
    address: str
    whose: Named | None
    person: str | None
    skill: Named
    raw: Raw
    day: date | None = None
    dated: str = ""
    rater: Rater = Rater.SOMEBODY
    wide: bool = True


@dataclass(frozen=True)
class SkillSheet:
    """What a sheet of skills says.

    Attributes
    ----------
    name
        Of the sheet, as the user wrote it.
    skills
        Cells that name skills, in their order, each with what it stands beside; in a table of a row
        a rating, each of them.
    ratings
        In the order of the sheet, blank cells left out.
    long
        Whether it is such a table.
    legend
        What the sheet says that its figures mean.
    headers
        Of the columns of ratings, which may say on which scale these are.
    """

    name: str
    skills: tuple[tuple[Named, str], ...]
    ratings: tuple[WrittenRating, ...]
    long: bool = False
    legend: Legend | None = None
    headers: tuple[Named, ...] = ()
