"""The efficient frontier of a sample: more money never leaves more open, and each plan keeps its limit."""

from __future__ import annotations

import pytest

import orgplan as op
from orgplan.analysis.frontier import LIMITED, NOTHING, THIS_PLAN, UNLIMITED, Point
from sample_orgs.make import FOLDER


@pytest.fixture(scope="module")
def planned() -> op.Result:
    """Its budget is too small for all that must be met."""
    return op.plan(
        op.load(FOLDER / "tight_budget" / "tight_budget.xlsx"), explain_next_steps=False, frontier=3
    )


def of(planned: op.Result, what: str) -> list[Point]:
    return [point for point in planned.run.frontier if point.what == what]


def test_its_ends_are_doing_nothing_and_no_limit(planned: op.Result) -> None:
    points = planned.run.frontier
    assert (points[0].what, points[-1].what) == (NOTHING, UNLIMITED)
    assert points[0].cost == sum(cost.cents for cost in planned.assessment.idle_costs)
    assert points[-1].must_short == pytest.approx(0)
    assert (len(of(planned, LIMITED)), len(of(planned, THIS_PLAN))) == (3, 1)


def test_more_money_never_leaves_more_open(planned: op.Result) -> None:
    ranks = [point.rank for point in planned.run.frontier]
    assert ranks == sorted(ranks, reverse=True)
    assert ranks[0] > ranks[-1]


def test_each_plan_keeps_its_limit(planned: op.Result) -> None:
    for point in planned.run.frontier:
        assert point.limit is None or point.cost <= point.limit


def test_this_plan_is_the_one_that_was_made(planned: op.Result) -> None:
    (point,) = of(planned, THIS_PLAN)
    assert (point.cost, point.actions) == (
        sum(cost.cents for cost in planned.assessment.costs),
        len(planned.plan.actions),
    )
    assert point.proven


def test_without_being_asked_for_none_is_worked_out(planned: op.Result) -> None:
    assert op.plan(planned.org, explain_next_steps=False).run.frontier == ()
