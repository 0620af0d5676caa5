"""Organisations small enough to work out by hand, and one question to ask of both sides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from orgplan.constraints.model.decisions import GroupFlowKey, Seat, TakeoverKey
from orgplan.domain.base import Strength
from orgplan.domain.calendar import PeriodLength
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.plan import Measure
from orgplan.domain.roles import Role
from orgplan.domain.teams import ORGANISATION, Scope, Team
from orgplan.domain.training import Course
from tests.constraints.both_sides import Change, Offer, checker_says, plan_of, rows_say, state
from tests.organisations import assumptions, calendar

LONG_AGO = date(2020, 1, 1)
Q1, Q2, Q3 = "2027-Q1", "2027-Q2", "2027-Q3"
DEV = Role(id="dev", name="dev", band_mid=90_000, lead_time=0, ramp=0, skills_at_start={"s": 3})
LEAD = Role(
    id="lead",
    name="lead",
    family="management",
    band_mid=90_000,
    lead_time=0,
    ramp=0,
    can_manage=True,
    skills_at_start={"m": 3},
)


def person(
    name: str,
    *,
    role: str = "dev",
    team: str = "A",
    start: date = LONG_AGO,
    end: date | None = None,
    **skills: int,
) -> Person:
    return Person(
        id=name,
        name=name,
        role=role,
        team=team,
        start_date=start,
        end_date=end,
        base_salary=60_000,
        skills=skills,
    )


def people(count: int, *, role: str = "dev", team: str = "A", first: int = 1) -> tuple[Person, ...]:
    return tuple(
        person(f"P{number}", role=role, team=team) for number in range(first, first + count)
    )


def need(
    skill: str,
    *amounts: float,
    kind: NeedKind,
    name: str = "N-1",
    level: int = 3,
    weight: float = 1.0,
    scope: Scope = ORGANISATION,
) -> Need:
    return Need(
        id=name,
        scope=scope,
        skill=skill,
        kind=kind,
        required=amounts,
        min_level=level,
        weight=weight,
        strength=Strength.MUST,
    )


def course(
    skill: str,
    low: int,
    high: int,
    *,
    months: float = 3,
    hours: float = 0,
    seats: int | None = None,
    cost: float = 0,
) -> Course:
    return Course(
        id=f"{skill} {low}→{high}",
        skill=skill,
        from_level=low,
        to_level=high,
        cost=cost,
        hours=hours,
        duration=months,
        seats=seats,
    )


def small(
    *roster: Person,
    periods: int = 2,
    period: PeriodLength = PeriodLength.QUARTER,
    rates: dict[str, float] | None = None,
    roles: tuple[Role, ...] = (DEV, LEAD),
    teams: tuple[Team, ...] = (Team(id="A"),),
    **rest: object,
) -> Organisation:
    """An organisation from January 2027 without attrition or tolerance; whatever else is needed is
    named.
    """
    plain = {"attrition": 0.0, "capacity_tolerance": 0.0, "capacity_tolerance_fte": 0.0}
    return Organisation(
        calendar=calendar(periods, period),
        assumptions=assumptions(**(plain | (rates or {}))),
        people=roster,
        roles=roles,
        teams=teams,
        **rest,
    )


def asked(
    org: Organisation,
    name: str,
    *,
    seats: Sequence[Seat | Offer] = (),
    courses: Sequence[Offer] = (),
    changes: Sequence[Change] = (),
    flows: Sequence[tuple[GroupFlowKey, float]] = (),
    takeovers: Sequence[TakeoverKey] = (),
) -> Measure:
    """The checker's measure of that name, once the rows have been seen to say the same."""
    stated, plan = state(org), plan_of(org, seats, courses, changes, flows, takeovers)
    rows, measures = rows_say(stated, plan), checker_says(org, plan)
    measure = measures[name]
    assert rows.get(name, 0.0) == pytest.approx(measure.shortfall, abs=1e-6), (
        "rows and checker differ"
    )
    return measure


def short(
    org: Organisation,
    name: str,
    *,
    seats: Sequence[Seat | Offer] = (),
    courses: Sequence[Offer] = (),
    changes: Sequence[Change] = (),
    flows: Sequence[tuple[GroupFlowKey, float]] = (),
    takeovers: Sequence[TakeoverKey] = (),
) -> float:
    """By how much a plan misses the constraint of that name, on both sides alike."""
    decided = asked(
        org,
        name,
        seats=seats,
        courses=courses,
        changes=changes,
        flows=flows,
        takeovers=takeovers,
    )
    return decided.shortfall
