"""Heads by role and team in rows and columns: read where the corner says which is which, else asked
about.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from make import Rows, save, sound

from orgplan.domain import NeedKind
from orgplan.domain.catalogue import Catalogue
from orgplan.excel.read import BadInput
from orgplan.io.inputs.loading import Loaded, read_workbook

HEADS: Rows = [
    ["Head count 2027"],
    ["Role", "Core", "Web", "Total"],
    ["Manager", 1, None, 1],
    ["Tester", 4, 2, 6],
    ["Total", 5, 2, 7],
]


def load(tmp_path: Path, **sheets: Rows) -> Loaded:
    plain = sound()
    plain["Roles"].append(["Tester", None, "engineering", 50_000, 60_000, 70_000, "no"])
    del plain["Skills"]
    plain["Teams"][1][3] = None
    return read_workbook(save(tmp_path / "own.xlsx", {**plain, **sheets}), Catalogue())


def turned() -> Rows:
    return [["Team", *(row[0] for row in HEADS[2:])]] + [
        [HEADS[1][column], *(row[column] for row in HEADS[2:])] for column in (1, 2, 3)
    ]


@pytest.mark.parametrize("rows", [HEADS, turned()])
def test_heads_are_read_and_told(tmp_path: Path, rows: Rows) -> None:
    loaded = load(tmp_path, Roster=rows)
    groups = {(one.role, one.team): (one.headcount, one.base_salary) for one in loaded.org.people}
    assert groups == {
        ("Manager", "Core"): (1, 120_000),
        ("Tester", "Core"): (4, 60_000),
        ("Tester", "Web"): (2, 60_000),
    }
    assert any("read as 3 rows" in note.text for note in loaded.notes)


def test_needs_for_staff_and_for_skills(tmp_path: Path) -> None:
    roster = [["Role", "Core", "Web"], ["Manager", 1, 1], ["Tester", 4, 2]]
    staff = load(tmp_path, Roster=roster, Requirements=roster).org.needs
    assert {(need.kind, need.scope.name, need.skill) for need in staff} >= {
        (NeedKind.STAFF, "Web", "Tester")
    }
    skills = [["Skill", "Core", "Web"], ["Python", 1, 2], ["Kubernetes", None, 1]]
    found = load(tmp_path, Roster=roster, Requirements=skills).org.needs
    assert [(need.kind, need.scope.name, need.required[0]) for need in found] == [
        (NeedKind.HOLDERS, "Core", 1),
        (NeedKind.HOLDERS, "Web", 2),
        (NeedKind.HOLDERS, "Web", 1),
    ]


@pytest.mark.parametrize(
    ("row", "column", "value", "cell", "word"),
    [
        (3, 0, "Tster", "A4", "Tester"),
        (1, 1, "Coer", "B2", "Core"),
        (3, 3, 7, "D4", "6"),
        (4, 1, 6, "B5", "5"),
        (1, 0, "Heads", "A2", "Role or Team"),
    ],
)
def test_faults_stand_where_the_user_typed(
    tmp_path: Path, row: int, column: int, value: object, cell: str, word: str
) -> None:
    rows = [list(cells) for cells in HEADS]
    rows[row][column] = value
    with pytest.raises(BadInput) as caught:
        load(tmp_path, Roster=rows)
    fault = caught.value.faults[0]
    assert fault.cell == cell
    assert word in f"{fault.expected} {fault.fix}"
