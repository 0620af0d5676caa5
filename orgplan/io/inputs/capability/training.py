"""Courses: of the sheet Training, and the norm for needed skills that it leaves out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from orgplan.domain import Assumptions, Calendar, Course
from orgplan.excel.read import did_you_mean, listed
from orgplan.language import _

from ...tables.build import build_or_report, fields_of
from ...tables.row import Row
from ...tables.table import Table
from ...terms.amounts import amount_of
from ...terms.currency import Exchange
from ...terms.periods import periods_of
from ...terms.skill_names import SkillNames
from .roles import RoleRegistry
from .selectors import selected

_DEFAULT_STEPS = (
    (1, 2),
    (2, 3),
    (3, 4),
)  # nobody begins from nothing, or becomes the standard, by a norm


@dataclass(frozen=True)
class CourseContext:
    """What rows of Training are read against.

    Attributes
    ----------
    calendar
        Names the periods in which a course begins; ``None`` where Settings have faults.
    exchange
        Rates, for costs in other currencies.
    roles, names
        Find roles that may take a course, and give the one name of each skill.
    """

    calendar: Calendar | None
    exchange: Exchange
    roles: RoleRegistry
    names: SkillNames


def read_courses(table: Table | None, context: CourseContext) -> tuple[Course, ...]:
    """The domain's courses, in the order of the sheet; rows with faults are left out.

    Parameters
    ----------
    table
        ``None`` if there is no such sheet.
    context
        Finds roles, skills and periods by name, and converts costs.

    Returns
    -------
    tuple of Course
        Price of a seat in plan currency, working hours of one person, duration in months. A course
        without an id is called by what it teaches.
    """
    found: list[Course] = []
    ids: dict[str, Row | None] = {}
    for row in table or ():
        course = _course(row, context)
        if course is None:
            continue
        own = row.has("course")
        if own and course.id.casefold() in ids:
            row.fault("course", _("each id once"), _("Another row has it already: change one."))
            continue
        number = 2
        while course.id.casefold() in ids:
            course = course.replace(
                id=f"{course_id(course.skill, course.from_level, course.to_level)} ({number})"
            )
            number += 1
        ids[course.id.casefold()] = row
        found.append(course)
    return tuple(found)


def course_id(skill: str, low: int, high: int) -> str:
    """Id of a course that has none of its own.

    Parameters
    ----------
    skill
        That it teaches.
    low, high
        Level from which it starts and that it ends at, 0-5.

    Examples
    --------
    >>> course_id("SQL", 2, 3)
    'SQL 2→3'
    """
    return f"{skill} {low}→{high}"


def _course(row: Row, context: CourseContext) -> Course | None:
    """A course; ``None``, with a fault, where it does not raise the level or lacks cost, hours or
    duration.
    """
    skill, low, high = row.text("skill"), row.whole("from"), row.whole("to")
    cost, open_to = (
        amount_of(row, "cost", context.exchange),
        selected(context.roles, row, "eligible_roles"),
    )
    plain = fields_of(row, "hours", "duration", "seats", "success", "mentored", "mentor_hours")
    if low is not None and high is not None and high <= low:
        row.fault(
            "to",
            _("a level above {low}", low=low),
            _("A course has to raise the level: correct from or to."),
        )
        return None
    dates, after = _dates(row, context.calendar), _after(row, context.names)
    if plain.get("mentor_hours") and not row.has("mentored"):
        row.note("mentor_hours", _("the course takes a mentor's hours: it was treated as mentored"))
        plain["mentored"] = True
    if (
        skill is None
        or low is None
        or high is None
        or (price := cost.value) is None
        or not {"hours", "duration"} <= plain.keys()
    ):
        return None
    skill = context.names.name(skill)
    return build_or_report(
        row,
        "skill",
        lambda: Course(
            id=row.text("course") or course_id(skill, low, high),
            skill=skill,
            from_level=low,
            to_level=high,
            cost=price,
            stated=cost.stated,
            roles=open_to,
            dates=dates,
            after=after,
            **plain,
        ),
    )


def _dates(row: Row, calendar: Calendar | None) -> tuple[int, ...]:
    """Periods in which a programme begins; one with dates must have one in the horizon."""
    if calendar is None or not row.has("dates"):
        return ()
    found = periods_of(row, "dates", calendar)
    if found == ():
        horizon = _("{start} to {end}", start=calendar.start, end=calendar.end)
        row.fault(
            "dates",
            _("at least one date in the horizon, {horizon}", horizon=horizon),
            _("Correct the dates, or delete the row: it never begins."),
        )
    return found or ()


def _after(row: Row, names: SkillNames) -> dict[str, int]:
    """Skill → least level that is asked for before."""
    return skills_with_levels(row, "after", names)


def skills_with_levels(row: Row, key: str, names: SkillNames) -> dict[str, int]:
    """Skill → level, as one cell lists them.

    Parameters
    ----------
    row, key
        Cell such as ``SQL 3; Linux 2``; an entry without a level 1-5 is a fault, and left out.
    names
        Gives the one name of two spellings.
    """
    found: dict[str, int] = {}
    bare: list[str] = []
    for text in row.names(key, wide=True):
        skill, _blank, level = text.rpartition(" ")
        if not (skill.strip() and level in {"1", "2", "3", "4", "5"}):
            bare.append(text)
            continue
        found[names.name(skill.strip())] = int(level)
    if bare:
        row.fault(
            key,
            _("skills with their levels, such as SQL 3; Linux 2"),
            _("Write the level, 1 to 5, after each skill."),
            "; ".join(bare),
        )
    return found


def refuse_unknown_prerequisites(
    table: Table | None, names: SkillNames, known: Collection[str]
) -> None:
    """A fault for each skill that a course asks for before and that nobody has, no role brings and
    no course teaches.

    Parameters
    ----------
    table
        The sheet Training, ``None`` if there is none.
    names
        Gives the one name of two spellings.
    known
        Skills that there are, by those names.
    """
    for row in table or ():
        for skill in _after(row, names):
            if skill not in known:
                expected = _("skills that somebody has, a role brings or a course teaches")
                row.fault(
                    "after",
                    expected,
                    did_you_mean(skill, known, _("Correct it, or leave it out.")),
                    skill,
                )


def untaught(needed: Iterable[str], courses: Iterable[Course]) -> tuple[str, ...]:
    """Needed skills that no course teaches.

    Parameters
    ----------
    needed
        Skills of needs and rules; one asked for twice counts once.
    courses
        All that are on offer, for whatever level and roles.

    Returns
    -------
    tuple of str
        In the order of the needs.
    """
    taught = {course.skill for course in courses}
    return tuple(skill for skill in dict.fromkeys(needed) if skill not in taught)


def default_courses(
    skills: Iterable[str], assumptions: Assumptions, taken: Iterable[str]
) -> tuple[Course, ...]:
    """One level at a time at the norms of Assumptions; `taken` are ids that are in use.

    Parameters
    ----------
    skills
        That no course teaches.
    assumptions
        Cost of a step in plan currency, hours, and duration in months.
    taken
        Ids of the courses of the sheet; a step with such an id is left out.

    Returns
    -------
    tuple of Course
        Steps from 1 to 2, 2 to 3 and 3 to 4: by a norm nobody begins from nothing, or gets to level
        5.

    Examples
    --------
    >>> from orgplan.domain import Assumptions
    >>> [course.id for course in default_courses(["SQL"], Assumptions(), ["sql 1→2"])]
    ['SQL 2→3', 'SQL 3→4']
    """
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


def untaught_in_words(skills: Iterable[str]) -> str:
    """The note on courses that were assumed.

    Parameters
    ----------
    skills
        For which courses were assumed; a long list is cut.

    Examples
    --------
    >>> untaught_in_words(["SQL", "Java"])[:37]
    'no course is given for SQL, Java: one'
    """
    return _(
        "no course is given for {skills}: one level at a time (1→2, 2→3, 3→4) at the course"
        " cost, course hours and course duration of Assumptions was assumed; 'Default courses' = 0"
        " there turns this off",
        skills=listed(skills),
    )
