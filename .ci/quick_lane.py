"""What an installed orgplan must do with whatever versions it got: doctor, then each sample and
case planned, checked and read back.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import orgplan as op
from orgplan.library import load_catalogue
from orgplan.library.samples import sample_names, samples_folder

ORGPLAN = Path(sys.executable).parent / "orgplan"
GAP = 1e-3


def call(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(ORGPLAN), *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )


def must(holds: bool, what: str, done: subprocess.CompletedProcess[str] | None = None) -> None:
    if not holds:
        sys.exit(f"FAILED: {what}" + (f"\n{done.stdout}{done.stderr}" if done else ""))


def sample(name: str) -> None:
    """Init, plan, check and read back a sample by the command line, from the wheel's own files
    alone.
    """
    book, out = Path(f"{name}.xlsx"), Path(f"{name}_plan.xlsx")
    done = call("init", book, "--sample", name)
    must(done.returncode == 0, f"init {name}", done)
    wanted = tomllib.loads((samples_folder() / name / "expected.toml").read_text(encoding="utf-8"))
    done = call("plan", book, "--out", out, "--json", "-", "--time-limit", 200, "--prove")
    if name == "impossible":
        must(done.returncode == 4 and not out.exists(), f"plan {name}", done)
        return
    must(done.returncode == 0, f"plan {name}", done)
    told = json.loads(done.stdout)
    parts = op.reopen(out).run.parts
    goals = {part.name: part.value for part in parts}
    doubtful = [part.name for part in parts if not (part.witness and part.witness.confirmed)]
    must(not doubtful, f"{name}: {', '.join(doubtful)} confirmed by a second solver")
    for goal, value in wanted["goals"].items():
        must(
            abs(goals[goal] - value)
            <= 1e-3 + (wanted.get("gap", GAP) * abs(value) if goal == "cost" else 0.0),
            f"{name}: {goal} {goals[goal]}",
        )
    done = call("check", out)
    must(done.returncode == 0, f"check {name}", done)
    must(isinstance(told, dict) and bool(told), f"{name}: --json - is an object")


def case(path: Path) -> None:
    """Plan a case in this process, write it, and read it back."""
    out = Path(f"{path.stem}_plan.xlsx")
    try:
        planned = op.plan(op.load(path), next_steps=False)
    except op.Impossible:
        return
    op.save(planned, out, overwrite=True)
    try:
        checked = op.check(out)
    except op.BadInput as error:
        sys.exit(f"FAILED: {path.stem}: what was written cannot be read back: {error}")
    must(
        checked.holds and checked.assessment.plan == planned.plan,
        f"{path.stem}: what was written reads back as it was: {checked.violations}",
    )


def main() -> None:
    began = time.perf_counter()
    must("site-packages" in op.__file__, f"the installed package is tested, not {op.__file__}")
    must(
        len(load_catalogue().roles) >= 20 and len(sample_names()) >= 7,
        "models and samples are inside the wheel",
    )
    done = call("doctor")
    print(done.stdout)
    fits = (0, 9) if sys.argv[2:] else (0,)  # of versions that are not allowed it says so
    must(done.returncode in fits, "doctor", done)
    for name in sample_names():
        sample(name)
    cases = sorted((samples_folder() / "cases").glob("*.xlsx"))
    must(len(cases) > 20, "cases are inside the wheel")
    if not os.environ.get("ORGPLAN_SLOW"):  # the two lanes share them: each file is tried in one
        cases = cases[int(sys.argv[1] == "newest") :: 2]
    for path in cases:
        case(path)
    print(
        f"{' '.join(sys.argv[1:])}: {len(sample_names())} samples, {len(cases)} cases: planned,"
        f" checked, read back in {time.perf_counter() - began:.0f} s"
    )


main()
