"""JSON and data frames: the documented fields, also where there is nothing to tell, and figures that agree."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

import pandas as pd
import pytest

from orgplan.analysis.assessment import Assessment
from orgplan.domain.plan import Plan
from orgplan.report.audit.run import Run
from orgplan.report.results import frames
from orgplan.report.results.json_object import as_json
from orgplan.solver.outcome import Status
from tests.report.levers import levered_organisation, levered_plan
from tests.report.organisations import rich_organisation, run_of

FRAMES = (
    frames.hires, frames.upskilling, frames.moves, frames.redundancies, frames.short_times, frames.group_plan, frames.coverage, frames.cost,
    frames.budget, frames.headcount, frames.rules, frames.measures,
)  # fmt: skip
DOC = Path(__file__).parents[2] / "docs" / "json.md"


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    org = levered_organisation()
    return Assessment(org, levered_plan(org))


def test_json_survives_a_round_trip(assessment: Assessment) -> None:
    told = as_json(assessment, run_of(assessment))
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_every_field_is_documented(assessment: Assessment) -> None:
    told, doc = as_json(assessment, run_of(assessment)), DOC.read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_0-9]+)`", doc))
    for name, content in told.items():
        assert name in named
        rows = content if isinstance(content, list) else [content]
        for row in rows:
            if isinstance(row, dict) and name not in ("versions",):
                assert set(row) <= named, name


def test_totals_add_up(assessment: Assessment) -> None:
    told = as_json(assessment, run_of(assessment))
    actions = (
        sum(row["cost"] for row in told["upskilling"])
        + frames.hires(assessment)["cost_in_horizon"].sum()
    )
    lists = ("moves", "redundancies", "short_time", "group_plan")
    assert all(told[name] for name in lists)
    actions += sum(row["cost_in_horizon"] for name in lists for row in told[name])
    assert told["totals"]["cost_of_actions"] == pytest.approx(actions, abs=0.005)
    assert told["totals"]["cost_in_horizon"] == pytest.approx(
        frames.cost(assessment)["amount"].sum(), abs=0.005
    )
    for row in told["headcount"]:
        came = row["joiners"] + row["hires"] + row["backfills"] + row["transfers_in"]
        assert row["opening"] + came - row["transfers_out"] - row["leavers"] == pytest.approx(
            row["closing"]
        )


def test_a_seat_names_what_it_serves(assessment: Assessment) -> None:
    director = next(
        row for row in as_json(assessment, run_of(assessment))["hires"] if row["id"] == "H-005"
    )
    assert director["serves"] == ["N-007", "director(organisation)"]
    assert (director["decided"], director["period"], director["start_date"]) == (
        "2027-Q2",
        "2027-Q3",
        "2027-07-01",
    )


def test_without_a_plan_the_ending_is_told(assessment: Assessment) -> None:
    facts = {field.name: run_of(assessment).__dict__[field.name] for field in fields(Run)}
    told = as_json(
        None, Run(**(facts | {"status": Status.INFEASIBLE, "gap": float("inf"), "parts": ()}))
    )
    assert (told["status"], told["gap"], told["hires"], told["goal"]) == (
        "infeasible",
        None,
        [],
        "cover",
    )
    json.dumps(told, allow_nan=False)


def test_frames_keep_columns_and_types_when_empty(assessment: Assessment) -> None:
    nobody = rich_organisation().replace(people=(), needs=(), rules=(), budget=(), courses=())
    for frame in FRAMES:
        full, empty = frame(assessment), frame(Assessment(nobody, Plan()))
        assert len(full) > 0
        assert list(full.dtypes.items()) == list(empty.dtypes.items())


def test_frames_document_their_columns(assessment: Assessment) -> None:
    for frame in FRAMES:
        words = set(re.findall(r"\w+", frame.__doc__ or ""))
        assert set(frame(assessment).columns) <= words, frame.__name__


def test_dates_are_dates(assessment: Assessment) -> None:
    assert pd.api.types.is_datetime64_any_dtype(frames.hires(assessment)["start_date"])
    assert frames.upskilling(assessment)["end"].iloc[0] == pd.Timestamp("2027-03-31")
