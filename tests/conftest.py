"""Every test begins in English, whatever workbook the one before has read."""

from __future__ import annotations

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
