"""Goal values of random organisations under five budgets each, to hold solver versions against each
other.

``python -m benchmarks.solver_versions 500 > goals.txt`` in the environment of each version, then
compare the files: every line must be the same. Versions that are not allowed go through the same
guard. Each plan is checked without the solver; a refusal stands in its line. What did not hold of
the solver's claims goes to standard error.

With ``--starts`` every run starts from the best plan known, which is otherwise kept to large
models: what highspy 1.16.0 gets wrong. The name of a sample in place of the number takes 40 budgets
of that one.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from typing import Any
from unittest.mock import patch

import highspy

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.changes.total_budget import with_total_budget
from orgplan.analysis.verification import Disagreement, verified
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Plan
from orgplan.finance.ledger import ledger
from orgplan.solver import solve as solving
from orgplan.solver.outcome import Outcome, Task
from orgplan.solver.search import Road, Search
from orgplan.solver.solve import Solution, solve
from sample_orgs.make import SAMPLES
from tests.organisations import random_organisation

BUDGETS = (0.9, 1.0, 1.1, 1.5, 3.0)  # times the cost of the roster alone
OF_A_SAMPLE = tuple(0.95 + step / 100 for step in range(40))  # the same, as what-ifs of one sample


class Started(Search):
    """A search in which every run starts from the best plan known; it counts them."""

    runs = 0

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options | {"start": True})

    def _run(self, road: Road, task: Task, name: str) -> Outcome:
        Started.runs += road.started
        return super()._run(road, task, name)


def solutions(
    organisations: Iterable[tuple[str, Organisation]],
    budgets: Sequence[float] = BUDGETS,
    *,
    starts: bool = False,
) -> Iterator[tuple[str, Solution]]:
    """A line for each organisation and budget: name, budget, ending, and the value of each goal;
    with its solution, checked.
    """
    with patch.object(solving, "Search", Started) if starts else nullcontext():
        for name, org in organisations:
            idle = max(sum(cost.cents for cost in ledger(org, Plan())) / 100, 10_000.0)
            for share in budgets:
                asked = with_total_budget(org, idle * share)
                solution = solve(asked, gap=0.0, time_limit=60)
                values = [f"{round(part.value, 3) + 0.0}" for part in solution.parts]
                if solution.plan is not None:
                    try:
                        verified(Assessment(asked, solution.plan), solution)
                    except Disagreement as refusal:
                        values.append(f"but {refusal}")
                yield f"{name} {share:g} {' '.join([solution.status.value, *values])}", solution


def randomly(many: int) -> Iterator[tuple[str, Organisation]]:
    """Random organisations, by their seeds."""
    return ((str(seed), random_organisation(seed)) for seed in range(many))


def main() -> None:
    """Print the lines, and what was seen on the way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("organisations", help="how many random ones, or the name of a sample")
    parser.add_argument("--starts", action="store_true", help="start every run from a plan")
    asked = parser.parse_args()
    name = asked.organisations
    chosen, budgets = (
        (randomly(int(name)), BUDGETS)
        if name.isdigit()
        else (iter([(name, SAMPLES[name]())]), OF_A_SAMPLE)
    )
    distrusted = solves = 0
    for line, solution in solutions(chosen, budgets, starts=asked.starts):
        print(line, flush=True)
        solves += 1
        distrusted += len(solution.distrusted)
        for claim in solution.distrusted:
            print(f"{line}: {claim}", file=sys.stderr)
    version = ".".join(
        map(
            str,
            (highspy.HIGHS_VERSION_MAJOR, highspy.HIGHS_VERSION_MINOR, highspy.HIGHS_VERSION_PATCH),
        )
    )
    print(
        f"HiGHS {version}: {solves} solves, {Started.runs} runs started from a plan, {distrusted}"
        " claims did not hold",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
