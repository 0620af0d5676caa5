"""One table of what planning takes and reaches: ``python -m benchmarks [SIZE ...] [--seconds 60] [--seed 101] [--all] [--out docs/benchmarks.md]``.

For each size: the model, seconds of each phase, and what the search proves; the same search by HiGHS
alone (no small solves, nobody planned together), by SCIP alone, and by HiGHS on the plain model
(without the rows that say what a shortfall comes to in whole heads), one after the other in one run.
Seconds are those of the processor, the limit of the search too, since a loaded machine makes those of
the clock mean little. Every measure has a process of its own, for its peak
memory is read. With ``--out`` the table replaces the one in the page.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import orgplan as op
from benchmarks.processor import count_processor_time
from benchmarks.shapes import JUDGED_ON, SIZES, USUAL
from orgplan.analysis.assessment import Assessment
from orgplan.constraints.model import Linear
from orgplan.domain import Key
from orgplan.solver import neighbourhood_search
from orgplan.solver.outcome import relative_gap
from orgplan.solver.solve import Solution, solve
from orgplan.solver.solvers.lp import Model

Link = Callable[[Model, str, Key, Linear, float], None]
HOW = ("orgplan", "HiGHS alone", "SCIP alone", "HiGHS, plain model")
PHASES = ("read", "state", "solve", "judge", "why", "write")
HEADER = (
    "size", "how", "columns / whole / rows", *PHASES, "of the clock", "peak MB", "must", "should", "cost", "gap of the cost",
)  # fmt: skip
BEGIN, END = "<!-- table: python -m benchmarks -->", "<!-- end of table -->"


def measure(size: str, how: str, seed: int, seconds: float) -> dict[str, object]:
    """One row, measured in this process."""
    spent: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "org.xlsx"
        op.save(SIZES[size].organisation(seed), path)
        began = time.monotonic()
        with clock(spent, "read"):
            org = op.load(path)
        if how.startswith("HiGHS"):
            neighbourhood_search.LARGE = 10**9
        if how == HOW[-1]:
            Model.link = _without_rounding  # type: ignore[method-assign]
        told: list[float] = []
        before = time.process_time()

        def progress(_what: str, _share: float) -> None:
            told.append(time.process_time() - before)

        solver = "scip" if how == "SCIP alone" else "highs"
        found = solve(org, time_limit=seconds, solver=solver, progress=progress)
        # It is told that the model is being stated, and then what is done with it.
        spent["state"] = told[1] if len(told) > 1 else time.process_time() - before
        spent["solve"] = time.process_time() - before - spent["state"]
        if how == HOW[0] and found.plan is not None:
            assessment = Assessment(org, found.plan)
            for phase, work in _afterwards(assessment, Path(folder) / "plan.xlsx"):
                with clock(spent, phase):
                    work()
        spent["clock"] = time.monotonic() - began
    return {
        "spent": spent,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    } | _reached(found)


def _without_rounding(
    model: Model, family: str, key: Key, left: Linear, right: float, state: Link = Model.link
) -> None:
    """Leave out rows that only make the relaxation tighter."""
    if not family.startswith("rounded_"):
        state(model, family, key, left, right)


def _afterwards(assessment: Assessment, path: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """What follows the search, phase by phase."""
    yield "judge", lambda: assessment.measures
    yield "why", lambda: assessment.losses
    planned = op.evaluate(assessment.org, assessment.plan)
    yield "write", lambda: op.save(planned, path)


def _reached(found: Solution) -> dict[str, object]:
    return {
        "size": found.size,
        "parts": {
            part.name: (part.value, part.bound, relative_gap(part.value, part.bound))
            for part in found.parts
        },
    }


@contextmanager
def clock(spent: dict[str, float], phase: str) -> Iterator[None]:
    """Note the processor's seconds of a phase."""
    before = time.process_time()
    yield
    spent[phase] = time.process_time() - before


def row(size: str, how: str, found: dict[str, object]) -> str:
    """One line of the table."""
    spent, parts = found["spent"], found["parts"]
    assert isinstance(spent, dict)
    assert isinstance(parts, dict)
    columns, whole, rows = found["size"]  # type: ignore[misc]
    seconds = [f"{spent[phase]:.1f}" if phase in spent else "" for phase in PHASES]
    goals = [_goal(parts.get(name)) for name in ("must_shortfall", "should_shortfall", "cost")]
    gap = f"{parts['cost'][2]:.2%}" if "cost" in parts else ""
    cells = [
        size, how, f"{columns:,} / {whole:,} / {rows:,}", *seconds, f"{spent['clock']:.0f}", f"{found['memory']:.0f}", *goals, gap,
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _goal(part: tuple[float, float, float] | None) -> str:
    """Value, and the bound where that is another."""
    if part is None:
        return "no plan"
    value, bound, gap = part
    return f"{value:,.6g}" if gap < 1e-6 else f"{value:,.6g}, {bound:,.6g}"


def table(sizes: list[str], hows: list[str], seed: int, seconds: float) -> Iterator[str]:
    """The table, line by line as it is measured."""
    yield f"| {' | '.join(HEADER)} |"
    yield "|" + "---|" * len(HEADER)
    for size in sizes:
        for how in hows:
            command = [
                sys.executable,
                "-m",
                "benchmarks",
                "--one",
                size,
                how,
                str(seed),
                str(seconds),
            ]
            ended = subprocess.run(command, capture_output=True, text=True, check=False)
            if ended.returncode:
                yield f"| {size} | {how} | failed: {ended.stderr.strip().splitlines()[-1][:120]} |"
            else:
                yield row(size, how, json.loads(ended.stdout.splitlines()[-1]))


def put(page: Path, lines: list[str]) -> None:
    """Replace the table in a page."""
    text = page.read_text(encoding="utf-8")
    made = "\n".join([BEGIN, "", *lines, "", END])
    page.write_text(
        re.sub(re.escape(BEGIN) + ".*?" + re.escape(END), lambda _: made, text, flags=re.S),
        encoding="utf-8",
    )


def main() -> None:
    """Print the table, or measure one row of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", help=", ".join(SIZES))
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=JUDGED_ON[0])
    parser.add_argument("--how", action="append", choices=HOW)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--one", nargs=4, metavar=("SIZE", "HOW", "SEED", "SECONDS"))
    asked = parser.parse_args()
    if asked.one:
        size, how, seed, seconds = asked.one
        count_processor_time()  # of this process, which measures and ends
        print(json.dumps(measure(size, how, int(seed), float(seconds))))
        return
    sizes = asked.sizes or list(SIZES if asked.all else USUAL)
    load = os.getloadavg()[0]
    command = shlex.join(["python", "-m", "benchmarks", *sys.argv[1:]])
    said = f"`{command}`: seed {asked.seed}, {asked.seconds:g} seconds of the processor to state and search, {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores at a load of {load:.1f}."
    lines = [said, ""]
    print(said, flush=True)
    for line in table(sizes, asked.how or list(HOW), asked.seed, asked.seconds):
        print(line, flush=True)
        lines.append(line)
    if asked.out:
        put(asked.out, lines)


if __name__ == "__main__":
    main()
