"""What makes small solves sharp and cheap leaves no plan out: rounding rows, the free columns
alone, and runs that were stopped.
"""

from __future__ import annotations

import itertools
import math
import random
from dataclasses import replace

import numpy as np
import pytest

from orgplan.constraints.model import Linear
from orgplan.domain import Strength
from orgplan.generate import generate
from orgplan.objectives import cost, goals_of, must_shortfall
from orgplan.solver import neighbourhood_search
from orgplan.solver.build import build
from orgplan.solver.neighbourhood_search import NeighbourhoodSearch, Relaxation
from orgplan.solver.outcome import Limits, Outcome, Status, Task
from orgplan.solver.search import Search
from orgplan.solver.solve import solve
from orgplan.solver.solvers import highs
from orgplan.solver.solvers.highs import HighsEngine
from orgplan.solver.solvers.lp import Model, matrix
from tests.constraints.organisations import rich_organisation
from tests.organisations import random_organisation

MOST = 3  # of each variable that is tried


@pytest.mark.parametrize("seed", range(40))
def test_a_rounding_row_leaves_no_whole_shortfall_out(seed: int) -> None:
    r = random.Random(seed)
    unit, right = r.randint(2, 9), r.uniform(1, 30)
    coefficients = [r.choice((-1.0, 1.0, -2.5, float(unit), unit + 1.5)) for _ in range(3)]
    model = Model()
    columns = [model.variable(f"x{number}", MOST, True) for number in range(3)]
    left = Linear(r.uniform(-3, 3), list(zip(coefficients, columns, strict=True)))
    model.demand("span", ("rule",), left, right, Strength.SHOULD, 1.0, unit=unit)
    stated, seen = matrix(model), 0
    assert len(stated.row_lower) == 2, "the demand and its rounding row"
    rows = np.zeros((2, len(stated.lower)))
    for row, (start, end) in enumerate(itertools.pairwise(stated.starts)):
        rows[row, stated.index[start:end]] = stated.value[start:end]
    for values in itertools.product(range(MOST + 1), repeat=3):
        for short in range(40):
            at = rows @ np.array([0, *values, short])
            kept = (at >= stated.row_lower - 1e-9) & (at <= stated.row_upper + 1e-9)
            assert kept[1] or not kept[0], (values, short)
            seen += kept[0]
    assert seen


def test_the_relaxation_takes_whole_managers() -> None:
    model = Model()
    manager = model.variable("manager", 1, True)
    model.demand(
        "span", ("rule",), Linear(0, [(10.0, manager)]), 30.3, Strength.SHOULD, 1.0, unit=7
    )
    search = Search(model)
    (short,) = model.shortfalls
    goal = Linear(0.0, [(1.0, short.variable)])
    nothing = np.zeros(len(model.columns), dtype=np.bool_)
    assert search.relax(goal, Limits(5, 0.0), nothing).bound == pytest.approx(3)  # 20.3 / 7 = 2.9
    model = Model()
    time = model.variable("time", 1, False)
    model.demand("span", ("rule",), Linear(0, [(10.0, time)]), 30.3, Strength.SHOULD, 1.0, unit=7)
    assert not [name for name in model.names() if "rounded" in name], "parts stay parts"


@pytest.mark.parametrize("seed", range(10))
def test_free_columns_alone_come_to_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    org = rich_organisation(seed) if seed % 2 else random_organisation(seed)
    built, found = build(org), []
    for share in (0.0, 1.0):
        monkeypatch.setattr(highs, "SMALL", share)
        search = Search(built.model)
        must, expense = (
            goal.terms(org, built.x, built.model.shortfalls) for goal in (must_shortfall, cost)
        )
        first = search.minimise(must, Limits(20, 0.0))
        if first.values is None:
            return
        search.hold(must, first.objective + 1e-6)
        held = np.zeros(len(built.model.columns), dtype=np.bool_)
        held[search.whole_columns[::2]] = True
        finished = search.within(
            expense, Limits(20, 0.0, absolute_gap=cost.SLIP, nodes=10_000), held
        )
        found.append((finished, search.value(expense)))
    assert found[0][0]
    assert found[0] == pytest.approx(found[1], abs=1e-3)


def test_a_run_that_was_stopped_does_not_stop_the_next() -> None:
    org = generate(20, periods=2, seed=1)
    built = build(org)
    engine, goal = HighsEngine(matrix(built.model)), goals_of(org)[1]
    asked = iter([False])
    stop = Limits(20, 0.0, stopped=lambda: next(asked, True))
    task = Search(built.model)._task(goal.terms(org, built.x, built.model.shortfalls), stop)
    assert engine.run(task).status is not Status.OPTIMAL
    assert engine.run(replace(task, limits=Limits(20, 0.0))).status is Status.OPTIMAL


@pytest.mark.parametrize("seed", [1, 4, 5, 6, 7])
def test_what_small_solves_leave_open_is_solved_whole(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    org = random_organisation(seed)
    plain = solve(org, gap=0.0)
    assert plain.status is Status.OPTIMAL
    begun = set[int]()
    run = Search.minimise

    def stopped_at_first(
        search: Search, goal: Linear, limits: Limits, name: str = "goal"
    ) -> Outcome:
        """The first run for a goal ends with the plan in hand, of which nothing is proven."""
        again = id(goal) in begun
        begun.add(id(goal))
        if again or search.best is None:
            return run(search, goal, limits, name)
        return Outcome(Status.TIME_LIMIT, search.best, search.value(goal))

    monkeypatch.setattr(neighbourhood_search, "LARGE", 0)
    monkeypatch.setattr(
        NeighbourhoodSearch, "kernel_search", lambda *_args: Relaxation(-math.inf, 0.0)
    )
    monkeypatch.setattr(NeighbourhoodSearch, "improve", lambda *_args: None)
    monkeypatch.setattr(Search, "minimise", stopped_at_first)
    large = solve(org, gap=0.0)
    assert large.status is Status.OPTIMAL
    assert [part.value for part in large.parts] == pytest.approx(
        [part.value for part in plain.parts], abs=1e-6
    )


def test_in_less_time_than_it_needs_the_whole_model_is_not_solved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    org = random_organisation(5)
    asked: list[str] = []
    run = Search.minimise

    def noted(search: Search, goal: Linear, limits: Limits, name: str = "goal") -> Outcome:
        if search.best is not None:
            asked.append(name)
        return run(search, goal, limits, name)

    monkeypatch.setattr(neighbourhood_search, "LARGE", 0)
    monkeypatch.setattr(
        NeighbourhoodSearch, "kernel_search", lambda *_args: Relaxation(-math.inf, 1e6)
    )
    monkeypatch.setattr(NeighbourhoodSearch, "improve", lambda *_args: None)
    monkeypatch.setattr(Search, "minimise", noted)
    solution = solve(org, gap=0.0)
    assert solution.plan is not None
    assert set(asked) <= {"ties"}
    assert {part.status for part in solution.parts[1:]} == {Status.TIME_LIMIT}


def test_a_plan_far_from_what_is_proven_is_looked_for_harder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    efforts: dict[bool, set[float]] = {}
    run = HighsEngine.run

    def heard(self: HighsEngine, task: Task) -> Outcome:
        outcome = run(self, task)
        effort = self.highs.getOptionValue("mip_heuristic_effort")[1]
        efforts.setdefault(task.limits.eager, set()).add(effort)
        return outcome

    monkeypatch.setattr(HighsEngine, "run", heard)
    monkeypatch.setattr(highs, "SMALL", 0.0)
    monkeypatch.setattr(neighbourhood_search, "LARGE", 0)
    for seed in range(6):
        solve(random_organisation(seed), gap=0.0)
    assert efforts == {False: {highs.EFFORT}, True: {highs.EAGER_EFFORT}}
    assert highs.EFFORT < highs.EAGER_EFFORT
