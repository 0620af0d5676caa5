"""A director's own workbook: a first sensible plan in two runs, from the messages alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

import orgplan as op
from orgplan.cli.main import app
from orgplan.excel.read.text import header_key
from tests.foreign.director import NEEDS, TEAMS, holders, people, write_director


def test_a_plan_in_two_runs(tmp_path: Path) -> None:
    source, out = tmp_path / "director.xlsx", tmp_path / "my_org.xlsx"
    write_director(source)
    first = CliRunner().invoke(app, ["import", str(source), "--out", str(out)])
    assert first.exit_code == 3
    assert "Not plannable yet: 2 lines to fix." in first.output
    assert "Expert 5, Advanced 4, Intermediate 3, Beginner 1" in first.output
    assert f"orgplan plan {out}" in first.output
    assert "* at least Advanced" in first.output
    # he looks at the sheet Scale, finds it right, puts what the remark says where the message says,
    # and runs it
    _mend_the_needs(out)
    org = op.load(out)
    assert len(org.people) == 45
    assert sum(person.base_salary for person in org.people) == sum(one["pay"] for one in people())
    assert sum(person.fte for person in org.people) == 44
    assert {team.id for team in org.teams} == set(TEAMS)
    assert sum(person.manager_id is None for person in org.people) == 1
    assert [line.amount for line in org.budget] == [900_000] * 5
    assert len(org.needs) == 4
    assert org.currency == "EUR"
    # the budgets have no room but what expected leavers free
    filled = org.apply(op.change.assume(leavers_free_pay=0))
    planned = op.plan(filled, time_limit=20, next_steps=False)
    short = planned.coverage.groupby("period")["shortfall"].sum()
    missing = sum(
        max(0, need - holders(team, skill, ("Expert", "Advanced")))
        for team, skill, need, _ in NEEDS
    )
    assert planned.status == "optimal"
    assert short["2027-Q1"] == missing  # nobody can be trained or hired within the quarter
    assert short["2027-Q4"] < missing / 2
    assert not planned.hires.shape[0]  # 900,000 a team leave nothing for another seat


def _mend_the_needs(out: Path) -> None:
    book = load_workbook(out)
    needs = book["Requirements"]
    header = next(row for row in needs.iter_rows() if header_key(str(row[0].value)) == "scope")
    level = next(
        (cell.column for cell in header if header_key(str(cell.value)) == "min level"), None
    )
    if level is None:
        level = max(cell.column for cell in header if cell.value) + 1
        needs.cell(header[0].row, level).value = "min_level"
    for row in needs.iter_rows(min_row=header[0].row + 1):
        if row[0].value == "* at least Advanced":
            row[0].value = None
        elif row[0].value:
            needs.cell(row[0].row, level).value = 4
    book.save(out)


def test_a_foreign_file_with_something_open_is_not_planned(tmp_path: Path) -> None:
    source = tmp_path / "director.xlsx"
    write_director(source)
    with pytest.raises(op.NotUnderstood, match=r"orgplan import \S*director.xlsx --out") as refused:
        op.read(source)
    assert len(refused.value.faults) == 2
    assert refused.value.understanding.scale[0] == ("Expert", 5)
