"""Charges, worked by hand; what all of them together come to is in
tests/report/test_independent_recalculation.py.
"""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from orgplan.domain import Charge, ChargeOf, ChargePer, Organisation
from orgplan.finance.cents import cents
from orgplan.finance.charges import months_for_service
from orgplan.finance.contract_run_rates import run_rate
from orgplan.finance.contracts import contract_of_person
from tests.constraints.small import person, small
from tests.finance.test_pay import pay
from tests.organisations import assumptions

ANN = person("Ann")  # 60,000 a year since 2020: 5,000 a month


def org_with(*charges: Charge) -> Organisation:
    """A flat tax of nothing, and charges in its place."""
    none = assumptions(employer_tax_pct=0, benefits_pct=0, merit_pct=0)
    return small(ANN).replace(charges=charges, assumptions=none)


def tax(name: str = "C", **fields: object) -> Charge:
    return Charge.model_validate(
        {"id": name, "name": name, "component": "tax", "rate": 0.1, **fields}
    )


@pytest.mark.parametrize(
    ("charge", "wanted"),
    [
        (tax(), 500_00),  # 10 % of 5,000
        (tax(high=4_000), 400_00),
        (tax(low=1_000), 400_00),
        (tax(low=1_000, high=4_000), 300_00),
        (tax(floor=7_000), 700_00),
        (tax(floor=7_000, high=9_000, low=500), 650_00),
        (tax(first=date(2030, 1, 1)), 0),
        (tax(scope="nobody"), 0),
        (tax(scope="Ann"), 500_00),
    ],
)
def test_tiers_of_a_month(charge: Charge, wanted: int) -> None:
    assert pay(org_with(charge), ANN, 0)["tax"] == wanted


def test_a_limit_of_the_year_is_used_up_in_order() -> None:
    # 12,000 a year: 5,000 in January and February, 2,000 in March, nothing from April on.
    org = org_with(tax(high=12_000, per=ChargePer.YEAR))
    assert org.calendar.start.month == 1
    assert [pay(org, ANN, month)["tax"] for month in range(4)] == [500_00, 500_00, 200_00, 0]


def test_limits_go_by_the_days_of_a_month() -> None:
    # From the 17th of a month of 31 days: pay 5,000 * 15 / 31, of which all above 1,000 * 15 / 31.
    start = small(ANN).calendar.start
    late = ANN.replace(start_date=start.replace(day=17))
    org = org_with(tax(low=1_000)).replace(people=(late,))
    assert pay(org, late, 0)["tax"] == round(4_000 * 15 / 31 * 10)


def test_a_thirteenth_salary_is_paid_at_once_and_charged_then() -> None:
    # Each month 5,000 / 12 = 416.67, paid in the last month; tax 10 % on 5,000, then on all of it.
    months = org_with().calendar.months
    org = org_with(
        tax(), Charge(id="13", name="13th", of=ChargeOf.BASE, component="bonus", rate=1 / 12,
            months=(months,))
    )  # fmt: skip
    ann = ANN.replace(start_date=org.calendar.start)
    paid = [pay(org.replace(people=(ann,)), ann, month) for month in range(months)]
    assert {month["bonus"] for month in paid[:-1]} == {0}
    assert {month["tax"] for month in paid[:-1]} == {500_00}
    assert paid[-1]["bonus"] == months * 416_67
    assert paid[-1]["tax"] == round((5_000 + months * 5_000 / 12) * 10)


def test_amounts_a_head() -> None:
    head = Charge(id="1", name="meals", of=ChargeOf.HEAD, component="benefits", amount=100)
    grant = head.replace(id="2", component="bonus", amount=1_200, per=ChargePer.YEAR, months=(3, 9))
    org = org_with(head, grant)
    assert pay(org, ANN, 0) == {"base": 5_000_00, "bonus": 0, "tax": 0, "benefits": 100_00}
    assert pay(org, ANN, 2)["bonus"] == 600_00


def test_run_rate_takes_a_twelfth_of_what_is_paid_in_some_months() -> None:
    # 5,000 + bonus 416.67 + tax 10 % of min(5,416.67, 36,000 / 12).
    org = org_with(
        tax(high=36_000, per=ChargePer.YEAR),
        Charge(id="13", name="13th", of=ChargeOf.BASE, component="bonus", rate=1 / 12,
            months=(12,)),
    )  # fmt: skip
    contract = contract_of_person(org, org.person["Ann"])
    assert run_rate(org, contract, cents) == 5_000_00 + 416_67 + 300_00


@pytest.mark.parametrize(
    ("last", "months"),
    [
        (date(2027, 1, 14), 12 * 0.25),  # from 2015-01-15: twelve years, ten at a quarter
        (date(2027, 1, 13), 12 * 0.25),
        (date(2016, 1, 13), 0.25 * 11 / 12),  # a day short of a year
    ],
)
def test_severance_by_completed_months(last: date, months: float) -> None:
    ten = Charge(
        id="1", name="to ten", of=ChargeOf.SERVICE, component="severance", rate=0.25, high=10
    )
    beyond = ten.replace(id="2", rate=1 / 3, low=10.0, high=None)
    org = org_with(ten, beyond)
    dues = contract_of_person(org, ANN).spells[0].rates.charges
    found = months_for_service(dues, date(2015, 1, 15), last)
    wanted = months if last.year == 2016 else 2.5 + (2 if last.day == 14 else 23 / 12) / 3
    assert found == pytest.approx(wanted)


@pytest.mark.parametrize(
    "fields",
    [
        {"low": 5, "high": 5},
        {"floor": 9, "high": 8},
        {"floor": 9, "per": "year"},
        {"component": "benefits"},
        {"of": "head"},
        {"amount": 5},
        {"months": (3,)},
        {"first": date(2027, 1, 2)},
        {"last": date(2027, 1, 30)},
        {"of": "base", "component": "bonus", "months": (0,)},
        {"of": "base", "component": "bonus", "high": 5},
    ],
)
def test_what_cannot_be_meant_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        tax(**fields)
