"""How much time planning takes beside the bare solver, on the same model, in one run: ``python -m benchmarks.plan_speed [people ...]``.

The bare solver is the time that HiGHS itself takes for the same goals in the same order. The ratio
of the whole run to it is what orgplan adds: stating the model, checking and explaining the plan,
and writing the workbook.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import orgplan as op
from orgplan.constraints.model.interface import Linear
from orgplan.solver import solve as solving
from orgplan.solver.outcome import Limits, Outcome
from orgplan.solver.search import Search
from sample_orgs.hundred_engineers import organisation

spent = 0.0


class Timed(Search):
    """The search with a clock around each of its runs, those of the small solves in large models too."""

    def minimise(self, goal: Linear, limits: Limits, name: str = "goal") -> Outcome:
        """Minimise, and add up the time it takes."""
        with clock():
            return super().minimise(goal, limits, name)

    def within(
        self,
        goal: Linear,
        limits: Limits,
        fixed: NDArray[np.bool_],
        at: NDArray[np.float64] | None = None,
    ) -> None:
        """A small solve, and the time it takes."""
        with clock():
            super().within(goal, limits, fixed, at)

    def relax(
        self, goal: Linear, limits: Limits, fixed: NDArray[np.bool_], *, interior: bool = False
    ) -> Outcome:
        """The relaxation, and the time it takes."""
        with clock():
            return super().relax(goal, limits, fixed, interior=interior)


@contextmanager
def clock() -> Iterator[None]:
    """Add the time of a block to what HiGHS has spent."""
    global spent
    began = time.perf_counter()
    yield
    spent += time.perf_counter() - began


def measure(people: int, time_limit: float) -> str:
    """One row of the table."""
    global spent
    spent = 0.0
    org = organisation(people=people)
    began = time.perf_counter()
    planned = op.plan(org, time_limit=time_limit, explain_next_steps=False)
    with tempfile.TemporaryDirectory() as folder:
        writing = time.perf_counter()
        op.save(planned, Path(folder) / "plan.xlsx")
        seconds_write = time.perf_counter() - writing
    total = time.perf_counter() - began
    columns, whole, rows = planned.run.size
    seconds = planned.run.seconds
    return (
        f"{people:>6} {columns:>8} {whole:>8} {rows:>8}  {planned.status:<10} {planned.gap:>8.3%} {spent:>8.2f} {seconds['build']:>7.2f} "
        f"{seconds['check']:>7.2f} {seconds_write:>7.2f} {total:>8.2f} {total / spent:>6.2f}"
    )


def main() -> None:
    """Print the table."""
    solving.Search = Timed  # type: ignore[misc]
    sizes = [int(text) for text in sys.argv[1:]] or [50, 100, 200]
    print(
        "people  columns    whole     rows  ending          gap     bare   build   check   write    total  ratio"
    )
    for people in sizes:
        print(measure(people, time_limit=120), flush=True)


if __name__ == "__main__":
    main()
