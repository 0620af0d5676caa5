"""Studies: every scenario planned as it would be alone; infeasible ones are rows too; nothing is
done twice.
"""

from __future__ import annotations

import os
import pickle
import signal
from pathlib import Path

import pytest
from distributed import LocalCluster

import orgplan as op
from orgplan.library.samples import sample_workbook
from orgplan.solver import solve as solve_module
from orgplan.study import BASE, solving
from tests.organisations import random_organisation

ORG = random_organisation(5)
SCENARIOS = {
    "dearer": op.change.pay(scale=1.2),
    "dearer, more needed": [op.change.pay(scale=1.2), op.change.needs(scale=2)],
    "no money": op.change.budget(total=1.0),
}


def test_a_study_gives_what_each_plan_gives_alone() -> None:
    study = op.study(ORG, SCENARIOS)
    assert [one.name for one in study.scenarios] == [BASE, *SCENARIOS]
    alone = op.plan(ORG.apply(*SCENARIOS["dearer, more needed"]), next_steps=False)
    assert study["dearer, more needed"].plan == alone.plan
    assert op.compare({"x": alone}).loc["x"].to_dict() == {
        key: study.table.loc["dearer, more needed", key] for key in op.compare({"x": alone}).columns
    }


def test_an_infeasible_scenario_is_a_row_with_its_ways_out() -> None:
    study = op.study(ORG, SCENARIOS)
    assert study.table.loc["no money", "status"] == "infeasible"
    assert study.table.loc["no money", "ways out"]
    with pytest.raises(op.Impossible):
        study["no money"]
    with pytest.raises(op.BadArgument, match="dearer"):
        study["cheaper"]


def test_processes_give_the_same_and_a_store_resumes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    study = op.study(
        ORG,
        SCENARIOS,
        processes=2,
        store=tmp_path,
        on_progress=lambda name, done, of: seen.append(f"{done}/{of}"),
    )
    assert seen == ["1/4", "2/4", "3/4", "4/4"]
    plans = {name: planned.plan for name, planned in study.planned.items()}
    assert plans == {name: p.plan for name, p in op.study(ORG, SCENARIOS).planned.items()}
    kept = sorted(tmp_path.glob("*.pickle"))
    assert len(kept) == 4
    written = [path.stat().st_mtime_ns for path in kept]
    kept[0].unlink()
    again = op.study(ORG, SCENARIOS, store=tmp_path)
    assert {name: planned.plan for name, planned in again.planned.items()} == plans
    assert [path.stat().st_mtime_ns for path in kept[1:]] == written[1:]
    monkeypatch.setattr(solving, "this_version", lambda: "the same version, other code")
    op.study(ORG, {}, store=tmp_path)
    assert len(list(tmp_path.glob("*.pickle"))) == 5  # searched again


def test_hires_are_ranked_by_the_scenarios_that_take_them() -> None:
    study = op.study(ORG, {"as before": op.change.pay(scale=1.0)})
    hires = study.hires
    base = study[BASE].hires
    assert len(hires) == len(base)
    assert set(hires["scenarios"]) <= {2}
    assert list(hires.columns)[:4] == ["role", "team", "seat", "scenarios"]


def test_a_plan_can_be_judged_in_another_organisation_without_a_solver(tmp_path: Path) -> None:
    planned = op.plan(ORG, next_steps=False)
    judged = op.evaluate(ORG, planned.plan)
    assert (judged.status, judged.open_points) == ("judged", planned.open_points)
    assert judged.cost.equals(planned.cost)
    harder = op.evaluate(ORG.apply(op.change.needs(scale=3)), planned.plan)
    assert harder.open_points[0] != planned.open_points[0]
    assert harder.assessment.shortfalls[0].shortfall > planned.assessment.shortfalls[0].shortfall
    assert pickle.loads(pickle.dumps(judged)).plan == planned.plan


def test_what_was_only_judged_is_written_as_such(tmp_path: Path) -> None:
    sample = sample_workbook("growing_startup")
    assert sample is not None
    judged = op.evaluate(op.load(sample), op.Plan())
    op.save(judged, tmp_path / "judged.xlsx")
    checked = op.check(tmp_path / "judged.xlsx")
    assert (checked.holds, checked.differences) == (True, ())
    again = op.reopen(tmp_path / "judged.xlsx")
    assert (again.status, again.gap, again.run.edited) == ("judged", float("inf"), False)


def test_swift_searches_come_to_the_same_goals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Budgets from ample to none: a plan of a wider one serves where it holds, and each goal is
    that of a plan alone.
    """
    org = op.generate(8, teams=1, titles=4, seed=1)
    scenarios = {
        f"{scale:g}": op.change.budget(scale=scale) for scale in (0.97, 1.2, 1.1, 1.05, 1.01, 0.5)
    } | {"dearer": op.change.pay(scale=0.98)}
    searched: list[int] = []
    minimise = solve_module._Goals.minimise
    monkeypatch.setattr(
        solve_module._Goals,
        "minimise",
        lambda self, *given: searched.append(1) or minimise(self, *given),  # type: ignore[func-returns-value]
    )
    swift = op.study(org, scenarios, swift=True, gap=0.0)
    quickly = len(searched)
    study = op.study(org, scenarios, gap=0.0)
    assert quickly < len(searched) - quickly  # of eight at least one is served by another
    assert list(swift.planned) == list(study.planned)
    assert swift.table.loc["0.5", "status"] == "infeasible"
    for name, planned in study.planned.items():
        there = swift[name].assessment.goal_values
        for goal, value in planned.assessment.goal_values.items():
            if goal != "disruption":
                assert there[goal] == pytest.approx(value, abs=1e-3), (name, goal)
        assert not [m for m in swift[name].assessment.shortfalls if m.strength is None]
    with pytest.raises(op.BadArgument, match="prove"):
        op.study(org, scenarios, swift=True, prove=True)


def test_a_tornado_plans_again_and_keeps_the_plan() -> None:
    org = op.generate(8, teams=1, titles=4, seed=1)
    table = op.tornado(org, {"ramp": (0, 12), "employer_tax_pct": (0.05, 0.15)})
    base = op.plan(org, next_steps=False)
    for key, low, high in (("ramp", 0, 12), ("employer_tax_pct", 0.05, 0.15)):
        for end, value in (("low", low), ("high", high)):
            other = org.apply(op.change.assume(**{key: value}))
            again = op.plan(other, next_steps=False).assessment.cost
            kept = op.evaluate(other, base.plan).assessment.cost
            assert table.loc[key, f"planned {end}"] == pytest.approx(again)
            assert table.loc[key, f"kept {end}"] == pytest.approx(kept)
    assert list(table["swing"]) == sorted(table["swing"], reverse=True)
    assert table.index[0] == "employer_tax_pct"
    for wrong in ({"rampp": (0, 1)}, {"ramp": (3, 1)}):
        with pytest.raises(op.BadArgument, match="ramp"):
            op.tornado(org, wrong)


def test_a_cluster_gives_the_same_though_a_worker_is_killed() -> None:
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        killed: list[str] = []

        def kill_one(name: str, done: int, of: int) -> None:
            if not killed:
                killed.append(name)
                process = next(iter(cluster.workers.values())).process.process
                os.kill(process.pid, signal.SIGKILL)

        study = op.study(ORG, SCENARIOS, cluster=cluster.scheduler_address, on_progress=kill_one)
    assert killed
    plans = {name: planned.plan for name, planned in study.planned.items()}
    assert plans == {name: p.plan for name, p in op.study(ORG, SCENARIOS).planned.items()}
