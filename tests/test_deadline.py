"""The time limit is the user's: what is at hand when it is over, or when somebody stops the run, is
checked and handed over, with what it lacks.
"""

from __future__ import annotations

import math
import subprocess
import sys
import time
from collections import deque
from dataclasses import replace
from pathlib import Path

import pytest

import orgplan as op
from orgplan.analysis.assessment import Assessment
from orgplan.analysis.attribution import UNMEASURED
from orgplan.constraints.model import Linear
from orgplan.deadline import Deadline
from orgplan.domain import Sense
from orgplan.domain.needs import NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.errors import OutOfTime
from orgplan.report.optimality import how_it_ended
from orgplan.report.reasons import UNKNOWN, lost_without, why, without_reasons
from orgplan.solver.build import build
from orgplan.solver.outcome import Status
from orgplan.solver.solve import Solution, _Goals, solve
from orgplan.solver.solvers.lp import ASKED, Model
from tests.constraints.small import need, person, small


@pytest.fixture(scope="module")
def org() -> Organisation:
    return op.generate(20, teams=3, titles=8, seed=2)


def test_a_deadline_counts_from_when_it_began() -> None:
    until = Deadline(10, gone=4)
    assert 5 < until.left <= 6
    assert 2 < until.keeping(3).left <= 3
    assert not until.over
    assert until.keeping(7).over


def test_nothing_is_left_once_somebody_stops_it() -> None:
    stopped = False
    until = Deadline(10, lambda: stopped)
    assert until.left > 9
    stopped = True
    assert until.over
    assert until.keeping(-100).over


class Stopped:
    """A run that is stopped as soon as it does something."""

    def __init__(self, at: str) -> None:
        self.at, self.asked = at, False

    def __call__(self) -> bool:
        return self.asked

    def progress(self, what: str, share: float) -> None:
        self.asked = self.asked or what.startswith(self.at)


def test_a_plan_that_was_stopped_is_checked_and_labelled(org: Organisation) -> None:
    stopped = Stopped("lowering cost")
    began = time.perf_counter()
    planned = op.plan(org, deadline=Deadline(300, stopped), on_progress=stopped.progress)
    assert time.perf_counter() - began < 150  # much sooner; on a loaded machine too
    assert planned.status == "time_limit"
    assert planned.run.distrusted == ()
    assert planned.run.first[0].startswith("Stopped by hand")
    parts = {part.name: part for part in planned.run.parts}
    assert parts["must_shortfall"].status is Status.OPTIMAL
    whole = op.plan(org, next_steps=False)
    best = {part.name: part.value for part in whole.run.parts}
    assert parts["must_shortfall"].value == pytest.approx(best["must_shortfall"], abs=1e-3)
    assert parts["cost"].value >= best["cost"] * (1 - 2e-3)
    assert not any("Stopped" in line for line in whole.run.first)


def test_what_could_not_be_worked_out_is_said(org: Organisation) -> None:
    stopped = Stopped("pricing the next step")
    planned = op.plan(org, deadline=Deadline(300, stopped), on_progress=stopped.progress)
    plan = planned.plan
    late = Assessment(org, plan, Deadline(0))
    assert set(late.losses) == set(plan.actions)
    assert all(lost is UNMEASURED for lost in late.losses.values())
    assert why(org, UNMEASURED) == lost_without(org, UNMEASURED) == UNKNOWN
    assert why(org, ()) != UNKNOWN
    assert all(lost is not UNMEASURED for lost in Assessment(org, plan).losses.values())


def test_a_model_that_takes_too_long_to_state_is_given_up(org: Organisation) -> None:
    with pytest.raises(OutOfTime):
        build(org, deadline=Deadline(0))
    assert solve(org, deadline=Deadline(0)).status is Status.NO_PLAN
    with pytest.raises(op.NoPlan, match="were not enough to build the model"):
        op.plan(org, deadline=Deadline(0))


def test_stating_is_given_up_within_a_family_too() -> None:
    """One family may take most of the time that stating takes."""
    asked = iter(range(10))
    model = Model(deadline=Deadline(60.0, lambda: next(asked) > 1))
    with pytest.raises(OutOfTime):
        deque(model.variable(f"seat {number}", 1.0, whole=True) for number in range(10 * ASKED))
    assert len(model.columns) == 3 * ASKED
    row = Linear.of(model.columns[0])
    with pytest.raises(OutOfTime):
        deque(
            model.limit("headcount", (f"{number}",), row, Sense.AT_MOST, 1.0)
            for number in range(10 * ASKED)
        )
    assert len(model.constraints) == ASKED


@pytest.mark.parametrize("left", [0.0, 60.0])
def test_a_second_search_keeps_to_the_limit(
    org: Organisation, monkeypatch: pytest.MonkeyPatch, left: float
) -> None:
    """Where a claim was refuted, the other solver searches in what is left, and not beyond it."""
    true, searches = _Goals.minimise, list[str]()

    def refuted(goals: _Goals, deadline: Deadline, prove: bool) -> Solution:
        searches.append(goals.search.solver)
        found = true(goals, deadline, prove)
        monkeypatch.setattr(Deadline, "left", property(lambda self: left))
        return found if len(searches) > 1 else replace(found, status=Status.UNPROVEN)

    monkeypatch.setattr(_Goals, "minimise", refuted)
    found = solve(org, time_limit=60.0)
    assert searches == (["highs", "scip"] if left else ["highs"])
    assert found.status is (Status.UNPROVEN if not left else Status.OPTIMAL)


def test_where_nothing_is_found_in_time_the_plan_that_decides_nothing_is(org: Organisation) -> None:
    """Stopped before the first solve: there is a plan, and nothing is proven of it."""
    stopped = Stopped("covering musts")
    found = solve(org, deadline=Deadline(300, stopped), progress=stopped.progress)
    assert found.status is Status.TIME_LIMIT
    assert found.plan is not None
    assert not found.plan.actions
    assert found.unsearched
    assert {part.bound for part in found.parts} == {-math.inf}


def test_a_plan_that_nobody_searched_for_recommends_nothing(org: Organisation) -> None:
    stopped = Stopped("covering musts")
    planned = op.plan(org, deadline=Deadline(300, stopped), on_progress=stopped.progress)
    assert "this one decides nothing, and recommends nothing" in planned.run.first[0]
    assert not how_it_ended(planned.run, org).count("Proven")
    assert not any("decides nothing" in line for line in op.plan(org).run.first)


def test_stopped_while_the_model_is_stated_is_not_called_a_lack_of_time(org: Organisation) -> None:
    with pytest.raises(op.NoPlan, match="Stopped before any plan was found") as caught:
        op.plan(org, deadline=Deadline(300, lambda: True))
    assert caught.value.stopped


SCRIPT = """
import os, signal, time
from orgplan.cli.shared.endings import endings, stoppable
with endings(), stoppable() as stopped:
    assert not stopped()
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(0.2)
    print(stopped(), flush=True)
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(20)
    print("went on", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_the_first_ctrl_c_asks_for_what_is_at_hand_and_the_second_ends() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False
    )
    assert ended.stdout == "True\n"
    assert "plan found so far" in ended.stderr
    assert ended.returncode == 130


@pytest.mark.parametrize("told", [True, False])
def test_a_plan_without_reasons_is_as_it_was_written(tmp_path: Path, told: bool) -> None:
    """Which lack a reason is taken from the rows where the Run log says how many do, and nowhere
    else.
    """
    asked = need("s", 2, 2, kind=NeedKind.HOLDERS)
    planned = op.plan(small(person("a", s=3), needs=(asked,)), next_steps=False)
    bare = Assessment(planned.assessment.org, planned.plan, Deadline(0))
    total = len(planned.plan.actions)
    assert total
    first = f"Not calculated within 5 seconds: {without_reasons(total, total)}."
    path = tmp_path / "plan.xlsx"
    op.save(op.Result(bare, replace(planned.run, first=(first,) if told else ())), path)
    differences = op.check(path).differences
    assert any("typed over" in one for one in differences) is not told
    assert told is not bool(differences)
