"""A role that evidently stands for one candidate is hired once; a role that is one, as often as it
says.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import orgplan as op
from orgplan.io.inputs.loading import read_workbook
from orgplan.library.load import load_catalogue
from tests.io.make import Rows, save

BANDS = ("band_min", "band_mid", "band_max")
ONE = {"max_hires": 1, "library_id": "none"}


def candidates(pay: float, **rest: Any) -> dict[str, Any]:
    return {**dict.fromkeys(BANDS, pay), **ONE, **rest}


def book(
    ann: dict[str, Any],
    ben: dict[str, Any],
    *,
    period: str = "quarter",
    periods: int = 4,
    more: dict[str, Rows] | None = None,
) -> dict[str, Rows]:
    """Two holders of Go are wanted from the second quarter of 2027 on; Ann is cheaper than Ben."""
    columns = sorted({*ann, *ben})
    first = 1 if period == "quarter" else 3
    asked = [1] * first + [2] * (periods - first)
    labels = [
        f"2027-Q{n + 1}" if period == "quarter" else f"2027-{n + 1:02}" for n in range(periods)
    ]
    free = (
        *(
            "attrition",
            "attrition_first_year",
            "lead_time",
            "ramp",
            "recruiting_cost",
            "agency_pct",
        ),
        *("employer_tax_pct", "benefits_pct", "merit_pct", "default_courses", "tail_months"),
    )
    return {
        "Settings": [["key", "value"], ["as_of", datetime(2026, 12, 31)],
            ["start", datetime(2027, 1, 1)], ["period", period], ["periods", periods],
                     ["currency", "USD"], ["goal", "cheapest"]],
        "Assumptions": [["key", "value"], *([key, 0] for key in (*free, "equipment_cost"))],
        "Roster": [["person_id", "role", "team", "start_date", "base_salary"],
            ["head", "Head", "Crew", datetime(2020, 1, 1), 0]],
        "Roles": [["role", *columns], ["Ann Reis", *map(ann.get, columns)],
            ["Ben Oduya", *map(ben.get, columns)],
                  ["Head", *("none" if column == "library_id" else None for column in columns)]],
        "Role skills": [["role", "Go"], ["Ann Reis", 3], ["Ben Oduya", 4]],
        "Requirements": [["scope", "skill", "kind", "min_level", "strength", *labels],
            ["Crew", "Go", "holders", 3, "must", *asked]],
        **(more or {}),
    }  # fmt: skip


def planned(folder: Path, sheets: dict[str, Rows]) -> tuple[list[str], list[str]]:
    """Roles hired, and what is noted on Roles."""
    loaded = read_workbook(save(folder / "crew.xlsx", sheets), load_catalogue())
    hires = op.plan(loaded.org).plan.hires
    return sorted(hire.role.partition(" / ")[0] for hire in hires), [
        note.text for note in loaded.notes if note.sheet == "Roles" and "candidate" in note.text
    ]


CHEAP, DEAR = candidates(40_000), candidates(90_000)


@pytest.mark.parametrize(("period", "periods"), [("quarter", 4), ("month", 12)])
def test_a_candidate_is_hired_once(tmp_path: Path, period: str, periods: int) -> None:
    hired, notes = planned(tmp_path, book(CHEAP, DEAR, period=period, periods=periods))
    assert hired == ["Ann Reis", "Ben Oduya"]
    assert len(notes) == 2
    assert "put none in 'Max hires total'" in notes[0]


def test_the_middle_alone_is_one_pay(tmp_path: Path) -> None:
    only = {"band_min": None, "band_max": None}
    assert planned(tmp_path, book(CHEAP | only, DEAR | only))[0] == ["Ann Reis", "Ben Oduya"]


TWICE = ["Ann Reis", "Ann Reis"]


@pytest.mark.parametrize(
    ("ann", "more"),
    [
        pytest.param({"max_hires_total": "none"}, {}, id="the mend of the note"),
        pytest.param({"max_hires_total": 2}, {}, id="a number over the horizon"),
        pytest.param({"max_hires_year": 2}, {}, id="a number a year"),
        pytest.param({"band_min": 35_000}, {}, id="a range of pay"),
        pytest.param({"max_hires": 2}, {}, id="two a period"),
        pytest.param({"level": "middle"}, {}, id="a level"),
        pytest.param(
            {}, {"Roster": [["person_id", "role", "team", "start_date", "base_salary"],
                ["a", "Ann Reis", "Crew", datetime(2020, 1, 1), 1]]}, id="a holder",
        ),
        pytest.param({}, {"Rules": [["rule", "family", "scope", "strength", "roles", "count"],
            ["many", "min_team_size", "Crew", "should", "Ann Reis", 1]]},
                id="heads of it are counted"),
        pytest.param({}, {"Locks": [["lock", "action", "who", "count"],
            ["must", "hire", "Ann Reis", 2]]}, id="two must be hired"),
    ],
)  # fmt: skip
def test_a_role_is_hired_as_often_as_it_says(
    tmp_path: Path, ann: dict[str, Any], more: dict[str, Rows]
) -> None:
    hired, notes = planned(tmp_path, book(CHEAP | ann, DEAR, more=more))
    assert hired == TWICE
    assert not any("Ann" in note for note in notes)


def test_what_was_taken_so_is_written_so(tmp_path: Path) -> None:
    """The plan workbook says it in its inputs, and reads back without a further note."""
    path = save(tmp_path / "crew.xlsx", book(CHEAP, DEAR | {"max_hires_total": "none"}))
    plan = op.plan(op.load(path))
    op.save(plan, tmp_path / "plan.xlsx")
    again = read_workbook(tmp_path / "plan.xlsx", load_catalogue())
    assert [role.max_hires_total for role in again.org.roles] == [1, None, None]
    assert not [note for note in again.notes if "candidate" in note.text]
