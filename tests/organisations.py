"""Organisations for tests: a rich one small enough to read, and random ones small enough to enumerate."""

from __future__ import annotations

import random
from datetime import date

from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.base import Strength
from orgplan.domain.budget import BudgetLine, Category
from orgplan.domain.calendar import Calendar, PeriodLength
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Goal, Organisation
from orgplan.domain.people import Person
from orgplan.domain.roles import Role
from orgplan.domain.rules import Rule, RuleFamily
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind, Team
from orgplan.domain.training import Course
from tests.rules import with_younger_rules


def team_scope(name: str) -> Scope:
    return Scope(kind=ScopeKind.TEAM, name=name)


def calendar(periods: int = 2, period: PeriodLength = PeriodLength.QUARTER) -> Calendar:
    return Calendar(as_of=date(2026, 12, 1), start=date(2027, 1, 1), period=period, periods=periods)


def assumptions(**values: float) -> Assumptions:
    return Assumptions(rows=tuple(Assumption(key=key, value=value) for key, value in values.items()))


def random_organisation(seed: int) -> Organisation:
    """A few people, roles, skills and periods, with every family in play; few enough plans to try them all."""
    r = random.Random(seed)
    periods = r.choice([1, 2, 2])
    teams = ("A", "B")[: r.choice([1, 2, 2])]
    skills = ("s", "m")
    days = [None, None, None, date(2027, 3, 31), date(2027, 5, 14)]
    people = tuple(
        Person(
            id=f"P{n}",
            name=f"P{n}",
            role=r.choice(["dev", "lead"]),
            team=r.choice(teams),
            start_date=r.choice([date(2020, 1, 1), date(2027, 2, 1)]),
            end_date=r.choice(days),
            base_salary=r.choice([60_000, 84_321.5]),
            fte=r.choice([1.0, 1.0, 0.5]),
            skills={skill: r.randint(0, 4) for skill in skills},
        )
        for n in range(r.randint(1, 3))
    )
    roles = (
        Role(
            id="dev", name="dev", band_min=50_000, band_mid=r.choice([60_000, 90_000]), band_max=120_000, lead_time=r.choice([0, 1]),
            ramp=r.choice([0, 4]), max_hires=r.choice([1, 2]), skills_at_start={"s": r.choice([2, 3])}, skills_after_ramp={"s": r.choice([3, 4])},
        ),
        Role(
            id="lead", name="lead", family="management", band_mid=100_000, lead_time=0, ramp=0, max_hires=1, can_manage=True,
            span_max=r.choice([None, 1, 2]), skills_at_start={"m": r.choice([2, 3])},
        ),
    )  # fmt: skip
    roles = tuple(role.replace(stages=r.choice([(), ("early",), ("late", "early")])) for role in roles)
    lead = r.choice([None, people[0].id])
    courses = tuple(
        Course(id=f"{skill} {low}→{high}", skill=skill, from_level=low, to_level=high, cost=r.choice([0, 1500, 9000]), hours=r.choice([0, 80, 240]),
               duration=r.choice([1, 3]), seats=r.choice([None, 1]))
        for skill, low, high in r.sample([("s", 1, 2), ("s", 2, 3), ("s", 1, 3), ("s", 3, 4), ("m", 1, 3), ("m", 2, 3)], r.randint(1, 2))
    )  # fmt: skip
    org = Organisation(
        calendar=calendar(periods),
        assumptions=assumptions(attrition=r.choice([0, 0.2]), max_courses=r.choice([1, 2]), tail_months=r.choice([0, 12])),
        goal=r.choice([Goal.COVER, Goal.COVER, Goal.CHEAPEST]),
        people=people,
        roles=roles,
        teams=tuple(
            Team(id=name, lead=lead if name == people[0].team else None, product_line=r.choice([f"L{name}", f"L{name}", None]), max_headcount=r.choice([None, None, 3]),
                 min_headcount=r.choice([None, None, 2]), partners=r.choice([(), ("Sales",)]))
            for name in teams
        ),
        needs=_needs(r, teams, periods),
        rules=_rules(r, teams),
        courses=courses,
        stages=r.choice([(), ("early",), ("late",)]),
        skill_groups={"s": "technology", "m": "people"},
    )  # fmt: skip
    return with_younger_rules(seed, org.replace(budget=_budget(r, org)))


def _needs(r: random.Random, teams: tuple[str, ...], periods: int) -> tuple[Need, ...]:
    needs = []
    for number in range(r.randint(1, 3)):
        kind = r.choice(list(NeedKind))
        amounts = [0, 1, 2] if kind is NeedKind.HOLDERS else [0, 0.5, 1.25, 2]
        needs.append(
            Need(id=f"N-{number}", scope=r.choice([ORGANISATION, team_scope(r.choice(teams))]), skill=r.choice(["dev", "dev", "lead"] if kind is NeedKind.STAFF else ["s", "s", "m"]), kind=kind,
                 required=tuple(r.choice(amounts) for _ in range(periods)), min_level=r.choice([2, 3]), weight=r.choice([1, 2, 5]),
                 strength=r.choice([Strength.MUST, Strength.MUST, Strength.SHOULD]))
        )  # fmt: skip
    return tuple(needs)


def _rules(r: random.Random, teams: tuple[str, ...]) -> tuple[Rule, ...]:
    each, soft = tuple(team_scope(name) for name in teams), (Strength.MUST, Strength.MUST, Strength.SHOULD)
    offered = (
        Rule(id="echelon", family=RuleFamily.ECHELON, scopes=each, threshold=r.choice([2, 3]), skill="m", level=3, owner_level=r.choice([None, 3])),
        Rule(id="director", family=RuleFamily.DIRECTOR, scopes=(ORGANISATION,), counts=("engineering",), threshold=r.choice([2, 3]),
             product_lines_over=r.choice([None, 1]), roles=("management",)),
        Rule(id="span", family=RuleFamily.SPAN, scopes=each, per=r.choice([1, 2]), threshold=r.choice([None, 3])),
        Rule(id="ratio", family=RuleFamily.RATIO, scopes=(ORGANISATION,), counts=("engineering",), roles=("lead",), per=2,
             strength=Strength.SHOULD),
        Rule(id="shared", family=RuleFamily.DIRECTOR, scopes=each, roles=("lead",), shared=r.choice(["also", "only"]), strength=r.choice(soft)),
        Rule(id="grouping", family=RuleFamily.GROUPING, scopes=each, below=r.choice([2, 3, 4]), owner_level=3, strength=r.choice(soft)),
        Rule(id="liaison", family=RuleFamily.LIAISON, scopes=each, skill="m", level=r.choice([2, 3]), count=r.choice([1, 1, 2]), strength=r.choice(soft)),
        Rule(id="review", family=RuleFamily.REVIEW_CADENCE, scopes=each, skill="m", level=3, every_months=r.choice([3, 6]), strength=r.choice(soft)),
        Rule(id="stage", family=RuleFamily.STAGE_FIT, scopes=(ORGANISATION,), roles=("dev", "lead"), strength=r.choice(soft)),
        Rule(id="shape", family=RuleFamily.TALENT_SHAPE, scopes=each, counts=("engineering",), level=r.choice([3, 4]), deep_groups=("technology",),
             leg_groups=r.choice([(), ("people",)]), leg_level=r.choice([1, 3]), strength=r.choice(soft)),
    )  # fmt: skip
    return tuple(rule for rule in offered if r.random() < 0.35)


def _budget(r: random.Random, org: Organisation) -> tuple[BudgetLine, ...]:
    pay = sum(person.base_salary for person in org.people) * org.calendar.months / 12 * 1.25
    everything = tuple(range(org.calendar.periods))
    lines = (
        BudgetLine(id="B-1", scope=ORGANISATION, periods=everything, label="total", amount=round(pay + r.choice([0, 40_000, 90_000]), 2)),
        BudgetLine(id="B-2", scope=team_scope("A"), periods=(0,), label="Q1", amount=r.choice([0, 3000]), category=Category.TRAINING),
        BudgetLine(id="B-3", scope=ORGANISATION, periods=everything, label="total", headcount=len(org.people) + r.choice([0, 1])),
    )
    return tuple(line for line in lines if r.random() < 0.5)
