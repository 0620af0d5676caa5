"""Why: what is said of an action is what a search without it gives."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

import orgplan as op
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.counterfactual.explain import Reason, compared, explain, kind_of
from orgplan.analysis.counterfactual.search import BestPlan
from orgplan.analysis.counterfactual.train_or_hire import train_or_hire
from orgplan.cli.main import app
from orgplan.domain.plan import Hire, Training
from orgplan.domain.positions import Lock, LockedAction, LockRow
from orgplan.library.samples import sample_workbook
from orgplan.solver.outcome import Status
from tests.organisations import random_organisation

SAMPLE = sample_workbook("growing_startup")
assert SAMPLE is not None
ORG = op.load(SAMPLE)


@pytest.fixture(scope="module")
def planned() -> op.Result:
    return op.plan(ORG, next_steps=False)


def test_the_price_of_a_refusal_is_that_of_the_best_plan_without_it(planned: op.Result) -> None:
    (reason,) = explain(planned.assessment, ["H-001"])
    hire = planned.plan.actions["H-001"]
    assert isinstance(hire, Hire)
    without = op.plan(ORG.apply(op.change.forbid(hire=hire.role, team=hire.team)), next_steps=False)
    difference = without.assessment.minimised_cost - planned.assessment.minimised_cost
    assert reason.cost == pytest.approx(difference, abs=0.01)
    # Nothing is lost: others take its place. 24,600 if nobody were expected to leave; their pay is
    # freed.
    assert reason.cost == pytest.approx(23_322, abs=100)
    assert (reason.more_short, reason.proven) == ((), True)
    assert reason.serves == ("native app: Android in Apps (N-008)",)
    assert any("Principal mobile engineer" in line for line in reason.instead)


def test_train_or_hire_is_what_a_search_without_either_gives(planned: op.Result) -> None:
    trained, hired = train_or_hire(planned.assessment, "N-009")
    course = next(c.id for c in ORG.courses if (c.skill, c.to_level) == ("TypeScript", 4))
    without = op.plan(ORG.apply(op.change.forbid(train=course)), next_steps=False)
    difference = without.assessment.minimised_cost - planned.assessment.minimised_cost
    assert trained.cost == pytest.approx(difference, abs=0.01)
    assert trained.more_short == hired.serves == ("design system: TypeScript in Apps (N-009)",)
    nothing, hired = train_or_hire(planned.assessment, "N-007")
    assert (nothing.searched, hired.searched) == (False, True)
    assert hired.more_short == ("native app: iOS in Apps (N-007)",)
    with pytest.raises(op.BadArgument, match="N-99"):
        train_or_hire(planned.assessment, "N-99")


SEEDS = range(200) if os.environ.get("ORGPLAN_SLOW") else [5]


@pytest.mark.parametrize("seed", SEEDS)
def test_each_worth_is_the_difference_of_two_independent_searches(seed: int) -> None:
    """Of the first two hires and the first course, by the other solver and locks that are made
    here.
    """
    org = random_organisation(seed).replace(goal=op.Goal.COVER)
    plan = op.plan(org, gap=1e-6, solver="scip", next_steps=False)
    chosen = [one.id for one in (*plan.plan.hires[:2], *plan.plan.trainings[:1])]
    for reason in explain(plan.assessment, chosen) if chosen else ():
        one = plan.plan.actions[reason.action]
        if isinstance(one, Hire):
            at_most = sum((h.role, h.team) == (one.role, one.team) for h in plan.plan.hires) - 1
            lock = LockRow(
                id="K",
                lock=Lock.AT_MOST,
                action=kind_of(one),
                who=one.role,
                team=one.team,
                count=at_most,
            )
        else:
            assert isinstance(one, Training)
            lock = LockRow(
                id="K",
                lock=Lock.MUST_NOT,
                action=LockedAction.TRAIN,
                who=one.person_id,
                what=one.course,
            )
        try:
            without = op.plan(
                org.replace(locks=(*org.locks, lock)),
                gap=1e-6,
                solver="scip",
                next_steps=False,
            )
        except op.Impossible:
            assert reason.cost is None
            continue
        assert reason.proven
        paid = without.assessment.minimised_cost - plan.assessment.minimised_cost
        assert reason.cost == pytest.approx(paid, abs=1.0)
        before, after = plan.assessment.goal_values, without.assessment.goal_values
        worse = any(
            after[goal] > before[goal] + 1e-4 for goal in ("must_shortfall", "should_shortfall")
        )
        assert bool(reason.more_short) or not worse


def test_no_refusal_beats_a_proven_plan() -> None:
    hired = op.plan(random_organisation(5), gap=0.0, next_steps=False)
    reasons = explain(hired.assessment)
    assert {reason.action for reason in reasons} == set(hired.plan.actions)
    assert all(reason.searched for reason in reasons)
    for reason in reasons:
        assert reason.more_short or reason.cost is None or reason.cost >= -0.01, reason
    assert any(reason.more_short for reason in reasons)


def test_a_takeover_is_refused_on_its_own() -> None:
    hired = op.plan(random_organisation(5), gap=0.0, next_steps=False)
    (takeover,) = hired.plan.takeovers
    (reason,) = explain(hired.assessment, [takeover.id])
    assert (reason.action, reason.searched, reason.proven) == (takeover.id, True, True)
    assert reason.more_short or reason.instead, "it was there for something"


def test_an_unknown_action_is_named(planned: op.Result) -> None:
    with pytest.raises(op.BadArgument, match="H-99"):
        explain(planned.assessment, ["H-99"])


def test_at_most_so_many_is_kept_by_plan_and_checker() -> None:
    hired = op.plan(random_organisation(5), next_steps=False)
    first, *_ = hired.plan.hires
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
        m.shortfall
        for m in op.evaluate(capped, hired.plan).assessment.measures
        if m.family == "locks"
    ] == [1]
    again = op.plan(capped, next_steps=False)
    assert sum((h.role, h.team) == (first.role, first.team) for h in again.plan.hires) < same


def test_the_command_says_it_in_words_and_json(tmp_path: Path, planned: op.Result) -> None:
    op.save(planned, tmp_path / "plan.xlsx")
    out = tmp_path / "why.json"
    ran = CliRunner().invoke(
        app, ["explain", str(tmp_path / "plan.xlsx"), "--need", "N-008", "--json", str(out)]
    )
    assert ran.exit_code == 0, ran.output
    told = json.loads(out.read_text())
    (reason,) = told["reasons"]
    assert [way["searched"] for way in told["train_or_hire"]] == [False, True]
    assert reason["action"] == "H-001"
    assert "over the horizon and the time after it" in ran.output
    unknown = CliRunner().invoke(app, ["explain", str(tmp_path / "plan.xlsx"), "--action", "X"])
    assert (unknown.exit_code, "H-001" in unknown.output) == (2, True)


def test_what_it_drops_too_is_in_the_plan_at_hand() -> None:
    """Of two plans that are as good, the search finds the other one: actions are seen from the plan
    that the reader has.
    """
    org = ORG.replace(needs=(), rules=(), levers=())
    role, (here, there, *_more) = org.roles[0], org.teams
    first, second = (
        Hire(
            id=f"H-00{number}", role=role.id, team=team.id, start_date=org.calendar.start,
            base_salary=90_000.0,
        )
        for number, team in ((1, here), (2, there))
    )  # fmt: skip
    at_hand, other, without = (
        Assessment(org, op.Plan(hires=hires))
        for hires in ((first, second.replace(team=here.id)), (first, second), (first,))
    )
    assert at_hand.minimised_cost <= other.minimised_cost
    stated = Reason("H-003", "another hire", ())
    found = BestPlan(org, other, Status.OPTIMAL, 0.0)
    reason = compared(at_hand, stated, found, BestPlan(org, without, Status.OPTIMAL, 0.0))
    assert len(reason.spared) == 1
    assert there.id not in reason.spared[0]
    assert reason.instead == ()
