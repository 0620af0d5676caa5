"""Expressions that rows are made of: heads, holders and output as linear functions of the decisions.

Only `emit` functions use this module; the checker reckons the same quantities by walking the calendar.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from orgplan.constraints.rows import Decisions, Linear, Rows, Step, Var
from orgplan.domain.base import Strength
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Employment, Person
from orgplan.domain.rules import Rule
from orgplan.domain.teams import Scope, ScopeKind
from orgplan.domain.training import Course


def present(org: Organisation, person: Person, period: int) -> bool:
    """Whether somebody on the roster is employed on the last day of a period."""
    return person.employed_on(org.calendar.last_day(period))


def heads(org: Organisation, x: Decisions, teams: frozenset[str], selectors: Iterable[str], period: int) -> Linear:
    """Heads of the selected roles in teams at the end of a period: roster, and seats filled by then."""
    chosen = tuple(selectors)
    total = Linear(sum(1 for p in org.people if p.team in teams and present(org, p, period) and org.matches(p.role, chosen)))
    for (role, team, start), seats in x.hire.items():
        if team in teams and start <= period and org.matches(role, chosen):
            total.add(1, seats)
    return total


def most_heads(org: Organisation, x: Decisions, teams: frozenset[str], selectors: Iterable[str], period: int) -> int:
    """Smallest valid upper bound of :func:`heads`: today's people, all useful seats, and the caps of the teams."""
    chosen = tuple(selectors)
    most = 0
    for team in teams:
        people = sum(1 for p in org.people if p.team == team and present(org, p, period) and org.matches(p.role, chosen))
        seats = sum(bound for (role, where), bound in x.hire_bound.items() if where == team and org.matches(role, chosen))
        cap = org.team[team].max_headcount if x.caps_hold else None
        most += max(people, min(people + seats, cap)) if cap is not None else people + seats
    return most


def ramp_months(org: Organisation, role: str, team: str) -> float:
    """Months from the first day to full output."""
    own = org.role[role].ramp
    return org.assumptions.get("ramp", team, role) if own is None else own


def seat_level(org: Organisation, role: str, team: str, skill: str, start: int, period: int) -> int:
    """Level of a seat that starts on the first day of one period, in another."""
    ramped = period >= start + org.calendar.periods_for(ramp_months(org, role, team))
    return org.role[role].level_at(skill, ramped=ramped)


def finished(org: Organisation, course: Course, start: int) -> int:
    """Period from which the level of a course counts."""
    return start + org.calendar.periods_for(course.duration)


def reached(org: Organisation, x: Decisions, person: Person, skill: str, level: int, period: int) -> Linear:
    """0/1: whether somebody below a level has been trained to it by a period.

    A path through the levels crosses each level once, so the arcs that cross it and are finished add up to at most one.
    """
    crossed = Linear()
    for step, start, taken in steps_of(x, person.id, skill):
        if step.level < level <= step.to_level and finished(org, org.course[step.course], start) <= period:
            crossed.add(1, taken)
    return crossed


def steps_of(x: Decisions, person: str, skill: str | None = None) -> Iterator[tuple[Step, int, Var]]:
    """Steps on offer to a person, in one skill or in all, with the period of the start and the variable."""
    for step, start in x.steps.get(person, ()):
        if skill is None or step.skill == skill:
            yield step, start, x.train[step, start]


def holders(
    org: Organisation, x: Decisions, teams: frozenset[str], skill: str, level: int, period: int, but: frozenset[str] = frozenset()
) -> Linear:
    """People of teams at or above a level, employed at the end of a period; `but` are left out."""
    total = Linear()
    for person in org.people:
        if person.team not in teams or person.id in but or not present(org, person, period):
            continue
        if person.level(skill) >= level:
            total.constant += 1
        else:
            total = total.plus(reached(org, x, person, skill, level, period))
    for (role, team, start), seats in x.hire.items():
        if team in teams and start <= period and seat_level(org, role, team, skill, start, period) >= level:
            total.add(1, seats)
    return total


def areas(org: Organisation, scope: Scope) -> tuple[str, ...]:
    """Areas of a team: the skills of its own must needs, each once, in the order of the needs."""
    own = (n.skill for n in org.needs if n.scope == scope and scope.kind is ScopeKind.TEAM and n.strength is Strength.MUST)
    return tuple(dict.fromkeys(own))


def output_of_person(org: Organisation, person: Person, period: int) -> float:
    """FTE that somebody on the roster gives in a period, before training: employed x ramped x available x surviving."""
    calendar = org.calendar
    first_month = calendar.month_of(person.start_date)
    ramp = ramp_months(org, person.role, person.team)
    own = person.attrition
    rate = org.assumptions.get("attrition", person.id, person.team, person.role) if own is None else own
    if person.end_date is not None or person.employment is Employment.CONTRACTOR:
        rate = 0.0
    total = 0.0
    for month in calendar.months_of(period):
        served = month - first_month + 0.5
        ramped = min(1.0, max(0.0, served) / ramp) if ramp else 1.0
        alive = (1 - rate) ** ((month - max(first_month, 0) + 0.5) / 12)
        total += calendar.share_of_month(month, person.start_date, person.end_date) * ramped * alive
    availability = org.assumptions.get("availability", person.id, person.team, person.role)
    return total / calendar.months_per_period * person.fte * availability


def output_of_seat(org: Organisation, role: str, team: str, start: int, period: int) -> float:
    """FTE that a seat filled on the first day of one period gives in another."""
    length = org.calendar.months_per_period
    ramp = ramp_months(org, role, team)
    rate = org.assumptions.get("attrition", team, role)
    served = [(period - start) * length + month + 0.5 for month in range(length)]
    total = math.fsum((min(1.0, months / ramp) if ramp else 1.0) * (1 - rate) ** (months / 12) for months in served)
    return total / length * org.assumptions.get("availability", team, role)


def course_time(org: Organisation, person: Person, course: Course, start: int, period: int) -> float:
    """FTE that a course begun on the first day of one period takes from a person in another."""
    length = org.calendar.months_per_period
    months = max(course.duration, 1.0)
    gone = (period - start) * length
    inside = min(max(months - gone, 0.0), length) if gone >= 0 else 0.0
    return course.hours / org.assumptions.get("hours_per_month", person.team, person.role) * inside / months / length


def trigger(rows: Rows, org: Organisation, x: Decisions, rule: Rule, scope: Scope, period: int) -> Linear | None:
    """Whether a rule bites in a scope and period: 1, an expression in 0/1 variables, or ``None`` where it never can.

    Where it bites from a number of heads on, ``heads <= low - 1 + (most heads - low + 1) z`` makes z 1 as soon as heads reach
    it. Where it bites below a number only, b may be 1, and stands against z, when ``heads >= fewest + (high - fewest) b``.
    Both rest on the smallest valid bounds of that scope.
    """
    if rule.product_lines_over is not None and len(org.product_lines(scope)) <= rule.product_lines_over:
        return None
    low, high = rule.bites_from or 0, math.inf if rule.below is None else rule.below
    teams = org.teams_of(scope)
    count = heads(org, x, teams, rule.counts, period)
    fewest, most = count.constant, most_heads(org, x, teams, rule.counts, period)
    if most < low or fewest >= high or low >= high:
        return None
    family, label, bites = rule.family.value, org.calendar.label(period), Linear(1.0)
    if fewest < low:
        key = (rule.id, scope.label, "trigger", label)
        z = rows.binary(family, key)
        rows.link(family, key, count.plus(Linear(0.0, [(1.0, z)]), low - 1 - most), low - 1)
        bites = Linear(0.0, [(1.0, z)])
    if most >= high:
        key = (rule.id, scope.label, "beyond", label)
        b = rows.binary(family, key)
        rows.link(family, key, Linear(0.0, [(high - fewest, b)]).plus(count, -1), -fewest)
        bites = bites.plus(Linear(0.0, [(-1.0, b)]))
    return bites
