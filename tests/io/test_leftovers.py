"""Sheets, columns, tables and rows that are left over: what could change the answer is refused with
a mend that works, the rest is told.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from make import Rows, save, sound
from openpyxl import load_workbook
from openpyxl.styles import Font

from orgplan.domain.catalogue import Catalogue
from orgplan.excel.read.faults import BadInput, Fault
from orgplan.io.inputs.loading import Loaded, read_workbook


def load(tmp_path: Path, sheets: dict[str, Rows]) -> Loaded:
    return read_workbook(save(tmp_path / "own.xlsx", sheets), Catalogue())


def faults(tmp_path: Path, sheets: dict[str, Rows]) -> tuple[Fault, ...]:
    with pytest.raises(BadInput) as caught:
        load(tmp_path, sheets)
    return caught.value.faults


LEFT: dict[str, Rows] = {
    "Assessment Q4": [["person_id", "Rust", "Terraform"], ["P1", 4, 2], ["P2", 2, 3]],
    "Capability map": [["Who", "Rust"], ["Ann", 4], ["Bob", 3]],
    "Cost plan": [["Cost centre", "Period", "Budget"], ["organisation", 2027, 900_000]],
    "Finance": [["What", "Amount"], ["Courses", 40_000]],
    "Demand by team": [["scope", "skill", "need"], ["Core", "Python", 2]],
    "Needs next year": [["Team", "Q1", "Q2"], ["Core", 2, 3]],
    "Recruiting": [
        ["Requisition ID", "Job title", "Department", "Start date"],
        ["R1", "Engineer", "Core", "2027-04-01"],
    ],
    "Openings": [["Department", "Vacancies"], ["Core", 2]],
    "Pay review": [["Employee", "Annual salary"], ["Ann", 100_000], ["Bob", 81_000]],
    "HR export": [["Name", "Status"], ["Ann", "Terminated"], ["Bob", "Active"]],
    "Hiring freeze": [["Team", "From", "To"], ["Core", "2027-Q1", "2027-Q3"]],
    "招聘冻结": [["部门", "开始", "结束"], ["Core", "2027-Q1", "2027-Q3"]],
    "Agreed hires": [["Role", "Team", "Number", "From"], ["Engineer", "Core", 2, "2027-Q1"]],
    "Projects": [
        ["Project", "Skill", "FTE", "Start", "End"],
        ["X", "Python", 3, datetime(2027, 1, 1), datetime(2027, 12, 31)],
    ],
    "Succession": [["Role", "Successor"], ["Manager", "Ann"]],
    "Courses 2": [
        ["skill", "from", "to", "cost", "hours", "duration"],
        ["Python", 3, 4, 900, 40, 2],
    ],
}


@pytest.mark.parametrize("name", LEFT)
def test_a_sheet_left_over_that_could_change_the_plan_is_refused(tmp_path: Path, name: str) -> None:
    plain = load(tmp_path, sound()).org
    (fault,) = faults(tmp_path, {**sound(), name: LEFT[name]})
    assert fault.sheet == name
    assert f"rename the sheet to 'Ignore {name}'" in fault.fix
    assert load(tmp_path, {**sound(), f"Ignore {name}": LEFT[name]}).org == plain


def test_the_mend_of_a_sheet_left_over_works(tmp_path: Path) -> None:
    sheets = sound()
    plain = load(tmp_path, sheets).org.budget
    sheets["Money"] = sheets.pop("Budget")
    (fault,) = faults(tmp_path, sheets)
    assert "rename the sheet to Budget" in fault.fix
    sheets["Budget"] = sheets.pop("Money")
    assert load(tmp_path, sheets).org.budget == plain


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Legend of levels", [["Sign", "Meaning"], ["3", "works alone"]]),
        ("Birthdays", [["Who", "Birthday"], ["Ann", "3 May"], ["Bob", "4 June"]]),
        ("Holidays", [["Name", "Days"], ["Ann", 25], ["Bob", 28]]),
        ("Phones", [["Team", "Phone"], ["Core", 311], ["Web", 312]]),
        ("Colours", [["Skill", "Colour"], ["Python", "blue"]]),
        ("Minutes", [["We talked about budgets."], ["And about needs."]]),
        ("Budget notes", [["Ask finance."]]),
        ("About", [["scope", "skill", "need"], ["Core", "Python", 2]]),
    ],
)
def test_a_sheet_that_changes_nothing_is_a_note(tmp_path: Path, name: str, rows: Rows) -> None:
    assert load(tmp_path, {**sound(), name: rows}).org == load(tmp_path, sound()).org


@pytest.mark.parametrize(
    ("sheet", "header", "value"),
    [
        ("Requirements", "Mandatory", "yes"),
        ("Requirements", "Target level", 4),
        ("Budget", "Amount FY28", 5),
        ("Budget", "Valid until", "2027-06-30"),
        ("Roles", "Market pay", 90_000),
        ("Training", "Cost per group", 900),
        ("Teams", "Seats approved", 7),
        ("Teams", "Attrition", "10%"),
        ("Roles", "Attrition", 0.1),
        ("Roles", "Hiring stop", "yes"),
        ("Roles", "bonus %", 0.1),
        ("Requirements", "Probability", 0.5),
        ("Requirements", "Location", "Berlin"),
    ],
)
def test_an_unknown_column_that_names_figures_is_refused(
    tmp_path: Path, sheet: str, header: str, value: Any
) -> None:
    sheets = sound()
    plain = load(tmp_path, sheets).org
    width = len(sheets[sheet][0])
    sheets[sheet][0].append(header)
    assert load(tmp_path, sheets).org == plain  # blank below: nothing is lost
    sheets[sheet][1].append(value)
    (fault,) = faults(tmp_path, sheets)
    assert (fault.sheet, fault.cell[-1], fault.found) == (sheet, "1", f"'{header}'")
    sheets[sheet][0][width] = f"Ignore {header}"
    assert load(tmp_path, sheets).org == plain
    sheets[sheet][0][width] = "Owner"
    assert load(tmp_path, sheets).org == plain


def test_approved_hires_are_positions_though_start_may_mean_a_level(tmp_path: Path) -> None:
    rows: Rows = [["Role", "Team", "Start"], ["Engineer", "Core", datetime(2027, 3, 1)]]
    (fault,) = faults(tmp_path, {**sound(), "Approved hires": rows})
    assert "rename the sheet to Positions" in fault.fix


def test_a_second_table_below_or_beside_is_one_fault(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Roster"] += [
        [],
        ["scope", "period", "amount"],
        ["Core", 2027, 5_000],
        ["Web", 2027, 4_000],
    ]
    (fault,) = faults(tmp_path, sheets)
    assert (fault.sheet, fault.cell) == ("Roster", "A6")
    assert "Budget" in fault.fix
    sheets = sound()
    for row, more in zip(
        sheets["Roster"],
        [["scope", "skill", "need"], ["Core", "Python", 2], ["Core", "Rust", 1]],
        strict=False,
    ):
        row += [None, *more]
    (fault,) = faults(tmp_path, sheets)
    assert (fault.sheet, fault.cell) == ("Roster", "J1")
    assert "Requirements" in fault.fix


def test_a_header_that_stands_again_is_passed_over(tmp_path: Path) -> None:
    sheets = sound()
    plain = load(tmp_path, sheets).org
    sheets["Roster"].insert(3, list(sheets["Roster"][0]))
    loaded = load(tmp_path, sheets)
    assert loaded.org == plain
    assert any(
        note.sheet == "Roster" and note.cell == "A4" and "repeated" in note.text
        for note in loaded.notes
    )


def test_rows_out_of_sight_count_and_are_told(tmp_path: Path) -> None:
    path = save(tmp_path / "own.xlsx", sound())
    plain = read_workbook(path, Catalogue()).org
    book = load_workbook(path)
    book["Roster"].row_dimensions[3].hidden = True
    book.save(path)
    loaded = read_workbook(path, Catalogue())
    assert loaded.org == plain
    told = [note.text for note in loaded.notes if note.sheet == "Roster"]
    assert any("hidden or filtered out" in text and ": 3;" in text for text in told)


def test_a_row_that_is_struck_through_is_asked_about(tmp_path: Path) -> None:
    path = save(tmp_path / "own.xlsx", sound())
    book = load_workbook(path)
    for row in (3, 4):
        book["Roster"].cell(row, 1).font = Font(strike=True)
    book.save(path)
    with pytest.raises(BadInput) as caught:
        read_workbook(path, Catalogue())
    (fault,) = caught.value.faults
    assert (fault.sheet, fault.cell, fault.more) == ("Roster", "A3", ("A4",))
    assert "Delete the row" in fault.fix


def test_pay_of_nothing_is_said_before_anything_else(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Roster"][1][6] = 0
    (note,) = [note for note in load(tmp_path, sheets).notes if "pay of 0" in note.text]
    assert note.first
    assert note.cell == "G2"
    assert "Ann" in note.text


def test_a_skill_of_a_role_with_a_wrong_letter_is_refused(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Role skills"][1][2] = "Pythom"
    (fault,) = faults(tmp_path, sheets)
    assert (fault.sheet, fault.cell) == ("Role skills", "C2")
    assert "Did you mean 'Python'?" in fault.fix


def candidate(skills: str) -> dict[str, Rows]:
    """The small workbook with one candidate, who is rated in these skills."""
    columns = ["candidate", "role", "base_salary", "skills"]
    return {**sound(), "Candidates": [columns, ["Zoe", "Manager", 100_000, skills]]}


def test_a_skill_of_a_candidate_with_a_wrong_letter_is_refused(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, candidate("Pythom 4"))
    assert (fault.sheet, fault.fix) == ("Candidates", "Did you mean 'Python'?")
    (note,) = [n for n in load(tmp_path, candidate("Chess 4")).notes if n.sheet == "Candidates"]
    assert note.text == "nothing else in the workbook names the skill Chess"


def test_skills_without_levels_in_one_cell_are_one_fault(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, candidate("Python; Kubernetes"))
    assert fault.found == "'Python; Kubernetes'"
