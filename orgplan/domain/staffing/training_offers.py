"""Courses that somebody can take, their steps, and the chance that they succeed."""

from collections.abc import Iterator

from ..organisation import Organisation
from ..people import Person
from ..training import Course


def open_to(org: Organisation, person: Person, course: Course) -> bool:
    """Whether a course is open to somebody's role.

    Parameters
    ----------
    org
        Read for role families.
    person
        As today: a move makes no difference.
    course
        Without roles it is open to everybody.

    Examples
    --------
    >>> open_to(org, org.person["P01"], org.courses[0])
    True
    """
    return org.matches(person.role, course.roles)


def steps(
    org: Organisation, person: Person, skill: str, target: int
) -> Iterator[tuple[Course, int]]:
    """Courses that lead a person towards a level, each with the level from which it would be taken.

    Parameters
    ----------
    org
        Read for courses.
    person
        Of the roster.
    skill
        Id.
    target
        1-5; courses that begin at it or above lead no nearer.

    Yields
    ------
    tuple[Course, int]
        Course and level; levels ascend from that of today.

    Examples
    --------
    >>> [
    ...     (course.id, level)
    ...     for course, level in steps(org, org.person["P02"], "Team leadership", 3)
    ... ]
    [('Team leadership 2→3', 2)]
    """
    offered = [
        course for course in org.courses_of_skill.get(skill, ()) if open_to(org, person, course)
    ]
    reachable, fresh = set[int](), {person.level(skill)}
    while fresh:
        level = min(fresh)
        fresh.discard(level)
        reachable.add(level)
        for course in offered:
            if course.from_level <= level < course.to_level and level < target:
                yield course, level
                if course.to_level not in reachable:
                    fresh.add(course.to_level)


def chance_of(org: Organisation, person: Person, course: Course) -> float:
    """Expected share of somebody that a course lifts to its level: its own rate, times the least
    rate by which its start is reached.

    Parameters
    ----------
    org
        Read for courses.
    person
        Whose level of today is the start of the path.
    course
        Of this organisation.

    Returns
    -------
    float
        0-1.

    Examples
    --------
    >>> chance_of(org, org.person["P02"], org.courses[0])
    1.0
    """
    return course.success * _chance_at(org, person, course)


def _chance_at(org: Organisation, person: Person, course: Course) -> float:
    """The least rate at which the start of a course is reached by any of the courses before it: 1
    where it is reached today.
    """
    if course.from_level <= person.level(course.skill):
        return 1.0
    before = [
        other.success * _chance_at(org, person, other)
        for other in org.courses_of_skill[course.skill]
        if open_to(org, person, other) and course.from_level <= other.to_level < course.to_level
    ]
    return min(before, default=1.0)
