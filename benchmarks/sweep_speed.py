"""Many scenarios as one study against as many plans: ``python -m benchmarks.sweep_speed
[--scenarios 200] [--sample 10] [--cluster]``.

Budgets from 95 % to 120 % for each of five situations, on the sample ``hundred_engineers``. The
study is killed when a third of it is done, and resumed from its store. Of separate plans a sample
is measured and multiplied. Seconds are those of the processor, children included: a loaded machine
makes those of the clock mean little. With ``--cluster`` the study also runs on a local Dask cluster
of two workers, of which one is killed when the first scenario has ended.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import signal
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import orgplan as op
from orgplan.analysis.changes.change_values import Change
from orgplan.library.samples import sample_workbook

SITUATIONS: Mapping[str, tuple[Change, ...]] = {
    "as it is": (),
    "attrition x 1.5": (op.change.attrition(scale=1.5),),
    "pay +3 %": (op.change.pay(scale=1.03),),
    "a period later": (op.change.needs(later=1),),
    "lead time 4": (op.change.assume(lead_time=4),),
}


def scenarios(count: int) -> dict[str, list[Change]]:
    """That many, each situation with budgets from 95 % to 120 %."""
    each = max(1, count // len(SITUATIONS))
    return {
        f"{name}, budget {scale:.1%}": [*changes, op.change.budget(scale=scale)]
        for name, changes in SITUATIONS.items()
        for scale in (0.95 + 0.25 * number / max(1, each - 1) for number in range(each))
    }


def spent() -> float:
    """Seconds of the processor, of this process and those it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def goals(ended: op.Result) -> tuple[float, float, float]:
    """Musts and shoulds open, and cost in thousands."""
    values = ended.assessment.goal_values
    return values["must_shortfall"], values["should_shortfall"], values["cost"]


def main() -> None:
    """Print both times, their ratio, and whether the answers are the same."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--scenarios", type=int, default=200)
    parser.add_argument("--sample", type=int, default=10)
    parser.add_argument("--cluster", action="store_true")
    asked = parser.parse_args()
    sample = sample_workbook("hundred_engineers")
    assert sample is not None
    org, what = op.load(sample), scenarios(asked.scenarios)
    with tempfile.TemporaryDirectory() as store:
        began = spent()
        kept = killed_at_a_third(org, what, store)
        study = op.study(org, what, swift=True, store=store, time_limit=600.0)
        swift = (spent() - began) / (len(what) + 1)
        twice = sum(path.stat().st_mtime_ns != written for path, written in kept.items())
        print(f"killed with {len(kept)} done, resumed: {twice} of them done twice")
        began = spent()
        op.study(org, what, swift=True, store=store, time_limit=600.0)
        again = (spent() - began) / (len(what) + 1)
    print(
        f"{len(what)} scenarios and the base: {swift:.2f} s each; read from the store {again:.2f} s"
        " each"
    )
    names, differ, began = list(what)[:: max(1, len(what) // asked.sample)], [], spent()
    for name in names:
        alone = study.scenario(name).ended
        try:
            planned = op.plan(org.apply(*what[name]), next_steps=False, time_limit=600.0)
        except op.Impossible:
            differ += [name] if isinstance(alone, op.Result) else []
            continue
        reported = goals(planned)
        if not isinstance(alone, op.Result) or any(
            abs(a - b) > 1e-4 + 2e-3 * abs(b) for a, b in zip(goals(alone), reported, strict=True)
        ):
            differ.append(name)
    each = (spent() - began) / len(names)
    print(f"separate plans ({len(names)} measured): {each:.2f} s each; ratio {each / swift:.1f}")
    print(f"other answers beyond both gaps: {differ or 'none'}")
    if asked.cluster:
        on_a_cluster(org, what, study)


def killed_at_a_third(
    org: op.Organisation, what: Mapping[str, list[Change]], store: str
) -> Mapping[Path, int]:
    """What a study that was killed has stored, and when each was written."""
    child = multiprocessing.Process(
        target=op.study,
        args=(org, what),
        kwargs={"swift": True, "store": store, "time_limit": 600.0},
    )
    child.start()
    while child.is_alive() and len(list(Path(store).glob("*.pickle"))) < len(what) / 3:
        time.sleep(0.2)
    child.kill()
    child.join()
    return {path: path.stat().st_mtime_ns for path in Path(store).glob("*.pickle")}


def on_a_cluster(org: op.Organisation, what: Mapping[str, list[Change]], study: op.Study) -> None:
    """The same study on two workers, one of which is killed on the way."""
    from distributed import LocalCluster

    killed: list[str] = []
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:  # type: ignore[no-untyped-call]

        def kill_one(name: str, done: int, of: int) -> None:
            if not killed:
                killed.append(name)
                os.kill(next(iter(cluster.workers.values())).process.process.pid, signal.SIGKILL)

        began = time.perf_counter()
        found = op.study(
            org,
            what,
            swift=True,
            cluster=cluster.scheduler_address,
            on_progress=kill_one,
            time_limit=600.0,
        )
    same = [
        name
        for name, planned in study.planned.items()
        if all(
            abs(a - b) < 1e-4 + 2e-3 * abs(b)
            for a, b in zip(goals(found[name]), goals(planned), strict=True)
        )
    ]
    print(
        f"cluster, one of two workers killed: {time.perf_counter() - began:.0f} s of the clock,"
        f" {len(same)} of {len(study.planned)} plans alike"
    )


if __name__ == "__main__":
    main()
