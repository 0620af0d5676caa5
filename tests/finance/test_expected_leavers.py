"""Attrition on both sides: the share who are gone give nothing and, unless that is switched off,
are paid nothing.
"""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

import orgplan as op
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.verification import verified
from orgplan.domain.base import Strength
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.needs import NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Employment
from orgplan.domain.plan import Plan
from orgplan.finance.ledger import COMPONENTS, ledger
from orgplan.language import sources
from orgplan.objectives import cost
from orgplan.solver.solve import solve
from tests.constraints.both_sides import disagreements, plan_of, random_plan, state
from tests.constraints.small import LEAD, need, person, small
from tests.organisations import random_organisation, tiny_levers
from tests.report.office import needs_office, recalculated

ON = {"attrition": 0.36, "tail_months": 0.0, "merit_pct": 0.0, "leavers_free_pay": 1.0}


def freed(org: Organisation, plan: Plan | None = None) -> dict[tuple[str, int], int]:
    """Cents freed, by person or seat and month."""
    lines = (line for line in ledger(org, plan or Plan()) if line.component == "expected_leavers")
    return {(line.entity, line.month): line.cents for line in lines}


def test_of_a_roster_month_by_month() -> None:
    # 60,000 a year with a quarter on top: 6,250 a month. By the middle of the first month
    # 1 - 0.64 ^ (0.5 / 12) are gone, by that of the sixth 1 - 0.64 ^ (5.5 / 12).
    org = small(person("P1"), rates=ON)
    paid = freed(org)
    assert [paid["P1", month] for month in (0, 5)] == [
        -round(625_000 * (1 - 0.64 ** (months / 12))) for months in (0.5, 5.5)
    ]
    assert len(paid) == 6


def test_of_a_seat_from_its_first_day_on() -> None:
    org = small(person("P1"), rates=ON, needs=(need("s", 1, 1, kind=NeedKind.HOLDERS),))
    paid = freed(org, plan_of(org, [("dev", "A", 1)], []))
    assert {month for who, month in paid if who != "P1"} == {3, 4, 5}
    assert paid["H-0", 3] == -round(937_500 * (1 - 0.64 ** (0.5 / 12)))


@pytest.mark.parametrize(
    "who",
    [
        person("P1", end=date(2027, 5, 31)),
        person("P1").replace(employment=Employment.CONTRACTOR),
        person("P1").replace(attrition=0.0),
        person("P1").replace(headcount=1.0),
    ],
)
def test_nothing_twice(who: object) -> None:
    """A known last day, a contractor and a group have their leavers elsewhere, or none."""
    assert freed(small(who, rates=ON)) == {}  # type: ignore[arg-type]


def test_it_can_be_switched_off() -> None:
    assert freed(small(person("P1"), rates=ON | {"leavers_free_pay": 0.0})) == {}


def test_where_nothing_is_said_it_goes_by_whether_capacity_is_taken_away() -> None:
    unsaid = {key: value for key, value in ON.items() if key != "leavers_free_pay"}
    off = need("s", 1, 1, kind=NeedKind.CAPACITY).replace(strength=Strength.OFF)
    for needs, frees in (
        ((), False),
        ((need("s", 1, 1, kind=NeedKind.HOLDERS),), False),
        ((off,), False),
        ((need("s", 1, 1, kind=NeedKind.CAPACITY),), True),
    ):
        assert bool(freed(small(person("P1"), rates=unsaid, needs=needs))) is frees


def test_pay_and_capacity_go_by_the_same_share() -> None:
    """What is paid of a quarter's pay is what is given of a quarter's time."""
    org = small(
        person("P1", s=3), periods=1, rates=ON, needs=(need("s", 1, kind=NeedKind.CAPACITY),)
    )
    found = Assessment(org, Plan())
    whole = sum(line.cents for line in found.costs if line.cents > 0)
    share = sum(line.cents for line in found.costs) / whole
    assert share == pytest.approx(found.coverage[0].planned, abs=1e-5)


def test_higher_attrition_costs_less() -> None:
    totals = [
        sum(
            line.cents
            for line in ledger(small(person("P1"), rates=ON | {"attrition": rate}), Plan())
        )
        for rate in (0.0, 0.08, 0.5)
    ]
    assert totals == sorted(totals, reverse=True)
    assert totals[0] == 6 * 625_000


def test_the_tail_is_that_of_those_who_are_left() -> None:
    org = small(
        person("P1"),
        rates=ON | {"tail_months": 12.0},
        needs=(need("s", 1, 1, kind=NeedKind.HOLDERS),),
    )
    plan = plan_of(org, [("dev", "A", 0)], [])
    within = sum(line.cents for line in ledger(org, plan) if line.entity == "H-0") / 100_000
    tail = 12 * 9.375 * 0.64**0.5
    assert cost.value(org, plan, ()) == pytest.approx(within + tail, abs=1e-3)


@pytest.mark.parametrize("make", [random_organisation, tiny_levers])
def test_rows_and_ledger_agree(make: object) -> None:
    """Budget rows and the cost goal count what is freed as the ledger does; a solved plan passes
    its check.
    """
    for seed in range(25):
        org, r = make(seed), random.Random(seed)  # type: ignore[operator]
        rows = tuple(row for row in org.assumptions.rows if row.key != "attrition")
        on = [row.replace(key=key, value=value) for row, key, value in zip(
            org.assumptions.rows[:1] * 2, ("attrition", "leavers_free_pay"), (0.3, 1.0), strict=True
        )]  # fmt: skip
        org = org.replace(assumptions=org.assumptions.replace(rows=(*rows, *on)))
        stated = state(org)
        for _ in range(2):
            assert not disagreements(stated, random_plan(stated, r)), seed
        if seed < 6 and (solution := solve(org, time_limit=10)).plan is not None:
            verified(Assessment(org, solution.plan), solution)


def test_letting_somebody_go_saves_what_is_left_of_their_pay() -> None:
    lever = Lever(id="X", kind=LeverKind.REDUNDANCY, months=0, cost=0)
    org = small(person("P1"), rates=ON, roles=(LEAD, small().roles[0]), levers=(lever,))
    solution = solve(org, gap=0.0, time_limit=10)
    assert solution.plan is not None
    found = Assessment(org, solution.plan)
    verified(found, solution)
    assert sum(line.cents for line in found.costs) > 0


@needs_office
@pytest.mark.slow
def test_the_workbook_ties_when_it_is_recalculated(tmp_path: Path) -> None:
    """Component, totals and checks hold by their own formulas, and what is freed stands on the cost
    sheet.
    """
    asks = (need("s", 1, 1, kind=NeedKind.CAPACITY),)
    planned = op.plan(small(person("P1"), rates=ON, needs=asks))
    op.save(planned, tmp_path / "plan.xlsx")
    book = load_workbook(recalculated(tmp_path / "plan.xlsx", tmp_path), data_only=True)
    assert str(book["Checks"]["A3"].value).startswith("Arithmetic checked: ")
    months = [row for row in book["Cost by month"].values if "expected leavers" in row]
    assert {row[0] for row in months} >= {"P1", "H-001"}


def test_it_stands_in_words_in_cells_and_formulas_and_is_read_back(tmp_path: Path) -> None:
    asks = (need("s", 1, 1, kind=NeedKind.CAPACITY),)
    op.save(op.plan(small(person("P1"), rates=ON, needs=asks)), tmp_path / "plan.xlsx")
    texts = [
        cell.value
        for sheet in load_workbook(tmp_path / "plan.xlsx")
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]
    assert "expected leavers" in texts
    assert any('"expected leavers"' in text for text in texts if text.startswith("="))
    assert [text for text in texts if "expected_leavers" in text] == []
    assert op.check(tmp_path / "plan.xlsx").differences == ()
    assert sources(COMPONENTS)["expected_leavers"] == "expected_leavers"  # cells of older plans
