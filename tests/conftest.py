"""Every test begins in English, whatever workbook the one before has read, and Ctrl-C is heard."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

from orgplan.language import SOURCE, choose, speak


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    choose(None)
    speak(SOURCE)
    yield
    choose(None)
    speak(SOURCE)


def pytest_configure() -> None:
    """Generated examples are the same in every run, new ones in the long run of the tests; and
    Ctrl-C is heard.

    A shell starts what runs in its background with Ctrl-C ignored, and programs that tests start
    inherit that.
    """
    settings.register_profile("same", derandomize=True)
    settings.load_profile("default" if os.environ.get("ORGPLAN_SLOW") else "same")
    signal.signal(signal.SIGINT, signal.default_int_handler)
