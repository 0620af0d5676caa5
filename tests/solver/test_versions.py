"""Goal values do not depend on the version of the solver, nor on where its runs start.

Environments with other versions of highspy, also those that are excluded, are named by the path of
their Python in ``ORGPLAN_SOLVER_PYTHONS``, separated as in ``PATH``; with ``ORGPLAN_SLOW=1`` 500
organisations are tried in each.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.solver_versions import BUDGETS, Started, randomly, solutions

ROOT = Path(__file__).parents[2]
SLOW = bool(os.environ.get("ORGPLAN_SLOW"))
PYTHONS = [name for name in os.environ.get("ORGPLAN_SOLVER_PYTHONS", "").split(os.pathsep) if name]


def goals(python: str, *arguments: str) -> list[str]:
    """What the benchmark prints in an environment."""
    done = subprocess.run(
        [python, "-m", "benchmarks.solver_versions", *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    sys.stderr.write(done.stderr)  # which version it was, and what of its claims did not hold
    return done.stdout.splitlines()


def test_goals_are_the_same_wherever_runs_start() -> None:
    many, before = 60 if SLOW else 6, Started.runs
    started = [line for line, _ in solutions(randomly(many), starts=True)]
    assert Started.runs > before
    assert started == [line for line, _ in solutions(randomly(many))]
    assert len(started) == many * len(BUDGETS)


@pytest.mark.parametrize("starts", [(), ("--starts",)])
@pytest.mark.parametrize("python", PYTHONS)
def test_goals_are_the_same_with_another_version(python: str, starts: tuple[str, ...]) -> None:
    many = "500" if SLOW else "20"
    assert goals(python, many, *starts) == goals(sys.executable, many)
