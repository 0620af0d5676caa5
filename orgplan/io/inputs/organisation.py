"""A workbook read into an organisation, with every fault named at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from orgplan.domain.assumptions import Assumptions
from orgplan.domain.base import Strength
from orgplan.domain.catalogue import Catalogue
from orgplan.domain.needs import NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.roles import Role
from orgplan.domain.rules import Rule
from orgplan.domain.scenarios import ScenarioLine
from orgplan.domain.training import Course
from orgplan.excel.read.cells import at
from orgplan.excel.read.faults import BadInput, Fault, Findings, Note, did_you_mean
from orgplan.excel.read.sheet_scan import Limits
from orgplan.excel.read.text import fold
from orgplan.io.choose import ChosenSheets, choose_sheets, note_unknown
from orgplan.io.crossed import is_crossed
from orgplan.io.headerless import refuse_headerless
from orgplan.io.inputs import ladders
from orgplan.io.inputs.actuals import ActualContext, centres_of, read_actuals
from orgplan.io.inputs.budget import read_budget
from orgplan.io.inputs.candidates import (
    CandidateContext,
    read_candidates,
    refuse_near_skills,
    weigh_candidates,
    with_single_candidates,
)
from orgplan.io.inputs.levers import LeverContext, read_levers
from orgplan.io.inputs.locations import LocationRegistry
from orgplan.io.inputs.norm_rows import scoped
from orgplan.io.inputs.positions import (
    PositionContext,
    read_locks,
    read_positions,
    vacant_positions,
    weigh_positions,
)
from orgplan.io.inputs.requirements import NeedContext, NeedRow, asks_for_staff, read_needs
from orgplan.io.inputs.roles import RoleRegistry
from orgplan.io.inputs.roster import Roster
from orgplan.io.inputs.rules import read_rules
from orgplan.io.inputs.scenarios import read_scenarios
from orgplan.io.inputs.settings import Settings, read_settings
from orgplan.io.inputs.skill_groups import read_groups, with_library
from orgplan.io.inputs.skills import role_skills
from orgplan.io.inputs.stages import known_stages, refuse_unknown
from orgplan.io.inputs.table import Row, Table, find_table, header_row
from orgplan.io.inputs.teams import TeamRegistry
from orgplan.io.inputs.training import (
    CourseContext,
    default_courses,
    read_courses,
    refuse_unknown_prerequisites,
    told,
    untaught,
)
from orgplan.io.leftovers import (
    one_table,
    refuse_left_sheets,
    refuse_merged_figures,
    tell_hidden,
)
from orgplan.io.opening import Opened, open_files
from orgplan.io.own_scale import read_own_scale
from orgplan.io.pay_unit import doubt_about
from orgplan.io.plausible import UNIT_OF_PAY, weigh_pay
from orgplan.io.ratings import note_stale, people_skills
from orgplan.io.remarks import with_units_in_header, without_remarks
from orgplan.io.skill_sheets import (
    SkillSheet,
    at_their_times,
    of_roster,
    rates_people,
    read_skill_sheet,
    without_leavers,
)
from orgplan.io.skill_words import is_old
from orgplan.io.terms.currency import Exchange, convert_norm, currency_code
from orgplan.io.terms.scopes import Scopes
from orgplan.io.terms.sheet_roles import brought_along
from orgplan.io.terms.skill_names import SkillNames, folded, is_near
from orgplan.io.terms.spellings import spelt_skills
from orgplan.language import SOURCE, current, is_chinese, speak
from orgplan.schema import inputs
from orgplan.schema.columns import CHINESE, InputSheet

_OF_SETTINGS = (inputs.SETTINGS, inputs.ASSUMPTIONS, inputs.RATES)


@dataclass(frozen=True)
class Loaded:
    """An organisation with where it came from.

    Attributes
    ----------
    notes
        What the reader left out, assumed or found odd.
    sha256
        Hash of the file's bytes.
    scenario_cells
        Line of a scenario → sheet and cell where it says what it changes.
    """

    org: Organisation
    notes: tuple[Note, ...]
    sha256: str
    path: Path
    scenario_cells: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def read_workbook(
    path: Path,
    catalogue: Catalogue,
    limits: Limits | None = None,
    *,
    of_plan: bool = False,
    more: Sequence[Path] = (),
) -> Loaded:
    """Read an input workbook, or the inputs kept in a plan workbook.

    Parameters
    ----------
    catalogue
        Roles, skills and rules that the workbook may name without repeating them.
    limits
        Sizes from which a file is refused.
    of_plan
        Whether the inputs are wanted from which the plan in the workbook was made, and not the
        user's own where there are both.
    more
        Further files whose sheets belong to the same input, such as a roster and skills as CSV.

    Raises
    ------
    BadInput
        With all faults of the file.
    """
    return read_opened(open_files((path, *more), limits), path, catalogue, of_plan=of_plan)


def read_opened(
    opened: Opened, path: Path, catalogue: Catalogue, *, of_plan: bool = False
) -> Loaded:
    """As :func:`read_workbook`, of sheets that were opened already."""
    grids = opened.grids
    findings = Findings(tuple(grids))
    chosen = choose_sheets(grids, findings, of_plan)
    speak(CHINESE if is_chinese(grid.name for grid in chosen.grids.values()) else SOURCE)
    findings.order = chosen.in_order(grids)
    reader = OrganisationReader(chosen, findings, catalogue, path)
    return loaded(reader.organisation(), findings, opened.sha256, path, reader.lines)


def loaded(
    org: Organisation | None,
    findings: Findings,
    sha256: str,
    path: Path,
    lines: Iterable[tuple[Row, ScenarioLine]] = (),
) -> Loaded:
    """What was read, as it is handed on.

    Raises
    ------
    BadInput
        With all faults, if there are any.
    """
    findings.raise_if_any(path)
    if org is None:
        raise BadInput(
            path,
            [
                Fault(
                    "",
                    "",
                    "figures that do not fit together",
                    "a consistent organisation",
                    "Check the workbook.",
                )
            ],
        )
    cells = {line.id: (row.sheet, row.at("change")) for row, line in lines}
    return Loaded(org, findings.notes, sha256, path, cells)


class OrganisationReader:
    """Reads the sheets in the order in which they need each other.

    Attributes
    ----------
    people
        Those that could be read, also where faults stand in the way of the organisation.
    """

    def __init__(
        self, chosen: ChosenSheets, findings: Findings, catalogue: Catalogue, path: Path
    ) -> None:
        self.findings = findings
        self.chosen, self.grids = chosen, chosen.grids
        for grid in (*chosen.grids.values(), *chosen.skills, *chosen.others):
            if grid.remark:
                findings.note(grid.name, "", grid.remark)
        self.own_scale = read_own_scale(self.grids.get(inputs.SCALE.key), findings)
        self.skill_sheets: tuple[SkillSheet, ...] = ()
        self.lines: tuple[tuple[Row, ScenarioLine], ...] = ()
        self._rated: dict[str, dict[str, int]] = {}
        self.settings = self._settings(path)
        self.tables = {
            spec.key: table
            for spec in inputs.INPUT_SHEETS
            if spec
            not in (
                inputs.SETTINGS,
                inputs.ASSUMPTIONS,
                inputs.RATES,
                inputs.SKILLS,
                inputs.SCALE,
            )
            and (table := self._table(spec, self.settings.date_order)) is not None
        }
        chinese = sum(table.chinese for table in self.tables.values()) * 2 > sum(
            len(table.columns) for table in self.tables.values()
        )
        if self.settings.language is None and chinese:
            speak(CHINESE)
        planned = any(brought_along(grid.name) for grid in self.grids.values())
        self.skills = SkillNames(catalogue, chinese, findings, merging=not planned)
        self.places = LocationRegistry(findings, self.exchange)
        self.teams = TeamRegistry(findings)
        self.roles = RoleRegistry(
            catalogue,
            findings,
            self.exchange,
            self.skills,
            self.settings.months,
            chinese,
            planned,
            places=self.places,
            teams=self.teams,
        )
        self.roster = Roster(findings, asking=not planned)
        self.people: tuple[Person, ...] = ()

    @property
    def exchange(self) -> Exchange:
        """Rates of other currencies."""
        return self.settings.exchange

    def _table(self, spec: InputSheet, order: str | None = None) -> Table | None:
        grid = self.grids.get(spec.key)
        if grid is None:
            return None
        if not grid.rows and not spec.required:
            self.findings.note(grid.name, "", "this sheet is empty")
            return None
        decimal = self.settings.decimal if spec not in _OF_SETTINGS else None
        if is_crossed(spec, grid, self.findings):
            return None
        number = header_row(spec, grid)
        grid = grid if number is None else with_units_in_header(grid, number)
        one = one_table(spec, grid, self.findings)
        table = find_table(spec, one, self.findings, order, decimal)
        if table is not None:
            if spec not in _OF_SETTINGS:
                table = without_remarks(table, self.settings.currency)
            tell_hidden(table, self.findings)
            refuse_merged_figures(table, self.findings)
            refuse_headerless(table)
        return table

    def _settings(self, path: Path) -> Settings:
        keyed = (inputs.SETTINGS, inputs.ASSUMPTIONS)
        tables = [table for spec in keyed if (table := self._table(spec)) is not None]
        grid = self.grids.get(inputs.SETTINGS.key)
        return read_settings(
            tables,
            self.findings,
            grid.name if grid else inputs.SETTINGS.key,
            self._currencies,
            path,
            self._table(inputs.RATES),
        )

    def _currencies(self) -> frozenset[str]:
        grid = self.grids.get(inputs.ROSTER.key)
        table = find_table(inputs.ROSTER, grid, Findings()) if grid and grid.rows else None
        if table is None or "currency" not in table.columns:
            return frozenset()
        return frozenset(
            currency_code(text)
            for row in table
            if row.has("person_id") and (text := row.text("currency"))
        )

    def organisation(self) -> Organisation | None:
        """The organisation; ``None`` if faults stand in its way."""
        tables, calendar = self.tables, self.settings.calendar
        self._name_things()
        people = self.people = self._people()
        brought = role_skills(tables.get("Role skills"), self.roles, self.skills)
        scopes = self._scopes()
        needs = read_needs(
            tables.get("Requirements"),
            NeedContext(
                calendar, scopes, self.skills, self.roles, self.settings.counting, self.exchange
            ),
        )
        courses = read_courses(
            tables.get("Training"), CourseContext(calendar, self.exchange, self.roles, self.skills)
        )
        groups = read_groups(tables.get("Skill groups"), self.skills)
        rules = read_rules(
            tables.get("Rules"),
            scopes,
            self.roles,
            self.skills,
            groups.values(),
            calendar,
            self.exchange,
        )
        stages = known_stages(rules, None if self.roles.planned else self.roles.catalogue)
        refuse_unknown(self.settings.stage_row, "value", self.settings.stages, stages)
        budget = read_budget(tables.get("Budget"), calendar, scopes, self.exchange)
        teams = self.teams.build(self.roster.find)
        held = {person.role for person in people}
        levers = read_levers(
            tables.get("Levers"), LeverContext(scopes, self.roles, self.teams, self.exchange, held)
        )
        seats = PositionContext(
            calendar, self.roles, self.teams, self.roster, self.exchange, self.settings.months
        )
        positions = read_positions(tables.get("Positions"), seats)
        positions += tuple(vacant_positions(seats, positions))
        candidates = read_candidates(
            tables.get("Candidates"),
            CandidateContext(
                self.roles, self.teams, self.skills, self.exchange, self.settings.months
            ),
            positions,
        )
        rated = {skill for person in people for skill in person.skills}
        asked = {entry.need.skill for entry in needs}
        refuse_near_skills(tables.get("Candidates"), self.skills, brought | rated | asked)
        brought |= {skill for candidate in candidates for skill in candidate.skills or ()}
        self.roles.report_unknown(self.roster.full_pay, self._rated)
        spent = read_actuals(
            tables.get("Actuals"),
            ActualContext(calendar, scopes, self.exchange, centres_of(people, teams)),
        )
        locations = self.places.build()
        roles = self.roles.build(stages, ladders.next_roles(self.roles))
        if not self.roles.planned:
            weigh_pay(self.roster, people, {role.id: role for role in roles}, self.findings)
            self._doubt_pay(roles)
        self._refuse_unknown_skills(needs, people, roles, courses, brought)
        assumptions, courses = self._assume(roles, needs, rules, courses)
        locks = read_locks(tables.get("Locks"), seats, courses)
        if not (self.roles.planned and groups):
            self.lines = read_scenarios(tables.get("Scenarios"))
        groups = with_library(groups, _skills_named(people, roles, courses), rules, self.skills)
        if calendar is None or self.findings.faults:
            return None
        org = self._born(
            **self._set(),
            calendar=calendar,
            assumptions=assumptions,
            people=people,
            roles=roles,
            teams=teams,
            needs=tuple(need.need for need in needs),
            rules=rules,
            courses=courses,
            budget=budget,
            actuals=spent,
            skill_groups=groups,
            levers=levers,
            locations=locations,
            positions=positions,
            candidates=candidates,
            locks=locks,
            scenarios=tuple(line for _, line in self.lines),
        )
        if org is not None:
            weigh_positions(
                org, "Positions" if tables.get("Positions") is not None else "Roster", self.findings
            )
            weigh_candidates(org, self.findings)
            if not self.roles.planned:
                org = with_single_candidates(org, self.roles.uncapped, self.findings)
        return org

    def _doubt_pay(self, roles: Iterable[Role]) -> None:
        """Say first of all where no band shows whether pay is a year's, and it can hardly be."""
        table, settings = self.tables.get("Roster"), self.settings
        banded = {role.id for role in roles if role.band_mid}
        if table is None or any(person.role in banded for person in self.people):
            return
        said = doubt_about(self.people, settings.currency)
        if said is not None and not self.findings.asked(UNIT_OF_PAY):
            place = at(table.header, table.place("base_salary") or 1)
            mend = "if it is not a year's, write the period into this header (Base pay per month)"
            self.findings.note(table.name, place, f"{said} {mend}", first=True)

    def _name_things(self) -> None:
        """Take in who and what there is by name, before anything is built of it."""
        tables = self.tables
        roster = tables.get("Roster")
        if roster is not None:
            as_of = self.settings.calendar.as_of if self.settings.calendar else None
            self.roster.read(roster, as_of, self.settings.weekly_hours)
        self.skill_sheets = tuple(at_their_times(self._skill_sheets()))
        refuse_left_sheets(self.chosen.others, self.grids, self.roster.who, self.findings)
        note_unknown(self.chosen, self.findings)
        self._first_spellings()
        everyone = [*self.roster.rows.values(), *self.roster.vacancies.values()]
        self.teams.read(tables.get("Teams"), everyone, self._unreadable("Teams", "team"))
        self.places.read(
            tables.get("Locations"), self.roster.rows.values(), tables.get("Roles") or ()
        )
        self.roles.read(tables.get("Roles"), self._unreadable("Roles", "role"))
        ladders.link(self.roles)

    def _people(self) -> tuple[Person, ...]:
        settings = self.settings
        skills = people_skills(
            self.skill_sheets,
            self.roster,
            self.skills,
            settings.scale,
            self.own_scale,
            self._asked_skills(),
        )
        as_of = settings.calendar.as_of if settings.calendar else None
        note_stale(self.skill_sheets, as_of, self.findings)
        people = self.roster.build(
            skills,
            self.roles.resolve,
            self.teams.resolve,
            self.places,
            settings.months,
            as_of,
            settings.counting,
            self.roles.middle,
            settings.calendar.end if settings.calendar else None,
        )
        self._rated = skills
        return people

    def _asked_skills(self) -> frozenset[str]:
        """Skills that other sheets than those of skills name, folded."""
        return frozenset(fold(spelt.text) for spelt in spelt_skills(self.tables, ()))

    def _skill_sheets(self) -> Iterator[SkillSheet]:
        """The sheets of skills by name, and those that are by what they hold."""
        asked, order = self._asked_skills(), self.settings.date_order
        for grid in self.chosen.skills:
            if not grid.rows:
                self.findings.note(grid.name, "", "this sheet is empty")
            elif (
                sheet := read_skill_sheet(
                    without_leavers(grid, self.roster.who, self.roster.has_left),
                    self.roster.who,
                    self.findings,
                    asked,
                    order,
                )
            ) is not None:
                yield sheet
        roster = self.tables.get("Roster")
        if roster is not None and not self.roles.planned:
            own = of_roster(roster, self.roster.who, self.findings, asked)
            if own is not None:
                yield own
        for grid in list(self.chosen.others):
            if grid.rows and rates_people(grid, self.roster.who, asked):
                self.chosen.others.remove(grid)
                if is_old(grid.name):
                    self.findings.note(
                        grid.name,
                        "",
                        "it rates people's skills, but its name says that it is old: it was ignored",
                    )
                elif (
                    sheet := read_skill_sheet(
                        without_leavers(grid, self.roster.who, self.roster.has_left),
                        self.roster.who,
                        self.findings,
                        asked,
                        order,
                    )
                ) is not None:
                    self.findings.note(
                        grid.name,
                        "",
                        "it rates people in skills that are asked for: it was read as a sheet of skills",
                    )
                    yield sheet

    def _set(self) -> dict[str, Any]:
        """What Settings say of the organisation as a whole."""
        settings = self.settings
        return {
            "name": settings.name,
            "currency": settings.currency,
            "goal": settings.goal,
            "stages": settings.stages,
            "counting": settings.counting,
            "only_positions": settings.only_positions,
            "stay_close": settings.stay_close,
            "rates": settings.rates,
            "worth": settings.worth,
            "language": current(),
        }

    def _born(self, **fields: Any) -> Organisation | None:
        """The organisation of these fields; what does not fit together becomes a fault, never an exception of pydantic's."""
        try:
            return Organisation(**fields)
        except ValidationError as problem:
            for error in problem.errors():
                self.findings.fault(
                    "",
                    "",
                    "figures that do not fit together",
                    error["msg"].removeprefix("Value error, "),
                    "Correct it.",
                )
            return None

    def _unreadable(self, sheet: str, key: str) -> bool:
        """Whether a sheet is there, but without a header or without the column that names things."""
        grid, table = self.grids.get(sheet), self.tables.get(sheet)
        return grid is not None and bool(grid.rows) and (table is None or table.place(key) is None)

    def _scopes(self) -> Scopes:
        return Scopes(
            folded(self.teams.names.values()),
            self.teams.parents,
            self.teams.product_lines(),
            self._cost_centres(),
            self._no_teams(),
            self.places.names,
        )

    def _no_teams(self) -> bool:
        return self.teams.unreadable or (not self.teams.stated and not self.roster.rows)

    def _first_spellings(self) -> None:
        """Requirements say how skills are spelt."""
        self.skills.settle(spelt_skills(self.tables, self.skill_sheets))
        for row in self.tables.get("Requirements") or ():
            if row.has("skill") and not asks_for_staff(row):
                self.skills.name(row.text("skill") or "")

    def _cost_centres(self) -> dict[str, str]:
        rows: list[Row] = [*self.roster.rows.values(), *self.teams.rows.values()]
        found: dict[str, str] = {}
        for row in rows:
            text = row.text("cost_centre")
            if text:
                found.setdefault(fold(text), text)
        return found

    def _refuse_unknown_skills(
        self,
        needs: Iterable[NeedRow],
        people: Iterable[Person],
        roles: Iterable[Role],
        courses: Iterable[Course],
        brought: set[str],
    ) -> None:
        """A needed skill that nobody has, no role brings and no course teaches is a misspelling."""
        known = set(brought) | set(_skills_named(people, roles, courses))
        known |= {
            self.skills.name(cell.text) for sheet in self.skill_sheets for cell, _ in sheet.skills
        }
        self._refuse_near_names(needs, people)
        for entry in needs:
            if entry.need.kind is not NeedKind.STAFF and entry.need.skill not in known:
                otherwise = "Correct it, or add it to Skills (a column for it), to Role skills or to Training."
                wanted = "a skill that somebody has, a role brings or a course teaches"
                entry.row.fault("skill", wanted, did_you_mean(entry.need.skill, known, otherwise))
        refuse_unknown_prerequisites(self.tables.get("Training"), self.skills, known)

    def _refuse_near_names(self, needs: Iterable[NeedRow], people: Iterable[Person]) -> None:
        """A needed skill that stands on no sheet of skills beside one that does and is called nearly so, such as Java and Java 17."""
        rated = {
            self.skills.name(cell.text) for sheet in self.skill_sheets for cell, _ in sheet.skills
        }
        holders = Counter(
            skill for person in people for skill, level in person.skills.items() if level
        )
        for entry in needs:
            skill = entry.need.skill
            if entry.need.kind is NeedKind.STAFF or skill in rated or holders[skill]:
                continue
            near = next((name for name in holders if is_near(skill, name)), None)
            if near is not None:
                mend = (
                    f"If they are the same, write '{near}' in both places; if not, add a column '{skill}' to the sheet of skills, "
                    "with 0 for those who don't have it."
                )
                entry.row.fault(
                    "skill",
                    f"a skill of the roster: nobody is rated in it, and {holders[near]} have '{near}'",
                    mend,
                )

    def _assume(
        self,
        roles: Iterable[Role],
        needs: Iterable[NeedRow],
        rules: Iterable[Rule],
        courses: tuple[Course, ...],
    ) -> tuple[Assumptions, tuple[Course, ...]]:
        """Assumptions in the domain's terms, money norms in plan currency where they are used, and courses at the norm."""
        rows = tuple(scoped(self.settings.entries, self._places(roles)))
        sheet = (
            self.grids[inputs.ASSUMPTIONS.key].name
            if inputs.ASSUMPTIONS.key in self.grids
            else self.settings.sheet
        )
        if any(role.hireable and role.recruiting_cost is None for role in roles):
            rows = convert_norm(rows, "recruiting_cost", self.exchange, self.findings, sheet)
        needed = [
            *(
                entry.need.skill
                for entry in needs
                if entry.need.strength is not Strength.OFF and entry.need.kind is not NeedKind.STAFF
            ),
            *(skill for rule in rules for skill in rule.skills_named),
        ]
        missing = untaught(needed, courses)
        if missing and Assumptions(rows=rows).get("default_courses") == 1:
            rows = convert_norm(rows, "course_cost", self.exchange, self.findings, sheet)
            self.findings.note("Training", "", told(missing))
            courses += default_courses(
                missing, Assumptions(rows=rows), (course.id for course in courses)
            )
        return Assumptions(rows=rows), courses

    def _places(self, roles: Iterable[Role]) -> dict[str, tuple[str, ...]]:
        """What a scope on Assumptions may name: persons, teams, locations, roles with their level, and roles at all levels."""
        places: dict[str, tuple[str, ...]] = {}
        for role in roles:
            places[fold(role.name)] = (*places.get(fold(role.name), ()), role.id)
        places |= {fold(role.id): (role.id,) for role in roles}
        places |= {fold(person): (person,) for person in self.roster.rows}
        places |= {key: (name,) for key, name in self.places.names.items()}
        return places | {key: (name,) for key, name in self.teams.names.items()}


def _skills_named(
    people: Iterable[Person], roles: Iterable[Role], courses: Iterable[Course]
) -> tuple[str, ...]:
    """Skills that somebody has, a role brings or a course teaches, each once."""
    of_people = (skill for person in people for skill in person.skills)
    of_roles = (
        skill for role in roles for skill in (*role.skills_at_start, *role.skills_after_ramp)
    )
    return tuple(dict.fromkeys((*of_people, *of_roles, *(course.skill for course in courses))))
