"""Spoilt samples: refused with faults, or carried through plan, write and check; never an exception of another kind, never a hang.

A small share always runs; ``ORGPLAN_SLOW=1`` tries all 2,000.
"""

from __future__ import annotations

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
HANG = 120  # seconds after which a run counts as one that hangs
Outcomes = Counter[str]


@contextmanager
def bounded(name: str) -> Iterator[None]:
    def late(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"{name} hangs")

    if sys.platform == "win32":
        yield
        return
    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(HANG)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def ended(number: int, path: Path, out: Path) -> str:
    """How a workbook ends, as by the command line, in this process; every other one that is read is carried on to the end."""
    try:
        loaded = op.read(path)
    except op.BadInput as error:
        whole = all(fault.said and fault.wanted and fault.mend for fault in error.faults)
        return "refused" if error.faults and whole else "refused without a word"
    if number % 2:
        return "read"
    try:
        planned = op.plan(loaded.org, time_limit=SECONDS, source=loaded, explain_next_steps=False)
    except op.Impossible as error:
        return "impossible" if error.lines else "impossible without a word"
    except NoPlan:
        return "no plan in time"
    op.save(planned, out, overwrite=True)
    checked = op.check(out)
    assert checked.holds, [*checked.new_violations, *checked.differences]
    assert checked.assessment.plan == planned.plan
    return "carried"


@pytest.fixture(scope="module")
def outcomes() -> Outcomes:
    return Counter()


@pytest.mark.slow
@pytest.mark.parametrize("part", SHARE)
def test_spoilt_samples(part: int, tmp_path: Path, outcomes: Outcomes) -> None:
    path, out = tmp_path / "spoilt.xlsx", tmp_path / "plan.xlsx"
    wrong = []
    for number in range(part, ALL, PARTS) if len(SHARE) > 1 else range(0, ALL, 67):
        what = spoil(number, path)
        try:
            with bounded(what):
                outcomes[ended(number, path, out)] += 1
        except Exception as error:  # noqa: BLE001 - any is a finding, and the next ones are wanted too
            wrong.append(f"{what}: {type(error).__name__}: {error}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
def test_enough_were_carried_to_the_end(outcomes: Outcomes) -> None:
    assert set(outcomes) <= {"refused", "read", "carried", "impossible", "no plan in time"}
    if len(SHARE) == PARTS and sum(outcomes.values()) == ALL:
        assert outcomes["carried"] >= CARRIED, outcomes
        assert outcomes["refused"] >= CARRIED, outcomes  # else the mutations are too tame
    else:
        assert outcomes["carried"] >= 3, outcomes


def test_every_kind_of_mutation_is_tried() -> None:
    assert {kind for number in range(0, ALL, 5) for kind in drawn(number)[2]} == set(KINDS)
