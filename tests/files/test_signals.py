"""Runs that are stopped at any moment: the old file or the new one, one line, and nothing of ours left behind."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[2] / "sample_orgs" / "tight_budget" / "tight_budget.xlsx"
KILLS = 50 if os.environ.get("ORGPLAN_SLOW") else 6
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
# What is left out of the run is the search: the plan is made once, and the signal comes while it is
# written, again and again.
WRITES = """
import sys, orgplan as op
from orgplan.cli.endings import endings
planned = op.plan(op.load(sys.argv[1]), time_limit=20, explain_next_steps=False)
with endings():
    print("ready", flush=True)
    while True:
        op.save(planned, sys.argv[2], overwrite=True)
"""


@pytest.mark.slow
def test_stopped_while_writing(tmp_path: Path) -> None:
    place, out = tmp_path / "tmp", tmp_path / "out" / "plan.xlsx"
    place.mkdir()
    out.parent.mkdir()
    rng = random.Random(20261129)
    environment = os.environ | {"TMPDIR": str(place)}
    for number in range(KILLS):
        out.write_bytes(b"old")
        kind = (signal.SIGTERM, signal.SIGINT, signal.SIGKILL)[number % 3]
        child = subprocess.Popen(
            [sys.executable, "-c", WRITES, str(SAMPLE), str(out)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(rng.uniform(0, 1.5))
        child.send_signal(kind)
        _, said = child.communicate(timeout=30)
        assert out.read_bytes() == b"old" or zipfile.ZipFile(out).testzip() is None
        if kind is signal.SIGKILL:
            assert child.returncode == -kind
            swept = "from pathlib import Path; import sys; from orgplan import temporary as t; t.sweep(t.place()); t.sweep(Path(sys.argv[1]))"
            subprocess.run(
                [sys.executable, "-c", swept, str(out.parent)],
                env=environment,
                check=True,
                timeout=60,
            )
        else:
            assert (child.returncode, len(said.splitlines())) == (128 + kind, 1), said
        assert list(place.iterdir()) == []
        assert list(out.parent.iterdir()) == [out]
