"""Roles: skill maps, pay bands and how a seat is filled.

Bands are annual base of full time in plan currency, at a location with `pay_index` 1; lead time and
ramp are months, levels 0-5.
"""

from enum import StrEnum
from functools import cached_property

from pydantic import Field

from .base import FrozenDict, Levels
from .costs.money import Priced


class Track(StrEnum):
    """Individual contributors do the work; managers lead people.

    Examples
    --------
    >>> org.roles[0].track
    <Track.INDIVIDUAL: 'individual'>
    """

    INDIVIDUAL = "individual"
    MANAGEMENT = "management"


class Role(Priced):
    """A role with its level: what a seat costs and which skills its holder brings.

    Parameters
    ----------
    id
        Unique: the role's name, followed by `` / level`` where it has levels (see :func:`role_id`).
    teams
        Ids of the teams into which it may be hired; empty is where it, or its family, belongs.
    family
        Group of roles that rules count together, for instance ``engineering``.
    band_min, band_mid, band_max
        Annual base in plan currency; a role without a `band_mid` cannot be hired.
    recruiting_cost
        One-time cost of a hire in plan currency; ``None`` takes the assumption.
    lead_time
        Months from decision to first day; ``None`` takes the assumption.
    ramp
        Months from first day to full output; ``None`` takes the assumption.
    max_hires, max_hires_year, max_hires_total
        Most hires decided in one period, most that start in one fiscal year, and most that start
        over the horizon (1 where the role stands for one candidate); ``None`` is no cap.
    locations
        Locations in which it may be hired; empty is the one of no name, at the rates that hold
        everywhere.
    next_role
        Id of the role to which a holder is promoted; ``None`` where nobody says so.
    span_min
        Fewest direct reports of a holder; ``None`` takes the rule's.
    span_max
        Most direct reports of a holder; ``None`` takes the rule's.
    skills_at_start, skills_after_ramp
        Skill id → proficiency 0-5 of a new holder on the first day, and once ramped up.
    stages
        Company stages that the archetype fits; empty where it is no archetype of a head.
    library_id
        ``role id`` or ``role id/level`` of the library from which it comes, if it does.
    name
        Name without the level.
    level
        Level, as the ladder calls it; ``None`` is a role without levels.
    track
        Track of experts or of managers, as the library has it.
    can_manage
        Whether holders lead others, which rules count.

    Examples
    --------
    >>> role = op.Role(
    ...     id="Java engineer / senior",
    ...     name="Java engineer",
    ...     level="senior",
    ...     band_mid=90_000,
    ...     skills_at_start={"Java": 3},
    ... )
    >>> role.family, role.hireable
    ('engineering', True)
    """

    id: str = Field(min_length=1)
    name: str
    level: str | None = None
    family: str = "engineering"
    track: Track = Track.INDIVIDUAL
    band_min: float | None = Field(default=None, ge=0)
    band_mid: float | None = Field(default=None, ge=0)
    band_max: float | None = Field(default=None, ge=0)
    recruiting_cost: float | None = Field(default=None, ge=0)
    lead_time: float | None = Field(default=None, ge=0, le=60)
    ramp: float | None = Field(default=None, ge=0, le=36)
    max_hires: int | None = Field(default=None, ge=0)
    max_hires_year: int | None = Field(default=None, ge=0)
    max_hires_total: int | None = Field(default=None, ge=0)
    teams: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    next_role: str | None = None
    can_manage: bool = False
    span_min: int | None = Field(default=None, ge=0)
    span_max: int | None = Field(default=None, ge=1)
    skills_at_start: Levels = Field(default_factory=FrozenDict)
    skills_after_ramp: Levels = Field(default_factory=FrozenDict)
    stages: tuple[str, ...] = ()
    library_id: str | None = None

    def _check(self) -> None:
        band = [
            figure for figure in (self.band_min, self.band_mid, self.band_max) if figure is not None
        ]
        if band != sorted(band):
            raise ValueError(
                f"the band of {self.id} is not in order: minimum, middle, maximum are {band}"
            )

    @property
    def hireable(self) -> bool:
        """Whether the plan may open seats of this role: its pay is known."""
        return self.band_mid is not None and self.max_hires != 0

    def level_at(self, skill: str, *, ramped: bool) -> int:
        """Proficiency of a new holder in a skill, on the first day or once ramped up.

        Parameters
        ----------
        skill
            Id; one that the role does not list is 0.
        ramped
            Whether the ramp is over.

        Returns
        -------
        int
            0-5.

        Examples
        --------
        >>> ios = org.role["iOS engineer"]
        >>> ios.level_at("iOS", ramped=False), ios.level_at("iOS", ramped=True)
        (3, 3)
        """
        start = self.skills_at_start.get(skill, 0)
        return max(start, self.skills_after_ramp.get(skill, 0)) if ramped else start

    @cached_property
    def learned_on_the_job(self) -> str | None:
        """The skill in which a new seat is brought in: the one that the role brings at the highest
        level.
        """
        levels = dict(self.skills_at_start) | dict(self.skills_after_ramp)
        return max(levels, key=lambda skill: (levels[skill], skill), default=None)


def role_id(name: str, level: str | None) -> str:
    """Id of a role from its name and level, for instance ``Java engineer / senior``.

    Parameters
    ----------
    name
        Title of the role.
    level
        ``None`` or empty is a role without levels.

    Examples
    --------
    >>> role_id("Java engineer", "senior"), role_id("CTO", None)
    ('Java engineer / senior', 'CTO')
    """
    return f"{name} / {level}" if level else name
