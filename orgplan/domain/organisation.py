"""The organisation: everything that is true before a plan is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Protocol, TypeVar, runtime_checkable

from pydantic import AfterValidator, Field, SerializeAsAny

from orgplan.errors import checked

from .assumptions import NORM_OF, Assumptions
from .base import FrozenDict, Strength, Value, cycle
from .calendar import Calendar
from .candidates import Candidate
from .costs.actuals import Actual
from .costs.budget import BudgetLine
from .costs.charges import Charge
from .costs.cost_splits import CostSplit
from .costs.money import ExchangeRate, Priced, Stated, in_plan_currency, rate_on
from .costs.relocations import Relocation, impossible, latest
from .levers import Lever, LeverKind
from .locations import Location
from .needs import Need, NeedKind
from .notebook import small_table
from .people import Person
from .plan import Plan
from .positions import LockRow, Position
from .references import dangling
from .roles import Role
from .rules import Rule
from .scenarios import ScenarioLine
from .staffing.reporting import ReportingTree
from .teams import Part, Scope, ScopeKind, Team
from .training import Course

OfFamily = TypeVar("OfFamily", bound=Rule)


class Goal(StrEnum):
    """What is made small, and in which order.

    Cover: the least shortfall that limits allow, then the least cost. Fewest redundancies: the same,
    with the fewest redundancies before the cost. Cheapest: every must is met, at the least cost.
    """

    COVER = "cover"
    FEWEST_REDUNDANCIES = "fewest_redundancies"
    CHEAPEST = "cheapest"


class Counting(StrEnum):
    """Whether groups of people are moved by whole heads, or in fractions as classic manpower models do."""

    WHOLE = "whole"
    FRACTIONAL = "fractional"


@runtime_checkable
class ChangeOf(Protocol):
    """A change to an organisation, such as :mod:`orgplan.analysis.changes.change` makes."""

    def of(self, org: Organisation, /) -> Organisation:
        """The organisation with the change."""


class Organisation(Value):
    """People, roles, teams, needs, rules, courses and budgets over one horizon, in one currency.

    References are checked on birth: every role, team and person that is named exists, ids are
    unique, teams and managers form no cycle, amounts of needs have length T.

    `stages` are the stages that the company is in, for instance ``platform``; `skill_groups` says
    to which group of skills a skill belongs, where a rule asks for groups. `only_positions` lets
    the plan hire into listed positions only.

    `worth` is what one head or FTE short of a should is worth in a period, in plan currency, where
    the need or rule says nothing else; ``None`` is no price.

    `rates` say what other currencies are worth, by month where their worth changes; amounts keep
    how they were stated (:class:`~orgplan.domain.costs.money.Stated`).

    `language` is the one in which plans of it are written, as the code of a catalogue.

    `previous` is a plan to stay close to; for that the cost may rise by the share `stay_close` of
    what the cheapest plan decides.
    """

    name: str = ""
    currency: str = "USD"
    goal: Goal = Goal.COVER
    calendar: Calendar
    assumptions: Assumptions = Assumptions()
    people: tuple[Person, ...]
    roles: tuple[Role, ...]
    teams: tuple[Team, ...]
    needs: tuple[Need, ...] = ()
    rules: tuple[SerializeAsAny[Rule], ...] = ()
    courses: tuple[Course, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    actuals: tuple[Actual, ...] = ()
    stages: tuple[str, ...] = ()
    skill_groups: Annotated[Mapping[str, str], AfterValidator(FrozenDict)] = Field(
        default_factory=FrozenDict
    )
    counting: Counting = Counting.WHOLE
    language: str = "en"
    levers: tuple[Lever, ...] = ()
    locations: tuple[Location, ...] = ()
    positions: tuple[Position, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    locks: tuple[LockRow, ...] = ()
    rates: tuple[ExchangeRate, ...] = ()
    charges: tuple[Charge, ...] = ()
    cost_splits: tuple[CostSplit, ...] = ()
    relocations: tuple[Relocation, ...] = ()
    only_positions: bool = False
    scenarios: tuple[ScenarioLine, ...] = ()
    worth: float | None = Field(default=None, ge=0)
    previous: Plan | None = None
    stay_close: float = Field(default=0.01, ge=0, le=1)

    def _check(self) -> None:
        for what, ids in (
            ("person", [person.id for person in self.people]),
            ("role", [role.id for role in self.roles]),
            ("team", [team.id for team in self.teams]),
            ("need", [need.id for need in self.needs]),
            ("rule", [rule.id for rule in self.rules]),
            ("course", [course.id for course in self.courses]),
            ("budget line", [line.id for line in self.budget]),
            ("lever", [lever.id for lever in self.levers]),
            ("location", [location.id for location in self.locations]),
            ("position", [position.id for position in self.positions]),
            ("candidate", [candidate.id for candidate in self.candidates]),
            ("lock", [lock.id for lock in self.locks]),
            ("scenario line", [line.id for line in self.scenarios]),
            ("rate", [rate.id for rate in self.rates]),
            ("charge", [charge.id for charge in self.charges]),
            ("cost split", [split.id for split in self.cost_splits]),
            ("relocation", [one.id for one in self.relocations]),
        ):
            twice = [name for name, times in Counter(ids).items() if times > 1]
            if twice:
                raise ValueError(f"{what} ids occur more than once: {', '.join(twice)}")
        for person in self.people:
            if person.role not in self.role:
                raise ValueError(f"{person.id} holds the role {person.role!r}, which is not known")
            if person.team not in self.team:
                raise ValueError(f"{person.id} is in the team {person.team!r}, which is not known")
        self._refuse_scopes_of_norms()
        _refuse_cycle("teams", {team.id: team.parent for team in self.teams})
        _refuse_cycle("managers", {person.id: person.manager_id for person in self.people})
        for need in self.needs:
            if len(need.required) != self.calendar.periods:
                raise ValueError(
                    f"{need.id} has {len(need.required)} amounts for {self.calendar.periods} periods"
                )
        unknown = [*dangling(self), *impossible(self)]
        if unknown:
            raise ValueError("; ".join(unknown))

    @checked
    def apply(self, *changes: ChangeOf) -> Organisation:
        """Another organisation, with changes made one after the other; this one stays as it is.

        Raises
        ------
        orgplan.errors.BadArgument
            If a change names something that is not there.
        """
        changed = self
        for change in changes:
            changed = change.of(changed)
        return changed

    def __repr__(self) -> str:
        """One line."""
        first, last = self.calendar.labels[0], self.calendar.labels[-1]
        return f"<Organisation {self.name!r}: {len(self.people)} people, {len(self.teams)} teams, {first} to {last}>"

    __str__ = __repr__

    def _repr_html_(self) -> str:
        """What there is, in numbers, for notebooks."""
        first, last = self.calendar.labels[0], self.calendar.labels[-1]
        return small_table(
            {
                "organisation": self.name,
                "horizon": f"{first} to {last}, as of {self.calendar.as_of}",
                "currency, goal": f"{self.currency}, {self.goal.value}",
                "people, roles, teams": f"{len(self.people)}, {len(self.roles)}, {len(self.teams)}",
                "needs, rules, courses": f"{len(self.needs)}, {len(self.rules)}, {len(self.courses)}",
                "budget lines": str(len(self.budget)),
            }
        )

    def _refuse_scopes_of_norms(self) -> None:
        """Norms are set for what they are read for."""
        known = {"team": self.team, "role": self.role, "person": self.person}
        for row in self.assumptions.rows:
            if row.key == "fx":
                continue
            allowed = NORM_OF[row.key].scopes
            kinds = {kind for kind, names in known.items() if row.scope in names}
            if row.scope and (not allowed or (kinds and kinds.isdisjoint(allowed))):
                read = " or ".join(allowed) or "everybody"
                raise ValueError(f"{row.key} is set for {row.scope!r}; it is read for {read} only")

    @cached_property
    def person(self) -> Mapping[str, Person]:
        """Person by id."""
        return FrozenDict({person.id: person for person in self.people})

    @cached_property
    def cost_splits_of(self) -> Mapping[str, tuple[CostSplit, ...]]:
        """Person → the rows by which pay is booked on several cost centres; those without are left out."""
        found: dict[str, tuple[CostSplit, ...]] = {}
        for split in self.cost_splits:
            found[split.person_id] = (*found.get(split.person_id, ()), split)
        return found

    @cached_property
    def relocations_of(self) -> Mapping[str, tuple[Relocation, ...]]:
        """Person → their changes of place in the order of their days; those without are left out."""
        found: dict[str, tuple[Relocation, ...]] = {}
        for one in sorted(self.relocations, key=lambda one: one.first):
            found[one.person_id] = (*found.get(one.person_id, ()), one)
        return found

    def place_on(self, person: Person, day: date) -> str | None:
        """Place of somebody of the roster on a day."""
        moved = latest(self.relocations_of.get(person.id, ()), day)
        return person.location if moved is None else moved.location

    def paid_on(self, person: Person, day: date) -> Person | Relocation:
        """What states somebody's pay on a day, whatever a plan decides: the roster, or a change of place."""
        stated = (
            one for one in self.relocations_of.get(person.id, ()) if one.base_salary is not None
        )
        return latest(stated, day) or person

    @cached_property
    def role(self) -> Mapping[str, Role]:
        """Role by id."""
        return FrozenDict({role.id: role for role in self.roles})

    @cached_property
    def team(self) -> Mapping[str, Team]:
        """Team by id."""
        return FrozenDict({team.id: team for team in self.teams})

    @cached_property
    def course(self) -> Mapping[str, Course]:
        """Course by id."""
        return FrozenDict({course.id: course for course in self.courses})

    @cached_property
    def location(self) -> Mapping[str, Location]:
        """Location by id."""
        return FrozenDict({location.id: location for location in self.locations})

    @cached_property
    def lever(self) -> Mapping[str, Lever]:
        """Lever by id."""
        return FrozenDict({lever.id: lever for lever in self.levers})

    @cached_property
    def position(self) -> Mapping[str, Position]:
        """Position by id."""
        return FrozenDict({position.id: position for position in self.positions})

    @cached_property
    def counts_on_capacity(self) -> bool:
        """Whether a need for capacity is stated, for which those who are expected to leave do not count."""
        return any(
            need.kind is NeedKind.CAPACITY and need.strength is not Strength.OFF
            for need in self.needs
        )

    @cached_property
    def monthly_rates(self) -> Mapping[str, tuple[float, ...]]:
        """Currency whose worth is stated by month → plan currency per unit in each month of the horizon."""
        changing = {rate.currency for rate in self.rates if rate.first is not None}
        return {
            currency: tuple(self._rate(currency, day) for day in self.calendar.month_starts)
            for currency in sorted(changing)
        }

    def _rate(self, currency: str, day: date) -> float:
        found = rate_on(self.rates, currency, day)
        return self.assumptions.get("fx", currency) if found is None else found

    def rate(self, currency: str | None) -> float:
        """Plan currency per unit of a currency over the horizon as a whole: stated for every month, else that of the first month."""
        if currency in (None, self.currency) or currency is None:
            return 1.0
        every = (one.rate for one in self.rates if one.currency == currency and one.first is None)
        if any(row.key == "fx" and row.scope == currency for row in self.assumptions.rows):
            return self.assumptions.get("fx", currency)
        found = next(every, None)
        return self._rate(currency, self.calendar.start) if found is None else found

    @cached_property
    def foreign(self) -> tuple[str, ...]:
        """Currencies beside the plan's in which amounts are stated, or whose rate is."""
        holders: tuple[Priced, ...] = (
            *self.people,
            *self.roles,
            *self.courses,
            *self.levers,
            *self.positions,
            *self.candidates,
            *self.locations,
            *self.budget,
            *self.actuals,
            *self.assumptions.rows,
            *self.charges,
            *self.relocations,
        )
        stated = (one.currency for holder in holders for one in holder.stated)
        return tuple(dict.fromkeys((*stated, *(rate.currency for rate in self.rates))))

    def in_month(self, value: float, stated: Stated | None, month: int) -> float:
        """An amount in plan currency at the rate of a month of the horizon; before it, at that of the first.

        Parameters
        ----------
        value
            The amount at the rate that holds for the horizon as a whole.
        stated
            How it was stated; ``None`` is in plan currency.
        """
        if stated is None or stated.fx is not None or stated.currency not in self.monthly_rates:
            return value
        rates = self.monthly_rates[stated.currency]
        return in_plan_currency(stated.amount, rates[min(max(month, 0), len(rates) - 1)])

    def rate_index(self, value: float, stated: Stated | None) -> tuple[float, ...] | None:
        """By how much an amount is worth more or less in each month than over the horizon as a whole; ``None`` where it never changes."""
        if not value or stated is None or stated.fx is not None:
            return None
        if stated.currency not in self.monthly_rates:
            return None
        return tuple(
            self.in_month(value, stated, month) / value for month in range(self.calendar.months)
        )

    @cached_property
    def candidate(self) -> Mapping[str, Candidate]:
        """Candidate by id."""
        return FrozenDict({candidate.id: candidate for candidate in self.candidates})

    @cached_property
    def _sought(self) -> frozenset[str]:
        return frozenset(c.position for c in self.candidates if c.position is not None)

    def alike(self, position: Position) -> tuple[object, ...]:
        """What two positions share between which nobody would choose; one that a candidate names stands alone."""
        return (*position.alike, position.id if position.id in self._sought else None)

    @cached_property
    def alike_positions(self) -> Mapping[str, tuple[Position, ...]]:
        """Id of the first of those alike → positions to fill between which nobody would choose, in the order of the sheet."""
        found: dict[tuple[object, ...], list[Position]] = {}
        for position in self.positions:
            if position.to_fill:
                found.setdefault(self.alike(position), []).append(position)
        return {alike[0].id: tuple(alike) for alike in found.values()}

    @cached_property
    def alike_positions_at(self) -> Mapping[tuple[str, str], tuple[Position, ...]]:
        """Role and team → the first of each kind of position to fill there."""
        found: dict[tuple[str, str], list[Position]] = {}
        for alike in self.alike_positions.values():
            found.setdefault((alike[0].role, alike[0].team), []).append(alike[0])
        return {place: tuple(positions) for place, positions in found.items()}

    @cached_property
    def whole_staff(self) -> bool:
        """Whether staff is met by whole people: not where groups move in fractions, nor where short time takes parts of their hours."""
        return self.counting is Counting.WHOLE and not self.levers_of(LeverKind.SHORT_TIME)

    @cached_property
    def held_positions(self) -> Mapping[tuple[str, str], tuple[Position, ...]]:
        """Role and team → positions there that are on hold."""
        found: dict[tuple[str, str], list[Position]] = {}
        for position in self.positions:
            if position.on_hold:
                found.setdefault((position.role, position.team), []).append(position)
        return {place: tuple(positions) for place, positions in found.items()}

    @cached_property
    def first_alike(self) -> Mapping[str, str]:
        """Position to fill → the first of those alike."""
        return {
            position.id: first
            for first, alike in self.alike_positions.items()
            for position in alike
        }

    @cached_property
    def line_managers(self) -> frozenset[str]:
        """Ids of the people to whom somebody of the roster reports."""
        return frozenset(person.manager_id for person in self.people if person.manager_id)

    @cached_property
    def tree(self) -> ReportingTree:
        """Who reports to whom today."""
        managing = frozenset(role.id for role in self.roles if role.can_manage)
        return ReportingTree(self.people, self.teams, managing)

    @cached_property
    def team_leads(self) -> frozenset[str]:
        """Ids of the people who lead a team."""
        return frozenset(team.lead for team in self.teams if team.lead)

    @cached_property
    def people_of_team(self) -> Mapping[str, tuple[Person, ...]]:
        """Team → people who are in it today, in the order of the roster."""
        index: dict[str, list[Person]] = {team.id: [] for team in self.teams}
        for person in self.people:
            index[person.team].append(person)
        return {team: tuple(people) for team, people in index.items()}

    @cached_property
    def _places_on_roster(self) -> Mapping[str, int]:
        return {person.id: place for place, person in enumerate(self.people)}

    def roster_order(self, person: Person) -> int:
        """Place of somebody on the roster."""
        return self._places_on_roster[person.id]

    @cached_property
    def people_at(self) -> Mapping[tuple[str, str], tuple[Person, ...]]:
        """Role and team → people who have both today, in the order of the roster."""
        index: dict[tuple[str, str], list[Person]] = {}
        for person in self.people:
            index.setdefault((person.role, person.team), []).append(person)
        return {place: tuple(people) for place, people in index.items()}

    @cached_property
    def homes(self) -> Mapping[str, frozenset[str]]:
        """Family of roles → teams in which somebody of it is today."""
        index: dict[str, set[str]] = {}
        for person in self.people:
            index.setdefault(self.role[person.role].family, set()).add(person.team)
        return {family: frozenset(teams) for family, teams in index.items()}

    @cached_property
    def courses_of_skill(self) -> Mapping[str, tuple[Course, ...]]:
        """Skill → courses that teach it, in the order of the workbook."""
        index: dict[str, list[Course]] = {}
        for course in self.courses:
            index.setdefault(course.skill, []).append(course)
        return {skill: tuple(courses) for skill, courses in index.items()}

    @cached_property
    def groups(self) -> tuple[Person, ...]:
        """Groups that are planned by numbers."""
        return tuple(person for person in self.people if person.is_group)

    def levers_of(self, *kinds: LeverKind) -> tuple[Lever, ...]:
        """Levers of some kinds, in the order of the workbook."""
        return tuple(lever for lever in self.levers if lever.kind in kinds)

    def rules_of(self, kind: type[OfFamily]) -> tuple[OfFamily, ...]:
        """Rules of a family that are not switched off, in the order of the workbook."""
        return tuple(
            rule
            for rule in self.rules
            if isinstance(rule, kind) and rule.strength is not Strength.OFF
        )

    @cached_property
    def rule(self) -> Mapping[str, Rule]:
        """Rule by id."""
        return FrozenDict({rule.id: rule for rule in self.rules})

    def rule_as(self, kind: type[OfFamily], name: str) -> OfFamily:
        """The rule of an id, which is of a family.

        Raises
        ------
        KeyError
            If there is none.
        """
        rule = self.rule[name]
        if not isinstance(rule, kind):
            raise KeyError(name)
        return rule

    @cached_property
    def need(self) -> Mapping[str, Need]:
        """Need by id."""
        return FrozenDict({need.id: need for need in self.needs})

    @cached_property
    def needs_of_team(self) -> Mapping[str, tuple[Need, ...]]:
        """Team → needs whose scope takes it in, in the order of the workbook."""
        index: dict[str, list[Need]] = {team.id: [] for team in self.teams}
        for need in self.needs:
            for team in self.teams_of(need.scope):
                index[team].append(need)
        return {team: tuple(needs) for team, needs in index.items()}

    @cached_property
    def needs_of_scope(self) -> Mapping[Scope, tuple[Need, ...]]:
        """Scope → needs of just that scope, in the order of the workbook."""
        index: dict[Scope, list[Need]] = {}
        for need in self.needs:
            index.setdefault(need.scope, []).append(need)
        return {scope: tuple(needs) for scope, needs in index.items()}

    @cached_property
    def _needs_inside(self) -> dict[Scope, tuple[Need, ...]]:
        return {}

    def needs_inside(self, scope: Scope) -> tuple[Need, ...]:
        """Needs all of whose scope lies inside a scope, in the order of the workbook."""
        if scope not in self._needs_inside:
            inside = {one for one in self.needs_of_scope if self.contains(scope, one)}
            self._needs_inside[scope] = tuple(n for n in self.needs if n.scope in inside)
        return self._needs_inside[scope]

    @cached_property
    def mentored_skills(self) -> frozenset[str]:
        """Skills that some course teaches with a mentor."""
        return frozenset(course.skill for course in self.courses if course.mentored)

    @cached_property
    def on_its_own(self) -> dict[Hashable, float]:
        """Seat of a model → period from which its ramp is over; filled in as it is asked for."""
        return {}

    @cached_property
    def roster_lines(self) -> dict[str, tuple[Any, ...]]:
        """Person id → lines of the ledger if nothing is decided about them; filled in by finance as it is asked for."""
        return {}

    def __getstate__(self) -> dict[Any, Any]:
        """Fields alone: what was worked out from them is worked out again where they are sent."""
        state = super().__getstate__()
        fields = type(self).model_fields
        return state | {"__dict__": {k: v for k, v in state["__dict__"].items() if k in fields}}

    @cached_property
    def _scopes_by_team(self) -> dict[int, tuple[Rule, Mapping[str, tuple[Scope, ...]]]]:
        return {}

    def scopes_by_team(self, rule: Rule) -> Mapping[str, tuple[Scope, ...]]:
        """Team → scopes of a rule that take it in; teams in none of them are left out."""
        if (
            id(rule) not in self._scopes_by_team
        ):  # the rule is kept with it, so that its id stays its own
            index: dict[str, list[Scope]] = {}
            for scope in rule.scopes:
                for team in self.teams_of(scope):
                    index.setdefault(team, []).append(scope)
            found = {team: tuple(scopes) for team, scopes in index.items()}
            self._scopes_by_team[id(rule)] = rule, found
        return self._scopes_by_team[id(rule)][1]

    @cached_property
    def worths(self) -> Mapping[tuple[str, str], float]:
        """Family, and id of the need or rule → what one unit short is worth in a period, in plan currency; those without a price are left out."""
        asked: list[tuple[str, Need | Rule]] = [(need.kind.value, need) for need in self.needs]
        asked += [(rule.family, rule) for rule in self.rules]
        priced = {
            (family, demand.id): self.worth
            if demand.worth is None and demand.strength is Strength.SHOULD
            else demand.worth
            for family, demand in asked
        }
        return {name: worth for name, worth in priced.items() if worth is not None}

    def tolerance(self, need: Need, period: int) -> float:
        """FTE by which a need for capacity may be missed in a period without being short; 0 for heads.

        Where the need says nothing it is a share of what is asked for, some FTE at the least, and
        never more than half of it, so that a small need is not gone.
        """
        if need.kind is not NeedKind.CAPACITY:
            return 0.0
        asked = need.required[period]
        if need.tolerance is not None:
            return min(need.tolerance, asked)
        team = need.scope.name if need.scope.kind is ScopeKind.TEAM else None
        share = self.assumptions.get("capacity_tolerance", team)
        least = self.assumptions.get("capacity_tolerance_fte", team)
        return min(max(share * asked, least), asked / 2)

    @property
    def has_prices(self) -> bool:
        """Whether some shortfall is weighed against money, or has none spent on it."""
        return bool(self.worths) or any(rule.spends_nothing for rule in self.rules)

    @cached_property
    def _teams_of(self) -> dict[Scope, frozenset[str]]:
        return {}

    def teams_of(self, scope: Scope) -> frozenset[str]:
        """Ids of the teams in which a scope may have people (all, for a location); empty for a cost centre."""
        if scope not in self._teams_of:
            among = self.teams
            if scope.kind is ScopeKind.TEAM:  # by name: hundreds of teams, each asked for once
                among = (self.team[scope.name],) if scope.name in self.team else ()
            self._teams_of[scope] = frozenset(
                team.id for team in among if self._takes_in(scope, team)
            )
        return self._teams_of[scope]

    def part(self, scope: Scope) -> Part:
        """The part of the organisation that a scope takes in, by team and location."""
        return Part(self.teams_of(scope), scope.name if scope.kind is ScopeKind.LOCATION else None)

    def contains(self, scope: Scope, other: Scope) -> bool:
        """Whether all of another scope lies inside a scope; an empty one lies nowhere."""
        outer, inner = self.part(scope), self.part(other)
        return (
            bool(inner.teams)
            and inner.teams <= outer.teams
            and outer.location in (None, inner.location)
        )

    def _takes_in(self, scope: Scope, team: Team) -> bool:
        if scope.kind in (ScopeKind.ORGANISATION, ScopeKind.LOCATION):
            return True
        if scope.kind is ScopeKind.TEAM:
            return team.id == scope.name
        if scope.kind is ScopeKind.PRODUCT_LINE:
            return team.product_line == scope.name
        if scope.kind is ScopeKind.DEPARTMENT:
            above: str | None = team.id
            while above is not None and above != scope.name:
                above = self.team[above].parent if above in self.team else None
            return above is not None
        return False

    def product_lines(self, scope: Scope) -> frozenset[str]:
        """Names of the product lines that the teams of a scope work for."""
        lines = (self.team[team].product_line for team in self.teams_of(scope))
        return frozenset(line for line in lines if line)

    @cached_property
    def shared_teams(self) -> frozenset[str]:
        """Ids of the teams that work for no product line."""
        return frozenset(team.id for team in self.teams if not team.product_line)

    @cached_property
    def skills_of_group(self) -> Mapping[str, tuple[str, ...]]:
        """Group of skills → its skills."""
        groups: dict[str, tuple[str, ...]] = {}
        for skill, group in self.skill_groups.items():
            groups[group] = (*groups.get(group, ()), skill)
        return groups

    def cost_centre(self, team: str, person: Person | None = None, day: date | None = None) -> str:
        """Cost centre of a person in a team (on a day, else today), or of a new seat there; a person's own holds in the team of the roster alone."""
        own = person.cost_centre if person is not None and person.team == team else None
        if person is not None and person.team == team and day is not None:
            stated = (one for one in self.relocations_of.get(person.id, ()) if one.cost_centre)
            moved = latest(stated, day)
            own = own if moved is None else moved.cost_centre
        return own or self.team[team].cost_centre or team

    def matches(self, role: str, selectors: Iterable[str]) -> bool:
        """Whether a role is selected by id, by name or by family; no selectors select every role."""
        chosen = tuple(selectors)
        if chosen not in self._selected:
            names = frozenset(chosen)
            self._selected[chosen] = frozenset(
                entry.id
                for entry in self.roles
                if not names or not names.isdisjoint((entry.id, entry.name, entry.family))
            )
        return role in self._selected[chosen]

    @cached_property
    def _selected(self) -> dict[tuple[str, ...], frozenset[str]]:
        return {}


def _refuse_cycle(what: str, above: Mapping[str, str | None]) -> None:
    ring = cycle(above)
    if ring:
        raise ValueError(f"the {what} form a cycle: {' → '.join(ring)}")
