"""For which role pay is spent: a promotion in mid-month splits its month."""

from __future__ import annotations

from datetime import date

import pytest

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.cost_drivers import cost_drivers
from orgplan.domain.levers import LeverKind
from orgplan.domain.plan import Plan
from tests.report.levers import levered_organisation, levered_plan


def test_a_promotion_in_mid_month_splits_pay_and_head_months_by_role() -> None:
    org = levered_organisation()
    move = next(one for one in levered_plan(org).moves if one.kind is LeverKind.PROMOTION)
    move = move.replace(start_date=date(2027, 5, 17))
    assessment = Assessment(org, Plan(moves=(move,)))
    before, person = org.person[move.person_id].role, move.person_id
    paid = {
        item: cost.cents
        for cost, item in zip(assessment.costs, assessment.items, strict=True)
        if (cost.entity, cost.month, cost.component) == (person, 4, "base")
    }
    assert set(paid) == {before, move.role}
    drivers = cost_drivers(org, assessment.plan, assessment.costs)
    units = {
        one.item: one.units
        for one in drivers
        if (one.seat, one.month, one.kind) == (person, 4, "pay")
    }
    assert units == {before: pytest.approx(16 / 31), move.role: pytest.approx(15 / 31)}
    whole = [one.units for one in drivers if (one.seat, one.month, one.kind) == (person, 5, "pay")]
    assert whole == [1.0]
