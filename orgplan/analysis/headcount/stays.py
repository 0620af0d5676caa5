"""When people and seats are there: how each stay begins and how it ends."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from math import floor

from orgplan.constraints.structure.measures import decision_of_seat
from orgplan.domain import Hire, Organisation, Person, Plan, PlanSimulation, Position

DAY = timedelta(days=1)


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


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody, or an open seat, in one team, cost centre and role from a first to a last day, both
    inclusive.

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
        """Whether it counts on a day.

        Parameters
        ----------
        day
            Any day, also outside the horizon.

        Returns
        -------
        bool
            First and last day count.
        """
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def stays(org: Organisation, plan: Plan) -> Iterator[Stay]:
    """Named people at work: the roster with what is decided about it, then planned seats from their
    first day.

    Parameters
    ----------
    org, plan
        What is true, and what is decided.

    Yields
    ------
    Stay
        Several for somebody who moves, one after the other; groups have none.
    """
    for person in (one for one in org.people if not one.is_group):
        yield from _stays_of_person(org, plan, person)
    for hire in plan.hires:
        yield _stay_of_seat(org, hire, hire.start_date, _kind(hire))


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
    """Last day of somebody on the roster: the known one, or the one of a redundancy that comes
    before.

    Parameters
    ----------
    person
        Somebody on the roster.
    plan
        Read for redundancies.

    Returns
    -------
    date or None
        ``None`` where no end is known.
    """
    actions = plan.of_person.get(person.id)
    days = (
        [person.end_date, *(leaving.last_day for leaving in actions.exits)]
        if actions
        else [person.end_date]
    )
    return min((day for day in days if day is not None), default=None)


def seat_stays(org: Organisation, plan: Plan) -> Iterator[Stay]:
    """Seats, filled or vacant: of the people at work, of what the plan fills from its decision on,
    and of approved positions.

    Where somebody leaves and the seat is refilled, by a backfill of the plan or because its
    position stands, it never closes: one leaves and one comes on the same day. Whoever the plan
    lets go takes the position along, unless the plan hires into it.

    Parameters
    ----------
    org, plan
        What is true, and what is decided.

    Yields
    ------
    Stay
        People on the roster, then seats of the plan, then approved positions that nobody fills. A
        seat that is there from the start has no first day.
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
    open_from_start = standing.keys() - held
    walk = PlanSimulation(org, plan)
    for hire in plan.hires:
        left = vacated.get(hire.replaces or "") or vacated.get(hire.position_id or "")
        if left is not None:
            first, arrival = min(hire.start_date, left), Flow.BACKFILLS
        elif hire.position_id in open_from_start:
            first, arrival = None, None
        else:
            first, arrival = _decided(org, walk, hire), _kind(hire)
        yield _stay_of_seat(org, hire, first, arrival)
    taken = {hire.position_id for hire in plan.hires} | {
        _position_of(org, hire.replaces) for hire in plan.hires
    }
    for position in standing.values():
        if position.id not in taken and (position.id in open_from_start or position.id in vacated):
            yield _stay_of_position(org, position, vacated.get(position.id))


def _stay_of_seat(org: Organisation, hire: Hire, first: date | None, arrival: Flow | None) -> Stay:
    """A seat of the plan, from a day on to its last."""
    centre, last = org.cost_centre(hire.team), hire.end_date
    return Stay(hire.id, hire.team, centre, hire.role, first, last, arrival, Flow.LEAVERS)


def _stay_of_position(org: Organisation, position: Position, vacated: date | None) -> Stay:
    """An approved position that nobody fills: open since ever, or since its holder left."""
    team, centre = position.team, org.cost_centre(position.team)
    arrival = Flow.BACKFILLS if vacated else None
    return Stay(position.id, team, centre, position.role, vacated, None, arrival, None)


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
    """Period in which a seat must be decided to be filled in time: by the lead time of its role, of
    contractors by that of their lever.

    Where recruiting is under way, it was decided before the horizon.

    Parameters
    ----------
    org
        Read for levers, positions and the calendar.
    walk
        The plan, period by period: lead times depend on it.
    hire
        A seat of the plan.

    Returns
    -------
    int
        0 for the first period; negative where it had to be decided before the horizon.
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
