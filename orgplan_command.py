"""The command `orgplan` as it is installed: it hears Ctrl-C before anything large is imported.

It stands outside the package, since whatever is imported from a package imports all of it first,
which takes a second or more.
"""

from __future__ import annotations

import os
import signal
from types import FrameType

SAID = {
    "SIGINT": "Stopped by Ctrl-C",
    "SIGTERM": "Stopped (SIGTERM)",
    "SIGHUP": "Stopped because the terminal was closed",
}


def main() -> None:
    """Run the command line."""
    for name in SAID.keys() & signal.Signals.__members__.keys():
        number = signal.Signals[name]
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)
    from orgplan.cli import main as run

    run()


def _stop(number: int, frame: FrameType | None) -> None:
    """End at once: nothing was begun."""
    said = f"{SAID[signal.Signals(number).name]}. Nothing was written.\n"
    os.write(2, said.encode())
    os._exit(128 + number)
