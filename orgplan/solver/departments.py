r"""One model split by department: what several departments share has a price, and each department
is solved on its own, at those prices.

A decision belongs to the department of its team, and so does an amount that depends on decisions of
one department alone; what is left over stands together as one more part. Rows that touch one
department are its own. The others are shared: budgets, recruiting, places in courses, rules on the
whole organisation, and goals that are held. With a price :math:`y_i` for a unit of each shared row,
departments :math:`d` can be solved apart:

.. math::

    L(y) = \sum_d \min_{x_d} \Bigl(c_d - \sum_i y_i a_{id}\Bigr) x_d
    + \sum_i \bigl(\max(y_i, 0)\, l_i + \min(y_i, 0)\, u_i\bigr),
    \qquad l_i \le \sum_d a_{id} x_d \le u_i

No plan costs less than that, whatever the prices are: wrong prices make a poor bound, never a false
one. The first prices are the duals of the relaxation. Those that follow are the duals of the best
mixture of what departments have decided so far, within a box around the prices of the best bound,
until a round brings nothing (Marsten, Hogan & Blankenship, "The boxstep method for large-scale
optimization", Operations Research 23 (1975)). Then what departments take at any of the prices is
freed in the whole model, whose plan is checked like any other; and from the best plan on, each
department plans again with what the plan leaves it of all that is shared, and its part of what
nobody uses: put together, that is a plan of the whole.

Departments are solved within limits of nodes, and their solutions put in order, so that the same
input gives the same plan however many processes work.
"""

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from orgplan.constraints.model import Linear
from orgplan.domain import Organisation
from orgplan.workers import Workers

from .audit import Audit
from .build import Built
from .neighbourhood_search import (
    DIFFERS,
    LEAST_LEFT,
    Mask,
    NeighbourhoodSearch,
    Relaxation,
    actions_with_teams,
    clock_of,
)
from .outcome import Floats, Limits, Outcome, Task, no_listener, proven
from .search import Search
from .solvers.highs import HighsEngine
from .solvers.lp import Matrix, part_of, with_goals
from .symmetry import NOBODY, Whole, alone_in_rows, with_amounts

NODES_OF_A_DEPARTMENT = 20  # in a round
GAP = 1e-4  # at which a department is near enough
ROUNDS = 6  # of prices: the duals of the relaxation are near the best already
WIDTH = 0.005  # by which prices may move in a round, as a share of them
SHARE_OF_PLANS = 0.4  # of the time, the least that is left once prices are found
SETTLED = 0.05  # of what is open, what better prices could bring, where no more are tried


def department_of(org: Organisation) -> Mapping[str, str]:
    """Which department each team belongs to: the highest team above it, or the next one where a
    single team is above all.

    Parameters
    ----------
    org
        Read for its teams.

    Returns
    -------
    Mapping[str, str]
        Team id → id of the department, which may be the team itself.

    Examples
    --------
    >>> sorted(set(department_of(op.generate(100, seed=1)).values()))
    ['Commerce', 'Customers']
    """
    parent = {team.id: team.parent for team in org.teams}
    above = {team: _above(team, parent) for team in parent}
    depth = 0
    while len({path[depth] for path in above.values() if depth < len(path)}) == 1:
        depth += 1
    return {team: path[min(depth, len(path) - 1)] for team, path in above.items()}


def _above(team: str, parent: Mapping[str, str | None]) -> list[str]:
    """A team and those above it, the highest first."""
    path = [team]
    while (higher := parent[path[0]]) is not None:
        path.insert(0, higher)
    return path


@dataclass(frozen=True)
class DepartmentModel:
    """A department's part of the model, as a process is handed it.

    Attributes
    ----------
    number
        Of the department.
    stated, costs
        Its columns and rows, and what a unit of each column costs.
    seconds
        The most that it may take.
    """

    number: int
    stated: Matrix
    costs: Floats
    seconds: float


@dataclass(frozen=True)
class DepartmentSolution:
    """What a department decides, and what is proven of its part.

    Attributes
    ----------
    number
        Of the department.
    bound
        The least that its part can come to; minus infinity where nothing is proven.
    values
        A value for each of its columns; ``None`` where none were found.
    """

    number: int
    bound: float
    values: Floats | None


def solve_department(model: DepartmentModel) -> DepartmentSolution:
    """Solve one department; what its solver claims is judged as of a whole model.

    Parameters
    ----------
    model
        Its part of the model.

    Returns
    -------
    DepartmentSolution
        Without bound and values where the claim does not hold.
    """
    stated, began = model.stated, time.perf_counter()
    limits = Limits(model.seconds, GAP, nodes=NODES_OF_A_DEPARTMENT)
    task = Task(model.costs, 0.0, stated.lower, stated.upper, limits)
    claim = HighsEngine(stated).run(task)
    if Audit(stated).doubts(task, claim, None, time.perf_counter() - began):
        claim = Outcome(claim.status)
    return DepartmentSolution(model.number, claim.bound, claim.values)


class SplitModel:
    """A model in parts, and the rows that its parts share.

    Parameters
    ----------
    stated
        The whole model.
    part
        Column → number of its part, from 0.

    Attributes
    ----------
    lower, upper
        Bounds of the shared rows.

    Examples
    --------
    >>> from orgplan.solver.solvers.lp import Model, matrix
    >>> model = Model()
    >>> here, there = (model.variable(name, 3.0, whole=True) for name in ("here", "there"))
    >>> model.link("heads", ("Apps",), Linear(0.0, [(-2.0, here)]), -3.0)
    >>> model.link("budget", ("all",), Linear(0.0, [(1.0, here), (1.0, there)]), 4.0)
    >>> split = SplitModel(matrix(model), np.array([0, 0, 1]))
    >>> split.shared, split.upper
    (array([1]), array([4.]))
    >>> costs = np.array([0.0, -2.0, -1.0])
    >>> prices = np.array([-1.0])
    >>> solutions = [solve_department(model) for model in split.models(costs, prices, 5.0)]
    >>> split.bound(prices, solutions)
    -7.0
    """

    def __init__(self, stated: Matrix, part: Whole) -> None:
        self.stated, self.part = stated, part
        self.parts = int(np.max(part, initial=-1)) + 1
        self.of_entry = np.repeat(np.arange(len(stated.row_lower)), np.diff(stated.starts))
        self.owner = alone_in_rows(part, stated, self.of_entry, everything=True)
        self.shared = np.flatnonzero(self.owner == NOBODY)
        self.lower, self.upper = stated.row_lower[self.shared], stated.row_upper[self.shared]
        entries = self.owner[self.of_entry] == NOBODY
        self.row = np.searchsorted(self.shared, self.of_entry[entries])
        self.column, self.value = stated.index[entries], stated.value[entries]

    def possible(self, prices: Floats) -> Floats:
        """Prices without those of a side that a row does not have.

        Parameters
        ----------
        prices
            One for each shared row.
        """
        kept = np.where(prices > 0, np.isfinite(self.lower), np.isfinite(self.upper))
        return np.where(kept, prices, 0.0)

    def used(self, values: Floats) -> Floats:
        """What values of all columns come to in each shared row.

        Parameters
        ----------
        values
            One for every column.
        """
        terms = self.value * values[self.column]
        return np.bincount(self.row, weights=terms, minlength=len(self.shared)).astype(np.float64)

    def whole(
        self, solutions: Sequence[DepartmentSolution], otherwise: Floats | float = 0.0
    ) -> Floats:
        """Solutions put together.

        Parameters
        ----------
        solutions
            Of some parts, or of all.
        otherwise
            What columns of parts without values are.
        """
        values = np.full(len(self.part), otherwise)
        for one in solutions:
            if one.values is not None:
                values[self.part == one.number] = one.values
        return values

    def models(self, costs: Floats, prices: Floats, seconds: float) -> list[DepartmentModel]:
        """Each part with its own rows, at prices of what is shared.

        Parameters
        ----------
        costs
            Of every column.
        prices
            One for each shared row, none that is not :meth:`possible`.
        seconds
            The most that each may take.
        """
        paid = np.bincount(self.column, weights=self.value * prices[self.row], minlength=len(costs))
        return [
            DepartmentModel(number, part_of(self.stated, here, own), (costs - paid)[here], seconds)
            for number in range(self.parts)
            for here, own in [(self.part == number, self.owner == number)]
        ]

    def models_within(
        self, costs: Floats, values: Floats, turn: int, seconds: float
    ) -> list[DepartmentModel]:
        """Each part with its own rows, and with what a plan leaves it of those that are shared;
        what nobody uses of a row goes to one part at a time.

        Parameters
        ----------
        costs
            Of every column.
        values
            The plan: one for every column.
        turn
            Says which part has what nobody uses.
        seconds
            The most that each may take.
        """
        used, models = self.used(values), []
        # how far the whole row may still fall and rise
        below, above = np.maximum(used - self.lower, 0.0), np.maximum(self.upper - used, 0.0)
        for number in range(self.parts):
            here = self.part == number
            mine = self.used(np.where(here, values, 0.0))
            whose = (np.arange(len(used)) + turn) % self.parts == number
            lower, upper = self.stated.row_lower.copy(), self.stated.row_upper.copy()
            lower[self.shared] = mine - np.where(whose | (below == np.inf), below, 0.0)
            upper[self.shared] = mine + np.where(whose | (above == np.inf), above, 0.0)
            left = replace(self.stated, row_lower=lower, row_upper=upper)
            rows = (self.owner == number) | (self.owner == NOBODY)
            models.append(DepartmentModel(number, part_of(left, here, rows), costs[here], seconds))
        return models

    def bound(self, prices: Floats, solutions: Sequence[DepartmentSolution]) -> float:
        """What no plan is below, without the constant of the goal.

        Parameters
        ----------
        prices
            At which departments were solved.
        solutions
            Of all of them.
        """
        sides = np.where(prices > 0, self.lower, self.upper)
        paid = float(np.sum(prices[prices != 0] * sides[prices != 0]))
        return paid + sum(one.bound for one in solutions)


class _Prices:
    """Prices of shared rows, round after round: near those of the best bound so far.

    Parameters
    ----------
    split, costs
        The parts, and the goal that they minimise.
    first
        Prices of the first round.
    """

    def __init__(self, split: SplitModel, costs: Floats, first: Floats) -> None:
        self.split, self.costs = split, costs
        self.now = self.best = split.possible(first)
        self.least = -math.inf
        self.promised = math.inf
        self.numbers: list[int] = []
        self.spent: list[float] = []
        self.used: list[Floats] = []

    def settled(self, value: float) -> bool:
        """Whether other prices could bring little of what is open.

        Parameters
        ----------
        value
            Of the best plan, without the constant of the goal; infinite without a plan.
        """
        return self.promised - self.least <= SETTLED * (value - self.least) < math.inf

    def take(self, solutions: Sequence[DepartmentSolution], seconds: float) -> None:
        """Note what departments decided at the prices of now, and find the next.

        Parameters
        ----------
        solutions
            Of all departments.
        seconds
            The most that it may take.
        """
        bound = self.split.bound(self.now, solutions)
        if bound > self.least:
            self.least, self.best = bound, self.now
        for one in solutions:
            if one.values is not None:
                alone = self.split.whole([one])
                self.numbers.append(one.number)
                self.spent.append(float(self.costs @ alone))
                self.used.append(self.split.used(alone))
        if self.used:
            self._next(seconds)

    def _next(self, seconds: float) -> None:
        """The duals of the best mixture of solutions, in which each shared row can be bought out of
        at the prices at the edges of the box.
        """
        split = self.split
        priced = np.abs(self.best[self.best != 0])
        typical = float(priced.mean()) if len(priced) else 1.0
        box = WIDTH * np.maximum(np.abs(self.best), typical)
        stated = self._mixture()
        costs = np.concatenate([self.spent, self.best + box, box - self.best])
        task = Task(costs, 0.0, stated.lower, stated.upper, Limits(seconds, 0.0))
        found = HighsEngine(stated).run(task)
        if found.duals is None:
            self.promised = self.least
            return
        self.now, self.promised = split.possible(found.duals[: len(self.best)]), found.objective

    def _mixture(self) -> Matrix:
        """Shares of solutions, and what is bought and sold of each shared row; the shares of each
        part add up to 1.
        """
        split, many, shared = self.split, len(self.used), len(self.split.shared)
        row, column = np.nonzero(np.transpose(self.used))
        each, joined = np.arange(shared), np.concatenate
        rows = joined([row, each, each, shared + np.array(self.numbers)])
        columns = joined([column, many + each, many + shared + each, np.arange(many)])
        value = joined(
            [np.transpose(self.used)[row, column], np.ones(shared), -np.ones(shared), np.ones(many)]
        )
        order, one = np.lexsort((columns, rows)), np.ones(split.parts)
        ends = np.cumsum(np.bincount(rows, minlength=shared + split.parts))
        return Matrix(
            lower=np.zeros(many + 2 * shared),
            upper=np.full(many + 2 * shared, np.inf),
            whole=np.zeros(many + 2 * shared, dtype=np.bool_),
            row_lower=np.append(split.lower, one),
            row_upper=np.append(split.upper, one),
            starts=np.concatenate([[0], ends]).astype(np.int32),
            index=columns[order].astype(np.int32),
            value=value[order],
        )


class DepartmentSearch:
    """One model, searched department by department.

    Parameters
    ----------
    org, built
        The organisation, and its model.
    search
        Of the same model.
    around
        What can be freed in it.
    workers
        Who solves departments.
    """

    def __init__(
        self,
        org: Organisation,
        built: Built,
        search: Search,
        around: NeighbourhoodSearch,
        workers: Workers,
    ) -> None:
        self.search, self.around, self.workers = search, around, workers
        department = department_of(org)
        numbers = {name: place for place, name in enumerate(dict.fromkeys(department.values()))}
        stated = search.audit.stated
        owner = np.full(len(stated.lower), NOBODY, dtype=np.int64)
        for team, variable in actions_with_teams(org, built):
            owner[search.column[variable]] = numbers[department[team]]
        of_entry = np.repeat(np.arange(len(stated.row_lower)), np.diff(stated.starts))
        owner = with_amounts(owner, np.zeros(len(owner), dtype=np.bool_), stated, of_entry)
        self.several = len(numbers) > 1
        if self.several:
            workers.start(solve_department)  # while the relaxation is solved
        self.part = np.where(owner == NOBODY, len(numbers), owner)

    def improve(self, goal: Linear, limits: Limits, relaxation: Relaxation, bound: float) -> float:
        """Leave the best plan that is found so with the search; returns what is proven to be the
        least possible.

        Parameters
        ----------
        goal
            An expression in the model's variables.
        limits
            Of all of it; after each round of prices it is heard what is proven.
        relaxation
            Of the goal; where it was not solved, or there is one department, nothing is done.
        bound
            What is proven before.

        Returns
        -------
        float
            In the goal's unit.
        """
        if relaxation.duals is None or not self.several:
            return bound
        left, search = clock_of(limits), self.search
        rest = limits.seconds * SHARE_OF_PLANS
        split = SplitModel(with_goals(search.audit.stated, search.audit.held), self.part)
        prices = _Prices(split, search.costs(goal), relaxation.duals[split.shared])
        taken: Mask = np.zeros(len(self.part), dtype=np.bool_)
        for _ in range(ROUNDS):
            seconds = max(left() - rest, LEAST_LEFT)
            solutions = self._solved(split.models(search.costs(goal), prices.now, seconds))
            prices.take(solutions, left())
            taken |= np.abs(split.whole(solutions)) > DIFFERS
            least, value = goal.constant + prices.least, search.value(goal)
            gained, bound = least > bound, max(bound, search.rounded_up(goal, least))
            limits.heard(value, bound)
            if (
                not gained
                or prices.settled(value - goal.constant)
                or left() <= rest
                or limits.stopped()
                or proven(value, bound, limits)
            ):
                break
        # what a part of the model is proven to be says nothing of the whole
        quiet = replace(limits, heard=no_listener)
        now = replace(quiet, seconds=left())
        self.around.solve_beside(search, goal, now, relaxation, taken, bound)
        self._plan_again(split, goal, replace(quiet, seconds=left()), bound)
        return bound

    def _plan_again(self, split: SplitModel, goal: Linear, limits: Limits, bound: float) -> None:
        """Departments plan with what the best plan leaves them, until that brings nothing."""
        search, left, turn = self.search, clock_of(limits), 0
        while search.best is not None and not proven(search.value(goal), bound, limits):
            before = search.value(goal)
            solutions = self._solved(
                split.models_within(search.costs(goal), search.best, turn, left())
            )
            search.take(goal, split.whole(solutions, search.best))
            turn += 1
            if before - search.value(goal) <= max(limits.absolute_gap, limits.gap * abs(before)):
                return

    def _solved(self, models: Sequence[DepartmentModel]) -> list[DepartmentSolution]:
        """Of all departments, in their order."""
        return sorted(self.workers.done(solve_department, models), key=lambda one: one.number)
