"""What each action changes: worked by hand, and together the plan's cost less that of doing
nothing, to the cent.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.cost_drivers import run_rates
from orgplan.analysis.money.marginal_cost import base_before
from orgplan.domain.calendar import PeriodLength
from orgplan.domain.levers import MOVES, Lever, LeverKind
from orgplan.domain.needs import NeedKind
from orgplan.domain.organisation import Counting, Organisation
from orgplan.domain.plan import Exit, GroupAction, Move, Plan, ShortTime
from orgplan.domain.staffing.groups import states
from orgplan.domain.teams import Team
from orgplan.finance.ledger import action_lines
from tests.constraints.small import need, person, small
from tests.report.levers import levered_organisation, levered_plan

LEVERS = (
    Lever(id="up", kind=LeverKind.PROMOTION, to_role="lead", cost=500),
    Lever(id="across", kind=LeverKind.TRANSFER, cost=300),
    Lever(id="out", kind=LeverKind.REDUNDANCY, cost=2000, months_of_base=2),
    Lever(id="short", kind=LeverKind.SHORT_TIME, share=0.5, cost=1200),
    Lever(id="retrain", kind=LeverKind.RETRAINING, to_role="lead", cost=400),
    Lever(id="down", kind=LeverKind.DOWNGRADING, to_role="dev", share=0.5, cost=90),
    Lever(id="over", kind=LeverKind.OVERSTAFFING, cost=1500),
)
RATES = {"merit_pct": 0.0, "bonus_pct": 0.0, "employer_tax_pct": 0.1, "benefits_pct": 0.15}
Q1, Q2 = date(2027, 1, 1), date(2027, 4, 1)


def sums(assessment: Assessment) -> tuple[int, int]:
    """Cost over the horizon and run rate that all actions change together."""
    found = assessment.effects.values()
    return sum(effect.horizon for effect in found), sum(effect.run_rate for effect in found)


def differences(assessment: Assessment) -> tuple[int, int]:
    """The same from the ledgers and run rates of the plan and of doing nothing."""
    org = assessment.org
    rates = [
        sum(rate.cents for rate in run_rates(org, plan).values())
        for plan in (assessment.plan, Plan())
    ]
    spent = sum(line.cents for line in assessment.costs) - sum(
        line.cents for line in assessment.idle_costs
    )
    return spent, rates[0] - rates[1]


@pytest.mark.parametrize("period", [PeriodLength.MONTH, PeriodLength.QUARTER])
def test_every_action_together_is_what_the_plan_changes(period: PeriodLength) -> None:
    org = levered_organisation(period)
    assessment = Assessment(org, levered_plan(org))
    assert list(assessment.effects) == list(assessment.plan.actions)
    assert sums(assessment) == differences(assessment)


def test_two_actions_on_one_person_are_charged_in_turn() -> None:
    """60,000 a year costs 5,000 x 1.25 = 6,250 a month.

    Promotion to 72,000 on 1 January: 1,250 a month more, and 500 once; over six months 8,000, a
    year 15,000. Redundancy with the last day on 31 March: three months at 7,500 fall away,
    severance is 2,000 and two months of 6,000: -22,500 + 14,000 = -8,500; a year -90,000, not the
    -75,000 of somebody who was never promoted.
    """
    org = small(person("Ann"), levers=LEVERS, rates=RATES)
    promotion = Move(
        id="M-1",
        kind=LeverKind.PROMOTION,
        lever="up",
        person_id="Ann",
        role="lead",
        team="A",
        start_date=Q1,
        base_salary=72_000,
    )
    assessment = Assessment(
        org,
        Plan(
            moves=(promotion,),
            exits=(Exit(id="X-1", lever="out", person_id="Ann", last_day=date(2027, 3, 31)),),
        ),
    )
    (moved,), (gone,) = assessment.moves, assessment.exits
    assert (moved.direct, moved.horizon, moved.this_year, moved.run_rate) == (
        500_00,
        8_000_00,
        8_000_00,
        15_000_00,
    )
    assert (gone.direct, gone.horizon, gone.this_year, gone.run_rate) == (
        14_000_00,
        -8_500_00,
        -8_500_00,
        -90_000_00,
    )


def test_the_base_before_a_move_is_that_of_the_move_before() -> None:
    org = small(person("Ann"), levers=LEVERS, rates=RATES, teams=(Team(id="A"), Team(id="B")))
    up = Move(
        id="M-1",
        kind=LeverKind.PROMOTION,
        lever="up",
        person_id="Ann",
        role="lead",
        team="A",
        start_date=Q1,
        base_salary=72_000,
    )
    across = up.replace(
        id="M-2",
        kind=LeverKind.TRANSFER,
        lever="across",
        team="B",
        start_date=Q2,
        base_salary=73_000,
    )
    plan = Plan(moves=(across, up))
    assert [base_before(org, plan, move) for move in plan.moves] == [72_000, 60_000]


def test_short_time_saves_the_hours_less_its_price() -> None:
    """Half of 6,250 a month falls away for three months, 100 a month are paid for it: -9,375 +
    300.
    """
    org = small(person("Ann"), levers=LEVERS, rates=RATES)
    reduced = ShortTime(
        id="S-1", lever="short", person_id="Ann", start_date=Q2, end_date=date(2027, 6, 30)
    )
    (row,) = Assessment(org, Plan(short_times=(reduced,))).short_times
    assert (row.direct, row.horizon, row.run_rate) == (300_00, -9_075_00, 0)


def test_named_people_kept_beyond_a_need_cost_what_the_lever_says() -> None:
    org = small(
        person("Ann"), person("Ben"), levers=LEVERS, needs=(need("dev", 1, 1, kind=NeedKind.STAFF),)
    )
    kept = GroupAction(
        id="G-1", kind=LeverKind.OVERSTAFFING, lever="over", group="N-1", start_date=Q1, heads=1
    )
    assessment = Assessment(org, Plan(group_actions=(kept,)))
    assert [
        (line.entity, line.month, line.cents) for line in action_lines(org, assessment.plan)
    ] == [("Ann", n, 125_00) for n in range(3)]
    assert assessment.group_actions[0].horizon == 375_00
    assert sums(assessment) == differences(assessment)


def grouped() -> Organisation:
    groups = (
        person("devs").replace(headcount=40.5, attrition=0.1),
        person("leads", role="lead").replace(headcount=7, base_salary=81_234.56),
    )
    rates = RATES | {"attrition_first_year": 0.35, "attrition": 0.12}
    return small(
        *groups,
        levers=LEVERS,
        rates=rates,
        counting=Counting.FRACTIONAL,
        periods=4,
        teams=(Team(id="A"), Team(id="B")),
    )


KINDS = {
    "retrain": LeverKind.RETRAINING,
    "down": LeverKind.DOWNGRADING,
    "out": LeverKind.REDUNDANCY,
    "short": LeverKind.SHORT_TIME,
}


@st.composite
def group_actions(draw: st.DrawFn, org: Organisation) -> tuple[GroupAction, ...]:
    found = []
    for number in range(draw(st.integers(1, 6))):
        lever = draw(st.sampled_from([None, *KINDS]))
        group = {"retrain": "devs", "down": "leads"}.get(lever or "") or draw(
            st.sampled_from(["devs", "leads"])
        )
        to_group = {"retrain": "leads", "down": "devs"}.get(lever or "")
        day = org.calendar.first_day(draw(st.integers(0, org.calendar.periods - 1)))
        heads = draw(st.floats(0.01, 3, allow_nan=False))
        found.append(
            GroupAction(
                id=f"G-{number}",
                kind=KINDS[lever] if lever else None,
                lever=lever,
                group=group,
                to_group=to_group,
                start_date=day,
                heads=heads,
            )
        )
    return tuple(found)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_actions_on_groups_add_up_and_every_head_is_accounted_for(data: st.DataObject) -> None:
    org = grouped()
    plan = Plan(group_actions=data.draw(group_actions(org)))
    assert sums(Assessment(org, plan)) == differences(Assessment(org, plan))
    found = states(org, plan)
    for group in org.groups:
        heads = group.headcount or 0.0
        for period in range(org.calendar.periods):
            of_period = [
                action
                for action in plan.group_actions
                if org.calendar.period_of(action.start_date) == period
            ]
            came = sum(
                a.heads
                for a in of_period
                if (a.kind is None and a.group == group.id) or a.to_group == group.id
            )
            went = sum(
                a.heads
                for a in of_period
                if a.kind in (*MOVES, LeverKind.REDUNDANCY) and a.group == group.id
            )
            heads += came - went - found[group.id, period].left
            assert found[group.id, period].heads == pytest.approx(heads)
            assert (
                states(org, plan, [group.id])[group.id, period].heads == pytest.approx(heads)
                if not any(a.to_group or a.group != group.id for a in plan.group_actions)
                else True
            )
