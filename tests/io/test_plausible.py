"""Inputs that can be read but look wrong: said first, before how the plan ended."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from make import Rows, save, sound

from orgplan.domain.catalogue import Catalogue
from orgplan.io.inputs.organisation import read_workbook


def first_of_all(tmp_path: Path, sheets: dict[str, Rows]) -> list[str]:
    notes = read_workbook(save(tmp_path / "own.xlsx", sheets), Catalogue()).notes
    return [note.text for note in notes if note.first]


def six(**skills: list[Any]) -> dict[str, Rows]:
    """The sound workbook with three people more, and skills of the six."""
    sheets = sound()
    sheets["Roster"] += [
        [f"P{number}", f"Dee {number}", "Engineer", "junior", "Core", date(2020, 1, 1), 80_000, "P1"]
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
    assert "taken as engineering" in told
