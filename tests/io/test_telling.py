"""Columns, names and managers of a roster that say more than their header: understood, or asked
about, never passed over.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from make import Rows, save, sound

from orgplan.domain.catalogue import Catalogue
from orgplan.excel.read.faults import BadInput, Fault
from orgplan.io.inputs.loading import Loaded, read_workbook
from orgplan.language import in_words

NAMES = ("Mira Oduya", "Tom Vance", "Lena Koch", "Iko Sato")


def book(**columns: list[Any]) -> dict[str, Rows]:
    sheets = sound()
    head = sheets["Roster"][0]
    sheets["Roster"] = [head] + [
        [f"10{number}", name, "Engineer", "junior", "Core", date(2020, 1, 1), 80_000,
            "101" if number > 1 else None]
        for number, name in enumerate(NAMES, start=1)
    ]  # fmt: skip
    sheets["Skills"] = [["person_id", "Python", "Kubernetes"], ["101", 4, 3], ["102", 2, 1]]
    sheets["Teams"][1][3] = "101"
    for name, cells in columns.items():
        for row, cell in zip(sheets["Roster"], [name, *cells], strict=True):
            row.append(cell)
    return sheets


def load(tmp_path: Path, sheets: dict[str, Rows]) -> Loaded:
    return read_workbook(save(tmp_path / "a.xlsx", sheets), Catalogue())


def refused(tmp_path: Path, sheets: dict[str, Rows]) -> tuple[Fault, ...]:
    with pytest.raises(BadInput) as caught:
        load(tmp_path, sheets)
    return caught.value.faults


@pytest.mark.parametrize(
    ("header", "cells", "key"),
    [
        ("Ccy", ["USD", "USD", "EUR", "USD"], "currency"),
        ("State", ["Active", "Active", "Ex-employee", "Active"], "status"),
        ("Situation", ["Active", "Active", "Terminated", "Active"], "status"),
        ("Basis", ["Monthly", "Monthly", "Annual", "Monthly"], "pay_period"),
        ("Approver", [None, "Mira Oduya", "Mira Oduya", "Mira Oduya"], "manager_id"),
        ("Arrangement", [40, 40, 40, 20], "weekly_hours"),
        ("Arrangement", [1, 1, 1, 0.5], "fte"),
        ("Arrangement", [100, 100, 100, 50], "fte"),
    ],
)
def test_cells_show_what_a_column_may_be(
    tmp_path: Path, header: str, cells: list[Any], key: str
) -> None:
    sheets = book(**{header: cells})
    if key == "manager_id":
        sheets["Roster"] = [[*row[:7], *row[8:]] for row in sheets["Roster"]]
    (fault,) = refused(tmp_path, sheets)
    assert fault.found == f"'{header}'"
    assert f"Rename it to {in_words(key)} " in fault.fix
    sheets["Roster"][0][-1] = f"Ignore {header}"
    assert len(load(tmp_path, sheets).org.people) == 4


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Floor", [1, 2, 3, 3]),
        ("Parking", ["yes", "no", "no", "yes"]),
        ("Shirt", ["S", "M", "L", "M"]),
        ("Buddy", ["Tom Vance", "Lena Koch", None, None]),
        ("Desk hours", [None, None, None, None]),
        ("Arrangement", [40, 40, 40, 40]),
    ],
)
def test_other_columns_are_left_alone(tmp_path: Path, header: str, cells: list[Any]) -> None:
    assert len(load(tmp_path, book(**{header: cells})).org.people) == 4


@pytest.mark.parametrize(
    ("remark", "asked"),
    [
        ("resigned, last day 31.01.2027", True),
        ("leaves on 30 June", True),
        ("拟于三月离职", True),
        ("on parental leave until September", False),
        ("works from Lyon", False),
    ],
)
def test_remarks_that_say_who_leaves(tmp_path: Path, remark: str, asked: bool) -> None:
    sheets = book(Comments=[None, None, remark, None])
    if not asked:
        assert len(load(tmp_path, sheets).org.people) == 4
        return
    (fault,) = refused(tmp_path, sheets)
    assert fault.cell == "I4"
    for row, cell in zip(
        sheets["Roster"], ["end_date", None, None, date(2027, 6, 30), None], strict=True
    ):
        row.append(cell)
    assert load(tmp_path, sheets).org.people[2].end_date == date(2027, 6, 30)


@pytest.mark.parametrize("never", ["9999-12-31", "31.12.9999", date(9999, 12, 31), "2999-12-31"])
def test_a_last_day_in_the_year_9999_is_none(tmp_path: Path, never: Any) -> None:
    org = load(tmp_path, book(**{"End date": [never, never, "2027-06-30", never]})).org
    assert [person.end_date for person in org.people] == [None, None, date(2027, 6, 30), None]


@pytest.mark.parametrize(
    "word",
    ["Backfill Bob Ross", "Hiring", "Vakanz", "unbesetzt", "Poste vacant", "[Vacant]", "<open>",
        "Contractor TBD", "TBH*", "缺", "Ersatz für Bob"],
)  # fmt: skip
def test_words_for_a_seat_that_nobody_holds(tmp_path: Path, word: str) -> None:
    sheets = book()
    sheets["Roster"].append(
        ["105", word, "Engineer", "junior", "Core", date(2027, 4, 1), 80_000, "101"]
    )
    org = load(tmp_path, sheets).org
    assert (len(org.people), [position.id for position in org.positions]) == (4, ["105"])


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("Req 4711", "B6"),
        ("???", "B6"),
        ("HC 2027-1", "B6"),
        ("Incoming: Eva Lund", "B6"),
        (None, "B6"),
        ("3 x TBH", "B6"),
        ("Eva Lund (left 31.10.2026)", "B6"),
        ("Eva Lund - leaving 30.06.2027", "B6"),
    ],
)
def test_names_that_may_be_a_seat_or_say_an_end_are_asked_about(
    tmp_path: Path, name: str | None, cell: str
) -> None:
    sheets = book()
    sheets["Roster"].append(
        ["105", name, "Engineer", "junior", "Core", date(2027, 4, 1), 80_000, "101"]
    )
    assert [fault.cell for fault in refused(tmp_path, sheets)] == [cell]


@pytest.mark.parametrize(
    "name", ["Lena Koch - LEFT", "Lena Koch (resigned)", "Lena Koch（已离职）"]
)
def test_a_status_in_a_name(tmp_path: Path, name: str) -> None:
    sheets = book()
    sheets["Roster"][3][1] = name
    assert [person.id for person in load(tmp_path, sheets).org.people] == ["101", "102", "104"]


@pytest.mark.parametrize(
    ("text", "manager"),
    [
        ("M. Oduya", "101"),
        ("Oduya Mira", "101"),
        ("mira.oduya@acme.com", "101"),
        ("moduya@acme.com", "101"),
        ("101.0", "101"),
        ("Nils Berg", None),
        ("N. Oduya", None),
        ("mira.berg@acme.com", None),
    ],
)
def test_managers_by_initial_e_mail_or_number(
    tmp_path: Path, text: str, manager: str | None
) -> None:
    sheets = book()
    for row in sheets["Roster"][2:]:
        row[7] = text
    org = load(tmp_path, sheets).org
    assert [person.manager_id for person in org.people[1:]] == [manager] * 3


@pytest.mark.parametrize(
    "text", ["Mira", "Oduya", "EMP-101", "00101", "Mira Oduya / Nils Berg", "Mira Oduia"]
)
def test_managers_who_may_be_somebody_are_asked_about(tmp_path: Path, text: str) -> None:
    sheets = book()
    for row in sheets["Roster"][2:]:
        row[7] = text
    (fault,) = refused(tmp_path, sheets)
    assert (fault.cell, len(fault.more)) == ("H3", 2)
    for row in sheets["Roster"][2:]:
        row[7] = f"outside: {text}"
    assert load(tmp_path, sheets).org.people[1].manager_id is None


def test_two_columns_of_one_meaning_may_say_the_same_in_other_words(tmp_path: Path) -> None:
    columns = {"Worker Type": ["Employee"] * 4, "Employee Type": ["Regular"] * 4}
    assert len(load(tmp_path, book(**columns)).org.people) == 4
    columns["Employee Type"][2] = "Contractor"
    assert [fault.cell for fault in refused(tmp_path, book(**columns))] == ["J1"]


def test_a_supervisory_organisation_is_its_name_without_its_head(tmp_path: Path) -> None:
    sheets = book()
    sheets["Roster"][0][4] = "Supervisory Organization"
    for row in sheets["Roster"][1:]:
        row[4] = "Core (Mira Oduya)"
    assert {person.team for person in load(tmp_path, sheets).org.people} == {"Core"}


@pytest.mark.parametrize("word", ["NO_MANAGER", "none", "Self", "无"])
def test_words_for_nobody_above(tmp_path: Path, word: str) -> None:
    sheets = book()
    sheets["Roster"][1][7] = word
    loaded = load(tmp_path, sheets)
    assert loaded.org.people[0].manager_id is None
    assert not [note for note in loaded.notes if word in note.text]


@pytest.mark.parametrize(
    ("header", "found"), [("Comp / mo", True), ("CUSTOM01", True), ("Zip", False)]
)
def test_pay_under_an_unknown_header_is_suggested_by_its_figures(
    tmp_path: Path, header: str, found: bool
) -> None:
    sheets = book()
    sheets["Roster"][0][6] = header
    for number, row in enumerate(sheets["Roster"][1:]):
        row[6] = 7_000 + 1_000 * number
    mend = next(fault.fix for fault in refused(tmp_path, sheets) if "Base salary" in fault.expected)
    assert (f"'{header}' in G1, with figures from 7,000 to 10,000" in mend) is found


def test_net_pay_beside_base_pay_is_passed_over(tmp_path: Path) -> None:
    loaded = load(tmp_path, book(实发工资=[5_000] * 4, 社保基数=[8_000] * 4))
    assert any("'实发工资'" in note.text and "no plan needs" in note.text for note in loaded.notes)
