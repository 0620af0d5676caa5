"""The cost of every month, worked out again from the sheets alone, is the workbook's to the
cent.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

import orgplan as op
from orgplan.analysis.assessment import Assessment
from orgplan.domain import (
    Assumption,
    Assumptions,
    Charge,
    ChargeOf,
    ChargePer,
    CostSplit,
    Counting,
    Location,
    Organisation,
    PeriodLength,
    Plan,
)
from orgplan.io.output.template import write_inputs
from orgplan.language import entry
from orgplan.report.sheets.workbook import write_workbook
from sample_orgs.make import FOLDER
from tests.planned import NAMES, planned_in_english
from tests.report.editing import Tab
from tests.report.groups import grouped_organisation, grouped_plan
from tests.report.independent_recalculation import Book, Cents, Key, as_shown
from tests.report.independent_recalculation_groups import WholeRoad
from tests.report.levers import levered_organisation, levered_plan
from tests.report.organisations import run_of
from tests.report.random_organisations import random_organisation, random_plan

CASES = (
    "backfill_best",
    "contractor_best",
    "downgrading_best",
    "location_best",
    "promotion_best",
    "redundancy_best",
    "short_time_best",
    "transfer_best",
)
RATES = {
    "as they come": {},
    "tax cap": {"tax_cap": 60_000.0},
    "bonus paid in March": {"bonus_month": 3.0, "bonus_pct": 0.125},
    "bonus paid in December, capped": {"bonus_month": 12.0, "bonus_pct": 0.2, "tax_cap": 45_000.0},
    "benefits a head, merit in January": {
        "benefits_per_head": 1_234.5,
        "merit_month": 1.0,
        "merit_tenure": 0.0,
        "merit_pct": 0.051,
    },
}


SLOW = pytest.mark.skipif(not os.environ.get("ORGPLAN_SLOW"), reason="ORGPLAN_SLOW")


def differing(path: Path) -> list[tuple[Key, Cents, Cents]]:
    ours, shown = WholeRoad(path).cost(), as_shown(path)
    assert shown
    keys = sorted(ours.keys() | shown.keys(), key=str)
    return [
        (key, ours.get(key, 0), shown.get(key, 0))
        for key in keys
        if ours.get(key, 0) != shown.get(key, 0)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_month_of_a_sample_costs_what_its_sheets_say(name: str) -> None:
    assert differing(planned_in_english(name)[1]) == []


@pytest.mark.parametrize("name", CASES)
def test_every_lever_costs_what_its_sheets_say(name: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    plan = op.plan(op.load(FOLDER / "cases" / f"{name}.xlsx"), next_steps=False)
    assert plan.plan.actions, "a case in which nothing is decided shows nothing"
    op.save(plan, path)
    assert differing(path) == []


def with_rates(org: Organisation, **rates: float) -> Organisation:
    kept = (row for row in org.assumptions.rows if row.key not in rates)
    return org.replace(
        assumptions=Assumptions(
            rows=(*kept, *(Assumption(key=key, value=value) for key, value in rates.items()))
        )
    )


@pytest.mark.parametrize("period", [PeriodLength.MONTH, PeriodLength.QUARTER])
@pytest.mark.parametrize("name", RATES)
def test_every_kind_of_action_at_every_kind_of_rate(
    name: str, period: PeriodLength, tmp_path: Path
) -> None:
    """Moves twice and in mid-horizon, exits, short time, contractors and seats abroad, by month and
    by quarter.
    """
    org = with_rates(levered_organisation(period), **RATES[name])
    abroad = Location(
        id="Lisbon",
        currency="PTE",
        fx=0.005,
        pay_index=0.8,
        employer_tax_pct=0.2375,
        tax_cap=30_000.0,
        benefits_per_head=400.0,
    )
    assert (
        differing(written(org.replace(locations=(abroad, Location(id="Berlin"))), tmp_path)) == []
    )


PAY, BASE, HEAD = ChargeOf.PAY, ChargeOf.BASE, ChargeOf.HEAD
YEAR = ChargePer.YEAR
CHARGES = (
    Charge(id="C-01", name="pension", component="tax", rate=0.093, high=4_100.0),
    Charge(id="C-02", name="over a threshold", component="tax", rate=0.15, low=417.0,
        last=date(2027, 6, 30)),
    Charge(id="C-03", name="over another", component="tax", rate=0.155, low=433.0,
        first=date(2027, 7, 1)),
    Charge(id="C-04", name="of the year", component="tax", rate=0.0763, high=31_000.0, per=YEAR),
    Charge(id="C-05", name="second tier", component="tax", rate=0.031, low=31_000.0, high=40_000.0,
        per=YEAR),
    Charge(id="C-06", name="fund", component="tax", rate=0.07, floor=3_900.0, high=9_000.0),
    Charge(id="C-07", name="on base", of=BASE, component="tax", rate=0.0234, high=3_500.0),
    Charge(id="C-08", name="pension scheme", of=BASE, component="benefits", rate=0.031, low=520.0,
        high=4_189.0),
    Charge(id="C-09", name="meals", of=HEAD, component="benefits", amount=123.45),
    Charge(id="C-10", name="levy", of=HEAD, component="tax", amount=77.7, per=YEAR, months=(2, 9)),
    Charge(id="C-11", name="13th", of=BASE, component="bonus", rate=1 / 12, months=(12,)),
    Charge(id="C-12", name="holiday", of=BASE, component="bonus", rate=0.08, months=(5, 11)),
    Charge(id="C-13", name="always", of=BASE, component="bonus", rate=0.011),
    Charge(id="C-14", name="grant", scope="P-003", of=HEAD, component="bonus", amount=8_000.0,
        per=YEAR, months=(3, 6, 9, 12), first=date(2027, 3, 1)),
    Charge(id="C-15", name="sign-on", of=HEAD, component="bonus", amount=2_500.0, months=(0,)),
    Charge(id="C-16", name="VAT", of=ChargeOf.FEE, component="contractor", rate=0.19),
    Charge(id="C-17", name="to ten years", of=ChargeOf.SERVICE, component="severance", rate=0.25,
        high=2.0),
    Charge(id="C-18", name="beyond", of=ChargeOf.SERVICE, component="severance", rate=1 / 3,
        low=2.0),
)  # fmt: skip


SPLITS = tuple(
    CostSplit(person_id=who, cost_centre=centre, share=share, first=first)
    for who, centre, share, first in (
        ("P-001", "CC-7", 1 / 3, None), ("P-001", "CC-8", 1 / 3, None),
        ("P-002", "CC-7", 0.6, None), ("P-002", "CC-8", 0.4, None),
        ("P-002", "CC-9", 0.25, date(2027, 7, 1)), ("P-009", "CC-7", 0.15, date(2027, 3, 1)),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "period"),
    [
        pytest.param("as they come", PeriodLength.MONTH, marks=SLOW),
        ("bonus paid in December, capped", PeriodLength.QUARTER),
    ],
)
def test_charges_of_every_kind_on_everything_that_is_done(
    name: str, period: PeriodLength, tmp_path: Path
) -> None:
    """Tiers by month and year, floors, 13th salaries, grants, VAT and severance by service, on
    moves, exits, short time and groups.
    """
    org = with_rates(levered_organisation(period), **RATES[name])
    org = org.replace(charges=CHARGES, cost_splits=SPLITS)
    path = written(org, tmp_path)
    assert differing(path) == []
    assert {key[3] for key in as_shown(path) if key[0] == "P-002"} >= {"CC-7", "CC-8", "CC-9"}


@SLOW
def test_every_charge_costs_something() -> None:
    org = levered_organisation().replace(charges=CHARGES)

    def cost(*charges: Charge) -> int:
        costs = Assessment(org.replace(charges=charges), levered_plan(org)).costs
        return sum(line.cents for line in costs)

    everything = cost(*CHARGES)
    for charge in CHARGES:
        assert cost(*(one for one in CHARGES if one is not charge)) != everything, charge.name


@pytest.mark.parametrize("seed", range(100) if os.environ.get("ORGPLAN_SLOW") else (2, 8))
def test_random_organisations_with_everything_at_once(seed: int, tmp_path: Path) -> None:
    """Złoty and pounds by month, tiers, part-timers, splits, jobs that change in mid-month, a 13th
    salary, a fiscal year from April on.
    """
    org = random_organisation(seed)
    path = written(org, tmp_path, random_plan(org, seed))
    assert differing(path) == []
    booked = {(action is not None, component) for _, action, *_, component, _ in as_shown(path)}
    assert len({component for _, component in booked}) >= 11
    road = WholeRoad(path)
    road.cost()
    named = {who: cents for who, cents in road.owed.items() if who not in road.groups}
    below = Book(path).rows("Cost overview", "accrual_month", "owed")
    overview = [row for row in below if isinstance(row["owed"], int | float)]
    overview = overview[: org.calendar.months]  # another table stands below
    assert sum(named.values()) > 0 or seed not in (2, 8)  # all is paid out in the last month of 77
    assert round(overview[-1]["owed"] * 100) == sum(named.values())
    assert booked >= {(True, "severance"), (True, "moves"), (True, "recruiting"), (False, "tax")}


def written(org: Organisation, folder: Path, plan: Plan | None = None) -> Path:
    assessment = Assessment(org, plan or levered_plan(org))
    write_workbook(folder / "plan.xlsx", assessment, run_of(assessment), write_inputs)
    return folder / "plan.xlsx"


@pytest.mark.parametrize(
    ("period", "counting", "rates"),
    [
        pytest.param(
            PeriodLength.MONTH,
            Counting.WHOLE,
            "as they come",
            marks=pytest.mark.skipif(not os.environ.get("ORGPLAN_SLOW"), reason="ORGPLAN_SLOW"),
        ),
        (PeriodLength.MONTH, Counting.FRACTIONAL, "bonus paid in December, capped"),
        (PeriodLength.QUARTER, Counting.WHOLE, "bonus paid in March"),
        (PeriodLength.QUARTER, Counting.FRACTIONAL, "tax cap"),
        (PeriodLength.YEAR, Counting.WHOLE, "bonus paid in December, capped"),
        (PeriodLength.YEAR, Counting.FRACTIONAL, "benefits a head, merit in January"),
    ],
)
def test_groups_and_all_that_is_done_to_them(
    period: PeriodLength, counting: Counting, rates: str, tmp_path: Path
) -> None:
    """Beside named people, beyond the first year of service, abroad, of contractors, with and
    without a last day.
    """
    org = with_rates(grouped_organisation(period, counting), **RATES[rates])
    path = written(org, tmp_path, grouped_plan(org))
    assert differing(path) == []
    booked = {
        (action is not None, component)
        for who, action, _, _, component, _ in as_shown(path)
        if who.startswith("G-")
    }
    once = (
        "recruiting",
        "equipment",
        "training",
        "moves",
        "severance",
        "short_time",
        "overstaffing",
    )
    pay = ("base", "bonus", "tax", "benefits", "contractor")
    wanted = {
        *((True, component) for component in (*once, *pay)),
        *((False, component) for component in pay),
    }
    assert booked == wanted, "everything that groups may cost is among it"


def as_values(path: Path) -> Workbook:
    """The workbook with what its formulas show in their place: openpyxl would save them without,
    and every month would be blank.
    """
    return load_workbook(path, data_only=True)


def test_values_in_place_of_formulas_cost_the_same(tmp_path: Path) -> None:
    """What the tests below see is what they typed over, not that the workbook was saved again."""
    path = written(levered_organisation(), tmp_path)
    as_values(path).save(path)
    assert differing(path) == []


@pytest.mark.parametrize(
    ("who", "component", "month"),
    [
        ("P-002", "tax", "2027-05"),
        ("G-OP", "tax", "2027-05"),
        ("G-TE", "short_time", "2027-06"),
        ("G-PT", "severance", "2027-04"),
    ],
)
def test_a_cent_too_much_is_seen(who: str, component: str, month: str, tmp_path: Path) -> None:
    path = written(levered_organisation(), tmp_path)
    book = as_values(path)
    tab = Tab(book, "Cost by month", "id", "component", "action")
    row = tab.find(id=who, component=entry(component))
    tab.put(row, month, tab.get(row, month) + 0.01)
    book.save(path)
    ((key, ours, shown),) = differing(path)
    assert (key[0], key[4], key[5], shown - ours) == (who, component, month, 1)


@pytest.mark.parametrize(
    ("sheet", "which", "header"),
    [
        ("Input Roster", {"person_id": "G-TE"}, "headcount"),
        ("Input Assumptions", {"key": "attrition_first_year", "scope": "Operator"}, "value"),
        ("Input Levers", {"id": "L-011"}, "share"),
        ("Input Levers", {"id": "L-006"}, "cost"),
        ("Group plan", {"id": "G-002"}, "heads"),
        ("Group plan", {"id": "G-005"}, "heads"),
    ],
)
def test_another_figure_of_a_group_gives_another_cost(
    sheet: str, which: dict[str, str], header: str, tmp_path: Path
) -> None:
    """Whatever says how many there are, and what is done to them at what cost, is read from its own
    sheet.
    """
    path = written(levered_organisation(), tmp_path)
    book = as_values(path)
    tab = Tab(book, sheet, *which, header)
    row = tab.find(**which)
    tab.put(row, header, tab.get(row, header) * 1.01)
    book.save(path)
    assert any(key[0].startswith("G-") for key, _, _ in differing(path))


@pytest.mark.parametrize(
    ("key", "value"),
    [("employer_tax_pct", 0.11), ("merit_month", 5), ("merit_pct", 0.04), ("benefits_pct", 0.2)],
)
def test_another_rate_on_the_sheet_gives_another_cost(
    key: str, value: float, tmp_path: Path
) -> None:
    """The second road really reads its rates from the sheet."""
    path = written(levered_organisation(), tmp_path)
    book = as_values(path)
    tab = Tab(book, "Input Assumptions", "key", "value")
    tab.put(tab.find(key=key), "value", value)
    book.save(path)
    assert differing(path)
