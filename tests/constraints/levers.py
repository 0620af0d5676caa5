"""Random organisations in which everything can be decided: named people under every lever, and
groups that are planned by numbers.
"""

from __future__ import annotations

import random
from datetime import date

from orgplan.constraints.structure.hierarchy.director import Director
from orgplan.constraints.structure.hierarchy.echelon import Echelon
from orgplan.constraints.structure.hierarchy.span import Span
from orgplan.constraints.structure.ratio import Ratio
from orgplan.constraints.structure.review_cadence import ReviewCadence
from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.base import Strength
from orgplan.domain.calendar import Calendar, PeriodLength
from orgplan.domain.candidates import Candidate
from orgplan.domain.costs.budget import BudgetLine, Category
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.locations import Location
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Counting, Goal, Organisation
from orgplan.domain.people import Person
from orgplan.domain.positions import (
    Direction,
    Lock,
    LockedAction,
    LockRow,
    Position,
    PositionStatus,
)
from orgplan.domain.roles import Role
from orgplan.domain.rules import Rule
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind, Team
from orgplan.domain.training import Course
from tests.constraints.organisations import TEAMS, any_rules, rich_organisation

PLACES = ("Here", "There")


def lever_organisation(seed: int) -> Organisation:
    """A rich organisation with levers, locations, positions, locks, and courses with dates,
    mentors, prerequisites and failures.
    """
    r = random.Random(seed + 1_000_000)
    org = rich_organisation(r.randrange(10**6))
    placed = r.random() < 0.5
    org = org.replace(
        people=tuple(
            person.replace(location=r.choice([None, *PLACES]) if placed else None)
            for person in org.people
        ),
        roles=tuple(_role(r, role, placed) for role in org.roles),
        courses=tuple(_course(r, course, org.calendar.periods) for course in org.courses),
        locations=tuple(
            Location(
                id=name, pay_index=r.choice([1.0, 0.7]), employer_tax_pct=r.choice([None, 0.2])
            )
            for name in PLACES
        ),
        needs=tuple(_somewhere(r, need) if placed else need for need in org.needs),
        rules=tuple(
            (
                rule.replace(scopes=(*rule.scopes, *_places(r)))
                if placed and r.random() < 0.3
                else rule
            )
            for rule in org.rules
        ),
        assumptions=Assumptions(rows=(*org.assumptions.rows, *_assumptions(r))),
        levers=tuple(levers(r, TEAMS)),
        goal=r.choice(list(Goal)),
    )
    org = org.replace(
        positions=_positions(r, org),
        locks=_locks(r, org),
        only_positions=r.random() < 0.2,
        teams=tuple(_roomier(r, team) for team in org.teams),
    )
    return org.replace(candidates=_candidates(random.Random(seed + 7), org))


def _role(r: random.Random, role: Role, placed: bool) -> Role:
    return role.replace(
        next_role={"dev": "lead"}.get(role.id),
        max_hires_year=r.choice([None, None, 1, 3]),
        max_hires_total=r.choice([None, None, 1, 2]),
        locations=r.choice([(), ("There",), PLACES]) if placed else (),
        band_min=r.choice([None, role.band_mid and role.band_mid * 0.8]),
        band_max=r.choice([None, role.band_mid and role.band_mid * 1.1]),
    )


def _roomier(r: random.Random, team: Team) -> Team:
    return team.replace(
        max_headcount=r.choice([None, None, 4, 6]), min_headcount=r.choice([None, None, 1, 2])
    )


def _course(r: random.Random, course: Course, periods: int) -> Course:
    return course.replace(
        success=r.choice([1.0, 1.0, 0.8, 0.5]),
        mentored=r.random() < 0.3,
        mentor_hours=r.choice([0, 0, 40, 300]),
        dates=r.choice([(), (), (), (0,), (0, periods - 1)]),
        after=r.choice([{}, {"k": 1}, {"k": 2}, {"m": 3, "k": 1}]) if course.skill == "s" else {},
    )


def _somewhere(r: random.Random, need: Need) -> Need:
    return need.replace(scope=r.choice(_places(r))) if r.random() < 0.3 else need


def _places(r: random.Random) -> tuple[Scope, ...]:
    return (Scope(kind=ScopeKind.LOCATION, name=r.choice(PLACES)),)


def _assumptions(r: random.Random) -> list[Assumption]:
    rows = [
        Assumption(key="attrition", scope="There", value=0.5),
        Assumption(key="availability", scope="Here", value=0.8),
        Assumption(key="ramp", scope="There", value=5),
        Assumption(key="learners_per_mentor", value=r.choice([0, 1, 3])),
        Assumption(key="merit_month", value=2),
    ]
    return [row for row in rows if r.random() < 0.5]


def levers(r: random.Random, teams: tuple[str, ...]) -> list[Lever]:
    """One lever of each kind, or two; some share a cap."""

    def scope() -> Scope:
        team = Scope(kind=ScopeKind.TEAM, name=r.choice(teams))
        return r.choice(
            [ORGANISATION, ORGANISATION, team, Scope(kind=ScopeKind.LOCATION, name="Here")]
        )

    def roles() -> tuple[str, ...]:
        return r.choice([(), (), ("dev",), ("engineering", "quality")])

    shared = r.choice([1.0, 2.0])
    offered = [
        Lever(id="promote", kind=LeverKind.PROMOTION, scope=scope(), roles=("dev",),
            to_role=r.choice([None, "lead"]), raise_pct=0.1,
              share=r.choice([0, 0.4]), months=r.choice([0, 2]), most=r.choice([None, 1]),
              share_of_receiving=r.choice([None, 0.5])),
        Lever(id="transfer", kind=LeverKind.TRANSFER, scope=scope(), roles=roles(),
            to_team=r.choice([None, teams[-1]]), cost=r.choice([0, 500.5]),
              share=r.choice([0, 0.5, 1]), months=r.choice([0, 1, 4]),
              share_of_receiving=r.choice([None, None, 0.5])),
        Lever(id="retrain", kind=LeverKind.RETRAINING, scope=scope(), roles=roles(),
            to_role="tester", to_team=r.choice([None, None, teams[0]]),
              share=r.choice([0, 0.5]), months=r.choice([0, 1, 3.5]),
              share_of_receiving=r.choice([None, 0.25, 1.0]), most=r.choice([None, 1])),
        Lever(id="retrain dev", kind=LeverKind.RETRAINING, scope=scope(), to_role="dev",
            months=r.choice([0, 2]), cost=300),
        Lever(id="downgrade", kind=LeverKind.DOWNGRADING, scope=scope(), roles=("lead",),
            to_role="dev", raise_pct=r.choice([0, -0.1]), share=0.5),
        Lever(id="redundancy", kind=LeverKind.REDUNDANCY, scope=scope(), roles=roles(),
            months=r.choice([0, 1, 4]), cost=1000, months_of_base=2,
              most=r.choice([None, shared]), cap="cuts"),
        Lever(id="short", kind=LeverKind.SHORT_TIME, scope=scope(), roles=roles(),
            share=r.choice([0.2, 0.5]), cost=r.choice([0, 400]),
              most=shared, cap="cuts"),
        Lever(id="shorter", kind=LeverKind.SHORT_TIME, scope=scope(), share=0.8,
            most=r.choice([None, 1])),
        Lever(id="contract", kind=LeverKind.CONTRACTOR, scope=scope(), roles=roles(), share=0.4,
            cost=r.choice([0, 900]), months=r.choice([0, 1]),
              min_stay=r.choice([1, 2]), max_stay=r.choice([3, 6]), most=r.choice([None, 1, 2])),
        Lever(id="backfill", kind=LeverKind.BACKFILL, scope=scope(), roles=roles(),
            share=r.choice([0.5, 1]), months=r.choice([0, 1, 2.5])),
        Lever(id="backfill dev", kind=LeverKind.BACKFILL, roles=("dev",), share=1,
            most=r.choice([None, 1])),
        Lever(id="over", kind=LeverKind.OVERSTAFFING, scope=scope(), roles=roles(), cost=1200,
            most=r.choice([None, 0, 2.5])),
    ]  # fmt: skip
    chance = r.choice([0.25, 0.5])
    return [lever for lever in offered if r.random() < chance]


def _positions(r: random.Random, org: Organisation) -> tuple[Position, ...]:
    days = [
        None,
        None,
        org.calendar.start,
        org.calendar.last_day(org.calendar.periods - 1),
        date(2027, 2, 14),
    ]
    return tuple(
        Position(
            id=f"POS-{number}",
            role=r.choice(["dev", "lead", "tester"]),
            team=r.choice(TEAMS),
            status=r.choice([*PositionStatus, PositionStatus.APPROVED, PositionStatus.OPEN]),
            direction=r.choice([*Direction, Direction.ADD]),
            start=r.choice(days),
            budget_salary=r.choice([None, None, 71_234.5]),
            lock=r.choice([None, None, None, *Lock]),
        )
        for number in range(r.choice([0, 0, 2, 6]))
    )


def _candidates(r: random.Random, org: Organisation) -> tuple[Candidate, ...]:
    """Up to three people who could be hired, some of them for one position."""
    days = [None, None, org.calendar.start, date(2027, 2, 14), date(2027, 5, 1)]
    found = []
    for number in range(r.choice([0, 0, 1, 3])):
        position = r.choice([None, *org.positions])
        found.append(
            Candidate(
                id=f"C{number}",
                role=position.role if position else r.choice(["dev", "lead", "tester"]),
                team=position.team if position else r.choice([None, *TEAMS]),
                position=position.id if position else None,
                base_salary=r.choice([None, 55_000.5, 140_000]),
                skills=r.choice([None, {}, {"s": 4}, {"m": 3, "k": 5}]),
                earliest=r.choice(days),
                notice=r.choice([None, 0, 1, 2.5]),
            )
        )
    return tuple(found)


def _locks(r: random.Random, org: Organisation) -> tuple[LockRow, ...]:
    people = [person.id for person in org.people]
    seats = (LockedAction.HIRE, LockedAction.CONTRACTOR, LockedAction.BACKFILL)
    leads_to = {
        LockedAction.TRAIN: [course.id for course in org.courses],
        LockedAction.TRANSFER: list(TEAMS),
        LockedAction.PROMOTION: ["lead"],
        LockedAction.RETRAINING: ["tester", "dev"],
        LockedAction.DOWNGRADING: ["dev"],
    }
    rows = []
    for number in range(r.choice([0, 1, 4])):
        action = r.choice([one for one in LockedAction if one is not LockedAction.TAKEOVER])
        rows.append(
            LockRow(
                id=f"K-{number}",
                lock=r.choice(list(Lock)),
                action=action,
                who=r.choice([None, *(["dev", "tester"] if action in seats else people)]),
                team=r.choice([None, None, *TEAMS]),
                what=r.choice([None, None, *leads_to.get(action, [])]),
                periods=r.choice([(), (), (0,), (0, org.calendar.periods - 1)]),
                count=r.choice([1, 1, 2]),
            )
        )
    return tuple(rows)


def group_organisation(seed: int) -> Organisation:
    """Up to four groups and two named people, in months, quarters or years, whole or in
    fractions.
    """
    r = random.Random(seed + 2_000_000)
    length = r.choice(list(PeriodLength))
    calendar = Calendar(
        as_of=date(2026, 12, 1),
        start=r.choice([date(2027, 1, 1), date(2027, 4, 1)]),
        period=length,
        periods=r.randint(1, 3),
        fiscal_year_start=r.choice([1, 1, 4]),
    )
    people = (
        *(_group(r, number) for number in range(r.randint(1, 4))),
        *(_named(r, number) for number in range(r.randint(0, 2))),
    )
    org = Organisation(
        calendar=calendar,
        counting=r.choice(list(Counting)),
        goal=r.choice(list(Goal)),
        assumptions=Assumptions(rows=tuple(_rates(r))),
        people=people,
        roles=tuple(_role_of_groups(r, name) for name in ("dev", "lead", "tester")),
        teams=tuple(
            Team(
                id=name,
                product_line=f"L{name}",
                max_headcount=r.choice([None, None, 60]),
                min_headcount=r.choice([None, 5]),
            )
            for name in TEAMS
        ),
        needs=tuple(
            _need_of_groups(r, number, calendar.periods) for number in range(r.randint(0, 4))
        ),
        rules=tuple(_rules_on_groups(r)),
        levers=tuple(levers(r, TEAMS)),
        locations=tuple(Location(id=name) for name in PLACES),
    )
    org = org.replace(locks=_locks(r, org), budget=_budget_of_groups(r, org))
    return _limited(random.Random(seed + 11), org)


def _limited(r: random.Random, org: Organisation) -> Organisation:
    """Some groups have limits on their heads, and some receive people who leave only after the
    period of the move.
    """
    people = tuple(
        (
            one.replace(
                min_headcount=r.choice([None, None, 0, 2.5]),
                max_headcount=r.choice([None, None, 3, 50]),
            )
            if one.is_group
            else one
        )
        for one in org.people
    )
    rows = [
        Assumption(key="movers_leave_at_once", scope=scope, value=r.choice([0, 1]))
        for scope in (None, "dev", "G1")
        if r.random() < 0.4
    ]
    return org.replace(people=people, assumptions=Assumptions(rows=(*org.assumptions.rows, *rows)))


def _budget_of_groups(r: random.Random, org: Organisation) -> tuple[BudgetLine, ...]:
    everything, place = tuple(range(org.calendar.periods)), Scope(kind=ScopeKind.TEAM, name="A")
    lines = (
        BudgetLine(
            id="B-1",
            scope=ORGANISATION,
            periods=everything,
            label="total",
            amount=r.choice([500_000.5, 2_000_000]),
        ),
        BudgetLine(
            id="B-2",
            scope=place,
            periods=(0,),
            label="first",
            amount=40_000,
            category=r.choice(list(Category)),
        ),
        BudgetLine(
            id="B-3",
            scope=r.choice([ORGANISATION, place]),
            periods=everything,
            label="heads",
            headcount=r.choice([10, 50]),
        ),
    )
    return tuple(line for line in lines if r.random() < 0.3)


def _group(r: random.Random, number: int) -> Person:
    return _named(r, number).replace(
        id=f"G{number}",
        name=f"Group {number}",
        headcount=r.choice([0, 3, 10, 42.5]),
        attrition=r.choice([None, None, 0.0, 0.3]),
        end_date=None,
    )


def _named(r: random.Random, number: int) -> Person:
    return Person(
        id=f"P{number}",
        name=f"Person {number}",
        role=r.choice(["dev", "dev", "lead", "tester"]),
        team=r.choice(TEAMS),
        start_date=date(2019, 5, 6),
        end_date=r.choice([None, date(2027, 5, 14)]),
        base_salary=r.choice([0, 60_000, 84_321.5]),
        fte=r.choice([1.0, 1.0, 0.6]),
        location=r.choice([None, None, *PLACES]),
        skills={skill: r.randint(0, 5) for skill in ("s", "m")},
    )


def _rates(r: random.Random) -> list[Assumption]:
    rows = [
        Assumption(key="attrition", value=r.choice([0, 0.1])),
        Assumption(key="attrition", scope=r.choice(["tester", "A", "Here", "G0"]), value=0.4),
        Assumption(key="attrition_first_year", value=r.choice([0, 0.25])),
        Assumption(key="attrition_first_year", scope="dev", value=0.6),
        Assumption(key="ramp", value=r.choice([0, 5, 14])),
        Assumption(key="lead_time", value=r.choice([0, 0, 4])),
        Assumption(key="availability", scope="G1", value=0.75),
        Assumption(key="tail_months", value=r.choice([0, 12])),
        Assumption(key="bonus_pct", value=0.1),
    ]
    return [row for row in rows if r.random() < 0.7]


def _role_of_groups(r: random.Random, name: str) -> Role:
    return Role(
        id=name,
        name=name,
        family={"lead": "management"}.get(name, "engineering"),
        band_mid=r.choice([None, 70_000]),
        max_hires=r.choice([None, None, 0, 20]),
        max_hires_year=r.choice([None, None, 15]),
        max_hires_total=r.choice([None, None, 25]),
        next_role={"dev": "lead"}.get(name),
        skills_at_start={"s": 3},
        can_manage=name == "lead",
        ramp=r.choice([None, None, 3]),
    )


def _need_of_groups(r: random.Random, number: int, periods: int) -> Need:
    kind = r.choice([NeedKind.STAFF, NeedKind.STAFF, *NeedKind])
    amounts = [0, 5, 12, 40] if kind is NeedKind.HOLDERS else [0, 4.5, 11, 40]
    place = Scope(kind=ScopeKind.LOCATION, name="Here")
    return Need(
        id=f"N-{number}",
        scope=r.choice([ORGANISATION, ORGANISATION, Scope(kind=ScopeKind.TEAM, name="A"), place]),
        skill=r.choice(["dev", "lead", "engineering"] if kind is NeedKind.STAFF else ["s", "m"]),
        kind=kind,
        required=tuple(r.choice(amounts) for _ in range(periods)),
        strength=r.choice([Strength.MUST, Strength.SHOULD]),
        weight=r.choice([1, 3]),
    )


def _rules_on_groups(r: random.Random) -> list[Rule]:
    each = tuple(Scope(kind=ScopeKind.TEAM, name=name) for name in TEAMS)
    offered = [
        Director(
            id="director",
            scopes=each,
            threshold=r.choice([None, 4, 20]),
            roles=("lead",),
        ),
        Ratio(
            id="ratio",
            scopes=(ORGANISATION,),
            counts=("engineering",),
            roles=("lead",),
            per=r.choice([3, 7]),
        ),
        Span(
            id="span",
            scopes=r.choice([each, (ORGANISATION,)]),
            per=5,
            threshold=r.choice([None, 10]),
        ),
        Echelon(id="echelon", scopes=each, threshold=12, skill="m", level=4),
        ReviewCadence(
            id="review",
            scopes=each,
            below=r.choice([None, 20]),
            skill="m",
            every_months=1,
        ),
    ]
    return (
        [rule for rule in offered if r.random() < 0.3] if r.random() < 0.5 else list(any_rules(r))
    )
