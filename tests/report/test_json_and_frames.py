"""JSON and data frames: the documented fields, also where there is nothing to tell, and figures
that agree.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from datetime import date
from math import ceil
from pathlib import Path

import pandas as pd
import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from docs import json_page
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.result_rows import CoverageRow
from orgplan.domain.plan import Plan, Takeover
from orgplan.objectives import ORDER
from orgplan.report.audit.run import Run
from orgplan.report.diff.json_objects import HeadlineObject
from orgplan.report.results.action_tables import HIRES, UPSKILLING
from orgplan.report.results.json_object import GoalObject, as_json, json_schema
from orgplan.report.results.table import ResultColumn
from orgplan.report.results.tables import COST, COVERAGE, IN_JSON, TABLES
from orgplan.schema.columns import Kind
from orgplan.solver.outcome import Status
from tests.report.levers import levered_organisation, levered_plan
from tests.report.organisations import rich_organisation, run_of

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
        + HIRES.frame(assessment)["cost_in_horizon"].sum()
    )
    lists = ("moves", "redundancies", "short_time", "group_plan")
    assert all(told[name] for name in lists)
    actions += sum(row["cost_in_horizon"] for name in lists for row in told[name])
    assert told["totals"]["cost_of_actions"] == pytest.approx(actions, abs=0.005)
    assert told["totals"]["cost_in_horizon"] == pytest.approx(
        COST.frame(assessment)["amount"].sum(), abs=0.005
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
    org, plan = assessment.org, assessment.plan
    leads = Takeover(
        id="L-1", who=org.people[0].id, team=org.teams[0].id, start_date=org.calendar.start
    )
    led = Assessment(org, plan.replace(takeovers=(leads,)))
    for table in TABLES:
        full, empty = table.frame(led), table.frame(Assessment(nobody, Plan()))
        assert len(full) > 0
        assert list(full.dtypes.items()) == list(empty.dtypes.items())


def test_json_is_as_its_schema_says(assessment: Assessment) -> None:
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    told = as_json(assessment, run_of(assessment))
    assert list(Draft202012Validator(schema).iter_errors(told)) == []
    assert set(told) == set(schema["properties"])
    told["coverage"][0]["required"] = "three"
    told["hires"][0]["unheard_of"] = 1
    told["goal_parts"][0]["value"] = "three"
    told["goal_parts"][1]["unheard_of"] = 1
    assert len(list(Draft202012Validator(schema).iter_errors(told))) == 4
    del told["totals"]["run_rate"]
    assert len(list(Draft202012Validator(schema).iter_errors(told))) == 5


def test_a_field_that_is_not_declared_is_a_fault_of_the_program() -> None:
    row = {"what": "cost", "before": 1, "after": date(2027, 1, 1), "change": None}
    with pytest.raises(ValidationError):
        HeadlineObject.plain_of(row)
    known = row | {"after": 2.5}
    assert HeadlineObject.plain_of(known) == known
    with pytest.raises(ValidationError):
        HeadlineObject.plain_of(known | {"unheard_of": 1})


def test_page_and_schema_are_those_of_the_declarations() -> None:
    assert json_page.PAGE.read_text(encoding="utf-8") == json_page.page(), (
        "run python -m docs.generate"
    )
    assert json_page.SCHEMA.read_text(encoding="utf-8") == json_page.schema(), (
        "run python -m docs.generate"
    )


def test_a_column_declared_once_turns_up_everywhere(assessment: Assessment) -> None:
    level: ResultColumn[CoverageRow] = ResultColumn(
        "people_needed", Kind.WHOLE, "Whole people", lambda a, row: ceil(row.required)
    )
    wider = replace(COVERAGE, columns=(*COVERAGE.columns, level))
    assert wider.records(assessment)[0]["people_needed"] >= 1
    assert wider.frame(assessment)["people_needed"].dtype == "int64"
    assert wider.as_json(assessment)[0]["people_needed"] >= 1
    assert wider.schema["items"]["properties"]["people_needed"]["type"] == "integer"
    assert any("`people_needed` | whole number | Whole people" in line for line in wider.page())


def test_every_column_says_what_it_holds() -> None:
    for table in TABLES:
        assert all(column.meaning for column in table.columns), table.name
        assert len(table.column) == len(table.columns), table.name
    assert {table.name for table in IN_JSON} <= set(json_schema()["properties"])


def test_dates_are_dates(assessment: Assessment) -> None:
    assert pd.api.types.is_datetime64_any_dtype(HIRES.frame(assessment)["start_date"])
    assert UPSKILLING.frame(assessment)["end"].iloc[0] == pd.Timestamp("2027-03-31")


def test_every_goal_is_named_where_json_explains_them() -> None:
    named = GoalObject.model_fields["name"].description or ""
    names = {goal.NAME for goals in ORDER.values() for goal in goals}
    assert {name for name in names if f"`{name}`" not in named} == set()
