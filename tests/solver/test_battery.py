"""The solver battery: every optimum worked out by enumeration, and no road misses it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

import numpy as np
import pytest

from orgplan.domain.plan import Sense
from orgplan.solver import battery
from orgplan.solver.battery import BATTERY, SEATS_AND_LEADS, SmallModel
from orgplan.solver.outcome import Outcome, Status
from orgplan.solver.search import Search

IDS = [small.name for small in BATTERY]
# whole columns without a limit are tried up to here; a larger one costs more, and no row needs it
ENOUGH = 14


def cost(small: SmallModel, plan: Mapping[str, float]) -> float:
    return small.constant + sum(
        column.cost * plan.get(name, 0.0) for name, column in small.columns.items()
    )


def holds(small: SmallModel, plan: Mapping[str, float]) -> bool:
    for name, column in small.columns.items():
        value = plan.get(name, 0.0)
        if (
            value < -1e-9
            or (column.upper is not None and value > column.upper + 1e-9)
            or (column.whole and value != round(value))
        ):
            return False
    for left, sense, right in small.rows:
        total = sum(coefficient * plan.get(name, 0.0) for name, coefficient in left.items())
        if (total < right - 1e-9) if sense is Sense.AT_LEAST else (total > right + 1e-9):
            return False
    return True


def corners(small: SmallModel, whole: Mapping[str, float]) -> Iterator[dict[str, float]]:
    """Corners of what the other columns may be, once the whole ones are chosen: where as many rows
    and bounds are tight as there are columns.
    """
    free = [name for name, column in small.columns.items() if not column.whole]
    planes: list[tuple[list[float], float]] = []
    for left, _, right in small.rows:
        if any(name in left for name in free):
            planes.append(
                (
                    [left.get(name, 0.0) for name in free],
                    right - sum(c * whole.get(n, 0.0) for n, c in left.items()),
                )
            )
    for number, name in enumerate(free):
        unit = [float(place == number) for place in range(len(free))]
        planes.append((unit, 0.0))
        upper = small.columns[name].upper
        if upper is not None:
            planes.append((unit, upper))
    for chosen in itertools.combinations(planes, len(free)):
        matrix = np.array([row for row, _ in chosen]).reshape(len(free), len(free))
        if not free or abs(np.linalg.det(matrix)) > 1e-9:
            values = np.linalg.solve(matrix, [right for _, right in chosen]) if free else []
            yield {
                **whole,
                **{name: float(value) for name, value in zip(free, values, strict=True)},
            }


@pytest.mark.parametrize("small", BATTERY, ids=IDS)
def test_the_optimum_is_that_of_enumeration(small: SmallModel) -> None:
    assert holds(small, small.best)
    assert cost(small, small.best) == pytest.approx(small.optimum, abs=1e-9)
    whole = [name for name, column in small.columns.items() if column.whole]
    most = [
        int(
            small.columns[name].upper
            if small.columns[name].upper is not None
            else _enough(small, name)
        )
        for name in whole
    ]
    tried = (
        dict(zip(whole, map(float, values), strict=True))
        for values in itertools.product(*(range(n + 1) for n in most))
    )
    least = min(
        cost(small, plan)
        for values in tried
        for plan in corners(small, values)
        if holds(small, plan)
    )
    assert least == pytest.approx(small.optimum, abs=1e-9)


def _enough(small: SmallModel, name: str) -> int:
    """How many of a column without a limit can be of use: 2 of a shortfall that some row caps
    there.
    """
    caps = [
        right
        for left, sense, right in small.rows
        if sense is Sense.AT_MOST and left.get(name) == 1 and min(left.values()) > 0
    ]
    return min([int(cap) for cap in caps], default=ENOUGH)


@pytest.mark.parametrize("small", BATTERY, ids=IDS)
def test_every_road_finds_it_with_the_installed_versions(small: SmallModel) -> None:
    found = [*battery.by_orgplan(small), *battery.by_highs(small), *battery.by_scip(small)]
    assert [answer.road for answer in found if not answer.right] == []
    assert {answer.road for answer in found} >= set(battery.BY_ORGPLAN)


def _lies(outcome: Outcome) -> Iterator[Outcome]:
    assert outcome.values is not None
    off = outcome.values.copy()
    off[np.argmax(off)] -= 1
    yield Outcome(
        Status.OPTIMAL, outcome.values, outcome.objective - 2.5, outcome.bound - 2.5
    )  # as HiGHS 1.16.0 did
    yield Outcome(Status.OPTIMAL, outcome.values, outcome.objective, outcome.bound - 1)
    yield Outcome(Status.OPTIMAL, off, outcome.objective, outcome.bound)
    yield Outcome(Status.TIME_LIMIT, outcome.values, outcome.objective, outcome.bound)
    yield Outcome(Status.INFEASIBLE)


def test_a_wrong_answer_is_told_from_a_right_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever part of an answer is wrong; a battery that calls everything right would be worth
    nothing.
    """
    stated = battery._SolverModel(SEATS_AND_LEADS)
    true = Search(stated.model).minimise(stated.goal, battery.LIMITS)
    assert stated.answer("x", true).right
    for lie in _lies(true):
        assert not stated.answer("x", lie).right
