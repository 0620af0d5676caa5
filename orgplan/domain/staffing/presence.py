"""Who is there in a plan, period by period: who comes, moves, goes and leads; what is found of one
walk serves those without one action.

Heads are a stock on the last day of a period. What a walk finds of one member is kept, and handed
on to walks without one action, of which the reasons of a plan need one for each action.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import Any, Self, TypeVar

from ..organisation import Organisation
from ..people import Person
from ..plan import GroupAction, Hire, PersonActions, Plan, Takeover
from ..teams import Part, Scope
from .groups import GroupState, states
from .members import CourseTaken, Member, heads_of

Place = tuple[str, str | None]  # team and location


class Selection:
    """Members, and their ids."""

    def __init__(self, members: tuple[Member, ...]) -> None:
        self.members = members

    @cached_property
    def ids(self) -> frozenset[str]:
        """Ids of the members."""
        return frozenset(member.id for member in self.members)


Noted = TypeVar("Noted")


class Presence:
    """Who is there, period by period.

    Parameters
    ----------
    org, plan
        Neither is changed. Trainings of unknown persons or courses, and hires of unknown roles or
        teams, are a `KeyError`.
    """

    def __init__(self, org: Organisation, plan: Plan) -> None:
        self.org = org
        self.plan = plan
        self._like: Self | None = None
        self._changed: frozenset[str] = frozenset()
        self._levels: dict[str, dict[tuple[str, int], int]] = defaultdict(dict)
        self._outputs: dict[str, dict[int, float]] = defaultdict(dict)
        self._noted: dict[str, dict[Hashable, Any]] = defaultdict(dict)
        self._selections: dict[Hashable, Selection] = {}
        self._expected: dict[Hashable, float] = {}

    def without(self, action_id: str) -> Self:
        """The walk of the same plan without one action; what it says of everybody else is taken
        over.

        Parameters
        ----------
        action_id
            Of an action of the plan.

        Returns
        -------
        Self
            A walk of its own, which holds on to this one; see :meth:`settled`.

        Raises
        ------
        KeyError
            If the plan has no such action.

        Examples
        --------
        >>> from orgplan.domain import PlanSimulation
        >>> seat = Hire(
        ...     id="H-001",
        ...     role="iOS engineer",
        ...     team="Apps",
        ...     start_date=date(2027, 4, 1),
        ...     base_salary=90_000,
        ... )
        >>> hired = PlanSimulation(org, Plan(hires=(seat,)))
        >>> hired.heads(1), hired.without("H-001").heads(1)
        (21.0, 20.0)
        """
        other = type(self)(self.org, self.plan.without(action_id))
        action = self.plan.actions[action_id]
        if isinstance(action, Takeover):
            other._changed = frozenset({action.who})
        elif isinstance(action, GroupAction):
            other._changed = frozenset(
                group.id for group in self.org.groups
            )  # what one group loses another may gain
        else:
            other._changed = frozenset(
                {action.id if isinstance(action, Hire) else action.person_id}
            )
        other._like = self
        kept = [member.id for member in self.members if member.id not in other._changed]
        # The dictionaries of single members are shared: whatever either walk finds out later, both
        # know.
        other._levels.update({member: self._levels[member] for member in kept})
        other._outputs.update({member: self._outputs[member] for member in kept})
        other._noted.update({member: self._noted[member] for member in kept})
        return other

    def within(self, part: Organisation, plan: Plan) -> Self:
        """The walk of what the plan decides in a part of the organisation; levels and output of
        single people are found once for both.

        Parameters
        ----------
        part
            Some of the people, teams, needs and rules of the organisation.
        plan
            What is decided about these.

        Returns
        -------
        Self
            A walk of its own.

        Examples
        --------
        >>> part = org.replace(people=org.people[:3])
        >>> walk.within(part, Plan()).heads(0)
        3.0
        """
        other = type(self)(part, plan)
        single = [person.id for person in part.people if not person.is_group]
        for member in (*single, *(hire.id for hire in plan.hires)):
            other._levels[member] = self._levels[member]
            other._outputs[member] = self._outputs[member]
        return other

    def settled(self) -> Self:
        """The simulation itself, which no longer holds on to the one that it was made from."""
        assert self.members is not None  # worked out from that walk
        self._like = None
        return self

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """People of the roster, then planned seats."""
        if self._like is None:
            return (
                *(self._of_roster(person) for person in self.org.people),
                *(self._of_seat(hire) for hire in self.plan.hires),
            )
        seats = {hire.id for hire in self.plan.hires}
        left = (
            member for member in self._like.members if member.hire is None or member.id in seats
        )
        return tuple(
            (
                member
                if member.person is None or member.id not in self._changed
                else self._of_roster(member.person)
            )
            for member in left
        )

    @cached_property
    def _courses(self) -> Mapping[str, tuple[CourseTaken, ...]]:
        """Person → courses of the plan, in its order."""
        taken: dict[str, tuple[CourseTaken, ...]] = {}
        for training in self.plan.trainings:
            course, person = (
                self.org.course[training.course],
                self.org.person[training.person_id].id,
            )
            begun = CourseTaken(
                course, training.start_date, self._counts_from(training.start_date, course.duration)
            )
            taken[person] = (*taken.get(person, ()), begun)
        return taken

    def _of_seat(self, hire: Hire) -> Member:
        """A seat of the plan, full time; an unknown role or team is a `KeyError` here."""
        role, team = self.org.role[hire.role].id, self.org.team[hire.team].id
        return Member(
            hire.id,
            hire.id,
            role,
            team,
            hire.start_date,
            hire.end_date,
            1.0,
            hire=hire,
            location=hire.location,
        )

    def _of_roster(self, person: Person) -> Member:
        """Somebody of the roster with what the plan decides about them; the first of several last
        days counts.
        """
        actions = self.plan.of_person.get(person.id, PersonActions())
        ends = [
            day
            for day in (person.end_date, *(leaving.last_day for leaving in actions.exits))
            if day is not None
        ]
        return Member(
            person.id,
            person.name,
            person.role,
            person.team,
            person.start_date,
            min(ends, default=None),
            person.fte,
            person=person,
            courses=self._courses.get(person.id, ()),
            location=person.location,
            actions=actions,
        )

    @cached_property
    def member(self) -> Mapping[str, Member]:
        """Member by id, as at the as-of date."""
        return {member.id: member for member in self.members}

    @cached_property
    def groups(self) -> Mapping[tuple[str, int], GroupState]:
        """(group id, period) → the group at the end of it."""
        return states(self.org, self.plan)

    def _counts_from(self, start: date, months: float) -> int:
        """First period that begins no earlier than a number of months after a start."""
        calendar = self.org.calendar
        done = calendar.month_of(start) + months
        period = 0
        while period < calendar.periods and period * calendar.months_per_period < done - 1e-9:
            period += 1
        return period

    @cached_property
    def _stock(self) -> tuple[tuple[Member, ...], ...]:
        return tuple(
            tuple(self._there(period, self.members)) for period in range(self.org.calendar.periods)
        )

    @cached_property
    def _stock_at(self) -> tuple[Mapping[Place, list[tuple[int, Member]]], ...]:
        """In each period, place → who is there at the end of it, with their number in the stock."""
        found: list[Mapping[Place, list[tuple[int, Member]]]] = []
        for stock in self._stock:
            at: dict[Place, list[tuple[int, Member]]] = defaultdict(list)
            for number, member in enumerate(stock):
                at[member.team, member.location].append((number, member))
            found.append(at)
        return tuple(found)

    def _stock_in(self, period: int, part: Part) -> Iterator[Member]:
        """Who is in a part of the organisation at the end of a period, in the order of the
        stock.
        """
        inside = (at for place, at in self._stock_at[period].items() if place in part)
        return (member for _, member in sorted(chain.from_iterable(inside), key=itemgetter(0)))

    @cached_property
    def _changed_stock(self) -> tuple[tuple[Member, ...], ...]:
        """Of the members in which this simulation differs from the one it was made from: who is
        there at the end of each period.
        """
        changed = [self.member[member] for member in sorted(self._changed) if member in self.member]
        return tuple(
            tuple(self._there(period, changed)) for period in range(self.org.calendar.periods)
        )

    def _there(self, period: int, members: Iterable[Member]) -> Iterator[Member]:
        day = self.org.calendar.last_day(period)
        for member in members:
            if member.person is not None and member.person.is_group:
                yield replace(member, heads=self.groups[member.id, period].heads)
            elif member.employed_on(day):
                yield member.on(day)

    def during(self, period: int) -> Iterator[Member]:
        """Everybody, with the role and team held at the end of a period, or on the last day if that
        comes before.

        Parameters
        ----------
        period
            Index of a period, 0 for the first.

        Yields
        ------
        Member
            People who have left before, or come later, included.

        Examples
        --------
        >>> len(list(walk.during(0)))
        20
        """
        day = self.org.calendar.last_day(period)
        for member in self.members:
            yield member.on(min(day, member.end_date) if member.end_date else day)

    def at_end(
        self, period: int, scope: Scope | None = None, selectors: Iterable[str] = ()
    ) -> tuple[Member, ...]:
        """Members employed on the last day of a period, of a scope and of the selected roles or
        families.

        Parameters
        ----------
        period
            Index of a period, 0 for the first.
        scope
            ``None`` is the whole organisation.
        selectors
            Role ids, names or families; empty selects all.

        Returns
        -------
        tuple[Member, ...]
            With the role and team held on that day; in the order of the roster, then of the plan's
            hires.

        Examples
        --------
        >>> [member.id for member in walk.at_end(0, org.need["N-004"].scope)]
        ['P10', 'P11', 'P12']
        """
        chosen = tuple(selectors)
        part = self.org.part(scope) if scope else None
        judged: dict[tuple[str, str | None, str], bool] = {}  # many people, few places and roles

        def belongs(walk: Self, member: Member) -> bool:
            at = (member.team, member.location, member.role)
            if (keeps := judged.get(at)) is None:
                keeps = part is None or at[:2] in part
                keeps = judged[at] = keeps and walk.org.matches(member.role, chosen)
            return keeps

        def here(walk: Self) -> Iterable[Member]:
            return walk._stock[period] if part is None else walk._stock_in(period, part)

        return self._select((period, scope, chosen), period, belongs, here).members

    def leads(self, team: str, period: int) -> tuple[Member, ...]:
        """Who leads a team at the end of a period: its lead of today while in the team of today,
        and whoever has taken over and is in it.

        Parameters
        ----------
        team
            Id.
        period
            Index of a period, 0 for the first.

        Returns
        -------
        tuple[Member, ...]
            Empty where nobody leads it; more than one where a plan has two at once, which no rule
            allows.

        Examples
        --------
        >>> [member.name for member in walk.leads("Apps", 0)]
        ['Marco Rossi']
        """
        day, today = self.org.calendar.last_day(period), self.org.team[team].lead
        named = [] if today is None else [today]
        taken = [
            one.who for one in self.plan.takeovers if one.team == team and one.start_date <= day
        ]
        found: dict[str, Member] = {}
        for name in (*named, *taken):
            member = self.member.get(name)
            if member is not None and member.employed_on(day):
                now = member.on(day)
                if now.team == (member.team if name == today else team):
                    found[name] = now
        return tuple(found.values())

    def managers(self, period: int) -> Mapping[str, str | None]:
        """Member there at the end of a period → their manager; of those who are
        planned by name.

        Parameters
        ----------
        period
            Index of a period, 0 for the first.

        Returns
        -------
        Mapping[str, str | None]
            Ids; ``None`` is who reports to nobody.

        Examples
        --------
        >>> walk.managers(0)["P02"]
        'P01'
        """
        org = self.org
        there = {m.id: m for m in self.at_end(period) if m.person is None or not m.person.is_group}
        stay = {m.id for m in there.values() if m.person is not None and m.team == m.person.team}
        found: dict[str, str | None] = {}
        for member in there.values():
            new = member.id not in stay
            line = org.tree.line_of_team(member.team) if new else org.tree.line(member.id)
            found[member.id] = self._manager(member, line, stay, period, new=new)
        return found

    def _manager(
        self, member: Member, line: tuple[str, ...], stay: set[str], period: int, *, new: bool
    ) -> str | None:
        """The first up a line who is there and stays, or has taken over from who was."""
        if not line and new:
            after = [m.id for m in self.leads(member.team, period) if m.id != member.id]
            return after[0] if after else None
        for above in line:
            if above in stay and above != member.id:
                return above
            for team in self.org.tree.led_by.get(above, ()):
                for successor in self.leads(team, period):
                    if successor.id not in (member.id, above):
                        return successor.id
        return None

    def _select(
        self,
        key: Hashable,
        period: int,
        keeps: Callable[[Self, Member], bool],
        among: Callable[[Self], Iterable[Member]],
    ) -> Selection:
        """Of some members those for which something holds at the end of a period; the key stands
        for it, and what was found is kept.
        """
        if key not in self._selections:
            found = (
                None
                if self._like is None
                else self._reselect(self._like._select(key, period, keeps, among), period, keeps)
            )
            if found is None:
                found = Selection(tuple(member for member in among(self) if keeps(self, member)))
            self._selections[key] = found
        return self._selections[key]

    def _reselect(
        self, before: Selection, period: int, keeps: Callable[[Self, Member], bool]
    ) -> Selection | None:
        """What was selected in the walk that this one was made from, with the changed members as
        they are now; ``None`` if somebody joins.
        """
        now = {member.id: member for member in self._changed_stock[period] if keeps(self, member)}
        if not now and before.ids.isdisjoint(self._changed):
            return before
        if not now.keys() <= before.ids:
            return None
        stay = (
            member if member.id not in self._changed else now.get(member.id)
            for member in before.members
        )
        return Selection(tuple(member for member in stay if member is not None))

    def note(self, member: Member, key: Hashable, calculate: Callable[[], Noted]) -> Noted:
        """What was worked out about a member under a key, worked out once; walks without one action
        share it for everybody else.

        Parameters
        ----------
        member
            Of this walk.
        key
            What was worked out, unique among all who note.
        calculate
            Called once; what it gives must depend on this member's own actions alone.

        Examples
        --------
        >>> (
        ...     walk.note(walk.member["P01"], "initials", lambda: "AB"),
        ...     walk.note(walk.member["P01"], "initials", lambda: "not asked"),
        ... )
        ('AB', 'AB')
        """
        known = self._noted[member.id]
        if key not in known:
            known[key] = calculate()
        found: Noted = known[key]
        return found

    def heads(
        self, period: int, scope: Scope | None = None, selectors: Iterable[str] = ()
    ) -> float:
        """Heads of :meth:`at_end`.

        Parameters
        ----------
        period
            Index of a period, 0 for the first.
        scope
            ``None`` is the whole organisation.
        selectors
            Role ids, names or families; empty selects all.

        Returns
        -------
        float
            Whole but for groups.

        Examples
        --------
        >>> walk.heads(3), walk.heads(3, org.need["N-004"].scope, ["Lead engineer"])
        (20.0, 1.0)
        """
        return heads_of(self.at_end(period, scope, selectors))
