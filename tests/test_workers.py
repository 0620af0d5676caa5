"""Work that is shared: the same endings wherever it is done, and a word where it cannot be."""

from __future__ import annotations

import pytest

import orgplan as op
from orgplan.workers import Workers


@pytest.mark.parametrize("processes", [1, 2])
def test_all_that_is_asked_is_done(processes: int) -> None:
    with Workers("op.plan", processes) as workers:
        assert sorted(workers.done(abs, [-3, 2, -1])) == [1, 2, 3]
        assert sorted(workers.done(abs, [])) == []


@pytest.mark.parametrize("processes", [1, 2])
def test_processes_that_were_started_before_do_the_same_work(processes: int) -> None:
    with Workers("op.plan", processes) as workers:
        workers.start(abs)
        assert sorted(workers.done(abs, [-3, 2, -1])) == [1, 2, 3]


def test_what_cannot_work_is_said_before_anything_is_done() -> None:
    with pytest.raises(op.BadArgument, match="processes=0"):
        Workers("op.plan", 0)
    with pytest.raises(op.BadArgument, match=r"op\.plan: cluster='nowhere'"):
        Workers("op.plan", cluster="nowhere").__enter__()


def test_only_work_done_elsewhere_counts_as_several() -> None:
    assert not Workers("op.plan").several
    assert Workers("op.plan", 2).several
    assert Workers("op.plan", cluster="tcp://planner:8786").several
