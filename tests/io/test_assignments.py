"""One person on two rows, rosters by heads alone, and titles that Roles do not know."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from make import Rows, save, sound

from orgplan.domain.catalogue import Catalogue
from orgplan.excel.read.faults import BadInput, Fault
from orgplan.io.inputs.loading import Loaded, read_workbook


def load(tmp_path: Path, sheets: dict[str, Rows]) -> Loaded:
    return read_workbook(save(tmp_path / "own.xlsx", sheets), Catalogue())


def faults(tmp_path: Path, sheets: dict[str, Rows]) -> tuple[Fault, ...]:
    with pytest.raises(BadInput) as caught:
        load(tmp_path, sheets)
    return caught.value.faults


def twice(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Rows]:
    """The sound workbook with Bob (P2) on two rows."""
    sheets = sound()
    roster = sheets["Roster"]
    roster[0] += ["fte", "end_date"]
    again = list(roster[2])
    roster.append(again)
    for row, changes in ((roster[2], first), (again, second)):
        row += [None, None]
        for key, value in changes.items():
            row[roster[0].index(key)] = value
    return sheets


def test_two_assignments_in_one_team_are_one_job(tmp_path: Path) -> None:
    sheets = twice({"fte": 0.5, "base_salary": 40_000}, {"fte": 0.5, "base_salary": 42_000})
    loaded = load(tmp_path, sheets)
    people = {person.id: person for person in loaded.org.people}
    assert len(people) == 3
    assert (people["P2"].fte, people["P2"].base_salary) == (1.0, 82_000)
    assert people["P2"].skills == {"Python": 2}
    assert any("were added up" in note.text for note in loaded.notes)


@pytest.mark.parametrize("order", [1, -1])
def test_the_larger_assignment_gives_the_team(tmp_path: Path, order: int) -> None:
    changes = [
        {"fte": 0.6, "team": "Web", "base_salary": 50_000},
        {"fte": 0.4, "base_salary": 32_000},
    ]
    loaded = load(tmp_path, twice(*changes[::order]))
    (bob,) = [person for person in loaded.org.people if person.id == "P2"]
    assert (bob.team, bob.fte, bob.base_salary) == ("Web", 1.0, 82_000)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ({"fte": 0.5}, {"fte": 0.5, "team": "Web"}, "same size"),
        ({}, {}, "fill in fte"),
        ({"fte": 1}, {"fte": 1}, "fill in fte"),
        ({"fte": 0.5}, {"fte": 0.5, "name": "Bert"}, "two people"),
    ],
)
def test_what_is_not_clear_is_asked(
    tmp_path: Path, first: dict[str, Any], second: dict[str, Any], words: str
) -> None:
    (fault,) = faults(tmp_path, twice(first, second))
    assert (fault.cell, fault.expected) == ("A5", "each person once")
    assert words in fault.fix


@pytest.mark.parametrize("order", [1, -1])
def test_a_rehire_on_two_rows(tmp_path: Path, order: int) -> None:
    old = {"start_date": date(2018, 1, 1), "end_date": date(2022, 5, 31), "base_salary": 60_000}
    new = {"start_date": date(2024, 2, 1), "base_salary": 80_000}
    loaded = load(tmp_path, twice(*[old, new][::order]))
    (bob,) = [person for person in loaded.org.people if person.id == "P2"]
    assert (bob.start_date, bob.base_salary, bob.end_date) == (date(2024, 2, 1), 80_000, None)
    assert any("was at work before, until 2022-05-31" in note.text for note in loaded.notes)


def test_a_move_that_lies_ahead_is_asked(tmp_path: Path) -> None:
    now = {"end_date": date(2027, 6, 30)}
    assert faults(tmp_path, twice(now, {"start_date": date(2027, 7, 1), "team": "Web"}))


def by_heads() -> dict[str, Rows]:
    sheets = sound()
    sheets["Roster"] = [
        ["Role", "Level", "Team", "Heads"],
        ["Engineer", "senior", "Core", 3],
        ["Engineer", "junior", "Core", 5],
        ["Engineer", "senior", "Web", 2],
        ["Total", None, None, 10],
    ]
    del sheets["Skills"], sheets["Teams"]
    sheets["Requirements"] = [["scope", "skill", "need"], ["Core", "Python", 2]]
    return sheets


def test_a_roster_by_heads_alone(tmp_path: Path) -> None:
    loaded = load(tmp_path, by_heads())
    people = loaded.org.people
    assert [(person.id, person.headcount) for person in people] == [
        ("Core / Engineer / senior", 3),
        ("Core / Engineer / junior", 5),
        ("Web / Engineer / senior", 2),
    ]
    assert [person.base_salary for person in people] == [100_000, 75_000, 100_000]
    assert {person.start_date for person in people} == {date(2027, 1, 1)}
    assert any("middle of its band" in note.text for note in loaded.notes)


def test_heads_without_pay_and_band_are_asked(tmp_path: Path) -> None:
    sheets = by_heads()
    for row in sheets["Roles"][1:]:
        row[3:6] = [None, None, None]
    assert {fault.expected for fault in faults(tmp_path, sheets)} == {
        "pay of the people of a group"
    }


def test_a_title_without_a_role_is_drafted_and_the_mend_works(tmp_path: Path) -> None:
    sheets = sound()
    for number, pay in ((4, 60_000), (5, 71_000), (6, 83_500)):
        sheets["Roster"].append(
            [
                f"P{number}",
                f"Dee {number}",
                "Staff Nurse",
                None,
                "Core",
                date(2021, 1, 1),
                pay,
                "P1",
            ]
        )
        sheets["Skills"].append([f"P{number}", number - 2, None])
    (fault,) = faults(tmp_path, sheets)
    assert fault.found == "'Staff Nurse' in C5 and 2 more"
    assert "Band min 60000, Band mid 71000, Band max 83500" in fault.fix
    assert "Role skills, for new holders: Python 3" in fault.fix
    sheets["Roles"].append(["Staff Nurse", None, "care", 60_000, 71_000, 83_500, "no"])
    sheets["Role skills"].append(["Staff Nurse", None, "Python", 3, None])
    assert len(load(tmp_path, sheets).org.people) == 6


def test_contractors_without_an_end_are_told(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Roster"][0].append("Worker type")
    for row, kind in zip(sheets["Roster"][1:], ("CDI", "Freelancer", "实习生"), strict=True):
        row.append(kind)
    notes = load(tmp_path, sheets).notes
    assert any("1 person on contract without end date" in note.text for note in notes)


def test_two_assignments_can_be_mended_as_the_fault_says(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, twice({}, {"team": "Web"}))
    assert "the larger where team and role should count" in fault.fix
    loaded = load(tmp_path, twice({"fte": 0.6}, {"fte": 0.4, "team": "Web"}))
    assert loaded.org.people
