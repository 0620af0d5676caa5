"""A workbook read into an organisation, with every fault named at once."""

from collections.abc import Iterable, Sequence, Set
from pathlib import Path

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
    Relocation,
    Role,
    Rule,
    ScenarioLine,
    Strength,
    counted_by_place,
)
from orgplan.excel.read import Findings, fold
from orgplan.schema import inputs

from ..files.choose import ChosenSheets, note_unknown
from ..files.leftovers import (
    refuse_left_sheets,
)
from ..files.remarks import tell_comments
from ..people.pay_unit import doubt_pay
from ..people.plausible import weigh_pay
from ..skills.own_scale import read_own_scale
from ..skills.rating_sheets import rating_sheets
from ..skills.ratings import note_stale, people_skills
from ..skills.skill_ratings import SkillSheet
from ..skills.skill_sheets import (
    at_their_times,
)
from ..tables.build import organisation_or_report
from ..tables.table import Row
from ..terms.currency import convert_norm
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
from .capability.unknown_roles import report_unknown_roles
from .capability.unknown_skills import (
    refuse_near_names,
    refuse_unknown_skills,
    skills_named,
)
from .input_tables import InputTables
from .levers import LeverContext, read_levers
from .locations import LocationRegistry
from .money.actuals import ActualContext, centres_of, read_actuals
from .money.budget import read_budget
from .money.charges import ChargeContext, read_charges, refuse_double
from .money.cost_splits import read_splits
from .money.relocations import read_relocations, refuse_counted
from .money.spent_budget import net_of_spent
from .norm_rows import named_scopes, scoped
from .positions import (
    PositionContext,
    read_locks,
    read_positions,
    vacant_positions,
    weigh_positions,
)
from .requirements import NeedContext, NeedRow, asks_for_staff, read_needs
from .roster import Roster
from .roster_people import RosterPeople
from .rules import read_rules
from .scenarios import read_scenarios
from .teams import TeamRegistry


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
        found = InputTables(self.grids, findings, path)
        self.settings, self.tables, self.exchange = found.settings, found.tables, found.exchange
        planned = any(brought_along(grid.name) for grid in self.grids.values())
        self.skills = SkillNames(catalogue, found.chinese, findings, merging=not planned)
        self.places = LocationRegistry(findings, self.exchange)
        self.teams = TeamRegistry(findings)
        self.roles = RoleRegistry(
            catalogue,
            findings,
            self.exchange,
            self.skills,
            self.settings.months,
            found.chinese,
            planned,
            places=self.places,
            teams=self.teams,
        )
        self.roster = Roster(findings, asking=not planned)
        self.people: tuple[Person, ...] = ()

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
        report_unknown_roles(self.roles, self.roster.full_pay, self._rated)
        splits = read_splits(tables.get("Cost splits"), self.roster.find, people)
        relocated = self._relocated(people)
        relocations = tuple(one for _, one in relocated)
        centres = centres_of(people, teams, (*splits, *relocations))
        booked = ActualContext(calendar, scopes, self.exchange, centres)
        spent = read_actuals(tables.get("Actuals"), booked)
        locations = self.places.build()
        roles = self.roles.build(stages, ladders.next_roles(self.roles))
        if not self.roles.planned:
            by_id = {role.id: role for role in roles}
            weigh_pay(self.roster, people, by_id, self.settings.months, self.findings)
            doubt_pay(tables.get("Roster"), people, roles, self.settings.currency, self.findings)
        taught = set(skills_named(people, roles, courses))
        self._refuse_unknown_skills(needs, brought | taught)
        assumptions, courses = self._assume(roles, needs, rules, courses)
        locks = read_locks(tables.get("Locks"), seats, courses)
        packs = {fold(pack.id): pack for pack in self.roles.catalogue.charge_packs}
        by_kind = self._named(roles)
        of_all = {
            name: ids for kind in reversed(EVERY_SCOPE) for name, ids in by_kind[kind].items()
        }
        counted = counted_by_place((need.need for need in needs), rules, levers, assumptions)
        refuse_counted(relocated, people, counted)
        charged = ChargeContext(self.exchange, of_all, packs)
        charges = read_charges(tables.get("Charges"), charged)
        if not (self.roles.planned and groups):
            self.lines = read_scenarios(tables.get("Scenarios"))
        groups = with_library(groups, skills_named(people, roles, courses), rules, self.skills)
        if calendar is None or self.findings.faults:
            return None
        org = organisation_or_report(
            self.findings,
            **self.settings.of_organisation,
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
            relocations=relocations,
            positions=positions,
            candidates=candidates,
            locks=locks,
            scenarios=tuple(line for _, line in self.lines),
        )
        return self._weighed(None if org is None else net_of_spent(org, budget, centres))

    def _relocated(self, people: tuple[Person, ...]) -> tuple[tuple[Row, Relocation], ...]:
        as_of = self.settings.calendar.as_of if self.settings.calendar else None
        table = self.tables.get("Relocations")
        return read_relocations(
            table, self.roster.find, people, self.places, as_of, self.settings.months
        )

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

    def _name_things(self) -> None:
        """Take in who and what there is by name, before anything is built of it."""
        tables = self.tables
        roster = tables.get("Roster")
        if roster is not None:
            as_of = self.settings.calendar.as_of if self.settings.calendar else None
            self.roster.read(roster, as_of, self.settings.weekly_hours)
        self.skill_sheets = tuple(
            at_their_times(
                rating_sheets(
                    self.chosen,
                    None if self.roles.planned else self.tables.get("Roster"),
                    self.roster,
                    self._asked_skills(),
                    self.settings.date_order,
                )
            )
        )
        refuse_left_sheets(self.chosen.others, self.grids, self.roster.who, self.findings)
        note_unknown(self.chosen, self.findings)
        self._first_spellings()
        everyone = [*self.roster.rows.values(), *self.roster.vacancies.values()]
        self.teams.read(tables.get("Teams"), everyone, self._unreadable("Teams", "team"))
        self.places.read(
            tables.get("Locations"),
            [*self.roster.rows.values(), *(tables.get("Relocations") or ())],
            tables.get("Roles") or (),
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
        people = RosterPeople(
            self.roster,
            self.roles.resolve,
            self.teams.resolve,
            self.places,
            settings.months,
            as_of,
            settings.counting,
            self.roles.middle,
            settings.calendar.end if settings.calendar else None,
        ).build(skills)
        self._rated = skills
        return people

    def _asked_skills(self) -> frozenset[str]:
        """Skills that other sheets than those of skills name, folded."""
        return frozenset(fold(spelt.text) for spelt in spelt_skills(self.tables, ()))

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
        more = [
            row for name in ("Cost splits", "Relocations") for row in self.tables.get(name) or ()
        ]
        rows: list[Row] = [*self.roster.rows.values(), *self.teams.rows.values(), *more]
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
        rows = tuple(scoped(self.settings.entries, self._named(roles)))
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

    def _named(self, roles: Iterable[Role]) -> dict[str, dict[str, tuple[str, ...]]]:
        return named_scopes(roles, self.roster.rows, self.teams.names, self.places.names)
