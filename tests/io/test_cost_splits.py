"""Pay on several cost centres: read, refused, written again; what it comes to is in
tests/report/test_independent_recalculation.py.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import orgplan as op
from orgplan.domain import CostSplit, Plan
from orgplan.finance.ledger import ledger
from orgplan.io.output.template import write_template
from tests.io.make import Rows, save, sound

HEADER = ["person_id", "cost_centre", "share", "valid_from"]


def book(*rows: list[object]) -> dict[str, Rows]:
    return {**sound(), "Cost splits": [HEADER, *map(list, rows)]}


def test_shares_are_read_booked_to_the_cent_and_written_again(tmp_path: Path) -> None:
    rows = (["Ann", "CC-1", 1 / 3], ["P1", "CC-2", "33.33%"], ["P1", "CC-3", 1, date(2027, 7, 1)])
    org = op.load(save(tmp_path / "org.xlsx", book(*rows)))
    assert org.cost_splits[2] == CostSplit(
        person_id="P1", cost_centre="CC-3", share=1, first=date(2027, 7, 1)
    )
    base: dict[tuple[str, int], int] = {}
    for line in ledger(org, Plan()):
        if line.entity == "P1" and line.component == "base" and line.month in (0, 11):
            base[line.cost_centre, line.month] = line.cents
    # 100,000 / 12 = 8,333.33: a third, 33.33 %, and what is left to Core; from July all on CC-3.
    assert base == {
        ("CC-1", 0): 2_777_78, ("CC-2", 0): 2_777_50, ("Core", 0): 2_778_05, ("CC-3", 11): 8_600_00,
    }  # fmt: skip
    write_template(tmp_path / "again.xlsx", org)
    assert op.load(tmp_path / "again.xlsx").cost_splits == org.cost_splits


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ([["Zoe", "CC-1", 0.5]], "A2"),
        ([["P1", "CC-1", 0.5], ["P1", "CC-1", 0.2]], "B3"),
        ([["P1", "CC-1", 0.5], ["P1", "CC-2", 0.6]], "C3"),
        ([["P1", "CC-1", 0.5, date(2027, 7, 2)]], "D2"),
        ([["P1", "CC-1", 50]], "C2"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    rows: list[list[object]], cell: str, tmp_path: Path
) -> None:
    with pytest.raises(op.BadInput) as caught:
        op.load(save(tmp_path / "org.xlsx", book(*rows)))
    (fault,) = caught.value.faults
    assert (fault.sheet, fault.cell) == ("Cost splits", cell)
