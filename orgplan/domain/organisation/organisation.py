"""The organisation: everything that is true before a plan is made.

Checked as a whole when it is made: a name that nobody bears, a circle of parents, or an amount out
of range is refused. Indices are worked out when they are first asked for, and kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Protocol, runtime_checkable

from orgplan.errors import checked

from ..assumptions import NORM_OF
from ..base import Strength, cycle
from ..costs.money import Priced, Stated, in_plan_currency, rate_on
from ..costs.relocations import impossible, latest
from ..needs import Need, NeedKind
from ..notebook import small_table
from ..people import Person
from ..references import dangling
from ..rules import Rule
from ..teams import Part, Scope, ScopeKind, Team
from .records import OrganisationRecords


@runtime_checkable
class ChangeOf(Protocol):
    """A change to an organisation, such as :mod:`orgplan.analysis.changes.change` makes.

    Examples
    --------
    >>> isinstance(op.change.freeze("2027-Q1"), op.ChangeOf)
    True
    """

    def of(self, org: Organisation, /) -> Organisation:
        """The organisation with the change.

        Examples
        --------
        >>> op.change.assume(attrition=0.1).of(org) == org
        False
        """


class Organisation(OrganisationRecords):
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

    Examples
    --------
    >>> org.name, len(org.people), org.calendar.labels
    ('Growing start-up', 20, ('2027-Q1', '2027-Q2', '2027-Q3', '2027-Q4'))
    """

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
                    f"{need.id} has {len(need.required)} amounts for {self.calendar.periods}"
                    " periods"
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

        Examples
        --------
        >>> leaner = org.apply(op.change.without("span"))
        >>> len(org.rules) - len(leaner.rules)
        1
        """
        changed = self
        for change in changes:
            changed = change.of(changed)
        return changed

    def __repr__(self) -> str:
        """One line."""
        first, last = self.calendar.labels[0], self.calendar.labels[-1]
        return (
            f"<Organisation {self.name!r}: {len(self.people)} people, {len(self.teams)} teams,"
            f" {first} to {last}>"
        )

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
                "needs, rules, courses": (
                    f"{len(self.needs)}, {len(self.rules)}, {len(self.courses)}"
                ),
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
    def counts_on_capacity(self) -> bool:
        """Whether a need for capacity is stated, for which those who are expected to leave do not
        count.
        """
        return any(
            need.kind is NeedKind.CAPACITY and need.strength is not Strength.OFF
            for need in self.needs
        )

    @cached_property
    def monthly_rates(self) -> Mapping[str, tuple[float, ...]]:
        """Currency whose worth is stated by month → plan currency per unit in each month of the
        horizon.
        """
        changing = {rate.currency for rate in self.rates if rate.first is not None}
        return {
            currency: tuple(self._rate(currency, day) for day in self.calendar.month_starts)
            for currency in sorted(changing)
        }

    def _rate(self, currency: str, day: date) -> float:
        found = rate_on(self.rates, currency, day)
        return self.assumptions.get("fx", currency) if found is None else found

    def rate(self, currency: str | None) -> float:
        """Plan currency per unit of a currency over the horizon as a whole: stated for every month,
        else that of the first month.

        Parameters
        ----------
        currency
            Three letters; ``None`` is the plan's own.

        Returns
        -------
        float
            1 for the plan's own. An assumption ``fx`` for the currency, as scenarios set it, comes
            first; where nothing is stated of it, its default (1) holds.

        Examples
        --------
        >>> org.currency, org.rate("USD"), org.rate(None)
        ('USD', 1.0, 1.0)
        """
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
        """An amount in plan currency at the rate of a month of the horizon; before it, at that of
        the first.

        Parameters
        ----------
        value
            The amount at the rate that holds for the horizon as a whole.
        stated
            How it was stated; ``None`` is in plan currency.

        Examples
        --------
        >>> org.in_month(1_000.0, None, 0)
        1000.0
        """
        if stated is None or stated.fx is not None or stated.currency not in self.monthly_rates:
            return value
        rates = self.monthly_rates[stated.currency]
        return in_plan_currency(stated.amount, rates[min(max(month, 0), len(rates) - 1)])

    def rate_index(self, value: float, stated: Stated | None) -> tuple[float, ...] | None:
        """By how much an amount is worth more or less in each month than over the horizon as a
        whole; ``None`` where it never changes.

        Parameters
        ----------
        value
            The amount in plan currency; of 0 there is nothing to index.
        stated
            How it was stated; ``None`` is in plan currency.

        Returns
        -------
        tuple[float, ...] | None
            One factor for each month of the horizon, around 1.

        Examples
        --------
        >>> from orgplan.domain import ExchangeRate, Stated
        >>> march = ExchangeRate(
        ...     currency="EUR",
        ...     rate=1.1,
        ...     label="2027-03",
        ...     first=date(2027, 3, 1),
        ...     last=date(2027, 3, 31),
        ... )
        >>> there = org.replace(rates=(ExchangeRate(currency="EUR", rate=1.0), march))
        >>> [
        ...     round(one, 2)
        ...     for one in there.rate_index(
        ...         100.0, Stated(field="cost", amount=100.0, currency="EUR", worth=100.0)
        ...     )
        ... ][:4]
        [1.0, 1.0, 1.1, 1.0]
        """
        if not value or stated is None or stated.fx is not None:
            return None
        if stated.currency not in self.monthly_rates:
            return None
        return tuple(
            self.in_month(value, stated, month) / value for month in range(self.calendar.months)
        )

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
        """Needs all of whose scope lies inside a scope, in the order of the workbook.

        Parameters
        ----------
        scope
            Where.

        Returns
        -------
        tuple[Need, ...]
            Needs that are off included.

        Examples
        --------
        >>> [need.id for need in org.needs_inside(org.needs[4].scope)]
        ['N-001', 'N-002', 'N-004', 'N-005', 'N-006']
        """
        if scope not in self._needs_inside:
            inside = {one for one in self.needs_of_scope if self.contains(scope, one)}
            self._needs_inside[scope] = tuple(n for n in self.needs if n.scope in inside)
        return self._needs_inside[scope]

    @cached_property
    def on_its_own(self) -> dict[Hashable, float]:
        """Seat of a model → period from which its ramp is over; filled in as it is asked for."""
        return {}

    @cached_property
    def roster_lines(self) -> dict[str, tuple[Any, ...]]:
        """Person id → lines of the ledger if nothing is decided about them; filled in by finance as
        it is asked for.
        """
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
        """Team → scopes of a rule that take it in; teams in none of them are left out.

        Parameters
        ----------
        rule
            Of this organisation; the answer is kept for it.

        Returns
        -------
        Mapping[str, tuple[Scope, ...]]
            Scopes in the order of the rule.

        Examples
        --------
        >>> [(team, len(scopes)) for team, scopes in org.scopes_by_team(org.rule["span"]).items()]
        [('Payments', 1), ('Payments SRE', 1), ('Apps', 1)]
        """
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
        """Family, and id of the need or rule → what one unit short is worth in a period, in plan
        currency; those without a price are left out.
        """
        asked: list[tuple[str, Need | Rule]] = [(need.kind.value, need) for need in self.needs]
        asked += [(rule.family, rule) for rule in self.rules]
        priced = {
            (family, demand.id): (
                self.worth
                if demand.worth is None and demand.strength is Strength.SHOULD
                else demand.worth
            )
            for family, demand in asked
        }
        return {name: worth for name, worth in priced.items() if worth is not None}

    def tolerance(self, need: Need, period: int) -> float:
        """FTE by which a need for capacity may be missed in a period without being short; 0 for
        heads.

        Where the need says nothing it is a share of what is asked for, some FTE at the least, and
        never more than half of it, so that a small need is not gone.

        Parameters
        ----------
        need
            Of this organisation.
        period
            Index of a period, 0 for the first.

        Returns
        -------
        float
            FTE.

        Examples
        --------
        >>> org.tolerance(org.need["N-001"], 0), org.tolerance(org.need["N-002"], 0)
        (0.1, 0.0)
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

    @cached_property
    def _shared_names(self) -> frozenset[str]:
        named = Counter(person.name for person in self.people)
        return frozenset(name for name, number in named.items() if number > 1)

    def shown_name(self, person_id: str) -> str:
        """What a sentence calls somebody: the name, with the id where others have the same name.

        Parameters
        ----------
        person_id
            Of the roster.

        Examples
        --------
        >>> org.shown_name("P13")
        'Marco Rossi'
        """
        person = self.person[person_id]
        return person.name_and_id if person.name in self._shared_names else person.name

    @property
    def has_prices(self) -> bool:
        """Whether some shortfall is weighed against money, or has none spent on it."""
        return bool(self.worths) or any(rule.spends_nothing for rule in self.rules)

    @cached_property
    def _teams_of(self) -> dict[Scope, frozenset[str]]:
        return {}

    def teams_of(self, scope: Scope) -> frozenset[str]:
        """Ids of the teams in which a scope may have people (all, for a location); empty for a cost
        centre.

        Parameters
        ----------
        scope
            Where; a department takes in all teams below it.

        Returns
        -------
        frozenset[str]
            Kept: every row asks for it.

        Examples
        --------
        >>> sorted(org.teams_of(org.need["N-005"].scope))
        ['Payments', 'Payments SRE']
        """
        if scope not in self._teams_of:
            among = self.teams
            if scope.kind is ScopeKind.TEAM:  # by name: hundreds of teams, each asked for once
                among = (self.team[scope.name],) if scope.name in self.team else ()
            self._teams_of[scope] = frozenset(
                team.id for team in among if self._takes_in(scope, team)
            )
        return self._teams_of[scope]

    def part(self, scope: Scope) -> Part:
        """The part of the organisation that a scope takes in, by team and location.

        Parameters
        ----------
        scope
            Where.

        Returns
        -------
        Part
            No location, unless the scope is one.

        Examples
        --------
        >>> ("Apps", None) in org.part(org.need["N-003"].scope)
        True
        """
        return Part(self.teams_of(scope), scope.name if scope.kind is ScopeKind.LOCATION else None)

    def contains(self, scope: Scope, other: Scope) -> bool:
        """Whether all of another scope lies inside a scope; an empty one lies nowhere.

        Parameters
        ----------
        scope, other
            Of any kind. A location may have people in every team, so that only what takes in all
            teams contains one; a location contains nothing but itself.

        Examples
        --------
        >>> org.contains(org.need["N-005"].scope, org.need["N-001"].scope)
        True
        """
        outer, inner = self.part(scope), self.part(other)
        return (
            bool(inner.teams)
            and inner.teams <= outer.teams
            and outer.location in (None, inner.location)
        )

    def _takes_in(self, scope: Scope, team: Team) -> bool:
        """Whether a scope may have people in a team; a cost centre names no team, but books
        costs.
        """
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
        """Names of the product lines that the teams of a scope work for.

        Parameters
        ----------
        scope
            Where; teams without a product line add none.

        Returns
        -------
        frozenset[str]
            Each once, however many teams work for it.

        Examples
        --------
        >>> sorted(org.product_lines(org.budget[0].scope))
        ['Card payments', 'Consumer app']
        """
        lines = (self.team[team].product_line for team in self.teams_of(scope))
        return frozenset(line for line in lines if line)

    @cached_property
    def shared_teams(self) -> frozenset[str]:
        """Ids of the teams that work for no product line."""
        return frozenset(team.id for team in self.teams if not team.product_line)

    def cost_centre(self, team: str, person: Person | None = None, day: date | None = None) -> str:
        """Cost centre of a person in a team (on a day, else today), or of a new seat there; a
        person's own holds in the team of the roster alone.

        Parameters
        ----------
        team
            Id.
        person
            ``None`` is a new seat.
        day
            ``None`` is today: changes of place to come do not count.

        Returns
        -------
        str
            The team's own where nothing else is stated, else its id.

        Examples
        --------
        >>> org.cost_centre("Apps")
        'CC-200'
        """
        own = person.cost_centre if person is not None and person.team == team else None
        if person is not None and person.team == team and day is not None:
            stated = (one for one in self.relocations_of.get(person.id, ()) if one.cost_centre)
            moved = latest(stated, day)
            own = own if moved is None else moved.cost_centre
        return own or self.team[team].cost_centre or team


def _refuse_cycle(what: str, above: Mapping[str, str | None]) -> None:
    ring = cycle(above)
    if ring:
        raise ValueError(f"the {what} form a cycle: {' → '.join(ring)}")
