"""Every test begins in English, whatever workbook the one before has read, and Ctrl-C is heard."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from orgplan.language import SOURCE, choose, speak


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    choose(None)
    speak(SOURCE)
    yield
    choose(None)
    speak(SOURCE)


def pytest_configure() -> None:
    """A shell starts what runs in its background with Ctrl-C ignored, and programs that tests start inherit that."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
