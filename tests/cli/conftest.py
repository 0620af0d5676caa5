"""The command line run in this process, as a user would call it."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from orgplan.cli import main as entry


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Call with the arguments that follow ``orgplan``; gives the exit code and what was printed to
    both streams.
    """

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["orgplan", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            entry()
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    return call
