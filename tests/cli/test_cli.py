"""The command line as a user meets it: outputs, messages and exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.main import get_command

from orgplan.cli.main import app
from sample_orgs.make import FOLDER
from tests.headers import key_of

SAMPLE = FOLDER / "growing_startup" / "growing_startup.xlsx"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def plan_book(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("plan")
    command = [
        sys.executable,
        "-m",
        "orgplan",
        "plan",
        SAMPLE,
        "--out",
        folder / "plan.xlsx",
        "--json",
        folder / "plan.json",
        "--quiet",
    ]
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return folder / "plan.xlsx", json.loads((folder / "plan.json").read_text(encoding="utf-8"))


def test_plan_writes_workbook_and_json(plan_book: tuple[Path, dict[str, Any]]) -> None:
    path, told = plan_book
    assert {
        "Summary",
        "Coverage",
        "Skill matrix",
        "Hiring plan",
        "Upskilling plan",
        "Cost by month",
        "Budget",
        "Walk",
        "Rules",
        "Checks",
        "Run log",
    } <= set(openpyxl.load_workbook(path, read_only=True).sheetnames)
    assert told["status"] == "optimal"
    assert told["gap"] == 0
    assert {part["name"] for part in told["goal_parts"]} == {
        "must_shortfall",
        "should_shortfall",
        "cost",
        "disruption",
    }
    assert set(told["seconds"]) >= {"read", "build", "solve", "check", "write"}
    assert len(told["hires"]) == 5
    assert all(
        row["opening"] + row["joiners"] + row["hires"] - row["leavers"] == row["closing"]
        for row in told["headcount"]
    )
    assert len(told["input_sha256"]) == 64


def test_an_untouched_plan_passes_its_check(
    run: Run, plan_book: tuple[Path, dict[str, Any]]
) -> None:
    said = plan_book[0].with_name("check.json")
    code, out, _ = run("check", plan_book[0], "--json", said)
    assert code == 0
    assert "no limit is exceeded and no must is missed" in out
    checked = json.loads(said.read_text())
    assert (checked["holds"], checked["new_violations"], checked["differences"]) == (True, [], [])


def edited(source: Path, target: Path, edit: Callable[[openpyxl.Workbook], None]) -> Path:
    book = openpyxl.load_workbook(source)
    edit(book)
    book.save(target)
    return target


def column(sheet: Any, header: str) -> tuple[int, int]:
    """Row of the header and number of the column."""
    for row in sheet.iter_rows(min_row=1, max_row=12):
        for cell in row:
            if key_of(cell.value) == key_of(header):
                return cell.row, cell.column
    raise AssertionError(f"{sheet.title} has no column {header}")


def find(sheet: Any, header: str, value: object) -> int:
    top, number = column(sheet, header)
    return next(
        row for row in range(top + 1, sheet.max_row + 1) if sheet.cell(row, number).value == value
    )


def test_a_hire_taken_out_breaks_its_need(
    run: Run, plan_book: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["Hiring plan"]
        sheet.delete_rows(find(sheet, "role", "iOS engineer"))

    code, out, _ = run("check", edited(plan_book[0], tmp_path / "edited.xlsx", edit))
    assert code == 6
    assert (
        "2027-Q3 to 2027-Q4: Apps needs 1 person with iOS at level 3 or above and has 0: 1 short."
        in out
    )
    assert "1 new violation; 1 of 15 musts stays open." in out


def test_a_director_taken_out_breaks_the_rule(
    run: Run, plan_book: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["Hiring plan"]
        sheet.delete_rows(find(sheet, "role", "Technical director"))

    code, out, _ = run("check", edited(plan_book[0], tmp_path / "edited.xlsx", edit))
    assert code == 6
    assert (
        "the organisation has 21 or more in engineering and needs 1 × Technical director; it has 0,"
        " 1 short" in out
    )
    assert "1 new violation; 1 of 15 musts stays open." in out


def test_a_salary_raised_breaks_band_and_budget_by_the_cent(
    run: Run, plan_book: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    """Six months at 1/12 of 480,000 more, with 25 % load, and 6 % of it as the agency's share:
    300,000 + 28,800 more.

    Of the pay those are left whom 8 % of attrition leaves by the middle of each month: 293,831.82.
    The plan costs 2,803,872.99 of 3,000,000: with 322,631.82 more it is 126,504.81 over.
    """

    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["Hiring plan"]
        row, (_, number) = find(sheet, "role", "iOS engineer"), column(sheet, "base_salary")
        sheet.cell(row, number).value += 480_000

    code, out, _ = run("check", edited(plan_book[0], tmp_path / "edited.xlsx", edit))
    assert code == 6
    assert "126,504.81 over" in out
    assert "above its band" in out
    assert "2 new violations." in out


def test_a_hire_moved_before_its_lead_time_is_named(
    run: Run, plan_book: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["Hiring plan"]
        row, (_, number) = find(sheet, "role", "Cloud engineer"), column(sheet, "start_date")
        sheet.cell(row, number).value = sheet.cell(row, number).value.replace(month=1)

    code, out, _ = run("check", edited(plan_book[0], tmp_path / "edited.xlsx", edit))
    assert code == 6
    assert "starts 3 months before it can" in out


def test_an_impossible_request_ends_with_4_and_writes_no_plan(run: Run, tmp_path: Path) -> None:
    code, _, err = run(
        "plan",
        FOLDER / "impossible" / "impossible.xlsx",
        "--out",
        tmp_path / "plan.xlsx",
        "--json",
        tmp_path / "plan.json",
    )
    assert code == 4
    assert "101,415.92 USD more than 2,700,000.00 USD" in err
    assert not (tmp_path / "plan.xlsx").exists()
    told = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert told["status"] == "infeasible"
    assert told["hires"] == []


def test_bad_input_ends_with_3_and_names_every_fault(run: Run, tmp_path: Path) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["Roster"]
        top, number = column(sheet, "base_salary")
        sheet.cell(top + 1, number).value = -5
        top, number = column(sheet, "role")
        sheet.cell(top + 2, number).value = "Backend enginer / senior"

    code, _, err = run(
        "plan", edited(SAMPLE, tmp_path / "bad.xlsx", edit), "--out", tmp_path / "plan.xlsx"
    )
    assert code == 3
    assert "2 faults" in err
    assert "did you mean" in err.casefold()
    assert not (tmp_path / "plan.xlsx").exists()


def test_an_existing_output_is_not_replaced_unasked(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "plan.xlsx"
    target.write_text("mine")
    code, _, err = run("plan", SAMPLE, "--out", target)
    assert code == 2
    assert "exists already" in err
    assert target.read_text() == "mine"


def test_the_input_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "org.xlsx"
    book.write_bytes(SAMPLE.read_bytes())
    code, _, _ = run("plan", book, "--out", book, "--overwrite")
    assert code == 2
    assert book.read_bytes() == SAMPLE.read_bytes()


@pytest.mark.parametrize(
    ("text", "code"),
    [("2.4M", 0), ("2,400,000", 0), ("2,4M", 2), ("3e6", 2), ("2,9OO", 2), ("-5", 2)],
)
def test_budget_on_the_command_line(run: Run, tmp_path: Path, text: str, code: int) -> None:
    ended, _, _ = run(
        "plan", SAMPLE, "--out", tmp_path / "plan.xlsx", f"--budget={text}", "--quiet"
    )
    assert ended == (code or 4)  # payroll alone is 2.55 million, of which expected leavers free 0.1


def test_wrong_usage_ends_with_2(run: Run) -> None:
    assert run("plan")[0] == 2
    assert run("nonsense")[0] == 2


def test_init_makes_a_workbook_whose_examples_are_never_read(run: Run, tmp_path: Path) -> None:
    assert run("init", tmp_path / "org.xlsx")[0] == 0
    code, _, err = run("plan", tmp_path / "org.xlsx", "--out", tmp_path / "plan.xlsx")
    assert code == 3
    assert (
        "2 faults" in err
    )  # the as-of date and the people, which only the user knows; the example rows are none
    assert "Settings!B6" in err
    assert "no people" in err


def test_init_from_a_sample_plans(run: Run, tmp_path: Path) -> None:
    assert run("init", tmp_path / "org.xlsx", "--sample", "chinese_team")[0] == 0
    code, out, _ = run("plan", tmp_path / "org.xlsx", "--out", tmp_path / "plan.xlsx")
    assert code == 0
    assert "支付产品组" in out
    assert run("init", tmp_path / "other.xlsx", "--sample", "no_such")[0] == 2


def test_no_time_ends_with_5_or_says_that_time_stopped_it(run: Run, tmp_path: Path) -> None:
    sample = FOLDER / "hundred_engineers" / "hundred_engineers.xlsx"
    code, _, err = run(
        "plan",
        sample,
        "--out",
        tmp_path / "plan.xlsx",
        "--json",
        tmp_path / "plan.json",
        "--time-limit",
        "0.1",
    )
    told = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert code in (0, 5)
    assert told["status"] == ("time_limit" if code == 0 else "no_plan")
    assert (tmp_path / "plan.xlsx").exists() == (code == 0)
    assert code == 0 or "Raise the time limit" in err


def test_a_disagreement_writes_nothing_and_ends_with_1(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model forgets attrition and ramp; the checker does not, so the plan must not be
    written.
    """
    from orgplan.constraints.needs import capacity

    monkeypatch.setattr(capacity, "output_of_person", lambda org, person, period: 2.0)
    demanding = edited(SAMPLE, tmp_path / "demanding.xlsx", _ask_for_more_java)
    code, _, err = run("plan", demanding, "--out", tmp_path / "plan.xlsx")
    assert code == 1
    assert "did not pass its own check" in err
    assert not (tmp_path / "plan.xlsx").exists()


def _ask_for_more_java(book: openpyxl.Workbook) -> None:
    sheet = book["Requirements"]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == 5:
                cell.value = 9


def test_three_files_are_three_files(run: Run, tmp_path: Path) -> None:
    book, out = tmp_path / "org.xlsx", tmp_path / "plan.xlsx"
    book.write_bytes(SAMPLE.read_bytes())
    assert run("plan", book, "--out", out, "--json", book, "--overwrite")[0] == 2
    assert run("plan", book, "--out", out, "--json", out)[0] == 2
    assert run("plan", book, "--out", tmp_path / "plan.txt")[0] == 2
    assert book.read_bytes() == SAMPLE.read_bytes()
    assert not out.exists()


def test_brackets_in_names_are_only_brackets(run: Run, tmp_path: Path) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value == "Growing start-up":
                        cell.value = "ACME [/x] Co"

    code, out, _ = run(
        "plan", edited(SAMPLE, tmp_path / "org.xlsx", edit), "--out", tmp_path / "plan.xlsx"
    )
    assert code == 0
    assert "ACME [/x] Co" in out


def _options(command: Any, name: str = "orgplan") -> Iterator[tuple[str, Any]]:
    """Every option of a command and of those below it."""
    for one in command.params:
        yield name, one
    for below, each in getattr(command, "commands", {}).items():
        yield from _options(each, f"{name} {below}")


def test_the_time_limit_is_one_option_of_every_command_that_searches() -> None:
    limits = {
        name: option.opts
        for name, option in _options(get_command(app))
        if option.name == "time_limit"
    }
    searching = {"plan", "compare", "explain", "price", "frontier", "stress"}
    assert {name.split()[-1] for name in limits} == searching
    assert {tuple(opts) for opts in limits.values()} == {("--seconds", "--time-limit")}
