"""Who is where: heads on the roster, in groups and in seats, as linear functions of the decisions.

Only `emit` functions and the solver room use this module; the checker simulates the same quantities
on its own.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from orgplan.domain import (
    FIRST_YEAR,
    MOVES,
    LeverKind,
    Organisation,
    Part,
    Person,
    yearly_attrition,
)

from .decisions import DecisionVariables, GroupFlowKey, MoveKey
from .linear import Linear


def present(org: Organisation, person: Person, period: int) -> bool:
    """Whether somebody on the roster is employed on the last day of a period.

    Parameters
    ----------
    org
        Read for the calendar.
    person
        As today's roster has it: neither moves nor redundancies count.
    period
        Index of a period, 0 for the first.

    Examples
    --------
    >>> present(org, org.person["P01"], 3)
    True
    """
    return person.employed_on(org.calendar.last_day(period))


@dataclass(frozen=True)
class Situation:
    """A role and place that somebody may have at the end of a period, and whether they do: 0/1, or
    the heads of a group.

    Attributes
    ----------
    role
        Id.
    place
        Team and location.
    here
        0/1 of a person, heads in parts of a group; all situations of a person add up to 1, less
        redundancies.
    move
        The move that leads there; ``None`` is the job of today.
    """

    role: str
    place: tuple[str, str | None]
    here: Linear
    move: MoveKey | None = None


def situations(
    org: Organisation, x: DecisionVariables, person: Person, period: int
) -> Iterator[Situation]:
    """Where somebody of the roster may be at the end of a period: where they are today, and where
    moves take them.

    Parameters
    ----------
    org
        Read for the calendar.
    x
        Moves and redundancies that begin by the period, and flows of groups.
    person
        Of the roster, or a group: then there is one situation, with its heads in parts.
    period
        Index of a period, 0 for the first.

    Yields
    ------
    Situation
        None where a known leaver has left. The expressions of one person add up to 1, less
        redundancies.

    Examples
    --------
    >>> [(at.role, at.here.constant) for at in situations(org, x, org.person["P01"], 0)]
    [('Lead engineer', 1.0)]
    """
    place = (person.team, person.location)
    if person.is_group:
        yield Situation(person.role, place, stock(org, x, person, period))
    elif present(org, person, period):
        stay = Linear(1.0)
        for option in x.moves_of.get(person.id, ()):
            if option.start <= period:
                stay.add(-1, x.move[option])
                yield Situation(
                    option.role,
                    (option.team, person.location),
                    Linear.of(x.move[option]),
                    option,
                )
        for leave in x.leaves_of.get(person.id, ()):
            if leave.start <= period:
                stay.add(-1, x.leave[leave])
        yield Situation(person.role, place, stay)


def stock(org: Organisation, x: DecisionVariables, group: Person, period: int) -> Linear:
    """Expected heads of a group at the end of a period: those of today, recruits and movers, each
    with the share that is still there.

    Parameters
    ----------
    org
        Read for attrition.
    x
        Flows into and out of the group.
    group
        Somebody of the roster with a headcount.
    period
        Index of a period, 0 for the first.

    Returns
    -------
    Linear
        Heads, in parts; the balance in closed form, so that it takes no variables of its own.
        Source: manpower planning (Price and Piskor; Williams), as in
        :mod:`orgplan.constraints.limits.group_stock`.

    Examples
    --------
    >>> group = org.person["P01"].replace(headcount=40.0)
    >>> round(stock(org, x, group, 3).constant, 2)
    36.8
    """
    stay = _stay(org, group)
    total = Linear((group.headcount or 0.0) * stay ** (period + 1))
    for flow in x.flows_of.get(group.id, ()):
        if flow.period <= period:
            total.add(_still_there(org, flow, group, period - flow.period), x.flow[flow])
    return total


def _stay(org: Organisation, group: Person) -> float:
    """Share of a group beyond its first year that stays a period."""
    _, later = yearly_attrition(org, group)
    return float((1 - later) ** (org.calendar.months_per_period / 12))


def _still_there(org: Organisation, flow: GroupFlowKey, group: Person, periods: int) -> float:
    """Heads that a flow of one head adds to a group a number of periods later."""
    if flow.kind is None:
        return recruits_still_there(org, group, periods)
    if flow.kind is not LeverKind.REDUNDANCY and flow.kind not in MOVES:
        return 0.0
    change, stay = 0.0, _stay(org, group) ** periods
    if flow.group == group.id:
        change -= stay
    if flow.to_group == group.id:
        downgraded = flow.kind is LeverKind.DOWNGRADING
        change += (
            (1 - org.lever[flow.lever or ""].share) * stay
            if downgraded
            else movers_still_there(org, group, periods)
        )
    return change


def movers_still_there(org: Organisation, group: Person, periods: int) -> float:
    """Share of those who moved into a group that is there at the end of a period, `periods` after
    that of the move.

    It falls at the group's later rate, from their first period on or from the second, as the
    assumption ``movers_leave_at_once`` says.

    Parameters
    ----------
    org
        Read for attrition and the assumption.
    group
        The one that receives them.
    periods
        Whole periods since that of the move, 0 for its own.

    Returns
    -------
    float
        0-1, for each head that moved.

    Examples
    --------
    >>> round(movers_still_there(org, org.person["P01"], 3), 3)
    0.92
    """
    at_once = org.assumptions.get(
        "movers_leave_at_once", group.id, group.team, group.role, group.location
    )
    return _stay(org, group) ** (periods + (1 if at_once else 0))


def recruits_still_there(org: Organisation, group: Person, periods: int) -> float:
    """Share of a group's recruits that is there at the end of a period, `periods` after that in
    which they came.

    It falls at the rate of the first year, then at the later one.

    Parameters
    ----------
    org
        Read for attrition (`attrition_first_year`, then the later rate) and the length of a period.
    group
        The one that recruits.
    periods
        Whole periods since that of the first day, 0 for its own.

    Returns
    -------
    float
        0-1, for each head recruited.

    Examples
    --------
    >>> round(recruits_still_there(org, org.person["P01"], 3), 3)
    0.92
    """
    first, later = yearly_attrition(org, group)
    served = (periods + 1) * org.calendar.months_per_period
    return float(
        (1 - first) ** (min(served, FIRST_YEAR) / 12)
        * (1 - later) ** (max(served - FIRST_YEAR, 0) / 12)
    )


def heads(
    org: Organisation,
    x: DecisionVariables,
    part: Part,
    selectors: Iterable[str],
    period: int,
    but: frozenset[str] = frozenset(),
) -> Linear:
    """Heads of the selected roles in a part of the organisation at the end of a period: roster, as
    moved, and seats filled by then.

    People named in `but` are left out.

    Parameters
    ----------
    org
        Read for roster, groups and role families.
    x
        Moves, redundancies, seats and flows of groups.
    part
        Teams, and a location where only one counts.
    selectors
        Role ids or families; empty selects everybody.
    period
        Index of a period, 0 for the first; heads are a stock on its last day.
    but
        Person ids.

    Returns
    -------
    Linear
        Heads, whole but for groups.

    Examples
    --------
    >>> heads(org, x, org.part(org.need["N-003"].scope), ["iOS engineer", "Frontend engineer"], 1)
    Linear(constant=5.0, terms=[(1, 'hire(Frontend engineer,Apps,2027-Q2)'), (1, 'hire(iOS
    engineer,Apps,2027-Q2)')])
    """
    chosen = tuple(selectors)
    total = Linear()
    for person in x.people_in(org, part.teams):
        if person.id in but:
            continue
        if person.id in x.unsettled or person.is_group:
            for at in situations(org, x, person, period):
                if at.place in part and org.matches(at.role, chosen):
                    total.include(at.here)
        elif (
            (person.team, person.location) in part
            and present(org, person, period)
            and org.matches(person.role, chosen)
        ):
            total.constant += 1
    for seat, seats in x.seats_in(part, period):
        if org.matches(seat.role, chosen):
            total.add(1, seats)
    return total


def most_heads(
    org: Organisation, x: DecisionVariables, part: Part, selectors: Iterable[str], period: int
) -> int:
    """Smallest valid upper bound of :func:`heads`: today's people, who may come, all useful seats,
    and the caps of the teams.

    Parameters
    ----------
    org
        Read for roster, caps of teams and groups.
    x
        What is on offer; where headcount caps may give (`caps_hold`), they bound nothing.
    part, selectors
        As for :func:`heads`.
    period
        Index of a period, 0 for the first.

    Returns
    -------
    int
        Heads, rounded up. Rows with a 0/1 variable rest on it: the smaller, the tighter.

    Examples
    --------
    >>> most_heads(org, x, org.part(org.need["N-003"].scope), (), 3)
    14
    """
    chosen = tuple(selectors)
    most, named = 0, 0
    for team in part.teams:
        able_to_be = (
            person for person in x.people_in(org, frozenset({team})) if not person.is_group
        )
        people = sum(
            _may_be_there(org, x, person, team, part, chosen, period) for person in able_to_be
        )
        seats = sum(
            bound for role, bound in x.hire_bound_of.get(team, ()) if org.matches(role, chosen)
        )
        groups = [
            g
            for g in org.groups
            if g.team == team and (team, g.location) in part and org.matches(g.role, chosen)
        ]
        all_there, cap = (
            people + seats + sum(_most_of_group(org, x, group) for group in groups),
            org.team[team].max_headcount,
        )
        most += max(people, min(all_there, cap)) if cap is not None and x.caps_hold else all_there
        named += people + seats
    return min(most, named + _heads_and_recruits(x, org.groups))


def _may_be_there(
    org: Organisation,
    x: DecisionVariables,
    person: Person,
    team: str,
    part: Part,
    chosen: tuple[str, ...],
    period: int,
) -> bool:
    """Whether somebody can be in a team, counted there, at the end of a period."""
    return any(
        at.place[0] == team and at.place in part and org.matches(at.role, chosen)
        for at in situations(org, x, person, period)
    )


def _most_of_group(org: Organisation, x: DecisionVariables, group: Person) -> int:
    """Heads of a group, its recruits over the horizon, and those of all groups where people may be
    moved into it.
    """
    linked = any(flow.to_group == group.id for flow in x.flows_of.get(group.id, ()))
    return _heads_and_recruits(x, org.groups if linked else (group,))


def _heads_and_recruits(x: DecisionVariables, groups: Iterable[Person]) -> int:
    return math.ceil(
        sum((group.headcount or 0.0) + x.most_recruits.get(group.id, 0.0) for group in groups)
        - 1e-9
    )


def fewest_heads(
    org: Organisation, x: DecisionVariables, part: Part, selectors: Iterable[str], period: int
) -> int:
    """Largest valid lower bound of :func:`heads`: people who can neither move nor be let go.

    Parameters
    ----------
    org
        Read for the roster.
    x
        Moves and redundancies that begin by the period.
    part, selectors
        As for :func:`heads`.
    period
        Index of a period, 0 for the first.

    Returns
    -------
    int
        Heads; groups and seats count as 0.

    Examples
    --------
    >>> fewest_heads(org, x, org.part(org.need["N-003"].scope), (), 3)
    6
    """
    chosen = tuple(selectors)
    fewest = 0
    for person in x.people_in(org, part.teams):
        if person.is_group or not present(org, person, period):
            continue
        places = list(situations(org, x, person, period))
        leaves = any(leave.start <= period for leave in x.leaves_of.get(person.id, ()))
        fewest += not leaves and all(
            at.place in part and org.matches(at.role, chosen) for at in places
        )
    return fewest


def ramp_months(org: Organisation, role: str, team: str, location: str | None) -> float:
    """Months from the first day to full output: the role's own, else what the assumptions say for
    team, role and location.

    Parameters
    ----------
    org
        Read for roles and assumptions.
    role, team
        Ids.
    location
        ``None`` where nobody tells them apart.

    Returns
    -------
    float
        Months, also parts of them; 0 is full output from the first day.

    Examples
    --------
    >>> ramp_months(org, "iOS engineer", "Apps", None)
    4.0
    """
    own = org.role[role].ramp
    return org.assumptions.get("ramp", team, role, location) if own is None else own


def level_at(
    org: Organisation, person: Person, move: MoveKey | None, skill: str, period: int
) -> int:
    """Level of somebody without training: their own, or what retraining into a role has brought by
    then.

    Parameters
    ----------
    org
        Read for levers and what roles ask for at the start.
    person
        Read for assessed levels; a skill without one is 0.
    move
        A move that has been made by then; ``None`` is none.
    skill
        Id.
    period
        Index of the period in which the level has to count.

    Returns
    -------
    int
        0-5. Only retraining brings skills, once its hand-over is over.

    Examples
    --------
    >>> level_at(org, org.person["P01"], None, "Java", 0)
    5
    """
    own = person.level(skill)
    if move is None or move.kind is not LeverKind.RETRAINING:
        return own
    done = move.start + org.calendar.periods_for(org.lever[move.lever].months) <= period
    return max(own, org.role[move.role].skills_at_start.get(skill, 0)) if done else own
