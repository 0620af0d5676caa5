"""Actuals: what is read, what is refused at its cell, and that what is written is read back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from make import Rows, save, sound

from orgplan.domain.catalogue import Catalogue
from orgplan.domain.costs.actuals import Actual
from orgplan.domain.costs.budget import Category
from orgplan.domain.teams import Scope, ScopeKind
from orgplan.excel.read.faults import BadInput
from orgplan.io.inputs.loading import Loaded, read_workbook
from orgplan.io.output.template import write_template

HEADER = ["cost centre", "month", "category", "amount", "heads", "currency"]
CORE, WEB = Scope(kind=ScopeKind.TEAM, name="Core"), Scope(kind=ScopeKind.TEAM, name="Web")


def sheets(*rows: list[object], fiscal: int | None = None) -> dict[str, Rows]:
    """A sound workbook with actuals; its horizon is 2027 in quarters."""
    found = sound()
    if fiscal is not None:
        found["Settings"].append(["fiscal_year_start", fiscal])
    found["Teams"] = [
        [*row, centre]
        for row, centre in zip(found["Teams"], ["cost_centre", "CC-1", "CC-2"], strict=True)
    ]
    found["Actuals"] = [HEADER, *([*row, *[None] * (len(HEADER) - len(row))] for row in rows)]
    return found


def read(tmp_path: Path, found: dict[str, Rows]) -> Loaded:
    return read_workbook(save(tmp_path / "org.xlsx", found), Catalogue())


def test_months_are_read_as_people_write_them(tmp_path: Path) -> None:
    months = (date(2027, 1, 31), "2027-02", "Mar 2027", "2027年4月", "2026-12")
    loaded = read(
        tmp_path, sheets(*(["Core", month, "pay", 1000.5, 2] for month in months), fiscal=10)
    )
    assert [actual.month for actual in loaded.org.actuals] == [
        *(date(2027, month, 1) for month in range(1, 5)),
        date(2026, 12, 1),
    ]
    assert loaded.org.actuals[0] == Actual(
        scope=CORE, month=date(2027, 1, 1), category=Category.PAY, amount=1000.5, heads=2
    )


def test_a_cost_centre_and_a_blank_category_are_known(tmp_path: Path) -> None:
    (actual,) = read(tmp_path, sheets(["CC-1", "2027-01", None, -250])).org.actuals
    assert (actual.scope.kind, actual.scope.name, actual.category, actual.amount) == (
        ScopeKind.COST_CENTRE,
        "CC-1",
        Category.TOTAL,
        -250,
    )


def test_chinese_headers(tmp_path: Path) -> None:
    found = sheets(["Core", "2027-01", "薪资", 900])
    found["实际"] = [["团队", "月份", "类别", "金额", "人数", "币种"], *found.pop("Actuals")[1:]]
    assert read(tmp_path, found).org.actuals == (
        Actual(scope=CORE, month=date(2027, 1, 1), category=Category.PAY, amount=900),
    )


def test_months_left_out_are_told(tmp_path: Path) -> None:
    loaded = read(
        tmp_path,
        sheets(
            ["Core", "2027-01", "pay", 900],
            ["Core", "2027-04", "pay", 900],
            ["Web", "2027-04", "pay", 1],
        ),
    )
    told = [str(note) for note in loaded.notes if note.sheet == "Actuals"]
    assert len(told) == 1
    assert "2027-02, 2027-03" in told[0]


BAD: dict[str, tuple[list[list[object]], str, str]] = {
    "unknown scope": ([["Cora", "2027-01", "pay", 1]], "A2", "'Core'"),
    "no place to book": ([["organisation", "2027-01", "pay", 1]], "A2", "by team or cost centre"),
    "a product line": ([["Pay", "2027-01", "pay", 1]], "A2", "by team or cost centre"),
    "a quarter": ([["Core", "2027-Q1", "pay", 1]], "B2", "2027-01"),
    "no month": ([["Core", "soon", "pay", 1]], "B2", "2027-01"),
    "before the year": ([["Core", "2026-12", "pay", 1]], "B2", "Correct it"),
    "after the horizon": ([["Core", "2028-01", "pay", 1]], "B2", "Correct it"),
    "unknown category": ([["Core", "2027-01", "rent", 1]], "C2", "pay"),
    "text for an amount": ([["Core", "2027-01", "pay", "lots"]], "D2", "plain number"),
    "no amount": ([["Core", "2027-01", "pay", None]], "D2", "Fill in Amount"),
    "heads of courses": ([["Core", "2027-01", "training", 1, 3]], "E2", "row of pay"),
    "negative heads": ([["Core", "2027-01", "pay", 1, -3]], "E2", ""),
    "other currency": ([["Core", "2027-01", "pay", 1, None, "EUR"]], "F2", "fx"),
    "twice": ([["Core", "2027-01", "pay", 1], ["Core", "Jan 2027", "pay", 2]], "D3", "D2"),
    "total and part": (
        [["Core", "2027-01", "pay", 1], ["Core", "2027-01", "total", 2]],
        "C3",
        "D2",
    ),
    "team and its centre": (
        [["Core", "2027-01", "pay", 1], ["CC-1", "2027-01", "pay", 2]],
        "A2",
        "CC-1",
    ),
    "error cell": ([["Core", "#N/A", "pay", 1]], "B2", "shows an error"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_cell_is_named(tmp_path: Path, name: str) -> None:
    rows, cell, mend = BAD[name]
    with pytest.raises(BadInput) as caught:
        read(tmp_path, sheets(*rows))
    assert [(fault.sheet, fault.cell) for fault in caught.value.faults] == [("Actuals", cell)]
    assert mend in caught.value.faults[0].fix


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    rows = (["Core", "2027-01", "pay", 1000.55, 2.5], ["CC-2", "2027-02", "total", -3])
    org = read(tmp_path, sheets(*rows)).org
    write_template(tmp_path / "again.xlsx", org)
    assert read_workbook(tmp_path / "again.xlsx", Catalogue()).org.actuals == org.actuals


def test_a_team_with_others_below_it_means_itself(tmp_path: Path) -> None:
    loaded = read(tmp_path, sheets(["Tech", "2027-01", "pay", 5]))
    assert loaded.org.actuals[0].scope == Scope(kind=ScopeKind.TEAM, name="Tech")
    write_template(tmp_path / "again.xlsx", loaded.org)
    assert read_workbook(tmp_path / "again.xlsx", Catalogue()).org.actuals == loaded.org.actuals
