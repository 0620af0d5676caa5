"""Everything that can be decided: seats, moves, redundancies, short time and the flows of groups."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping

from orgplan.constraints.model.actions import seat_of
from orgplan.constraints.model.interface import ExitKey, GroupFlowKey, MoveKey, Seat, ShortTimeKey
from orgplan.constraints.model.presence import ramp_months, recruits_still_there
from orgplan.domain.levers import MOVES, LeverKind
from orgplan.domain.needs import NeedKind
from orgplan.domain.offers import (
    applies_to,
    destinations,
    first_day_in,
    first_leave,
    first_redundancy,
    first_start,
    keeps_beyond,
    movable,
    positions_on_offer,
    receiving_groups,
    recruits_by_numbers,
    stays,
)
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person


def seats_on_offer(org: Organisation, bounds: Mapping[tuple[str, str], int]) -> Iterator[Seat]:
    """Kinds of seats for each role and team of use: growth, backfills and contractors, in each location that the role allows.

    Where a group of the role is, growth beyond the positions listed is recruited into the group.
    """
    for role, team in bounds:
        first = first_start(org, org.role[role], team)
        for location in org.role[role].locations or (None,):
            free = (
                range(first, org.calendar.periods)
                if org.role[role].hireable and not org.only_positions
                else ()
            )
            levers = org.levers_of(LeverKind.BACKFILL) if _may_be_left(org, role, team) else ()
            for kind in (
                None,
                *(lever.id for lever in levers if applies_to(org, lever, role, (team, location))),
            ):
                for name in positions_on_offer(org, role, team):
                    since = org.calendar.period_of(first_day_in(org, org.position[name]))
                    yield from (
                        Seat(role, team, start, location, None, kind, name)
                        for start in range(since, org.calendar.periods)
                    )
                if kind is not None or not recruits_by_numbers(org, role, team, location):
                    yield from (Seat(role, team, start, location, None, kind) for start in free)
            for lever in (
                org.levers_of(LeverKind.CONTRACTOR) if org.role[role].band_mid is not None else ()
            ):
                if applies_to(org, lever, role, (team, location)):
                    for start in range(
                        org.calendar.first_after(lever.months), org.calendar.periods
                    ):
                        ends = (start + stay for stay in stays(org, lever))
                        yield from (
                            Seat(role, team, start, location, end, lever.id)
                            for end in ends
                            if end <= org.calendar.periods
                        )


def _may_be_left(org: Organisation, role: str, team: str) -> bool:
    """Whether anybody of a role and team is known to leave, or may move."""
    here = [person for person in org.people if (person.role, person.team) == (role, team)]
    return any(person.end_date is not None for person in here) or any(
        movable(org, person, lever) for person in here for lever in org.levers_of(*MOVES)
    )


def moves_on_offer(org: Organisation) -> Iterator[MoveKey]:
    """Moves of each person, at the start of each period by which they have started."""
    for lever in org.levers_of(*MOVES):
        for person in org.people:
            for role, team in (
                destinations(org, lever, person.role, person.team)
                if movable(org, person, lever)
                else ()
            ):
                for start in range(org.calendar.periods):
                    if person.start_date <= org.calendar.first_day(start):
                        yield MoveKey(person.id, lever.id, lever.kind, role, team, start)


def places_of(org: Organisation, person: Person) -> frozenset[tuple[str, str]]:
    """Roles and teams that somebody has or may come to have."""
    ends = (
        destinations(org, lever, person.role, person.team)
        for lever in org.levers_of(*MOVES)
        if person.is_group or movable(org, person, lever)
    )
    return frozenset({(person.role, person.team), *(end for found in ends for end in found)})


def redundancies_on_offer(org: Organisation) -> Iterator[ExitKey]:
    """Redundancies of each person, from the first period by which notice has run."""
    for lever in org.levers_of(LeverKind.REDUNDANCY):
        for person in org.people:
            if movable(org, person, lever):
                for start in range(first_leave(org, lever), org.calendar.periods):
                    if person.start_date < org.calendar.first_day(start):
                        yield ExitKey(person.id, lever.id, start)


def short_time_on_offer(org: Organisation) -> Iterator[ShortTimeKey]:
    """Short time of each person, period by period."""
    for lever in org.levers_of(LeverKind.SHORT_TIME):
        for person in org.people:
            if movable(org, person, lever):
                for period in range(org.calendar.periods):
                    if person.start_date <= org.calendar.first_day(period):
                        yield ShortTimeKey(person.id, lever.id, period)


def flows_on_offer(org: Organisation) -> Iterator[GroupFlowKey]:
    """Recruits, moves, redundancies and short time of groups; heads beyond what a need for staff asks for.

    Heads of groups go within a period, by the end of which notice has run.
    """
    for period in range(org.calendar.periods):
        for group in org.groups:
            role = org.role[group.role]
            if (
                role.max_hires != 0
                and role.max_hires_year != 0
                and period >= first_start(org, role, group.team)
            ):
                yield GroupFlowKey(None, None, group.id, None, period)
            for lever in org.levers:
                if applies_to(org, lever, group.role, (group.team, group.location)):
                    if lever.kind in MOVES:
                        for to in receiving_groups(org, lever, group):
                            yield GroupFlowKey(lever.kind, lever.id, group.id, to.id, period)
                    elif lever.kind is LeverKind.SHORT_TIME or (
                        lever.kind is LeverKind.REDUNDANCY
                        and period >= first_redundancy(org, lever)
                    ):
                        yield GroupFlowKey(lever.kind, lever.id, group.id, None, period)
        for lever in org.levers_of(LeverKind.OVERSTAFFING):
            for need in org.needs:
                if keeps_beyond(org, lever, need):
                    yield GroupFlowKey(lever.kind, lever.id, need.id, None, period)


def most_recruits(org: Organisation) -> dict[str, float]:
    """Group id → most recruits in a period that a best plan takes: what the role's caps allow, and enough for all that is asked."""
    enough = 2 * _wanted(org) + 1 if org.groups else 0.0
    caps = {
        group.id: (org.role[group.role].max_hires, org.role[group.role].max_hires_year)
        for group in org.groups
    }
    return {
        group: min([enough, *(cap for cap in of_role if cap is not None)])
        for group, of_role in caps.items()
    }


def _wanted(org: Organisation) -> float:
    """Recruits that would serve every need on its own in its worst period, on their first day or what is left of them on the last, and everybody
    who is there: that is as many as any rule on heads can ask for.
    """
    heads = (
        len(org.people)
        + sum(group.headcount or 0.0 for group in org.groups)
        + sum(team.min_headcount or 0 for team in org.teams)
    )
    asked = {
        kind: sum(max(need.required) for need in org.needs if need.kind is kind)
        for kind in NeedKind
    }
    heads += (
        asked[NeedKind.HOLDERS]
        + asked[NeedKind.STAFF]
        + asked[NeedKind.CAPACITY] / min(_first_output(org, group) for group in org.groups)
    )
    heads += sum(rule.count * (1 + len(org.needs)) for rule in org.rules)
    return heads / min(
        recruits_still_there(org, group, org.calendar.periods - 1) for group in org.groups
    )


def _first_output(org: Organisation, group: Person) -> float:
    """FTE that a recruit gives in the first month."""
    ramp = ramp_months(org, group.role, group.team, group.location)
    available = org.assumptions.get(
        "availability", group.id, group.team, group.role, group.location
    )
    return available * group.fte * (min(1.0, 0.5 / ramp) if ramp else 1.0)


def recruits_over_the_horizon(
    org: Organisation, in_a_period: Mapping[str, float]
) -> dict[str, float]:
    """Group id → most recruits in all periods together."""
    calendar = org.calendar
    years = len(
        {
            calendar.fiscal_year(period * calendar.months_per_period)
            for period in range(calendar.periods)
        }
    )
    found = {}
    for group, most in in_a_period.items():
        cap = org.role[org.person[group].role].max_hires_year
        found[group] = min(most * calendar.periods, math.inf if cap is None else cap * years)
    return found


def previous_seats(org: Organisation) -> Mapping[Seat, int]:
    """Seats of the previous plan that lie in the horizon, and how many of each."""
    return Counter(seat_of(org, hire) for hire in (org.previous.hires if org.previous else ()))
