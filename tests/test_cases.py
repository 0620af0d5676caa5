"""Each lever and each rule: a case in which it is the best answer and one in which it is not,
planned from its workbook.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import orgplan as op
from orgplan.constraints import rule_families
from orgplan.domain.levers import LeverKind
from orgplan.domain.plan import Plan
from sample_orgs.make import CASES, CASES_FOLDER

EXPECTED: dict[str, Any] = tomllib.loads(
    (CASES_FOLDER / "expected.toml").read_text(encoding="utf-8")
)


def workbook(name: str) -> Path:
    return CASES_FOLDER / f"{name}.xlsx"


def done(plan: Plan) -> dict[str, float]:
    """Kind of action → how many of it."""
    count: Counter[str] = Counter()
    for hire in plan.hires:
        kind = "contractor" if hire.is_contractor else "backfill" if hire.lever else "hire"
        kind = "candidate" if hire.candidate_id else kind
        count[f"{kind} in {hire.location}" if hire.location else kind] += 1
    count["training"] += len(plan.trainings)
    count["redundancy"] += len(plan.exits)
    count["short time"] += len(plan.short_times)
    count["takeover"] += len(plan.takeovers)
    for move in plan.moves:
        count[move.kind.value] += 1
    heads = Counter[str]()
    for action in plan.group_actions:
        heads[action.kind.value if action.kind else "recruiting"] += action.heads  # type: ignore[assignment]
    return {kind: round(number, 3) for kind, number in {**count, **heads}.items() if number}


def test_every_case_is_explained() -> None:
    assert set(EXPECTED) == set(CASES)
    assert all(len(case["why"]) > 40 for case in EXPECTED.values())


def test_every_lever_has_a_case_for_and_against() -> None:
    for kind in LeverKind:
        name = kind.value.replace(" ", "_")
        assert kind.value in EXPECTED[f"{name}_best"]["actions"]
        assert kind.value not in EXPECTED[f"{name}_not"]["actions"]


def test_every_rule_has_a_case_for_and_against() -> None:
    """The rule changes the plan in one of them: both differ in what is done, or in when and
    where.
    """
    for family in rule_families():
        best, other = (EXPECTED[f"{family}_{which}"] for which in ("best", "not"))
        assert (best["actions"], best.get("hires")) != (other["actions"], other.get("hires"))


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_workbook_says_what_its_definition_says(name: str) -> None:
    assert op.load(workbook(name)) == CASES[name]()


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_best_plan_is_the_one_worked_out(name: str) -> None:
    planned = op.plan(op.load(workbook(name)), next_steps=False)
    assert planned.status == "optimal"
    assert done(planned.plan) == EXPECTED[name]["actions"]
    if "hires" in EXPECTED[name]:
        assert sorted(
            [h.role, h.team, h.start_date.isoformat()] for h in planned.plan.hires
        ) == sorted(EXPECTED[name]["hires"])
