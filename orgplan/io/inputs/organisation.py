"""A workbook read into an organisation, with every fault named at once."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from orgplan.domain import (
    EVERY_SCOPE,
    Actual,
    Assumptions,
    Candidate,
    Catalogue,
    Charge,
    CostSplit,
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
    Team,
    counted_by_place,
)
from orgplan.excel.read import Findings, fold
from orgplan.schema import inputs
from orgplan.schema.levers import POSITIONS

from ..files.choose import ChosenSheets
from ..people.pay_unit import doubt_pay
from ..people.plausible import weigh_pay
from ..skills.ratings import note_stale, people_skills
from ..tables.build import organisation_or_report
from ..tables.row import Row
from ..terms.amounts import convert_norm
from ..terms.scopes import Scopes
from .candidates import (
    CandidateContext,
    read_candidates,
    refuse_near_skills,
    weigh_candidates,
    with_single_candidates,
)
from .capability import ladders
from .capability.skill_groups import read_groups, with_library
from .capability.skills import role_skills
from .capability.stages import known_stages, refuse_unknown
from .capability.training import (
    CourseContext,
    default_courses,
    read_courses,
    refuse_unknown_prerequisites,
    untaught,
    untaught_in_words,
)
from .capability.unknown_roles import report_unknown_roles
from .capability.unknown_skills import (
    refuse_near_names,
    refuse_slips,
    refuse_unknown_skills,
    skills_named,
)
from .levers import LeverContext, read_levers
from .locks import read_locks
from .money.actuals import ActualContext, centres_of, read_actuals
from .money.budget import read_budget
from .money.charges import ChargeContext, read_charges, refuse_double
from .money.cost_splits import read_splits
from .money.relocations import read_relocations, refuse_counted
from .money.spent_budget import net_of_spent
from .norm_rows import scoped
from .positions import PositionContext, read_positions, vacant_positions, weigh_positions
from .registries import Registries
from .requirements import NeedContext, NeedRow, read_needs
from .roster_people import RosterPeople
from .rules import read_rules
from .scenarios import read_scenarios


@dataclass(frozen=True)
class _Bookings:
    """Where the cost of people is booked: shares of it, changes of place, cost centres by team, and
    what is spent.
    """

    splits: tuple[CostSplit, ...]
    relocated: tuple[tuple[Row, Relocation], ...]
    centres: Mapping[str, set[str]]
    actuals: tuple[Actual, ...]

    @property
    def relocations(self) -> tuple[Relocation, ...]:
        """Changes of place, without their rows."""
        return tuple(one for _, one in self.relocated)

    @property
    def of_organisation(self) -> dict[str, object]:
        """Its fields of an organisation."""
        return {
            "cost_splits": self.splits,
            "relocations": self.relocations,
            "actuals": self.actuals,
        }


@dataclass(frozen=True)
class _Offered:
    """What a plan may do: levers, what locks are read against, positions with vacancies of the
    roster, and candidates.
    """

    levers: tuple[Lever, ...]
    seats: PositionContext
    positions: tuple[Position, ...]
    candidates: tuple[Candidate, ...]

    @property
    def of_organisation(self) -> dict[str, object]:
        """Its fields of an organisation."""
        return {
            "levers": self.levers,
            "positions": self.positions,
            "candidates": self.candidates,
        }


class OrganisationReader:
    """Reads the sheets in the order in which they need each other.

    Attributes
    ----------
    names
        Who and what there is by name, and the settings.
    people
        Those that could be read, also where faults stand in the way of the organisation.
    lines
        Rows of Scenarios with what they say.
    """

    def __init__(
        self, chosen: ChosenSheets, findings: Findings, catalogue: Catalogue, path: Path
    ) -> None:
        self.findings = findings
        self.names = Registries(chosen, findings, catalogue, path)
        self.people: tuple[Person, ...] = ()
        self.lines: tuple[tuple[Row, ScenarioLine], ...] = ()
        self._rated: dict[str, dict[str, int]] = {}

    def organisation(self) -> Organisation | None:
        """The organisation; ``None`` if faults stand in its way."""
        names = self.names
        tables, calendar = names.tables, names.settings.calendar
        names.read()
        people = self.people = self._people()
        brought = role_skills(tables.get("Role skills"), names.roles, names.skills)
        scopes = names.scopes()
        needs, courses, groups, rules = self._asked(scopes)
        budget = read_budget(tables.get("Budget"), calendar, scopes, names.exchange)
        teams = names.teams.build(names.roster.find)
        offered = self._offered(scopes)
        brought |= self._brought_by(offered.candidates, brought | {n.need.skill for n in needs})
        report_unknown_roles(names.roles, names.roster.full_pay, self._rated)
        bookings = self._bookings(teams, scopes)
        locations = names.places.build()
        roles = names.roles.build(self._stages(rules), ladders.next_roles(names.roles))
        self._weigh_pay(roles)
        taught = set(skills_named(people, roles, courses))
        self._refuse_unknown_skills(needs, rules, courses, brought | taught)
        assumptions, courses = self._assume(roles, needs, rules, courses)
        locks = read_locks(tables.get("Locks"), offered.seats, courses)
        required = tuple(need.need for need in needs)
        counted = counted_by_place(required, rules, offered.levers, assumptions)
        refuse_counted(bookings.relocated, people, counted)
        charges = self._charges(roles)
        self._read_scenarios(groups)
        groups = with_library(groups, skills_named(people, roles, courses), rules, names.skills)
        if calendar is None or self.findings.faults:
            return None
        org = organisation_or_report(
            self.findings,
            **names.settings.of_organisation,
            calendar=calendar,
            assumptions=assumptions,
            people=people,
            roles=roles,
            teams=teams,
            needs=required,
            rules=rules,
            courses=courses,
            budget=tuple(entry.line for entry in budget),
            skill_groups=groups,
            locations=locations,
            charges=charges,
            **bookings.of_organisation,
            **offered.of_organisation,
            locks=locks,
            scenarios=tuple(line for _, line in self.lines),
        )
        return self._weighed(None if org is None else net_of_spent(org, budget, bookings.centres))

    def _read_scenarios(self, groups: Mapping[str, str]) -> None:
        """Rows of Scenarios; a draft of roles and groups alone has none."""
        if not (self.names.roles.planned and groups):
            self.lines = read_scenarios(self.names.tables.get("Scenarios"))

    def _stages(self, rules: tuple[Rule, ...]) -> tuple[str, ...]:
        """Stages of a company that rules and library tell apart; the organisation's own is one of
        them.
        """
        names = self.names
        stages = known_stages(rules, None if names.roles.planned else names.roles.catalogue)
        refuse_unknown(names.settings.stage_row, "value", names.settings.stages, stages)
        return stages

    def _brought_by(self, candidates: tuple[Candidate, ...], others: set[str]) -> set[str]:
        """Skills of candidates; one that is nearly called like a skill of others is a fault."""
        named = others | {skill for person in self.people for skill in person.skills}
        refuse_near_skills(self.names.tables.get("Candidates"), self.names.skills, named)
        return {skill for candidate in candidates for skill in candidate.skills or ()}

    def _bookings(self, teams: tuple[Team, ...], scopes: Scopes) -> _Bookings:
        """On which cost centres the people are booked, and what is spent there."""
        names = self.names
        tables, find = names.tables, names.roster.find
        splits = read_splits(tables.get("Cost splits"), find, self.people)
        relocated = read_relocations(
            tables.get("Relocations"),
            find,
            self.people,
            names.places,
            names.as_of,
            names.settings.months,
        )
        moved = (one for _, one in relocated)
        centres = centres_of(self.people, teams, (*splits, *moved))
        context = ActualContext(names.settings.calendar, scopes, names.exchange, centres)
        return _Bookings(splits, relocated, centres, read_actuals(tables.get("Actuals"), context))

    def _weigh_pay(self, roles: tuple[Role, ...]) -> None:
        """Report pay that is odd for its role; what a plan wrote was looked at before."""
        names, people = self.names, self.people
        if names.roles.planned:
            return
        by_id = {role.id: role for role in roles}
        weigh_pay(names.roster, people, by_id, names.settings.months, self.findings)
        roster, currency = names.tables.get("Roster"), names.settings.currency
        doubt_pay(roster, people, roles, currency, self.findings)

    def _charges(self, roles: tuple[Role, ...]) -> tuple[Charge, ...]:
        """Charges on pay, of the sheet and of the library's packs."""
        names = self.names
        packs = {fold(pack.id): pack for pack in names.roles.catalogue.charge_packs}
        by_kind = names.of_norms(roles)
        of_all = {
            name: ids for kind in reversed(EVERY_SCOPE) for name, ids in by_kind[kind].items()
        }
        context = ChargeContext(names.exchange, of_all, packs)
        return read_charges(names.tables.get("Charges"), context)

    def _asked(
        self, scopes: Scopes
    ) -> tuple[tuple[NeedRow, ...], tuple[Course, ...], dict[str, str], tuple[Rule, ...]]:
        """Needs, the courses that may meet them, groups of skills, and rules."""
        names = self.names
        tables, settings, calendar = names.tables, names.settings, names.settings.calendar
        context = NeedContext(
            calendar,
            scopes,
            names.skills,
            names.roles,
            settings.counting,
            names.exchange,
        )
        needs = read_needs(tables.get("Requirements"), context)
        taught = CourseContext(calendar, names.exchange, names.roles, names.skills)
        courses = read_courses(tables.get("Training"), taught)
        groups = read_groups(tables.get("Skill groups"), names.skills)
        rules = read_rules(
            tables.get("Rules"),
            scopes,
            names.roles,
            names.skills,
            groups.values(),
            calendar,
            names.exchange,
        )
        return needs, courses, groups, rules

    def _offered(self, scopes: Scopes) -> _Offered:
        """What a plan may do."""
        names = self.names
        tables, months = names.tables, names.settings.months
        held = {person.role for person in self.people}
        pulled = LeverContext(scopes, names.roles, names.teams, names.exchange, held)
        levers = read_levers(tables.get("Levers"), pulled)
        seats = PositionContext(
            names.settings.calendar,
            names.roles,
            names.teams,
            names.roster,
            names.exchange,
            months,
        )
        positions = read_positions(tables.get("Positions"), seats)
        positions += tuple(vacant_positions(seats, positions))
        known = CandidateContext(names.roles, names.teams, names.skills, names.exchange, months)
        candidates = read_candidates(tables.get("Candidates"), known, positions)
        return _Offered(levers, seats, positions, candidates)

    def _weighed(self, org: Organisation | None) -> Organisation | None:
        """The organisation, with what is odd about its positions and candidates reported."""
        names = self.names
        if org is None:
            return None
        refuse_double(org, names.tables.get("Charges"), self.findings)
        sheet = POSITIONS if names.tables.get("Positions") is not None else inputs.ROSTER
        weigh_positions(org, sheet.shown, self.findings)
        weigh_candidates(org, self.findings)
        if names.roles.planned:
            return org
        return with_single_candidates(org, names.roles.uncapped, self.findings)

    def _people(self) -> tuple[Person, ...]:
        names = self.names
        settings = names.settings
        skills = people_skills(
            names.skill_sheets,
            names.roster,
            names.skills,
            settings.scale,
            names.own_scale,
            names.asked_skills(),
        )
        as_of = settings.calendar.as_of if settings.calendar else None
        note_stale(names.skill_sheets, as_of, self.findings)
        people = RosterPeople(
            names.roster,
            names.roles.resolve,
            names.teams.resolve,
            names.places,
            settings.months,
            as_of,
            settings.counting,
            names.roles.middle,
            settings.calendar.end if settings.calendar else None,
        ).build(skills)
        self._rated = skills
        return people

    def _refuse_slips(
        self, needs: Iterable[NeedRow], rules: Iterable[Rule], courses: Iterable[Course]
    ) -> None:
        """A skill of a role that is a slip of one that people have or something asks for."""
        known = {
            *skills_named(self.people, (), courses),
            *(entry.need.skill for entry in needs),
            *(skill for rule in rules for skill in rule.skills_named),
        }
        refuse_slips(self.names.tables.get("Role skills"), self.names.skills, known)

    def _refuse_unknown_skills(
        self,
        needs: Sequence[NeedRow],
        rules: Iterable[Rule],
        courses: Iterable[Course],
        known: Set[str],
    ) -> None:
        """A needed skill that nobody has, no role brings and no course teaches is a misspelling; so
        is one of a role that is a slip of one in use.
        """
        names = self.names
        self._refuse_slips(needs, rules, courses)
        rated = {
            names.skills.name(cell.text) for sheet in names.skill_sheets for cell, _ in sheet.skills
        }
        asked = refuse_near_names(needs, self.people, rated)
        refuse_unknown_skills(needs, known | rated | asked)
        refuse_unknown_prerequisites(names.tables.get("Training"), names.skills, known | rated)

    def _assume(
        self,
        roles: Iterable[Role],
        needs: Iterable[NeedRow],
        rules: Iterable[Rule],
        courses: tuple[Course, ...],
    ) -> tuple[Assumptions, tuple[Course, ...]]:
        """Assumptions in the domain's terms, money norms in plan currency where they are used, and
        courses at the norm.
        """
        names = self.names
        rows = tuple(scoped(names.settings.entries, names.of_norms(roles)))
        sheet = (
            names.grids[inputs.ASSUMPTIONS.key].name
            if inputs.ASSUMPTIONS.key in names.grids
            else names.settings.sheet
        )
        if any(role.hireable and role.recruiting_cost is None for role in roles):
            rows = convert_norm(rows, "recruiting_cost", names.exchange, self.findings, sheet)
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
            rows = convert_norm(rows, "course_cost", names.exchange, self.findings, sheet)
            self.findings.note(inputs.TRAINING.shown, "", untaught_in_words(missing))
            courses += default_courses(
                missing, Assumptions(rows=rows), (course.id for course in courses)
            )
        return Assumptions(rows=rows), courses
