"""A workbook read into an organisation, with every fault named at once."""

from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from orgplan.domain import (
    EVERY_SCOPE,
    Assumptions,
    Candidate,
    Catalogue,
    Course,
    Lever,
    NeedKind,
    Organisation,
    Person,
    Position,
    Role,
    Rule,
    ScenarioLine,
    Strength,
)
from orgplan.excel.read import Findings, Grid, at, fold
from orgplan.language import _, current, speak
from orgplan.schema import inputs
from orgplan.schema.columns import CHINESE, InputSheet

from ..files.choose import ChosenSheets, note_unknown
from ..files.crossed import is_crossed
from ..files.headerless import refuse_headerless
from ..files.leftovers import (
    one_table,
    refuse_left_sheets,
    refuse_merged_figures,
    tell_hidden,
)
from ..files.remarks import tell_comments, with_units_in_header, without_remarks
from ..people.pay_unit import doubt_about
from ..people.plausible import UNIT_OF_PAY, weigh_pay
from ..skills.own_scale import read_own_scale
from ..skills.ratings import note_stale, people_skills
from ..skills.skill_ratings import SkillSheet
from ..skills.skill_sheets import (
    at_their_times,
    of_roster,
    rates_people,
    read_skill_sheet,
    without_leavers,
)
from ..skills.skill_words import is_old
from ..tables.find_table import find_table, header_row
from ..tables.table import Row, Table
from ..terms.currency import Exchange, convert_norm, currency_code
from ..terms.scopes import Scopes
from ..terms.sheet_roles import brought_along
from ..terms.skill_names import SkillNames, folded
from ..terms.spellings import spelt_skills
from .candidates import (
    CandidateContext,
    read_candidates,
    refuse_near_skills,
    weigh_candidates,
    with_single_candidates,
)
from .capability import ladders
from .capability.roles import RoleRegistry
from .capability.skill_groups import read_groups, with_library
from .capability.skills import role_skills
from .capability.stages import known_stages, refuse_unknown
from .capability.training import (
    CourseContext,
    default_courses,
    read_courses,
    refuse_unknown_prerequisites,
    told,
    untaught,
)
from .capability.unknown_skills import (
    refuse_near_names,
    refuse_unknown_skills,
    skills_named,
)
from .levers import LeverContext, read_levers
from .locations import LocationRegistry
from .money.actuals import ActualContext, centres_of, read_actuals
from .money.budget import read_budget
from .money.charges import ChargeContext, read_charges, refuse_double
from .money.cost_splits import read_splits
from .money.spent_budget import net_of_spent
from .norm_rows import scoped
from .positions import (
    PositionContext,
    read_locks,
    read_positions,
    vacant_positions,
    weigh_positions,
)
from .requirements import NeedContext, NeedRow, asks_for_staff, read_needs
from .roster import Roster
from .rules import read_rules
from .scenarios import read_scenarios
from .settings import Settings, read_settings
from .teams import TeamRegistry

_OF_SETTINGS = (inputs.SETTINGS, inputs.ASSUMPTIONS, inputs.RATES)


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
        for grid in (*chosen.grids.values(), *chosen.skills):
            tell_comments(grid, findings)
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
            self.findings.note(grid.name, "", _("this sheet is empty"))
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
        needs, courses, groups, rules = self._wanted(scopes)
        stages = known_stages(rules, None if self.roles.planned else self.roles.catalogue)
        refuse_unknown(self.settings.stage_row, "value", self.settings.stages, stages)
        budget = read_budget(tables.get("Budget"), calendar, scopes, self.exchange)
        teams = self.teams.build(self.roster.find)
        levers, seats, positions, candidates = self._offered(scopes)
        named = {skill for person in people for skill in person.skills}
        named |= brought | {entry.need.skill for entry in needs}
        refuse_near_skills(tables.get("Candidates"), self.skills, named)
        brought |= {skill for candidate in candidates for skill in candidate.skills or ()}
        self.roles.report_unknown(self.roster.full_pay, self._rated)
        splits = read_splits(tables.get("Cost splits"), self.roster.find, people)
        centres = centres_of(people, teams, splits)
        booked = ActualContext(calendar, scopes, self.exchange, centres)
        spent = read_actuals(tables.get("Actuals"), booked)
        locations = self.places.build()
        roles = self.roles.build(stages, ladders.next_roles(self.roles))
        if not self.roles.planned:
            by_id = {role.id: role for role in roles}
            weigh_pay(self.roster, people, by_id, self.settings.months, self.findings)
            self._doubt_pay(roles)
        taught = set(skills_named(people, roles, courses))
        self._refuse_unknown_skills(needs, brought | taught)
        assumptions, courses = self._assume(roles, needs, rules, courses)
        locks = read_locks(tables.get("Locks"), seats, courses)
        packs = {fold(pack.id): pack for pack in self.roles.catalogue.charge_packs}
        by_kind = self._places(roles)
        of_all = {
            name: ids for kind in reversed(EVERY_SCOPE) for name, ids in by_kind[kind].items()
        }
        charged = ChargeContext(self.exchange, of_all, packs)
        charges = read_charges(tables.get("Charges"), charged)
        if not (self.roles.planned and groups):
            self.lines = read_scenarios(tables.get("Scenarios"))
        groups = with_library(groups, skills_named(people, roles, courses), rules, self.skills)
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
            budget=tuple(entry.line for entry in budget),
            actuals=spent,
            skill_groups=groups,
            levers=levers,
            locations=locations,
            charges=charges,
            cost_splits=splits,
            positions=positions,
            candidates=candidates,
            locks=locks,
            scenarios=tuple(line for _, line in self.lines),
        )
        return self._weighed(None if org is None else net_of_spent(org, budget, centres))

    def _wanted(
        self, scopes: Scopes
    ) -> tuple[tuple[NeedRow, ...], tuple[Course, ...], dict[str, str], tuple[Rule, ...]]:
        """Needs, the courses that may meet them, groups of skills, and rules."""
        tables, calendar, settings = self.tables, self.settings.calendar, self.settings
        wanted = NeedContext(
            calendar, scopes, self.skills, self.roles, settings.counting, self.exchange
        )
        needs = read_needs(tables.get("Requirements"), wanted)
        taught = CourseContext(calendar, self.exchange, self.roles, self.skills)
        courses = read_courses(tables.get("Training"), taught)
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
        return needs, courses, groups, rules

    def _offered(
        self, scopes: Scopes
    ) -> tuple[tuple[Lever, ...], PositionContext, tuple[Position, ...], tuple[Candidate, ...]]:
        """Levers, what locks are read against, positions with vacancies of the roster, and candidates."""
        tables, months = self.tables, self.settings.months
        held = {person.role for person in self.people}
        pulled = LeverContext(scopes, self.roles, self.teams, self.exchange, held)
        levers = read_levers(tables.get("Levers"), pulled)
        seats = PositionContext(
            self.settings.calendar, self.roles, self.teams, self.roster, self.exchange, months
        )
        positions = read_positions(tables.get("Positions"), seats)
        positions += tuple(vacant_positions(seats, positions))
        offered = CandidateContext(self.roles, self.teams, self.skills, self.exchange, months)
        return (
            levers,
            seats,
            positions,
            read_candidates(tables.get("Candidates"), offered, positions),
        )

    def _weighed(self, org: Organisation | None) -> Organisation | None:
        """The organisation, with what is odd about its positions and candidates reported."""
        if org is None:
            return None
        refuse_double(org, self.tables.get("Charges"), self.findings)
        sheet = "Positions" if self.tables.get("Positions") is not None else "Roster"
        weigh_positions(org, sheet, self.findings)
        weigh_candidates(org, self.findings)
        if self.roles.planned:
            return org
        return with_single_candidates(org, self.roles.uncapped, self.findings)

    def _doubt_pay(self, roles: Iterable[Role]) -> None:
        """Say first of all where no band shows whether pay is a year's, and it can hardly be."""
        table, settings = self.tables.get("Roster"), self.settings
        banded = {role.id for role in roles if role.band_mid}
        if table is None or any(person.role in banded for person in self.people):
            return
        said = doubt_about(self.people, settings.currency)
        if said is not None and not self.findings.asked(UNIT_OF_PAY):
            place = at(table.header, table.place("base_salary") or 1)
            mend = _(
                "if it is not a year's, write the period into this header (Base pay per month)"
            )
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
        asked = self._asked_skills()
        for grid in self.chosen.skills:
            if not grid.rows:
                self.findings.note(grid.name, "", _("this sheet is empty"))
            elif (sheet := self._skill_sheet(grid, asked)) is not None:
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
                        _(
                            "it rates people's skills, but its name says that it is old: it was ignored"
                        ),
                    )
                elif (sheet := self._skill_sheet(grid, asked)) is not None:
                    self.findings.note(
                        grid.name,
                        "",
                        _(
                            "it rates people in skills that are asked for: it was read as a sheet of skills"
                        ),
                    )
                    yield sheet

    def _skill_sheet(self, grid: Grid, asked: frozenset[str]) -> SkillSheet | None:
        """A sheet that rates people, without those who have left."""
        who, there = self.roster.who, without_leavers(grid, self.roster.who, self.roster.has_left)
        return read_skill_sheet(there, who, self.findings, asked, self.settings.date_order)

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
                    _("figures that do not fit together"),
                    error["msg"].removeprefix("Value error, "),
                    _("Correct it."),
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
        splits = self.tables.get("Cost splits") or ()
        rows: list[Row] = [*self.roster.rows.values(), *self.teams.rows.values(), *splits]
        found: dict[str, str] = {}
        for row in rows:
            text = row.text("cost_centre")
            if text:
                found.setdefault(fold(text), text)
        return found

    def _refuse_unknown_skills(self, needs: Sequence[NeedRow], known: Set[str]) -> None:
        """A needed skill that nobody has, no role brings and no course teaches is a misspelling."""
        rated = {
            self.skills.name(cell.text) for sheet in self.skill_sheets for cell, _ in sheet.skills
        }
        asked = refuse_near_names(needs, self.people, rated)
        refuse_unknown_skills(needs, known | rated | asked)
        refuse_unknown_prerequisites(self.tables.get("Training"), self.skills, known | rated)

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
            self.findings.note(inputs.TRAINING.shown, "", told(missing))
            courses += default_courses(
                missing, Assumptions(rows=rows), (course.id for course in courses)
            )
        return Assumptions(rows=rows), courses

    def _places(self, roles: Iterable[Role]) -> dict[str, dict[str, tuple[str, ...]]]:
        """What a scope on Assumptions may name, by kind; a role with its level, or at all levels."""
        named: dict[str, tuple[str, ...]] = {}
        for role in roles:
            named[fold(role.name)] = (*named.get(fold(role.name), ()), role.id)
        return {
            "person": {fold(person): (person,) for person in self.roster.rows},
            "team": {key: (name,) for key, name in self.teams.names.items()},
            "role": named | {fold(role.id): (role.id,) for role in roles},
            "location": {key: (name,) for key, name in self.places.names.items()},
        }
