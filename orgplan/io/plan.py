"""A plan read back from its sheets, also after somebody edited it by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Hire, Plan, Training
from orgplan.domain.roles import Role
from orgplan.domain.training import Course
from orgplan.io.built import built
from orgplan.io.cells import Grid, fold, read_cells
from orgplan.io.declare import InputSheet
from orgplan.io.faults import Findings, did_you_mean, listed
from orgplan.io.gate import Limits, pass_gate
from orgplan.io.names import folded
from orgplan.io.plan_sheets import HIRING_PLAN, UPSKILLING_PLAN
from orgplan.io.sources import plan_sheet
from orgplan.io.tables import Row, Table, find_table

_TOTALS = {"total", "totals", "sum", "合计", "总计"}


def read_plan(path: Path, org: Organisation, limits: Limits | None = None) -> Plan:
    """Read the sheets `Hiring plan` and `Upskilling plan` of a plan workbook.

    Parameters
    ----------
    org
        The organisation that the plan is for, read from the same workbook.

    Raises
    ------
    BadInput
        With all faults of the two sheets.
    """
    grids = read_cells(path, pass_gate(path, limits))
    findings = Findings(tuple(grids))
    reader = _PlanReader(org, findings)
    hires = reader.hires(_table(HIRING_PLAN, grids, findings))
    trainings = reader.trainings(_table(UPSKILLING_PLAN, grids, findings))
    findings.raise_if_any(path)
    return Plan(hires=hires, trainings=trainings)


def _table(spec: InputSheet, grids: dict[str, Grid], findings: Findings) -> Table | None:
    grid = grids.get(plan_sheet(grids, spec.names) or "")
    if grid is None:
        mend = "This is no plan workbook, or the sheet was deleted or renamed: write the plan again with `orgplan plan`."
        findings.fault("", "", f"the sheets {listed(grids)}", f"a sheet {spec.key}", mend)
        return None
    return find_table(spec, grid, findings)


class _PlanReader:
    def __init__(self, org: Organisation, findings: Findings) -> None:
        self.org = org
        self.findings = findings
        self.teams = folded(org.team)
        self.roles = folded(org.role)
        self.people = {person.casefold(): person for person in org.person}
        self.courses = folded(org.course)

    def hires(self, table: Table | None) -> tuple[Hire, ...]:
        """Seats of the sheet."""
        found = []
        for row, name in self._rows(table, "H", ("role", "team", "start_date")):
            role, team, start = self._role(row), self._name(row, "team", self.teams, "a team"), self._day(row)
            salary = row.number_in("base_salary", self.org.currency)
            if salary is None and not row.has("base_salary") and role is not None:
                salary = role.band_mid
                if salary is None:
                    row.fault("base_salary", "the annual base", f"{role.id} has no band to take it from: fill it in.")
            if role is None or team is None or start is None or salary is None:
                continue
            hire = self._hire(row, name, role.id, team, start, salary)
            if hire is not None:
                found.append(hire)
        return tuple(found)

    def _hire(self, row: Row, name: str, role: str, team: str, start: date, salary: float) -> Hire | None:
        return built(row, "role", lambda: Hire(id=name, role=role, team=team, start_date=start, base_salary=salary))

    def trainings(self, table: Table | None) -> tuple[Training, ...]:
        """Courses begun of the sheet."""
        found = []
        for row, name in self._rows(table, "U", ("person_id", "course", "skill")):
            person, course, start = self._person(row), self._course(row), self._day(row)
            if person is not None and course is not None and start is not None:
                found.append(Training(id=name, person_id=person, course=course.id, start_date=start))
        return tuple(found)

    def _rows(self, table: Table | None, prefix: str, keys: tuple[str, ...]) -> Iterator[tuple[Row, str]]:
        """Rows that state an action, with their ids; totals under the table are passed over, blank ids are filled up."""
        rows = [row for row in table or () if any(row.has(key) for key in keys) and not self._totals(row)]
        seen: dict[str, Row] = {}
        for row in rows:
            name = row.text("id")
            if name is None:
                continue
            if name.casefold() in seen:
                row.fault("id", "each id once", f"It stands in {seen[name.casefold()].at('id')} already: change one, or leave it blank.")
            seen[name.casefold()] = row
        number = 1
        for row in rows:
            name = row.text("id")
            while name is None:
                fresh = f"{prefix}-{number:03}"
                number += 1
                name = fresh if fresh.casefold() not in seen else None
            yield row, name

    def _totals(self, row: Row) -> bool:
        first = row.cells[min(row.cells)]
        return isinstance(first, str) and fold(first) in _TOTALS

    def _role(self, row: Row) -> Role | None:
        text = row.text("role")
        if text is None:
            return None
        named = [role for role in self.org.roles if fold(role.name) == fold(text)]
        if fold(text) in self.roles:
            return self.org.role[self.roles[fold(text)]]
        if len(named) == 1:
            return named[0]
        if named:
            row.fault("role", f"the role with its level: {listed(role.id for role in named)}", "Fill in the level.")
        else:
            row.fault("role", "a role of the organisation", did_you_mean(text, self.org.role, f"Known roles: {listed(self.org.role)}."))
        return None

    def _name(self, row: Row, key: str, known: dict[str, str], what: str) -> str | None:
        text = row.text(key)
        if text is not None and fold(text) not in known:
            row.fault(key, f"{what} of the organisation", did_you_mean(text, known.values(), f"Known: {listed(known.values())}."))
        return known.get(fold(text)) if text is not None else None

    def _person(self, row: Row) -> str | None:
        text = row.text("person_id")
        if text is not None and text.casefold() not in self.people:
            row.fault("person_id", "a person of the roster", did_you_mean(text, self.org.person, "Put an id of the roster."))
        return self.people.get(text.casefold()) if text is not None else None

    def _course(self, row: Row) -> Course | None:
        text, skill, level = row.text("course"), row.text("skill"), row.whole("to")
        if text is None:
            return self._course_for(row, skill, level)
        if fold(text) not in self.courses:
            row.fault(
                "course", "a course of the organisation", did_you_mean(text, self.org.course, "Put the id of a course of Input Training.")
            )
            return None
        course = self.org.course[self.courses[fold(text)]]
        if skill is not None and fold(skill) != fold(course.skill):
            row.fault("skill", course.skill, f"The course '{course.id}' teaches {course.skill}: change the course, or the skill.")
        elif level is not None and level != course.to_level:
            row.fault(
                "to", str(course.to_level), f"The course '{course.id}' leads to level {course.to_level}: change the course, or the level."
            )
        else:
            return course
        return None

    def _course_for(self, row: Row, skill: str | None, level: int | None) -> Course | None:
        fitting = [course for course in self.org.courses if skill and fold(course.skill) == fold(skill) and course.to_level == level]
        if len(fitting) == 1:
            return fitting[0]
        among = listed(course.id for course in fitting or self.org.courses)
        row.fault("course", f"a course: {among}", "Fill in the id of the course.")
        return None

    def _day(self, row: Row) -> date | None:
        day, calendar = row.day("start_date"), self.org.calendar
        if day is not None and not calendar.start <= day <= calendar.end:
            row.fault(
                "start_date", f"a day of the horizon, {calendar.start} to {calendar.end}", "Move it, or plan over another horizon.", day
            )
            return None
        return day
