"""What the first sentences say of a single must, by whether it is missed with the plan and without
it.
"""

from __future__ import annotations

import pytest

from orgplan.analysis.assessment import Assessment
from orgplan.report.headline import headline
from orgplan.report.musts import _one_must
from tests.report.test_versions import approved


@pytest.mark.parametrize(
    ("short_ones", "short_without", "said"),
    [
        (1, 1, "The one must stays open."),
        (
            0,
            1,
            "The plan meets the one must; without it that must would stay open.",
        ),
        (0, 0, "The one must is met, with the plan and without it."),
    ],
)
def test_one_must(short_ones: int, short_without: int, said: str) -> None:
    assert _one_must(short_ones, short_without) == said


@pytest.mark.parametrize(
    ("fiscal_year_start", "said"),
    [
        (1, "93,500 EUR in FY2027, 132,000 a year after that."),
        (4, "5,500 EUR in FY2026, 88,000 in the rest of the horizon, 132,000 a year after that."),
    ],
)
def test_a_fiscal_year_that_soon_ends_does_not_stand_for_the_plan(
    fiscal_year_start: int, said: str
) -> None:
    """Two seats at 5,500 a month, from March and from June on: ten and seven months, of which one
    is over by April.
    """
    plan = approved()
    calendar = plan.org.calendar.replace(fiscal_year_start=fiscal_year_start)
    first, *_ = headline(Assessment(plan.org.replace(calendar=calendar), plan.plan))
    assert first == f"We ask for 2 hires: {said}"
