"""Seats that are dear for what they bring, and seats needed for one period only."""

from __future__ import annotations

import pytest

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.value_for_money import dear, passing, yields
from orgplan.domain.needs import NeedKind
from orgplan.domain.plan import Plan
from orgplan.report.seat_value import dear_in_words, passing_in_words
from tests.constraints.both_sides import plan_of
from tests.constraints.small import need, person, small


def hired(*amounts: float, at: int = 0) -> Assessment:
    """One works alone for a need, and a seat is opened beside them."""
    org = small(person("P1", s=3), periods=4, needs=(need("s", *amounts, kind=NeedKind.CAPACITY),))
    return Assessment(org, plan_of(org, [("dev", "A", at)], []))


def test_what_a_seat_brings_is_summed_over_its_periods() -> None:
    # 0.3 short in two quarters, of four that are paid: 0.6 of 4, under a quarter in each.
    found = hired(1.0, 1.3, 1.3, 1.0)
    (one,) = yields(found)
    assert one.brings == pytest.approx(0.6)
    assert (one.periods, one.there, one.unit, one.serves) == ((1, 2), 4, "FTE", ("N-1",))
    assert one.each == pytest.approx(found.hires[0].horizon / 0.6)
    assert dear(yields(found)) == (one,)
    assert not passing(found, yields(found))
    assert "0.60 FTE × quarters (s in the organisation)" in dear_in_words(found.org, one)


def test_a_seat_that_is_worked_is_not_dear() -> None:
    found = hired(1.3, 1.3, 1.3, 1.3)
    assert len(yields(found)) == 1
    assert not dear(yields(found))


def test_a_seat_for_one_quarter() -> None:
    found = hired(1.0, 2.0, 1.0, 1.0)
    assert not dear(yields(found))
    (one,) = passing(found, yields(found))
    said = passing_in_words(found.org, one)
    assert "needed in 2027-Q2 only (s in the organisation: 1.00 FTE), paid for 4 quarters" in said


@pytest.mark.parametrize(("amounts", "at"), [((1.0, 1.0, 1.0, 2.0), 2), ((1.0, 1.0, 1.0, 2.0), 3)])
def test_of_the_last_quarter_nobody_knows_what_follows(amounts: tuple[float, ...], at: int) -> None:
    found = hired(*amounts, at=at)
    assert len(yields(found)) == 1
    assert not passing(found, yields(found))


def test_no_plan_has_none() -> None:
    org = hired(1, 1, 1, 1).org
    assert yields(Assessment(org, Plan())) == ()
