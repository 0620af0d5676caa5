"""Random organisations too large to enumerate, with every kind of scope, period, contract and
assumption in play.
"""

from __future__ import annotations

import random
from datetime import date

from orgplan.constraints.structure.grouping import Grouping
from orgplan.constraints.structure.hierarchy.director import Director
from orgplan.constraints.structure.hierarchy.echelon import Echelon
from orgplan.constraints.structure.hierarchy.span import Span
from orgplan.constraints.structure.liaison import Liaison
from orgplan.constraints.structure.ratio import Ratio
from orgplan.constraints.structure.review_cadence import ReviewCadence
from orgplan.constraints.structure.stage_fit import StageFit
from orgplan.constraints.structure.talent_shape import TalentShape
from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.base import Strength
from orgplan.domain.calendar import Calendar, PeriodLength
from orgplan.domain.costs.budget import BudgetLine, Category
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Goal, Organisation
from orgplan.domain.people import Employment, Person
from orgplan.domain.roles import Role
from orgplan.domain.rules import Rule
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind, Team
from orgplan.domain.training import Course
from tests.rules import with_younger_rules

TEAMS = ("root", "A", "B")  # A and B report to root
SKILLS = ("s", "m", "k")


def rich_organisation(seed: int) -> Organisation:
    """Up to seven people in three nested teams, monthly or quarterly, with courses that branch and
    rules on every kind of scope.
    """
    r = random.Random(seed)
    length = r.choice([PeriodLength.MONTH, PeriodLength.QUARTER])
    calendar = Calendar(
        as_of=date(2026, 12, 1),
        start=r.choice([date(2027, 1, 1), date(2026, 12, 1), date(2027, 2, 1)]),
        period=length,
        periods=r.randint(1, 5 if length is PeriodLength.MONTH else 3),
    )
    people = tuple(_person(r, n) for n in range(r.randint(1, 7)))
    org = Organisation(
        calendar=calendar,
        goal=r.choice(list(Goal)),
        assumptions=_assumptions(r),
        people=people,
        roles=_roles(r),
        teams=tuple(_team(r, name, people) for name in TEAMS),
        needs=tuple(_need(r, n, calendar.periods) for n in range(r.randint(0, 5))),
        rules=any_rules(r),
        courses=tuple(_course(r, *step) for step in r.sample(_STEPS, r.randint(1, 4))),
        stages=r.choice([(), ("early",), ("late", "overseas")]),
        skill_groups=r.choice(
            [{"s": "deep", "m": "broad", "k": "leg"}, {"s": "deep", "m": "deep", "k": "broad"}]
        ),
    )
    return with_younger_rules(seed, org.replace(budget=_budget(r, org)), SKILLS)


def _person(r: random.Random, number: int) -> Person:
    start = r.choice(
        [
            date(2019, 5, 6),
            date(2020, 1, 1),
            date(2026, 11, 16),
            date(2027, 2, 1),
            date(2027, 3, 10),
        ]
    )
    return Person(
        id=f"P{number}",
        name=f"Person {number}",
        role=r.choice(["dev", "dev", "lead", "tester"]),
        team=r.choice(TEAMS),
        start_date=start,
        end_date=r.choice(
            [None, None, None, date(2027, 3, 31), date(2027, 4, 15), date(2027, 7, 1)]
        ),
        base_salary=r.choice([0, 60_000, 84_321.5, 99_999.99]),
        fte=r.choice([1.0, 1.0, 0.6, 1.2]),
        employment=r.choice([Employment.EMPLOYEE, Employment.EMPLOYEE, Employment.CONTRACTOR]),
        bonus_pct=r.choice([None, 0.1]),
        attrition=r.choice([None, None, 0.0, 0.3]),
        cost_centre=r.choice([None, None, "CC"]),
        skills={skill: r.randint(0, 5) for skill in SKILLS if r.random() < 0.7},
    )


def _assumptions(r: random.Random) -> Assumptions:
    rows = [
        Assumption(key="attrition", value=r.choice([0, 0.12, 0.2])),
        Assumption(key="attrition", scope=r.choice(["A", "dev", "P0"]), value=0.4),
        Assumption(key="availability", scope=r.choice(["B", "tester", "P1"]), value=0.7),
        Assumption(key="max_courses", value=r.choice([1, 2])),
        Assumption(key="max_courses", scope="P0", value=r.choice([0, 3])),
        Assumption(key="ramp", value=r.choice([0, 2, 6])),
        Assumption(key="ramp", scope="A", value=r.choice([0, 1, 4.5])),
        Assumption(key="lead_time", value=r.choice([0, 1, 3])),
        Assumption(key="lead_time", scope="B", value=r.choice([0, 2])),
        Assumption(key="tail_months", value=r.choice([0, 12])),
        Assumption(key="hours_per_month", value=r.choice([120, 160])),
        Assumption(key="equipment_cost", value=r.choice([0, 2500])),
        Assumption(key="bonus_pct", value=r.choice([0, 0.15])),
    ]
    return Assumptions(rows=tuple(row for row in rows if r.random() < 0.7))


def _roles(r: random.Random) -> tuple[Role, ...]:
    dev = Role(
        id="dev",
        name="dev",
        band_mid=r.choice([60_000, 90_001.37]),
        lead_time=r.choice([None, 0, 1]),
        ramp=r.choice([None, 0, 3]),
        max_hires=r.choice([None, 1, 2]),
        skills_at_start={"s": r.choice([2, 3]), "k": 1},
        skills_after_ramp={"s": r.choice([3, 4]), "k": 3},
    )
    lead = Role(
        id="lead",
        name="lead",
        family="management",
        band_mid=r.choice([None, 100_000]),
        lead_time=r.choice([None, 0]),
        ramp=r.choice([None, 0]),
        max_hires=1,
        can_manage=True,
        span_max=r.choice([None, 1, 3]),
        recruiting_cost=r.choice([None, 10_000]),
        skills_at_start={"m": r.choice([2, 3, 4]), "s": 3},
        skills_after_ramp={"m": 4, "k": r.choice([1, 3])},
        stages=r.choice([(), ("early",), ("late", "early")]),
    )
    tester = Role(
        id="tester",
        name="tester",
        family="quality",
        band_mid=50_000,
        max_hires=r.choice([None, 0, 2]),
        skills_after_ramp={"k": 4},
        stages=r.choice([(), ("late",)]),
    )
    return dev, lead, tester


def _team(r: random.Random, name: str, people: tuple[Person, ...]) -> Team:
    return Team(
        id=name,
        parent=None if name == "root" else "root",
        product_line=r.choice([None, "L1", "L2"]),
        lead=r.choice([None, None, *(person.id for person in people)]),
        min_headcount=r.choice([None, None, 2, 3]),
        max_headcount=r.choice([None, None, 3, 4]),
        cost_centre=r.choice([None, "CC"]),
        partners=r.choice([(), (), ("Sales",), ("Sales", "Legal")]),
    )


def _scope(r: random.Random) -> Scope:
    kind = r.choice(
        [
            ScopeKind.ORGANISATION,
            ScopeKind.TEAM,
            ScopeKind.TEAM,
            ScopeKind.DEPARTMENT,
            ScopeKind.PRODUCT_LINE,
        ]
    )
    if kind is ScopeKind.ORGANISATION:
        return ORGANISATION
    name = {
        ScopeKind.TEAM: r.choice(TEAMS),
        ScopeKind.DEPARTMENT: "root",
        ScopeKind.PRODUCT_LINE: r.choice(["L1", "L2"]),
    }[kind]
    return Scope(kind=kind, name=name)


def _need(r: random.Random, number: int, periods: int) -> Need:
    kind = r.choice(list(NeedKind))
    amounts = [0, 1, 2, 3] if kind is NeedKind.HOLDERS else [0, 0.5, 1.25, 2, 3.1]
    return Need(
        id=f"N-{number}",
        scope=_scope(r),
        skill=r.choice(("engineering", "lead", "tester") if kind is NeedKind.STAFF else SKILLS),
        kind=kind,
        required=tuple(r.choice(amounts) for _ in range(periods)),
        min_level=r.choice([1, 2, 3, 4]),
        weight=r.choice([0.5, 1, 2, 5]),
        strength=r.choice([Strength.MUST, Strength.MUST, Strength.SHOULD, Strength.OFF]),
    )


def any_rules(r: random.Random) -> tuple[Rule, ...]:
    """Some rules of all kinds, on teams, product lines or everybody."""
    teams = tuple(Scope(kind=ScopeKind.TEAM, name=name) for name in TEAMS)
    lines = (
        Scope(kind=ScopeKind.PRODUCT_LINE, name="L1"),
        Scope(kind=ScopeKind.PRODUCT_LINE, name="L2"),
    )

    def scopes() -> tuple[Scope, ...]:
        return r.choice([teams, lines, (ORGANISATION,)])

    def strength() -> Strength:
        return r.choice([Strength.MUST, Strength.SHOULD])

    offered = (
        Echelon(id="echelon", scopes=scopes(), threshold=r.choice([None, 2, 3, 4]),
            skill=r.choice([None, "m"]),
             level=r.choice([None, 2, 3]), owner_level=r.choice([None, 2, 3]),
             count=r.choice([1, 2]), strength=strength(), weight=r.choice([1, 3])),
        Director(id="director", scopes=scopes(), counts=r.choice([(), ("engineering",),
            ("dev", "tester")]),
             threshold=r.choice([None, 2, 4, 6]), product_lines_over=r.choice([None, 0, 1]),
             roles=r.choice([("management",), ("lead", "tester")]),
             count=r.choice([1, 2]), strength=strength()),
        Span(id="span", scopes=scopes(), per=r.choice([None, 1, 2, 3]),
            threshold=r.choice([None, 3]), strength=strength()),
        Ratio(id="ratio", scopes=scopes(), counts=r.choice([(), ("engineering",)]), roles=("lead",),
             per=r.choice([None, 1, 2, 3]), threshold=r.choice([None, 3]), strength=strength()),
        Director(id="shared", scopes=scopes(), counts=r.choice([(), ("lead",)]),
            threshold=r.choice([None, 1, 4]),
             roles=r.choice([("lead",), ("tester", "lead")]), shared=r.choice(["also", "only"]),
             strength=strength()),
        Grouping(id="grouping", scopes=teams, threshold=r.choice([None, None, 2]),
            below=r.choice([None, 2, 3, 4, 6]),
             counts=r.choice([(), (), ("engineering",)]), owner_level=r.choice([None, 2, 3, 4]),
             count=r.choice([1, 1, 2]), strength=strength()),
        Liaison(id="liaison", scopes=scopes(), skill=r.choice([None, "m", "k"]),
            level=r.choice([None, 2, 4]),
             count=r.choice([1, 2]), threshold=r.choice([None, 3]), strength=strength()),
        ReviewCadence(id="review", scopes=scopes(), skill=r.choice(["m", "k"]),
            level=r.choice([None, 2, 4]),
             every_months=r.choice([None, 1, 2, 3, 4, 6]), count=r.choice([1, 2]),
             below=r.choice([None, None, 4]), strength=strength()),
        StageFit(id="stage", scopes=scopes(), roles=r.choice([(), ("lead",), ("lead", "tester")]),
             threshold=r.choice([None, 3]), strength=strength(), weight=r.choice([1, 2])),
        TalentShape(id="shape", scopes=scopes(), counts=r.choice([(), ("engineering",)]),
            level=r.choice([None, 2, 3]),
             deep_groups=("deep",), broad_groups=r.choice([(), ("broad",)]),
             broad_level=r.choice([None, 2]), leg_groups=r.choice([(), ("leg",)]),
             leg_level=r.choice([None, 1]), count=r.choice([1, 2]), strength=strength()),
    )  # fmt: skip
    return tuple(rule for rule in offered if r.random() < 0.4)


_STEPS = (
    ("s", 0, 2),
    ("s", 1, 2),
    ("s", 2, 3),
    ("s", 1, 3),
    ("s", 3, 4),
    ("m", 0, 3),
    ("m", 1, 2),
    ("m", 2, 3),
    ("k", 0, 1),
    ("k", 1, 4),
)


def _course(r: random.Random, skill: str, low: int, high: int) -> Course:
    return Course(
        id=f"{skill} {low}→{high}",
        skill=skill,
        from_level=low,
        to_level=high,
        cost=r.choice([0, 1500, 9000.55]),
        hours=r.choice([0, 80, 240, 600]),
        duration=r.choice([0, 0.5, 1, 2, 3, 4]),
        seats=r.choice([None, 1, 1, 2]),
        roles=r.choice([(), (), ("engineering",), ("lead", "tester")]),
    )


def _budget(r: random.Random, org: Organisation) -> tuple[BudgetLine, ...]:
    pay = sum(person.base_salary for person in org.people) * org.calendar.months / 12 * 1.25
    everything = tuple(range(org.calendar.periods))
    centre = Scope(kind=ScopeKind.COST_CENTRE, name="CC")
    lines = (
        BudgetLine(
            id="B-1",
            scope=ORGANISATION,
            periods=everything,
            label="total",
            amount=round(pay + r.choice([0, 40_000, 90_000]), 2),
        ),
        BudgetLine(
            id="B-2",
            scope=_scope(r),
            periods=(0,),
            label="first",
            amount=r.choice([0, 3000]),
            category=Category.TRAINING,
        ),
        BudgetLine(
            id="B-3",
            scope=_scope(r),
            periods=everything,
            label="total",
            headcount=r.randint(0, len(org.people) + 1),
        ),
        BudgetLine(
            id="B-4",
            scope=centre,
            periods=everything[-1:],
            label="last",
            amount=r.choice([0, 20_000.01]),
            headcount=r.choice([None, 2]),
        ),
        BudgetLine(
            id="B-5",
            scope=_scope(r),
            periods=everything,
            label="total",
            amount=r.choice([0, 5000, 20_000]),
            category=Category.HIRING,
        ),
        BudgetLine(
            id="B-6",
            scope=_scope(r),
            periods=everything,
            label="total",
            amount=r.choice([0, 50_000]),
            category=Category.PAY,
        ),
    )
    return tuple(line for line in lines if r.random() < 0.5)
