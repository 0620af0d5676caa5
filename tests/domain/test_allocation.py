"""Splitting time without a solver: never more than there is, and as well as a linear programme."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgplan.constraints.model.linear import Linear
from orgplan.domain.costs.allocation import allocate
from orgplan.domain.plan import Sense
from orgplan.solver.outcome import Limits
from orgplan.solver.search import Search
from orgplan.solver.solvers.lp import Model

NEEDS = ("a", "b", "c", "d")
AMOUNTS = st.sampled_from([0.0, 0.1, 0.25, 0.5, 1.0, 1.3, 2.75])
POOLS = st.dictionaries(st.frozensets(st.sampled_from(NEEDS), min_size=1), AMOUNTS, max_size=7)
DEMANDS = st.lists(
    st.tuples(AMOUNTS, st.sampled_from([0.5, 1.0, 2.0, 7.0])),
    min_size=len(NEEDS),
    max_size=len(NEEDS),
)


def test_a_need_that_comes_later_takes_what_is_left() -> None:
    assert allocate({frozenset("ab"): 1.0}, [("a", 0.6), ("b", 0.7)]) == pytest.approx(
        {(frozenset("ab"), "a"): 0.6, (frozenset("ab"), "b"): 0.4}
    )


def test_time_is_swapped_along_a_chain() -> None:
    # c can only be served by bc, b then by ab, a then by a alone.
    supply = {frozenset("ab"): 1.0, frozenset("bc"): 1.0, frozenset("a"): 1.0}
    given_away = allocate(supply, [("a", 1.0), ("b", 1.0), ("c", 1.0)])
    assert {
        need: round(sum(fte for (_, served), fte in given_away.items() if served == need), 9)
        for need in "abc"
    } == {
        "a": 1,
        "b": 1,
        "c": 1,
    }


def test_nothing_of_nothing() -> None:
    assert allocate({}, [("a", 1.0)]) == {}
    assert allocate({frozenset("a"): 1.0}, []) == {}


@settings(max_examples=150, deadline=None, derandomize=True)
@given(supply=POOLS, demands=DEMANDS)
def test_as_well_as_a_linear_programme(
    supply: dict[frozenset[str], float], demands: list[tuple[float, float]]
) -> None:
    weighted = sorted(
        ((name, amount, weight) for name, (amount, weight) in zip(NEEDS, demands, strict=True)),
        key=lambda need: -need[2],
    )
    given_away = allocate(supply, [(name, amount) for name, amount, _ in weighted])
    served = {name: sum(fte for (_, to), fte in given_away.items() if to == name) for name in NEEDS}
    for pool, fte in supply.items():
        assert sum(given for (giver, _), given in given_away.items() if giver == pool) <= fte + 1e-9
    assert all(need in pool for pool, need in given_away)
    assert all(served[name] <= amount + 1e-9 for name, amount, _ in weighted)
    worth = sum(weight * served[name] for name, _, weight in weighted)
    assert worth == pytest.approx(_best(supply, weighted), abs=1e-6)


def _best(supply: dict[frozenset[str], float], weighted: list[tuple[str, float, float]]) -> float:
    model, goal = Model(), Linear()
    flows = {
        (pool, need): model.amount("flow", (*sorted(pool), need), None)
        for pool in supply
        for need in pool
    }
    for pool, fte in supply.items():
        model.limit(
            "pool",
            tuple(pool),
            Linear(0.0, [(1.0, flows[pool, need]) for need in pool]),
            Sense.AT_MOST,
            fte,
        )
    for name, amount, weight in weighted:
        into = [(1.0, flow) for (_, need), flow in flows.items() if need == name]
        model.limit("need", (name,), Linear(0.0, into), Sense.AT_MOST, amount)
        for _, flow in into:
            goal.add(-weight, flow)
    return -Search(model).minimise(goal, Limits(10.0, 0.0)).objective
