"""What a solve reaches in a given time, goal by goal: ``python -m benchmarks.solve_speed [--whole] [--moves] [--seconds 120] [people ...]``.

With ``--moves`` everybody may be transferred to any team in any period, the widest that a lever can
be. With ``--whole`` large models are left to the search tree alone, to see what the small solves
around the best plan (``solver/neighbourhood_search.py``) are worth. Seconds of a loaded machine
mean little: the processor's own seconds stand beside them.
"""

from __future__ import annotations

import argparse
import os
import resource
import time

from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.teams import ORGANISATION
from orgplan.solver import neighbourhood_search
from orgplan.solver.outcome import relative_gap
from orgplan.solver.solve import solve
from sample_orgs.hundred_engineers import organisation

ANYWHERE = Lever(id="L-001", kind=LeverKind.TRANSFER, scope=ORGANISATION, months=2, share=0.2)


def measure(people: int, seconds: float, *, moves: bool) -> None:
    """Print one solve, a line for each goal."""
    org, began = (
        organisation(people=people).replace(levers=(ANYWHERE,) if moves else ()),
        time.process_time(),
    )
    solution = solve(org, time_limit=seconds)
    spent, memory = (
        time.process_time() - began,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )
    columns, whole, rows = solution.size
    print(
        f"{people} people: {columns} columns, {whole} whole, {rows} rows; stated in {solution.seconds_build:.1f} s; {solution.status}"
    )
    for part in solution.parts:
        gap = relative_gap(part.value, part.bound)
        print(
            f"  {part.name:<17} {part.value:>10.2f} bound {part.bound:>10.2f} gap {gap:>7.2%}  {part.status}"
        )
    print(
        f"  {solution.seconds_solve:.0f} s to solve, {spent:.0f} s of the processor in all, peak {memory:.0f} MB, load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def main() -> None:
    """Print every size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("people", nargs="*", type=int, default=[100, 200, 400, 1000])
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--moves", action="store_true")
    asked = parser.parse_args()
    if asked.whole:
        neighbourhood_search.LARGE = 10**9
    for people in asked.people:
        measure(people, asked.seconds, moves=asked.moves)


if __name__ == "__main__":
    main()
