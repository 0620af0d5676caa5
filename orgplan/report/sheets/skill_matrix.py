"""Skill matrix: everybody's levels after and before the plan, and how many hold and train each
skill.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from orgplan.analysis.assessment import Assessment
from orgplan.domain import COVERS, Employment, Member, NeedKind, Organisation, Plan, Strength
from orgplan.excel.write.content import Cell, Content, breadth, fitting
from orgplan.excel.write.live import count_where, joined, sum_product
from orgplan.excel.write.styles import LEVELS
from orgplan.excel.write.workbook import (
    HEADING,
    CellRow,
    Column,
    Fill,
    Look,
    Number,
    Sheet,
    Style,
    TableRef,
    address,
)
from orgplan.language import N_, _

from .layout import BODY, FTE, HEADS, LABEL, LONG, SUM_HEADS, TEXT, area, write_folded

LEAD = (
    Column("row", TEXT, "Number of the row", 5),
    Column("id", TEXT, "Person, group or seat", 8),
    Column("name", LONG, "Name; of a seat that it is to be filled", 22),
    Column("role", LONG, "Role with its level", 34),
    Column("team", LONG, "Team", 20),
    Column("heads", FTE, "Heads: of a group at that time, else 1; there only where groups are", 8),
    Column("status", TEXT, "On the roster, hired, moved, leaving …, and the day", 22),
)
HEADERS = tuple(column.header for column in LEAD)
TALLEST = 400.0  # points that a row of a worksheet can have, about
UPRIGHT_FROM = 40  # rows beyond which an upright page shows them larger
TRAINS = 4  # the level from which somebody trains others
COUNTED = (
    (
        COVERS,
        "after",
        N_("bus factor after the plan: people who work alone in it, at level or above"),
    ),
    (COVERS, "before", N_("bus factor before, at level or above")),
    (
        TRAINS,
        "after",
        N_("trainers after the plan: people who can train others, at level or above"),
    ),
    (TRAINS, "before", N_("trainers before, at level or above")),
)
LEVEL = Style(Look.TOOL, Number.INTEGER)
PROFICIENCY = "Level in the skill, 0-5; blank where it was not rated, or somebody is not there"


def relevant_skills(org: Organisation, plan: Plan) -> tuple[str, ...]:
    """Skills that some need, rule or course of the plan looks at, in that order.

    Parameters
    ----------
    org
        Needs and rules that are off do not count.
    plan
        Read for its courses.

    Returns
    -------
    tuple[str, ...]
        Each once.
    """
    needs = (
        need.skill
        for need in org.needs
        if need.strength is not Strength.OFF and need.kind is not NeedKind.STAFF
    )
    rules = (
        s for rule in org.rules if rule.strength is not Strength.OFF for s in rule.skills_named
    )
    courses = (org.course[training.course].skill for training in plan.trainings)
    return tuple(dict.fromkeys([*needs, *rules, *courses]))


def write_skill_matrix(sheet: Sheet, assessment: Assessment) -> None:
    """Write the sheet.

    Parameters
    ----------
    sheet
        Skill matrix, below its head.
    assessment
        Levels (0-5) at the end of the horizon, and on the as-of day; a skill that nobody rated
        stays blank.
    """
    skills = relevant_skills(assessment.org, assessment.plan)
    members = assessment.walk.members
    last = assessment.org.calendar.periods - 1
    levels_after, levels_before = _levels_after(assessment), _levels_before(assessment)
    after_top = BODY + len(COUNTED) + 1
    before_top = after_top + max(1, len(members)) + 4
    sheet.write(after_top - 1, 0, _("After the plan"), HEADING)
    ends = tuple(assessment.walk.during(last))  # with the roles and teams that they then have
    after = _table(sheet, assessment, "skills_after", skills, ends, levels_after, after_top)
    write_folded(sheet, before_top - 1, _("Before"))
    people = tuple(member for member in members if member.person)
    before = _table(sheet, assessment, "skills_before", skills, people, levels_before, before_top)
    _counts(sheet, skills, {"after": after, "before": before})
    _colour(sheet, after, before, len(skills))
    sheet.fold(before.top, before.last)
    sheet.pages(upright=len(ends) > UPRIGHT_FROM, onward=3)
    sheet.freeze(after_top + 1, 3)
    sheet.dense()


@dataclass(frozen=True)
class LevelCells:
    """What a member can do, and for how many heads it stands, at one time; no level where the
    member is not there.

    Attributes
    ----------
    level
        Member and skill → level (0-5); ``None`` is a blank cell.
    heads
        Member → heads; 1 for people by name.
    """

    level: Callable[[Member, str], int | None]
    heads: Callable[[Member], float | None]


def _levels_after(assessment: Assessment) -> LevelCells:
    """At the end of the horizon; blank for who is no longer there, and for a skill that nobody
    rated.
    """
    last = assessment.org.calendar.periods - 1
    there = {member.id for member in assessment.walk.at_end(last)}

    def level(member: Member, skill: str) -> int | None:
        if member.id not in there:
            return None
        found = assessment.walk.level(member, skill, last)
        rated = member.person is not None and skill in member.person.skills
        return found if found or rated else None

    def heads(member: Member) -> float | None:
        is_group = member.person is not None and member.person.is_group
        return assessment.walk.groups[member.id, last].heads if is_group else 1.0

    return LevelCells(level, heads)


def _levels_before(assessment: Assessment) -> LevelCells:
    """On the as-of date; blank for who is not there yet."""

    def level(member: Member, skill: str) -> int | None:
        person = member.person
        there = person and person.employed_on(assessment.org.calendar.as_of)
        return person.skills.get(skill) if person and there else None

    def heads(member: Member) -> float | None:
        return member.person.headcount if member.person and member.person.is_group else 1.0

    return LevelCells(level, heads)


def _lead(org: Organisation) -> tuple[Column, ...]:
    """Columns before the skills; heads only where groups are planned by numbers."""
    return tuple(column for column in LEAD if org.groups or column.header != "heads")


def _table(
    sheet: Sheet,
    assessment: Assessment,
    name: str,
    skills: tuple[str, ...],
    members: tuple[Member, ...],
    levels: LevelCells,
    top: int,
) -> TableRef:
    """A table of people by skills; `levels` says level and heads of each, of now or of the end."""
    lead = _lead(assessment.org)
    rows: list[CellRow] = []
    for number, m in enumerate(members, 1):
        heads = [levels.heads(m)] if assessment.org.groups else []
        named = [
            number,
            m.id,
            m.name if m.person else _("to be hired"),
            m.role,
            m.team,
            *heads,
            _status(assessment, m),
        ]
        rows.append([*named, *(levels.level(m, skill) for skill in skills)])
    columns = (
        *(_fitted(column, [row[place] for row in rows]) for place, column in enumerate(lead)),
        *(
            Column(
                _header(skill),
                LEVEL,
                PROFICIENCY,
                3.0,
                heading=Look.UPRIGHT,
                each="<skill>",
                shown=_shown_header(skill),
            )
            for skill in skills
        ),
    )
    sheet.height(top, _header_height(skills))
    return sheet.table(
        name,
        columns,
        rows,
        top=top,
        about=f"Somebody, {'before' if name == 'skills_before' else 'after'} the plan",
    )


def _fitted(column: Column, contents: Sequence[Content | Cell]) -> Column:
    """A column no wider than it takes, so that everybody fits on a page."""
    assert column.width is not None
    return replace(column, width=min(column.width, fitting("", contents) - 1))


def _header(skill: str) -> str:
    """A skill as a header; those of the table's own columns are taken."""
    return f"{skill} (skill)" if skill.casefold() in HEADERS else skill


def _shown_header(skill: str) -> str:
    """The same as it is written."""
    taken = {_(header).casefold() for header in HEADERS} | set(HEADERS)
    return _("{skill} (skill)", skill=skill) if skill.casefold() in taken else skill


def _header_height(skills: tuple[str, ...]) -> float:
    """Height of a row of upright headers in points: six for each letter of the longest, ten for a
    Chinese one; at least 40, and no more than a row can have.
    """
    longest = max((6.0 * len(skill) + 4.0 * (breadth(skill) - len(skill)) for skill in skills),
        default=0.0)  # fmt: skip
    return min(TALLEST, max(40.0, longest + 10.0))


def _status(assessment: Assessment, member: Member) -> str:
    """How somebody comes, changes or goes, with the day: what happens last counts, a last day
    within the horizon before any move.
    """
    calendar, person = assessment.org.calendar, member.person
    if member.hire is not None:
        return (
            _("until {end_date}", end_date=member.end_date)
            if member.end_date
            else _("hired {start_date}", start_date=member.start_date)
        )
    if person is not None and person.is_group:
        return _("group")
    if member.end_date is not None and member.end_date <= calendar.end:
        if member.actions.exits:
            return _("let go {day}", day=member.end_date)
        return _("leaves {day}", day=member.end_date)
    if member.actions.moves:
        move = member.actions.moves[-1]
        return _("{kind} {day}", kind=_(move.kind.value), day=move.start_date)
    if member.start_date > calendar.as_of:
        return _("joins {start_date}", start_date=member.start_date)
    return (
        _("contractor")
        if person and person.employment is Employment.CONTRACTOR
        else _("on the roster")
    )


def _counts(
    sheet: Sheet,
    skills: tuple[str, ...],
    found: Mapping[str, TableRef],
) -> None:
    """Bus factor and trainers as live counts of heads; the two levels stand in cells of their
    own.
    """
    for number, (least, when, words) in enumerate(COUNTED, BODY):
        table = found[when]
        first = len(table.headers) - len(skills)
        sheet.write(number, 2, _(words), LABEL)
        sheet.write(number, first - 1, least, HEADS)
        asked = sheet.at(number, first - 1).pinned
        for column in range(first, len(table.headers)):
            levels = sheet.span(table.first, column, table.last, column)
            count = count_where(levels, joined(">=", asked))
            if "heads" in table.headers:
                count = sum_product((levels >= asked) * table["heads"])
            sheet.write(number, column, count, SUM_HEADS)
    if skills:
        first = len(found["after"].headers) - len(skills)
        one_holder, cell = (
            area(BODY, first, BODY + 1, first + len(skills) - 1),
            address(BODY, first),
        )
        sheet.colour_where(one_holder, f"={cell}=0", Fill.BAD)
        sheet.colour_where(one_holder, f"={cell}=1", Fill.WARN)


def _colour(sheet: Sheet, after: TableRef, before: TableRef, skills: int) -> None:
    """Colours by level, and a mark where a level was raised; row for row both tables hold the same
    people, and whoever was not there before was not raised.
    """
    if not skills:
        return
    first, last = len(after.headers) - skills, len(after.headers) - 1
    raised = area(after.first, first, after.first + before.height - 1, last)
    new, old = address(after.first, first), address(before.first, first)
    known = f"COUNT(${old}:${address(before.first, last)})>0"  # who was not there was not raised
    sheet.colour_where(raised, f"=AND(ISNUMBER({new}),{known},{new}>N({old}))", Fill.RAISED)
    for table in (after, before):
        cell = address(table.first, first)
        for level, fill in enumerate(LEVELS):
            sheet.colour_where(
                area(table.first, first, table.last, last),
                f"=AND(ISNUMBER({cell}),{cell}={level})",
                fill,
            )
