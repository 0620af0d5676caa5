"""What a stopped search has proven, said goal by goal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orgplan.analysis.assessment import Assessment
from orgplan.constraints.model.linear import Linear
from orgplan.language import speaking
from orgplan.report.optimality import gap_in_words, how_it_ended
from orgplan.solver.outcome import Status
from orgplan.solver.solve import GoalPart
from orgplan.solver.solvers.lp import Model, floor_of
from tests.report.organisations import rich_organisation, rich_plan, run_of


def ended(status: Status, *parts: GoalPart) -> str:
    org = rich_organisation()
    return how_it_ended(
        replace(run_of(Assessment(org, rich_plan(org))), status=status, parts=parts)
    )


def test_goals_that_are_proven_stand_apart_from_the_others() -> None:
    parts = (
        GoalPart("must_shortfall", 0.0, 0.0, Status.OPTIMAL),
        GoalPart("should_shortfall", 29.0, 0.0, Status.TIME_LIMIT),
        GoalPart("cost", 100.0, 98.5, Status.TIME_LIMIT),
    )
    assert ended(Status.TIME_LIMIT, *parts) == (
        "Stopped by the time limit; a better plan may exist. Proven: no plan covers more of the"
        " musts. A better plan could at most close 100.00% of what is open of the shoulds; save"
        " 1.50% of the cost."
    )
    assert ended(Status.GAP_LIMIT, parts[0], parts[2]) == (
        "The search stopped close enough to the best possible plan. Proven: no plan covers more of"
        " the musts. A better plan could at most save 1.50% of the cost."
    )
    assert (
        ended(Status.OPTIMAL, parts[0])
        == "Proven best: no plan does better on any goal, taken in their order."
    )


@pytest.mark.parametrize(
    ("gap", "told"),
    [
        (0.0, "0.00%"),
        (0.1234, "12.34%"),
        (10.0, "1000.00%"),
        (float("inf"), "over 1000%"),
        (1e12, "over 1000%"),
    ],
)
def test_a_gap_beyond_all_measure_is_only_large(gap: float, told: str) -> None:
    assert gap_in_words(gap) == told


def test_bounds_of_columns_prove_a_least() -> None:
    """Savings go no further than their bounds; without a bound nothing is proven."""
    model = Model()
    cost, saving, free = (
        model.variable("cost", None, whole=False),
        model.variable("saving", 3, whole=True),
        model.amount("free", (), None),
    )
    assert floor_of(Linear(5.0, [(2.0, cost), (-4.0, saving)])) == -7.0
    assert floor_of(Linear(0.0, [(-1.0, free)])) == float("-inf")


def test_what_is_proven_follows_without_a_space_in_chinese() -> None:
    part = GoalPart("must_shortfall", 0.0, 0.0, Status.OPTIMAL)
    with speaking("zh"):
        assert "。已证明" in ended(Status.GAP_LIMIT, part)
