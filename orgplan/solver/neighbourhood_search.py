"""Better plans early, for models too large to leave to the search tree alone: most actions are held
where they are, the rest is solved.

For each goal the relaxation comes first, in which seats and courses may be taken in part: its value
is a bound, and it says which seats and courses are worth a look, by what they would cost beyond it
(their reduced costs); among those that cost the same, as most do while musts are covered, the ones
of teams and roles in which it acts come first. Then kernels: what the relaxation takes, with what
the best plan does or, without a plan, the next in that order, and each with more than the one
before, as long as they are solved to their end; Angelelli, Mansini & Speranza, "Kernel search",
Computers & Operations Research 37 (2010). Then part of the seats is freed at a time, with the
courses that go with them: what the relaxation and the best plan differ in (Danna, Rothberg & Le
Pape, "Exploring relaxation induced neighborhoods", Math. Programming 102 (2005)), seats drawn by
lot, those of some roles, of some teams, one team with all of its courses. Each kind grows while its
solves come to their end and shrinks where they do not, until many in a row have found nothing.

Every plan found so satisfies the whole model, and nothing is proven by it: what the relaxation
leaves open is proven by solves of the whole model between them and, where there is time, after.
Small solves are limited in nodes and lots are drawn from a fixed seed, so that every machine which
has the time for all of them finds the same plan. Moves, redundancies and short time of single
people can make the relaxation itself take long: then it, and the first plan, only hire and train.
"""

import math
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from orgplan.constraints.model import Linear, Var
from orgplan.domain import Organisation

from .build import Built
from .outcome import Floats, Limits, proven, relative_gap
from .search import Search

# actions from which on it is worth it; fewer are solved whole in about the time that this takes
LARGE = 1_500
NODES = 60  # of each small solve
FAR = 0.1  # gap from which on small solves look for plans harder, and less for bounds
# seats, and courses, that the first kernel frees beside those of the relaxation; where there is a
# plan, the second: its actions make the relaxation's a plan more often than others do
BESIDE = 300
NEXT_KERNEL = 8  # times as many in each that follows
SEATS_BESIDE = 1_500  # seats beside those of the relaxation of which part is freed at a time
COURSES = 600  # freed with part of the seats, unless the relaxation takes more
SEATS, ROLES, TEAMS = 0.3, 3, 2  # freed at a time: a share of all seats, roles, teams
FIRST, LEAST, MOST = 1.0, 0.25, 4.0  # size of what is freed, to begin with and at its ends
GROWS, SHRINKS = 1.6, 0.75
IDLE = 12  # solves in a row that find nothing, after which no more are made
# the same where the goal is to be proven to the end: that needs the time, and often finds the rest
IDLE_TO_THE_END = 6
# of the time, the most for a first plan by which nobody moves, where people may be moved
SHARE_OF_STAYING = 0.3
SHARE_OF_RELAXATION = 0.5  # of the time that is left then, for the relaxation with all moves
SHARE_OF_KERNELS = 0.8  # of the time that is left after it
DIFFERS = 1e-5
LEAST_LEFT = 0.01  # seconds
SHARE_OF_IMPROVEMENT = 0.5  # of the time for those who are alike; the rest is for naming them

Mask = NDArray[np.bool_]


@dataclass
class _Neighbourhood:
    """A way to draw what is freed, and how much of it at present."""

    draw: Callable[[float], Mask]
    size: float = FIRST


@dataclass(frozen=True)
class Relaxation:
    """What is seen of a goal where seats and courses may be taken in part.

    Attributes
    ----------
    bound
        What is proven to be the least possible; ``-inf`` where it was not solved.
    seconds
        What it took, with what was solved before it.
    values
        Column → how much of it is taken; ``None`` where it was not solved.
    ranked
        Columns, the most promising first.
    duals
        Row → what one more on its right side would bring; ``None`` where they are not known.
    """

    bound: float
    seconds: float = 0.0
    values: Floats | None = None
    ranked: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    duals: Floats | None = None


class NeighbourhoodSearch:
    """What can be freed in one model: seats by team and role, courses by team.

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
        x, self.many = built.x, len(place)
        actions = [(team, place[v]) for team, v in actions_with_teams(org, built) if v in place]
        self.actions = self._mask([column for _, column in actions])
        self.seats = self._mask([place[v] for v in x.hire.values()])
        self.courses = self._mask([place[v] for v in x.train.values() if v in place])
        of_people = (*x.move.values(), *x.leave.values(), *x.reduce.values())
        self.changes = self._mask([place[v] for v in of_people if v in place])
        self.teams = _parts(self.many, actions)
        self.roles = _parts(self.many, [(seat.role, place[v]) for seat, v in x.hire.items()])

    @property
    def moving(self) -> bool:
        """Whether moves, redundancies or short time of single people are on offer."""
        return bool(self.changes.any())

    @property
    def worth_it(self) -> bool:
        """Whether the model is large."""
        return int(self.actions.sum()) >= LARGE

    def kernel_search(
        self, backend: Search, goal: Linear, limits: Limits, bound: float = -math.inf
    ) -> Relaxation:
        """Solve the relaxation, and then larger and larger kernels, whose best plan is left with
        the backend.

        Parameters
        ----------
        backend, goal, limits
            Where, what, and for how long; the goal is the one to minimise next.
        bound
            What is proven to be the least possible before.

        Returns
        -------
        Relaxation
            What it shows; its bound is the one from before, where that is higher.
        """
        left = clock_of(limits)
        before, staying = left(), self.changes
        if self.moving and backend.best is None:  # soon a plan by which nobody moves, to begin with
            until = before * (1 - SHARE_OF_STAYING)
            first = self._relaxed(backend, goal, replace(limits, seconds=before - until), staying)
            self._kernels(backend, goal, replace(limits, seconds=left() - until), first)
        share = SHARE_OF_RELAXATION if self.moving else 1.0
        part = replace(limits, seconds=left() * share)
        found = self._relaxed(backend, goal, part, self._mask([]))
        bound, spent = max(bound, found.bound), before - left()
        if found.values is None and self.moving:
            found = self._relaxed(backend, goal, replace(limits, seconds=left()), staying)
        found = replace(found, bound=bound, seconds=spent)
        self._kernels(backend, goal, replace(limits, seconds=left() * SHARE_OF_KERNELS), found)
        return found

    def solve_beside(
        self,
        backend: Search,
        goal: Linear,
        limits: Limits,
        relaxation: Relaxation,
        beside: Mask,
        bound: float,
    ) -> None:
        """One kernel: what the relaxation and the best plan take, and some columns beside.

        Parameters
        ----------
        backend, goal, limits
            Where, what, and for how long.
        relaxation
            Of the goal; where it was not solved, nothing is done.
        beside
            Columns that are freed too.
        bound
            What is proven to be the least possible.
        """
        if relaxation.values is not None:
            free = self._kernel(backend, relaxation.values, relaxation.ranked, 0) | beside
            self._within(backend, goal, limits, free, bound)

    def improve(
        self, backend: Search, goal: Linear, limits: Limits, relaxation: Relaxation, bound: float
    ) -> None:
        """Leave the best plan that small solves find with the backend.

        Parameters
        ----------
        backend, goal, limits
            Where, what, and for how long; it stops where the plan is within the gaps of what is
            proven.
        relaxation
            Of the goal; where it was not solved, nothing is done.
        bound
            What is proven to be the least possible.
        """
        if relaxation.values is None:
            return
        left = clock_of(limits)
        kinds = self._kinds(backend, relaxation.values, relaxation.ranked)
        idle, turn, most = 0, 0, IDLE if limits.gap else IDLE_TO_THE_END
        while backend.best is not None and idle < most and left() > LEAST_LEFT:
            before, kind = backend.value(goal), kinds[turn % len(kinds)]
            if proven(before, bound, limits):
                break
            free = kind.draw(kind.size)
            finished = self._within(backend, goal, replace(limits, seconds=left()), free, bound)
            kind.size = (
                min(MOST, kind.size * GROWS) if finished else max(LEAST, kind.size * SHRINKS)
            )
            least = max(limits.absolute_gap, limits.gap * abs(before) / 10)
            idle, turn = (0 if before - backend.value(goal) > least else idle + 1), turn + 1

    def _within(
        self, backend: Search, goal: Linear, limits: Limits, free: Mask, bound: float
    ) -> bool:
        """One small solve, eager where the plan is far from what is proven; whether it came to its
        end.
        """
        far = relative_gap(backend.value(goal), bound) > FAR if backend.best is not None else True
        small = replace(limits, nodes=NODES, gap=limits.gap / 2, eager=far)
        return backend.within(goal, small, self.actions & ~free)

    def _relaxed(self, backend: Search, goal: Linear, limits: Limits, held: Mask) -> Relaxation:
        """The relaxation in which some actions stay where they are; of a model with moves by an
        interior point, which their products take less time.
        """
        solved = backend.relax(goal, limits, held, interior=self.moving and not held.any())
        if solved.values is None or solved.reduced is None:
            return Relaxation(solved.bound)
        ranked = self._ranked(solved.values, solved.reduced)
        return Relaxation(solved.bound, 0.0, solved.values, ranked, solved.duals)

    def _kernels(self, backend: Search, goal: Linear, limits: Limits, found: Relaxation) -> None:
        """Larger and larger kernels, until one is not solved to its end, or no larger than the one
        before.
        """
        if found.values is None:
            return
        left, freed = clock_of(limits), 0
        beside = BESIDE if backend.best is None else 0
        while left() > LEAST_LEFT and not proven(backend.value(goal), found.bound, limits):
            free = self._kernel(backend, found.values, found.ranked, beside)
            now, many = replace(limits, seconds=left()), int(free[self.actions].sum())
            if many <= freed or not self._within(backend, goal, now, free, found.bound):
                break
            beside, freed = max(BESIDE, beside * NEXT_KERNEL), many

    def _ranked(self, relaxed: Floats, reduced: Floats) -> NDArray[np.int64]:
        """Columns that the relaxation takes, then those of the least reduced costs, of teams and
        roles in which it acts before others.
        """
        taken = relaxed > DIFFERS
        near = np.zeros(self.many, dtype=np.int64)
        for part in (*self.teams, *self.roles):
            near += part & bool((part & taken).any())
        return np.lexsort((np.arange(self.many), -near, np.round(reduced, 7), ~taken))

    def _kernel(
        self, backend: Search, relaxed: Floats, ranked: NDArray[np.int64], beside: int
    ) -> Mask:
        """What the relaxation and the best plan take, and a number of seats and courses beside."""
        found = (relaxed > DIFFERS) | self._taken(backend)
        for actions in (self.seats, self.courses):
            many = int((relaxed[actions] > DIFFERS).sum()) + beside
            found = found | self._first(actions, many, ranked)
        return found

    def _kinds(
        self, backend: Search, relaxed: Floats, ranked: NDArray[np.int64]
    ) -> list[_Neighbourhood]:
        """Ways to draw what is freed, each seen from the plan that is then the best."""
        lot, roll = random.Random(1), np.random.default_rng(1)
        many = max(COURSES, int((relaxed[self.courses] > DIFFERS).sum()))
        likely = int((relaxed[self.seats] > DIFFERS).sum()) + SEATS_BESIDE
        seats = self._first(self.seats, likely, ranked)

        def some(share: float) -> Mask:
            found: Mask = roll.random(self.many) < share
            return found

        def of(parts: list[Mask], number: float) -> Mask:
            chosen = lot.sample(parts, min(len(parts), max(1, round(number))))
            return np.any(chosen, axis=0) if chosen else self._mask([])

        def cheap(courses: Mask, size: float) -> Mask:
            return self._first(courses, int(many * size), ranked)

        def again(size: float) -> Mask:
            return self._taken(backend) & some(size / 2)

        def teams(size: float) -> Mask:
            chosen = of(self.teams, TEAMS * size)
            return (chosen & ~self.courses) | cheap(chosen & self.courses, size)

        return [
            _Neighbourhood(
                lambda size: (
                    (np.abs(relaxed - self._best(backend)) > DIFFERS) | (seats & some(SEATS * size))
                )
            ),
            _Neighbourhood(
                lambda size: (seats & some(SEATS * size)) | cheap(self.courses, size) | again(size)
            ),
            _Neighbourhood(
                lambda size: (
                    (of(self.roles, ROLES * size) & seats) | cheap(self.courses, size) | again(size)
                )
            ),
            _Neighbourhood(teams),
            _Neighbourhood(lambda size: of(self.teams, size)),
        ]

    def _first(self, actions: Mask, many: int, ranked: NDArray[np.int64]) -> Mask:
        """Of some actions, the most promising."""
        return self._mask(ranked[actions[ranked]][:many])

    def _best(self, backend: Search) -> Floats:
        return np.zeros(self.many) if backend.best is None else backend.best

    def _taken(self, backend: Search) -> Mask:
        """What the best plan does."""
        found: Mask = self.actions & (self._best(backend) > 0.5)
        return found

    def _mask(self, columns: list[int] | NDArray[np.int64]) -> Mask:
        mask: Mask = np.zeros(self.many, dtype=np.bool_)
        mask[columns] = True
        return mask


def clock_of(limits: Limits) -> Callable[[], float]:
    """A clock that says how many seconds are left, never none: a solve without time ends by itself.

    Parameters
    ----------
    limits
        Read for its seconds, from now on, and for whether it is stopped.
    """
    deadline = time.perf_counter() + limits.seconds

    def left() -> float:
        return LEAST_LEFT if limits.stopped() else max(deadline - time.perf_counter(), LEAST_LEFT)

    return left


def _parts(many: int, named: list[tuple[str, int]]) -> list[Mask]:
    """Columns by name, in the order in which names come up."""
    parts: dict[str, Mask] = {}
    for name, column in named:
        parts.setdefault(name, np.zeros(many, dtype=np.bool_))[column] = True
    return list(parts.values())


def actions_with_teams(org: Organisation, built: Built) -> Iterator[tuple[str, Var]]:
    """Every action on a seat or a named person, with the team in which it takes place.

    Parameters
    ----------
    org
        Read for the teams of people.
    built
        Its model.

    Yields
    ------
    tuple[str, Var]
        Team id, and the variable of the action.
    """
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
