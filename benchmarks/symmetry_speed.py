"""What planning people who are alike together is worth: ``python -m benchmarks.symmetry_speed
[--seconds 120] [people ...]``.

Each organisation (``orgplan generate --alike``), in which people have the skills of their role, is
solved twice in one run: with those who are alike planned by numbers and named again
(``solver/symmetry.py``), and without. ``--team`` is the size of its teams; ``--only with`` leaves
the other out. ``--samples`` tells how many are alike in the organisations of ``sample_orgs``
instead, and solves nothing.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterable
from importlib import import_module

import numpy as np

from orgplan.domain.organisation import Organisation
from orgplan.generate import generate
from orgplan.objectives import goals_of
from orgplan.solver import symmetry
from orgplan.solver.build import build
from orgplan.solver.outcome import relative_gap
from orgplan.solver.solve import solve
from orgplan.solver.solvers.lp import matrix
from orgplan.solver.symmetry import NOBODY, AggregatedModel, classes_of

SAMPLES = (
    "chinese_team",
    "cn_product_company",
    "growing_startup",
    "hundred_engineers",
    "manpower_plan",
    "tight_budget",
)
WAYS = {"with": symmetry.WORTH_IT, "without": -1.0}


def count(org: Organisation) -> str:
    """How many people have options, of how many kinds, and how large the whole and the small model
    are.
    """
    built = build(org)
    began, whole = time.process_time(), matrix(built.model)
    goals = [objective.terms(org, built.x, built.model.shortfalls) for objective in goals_of(org)]
    classes = classes_of(org, built, whole, goals)
    small, owner = AggregatedModel(built.model, classes), classes.columns.owner
    options = np.unique(owner[owner != NOBODY])
    kinds = np.unique(classes.like[options])
    most = int(classes.size[options].max()) if len(options) else 0
    return (
        f"{len(options)} people with options of {len(kinds)} kinds, {most} alike at the most; whole"
        f" model {len(whole.upper)} columns / {int(whole.whole.sum())} whole /"
        f" {len(whole.row_lower)} rows, small one {len(small.upper)} / {len(small.whole_columns)} /"
        f" {len(small.audit.stated.row_lower)}; found in {time.process_time() - began:.1f} s"
    )


def measure(org: Organisation, way: str, seconds: float) -> None:
    """Print one solve, a line for each goal."""
    symmetry.WORTH_IT = WAYS[way]
    began = time.process_time()
    solution = solve(org, time_limit=seconds)
    spent = time.process_time() - began
    print(
        f"  {way}: {solution.status}, stated in {solution.seconds_build:.1f} s, solved in"
        f" {solution.seconds_solve:.1f} s, ",
        end="",
    )
    print(f"{spent:.0f} s of the processor in all, load {os.getloadavg()[0]:.1f}")
    for part in solution.parts:
        gap = relative_gap(part.value, part.bound)
        print(
            f"    {part.name:<17} {part.value:>12.3f} bound {part.bound:>12.3f} gap {gap:>8.3%} "
            f" {part.status}",
            flush=True,
        )


def samples(names: Iterable[str]) -> None:
    """Print how many are alike in each sample."""
    for name in names:
        print(f"{name}: {count(import_module(f'sample_orgs.{name}').organisation())}", flush=True)


def main() -> None:
    """Print every size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("people", nargs="*", type=int, default=[1000, 4000])
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--team", type=int, default=100)
    parser.add_argument("--only", choices=[*WAYS])
    parser.add_argument("--samples", action="store_true")
    asked = parser.parse_args()
    if asked.samples:
        samples(SAMPLES)
        return
    for people in asked.people:
        org = generate(people, teams=max(1, people // asked.team), titles=30, alike=True)
        print(f"{people} people in teams of {asked.team}: {count(org)}", flush=True)
        for way in [asked.only] if asked.only else WAYS:
            measure(org, way, asked.seconds)


if __name__ == "__main__":
    main()
