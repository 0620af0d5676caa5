"""What can be decided: the key of each kind of decision, and the variables by key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import NamedTuple, TypeVar

from orgplan.domain import LeverKind, Organisation, Part, Person

from .linear import Var


class TrainingKey(NamedTuple):
    """A course taken by one person from the level they then hold: an arc in the person's path
    through the levels of a skill.

    Attributes
    ----------
    person, course, skill
        Ids.
    level, to_level
        Level before the course and after it, 0-5.
    chance
        Expected share of those who begin it that is lifted, 0-1.
    """

    person: str
    course: str
    skill: str
    level: int
    to_level: int
    chance: float = 1.0  # expected share of those who begin it that is lifted


class Seat(NamedTuple):
    """A kind of seat that can be filled from outside.

    Attributes
    ----------
    role, team, location
        What, and where; the location is ``None`` where nobody tells them apart.
    start, until
        Periods: of the first day, and the first one in which the seat is gone (``None`` is
        permanent, a period is a contractor's).
    lever
        Id of the lever of a contractor or a backfill; ``None`` is growth.
    position
        Id of the first of the positions, all alike, of which it fills one; ``None`` is a seat that
        is not listed.
    candidate
        Id of the candidate who takes it; ``None`` is nobody in particular.
    """

    role: str
    team: str
    start: int
    location: str | None = None
    until: int | None = None
    lever: str | None = None
    position: str | None = None
    candidate: str | None = None

    def there(self, period: int) -> bool:
        """Whether it is filled at the end of a period.

        Parameters
        ----------
        period
            Index of a period, 0 for the first.

        Examples
        --------
        >>> (
        ...     Seat("Engineer", "Apps", start=1, until=3).there(2),
        ...     Seat("Engineer", "Apps", start=1, until=3).there(3),
        ... )
        (True, False)
        """
        return self.start <= period and (self.until is None or period < self.until)

    @property
    def grows(self) -> bool:
        """Whether it adds to the permanent staff, which neither a backfill nor a contractor does.

        Examples
        --------
        >>> (
        ...     Seat("iOS engineer", "Apps", 1).grows,
        ...     Seat("iOS engineer", "Apps", 1, lever="L-1").grows,
        ... )
        (True, False)
        """
        return self.lever is None

    @property
    def place(self) -> tuple[str, str | None]:
        """Team and location.

        Examples
        --------
        >>> Seat("iOS engineer", "Apps", 1).place
        ('Apps', None)
        """
        return self.team, self.location


class MoveKey(NamedTuple):
    """A move that a person can make at the start of a period: a promotion, transfer, retraining or
    downgrading.

    Attributes
    ----------
    person
        Id of who moves.
    lever, kind
        Id of the lever that allows it, and its kind.
    role, team
        Where to.
    start
        Number of the period at whose start they move.
    """

    person: str
    lever: str
    kind: LeverKind
    role: str
    team: str
    start: int


class ExitKey(NamedTuple):
    """A redundancy: the person is gone from the start of a period.

    Attributes
    ----------
    person, lever
        Ids.
    start
        Index of the first period without the person.
    """

    person: str
    lever: str
    start: int


class ShortTimeKey(NamedTuple):
    """Short time of a person in a period.

    Attributes
    ----------
    person, lever
        Ids.
    period
        Index of the period, all of which is worked short.
    """

    person: str
    lever: str
    period: int


class GroupFlowKey(NamedTuple):
    """Heads of a group that are recruited (no kind), moved, let go or put on short time in a
    period.

    Overstaffing is said of a need for staff, whose id then stands in place of the group's.

    Attributes
    ----------
    kind
        ``None`` recruits from outside.
    lever
        Id; ``None`` for recruits.
    group, to_group
        Person ids of groups; the second one receives movers, else ``None``.
    period
        Index of the period in which the heads come, go or are kept.
    """

    kind: LeverKind | None
    lever: str | None
    group: str
    to_group: str | None
    period: int

    @property
    def moves_people(self) -> bool:
        """Whether its heads are people; those kept beyond need are only counted, and expected heads
        come in parts.
        """
        return self.kind is not LeverKind.OVERSTAFFING


class TakeoverKey(NamedTuple):
    """Somebody of the roster, or a seat, takes over a team in a period, at whose end they lead it.

    Attributes
    ----------
    who
        Person id, or a kind of seat of which one head is filled.
    team
        Id.
    start
        Index of the period.
    """

    who: str | Seat
    team: str
    start: int


class LeadKey(NamedTuple):
    """Somebody who may leave a team that they have taken over leads it at the end of a period.

    Attributes
    ----------
    who
        Person id.
    team
        Id.
    period
        Index of the period at whose end they lead it.
    """

    who: str
    team: str
    period: int


@dataclass(frozen=True)
class DecisionVariables:
    """The decision variables of the model.

    Attributes
    ----------
    hire
        Seat → number of them, whole.
    hire_bound
        (role, team) → most seats of it that any best plan opens over the horizon.
    train
        (step, period of the start) → 0/1.
    move
        Move of a person → 0/1.
    leave
        Redundancy of a person → 0/1.
    reduce
        Short time of a person → 0/1.
    takeover
        Takeover of a team → 0/1.
    leading
        Lead of a team who may leave it again, in a period → 0/1; it follows from the takeover.
    flow
        Flow of a group → heads, whole or in fractions as the organisation counts.
    kept
        Seat of the previous plan → how many of them are kept.
    most_recruits
        Group id → most recruits over the horizon.
    caps_hold
        Whether headcount caps are limits; where they may give, no bound may rest on them.
    unit_costs
        Each decision with the cents of one of it in the goal, once they are priced.

    Examples
    --------
    >>> x = op.DecisionVariables(hire={}, hire_bound={}, train={})
    >>> x.caps_hold
    True
    """

    hire: Mapping[Seat, Var]
    hire_bound: Mapping[tuple[str, str], int]
    train: Mapping[tuple[TrainingKey, int], Var]
    move: Mapping[MoveKey, Var] = field(default_factory=dict)
    leave: Mapping[ExitKey, Var] = field(default_factory=dict)
    reduce: Mapping[ShortTimeKey, Var] = field(default_factory=dict)
    flow: Mapping[GroupFlowKey, Var] = field(default_factory=dict)
    takeover: Mapping[TakeoverKey, Var] = field(default_factory=dict)
    leading: Mapping[LeadKey, Var] = field(default_factory=dict)
    kept: Mapping[Seat, Var] = field(default_factory=dict)
    most_recruits: Mapping[str, float] = field(default_factory=dict)
    caps_hold: bool = True
    unit_costs: list[tuple[Var, float]] = field(default_factory=list, compare=False, repr=False)

    @cached_property
    def seats(self) -> frozenset[Var]:
        """The variables of all seats.

        Examples
        --------
        >>> "hire(iOS engineer,Apps,2027-Q2)" in x.seats
        True
        """
        return frozenset(self.hire.values())

    @cached_property
    def steps(self) -> Mapping[str, list[tuple[TrainingKey, int, Var]]]:
        """Person id → the steps on offer to them, with the period of the start and the variable.

        Examples
        --------
        >>> sorted(x.steps)[:3]
        ['P02', 'P03', 'P04']
        """
        index: dict[str, list[tuple[TrainingKey, int, Var]]] = {}
        for (step, start), taken in self.train.items():
            index.setdefault(step.person, []).append((step, start, taken))
        return index

    @cached_property
    def steps_in_skill(self) -> Mapping[tuple[str, str], list[tuple[TrainingKey, int, Var]]]:
        """Person id and skill → the steps on offer in it, with the period of the start and the
        variable.

        Examples
        --------
        >>> steps = x.steps_in_skill["P02", "Team leadership"]
        >>> [(step.course, start) for step, start, _ in steps][:2]
        [('Team leadership 2→3', 0), ('Team leadership 2→3', 1)]
        """
        index: dict[tuple[str, str], list[tuple[TrainingKey, int, Var]]] = {}
        for (step, start), taken in self.train.items():
            index.setdefault((step.person, step.skill), []).append((step, start, taken))
        return index

    @cached_property
    def moves_of(self) -> Mapping[str, list[MoveKey]]:
        """Person id → the moves on offer to them."""
        return _by_person(self.move)

    @cached_property
    def leaves_of(self) -> Mapping[str, list[ExitKey]]:
        """Person id → the redundancies on offer."""
        return _by_person(self.leave)

    @cached_property
    def reductions_of(self) -> Mapping[str, list[ShortTimeKey]]:
        """Person id → the periods of short time on offer."""
        return _by_person(self.reduce)

    @cached_property
    def takeovers_of(self) -> Mapping[str, list[TakeoverKey]]:
        """Team → the takeovers on offer."""
        index: dict[str, list[TakeoverKey]] = {}
        for takeover in self.takeover:
            index.setdefault(takeover.team, []).append(takeover)
        return index

    @cached_property
    def teams_taken_by(self) -> Mapping[str | Seat, tuple[str, ...]]:
        """Who may take over → the teams."""
        index: dict[str | Seat, dict[str, None]] = {}
        for takeover in self.takeover:
            index.setdefault(takeover.who, {})[takeover.team] = None
        return {who: tuple(teams) for who, teams in index.items()}

    @cached_property
    def flows_of(self) -> Mapping[str, list[GroupFlowKey]]:
        """Group id → the flows out of it, into it, and within it."""
        index: dict[str, list[GroupFlowKey]] = {}
        for flow in self.flow:
            for group in {flow.group, flow.to_group} - {None}:
                index.setdefault(str(group), []).append(flow)
        return index

    @cached_property
    def destinations_of(self) -> Mapping[str, frozenset[str]]:
        """Person id → teams to which a move on offer leads."""
        return {
            person: frozenset(option.team for option in options)
            for person, options in self.moves_of.items()
        }

    @cached_property
    def hire_bound_of(self) -> Mapping[str, list[tuple[str, int]]]:
        """Team → most seats of each role in it.

        Examples
        --------
        >>> dict(x.hire_bound_of["Product"])
        {'Lead engineer': 8, 'Product manager': 45, 'Technical director': 9}
        """
        index: dict[str, list[tuple[str, int]]] = {}
        for (role, team), bound in self.hire_bound.items():
            index.setdefault(team, []).append((role, bound))
        return index

    @cached_property
    def _seats_of(self) -> Mapping[str, list[tuple[int, Seat, Var]]]:
        """Team → its seats on offer, with their number among all."""
        index: dict[str, list[tuple[int, Seat, Var]]] = {}
        for number, (seat, seats) in enumerate(self.hire.items()):
            index.setdefault(seat.team, []).append((number, seat, seats))
        return index

    @cached_property
    def _people_in(self) -> dict[frozenset[str], tuple[Organisation, tuple[Person, ...]]]:
        return {}

    @cached_property
    def _seats_in(self) -> dict[tuple[Part, int], list[tuple[Seat, Var]]]:
        return {}

    def people_in(self, org: Organisation, teams: frozenset[str]) -> tuple[Person, ...]:
        """People who are in some teams today, or who have a move there on offer, in the order of
        the roster.

        Parameters
        ----------
        org
            Read for its roster; the answer is kept for as long as the same organisation asks.
        teams
            Ids; a team without people adds nobody.

        Returns
        -------
        tuple[Person, ...]
            Groups included; whether somebody is still employed in a period is not looked at.

        Examples
        --------
        >>> [person.id for person in x.people_in(org, frozenset({"Payments SRE"}))]
        ['P10', 'P11', 'P12']
        """
        of, people = self._people_in.get(teams, (None, ()))
        if of is not org:  # never the people of another roster
            to = self.destinations_of
            people = tuple(
                p for p in org.people if p.team in teams or not teams.isdisjoint(to.get(p.id, ()))
            )
            self._people_in[teams] = org, people
        return people

    def seats_in(self, part: Part, period: int) -> Sequence[tuple[Seat, Var]]:
        """Seats on offer in a part that would be there at the end of a period.

        Parameters
        ----------
        part
            Teams, and a location where only one counts.
        period
            Index of a period, 0 for the first.

        Returns
        -------
        Sequence[tuple[Seat, Var]]
            Each kind of seat with the variable that counts its heads, in the order of :attr:`hire`.

        Examples
        --------
        >>> seats = x.seats_in(org.part(org.need["N-003"].scope), 1)
        >>> len(seats), seats[0][1]
        (11, 'hire(Backend engineer / middle,Apps,2027-Q2)')
        """
        if (part, period) not in self._seats_in:
            inside = (self._seats_of.get(team, ()) for team in part.teams)
            self._seats_in[part, period] = [
                (seat, seats)
                for _, seat, seats in sorted(chain.from_iterable(inside))
                if seat.there(period) and seat.place in part
            ]
        return self._seats_in[part, period]

    @cached_property
    def unsettled(self) -> frozenset[str]:
        """Ids of the people whose role, team or employment the plan may change.

        Examples
        --------
        >>> x.unsettled
        frozenset()
        """
        return frozenset(self.moves_of) | frozenset(self.leaves_of)


OfPerson = TypeVar("OfPerson", MoveKey, ExitKey, ShortTimeKey)


def _by_person(decisions: Mapping[OfPerson, Var]) -> dict[str, list[OfPerson]]:
    index: dict[str, list[OfPerson]] = {}
    for decision in decisions:
        index.setdefault(decision.person, []).append(decision)
    return index
