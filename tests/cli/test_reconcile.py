"""`orgplan reconcile`: one table on the screen, as JSON and as a workbook, and one exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from orgplan import api
from orgplan.analysis.assessment import Assessment
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Hire, Plan
from orgplan.domain.positions import Position, PositionStatus
from orgplan.io.output.template import write_inputs, write_template
from orgplan.report.sheets.workbook import write_workbook
from tests.headers import key_of
from tests.report.office import needs_office, recalculated
from tests.report.organisations import PAYMENTS, rich_organisation, run_of

Run = Callable[..., tuple[int, str, str]]
SENIOR = "Java engineer / senior"


def listed() -> Organisation:
    """Everybody has a position of their own, and one more is approved."""
    org = rich_organisation()
    people = tuple(person.replace(position_id=f"S{person.id[1:]}") for person in org.people)
    seats = [
        Position(
            id=f"S{person.id[1:]}", role=person.role, team=person.team, status=PositionStatus.FILLED
        )
        for person in people
    ]
    approved = Position(
        id="S-100",
        role=SENIOR,
        team=PAYMENTS,
        status=PositionStatus.APPROVED,
        start=date(2027, 4, 1),
    )
    return org.replace(people=people, positions=(*seats, approved))


def plan_of(org: Organisation, path: Path, *hires: Hire) -> Path:
    assessment = Assessment(org, Plan(hires=hires))
    write_workbook(path, assessment, run_of(assessment), write_inputs)
    return path


def seat(name: str, month: int = 4) -> Hire:
    return Hire(
        id=name, role=SENIOR, team=PAYMENTS, start_date=date(2027, month, 1), base_salary=82_000
    )


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    write_template(tmp_path / "roster.xlsx", listed())
    return tmp_path / "roster.xlsx"


def test_what_agrees_is_0(run: Run, roster: Path, tmp_path: Path) -> None:
    code, out, err = run("reconcile", roster)
    assert (code, err) == (0, "")
    assert "0 over, 0 ghost, 0 unapproved, 18 filled, 1 open, 0 closed: everything agrees." in out
    assert "no plan" in out
    code, out, _ = run(
        "reconcile",
        roster,
        "--plan",
        plan_of(listed(), tmp_path / "plan.xlsx", seat("H-001")),
        "--all",
    )
    assert code == 0
    assert "H-001" in out


def test_what_differs_is_1_and_stands_in_one_table_everywhere(
    run: Run, roster: Path, tmp_path: Path
) -> None:
    plan = plan_of(listed(), tmp_path / "plan.xlsx", seat("H-001"), seat("H-002", 7))
    code, out, err = run(
        "reconcile",
        roster,
        "--plan",
        plan,
        "--out",
        tmp_path / "seats.xlsx",
        "--json",
        tmp_path / "seats.json",
    )
    assert (code, err) == (1, "")
    assert "1 of 20 rows differ." in out
    assert (
        "No approved position is free for planned seat H-002, " in out
    )  # whole, however narrow the screen
    assert "18 filled" in out
    told = json.loads((tmp_path / "seats.json").read_text(encoding="utf-8"))
    assert told["reconciled"] is False
    assert told["plan"] == "plan.xlsx"
    assert told["counts"] == {
        "over": 0,
        "ghost": 0,
        "unapproved": 1,
        "filled": 18,
        "open": 1,
        "closed": 0,
    }
    first = told["seats"][0]
    assert (first["seat"], first["hires"], first["differs"]) == (
        "unapproved", ["H-002"], f"No approved position is free for planned seat H-002, {SENIOR} "
                                 f"in {PAYMENTS}.",
    )  # fmt: skip
    sheet = load_workbook(tmp_path / "seats.xlsx")["Reconciliation"]
    assert "1 of 20 rows differ." in [cell.value for cell in sheet["A"]]
    top = next(
        cell.row
        for cell in sheet["A"]
        if cell.value == "Seat" and sheet.cell(cell.row, 2).value == "Reconciled"
    )
    table = pd.DataFrame(
        [[cell.value for cell in row] for row in sheet.iter_rows(min_row=top + 1)],
        columns=[key_of(cell.value) for cell in sheet[top]],
    )
    assert list(table["seat"]) == [row["seat"] for row in told["seats"]]
    assert list(table["reconciled"]) == [
        "yes" if row["reconciled"] else "no" for row in told["seats"]
    ]
    assert list(table["differs"].fillna("")) == [row["differs"] for row in told["seats"]]


def test_a_plan_workbook_brings_its_plan_along(run: Run, tmp_path: Path) -> None:
    code, out, _ = run(
        "reconcile", plan_of(listed(), tmp_path / "plan.xlsx", seat("H-001"), seat("H-002", 7))
    )
    assert code == 1
    assert "the plan of plan.xlsx" in out
    assert "H-002" in out


def test_the_tolerance_is_an_option(run: Run, roster: Path, tmp_path: Path) -> None:
    plan = plan_of(listed(), tmp_path / "plan.xlsx", seat("H-001", 7))
    assert run("reconcile", roster, "--plan", plan)[0] == 1
    code, out, _ = run("reconcile", roster, "--plan", plan, "--days", "91", "--pay", "0.1")
    assert code == 0
    assert "starts lie within 91 days and pay within 10.0%" in out


def test_what_cannot_be_reconciled_is_2(run: Run, roster: Path, tmp_path: Path) -> None:
    write_template(tmp_path / "bare.xlsx", rich_organisation())
    code, _, err = run("reconcile", tmp_path / "bare.xlsx")
    assert code == 2
    assert "List the seats on a sheet Positions" in err
    assert run("reconcile", tmp_path / "none.xlsx")[0] == 2
    assert run("reconcile", roster, "--plan", roster)[0] == 2
    assert run("reconcile", roster, "--out", roster, "--overwrite")[0] == 2
    assert run("reconcile", roster, "--json", roster, "--overwrite")[0] == 2
    assert run("reconcile", roster, "--days", "many")[0] == 2


def test_in_python_it_is_a_data_frame(roster: Path) -> None:
    found = api.reconcile(roster)
    assert found.reconciled
    assert list(found.table["seat"].value_counts().items()) == [("filled", 18), ("open", 1)]
    assert found.table.loc[found.table["position_id"] == "S-001", "people"].iloc[0] == ("P-001",)


@needs_office
def test_the_workbook_opens_without_errors(run: Run, roster: Path, tmp_path: Path) -> None:
    run("reconcile", roster, "--out", tmp_path / "seats.xlsx")
    book = load_workbook(recalculated(tmp_path / "seats.xlsx", tmp_path), data_only=True)
    assert [
        cell.coordinate
        for row in book["Reconciliation"].iter_rows()
        for cell in row
        if cell.data_type == "e"
    ] == []
