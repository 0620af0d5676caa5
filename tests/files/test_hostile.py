"""Hostile files: refused in a sentence that names the trouble, or planned right, within 10 seconds
and 1 GB.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.files.hostile import FILES, PLACES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="measures a child as POSIX does")
SECONDS, MEGABYTES = 10.0, 1_000.0
TRIED = list(FILES) if os.environ.get("ORGPLAN_SLOW") else list(FILES)[::8]


# A child counts the memory of whoever forked it as its own: a small program forks in place of the
# tests, which may have grown.
MEASURE = """
import os, sys
child = os.fork()
if child == 0:
    sink = os.open(sys.argv[1], os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
    os.dup2(sink, 1)
    os.dup2(sink, 2)
    os.execv("/usr/bin/env", ["env", "timeout", "60", *sys.argv[2:]])
_, status, used = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def ended(folder: Path, *words: object) -> tuple[int, str, float, float]:
    """Exit code, what was said, seconds of work and the most megabytes of a run of its own, which
    has a minute.
    """
    said = folder / "said"
    command = [sys.executable, "-m", "orgplan", *map(str, words)]
    code, seconds, memory = subprocess.run(
        [sys.executable, "-S", "-c", MEASURE, said, *command],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return int(code), said.read_text(errors="replace"), float(seconds), float(memory) / unit


def judge(folder: Path, path: Path, said: str | None, where: str = "") -> None:
    out = folder / "out.xlsx"
    code, text, seconds, megabytes = ended(folder, "plan", path, "--out", out, "--quiet")
    assert "Traceback" not in text
    assert (seconds < SECONDS, megabytes < MEGABYTES) == (True, True), (seconds, megabytes)
    if said is None:
        assert code == 0, text
        assert ended(folder, "check", out, "--quiet")[0] == 0
    else:
        assert (code, out.exists()) == (3, False), text
        assert re.search(said, text), text
        assert where in text, text


def test_there_are_at_least_sixty() -> None:
    assert len(FILES) + len(PLACES) >= 60


@pytest.mark.slow
@pytest.mark.parametrize("name", TRIED)
def test_hostile_files(name: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.xlsx"
    path.write_bytes(FILES[name].make())
    judge(tmp_path, path, FILES[name].said, FILES[name].where)


@pytest.mark.slow
@pytest.mark.parametrize("name", PLACES)
def test_what_is_no_file_of_its_own(name: str, tmp_path: Path) -> None:
    make, said = PLACES[name]
    make(tmp_path / "hostile.xlsx")
    judge(tmp_path, tmp_path / "hostile.xlsx", said)
