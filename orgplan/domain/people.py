"""People on the roster.

Pay is annual, in plan currency and for the person's own FTE; levels are 0-5. A row with a headcount
is a group, whose pay is that of one head.
"""

from datetime import date
from enum import StrEnum

from pydantic import Field

from orgplan.language import _

from .base import FrozenDict, Levels
from .costs.money import Priced

MAX_PROFICIENCY = 5
COVERS = 3  # works alone: the level from which a skill counts as coverage

MOST_HEADS = 1_000_000  # of a group: a larger figure is a slip of the keyboard


class Employment(StrEnum):
    """How somebody is employed; contractors cost no tax, benefits, bonus or merit.

    Examples
    --------
    >>> org.people[0].employment
    <Employment.EMPLOYEE: 'employee'>
    """

    EMPLOYEE = "employee"
    CONTRACTOR = "contractor"


class Person(Priced):
    """A named person at work (or due to start) at the as-of date.

    Parameters
    ----------
    id
        Unique.
    name
        As it is shown.
    role
        Id of a :class:`~orgplan.domain.roles.Role`.
    team
        Id of the team.
    start_date
        First day of employment.
    end_date
        A known leaver's last day; ``None`` where none is known.
    base_salary
        Annual base for the person's own FTE, in plan currency.
    fte
        Contracted share of full time, 0 < fte <= 1.5.
    bonus_pct
        Target bonus as a share of base (0.1 = 10 %); ``None`` takes the assumption.
    attrition
        Expected yearly attrition (0-1); ``None`` takes the assumption.
    cost_centre
        Where the cost goes; ``None`` takes the team's.
    headcount
        Heads of a group that is planned by numbers; ``None`` is a named person. Pay, FTE and skills
        are those of one of its heads.
    min_headcount, max_headcount
        Fewest and most heads of a group at the end of any period; ``None`` is no limit.
    skills
        Skill id → assessed proficiency 0-5; a skill that is absent counts 0.
    manager_id
        Person id of the direct manager; ``None`` takes whoever heads the team.
    location
        ``None`` where nobody tells places apart.
    position_id
        Position that the person holds today.

    Examples
    --------
    >>> ada = op.Person(
    ...     id="P-1",
    ...     name="Ada Lovelace",
    ...     role="Java engineer",
    ...     team="Platform",
    ...     start_date=date(2024, 5, 1),
    ...     base_salary=85_000,
    ...     skills={"Java": 4},
    ... )
    >>> ada.fte, ada.level("Java"), ada.level("SQL")
    (1.0, 4, 0)
    """

    id: str = Field(min_length=1)
    name: str
    role: str
    team: str
    start_date: date
    base_salary: float = Field(ge=0)
    end_date: date | None = None
    fte: float = Field(default=1.0, ge=0.01, le=1.5)
    manager_id: str | None = None
    location: str | None = None
    employment: Employment = Employment.EMPLOYEE
    bonus_pct: float | None = Field(default=None, ge=0, le=5)
    attrition: float | None = Field(default=None, ge=0, le=0.95)
    cost_centre: str | None = None
    position_id: str | None = None
    headcount: float | None = Field(default=None, ge=0, le=MOST_HEADS)
    min_headcount: float | None = Field(
        default=None,
        ge=0,
        le=MOST_HEADS,
        description="Fewest heads of a group at the end of any period, a must",
        json_schema_extra={"unit": "heads"},
    )
    max_headcount: float | None = Field(
        default=None,
        ge=0,
        le=MOST_HEADS,
        description="Most heads of a group at the end of any period",
        json_schema_extra={"unit": "heads"},
    )
    skills: Levels = Field(default_factory=FrozenDict)

    def _check(self) -> None:
        if self.end_date is not None and self.end_date < self.start_date:
            raise ValueError(
                f"{self.id} ends on {self.end_date}, before the start on {self.start_date}"
            )
        fewest, most = self.min_headcount, self.max_headcount
        if not self.is_group and (fewest, most) != (None, None):
            raise ValueError(
                f"{self.id}: limits on heads are those of a group, which has a headcount"
            )
        if fewest is not None and most is not None and fewest > most:
            raise ValueError(
                f"{self.id}: the fewest heads, {fewest:g}, are more than the most, {most:g}"
            )

    @property
    def is_group(self) -> bool:
        """Whether this stands for a group that is planned by numbers."""
        return self.headcount is not None

    @property
    def name_and_id(self) -> str:
        """``Ada Lovelace (P-001)``, or the id alone where it is the name too."""
        return self.id if self.name == self.id else _("{name} ({id})", name=self.name, id=self.id)

    def level(self, skill: str) -> int:
        """Assessed proficiency in a skill, 0 where none is recorded.

        Parameters
        ----------
        skill
            Id.

        Returns
        -------
        int
            0-5.

        Examples
        --------
        >>> org.person["P01"].level("Java"), org.person["P01"].level("React")
        (5, 0)
        """
        return self.skills.get(skill, 0)

    def employed_on(self, day: date) -> bool:
        """Whether the person is employed on a day.

        Parameters
        ----------
        day
            First and last day count. Known last days only: attrition is expected, not dated.

        Examples
        --------
        >>> org.person["P01"].employed_on(date(2019, 2, 28))
        False
        """
        return self.start_date <= day and (self.end_date is None or day <= self.end_date)
