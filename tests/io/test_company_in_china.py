"""A company as its HR keeps it: what is clear is read, what is not is a fault whose fix works when
followed, and the plan is read, changed and compared in Chinese.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from company_in_china import BUSINESS, FIXES, PLATFORM, company
from openpyxl import load_workbook
from typer.testing import CliRunner

import orgplan as op
from orgplan.cli.main import app
from orgplan.excel.read.faults import BadInput, Fault
from orgplan.io.inputs.loading import read_workbook
from orgplan.language import choose
from orgplan.library.load import load_catalogue
from tests.test_both_languages import DIGEST, LATIN

NAMES = {"Java", "Vue", "Kubernetes", "CNY", "FY"}


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook after every fault was followed."""
    return company(tmp_path_factory.mktemp("company") / "星桥.xlsx", FIXES)


@pytest.fixture(scope="module")
def planned(mended: Path) -> Path:
    path = mended.with_name("计划.xlsx")
    try:
        op.save(op.plan(op.load(mended), gap=1e-2, next_steps=False), path)
    finally:
        choose(None)
    return path


def faults(path: Path) -> tuple[Fault, ...]:
    try:
        with pytest.raises(BadInput) as refused:
            read_workbook(path, load_catalogue())
    finally:
        choose(None)
    return refused.value.faults


def test_what_is_not_clear_is_a_fault_that_says_where_what_and_what_to_type(
    tmp_path: Path,
) -> None:
    found = {
        (one.sheet, one.cell): (one.found, one.expected, one.fix)
        for one in faults(company(tmp_path / "星桥.xlsx"))
    }
    assert {*found} == {("假设", ""), ("预算", "F2"), ("编制", "A2")}
    assert "添加一行“课程费用”" in found["假设", ""][2]
    assert found["预算", "F2"][0] == "“万元”"
    assert "470万元" in found["预算", "F2"][2]
    assert "最多人数" in found["编制", "A2"][2]
    assert "忽略编制" in found["编制", "A2"][2]
    assert "“部门”表" in found["编制", "A2"][2]  # as the file calls it


def test_a_unit_that_is_not_that_of_an_assumption_is_asked_about(tmp_path: Path) -> None:
    """招聘成本（万元） with 1.5 would be read as one yuan and a half."""

    def ten_thousands(sheet: object) -> None:
        sheet.cell(6, 1).value, sheet.cell(6, 2).value = "招聘成本（万元）", 1.5  # type: ignore[attr-defined]

    (one,) = (
        one
        for one in faults(company(tmp_path / "星桥.xlsx", {"假设": ten_thousands}))
        if one.cell == "A6"
    )
    assert "请只写“招聘成本”" in one.fix


def test_what_is_clear_is_read(mended: Path) -> None:
    try:
        org = op.load(mended)
    finally:
        choose(None)
    people = org.person
    assert len(people) == 40
    assert {one.team for one in org.people} == {PLATFORM, BUSINESS}
    assert people["Y001"].base_salary == 660_000
    assert people["Y002"].base_salary == 516_000  # full-width digits
    assert people["Y002"].start_date == date(2018, 2, 1)  # 2018/2/1
    assert people["Y003"].start_date == date(2019, 3, 1)  # 2019年3月
    assert people["Y009"].end_date == date(2027, 2, 28)
    assert people["Y020"].manager_id == "Y001"
    assert "Y012" in people  # on a hidden row
    assert [team.max_headcount for team in org.teams] == [24, 22]
    stated = {one.key: one.value for one in org.assumptions.rows}
    assert (stated["lead_time"], stated["employer_tax_pct"]) == (2, 0.3)
    kubernetes = [need for need in org.needs if need.skill == "Kubernetes"]
    assert [amount for need in kubernetes for amount in need.required] == [2, 3, 5, 6]
    total = [line.amount for line in org.budget if line.category.value == "total"]
    assert total == [5_470_000, 5_970_000, 6_270_000, 6_270_000]


def said(*arguments: str) -> str:
    try:
        ran = CliRunner().invoke(app, [*arguments, "--lang", "zh"], env={"COLUMNS": "200"})
    finally:
        choose(None)
    assert ran.exit_code in (0, 1, 6), ran.output
    return ran.output


def foreign(text: str) -> list[str]:
    """Lines with Latin words that are neither names, nor places of cells, paths or commands."""
    bare = (re.sub(r"orgplan [a-z]+|--[a-z-]+|\S*[./]\S*", "", line) for line in text.splitlines())
    return [line for line in bare if {*LATIN.findall(DIGEST.sub("", line))} - NAMES]


def test_a_budget_changed_by_hand_is_priced_and_compared(planned: Path, tmp_path: Path) -> None:
    book = load_workbook(planned)
    sheet = book["输入 预算"]
    row, column = next(
        (cell.row, cell.column)
        for line in sheet.iter_rows()
        for cell in line
        if cell.value == 6_270_000
    )
    sheet.cell(row, column).value = 5_000_000
    edited, again, page = (tmp_path / name for name in ("edited.xlsx", "again.xlsx", "p.html"))
    book.save(edited)
    checked = said("check", str(edited))
    assert "预算" in checked
    said("recost", str(edited), "--out", str(again))
    compared = said("diff", str(planned), str(again))
    said("page", str(again), "--out", str(page))
    assert "5,000,000" in compared
    assert foreign(checked) == []
    assert foreign(compared) == []
    assert page.stat().st_size > 10_000
