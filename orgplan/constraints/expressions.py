"""Expressions that rows are made of: heads, holders and output as linear functions of the decisions.

Only `emit` functions use this module; the checker reckons the same quantities by walking the calendar.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from orgplan.constraints.rows import Decisions, Flow, Linear, Option, Rows, Seat, Step, Var
from orgplan.domain.base import Strength
from orgplan.domain.groups import FIRST_YEAR, yearly_attrition
from orgplan.domain.levers import MOVES, LeverKind
from orgplan.domain.needs import NeedKind
from orgplan.domain.offers import first_day_in, lead_time
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Employment, Person
from orgplan.domain.rules import Rounding, Rule
from orgplan.domain.teams import Part, Scope, ScopeKind
from orgplan.domain.training import Course


def present(org: Organisation, person: Person, period: int) -> bool:
    """Whether somebody on the roster is employed on the last day of a period."""
    return person.employed_on(org.calendar.last_day(period))


@dataclass(frozen=True)
class Situation:
    """A role and place that somebody may have at the end of a period, and whether they do: 0/1, or the heads of a group."""

    role: str
    place: tuple[str, str | None]
    here: Linear
    move: Option | None = None


def situations(org: Organisation, x: Decisions, person: Person, period: int) -> Iterator[Situation]:
    """Where somebody of the roster may be at the end of a period: where they are today, and where moves take them."""
    place = (person.team, person.location)
    if person.is_group:
        yield Situation(person.role, place, stock(org, x, person, period))
    elif present(org, person, period):
        stay = Linear(1.0)
        for option in x.moves_of.get(person.id, ()):
            if option.start <= period:
                stay.add(-1, x.move[option])
                yield Situation(option.role, (option.team, person.location), Linear(0.0, [(1.0, x.move[option])]), option)
        for leave in x.leaves_of.get(person.id, ()):
            if leave.start <= period:
                stay.add(-1, x.leave[leave])
        yield Situation(person.role, place, stay)


def stock(org: Organisation, x: Decisions, group: Person, period: int) -> Linear:
    """Expected heads of a group at the end of a period: those of today, recruits and movers, each with the share that is still there."""
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


def _still_there(org: Organisation, flow: Flow, group: Person, periods: int) -> float:
    """Heads that a flow of one head adds to a group so many periods later."""
    if flow.kind is None:
        return recruits_still_there(org, group, periods)
    if flow.kind is not LeverKind.REDUNDANCY and flow.kind not in MOVES:
        return 0.0
    change, stay = 0.0, _stay(org, group) ** periods
    if flow.group == group.id:
        change -= stay
    if flow.to_group == group.id:
        downgraded = flow.kind is LeverKind.DOWNGRADING
        change += (1 - org.lever[flow.lever or ""].share) * stay if downgraded else movers_still_there(org, group, periods)
    return change


def movers_still_there(org: Organisation, group: Person, periods: int) -> float:
    """Share of those who moved into a group that is there at the end of the so-manieth period after: its later rate, from their first period on."""
    return _stay(org, group) ** (periods + 1)


def recruits_still_there(org: Organisation, group: Person, periods: int) -> float:
    """Share of a group's recruits that is there at the end of the so-manieth period after the one in which they came."""
    first, later = yearly_attrition(org, group)
    served = (periods + 1) * org.calendar.months_per_period
    return float((1 - first) ** (min(served, FIRST_YEAR) / 12) * (1 - later) ** (max(served - FIRST_YEAR, 0) / 12))


def heads(org: Organisation, x: Decisions, part: Part, selectors: Iterable[str], period: int, but: frozenset[str] = frozenset()) -> Linear:
    """Heads of the selected roles in a part of the organisation at the end of a period: roster, as moved, and seats filled by then.

    People named in `but` are left out.
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
        elif (person.team, person.location) in part and present(org, person, period) and org.matches(person.role, chosen):
            total.constant += 1
    for seat, seats in x.seats_in(part, period):
        if org.matches(seat.role, chosen):
            total.add(1, seats)
    return total


def most_heads(org: Organisation, x: Decisions, part: Part, selectors: Iterable[str], period: int) -> int:
    """Smallest valid upper bound of :func:`heads`: today's people, who may come, all useful seats, and the caps of the teams."""
    chosen = tuple(selectors)
    most, named = 0, 0
    for team in part.teams:
        able_to_be = (person for person in x.people_in(org, frozenset({team})) if not person.is_group)
        people = sum(_may_be_there(org, x, person, team, part, chosen, period) for person in able_to_be)
        seats = sum(bound for (role, where), bound in x.hire_bound.items() if where == team and org.matches(role, chosen))
        groups = [g for g in org.groups if g.team == team and (team, g.location) in part and org.matches(g.role, chosen)]
        all_there, cap = people + seats + sum(_most_of_group(org, x, group) for group in groups), org.team[team].max_headcount
        most += max(people, min(all_there, cap)) if cap is not None and x.caps_hold else all_there
        named += people + seats
    return min(most, named + _heads_and_recruits(x, org.groups))


def _may_be_there(org: Organisation, x: Decisions, person: Person, team: str, part: Part, chosen: tuple[str, ...], period: int) -> bool:
    return any(at.place[0] == team and at.place in part and org.matches(at.role, chosen) for at in situations(org, x, person, period))


def _most_of_group(org: Organisation, x: Decisions, group: Person) -> int:
    """Heads of a group, its recruits over the horizon, and those of all groups where people may be moved into it."""
    linked = any(flow.to_group == group.id for flow in x.flows_of.get(group.id, ()))
    return _heads_and_recruits(x, org.groups if linked else (group,))


def _heads_and_recruits(x: Decisions, groups: Iterable[Person]) -> int:
    return math.ceil(sum((group.headcount or 0.0) + x.most_recruits.get(group.id, 0.0) for group in groups) - 1e-9)


def fewest_heads(org: Organisation, x: Decisions, part: Part, selectors: Iterable[str], period: int) -> int:
    """Largest valid lower bound of :func:`heads`: people who can neither move nor be let go."""
    chosen = tuple(selectors)
    fewest = 0
    for person in x.people_in(org, part.teams):
        if person.is_group or not present(org, person, period):
            continue
        places = list(situations(org, x, person, period))
        leaves = any(leave.start <= period for leave in x.leaves_of.get(person.id, ()))
        fewest += not leaves and all(at.place in part and org.matches(at.role, chosen) for at in places)
    return fewest


def ramp_months(org: Organisation, role: str, team: str, location: str | None) -> float:
    """Months from the first day to full output."""
    own = org.role[role].ramp
    return org.assumptions.get("ramp", team, role, location) if own is None else own


def level_at(org: Organisation, person: Person, move: Option | None, skill: str, period: int) -> int:
    """Level of somebody without training: their own, or what retraining into a role has brought by then."""
    own = person.level(skill)
    if move is None or move.kind is not LeverKind.RETRAINING:
        return own
    done = move.start + org.calendar.periods_for(org.lever[move.lever].months) <= period
    return max(own, org.role[move.role].skills_at_start.get(skill, 0)) if done else own


def first_day_of(org: Organisation, seat: Seat) -> date:
    """First day at work in a seat: that of its period, or the later one of the position that it fills."""
    first = org.calendar.first_day(seat.start)
    return first if seat.position is None else max(first, first_day_in(org, org.position[seat.position]))


def seat_level(org: Organisation, seat: Seat, skill: str, period: int) -> int:
    """Level of a seat in a period from its start on."""
    gone = period * org.calendar.months_per_period - org.calendar.month_of(first_day_of(org, seat))
    ramped = gone >= ramp_months(org, seat.role, seat.team, seat.location) - 1e-9
    return org.role[seat.role].level_at(skill, ramped=ramped)


def finished(org: Organisation, course: Course, start: int) -> int:
    """Period from which the level of a course counts."""
    return start + org.calendar.periods_for(course.duration)


def reached(org: Organisation, x: Decisions, person: Person, skill: str, level: int, period: int, *, expected: bool = False) -> Linear:
    """0/1: whether somebody below a level has been trained to it by a period; or the share that is expected to.

    A path through the levels crosses each level once, so the arcs that cross it and are finished add up to at most one.
    """
    crossed = Linear()
    for step, start, taken in steps_of(x, person.id, skill):
        if step.level < level <= step.to_level and finished(org, org.course[step.course], start) <= period:
            crossed.add(step.chance if expected else 1, taken)
    return crossed


def able(org: Organisation, x: Decisions, person: Person, skill: str, level: int, period: int) -> Linear:
    """At least 1 where a named person has a level at the start of a period: their own, brought by retraining, or by courses."""
    if person.level(skill) >= level:
        return Linear(1.0)
    total = reached(org, x, person, skill, level, period)
    for option in x.moves_of.get(person.id, ()):
        if option.start <= period and level_at(org, person, option, skill, period) >= level:
            total.add(1, x.move[option])
    return total


def steps_of(x: Decisions, person: str, skill: str | None = None) -> Iterator[tuple[Step, int, Var]]:
    """Steps on offer to a person, in one skill or in all, with the period of the start and the variable."""
    for step, start in x.steps.get(person, ()) if skill is None else x.steps_in_skill.get((person, skill), ()):
        yield step, start, x.train[step, start]


def holders(
    rows: Rows,
    org: Organisation,
    x: Decisions,
    part: Part,
    skill: str,
    level: int,
    period: int,
    but: frozenset[str] = frozenset(),
    *,
    fits: Callable[[str], bool] = lambda role: True,
    expected: bool = False,
) -> Linear:
    """People of a part at or above a level, employed at the end of a period; `but` are left out, and roles that don't fit.

    With `expected`, courses count by their success rate.
    """
    total = Linear()
    for person in x.people_in(org, part.teams):
        if person.id not in but:
            total.include(holds(rows, org, x, part, person, skill, level, period, fits=fits, expected=expected))
    for seat, seats in x.seats_in(part, period):
        if fits(seat.role) and seat_holds(org, seat, skill, level, period):
            total.add(1, seats)
    return total


def seat_holds(org: Organisation, seat: Seat, skill: str, level: int, period: int) -> bool:
    """Whether a seat is at or above a level in a period."""
    return seat_level(org, seat, skill, period) >= level


def holds(
    rows: Rows,
    org: Organisation,
    x: Decisions,
    part: Part,
    person: Person,
    skill: str,
    level: int,
    period: int,
    *,
    fits: Callable[[str], bool] = lambda role: True,
    expected: bool = False,
) -> Linear:
    """Heads that somebody of the roster adds to the holders of a skill in a part, among the roles that fit."""
    if person.id not in x.unsettled and not person.is_group:  # the common case, kept short
        if (person.team, person.location) not in part or not fits(person.role) or not present(org, person, period):
            return Linear()
        return Linear(1.0) if person.level(skill) >= level else reached(org, x, person, skill, level, period, expected=expected)
    able, learning = able_and_others(org, x, part, person, skill, level, period, fits)
    learned = reached(org, x, person, skill, level, period, expected=expected)
    if not learned.terms or person.is_group:
        return able
    return able.plus(
        both(rows, "holders", (person.id, skill, str(level), *sorted(part.teams), org.calendar.label(period)), learning, learned)
    )


def both(rows: Rows, family: str, key: tuple[str, ...], one: Linear, other: Linear) -> Linear:
    """Two 0/1 expressions at once: an amount that is at most either, for where it is only ever wanted larger.

    The product of two binaries is exactly that bound; a constant needs no variable.
    """
    for fixed, left in ((one, other), (other, one)):
        if not fixed.terms:
            return left if fixed.constant >= 1 else Linear()
    together = rows.amount(family, ("both", *key), 1.0)
    for number, part in enumerate((one, other)):
        rows.link(family, ("both", *key, str(number)), Linear(0.0, [(1.0, together)]).plus(part, -1), 0.0)
    return Linear(0.0, [(1.0, together)])


def able_and_others(
    org: Organisation, x: Decisions, part: Part, person: Person, skill: str, level: int, period: int, fits: Callable[[str], bool]
) -> tuple[Linear, Linear]:
    """Whether somebody of the roster is in a part, in a role that fits: at or above a level without training, and below it."""
    able, others = Linear(), Linear()
    for at in situations(org, x, person, period):
        if at.place in part and fits(at.role):
            if level_at(org, person, at.move, skill, period) >= level:
                able = able.plus(at.here)
            else:
                others = others.plus(at.here)
    return able, others


def begun(org: Organisation, x: Decisions, person: Person, skill: str, period: int) -> Linear:
    """0/1: whether somebody has begun to learn a skill by a period."""
    first = Linear()
    for step, start, taken in steps_of(x, person.id, skill):
        if step.level == person.level(skill) and start <= period:
            first.add(1, taken)
    return first


def rising(
    rows: Rows,
    org: Organisation,
    x: Decisions,
    part: Part,
    person: Person,
    skill: str,
    level: int,
    period: int,
    *,
    fits: Callable[[str], bool] = lambda role: True,
) -> Linear:
    """Whether somebody of the roster is in a part, in a role that fits, and at a level or has begun to learn the skill."""
    able, learning = able_and_others(org, x, part, person, skill, level, period, fits)
    started = begun(org, x, person, skill, period)
    if not started.terms or person.is_group or not (learning.terms or learning.constant):
        return able
    return able.plus(both(rows, "rising", (person.id, skill, *sorted(part.teams), org.calendar.label(period)), learning, started))


def areas(org: Organisation, scope: Scope) -> tuple[str, ...]:
    """Areas of a team: the skills of its own must needs, each once, in the order of the needs."""
    own = (n.skill for n in org.needs if n.scope == scope and scope.kind is ScopeKind.TEAM and n.strength is Strength.MUST)
    return tuple(dict.fromkeys(own))


def output_of_person(org: Organisation, person: Person, period: int, move: Option | None = None) -> float:
    """FTE that somebody on the roster gives in a period, before training: employed x ramped x available x surviving x handed over."""
    calendar = org.calendar
    role, team = (person.role, person.team) if move is None else (move.role, move.team)
    first_month = calendar.month_of(person.start_date)
    ramp = ramp_months(org, role, team, person.location)
    own = person.attrition
    rate = org.assumptions.get("attrition", person.id, team, role, person.location) if own is None else own
    if person.end_date is not None or person.employment is Employment.CONTRACTOR:
        rate = 0.0
    total = 0.0
    for month in calendar.months_of(period):
        served = month - first_month + 0.5
        ramped = min(1.0, max(0.0, served) / ramp) if ramp else 1.0
        alive = (1 - rate) ** ((month - max(first_month, 0) + 0.5) / 12)
        employed = calendar.share_of_month(month, person.start_date, person.end_date)
        total += employed * ramped * alive * (1 - (_handed_over(org, move, month) if move else 0.0))
    availability = org.assumptions.get("availability", person.id, team, role, person.location)
    return total / calendar.months_per_period * person.fte * availability


def _handed_over(org: Organisation, move: Option, month: int) -> float:
    """Share of output that a move costs in a month."""
    lever = org.lever[move.lever]
    if move.kind is LeverKind.DOWNGRADING:
        return lever.share
    return lever.share * min(1.0, max(0.0, lever.months - (month - move.start * org.calendar.months_per_period)))


def not_yet(org: Organisation, x: Decisions, group: Person, period: int) -> Linear:
    """Output that recruits on their ramp, and people during the hand-over, don't give yet, in heads."""
    length, missing = org.calendar.months_per_period, Linear()
    ramp = ramp_months(org, group.role, group.team, group.location)
    for flow in x.flows_of.get(group.id, ()):
        if flow.period > period:
            continue
        gone = (period - flow.period) * length
        if flow.kind is None:
            shares = [max(0.0, 1 - (gone + month + 0.5) / ramp) if ramp else 0.0 for month in range(length)]
            missing.add(math.fsum(shares) / length * recruits_still_there(org, group, period - flow.period), x.flow[flow])
        elif flow.to_group == group.id and flow.kind is not LeverKind.DOWNGRADING:
            lever = org.lever[flow.lever or ""]
            lost = math.fsum(min(1.0, max(0.0, lever.months - gone - month)) for month in range(length)) * lever.share
            missing.add(lost / length * movers_still_there(org, group, period - flow.period), x.flow[flow])
    return missing


def output_of_group(org: Organisation, x: Decisions, group: Person, period: int) -> Linear:
    """FTE that a group gives in a period: its heads, less what some don't give yet and what short time takes."""
    total = stock(org, x, group, period).plus(not_yet(org, x, group, period), -1)
    for flow in x.flows_of.get(group.id, ()):
        if flow.kind is LeverKind.SHORT_TIME and flow.period == period:
            total.add(-org.lever[flow.lever or ""].share, x.flow[flow])
    return Linear().plus(total, org.assumptions.get("availability", group.id, group.team, group.role, group.location) * group.fte)


def available(org: Organisation, x: Decisions, person: Person, period: int) -> Linear:
    """FTE that somebody on the roster gives in a period before training, as moves, redundancy and short time leave it."""
    total = Linear()
    if person.id not in x.unsettled:
        total.constant = output_of_person(org, person, period)
    else:
        for at in situations(org, x, person, period):
            total = total.plus(at.here, output_of_person(org, person, period, at.move))
    for reduction in x.reductions_of.get(person.id, ()):
        if reduction.period == period:
            total.add(-org.lever[reduction.lever].share * output_of_person(org, person, period), x.reduce[reduction])
    return total


def output_of_seat(org: Organisation, seat: Seat, period: int) -> float:
    """FTE that a seat filled in one period gives in another; of its first month only the days at work count."""
    length, scopes, day = org.calendar.months_per_period, (seat.team, seat.role, seat.location), first_day_of(org, seat)
    ramp = ramp_months(org, seat.role, seat.team, seat.location)
    rate = org.assumptions.get("attrition", *scopes) if seat.until is None else 0.0
    first, total = org.calendar.month_of(day), 0.0
    for month in range(max(first, period * length), (period + 1) * length):
        months, share = month - first + 0.5, org.calendar.share_of_month(month, day, None) if month == first else 1.0
        total += share * (min(1.0, months / ramp) if ramp else 1.0) * (1 - rate) ** (months / 12)
    return total / length * org.assumptions.get("availability", *scopes)


def course_time(org: Organisation, person: Person, course: Course, start: int, period: int) -> float:
    """FTE that a course begun on the first day of one period takes from a person in another."""
    length = org.calendar.months_per_period
    months = max(course.duration, 1.0)
    gone = (period - start) * length
    inside = min(max(months - gone, 0.0), length) if gone >= 0 else 0.0
    return course.hours / org.assumptions.get("hours_per_month", person.team, person.role, person.location) * inside / months / length


def trigger(rows: Rows, org: Organisation, x: Decisions, rule: Rule, scope: Scope, period: int) -> Linear | None:
    """Whether a rule bites in a scope and period: 1, an expression in 0/1 variables, or ``None`` where it never can.

    Where it bites from a number of heads on, ``heads <= low - 1 + (most heads - low + 1) z`` makes z 1 as soon as heads reach
    it. Where it bites below a number only, b may be 1, and stands against z, when ``heads >= fewest + (high - fewest) b``.
    Both rest on the smallest valid bounds of that scope. A second number of heads has a w of its own; both are reached when
    ``z + w - 1`` is 1.
    """
    if not rule.in_force(period):
        return None
    if rule.product_lines_over is not None and len(org.product_lines(scope)) <= rule.product_lines_over:
        return None
    low, high = rule.bites_from or 0, math.inf if rule.below is None else rule.below
    part = org.part(scope)
    count = heads(org, x, part, rule.counted, period)
    fewest, most = fewest_heads(org, x, part, rule.counted, period), most_heads(org, x, part, rule.counted, period)
    if most < low or fewest >= high or low >= high:
        return None
    family, label = rule.family.value, org.calendar.label(period)
    bites = _there_are(rows, family, (rule.id, scope.label, "trigger", label), count, fewest, most, low)
    if most >= high:
        key = (rule.id, scope.label, "beyond", label)
        b = rows.binary(family, key)
        rows.link(family, key, Linear(0.0, [(high - fewest, b)]).plus(count, -1), -fewest)
        bites = bites.plus(Linear(0.0, [(-1.0, b)]))
    if rule.also_threshold is None:
        return bites
    also = _also(rows, org, x, rule, scope, period, rule.also_threshold)
    return None if also is None else bites.plus(also).plus(Linear(-1.0))


def _also(rows: Rows, org: Organisation, x: Decisions, rule: Rule, scope: Scope, period: int, low: int) -> Linear | None:
    """Whether the heads of a rule's second condition have reached their number: 1, a 0/1 variable, or ``None`` where they never can."""
    part = org.part(scope)
    count, most = heads(org, x, part, rule.also_counts, period), most_heads(org, x, part, rule.also_counts, period)
    if most < low:
        return None
    fewest, key = fewest_heads(org, x, part, rule.also_counts, period), (rule.id, scope.label, "also", org.calendar.label(period))
    return _there_are(rows, rule.family.value, key, count, fewest, most, low)


def _there_are(rows: Rows, family: str, key: tuple[str, ...], count: Linear, fewest: int, most: int, low: int) -> Linear:
    """1 where so many heads are there whatever is decided, else a 0/1 variable that is 1 as soon as they are."""
    if fewest >= low:
        return Linear(1.0)
    z = rows.binary(family, key)
    rows.link(family, key, count.plus(Linear(0.0, [(1.0, z)]), low - 1 - most), low - 1)
    return Linear(0.0, [(1.0, z)])


def critical_skills(org: Organisation, rule: Rule, scope: Scope) -> tuple[str, ...]:
    """Skills that a rule lists, else those of the must needs inside the scope, each once, in the order of the needs."""
    musts = (n for n in org.needs if n.strength is Strength.MUST and org.takes_in(scope, n.scope))
    return tuple(dict.fromkeys(rule.skills or [need.skill for need in musts if need.kind is not NeedKind.STAFF]))


def decided_in(org: Organisation, seat: Seat) -> int:
    """Period in which a seat is decided to be filled in time; negative is before the horizon, as where recruiting is under way."""
    engaged = org.lever[seat.lever] if seat.lever is not None and seat.until is not None else None
    decided = seat.start - org.calendar.periods_for(engaged.months if engaged else lead_time(org, org.role[seat.role], seat.team))
    return min(decided, -1) if seat.position is not None and org.position[seat.position].under_way else decided


def seats_decided(org: Organisation, x: Decisions, part: Part, selectors: Iterable[str], period: int, *, growth: bool) -> Linear:
    """Seats of the selected roles in a part that are decided in a period, and recruits of groups; of growth, or all."""
    chosen, total = tuple(selectors), Linear()
    for seat, seats in x.hire.items():
        if seat.place in part and (seat.grows or not growth) and org.matches(seat.role, chosen) and decided_in(org, seat) == period:
            total.add(1, seats)
    for flow, recruits in x.flow.items():
        group = org.person.get(flow.group)
        if flow.kind is None and group is not None and (group.team, group.location) in part and org.matches(group.role, chosen):
            lead = org.calendar.periods_for(lead_time(org, org.role[group.role], group.team))
            total.add(float(flow.period - lead == period), recruits)
    return total


def new_seats(org: Organisation, x: Decisions, part: Part, selectors: Iterable[str], start: int, *, growth: bool) -> Linear:
    """Seats of the selected roles that are filled in a part on the first day of a period, and recruits of groups; of growth, or all."""
    chosen, total = tuple(selectors), Linear()
    for seat, seats in x.hire.items():
        if seat.start == start and seat.place in part and (seat.grows or not growth) and org.matches(seat.role, chosen):
            total.add(1, seats)
    for flow, recruits in x.flow.items():
        group = org.person.get(flow.group)
        if flow.kind is None and flow.period == start and group is not None:
            total.add(float((group.team, group.location) in part and org.matches(group.role, chosen)), recruits)
    return total


def most_new_seats(org: Organisation, x: Decisions, part: Part, selectors: Iterable[str]) -> float:
    """Smallest valid upper bound of :func:`new_seats`, of growth over the horizon or of all kinds in one period."""
    chosen = tuple(selectors)
    seats = sum(bound for (role, team), bound in x.hire_bound.items() if team in part.teams and org.matches(role, chosen))
    groups = (org.person[group] for group in x.most_recruits)
    recruits = (x.most_recruits[g.id] for g in groups if (g.team, g.location) in part and org.matches(g.role, chosen))
    return seats + sum(recruits)


def made_whole(rounding: Rounding, granule: float) -> tuple[float, float]:
    """What is added to the left side, in heads, so that a whole shortfall is counted against the rounded right side: at least, at most.

    With whole heads n and a right side that is a multiple of `granule`, ``ceil(right - n - first)`` is ``round(right) - n`` and
    ``ceil(n - right - second)`` is ``n - round(right)``: half a granule keeps clear of the edges.
    """
    clear = granule / 2
    return {Rounding.UP: (0.0, 1 - clear), Rounding.NEAREST: (0.5 - clear, 0.5 + clear), Rounding.DOWN: (1 - clear, 0.0)}[rounding]
