"""What goes to which stream, in whatever encoding a terminal has."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import orgplan as op
from orgplan.domain.needs import NeedKind
from orgplan.domain.teams import Team
from tests.constraints.small import need, person, small

SAMPLES = Path(__file__).parents[2] / "sample_orgs"
CHINESE = SAMPLES / "chinese_team" / "chinese_team.xlsx"


@pytest.fixture(scope="module")
def chinese(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest organisation with names that no code page of the West has: one more is
    needed.
    """
    path = tmp_path_factory.mktemp("input") / "组织.xlsx"
    asked = need("s", 2, 2, kind=NeedKind.HOLDERS)
    op.save(
        small(person("王伟", team="前端组", s=3), needs=(asked,), teams=(Team(id="前端组"),)), path
    )
    return path


def call(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command line in a process of its own, where also what C code prints is seen."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "LANG", "PYTHONIOENCODING", "PYTHONUTF8"))
    }
    command = [sys.executable, "-m", "orgplan", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, timeout=120, env={**kept, **environment}, check=False
    )


def test_json_on_standard_output_is_all_that_stands_there(tmp_path: Path, chinese: Path) -> None:
    out = tmp_path / "plan.xlsx"
    done = call("plan", chinese, "--out", out, "--json", "-", PYTHONIOENCODING="latin-1")
    assert done.returncode == 0
    told = json.loads(done.stdout.decode("utf-8"))
    assert told["status"] == op.reopen(out).status
    assert b"Wrote " in done.stderr
    assert not (Path.cwd() / "-").exists()


@pytest.mark.parametrize("debug", ["", "1"])
def test_what_fails_once_more_when_it_is_forgotten_is_no_second_line(debug: str) -> None:
    """As a file on a full disk does, which is closed when it is forgotten."""
    script = """
from orgplan.cli.shared.endings import endings
class Draft:
    def __del__(self):
        raise OSError(28, "No space left on device")
with endings():
    Draft()
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"ORGPLAN_DEBUG": debug},
    )
    assert done.returncode == 0
    assert ("No space left on device" in done.stderr) == bool(debug)
    assert debug or not done.stderr


def test_json_of_what_is_impossible_stands_alone_too(tmp_path: Path) -> None:
    done = call(
        "plan",
        SAMPLES / "impossible" / "impossible.xlsx",
        "--out",
        tmp_path / "plan.xlsx",
        "--json",
        "-",
        "--quiet",
    )
    assert done.returncode == 4
    assert json.loads(done.stdout)["status"] == "infeasible"
    assert b"Infeasible as requested" in done.stderr


def test_quiet_prints_nothing_at_all(tmp_path: Path, chinese: Path) -> None:
    """Not even the solver's own two lines, which C code prints past Python."""
    done = call("plan", chinese, "--out", tmp_path / "plan.xlsx", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C"},
    ],
    ids=str,
)
def test_any_encoding_prints_or_replaces(
    tmp_path: Path, chinese: Path, environment: dict[str, str]
) -> None:
    out = tmp_path / "plan.xlsx"
    done = call("plan", chinese, "--out", out, **environment)
    assert done.returncode == 0, done.stderr
    assert b"Wrote " in done.stdout
    assert b"hire dev" in done.stdout
    assert b"???" in done.stdout or "前端组".encode() in done.stdout
    assert out.is_file()
    again = call("check", out, **environment)
    assert again.returncode == 0, again.stderr
    assert b"checked without the solver" in again.stdout


def test_the_solvers_banner_is_swallowed_and_standard_output_comes_back() -> None:
    """A stand-in for HiGHS 1.16, which prints as it is made: with any version the guard is
    tried.
    """
    code = (
        "import os, highspy\nfrom orgplan.solver.solvers import quiet\nreal = highspy.Highs\ndef"
        " loud():\n    os.write(1, b'banner' if not made else b''); made.append(1); return"
        " real()\nmade = []\nquiet.highspy.Highs = loud\nquiet.quiet_highs(); print('after',"
        " flush=True); quiet.quiet_highs(); print(len(made))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, timeout=60, check=False
    )
    assert done.stdout == b"after\n3\n", done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
@pytest.mark.parametrize("words", [["roles", "list"], ["plan", "--json", "-"]], ids=str)
def test_a_reader_who_has_enough_ends_the_run_without_a_word(
    tmp_path: Path, words: list[str]
) -> None:
    more = [str(CHINESE), "--out", str(tmp_path / "plan.xlsx")] if words[0] == "plan" else []
    child = subprocess.Popen(
        [sys.executable, "-m", "orgplan", *words, *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    said = child.stderr.read()
    child.stderr.close()
    assert child.wait(timeout=120) == 141
    assert b"rror" not in said


def test_a_workbook_that_may_not_be_read_is_bad_input(tmp_path: Path) -> None:
    book = tmp_path / "plan.xlsx"
    book.write_bytes(b"")
    book.chmod(0)
    done = call("check", book)
    assert done.returncode == 3
    assert b"plan.xlsx: 1 fault" in done.stderr
