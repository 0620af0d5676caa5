"""Plan sheets, as they were written and as people edit them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from make import Rows, save, sound

from orgplan.domain.catalogue import Catalogue
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Hire, Training
from orgplan.io.faults import BadInput
from orgplan.io.plan import read_plan
from orgplan.io.read import read_workbook

HIRES: Rows = [
    ["Hiring plan"],
    [],
    ["id", "role", "team", "start_date", "base_salary", "one-time cost", "why"],
    ["H-001", "Engineer / senior", "Core", date(2027, 4, 1), 101_000, 5000, "N-001"],
    ["H-002", "Manager", "web", "2027-07-01", None, 5000, ""],
    [None, "engineer / junior", "Core", date(2027, 7, 1), "70,000", None, None],
    ["Total", None, None, None, 291_000, 10_000, None],
]
TRAININGS: Rows = [
    ["id", "person_id", "name", "skill", "from", "to", "course", "start_date"],
    ["U-001", "P2", "Bob", "Python", 2, 3, "Python 2→3", date(2027, 1, 1)],
    [None, "p3", None, "kubernetes", None, 4, None, date(2027, 4, 1)],
]


@pytest.fixture
def org(tmp_path: Path) -> Organisation:
    return read_workbook(save(tmp_path / "org.xlsx", sound()), Catalogue()).org


def test_a_plan_is_read(tmp_path: Path, org: Organisation) -> None:
    plan = read_plan(save(tmp_path / "plan.xlsx", {"Hiring plan": HIRES, "Upskilling plan": TRAININGS}), org)
    assert plan.hires == (
        Hire(id="H-001", role="Engineer / senior", team="Core", start_date=date(2027, 4, 1), base_salary=101_000),
        Hire(id="H-002", role="Manager", team="Web", start_date=date(2027, 7, 1), base_salary=120_000),
        Hire(id="H-003", role="Engineer / junior", team="Core", start_date=date(2027, 7, 1), base_salary=70_000),
    )
    assert plan.trainings == (
        Training(id="U-001", person_id="P2", course="Python 2→3", start_date=date(2027, 1, 1)),
        Training(id="U-002", person_id="P3", course="Kubernetes 3→4", start_date=date(2027, 4, 1)),
    )


def test_an_empty_plan_is_a_plan(tmp_path: Path, org: Organisation) -> None:
    plan = read_plan(save(tmp_path / "plan.xlsx", {"Hiring plan": [HIRES[2], [None]], "Upskilling plan": TRAININGS[:1]}), org)
    assert (plan.hires, plan.trainings) == ((), ())


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "cell", "words"),
    [
        ("Hiring plan", 4, 2, "Enginer / senior", "B4", "'Engineer / senior'"),
        ("Hiring plan", 4, 2, "Engineer", "B4", "level"),
        ("Hiring plan", 4, 3, "Cor", "C4", "'Core'"),
        ("Hiring plan", 4, 4, "soon", "D4", "year-month-day"),
        ("Hiring plan", 4, 4, date(2028, 1, 1), "D4", "horizon"),
        ("Hiring plan", 4, 4, None, "D4", "Fill in start_date"),
        ("Hiring plan", 4, 5, -1, "E4", "Negative"),
        ("Hiring plan", 5, 1, "h-001", "A5", "A4"),
        ("Upskilling plan", 2, 2, "P22", "B2", "'P2'"),
        ("Upskilling plan", 2, 7, "Python 2→4", "G2", "'Python 2→3'"),
        ("Upskilling plan", 2, 6, 4, "F2", "leads to level 3"),
        ("Upskilling plan", 2, 4, "Kubernetes", "D2", "teaches Python"),
        ("Upskilling plan", 3, 6, 5, "G3", "Fill in the id"),
        ("Upskilling plan", 2, 8, date(2026, 12, 31), "H2", "horizon"),
    ],
)
def test_faulty_edits_are_named(
    tmp_path: Path, org: Organisation, sheet: str, row: int, column: int, value: object, cell: str, words: str
) -> None:
    sheets = {"Hiring plan": [list(cells) for cells in HIRES], "Upskilling plan": [list(cells) for cells in TRAININGS]}
    sheets[sheet][row - 1][column - 1] = value
    with pytest.raises(BadInput) as caught:
        read_plan(save(tmp_path / "plan.xlsx", sheets), org)
    (fault,) = caught.value.faults
    assert (fault.sheet, fault.cell) == (sheet, cell)
    assert words in fault.mend or words in fault.wanted, str(fault)
