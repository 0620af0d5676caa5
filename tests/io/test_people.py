"""People and pay as exports of HR systems have them: the same organisation as written plainly, or a
refusal that says why.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from make import Rows, save, sound
from openpyxl import load_workbook

from orgplan.domain.catalogue import Catalogue
from orgplan.domain.people import Employment
from orgplan.domain.positions import PositionStatus
from orgplan.excel.read.faults import BadInput, Fault
from orgplan.io.files.units import currency_of_format, header_units, without_units
from orgplan.io.inputs.loading import Loaded, read_workbook
from orgplan.io.people.exports import readings


def load(tmp_path: Path, sheets: dict[str, Rows]) -> Loaded:
    return read_workbook(save(tmp_path / "export.xlsx", sheets), Catalogue())


def faults(tmp_path: Path, sheets: dict[str, Rows]) -> tuple[Fault, ...]:
    with pytest.raises(BadInput) as caught:
        load(tmp_path, sheets)
    return caught.value.faults


def with_columns(**columns: list[Any]) -> dict[str, Rows]:
    """The sound workbook with further columns on the roster; ``__`` in a header stands for a
    space.
    """
    sheets = sound()
    for header, cells in columns.items():
        for row, cell in zip(sheets["Roster"], [header.replace("__", " "), *cells], strict=True):
            row.append(cell)
    return sheets


def paid(header: str, *pay: Any) -> dict[str, Rows]:
    sheets = sound()
    for row, cell in zip(sheets["Roster"], [header, *pay], strict=True):
        row[6] = cell
    return sheets


YEAR = [96_000, 78_000, 120_000]


@pytest.mark.parametrize(
    ("header", "pay"),
    [
        ("Base pay (per month)", [8_000, 6_500, 10_000]),
        ("Monthly salary", [8_000, 6_500, 10_000]),
        ("Salary / month", [8_000, 6_500, 10_000]),
        ("Gross salary p.m. USD", [8_000, 6_500, 10_000]),
        ("月薪", [8_000, 6_500, 10_000]),
        ("薪资(月)/月", [8_000, 6_500, 10_000]),
        ("Annual Salary (USD)", YEAR),
        ("Base salary per annum", YEAR),
        ("Salary biweekly", [96_000 / 26, 3_000, 120_000 / 26]),
        ("Weekly pay", [96_000 / 52, 1_500, 120_000 / 52]),
        ("Salary (k$)", [96, 78, 120]),
        ("Salary in thousands", [96, 78, 120]),
        ("年薪（万美元）", [9.6, 7.8, 12]),
    ],
)
def test_the_header_says_what_pay_is_for(tmp_path: Path, header: str, pay: list[float]) -> None:
    people = load(tmp_path, paid(header, *pay)).org.people
    assert [person.base_salary for person in people] == pytest.approx(YEAR, abs=0.02)


def test_pay_by_the_hour_needs_the_hours(tmp_path: Path) -> None:
    sheets = paid("Hourly rate", 50, 40, 60)
    assert [(fault.cell, *fault.more) for fault in faults(tmp_path, sheets)] == [("G2", "G3", "G4")]
    sheets["Settings"].append(["weekly_hours", 40])
    assert [person.base_salary for person in load(tmp_path, sheets).org.people] == [
        104_000,
        83_200,
        124_800,
    ]
    by_hours = with_columns(Weekly__hours=[40, 20, 40])
    for row, cell in zip(by_hours["Roster"], ["Hourly rate", 50, 80, 60], strict=True):
        row[6] = cell
    by_hours["Settings"].append(["weekly_hours", 40])
    people = load(tmp_path, by_hours).org.people
    assert [(person.base_salary, person.fte) for person in people] == [
        (104_000, 1),
        (83_200, 0.5),
        (124_800, 1),
    ]


def test_each_row_may_say_what_its_pay_is_for(tmp_path: Path) -> None:
    sheets = with_columns(Paid__per=["Year", "Month", "Two weeks"])
    sheets["Roster"][2][6], sheets["Roster"][3][6] = 6_500, 4_600
    sheets["Roster"][3][-1] = "Biweekly"
    assert [person.base_salary for person in load(tmp_path, sheets).org.people] == [
        100_000,
        78_000,
        119_600,
    ]


def test_how_often_pay_is_paid_is_not_what_it_is_for(tmp_path: Path) -> None:
    sheets = with_columns(Pay__frequency=["Monthly", "Monthly", "Monthly"])
    (fault,) = faults(tmp_path, sheets)
    assert (fault.sheet, fault.cell) == ("Roster", "I1")
    assert "'Pay period'" in fault.fix
    sheets["Roster"][0][6] = "Annual salary"
    assert load(tmp_path, sheets).org.people[0].base_salary == 100_000


def test_settings_and_header_that_contradict_are_refused(tmp_path: Path) -> None:
    sheets = paid("Annual salary", *YEAR)
    sheets["Settings"].append(["salary_period", "month"])
    assert ("Roster", "G1") in {(fault.sheet, fault.cell) for fault in faults(tmp_path, sheets)}


@pytest.mark.parametrize(
    "pay", [[8_000, 6_500, 10_000], [96, 78, 120]], ids=["a month's", "in thousands"]
)
def test_pay_far_from_every_band_is_refused(tmp_path: Path, pay: list[float]) -> None:
    (fault,) = faults(tmp_path, paid("Base pay", *pay))
    assert (fault.sheet, fault.cell) == ("Roster", "G1")
    assert "header" in fault.fix


def test_currencies_of_headers_and_number_formats(tmp_path: Path) -> None:
    sheets = paid("Annual Salary (EUR)", *YEAR)
    assert all("fx with scope EUR" in fault.fix for fault in faults(tmp_path, sheets))
    sheets["Assumptions"] = [["key", "value", "scope"], ["fx", 1.1, "EUR"]]
    assert load(tmp_path, sheets).org.people[0].base_salary == pytest.approx(105_600)
    sheets = paid("Salary", *YEAR)
    sheets["Assumptions"] = [["key", "value", "scope"], ["fx", 1.1, "EUR"]]
    path = save(tmp_path / "shown.xlsx", sheets)
    book = load_workbook(path)
    book["Roster"]["G2"].number_format = "#,##0.00 [$€-407]"
    book["Roster"]["G3"].number_format = '"$"#,##0'
    book.save(path)
    assert [
        person.base_salary for person in read_workbook(path, Catalogue()).org.people
    ] == pytest.approx([105_600, 78_000, 120_000])
    book["Roster"]["G1"] = "Salary (USD)"
    book.save(path)
    with pytest.raises(BadInput) as caught:
        read_workbook(path, Catalogue())
    assert [fault.cell for fault in caught.value.faults] == ["G2"]


def test_words_of_units() -> None:
    assert header_units("Gehalt (TEUR, jährlich)").factor == 1000
    assert header_units("Salary k€").currency == "€"
    assert header_units("Cost per hire").period is None
    assert header_units("FTE %").percent
    assert without_units("Salary EUR per month") == ("salary per month", "salary")
    assert currency_of_format("[$-409]d mmm yyyy") is None
    assert currency_of_format("[$PLN] #,##0") == "PLN"


@pytest.mark.parametrize(
    ("header", "cells", "wanted"),
    [
        ("FTE %", [100, 50, 80], [1, 0.5, 0.8]),
        ("FTE %", [1, 0.5, 0.8], [1, 0.5, 0.8]),
        ("fte", ["100%", "50 %", "80%"], [1, 0.5, 0.8]),
        ("fte", [100, 50, 80], [1, 0.5, 0.8]),
        ("Weekly hours", [40, 20, 40], None),
    ],
)
def test_fte_in_percent(
    tmp_path: Path, header: str, cells: list[Any], wanted: list[float] | None
) -> None:
    sheets = with_columns(**{header.replace(" ", "__"): cells})
    if wanted is None:
        assert [(fault.cell, fault.found) for fault in faults(tmp_path, sheets)] == [
            ("I2", "'40' in I2 and 2 more, such as '20'"),
        ]
    else:
        assert [person.fte for person in load(tmp_path, sheets).org.people] == wanted


def test_hours_against_full_time(tmp_path: Path) -> None:
    sheets = with_columns(Weekly__hours=[38, 19, 38], Standard__hours=[38, 38, 38])
    assert [person.fte for person in load(tmp_path, sheets).org.people] == [1, 0.5, 1]
    same = with_columns(Weekly__hours=[37.5, 37.5, 37.5])
    assert [person.fte for person in load(tmp_path, same).org.people] == [1, 1, 1]


def test_part_time_without_a_share_is_refused(tmp_path: Path) -> None:
    (fault,) = faults(
        tmp_path, with_columns(Employment__type=["Full time", "Part time", "Full time"])
    )
    assert fault.cell.endswith("3")
    assert "fte" in fault.fix


def test_who_has_left_counts_nowhere_and_is_told(tmp_path: Path) -> None:
    loaded = load(tmp_path, with_columns(Employment__Status=["Active", "Terminated", "On leave"]))
    assert [person.id for person in loaded.org.people] == ["P1", "P3"]
    assert any("Bob" in note.text and "left" in note.text for note in loaded.notes)
    assert any("Cy" in note.text and "on leave" in note.text for note in loaded.notes)


@pytest.mark.parametrize(
    ("status", "end", "fault"),
    [
        ("Active", date(2026, 5, 31), True),
        ("On notice", None, True),
        ("Zzz", None, True),
        ("Terminated", date(2027, 5, 31), False),
        ("On notice", date(2027, 5, 31), False),
    ],
)
def test_status_and_last_day_must_agree(
    tmp_path: Path, status: str, end: date | None, fault: bool
) -> None:
    sheets = with_columns(
        Employee__status=["Active", status, "Active"], Termination__date=[None, end, None]
    )
    if fault:
        assert [found.cell for found in faults(tmp_path, sheets)] == ["I3"]
    else:
        assert load(tmp_path, sheets).org.people[1].end_date == end


def test_a_rehire_counts_from_the_new_start(tmp_path: Path) -> None:
    sheets = with_columns(
        Status=["Active", "Active", "Active"], Termination__date=[None, date(2018, 5, 31), None]
    )
    loaded = load(tmp_path, sheets)
    assert loaded.org.people[1].end_date is None
    assert any("2018-05-31" in note.text for note in loaded.notes)


@pytest.mark.parametrize(
    "word",
    ["TBH", "Vacant", "Open position", "N.N.", "New hire 2", "TBD - backend", "待招", "空缺"],
)
def test_vacancies_are_open_positions(tmp_path: Path, word: str) -> None:
    sheets = sound()
    sheets["Roster"].append(
        ["R-7", word, "Engineer", "junior", "Core", date(2027, 4, 1), 80_000, "P1"]
    )
    loaded = load(tmp_path, sheets)
    assert len(loaded.org.people) == 3
    seat = loaded.org.positions[-1]
    assert (seat.id, seat.status, seat.start, seat.budget_salary) == (
        "R-7",
        PositionStatus.OPEN,
        date(2027, 4, 1),
        80_000,
    )
    assert any("vacanc" in note.text for note in loaded.notes)


@pytest.mark.parametrize("word", ["Tom Open", "Nina N.", "Opeyemi New", "Vacanti", "N. Nowak"])
def test_people_whose_names_only_look_like_vacancies(tmp_path: Path, word: str) -> None:
    sheets = sound()
    sheets["Roster"][2][1] = word
    assert len(load(tmp_path, sheets).org.people) == 3


@pytest.mark.parametrize(
    "manager",
    [
        "P1",
        "Ada Byron",
        "Byron, Ada",
        "Ada Byron (P1)",
        "P1 - Ada Byron",
        "ada.byron@example.org",
        "ADA BYRON [P1]",
    ],
)
def test_ways_to_name_a_manager(tmp_path: Path, manager: str) -> None:
    sheets = with_columns(
        Last__name=["Byron", "Boole", "Clarke"],
        First__name=["Ada", "Bob", "Cy"],
        Work__email=["ada.byron@example.org", None, None],
    )
    sheets["Roster"] = [[row[0], *row[2:]] for row in sheets["Roster"]]
    for row in sheets["Roster"][2:]:
        row[6] = manager
    people = load(tmp_path, sheets).org.people
    assert [person.name for person in people] == ["Ada Byron", "Bob Boole", "Cy Clarke"]
    assert [person.manager_id for person in people] == [None, "P1", "P1"]


def test_a_manager_outside_the_file_is_one_note(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Roster"][1][7] = "Nora Quill"
    sheets["Roster"][2][7] = "Nora Quill"
    loaded = load(tmp_path, sheets)
    assert sum("Nora Quill" in note.text for note in loaded.notes) == 1
    sheets["Roster"][2][7] = "Annn"
    sheets["Roster"][1][1] = "Annnn"
    assert any("Did you mean" in fault.fix for fault in faults(tmp_path, sheets))


def test_one_person_on_two_rows_is_refused_with_the_way_out(tmp_path: Path) -> None:
    sheets = with_columns(fte=[0.5, 1, 1])
    sheets["Roster"].append(
        ["P1", "Ann", "Engineer", "senior", "Web", date(2020, 1, 1), 50_000, None, 0.5]
    )
    (fault,) = faults(tmp_path, sheets)
    assert fault.cell == "A5"
    assert "two assignments" in fault.fix


def test_a_contractor_by_status(tmp_path: Path) -> None:
    assert (
        load(tmp_path, with_columns(Employment__Status=["Full-Time", "Contractor", "Active"]))
        .org.people[1]
        .employment
        is Employment.CONTRACTOR
    )


def test_readings_of_a_name() -> None:
    assert list(readings("Ada Byron (P1)")) == ["Ada Byron (P1)", "P1", "Ada Byron"]
    assert "Ada Byron" in readings("Byron, Ada")


def test_an_unknown_column_that_can_change_the_plan_is_refused(tmp_path: Path) -> None:
    sheets = with_columns(Visa__status=["x", None, "y"])
    (fault,) = faults(tmp_path, sheets)
    assert (fault.sheet, fault.cell) == ("Roster", "I1")
    sheets["Roster"][0][8] = "Ignore Visa status"
    assert len(load(tmp_path, sheets).org.people) == 3
    assert load(tmp_path, with_columns(Shirt__size=["S", "M", "L"])).org.people


@pytest.mark.parametrize("name", ["Budget 2027", "Budget FY27", "2027 Budget", "FY2027 Budget"])
def test_a_sheet_with_a_year_in_its_name_is_read(tmp_path: Path, name: str) -> None:
    sheets = sound()
    plain = load(tmp_path, sheets).org.budget
    sheets[name] = sheets.pop("Budget")
    loaded = load(tmp_path, sheets)
    assert loaded.org.budget == plain
    assert plain
    assert any(note.sheet == name and "read as Budget" in note.text for note in loaded.notes)


def test_two_years_of_one_kind_are_refused(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Budget 2026"] = sheets["Budget 2027"] = sheets.pop("Budget")
    assert any("Budget 2026, Budget 2027" in fault.found for fault in faults(tmp_path, sheets))


def test_a_budget_of_what(tmp_path: Path) -> None:
    sheets = sound()
    plain = load(tmp_path, sheets).org.budget
    sheets["Budget"][0][0] = "What"
    sheets["Budget 2027"] = sheets.pop("Budget")
    assert load(tmp_path, sheets).org.budget == plain


def test_people_called_by_numbers_are_people(tmp_path: Path) -> None:
    sheets = sound()
    for number, row in enumerate(sheets["Roster"][1:], 101):
        row[1] = number
    loaded = load(tmp_path, sheets)
    assert len(loaded.org.people) == 3
    assert not loaded.org.positions
