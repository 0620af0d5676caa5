"""What is recorded of an organisation, found by id, role, team and skill."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field, SerializeAsAny

from ..assumptions import Assumptions
from ..base import FrozenDict, Strength, Value
from ..calendar import Calendar
from ..candidates import Candidate
from ..costs.actuals import Actual
from ..costs.budget import BudgetLine
from ..costs.charges import Charge
from ..costs.cost_splits import CostSplit
from ..costs.money import ExchangeRate
from ..costs.relocations import Relocation, latest
from ..levers import Lever, LeverKind
from ..locations import Location
from ..needs import Need
from ..people import Person
from ..plan import Plan
from ..positions import LockRow, Position
from ..roles import Role
from ..rules import Rule
from ..scenarios import ScenarioLine
from ..staffing.reporting import ReportingTree
from ..teams import Team
from ..training import Course

OfFamily = TypeVar("OfFamily", bound=Rule)


class Goal(StrEnum):
    """What is made small, and in which order.

    Cover: the least shortfall that limits allow, then the least cost. Fewest redundancies: the
    same, with the fewest redundancies before the cost. Cheapest: every must is met, at the least
    cost.

    Examples
    --------
    >>> [goal.value for goal in op.Goal]
    ['cover', 'fewest_redundancies', 'cheapest']
    """

    COVER = "cover"
    FEWEST_REDUNDANCIES = "fewest_redundancies"
    CHEAPEST = "cheapest"


class Counting(StrEnum):
    """Whether groups of people are moved by whole heads, or in fractions as classic manpower models
    do.
    """

    WHOLE = "whole"
    FRACTIONAL = "fractional"


class OrganisationRecords(Value):
    """What the input says, row by row, as :class:`~orgplan.domain.organisation.Organisation`
    describes it.
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

    @cached_property
    def person(self) -> Mapping[str, Person]:
        """Person by id."""
        return FrozenDict({person.id: person for person in self.people})

    @cached_property
    def cost_splits_of(self) -> Mapping[str, tuple[CostSplit, ...]]:
        """Person → the rows by which pay is booked on several cost centres; those without are left
        out.
        """
        found: dict[str, tuple[CostSplit, ...]] = {}
        for split in self.cost_splits:
            found[split.person_id] = (*found.get(split.person_id, ()), split)
        return found

    @cached_property
    def relocations_of(self) -> Mapping[str, tuple[Relocation, ...]]:
        """Person → their changes of place in the order of their days; those without are left
        out.
        """
        found: dict[str, tuple[Relocation, ...]] = {}
        for one in sorted(self.relocations, key=lambda one: one.first):
            found[one.person_id] = (*found.get(one.person_id, ()), one)
        return found

    def place_on(self, person: Person, day: date) -> str | None:
        """Place of somebody of the roster on a day.

        Parameters
        ----------
        person
            Of the roster.
        day
            Any day.

        Returns
        -------
        str | None
            Id of a location; ``None`` where nobody tells places apart.
        """
        moved = latest(self.relocations_of.get(person.id, ()), day)
        return person.location if moved is None else moved.location

    def paid_on(self, person: Person, day: date) -> Person | Relocation:
        """What states somebody's pay on a day, whatever a plan decides: the roster, or a change of
        place.

        Parameters
        ----------
        person
            Of the roster.
        day
            Any day.

        Returns
        -------
        Person | Relocation
            Whichever has a `base_salary` that holds on the day, with the currency in which it was
            stated.

        Examples
        --------
        >>> org.paid_on(org.people[0], date(2027, 1, 1)).base_salary
        128000.0
        """
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
    def candidate(self) -> Mapping[str, Candidate]:
        """Candidate by id."""
        return FrozenDict({candidate.id: candidate for candidate in self.candidates})

    @cached_property
    def _sought(self) -> frozenset[str]:
        return frozenset(c.position for c in self.candidates if c.position is not None)

    def alike(self, position: Position) -> tuple[object, ...]:
        """What two positions share between which nobody would choose; one that a candidate names
        stands alone.

        Parameters
        ----------
        position
            Of this organisation.

        Returns
        -------
        tuple[object, ...]
            A key: positions with the same one are planned by number.

        Examples
        --------
        >>> from orgplan.domain import Position
        >>> one, other = (
        ...     Position(id=name, role="iOS engineer", team="Apps") for name in ("R-1", "R-2")
        ... )
        >>> org.alike(one) == org.alike(other)
        True
        """
        return (*position.alike, position.id if position.id in self._sought else None)

    @cached_property
    def alike_positions(self) -> Mapping[str, tuple[Position, ...]]:
        """Id of the first of those alike → positions to fill between which nobody would choose, in
        the order of the sheet.
        """
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
        """Whether staff is met by whole people: not where groups move in fractions, nor where short
        time takes parts of their hours.
        """
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
        """Ids of the people with a direct report on the roster."""
        return frozenset(person.manager_id for person in self.people if person.manager_id)

    @cached_property
    def tree(self) -> ReportingTree:
        """Reporting lines of today."""
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
        """Place of somebody on the roster.

        Parameters
        ----------
        person
            Of the roster.

        Returns
        -------
        int
            0 for the first.

        Raises
        ------
        KeyError
            If nobody on the roster has the id.

        Examples
        --------
        >>> org.roster_order(org.person["P03"])
        2
        """
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
        """Rules of a family that are not switched off, in the order of the workbook.

        Parameters
        ----------
        kind
            Type of the family's rules.

        Returns
        -------
        tuple[OfFamily, ...]
            Musts and shoulds.

        Examples
        --------
        >>> from orgplan.constraints.structure.hierarchy.span import Span
        >>> [rule.id for rule in org.rules_of(Span)]
        ['span']
        """
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

        Parameters
        ----------
        kind
            Type of the family's rules.
        name
            Id of the rule.

        Raises
        ------
        KeyError
            If there is none.

        Examples
        --------
        >>> from orgplan.constraints.structure.hierarchy.span import Span
        >>> org.rule_as(Span, "span").per
        12
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
    def mentored_skills(self) -> frozenset[str]:
        """Skills that some course teaches with a mentor."""
        return frozenset(course.skill for course in self.courses if course.mentored)

    @cached_property
    def skills_of_group(self) -> Mapping[str, tuple[str, ...]]:
        """Group of skills → its skills."""
        groups: dict[str, tuple[str, ...]] = {}
        for skill, group in self.skill_groups.items():
            groups[group] = (*groups.get(group, ()), skill)
        return groups

    def matches(self, role: str, selectors: Iterable[str]) -> bool:
        """Whether a role is selected by id, by name or by family; no selectors select every role.

        Parameters
        ----------
        role
            Id.
        selectors
            Ids, names or families of roles, as ``Rules`` and ``Levers`` list them.

        Returns
        -------
        bool
            ``False`` for a role that is not known, also without selectors.

        Examples
        --------
        >>> (
        ...     org.matches("Backend engineer / senior", ["Backend engineer"]),
        ...     org.matches("iOS engineer", []),
        ... )
        (True, True)
        """
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
