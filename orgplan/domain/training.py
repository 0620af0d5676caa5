"""Courses that raise one skill.

Durations are months, hours those of the whole course, money plan currency for each person. A level
counts from the first whole period after the course.
"""

from pydantic import Field

from .base import FrozenDict, Levels
from .costs.money import Priced
from .people import MAX_PROFICIENCY

MOST_HOURS = 2_000  # of a course, or of its mentor: more than a year of work is a slip


class Course(Priced):
    """A step of upskilling on offer.

    Parameters
    ----------
    id
        Unique and stable, for instance ``Kubernetes 2→3``.
    skill
        Skill that it raises.
    from_level
        Least level of those who may take it.
    to_level
        Level that it leads to; those who have it already are not admitted.
    cost
        Price of a seat in plan currency, paid in the month of the start.
    hours
        Working hours it takes a person, spread evenly over its duration.
    duration
        Months until the level is reached; it counts from the first whole period after.
    seats
        Most people that may begin it in one period; ``None`` is no limit.
    roles
        Role ids or families that may take it; empty is everybody.
    success
        Share of those who begin it that reach the level, 0-1; a plan counts the expected number.
    mentored
        Whether each learner needs a mentor of the same scope: somebody at level 4 or above in the
        skill, who pays for it with time.
    mentor_hours
        Working hours that a learner takes from the mentor.
    dates
        Numbers of the periods in which it begins (a programme with dates); empty is every period.
    after
        Skill → least level that must be reached before it is begun.

    Examples
    --------
    >>> course = op.Course(
    ...     id="C-java", skill="Java", from_level=2, to_level=3, cost=1_500, hours=80, duration=3
    ... )
    >>> course.seats is None, course.success
    (True, 1.0)
    """

    id: str
    skill: str
    from_level: int = Field(ge=0, le=MAX_PROFICIENCY)
    to_level: int = Field(ge=1, le=MAX_PROFICIENCY)
    cost: float = Field(ge=0)
    hours: float = Field(ge=0, le=MOST_HOURS)
    duration: float = Field(ge=0, le=36)
    seats: int | None = Field(default=None, ge=0)
    roles: tuple[str, ...] = ()
    success: float = Field(default=1.0, ge=0.01, le=1)
    mentored: bool = False
    mentor_hours: float = Field(default=0.0, ge=0, le=MOST_HOURS)
    dates: tuple[int, ...] = ()
    after: Levels = Field(default_factory=FrozenDict)

    def _check(self) -> None:
        if self.to_level <= self.from_level:
            raise ValueError(
                f"course {self.id} leads from level {self.from_level} to {self.to_level}, which is"
                " not higher"
            )
