"""Spoilt samples: refused with faults, or carried through plan, write and check; never an exception
of another kind, never a hang.

A small share always runs; ``ORGPLAN_SLOW=1`` tries all 2,000.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

import orgplan as op
from orgplan.api import NoPlan
from tests.files.spoilt import KINDS, drawn, spoil

ALL, CARRIED = 2_000, 500
PARTS = 40
SHARE = range(PARTS) if os.environ.get("ORGPLAN_SLOW") else range(1)
SECONDS = 3.0  # of search; where it does not suffice, the best plan so far is carried on
HANG = 120  # seconds of the processor after which a run counts as one that hangs
WAIT = 900  # and of the clock, which a loaded machine may need
Outcomes = Counter[str]


@contextmanager
def bounded(name: str) -> Iterator[None]:
    def late(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"{name} hangs")

    if sys.platform == "win32":
        yield
        return
    before = [(one, signal.signal(one, late)) for one in (signal.SIGPROF, signal.SIGALRM)]
    signal.setitimer(signal.ITIMER_PROF, HANG)
    signal.alarm(WAIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)
        for one, handler in before:
            signal.signal(one, handler)


def ended(number: int, path: Path, out: Path) -> str:
    """How a workbook ends, as by the command line, in this process; every other one that is read is
    carried on to the end.
    """
    try:
        loaded = op.read(path)
    except op.BadInput as error:
        whole = all(fault.found and fault.expected and fault.fix for fault in error.faults)
        return "refused" if error.faults and whole else "refused without a word"
    if number % 2:
        return "read"
    try:
        planned = op.plan(loaded.org, time_limit=SECONDS, source=loaded, next_steps=False)
    except op.Impossible as error:
        return "impossible" if error.lines else "impossible without a word"
    except NoPlan:
        return "no plan in time"
    op.save(planned, out, overwrite=True)
    checked = op.check(out)
    assert checked.holds, [*checked.new_violations, *checked.differences]
    assert checked.assessment.plan == planned.plan
    return "carried"


def of_all_parts(part: int, own: Outcomes, base: Path) -> Outcomes | None:
    """Outcomes of all parts together, whichever process tried them; ``None`` before the last part
    has ended.
    """
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "spoilt outcomes"
    folder.mkdir(exist_ok=True)
    draft = folder / f"{part}.draft"
    draft.write_text(json.dumps(own), encoding="utf-8")
    draft.replace(folder / f"{part}.json")  # at once: nobody reads half of it
    written = list(folder.glob("*.json"))
    if len(written) < len(SHARE):
        return None
    return sum((Counter(json.loads(one.read_text(encoding="utf-8"))) for one in written), Counter())


@pytest.mark.slow
@pytest.mark.parametrize("part", SHARE)
def test_spoilt_samples(
    part: int, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """None ends in another way, and enough are carried to the end: the part that ends last counts
    those of all.
    """
    path, out = tmp_path / "spoilt.xlsx", tmp_path / "plan.xlsx"
    wrong, outcomes = [], Outcomes()
    for number in range(part, ALL, PARTS) if len(SHARE) > 1 else range(0, ALL, 67):
        what = spoil(number, path)
        try:
            with bounded(what):
                outcomes[ended(number, path, out)] += 1
        except Exception as error:  # noqa: BLE001 - any is a finding, and the next ones are wanted too
            wrong.append(f"{what}: {type(error).__name__}: {error}")
    together = of_all_parts(part, outcomes, tmp_path_factory.getbasetemp())
    assert not wrong, "\n".join(wrong)
    assert set(outcomes) <= {"refused", "read", "carried", "impossible", "no plan in time"}
    if len(SHARE) == 1:
        assert outcomes["carried"] >= 3, outcomes
    elif together is not None:
        assert together["carried"] >= CARRIED, together
        assert together["refused"] >= CARRIED, together  # else the mutations are too tame


def test_every_kind_of_mutation_is_tried() -> None:
    assert {kind for number in range(0, ALL, 5) for kind in drawn(number)[2]} == set(KINDS)
