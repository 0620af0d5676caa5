"""Departments solved apart: bounds that hold at any prices, the same goals as in one search, and
the same plan however many processes work.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest
from distributed import LocalCluster
from hypothesis import given, settings
from hypothesis import strategies as st

import orgplan as op
from orgplan.constraints import judge
from orgplan.constraints.model import Linear
from orgplan.objectives import cost, goals_of
from orgplan.solver import neighbourhood_search
from orgplan.solver.build import build
from orgplan.solver.departments import DepartmentSearch, SplitModel, department_of, solve_department
from orgplan.solver.neighbourhood_search import NeighbourhoodSearch
from orgplan.solver.outcome import Limits, Status
from orgplan.solver.search import Search
from orgplan.solver.solve import Solution, solve
from orgplan.solver.solvers.lp import Model, matrix, with_goals
from orgplan.workers import Workers
from tests.planned import loaded

SAMPLES = ("growing_startup", "tight_budget", "cn_product_company", "chinese_team")
SEEDS = (1, 2, 3)
SECONDS = 60.0


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every model counts as large, and no plan is found before departments are asked."""
    ask_departments(monkeypatch)


def ask_departments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every model counts as large, and no plan is found before departments are asked."""
    monkeypatch.setattr(neighbourhood_search, "LARGE", 0)
    monkeypatch.setattr(neighbourhood_search, "SHARE_OF_KERNELS", 0.0)


@cache
def three_departments(seed: int) -> op.Organisation:
    """Sixty people in three departments; all goals are proven in seconds."""
    return op.generate(60, teams=20, titles=20, periods=3, needs=40, seed=seed)


def by_department(org: op.Organisation, processes: int = 1, cluster: str | None = None) -> Solution:
    """Solved in parts, by workers."""
    with Workers("op.plan", processes, cluster) as workers:
        return solve(org, gap=0.0, time_limit=SECONDS, workers=workers)


def assert_same_goals(org: op.Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in one search of the whole; the plan breaks no limit."""
    whole = solve(org, gap=0.0, time_limit=SECONDS)
    ask_departments(monkeypatch)
    apart = by_department(org)
    assert apart.status is whole.status is Status.OPTIMAL
    assert [part.value for part in apart.parts] == pytest.approx(
        [part.value for part in whole.parts], abs=2e-3
    )
    assert not apart.distrusted
    assert apart.plan is not None
    assert not [m.name for m in judge(org, apart.plan) if m.is_short and m.strength is None]


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_reach_the_same_goals(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_same_goals(loaded(name), monkeypatch)


@pytest.mark.parametrize("seed", SEEDS)
def test_three_departments_reach_the_same_goals(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    org = three_departments(seed)
    assert len(set(department_of(org).values())) == 3
    assert_same_goals(org, monkeypatch)


@cache
def stated(seed: int) -> tuple[Search, SplitModel, tuple[Linear, float]]:
    """A model in parts, its should-shortfall with musts held, and the least it can be."""
    org = three_departments(seed)
    built = build(org)
    search = Search(built.model)
    musts, shoulds = (
        goal.terms(org, built.x, built.model.shortfalls) for goal in goals_of(org)[:2]
    )
    search.hold(musts, search.minimise(musts, Limits(SECONDS, 0.0)).objective + 1e-6)
    least = search.minimise(shoulds, Limits(SECONDS, 0.0))
    assert least.status is Status.OPTIMAL
    around = NeighbourhoodSearch(org, built, search.column)
    part = DepartmentSearch(org, built, search, around, Workers("op.plan")).part
    split = SplitModel(with_goals(search.audit.stated, search.audit.held), part)
    assert split.parts == 4
    assert 0 < len(split.shared) < len(split.owner) / 4
    return search, split, (shoulds, least.objective)


@settings(deadline=None, max_examples=15)
@given(
    seed=st.sampled_from(SEEDS),
    lot=st.integers(0, 2**32 - 1),
    size=st.sampled_from([0.0, 0.01, 0.3, 3.0, 100.0]),
)
def test_no_price_makes_a_bound_false(seed: int, lot: int, size: float) -> None:
    search, split, (goal, least) = stated(seed)
    drawn = np.random.default_rng(lot).normal(scale=size, size=len(split.shared))
    prices = split.possible(drawn)
    solutions = [solve_department(one) for one in split.models(search.costs(goal), prices, SECONDS)]
    assert goal.constant + split.bound(prices, solutions) <= least + 1e-6


@pytest.mark.parametrize("seed", SEEDS)
def test_prices_of_the_relaxation_bound_no_worse_than_it(seed: int) -> None:
    search, split, (goal, least) = stated(seed)
    relaxed = search.relax(goal, Limits(SECONDS, 0.0), np.zeros(len(split.part), dtype=np.bool_))
    assert relaxed.duals is not None
    prices = split.possible(relaxed.duals[split.shared])
    solutions = [solve_department(one) for one in split.models(search.costs(goal), prices, SECONDS)]
    bound = goal.constant + split.bound(prices, solutions)
    assert relaxed.objective - 1e-4 * abs(relaxed.objective) - 1e-6 <= bound <= least + 1e-6


@pytest.mark.parametrize("seed", SEEDS)
def test_departments_with_what_a_plan_leaves_them_make_a_plan_as_good(seed: int) -> None:
    search, split, (goal, least) = stated(seed)
    assert search.best is not None
    for turn in range(split.parts):
        asked = split.models_within(search.costs(goal), search.best, turn, SECONDS)
        made = split.whole([solve_department(one) for one in asked])
        assert search.keeps(made, goal)
        assert goal.constant + search.costs(goal) @ made == pytest.approx(least, abs=1e-4)


def test_what_nobody_uses_goes_to_one_department_at_a_time() -> None:
    model = Model()
    here, there = (model.variable(name, 3.0, whole=True) for name in ("here", "there"))
    both = Linear(0.0, [(1.0, here), (1.0, there)])
    model.link("budget", ("all",), both, 4.0)
    model.limit("heads", ("all",), both, op.Sense.AT_LEAST, 1.0)
    place = {variable: number for number, variable in enumerate(model.columns)}
    split = SplitModel(matrix(model), np.where(np.arange(len(place)) == place[there], 1, 0))
    costs, plan = np.zeros(len(place)), np.zeros(len(place))
    costs[place[here]], costs[place[there]] = -2.0, -1.0
    plan[place[here]] = plan[place[there]] = 1.0
    made = [
        split.whole(
            [solve_department(one) for one in split.models_within(costs, plan, turn, SECONDS)]
        )
        for turn in (0, 1)
    ]
    assert [(one[place[here]], one[place[there]]) for one in made] == [(3.0, 1.0), (1.0, 3.0)]


def test_departments_stand_below_a_team_that_is_above_all() -> None:
    org = three_departments(1)
    apart = {team.id: team.parent for team in org.teams}
    assert department_of(org) == {team: above or team for team, above in apart.items()}
    top = op.Team(id="Company")
    joined = org.replace(
        teams=(top, *(team.replace(parent=team.parent or "Company") for team in org.teams))
    )
    assert department_of(joined) == department_of(org) | {"Company": "Company"}
    flat = org.replace(teams=tuple(team.replace(parent=None) for team in org.teams))
    assert department_of(flat) == {team: team for team in apart}


@pytest.mark.usefixtures("always")
def test_a_budget_that_binds_is_kept() -> None:
    org = three_departments(2)
    free = by_department(org)
    assert free.plan is not None
    spent = op.evaluate(org, free.plan).assessment.cost
    tight = org.apply(op.change.budget(total=spent * 0.995))
    assert_no_more(tight, spent * 0.995)


def assert_no_more(org: op.Organisation, budget: float) -> None:
    """The plan costs no more than its budget, and reaches what one search of the whole does."""
    apart, whole = by_department(org), solve(org, gap=0.0, time_limit=SECONDS)
    assert apart.plan is not None
    assert op.evaluate(org, apart.plan).assessment.cost <= budget + 0.01
    values, same = ([part.value for part in one.parts] for one in (apart, whole))
    assert values == pytest.approx(same, abs=2e-3)


@pytest.mark.usefixtures("always")
def test_processes_and_a_cluster_give_the_same_plan(improved: list[int]) -> None:
    org = three_departments(1)
    alone = by_department(org)
    assert improved
    assert by_department(org, processes=2).plan == alone.plan
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        assert by_department(org, cluster=cluster.scheduler_address).plan == alone.plan


@pytest.mark.usefixtures("always")
def test_what_rounds_of_prices_prove_is_heard() -> None:
    """No round says less than the one before, and none more than what is true in the end."""
    org = three_departments(1)
    built = build(org)
    search = Search(built.model, start=True)
    column = {variable: number for number, variable in enumerate(built.model.columns)}
    around = NeighbourhoodSearch(org, built, column)
    departments = DepartmentSearch(org, built, search, around, Workers("op.plan"))
    goal = cost.terms(org, built.x, built.model.shortfalls)
    relaxation = around.kernel_search(search, goal, Limits(SECONDS, 0.0), -math.inf)
    proven: list[float] = []
    limits = Limits(SECONDS, 0.0, heard=lambda _value, bound: proven.append(bound))
    bound = departments.improve(goal, limits, relaxation, relaxation.bound)
    assert proven == sorted(proven)
    assert proven[-1] == bound


@pytest.fixture
def improved(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One for each goal that was searched by department."""
    asked: list[int] = []
    improve = DepartmentSearch.improve

    def counted(self: DepartmentSearch, *given: object) -> float:
        asked.append(1)
        return improve(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(DepartmentSearch, "improve", counted)
    return asked


def test_a_large_organisation_is_planned_by_department_where_several_work(
    monkeypatch: pytest.MonkeyPatch, improved: list[int]
) -> None:
    ask_departments(monkeypatch)
    started, start = [], Workers.start

    def noted(self: Workers, work: object) -> None:
        started.append(work)
        start(self, solve_department)

    monkeypatch.setattr(Workers, "start", noted)
    org = three_departments(2)
    whole = op.plan(org, next_steps=False)
    assert not improved
    assert not started
    assert "by department" not in whole.run.options
    apart = op.plan(org, next_steps=False, processes=2)
    assert improved
    assert started == [solve_department], "processes start while the relaxation is solved"
    assert apart.run.options["by department"] == "yes"
    assert [part.value for part in apart.run.parts] == pytest.approx(
        [part.value for part in whole.run.parts], abs=2e-3
    )
    with pytest.raises(op.BadArgument, match="processes=0"):
        op.plan(org, processes=0)
