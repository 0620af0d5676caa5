"""Pay of a month, worked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Employment, Person
from orgplan.domain.plan import Hire, Plan
from orgplan.finance.base_pay import raises_between
from orgplan.finance.cents import cents
from orgplan.finance.contracts import Contract, contract_of_person, contract_of_seat
from orgplan.finance.ledger import accrued
from orgplan.finance.pay import pay as pay_by_month
from tests.constraints.small import person, small

ANN = person("Ann")  # 60,000 a year since 2020


def pay(org: Organisation, somebody: Person, month: int) -> dict[str, int]:
    return of_month(org, contract_of_person(org, somebody), month)


def of_month(org: Organisation, contract: Contract, month: int) -> dict[str, int]:
    return {
        component: amount
        for number, _, amounts in pay_by_month(org, contract, cents)
        if number == month
        for component, amount in amounts
    }


@pytest.mark.parametrize(
    ("amount", "whole"),
    [
        (0, 0),
        (0.004, 0),
        (0.005, 1),
        (0.015, 2),
        (2.675, 268),
        (1.005, 101),
        (7026.791666, 702_679),
        (1e7 / 3, 333_333_333),
    ],
)
def test_halves_of_a_cent_go_up(amount: float, whole: int) -> None:
    # 2.675 and 1.005 are a little less in binary; a spreadsheet shows and rounds them as they are
    # written.
    assert cents(amount) == whole


def test_a_full_month() -> None:
    # 60,000 / 12 = 5,000; tax 10 % = 500; benefits 15 % = 750; no bonus.
    assert pay(small(ANN), ANN, 0) == {
        "base": 500_000,
        "bonus": 0,
        "tax": 50_000,
        "benefits": 75_000,
    }


def test_tax_is_due_on_the_bonus_and_benefits_are_not() -> None:
    # Bonus 12 % of 5,000 = 600; tax 10 % of 5,600 = 560; benefits 15 % of 5,000 = 750.
    assert pay(small(ANN), ANN.replace(bonus_pct=0.12), 0) == {
        "base": 500_000,
        "bonus": 60_000,
        "tax": 56_000,
        "benefits": 75_000,
    }


def test_each_component_is_rounded_on_its_own() -> None:
    # 84,321.50 / 12 = 7,026.791667 → 7,026.79; tax 702.679167 → 702.68; benefits 1,054.01875 →
    # 1,054.02.
    assert pay(small(ANN), ANN.replace(base_salary=84_321.5), 0) == {
        "base": 702_679,
        "bonus": 0,
        "tax": 70_268,
        "benefits": 105_402,
    }


@pytest.mark.parametrize(
    ("first", "last", "month", "base"),
    [
        (date(2027, 2, 15), None, 0, None),  # not yet there
        (date(2027, 2, 15), None, 1, 250_000),  # 15 to 28 February are 14 of 28 days
        (date(2027, 2, 1), None, 1, 500_000),
        (date(2020, 1, 1), date(2027, 1, 31), 0, 500_000),  # the last day is paid
        (date(2020, 1, 1), date(2027, 1, 31), 1, None),
        (date(2020, 1, 1), date(2027, 2, 1), 1, 17_857),  # one of 28 days: 178.571
        (date(2027, 1, 11), date(2027, 1, 20), 0, 161_290),  # 10 of 31 days: 1,612.903
    ],
)
def test_by_the_days_employed(first: date, last: date | None, month: int, base: int | None) -> None:
    somebody = ANN.replace(start_date=first, end_date=last)
    assert pay(small(somebody), somebody, month).get("base") == base


def test_contractors_are_paid_their_base_alone() -> None:
    assert pay(small(ANN), ANN.replace(employment=Employment.CONTRACTOR, bonus_pct=0.5), 5) == {
        "contractor": 500_000
    }


def test_merit_comes_in_april_and_stays() -> None:
    # March 5,000; April 5,000 x 1.032 = 5,160, tax 516, benefits 774; a year later 5,160 x 1.032 =
    # 5,325.12.
    org = small(ANN, periods=6)
    assert [pay(org, ANN, month)["base"] for month in (2, 3, 14, 15)] == [
        500_000,
        516_000,
        516_000,
        532_512,
    ]
    assert pay(org, ANN, 3) == {"base": 516_000, "bonus": 0, "tax": 51_600, "benefits": 77_400}


@pytest.mark.parametrize(
    ("start", "raised"),
    [
        (date(2026, 10, 1), True),  # six months on 1 April
        (
            date(2026, 10, 31),
            True,
        ),  # in the seventh month of service: months count from the first of the month
        (date(2026, 11, 1), False),
        (date(2027, 4, 1), False),  # the day of the start is no raise
    ],
)
def test_merit_asks_for_half_a_year(start: date, raised: bool) -> None:
    somebody = ANN.replace(start_date=start)
    assert pay(small(somebody), somebody, 4)["base"] == (516_000 if raised else 500_000)


def test_salaries_are_as_of_the_roster() -> None:
    # The raise of April 2026 is in the salary already: as-of is December 2026.
    assert raises_between(date(2026, 12, 1), date(2027, 3, 1), date(2020, 1, 1), 4) == 0
    assert raises_between(date(2026, 12, 1), date(2027, 4, 1), date(2020, 1, 1), 4) == 1
    assert raises_between(date(2026, 3, 31), date(2027, 4, 1), date(2020, 1, 1), 4) == 2
    # Where the as-of date is the day of the raise, the salary has it.
    assert raises_between(date(2026, 4, 1), date(2027, 3, 1), date(2020, 1, 1), 4) == 0


def test_the_most_specific_rate_applies() -> None:
    org = small(ANN)
    rows = tuple(
        Assumption(key="employer_tax_pct", scope=scope, value=value)
        for scope, value in (("Ann", 0.3), ("A", 0.2), (None, 0.05))
    )
    for kept, tax in ((rows, 150_000), (rows[1:], 100_000), (rows[2:], 25_000), ((), 50_000)):
        assert pay(org.replace(assumptions=Assumptions(rows=kept)), ANN, 0)["tax"] == tax


def test_a_seat_is_paid_as_anybody() -> None:
    # Hired for January at 90,000: 7,500, tax 750, benefits 1,125. April is too early for merit, the
    # next one is not.
    org = small(periods=6)
    contract = contract_of_seat(
        org, Hire(id="H", role="dev", team="A", start_date=date(2027, 1, 1), base_salary=90_000)
    )
    assert of_month(org, contract, 3) == {
        "base": 750_000,
        "bonus": 0,
        "tax": 75_000,
        "benefits": 112_500,
    }
    assert of_month(org, contract, 15)["base"] == 774_000


def test_bonuses_are_earned_paid_and_owed() -> None:
    # 10 % of 5,000 a month, paid in March: April to December 2026 are owed when 2027 begins.
    org = small(ANN, rates={"bonus_pct": 0.1, "bonus_month": 3, "merit_pct": 0})
    before, *months = accrued(org, Plan())
    assert (before.month, before.owed) == (-1, 9 * 500_00)
    assert [month.earned for month in months] == [500_00] * len(months)
    assert [month.paid for month in months[:4]] == [0, 0, 12 * 500_00, 0]
    assert [month.owed for month in months[:4]] == [5_000_00, 5_500_00, 0, 500_00]
    assert not any(any(month[1:]) for month in accrued(small(ANN), Plan()))


def test_who_leaves_is_owed_nothing() -> None:
    # Paid in December, let go at the end of February: 14 months of 500 less the 12 of 2026.
    ann = ANN.replace(end_date=date(2027, 2, 28))
    org = small(ann, rates={"bonus_pct": 0.1, "bonus_month": 12, "merit_pct": 0})
    before, *months = accrued(org, Plan())
    assert before.owed == 0
    assert [(month.earned, month.paid, month.owed) for month in months[:3]] == [
        (500_00, 0, 500_00), (500_00, 1_000_00, 0), (0, 0, 0),
    ]  # fmt: skip
