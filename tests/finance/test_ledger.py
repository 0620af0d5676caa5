"""Ledger, run rate, tail and unit costs: worked by hand, and the same from both ends."""

from __future__ import annotations

import random
from datetime import date

import pytest

from orgplan.constraints import judge
from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.calendar import Calendar
from orgplan.domain.costs.budget import BudgetLine, Category
from orgplan.domain.plan import Hire, Plan, Training
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind, Team
from orgplan.finance.budget_charge import BudgetCharge
from orgplan.finance.cost_totals import charged, this_year
from orgplan.finance.ledger import CATEGORY, COMPONENTS, action_lines, ledger, seat_lines
from orgplan.finance.one_time import one_time
from orgplan.finance.run_rates import monthly_run_rate, tail
from orgplan.finance.unit_costs import SeatCosts, course_cost, offered_hire, seat_cost
from orgplan.objectives import cost
from tests.constraints.both_sides import random_plan, state
from tests.constraints.organisations import rich_organisation
from tests.constraints.small import DEV, course, person, small

SEAT = Hire(id="H-1", role="dev", team="A", start_date=date(2027, 1, 1), base_salary=90_000)


def total(lines: object) -> int:
    return sum(line.cents for line in lines)  # type: ignore[attr-defined]


def test_every_component_belongs_to_a_category() -> None:
    assert set(CATEGORY) == set(COMPONENTS)


def test_one_time_cost_of_a_seat() -> None:
    # 4,700 + 20 % agency fee of 90,000 on 30 % of hires = 4,700 + 5,400; no equipment unless
    # stated.
    assert dict(one_time(small(), SEAT, 0)) == {"recruiting": 1_010_000, "equipment": 0}
    # The role says 1,000 itself: 1,000 + 5,400; equipment 2,500.
    org = small(roles=(DEV.replace(recruiting_cost=1000),), rates={"equipment_cost": 2500})
    assert dict(one_time(org, SEAT, 0)) == {"recruiting": 640_000, "equipment": 250_000}


def test_a_seat_from_its_first_month_on() -> None:
    # From April, three months of 9,375 and once 10,100: 38,225. Nothing before.
    lines = tuple(seat_lines(small(), SEAT.replace(start_date=date(2027, 4, 1))))
    assert {line.month for line in lines} == {3, 4, 5}
    assert total(lines) == 3_822_500
    assert {line.month for line in lines if line.category is Category.HIRING} == {3}


def test_the_tail_is_the_last_months_run_rate_for_a_year() -> None:
    # 7,500 + 750 + 1,125 = 9,375 in June; 12 months of it are 112,500. One-time cost has no tail.
    assert monthly_run_rate(small(), SEAT) == 937_500
    assert tail(small(), SEAT) == 11_250_000
    assert tail(small(rates={"tail_months": 0}), SEAT) == 0
    # With merit in it, where the horizon reaches that far: April 2028, 7,740 + 774 + 1,161 = 9,675.
    assert monthly_run_rate(small(periods=6), SEAT) == 967_500


def test_the_goal_is_horizon_and_tail() -> None:
    # Six months of 9,375 = 56,250, once 10,100, tail 112,500: 178,850. A course of 1,234.56 has no
    # tail.
    org = small(person("Ann", s=2), courses=(course("s", 2, 3, cost=1234.56),))
    plan = Plan(
        hires=(SEAT,),
        trainings=(
            Training(id="U-1", person_id="Ann", course="s 2→3", start_date=date(2027, 4, 1)),
        ),
    )
    assert seat_cost(org, offered_hire(org, "dev", "A", 0)).goal == 17_885_000
    assert course_cost(org, "Ann", "s 2→3", 1).goal == 123_456
    assert cost.value(org, plan, judge(org, plan)) == pytest.approx(178.85 + 1.23456)


def test_what_the_plan_adds_and_what_is_there() -> None:
    # Ann: Q1 18,750, Q2 with merit 19,350.
    org = small(person("Ann"))
    assert total(ledger(org, Plan())) == 3_810_000
    assert {line.action for line in ledger(org, Plan())} == {None}
    assert total(ledger(org, Plan(hires=(SEAT,)))) == 3_810_000 + 6_635_000
    assert {line.action for line in action_lines(org, Plan(hires=(SEAT,)))} == {"H-1"}


def test_where_cost_is_booked() -> None:
    org = small(
        person("Ann").replace(cost_centre="CC"),
        person("Ben"),
        person("Cid", team="B"),
        teams=(Team(id="A"), Team(id="B", cost_centre="BB")),
    )
    booked = {
        line.entity: line.cost_centre for line in ledger(org, Plan(hires=(SEAT.replace(team="B"),)))
    }
    assert booked == {"Ann": "CC", "Ben": "A", "Cid": "BB", "H-1": "BB"}


def test_a_line_takes_its_scope_periods_and_category() -> None:
    org = small(
        person("Ann"),
        person("Ben", team="B"),
        teams=(Team(id="A"), Team(id="B", parent="A", product_line="L")),
    )
    lines = ledger(org, Plan(hires=(SEAT,)))

    def spent(scope: Scope, *periods: int, category: Category = Category.TOTAL) -> int:
        return charged(
            org,
            BudgetLine(id="B", scope=scope, periods=periods, label="", amount=0, category=category),
            lines,
        )

    person_q1, seat_q1, once = 1_875_000, 2_812_500, 1_010_000
    assert spent(ORGANISATION, 0) == 2 * person_q1 + seat_q1 + once
    assert spent(Scope(kind=ScopeKind.TEAM, name="A"), 0) == person_q1 + seat_q1 + once
    assert (
        spent(Scope(kind=ScopeKind.DEPARTMENT, name="A"), 0, category=Category.PAY)
        == 2 * person_q1 + seat_q1
    )
    assert spent(Scope(kind=ScopeKind.PRODUCT_LINE, name="L"), 0) == person_q1
    assert spent(ORGANISATION, 0, 1, category=Category.HIRING) == once
    assert spent(ORGANISATION, 1, category=Category.HIRING) == 0


def test_this_fiscal_year() -> None:
    # The fiscal year begins in April: of January to June, January to March are this year's.
    org = small(person("Ann"))
    calendar = Calendar(
        as_of=org.calendar.as_of, start=org.calendar.start, periods=2, fiscal_year_start=4
    )
    org = org.replace(calendar=calendar)
    assert this_year(org, ledger(org, Plan())) == 1_875_000


@pytest.mark.parametrize(
    "norm", ["tail_months", "employer_tax_pct", "recruiting_cost", "merit_pct", "attrition"]
)
def test_seats_that_are_paid_alike_cost_the_same_and_no_others(norm: str) -> None:
    """What a team has of its own is its own, though role and start are the same."""
    org = small(person("Ann"), periods=6)
    org = org.replace(teams=(*org.teams, Team(id="B"), Team(id="C")))
    own = (
        Assumption(key=norm, value=0.5, scope="B"), Assumption(key="leavers_free_pay", value=1.0),
    )  # fmt: skip
    org = org.replace(assumptions=Assumptions(rows=(*org.assumptions.rows, *own)))
    costs, seats = SeatCosts(org), [offered_hire(org, "dev", team, 0) for team in ("A", "B", "C")]
    assert [costs.of(seat).goal for seat in seats] == [seat_cost(org, seat).goal for seat in seats]
    assert costs.of(seats[0]).goal != costs.of(seats[1]).goal
    assert costs.of(seats[0]).lines is costs.of(seats[2]).lines


@pytest.mark.parametrize("seed", range(25))
def test_coefficients_add_up_to_the_ledger(seed: int) -> None:
    """What each seat and course costs alone, as the rows have it, is what the ledger has for the
    plan.
    """
    org = rich_organisation(seed)
    plan = random_plan(state(org), random.Random(seed))
    period = org.calendar.period_of
    seat_costs = SeatCosts(org)
    costs = [
        seat_costs.of(offered_hire(org, h.role, h.team, period(h.start_date))) for h in plan.hires
    ]
    costs += [course_cost(org, t.person_id, t.course, period(t.start_date)) for t in plan.trainings]
    assert sum(unit.goal for unit in costs) == pytest.approx(
        cost.value(org, plan, ()) * 1e5, abs=1e-3
    )
    for line in org.budget:
        lines = tuple(action_lines(org, plan))
        charge_of = BudgetCharge(org, line)
        assert sum(charge_of.of_one(unit) for unit in costs) == charged(org, line, lines)
