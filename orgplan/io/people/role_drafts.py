"""Rows of Roles drafted from the people who hold a title that Roles do not know."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from orgplan.domain import FAMILY_NAMES, named
from orgplan.language import _, ngettext
from orgplan.schema import inputs

from ..foreign.families import OTHER, family_of

_SPREAD = 0.1  # half a band for a title whose holders earn the same
_MOST_SKILLS = 6


@dataclass(frozen=True)
class RoleDraft:
    """What a title may be on Roles, as far as its holders show.

    Attributes
    ----------
    title, holders
        As the roster has it, and how many hold it.
    family
        Guessed from the title's words; ``None`` where they say nothing.
    low, middle, high
        Band at full time, from the holders' pay; ``None`` where none is known.
    skills
        Skill → median level of the holders.

    Examples
    --------
    >>> RoleDraft("Chef", 1, None, 40_000, 45_000, 50_000, {}).sentence
    'Add a row to Roles, here drafted from its 1 holder: role Chef, Band min 40000, Band mid 45000,
    Band max 50000.'
    """

    title: str
    holders: int
    family: str | None
    low: float | None
    middle: float | None
    high: float | None
    skills: Mapping[str, int]

    @property
    def sentence(self) -> str:
        """How to add it to Roles and Role skills."""
        figures = {"band_min": self.low, "band_mid": self.middle, "band_max": self.high}
        band = "".join(
            _(", {column} {figure:.0f}", column=inputs.ROLES.column(key).shown, figure=figure)
            for key, figure in figures.items()
            if figure is not None
        )
        family = (
            _(", family {family} (guessed)", family=named(self.family, FAMILY_NAMES))
            if self.family
            else ""
        )
        text = ngettext(
            "Add a row to Roles, here drafted from its {n} holder: role {title}{family}{band}",
            "Add a row to Roles, here drafted from its {n} holders: role {title}{family}{band}",
            self.holders,
            title=self.title,
            family=family,
            band=band,
        )
        skills = _("; ").join(f"{skill} {level}" for skill, level in self.skills.items())
        more = _("; and to Role skills, for new holders: {skills}", skills=skills) if skills else ""
        return _("{sentence}.", sentence=text + more)


def draft_role(
    title: str, pay: Iterable[float], skills: Sequence[Mapping[str, int]], holders: int
) -> RoleDraft:
    """A draft of a role.

    Parameters
    ----------
    title
        As the roster has it; the family is guessed from its words.
    pay
        What holders earn a year at full time, where it is known.
    skills
        Skill → level of each holder.
    holders
        How many hold it, including those without known pay or skills.

    Returns
    -------
    RoleDraft
        The band reaches from the lowest to the highest pay, widened where they lie close together,
        and is rounded outwards.

    Examples
    --------
    >>> found = draft_role(
    ...     "Backend engineer", [70_000, 82_000, 90_000], [{"Java": 3}, {"Java": 4}], 3
    ... )
    >>> found.low, found.middle, found.high, found.skills
    (70000, 82000, 90000, {'Java': 3})
    """
    known = sorted(pay)
    band: tuple[float | None, float | None, float | None] = (None, None, None)
    if known:
        low, high = known[0], known[-1]
        if high - low < 2 * _SPREAD * low:
            low, high = (
                min(low, median(known) * (1 - _SPREAD)),
                max(high, median(known) * (1 + _SPREAD)),
            )
        band = (_rounded(low, up=False), round(median(known)), _rounded(high, up=True))
    family, _ = family_of(title)
    known_family = None if family == OTHER else family
    return RoleDraft(title, holders, known_family, *band, _typical(skills))


def _rounded(amount: float, *, up: bool) -> float:
    """An amount with two or three figures that count, rounded outwards so that holders stay inside
    the band.
    """
    step = 10 ** max(0, int(math.log10(amount)) - 2) if amount >= 1 else 1
    return (math.ceil if up else math.floor)(amount / step) * step


def _typical(skills: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """Median level of each skill over all holders, those of the highest first."""
    names = dict.fromkeys(skill for each in skills for skill in each)
    levels = {name: int(median(each.get(name, 0) for each in skills)) for name in names}
    best = sorted((name for name in levels if levels[name] > 0), key=lambda name: -levels[name])
    return {name: levels[name] for name in best[:_MOST_SKILLS]}
