"""Groups planned by numbers: what a head costs times the heads there are, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.organisation import Counting, Organisation
from orgplan.domain.people import Person
from orgplan.domain.plan import GroupAction, Plan
from orgplan.domain.teams import ORGANISATION, Team
from orgplan.finance.groups import flow_lines, head_lines, head_run_rate
from orgplan.finance.ledger import ledger
from orgplan.finance.run_rates import decided, head_tail
from tests.constraints.small import person, small

LEVERS = (
    Lever(id="retrain", kind=LeverKind.RETRAINING, to_role="lead", cost=400),
    Lever(id="downgrade", kind=LeverKind.DOWNGRADING, to_role="dev", share=0.5, cost=90),
    Lever(id="redundancy", kind=LeverKind.REDUNDANCY, cost=2000, months_of_base=2),
    Lever(id="short", kind=LeverKind.SHORT_TIME, share=0.5, cost=500),
    Lever(id="over", kind=LeverKind.OVERSTAFFING, cost=1500),
)
Q1, Q2 = date(2027, 1, 1), date(2027, 4, 1)


def group(name: str, heads: float, *, role: str = "dev", team: str = "A") -> Person:
    return person(name, role=role, team=team).replace(
        headcount=heads
    )  # 60,000 a head: 5,000 + 500 + 750 a month


def org_of(*groups: Person, **rest: object) -> Organisation:
    rates = {"merit_pct": 0.0} | rest.pop("rates", {})  # type: ignore[dict-item]
    return small(
        *groups,
        levers=LEVERS,
        counting=Counting.FRACTIONAL,
        teams=(Team(id="A"), Team(id="B", cost_centre="CB")),
        rates=rates,
        **rest,
    )


def month_of_head(org: Organisation, month: int) -> dict[str, float]:
    return {
        line.component: line.cents for line in head_lines(org, org.people[0]) if line.month == month
    }


def act(
    kind: LeverKind | None,
    lever: str | None,
    heads: float,
    *,
    day: date = Q1,
    of: str = "devs",
    to: str | None = None,
) -> GroupAction:
    return GroupAction(
        id="G-1", kind=kind, lever=lever, group=of, to_group=to, start_date=day, heads=heads
    )


def spent(org: Organisation, *actions: GroupAction) -> dict[tuple[str, str, int], int]:
    """(entity, component, month) → cents that the actions add."""
    found: dict[tuple[str, str, int], int] = {}
    for sign, plan in ((1, Plan(group_actions=actions)), (-1, Plan())):
        for line in ledger(org, plan):
            key = (line.entity, line.component, line.month)
            found[key] = found.get(key, 0) + sign * line.cents
    return {key: cents for key, cents in found.items() if cents}


def test_a_month_of_one_head_and_of_all() -> None:
    # One head 5,000; 10.5 heads 52,500, tax 5,250, benefits 7,875.
    org = org_of(group("devs", 10.5))
    assert month_of_head(org, 2) == {"base": 500_000, "bonus": 0, "tax": 50_000, "benefits": 75_000}
    assert {line.component: line.cents for line in ledger(org, Plan()) if line.month == 2} == {
        "base": 5_250_000,
        "bonus": 0,
        "tax": 525_000,
        "benefits": 787_500,
    }


def test_heads_are_multiplied_before_rounding() -> None:
    # 84,321.50 / 12 = 7,026.791667 a head; 3 heads 21,080.375 → 21,080.38, not 3 x 7,026.79 =
    # 21,080.37.
    org = org_of(group("devs", 3).replace(base_salary=84_321.5))
    assert next(line.cents for line in ledger(org, Plan()) if line.component == "base") == 2_108_038


def test_those_who_leave_are_not_paid() -> None:
    # A group's attrition is in its numbers: 36 % a year leaves 0.64 ** 0.25 = 0.894427 of 100 heads
    # after a quarter, 80 after two.
    org = org_of(group("devs", 100), rates={"attrition": 0.36})
    base = {line.month: line.cents for line in ledger(org, Plan()) if line.component == "base"}
    assert base == {
        0: 44_721_360,
        1: 44_721_360,
        2: 44_721_360,
        3: 40_000_000,
        4: 40_000_000,
        5: 40_000_000,
    }


def test_merit_cap_and_bonus_month_of_a_head() -> None:
    # 5,000 a month, 12 % bonus in March: 600 since April: 7,200. A cap of 18,000 leaves 3,000 of it
    # taxed.
    rates = {"bonus_month": 3, "tax_cap": 18_000, "bonus_pct": 0.12, "merit_pct": 0.1}
    org = org_of(group("devs", 2), rates=rates)
    march, april = (month_of_head(org, month) for month in (2, 3))
    assert march == pytest.approx(
        {"base": 500_000, "bonus": 720_000, "tax": 80_000, "benefits": 75_000}
    )
    assert april == pytest.approx({"base": 550_000, "bonus": 0, "tax": 0, "benefits": 82_500})


def test_recruits_cost_once_and_are_paid_from_then_on() -> None:
    # 4,700 + 6 % of 60,000 = 8,300 a head, in April; 2.5 heads: 20,750. Pay of April: 12,500.
    org = org_of(group("devs", 10))
    added = spent(org, act(None, None, 2.5, day=Q2))
    assert added["devs", "recruiting", 3] == 2_075_000
    assert added["devs", "base", 3] == added["devs", "base", 5] == 1_250_000
    assert min(month for _, _, month in added) == 3


def test_retraining_moves_pay_and_costs_once() -> None:
    # 2 devs become leads in B: 400 a head as training, booked where they then are; a lead gets
    # 90,000: 7,500 a month.
    org = org_of(
        group("devs", 10), group("leads", 4, role="lead", team="B").replace(base_salary=90_000)
    )
    action = act(LeverKind.RETRAINING, "retrain", 2, to="leads")
    added = spent(org, action)
    assert (added["devs", "base", 0], added["leads", "base", 0]) == (-1_000_000, 1_500_000)
    assert added["leads", "training", 0] == 80_000
    assert [
        line.cost_centre
        for line in ledger(org, Plan(group_actions=(action,)))
        if line.component == "training"
    ] == ["CB"]


def test_downgrading_loses_the_levers_share() -> None:
    # 4 leads go down, half of them leave because of it: 2 more devs. 90 each, for all four.
    org = org_of(group("devs", 10), group("leads", 10, role="lead"))
    added = spent(org, act(LeverKind.DOWNGRADING, "downgrade", 4, of="leads", to="devs"))
    assert (added["leads", "base", 0], added["devs", "base", 0], added["devs", "moves", 0]) == (
        -2_000_000,
        1_000_000,
        36_000,
    )


def test_redundancy_of_a_group() -> None:
    # 2,000 + 2 x 5,000 = 12,000 a head in April; 3 heads 36,000; their pay is gone from April on.
    org = org_of(group("devs", 10))
    added = spent(org, act(LeverKind.REDUNDANCY, "redundancy", 3, day=Q2))
    assert (added["devs", "severance", 3], added["devs", "base", 3]) == (3_600_000, -1_500_000)
    assert tuple(sorted({month for _, _, month in added})) == (3, 4, 5)


def test_short_time_of_a_group() -> None:
    # 4 heads at half time in the first quarter: 2,500 + 250 + 375 less each, 500 / 12 = 41.67 more;
    # 166.67 for four.
    org = org_of(group("devs", 10))
    added = spent(org, act(LeverKind.SHORT_TIME, "short", 4))
    assert {component: cents for (_, component, month), cents in added.items() if month == 1} == {
        "base": -1_000_000,
        "tax": -100_000,
        "benefits": -150_000,
        "short_time": 16_667,
    }
    assert {month for _, _, month in added} == {0, 1, 2}


def test_overstaffing_costs_by_the_month() -> None:
    # 1,500 a year and head: 125 a month; 1.5 heads 187.50. Said of a group, or of the need for
    # staff that it serves.
    need = Need(id="N-1", scope=ORGANISATION, skill="dev", kind=NeedKind.STAFF, required=(8.5, 10))
    org = org_of(group("leads", 1, role="lead"), group("devs", 10), needs=(need,))
    for of in ("devs", "N-1"):
        added = spent(org, act(LeverKind.OVERSTAFFING, "over", 1.5, of=of))
        assert added == {("devs", "overstaffing", month): 18_750 for month in (0, 1, 2)}


def test_the_goal_counts_heads_after_the_horizon() -> None:
    # 2 recruits in April: once 2 x 8,300; three months of 6,250 each; then 12 months of 6,250: 2 x
    # (8,300 + 15 x 6,250) = 204,100.
    org = org_of(group("devs", 10))
    assert head_run_rate(org, org.people[0]) == 625_000
    assert head_tail(org, org.people[0]) == 7_500_000
    assert decided(org, Plan(group_actions=(act(None, None, 2, day=Q2),))) == pytest.approx(
        20_410_000
    )


@pytest.mark.parametrize("heads", [1, 7, 0.375])
def test_a_head_times_heads_is_the_ledger(heads: float) -> None:
    """What rows multiply by their variables is what the ledger rounds."""
    org = org_of(
        group("devs", 10),
        group("leads", 4, role="lead", team="B"),
        rates={"bonus_pct": 0.117, "bonus_month": 2, "tax_cap": 9000},
    )
    for action in (
        act(None, None, heads),
        act(LeverKind.RETRAINING, "retrain", heads, to="leads"),
        act(LeverKind.REDUNDANCY, "redundancy", heads),
        act(LeverKind.SHORT_TIME, "short", heads),
        act(LeverKind.OVERSTAFFING, "over", heads),
    ):
        lines = [
            line for line in ledger(org, Plan(group_actions=(action,))) if line.action == "G-1"
        ]
        once = list(flow_lines(org, action.replace(heads=1)))
        assert len(lines) == len(once)
        assert all(
            abs(line.cents - head.cents * heads) <= 0.5 + 1e-6
            for line, head in zip(lines, once, strict=True)
        )
    paid = {replace(line, cents=0.0) for line in head_lines(org, org.people[0])}
    assert {line.month for line in paid} == set(range(org.calendar.months))
