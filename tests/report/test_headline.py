"""What the first sentences say of a single need, by whether it is missed with the plan and without it."""

from __future__ import annotations

import pytest

from orgplan.report.headline import _one_need


@pytest.mark.parametrize(
    ("missed", "missed_without", "said"),
    [
        (1, 1, "The one need that must be met stays open."),
        (
            0,
            1,
            "The plan meets the one need that must be met; without it that need would stay open.",
        ),
        (0, 0, "The one need that must be met is met, with the plan and without it."),
    ],
)
def test_one_need(missed: int, missed_without: int, said: str) -> None:
    assert _one_need(missed, missed_without) == said
