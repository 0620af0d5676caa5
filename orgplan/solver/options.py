"""Everything that can be decided: seats, moves, redundancies, short time and the flows of groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from orgplan.constraints.actions import seat_of
from orgplan.constraints.rows import Flow, Leave, Option, Reduction, Seat
from orgplan.domain.levers import MOVES, LeverKind
from orgplan.domain.needs import NeedKind
from orgplan.domain.offers import destinations, first_leave, first_start, movable, receiving_groups, stays, touches
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person


def seats_on_offer(org: Organisation, bounds: Mapping[tuple[str, str], int]) -> Iterator[Seat]:
    """Kinds of seats for each role and team of use: growth, backfills and contractors, in each location that the role allows."""
    for role, team in bounds:
        first = first_start(org, org.role[role], team)
        for location in org.role[role].locations or (None,):
            if org.role[role].hireable:
                yield from (Seat(role, team, start, location) for start in range(first, org.calendar.periods))
            for lever in org.pulled(LeverKind.BACKFILL):
                if org.role[role].hireable and touches(org, lever, role, (team, location)) and _may_be_left(org, role, team):
                    yield from (Seat(role, team, start, location, None, lever.id) for start in range(first, org.calendar.periods))
            for lever in org.pulled(LeverKind.CONTRACTOR):
                if touches(org, lever, role, (team, location)):
                    for start in range(org.calendar.first_after(lever.months), org.calendar.periods):
                        ends = (start + stay for stay in stays(org, lever))
                        yield from (Seat(role, team, start, location, end, lever.id) for end in ends if end <= org.calendar.periods)


def _may_be_left(org: Organisation, role: str, team: str) -> bool:
    """Whether anybody of a role and team is known to leave, or may move."""
    here = [person for person in org.people if (person.role, person.team) == (role, team)]
    return any(person.end_date is not None for person in here) or any(
        movable(org, person, lever) for person in here for lever in org.pulled(*MOVES)
    )


def moves_on_offer(org: Organisation) -> Iterator[Option]:
    """Moves of each person, at the start of each period by which they have started."""
    for lever in org.pulled(*MOVES):
        for person in org.people:
            for role, team in destinations(org, lever, person.role, person.team) if movable(org, person, lever) else ():
                for start in range(org.calendar.periods):
                    if person.start_date <= org.calendar.first_day(start):
                        yield Option(person.id, lever.id, lever.kind, role, team, start)


def places_of(org: Organisation, person: Person) -> frozenset[tuple[str, str]]:
    """Roles and teams that somebody has or may come to have."""
    ends = (
        destinations(org, lever, person.role, person.team) for lever in org.pulled(*MOVES) if person.is_group or movable(org, person, lever)
    )
    return frozenset({(person.role, person.team), *(end for found in ends for end in found)})


def redundancies_on_offer(org: Organisation) -> Iterator[Leave]:
    """Redundancies of each person, from the first period by which notice has run."""
    for lever in org.pulled(LeverKind.REDUNDANCY):
        for person in org.people:
            if movable(org, person, lever):
                for start in range(first_leave(org, lever), org.calendar.periods):
                    if person.start_date < org.calendar.first_day(start):
                        yield Leave(person.id, lever.id, start)


def short_time_on_offer(org: Organisation) -> Iterator[Reduction]:
    """Short time of each person, period by period."""
    for lever in org.pulled(LeverKind.SHORT_TIME):
        for person in org.people:
            if movable(org, person, lever):
                for period in range(org.calendar.periods):
                    if person.start_date <= org.calendar.first_day(period):
                        yield Reduction(person.id, lever.id, period)


def flows_on_offer(org: Organisation) -> Iterator[Flow]:
    """Recruits, moves, redundancies and short time of groups; heads beyond what a need for staff asks for.

    Groups are counted by period: notice and hand-over lie inside the period in which heads move or go.
    """
    for period in range(org.calendar.periods):
        for group in org.groups:
            role = org.role[group.role]
            if role.max_hires != 0 and role.max_hires_year != 0 and period >= first_start(org, role, group.team):
                yield Flow(None, None, group.id, None, period)
            for lever in org.levers:
                if touches(org, lever, group.role, (group.team, group.location)):
                    if lever.kind in MOVES:
                        for to in receiving_groups(org, lever, group):
                            yield Flow(lever.kind, lever.id, group.id, to.id, period)
                    elif lever.kind in (LeverKind.SHORT_TIME, LeverKind.REDUNDANCY):
                        yield Flow(lever.kind, lever.id, group.id, None, period)
        for lever in org.pulled(LeverKind.OVERSTAFFING):
            for need in org.needs:
                if (
                    need.kind is NeedKind.STAFF
                    and org.teams_of(need.scope) & org.teams_of(lever.scope)
                    and _same_role(org, need.skill, lever.roles)
                ):
                    yield Flow(lever.kind, lever.id, need.id, None, period)


def _same_role(org: Organisation, selector: str, roles: tuple[str, ...]) -> bool:
    return any(org.matches(role.id, (selector,)) and org.matches(role.id, roles) for role in org.roles)


def most_recruits(org: Organisation) -> dict[str, float]:
    """Group id → most recruits in a period: what the role's caps allow, at most everybody there is and everybody who is wanted."""
    wanted = sum(max(need.required) for need in org.needs if need.kind is NeedKind.STAFF)
    everybody = 2 * (sum(group.headcount or 0.0 for group in org.groups) + wanted) + 1
    caps = {group.id: (org.role[group.role].max_hires, org.role[group.role].max_hires_year) for group in org.groups}
    return {group: min([everybody, *(cap for cap in of_role if cap is not None)]) for group, of_role in caps.items()}


def previous_seats(org: Organisation) -> Mapping[Seat, int]:
    """Seats of the previous plan that lie in the horizon, and how many of each."""
    return Counter(seat_of(org, hire) for hire in (org.previous.hires if org.previous else ()))
