"""Runs that are stopped at any moment: the old file or the new one, one line, and nothing of ours
left behind.
"""

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
# What is left out of each run is the search: the plan is made once, and every run is a fork that
# writes it again and again until the signal comes.
HELPER = """
import os, sys, time, orgplan as op
from pathlib import Path
from orgplan import temporary
from orgplan.cli.shared.endings import endings
planned = op.plan(op.load(sys.argv[1]), time_limit=20, next_steps=False)
began = time.monotonic()
op.save(planned, sys.argv[2])
print(time.monotonic() - began, flush=True)
for line in sys.stdin:
    temporary._swept.clear()
    child = os.fork()
    if child:
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    elif line == "write\\n":
        os.dup2(os.open(sys.argv[3], os.O_CREAT | os.O_TRUNC | os.O_WRONLY), 2)
        with endings():
            print(os.getpid(), flush=True)
            while True:
                op.save(planned, sys.argv[2], overwrite=True)
    else:
        temporary.sweep(temporary.place())
        temporary.sweep(Path(sys.argv[2]).parent)
        os._exit(0)
"""

# Imports are stopped at their first line, as whoever has called the wrong command does.
STARTING = """
import os, signal, sys
signal.signal(int(sys.argv[1]), signal.SIG_DFL)  # whoever runs the tests may have it ignored, as nohup does
class Stop:
    def find_spec(self, name, path=None, target=None):
        if name == "orgplan":
            os.kill(os.getpid(), int(sys.argv[1]))
sys.meta_path.insert(0, Stop())
import orgplan_command
orgplan_command.main()
"""  # noqa: E501


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (signal.SIGINT, "Stopped by Ctrl-C."),
        (signal.SIGTERM, "Stopped (SIGTERM)."),
        (signal.SIGHUP, "Stopped because the terminal was closed."),
    ],
)
def test_stopped_before_it_has_begun(number: int, said: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", STARTING, str(int(number))],
        capture_output=True,
        text=True,
        cwd=SAMPLE.parents[2],
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (128 + number, "")
    assert ended.stderr == f"{said} Nothing was written.\n"


UNHEARD = """
import os, signal, time
from orgplan import temporary
from orgplan.cli.shared.endings import endings
signal.signal(signal.Signals[{name!r}], signal.SIG_DFL)  # a shell has it ignored in the background
with endings(), temporary.folder() as folder:
    print(folder, flush=True)
    os.kill(os.getpid(), signal.Signals[{name!r}])
    time.sleep(20)
"""


@pytest.mark.parametrize(
    "name", [one for one in ("SIGQUIT", "SIGXCPU", "SIGUSR1") if one in signal.Signals.__members__]
)
def test_signals_that_are_seldom_sent_leave_nothing_either(name: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", UNHEARD.format(name=name)],
        capture_output=True,
        text=True,
        cwd=SAMPLE.parents[2],
        check=False,
    )
    assert ended.returncode == 128 + signal.Signals[name]
    assert ended.stderr == f"Stopped ({name}). Nothing was written.\n"
    assert not Path(ended.stdout.strip()).exists()


TWICE = """
import os, signal, time
from orgplan.cli.shared.endings import endings
end = os._exit
os._exit = lambda code: (os.kill(os.getpid(), signal.SIGTERM), time.sleep(0.1), end(code))
with endings():
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(20)
"""


def test_a_signal_that_comes_again_on_the_way_out_says_nothing_more() -> None:
    """The watcher sends what it heard to the main thread, which may have answered it just
    before.
    """
    ended = subprocess.run(
        [sys.executable, "-c", TWICE], capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode == 143
    assert ended.stderr == "Stopped (SIGTERM). Nothing was written.\n"


SHARING = """
import os, signal, time, joblib
from orgplan.cli.shared.endings import endings
with endings():
    for done in joblib.Parallel(2, return_as="generator")(joblib.delayed(time.sleep)(n) for n in (0, 60)):
        os.kill(os.getpid(), signal.SIGTERM)
"""  # noqa: E501


def test_stopped_while_others_share_the_work() -> None:
    """What clears up behind them says nothing: there is one line all the same."""
    ended = subprocess.run(
        [sys.executable, "-c", SHARING],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={name: value for name, value in os.environ.items() if name != "PYTHONWARNINGS"},
    )
    assert ended.returncode == 143
    assert ended.stderr == "Stopped (SIGTERM). Nothing was written.\n"


@pytest.mark.slow
def test_stopped_while_writing(tmp_path: Path) -> None:
    place, out, said = tmp_path / "tmp", tmp_path / "out" / "plan.xlsx", tmp_path / "said"
    place.mkdir()
    out.parent.mkdir()
    rng = random.Random(20261129)
    helper = subprocess.Popen(
        [sys.executable, "-c", HELPER, str(SAMPLE), str(out), str(said)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"TMPDIR": str(place)},
    )

    def ask(what: str) -> int:
        assert helper.stdin is not None
        assert helper.stdout is not None
        helper.stdin.write(f"{what}\n")
        helper.stdin.flush()
        return int(helper.stdout.readline())

    def ended() -> int:
        assert helper.stdout is not None
        return int(helper.stdout.readline())

    assert helper.stdout is not None
    seconds = float(helper.stdout.readline())
    new = 0
    for number in range(KILLS):
        out.write_bytes(b"old")
        kind = (signal.SIGTERM, signal.SIGINT, signal.SIGKILL)[number % 3]
        process = ask("write")
        time.sleep(rng.uniform(0, 2 * seconds))
        os.kill(process, kind)
        code = ended()
        if out.read_bytes() != b"old":
            new += 1
            assert zipfile.ZipFile(out).testzip() is None
        if kind is signal.SIGKILL:
            assert code == -kind
            assert ask("sweep") == 0
        else:
            text = said.read_text(encoding="utf-8")
            assert (code, len(text.splitlines())) == (128 + kind, 1), text
        assert list(place.iterdir()) == []
        assert list(out.parent.iterdir()) == [out]
    assert helper.stdin is not None
    helper.stdin.close()
    assert helper.wait(timeout=60) == 0
    assert new  # else all were stopped before they had written anything
