"""What planning by department is worth: ``python -m benchmarks.departments_speed [--seconds 60]
[--seed 101] [SIZE ...]``.

Each size of :mod:`benchmarks.shapes`, and 4,000 people, is searched twice in one run: as a whole,
and by department in two processes. Seconds are those of the
clock, to state and search. The table says what each reaches, and what is proven to be the least
possible where that is another figure; costs are of different problems where the shortfalls before
them differ.
"""

from __future__ import annotations

import argparse
import math
import os
import time
from collections.abc import Mapping

from benchmarks.shapes import JUDGED_ON, SIZES, Size
from orgplan.domain.organisation import Organisation
from orgplan.solver.outcome import relative_gap
from orgplan.solver.solve import GoalPart, solve
from orgplan.workers import Workers

WAYS: Mapping[str, int | None] = {
    "as a whole": None,
    "by department": 2,
}
LARGER: Mapping[str, Size] = {"4000 × 4": Size(4_000, 4, titles=30)}
USUAL = ("1000 × 4", "1000 × 8", "4000 × 4")
GOALS = ("must_shortfall", "should_shortfall", "cost")


def reached(org: Organisation, processes: int | None, seconds: float) -> dict[str, GoalPart]:
    """Name of a goal → how it ended."""
    if processes is None:
        found = solve(org, time_limit=seconds)
    else:
        with Workers("benchmark", processes) as workers:
            found = solve(org, time_limit=seconds, workers=workers)
    return {part.name: part for part in found.parts}


def row(size: str, way: str, parts: Mapping[str, GoalPart], seconds: float) -> str:
    """One line of the table."""
    cells = [size, way]
    for name in GOALS:
        part = parts[name]
        gap = relative_gap(part.value, part.bound)
        least = f", {part.bound:,.6g}" if math.isfinite(gap) else ", no bound"
        cells += [f"{part.value:,.6g}{least if gap > 1e-6 else ''}", f"{min(gap, 1.0):.2%}"]
    return f"| {' | '.join([*cells, f'{seconds:.0f}'])} |"


def main() -> None:
    """Print the table, line by line as it is measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", default=USUAL, help=", ".join({**SIZES, **LARGER}))
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=JUDGED_ON[0])
    asked = parser.parse_args()
    print(f"{os.cpu_count()} cores at a load of {os.getloadavg()[0]:.1f}")
    print("| size | how | must | gap | should | gap | cost | gap | seconds |")
    print("|---|---|---|---|---|---|---|---|---|")
    for size in asked.sizes:
        org = {**SIZES, **LARGER}[size].organisation(asked.seed)
        for way, processes in WAYS.items():
            began = time.perf_counter()
            parts = reached(org, processes, asked.seconds)
            print(row(size, way, parts, time.perf_counter() - began), flush=True)


if __name__ == "__main__":
    main()
