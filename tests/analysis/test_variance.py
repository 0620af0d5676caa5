"""Timing, volume, mix and rate: hand-worked, and summing to the difference to the cent whatever the
figures.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.budget_variance import Basis
from orgplan.analysis.money.cell_comparison import compared, shifted_flow, shifted_stock
from orgplan.analysis.money.cost_drivers import CostDriver
from orgplan.analysis.money.variance import Split, VarianceCell, split
from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.calendar import Calendar, PeriodLength
from orgplan.domain.costs.actuals import Actual
from orgplan.domain.costs.budget import BudgetLine, Category
from orgplan.domain.locations import Location
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.plan import Hire, Plan
from orgplan.domain.positions import Position
from orgplan.domain.roles import Role
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind, Team

NO_LOAD = tuple(
    Assumption(key=key, value=0.0)
    for key in (
        "employer_tax_pct", "benefits_pct", "merit_pct", "recruiting_cost", "agency_pct",
        "leavers_free_pay",
    )
)  # fmt: skip


def organisation(**more: object) -> Organisation:
    """Four quarters; pay is base alone: a dev costs 5,000 a month, a lead 8,000."""
    calendar = Calendar(
        as_of=date(2026, 12, 31), start=date(2027, 1, 1), period=PeriodLength.QUARTER, periods=4
    )
    people = (
        Person(
            id="Ann",
            name="Ann",
            role="dev",
            team="A",
            start_date=date(2020, 1, 1),
            base_salary=60_000,
        ),
    )
    return Organisation(
        assumptions=Assumptions(rows=NO_LOAD),
        roles=(
            Role(id="dev", name="dev", band_mid=60_000, lead_time=0),
            Role(id="lead", name="lead", band_mid=96_000, lead_time=0),
        ),
        teams=(Team(id="A", cost_centre="CC"),),
        **({"calendar": calendar, "people": people} | more),
    )


def parts(splits: tuple[Split, ...]) -> tuple[float, float, float, float]:
    """Timing, volume, mix and rate in units of the currency."""
    sums = (
        sum(getattr(found, part) for found in splits) / 100
        for part in ("timing", "volume", "mix", "rate")
    )
    timing, volume, mix, rate = sums
    return timing, volume, mix, rate


def cell(
    item: str,
    period: str,
    before: tuple[float, float],
    after: tuple[float, float],
    shifted: float = 0.0,
) -> VarianceCell:
    return VarianceCell(
        "CC",
        "pay",
        item,
        period,
        before[0],
        round(before[1] * 100),
        after[0],
        round(after[1] * 100),
        shifted,
    )


def test_the_worked_example_of_the_docs() -> None:
    """docs/variances.md.

    Reference in the quarter: devs 6 months at 5,000, leads 3 at 8,000: 54,000, on average 6,000 a
    month.

    Plan: devs 8 months, 40,800 in all, of which one month fewer because a seat starts a month
    later; so 3 months are more for good. Leads as before, at 8,100. Timing -1 x 5,000; volume 3 x
    6,000; mix 3 x (5,000 - 6,000); rate devs 40,800 - 8 x 5,000, leads 3 x 100.
    """
    found = split(
        (
            cell("dev", "Q1", (6, 30_000), (8, 40_800), shifted=-1),
            cell("lead", "Q1", (3, 24_000), (3, 24_300)),
        )
    )
    assert parts(found) == (-5_000, 18_000, -3_000, 800 + 300)
    assert sum(one.difference for one in found) == (40_800 + 24_300 - 54_000) * 100


def test_a_new_role_is_volume_and_mix_but_no_rate() -> None:
    """Two months of a lead where the reference knows devs alone: 2 x 5,000 volume, 2 x 3,000
    mix.
    """
    found = split(
        (cell("dev", "Q1", (3, 15_000), (3, 15_000)), cell("lead", "Q1", (0, 0), (2, 16_000)))
    )
    assert parts(found) == (0, 10_000, 6_000, 0)


def test_a_cell_that_the_reference_knows_in_another_period_takes_its_rate_of_all_periods() -> None:
    """A dev of 5,000 in Q1 alone; in Q2 the plan pays 5,500: one month more at 5,000, and 500 of
    rate.
    """
    found = split(
        (cell("dev", "Q1", (3, 15_000), (3, 15_000)), cell("dev", "Q2", (0, 0), (1, 5_500)))
    )
    assert parts(found) == (0, 5_000, 0, 500)


amounts = st.floats(0, 50, allow_nan=False).map(lambda number: round(number, 5))
money = st.integers(0, 10_000_000)


@given(
    st.lists(
        st.tuples(
            st.sampled_from("ab"),
            st.sampled_from(("Q1", "Q2")),
            amounts,
            money,
            amounts,
            money,
            amounts,
        ),
        max_size=12,
    )
)
def test_the_four_parts_add_up_to_the_cent(
    rows: list[tuple[str, str, float, int, float, int, float]],
) -> None:
    found = split([VarianceCell("CC", "pay", item, period, *rest) for item, period, *rest in rows])
    assert sum(one.timing + one.volume + one.mix + one.rate for one in found) == sum(
        row[5] - row[3] for row in rows
    )
    for one in found:
        if (
            one.cell.units_before > 0 and one.cell.units_after > 0
        ):  # then the rate is the price of a unit, but for the rounding of three parts
            price = one.cell.cost_after / 100 - one.cell.units_after * one.own
            assert one.rate / 100 == pytest.approx(price, abs=0.02 + 1e-6 * abs(price))


def test_gaps_that_close_again_are_shifted_and_those_that_stay_are_not() -> None:
    assert shifted_stock([-1, -1, 0, 0]) == [-1, -1, 0, 0]
    assert shifted_stock([-3, -1, -1, -1]) == [-2, 0, 0, 0]
    assert shifted_stock([2, -1, -1]) == [2, 0, 0]
    assert shifted_flow([-10, 10, 0]) == [-10, 10, 0]
    assert shifted_flow([5, 5]) == [0, 0]
    assert shifted_flow([-4, 12]) == pytest.approx([-4, 4])


def entry(seat: str, month: int, units: float = 1.0, item: str = "dev") -> CostDriver:
    return CostDriver(
        seat, "A", "CC", Category.PAY, "pay", item, month, units, round(500_000 * units)
    )


def test_the_same_seat_later_is_shifted_and_one_that_is_gone_at_the_end_is_not() -> None:
    org = organisation()
    late = compared(
        org,
        [entry("s", month) for month in range(12)],
        [entry("s", month) for month in range(2, 12)],
    )
    assert [one.shifted for one in late] == [-2, 0, 0, 0]
    gone = compared(
        org, [entry("s", month) for month in range(12)], [entry("s", month) for month in range(10)]
    )
    assert [one.shifted for one in gone] == [0, 0, 0, 0]
    other = compared(
        org,
        [entry("s", month) for month in range(12)],
        [entry("t", month) for month in range(2, 12)],
    )
    assert [one.shifted for one in other] == [0, 0, 0, 0]


def test_the_plan_against_doing_nothing() -> None:
    """Ann is a dev at 5,000 a month; a lead at 8,400 from April on: nine months at Ann's 5,000, and
    what a lead costs more as mix.
    """
    plan = Plan(
        hires=(
            Hire(id="H-1", role="lead", team="A", start_date=date(2027, 4, 1), base_salary=100_800),
        )
    )
    found = Assessment(organisation(), plan).change
    pay = tuple(one for one in found if one.cell.kind == "pay")
    assert parts(pay) == (0, 45_000, 30_600, 0)
    assert sum(one.difference for one in found) == 9 * 840_000


def line(**more: object) -> BudgetLine:
    return BudgetLine(
        **(
            {
                "id": "B-1",
                "scope": ORGANISATION,
                "periods": (0, 1, 2, 3),
                "label": "2027",
                "amount": 120_000.0,
            }
            | more
        )
    )


def test_actuals_of_two_fiscal_years_are_compared_year_by_year() -> None:
    """A fiscal year from April: January to March close FY2026, April opens FY2027.

    Ann costs 5,000 a month, 5,100 were paid.
    """
    calendar = organisation().calendar.replace(fiscal_year_start=4)
    scope = Scope(kind=ScopeKind.TEAM, name="A")
    given = tuple(
        Actual(scope=scope, month=date(2027, month, 1), amount=5_100, heads=1)
        for month in (1, 2, 3, 4)
    )
    first, second = Assessment(organisation(calendar=calendar, actuals=given), Plan()).actuals
    assert (first.year, [month.label for month in first.to_date]) == (
        "FY2026",
        ["2027-01", "2027-02", "2027-03"],
    )
    assert (second.year, [month.label for month in second.to_date]) == ("FY2027", ["2027-04"])
    assert (parts(first.splits), parts(second.splits)) == ((0, 0, 0, 300), (0, 0, 0, 100))
    assert (first.outlook, first.plan_of_year) == (
        None,
        None,
    )  # April to December 2026: neither actual nor plan
    assert first.missing == tuple(f"2026-{month:02}" for month in range(4, 13))
    assert second.outlook == 510_000 + 8 * 500_000  # to the end of the horizon


def test_a_line_with_positions_is_split_by_its_seats() -> None:
    """Granted 120,000 for Ann (12 x 5,000) and a dev from January on (12 x 5,000).

    The dev starts in April and gets 5,500.

    Timing: three months at 5,000 less; rate: nine months at 500 more.
    """
    positions = (
        Position(id="Q-1", role="dev", team="A"),
        Position(id="Q-2", role="dev", team="A", start=date(2027, 1, 1)),
    )
    ann = organisation().people[0].replace(position_id="Q-1")
    org = organisation(people=(ann,), positions=positions, budget=(line(),))
    plan = Plan(
        hires=(
            Hire(
                id="H-1",
                role="dev",
                team="A",
                start_date=date(2027, 4, 1),
                base_salary=66_000,
                position_id="Q-2",
            ),
        )
    )
    (row,) = Assessment(org, plan).budget
    assert row.split.basis is Basis.SEATS
    assert parts(row.split.splits) == (-15_000, 0, 0, 4_500)
    assert row.idle == 6_000_000


def test_a_month_without_actuals_is_never_nothing_spent() -> None:
    """Ann costs 5,000 a month; February is missing: the outlook takes its plan, and nobody calls it
    5,000 saved.
    """
    scope = Scope(kind=ScopeKind.TEAM, name="A")
    given = tuple(
        Actual(scope=scope, month=date(2027, month, 1), amount=5_100, heads=1) for month in (1, 3)
    )
    (found,) = Assessment(organisation(actuals=given), Plan()).actuals
    assert found.missing == ("2027-02",)
    assert [month.label for month in found.compared] == ["2027-01", "2027-03"]
    assert parts(found.splits) == (0, 0, 0, 200)
    assert (found.outlook, found.plan_of_year) == (2 * 510_000 + 10 * 500_000, 12 * 500_000)


def test_budget_for_which_no_seat_was_granted_is_not_allocated_and_no_rate() -> None:
    """Granted 150,000 for the same two seats, which cost 120,000 as budgeted and as planned: 30,000
    were never meant for anybody.
    """
    positions = (
        Position(id="Q-1", role="dev", team="A"),
        Position(id="Q-2", role="dev", team="A", start=date(2027, 1, 1)),
    )
    ann = organisation().people[0].replace(position_id="Q-1")
    org = organisation(people=(ann,), positions=positions, budget=(line(amount=150_000),))
    plan = Plan(
        hires=(
            Hire(
                id="H-1",
                role="dev",
                team="A",
                start_date=date(2027, 1, 1),
                base_salary=60_000,
                position_id="Q-2",
            ),
        )
    )
    (row,) = Assessment(org, plan).budget
    assert parts(row.split.splits) == (0, 0, 0, 0)
    assert (
        sum(found.not_allocated for found in row.split.splits)
        == -3_000_000
        == row.planned - row.budget
    )
    (short,) = Assessment(
        org.replace(budget=(line(amount=100_000),)), plan
    ).budget  # seats for more than the amount
    assert parts(short.split.splits) == (0, 0, 0, 0)
    assert sum(found.not_allocated for found in short.split.splits) == 2_000_000


def test_same_seats_pay_and_days_are_no_rate_whatever_their_holder_has_of_their_own() -> None:
    """From July on: Ann's place charges 20 % up to a cap of 30,000 a year, reached in June, and she
    has a bonus of her own; Bo leaves in October, Cy follows in the same seat, which was approved
    years ago.

    Ann and Di, whose role has no band, 6 x 5,500 each; the second seat 6 x 5,000 x 1.2, whoever
    is in it. Cy's seat is granted once.
    """
    start = date(2027, 7, 1)
    calendar = Calendar(as_of=date(2027, 6, 1), start=start, period=PeriodLength.MONTH, periods=6)
    positions = (
        Position(id="Q-1", role="dev", team="A", budget_salary=60_000),
        Position(id="Q-2", role="dev", team="A", start=date(2020, 1, 1)),
        Position(id="Q-3", role="other", team="A"),
    )
    ann = organisation().people[0].replace(position_id="Q-1", location="X", bonus_pct=0.1)
    bo = ann.replace(
        id="P-2",
        name="Bo",
        position_id="Q-2",
        start_date=start,
        bonus_pct=None,
        end_date=date(2027, 10, 31),
    )
    cy = bo.replace(id="P-3", name="Cy", start_date=date(2027, 11, 1), end_date=None)
    di = ann.replace(id="P-4", name="Di", position_id="Q-3", role="other")
    org = organisation(calendar=calendar).replace(
        people=(ann, bo, cy, di),
        positions=positions,
        roles=(*organisation().roles, Role(id="other", name="other")),
        locations=(Location(id="X", currency="USD", employer_tax_pct=0.2, tax_cap=30_000),),
        budget=(line(amount=200_000, periods=tuple(range(6))),),
    )
    (row,) = Assessment(org, Plan()).budget
    assert parts(row.split.splits) == (0, 0, 0, 0)
    assert row.planned == 100 * (2 * 6 * 5_500 + 6 * 6_000)


def test_a_seat_that_comes_a_period_late_is_timing_of_the_line_that_it_leaves() -> None:
    """Lines of 30,000 and 30,000 for the first two quarters; the second dev comes a quarter
    late.
    """
    positions = (
        Position(id="Q-1", role="dev", team="A"),
        Position(id="Q-2", role="dev", team="A", start=date(2027, 1, 1)),
    )
    ann = organisation().people[0].replace(position_id="Q-1")
    lines = (
        line(periods=(0,), label="2027-Q1", amount=30_000),
        line(id="B-2", periods=(1,), label="2027-Q2", amount=30_000),
    )
    org = organisation(people=(ann,), positions=positions, budget=lines)
    plan = Plan(
        hires=(
            Hire(
                id="H-1",
                role="dev",
                team="A",
                start_date=date(2027, 4, 1),
                base_salary=60_000,
                position_id="Q-2",
            ),
        )
    )
    first, second = Assessment(org, plan).budget
    assert parts(first.split.splits) == (-15_000, 0, 0, 0)
    assert parts(second.split.splits) == (0, 0, 0, 0)


def test_a_line_with_heads_is_split_by_heads() -> None:
    """Granted 132,000 for two heads, 5,500 a month each; Ann alone is there at 5,000: twelve months
    less, and 500 a month less for Ann.
    """
    org = organisation(budget=(line(amount=132_000, headcount=2),))
    (row,) = Assessment(org, Plan()).budget
    assert row.split.basis is Basis.HEADS
    assert parts(row.split.splits) == (0, -66_000, 0, -6_000)


def test_lines_with_money_alone_give_each_other_back_what_is_timing() -> None:
    """10,000 granted for each of two quarters, 15,000 spent in the first two: 5,000 more for good
    in each.

    With 20,000 and 10,000 granted,
    5,000 less in the first and 5,000 more in the second is timing."""
    more = (
        line(periods=(0,), label="2027-Q1", amount=10_000),
        line(id="B-2", periods=(1,), label="2027-Q2", amount=10_000),
    )
    first, second = Assessment(organisation(budget=more), Plan()).budget
    assert (first.split.basis, parts(first.split.splits), parts(second.split.splits)) == (
        Basis.MONEY,
        (0, 5_000, 0, 0),
        (0, 5_000, 0, 0),
    )
    shifted = (
        line(periods=(0,), label="2027-Q1", amount=20_000),
        line(id="B-2", periods=(1,), label="2027-Q2", amount=10_000),
    )
    first, second = Assessment(organisation(budget=shifted), Plan()).budget
    assert (parts(first.split.splits), parts(second.split.splits)) == (
        (-5_000, 0, 0, 0),
        (5_000, 0, 0, 0),
    )
