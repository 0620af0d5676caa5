"""The Run log is read back as it was written, also from a workbook of the user's that took the
plan.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from orgplan.analysis.assessment import Assessment
from orgplan.report.audit.run_reader import read_run, with_edits_marked
from orgplan.report.sheets.workbook import write_workbook
from tests.report.organisations import rich_organisation, rich_plan, run_of


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    org = rich_organisation()
    return Assessment(org, rich_plan(org))


def test_a_run_is_read_back_as_it_was_written(tmp_path: Path, assessment: Assessment) -> None:
    run = replace(
        run_of(assessment),
        redaction=("Redacted: …", "More."),
        parts=(replace(run_of(assessment).parts[0], bound=float("nan")),),
    )
    write_workbook(tmp_path / "plan.xlsx", assessment, run)
    again = read_run(tmp_path / "plan.xlsx")
    assert again is not None
    assert again.parts[0].bound != again.parts[0].bound  # nothing is proven: not a number
    assert again.parts[0].value == pytest.approx(run.parts[0].value, rel=1e-12)
    same = {"parts": (), "next_steps": ()}
    assert replace(again, **same) == replace(run, **same)  # type: ignore[arg-type]


def test_a_goal_of_which_nothing_is_proven_is_written_and_read_back(
    tmp_path: Path, assessment: Assessment
) -> None:
    """A search that time stopped before its first bound: stress --robust with few seconds ended
    so.
    """
    run = run_of(assessment)
    parts = (replace(run.parts[0], bound=float("-inf")), *run.parts[1:])
    write_workbook(tmp_path / "plan.xlsx", assessment, replace(run, parts=parts))
    again = read_run(tmp_path / "plan.xlsx")
    assert again is not None
    assert again.parts[0].bound == float("-inf")


def test_a_log_without_its_lines_or_its_sheet_says_nothing(
    tmp_path: Path, assessment: Assessment
) -> None:
    path = tmp_path / "plan.xlsx"
    write_workbook(path, assessment, run_of(assessment))
    book = load_workbook(path)
    row = next(cell.row for cell in book["Run log"]["A"] if cell.value == "Status")
    book["Run log"].delete_rows(row)
    book.save(path)
    assert read_run(path) is None
    del book["Run log"]
    book.save(path)
    assert read_run(path) is None


def test_a_plan_with_other_goal_values_was_changed(assessment: Assessment) -> None:
    run = run_of(assessment)
    assert not with_edits_marked(run, assessment).edited
    assert with_edits_marked(
        run, Assessment(assessment.org, assessment.plan.without("H-001"))
    ).edited


def test_the_log_that_a_plan_brought_into_a_workbook_goes_before_the_users_own(
    tmp_path: Path, assessment: Assessment
) -> None:
    path = tmp_path / "plan.xlsx"
    write_workbook(path, assessment, run_of(assessment))
    book = load_workbook(path)
    book["Run log"].title = "op_Run log"
    book.create_sheet("Run log").append(["kilometres", 42])
    book.save(path)
    again = read_run(path)
    assert again is not None
    assert again.input_name == "ridgeline.xlsx"
