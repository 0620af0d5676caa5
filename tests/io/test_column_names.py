"""Names of columns that exports have: known, asked about, and never passed over where they could
change a plan.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from make import Rows, save, sound

from docs import column_names
from orgplan.domain.catalogue import Catalogue
from orgplan.domain.positions import Direction, PositionStatus
from orgplan.excel.read.faults import BadInput
from orgplan.excel.read.text import header_key
from orgplan.io.inputs.loading import Loaded, read_workbook
from orgplan.io.tables.find_table import is_asked
from orgplan.schema.exports import NEEDLESS
from orgplan.schema.inputs import ROSTER


def load(tmp_path: Path, sheets: dict[str, Rows]) -> Loaded:
    return read_workbook(save(tmp_path / "export.xlsx", sheets), Catalogue())


def with_columns(sheet: str, columns: dict[str, list[Any]]) -> dict[str, Rows]:
    sheets = sound()
    for header, cells in columns.items():
        for row, cell in zip(sheets[sheet], [header, *cells], strict=True):
            row.append(cell)
    return sheets


def test_the_page_is_up_to_date() -> None:
    assert column_names.PAGE.read_text(encoding="utf-8") == column_names.page(), (
        "run python -m docs.generate"
    )


def test_of_400_names_95_in_100_are_known_and_the_rest_is_asked() -> None:
    every = column_names.columns()
    count = Counter(column.outcome for column in every)
    assert len({header_key(column.name) for column in every}) == len(every) >= 400
    assert count["read"] + count["passed over"] >= 0.95 * len(every)
    assert not count["unknown"]


def test_what_is_passed_over_is_no_column_and_is_called_after_nothing_that_counts() -> None:
    for name in (name for names in NEEDLESS.values() for name in names):
        assert ROSTER.meaning(name) is None, name
    # these only sound as if they counted
    fine = {"overtime status", "pay group", "pay group id", "pay change reason", "gesellschaft"}
    fine |= {"pay rate effective date", "pay effective date", "compensation effective date"}
    fine |= {"compensation change reason", "bonus date", "bonus reason", "bonus comment"}
    fine |= {
        "commission date",
        "commission comment",
        "离职原因",
        "termination reason",
        "termination type",
    }
    asked = {name for names in NEEDLESS.values() for name in names if is_asked(ROSTER, name)}
    assert {name for name in asked if "status" not in name and "termination" not in name} <= fine


def test_columns_that_are_passed_over_change_nothing(tmp_path: Path) -> None:
    names = [name for names in NEEDLESS.values() for name in names]
    odd = [12, "yes", date(2027, 3, 1)]
    loaded = load(tmp_path, with_columns("Roster", dict.fromkeys(names, odd)))
    assert loaded.org == load(tmp_path, sound()).org


@pytest.mark.parametrize(
    "header",
    [
        "bonusAmount",
        "Car allowance",
        "Hours worked",
        "isContingentWorker",
        "Prime annuelle",
        "津贴",
    ],
)
def test_what_could_change_the_plan_is_asked(tmp_path: Path, header: str) -> None:
    with pytest.raises(BadInput) as caught:
        load(tmp_path, with_columns("Roster", {header: [1, 2, 3]}))
    (fault,) = caught.value.faults
    assert fault.cell == "I1"
    assert f"Ignore {header}" in fault.fix


@pytest.mark.parametrize(
    "headers",
    [
        {"jobTitle": "role", "hireDate": "start_date", "payRate": "base_salary"},
        {"Matricule": "person_id", "Date d’entrée": "start_date", "Poste": "role"},
        {"Puesto": "role", "Fecha de alta": "start_date", "Salario bruto anual": "base_salary"},
        {"Personalnummer": "person_id", "Eintrittsdatum": "start_date",
            "Festgehalt": "base_salary"},
        {"员工编号": "person_id", "进入公司时间": "start_date", "班组": "team"},
    ],
)  # fmt: skip
def test_other_spellings(tmp_path: Path, headers: dict[str, str]) -> None:
    sheets = sound()
    names = {key: name for name, key in headers.items()}
    sheets["Roster"][0] = [names.get(key, key) for key in sheets["Roster"][0]]
    assert load(tmp_path, sheets).org.people == load(tmp_path, sound()).org.people


def test_a_fallback_fills_in_where_the_better_column_is_blank(tmp_path: Path) -> None:
    ends = {
        "Last day of work": [None, date(2027, 6, 30), None],
        "Termination date": [None, date(2027, 3, 1), date(2027, 9, 30)],
    }
    loaded = load(tmp_path, with_columns("Roster", ends))
    days = {person.id: person.end_date for person in loaded.org.people}
    assert days == {"P1": None, "P2": date(2027, 6, 30), "P3": date(2027, 9, 30)}
    assert any("'Termination date' is read as End date where" in note.text for note in loaded.notes)


def test_pay_by_the_hour_beside_fixed_pay(tmp_path: Path) -> None:
    sheets = with_columns("Roster", {"Hourly salary": [0, None, 60], "Weekly hours": [40, 40, 40]})
    sheets["Roster"][0][6], sheets["Roster"][3][6] = "Fix salary", 0
    sheets["Settings"].append(["weekly_hours", 40])
    paid = [person.base_salary for person in load(tmp_path, sheets).org.people]
    assert paid == [100_000, 80_000, 60 * 52 * 40]
    sheets["Roster"][3][6] = 120_000
    with pytest.raises(BadInput) as caught:
        load(tmp_path, sheets)
    assert [fault.expected for fault in caught.value.faults] == ["each column once"]


def test_two_columns_that_agree_are_one(tmp_path: Path) -> None:
    sheets = with_columns("Roster", {"Job title": ["Engineer", "Engineer", "Manager"]})
    sheets["Roster"][0][2] = "Designation"
    assert load(tmp_path, sheets).org == load(tmp_path, sound()).org
    sheets["Roster"][1][-1] = "Manager"
    with pytest.raises(BadInput):
        load(tmp_path, sheets)


def test_left_by_yes_or_no(tmp_path: Path) -> None:
    loaded = load(tmp_path, with_columns("Roster", {"Terminated": ["No", "Yes", False]}))
    assert [person.id for person in loaded.org.people] == ["P1", "P3"]


def test_name_beside_first_name_is_the_last_name(tmp_path: Path) -> None:
    sheets = with_columns("Roster", {"Vorname": ["Mira", "Tom", "Lena"]})
    for row, name in zip(sheets["Roster"], ["Name", "Oduya", "Reyes", "Lena Koch"], strict=True):
        row[1] = name
    names = [person.name for person in load(tmp_path, sheets).org.people]
    assert names == ["Mira Oduya", "Tom Reyes", "Lena Koch"]


def test_managers_by_the_id_of_another_system(tmp_path: Path) -> None:
    sheets = with_columns("Roster", {"Employee number": ["A-7", "A-8", "A-9"]})
    sheets["Roster"][0][0] = "id"
    sheets["Roster"][0][7] = "Supervisor ID"
    people = load(tmp_path, sheets).org.people
    assert [(person.id, person.manager_id) for person in people] == [
        ("A-7", None),
        ("A-8", "A-7"),
        ("A-9", "A-7"),
    ]


def test_a_requisition_for_several_seats(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Positions"] = [
        ["Requisition code", "Name", "Level", "Team", "Status", "Backfill", "Headcount total",
            "Headcount hired", "Hiring manager", "Created at"],
        ["R-1", "Engineer", "junior", "Core", "open", True, 3, 1, "Ann", "2026-11-02"],
        ["R-2", "Engineer", "senior", "Web", "open", False, 1, 0, "Ann", "2026-11-02"],
    ]  # fmt: skip
    seats = load(tmp_path, sheets).org.positions
    assert [seat.id for seat in seats] == ["R-1-1", "R-1-2", "R-2"]
    assert {seat.status for seat in seats} == {PositionStatus.OPEN}
    assert [seat.direction for seat in seats] == [Direction.BACKFILL] * 2 + [Direction.ADD]
