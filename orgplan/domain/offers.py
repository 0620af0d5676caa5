"""What is on offer: seats that can be filled and steps of training that can be begun, and when."""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.roles import Role
from orgplan.domain.training import Course


def first_start(org: Organisation, role: Role, team: str) -> int:
    """First period at whose start a seat decided today can be filled."""
    lead = org.assumptions.get("lead_time", team, role.id) if role.lead_time is None else role.lead_time
    return org.calendar.periods_for(lead)


def open_to(org: Organisation, person: Person, course: Course) -> bool:
    """Whether a course is open to somebody's role."""
    return org.matches(person.role, course.roles)


def steps(org: Organisation, person: Person, skill: str, target: int) -> Iterator[tuple[Course, int]]:
    """Courses that lead a person towards a level, each with the level from which it would be taken."""
    offered = [course for course in org.courses if course.skill == skill and open_to(org, person, course)]
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
