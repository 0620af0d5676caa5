"""Robust plans: what binomial and geometric laws ask for is hired, fresh futures bear it out, and
its price is proven.
"""

from __future__ import annotations

import math
import os
import sys
import time
from datetime import date

import pytest

import orgplan as op
from orgplan.deadline import Deadline
from orgplan.domain import (
    Assumption,
    Assumptions,
    Calendar,
    Need,
    NeedKind,
    Organisation,
    PeriodLength,
    Person,
    Role,
    Team,
)
from orgplan.domain.teams import ORGANISATION
from orgplan.study import CERTAIN, Uncertainty
from orgplan.study.ceiling import ceiling
from orgplan.study.sampled import _future

CASES = range(20) if os.environ.get("ORGPLAN_SLOW") else range(1)
CONFIRM = 150
LAST = date(2027, 12, 31)  # who leaves on it is there in the last quarter


def organisation(people: int, needed: int, rate: float, *, most: int | None = None) -> Organisation:
    """Holders of Java; more can be hired in the second of four quarters."""
    return Organisation(
        calendar=Calendar(
            as_of=date(2026, 12, 31),
            start=date(2027, 1, 1),
            period=PeriodLength.QUARTER,
            periods=4,
        ),
        assumptions=Assumptions(
            rows=(
                Assumption(key="attrition", value=rate),
                Assumption(key="attrition_first_year", value=0.0),
            )
        ),
        people=tuple(
            Person(
                id=f"P{n}",
                name=f"Person {n}",
                role="dev",
                team="A",
                start_date=date(2020, 1, 1),
                base_salary=60_000,
                skills={"Java": 4},
            )
            for n in range(people)
        ),
        roles=(
            Role(
                id="dev",
                name="dev",
                band_mid=60_000,
                lead_time=3,
                ramp=0,
                max_hires_total=most,
                skills_at_start={"Java": 4},
            ),
        ),
        teams=(Team(id="A"),),
        needs=(
            Need(
                id="N",
                scope=ORGANISATION,
                skill="Java",
                kind=NeedKind.HOLDERS,
                required=(0.0, 0.0, 0.0, float(needed)),
            ),
        ),
    )


def at_least(needed: int, people: int, stays: float) -> float:
    """Chance that at least so many of independent people are still there."""
    return sum(
        math.comb(people, k) * stays**k * (1 - stays) ** (people - k)
        for k in range(max(needed, 0), people + 1)
    )


@pytest.mark.parametrize("case", CASES)
def test_as_many_are_hired_as_the_binomial_law_asks_for_at_the_least_cost(case: int) -> None:
    people, needed, rate = 5 + case % 4, 5 + case % 4, (0.2, 0.3, 0.1, 0.4)[case % 4]
    org = organisation(people, needed, rate)
    unsure = CERTAIN.replace(attrition=1.0)
    safe = op.robust(org, 0.9, 40, case, uncertainty=unsure, confirm=CONFIRM)
    assert len(safe.plain.plan.hires) == 0
    hired = len(safe.result.plan.hires)
    stays = [(1 - rate), (1 - rate) ** (11 / 12)]  # who leaves in a month is there to its end
    chances = [at_least(needed - hired, people, one) for one in stays]
    error = 3 * math.sqrt(0.9 * 0.1 / CONFIRM)
    assert chances[1] >= 0.9 - error  # enough …
    assert at_least(needed - hired + 1, people, stays[0]) <= 0.9 + 2 * error  # … and no more
    assert chances[0] - error <= safe.sure.chance <= chances[1] + error
    assert safe.kept
    # The same price by the other solver, where as many are asked for with certainty.
    more = op.plan(org.apply(op.change.needs(add=hired)), gap=0.0, solver="scip", next_steps=False)
    assert len(more.plan.hires) == hired > 0
    paid = more.assessment.minimised_cost - safe.plain.assessment.minimised_cost
    assert safe.price == pytest.approx(paid, rel=1e-3)
    assert "meet every must in" in safe.reserve


def test_where_the_budget_is_in_the_way_the_highest_chance_and_the_money_are_proven() -> None:
    """No seat is within the budget: the must holds where nobody leaves.

    The money is that of as many seats as the futures ask for, by the other solver.
    """
    free = organisation(5, 5, 0.3).apply(op.change.assume(tail_months=0))
    today = op.evaluate(free, op.Plan()).assessment.cost
    org, drawn = free.apply(op.change.budget(total=today + 1)), (CERTAIN.replace(attrition=1.0), 1)
    sample = tuple(_future(org, *drawn, number, frozenset({"N"})) for number in range(40))
    there = [
        sum(one.end_date is None or one.end_date >= LAST for one in future.org.people)
        for future in sample
    ]
    top = ceiling(org, sample, 0.9, Deadline(60))
    assert top is not None
    assert (top.possible, top.limit) == (True, today + 1)
    assert top.chance == pytest.approx(sum(people == 5 for people in there) / 40)
    seats = 5 - sorted(there)[4]  # in four of forty futures it may be missed
    paid = op.plan(free.apply(op.change.needs(add=seats)), solver="scip", next_steps=False)
    assert top.money == pytest.approx(paid.assessment.cost, rel=1e-3)
    assert f"{top.money:,.0f}" in top.lines[1]
    assert ceiling(free, sample, 0.9, Deadline(60)) is None  # nothing is in the way


def test_seats_are_filled_so_early_that_offers_may_be_declined() -> None:
    """One seat that may be declined: a quarter earlier, it is filled in time in two draws."""
    org = organisation(1, 2, 0.0)
    unsure = CERTAIN.replace(acceptance=0.75)
    safe = op.robust(org, 0.85, 40, 3, uncertainty=unsure, confirm=CONFIRM)
    (plain,), (robust,) = safe.plain.plan.hires, safe.result.plan.hires
    assert (plain.start_date, robust.start_date) == (date(2027, 10, 1), date(2027, 7, 1))
    assert safe.plainly_sure.chance == pytest.approx(0.75, abs=3 * 0.035)
    assert safe.sure.chance == pytest.approx(1 - 0.25**2, abs=3 * 0.02)
    assert 0 < safe.price_in_horizon < 25_000


def test_where_the_model_would_be_too_large_needs_are_planned_for_earlier(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The seat that may be declined, without a model of all futures: the same plan, said to be no
    proof.
    """
    road = sys.modules[op.Robust.__module__]
    monkeypatch.setattr(road, "ROWS", 0)
    monkeypatch.setattr(road, "LEAST", 1)
    org, unsure = organisation(1, 2, 0.0), CERTAIN.replace(acceptance=0.75)
    safe = op.robust(org, 0.85, 40, 3, uncertainty=unsure, confirm=CONFIRM)
    (robust,) = safe.result.plan.hires
    assert robust.start_date == date(2027, 7, 1)
    assert (safe.method, safe.asked, safe.sampled) == ("buffers", 40, 1)
    assert "may not be the cheapest" in safe.reached
    assert safe.sure.chance == pytest.approx(1 - 0.25**2, abs=3 * 0.02)


def test_time_that_is_too_short_leaves_the_plain_plan_and_says_so() -> None:
    org, unsure = organisation(1, 2, 0.0), CERTAIN.replace(acceptance=0.75)
    began = time.perf_counter()
    safe = op.robust(org, 0.85, 40, 3, uncertainty=unsure, confirm=CONFIRM, time_limit=0.5)
    assert time.perf_counter() - began < 30
    assert safe.plain.plan.hires
    assert safe.price >= 0
    if safe.result is safe.plain:
        assert not safe.kept


def test_what_no_plan_can_keep_is_named_and_the_rest_kept() -> None:
    org = organisation(5, 5, 0.4, most=0)
    safe = op.robust(org, 0.9, 10, 1, uncertainty=CERTAIN.replace(attrition=1.0), confirm=40)
    assert set(safe.beyond) == {"holders(N, 2027-Q4)"}
    assert safe.price == 0
    assert not safe.kept


def test_a_chance_that_is_none_is_refused() -> None:
    with pytest.raises(op.BadArgument, match="chance=1"):
        op.robust(organisation(1, 1, 0.1), 1.0)
    assert Uncertainty().acceptance == 0.8
