"""Costs in a plan workbook follow pay, days, rates and assumptions: an edit in the open workbook
comes to what a second road, and `recost`, make of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import inf
from pathlib import Path

import numpy as np
import pytest
from openpyxl import Workbook, load_workbook

import orgplan as op
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.sensitivities import sensitivities
from orgplan.domain import ORGANISATION, BudgetLine
from orgplan.domain.assumptions import Assumption, Assumptions
from orgplan.domain.calendar import Calendar, PeriodLength, add_months
from orgplan.domain.costs.charges import Charge, ChargeOf, ChargePer
from orgplan.domain.costs.cost_splits import CostSplit
from orgplan.domain.costs.money import ExchangeRate, Stated
from orgplan.domain.costs.relocations import Relocation
from orgplan.domain.locations import Location
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Employment, Person
from orgplan.domain.plan import Hire, Plan
from orgplan.domain.roles import Role
from orgplan.domain.teams import Team
from orgplan.finance.contracts import contract_of_person
from orgplan.io.output.template import write_inputs
from orgplan.language import entry
from orgplan.report.checks.sheet import FAIL, Miss
from orgplan.report.optimality import how_it_ended
from orgplan.report.results.ledger_export import AccountMap, ledger_rows
from orgplan.report.sheets.layout import BODY
from orgplan.report.sheets.money import drivers
from orgplan.report.sheets.money.drivers import can_follow
from orgplan.report.sheets.money.monthly_costs import itemised
from orgplan.report.sheets.people import _endless
from orgplan.report.sheets.workbook import write_workbook
from orgplan.solver.outcome import Status
from tests.planned import planned
from tests.report.editing import Tab
from tests.report.independent_recalculation import as_shown
from tests.report.independent_recalculation_groups import WholeRoad
from tests.report.office import needs_office, recalculated_all
from tests.report.organisations import rich_organisation, rich_plan, run_of

MONEY = ("Cost by month", "Cost overview", "Budget", "Variance", "Hiring plan")
RATE = 0.25
CHANGED = Miss.CHANGED.value
PLANNED = rich_organisation()
PRICED_AGAIN = {
    name for name, _ in sensitivities(PLANNED, rich_plan(PLANNED), ())
}  # labels of the last table of Cost overview


@dataclass(frozen=True)
class Edit:
    """One cell typed over; a number in a tuple is added to what stands there."""

    sheet: str
    row: tuple[str, str]
    header: str
    value: object

    def make(self, book: Workbook) -> None:
        key, wanted = self.row
        tab = Tab(book, self.sheet, key, self.header)
        row = tab.find(**{key: wanted})
        value = self.value
        if isinstance(value, tuple):
            value = tab.get(row, self.header) + value[0]
        tab.put(row, self.header, value)


def assumption(key: str, value: float) -> Edit:
    return Edit("Input Assumptions", ("key", key), "value", value)


def pay(person: str, more: float) -> Edit:
    return Edit("Input Roster", ("person_id", person), "base_salary", (more,))


def seat(hire: str, more: float) -> Edit:
    return Edit("Hiring plan", ("id", hire), "base_salary", (more,))


def later(hire: str, days: int) -> Edit:
    return Edit("Hiring plan", ("id", hire), "start_date", (timedelta(days=days),))


def starts(person: str, day: date) -> Edit:
    return Edit("Input Roster", ("person_id", person), "start_date", day)


def ends(person: str, day: date | None) -> Edit:
    return Edit("Input Roster", ("person_id", person), "end_date", day)


def charge(name: str, header: str, value: float) -> Edit:
    return Edit("Input Charges", ("id", name), header, value)


def rate(month: str, value: float) -> Edit:
    return Edit("Input Rates", ("month", month), "rate", value)


RATES = (
    assumption("employer_tax_pct", 0.1234), assumption("merit_pct", 0.047),
    assumption("merit_month", 9), assumption("merit_tenure", 3),
    assumption("benefits_pct", 0.1777), assumption("benefits_per_head", 1_111.11),
    assumption("bonus_pct", 0.105), assumption("tax_cap", 60_000),
    assumption("agency_pct", 0.31), assumption("agency_share", 0.45),
    assumption("recruiting_cost", 5_432.1), assumption("equipment_cost", 999.99),
)  # fmt: skip
SWITCH = assumption("leavers_free_pay", 0)
CHARGED = (
    charge("C-1", "rate", 0.0888), charge("C-2", "above", 555.5), charge("C-3", "floor", 4_444.4),
    charge("C-3", "up_to", 8_888.8), charge("C-4", "above", 999.9),
    charge("C-5", "amount", 321.0), charge("C-6", "amount", 240.0), charge("C-7", "rate", 0.2),
    charge("C-8", "amount", 1_111.1), charge("C-12", "up_to", 111_222.3),
    charge("C-13", "above", 22_222.2), Edit("Input Cost splits", ("person_id", "P-006"), "share",
        0.55),
)  # fmt: skip
PLACES = (
    Edit("Input Relocations", ("person_id", "P-004"), "base_salary", (12_345.67,)),
    Edit("Input Locations", ("location", "Łódź"), "employer_tax_pct", 0.2222),
)
ELSEWHERE = (
    Edit("Input Relocations", ("person_id", "P-015"), "valid_from", date(2027, 10, 1)),
    Edit("Input Relocations", ("person_id", "P-006"), "valid_from", date(2027, 3, 1)),
)
FORTY = (
    *RATES, *CHARGED, *PLACES, *ELSEWHERE,
    rate("2027-03", 0.3333), rate("2027-05", 0.1111),
    *(pay(f"P-{number:03}", 1_234.56 + number) for number in (1, 2, 4, 5, 9, 12, 15, 18)),
    *(seat(f"H-{number:03}", 777.77 * number) for number in (1, 3, 4, 6)),
    *(later(f"H-{number:03}", days) for number, days in ((1, 45), (2, -20), (4, 33), (5, 17),
        (6, 9))),
    starts("P-018", date(2027, 3, 17)), starts("P-002", date(2026, 11, 20)),
    starts("P-003", date(2027, 6, 9)),
    ends("P-009", date(2027, 8, 31)), ends("P-009", None), ends("P-002", date(2027, 2, 3)),
    ends("P-012", date(2027, 12, 31)),
    Edit("Input Roster", ("person_id", "P-003"), "bonus_pct", 0.2),
    Edit("Input Roster", ("person_id", "P-002"), "currency", None),
)  # fmt: skip
SHARE: Mapping[str, tuple[Edit, ...]] = {
    "pay, rates, charges and splits": (pay("P-002", 1_200), pay("P-012", 333.33),
        seat("H-001", 2_400), *RATES, *CHARGED, *PLACES),
    "days": (later("H-001", 45), starts("P-018", date(2027, 3, 17)), ends("P-009", None),
        ends("P-002", date(2027, 2, 3)), *ELSEWHERE),
    "currencies": (rate("2027-03", 0.3333), rate("2027-05", 0.1111), pay("P-002", 9_876.54)),
}  # fmt: skip


def _of_charge(of: ChargeOf, name: str, component: str, **fields: object) -> Charge:
    return Charge.model_validate(
        {"id": name, "name": name, "of": of, "component": component} | fields
    )


def _priced(charge: Charge, field: str, amount: float) -> Charge:
    """With one of its amounts in złoty."""
    worth = round(amount * RATE, 2)
    said = Stated(field=field, amount=amount, currency="PLN", worth=worth)
    return Charge.model_validate({**dict(charge), field: worth, "stated": (said,)})


CHARGES = (
    _of_charge(ChargeOf.PAY, "C-1", "tax", rate=0.093, high=6_000.0),
    _of_charge(ChargeOf.PAY, "C-2", "tax", rate=0.15, low=417.0),
    _of_charge(ChargeOf.PAY, "C-3", "tax", rate=0.07, floor=4_000.0, high=9_000.0,
        last=date(2027, 6, 30)),
    _priced(_of_charge(ChargeOf.BASE, "C-4", "benefits", rate=0.031), "low", 1_234.0),
    _priced(_of_charge(ChargeOf.HEAD, "C-5", "benefits", amount=1.0), "amount", 493.8),
    _of_charge(ChargeOf.HEAD, "C-6", "tax", amount=120.0, per=ChargePer.YEAR),
    _of_charge(ChargeOf.FEE, "C-7", "contractor", rate=0.19),
    _priced(_of_charge(ChargeOf.HEAD, "C-8", "benefits", amount=1.0, months=(2, 8, 11)), "amount",
        2_469.0),
    _of_charge(ChargeOf.HEAD, "C-9", "tax", amount=900.0, per=ChargePer.YEAR, months=(3, 9)),
    _of_charge(ChargeOf.HEAD, "C-10", "benefits", amount=750.0, months=(0,)),
    _priced(_of_charge(ChargeOf.PAY, "C-12", "tax", rate=0.062, high=1.0, per=ChargePer.YEAR),
        "high", 202_000.0),
    _of_charge(ChargeOf.PAY, "C-14", "tax", rate=0.021, high=9_000.0, per=ChargePer.YEAR,
        scope="Łódź"),
    _of_charge(ChargeOf.BASE, "C-13", "benefits", rate=0.011, low=33_000.0, per=ChargePer.YEAR,
        first=date(2027, 3, 1)),
)  # fmt: skip
SPLITS = tuple(
    CostSplit(person_id=who, cost_centre=centre, share=share, first=first)
    for who, centre, share, first in (
        ("P-006", "CC-7", 0.4, None), ("P-002", "CC-7", 1 / 3, None), ("P-002", "CC-8", 0.25, None),
        ("P-002", "CC-8", 0.5, date(2027, 7, 1)),
        ("P-012", "CC-7", 0.5, None), ("P-009", "CC-8", 0.15, date(2027, 3, 1)),
    )
)  # fmt: skip

LODZ = Location(id="Łódź", currency="PLN", employer_tax_pct=0.2048, tax_cap=40_000.0)
RELOCATIONS = (  # with pay in złoty, with a cost centre alone, and of somebody whose pay is shared
    Relocation(person_id="P-004", location="Łódź", first=date(2027, 5, 1), base_salary=61_000.0,
               stated=(Stated(field="base_salary", amount=244_000.0, currency="PLN",
                   worth=61_000.0),)),
    Relocation(person_id="P-015", location="Łódź", first=date(2027, 8, 1), cost_centre="CC-9"),
    Relocation(person_id="P-006", location="Łódź", first=date(2027, 6, 1), base_salary=47_000.0,
        cost_centre="CC-8"),
)  # fmt: skip


def organisation() -> Organisation:
    """The rich organisation with charges, changes of place and shared cost centres, every other
    person in złoty, whose rate changes by month, and a cap on the tax.
    """
    org = rich_organisation()
    months = tuple(
        ExchangeRate(currency="PLN", rate=RATE + number / 64, label=f"{first:%Y-%m}", first=first,
            last=add_months(first, 1) - timedelta(days=1))
        for number, first in enumerate(org.calendar.month_starts[:7])
    )  # fmt: skip
    people = tuple(
        _in_zloty(person) if number % 2 else person for number, person in enumerate(org.people)
    )
    stated = (("tax_cap", 71_000.0), ("employer_tax_pct", 0.1), ("benefits_pct", 0.15))
    rows = (*org.assumptions.rows, *(Assumption(key=key, value=value) for key, value in stated))
    first, *rest = org.teams
    return org.replace(
        people=people,
        teams=(first.replace(capitalised=0.35), *rest),
        charges=CHARGES,
        cost_splits=SPLITS,
        locations=(LODZ,),
        relocations=RELOCATIONS,
        rates=(*months, ExchangeRate(currency="PLN", rate=RATE)),
        assumptions=Assumptions(rows=rows),
    )


def _in_zloty(person: Person) -> Person:
    amount = round(person.base_salary / RATE + 17.3, 2)
    worth = round(amount * RATE, 2)
    said = Stated(field="base_salary", amount=amount, currency="PLN", worth=worth)
    return person.replace(base_salary=worth, stated=(said,))


def in_april() -> Assessment:
    """Three people and a seat in a year that begins in April: months since January count against
    the cap.
    """
    calendar = Calendar(
        as_of=date(2027, 3, 20),
        start=date(2027, 4, 1),
        period=PeriodLength.QUARTER,
        periods=4,
        fiscal_year_start=4,
    )
    people = tuple(
        Person(id=f"P-{number}", name=f"N{number}", role="R", team="T", start_date=start,
            base_salary=base, employment=kind)
        for number, start, base, kind in (
            (1, date(2020, 1, 1), 90_000.0, Employment.EMPLOYEE),
            (2, date(2027, 2, 8), 51_234.5, Employment.EMPLOYEE),
            (3, date(2024, 6, 1), 70_000.0, Employment.CONTRACTOR),
        )
    )  # fmt: skip
    org = Organisation(
        calendar=calendar,
        people=people,
        roles=(Role(id="R", name="R", band_min=1.0, band_mid=60_000.0, band_max=1e6),),
        teams=(Team(id="T"),),
        assumptions=Assumptions(
            rows=(
                Assumption(key="tax_cap", value=64_000.0),
                Assumption(key="leavers_free_pay", value=1),
                Assumption(key="bonus_pct", value=0.1),
                Assumption(key="attrition", scope="P-2", value=0.0),
            )
        ),
    )
    hire = Hire(id="H-001", role="R", team="T", start_date=date(2027, 7, 1), base_salary=62_000.0)
    return Assessment(org, Plan(hires=(hire,)))


def written(assessment: Assessment, path: Path) -> Path:
    write_workbook(path, assessment, run_of(assessment), write_inputs)
    return path


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two plan workbooks, as they are written."""
    folder = tmp_path_factory.mktemp("plans")
    org = organisation()
    return {
        "rich": written(Assessment(org, rich_plan(org)), folder / "rich.xlsx"),
        "april": written(in_april(), folder / "april.xlsx"),
    }


def edited(path: Path, target: Path, edits: tuple[Edit, ...]) -> Path:
    book = load_workbook(path)
    for edit in edits:
        edit.make(book)
    book.save(target)
    return target


APRIL = (
    Edit("Input Roster", ("person_id", "P-1"), "base_salary", 99_999.0),
    Edit("Input Roster", ("person_id", "P-2"), "start_date", date(2027, 5, 11)),
    assumption("tax_cap", 55_555.5),
    assumption("attrition", 0.2),
    Edit("Input Assumptions", ("scope", "P-2"), "value", 0.3),  # who was typed never to leave
    later("H-001", 19),
)


def differing(left: Path, right: Path, sheet: str) -> list[tuple[str, object, object]]:
    """Figures of a sheet that are not the same to the cent; what the plan would cost if something
    were otherwise stays as it was written.
    """
    sheets = [load_workbook(path, data_only=True)[sheet] for path in (left, right)]
    found = []
    for row in sheets[0].iter_rows():
        if row[0].value in PRICED_AGAIN:
            continue
        for cell in row:
            other = sheets[1][cell.coordinate].value
            if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
                near = isinstance(other, int | float) and abs(cell.value - other) < 0.0051
                if not near:
                    found.append((cell.coordinate, cell.value, other))
    return found


@needs_office
def test_edits_in_the_open_workbook_come_to_the_second_road_and_to_recost(
    plans: dict[str, Path], tmp_path: Path
) -> None:
    """Cost by month against own code that reads the sheets; all sheets of money against `recost`,
    but for units of what starts on another day.
    """
    names = {
        **{name: ("rich", edits) for name, edits in SHARE.items()},
        "april": ("april", APRIL),
        "in full": ("april", (SWITCH,)),
    }
    paths = [
        edited(plans[which], tmp_path / f"{number}.xlsx", edits)
        for number, (which, edits) in enumerate(names.values())
    ]
    for name, path, live in zip(names, paths, recalculated_all(paths, tmp_path), strict=True):
        assert WholeRoad(live).cost() == as_shown(live), name
        again = tmp_path / f"again_{path.name}"
        op.save(op.recost(path), again)
        assert as_shown(again) == as_shown(live), name
        assert as_shown(live) != as_shown(plans[names[name][0]]), name
        if name == "in full":  # the row of what nobody frees any more is gone from the sheets
            continue
        sheets = (
            MONEY
            if name in ("pay, rates, charges and splits", "currencies")
            else ("Cost overview",)
        )
        assert {sheet: differing(again, live, sheet) for sheet in sheets} == {
            sheet: [] for sheet in sheets
        }, name


@pytest.mark.slow
@needs_office
@pytest.mark.skipif(not os.environ.get("ORGPLAN_SLOW"), reason="slow; ORGPLAN_SLOW=1 runs it")
def test_forty_edits_one_by_one(plans: dict[str, Path], tmp_path: Path) -> None:
    assert len(FORTY) >= 40
    paths = [
        edited(plans["rich"], tmp_path / f"{number:02}.xlsx", (edit,))
        for number, edit in enumerate(FORTY)
    ]
    for edit, path, live in zip(FORTY, paths, recalculated_all(paths, tmp_path), strict=True):
        assert WholeRoad(live).cost() == as_shown(live), edit
        again = tmp_path / f"again_{path.name}"
        op.save(op.recost(path), again)
        assert as_shown(again) == as_shown(live), edit
        assert differing(again, live, "Cost overview") == [], edit


def test_pay_that_hangs_on_more_than_its_month_stays_a_value() -> None:
    """A 13th salary, a grant: pay itself is more.

    Limits of a year are live, also those of one place alone.
    """
    org = organisation().replace(cost_splits=())
    person = org.people[0]
    for more in (
        _of_charge(ChargeOf.BASE, "C-11", "bonus", rate=1 / 12, months=(12,)),
        _of_charge(ChargeOf.HEAD, "C-11", "bonus", amount=500.0),
    ):
        charged = org.replace(charges=(*CHARGES, more))
        assert not can_follow(contract_of_person(charged, person)), more
    yearly = _of_charge(ChargeOf.PAY, "C-11", "tax", rate=0.01, high=30_000.0, per=ChargePer.YEAR)
    charged = org.replace(charges=(*CHARGES, yearly))
    assert can_follow(contract_of_person(charged, person))
    assert can_follow(contract_of_person(org, person))


def test_unpaid_work_in_another_currency_divides_by_nothing(tmp_path: Path) -> None:
    org = organisation()
    first, second, *others = org.people
    nothing = Stated(field="base_salary", amount=0.0, currency="PLN", worth=0.0)
    unpaid = second.replace(base_salary=0.0, stated=(nothing,))
    org = org.replace(people=(first, unpaid, *others))
    book = load_workbook(written(Assessment(org, Plan()), tmp_path / "unpaid.xlsx"), data_only=True)
    tab = Tab(book, "Drivers", "id", "worth 2027-03")
    assert tab.get(tab.find(id=unpaid.id), "worth 2027-03") == 1


def results(book: Workbook) -> dict[str, set[str]]:
    """Checks that say FAIL, and that say CHANGED."""
    tab = Tab(book, "Checks", "check", "result")
    rows = range(tab.top + 1, tab.blank())
    return {
        word: {str(tab.get(row, "check")) for row in rows if tab.get(row, "result") == word}
        for word in (FAIL, CHANGED)
    }


@needs_office
def test_an_edit_is_no_fault_but_the_plan_is_of_other_inputs(
    plans: dict[str, Path], tmp_path: Path
) -> None:
    """A changed rate and a typed-over month: the first alone makes the plan stale, the second is a
    fault.
    """
    stale = edited(plans["rich"], tmp_path / "stale.xlsx", (assumption("merit_pct", 0.01),))
    book = load_workbook(plans["rich"])
    tab = Tab(book, "Cost by month", "id", "component", "2027-05")
    tab.put(tab.find(id="P-002", component="base"), "2027-05", 999.0)
    book.save(tmp_path / "typed.xlsx")
    live = recalculated_all([stale, tmp_path / "typed.xlsx"], tmp_path)
    before, after, typed = (
        results(load_workbook(path, data_only=True)) for path in (plans["rich"], *live)
    )
    assert after[FAIL] == before[FAIL], "lower pay exceeds no budget"
    assert after[CHANGED] > before[CHANGED] == set()
    assert typed[FAIL] > before[FAIL]
    assert typed[CHANGED] == set()
    assert not any("Cost by month" in said for said in op.check(live[0]).differences)
    assert any("base of P-002 in 2027-05" in said for said in op.check(live[1]).differences)


def test_recost_bridges_from_what_was_planned_though_the_sheet_has_followed(
    plans: dict[str, Path], tmp_path: Path
) -> None:
    """Planned cost holds values: a spreadsheet program that has worked Cost by month out anew does
    not take the bridge away.
    """
    before = sum(as_shown(plans["rich"]).values())
    path = edited(plans["rich"], tmp_path / "edited.xlsx", (pay("P-001", 10_000),))
    again = op.recost(path)
    assert again.run.cost_before == before
    assert sum(step.cents for step in again.run.bridge) == (
        sum(line.cents for line in again.assessment.costs) - before
    )
    formulas, values = load_workbook(plans["rich"]), load_workbook(plans["rich"], data_only=True)
    frozen = {
        cell.data_type for row in formulas["Planned cost"].iter_rows(min_row=6) for cell in row
    }
    assert "f" not in frozen
    tab = Tab(values, "Planned cost", "id", "component", "2027-01")
    assert tab.get(tab.find(id="P-001", component="base"), "2027-01") == 8_666.67  # 104,000 / 12


def test_nothing_is_proven_once_a_budget_was_changed(tmp_path: Path) -> None:
    """No goal moves, and still another plan may be the best: the words of the search go, and so
    does what it said of next steps.
    """
    line = BudgetLine(id="B-1", scope=ORGANISATION, periods=(0,), label="2027", amount=500_000.0)
    found = op.plan(in_april().org.replace(budget=(line,)))
    assert found.run.status is Status.OPTIMAL
    made = replace(found.run, next_steps=("Next comes this.",), risk="Sure.")
    op.save(op.Result(found.assessment, made), tmp_path / "plan.xlsx")
    assert not op.reopen(tmp_path / "plan.xlsx").run.edited
    raised = Edit("Input Budget", ("id", "B-1"), "amount", (100_000.0,))
    path = edited(tmp_path / "plan.xlsx", tmp_path / "raised.xlsx", (raised,))
    assert op.reopen(path).run.edited
    told = [row for rows in op.diff(tmp_path / "plan.xlsx", path).records.values() for row in rows]
    assert "changed by hand" in [row.get("after") for row in told]
    op.save(op.recost(path), tmp_path / "again.xlsx")
    again = op.reopen(tmp_path / "again.xlsx").run
    assert (again.status, again.gap, again.next_steps, again.risk) == (Status.JUDGED, inf, (), "")
    assert {part.bound for part in again.parts} == {-inf}
    assert "nothing was searched" in how_it_ended(again, found.org)
    assert not any("Next comes this." in text for text in texts_of(tmp_path / "again.xlsx"))


def texts_of(path: Path) -> Iterator[str]:
    """Every text of a workbook."""
    book = load_workbook(path, read_only=True, data_only=True)
    cells = (cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    yield from (cell for cell in cells if isinstance(cell, str))


def test_over_so_many_people_values_stay(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assessment = in_april()
    monkeypatch.setattr(drivers, "MOST_JOBS", 3)  # three people and a seat are four
    path = written(assessment, tmp_path / "many.xlsx")
    book = load_workbook(path)
    assert not {"Drivers", "Planned cost"} & set(book.sheetnames)
    tab = Tab(book, "Cost by month", "id", "component", "2027-04")
    both = tab.get(tab.find(id="*", component="base"), "2027-04")
    assert both == 7_740.0 + 4_269.54  # 90,000 / 12 x 1.032, and 51,234.5 / 12 with no raise yet
    assert "values" in str(book["Cost by month"]["A2"].value)
    people = [cell.value for cell in book["People"][BODY + 1]]
    assert [header for header in people if str(header).startswith("↑")] == ["↑1"]
    assert all(cell.data_type != "f" for row in book["People"].iter_rows(BODY + 2) for cell in row)


def test_a_large_roster_shows_circles_without_the_steps_up() -> None:
    above = np.array([2, 1, 2, 0, 4])  # A and B lead each other, C is below them
    assert list(_endless(above)) == [True, True, True, False, False]


def test_in_a_large_organisation_pay_that_nothing_changes_is_added_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plan, whole = planned("growing_startup")
    monkeypatch.setattr(drivers, "MOST_JOBS", 3)
    path = tmp_path / "large.xlsx"
    op.save(plan, path)
    tab = Tab(load_workbook(path), "Cost by month", "id", "component", "2027-04")
    row = tab.find(id="*", component="base", role_or_course="Product manager", team="Product")
    same = [
        line
        for line in itemised(plan.assessment)
        if (line.item, line.component) == ("Product manager", "base")
    ]
    assert tab.get(row, "name") == f"{len(same)} without a change"
    assert len(same) > 1
    assert tab.get(row, "2027-04") * 100 == sum(line.months[3] for line in same)
    assert not op.check(path).differences
    for *_entry, component, _team, person, source in ledger_rows(
        plan.assessment, AccountMap(), "v"
    ):
        row_of_it = int(str(source).rpartition("!")[2])
        assert tab.get(row_of_it, "id") in ("*", person)
        assert tab.get(row_of_it, "component") == entry(component)
    tab.put(row, "2027-04", 1.0)
    tab.book.save(path)
    (told,) = op.check(path).differences
    assert "base of Product manager, Product in 2027-04 shows 1" in told
