"""Skill matrix: everybody's levels after and before the plan, and how many hold and train each skill."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from orgplan.analysis.assessment import Assessment
from orgplan.domain.base import Strength
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import COVERS
from orgplan.domain.plan import Plan
from orgplan.domain.walk import Member
from orgplan.io.book import HEADING, Cell, Column, Content, Fill, Formula, Look, Number, Sheet, Style, Table, address
from orgplan.io.styles import LEVELS
from orgplan.report.layout import BODY, HEADS, LABEL, LONG, SUM_HEADS, TEXT, area

LEAD = ("no", "id", "name", "role", "team", "status")
LEVEL_COLUMN = LEAD.index("status")
TRAINS = 4  # the level from which somebody trains others
COUNTED = (
    (COVERS, "after", "bus factor after the plan: people who work alone in it, at least at level"),
    (COVERS, "before", "bus factor before, at least at level"),
    (TRAINS, "after", "trainers after the plan: people who can train others, at least at level"),
    (TRAINS, "before", "trainers before, at least at level"),
)
LEVEL = Style(Look.TOOL, Number.INTEGER)
SKILLS_A_PAGE = 24


@dataclass(frozen=True)
class MatrixPlaces:
    """Where everybody stands after and before the plan."""

    after: Table
    before: Table


def relevant_skills(org: Organisation, plan: Plan) -> tuple[str, ...]:
    """Skills that some need, rule or course of the plan looks at, in that order."""
    needs = (need.skill for need in org.needs if need.strength is not Strength.OFF)
    rules = (rule.skill for rule in org.rules if rule.strength is not Strength.OFF and rule.skill)
    courses = (org.course[training.course].skill for training in plan.trainings)
    return tuple(dict.fromkeys([*needs, *rules, *courses]))


def write_skill_matrix(sheet: Sheet, assessment: Assessment) -> MatrixPlaces:
    """Write the sheet."""
    skills = relevant_skills(assessment.org, assessment.plan)
    members = assessment.walk.members
    last = assessment.org.calendar.periods - 1
    there = {member.id for member in assessment.walk.at_end(last)}

    def level_after(member: Member, skill: str) -> int | None:
        return assessment.walk.level(member, skill, last) if member.id in there else None

    def level_before(member: Member, skill: str) -> int | None:
        person = member.person
        return person.level(skill) if person and person.employed_on(assessment.org.calendar.as_of) else None

    after_top = BODY + len(COUNTED) + 1
    before_top = after_top + max(1, len(members)) + 4
    sheet.write(after_top - 1, 0, "After the plan", HEADING)
    after = _table(sheet, assessment, "skills_after", skills, members, level_after, after_top)
    sheet.write(before_top - 1, 0, "Before", HEADING)
    people = tuple(member for member in members if member.person)
    before = _table(sheet, assessment, "skills_before", skills, people, level_before, before_top)
    _counts(sheet, skills, (after, before), {"after": (members, level_after), "before": (people, level_before)})
    _colour(sheet, after, before, len(skills))
    sheet.freeze(after_top + 1, 3)
    if len(skills) > SKILLS_A_PAGE:
        sheet.pages(wide=-(-len(skills) // SKILLS_A_PAGE), repeat=5)
    return MatrixPlaces(after, before)


Level = Callable[[Member, str], int | None]


def _table(
    sheet: Sheet, assessment: Assessment, name: str, skills: tuple[str, ...], members: tuple[Member, ...], level: Level, top: int
) -> Table:
    rows: list[list[Content | Cell]] = [
        [number, m.id, m.name if m.person else m.role, m.role, m.team, _status(assessment, m), *(level(m, skill) for skill in skills)]
        for number, m in enumerate(members, 1)
    ]
    widths = {"no": 5.0, "id": 8.0, "name": 24.0, "role": 24.0, "team": 24.0, "status": 18.0}
    columns = [Column(header, LONG if header in ("name", "role", "team") else TEXT, widths[header]) for header in LEAD]
    columns += [Column(_header(skill), LEVEL, 5.0, Look.UPRIGHT) for skill in skills]
    sheet.height(top, _header_height(skills))
    return sheet.table(name, columns, rows, top=top)


def _header(skill: str) -> str:
    """A skill as a header; those of the table's own columns are taken."""
    return f"{skill} (skill)" if skill.casefold() in LEAD else skill


def _header_height(skills: tuple[str, ...]) -> float:
    return min(180.0, max(40.0, 6.0 * max((len(skill) for skill in skills), default=0) + 12.0))


def _status(assessment: Assessment, member: Member) -> str:
    if member.hire is not None:
        return f"hired {member.start_date}"
    if member.end_date is not None and member.end_date <= assessment.org.calendar.end:
        return f"leaves {member.end_date}"
    if member.start_date > assessment.org.calendar.as_of:
        return f"joins {member.start_date}"
    return "contractor" if member.person and member.person.employment.value == "contractor" else "on the roster"


def _counts(
    sheet: Sheet, skills: tuple[str, ...], tables: tuple[Table, Table], levels: dict[str, tuple[tuple[Member, ...], Level]]
) -> None:
    """Bus factor and trainers as live counts; the two levels stand in cells of their own."""
    for number, (least, when, words) in enumerate(COUNTED, BODY):
        sheet.write(number, 2, words, LABEL)
        sheet.write(number, LEVEL_COLUMN, least, HEADS)
        members, level = levels[when]
        table = tables[0 if when == "after" else 1]
        for offset, skill in enumerate(skills):
            column = len(LEAD) + offset
            held = [level(member, skill) for member in members]
            count = sum(1 for one in held if one is not None and one >= least)
            span = f"{address(table.first, column)}:{address(table.last, column)}"
            sheet.write(number, column, Formula(f'=COUNTIF({span},">="&${address(number, LEVEL_COLUMN)})', count), SUM_HEADS)
    if skills:
        one_holder = area(BODY, len(LEAD), BODY + 1, len(LEAD) + len(skills) - 1)
        first = address(BODY, len(LEAD))
        sheet.colour_where(one_holder, f"={first}=0", Fill.BAD)
        sheet.colour_where(one_holder, f"={first}=1", Fill.WARN)


def _colour(sheet: Sheet, after: Table, before: Table, skills: int) -> None:
    if not skills:
        return
    first, last = len(LEAD), len(LEAD) + skills - 1
    raised = area(after.first, first, after.first + before.height - 1, last)
    new, old = address(after.first, first), address(before.first, first)
    sheet.colour_where(raised, f"=AND(ISNUMBER({new}),ISNUMBER({old}),{new}>{old})", Fill.RAISED)
    for table in (after, before):
        cell = address(table.first, first)
        for level, fill in enumerate(LEVELS):
            sheet.colour_where(area(table.first, first, table.last, last), f"=AND(ISNUMBER({cell}),{cell}={level})", fill)
