"""Units that a header has in brackets: the same, one that is converted, or one asked about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from make import Rows, save, sound

from orgplan.domain.catalogue import Catalogue
from orgplan.excel.read.faults import BadInput, Fault
from orgplan.io.files.measures import factor_to
from orgplan.io.inputs.loading import Loaded, read_workbook
from orgplan.language import _, available, speaking
from orgplan.schema import inputs


def load(path: Path) -> Loaded:
    return read_workbook(path, Catalogue())


def refused(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(BadInput) as caught:
        load(path)
    return caught.value.faults


def with_column(sheet: str, header: str, value: Any, key: str = "") -> dict[str, Rows]:
    """The sound workbook with one more column on a sheet, in place of one that it has."""
    sheets = sound()
    rows = sheets[sheet]
    place = rows[0].index(key) if key in rows[0] else len(rows[0])
    for row, cell in zip(rows, [header, *[value] * len(rows[1:])], strict=True):
        row[place : place + 1] = [cell]
    return sheets


@pytest.mark.parametrize(
    ("sheet", "header", "key"),
    [
        ("Requirements", "need (hours per month)", "need"),
        ("Requirements", "need (person-days)", "need"),
        ("Roles", "lead time (weeks)", ""),
        ("Roles", "招聘周期（周）", ""),
        ("Roles", "ramp (days)", ""),
        ("Roles", "recruiting cost (% of base)", ""),
        ("Training", "duration (days)", "duration"),
        ("Training", "hours (days)", "hours"),
        ("Training", "hours (per week)", "hours"),
        ("Teams", "max headcount (FTE)", "max_headcount"),
    ],
)
def test_another_unit_is_one_fault_at_the_header(
    tmp_path: Path, sheet: str, header: str, key: str
) -> None:
    (fault,) = refused(save(tmp_path / "a.xlsx", with_column(sheet, header, 1, key)))
    assert fault.found == repr(header)
    assert "convert" in fault.fix


@pytest.mark.parametrize(
    "header", ["lead time (months)", "招聘周期（个月）", "lead time (optional)"]
)
def test_the_columns_own_unit_is_no_news(tmp_path: Path, header: str) -> None:
    loaded = load(save(tmp_path / "a.xlsx", with_column("Roles", header, 2)))
    assert {role.lead_time for role in loaded.org.roles} == {2}


def test_quarters_and_years_are_converted_to_months_and_said(tmp_path: Path) -> None:
    loaded = load(save(tmp_path / "a.xlsx", with_column("Roles", "lead time (quarters)", 2)))
    assert {role.lead_time for role in loaded.org.roles} == {6}
    assert any("times 3" in note for note in map(str, loaded.notes))


@pytest.mark.parametrize("header", ["monthly salary", "expected salary (per month)"])
def test_pay_of_candidates_is_made_a_years(tmp_path: Path, header: str) -> None:
    sheets = sound()
    sheets["Candidates"] = [
        ["candidate", "role", "level", header],
        ["Zoe", "Engineer", "senior", 8_000],
    ]
    loaded = load(save(tmp_path / "a.xlsx", sheets))
    assert loaded.org.candidates[0].base_salary == 96_000
    assert any("times 12" in note for note in map(str, loaded.notes))


@pytest.mark.parametrize(
    ("key", "value", "unit", "meant"),
    [
        ("lead_time", 1, "years", 12),
        ("lead_time", 2, "months", 2),
        ("recruiting_cost", 5, "kUSD", 5_000),
        ("benefits_per_head", 100, "USD per month", 1_200),
        ("hours_per_month", 150, "hours per month", 150),
        ("availability", "80%", "%", 0.8),
    ],
)
def test_units_of_assumptions(
    tmp_path: Path, key: str, value: object, unit: str, meant: float
) -> None:
    sheets = {**sound(), "Assumptions": [["key", "value", "unit"], [key, value, unit]]}
    org = load(save(tmp_path / "a.xlsx", sheets)).org
    assert org.assumptions.get(key) == meant


@pytest.mark.parametrize(
    ("key", "value", "unit"),
    [
        ("lead_time", 8, "weeks"),
        ("recruiting_cost", 15, "% of base"),
        ("attrition", 0.01, "% per month"),
    ],
)
def test_other_units_of_assumptions_are_asked_about(
    tmp_path: Path, key: str, value: object, unit: str
) -> None:
    sheets = {**sound(), "Assumptions": [["key", "value", "unit"], [key, value, unit]]}
    (fault,) = refused(save(tmp_path / "a.xlsx", sheets))
    assert fault.cell == "C2"
    assert "convert" in fault.fix


@pytest.mark.parametrize("language", available())
def test_every_declared_unit_is_the_same_in_each_language(language: str) -> None:
    columns = {column.unit for sheet in inputs.INPUT_SHEETS for column in sheet if column.unit}
    with speaking(language):
        assert [unit for unit in columns if factor_to(unit, _(unit)) != 1] == []


@pytest.mark.parametrize(
    ("header", "period", "sound_row"),
    [
        ("amount (per quarter)", "2027", False),
        ("amount (per month)", "2027-Q1", False),
        ("amount (per quarter)", "2027-Q1", True),
        ("amount (per year)", "2027", True),
        ("amount", "2027", True),
    ],
)
def test_a_budget_said_per_another_period_than_its_row_is_asked_about(
    tmp_path: Path, header: str, period: str, sound_row: bool
) -> None:
    """250,000 a quarter was read as the limit of the year, and nothing was possible."""
    rows: Rows = [["scope", "period", header], ["organisation", period, 900_000]]
    path = save(tmp_path / "org.xlsx", {**sound(), "Budget": rows})
    if sound_row:
        (line,) = read_workbook(path, Catalogue()).org.budget
        assert line.amount == 900_000
        return
    with pytest.raises(BadInput) as refused:
        read_workbook(path, Catalogue())
    (fault,) = refused.value.faults
    assert (fault.sheet, fault.cell) == ("Budget", "C2")
    assert "take the unit out of the header" in fault.fix
