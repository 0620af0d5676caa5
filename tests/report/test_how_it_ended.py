"""What a stopped search has proven, said goal by goal."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from orgplan.analysis.assessment import Assessment
from orgplan.constraints.model.linear import Linear
from orgplan.domain import Goal, Organisation
from orgplan.language import speaking
from orgplan.report.optimality import gap_in_words, how_it_ended
from orgplan.solver.outcome import Status
from orgplan.solver.solve import GoalPart
from orgplan.solver.solvers.lp import Model, floor_of
from tests.report.organisations import rich_organisation, rich_plan, run_of

ORG = rich_organisation()


def ended(status: Status, *parts: GoalPart, org: Organisation = ORG) -> str:
    run = run_of(Assessment(ORG, rich_plan(ORG)))
    return how_it_ended(replace(run, status=status, parts=parts), org)


MUSTS = GoalPart("must_shortfall", 0.0, 0.0, Status.OPTIMAL)
SHOULDS = GoalPart("should_shortfall", 29.0, 0.0, Status.TIME_LIMIT)
COST = GoalPart("cost", 100.0, 98.5, Status.TIME_LIMIT)


def test_goals_that_are_proven_stand_apart_from_the_others() -> None:
    assert ended(Status.TIME_LIMIT, MUSTS, SHOULDS, COST) == (
        "The search was cut short, so a better plan may exist. Proven: no plan covers more of the"
        " musts. At most, a better plan could save 1,500 EUR within the horizon and the time after"
        " it (1.5%) while covering as much. Nothing is proven about the coverage of shoulds."
    )
    assert ended(Status.GAP_LIMIT, MUSTS, COST) == (
        "The search stopped close enough to the best possible plan. Proven: no plan covers more of"
        " the musts. At most, a better plan could save 1,500 EUR within the horizon and the time"
        " after it (1.5%) while covering as much."
    )
    far = replace(COST, bound=-math.inf)
    assert ended(Status.TIME_LIMIT, far).endswith("exist. Nothing is proven about the cost.")


def test_what_is_proven_is_said_of_the_best_plan() -> None:
    assert ended(Status.OPTIMAL, MUSTS, COST) == (
        "Proven best: no plan covers more of the musts; no plan that covers as much costs less."
    )
    both = ended(Status.OPTIMAL, MUSTS, SHOULDS, COST)
    assert both == ("Proven best: no plan covers more; no plan that covers as much costs less.")
    cheapest = ended(Status.OPTIMAL, COST, org=ORG.replace(goal=Goal.CHEAPEST))
    assert cheapest == "Proven best: no plan that meets every must costs less."


def test_prices_that_nobody_gave_and_changes_from_no_plan_are_not_spoken_of() -> None:
    """What no money is spent on counts as a gap with a price of nothing: no reader priced it."""
    priced = GoalPart("priced_shortfall", 10.0, 5.0, Status.TIME_LIMIT)
    changes = GoalPart("disruption", 10.0, 5.0, Status.TIME_LIMIT)
    without = ORG.replace(worth=None, needs=tuple(n.replace(worth=None) for n in ORG.needs))
    assert not without.worths
    assert "At most" not in ended(Status.TIME_LIMIT, MUSTS, priced, changes, org=without)
    told = ended(Status.TIME_LIMIT, MUSTS, priced, org=without.replace(worth=100.0))
    assert "cover 50% of what stays open and has a price" in told


@pytest.mark.parametrize(
    ("gap", "told"),
    [
        (0.0, "0.00%"),
        (0.1234, "12%"),
        (0.0123, "1.2%"),
    ],
)
def test_a_gap_has_two_digits_that_say_something(gap: float, told: str) -> None:
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
