"""Walks of heads, seats and FTE: opening plus what comes less what goes is closing, by team and period, from one declaration.

A :class:`Stay` says that somebody, or an open seat, counts in a team from one day to another, and
how it came and went. Every figure of a walk is a sum over stays, so that each walk ties whatever
happens.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from math import floor

from orgplan.constraints.structure.measures import decision_of_seat
from orgplan.domain import (
    GroupAction,
    GroupState,
    Hire,
    LeverKind,
    Organisation,
    Person,
    Plan,
    PlanSimulation,
)

DAY = timedelta(days=1)


class Counted(StrEnum):
    """What a walk counts.

    Heads are people employed on the last day of a period. Seats are heads and what is approved but
    vacant: a seat that the plan fills is open from the day of its decision, one that somebody
    leaves stays open where it is to be refilled. FTE is the share of full time that the heads are
    contracted for.
    """

    HEADS = "heads"
    SEATS = "seats"
    FTE = "FTE"


class Flow(StrEnum):
    """A column of a walk: how something comes into a team, or goes."""

    JOINERS = "joiners"  # on the roster already, with a later start
    HIRES = "hires"
    BACKFILLS = "backfills"
    TRANSFERS_IN = "transfers_in"
    TRANSFERS_OUT = "transfers_out"
    LEAVERS = "leavers"

    @property
    def words(self) -> str:
        """As sheets write it."""
        return self.value.replace("_", " ")


ARRIVALS = (Flow.JOINERS, Flow.HIRES, Flow.BACKFILLS, Flow.TRANSFERS_IN)
DEPARTURES = (Flow.TRANSFERS_OUT, Flow.LEAVERS)


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody, or an open seat, in one team, cost centre and role from a first to a last day, both inclusive.

    Attributes
    ----------
    entity
        Id of the person, seat or position.
    first, last
        ``None``: since ever, without end.
    fte
        Contracted share of full time.
    arrival, departure
        How it comes into the team and leaves it; ``None`` where it only changes role inside the
        team.
    """

    entity: str
    team: str
    centre: str
    role: str
    first: date | None
    last: date | None
    arrival: Flow | None
    departure: Flow | None
    fte: float = 1.0

    def covers(self, day: date) -> bool:
        """Whether it counts on a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class WalkRow:
    """One team and cost centre in one period: ``opening + arrivals - departures = closing``.

    Attributes
    ----------
    opening, closing
        On the day before the period, and on its last day.
    flows
        Column → amount; what is not there is nothing.
    expected_left
        Of the closing, how many are expected to have left by then, as capacity and pay count them;
        named people stay on the walk until they go.
    """

    counted: Counted
    team: str
    centre: str
    period: int
    opening: float
    closing: float
    flows: dict[Flow, float] = field(default_factory=dict)
    expected_left: float = 0.0

    def flow(self, flow: Flow) -> float:
        """Amount of a column."""
        return self.flows.get(flow, 0.0)

    @property
    def growth(self) -> float:
        """Closing less opening; a backfill adds nothing to it, since the one that it replaces has left."""
        return tidy(self.closing - self.opening)


Place = tuple[str, str]  # team, cost centre


def walk_rows(org: Organisation, plan: Plan, counted: Counted) -> tuple[WalkRow, ...]:
    """The walk of every team and cost centre, team by team and in the order of time; an empty team has a row too."""
    found = {place: list[tuple[Stay, float]]() for place in places(org, plan)}
    for stay in seat_stays(org, plan) if counted is Counted.SEATS else stays(org, plan):
        found[stay.team, stay.centre].append((stay, stay.fte if counted is Counted.FTE else 1.0))
    walk = PlanSimulation(org, plan)
    return tuple(
        _with_groups(org, plan, walk.groups, _row(walk, counted, place, period, found[place]))
        for place in found
        for period in range(org.calendar.periods)
    )


def places(org: Organisation, plan: Plan) -> tuple[Place, ...]:
    """Teams with the cost centres on which their people and seats are booked, in the order of the teams."""
    order = {team.id: number for number, team in enumerate(org.teams)}
    booked = {(team.id, org.cost_centre(team.id)) for team in org.teams}
    booked |= {(stay.team, stay.centre) for stay in seat_stays(org, plan)}
    booked |= {(group.team, org.cost_centre(group.team, group)) for group in org.groups}
    return tuple(sorted(booked, key=lambda place: (order[place[0]], place[1])))


def _row(
    walk: PlanSimulation,
    counted: Counted,
    place: Place,
    period: int,
    amounts: list[tuple[Stay, float]],
) -> WalkRow:
    calendar = walk.org.calendar
    first, last = calendar.first_day(period), calendar.last_day(period)
    flows: dict[Flow, float] = {}
    for stay, amount in amounts:
        if stay.arrival and stay.first is not None and first <= stay.first <= last:
            flows[stay.arrival] = flows.get(stay.arrival, 0.0) + amount
        if stay.departure and stay.last is not None and first <= stay.last + DAY <= last:
            flows[stay.departure] = flows.get(stay.departure, 0.0) + amount
    opening = sum(amount for stay, amount in amounts if stay.covers(first - DAY))
    there = [(stay, amount) for stay, amount in amounts if stay.covers(last)]
    closing = sum(amount for _, amount in there)
    gone = sum(
        amount * walk.expected_gone(stay.entity, period)
        for stay, amount in there
        if counted is not Counted.SEATS
    )
    return WalkRow(
        counted,
        *place,
        period,
        tidy(opening),
        tidy(closing),
        {flow: tidy(amount) for flow, amount in flows.items()},
        tidy(gone),
    )


def _with_groups(
    org: Organisation, plan: Plan, groups: Mapping[tuple[str, int], GroupState], row: WalkRow
) -> WalkRow:
    """A row with the groups of its team and cost centre, of which those leave who are neither there at the end nor moved."""
    each = {
        group.id: group.fte if row.counted is Counted.FTE else 1.0
        for group in org.groups
        if (group.team, org.cost_centre(group.team, group)) == (row.team, row.centre)
    }
    if not each:
        return row
    before = {
        name: org.person[name].headcount or 0.0
        if row.period == 0
        else groups[name, row.period - 1].heads
        for name in each
    }
    opening = sum(each[name] * heads for name, heads in before.items())
    closing = sum(each[name] * groups[name, row.period].heads for name in each)
    flows = dict(row.flows)
    for action in plan.group_actions:
        flow = _flow(action, each)
        if flow is not None and org.calendar.period_of(action.start_date) == row.period:
            mine = each.get(
                action.group if flow is not Flow.TRANSFERS_IN else action.to_group or "", 1.0
            )
            flows[flow] = flows.get(flow, 0.0) + mine * action.heads
    whole = replace(
        row, opening=tidy(row.opening + opening), closing=tidy(row.closing + closing), flows=flows
    )
    left = (
        whole.opening
        + sum(whole.flow(flow) for flow in ARRIVALS)
        - whole.flow(Flow.TRANSFERS_OUT)
        - whole.closing
    )
    return replace(
        whole, flows={flow: tidy(amount) for flow, amount in (flows | {Flow.LEAVERS: left}).items()}
    )


def _flow(action: GroupAction, groups: Mapping[str, float]) -> Flow | None:
    """Column in which an action on groups shows in a place with these groups; whoever leaves is reckoned from what is left."""
    ours, target = action.group in groups, action.to_group
    if target is None:
        recruits = {None: Flow.HIRES, LeverKind.BACKFILL: Flow.BACKFILLS}
        return recruits.get(action.kind) if ours else None
    if ours == (target in groups):
        return None
    return Flow.TRANSFERS_OUT if ours else Flow.TRANSFERS_IN


def tidy(amount: float) -> float:
    """An amount without the dust of floating point."""
    return round(float(amount), 6)


def stays(org: Organisation, plan: Plan) -> Iterator[Stay]:
    """Named people at work: the roster with what is decided about it, then planned seats from their first day."""
    for person in (one for one in org.people if not one.is_group):
        yield from _stays_of_person(org, plan, person)
    for hire in plan.hires:
        yield Stay(
            hire.id,
            hire.team,
            org.cost_centre(hire.team),
            hire.role,
            hire.start_date,
            hire.end_date,
            _kind(hire),
            Flow.LEAVERS,
        )


def _kind(hire: Hire) -> Flow:
    return Flow.HIRES if hire.replaces is None else Flow.BACKFILLS


def _stays_of_person(org: Organisation, plan: Plan, person: Person) -> Iterator[Stay]:
    """A stay for each team and role that somebody holds in turn."""
    actions = plan.of_person.get(person.id)
    last = last_day(person, plan)
    moves = actions.moves if actions else ()
    stay = Stay(
        person.id,
        person.team,
        org.cost_centre(person.team, person),
        person.role,
        person.start_date,
        last,
        Flow.JOINERS,
        Flow.LEAVERS,
        person.fte,
    )
    days = [one.first for one in org.relocations_of.get(person.id, ())]
    for day in sorted({*days, *(move.start_date for move in moves)}):
        move = next((move for move in reversed(moves) if move.start_date <= day), None)
        team, role = (move.team, move.role) if move else (person.team, person.role)
        centre = org.cost_centre(team, person, day)
        same = (team, role, centre) == (stay.team, stay.role, stay.centre)
        if (last is not None and day > last) or same:
            continue
        crosses = (team, centre) != (stay.team, stay.centre)
        yield replace(stay, last=day - DAY, departure=Flow.TRANSFERS_OUT if crosses else None)
        came = Flow.TRANSFERS_IN if crosses else None
        stay = replace(stay, team=team, centre=centre, role=role, first=day, arrival=came)
    yield stay


def last_day(person: Person, plan: Plan) -> date | None:
    """Last day of somebody on the roster: the known one, or the one of a redundancy that comes before."""
    actions = plan.of_person.get(person.id)
    days = (
        [person.end_date, *(leaving.last_day for leaving in actions.exits)]
        if actions
        else [person.end_date]
    )
    return min((day for day in days if day is not None), default=None)


def seat_stays(org: Organisation, plan: Plan) -> Iterator[Stay]:
    """Seats, filled or vacant: of the people at work, of what the plan fills from its decision on, and of approved positions.

    Where somebody leaves and the seat is refilled, by a backfill of the plan or because its
    position stands, it never closes: one leaves and one comes on the same day. Whoever the plan
    lets go takes the position along, unless the plan hires into it.
    """
    closed = {
        person.position_id for person in org.people if last_day(person, plan) != person.end_date
    }
    standing = {
        position.id: position
        for position in org.positions
        if position.stands and position.id not in closed
    }
    held = {person.position_id for person in org.people}
    vacated = _vacated(org, plan)
    for stay in stays(org, plan):
        if stay.entity in org.person:
            yield replace(stay, first=None, arrival=None) if stay.arrival is Flow.JOINERS else stay
    walk = PlanSimulation(org, plan)
    for hire in plan.hires:
        left = vacated.get(hire.replaces or "") or vacated.get(hire.position_id or "")
        if left is not None:
            first, arrival = min(hire.start_date, left), Flow.BACKFILLS
        elif hire.position_id in standing and hire.position_id not in held:
            first, arrival = None, None
        else:
            first, arrival = _decided(org, walk, hire), _kind(hire)
        yield Stay(
            hire.id,
            hire.team,
            org.cost_centre(hire.team),
            hire.role,
            first,
            hire.end_date,
            arrival,
            Flow.LEAVERS,
        )
    taken = {hire.position_id for hire in plan.hires} | {
        _position_of(org, hire.replaces) for hire in plan.hires
    }
    for position in standing.values():
        if position.id in taken or (position.id in held and position.id not in vacated):
            continue
        left = vacated.get(position.id)
        arrival = Flow.BACKFILLS if left else None
        yield Stay(
            position.id,
            position.team,
            org.cost_centre(position.team),
            position.role,
            left,
            None,
            arrival,
            None,
        )


def _vacated(org: Organisation, plan: Plan) -> dict[str, date]:
    """Leaver, and the position of one → first day on which the seat is vacant."""
    found: dict[str, date] = {}
    for person in org.people:
        left = last_day(person, plan)
        if left is not None:
            found[person.id] = left + DAY
            if person.position_id is not None:
                found[person.position_id] = left + DAY
    return found


def _position_of(org: Organisation, person: str | None) -> str | None:
    return org.person[person].position_id if person is not None and person in org.person else None


def decided_in(org: Organisation, walk: PlanSimulation, hire: Hire) -> int:
    """Period in which a seat must be decided to be filled in time: by the lead time of its role, of contractors by that of their lever.

    Where recruiting is under way, it was decided before the horizon.
    """
    if hire.is_contractor and hire.lever is not None:
        months = org.calendar.month_of(hire.start_date) - org.lever[hire.lever].months
        return floor(round(months / org.calendar.months_per_period, 9))
    decided = decision_of_seat(walk, hire)
    position = org.position.get(hire.position_id or "")
    return min(decided, -1) if position is not None and position.under_way else decided


def _decided(org: Organisation, walk: PlanSimulation, hire: Hire) -> date:
    """First day of the period in which a seat must be decided, or the day before the horizon."""
    period = decided_in(org, walk, hire)
    return (
        org.calendar.start - DAY
        if period < 0
        else min(hire.start_date, org.calendar.first_day(period))
    )
