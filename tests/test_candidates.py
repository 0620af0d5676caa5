"""Candidates from a workbook: who is hired, into which seat, from when on and at what pay; and what
is asked about.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import orgplan as op
from orgplan.excel.read.faults import BadInput
from orgplan.io.inputs.loading import read_workbook
from orgplan.library.load import load_catalogue
from tests.io.make import Rows, save
from tests.test_positions import sheets

COLUMNS = (
    *("candidate", "role", "team", "position_id", "base_salary", "skills", "earliest", "notice"),
    "acceptance",
)
ZOE, YAN = {"candidate": "Zoe"}, {"candidate": "Yan"}
BIKE, CAR = {"position_id": "A"}, {"position_id": "B"}
FIRST = date(2028, 1, 1)


def book(
    *candidates: dict[str, Any],
    positions: tuple[dict[str, Any], ...] = (),
    need: int = 2,
    **rest: Any,
) -> dict[str, Rows]:
    """One welder at the bench, two wanted; welders cost 44,000 and bring TIG at 3."""
    found = sheets(*positions, **{"only": "no", **rest})
    found["Requirements"][1][3] = need
    found["Candidates"] = [
        [*COLUMNS],
        *([{"role": "welder", **given}.get(column) for column in COLUMNS] for given in candidates),
    ]
    if not positions:
        del found["Positions"]
    return found


def hired(folder: Path, *candidates: dict[str, Any], **rest: Any) -> list[tuple[Any, ...]]:
    """Candidate, position, first day and pay of each seat of the plan."""
    org = op.load(save(folder / "bench.xlsx", book(*candidates, **rest)))
    return [
        (hire.candidate_id, hire.position_id, hire.start_date, hire.base_salary)
        for hire in op.plan(org).plan.hires
    ]


def test_the_cheaper_one_and_each_once(tmp_path: Path) -> None:
    ask = [ZOE | {"base_salary": 41_000}, YAN | {"base_salary": 60_000}]
    assert hired(tmp_path, *ask) == [("Zoe", None, FIRST, 41_000)]
    assert hired(tmp_path, *ask, need=3) == [
        (None, None, FIRST, 44_000),
        ("Zoe", None, FIRST, 41_000),
    ]


def test_without_a_band_only_candidates(tmp_path: Path) -> None:
    ask = [ZOE | {"base_salary": 41_000}, YAN | {"base_salary": 60_000}]
    assert hired(tmp_path, *ask, need=4, band=False) == [
        ("Yan", None, FIRST, 60_000),
        ("Zoe", None, FIRST, 41_000),
    ]


def test_skills_of_their_own(tmp_path: Path) -> None:
    """Zoe is cheap and can't weld; Yan does, and brings what welders bring."""
    cheap = ZOE | {"base_salary": 30_000, "skills": "MAG 4; TIG 2"}
    assert hired(tmp_path, cheap, YAN | {"base_salary": 43_000}) == [("Yan", None, FIRST, 43_000)]
    assert hired(tmp_path, cheap | {"skills": "TIG 3"}, YAN) == [("Zoe", None, FIRST, 30_000)]
    assert hired(tmp_path, cheap | {"skills": "none"}, YAN) == [(None, None, FIRST, 44_000)]


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        ({}, date(2028, 2, 1)),  # the lead time of three months, from 1 November
        ({"notice": 4}, date(2028, 3, 1)),
        ({"notice": 0}, FIRST),
        ({"earliest": datetime(2028, 3, 20)}, date(2028, 3, 20)),
        ({"earliest": datetime(2028, 1, 10), "notice": 5}, date(2028, 4, 1)),
        ({"earliest": datetime(2027, 11, 10)}, FIRST),
    ],
)
def test_first_days(dates: dict[str, Any], day: date, tmp_path: Path) -> None:
    seats = hired(tmp_path, ZOE | {"base_salary": 20_000} | dates, lead=3)
    assert seats == [("Zoe", None, day, 20_000)]


def test_against_their_position(tmp_path: Path) -> None:
    """Zoe is for A alone, which begins in April; Yan fills any."""
    positions = (
        BIKE | {"start": datetime(2028, 4, 1), "budget_salary": 50_000},
        CAR | {"budget_salary": 48_000},
    )
    zoe = ZOE | {"role": None, "position_id": "A", "base_salary": 42_000}
    yan = YAN | {"base_salary": 47_500}
    assert hired(tmp_path, zoe, yan, positions=positions, need=3, only="yes", band=False) == [
        ("Yan", "B", FIRST, 47_500),
        ("Zoe", "A", date(2028, 4, 1), 42_000),
    ]


def test_named_for_one_of_two_alike(tmp_path: Path) -> None:
    zoe = ZOE | {"position_id": "B", "base_salary": 42_000}
    found = hired(tmp_path, zoe, positions=(BIKE, CAR), need=3, only="yes")
    assert set(found) == {(None, "A", FIRST, 44_000), ("Zoe", "B", FIRST, 42_000)}


def test_a_must_can_be_filled_by_a_candidate_sooner_than_by_the_lead_time(tmp_path: Path) -> None:
    must = BIKE | {"start": datetime(2028, 1, 1), "lock": "must"}
    zoe = ZOE | {"base_salary": 42_000, "notice": 1}
    assert hired(tmp_path, zoe, positions=(must,), lead=6) == [("Zoe", "A", FIRST, 42_000)]


def test_the_plan_workbook_is_read_back_and_checked(tmp_path: Path) -> None:
    ask = [
        ZOE | {"base_salary": 41_000, "acceptance": 0.7, "skills": "TIG 4"},
        YAN | {"notice": 0, "base_salary": 43_000},
    ]
    org = op.load(save(tmp_path / "bench.xlsx", book(*ask, need=3)))
    planned = op.plan(org)
    op.save(planned, tmp_path / "plan.xlsx")
    assert op.load(tmp_path / "plan.xlsx") == org
    checked = op.check(tmp_path / "plan.xlsx")
    assert not checked.violations
    assert list(planned.hires["candidate"].dropna()) == ["Yan", "Zoe"]


@pytest.mark.parametrize(
    ("candidate", "cell", "words"),
    [
        (ZOE | {"position_id": "Z"}, "D2", "a position of Positions"),
        (ZOE | {"position_id": "F"}, "D2", "frozen"),
        (ZOE | {"position_id": "A", "team": "Paint"}, "C2", "Bench, as A says"),
        (ZOE | {"role": None}, "B2", "a role, or a position"),
        (ZOE | {"skills": "TIG"}, "F2", "such as SQL 3"),
        (ZOE | {"skills": "TIG Weldin 3"}, "F2", "TIG Welding"),
        (ZOE | {"acceptance": 0}, "I2", "share"),
        (ZOE | {"candidate": None, "base_salary": 9}, "A2", "candidate"),
    ],
)
def test_what_is_asked_about(
    candidate: dict[str, Any], cell: str, words: str, tmp_path: Path
) -> None:
    positions = (BIKE, {"position_id": "F", "status": "frozen"})
    found = book(candidate, positions=positions)
    found["Teams"].append(["Paint"])
    found["Role skills"].append(["welder", "TIG Welding", 1, 1])
    with pytest.raises(BadInput) as problem:
        op.load(save(tmp_path / "bench.xlsx", found))
    faults = [fault for fault in problem.value.faults if fault.sheet == "Candidates"]
    assert [fault.cell for fault in faults] == [cell]
    assert words.casefold() in str(faults[0]).casefold()


def test_nobody_twice_and_nobody_for_nothing(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="A2"):
        op.load(
            save(tmp_path / "a.xlsx", book(ZOE | {"base_salary": 1}, ZOE | {"candidate": "zoe"}))
        )
    with pytest.raises(BadInput, match="Fill in base salary"):
        op.load(save(tmp_path / "b.xlsx", book(ZOE, band=False)))


def test_what_is_said(tmp_path: Path) -> None:
    late = ZOE | {"base_salary": 1, "earliest": datetime(2030, 1, 1), "acceptance": 0.5}
    path = save(tmp_path / "a.xlsx", book(late))
    notes = [n.text for n in read_workbook(path, load_catalogue()).notes if n.sheet == "Candidates"]
    assert notes == [
        (
            "chances of acceptance are recorded but not used: the plan takes the offer to 1"
            " candidate as accepted"
        ),
        "Zoe can begin on 2030-01-01 at the earliest, after the horizon",
    ]


def test_redacted(tmp_path: Path) -> None:
    org = op.load(save(tmp_path / "bench.xlsx", book(ZOE | {"base_salary": 41_234})))
    op.save(op.redact(op.plan(org)), tmp_path / "plan.xlsx")
    again = op.load(tmp_path / "plan.xlsx")
    assert [(who.id, who.base_salary) for who in again.candidates] == [("C-001", None)]
