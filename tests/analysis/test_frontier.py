"""The efficient frontier of a plan is that of `orgplan frontier`: more money never leaves more
open.
"""

from __future__ import annotations

import pytest

import orgplan as op
from sample_orgs.make import FOLDER


@pytest.fixture(scope="module")
def planned() -> op.Result:
    """Its budget is too small for all that must be met."""
    return op.plan(
        op.load(FOLDER / "tight_budget" / "tight_budget.xlsx"), next_steps=False, frontier=1
    )


def test_its_ends_are_doing_nothing_and_full_coverage(planned: op.Result) -> None:
    steps = planned.run.frontier
    assert not steps[0].assessment.plan.actions
    assert steps[0].cost == sum(cost.cents for cost in planned.assessment.idle_costs) / 100
    assert steps[-1].must_short == pytest.approx(0)
    assert steps[-1].cost > planned.assessment.cost


def test_more_money_never_leaves_more_open(planned: op.Result) -> None:
    ranks = [step.rank for step in planned.run.frontier]
    assert ranks == sorted(ranks, reverse=True)
    assert ranks[0] > ranks[-1]


def test_each_plan_keeps_its_limit(planned: op.Result) -> None:
    for step in planned.run.frontier:
        assert step.limit is None or step.cost <= step.limit


def test_without_being_asked_for_none_is_worked_out(planned: op.Result) -> None:
    assert op.plan(planned.org, next_steps=False).run.frontier == ()
