"""Organisations for tests: a rich one small enough to read, and random ones small enough to
enumerate.
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
from orgplan.domain.candidates import Candidate
from orgplan.domain.costs.budget import BudgetLine, Category
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.locations import Location
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Goal, Organisation
from orgplan.domain.people import Person
from orgplan.domain.positions import Lock, LockedAction, LockRow, Position, PositionStatus
from orgplan.domain.roles import Role
from orgplan.domain.rules import Rule
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind, Team
from orgplan.domain.training import Course
from tests.rules import with_younger_rules


def team_scope(name: str) -> Scope:
    return Scope(kind=ScopeKind.TEAM, name=name)


def calendar(periods: int = 2, period: PeriodLength = PeriodLength.QUARTER) -> Calendar:
    return Calendar(as_of=date(2026, 12, 1), start=date(2027, 1, 1), period=period, periods=periods)


def assumptions(**values: float) -> Assumptions:
    return Assumptions(
        rows=tuple(Assumption(key=key, value=value) for key, value in values.items())
    )


def random_organisation(seed: int) -> Organisation:
    """A few people, roles, skills and periods, with every family in play; few enough plans to try
    them all.
    """
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
            id="dev", name="dev", band_min=50_000, band_mid=r.choice([60_000, 90_000]),
            band_max=120_000, lead_time=r.choice([0, 1]),
            ramp=r.choice([0, 4]), max_hires=r.choice([1, 2]),
            skills_at_start={"s": r.choice([2, 3])}, skills_after_ramp={"s": r.choice([3, 4])},
        ),
        Role(
            id="lead", name="lead", family="management", band_mid=100_000, lead_time=0, ramp=0,
            max_hires=1, can_manage=True,
            span_max=r.choice([None, 1, 2]), skills_at_start={"m": r.choice([2, 3])},
        ),
    )  # fmt: skip
    roles = tuple(
        role.replace(stages=r.choice([(), ("early",), ("late", "early")])) for role in roles
    )
    lead = r.choice([None, people[0].id])
    courses = tuple(
        Course(id=f"{skill} {low}→{high}", skill=skill, from_level=low, to_level=high,
            cost=r.choice([0, 1500, 9000]), hours=r.choice([0, 80, 240]),
               duration=r.choice([1, 3]), seats=r.choice([None, 1]))
        for skill, low, high in r.sample([("s", 1, 2), ("s", 2, 3), ("s", 1, 3), ("s", 3, 4),
            ("m", 1, 3), ("m", 2, 3)], r.randint(1, 2))
    )  # fmt: skip
    org = Organisation(
        calendar=calendar(periods),
        assumptions=assumptions(attrition=r.choice([0, 0.2]), max_courses=r.choice([1, 2]),
            tail_months=r.choice([0, 12])),
        goal=r.choice([Goal.COVER, Goal.COVER, Goal.CHEAPEST]),
        people=people,
        roles=roles,
        teams=tuple(
            Team(id=name, lead=lead if name == people[0].team else None,
                product_line=r.choice([f"L{name}", f"L{name}", None]),
                max_headcount=r.choice([None, None, 3]),
                 min_headcount=r.choice([None, None, 2]), partners=r.choice([(), ("Sales",)]))
            for name in teams
        ),
        needs=_needs(r, teams, periods),
        rules=_rules(r, teams),
        courses=courses,
        stages=r.choice([(), ("early",), ("late",)]),
        skill_groups={"s": "technology", "m": "people"},
    )  # fmt: skip
    return with_prices(seed, with_younger_rules(seed, org.replace(budget=_budget(r, org))))


def with_prices(seed: int, org: Organisation) -> Organisation:
    """The organisation, in some cases with a price on some of its needs and rules, or on every
    should.
    """
    r = random.Random(f"prices {seed}")
    if r.random() < 0.5:
        return org

    def price() -> float | None:
        return r.choice([None, None, 0.0, 250.0, 6_000.0, 90_000.0])

    return org.replace(
        needs=tuple(need.replace(worth=price()) for need in org.needs),
        rules=tuple(rule.replace(worth=price()) for rule in org.rules),
        worth=price(),
    )


def tiny_levers(seed: int) -> Organisation:
    """One person or two under a few levers, with courses, locks and positions; few enough plans to
    try them all.
    """
    r = random.Random(seed)
    periods = r.choice([1, 2, 2, 2])
    teams = ("A", "B")[: r.choice([1, 1, 2])]
    placed = r.random() < 0.2
    people = tuple(
        Person(
            id=f"P{n}", name=f"P{n}", role=r.choice(["dev", "dev", "lead"]), team=r.choice(teams),
            start_date=date(2020, 1, 1),
            end_date=r.choice([None, None, None, None, date(2027, 3, 31)]),
            base_salary=r.choice([60_000, 84_321.5]),
            fte=r.choice([1.0, 1.0, 0.5]), location=r.choice(["Here", "There"]) if placed else None,
            skills={skill: r.randint(0, 4) for skill in ("s", "m")},
        )
        for n in range(r.choice([1, 2, 2]))
    )  # fmt: skip
    dev = Role(
        id="dev", name="dev", band_min=50_000, band_mid=r.choice([60_000, 90_000]),
        band_max=120_000, lead_time=r.choice([0, 1]), ramp=r.choice([0, 4]),
        max_hires=r.choice([0, 1, 1]), max_hires_year=r.choice([None, 1]), next_role="lead",
        locations=r.choice([(), ("There",)]) if placed else (),
        skills_at_start={"s": r.choice([2, 3, 4])}, skills_after_ramp={"s": r.choice([3, 4])},
    )  # fmt: skip
    lead = Role(
        id="lead",
        name="lead",
        family="management",
        band_min=80_000,
        can_manage=True,
        skills_at_start={"m": r.choice([2, 3, 4])},
    )
    courses = tuple(
        Course(
            id=f"{skill} {low}→{high}", skill=skill, from_level=low, to_level=high,
            cost=r.choice([0, 1500]), hours=r.choice([0, 240]),
            duration=r.choice([1, 3]), success=r.choice([1.0, 1.0, 0.5]), mentored=r.random() < 0.3,
            mentor_hours=r.choice([0, 120]),
            after=r.choice([{}, {"m": 2}]) if skill == "s" else {}, dates=r.choice([(), (), (0,)]),
        )
        for skill, low, high in r.sample([("s", 2, 3), ("s", 1, 3), ("m", 1, 3), ("s", 3, 4)],
            r.choice([0, 1, 1, 2]))
    )  # fmt: skip
    org = Organisation(
        calendar=calendar(periods),
        assumptions=assumptions(attrition=r.choice([0, 0.2]), max_courses=2,
            tail_months=r.choice([0, 12]), learners_per_mentor=r.choice([0, 1, 2])),
        goal=r.choice(list(Goal)),
        people=people,
        roles=(dev, lead),
        teams=tuple(Team(id=name, product_line=f"L{name}", max_headcount=r.choice([None, None, 2]),
            min_headcount=r.choice([None, None, 1])) for name in teams),
        needs=_needs(r, teams, periods),
        rules=tuple(rule for rule in _rules(r, teams) if r.random() < 0.3),
        courses=courses,
        levers=_levers(r, teams),
        locations=tuple(Location(id=name, pay_index=r.choice([1.0, 0.7])) for name in ("Here",
            "There")) if placed else (),
        only_positions=r.random() < 0.1,
        skill_groups={"s": "technology", "m": "people"},
    )  # fmt: skip
    org = with_prices(seed, org.replace(budget=_budget(r, org), **_decided(r, org)))
    return org.replace(candidates=_candidates(random.Random(seed + 11), org))


def with_clones(org: Organisation, more: int) -> Organisation:
    """The organisation with so many more like the last of its people, each with an id and a name of
    their own.
    """
    last = org.people[-1]
    clones = (
        last.replace(id=f"{last.id}+{n}", name=f"{last.name}+{n}") for n in range(1, more + 1)
    )
    return org.replace(people=(*org.people, *clones))


def random_clones(seed: int) -> Organisation:
    """One person, and one or two more who are alike, under every family or under a few levers."""
    org = (random_organisation, tiny_levers)[seed % 2](seed)
    first = org.people[:1]
    return with_clones(
        org.replace(
            people=first, needs=tuple(need.replace(strength=Strength.MUST) for need in org.needs)
        ),
        1 + seed % 3 % 2,
    )


def _levers(r: random.Random, teams: tuple[str, ...]) -> tuple[Lever, ...]:
    share, months = r.choice([0, 0.5]), r.choice([0, 1, 3])
    offered = [
        Lever(id="promote", kind=LeverKind.PROMOTION, raise_pct=0.1,
            min_match=0.5 if share else 1.0, share=share, months=months, most=r.choice([None, 1])),
        Lever(id="transfer", kind=LeverKind.TRANSFER, cost=r.choice([0, 500]), share=share,
            months=months, to_team=r.choice([None, teams[-1]])),
        Lever(id="retrain", kind=LeverKind.RETRAINING, roles=("dev",), to_role="lead", share=share,
            months=months, share_of_receiving=r.choice([None, 0.5]), cost=400),
        Lever(id="downgrade", kind=LeverKind.DOWNGRADING, roles=("lead",), to_role="dev", share=0.5,
            raise_pct=-0.1),
        Lever(id="redundancy", kind=LeverKind.REDUNDANCY, months=r.choice([0, 3]), cost=1000,
            months_of_base=2, most=r.choice([None, 1])),
        Lever(id="short", kind=LeverKind.SHORT_TIME, share=0.5, cost=400, most=r.choice([None, 1])),
        Lever(id="contract", kind=LeverKind.CONTRACTOR, share=0.4, min_stay=3,
            max_stay=r.choice([3, 6]), most=r.choice([1, 2])),
        Lever(id="backfill", kind=LeverKind.BACKFILL, share=r.choice([0.5, 1, 1]),
            months=r.choice([0, 0, 2])),
        Lever(id="over", kind=LeverKind.OVERSTAFFING, cost=1200, most=r.choice([None, 0.5])),
    ]  # fmt: skip
    return tuple(r.sample(offered, r.choice([1, 2, 2, 3])))


def _decided(r: random.Random, org: Organisation) -> dict[str, object]:
    """A lock, a position or neither."""
    action = r.choice([one for one in LockedAction if one is not LockedAction.TAKEOVER])
    seats = (LockedAction.HIRE, LockedAction.CONTRACTOR, LockedAction.BACKFILL)
    lock = LockRow(
        id="K",
        lock=r.choice(list(Lock)),
        action=action,
        who=r.choice([None, "dev" if action in seats else "P0"]),
        periods=r.choice([(), (0,)]),
    )
    days = [None, org.calendar.start, date(2027, 2, 15), date(2027, 3, 1)]
    statuses = [PositionStatus.OPEN, PositionStatus.APPROVED, PositionStatus.PROPOSED]
    positions = tuple(
        Position(
            id=str(n), role="dev", team="A", start=r.choice(days), status=r.choice(statuses),
            budget_salary=r.choice([None, None, 130_000]),
            lock=r.choice([None, None, None, Lock.MUST]),
        )
        for n in range(r.choice([1, 1, 2]))
    )  # fmt: skip
    chance = r.random()
    return {
        "locks": (lock,) if chance < 0.2 else (),
        "positions": positions if chance > 0.6 or org.only_positions else (),
    }


def _candidates(r: random.Random, org: Organisation) -> tuple[Candidate, ...]:
    """Nobody, or one or two who can be hired; once in a while for one position."""
    positions = [*org.positions, None]
    found = []
    for number in range(r.choice([0, 0, 0, 1, 1, 2])):
        position = r.choice(positions)
        found.append(
            Candidate(
                id=f"C{number}",
                role=position.role if position else r.choice(["dev", "lead"]),
                team=position.team if position else r.choice([None, "A"]),
                position=position.id if position else None,
                base_salary=r.choice([None, 40_000, 110_000]),
                skills=r.choice([None, {"s": 4}, {"m": 3, "s": 2}]),
                earliest=r.choice([None, date(2027, 2, 10), date(2027, 4, 1)]),
                notice=r.choice([None, 0, 2]),
            )
        )
    return tuple(found)


def tiny_groups(seed: int) -> Organisation:
    """A group or two of a few heads, counted whole, under a few levers."""
    r = random.Random(seed)
    periods = r.choice([1, 1, 2])
    people = tuple(
        Person(id=f"G{n}", name=f"G{n}", role=role, team="A", start_date=date(2020, 1, 1),
            base_salary=r.choice([0, 60_000]), headcount=r.choice([0, 1, 3]),
               attrition=r.choice([0, 0.5]), skills={"s": r.choice([2, 3])})
        for n, role in enumerate(("dev", "lead")[: r.choice([1, 2, 2])])
    )  # fmt: skip
    limits = random.Random(f"limits {seed}")
    people = tuple(
        person.replace(
            min_headcount=limits.choice([None, None, 1]),
            max_headcount=limits.choice([None, None, 2]),
        )
        for person in people
    )
    levers = [
        Lever(id="retrain", kind=LeverKind.RETRAINING, roles=("dev",), to_role="lead", cost=400,
            share_of_receiving=r.choice([None, 0.5]), share=0.5, months=r.choice([0, 6])),
        Lever(id="downgrade", kind=LeverKind.DOWNGRADING, roles=("lead",), to_role="dev",
            share=0.5),
        Lever(id="redundancy", kind=LeverKind.REDUNDANCY, cost=2000, most=r.choice([None, 1])),
        Lever(id="short", kind=LeverKind.SHORT_TIME, share=0.5, cost=500, most=r.choice([None, 1])),
        Lever(id="over", kind=LeverKind.OVERSTAFFING, cost=1500, most=r.choice([None, 1])),
    ]  # fmt: skip
    over = all(person.attrition == 0 for person in people)  # halves are enough then
    kinds = (NeedKind.STAFF, NeedKind.STAFF, NeedKind.CAPACITY, NeedKind.HOLDERS)
    needs = tuple(
        Need(id=f"N-{n}", scope=ORGANISATION, skill=r.choice(["dev",
            "lead"]) if kind is NeedKind.STAFF else "s", kind=kind,
             required=tuple(r.choice([0, 1, 2]) for _ in range(periods)), min_level=3,
             strength=r.choice([Strength.MUST, Strength.SHOULD]))
        for n, kind in enumerate(r.choice(kinds) for _ in range(r.choice([1, 2])))
    )  # fmt: skip
    rule = Ratio(
        id="ratio",
        scopes=(ORGANISATION,),
        counts=("dev",),
        roles=("lead",),
        per=2,
        threshold=r.choice([None, 2]),
    )
    return Organisation(
        calendar=calendar(periods, PeriodLength.YEAR),
        assumptions=assumptions(
            attrition_first_year=r.choice([0, 0.5]),
            tail_months=r.choice([0, 12]),
            ramp=r.choice([0, 12]),
        ),
        goal=r.choice(list(Goal)),
        people=people,
        roles=tuple(
            Role(
                id=name,
                name=name,
                max_hires=r.choice([0, 1, 2]),
                max_hires_year=r.choice([None, 1]),
            )
            for name in ("dev", "lead")
        ),
        teams=(Team(id="A", max_headcount=r.choice([None, 4])),),
        needs=needs,
        rules=(rule,) if r.random() < 0.3 else (),
        levers=tuple(
            lever
            for lever in levers
            if (over or lever.kind is not LeverKind.OVERSTAFFING) and r.random() < 0.4
        ),
    )


def _needs(r: random.Random, teams: tuple[str, ...], periods: int) -> tuple[Need, ...]:
    needs = []
    for number in range(r.randint(1, 3)):
        kind = r.choice(list(NeedKind))
        amounts = [0, 1, 2] if kind is NeedKind.HOLDERS else [0, 0.5, 1.25, 2]
        needs.append(
            Need(id=f"N-{number}", scope=r.choice([ORGANISATION, team_scope(r.choice(teams))]),
                skill=r.choice(["dev", "dev", "lead"] if kind is NeedKind.STAFF else ["s", "s",
                    "m"]), kind=kind,
                 required=tuple(r.choice(amounts) for _ in range(periods)),
                 min_level=r.choice([2, 3]), weight=r.choice([1, 2, 5]),
                 strength=r.choice([Strength.MUST, Strength.MUST, Strength.SHOULD]))
        )  # fmt: skip
    return tuple(needs)


def _rules(r: random.Random, teams: tuple[str, ...]) -> tuple[Rule, ...]:
    each, soft = (
        tuple(team_scope(name) for name in teams),
        (Strength.MUST, Strength.MUST, Strength.SHOULD),
    )
    offered = (
        Echelon(id="echelon", scopes=each, threshold=r.choice([2, 3]), skill="m", level=3,
            owner_level=r.choice([None, 3])),
        Director(id="director", scopes=(ORGANISATION,), counts=("engineering",),
            threshold=r.choice([2, 3]),
             product_lines_over=r.choice([None, 1]), roles=("management",)),
        Span(id="span", scopes=each, per=r.choice([1, 2]), threshold=r.choice([None, 3])),
        Ratio(id="ratio", scopes=(ORGANISATION,), counts=("engineering",), roles=("lead",), per=2,
             strength=Strength.SHOULD),
        Director(id="shared", scopes=each, roles=("lead",), shared=r.choice(["also", "only"]),
            strength=r.choice(soft)),
        Grouping(id="grouping", scopes=each, below=r.choice([2, 3, 4]), owner_level=3,
            strength=r.choice(soft)),
        Liaison(id="liaison", scopes=each, skill="m", level=r.choice([2, 3]),
            count=r.choice([1, 1, 2]), strength=r.choice(soft)),
        ReviewCadence(id="review", scopes=each, skill="m", level=3, every_months=r.choice([3, 6]),
            strength=r.choice(soft)),
        StageFit(id="stage", scopes=(ORGANISATION,), roles=("dev", "lead"),
            strength=r.choice(soft)),
        TalentShape(id="shape", scopes=each, counts=("engineering",), level=r.choice([3, 4]),
            deep_groups=("technology",),
             leg_groups=r.choice([(), ("people",)]), leg_level=r.choice([1, 3]),
             strength=r.choice(soft)),
    )  # fmt: skip
    return tuple(rule for rule in offered if r.random() < 0.35)


def _budget(r: random.Random, org: Organisation) -> tuple[BudgetLine, ...]:
    pay = sum(person.base_salary for person in org.people) * org.calendar.months / 12 * 1.25
    everything = tuple(range(org.calendar.periods))
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
            scope=team_scope("A"),
            periods=(0,),
            label="Q1",
            amount=r.choice([0, 3000]),
            category=Category.TRAINING,
        ),
        BudgetLine(
            id="B-3",
            scope=ORGANISATION,
            periods=everything,
            label="total",
            headcount=len(org.people) + r.choice([0, 1]),
        ),
    )
    return tuple(line for line in lines if r.random() < 0.5)
