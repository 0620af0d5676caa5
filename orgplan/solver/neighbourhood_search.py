"""Better plans early, for models too large to leave to the search tree alone: most actions are held where they are, the rest is solved.

Seats serve many needs at once and are few: they are freed together first. Then the actions on which
the relaxation (in which seats and courses may be taken in part) and the best plan differ: the
neighbourhood of Danna, Rothberg & Le Pape, "Exploring relaxation induced neighborhoods", Math.
Programming 102 (2005). Then the seats with all that either of the two takes, teams a few at a time,
and the seats with the courses of some skills, whose places all teams share. Without a plan, what
the relaxation takes at all is freed, and the rest is left out; the first plan only hires and
trains, for with moves, redundancies and short time of each person the relaxation itself takes long,
and where it takes too long they are left to the whole model. Every plan found so satisfies the
whole model, and nothing is proven by it: the bound comes from the solve of the whole model that
follows. Small solves are limited in nodes, so that every machine which has the time for all of them
finds the same plan.
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from orgplan.constraints.model import Linear, Var
from orgplan.domain import Organisation
from orgplan.solver.build import Built
from orgplan.solver.outcome import Limits, Outcome, Status, proven
from orgplan.solver.search import Search

LARGE = 4_000  # actions from which on it is worth it; fewer are solved whole in about the time that this takes
NODES = 100  # of each small solve
FREED = 1_500  # actions that are freed together, at the most, unless one team has more
SWEEPS = 3  # over all teams
SHARE_OF_RELAXATION = (
    0.5  # of the time that is left, for the relaxation with all that people may be moved to
)
DIFFERS = 1e-5
SHARE_OF_IMPROVEMENT = 0.6  # of the time of a goal, in a large model; the rest is for the proof

Mask = NDArray[np.bool_]


class NeighbourhoodSearch:
    """What can be freed in one model: actions by team, in the order of the workbook.

    Parameters
    ----------
    org
        The organisation.
    built
        Its model.
    place
        Variable → its column in the backend that will be improved; actions without one are passed
        over.
    """

    def __init__(self, org: Organisation, built: Built, place: Mapping[Var, int]) -> None:
        self.actions: Mask = np.zeros(len(place), dtype=np.bool_)
        by_team: dict[str, list[int]] = defaultdict(list)
        for team, variable in (
            (team, variable) for team, variable in _actions(org, built) if variable in place
        ):
            by_team[team].append(place[variable])
            self.actions[place[variable]] = True
        by_skill: dict[str, list[int]] = defaultdict(list)
        for (step, _), variable in built.x.train.items():
            if variable in place:
                by_skill[step.skill].append(place[variable])
        self.nothing: Mask = np.zeros(len(place), dtype=np.bool_)
        self.seats = self._mask([place[variable] for variable in built.x.hire.values()])
        of_people = (*built.x.move.values(), *built.x.leave.values(), *built.x.reduce.values())
        self.changes = self._mask([place[variable] for variable in of_people if variable in place])
        self.skills = list(by_skill.values())
        self.parts = [by_team[team.id] for team in org.teams if team.id in by_team]

    @property
    def moving(self) -> bool:
        """Whether moves, redundancies or short time of single people are on offer."""
        return bool(self.changes.any())

    @property
    def worth_it(self) -> bool:
        """Whether the model is large."""
        return int(self.actions.sum()) >= LARGE

    def improve(
        self, backend: Search, goal: Linear, limits: Limits, bound: float = -math.inf
    ) -> float:
        """Leave the best plan that small solves find with the backend; the goal is the one to minimise next.

        Parameters
        ----------
        backend, goal, limits
            Where, what, and for how long; it stops where the plan is within the gaps of what is
            proven.
        bound
            What is proven to be the least possible before.

        Returns
        -------
        float
            What is proven after it.
        """
        deadline = time.perf_counter() + limits.seconds

        def left() -> float:
            return 0.01 if limits.stopped() else max(deadline - time.perf_counter(), 0.01)

        def solve(free: Mask) -> None:
            backend.within(goal, replace(limits, seconds=left(), nodes=NODES), self.actions & ~free)

        relaxed = whole = Outcome(Status.NO_PLAN)
        if backend.best is None or not self.moving:
            relaxed = whole = backend.relax(goal, replace(limits, seconds=left()), self.changes)
            if backend.best is None and relaxed.values is not None:
                solve(relaxed.values > DIFFERS)
        if self.moving:
            part = replace(limits, seconds=left() * SHARE_OF_RELAXATION)
            relaxed = whole = backend.relax(goal, part, self.nothing, interior=True)
            if whole.values is None:
                relaxed = backend.relax(goal, replace(limits, seconds=left()), self.changes)
        bound = max(bound, whole.bound)
        if relaxed.values is None or backend.best is None:
            return bound
        for _ in range(SWEEPS):
            before = backend.value(goal)
            for free in self._neighbourhoods(backend, relaxed.values):
                solve(free)
                if left() <= 0.01 or proven(backend.value(goal), bound, limits):
                    return bound
            if before - backend.value(goal) <= max(limits.absolute_gap, limits.gap * abs(before)):
                break
        return bound

    def _neighbourhoods(self, backend: Search, relaxed: NDArray[np.float64]) -> Iterator[Mask]:
        """What to free, one after the other, each seen from the plan that is then the best."""
        yield self.seats
        yield np.abs(relaxed - self._best(backend)) > DIFFERS
        yield self.seats | (relaxed > DIFFERS) | (self._best(backend) > DIFFERS)
        yield from self._some(self.parts)
        yield from (self.seats | courses for courses in self._some(self.skills))

    def _best(self, backend: Search) -> NDArray[np.float64]:
        assert backend.best is not None
        return backend.best

    def _some(self, parts: list[list[int]]) -> Iterator[Mask]:
        """Neighbouring parts with not too many actions together."""
        free: list[int] = []
        for part in parts:
            if free and len(free) + len(part) > FREED:
                yield self._mask(free)
                free = []
            free = free + part
        if free:
            yield self._mask(free)

    def _mask(self, columns: list[int]) -> Mask:
        mask: Mask = np.zeros(len(self.actions), dtype=np.bool_)
        mask[columns] = True
        return mask


def _actions(org: Organisation, built: Built) -> Iterator[tuple[str, Var]]:
    """Every action on a seat or a named person, with the team in which it takes place."""
    x, person = built.x, org.person
    yield from ((seat.team, variable) for seat, variable in x.hire.items())
    yield from ((person[step.person].team, variable) for (step, _), variable in x.train.items())
    yield from ((person[option.person].team, variable) for option, variable in x.move.items())
    yield from ((person[leave.person].team, variable) for leave, variable in x.leave.items())
    yield from (
        (person[reduction.person].team, variable) for reduction, variable in x.reduce.items()
    )
    yield from ((takes.team, variable) for takes, variable in x.takeover.items())
    yield from ((leads.team, variable) for leads, variable in x.leading.items())
