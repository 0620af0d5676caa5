"""An organisation that pulls every lever, planned by name and by groups, and a plan with every kind
of action.
"""

from __future__ import annotations

from datetime import date

from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.calendar import Calendar, PeriodLength
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.locations import Location
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Counting, Organisation
from orgplan.domain.people import Person
from orgplan.domain.plan import Exit, GroupAction, Hire, Move, Plan, ShortTime
from orgplan.domain.positions import Lock, LockedAction, LockRow, Position
from orgplan.domain.roles import Role
from orgplan.domain.teams import ORGANISATION, Team
from tests.report.organisations import (
    APPS,
    PAYMENTS,
    PLATFORM,
    rich_organisation,
    rich_plan,
    team_scope,
)

PLANT = "Plant 工厂"
SENIOR, MIDDLE, SECURITY = (
    "Java engineer / senior",
    "Java engineer / middle",
    "Security engineer / senior",
)


def levered_organisation(period: PeriodLength = PeriodLength.QUARTER) -> Organisation:
    """The rich organisation with a plant of three groups, two locations, a position and a lever of
    each kind.
    """
    org = rich_organisation(period)
    return org.replace(
        counting=Counting.FRACTIONAL,
        people=(*(_in_place(person) for person in org.people), *_groups()),
        roles=(*(_ladder(role) for role in org.roles), *_shop_floor()),
        teams=(*org.teams, Team(id=PLANT, cost_centre="CC-900")),
        needs=(*org.needs, *_staff(org.calendar.periods)),
        assumptions=Assumptions(
            rows=(
                *org.assumptions.rows,
                Assumption(key="attrition_first_year", value=0.2, scope="Operator"),
            )
        ),
        levers=_levers(),
        locations=(
            Location(id="Lisbon", pay_index=0.8, employer_tax_pct=0.2375),
            Location(id="Berlin"),
        ),
        positions=(
            Position(id="POS-1", role=SENIOR, team=PAYMENTS),
            Position(id="POS-9", role="Team lead", team=APPS),
        ),
    )


def _in_place(person: Person) -> Person:
    return person.replace(location="Berlin", position_id="POS-9" if person.id == "P-009" else None)


def _ladder(role: Role) -> Role:
    following = {MIDDLE: SENIOR, SENIOR: "Team lead"}
    return role.replace(
        next_role=following.get(role.id),
        locations=("Berlin", "Lisbon") if role.id == SENIOR else (),
    )


def _groups() -> tuple[Person, ...]:
    since = date(2015, 1, 1)
    return (
        Person(id="G-OP", name="Operators", role="Operator", team=PLANT, start_date=since,
            base_salary=36_000, headcount=40),
        Person(id="G-TE", name="Technicians", role="Technician", team=PLANT, start_date=since,
            base_salary=48_000.5, headcount=12.5, cost_centre="CC-910"),
        Person(id="G-PT", name="=Part-timers", role="Operator", team=PLANT, start_date=since,
            base_salary=18_000, headcount=9, fte=0.5),
    )  # fmt: skip


def _shop_floor() -> tuple[Role, ...]:
    return (
        Role(
            id="Operator",
            name="Operator",
            family="production",
            max_hires=30,
            lead_time=0,
            ramp=2,
            next_role="Technician",
        ),
        Role(
            id="Technician",
            name="Technician",
            family="production",
            max_hires=0,
            lead_time=0,
            ramp=3,
        ),
    )


def _staff(periods: int) -> tuple[Need, ...]:
    def alike(heads: float) -> tuple[float, ...]:
        return (heads,) * periods

    return (
        Need(
            id="N-OP",
            scope=team_scope(PLANT),
            skill="Operator",
            kind=NeedKind.STAFF,
            required=alike(45),
        ),
        Need(
            id="N-TE",
            scope=team_scope(PLANT),
            skill="Technician",
            kind=NeedKind.STAFF,
            required=alike(14),
        ),
    )


def _levers() -> tuple[Lever, ...]:
    kind = LeverKind
    return (
        Lever(id="L-001", kind=kind.PROMOTION, raise_pct=0.09, cost=500, months=1, share=0.2),
        Lever(id="L-002", kind=kind.TRANSFER, cost=800.25, months=2, share=0.3),
        Lever(
            id="L-003",
            kind=kind.RETRAINING,
            roles=("Java engineer",),
            to_role=SECURITY,
            cost=9000,
            months=3,
            share=0.5,
        ),
        Lever(id="L-004", kind=kind.DOWNGRADING, roles=(SENIOR,), to_role=MIDDLE, share=0.1),
        Lever(id="L-005", kind=kind.REDUNDANCY, cost=5000, months_of_base=3, months=1),
        Lever(id="L-006", kind=kind.SHORT_TIME, share=0.3, cost=2400),
        Lever(id="L-007", kind=kind.OVERSTAFFING, cost=3000, most=20),
        Lever(
            id="L-008",
            kind=kind.CONTRACTOR,
            roles=("engineering",),
            share=0.35,
            cost=1000,
            min_stay=3,
            max_stay=6,
        ),
        Lever(id="L-009", kind=kind.BACKFILL, share=1, months=1),
        Lever(
            id="L-010",
            kind=kind.RETRAINING,
            scope=team_scope(PLANT),
            roles=("Operator",),
            to_role="Technician",
            cost=2100,
        ),
        Lever(
            id="L-011",
            kind=kind.DOWNGRADING,
            scope=team_scope(PLANT),
            roles=("Technician",),
            to_role="Operator",
            share=0.25,
        ),
    )


def levered_plan(org: Organisation) -> Plan:
    """A plan made by hand with every kind of action; two things happen to one person, which the
    rules forbid and the money must bear.
    """
    day, last_day, kind = org.calendar.first_day, org.calendar.last_day, LeverKind
    last = org.calendar.periods - 1
    rich = rich_plan(org)
    return rich.replace(
        hires=(
            *(hire.replace(location="Berlin") if hire.role == SENIOR else hire for hire in rich.hires),  # noqa: E501
            Hire(id="H-007", role=SENIOR, team=PAYMENTS, start_date=day(1), base_salary=65_600,
                location="Lisbon", position_id="POS-1"),
            Hire(id="H-008", role=SENIOR, team=PLATFORM, start_date=day(1), base_salary=82_000,
                end_date=last_day(1), lever="L-008", location="Berlin"),
            Hire(id="H-009", role=SENIOR, team=PLATFORM, start_date=date(2027, 7, 1),
                base_salary=82_000, lever="L-009", replaces="P-009", location="Berlin"),
        ),
        moves=(
            Move(id="M-001", kind=kind.PROMOTION, lever="L-001", person_id="P-002", role=SENIOR,
                team=PAYMENTS, start_date=day(1), base_salary=70_000),
            Move(id="M-002", kind=kind.TRANSFER, lever="L-002", person_id="P-003", role=SENIOR,
                team=PLATFORM, start_date=day(1), base_salary=78_321.55),
            Move(id="M-003", kind=kind.RETRAINING, lever="L-003", person_id="P-006", role=SECURITY,
                team=PAYMENTS, start_date=day(0), base_salary=80_000),
            Move(id="M-004", kind=kind.DOWNGRADING, lever="L-004", person_id="P-011", role=MIDDLE,
                team=PLATFORM, start_date=day(last), base_salary=72_000),
            Move(id="M-005", kind=kind.TRANSFER, lever="L-002", person_id="P-002", role=SENIOR,
                team=APPS, start_date=day(last), base_salary=71_000),
        ),
        exits=(Exit(id="X-001", lever="L-005", person_id="P-016", last_day=last_day(1)),),
        short_times=(
            ShortTime(id="S-001", lever="L-006", person_id="P-015", start_date=day(0),
                end_date=last_day(0)),
            ShortTime(id="S-002", lever="L-006", person_id="P-015", start_date=day(1),
                end_date=last_day(1)),
            ShortTime(id="S-003", lever="L-006", person_id="P-011", start_date=day(0),
                end_date=last_day(0)),
        ),
        group_actions=(
            GroupAction(id="G-001", kind=None, lever=None, group="G-OP", start_date=day(0),
                heads=11.4),
            GroupAction(id="G-002", kind=kind.RETRAINING, lever="L-010", group="G-OP",
                to_group="G-TE", start_date=day(0), heads=2.25),
            GroupAction(id="G-003", kind=kind.OVERSTAFFING, lever="L-007", group="N-OP",
                start_date=day(0), heads=3.5),
            GroupAction(id="G-004", kind=kind.SHORT_TIME, lever="L-006", group="G-TE",
                start_date=day(1), heads=4),
            GroupAction(id="G-005", kind=kind.REDUNDANCY, lever="L-005", group="G-PT",
                start_date=day(1), heads=1.5),
            GroupAction(id="G-006", kind=kind.DOWNGRADING, lever="L-011", group="G-TE",
                to_group="G-OP", start_date=day(last), heads=1),
            GroupAction(id="G-007", kind=None, lever=None, group="G-OP", start_date=day(last),
                heads=3.75),
        ),
    )  # fmt: skip


def locked_organisation() -> Organisation:
    """Nine people and two groups, small enough to be planned in a moment; a lock asks for one
    action of each kind.
    """
    kind, home, away = LeverKind, team_scope("平台"), "应用"
    roles = (
        Role(
            id="开发",
            name="开发",
            band_min=50_000,
            band_mid=60_000,
            band_max=70_000,
            lead_time=0,
            ramp=0,
            next_role="资深开发",
        ),
        Role(
            id="资深开发",
            name="资深开发",
            band_min=75_000,
            band_mid=80_000,
            band_max=90_000,
            lead_time=0,
            ramp=0,
        ),
        Role(
            id="测试",
            name="测试",
            band_min=45_000,
            band_mid=55_000,
            band_max=65_000,
            lead_time=0,
            ramp=0,
        ),
        Role(id="工人", name="工人", family="production", max_hires=20, lead_time=0, ramp=0),
        Role(id="技工", name="技工", family="production", max_hires=0, lead_time=0, ramp=0),
    )
    since = date(2020, 1, 1)
    people = [
        Person(id=f"P-{number}", name=name, role=role, team=team, start_date=since, base_salary=pay,
            skills={"Java": 3})
        for number, (name, role, team, pay) in enumerate(
            (
                ("王伟", "开发", "平台", 60_000), ("李娜", "开发", "平台", 58_000),
                ("张敏", "开发", "平台", 61_000),
                ("刘洋", "开发", "平台", 59_000),
                ("陈静", "资深开发", "平台", 82_000), ("杨帆", "资深开发", "应用", 80_000),
                ("赵磊", "开发", "应用", 57_000), ("黄丽", "测试", "应用", 52_000),
                ("周强", "测试", "应用", 54_000),
            ), 1,
        )
    ]  # fmt: skip
    people[6] = people[6].replace(end_date=date(2027, 3, 31))
    groups = [
        Person(
            id="G-1",
            name="工人组",
            role="工人",
            team="工厂",
            start_date=since,
            base_salary=30_000,
            headcount=40,
        ),
        Person(
            id="G-2",
            name="技工组",
            role="技工",
            team="工厂",
            start_date=since,
            base_salary=42_000,
            headcount=20,
        ),
    ]
    levers = (
        Lever(id="L-1", kind=kind.PROMOTION, scope=home, roles=("开发",), raise_pct=0.1, cost=500),
        Lever(
            id="L-2",
            kind=kind.TRANSFER,
            scope=ORGANISATION,
            roles=("开发",),
            to_team=away,
            cost=800.5,
        ),
        Lever(
            id="L-3",
            kind=kind.RETRAINING,
            roles=("测试",),
            to_role="开发",
            cost=4000,
            months=3,
            share=0.5,
        ),
        Lever(id="L-4", kind=kind.DOWNGRADING, roles=("资深开发",), to_role="开发", share=0.1),
        Lever(id="L-5", kind=kind.REDUNDANCY, cost=2000, months_of_base=2, months=1),
        Lever(id="L-6", kind=kind.SHORT_TIME, share=0.4, cost=1200),
        Lever(id="L-7", kind=kind.OVERSTAFFING, roles=("工人",), cost=1000, most=10),
        Lever(
            id="L-8",
            kind=kind.CONTRACTOR,
            roles=("开发",),
            share=0.3,
            cost=700,
            min_stay=3,
            max_stay=6,
        ),
        Lever(id="L-9", kind=kind.BACKFILL, roles=("开发",), share=1),
        Lever(
            id="L-10",
            kind=kind.RETRAINING,
            scope=team_scope("工厂"),
            roles=("工人",),
            to_role="技工",
            cost=900,
        ),
    )
    calendar = Calendar(
        as_of=date(2026, 12, 31), start=date(2027, 1, 1), period=PeriodLength.QUARTER, periods=4
    )
    asked = {
        LockedAction.PROMOTION: None, LockedAction.TRANSFER: None, LockedAction.RETRAINING: "P-8",
        LockedAction.DOWNGRADING: None,
        LockedAction.REDUNDANCY: "P-9", LockedAction.SHORT_TIME: "P-2",
        LockedAction.CONTRACTOR: None, LockedAction.BACKFILL: None,
    }  # fmt: skip
    return Organisation(
        name="锁定的组织",
        currency="CNY",
        counting=Counting.FRACTIONAL,
        calendar=calendar,
        assumptions=Assumptions(
            rows=(
                Assumption(key="recruiting_cost", value=3000),
                Assumption(key="equipment_cost", value=1000),
                Assumption(key="course_cost", value=1500),
                Assumption(key="benefits_per_head", value=0),
            )
        ),
        people=(*people, *groups),
        roles=roles,
        teams=(Team(id="平台"), Team(id=away), Team(id="工厂")),
        needs=(
            Need(
                id="N-1",
                scope=team_scope("工厂"),
                skill="工人",
                kind=NeedKind.STAFF,
                required=(34, 34, 34, 34),
            ),
            Need(
                id="N-2",
                scope=team_scope("工厂"),
                skill="技工",
                kind=NeedKind.STAFF,
                required=(22, 22, 22, 22),
            ),
            Need(
                id="N-3",
                scope=team_scope("平台"),
                skill="Java",
                kind=NeedKind.HOLDERS,
                required=(4, 4, 4, 4),
            ),
            Need(
                id="N-4",
                scope=team_scope(away),
                skill="Java",
                kind=NeedKind.HOLDERS,
                required=(2, 2, 2, 2),
            ),
        ),
        levers=levers,
        locks=tuple(
            LockRow(id=f"K-{number}", lock=Lock.MUST, action=action, who=who)
            for number, (action, who) in enumerate(asked.items(), 1)
        ),
    )
