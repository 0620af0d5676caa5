"""The planner and a second model, written from the documents alone, agree on every goal of random
organisations.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from datetime import date

import pytest

from orgplan.constraints.structure.bus_factor import BusFactor
from orgplan.constraints.structure.hierarchy.director import Director
from orgplan.constraints.structure.hierarchy.team_lead import TeamLead
from orgplan.domain.base import Strength
from orgplan.domain.candidates import Candidate
from orgplan.domain.costs.budget import BudgetLine
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Goal, Organisation
from orgplan.domain.people import Employment, Person
from orgplan.domain.positions import Lock, Position, PositionStatus
from orgplan.domain.roles import Role
from orgplan.domain.rules import Rule
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind, Team
from orgplan.domain.training import Course
from orgplan.solver.outcome import Status
from orgplan.solver.solve import solve
from tests.organisations import assumptions, calendar, team_scope
from tests.solver.independent_model import IndependentModel

SLOW = bool(os.environ.get("ORGPLAN_SLOW"))
SEEDS = range(500 if SLOW else 15)
TEAMS = ("A", "B")


def mixed_organisation(seed: int) -> Organisation:
    """People in two teams with leads, a group with a pay band in a third, and some of everything
    that a plan may do.
    """
    r = random.Random(f"independent {seed}")
    periods = r.choice([2, 2, 3])
    people = (*(_person(r, n) for n in range(r.randint(2, 4))), *_group(r))
    named = tuple(one for one in people if not one.is_group)
    positions = _positions(r)
    org = Organisation(
        calendar=calendar(periods),
        assumptions=assumptions(
            attrition=r.choice([0, 0.2]), attrition_first_year=r.choice([0.1, 0.4]),
            tail_months=r.choice([0, 12]), merit_pct=0, max_courses=r.choice([1, 2]),
            leavers_free_pay=r.choice([0, 1]),
        ),
        goal=r.choice([Goal.COVER, Goal.COVER, Goal.CHEAPEST]),
        people=people,
        roles=_roles(r),
        teams=(
            *(_team(r, name, named) for name in TEAMS),
            Team(id="C"),
        ),
        needs=_needs(r, periods, any(one.is_group for one in people)),
        rules=_rules(r),
        courses=_courses(r),
        levers=(Lever(id="promote", kind=LeverKind.PROMOTION, roles=("dev",), to_role="lead",
            raise_pct=0.1, cost=r.choice([0, 700]), most=r.choice([None, 1]),
                      min_match=r.choice([0.5, 1.0])),) if r.random() < 0.6 else (),
        positions=positions,
        candidates=_candidates(r, positions),
        only_positions=r.random() < 0.1,
        worth=r.choice([None, None, None, 4_000.0]),
    )  # fmt: skip
    roster = sum(one.base_salary * (one.headcount or 1) for one in people) * periods / 4 * 1.25
    amount = round(roster + r.choice([20_000, 60_000, 120_000]) + r.random(), 2)
    everything = tuple(range(periods))
    line = BudgetLine(id="B", scope=ORGANISATION, periods=everything, label="total", amount=amount)
    org = org.replace(budget=(line,)) if r.random() < 0.5 else org
    return _asked_for_elsewhere(random.Random(f"elsewhere {seed}"), org)


def _asked_for_elsewhere(r: random.Random, org: Organisation) -> Organisation:
    """Half of the groups have a seat or two of their role asked for in another team, and their
    staff over all teams.
    """
    if not org.groups or r.random() < 0.5:
        return org
    least = tuple(r.choice([0, 1, 1, 2]) for _ in range(org.calendar.periods))
    band = r.choice([30_000, 36_000, 40_000])
    return org.replace(
        roles=tuple(role.replace(teams=("C", "A"),
            band_mid=band) if role.id == "agent" else role for role in org.roles),
        needs=(*(need.replace(scope=ORGANISATION) if need.id == "N-G" else need for need in org.needs),  # noqa: E501
               Need(id="N-A", scope=team_scope("A"), skill="t", kind=NeedKind.HOLDERS,
                   required=least, min_level=3, strength=r.choice([Strength.MUST,
                       Strength.SHOULD]))),
    )  # fmt: skip


def _person(r: random.Random, number: int) -> Person:
    contractor = r.random() < 0.15
    return Person(
        id=f"P{number}", name=f"P{number}", role=r.choice(["dev", "dev", "lead"]),
        team=r.choice(TEAMS),
        start_date=r.choice([date(2020, 1, 1), date(2020, 1, 1), date(2027, 2, 1)]),
        end_date=r.choice([None, None, None, date(2027, 3, 31), date(2027, 5, 14)]),
        base_salary=r.choice([60_000, 84_321.5]), fte=r.choice([1.0, 1.0, 0.5]),
        attrition=r.choice([None, None, 0.3]),
        employment=Employment.CONTRACTOR if contractor else Employment.EMPLOYEE,
        skills={skill: r.randint(1, 4) for skill in ("s", "m")},
    )  # fmt: skip


def _group(r: random.Random) -> tuple[Person, ...]:
    if r.random() < 0.5:
        return ()
    heads, gone = r.choice([4.0, 10.0]), r.choice([None, 0.5])
    return (
        Person(id="G", name="agents", role="agent", team="C", start_date=date(2020, 1, 1),
            base_salary=36_000, headcount=heads, attrition=gone,
               skills={"t": 3}),
    )  # fmt: skip


def _roles(r: random.Random) -> tuple[Role, ...]:
    return (
        Role(id="dev", name="dev", band_min=50_000, band_mid=r.choice([60_000, 90_000]),
            band_max=120_000, lead_time=r.choice([0, 3]), ramp=r.choice([0, 4]),
             max_hires_year=r.choice([None, 2]), teams=r.choice([TEAMS, ("A",)]),
             skills_at_start={"s": r.choice([2, 3])}, skills_after_ramp={"s": 3, "m": 1}),
        Role(id="lead", name="lead", family="management", band_min=80_000, band_mid=100_000,
            lead_time=r.choice([0, 2]), ramp=0, max_hires_total=r.choice([None, 1]),
             teams=TEAMS, can_manage=True, skills_at_start={"m": r.choice([2, 3]), "s": 1}),
        Role(id="agent", name="agent", family="service", band_mid=40_000,
            lead_time=r.choice([0, 1]), ramp=r.choice([0, 6]), teams=("C",),
            skills_at_start={"t": 3}),
    )  # fmt: skip


def _team(r: random.Random, name: str, people: tuple[Person, ...]) -> Team:
    mine = [one.id for one in people if one.team == name]
    lead = r.choice([None, *mine])
    fewest, most = r.choice([None, None, 2]), r.choice([None, None, 4])
    line = r.choice([f"L{name}", "L"])
    return Team(id=name, lead=lead, product_line=line, min_headcount=fewest, max_headcount=most)


def _needs(r: random.Random, periods: int, group: bool) -> tuple[Need, ...]:
    found = []
    for number in range(r.randint(1, 3)):
        kind = r.choice([NeedKind.HOLDERS, NeedKind.CAPACITY, NeedKind.CAPACITY])
        amounts = [0, 1, 2] if kind is NeedKind.HOLDERS else [0, 0.5, 1.25, 2.5]
        found.append(
            Need(id=f"N-{number}", scope=r.choice([*map(team_scope, TEAMS), ORGANISATION]),
                skill=r.choice(["s", "s", "m"]), kind=kind,
                 required=tuple(r.choice(amounts) for _ in range(periods)),
                 min_level=r.choice([2, 3]), weight=r.choice([1, 3]),
                 tolerance=r.choice([None, None, 0.0, 0.3]) if kind is NeedKind.CAPACITY else None,
                 worth=r.choice([None, None, None, 2_000.0, 40_000.0]),
                 strength=r.choice([Strength.MUST, Strength.SHOULD]))
        )  # fmt: skip
    if group:
        heads = tuple(float(r.choice([4, 9, 12])) for _ in range(periods))
        found.append(
            Need(id="N-G", scope=team_scope("C"), skill="agent", kind=NeedKind.STAFF,
                required=heads, strength=r.choice([Strength.MUST, Strength.SHOULD]),
                 worth=r.choice([None, 15_000.0]))
        )  # fmt: skip
    return tuple(found)


def _rules(r: random.Random) -> tuple[Rule, ...]:
    def said() -> dict[str, object]:
        return {
            "strength": r.choice([Strength.MUST, Strength.SHOULD]),
            "worth": r.choice([None, None, None, 9_000.0]),
        }

    line = Scope(kind=ScopeKind.PRODUCT_LINE, name="LA")
    offered = (
        TeamLead(id="lead", scopes=tuple(map(team_scope, TEAMS)),
            **r.choice([{}, {"skill": "m", "level": 3}]), **said()),
        Director(id="director", scopes=(ORGANISATION,), counts=("engineering",),
            threshold=r.choice([None, 2, 3, 5]), product_lines_over=r.choice([None, 1]),
                 load_over=r.choice([None, 0.4, 1.0]), roles=("management",),
                 count=r.choice([1, 2]), **said()),
        BusFactor(id="bus", scopes=r.choice([(line,), (team_scope("A"),)]), skills=("s",), level=3,
            count=r.choice([1, 2]), **said()),
    )  # fmt: skip
    return tuple(rule for rule in offered if r.random() < 0.6)


def _courses(r: random.Random) -> tuple[Course, ...]:
    steps = r.sample(
        [("s", 1, 2), ("s", 2, 3), ("s", 1, 3), ("m", 2, 3), ("m", 1, 3)], r.randint(0, 2)
    )
    return tuple(
        Course(id=f"{skill} {low}→{high}", skill=skill, from_level=low, to_level=high,
            cost=r.choice([500, 1500]), hours=r.choice([0, 80, 240]),
               duration=r.choice([1, 3, 4]), seats=r.choice([None, 1]))
        for skill, low, high in steps
    )  # fmt: skip


def _positions(r: random.Random) -> tuple[Position, ...]:
    statuses = [
        PositionStatus.OPEN,
        PositionStatus.APPROVED,
        PositionStatus.PROPOSED,
        PositionStatus.FROZEN,
    ]
    days = [None, date(2027, 1, 1), date(2027, 2, 15), date(2027, 6, 1)]
    return tuple(
        Position(id=f"Q{number}", role=r.choice(["dev", "dev", "lead"]), team="A",
            start=r.choice(days), status=r.choice(statuses),
                 budget_salary=r.choice([None, 70_000, 130_000]),
                 lock=r.choice([None, None, None, Lock.MUST]))
        for number in range(r.choice([0, 0, 1, 2, 3]))
    )  # fmt: skip


def _candidates(r: random.Random, positions: tuple[Position, ...]) -> tuple[Candidate, ...]:
    found = []
    for number in range(r.choice([0, 0, 1, 2])):
        position = r.choice([None, None, *positions])
        found.append(
            Candidate(id=f"K{number}", role=position.role if position else r.choice(["dev",
                "lead"]), team="A", position=position.id if position else None,
                      base_salary=r.choice([None, 40_000, 110_000]),
                      skills=r.choice([None, {"s": 4, "m": 3}]),
                      earliest=r.choice([None, date(2027, 2, 10), date(2027, 4, 1)]),
                      notice=r.choice([None, 0, 2]))
        )  # fmt: skip
    return tuple(found)


@pytest.mark.parametrize("seed", SEEDS)
def test_both_roads_lead_to_the_same_goals(seed: int) -> None:
    org = mixed_organisation(seed)
    expected, solution = IndependentModel(org).goals(), solve(org, gap=0.0, time_limit=60)
    assert (solution.status is Status.INFEASIBLE) == (expected is None)
    if expected is None:
        return
    assert solution.status is Status.OPTIMAL
    found = {part.name: part.value for part in solution.parts}
    assert list(found) == list(expected)
    assert found == pytest.approx(expected, abs=5e-3)


def test_the_organisations_hold_what_they_mix() -> None:
    """Each part of the mix stands in many of the organisations."""
    seen: Counter[str] = Counter()
    for seed in range(100):
        org = mixed_organisation(seed)
        asked = [*org.needs, *org.rules]
        seen.update(
            name
            for name, there in {
                "positions": org.positions, "candidates": org.candidates, "leads": org.team_leads,
                "promotions": org.levers, "groups": org.groups,
                "worth": any(one.worth is not None for one in asked),
                "tolerance": any(need.tolerance for need in org.needs),
                "alternatives": any(rule.product_lines_over is not None and rule.load_over for rule in org.rules), "budget": org.budget,  # noqa: E501
                "groups and seats elsewhere": any(need.id == "N-A" for need in org.needs),
            }.items()
            if there
        )  # fmt: skip
    assert len(seen) == 10
    assert min(seen.values()) >= 8
