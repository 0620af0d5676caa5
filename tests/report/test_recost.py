"""A plan edited by hand is priced again without a search, with a bridge whose steps add up."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

import orgplan as op
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.bridge import Cause, by_cause
from orgplan.api import recost
from orgplan.cli.main import app
from orgplan.io.output.template import write_inputs
from orgplan.report.sheets.workbook import write_workbook
from tests.report.editing import Tab
from tests.report.independent_recalculation import as_shown
from tests.report.independent_recalculation_groups import WholeRoad
from tests.report.levers import levered_organisation, levered_plan
from tests.report.organisations import run_of

HIRES = ("id", "role", "start_date")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    org = levered_organisation()
    assessment = Assessment(org, levered_plan(org))
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    write_workbook(path, assessment, run_of(assessment), write_inputs)
    return path


def edited(path: Path, folder: Path, *edits: tuple[str, dict[str, str], str, object]) -> Path:
    """The workbook with cells typed over; a figure that is a tuple is added to what stands
    there.
    """
    book = load_workbook(path)
    for sheet, which, header, value in edits:
        tab = Tab(book, sheet, *which, header)
        row = tab.find(**which)
        tab.put(row, header, tab.get(row, header) + value[0] if isinstance(value, tuple) else value)
    book.save(folder / "edited.xlsx")
    return folder / "edited.xlsx"


PAY = ("Input Roster", {"person_id": "P-002"}, "base_salary", (1_200,))
SEAT = ("Hiring plan", {"id": "H-001"}, "base_salary", (2_400,))
LATER = ("Hiring plan", {"id": "H-001"}, "start_date", (timedelta(days=45),))
TAX = ("Input Assumptions", {"key": "employer_tax_pct"}, "value", 0.125)
MERIT = ("Input Assumptions", {"key": "merit_pct"}, "value", 0.05)
GONE = ("Input Roster", {"person_id": "P-002"}, "end_date", date(2027, 8, 15))


@pytest.mark.parametrize(
    ("edits", "causes"),
    [
        ([PAY], {Cause.PAY}),
        ([SEAT], {Cause.PAY, Cause.ONE_TIME}),
        ([LATER], {Cause.DATES}),
        ([TAX], {Cause.RATES}),
        ([MERIT], {Cause.RATES, Cause.ONE_TIME}),  # severance goes by the base of its day
        ([GONE], {Cause.DATES}),
        ([PAY, TAX], {Cause.PAY, Cause.RATES}),
        ([], set()),
    ],
)
def test_a_bridge_adds_up_by_cause(
    edits: list[tuple[str, dict[str, str], str, object]],
    causes: set[Cause],
    written: Path,
    tmp_path: Path,
) -> None:
    """What expected leavers free is a share of all pay, so that it moves with each of them: a cause
    of its own.
    """
    again = recost(edited(written, tmp_path, *edits))
    before = sum(as_shown(written).values())
    now = sum(line.cents for line in again.assessment.costs)
    steps = by_cause(again.run.bridge)
    assert again.run.cost_before == before
    assert before + sum(steps.values()) == now
    assert {cause for cause, cents in steps.items() if cents} == (
        causes | {Cause.EXPECTED_LEAVERS} if edits else set()
    )
    assert again.run.edited == bool(edits)


def test_pay_and_rates_of_one_person_are_told_apart(written: Path, tmp_path: Path) -> None:
    """Of a raise of one per cent and a new tax rate, pay is one per cent of all that it costs
    before the new rate.
    """
    book = load_workbook(written)
    tab = Tab(book, "Input Roster", "person_id", "base_salary")
    pay = tab.get(tab.find(person_id="P-002"), "base_salary")
    raised = ("Input Roster", {"person_id": "P-002"}, "base_salary", pay * 1.01)
    both = recost(edited(written, tmp_path, raised, TAX))
    alone = recost(edited(written, tmp_path, raised))
    assert by_cause(both.run.bridge)[Cause.PAY] == pytest.approx(
        by_cause(alone.run.bridge)[Cause.PAY], abs=30
    ), "to the rounding of each month and component"


def test_what_is_written_costs_what_its_sheets_say(written: Path, tmp_path: Path) -> None:
    path = edited(written, tmp_path, PAY, SEAT, LATER, TAX, GONE)
    out = tmp_path / "again.xlsx"
    done = CliRunner().invoke(app, ["recost", str(path), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert "start or end: " in done.output
    assert WholeRoad(out).cost() == as_shown(out)
    tab = Tab(load_workbook(out, data_only=True), "Bridge", "cause", "amount")
    now = tab.get(tab.find(cause="now"), "amount")
    assert round(now * 100) == sum(as_shown(out).values())
    assert op.check(out).differences == ()


def test_a_seat_added_and_one_taken_away_are_steps_of_their_own(
    written: Path, tmp_path: Path
) -> None:
    book = load_workbook(written)
    tab = Tab(book, "Hiring plan", *HIRES)
    first = tab.find(id="H-001")
    copied = {header: tab.get(first, header) for header in ("role", "team", "start_date")}
    tab.add(id="H-900", base_salary=70_000, location=tab.get(first, "location"), **copied)
    tab.clear(first)
    book.save(tmp_path / "edited.xlsx")
    steps = {(step.cause, step.owner) for step in recost(tmp_path / "edited.xlsx").run.bridge}
    assert steps == {(Cause.ADDED, "H-900"), (Cause.REMOVED, "H-001")}


def test_an_edit_that_changes_coverage_passes_once_it_is_priced_again(tmp_path: Path) -> None:
    """Shortfalls are compared with those of the pricing, which the Run log keeps: a figure typed
    over still fails.
    """
    org = levered_organisation()
    searched = op.plan(org, next_steps=False, time_limit=20)
    op.save(searched, tmp_path / "plan.xlsx")
    book = load_workbook(tmp_path / "plan.xlsx")
    tab = Tab(book, "Hiring plan", *HIRES)
    tab.clear(tab.find(id=searched.plan.hires[0].id))
    book.save(tmp_path / "edited.xlsx")
    again = recost(tmp_path / "edited.xlsx")
    short_ones = [part.value for part in searched.run.parts if part.name == "must_shortfall"]
    assert [again.run.priced_again["must_shortfall"]] > short_ones
    op.save(again, tmp_path / "again.xlsx")
    checked = op.check(tmp_path / "again.xlsx")
    assert checked.failed_checks == ()
    assert checked.differences == ()
    assert op.reopen(tmp_path / "again.xlsx").run.priced_again == pytest.approx(
        dict(again.run.priced_again)
    )
    _type_over_a_shortfall(tmp_path / "again.xlsx")
    assert op.check(tmp_path / "again.xlsx").differences


def _type_over_a_shortfall(path: Path) -> None:
    book = load_workbook(path)
    log = book["Run log"]
    title = next(row[0].row for row in log.iter_rows() if "priced again" in str(row[0].value))
    log.cell(title + 1, 2).value += 1
    book.save(path)
