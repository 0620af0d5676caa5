"""The roles of an invented organisation: each discipline with its ladder, paid by level."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from orgplan.domain import MAX_PROFICIENCY, Role, Track, role_id

from .catalogue import (
    DISCIPLINES,
    HEAD,
    INDIVIDUAL,
    LADDER,
    LEADING,
    MANAGER,
    PLACES,
    SHARED_SKILLS,
    TITLES_OF_A_DISCIPLINE,
    Discipline,
    RoleLevel,
)
from .shape import Shape

CHIEF = "Chief executive"
TYPICAL = 4  # skills that every holder of a discipline has; the others are picked up by some
BAND = (0.86, 1.16)  # minimum and maximum of a band against its middle
SPAN = 9  # people that a manager can lead


@dataclass(frozen=True)
class JobTitle:
    """A discipline at a level."""

    discipline: Discipline
    level: RoleLevel

    @property
    def id(self) -> str:
        """Id of its role."""
        return role_id(self.discipline.name, self.level.name)


def ladders_of(shape: Shape) -> dict[Discipline, list[JobTitle]]:
    """The levels that each discipline has; the last one takes what is left of the number asked for.

    Parameters
    ----------
    shape
        Says how many roles there are, that of the chief executive among them.

    Returns
    -------
    dict[Discipline, list[JobTitle]]
        Discipline → its job titles; a discipline cut short has the levels that a small one takes up
        first.

    Examples
    --------
    >>> [len(ladder) for ladder in ladders_of(Shape(people=50, teams=4, titles=11)).values()]
    [7, 3]
    """
    found: dict[Discipline, list[JobTitle]] = {}
    left = shape.titles - 1
    for discipline in DISCIPLINES[: -(-left // TITLES_OF_A_DISCIPLINE)]:
        found[discipline] = [
            JobTitle(discipline, level) for level in LADDER[: min(left, TITLES_OF_A_DISCIPLINE)]
        ]
        left -= len(found[discipline])
    return found


def typical(discipline: Discipline, level: RoleLevel) -> dict[str, int]:
    """What a typical holder can do: skill → level (1-5); skills at level 0 are left out.

    Parameters
    ----------
    discipline
        Its first four skills are known at the level's own proficiency, the others 1.2 lower.
    level
        Gives proficiency in the discipline, and in leading a team.

    Returns
    -------
    dict[str, int]
        Also the skills of a role, and those of everybody where people are alike.

    Examples
    --------
    >>> typical(DISCIPLINES[0], INDIVIDUAL[0])[LEADING]
    1
    """
    known = {skill: round(level.skill) for skill in discipline.skills[:TYPICAL]}
    known |= {skill: round(level.skill - 1.2) for skill in discipline.skills[TYPICAL:]}
    known |= {LEADING: level.leads, SHARED_SKILLS[1]: max(0, level.leads - 1)}
    return {skill: min(reached, MAX_PROFICIENCY) for skill, reached in known.items() if reached > 0}


def roles(
    shape: Shape,
    ladders: Mapping[Discipline, list[JobTitle]],
    homes: Mapping[Discipline, tuple[str, ...]],
) -> tuple[Role, ...]:
    """Every role, the chief executive's first; those who lead are hired into teams of their
    discipline (`homes`) alone.

    Parameters
    ----------
    shape
        Its head count limits how many may be hired into a role.
    ladders
        Discipline → its job titles.
    homes
        Discipline → teams whose main discipline it is; a discipline without one can be led
        anywhere.

    Returns
    -------
    tuple[Role, ...]
        Bands are in plan currency a year; nobody may be hired as chief executive.
    """
    dearest = max(discipline.pay for discipline in ladders)
    chief = Role(
        id=CHIEF,
        name=CHIEF,
        family="management",
        track=Track.MANAGEMENT,
        can_manage=True,
        span_max=2 * shape.departments + SPAN,
        band_min=round(3.2 * dearest, -2),
        band_mid=round(3.6 * dearest, -2),
        band_max=round(4.2 * dearest, -2),
        max_hires=0,
        skills_after_ramp={LEADING: 5},
    )
    of_ladders = (
        role
        for discipline, ladder in ladders.items()
        for role in _ladder(shape, ladder, homes.get(discipline, ()))
    )
    return (chief, *of_ladders)


def _ladder(shape: Shape, ladder: list[JobTitle], homes: tuple[str, ...]) -> Iterator[Role]:
    """Roles of one discipline; only those who lead are bound to its teams.

    Newcomers of any role have each skill one level lower than after their ramp.
    """
    for title in ladder:
        level, discipline = title.level, title.discipline
        leads = level in (MANAGER, HEAD)
        middle = discipline.pay * level.pay
        known = typical(discipline, level)
        yield Role(
            id=title.id,
            name=discipline.name,
            level=level.name,
            family="management" if leads else discipline.name,
            track=Track.MANAGEMENT if leads else Track.INDIVIDUAL,
            can_manage=leads,
            span_max=SPAN if leads else None,
            band_min=round(BAND[0] * middle, -2),
            band_mid=round(middle, -2),
            band_max=round(BAND[1] * middle, -2),
            teams=homes if leads else (),
            lead_time=round(2 + level.pay),
            ramp=4 if level.pay < 1.5 else 3,
            max_hires=max(2, shape.people // 60),
            # Whoever starts out is hired where pay is least too: cheaper, and in the same team.
            locations=(PLACES[0][0], PLACES[-1][0]) if level is INDIVIDUAL[2] else (PLACES[0][0],),
            skills_at_start={skill: max(1, reached - 1) for skill, reached in known.items()},
            skills_after_ramp=known,
        )
