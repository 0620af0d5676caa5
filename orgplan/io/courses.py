"""Courses: of the sheet Training, and the norm for needed skills that it leaves out."""

from __future__ import annotations

from collections.abc import Iterable

from orgplan.domain.assumptions import Assumptions
from orgplan.domain.training import Course
from orgplan.io.built import built
from orgplan.io.faults import listed
from orgplan.io.money import Exchange, money
from orgplan.io.names import SkillNames
from orgplan.io.roles import RoleBook, selected
from orgplan.io.tables import Row, Table

_COLUMNS = {"id": "course", "from_level": "from", "to_level": "to", "roles": "eligible_roles"}
_DEFAULT_STEPS = ((1, 2), (2, 3), (3, 4))  # nobody begins from nothing, or becomes the standard, by a norm


def read_courses(table: Table | None, exchange: Exchange, roles: RoleBook, names: SkillNames) -> tuple[Course, ...]:
    """The domain's courses, in the order of the sheet; rows with faults are left out."""
    found: list[Course] = []
    ids: dict[str, Row | None] = {}
    for row in table or ():
        course = _course(row, exchange, roles, names)
        if course is None:
            continue
        own = row.has("course")
        if own and course.id.casefold() in ids:
            row.fault("course", "each id once", "Another row has it already: change one.")
            continue
        number = 2
        while course.id.casefold() in ids:
            course = course.replace(id=f"{course_id(course.skill, course.from_level, course.to_level)} ({number})")
            number += 1
        ids[course.id.casefold()] = row
        found.append(course)
    return tuple(found)


def course_id(skill: str, low: int, high: int) -> str:
    """Id of a course that has none of its own."""
    return f"{skill} {low}→{high}"


def _course(row: Row, exchange: Exchange, roles: RoleBook, names: SkillNames) -> Course | None:
    skill, low, high = row.text("skill"), row.whole("from"), row.whole("to")
    cost, hours, duration = money(row, "cost", exchange), row.number_in("hours"), row.number_in("duration")
    seats, open_to = row.whole("seats"), selected(roles, row, "eligible_roles")
    if low is not None and high is not None and high <= low:
        row.fault("to", f"a level above {low}", "A course leads upwards: correct from or to.")
        return None
    if skill is None or low is None or high is None or cost is None or hours is None or duration is None:
        return None
    skill = names.name(skill)
    return built(
        row,
        "skill",
        lambda: Course(
            id=row.text("course") or course_id(skill, low, high),
            skill=skill,
            from_level=low,
            to_level=high,
            cost=cost,
            hours=hours,
            duration=duration,
            seats=seats,
            roles=open_to,
        ),
        _COLUMNS,
    )


def untaught(needed: Iterable[str], courses: Iterable[Course]) -> tuple[str, ...]:
    """Needed skills that no course teaches."""
    taught = {course.skill for course in courses}
    return tuple(skill for skill in dict.fromkeys(needed) if skill not in taught)


def default_courses(skills: Iterable[str], assumptions: Assumptions, taken: Iterable[str]) -> tuple[Course, ...]:
    """One level at a time at the norms of Assumptions; `taken` are ids that are in use."""
    used = {name.casefold() for name in taken}
    return tuple(
        Course(
            id=course_id(skill, low, high),
            skill=skill,
            from_level=low,
            to_level=high,
            cost=assumptions.get("course_cost"),
            hours=assumptions.get("course_hours"),
            duration=assumptions.get("course_duration"),
        )
        for skill in skills
        for low, high in _DEFAULT_STEPS
        if course_id(skill, low, high).casefold() not in used
    )


def told(skills: Iterable[str]) -> str:
    """The note on courses that were assumed."""
    return f"no course is given for {listed(skills)}: one level at a time (1→2, 2→3, 3→4) at course_cost, course_hours and course_duration was taken; default_courses = 0 on Assumptions switches this off"
