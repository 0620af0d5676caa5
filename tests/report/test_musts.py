"""How many musts there are and stay open: one count, wherever a reader meets it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rich.console import Console

import orgplan as op
from orgplan.analysis.assessment import Assessment
from orgplan.cli.summary import _verdict, print_checked
from orgplan.domain import Plan, Strength
from orgplan.library.samples import sample_workbook
from orgplan.report.headline import headline
from orgplan.report.musts import MustCount, _all_met, count_musts, musts_open, requirement_of


@pytest.fixture(scope="module")
def planned() -> op.Result:
    """A plan that leaves musts open: the budget does not cover all of them."""
    sample = sample_workbook("tight_budget")
    assert sample is not None
    return op.plan(op.load(sample), next_steps=False)


@pytest.fixture(scope="module")
def written(planned: op.Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    op.save(planned, path)
    return path


def test_a_must_counts_once_however_many_periods_it_is_short_in(planned: op.Result) -> None:
    violated = [m for m in planned.assessment.shortfalls if m.strength is Strength.MUST]
    count = count_musts(planned.assessment.measures)
    assert count.open == len({requirement_of(measure) for measure in violated})
    assert 0 < count.open < len(violated)
    assert count.open_needs <= count.needs
    assert count.open_rules <= count.rules


def test_every_place_says_the_same_number(planned: op.Result, written: Path) -> None:
    count = count_musts(planned.assessment.measures)
    verb = "stays" if count.open == 1 else "stay"
    said = f"{count.open} of {count.all} musts {verb} open"
    assert any(sentence.startswith(said) for sentence in headline(planned.assessment))
    book = load_workbook(written)
    assert book["Summary"]["I3"].value == said
    assert book["Coverage"]["C4"].value == said
    assert book["Rules"]["C4"].value == said
    assert said in _verdict(op.check(written))
    found = op.diff(written, written).headline.set_index("what")
    assert found.loc["musts open", "after"] == count.open


def test_a_must_that_closes_in_time_is_not_said_to_stay_open(planned: op.Result) -> None:
    """One of two is met once its hire has started: that is a lead time, no gap that lasts."""
    last = planned.org.calendar.labels[-1]
    kept = count_musts(m for m in planned.assessment.measures if m.key[-1] == last).open
    assert (count_musts(planned.assessment.measures).open, kept) == (2, 1)
    found = next(one for one in headline(planned.assessment) if "musts" in one)
    assert found.endswith("At the end, in 2027-Q4, 1 is open with the plan, 4 without it.")
    nothing = next(
        one for one in headline(op.evaluate(planned.org, Plan()).assessment) if "4" in one
    )
    assert "At the end" not in nothing


def test_a_should_that_an_edit_opens_stands_before_those_that_were_open(
    written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    checked = op.check(written)
    assert checked.new_open_points == []
    emptied = replace(checked, assessment=op.evaluate(checked.assessment.org, Plan()).assessment)
    assert len(emptied.new_open_points) == 1
    assert emptied.open_points[0] == emptied.new_open_points[0]
    print_checked(Console(width=500), emptied, written, quiet=False)
    shown = capsys.readouterr().out.splitlines()
    new = f"New since the plan was made (should, no violation): {emptied.open_points[0]}"
    assert new in shown
    assert not any(line.startswith("Already") for line in shown[: shown.index(new)])


def test_nothing_open_says_so_and_nothing_stands_beside_the_verdict() -> None:
    assert "{open}" not in _all_met(MustCount(3, 0, 2, 0), 1)
    assert _all_met(MustCount(3, 0, 0, 0), 0).endswith("with the plan and without it.")


def test_no_must_is_no_sentence() -> None:
    sample = sample_workbook("growing_startup")
    assert sample is not None
    org = op.load(sample)
    bare = org.replace(needs=(), rules=())
    assert musts_open(Assessment(bare, Plan())) == ""


def test_a_plan_that_breaks_a_limit_says_so_before_anything_about_money(
    planned: op.Result, tmp_path: Path
) -> None:
    """A start within the lead time was called to be decided "at once", and nothing else."""
    first = planned.plan.hires[0]
    early = first.replace(start_date=planned.org.calendar.start)
    broken = op.evaluate(planned.org, planned.plan.replace(hires=(early, *planned.plan.hires[1:])))
    said = list(headline(broken.assessment))
    (number,) = [place for place, one in enumerate(said) if one.startswith("The plan breaks ")]
    assert "cannot be carried out so: see Constraints." in said[number]
    assert number == 2
    assert not any("breaks" in one for one in headline(planned.assessment))
    op.save(broken, tmp_path / "broken.xlsx")
    flag = load_workbook(tmp_path / "broken.xlsx")["Summary"]["A3"].value
    assert str(flag).startswith('=IF(op_Checks="all PASS","","Sentences on this page are of')


def test_a_course_that_moves_to_another_quarter_is_not_zero_more(
    written: Path, tmp_path: Path
) -> None:
    book = load_workbook(written)
    sheet = book["Upskilling plan"]
    header = next(row for row in sheet.iter_rows() if any(c.value == "Start date" for c in row))
    place = next(cell.column for cell in header if cell.value == "Start date")
    cell = sheet.cell(header[0].row + 1, place)
    cell.value = date(2027, 10, 1) if cell.value.date() < date(2027, 7, 1) else date(2027, 1, 1)
    book.save(tmp_path / "moved.xlsx")
    (line,) = [
        one for one in op.check(tmp_path / "moved.xlsx").differences if "Cost by month" in one
    ]
    assert "in other months, or elsewhere" in line
    assert "0.00 more" not in line


def test_a_budget_typed_into_the_result_says_where_budgets_are_set(
    written: Path, tmp_path: Path
) -> None:
    book = load_workbook(written)
    cells = [cell for row in book["Budget"].iter_rows() for cell in row]
    cell = next(one for one in cells if isinstance(one.value, int | float) and one.value > 1e5)
    cell.value = 1.0
    book.save(tmp_path / "typed.xlsx")
    said = op.check(tmp_path / "typed.xlsx").differences
    assert any("change budgets on the input sheet Budget" in line for line in said), said
