"""Why: what is said of an action is what a search without it gives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import orgplan as op
from orgplan.analysis.counterfactual.explain import explain
from orgplan.cli.main import app
from orgplan.domain.plan import Hire
from orgplan.domain.positions import Lock, LockedAction, LockRow
from orgplan.library.samples import sample_workbook
from tests.organisations import random_organisation

SAMPLE = sample_workbook("growing_startup")
assert SAMPLE is not None
ORG = op.load(SAMPLE)


@pytest.fixture(scope="module")
def planned() -> op.Result:
    return op.plan(ORG, explain_next_steps=False)


def test_the_price_of_a_refusal_is_that_of_the_best_plan_without_it(planned: op.Result) -> None:
    (reason,) = explain(planned.assessment, ["H-001"])
    hire = planned.plan.actions["H-001"]
    assert isinstance(hire, Hire)
    without = op.plan(
        ORG.apply(op.change.forbid(hire=hire.role, team=hire.team)), explain_next_steps=False
    )
    difference = without.assessment.minimised_cost - planned.assessment.minimised_cost
    assert reason.cost == pytest.approx(difference, abs=0.01)
    assert reason.cost == pytest.approx(24_600, abs=100)  # nothing is lost: others take its place
    assert (reason.missed, reason.proven) == ((), True)
    assert reason.serves == ("native app: Android in Apps (N-008)",)
    assert any("Principal mobile engineer" in line for line in reason.instead)


def test_no_refusal_beats_a_proven_plan() -> None:
    hired = op.plan(random_organisation(5), gap=0.0, explain_next_steps=False)
    reasons = explain(hired.assessment)
    assert {reason.action for reason in reasons} == set(hired.plan.actions)
    assert all(reason.searched for reason in reasons)
    for reason in reasons:
        assert reason.missed or reason.cost is None or reason.cost >= -0.01, reason
    assert any(reason.missed for reason in reasons)


def test_a_takeover_is_refused_on_its_own() -> None:
    hired = op.plan(random_organisation(5), gap=0.0, explain_next_steps=False)
    (takeover,) = hired.plan.takeovers
    (reason,) = explain(hired.assessment, [takeover.id])
    assert (reason.action, reason.searched, reason.proven) == (takeover.id, True, True)
    assert reason.missed or reason.instead, "it was there for something"


def test_an_unknown_action_is_named(planned: op.Result) -> None:
    with pytest.raises(op.BadArgument, match="H-99"):
        explain(planned.assessment, ["H-99"])


def test_at_most_so_many_is_kept_by_plan_and_checker() -> None:
    hired = op.plan(random_organisation(5), explain_next_steps=False)
    (first, *_) = hired.plan.hires
    same = sum((h.role, h.team) == (first.role, first.team) for h in hired.plan.hires)
    lock = LockRow(
        id="K",
        lock=Lock.AT_MOST,
        action=LockedAction.HIRE,
        who=first.role,
        team=first.team,
        count=same - 1,
    )
    capped = hired.org.replace(locks=(lock,))
    assert [
        m.short for m in op.evaluate(capped, hired.plan).assessment.measures if m.family == "locks"
    ] == [1]
    again = op.plan(capped, explain_next_steps=False)
    assert sum((h.role, h.team) == (first.role, first.team) for h in again.plan.hires) < same


def test_the_command_says_it_in_words_and_json(tmp_path: Path, planned: op.Result) -> None:
    op.save(planned, tmp_path / "plan.xlsx")
    out = tmp_path / "why.json"
    ran = CliRunner().invoke(
        app, ["explain", str(tmp_path / "plan.xlsx"), "--need", "N-008", "--json", str(out)]
    )
    assert ran.exit_code == 0, ran.output
    (reason,) = json.loads(out.read_text())["reasons"]
    assert reason["action"] == "H-001"
    assert "over the horizon and the time after it" in ran.output
    unknown = CliRunner().invoke(app, ["explain", str(tmp_path / "plan.xlsx"), "--action", "X"])
    assert (unknown.exit_code, "H-001" in unknown.output) == (2, True)
