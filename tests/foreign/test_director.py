"""A director's own workbook: a first sensible plan in two runs, from the messages alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import orgplan as op
from orgplan.cli.main import app
from tests.foreign.director import TEAMS, people, write_director


def test_a_plan_in_two_runs(tmp_path: Path) -> None:
    source, out = tmp_path / "director.xlsx", tmp_path / "my_org.xlsx"
    write_director(source)
    first = CliRunner().invoke(app, ["import", str(source), "--out", str(out)])
    assert first.exit_code == 3
    assert "Not plannable yet: 1 line to mend." in first.output
    assert "Expert 5, Advanced 4, Intermediate 3, Beginner 1" in first.output
    assert f"orgplan plan {out}" in first.output
    # he looks at the sheet Scale, finds it right, and runs what the message says
    org = op.load(out)
    assert len(org.people) == 45
    assert sum(person.base_salary for person in org.people) == sum(one["pay"] for one in people())
    assert sum(person.fte for person in org.people) == 44
    assert {team.id for team in org.teams} == set(TEAMS)
    assert sum(person.manager_id is None for person in org.people) == 1
    assert [line.amount for line in org.budget] == [900_000] * 5
    assert len(org.needs) == 4
    assert org.currency == "EUR"
    planned = op.plan(org, time_limit=20, explain_next_steps=False)
    short = planned.coverage.groupby("period")["shortfall"].sum()
    assert planned.status == "optimal"
    assert len(planned.upskilling) == 8
    assert (short["2027-Q1"], short["2027-Q4"]) == (5, 1)  # 5 missing today, 4 of them trained up


def test_a_foreign_file_with_something_open_is_not_planned(tmp_path: Path) -> None:
    source = tmp_path / "director.xlsx"
    write_director(source)
    with pytest.raises(op.NotUnderstood, match="orgplan import director.xlsx") as refused:
        op.read(source)
    assert len(refused.value.faults) == 1
    assert refused.value.understanding.scale[0] == ("Expert", 5)
