"""One table of what planning takes and reaches: ``python -m benchmarks [SIZE ...] [--seconds 60]
[--seed 101 ...] [--search-only] [--all] [--out docs/benchmarks.md]``.

For each size: the model, seconds of each phase, and what the search proves; the same search by
HiGHS alone (no small solves, nobody planned together), by SCIP alone, by HiGHS on the plain model
(without the rows that say what a shortfall comes to in whole heads), and by PuLP as it is (its
problem of the plain model, goal after goal, by its own driver of HiGHS, which tells no bound), one
after the other in one run. Seconds are those of the processor, the limit of the search too, since a
loaded machine makes those of the clock mean little. Every measure has a process of its own, for its
peak memory is read. The search for reasons has as long as the search for a plan, and no longer. The
primal integral says how early good plans were there. With ``--search-only`` nothing follows the
search. With ``--out`` the table replaces the one in the page.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import resource
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pulp

import orgplan as op
from benchmarks.processor import count_processor_time
from benchmarks.shapes import JUDGED_ON, SIZES, USUAL
from orgplan.analysis.assessment import Assessment
from orgplan.constraints.model import Linear
from orgplan.deadline import Deadline
from orgplan.domain import Key
from orgplan.objectives import goals_of
from orgplan.solver import neighbourhood_search
from orgplan.solver.build import build
from orgplan.solver.outcome import relative_gap
from orgplan.solver.solve import SHARES, Solution, _Goals, solve
from orgplan.solver.solvers.lp import Model, is_whole

Link = Callable[[Model, str, Key, Linear, float], None]
HOW = ("orgplan", "HiGHS alone", "SCIP alone", "HiGHS, plain model", "PuLP alone")
PLAIN = HOW[-2:]  # without rows that only make the relaxation tighter
SAME = 1e-6  # by which values of two ways may differ and be the same
PHASES = ("read", "state", "solve", "judge", "why", "write")
SHOWN = ("must_shortfall", "should_shortfall", "cost")
HEADER = (
    "size", "how", "columns / whole / rows", *PHASES, "of the clock", "peak MB", "must", "should",
    "cost", "gap of the cost", "primal integral",
)  # fmt: skip
BEGIN, END = "<!-- table: python -m benchmarks -->", "<!-- end of table -->"


def measure(
    size: str, how: str, seed: int, seconds: float, *, search_only: bool = False
) -> dict[str, Any]:
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
        if how in PLAIN:
            Model.link = _without_rounding  # type: ignore[method-assign]
        reported: list[float] = []
        seen: list[tuple[str, float, float]] = []
        before = time.process_time()

        def progress(_what: str, _share: float) -> None:
            reported.append(time.process_time() - before)

        def tell(goals: _Goals, name: str, value: float, bound: float) -> None:
            seen.append((name, time.process_time() - before, value))
            announce(goals, name, value, bound)

        announce = _Goals._tell
        _Goals._tell = tell  # type: ignore[method-assign]

        solver = "scip" if how == "SCIP alone" else "highs"
        if how == "PuLP alone":
            return _by_pulp(org, seconds, spent, began)
        found = solve(org, time_limit=seconds, solver=solver, progress=progress)
        # It hears that the model is being stated, and then what is done with it.
        spent["state"] = reported[1] if len(reported) > 1 else time.process_time() - before
        spent["solve"] = time.process_time() - before - spent["state"]
        if how == HOW[0] and found.plan is not None and not search_only:
            assessment = Assessment(org, found.plan, Deadline(seconds))
            for phase, work in _afterwards(assessment, Path(folder) / "plan.xlsx"):
                with clock(spent, phase):
                    work()
        spent["clock"] = time.monotonic() - began
    return {
        "spent": spent,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "seen": seen,
    } | _reached(found)


def _by_pulp(
    org: op.Organisation, seconds: float, spent: dict[str, float], began: float
) -> dict[str, Any]:
    """Goals in their order by PuLP's own driver, each held at the value found, with the shares of
    the time that a search gives them.
    """
    with clock(spent, "state"):
        built = build(org)
    seen: list[tuple[str, float, float]] = []
    parts: dict[str, tuple[float, float, float]] = {}
    held: dict[str, tuple[Linear, float]] = {}
    goals = goals_of(org)
    for number, goal in enumerate(goals):
        shares = [SHARES.get(one.NAME, 1.0) for one in goals[number:]]
        left = max(seconds - sum(spent.get(phase, 0.0) for phase in ("state", "solve")), 0.1)
        before = time.process_time()
        terms = goal.terms(org, built.x, built.model.shortfalls)
        problem = built.model.problem(terms, held)
        problem.solve(pulp.HiGHS(msg=False, timeLimit=left * shares[0] / sum(shares), threads=1))
        spent["solve"] = spent.get("solve", 0.0) + time.process_time() - before
        if problem.sol_status not in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible):
            break
        value = float(problem.objective.value())
        seen.append((goal.NAME, spent["state"] + spent["solve"], value))
        parts[goal.NAME] = value, -math.inf, math.inf
        held[goal.NAME] = terms, value + goal.SLIP
    spent["clock"] = time.monotonic() - began
    columns = built.model.columns
    return {
        "spent": spent,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "seen": seen,
        "size": (len(columns), sum(map(is_whole, columns)), len(built.model.constraints)),
        "parts": parts,
    }


def best_of(found: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """The best end of each goal, among those that ended as well as the best on the goals before
    it.
    """
    best: dict[str, float] = {}
    rivals = [ended for one in found if SHOWN[0] in (ended := _ends(one))]
    for name in SHOWN:
        best[name] = min((ended.get(name, math.inf) for ended in rivals), default=math.inf)
        rivals = [ended for ended in rivals if not _distance(ended.get(name, math.inf), best[name])]
    return best


def primal_integral(found: Mapping[str, Any], best: Mapping[str, float]) -> float:
    """Seconds of the search for musts, shoulds and cost, each weighed by how far the plan in hand
    was from the best end of the goal of the time.

    Without a plan, and after an earlier goal that ended worse, a second counts whole. Berthold,
    "Measuring the impact of primal heuristics", Operations Research Letters 41 (2013).
    """
    ended, total, worse = _ends(found), 0.0, False
    ends = [
        *(moment for _, moment, _ in found["seen"][1:]),
        sum(found["spent"][phase] for phase in ("state", "solve")),
    ]
    for (name, moment, value), until in zip(found["seen"], ends, strict=True):
        if name in SHOWN:
            before = SHOWN[: SHOWN.index(name)]
            worse = any(_distance(ended.get(goal, math.inf), best[goal]) for goal in before)
            total += (until - moment) * (1.0 if worse else _distance(value, best[name]))
    return total


def _ends(found: Mapping[str, Any]) -> dict[str, float]:
    return {name: part[0] for name, part in found["parts"].items()}


def _distance(value: float, best: float) -> float:
    """How far a value is from the best one, 0-1."""
    if not (math.isfinite(value) and math.isfinite(best)):
        return 1.0
    apart = abs(value - best) / max(abs(value), abs(best), 1e-9)
    return 0.0 if apart < SAME else min(1.0, apart)


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


def row(size: str, how: str, found: Mapping[str, Any], best: Mapping[str, float]) -> str:
    """One line of the table."""
    spent, parts = found["spent"], found["parts"]
    columns, whole, rows = found["size"]
    seconds = [f"{spent[phase]:.1f}" if phase in spent else "" for phase in PHASES]
    goals = [_goal(parts.get(name)) for name in SHOWN]
    bounded = "cost" in parts and math.isfinite(parts["cost"][2])
    gap = f"{parts['cost'][2]:.2%}" if bounded else ""
    cells = [
        size, how, f"{columns:,} / {whole:,} / {rows:,}", *seconds, f"{spent['clock']:.0f}",
        f"{found['memory']:.0f}", *goals, gap, f"{primal_integral(found, best):.1f}",
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _goal(part: tuple[float, float, float] | None) -> str:
    """Value, and the bound where that is another."""
    if part is None:
        return "no plan"
    value, bound, gap = part
    proven = gap < SAME or math.isinf(bound)
    return f"{value:,.6g}" if proven else f"{value:,.6g}, {bound:,.6g}"


def table(
    sizes: list[str], hows: list[str], seed: int, seconds: float, *more: str
) -> Iterator[str]:
    """The table, line by line as it is measured."""
    yield f"| {' | '.join(HEADER)} |"
    yield "|" + "---|" * len(HEADER)
    for size in sizes:
        measured: dict[str, Mapping[str, Any]] = {}
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
                *more,
            ]
            ended = subprocess.run(command, capture_output=True, text=True, check=False)
            if ended.returncode:
                yield f"| {size} | {how} | failed: {ended.stderr.strip().splitlines()[-1][:120]} |"
            else:
                measured[how] = json.loads(ended.stdout.splitlines()[-1])
        best = best_of(measured.values())
        yield from (row(size, how, found, best) for how, found in measured.items())


def put(page: Path, lines: list[str]) -> None:
    """Replace the table in a page."""
    text = page.read_text(encoding="utf-8")
    made = "\n".join([BEGIN, "", *lines, "", END])
    page.write_text(
        re.sub(re.escape(BEGIN) + ".*?" + re.escape(END), lambda _: made, text, flags=re.S),
        encoding="utf-8",
    )


def _size(text: str) -> str:
    """A size by its name, with an x for the sign too."""
    name = text.replace(" x ", " × ")
    if name not in SIZES:
        raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(SIZES)}")
    return name


def _seconds(text: str) -> float:
    """A time limit."""
    seconds = float(text)
    if not 0 < seconds < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is no number of seconds above 0")
    return seconds


def main() -> None:
    """Print the table, or measure one row of it."""
    parser = argparse.ArgumentParser(description="What planning takes and reaches, as a table.")
    say = parser.add_argument
    say("sizes", nargs="*", type=_size, metavar="SIZE", help=", ".join(SIZES))
    say("--seconds", type=_seconds, default=60, help="of the processor, to state and search")
    say("--seed", type=int, nargs="+", default=list(JUDGED_ON[:1]), help="of the organisations")
    say("--search-only", action="store_true", help="without judging, reasons and writing")
    say("--how", action="append", choices=HOW, help="one way, or several; all if left out")
    say("--all", action="store_true", help="every size, in place of the usual ones")
    say("--out", type=Path, help="page whose table is replaced")
    say("--one", nargs=4, metavar=("SIZE", "HOW", "SEED", "SECONDS"), help="one row, as JSON")
    asked = parser.parse_args()
    if asked.one:
        size, how, seed, seconds = asked.one
        count_processor_time()  # of this process, which measures and ends
        found = measure(size, how, int(seed), float(seconds), search_only=asked.search_only)
        print(json.dumps(found))
        return
    sizes = asked.sizes or list(SIZES if asked.all else USUAL)
    load = os.getloadavg()[0]
    command = shlex.join(["python", "-m", "benchmarks", *sys.argv[1:]])
    sentence = (
        f"`{command}`: seed {', '.join(map(str, asked.seed))}, {asked.seconds:g} seconds of the"
        f" processor to state and search, {datetime.now(UTC):%Y-%m-%d}, "
        f"{os.cpu_count()} cores at a load of {load:.1f}."
    )
    lines = [sentence, ""]
    print(sentence, flush=True)
    more = ["--search-only"] if asked.search_only else []
    for seed in asked.seed:
        for line in table(sizes, asked.how or list(HOW), seed, asked.seconds, *more):
            print(line, flush=True)
            lines.append(line)
    if asked.out:
        put(asked.out, lines)


if __name__ == "__main__":
    main()
