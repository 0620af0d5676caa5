"""What money buys: each step is what an independent search within its money gives, and a unit less
buys less.
"""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

import orgplan as op
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.counterfactual import frontier
from orgplan.analysis.counterfactual.frontier import break_points, own_limit
from orgplan.analysis.counterfactual.late_money import _gives_up, late_money
from orgplan.analysis.counterfactual.search import BestPlan
from orgplan.analysis.counterfactual.steps import Step, rank_of
from orgplan.cli.what_if.frontier import left_out
from orgplan.solver.outcome import Status
from tests.organisations import random_organisation

SEEDS = list(range(200)) if os.environ.get("ORGPLAN_SLOW") else [11, 140]


@pytest.fixture(scope="module")
def org() -> op.Organisation:
    """Its budget reaches the second of four steps."""
    return op.generate(8, teams=1, titles=4, seed=1)


@pytest.fixture(scope="module")
def steps(org: op.Organisation) -> tuple[Step, ...]:
    return break_points(op.evaluate(org, op.Plan()).assessment)


def rank(org: op.Organisation, budget: float) -> tuple[float, float, float] | None:
    """What the other solver leaves open within some money, and for how much."""
    try:
        best = op.plan(org, budget=budget, gap=0.0, solver="scip", next_steps=False)
    except op.Impossible:
        return None
    goals = best.assessment.goal_values
    return goals["must_shortfall"], goals["should_shortfall"], best.assessment.cost


def rounded(one: tuple[float, ...]) -> tuple[float, float]:
    return round(one[0], 4), round(one[1], 4)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_step_is_the_best_for_its_money_and_the_cheapest_for_what_it_covers(
    seed: int,
) -> None:
    org = random_organisation(seed)
    org = org.replace(needs=tuple(need.replace(worth=None) for need in org.needs))
    found = break_points(op.evaluate(org, op.Plan()).assessment, most=6)
    assert found
    free = [one for one in found[1:] if one.cost == found[0].cost]  # better for the same money
    for step in found[1:] if free else found:
        alone = rank(step.assessment.org, step.cost)
        assert alone is not None
        assert step.rank == pytest.approx(alone[:2], abs=1e-4)
        less = rank(step.assessment.org, step.cost - 1.0) if step.assessment.plan.actions else None
        if less is not None and step.complete:
            assert rounded(less) > rounded(step.rank)


def test_more_money_never_leaves_more_open(steps: tuple[Step, ...]) -> None:
    assert len(steps) == 4
    assert [step.cost for step in steps] == sorted(step.cost for step in steps)
    ranks = [step.rank for step in steps]
    assert ranks == sorted(ranks, reverse=True)
    assert len(set(ranks)) == len(ranks)
    assert all(step.proven for step in steps)
    assert steps[0].assessment.plan == op.Plan()
    assert all(step.buys and step.closes for step in steps[1:])


def test_the_budget_has_its_place(org: op.Organisation, steps: tuple[Step, ...]) -> None:
    limit = own_limit(org)
    assert limit == next(line.amount for line in org.budget if line.id == "B-001")
    planned = op.plan(org, gap=0.0, next_steps=False)
    within = [step for step in steps if step.cost <= limit][-1]
    goals = planned.assessment.goal_values
    assert within.rank == (goals["must_shortfall"], goals["should_shortfall"])


def test_where_steps_are_many_limits_are_spaced(org: op.Organisation) -> None:
    some = break_points(op.evaluate(org, op.Plan()).assessment, most=2)
    assert not all(step.complete for step in some)
    ranks = [step.rank for step in some]
    assert ranks == sorted(ranks, reverse=True)


def test_time_that_ends_is_heeded_and_what_it_left_out_is_said(
    org: op.Organisation, steps: tuple[Step, ...]
) -> None:
    (nothing,) = break_points(op.evaluate(org, op.Plan()).assessment, time_limit=0.0)
    assert not nothing.complete
    assert list(left_out([nothing], [], "EUR"))[0].startswith("There was not enough time")
    order = late_money(steps, time_limit=0.0)
    assert 0 < len(order) < len(steps)
    (order_ends,) = left_out(steps, order, "EUR")
    assert f"{order[-1].within.cost:,.2f} EUR" in order_ends
    some = [steps[0], *(replace(step, complete=False) for step in steps[1:])]
    (between,) = left_out(some, late_money(steps), "EUR")
    assert f"Between {steps[0].cost:,.2f} and {steps[-1].cost:,.2f} EUR" in between
    assert not list(left_out(steps, late_money(steps), "EUR"))


def test_the_plan_at_hand_has_its_place_where_searches_are_cut_short(
    org: op.Organisation, steps: tuple[Step, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Searches that find nothing better than doing nothing do not say that its money buys
    nothing.
    """
    best = steps[-1].assessment

    def idle(asked: op.Organisation, **_: object) -> BestPlan:
        return BestPlan(asked, Assessment(asked, op.Plan()), Status.TIME_LIMIT, 1.0)

    monkeypatch.setattr(frontier, "answer", idle)
    found = break_points(best)
    assert [(step.cost, step.rank) for step in found][-1] == (steps[-1].cost, steps[-1].rank)
    assert not found[-1].proven
    known = BestPlan(org, steps[1].assessment, Status.TIME_LIMIT, 1.0)
    monkeypatch.setattr(frontier, "answer", lambda asked, **_: replace(known, org=asked))
    between = [(step.cost, step.rank) for step in break_points(best)]
    assert {(steps[0].cost, steps[0].rank), (steps[-1].cost, steps[-1].rank)} <= set(between)
    extra = steps[1].assessment.plan
    twice = extra.replace(hires=(*extra.hires, extra.hires[0].replace(id="H-99")))
    dearer = Assessment(steps[1].assessment.org, twice)
    assert (dearer.cost > steps[1].cost, rank_of(dearer)) == (True, steps[1].rank)
    worse = BestPlan(org, dearer, Status.TIME_LIMIT, 1.0)
    monkeypatch.setattr(frontier, "answer", lambda asked, **_: replace(worse, org=asked))
    kept = [step.cost for step in break_points(steps[1].assessment)]
    assert dearer.cost not in kept
    assert steps[1].cost in kept


def test_an_order_gives_nothing_up_and_keeps_its_money(steps: tuple[Step, ...]) -> None:
    order = late_money(steps)
    assert len(order) == len(steps)
    for before, prefix in zip((None, *order), order, strict=False):
        assert prefix.nested
        assert prefix.step.cost <= prefix.within.cost + 0.005
        assert not [m for m in prefix.step.assessment.shortfalls if m.strength is None]
        assert min(prefix.nesting) >= 0
        if before is not None:
            assert prefix.step.rank <= before.step.rank
            seats = {(h.role, h.team) for h in before.step.assessment.plan.hires}
            assert seats <= {(h.role, h.team) for h in prefix.step.assessment.plan.hires}


def test_a_plan_without_an_action_of_the_one_before_gives_it_up(steps: tuple[Step, ...]) -> None:
    nothing, everything = steps[0], steps[-1]
    assert not _gives_up(nothing, everything)
    assert _gives_up(everything, nothing)


def test_a_frame_is_in_currency(org: op.Organisation, steps: tuple[Step, ...]) -> None:
    frame = op.evaluate(org, op.Plan()).frontier()
    assert list(frame["cost"]) == [step.cost for step in steps]
    assert frame["more"].iloc[1] == pytest.approx(steps[1].cost - steps[0].cost)
