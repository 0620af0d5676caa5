"""Small solves around a plan: never a worse plan, never a bound of their own, and the model left as
it was.
"""

from __future__ import annotations

import numpy as np
import pytest

from orgplan.constraints import judge
from orgplan.constraints.model import Linear
from orgplan.objectives import cost, must_shortfall
from orgplan.solver import neighbourhood_search
from orgplan.solver.build import build
from orgplan.solver.neighbourhood_search import Mask, NeighbourhoodSearch
from orgplan.solver.outcome import Limits, Status
from orgplan.solver.search import Search
from orgplan.solver.solve import solve
from tests.constraints.organisations import rich_organisation
from tests.organisations import random_organisation, tiny_levers

CASES = 12


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every model counts as large."""
    monkeypatch.setattr(neighbourhood_search, "LARGE", 0)


@pytest.mark.parametrize("seed", range(CASES))
def test_goals_are_the_same_with_and_without(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    org = random_organisation(seed) if seed % 2 else rich_organisation(seed)
    plain = solve(org, gap=0.0)
    monkeypatch.setattr(neighbourhood_search, "LARGE", 0)
    improved = solve(org, gap=0.0)
    assert improved.status is plain.status
    assert [part.value for part in improved.parts] == pytest.approx(
        [part.value for part in plain.parts], abs=2e-3
    )
    if improved.plan is not None:
        assert not [m.name for m in judge(org, improved.plan) if m.is_short and m.strength is None]


@pytest.mark.usefixtures("always")
@pytest.mark.parametrize("seed", range(4))
def test_the_same_input_gives_the_same_plan(seed: int) -> None:
    org = random_organisation(seed)
    assert solve(org, gap=0.0).plan == solve(org, gap=0.0).plan


@pytest.mark.parametrize("seed", range(CASES))
def test_a_small_solve_never_worsens_the_plan_and_frees_again_what_it_held(seed: int) -> None:
    org = random_organisation(seed)
    built = build(org)
    backend, plain = Search(built.model), Search(built.model)
    goal = must_shortfall.terms(org, built.x, built.model.shortfalls)
    if backend.minimise(goal, Limits(20, 0.0)).status is not Status.OPTIMAL:
        return
    expense = cost.terms(org, built.x, built.model.shortfalls)
    before = backend.value(expense)
    around, limits = NeighbourhoodSearch(org, built, backend.column), Limits(20, 0.0)
    relaxation = around.kernel_search(backend, expense, limits)
    around.improve(backend, expense, limits, relaxation, relaxation.bound)
    assert backend.value(expense) <= before + 1e-9
    assert backend.minimise(expense, Limits(20, 0.0)).objective == pytest.approx(
        plain.minimise(expense, Limits(20, 0.0)).objective, abs=1e-3
    )


@pytest.mark.parametrize("seed", range(CASES))
def test_the_relaxation_is_a_bound_and_no_plan(seed: int) -> None:
    org = random_organisation(seed)
    built = build(org)
    backend = Search(built.model)
    goal = must_shortfall.terms(org, built.x, built.model.shortfalls)
    relaxed = backend.relax(
        goal, Limits(20, 0.0), np.zeros(len(built.model.columns), dtype=np.bool_)
    )
    assert backend.best is None
    whole = backend.minimise(goal, Limits(20, 0.0))
    if whole.values is not None:
        assert relaxed.bound <= whole.objective + 1e-6
        assert np.allclose(
            whole.values[backend.whole_columns],
            np.round(whole.values[backend.whole_columns]),
            atol=1e-5,
        )


def test_kernels_grow_until_one_proves_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    org = random_organisation(1)
    built = build(org)
    backend = Search(built.model)
    goal = must_shortfall.terms(org, built.x, built.model.shortfalls)
    around = NeighbourhoodSearch(org, built, backend.column)
    freed = list[int]()
    within = Search.within

    def counted(search: Search, goal: Linear, limits: Limits, fixed: Mask) -> bool:
        freed.append(int((around.actions & ~fixed).sum()))
        return within(search, goal, limits, fixed)

    monkeypatch.setattr(Search, "within", counted)
    monkeypatch.setattr(neighbourhood_search, "BESIDE", 1)
    monkeypatch.setattr(neighbourhood_search, "proven", lambda *_: False)
    around.kernel_search(backend, goal, Limits(20, 0.0))
    assert freed == sorted(freed)
    assert len(freed) > 1
    assert freed[-1] == around.actions.sum()


@pytest.mark.parametrize("seed", range(CASES))
def test_where_people_may_move_no_kernel_is_solved_twice(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kernels without moves end where they hold all but moves; they were solved again and again
    until the time was over. Those with moves come after them.
    """
    org = tiny_levers(seed)
    built = build(org)
    backend = Search(built.model)
    goal = must_shortfall.terms(org, built.x, built.model.shortfalls)
    around = NeighbourhoodSearch(org, built, backend.column)
    if not around.moving:
        return
    freed = list[bytes]()
    within = Search.within

    def counted(search: Search, goal: Linear, limits: Limits, fixed: Mask) -> bool:
        freed.append((around.actions & ~fixed).tobytes())
        return within(search, goal, limits, fixed)

    monkeypatch.setattr(Search, "within", counted)
    monkeypatch.setattr(neighbourhood_search, "proven", lambda *_: False)
    found = around.kernel_search(backend, goal, Limits(20, 0.0))
    assert len(freed) == len(set(freed))
    whole = Search(built.model).relax(goal, Limits(20, 0.0), around.changes & False)
    assert found.bound == pytest.approx(whole.bound, abs=1e-6)


def test_beside_a_plan_the_first_kernel_frees_what_it_and_the_relaxation_take(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    org = random_organisation(5)
    built = build(org)
    backend = Search(built.model)
    goal = must_shortfall.terms(org, built.x, built.model.shortfalls)
    expense = cost.terms(org, built.x, built.model.shortfalls)
    backend.minimise(goal, Limits(20, 0.0))
    around = NeighbourhoodSearch(org, built, backend.column)
    assert backend.best is not None
    freed: list[Mask] = []

    class Heard(Search):
        """Notes what is freed, and finds nothing."""

        def within(self, goal: Linear, limits: Limits, fixed: Mask, at: object = None) -> bool:
            freed.append(around.actions & ~fixed)
            return False

    monkeypatch.setattr(neighbourhood_search, "proven", lambda *_: False)
    heard = Heard(built.model)
    heard.best = backend.best
    relaxed = around.kernel_search(heard, expense, Limits(20, 0.0)).values
    assert relaxed is not None
    taken = around.actions & ((relaxed > 1e-5) | (backend.best > 0.5))
    assert [free.tolist() for free in freed] == [taken.tolist()]
    assert 0 < taken.sum() < around.actions.sum()


def test_equally_promising_seats_of_teams_in_which_the_relaxation_acts_come_first() -> None:
    org = random_organisation(3)
    built = build(org)
    column = {variable: number for number, variable in enumerate(built.model.columns)}
    around = NeighbourhoodSearch(org, built, column)
    assert len(around.teams) > 1
    last = np.flatnonzero(around.teams[-1])
    relaxed = np.zeros(len(column))
    relaxed[last[-1]] = 0.5
    ranked = around._ranked(relaxed, np.zeros(len(column))).tolist()
    assert ranked[0] == last[-1]
    assert set(ranked[: len(last)]) & set(last.tolist())
    elsewhere = np.flatnonzero(
        around.actions
        & ~np.any([part for part in (*around.teams, *around.roles) if part[last[-1]]], axis=0)
    )
    assert max(ranked.index(one) for one in last) < min(ranked.index(one) for one in elsewhere)
