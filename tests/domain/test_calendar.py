"""Periods, months and days, at their edges."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from orgplan.domain.calendar import Calendar, PeriodLength, add_months

QUARTERS = Calendar(as_of=date(2026, 12, 1), start=date(2027, 1, 1), periods=4)
MONTHS = Calendar(
    as_of=date(2026, 12, 31), start=date(2026, 12, 1), period=PeriodLength.MONTH, periods=14
)


def test_first_and_last_days() -> None:
    assert [QUARTERS.first_day(t) for t in (0, 1, 4)] == [
        date(2027, 1, 1),
        date(2027, 4, 1),
        date(2028, 1, 1),
    ]
    assert [QUARTERS.last_day(t) for t in (0, 1, 3)] == [
        date(2027, 3, 31),
        date(2027, 6, 30),
        date(2027, 12, 31),
    ]
    assert QUARTERS.end == date(2027, 12, 31)
    assert MONTHS.last_day(2) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("day", "month", "period"),
    [
        (date(2026, 12, 31), -1, -1),
        (date(2026, 9, 30), -4, -2),
        (date(2027, 1, 1), 0, 0),
        (date(2027, 3, 31), 2, 0),
        (date(2027, 4, 1), 3, 1),
        (date(2028, 1, 1), 12, 4),
    ],
)
def test_the_period_of_a_day(day: date, month: int, period: int) -> None:
    assert (QUARTERS.month_of(day), QUARTERS.period_of(day)) == (month, period)


def test_labels() -> None:
    assert QUARTERS.labels == ("2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4")
    assert MONTHS.labels[:2] == ("2026-12", "2027-01")
    shifted = Calendar(as_of=date(2026, 12, 1), start=date(2027, 2, 1), periods=4)
    assert shifted.labels == ("2027-02..04", "2027-05..07", "2027-08..10", "2027-11..01")


@pytest.mark.parametrize(
    ("months", "quarters"),
    [(0, 0), (0.5, 1), (1, 1), (3, 1), (3.0000000001, 1), (3.1, 2), (6, 2), (24, 8)],
)
def test_durations_are_rounded_up_to_whole_periods(months: float, quarters: int) -> None:
    assert QUARTERS.periods_for(months) == quarters
    assert MONTHS.periods_for(months) == -(-round(months, 6) // 1)


@pytest.mark.parametrize(
    ("first", "last", "month", "share"),
    [
        (None, None, 0, 1),
        (date(2027, 1, 1), date(2027, 1, 31), 0, 1),
        (date(2027, 1, 31), None, 0, 1 / 31),
        (None, date(2027, 2, 14), 1, 14 / 28),
        (date(2027, 2, 1), None, 0, 0),
        (None, date(2026, 12, 31), 0, 0),
    ],
)
def test_share_of_a_month(first: date | None, last: date | None, month: int, share: float) -> None:
    assert QUARTERS.share_of_month(month, first, last) == pytest.approx(share)


def test_a_leap_day_is_a_day() -> None:
    leap = Calendar(as_of=date(2028, 1, 1), start=date(2028, 1, 1), periods=1)
    assert leap.share_of_month(1, date(2028, 2, 29), None) == pytest.approx(1 / 29)
    assert leap.end == date(2028, 3, 31)


def test_fiscal_years_are_named_by_the_year_in_which_they_begin() -> None:
    april = QUARTERS.replace(fiscal_year_start=4)
    assert [april.fiscal_year(month) for month in (0, 2, 3, 11)] == [2026, 2026, 2027, 2027]
    assert [QUARTERS.fiscal_year(month) for month in (0, 11)] == [2027, 2027]


def test_months_across_a_year() -> None:
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 1)
    assert add_months(date(2027, 1, 15), -1) == date(2026, 12, 1)


def test_a_horizon_begins_on_a_first_and_not_before_the_roster() -> None:
    with pytest.raises(ValidationError, match="not the first day"):
        Calendar(as_of=date(2026, 12, 1), start=date(2027, 1, 2))
    with pytest.raises(ValidationError, match="before the as-of date"):
        Calendar(as_of=date(2027, 2, 1), start=date(2027, 1, 1))
    assert Calendar(as_of=date(2027, 1, 20), start=date(2027, 1, 1)).periods == 4
