"""Inputs that can be read but look wrong: said first, before how the plan ended."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from make import Rows, save, sound

from orgplan.domain.catalogue import Catalogue
from orgplan.excel.read.faults import BadInput, Fault
from orgplan.io.inputs.loading import read_workbook


def refused(tmp_path: Path, sheets: dict[str, Rows]) -> tuple[Fault, ...]:
    with pytest.raises(BadInput) as caught:
        read_workbook(save(tmp_path / "own.xlsx", sheets), Catalogue())
    return caught.value.faults


def paid(header: str, *pay: Any) -> dict[str, Rows]:
    sheets = sound()
    for row, cell in zip(sheets["Roster"], [header, *pay], strict=True):
        row[6] = cell
    return sheets


def first_of_all(tmp_path: Path, sheets: dict[str, Rows]) -> list[str]:
    notes = read_workbook(save(tmp_path / "own.xlsx", sheets), Catalogue()).notes
    return [note.text for note in notes if note.first]


def six(**skills: list[Any]) -> dict[str, Rows]:
    """The sound workbook with three people more, and skills of the six."""
    sheets = sound()
    sheets["Roster"] += [
        [f"P{number}", f"Dee {number}", "Engineer", "junior", "Core", date(2020, 1, 1), 80_000,
            "P1"]
        for number in (4, 5, 6)
    ]  # fmt: skip
    rated = {"Python": [4, 2, 3, 2, 2, 1], "Kubernetes": [2, 3, 1, None, 2, 3], **skills}
    sheets["Skills"] = [["person_id", *rated]] + [
        [f"P{row + 1}", *(levels[row] for levels in rated.values())] for row in range(6)
    ]
    return sheets


def test_what_is_sound_says_nothing_first(tmp_path: Path) -> None:
    assert first_of_all(tmp_path, six()) == first_of_all(tmp_path, sound()) == []


@pytest.mark.parametrize(
    ("skills", "words"),
    [
        ({"Kubernetes": [None] * 6}, "nobody is rated in Kubernetes"),
        ({"Kubernetes": [3] * 6}, "everybody has '3' in Kubernetes"),
    ],
)
def test_a_column_of_skills_that_says_nothing(
    tmp_path: Path, skills: dict[str, list[Any]], words: str
) -> None:
    (told,) = first_of_all(tmp_path, six(**skills))
    assert words in told


def test_a_blank_column_says_who_asks_for_the_skill(tmp_path: Path) -> None:
    """Only a need puts the plan in doubt: what a role brings is there with whoever is hired."""
    (told,) = first_of_all(tmp_path, six(Kubernetes=[None] * 6))
    assert re.search(r"which Requirements![A-Z]+\d+ asks for", told)
    sheets = six(Terraform=[None] * 6)
    sheets["Role skills"] = [["role", "skill", "at_start"], ["Engineer", "Terraform", 3]]
    assert first_of_all(tmp_path, sheets) == []
    notes = read_workbook(tmp_path / "own.xlsx", Catalogue()).notes
    assert any("which Role skills!B2 names" in note.text for note in notes)


def test_pay_of_a_month_of_one_person_among_many(tmp_path: Path) -> None:
    sheets = six()
    sheets["Roster"][4][6] = 6_500
    (told,) = first_of_all(tmp_path, sheets)
    assert "as if it were a month's" in told


def test_families_that_nobody_states(tmp_path: Path) -> None:
    sheets = six()
    for row in sheets["Roles"][1:]:
        row[2] = None
    (told,) = first_of_all(tmp_path, sheets)
    assert "treated as engineering" in told


@pytest.mark.parametrize(
    ("header", "pay", "words"),
    [
        ("Pay rate", (48, 38, 58), "an hour's"),
        ("Pay", (1_920, 1_540, 2_300), "a week's"),
        ("Pay", (9, 8, 10), "Check the unit of pay"),
        ("Monthly salary (x13)", (7_700, 6_100, 9_200), "more than twelve"),
        ("Monatsgehalt (13 Monatsgehälter)", (7_700, 6_100, 9_200), "more than twelve"),
    ],
)
def test_pay_that_can_not_be_a_years(
    tmp_path: Path, header: str, pay: tuple[Any, ...], words: str
) -> None:
    (fault,) = refused(tmp_path, paid(header, *pay))
    assert fault.cell == "G1"
    assert words in fault.found + fault.fix


def test_pay_of_a_quarter(tmp_path: Path) -> None:
    path = save(tmp_path / "own.xlsx", paid("Quarterly salary", 25_000, 20_000, 30_000))
    people = read_workbook(path, Catalogue()).org.people
    assert [person.base_salary for person in people] == [100_000, 80_000, 120_000]


@pytest.mark.parametrize("header", ["Net salary", "Total compensation"])
def test_no_mend_that_would_be_wrong(tmp_path: Path, header: str) -> None:
    faults = refused(tmp_path, paid(header, 100_000, 80_000, 120_000))
    assert not any("Did you mean" in fault.fix for fault in faults)


@pytest.mark.parametrize("header", ["Contract end date", "合同到期日", "Vertragsende"])
def test_contracts_that_end_are_told_first(tmp_path: Path, header: str) -> None:
    sheets = sound()
    for row, cell in zip(
        sheets["Roster"], [header, date(2027, 6, 30), None, date(2030, 1, 1)], strict=True
    ):
        row.append(cell)
    (told,) = first_of_all(tmp_path, sheets)
    assert told.startswith("1 person leaves when the contract ends (Ann)")
    assert f"Ignore {header}" in told


@pytest.mark.parametrize("header", ["Days per week", "Arbeitstage", "Left company"])
def test_what_may_say_who_works_how_much_is_asked(tmp_path: Path, header: str) -> None:
    sheets = sound()
    for row, cell in zip(sheets["Roster"], [header, 4, 5, 5], strict=True):
        row.append(cell)
    assert [fault.cell for fault in refused(tmp_path, sheets)] == ["I1"]


def test_a_flood_of_texts_is_one_fault(tmp_path: Path) -> None:
    sheets = sound()
    for number in range(4, 60):
        sheets["Roster"].append(
            [
                f"P{number}",
                f"Dee {number}",
                "Engineer",
                "junior",
                "Core",
                date(2020, 1, 1),
                f"{number},000 or so",
                "P1",
            ]
        )
    (fault,) = refused(tmp_path, sheets)
    assert fault.found == "'4,000 or so' in G5 and 55 more, such as '5,000 or so'"
    assert len(fault.more) == 55
