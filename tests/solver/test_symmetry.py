"""People who are alike: found in the rows, planned by numbers, named again; the whole model has the
last word.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest

from orgplan.constraints import judge
from orgplan.constraints.model.linear import Linear
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.needs import NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.plan import Plan, Training
from orgplan.domain.positions import Lock, LockedAction, LockRow
from orgplan.domain.teams import Team
from orgplan.objectives import goals_of
from orgplan.solver import neighbourhood_search, symmetry
from orgplan.solver.build import Built, build
from orgplan.solver.outcome import Limits, Status
from orgplan.solver.search import Search
from orgplan.solver.solve import solve
from orgplan.solver.solvers.lp import Matrix, dense, matrix
from orgplan.solver.symmetry import NOBODY, AggregatedModel, SymmetryReduction, classes_of
from tests.constraints.levers import lever_organisation
from tests.constraints.organisations import rich_organisation
from tests.constraints.small import DEV, LONG_AGO, course, need, person, small
from tests.organisations import (
    assumptions,
    random_clones,
    random_organisation,
    team_scope,
    tiny_levers,
    with_clones,
)

NO_HIRES = (DEV.replace(band_mid=None),)
MAKERS: tuple[Callable[[int], Organisation], ...] = (
    random_organisation,
    rich_organisation,
    tiny_levers,
    lever_organisation,
    random_clones,
)
CASES = 300 if os.environ.get("ORGPLAN_SLOW") else 30


def clones(seed: int) -> Organisation:
    """A random organisation in which the last one has come three times more."""
    return with_clones(MAKERS[seed % len(MAKERS)](seed), 3)


@pytest.fixture
def by_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is alike is planned by numbers, however few they are."""
    monkeypatch.setattr(neighbourhood_search, "LARGE", 0)
    monkeypatch.setattr(symmetry, "WORTH_IT", 1.0)


def stated_goals(org: Organisation, built: Built) -> list[Linear]:
    return [objective.terms(org, built.x, built.model.shortfalls) for objective in goals_of(org)]


def who_is_alike(org: Organisation) -> set[tuple[str, ...]]:
    """Ids of those who are alike, where there are two or more."""
    built = build(org)
    classes = classes_of(org, built, matrix(built.model), stated_goals(org, built))
    together: dict[int, list[str]] = {}
    for number, one in enumerate(org.people):
        if (classes.columns.owner == number).any():
            together.setdefault(int(classes.like[number]), []).append(one.id)
    return {tuple(ids) for ids in together.values() if len(ids) > 1}


def learners(*people: Person, **rest: object) -> Organisation:
    """People at level 2, of whom two more are wanted at level 3 than there are."""
    wanted = (need("s", 0, 2, kind=NeedKind.HOLDERS),)
    return small(
        *people, needs=wanted, courses=(course("s", 2, 3, cost=100),), roles=NO_HIRES, **rest
    )


class TestWhoIsAlike:
    def test_pay_start_and_skills_that_nobody_asks_for_make_no_difference(self) -> None:
        ann, ben = (
            person("Ann", s=2),
            person("Ben", s=2, juggling=4).replace(
                base_salary=90_000, start_date=LONG_AGO.replace(year=2018)
            ),
        )
        assert who_is_alike(learners(ann, ben, person("Cyd", s=1))) == {("Ann", "Ben")}

    @pytest.mark.parametrize(
        "other",
        [
            person("Ben", s=1),
            person("Ben", team="B", s=2),
            person("Ben", s=2, end=LONG_AGO.replace(year=2027, month=5)),
        ],
    )
    def test_level_team_and_end_do(self, other: Person) -> None:
        org = learners(person("Ann", s=2), other, teams=(Team(id="A"), Team(id="B")))
        assert (
            who_is_alike(org.replace(needs=(org.needs[0].replace(scope=team_scope("A")),))) == set()
        )

    def test_pay_does_where_a_decision_costs_by_it(self) -> None:
        ann, ben = person("Ann", s=2), person("Ben", s=2)
        lever = Lever(id="let go", kind=LeverKind.REDUNDANCY)
        assert who_is_alike(learners(ann, ben, levers=(lever,))) == {("Ann", "Ben")}
        assert (
            who_is_alike(learners(ann, ben.replace(base_salary=90_000), levers=(lever,))) == set()
        )

    def test_a_lock_an_assumption_and_a_previous_plan_that_name_somebody_do(self) -> None:
        people = (person("Ann", s=2), person("Ben", s=2), person("Cyd", s=2))
        lock = LockRow(id="K", lock=Lock.MUST_NOT, action=LockedAction.TRAIN, who="Ben")
        assert who_is_alike(learners(*people, locks=(lock,))) == {("Ann", "Cyd")}
        begun = Training(
            id="U", person_id="Ann", course="s 2→3", start_date=learners().calendar.start
        )
        assert who_is_alike(learners(*people, previous=Plan(trainings=(begun,)))) == {
            ("Ben", "Cyd")
        }
        slower = assumptions(max_courses=1).rows[0].replace(scope="Cyd")
        org = learners(*people)
        assert who_is_alike(org) == {("Ann", "Ben", "Cyd")}
        assert who_is_alike(
            org.replace(assumptions=org.assumptions.replace(rows=(*org.assumptions.rows, slower)))
        ) in (
            {("Ann", "Ben", "Cyd")},
            {("Ann", "Ben")},
        )


def rows_of(whole: Matrix, column: np.ndarray) -> Counter[tuple[object, ...]]:
    """The rows of a model whose columns are called something else."""
    ends = zip(whole.starts[:-1], whole.starts[1:], whole.row_lower, whole.row_upper, strict=True)
    return Counter(
        (
            low,
            high,
            frozenset(
                zip(column[whole.index[a:b]].tolist(), whole.value[a:b].tolist(), strict=True)
            ),
        )
        for a, b, low, high in ends
    )


@pytest.mark.parametrize("seed", range(CASES))
def test_swapping_two_who_are_alike_gives_the_same_model(seed: int) -> None:
    org = clones(seed)
    built = build(org)
    whole, goals = matrix(built.model), stated_goals(org, built)
    classes, same = classes_of(org, built, whole, goals), np.arange(len(whole.upper))
    for number in np.flatnonzero(classes.place == 1):
        mine, theirs = classes.columns.of(number), classes.columns.of(classes.like[number])
        swapped = same.copy()
        swapped[mine], swapped[theirs] = theirs, mine
        assert rows_of(whole, swapped) == rows_of(whole, same)
        assert (whole.upper[swapped] == whole.upper).all()
        assert (whole.whole[swapped] == whole.whole).all()
        assert all(
            (dense(built.model, goal)[swapped] == dense(built.model, goal)).all() for goal in goals
        )


def test_clones_are_found() -> None:
    found = [who_is_alike(clones(seed)) for seed in range(2 * CASES)]
    assert sum(any(len(ids) >= 3 for ids in groups) for groups in found) >= 2 * CASES / 4


@pytest.mark.parametrize("seed", range(CASES))
def test_what_is_proven_of_the_small_model_holds_of_the_whole_one(seed: int) -> None:
    org = clones(seed)
    built = build(org)
    goals = stated_goals(org, built)
    classes = classes_of(org, built, matrix(built.model), goals)
    whole, few = Search(built.model), AggregatedModel(built.model, classes)
    for objective, goal in zip(goals_of(org), goals, strict=True):
        best = whole.minimise(goal, Limits(20, 0.0, objective.SLIP))
        if best.values is None:
            return
        few.start_from(best.values)
        assert few.value(goal) == pytest.approx(best.objective, abs=1e-6), (
            "sums cost as much as those who are summed"
        )
        assert few.minimise(goal, Limits(20, 0.0, objective.SLIP)).bound <= best.objective + 1e-6
        for model in (whole, few):
            model.hold(goal, best.objective + objective.SLIP)


@pytest.mark.parametrize("seed", range(2 * CASES))
def test_goals_are_the_same_with_and_without(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    org = clones(seed)
    plain = solve(org, gap=0.0)
    monkeypatch.setattr(neighbourhood_search, "LARGE", 0)
    monkeypatch.setattr(symmetry, "WORTH_IT", 1.0)
    by_numbers = solve(org, gap=0.0)
    assert by_numbers.status is plain.status
    assert [part.value for part in by_numbers.parts] == pytest.approx(
        [part.value for part in plain.parts], abs=2e-3
    )
    if by_numbers.plan is not None:
        measures = judge(org, by_numbers.plan)
        assert not [
            measure.name for measure in measures if measure.is_short and measure.strength is None
        ]
        found = [objective.value(org, by_numbers.plan, measures) for objective in goals_of(org)]
        assert found == pytest.approx([part.value for part in by_numbers.parts], abs=2e-3)


@pytest.mark.usefixtures("by_numbers")
@pytest.mark.parametrize("seed", range(10))
def test_the_same_input_gives_the_same_plan(seed: int) -> None:
    assert solve(clones(seed), gap=0.0).plan == solve(clones(seed), gap=0.0).plan


@pytest.mark.usefixtures("by_numbers")
def test_the_first_on_the_roster_are_named() -> None:
    solution = solve(learners(*(person(f"P{n}", s=2) for n in range(6))), gap=0.0)
    assert solution.status is Status.OPTIMAL
    assert [training.person_id for training in solution.plan.trainings] == ["P0", "P1"]


@pytest.mark.usefixtures("by_numbers")
def test_a_sum_that_does_not_come_apart_is_no_plan() -> None:
    """Two people, one course at a time each.

    By numbers one learns s, the other u, and then again one s, the other u: but it is the first of
    them who must go on with s, and who has not learned u yet.
    """
    org = small(
        person("Ann", s=1, u=1), person("Ben", s=1, u=1), periods=3, rates={"max_courses": 1},
        roles=NO_HIRES, needs=(need("s", 0, 0, 1, kind=NeedKind.HOLDERS),
            need("u", 0, 1, 2, kind=NeedKind.HOLDERS, name="N-2", level=2)),
        courses=(course("s", 1, 2), course("s", 2, 3), course("u", 1, 2)),
    )  # fmt: skip
    built = build(org)
    goals = stated_goals(org, built)
    numbers = SymmetryReduction(org, built, goals, large=True)
    assert numbers.together is not None
    backend = Search(built.model)
    promised = numbers.improve(backend, goals[0], Limits(20, 0.0))
    best = Search(built.model).minimise(goals[0], Limits(20, 0.0))
    assert promised == pytest.approx(0.0, abs=1e-6)
    assert best.objective == pytest.approx(1.0)
    assert backend.value(goals[0]) >= best.objective - 1e-6
    assert solve(org, gap=0.0).parts[0].bound == pytest.approx(1.0)


@pytest.mark.usefixtures("by_numbers")
def test_who_goes_on_learning_gives_no_time_that_somebody_else_has() -> None:
    """Two alike.

    One learns and gives all of the summer to the work; whoever goes on to level 4 then must have
    learned before, too: three courses, though by numbers the second one could take time of the one
    who has not learned.
    """
    org = small(
        person("Ann", s=2), person("Ben", s=2), periods=3, roles=NO_HIRES,
        needs=(need("s", 0, 1, 0, kind=NeedKind.CAPACITY), need("s", 0, 0, 1, kind=NeedKind.HOLDERS,
            name="N-2", level=4)),
        courses=(course("s", 2, 3, cost=1000), course("s", 3, 4, cost=1000,
            hours=240).replace(dates=(1,))),
    )  # fmt: skip
    built = build(org)
    must, _, cost, _ = goals = stated_goals(org, built)
    few = AggregatedModel(built.model, classes_of(org, built, matrix(built.model), goals))
    assert few.minimise(must, Limits(20, 0.0)).bound == pytest.approx(0.0, abs=1e-6)
    few.hold(must, 1e-6)
    assert few.minimise(cost, Limits(20, 0.0)).bound == pytest.approx(3.0, abs=1e-3)
    solution = solve(org, gap=0.0)
    assert solution.parts[2].value == pytest.approx(3.0)
    assert len(solution.plan.trainings) == 3


def test_nobody_is_planned_by_numbers_where_few_are_alike() -> None:
    org = learners(person("Ann", s=2), person("Ben", s=1)).replace(
        courses=(course("s", 1, 2), course("s", 2, 3))
    )
    built = build(org)
    assert SymmetryReduction(org, built, stated_goals(org, built), large=True).together is None
    assert SymmetryReduction(org, built, stated_goals(org, built), large=False).together is None
    assert NOBODY not in set(classes_of(org, built, matrix(built.model), []).like.tolist())
