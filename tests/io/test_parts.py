"""Rosters in parts, budgets with a column for each period, and heads that stand crosswise."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from make import Rows, save, sound

from orgplan.domain.catalogue import Catalogue
from orgplan.excel.read.faults import BadInput, Fault
from orgplan.io.foreign.understand import understand
from orgplan.io.inputs.loading import Loaded, read_workbook


def text(path: Path, rows: Rows) -> Path:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def load(path: Path, *more: Path) -> Loaded:
    return read_workbook(path, Catalogue(), more=more)


def refused(path: Path, *more: Path) -> tuple[Fault, ...]:
    with pytest.raises(BadInput) as caught:
        load(path, *more)
    return caught.value.faults


def parts() -> tuple[dict[str, Rows], Rows, Rows]:
    sheets = sound()
    head, *people = sheets.pop("Roster")
    return sheets, [head, *people[:2], ["Total", *[None] * 5, 180_000, None]], [head, *people[2:]]


def test_files_of_a_roster_with_one_header_are_read_as_one(tmp_path: Path) -> None:
    sheets, core, web = parts()
    book = save(tmp_path / "book.xlsx", sheets)
    files = (text(tmp_path / "a" / "Roster.csv", core), text(tmp_path / "b" / "Roster.csv", web))
    loaded = load(book, *files)
    assert loaded.org == load(save(tmp_path / "whole.xlsx", sound())).org
    assert any("rows 5 to 5 are" in note.text for note in loaded.notes)


def test_sheets_of_a_roster_are_read_as_one(tmp_path: Path) -> None:
    sheets, core, web = parts()
    sheets |= {"Core people": core, "Web people": [["Web, November"], [], *web]}
    found = understand([save(tmp_path / "a.xlsx", sheets)], Catalogue())
    assert found.org is not None
    assert [person.id for person in found.org.people] == ["P1", "P2", "P3"]


@pytest.mark.parametrize("same", [True, False])
def test_other_parts_are_refused_with_what_to_do(tmp_path: Path, same: bool) -> None:
    sheets, core, web = parts()
    book = save(tmp_path / "book.xlsx", sheets)
    other = core if same else [[*row[:1], *row[2:]] for row in web]
    files = (text(tmp_path / "a" / "Roster.csv", core), text(tmp_path / "b" / "Roster.csv", other))
    (fault,) = refused(book, *files)
    assert ("same people" if same else "same headers") in fault.fix


def budget(tmp_path: Path, *rows: list[Any]) -> Loaded:
    return load(save(tmp_path / "a.xlsx", {**sound(), "Budget": [list(row) for row in rows]}))


QUARTERS = ("2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4")


@pytest.mark.parametrize(
    "header", [QUARTERS, ("Q1 2027", "Q2 2027", "Q3 2027", "Q4 2027"), ("Q1", "Q2", "Q3", "Q4")]
)
def test_a_budget_may_have_a_column_for_each_period(
    tmp_path: Path, header: tuple[str, ...]
) -> None:
    rows = [["Core", 100, 200, 300, 400, 1000], ["Web", 10, None, 30, 40, 80]]
    org = budget(
        tmp_path, ["Team", *header, "Total"], *rows, ["Total", 110, 200, 330, 440, 1080]
    ).org
    lines = [(line.scope.name, line.label, line.amount) for line in org.budget]
    core = [("Core", label, amount) for label, amount in zip(QUARTERS, rows[0][1:5], strict=True)]
    assert lines == [*core, ("Web", "2027-Q1", 10), ("Web", "2027-Q3", 30), ("Web", "2027-Q4", 40)]


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def test_months_of_a_budget_are_added_to_quarters(tmp_path: Path) -> None:
    rows = [["Core", *range(1, 13), 78], ["Web", *[None] * 3, *[10] * 9, 90]]
    found = budget(tmp_path, ["Team", *MONTHS, "Total"], *rows)
    lines = [(line.scope.name, line.label, line.amount) for line in found.org.budget]
    assert lines[:4] == [("Core", label, 9 * number + 6) for number, label in enumerate(QUARTERS)]
    assert lines[4:] == [("Web", label, 30) for label in QUARTERS[1:]]
    assert any("added up" in note.text for note in found.notes)


def test_months_without_a_year_lie_in_the_plan_that_begins_in_april(tmp_path: Path) -> None:
    sheets = {**sound(), "Budget": [["Team", *MONTHS[3:], *MONTHS[:3]], ["Core", *range(1, 13)]]}
    sheets["Settings"][2][1] = datetime(2027, 4, 1)
    lines = load(save(tmp_path / "a.xlsx", sheets)).org.budget
    assert [(line.label, line.amount) for line in lines][-1] == ("2028-Q1", 33)
    sheets["Budget"] = [["Team", "Q1", "Q2"], ["Core", 1, 2]]
    assert "2027-Q1" in refused(save(tmp_path / "a.xlsx", sheets))[0].fix


@pytest.mark.parametrize(("last", "cell"), [(2, None), (3, "E2"), (None, "E2")])
def test_months_of_a_need_are_one_figure_or_asked_about(
    tmp_path: Path, last: int | None, cell: str | None
) -> None:
    head = ["scope", "skill", "Jan 2027", "Feb 2027", "2027-03", "2027-Q2"]
    needs = [head, ["Core", "Python", 2, 2, last, 3]]
    path = save(tmp_path / "a.xlsx", {**sound(), "Requirements": needs})
    if cell is None:
        assert load(path).org.needs[0].required == (2, 3, 0, 0)
    else:
        (fault,) = refused(path)
        assert fault.cell == cell
        assert "Settings" in fault.fix


def test_a_budget_by_category_alone_is_everybodys(tmp_path: Path) -> None:
    org = budget(
        tmp_path, ["Kostenart", "2027-Q1", "2027-Q2"], ["Personal", 5, 6], ["Weiterbildung", 1, 2]
    ).org
    lines = [
        (line.scope.kind.value, line.category.value, line.label, line.amount) for line in org.budget
    ]
    assert lines == [
        ("organisation", "pay", "2027-Q1", 5),
        ("organisation", "pay", "2027-Q2", 6),
        ("organisation", "training", "2027-Q1", 1),
        ("organisation", "training", "2027-Q2", 2),
    ]


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([["Team", *QUARTERS, "Total"], ["Core", 1, 2, 3, 4, 11]], "F2"),
        ([["Team", "Jan 2027", "Feb 2027"], ["Core", 1, 2]], "B1"),
        ([["Team", "amount", *QUARTERS], ["Core", 10, 1, 2, 3, 4]], "B1"),
        ([["Team", "Money for it"], ["Core", 10]], "A1"),
    ],
    ids=["sum", "months", "twice", "none"],
)
def test_budgets_that_can_be_read_in_two_ways_are_asked_about(
    tmp_path: Path, rows: Rows, cell: str
) -> None:
    path = save(tmp_path / "a.xlsx", {**sound(), "Budget": rows})
    assert refused(path)[0].cell == cell


@pytest.mark.parametrize(
    ("sheet", "corner"), [("Roster", None), ("Requirements", "Team"), ("Requirements", None)]
)
def test_heads_that_stand_crosswise_are_one_fault(
    tmp_path: Path, sheet: str, corner: str | None
) -> None:
    sheets = sound()
    sheets[sheet] = [[corner, "Core", "Web", "Total"], ["Engineer", 3, 1, 4], ["Manager", 1, 1, 2]]
    faults = [fault for fault in refused(save(tmp_path / "a.xlsx", sheets)) if fault.sheet == sheet]
    assert [fault.expected for fault in faults] == ["a row each"]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({}, None),
        ({"kind": "staff"}, None),
        ({"kind": "heads"}, None),
        ({"kind": "holders"}, "D2"),
        ({"skill": "Python"}, "B2"),
        ({"Q5": 3}, "D1"),
    ],
)
def test_needs_may_name_roles_and_quarters_of_the_year(
    tmp_path: Path, cells: dict[str, Any], fault: str | None
) -> None:
    row = {"Team": "Web", "Role": "Manager", "Q1": 2, **cells, "Q2": 3, "Q3": 3, "Q4": 0}
    sheets = {**sound(), "Requirements": [list(row), list(row.values())]}
    path = save(tmp_path / "a.xlsx", sheets)
    if fault is not None:
        assert refused(path)[0].cell == fault
        return
    (need,) = load(path).org.needs
    assert (need.kind.value, need.skill, need.required) == ("staff", "Manager", (2, 3, 3, 0))


def test_quarters_without_a_year_are_asked_about_in_a_plan_of_two(tmp_path: Path) -> None:
    sheets = {**sound(), "Requirements": [["Team", "Role", "Q1", "Q2"], ["Web", "Manager", 2, 3]]}
    sheets["Settings"][4][1] = 8
    assert refused(save(tmp_path / "a.xlsx", sheets))[0].cell == "C1"
