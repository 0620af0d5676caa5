"""Prices: what is said of one unit more or less is what an independent search with it gives."""

from __future__ import annotations

import os

import pytest

import orgplan as op
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.counterfactual import price as counterfactual
from orgplan.analysis.counterfactual.price import prices
from orgplan.analysis.counterfactual.search import BestPlan, baseline
from orgplan.domain.organisation import Organisation
from orgplan.solver.outcome import Status
from tests.organisations import random_organisation

SEEDS = list(range(200)) if os.environ.get("ORGPLAN_SLOW") else [5, 11]


def _figures(org: Organisation) -> tuple[float, ...] | None:
    """Goals and cost of the best plan by the other solver, or none."""
    try:
        best = op.plan(org, gap=1e-6, solver="scip", next_steps=False)
    except op.Impossible:
        return None
    values = best.assessment.goal_values
    return values["must_shortfall"], values["should_shortfall"], best.assessment.minimised_cost


@pytest.mark.parametrize("seed", SEEDS)
def test_each_price_is_the_difference_of_two_independent_searches(seed: int) -> None:
    org = random_organisation(seed)
    made = op.evaluate(org, op.Plan())
    wanted = [f"need:{need.id}" for need in org.needs[:2] if need.strength != "off"]
    wanted += [f"rule:{rule.id}" for rule in org.rules[:1] if rule.strength != "off"]
    base = _figures(org.replace(goal=op.Goal.COVER))
    assert base is not None
    made = op.evaluate(org.replace(goal=op.Goal.COVER), op.Plan())
    for price in prices(made.assessment, wanted):
        kind, _, name = price.of.partition(":")
        rules = (r.replace(strength="off") if r.id == name else r for r in made.org.rules)
        changed = (
            made.org.replace(rules=tuple(rules))
            if kind == "rule"
            else made.org.apply(op.change.needs(add=-1, need=name))
        )
        other = _figures(changed)
        assert other is not None
        assert price.proven
        assert (price.must_short, price.should_short) == pytest.approx(
            (other[0] - base[0], other[1] - base[1]), abs=1e-4
        )
        assert price.minimised == pytest.approx(other[2] - base[2], abs=1.0)


@pytest.fixture(scope="module")
def planned() -> op.Result:
    return op.plan(op.generate(8, teams=1, titles=4, seed=1), next_steps=False)


def test_an_id_that_is_none_and_a_part_of_a_person_are_refused(planned: op.Result) -> None:
    with pytest.raises(op.BadArgument, match="N-001"):
        planned.price("N-01")
    with pytest.raises(op.BadArgument, match="whole"):
        planned.price("N-001", by=0.5)


def test_a_worse_search_is_no_yardstick(
    planned: op.Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Differences are seen from the plan at hand where a search that time cut short found less."""
    org = planned.org
    nothing = BestPlan(org, Assessment(org, op.Plan()), Status.TIME_LIMIT, 1.0)
    same = BestPlan(org, planned.assessment, Status.OPTIMAL, 0.0)
    monkeypatch.setattr(
        counterfactual, "answers", lambda orgs, **_: dict.fromkeys(orgs, same) | {"": nothing}
    )
    [price] = prices(planned.assessment, [org.needs[0].id])
    assert (price.minimised, price.adds, price.drops) == (0.0, (), ())
    assert baseline(planned.assessment, nothing) == (planned.assessment, planned.assessment)
    [better] = {id(one) for one in baseline(nothing.assessment, same)}
    assert better == id(planned.assessment)


def test_more_money_opens_less(planned: op.Result) -> None:
    price = planned.price("B-001", by=100_000)
    assert price.must_short is not None
    assert price.must_short < 0
    assert price.closes
    assert price.adds


def test_why_without_a_search_says_what_an_action_serves(planned: op.Result) -> None:
    action = next(iter(planned.plan.actions))
    reason = planned.why(action)
    assert reason.searched is False
    assert all("N-" in said for said in reason.serves)
    assert reason.serves
    with pytest.raises(op.BadArgument, match=action):
        planned.why("H-99")
    assert planned.why(action, counterfactual=True).searched
    html = planned._repr_html_()
    assert "optimal" in html or "gap_limit" in html
    assert html.count("<tr>") <= 15
