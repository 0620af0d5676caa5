"""Amounts in other currencies stay as they are typed, everywhere in a plan workbook, and count at
the rate of their month.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

import orgplan as op
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.redaction import redacted
from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.calendar import PeriodLength, add_months
from orgplan.domain.costs.money import ExchangeRate, Priced, Stated
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Plan
from orgplan.finance.unit_costs import moved_pay, offered_hire
from orgplan.io.output.template import write_inputs
from orgplan.io.plan.read import read_plan
from orgplan.report.sheets.workbook import write_workbook
from tests.report.editing import Tab
from tests.report.independent_recalculation import as_shown
from tests.report.independent_recalculation_groups import WholeRoad
from tests.report.levers import levered_organisation, levered_plan
from tests.report.office import needs_office, recalculated
from tests.report.organisations import run_of

ONE = (ExchangeRate(currency="PLN", rate=0.2345),)


def by_month(org: Organisation) -> tuple[ExchangeRate, ...]:
    """A rate for each month, and one for those that no row names."""
    months = [
        ExchangeRate(
            currency="PLN",
            rate=0.2 + number / 64,
            label=f"{first:%Y-%m}",
            first=first,
            last=add_months(first, 1) - timedelta(days=1),
        )
        for number, first in enumerate(org.calendar.month_starts[:7])
    ]
    return (*months, *ONE)


def stated(holder: Priced, rate: float, **amounts: float) -> Priced:
    """Fields of a value in złoty."""
    worth = {field: round(amount * rate, 2) for field, amount in amounts.items()}
    said = tuple(
        Stated(field=field, amount=amount, currency="PLN", worth=worth[field])
        for field, amount in amounts.items()
    )
    return holder.replace(**worth, stated=said)


def abroad(org: Organisation, rates: tuple[ExchangeRate, ...]) -> Organisation:
    """Every other person, role, course and lever in złoty, and norms of money too."""
    rate = ONE[0].rate
    people = [
        stated(person, rate, base_salary=400_000 + 17.35 * number) if number % 2 else person
        for number, person in enumerate(org.people)
    ]
    roles = [
        (
            stated(role, rate, band_min=300_000.5, band_mid=401_000.01, band_max=900_000)
            if role.band_mid is not None and number % 2 == 0
            else role
        )
        for number, role in enumerate(org.roles)
    ]
    norms = [
        stated(Assumption(key=key, value=0), rate, value=amount)
        for key, amount in (("equipment_cost", 4_321.0), ("benefits_per_head", 999.0))
    ]
    kept = [row for row in org.assumptions.rows if row.key not in ("equipment_cost",)]
    return org.replace(
        rates=rates,
        people=tuple(people),
        roles=tuple(roles),
        courses=tuple(stated(course, rate, cost=7_777.77) for course in org.courses),
        levers=tuple(stated(lever, rate, cost=3_333.0) for lever in org.levers),
        assumptions=Assumptions(rows=(*kept, *norms)),
    )


def offered(org: Organisation, plan: Plan) -> Plan:
    """The plan at the pay that is on offer, in its own currency."""
    hires = []
    for hire in plan.hires:
        seat = offered_hire(org, hire.role, hire.team, 0, location=hire.location)
        hires.append(hire.replace(base_salary=seat.base_salary, stated=seat.stated))
    moves = []
    for move in plan.moves:
        person, lever = org.person[move.person_id], org.lever[move.lever]
        base, said = moved_pay(org, person, lever, move.role, move.start_date)
        moves.append(move.replace(base_salary=base, stated=said))
    return plan.replace(hires=tuple(hires), moves=tuple(moves))


def written(org: Organisation, folder: Path) -> Path:
    assessment = Assessment(org, offered(org, levered_plan(org)))
    path = folder / "plan.xlsx"
    write_workbook(path, assessment, run_of(assessment), write_inputs)
    return path


def organisation(monthly: bool, period: PeriodLength = PeriodLength.QUARTER) -> Organisation:
    org = levered_organisation(period)
    return abroad(org, by_month(org) if monthly else ONE)


@pytest.mark.parametrize("monthly", [False, True])
def test_every_month_costs_what_its_sheets_say_at_its_rate(monthly: bool, tmp_path: Path) -> None:
    path = written(organisation(monthly), tmp_path)
    ours, shown = WholeRoad(path).cost(), as_shown(path)
    assert {key for key in ours.keys() | shown.keys() if ours.get(key) != shown.get(key)} == set()
    assert Tab(load_workbook(path), "Hiring plan", "id", "currency").columns["currency"]


def test_a_workbook_with_other_currencies_is_read_back_whole(tmp_path: Path) -> None:
    org = organisation(monthly=True)
    path = written(org, tmp_path)
    again = op.load(path)
    assert again.replace(rules=()) == org.replace(rules=())  # the library adds their source
    assert read_plan(path, again) == offered(org, levered_plan(org))
    assert op.check(path).differences == ()


def test_the_months_differ_by_their_rate_alone(tmp_path: Path) -> None:
    org = organisation(monthly=True, period=PeriodLength.MONTH)
    person = next(one for one in org.people if one.stated and not one.is_group)
    rates = org.monthly_rates["PLN"]
    lines = {
        line.month: line.cents
        for line in Assessment(org, Plan()).costs
        if line.entity == person.id and line.component == "base"
    }
    annual = person.stated[0].amount
    assert [lines[month] for month in (0, 1, 2)] == [
        round(round(annual * rate, 2) / 12 * 100) for rate in rates[:3]
    ]


def test_redaction_leaves_no_pay_in_other_currencies() -> None:
    org = organisation(monthly=True)
    position = stated(org.positions[0], 0.2345, budget_salary=123_456.78)
    org = org.replace(positions=(position, *org.positions[1:]))
    bare = redacted(Assessment(org, offered(org, levered_plan(org)))).assessment
    holders = (*bare.org.people, *bare.org.positions, *bare.plan.hires, *bare.plan.moves)
    assert [holder for holder in holders if holder.stated] == []
    assert any(role.stated for role in bare.org.roles), "bands are nobody's own"


def edited(path: Path, folder: Path, edit: object) -> Path:
    book = load_workbook(path)
    edit(book)  # type: ignore[operator]
    book.save(folder / "edited.xlsx")
    return folder / "edited.xlsx"


def _input(folder: Path, rate: float) -> Path:
    """A workbook as somebody fills it in: euros, and one person in dollars."""
    book = Workbook()
    sheets = {
        "Settings": [
            ["key", "value"],
            ["as_of", date(2027, 1, 1)],
            ["start", date(2027, 1, 1)],
            ["periods", 4],
            ["currency", "EUR"],
        ],
        "Assumptions": [
            ["key", "value", "scope", "unit"],
            ["fx", rate, "USD", None],
            ["recruiting_cost", 5_000, None, "USD"],
            ["merit_pct", 0, None, None],
        ],
        "Roster": [
            ["person_id", "name", "role", "team", "start_date", "base_salary", "currency"],
            ["P1", "Ann", "Engineer", "Core", date(2020, 1, 1), 176_500, "USD"],
            ["P2", "Bob", "Engineer", "Core", date(2021, 1, 1), 80_000, None],
        ],
        "Skills": [["person_id", "Python"], ["P1", 4], ["P2", 3]],
        "Roles": [
            ["role", "band_min", "band_mid", "band_max", "currency", "lead_time"],
            ["Engineer", 70_000, 90_000, 200_000, "USD", 0],
        ],
        "Role skills": [["role", "skill", "at_start"], ["Engineer", "Python", 3]],
        "Requirements": [["scope", "skill", "need"], ["Core", "Python", 3]],
        "Budget": [
            ["scope", "period", "amount", "currency"],
            ["organisation", "2027", 2_000_000, "USD"],
        ],
    }
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    path = folder / f"input_{rate}.xlsx"
    book.save(path)
    return path


def planned(path: Path, folder: Path) -> tuple[op.Result, Path]:
    plan = op.plan(op.load(path), next_steps=False)
    op.save(plan, folder / f"{path.stem}_plan.xlsx", overwrite=True)
    return plan, folder / f"{path.stem}_plan.xlsx"


def test_a_changed_rate_moves_all_money_of_the_plan_workbook(tmp_path: Path) -> None:
    _, path = planned(_input(tmp_path, 0.92), tmp_path)
    book = load_workbook(path)
    roster, roles = (
        Tab(book, "Input Roster", "person_id", "currency"),
        Tab(book, "Input Roles", "role", "band_mid", "currency"),
    )
    row = roster.find(person_id="P1")
    assert (roster.get(row, "base_salary"), roster.get(row, "currency")) == (176_500, "USD")
    row = roles.find(role="Engineer")
    assert (roles.get(row, "band_mid"), roles.get(row, "currency")) == (90_000, "USD")

    def dearer(book: Workbook) -> None:
        tab = Tab(book, "Input Assumptions", "key", "value", "scope")
        tab.put(tab.find(key="fx", scope="USD"), "value", 0.75)

    changed = edited(path, tmp_path, dearer)
    again, _ = planned(changed, tmp_path)
    fresh, _ = planned(_input(tmp_path, 0.75), tmp_path)
    assert [line.cents for line in again.assessment.costs] == [
        line.cents for line in fresh.assessment.costs
    ]
    assert again.org.people[0].base_salary == 176_500 * 0.75
    assert again.org.budget[0].amount == 1_500_000
    assert again.plan.hires[0].base_salary == 67_500
    assert again.plan.hires[0].stated[0].amount == 90_000


def test_a_seat_of_an_edited_plan_moves_with_the_rate(tmp_path: Path) -> None:
    """What the plan decided is in its own currency, too, so that nothing stays behind."""
    _, path = planned(_input(tmp_path, 0.92), tmp_path)

    def dearer(book: Workbook) -> None:
        tab = Tab(book, "Input Assumptions", "key", "value", "scope")
        tab.put(tab.find(key="fx", scope="USD"), "value", 0.75)

    checked = op.check(edited(path, tmp_path, dearer))
    assert checked.assessment.plan.hires[0].base_salary == 67_500
    assert any("Input Assumptions was changed" in one for one in checked.differences)


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([["USD", "2027-01", 0.9]], "no rate of USD for 2027-02"),
        ([["USD", None, 0.9], ["USD", None, 0.8]], "each currency and month once"),
        ([["USD", "2027-02..2027-04", 0.9], ["USD", "2027-Q1", 0.8]], "months separate from those"),
        ([["EUR", None, 0.9]], "1, or no row"),
        ([["dollars", None, 0.9]], "a currency code of three letters"),
        ([["USD", "soon", 0.9]], "a period such as"),
    ],
)
def test_rates_that_cannot_be_meant_are_faults(
    rows: list[list[object]], wanted: str, tmp_path: Path
) -> None:
    book = load_workbook(_input(tmp_path, 0.92))
    tab = Tab(book, "Assumptions", "key", "value", "scope")
    tab.put(tab.find(key="fx"), "key", None)
    for header in ("value", "scope"):
        tab.put(tab.top + 1, header, None)
    sheet = book.create_sheet("Rates")
    for row in (["currency", "month", "rate"], *rows):
        sheet.append(row)
    book.save(tmp_path / "rates.xlsx")
    with pytest.raises(op.BadInput) as caught:
        op.load(tmp_path / "rates.xlsx")
    assert wanted in str(caught.value)


def test_a_currency_may_be_named_in_words_where_they_say_which(tmp_path: Path) -> None:
    """US dollars are one currency; dollars alone are a fault, above, for they may be several."""
    book = load_workbook(_input(tmp_path, 0.92))
    tab = Tab(book, "Assumptions", "key", "value", "scope")
    fx = tab.find(key="fx")
    for header in ("key", "value", "scope"):
        tab.put(fx, header, None)
    sheet = book.create_sheet("Rates")
    for row in (["currency", "month", "rate"], ["US dollars", None, 0.9]):
        sheet.append(row)
    book.save(tmp_path / "rates.xlsx")
    org = op.load(tmp_path / "rates.xlsx")
    assert [(one.currency, one.rate) for one in org.rates] == [("USD", 0.9)]


def test_one_rate_for_every_month_is_stated_once(tmp_path: Path) -> None:
    book = load_workbook(_input(tmp_path, 0.92))
    sheet = book.create_sheet("Rates")
    for row in (["currency", "month", "rate"], ["USD", None, 0.8]):
        sheet.append(row)
    book.save(tmp_path / "rates.xlsx")
    with pytest.raises(op.BadInput, match="one rate for every month"):
        op.load(tmp_path / "rates.xlsx")


@needs_office
@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("ORGPLAN_SLOW"), reason="ORGPLAN_SLOW")
@pytest.mark.parametrize("monthly", [False, True])
def test_formulas_over_other_currencies_come_to_the_tools_own_figures(
    monthly: bool, tmp_path: Path
) -> None:
    path = written(organisation(monthly), tmp_path)
    stored, live = (
        load_workbook(one, data_only=True) for one in (path, recalculated(path, tmp_path))
    )
    for sheet in ("People", "Exchange rates", "Checks"):
        for mine, theirs in zip(stored[sheet].iter_rows(), live[sheet].iter_rows(), strict=False):
            for cell, other in zip(mine, theirs, strict=False):
                if isinstance(cell.value, int | float):
                    assert other.value == pytest.approx(cell.value, abs=1e-6), (sheet, cell)
                else:
                    assert (other.value or None) == (cell.value or None), (sheet, cell)
