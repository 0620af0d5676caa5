"""Positions from a workbook: which of them a plan fills, from when on and at what pay; and what is
said where that cannot be as wished.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import orgplan as op
from orgplan import api
from orgplan.excel.read.faults import BadInput
from orgplan.finance.ledger import ledger
from tests.headers import key_of
from tests.io.make import Rows, save
from tests.report.office import needs_office, recalculated_all

COLUMNS = ("position_id", "role", "team", "status", "start", "budget_salary", "lock")


def sheets(
    *positions: dict[str, Any],
    lead: float = 0,
    period: str = "quarter",
    band: bool = True,
    only: str = "yes",
) -> dict[str, Rows]:
    """One welder at the bench, two wanted: somebody is to be hired as soon as can be.

    Planned as of 1 November 2027 from 1 January 2028.
    """
    bands: Rows = [
        ["role", "band_min", "band_mid", "band_max", "library_id"],
        ["welder", 40_000, 44_000, 50_000, "none"],
    ]
    return {
        "Settings": [
            ["key", "value"], ["as_of", datetime(2027, 11, 1)], ["start", datetime(2028, 1, 1)],
            ["period", period], ["periods", 4],
            ["currency", "USD"], ["only_positions", only],
        ],
        "Assumptions": [["key", "value"], ["attrition", 0], ["lead_time", lead], ["ramp", 0],
            ["default_courses", 0]],
        "Roster": [["person_id", "name", "role", "team", "start_date", "base_salary"],
            ["W1", "Olga Reis", "welder", "Bench", datetime(2020, 5, 1), 45_000]],
        "Skills": [["person_id", "TIG"], ["W1", 4]],
        "Roles": bands if band else [["role", "library_id"], ["welder", "none"]],
        "Role skills": [["role", "skill", "at_start", "after_ramp"], ["welder", "TIG", 3, 3]],
        "Teams": [["team"], ["Bench"]],
        "Requirements": [["id", "scope", "skill", "need", "kind", "min_level"],
            ["N-1", "Bench", "TIG", 2, "holders", 3]],
        "Positions": [[*COLUMNS],
            *([given.get(column) for column in COLUMNS] for given in map(_position, positions))],
    }  # fmt: skip


def _position(given: dict[str, Any]) -> dict[str, Any]:
    return {"role": "welder", "team": "Bench", "status": "approved", **given}


def filled(path: Path, **rest: Any) -> list[tuple[str | None, date, float]]:
    """Position, first day and pay of each seat of the plan."""
    positions = rest.pop("positions")
    org = op.load(save(path / "bench.xlsx", sheets(*positions, **rest)))
    plan = op.plan(org).plan
    return [(hire.position_id, hire.start_date, hire.base_salary) for hire in plan.hires]


FIRST = date(2028, 1, 1)
A, B = {"position_id": "A"}, {"position_id": "B"}


@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        pytest.param([A, B | {"lock": "must"}], [("B", FIRST, 44_000)],
            id="what must be filled is filled, and nothing else for it"),
        pytest.param([A | {"status": "proposed"}, B], [("B", FIRST, 44_000)],
            id="what is approved before what is proposed"),
        pytest.param([A | {"status": "proposed"}, B | {"status": "open"}], [("B", FIRST, 44_000)],
            id="what is open before what is proposed"),
        pytest.param(
            [A | {"status": "proposed", "budget_salary": 41_000}, B | {"budget_salary": 49_000}],
            [("B", FIRST, 49_000)], id="however dear",
        ),
        pytest.param([A | {"budget_salary": 49_000}, B], [("B", FIRST, 44_000)],
            id="the cheaper of two that are approved"),
        pytest.param([A | {"budget_salary": 61_000.5}], [("A", FIRST, 61_000.5)],
            id="as approved, though above the band"),
        pytest.param(
            [A | {"start": datetime(2028, 10, 1)}, B | {"start": datetime(2028, 1, 20)}],
            [("B", date(2028, 1, 20), 44_000)],
            id="the one that is wanted then",
        ),
        pytest.param(
            [A, B | {"status": "proposed", "lock": "must"}], [("B", FIRST, 44_000)],
            id="a proposed one that must be filled, and no other for its sake",
        ),
        pytest.param([A | {"lock": "must-not"}, B], [("B", FIRST, 44_000)],
            id="never what must not be"),
        pytest.param(
            [A | {"lock": "must"}, B | {"lock": "must", "start": datetime(2028, 5, 15)}],
            [("A", FIRST, 44_000), ("B", date(2028, 5, 15), 44_000)],
            id="each must for itself",
        ),
        pytest.param([A | {"start": datetime(2027, 6, 1)}], [("A", FIRST, 44_000)],
            id="overdue: from the first day of the horizon"),
    ],
)  # fmt: skip
def test_which_position_is_filled(
    positions: list[dict[str, Any]], expected: list[tuple[str, date, float]], tmp_path: Path
) -> None:
    assert filled(tmp_path, positions=positions) == expected


@pytest.mark.parametrize("held", [{"status": "frozen"}, {"lock": "must-not"}])
def test_no_seat_is_opened_beside_one_on_hold(held: dict[str, Any], tmp_path: Path) -> None:
    """Another welder at the bench would be the seat on hold under another name; the open need says
    so.
    """
    planned = op.plan(op.load(save(tmp_path / "bench.xlsx", sheets(A | held, only="no"))))
    assert not planned.plan.hires
    assert "a seat that would bring TIG at level 3 is on hold (A)" in str(planned.run.next_steps)


def test_a_year_is_no_reason_to_begin_early(tmp_path: Path) -> None:
    """A seat approved for 1 November 2028 at 47,000: two months of pay in the first year, 47,000 /
    12 x 2.
    """
    path = save(
        tmp_path / "bench.xlsx",
        sheets(
            A | {"start": datetime(2028, 11, 1), "budget_salary": 47_000, "lock": "must"},
            period="year",
        ),
    )
    org = op.load(path)
    plan = op.plan(org).plan
    assert [(hire.start_date, hire.base_salary) for hire in plan.hires] == [
        (date(2028, 11, 1), 47_000)
    ]
    base = [
        line
        for line in ledger(org, plan)
        if line.action == plan.hires[0].id and line.component == "base" and line.month < 12
    ]
    assert sum(line.cents for line in base) == pytest.approx(4_700_000 * 2 / 12, abs=2)


@pytest.mark.parametrize("status", ["open", "approved"])
def test_inside_the_lead_time(status: str, tmp_path: Path) -> None:
    """Five months from 1 November end on 1 April; recruiting for 15 January is under way where the
    position is open.
    """
    wanted = A | {"status": status, "start": datetime(2028, 1, 15), "lock": "must"}
    day = date(2028, 1, 15) if status == "open" else date(2028, 4, 1)
    assert filled(tmp_path, positions=[wanted], lead=5, only="no")[0] == ("A", day, 44_000)
    [note] = [
        note.text for note in api.read(tmp_path / "bench.xlsx").notes if "earliest" in note.text
    ]
    assert str(day) in note
    assert ("recruiting is under way, so" in note) == (status == "open")


def test_a_start_that_has_passed_unfilled_slips_by_policy(tmp_path: Path) -> None:
    """90 days after 1 November are 30 January: 29 of 31 days of 3,666.67 with a quarter of load are
    not paid.

    What is still to come does not slip.
    """
    book = sheets(
        A | {"start": datetime(2027, 10, 1)},
        A | {"position_id": "B", "start": datetime(2028, 4, 1)},
    )
    book["Assumptions"].append(["slip_days", 90])
    book["Requirements"][1][3] = 3
    org = op.load(save(tmp_path / "bench.xlsx", book))
    hires = op.plan(org).plan.hires
    assert [(hire.position_id, hire.start_date) for hire in hires] == [
        ("A", date(2028, 1, 30)),
        ("B", date(2028, 4, 1)),
    ]
    notes = [note.text for note in api.read(tmp_path / "bench.xlsx").notes]
    [note] = [note for note in notes if "slip" in note.lower()]
    assert "A: 2027-10-01 has passed unfilled" in note
    assert "4,287.64 USD less" in note  # 3,430.11 base, 343.01 tax, 514.52 benefits


def test_a_must_after_the_horizon_stays_open_and_is_told(tmp_path: Path) -> None:
    assert filled(tmp_path, positions=[A | {"lock": "must", "start": datetime(2030, 1, 1)}]) == []
    assert [
        note
        for note in api.read(tmp_path / "bench.xlsx").notes
        if "stays open in this plan" in note.text
    ]


def test_a_must_without_pay_is_refused_with_a_mend_that_works(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="its pay is not known"):
        op.load(save(tmp_path / "bench.xlsx", sheets(A | {"lock": "must"}, band=False)))
    paid = [A | {"lock": "must", "budget_salary": 43_000}]
    assert filled(tmp_path, positions=paid, band=False) == [("A", FIRST, 43_000)]


@needs_office
def test_the_workbook_checks_first_days_and_musts(tmp_path: Path) -> None:
    """Begun a day too early, or with another position named, the rows of Checks fail when a
    spreadsheet reckons them anew.
    """
    positions = [A, B | {"lock": "must", "start": datetime(2028, 1, 20)}]
    path = save(tmp_path / "bench.xlsx", sheets(*positions))
    rows = {
        "early": "Seats that begin before the start of their position",
        "must": "Positions that must be filled within the horizon, and are not",
    }
    edits = (
        ("sound", None, None, set()), ("early", "start_date", datetime(2028, 1, 19), {"early"}),
        ("other", "position_id", "A", {"must"}),
    )  # fmt: skip
    planned, outs = op.plan(op.load(path)), [tmp_path / f"{name}.xlsx" for name, *_ in edits]
    for out, (_, header, value, _) in zip(outs, edits, strict=True):
        op.save(planned, out)
        book = load_workbook(out)
        sheet = book["Hiring plan"]
        head = next(row for row in sheet.iter_rows() if row[0].value == "ID")
        if header is not None:
            column = next(cell.column for cell in head if key_of(cell.value) == key_of(header))
            sheet.cell(head[0].row + 1, column).value = value
            book.save(out)
    for again, (*_, failing) in zip(
        recalculated_all(outs, tmp_path / "office"), edits, strict=True
    ):
        found = {}
        for row in load_workbook(again, data_only=True)["Checks"].iter_rows(values_only=True):
            found |= {key: row[7] for key, text in rows.items() if text in row}
        assert {key for key, verdict in found.items() if verdict == "FAIL"} == failing, found
        assert len(found) == 2
