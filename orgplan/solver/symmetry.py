r"""People that are alike to the model are planned together, by numbers, and named again
afterwards.

Somebody's part of the model are the decisions on them and the amounts that depend on these alone.
Two people are alike when their parts are the same to the last coefficient, in rows of their own and
in those that they share with others, and in every goal: swapping them changes nothing. That is read
off the stated rows, so nothing that a family looks at can be forgotten, and pay only matters where
a decision's cost depends on it.

Of n people who are alike the small model has one part, in which each decision is the number of
those who take it:

.. math::

    A x_p \le b,\ 0 \le x_p \le 1 \quad \forall p
    \qquad\Longrightarrow\qquad
    A X \le n b,\ 0 \le X \le n, \qquad X = \sum_p x_p

Rows that are shared, and goals, weigh everybody alike and so see the sum alone. Every plan of the
whole model is therefore one of the small model, with the same goals: what is proven to be the least
possible there is so here. The reverse need not hold, for a sum may not come apart into people (one
who learned in spring works, another one takes the next course in summer, but the course asks for
the first). So a plan of the small model is never taken as it is: the whole model is solved with its
seats, in which the first people by the order of the roster, as many as act, may take what is taken
at all. Where that reaches what was proven, nothing is left to look for; where not, the search goes
on in the whole model, from there.

Sums over a symmetric group: Bödi, Herr & Joswig, "Algorithms for highly symmetric linear and
integer programs", Math. Programming 137 (2013).
"""

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from orgplan.constraints.model import Linear, Var
from orgplan.domain import Organisation

from .audit import Distrust
from .build import Built
from .neighbourhood_search import SHARE_OF_IMPROVEMENT, NeighbourhoodSearch
from .outcome import Limits, proven
from .search import Search
from .solvers.lp import Matrix, Model, dense, matrix

NOBODY = -1
# of the decisions on people, the most that may be left once those who are alike are planned
# together
WORTH_IT = 0.8
SHARE_OF_NAMING = 0.3  # of the time
NODES = 200  # of naming people
ROUNDS = 3  # amounts that depend on amounts that depend on somebody's decisions

Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]


class _Parts:
    """Columns, rows or entries by the person whose they are, in their order.

    Parameters
    ----------
    owner
        Number of the person, or ``NOBODY``.
    people
        How many people there are.
    """

    def __init__(self, owner: Whole, people: int) -> None:
        self.owner = owner
        self.order = np.argsort(owner, kind="stable")
        self.first = np.searchsorted(owner[self.order], np.arange(people + 1))

    def of(self, person: int) -> Whole:
        """What is somebody's.

        Parameters
        ----------
        person
            Number in the order of the roster.

        Returns
        -------
        Whole
            Numbers of columns, rows or entries.
        """
        return self.order[self.first[person] : self.first[person + 1]]

    @cached_property
    def rank(self) -> Whole:
        """The place of each within its owner's; 0 for what is nobody's."""
        found = np.zeros(len(self.owner), dtype=np.int64)
        owned = self.owner[self.order] != NOBODY
        found[self.order] = np.where(
            owned, np.arange(len(self.order)) - self.first[self.owner[self.order]], 0
        )
        return found


@dataclass(frozen=True)
class Classes:
    """Who is alike.

    Attributes
    ----------
    columns, rows
        Whose a column, and a row of one person alone, is: numbers in the order of the roster.
    like
        Person → the first on the roster who is alike; oneself, where nobody before is.
    size
        Person → how many are alike.
    place
        Person → 0 for the first of those who are alike, 1 for the second, …
    """

    columns: _Parts
    rows: _Parts
    like: Whole
    size: Whole
    place: Whole


def classes_of(org: Organisation, built: Built, whole: Matrix, goals: Sequence[Linear]) -> Classes:
    """Find out who is alike in a model and all of its goals.

    Parameters
    ----------
    org
        Read for the order of the roster.
    built
        The model.
    whole
        The same model as a matrix.
    goals
        All of them: who differs in one goal is not alike.

    Returns
    -------
    Classes
        Who has no decisions is alike with nobody.
    """
    people = len(org.people)
    of_entry = np.repeat(np.arange(len(whole.row_lower)), np.diff(whole.starts))
    columns = _Parts(_owners(org, built, whole, of_entry), people)
    rows = _Parts(alone_in_rows(columns.owner, whole, of_entry, everything=True), people)
    entries = _Parts(columns.owner[whole.index], people)
    # A row of somebody's own goes by its place among theirs, one that is shared by its number.
    name = np.where(rows.owner == NOBODY, np.arange(len(rows.owner)), -1 - rows.rank)[of_entry]
    within, costs = columns.rank[whole.index], [dense(built.model, goal) + 0.0 for goal in goals]
    alike: dict[tuple[bytes, ...], list[int]] = defaultdict(list)
    for person in range(people):
        mine, own, held = columns.of(person), rows.of(person), entries.of(person)
        if len(mine):
            held = held[np.lexsort((within[held], name[held]))]
            seen = (
                name[held],
                within[held],
                whole.value[held] + 0.0,
                whole.row_lower[own],
                whole.row_upper[own],
            )
            alike[
                tuple(
                    part.tobytes()
                    for part in (
                        *seen,
                        whole.upper[mine],
                        whole.whole[mine],
                        *(cost[mine] for cost in costs),
                    )
                )
            ].append(person)
    like, size, place = (
        np.arange(people),
        np.ones(people, dtype=np.int64),
        np.zeros(people, dtype=np.int64),
    )
    for members in alike.values():
        like[members], size[members], place[members] = (
            members[0],
            len(members),
            np.arange(len(members)),
        )
    return Classes(columns, rows, like, size, place)


def _owners(org: Organisation, built: Built, whole: Matrix, of_entry: Whole) -> Whole:
    """Column → whose decision it is, or on whose decisions alone a row says that it hangs."""
    x, column = built.x, {variable: number for number, variable in enumerate(built.model.columns)}
    number = {person.id: place for place, person in enumerate(org.people)}
    owner, decided = np.full(len(column), NOBODY), np.zeros(len(column), dtype=np.bool_)
    for variable in (*x.hire.values(), *x.flow.values(), *x.kept.values()):
        decided[column[variable]] = True
    named = [(step.person, variable) for (step, _), variable in x.train.items()]
    named += [
        (of.person, variable)
        for decisions in (x.move, x.leave, x.reduce)
        for of, variable in decisions.items()
    ]
    named += [(leads.who, variable) for leads, variable in x.leading.items()]
    for takes, variable in x.takeover.items():
        if isinstance(takes.who, str):
            named.append((takes.who, variable))
        else:
            decided[column[variable]] = True
    for person, variable in named:
        owner[column[variable]] = number[person]
    return with_amounts(owner, decided, whole, of_entry)


def with_amounts(owner: Whole, decided: Mask, whole: Matrix, of_entry: Whole) -> Whole:
    """Owners of decisions, and of the amounts that hang on the decisions of one owner alone, as
    rows have it.

    Parameters
    ----------
    owner
        Column → whose decision it is, or ``NOBODY``; it is changed.
    decided
        Columns that are nobody's, and stay so.
    whole
        The model.
    of_entry
        Entry → its row.

    Returns
    -------
    Whole
        Column → whose it is, or ``NOBODY``.
    """
    for _ in range(ROUNDS):
        alone = alone_in_rows(owner, whole, of_entry, everything=False)[of_entry]
        open_to = (alone != NOBODY) & (owner[whole.index] == NOBODY) & ~decided[whole.index]
        least, most = _range(whole.index[open_to], alone[open_to], len(owner))
        claimed = (least == most) & (most != NOBODY)
        owner[claimed] = most[claimed]
    return owner


def alone_in_rows(owner: Whole, whole: Matrix, of_entry: Whole, *, everything: bool) -> Whole:
    """Row → the one owner whose columns it has; with `everything` it has no others at all.

    Parameters
    ----------
    owner
        Column → whose it is, or ``NOBODY``.
    whole
        The model.
    of_entry
        Entry → its row.
    everything
        Whether columns that are nobody's count, too.

    Returns
    -------
    Whole
        ``NOBODY`` where there are several, or none.
    """
    found = owner[whole.index]
    counted = np.ones(len(found), dtype=np.bool_) if everything else found != NOBODY
    least, most = _range(of_entry[counted], found[counted], len(whole.row_lower))
    return np.where(least == most, most, NOBODY)


def _range(where: Whole, values: Whole, length: int) -> tuple[Whole, Whole]:
    """Least and most of the values at each place; apart where there is none."""
    least, most = np.full(length, np.iinfo(np.int64).max), np.full(length, NOBODY)
    np.minimum.at(least, where, values)
    np.maximum.at(most, where, values)
    return least, most


class AggregatedModel(Search):
    """The small model, in which people who are alike are numbers; it takes the goals of the whole
    one.

    Parameters
    ----------
    model
        The whole model.
    classes
        Who is alike in it.
    distrusted
        As for :class:`Search`.
    """

    def __init__(
        self, model: Model, classes: Classes, distrusted: list[Distrust] | None = None
    ) -> None:
        self.classes = classes
        self.kept = _firsts(classes, classes.columns.owner)
        super().__init__(model, start=True, distrusted=distrusted)

    def _columns(self) -> Mapping[Var, int]:
        here = [
            variable for variable, kept in zip(self.model.columns, self.kept, strict=True) if kept
        ]
        return {variable: number for number, variable in enumerate(here)}

    def _matrix(self) -> Matrix:
        """One part for each class: columns may be as large as the class, rows of one person's own
        ask for as much for all of them.
        """
        whole, classes = matrix(self.model), self.classes
        rows = _firsts(classes, classes.rows.owner)
        of_entry = np.repeat(np.arange(len(whole.row_lower)), np.diff(whole.starts))
        entries = self.kept[whole.index] & rows[of_entry]
        many, times = (
            _times(classes, classes.columns.owner)[self.kept],
            _times(classes, classes.rows.owner)[rows],
        )
        starts = np.zeros(int(rows.sum()) + 1, dtype=np.int32)
        np.cumsum(np.bincount(of_entry[entries], minlength=len(rows))[rows], out=starts[1:])
        return Matrix(
            lower=whole.lower[self.kept],
            upper=whole.upper[self.kept] * many,
            whole=whole.whole[self.kept],
            row_lower=whole.row_lower[rows] * times,
            row_upper=whole.row_upper[rows] * times,
            starts=starts,
            index=(np.cumsum(self.kept) - 1)[whole.index[entries]].astype(np.int32),
            value=whole.value[entries],
        )

    def _coefficients(self, goal: Linear) -> NDArray[np.float64]:
        return dense(self.model, goal)[self.kept]

    @cached_property
    def _counterpart(self) -> Whole:
        """Column of the whole model → that of the small one which stands for it."""
        columns, number = self.classes.columns, np.cumsum(self.kept) - 1
        owned = np.flatnonzero(columns.owner != NOBODY)
        found = number.copy()
        found[owned] = number[
            columns.order[
                columns.first[self.classes.like[columns.owner[owned]]] + columns.rank[owned]
            ]
        ]
        return found

    def spread(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Column of the whole model → its value in the small one: for each of those who are alike,
        the sum over them all.

        Parameters
        ----------
        values
            One for every column of the small model.

        Returns
        -------
        NDArray[np.float64]
            One for every column of the whole model.
        """
        return values[self._counterpart]

    def start_from(self, plan: NDArray[np.float64]) -> None:
        """Take a plan of the whole model for the best that is known.

        Parameters
        ----------
        plan
            One value for every column of the whole model.
        """
        sums: NDArray[np.float64] = np.bincount(
            self._counterpart, weights=plan, minlength=len(self.column)
        ).astype(np.float64)
        self.best = sums


def _firsts(classes: Classes, owner: Whole) -> Mask:
    """What is nobody's, or of the first of those who are alike."""
    found: Mask = (owner == NOBODY) | (classes.place[owner] == 0)
    return found


def _times(classes: Classes, owner: Whole) -> NDArray[np.float64]:
    """How many people something stands for; 1 where it is nobody's."""
    return np.where(owner == NOBODY, 1.0, classes.size[owner])


class SymmetryReduction:
    """The small model of a whole one, kept through the same sequence of goals.

    Parameters
    ----------
    org
        The organisation.
    built
        Its whole model.
    goals
        All that will be minimised.
    distrusted
        As for :class:`Search`.
    large
        Whether the whole model is too large to be left to the search tree alone; otherwise nothing
        is done here.
    """

    def __init__(
        self,
        org: Organisation,
        built: Built,
        goals: Sequence[Linear],
        distrusted: list[Distrust] | None = None,
        *,
        large: bool,
    ) -> None:
        x, column = (
            built.x,
            {variable: number for number, variable in enumerate(built.model.columns)},
        )
        self.personal = _mask(column, x.train, x.move, x.leave, x.reduce)
        self.actions = self.personal | _mask(column, x.hire)
        self.together: AggregatedModel | None = None
        if large and self.personal.any():
            classes = classes_of(org, built, matrix(built.model), goals)
            left = int((self.personal & _firsts(classes, classes.columns.owner)).sum())
            if left <= WORTH_IT * self.personal.sum():
                self.together = AggregatedModel(built.model, classes, distrusted)
                self.improver = NeighbourhoodSearch(org, built, self.together.column)

    def improve(self, backend: Search, goal: Linear, limits: Limits) -> float:
        """Leave the best plan that is found by numbers and can be named with the backend; returns
        what is proven to be the least possible.

        Parameters
        ----------
        backend
            The whole model.
        goal
            An expression in its variables.
        limits
            :data:`SHARE_OF_NAMING` of the seconds are kept for naming people.

        Returns
        -------
        float
            In the goal's unit; minus infinity where too few people are alike.
        """
        if self.together is None:
            return float("-inf")
        deadline = time.perf_counter() + limits.seconds
        if backend.best is not None:
            self.together.start_from(backend.best)
        search = replace(limits, seconds=limits.seconds * (1 - SHARE_OF_NAMING))
        if self.improver.worth_it:
            part = replace(search, seconds=search.seconds * SHARE_OF_IMPROVEMENT)
            until = time.perf_counter() + part.seconds
            relaxation = self.improver.kernel_search(self.together, goal, part)
            part = replace(part, seconds=max(until - time.perf_counter(), 0.0))
            self.improver.improve(self.together, goal, part, relaxation, relaxation.bound)
            search = replace(
                search, seconds=deadline - time.perf_counter() - limits.seconds * SHARE_OF_NAMING
            )
        found = self.together.minimise(goal, search)
        if found.values is not None and not proven(backend.value(goal), found.bound, limits):
            at, free = self._named(self.together, found.values)
            backend.within(
                goal,
                replace(limits, seconds=deadline - time.perf_counter(), nodes=NODES),
                self.actions & ~free,
                at,
            )
        return found.bound

    def hold(self, goal: Linear, at: float) -> None:
        """Keep a goal in the small model too.

        Parameters
        ----------
        goal
            An expression in the whole model's variables.
        at
            In the goal's unit.
        """
        if self.together is not None:
            self.together.hold(goal, at)

    def _named(
        self, together: AggregatedModel, values: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], Mask]:
        """What every action is held at, and which are free: of what is taken at all, those of as
        many people as act, the first ones first.
        """
        spread, classes = np.round(together.spread(values)), together.classes
        owner = classes.columns.owner
        firsts = self.personal & _firsts(classes, owner)
        act = np.bincount(owner[firsts], weights=spread[firsts], minlength=len(classes.like))[
            classes.like
        ]
        free = self.personal & (spread > 0) & (classes.place[owner] < act[owner])
        return np.where(self.personal, 0.0, spread), free


def _mask(column: Mapping[Var, int], *decisions: Mapping[Any, Var]) -> Mask:
    """Which columns some decisions have."""
    found: Mask = np.zeros(len(column), dtype=np.bool_)
    found[
        np.array(
            [column[variable] for kind in decisions for variable in kind.values()], dtype=np.int64
        )
    ] = True
    return found
