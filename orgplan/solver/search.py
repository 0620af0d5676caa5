"""One model through a sequence of goals, solved by solvers whose word is checked; what does not
hold is asked again, another way.

The ladder: as set (from the best plan, where that is worth it), without a start, without presolve,
and by the other solver. The first claim that holds is taken. "Impossible" has no values to check
and is taken when a second road says so too.
"""

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from orgplan.constraints.model import Linear, Var

from .audit import Audit, Distrust, leeway_of
from .outcome import Engine, Floats, Limits, Outcome, Status, Task, ending_of, proven
from .solvers.highs import HighsEngine
from .solvers.lp import Matrix, Model, dense, matrix
from .solvers.scip import ScipEngine

ENGINES: Mapping[str, Callable[[Matrix], Engine]] = {"highs": HighsEngine, "scip": ScipEngine}
NAMES = {"highs": "HiGHS", "scip": "SCIP"}
STEP = 1e-5  # by which a bound may miss a whole number and still mean it
AGAIN = 1.0  # seconds that another road has at the least, whatever the first one took


def other_than(solver: str) -> str:
    """The second solver.

    Parameters
    ----------
    solver
        ``highs`` or ``scip``.

    Examples
    --------
    >>> other_than("highs")
    'scip'
    """
    return next(name for name in ENGINES if name != solver)


@dataclass(frozen=True)
class Road:
    """A way to the answer: which solver, and how it is set.

    Attributes
    ----------
    solver
        ``highs`` or ``scip``.
    presolve
        Whether the solver may simplify the model first.
    started
        Whether it starts from the best plan known.
    """

    solver: str
    presolve: bool = True
    started: bool = False

    def __str__(self) -> str:
        settings = [
            text
            for text, stated in (
                ("from a known plan", self.started),
                ("without presolve", not self.presolve),
            )
            if stated
        ]
        return " ".join([NAMES[self.solver], *settings])


@dataclass(frozen=True)
class Witness:
    """What a second road found for a goal.

    Attributes
    ----------
    road
        Solver, and how it was set.
    value, bound
        Its figures for the goal.
    confirmed
        Whether its bound proves the plan to be as near to the least possible as was asked for.

    Examples
    --------
    >>> op.Witness("scip", value=0.0, bound=0.0, confirmed=True).confirmed
    True
    """

    road: str
    value: float
    bound: float
    confirmed: bool


class Search:
    """A model, and the best plan known for it.

    Parameters
    ----------
    model
        The model.
    solver
        The first to be asked, ``highs`` or ``scip``; the other one is the last road.
    start
        Whether runs start from the best plan known.
    distrusted
        Where claims that do not hold are noted.

    Attributes
    ----------
    found
        Called whenever a part of the model gave a better plan.
    """

    def __init__(
        self,
        model: Model,
        solver: str = "highs",
        *,
        start: bool = False,
        distrusted: list[Distrust] | None = None,
    ) -> None:
        self.model = model
        self.solver = solver
        self.start = start
        self.distrusted: list[Distrust] = [] if distrusted is None else distrusted
        self.best: Floats | None = None
        self.found: Callable[[], None] = lambda: None
        self._known: dict[int, tuple[Linear, Floats]] = {}
        self.column = self._columns()
        stated = self._matrix()
        self.lower, self.upper = stated.lower, stated.upper
        self.whole_columns = np.flatnonzero(stated.whole).astype(np.int32)
        self.audit = Audit(stated)
        self.engines: dict[str, Engine] = {solver: ENGINES[solver](stated)}

    def _columns(self) -> Mapping[Var, int]:
        """Variable → its column, for those that the solvers have."""
        return {variable: number for number, variable in enumerate(self.model.columns)}

    def _matrix(self) -> Matrix:
        """What the solvers are handed."""
        return matrix(self.model)

    def _coefficients(self, goal: Linear) -> Floats:
        """Coefficients of an expression for every column."""
        return dense(self.model, goal)

    def costs(self, goal: Linear) -> Floats:
        """Coefficients of an expression for every column, worked out once for each goal.

        Parameters
        ----------
        goal
            An expression in the model's variables.

        Returns
        -------
        ndarray of float64, shape (columns,)
            Not to be written to.
        """
        known = self._known.get(id(goal))
        if known is None:  # the goal is kept with them, so that its number stays its own
            known = self._known[id(goal)] = goal, self._coefficients(goal)
            known[1].flags.writeable = False
        return known[1]

    def hold(self, goal: Linear, at: float) -> None:
        """Keep an expression at or below a value from now on.

        Parameters
        ----------
        goal
            An expression in the model's variables.
        at
            In the goal's unit; its constant counts.

        Examples
        --------
        >>> model = Model()
        >>> hire = model.variable("hire", 3.0, whole=True)
        >>> search = Search(model)
        >>> search.hold(Linear.of(hire), 2.0)
        >>> search.minimise(Linear(0.0, [(-1.0, hire)]), Limits(5.0, 0.0)).objective
        -2.0
        """
        costs, limit = self.costs(goal), at - goal.constant
        self.audit.hold(costs, limit)
        for engine in self.engines.values():
            engine.hold(costs, limit)

    def rounding(self, value: float) -> float:
        """The least by which a goal that has a value must be allowed to slip.

        Parameters
        ----------
        value
            In the goal's unit.

        Returns
        -------
        float
            In the goal's unit; of the solver that is asked first.

        Examples
        --------
        >>> Search(Model()).rounding(1e6)
        0.01
        """
        return self.engines[self.solver].rounding(value)

    def value(self, goal: Linear) -> float:
        """Value of an expression at the best plan known; infinite without one.

        Parameters
        ----------
        goal
            An expression in the model's variables.

        Returns
        -------
        float
            In the goal's unit.

        Examples
        --------
        >>> model = Model()
        >>> hire = model.variable("hire", 3.0, whole=True)
        >>> search = Search(model)
        >>> search.value(Linear.of(hire))
        inf
        """
        return float("inf") if self.best is None else self._value_at(goal, self.best)

    def _value_at(self, goal: Linear, values: Floats) -> float:
        """What an expression comes to at values of all columns."""
        return goal.constant + float(self.costs(goal) @ values)

    def keeps(self, values: Floats, goal: Linear) -> bool:
        """Whether values of the columns keep every row and bound, by the audit.

        Parameters
        ----------
        values
            One for every column.
        goal
            Only needed to state a task.

        Examples
        --------
        >>> model = Model()
        >>> hire = model.variable("hire", 3.0, whole=True)
        >>> search = Search(model)
        >>> (
        ...     search.keeps(np.array([0.0, 2.0]), Linear.of(hire)),
        ...     search.keeps(np.array([0.0, 2.5]), Linear.of(hire)),
        ... )
        (True, False)
        """
        return not self.audit.violations(self._task(goal, Limits(0.0, 0.0)), values)

    def take(self, goal: Linear, values: Floats) -> bool:
        """Take values for the best plan known, where they keep every row and are better than it.

        Parameters
        ----------
        goal
            An expression in the model's variables.
        values
            One for every column.

        Returns
        -------
        bool
            Whether they were taken.

        Examples
        --------
        >>> model = Model()
        >>> hire = model.variable("hire", 3.0, whole=True)
        >>> search = Search(model)
        >>> search.take(Linear.of(hire), np.array([0.0, 2.5]))
        False
        >>> search.take(Linear.of(hire), np.array([0.0, 2.0])), search.value(Linear.of(hire))
        (True, 2.0)
        """
        if self._value_at(goal, values) >= self.value(goal) or not self.keeps(values, goal):
            return False
        self.best = values
        self.found()
        return True

    def minimise(self, goal: Linear, limits: Limits, name: str = "goal") -> Outcome:
        """Minimise an expression; the best plan known stays where no better one is found.

        Parameters
        ----------
        goal
            An expression in the model's variables.
        limits
            Of all roads together; a further road has :data:`AGAIN` seconds at the least.
        name
            For the run log.

        Returns
        -------
        Outcome
            Audited: claims that did not hold are in :attr:`distrusted`.

        Examples
        --------
        >>> model = Model()
        >>> hire = model.variable("hire", 3.0, whole=True)
        >>> model.link("heads", ("Apps",), Linear(0.0, [(-1.0, hire)]), -1.5)
        >>> outcome = Search(model).minimise(Linear(10.0, [(4.0, hire)]), Limits(5.0, 0.0))
        >>> outcome.status.value, outcome.objective, outcome.bound
        ('optimal', 18.0, 18.0)
        """
        task = self._task(goal, limits)
        outcome = self._checked(task, name)
        if (
            self.best is not None
            and outcome.status is not Status.INFEASIBLE
            and not self.audit.violations(task, self.best)
        ):
            outcome = _no_worse_than(self.best, outcome, task)
        if outcome.values is not None:
            self.best = outcome.values
        return outcome

    def within(
        self, goal: Linear, limits: Limits, fixed: NDArray[np.bool_], at: Floats | None = None
    ) -> bool:
        """Look for a better plan while some columns stay; nothing is proven by it.

        Whether the search came to its end.

        They stay at values that are given for all columns, else as in the best plan known, else at
        0.

        Parameters
        ----------
        goal
            An expression in the model's variables.
        limits
            Of the run.
        fixed
            A mark for every column.
        at
            A value for every column; ``None`` takes the best plan known, else 0.

        Examples
        --------
        >>> model = Model()
        >>> hire, train = (
        ...     model.variable("hire", 3.0, whole=True),
        ...     model.variable("train", 1.0, whole=True),
        ... )
        >>> model.link("need", ("N-001",), Linear(0.0, [(-1.0, hire), (-1.0, train)]), -1.0)
        >>> search, goal = Search(model), Linear(0.0, [(4.0, hire), (1.0, train)])
        >>> search.within(goal, Limits(5.0, 0.0), np.array([False, False, True]))
        True
        >>> search.value(goal)
        4.0
        """
        task = self._task(goal, limits, fixed, at)
        # Columns that are held elsewhere than in the best plan make it no plan to start from.
        outcome = self._checked(
            replace(task, start=None) if at is not None else task,
            "search around the best plan",
            confirm=False,
        )
        if outcome.values is not None and outcome.objective < self.value(goal):
            self.best = outcome.values
            self.found()
        return outcome.status in (Status.OPTIMAL, Status.GAP_LIMIT, Status.INFEASIBLE)

    def under(
        self, goal: Linear, limits: Limits, fixed: NDArray[np.bool_], at: Floats, name: str
    ) -> Outcome:
        """Minimise while some columns are held at given values; the best plan known is left as it
        is.

        Parameters
        ----------
        goal
            An expression in the model's variables.
        limits
            Of all roads together; a further road has :data:`AGAIN` seconds at the least.
        fixed
            A mark for every column.
        at
            A value for every column; those that are not marked are not read.
        name
            For the run log.

        Returns
        -------
        Outcome
            Audited.

        Examples
        --------
        >>> model = Model()
        >>> hire, train = (
        ...     model.variable("hire", 3.0, whole=True),
        ...     model.variable("train", 1.0, whole=True),
        ... )
        >>> model.link("need", ("N-001",), Linear(0.0, [(-1.0, hire), (-1.0, train)]), -1.0)
        >>> goal = Linear(0.0, [(4.0, hire), (1.0, train)])
        >>> Search(model).under(
        ...     goal,
        ...     Limits(5.0, 0.0),
        ...     np.array([False, False, True]),
        ...     np.zeros(3),
        ...     "without courses",
        ... ).objective
        4.0
        """
        task = replace(self._task(goal, limits, fixed, at), start=None)
        best = self.best
        outcome = self._checked(task, name)
        self.best = best
        return outcome

    def relax(
        self, goal: Linear, limits: Limits, fixed: NDArray[np.bool_], *, interior: bool = False
    ) -> Outcome:
        """Minimise where whole numbers may be fractions, some columns fixed as in :meth:`within`:
        no plan, and a bound of what is left free.

        With `interior`, by the interior-point method, which takes large and degenerate models
        better than the simplex method.

        Parameters
        ----------
        goal
            An expression in the model's variables.
        limits
            Of the run; its gap is taken as 0.
        fixed
            A mark for every column.
        interior
            Whether the interior-point method is taken.

        Returns
        -------
        Outcome
            ``NO_PLAN`` where it did not come to its end. `reduced` says what a unit of each column
            costs beyond it.

        Examples
        --------
        >>> model = Model()
        >>> hire = model.variable("hire", 3.0, whole=True)
        >>> model.link("heads", ("Apps",), Linear(0.0, [(-2.0, hire)]), -3.0)
        >>> search = Search(model)
        >>> outcome = search.relax(
        ...     Linear(0.0, [(0.5, hire)]), Limits(5.0, 0.0), np.zeros(2, dtype=bool)
        ... )
        >>> outcome.objective, float(outcome.values[1])
        (0.75, 1.5)
        """
        task = replace(
            self._task(goal, Limits(limits.seconds, 0.0, stopped=limits.stopped), fixed),
            relaxed=True,
            interior=interior,
            start=None,
        )
        outcome = self._checked(task, "relaxation", confirm=False)
        if outcome.status not in (Status.OPTIMAL, Status.GAP_LIMIT):
            return Outcome(Status.NO_PLAN)
        if fixed.any():
            return outcome
        return replace(outcome, bound=self.rounded_up(goal, outcome.bound))

    def rounded_up(self, goal: Linear, bound: float) -> float:
        """A bound of the whole model, up to the next value that plans can have at all: of whole
        numbers times whole numbers the least possible is one, too.

        Parameters
        ----------
        goal
            An expression in the model's variables.
        bound
            In the goal's unit.

        Examples
        --------
        >>> model = Model()
        >>> hire = model.variable("hire", 3.0, whole=True)
        >>> Search(model).rounded_up(Linear(0.5, [(2.0, hire)]), 1.2)
        1.5
        """
        costs = self.costs(goal)
        counted = costs != 0
        steps = costs[counted]
        if not (self.audit.stated.whole[counted].all() and (steps == np.round(steps)).all()):
            return bound
        if not math.isfinite(bound):
            return bound
        return max(bound, goal.constant + math.ceil(bound - goal.constant - STEP))

    def believed(self, goal: Linear, bound: float, limits: Limits, name: str) -> float:
        """A bound from elsewhere, unless the best plan known goes below it: then it was false, and
        is no bound.

        Parameters
        ----------
        goal
            An expression in the model's variables.
        bound
            In the goal's unit.
        limits
            Say what rounding is.
        name
            For the run log.

        Returns
        -------
        float
            The bound, or minus infinity.

        Examples
        --------
        >>> model = Model()
        >>> hire = model.variable("hire", 3.0, whole=True)
        >>> search, goal = Search(model), Linear(1.0, [(4.0, hire)])
        >>> search.believed(goal, 0.5, Limits(5.0, 0.0), "cost")
        0.5
        """
        value = self.value(goal)
        if bound <= value + leeway_of(self._task(goal, limits), value):
            return bound
        self._distrust(
            NAMES[self.solver],
            name,
            f"called {bound:.6f} the least possible, a plan in hand comes to {value:.6f}",
        )
        return float("-inf")

    def witness(
        self, goal: Linear, outcome: Outcome, limits: Limits, name: str
    ) -> tuple[Witness, Outcome | None]:
        """Look at a goal again on another road.

        Parameters
        ----------
        goal
            An expression in the model's variables.
        outcome
            What the first road found.
        limits
            Of each of two roads.
        name
            For the run log.

        Returns
        -------
        Witness
            What it found.
        Outcome or None
            What it found, where that is better than what was called the least possible.
        """
        task = replace(self._task(goal, limits), start=None)
        road, claim = self._roads(task)[-1], Outcome(Status.NO_PLAN)
        for road in reversed(self._roads(task)[-2:]):
            claim = self._run(road, task, name)
            if not claim.trouble:
                break
        witness = Witness(
            str(road), claim.objective, claim.bound, proven(outcome.objective, claim.bound, limits)
        )
        if claim.values is None or claim.objective >= outcome.bound - leeway_of(
            task, outcome.bound
        ):
            return witness, None
        self._distrust(
            NAMES[self.solver],
            name,
            f"called {outcome.bound:.6f} the least possible, {road} found {claim.objective:.6f}",
        )
        self.best = claim.values
        return witness, claim

    def _task(
        self,
        goal: Linear,
        limits: Limits,
        fixed: NDArray[np.bool_] | None = None,
        at: Floats | None = None,
    ) -> Task:
        """A run on the whole model; columns that are held are rounded, since a solver's whole
        numbers are off by a little.
        """
        lower, upper = self.lower, self.upper
        if fixed is not None:
            held = self.best if at is None else at
            stays = np.zeros(len(lower)) if held is None else np.round(held)
            lower, upper = np.where(fixed, stays, lower), np.where(fixed, stays, upper)
        return Task(
            self.costs(goal),
            goal.constant,
            lower,
            upper,
            limits,
            start=self.best if self.start else None,
        )

    def _roads(self, task: Task) -> list[Road]:
        started = [Road(self.solver, started=True)] if task.start is not None else []
        return [
            *started,
            Road(self.solver),
            Road(self.solver, presolve=False),
            Road(other_than(self.solver)),
        ]

    def _checked(self, task: Task, name: str, *, confirm: bool = True) -> Outcome:
        """The first claim that holds, on whatever road; "impossible" where two say so, unless
        nothing depends on it.
        """
        deadline, impossible = time.perf_counter() + task.limits.seconds, None
        for number, road in enumerate(self._roads(task)):
            left = deadline - time.perf_counter()
            claim = self._run(road, _within(left if number == 0 else max(left, AGAIN), task), name)
            if claim.trouble:
                continue
            if impossible is not None and claim.values is not None:
                self._distrust(str(impossible), name, "called impossible, though there is a plan")
            if claim.values is not None or (claim.status is Status.NO_PLAN and impossible is None):
                return claim
            if impossible is not None or not confirm:
                break
            impossible = road
        if impossible is not None or not confirm:
            return Outcome(Status.INFEASIBLE if impossible is not None else Status.NO_PLAN)
        return Outcome(Status.NO_PLAN, trouble="no claim of any solver held")

    def _run(self, road: Road, task: Task, name: str) -> Outcome:
        """One run, judged: its goal worked out from its values; with `trouble` where its claim does
        not hold, which is noted.
        """
        began = time.perf_counter()
        claim = self._engine(road.solver).run(
            replace(task, presolve=road.presolve, start=task.start if road.started else None)
        )
        doubts = self.audit.doubts(task, claim, self.best, time.perf_counter() - began)
        if doubts:
            self._distrust(str(road), name, *doubts)
            self._salvage(task, claim)
            return Outcome(Status.NO_PLAN, trouble=doubts[0])
        if claim.values is None:
            return claim
        value = task.value(claim.values)
        bound = min(claim.bound, value)
        ending = (
            ending_of(value, bound, task.limits) if claim.status is Status.OPTIMAL else claim.status
        )
        return replace(claim, status=ending, objective=value, bound=bound)

    def _engine(self, solver: str) -> Engine:
        if solver not in self.engines:
            engine = ENGINES[solver](self.audit.stated)
            for costs, at in self.audit.held:
                engine.hold(costs, at)
            self.engines[solver] = engine
        return self.engines[solver]

    def _salvage(self, task: Task, claim: Outcome) -> None:
        """Values of a claim that does not hold may still be a plan; whether they are is worked out,
        not believed.
        """
        if task.relaxed or claim.values is None or self.audit.violations(task, claim.values):
            return
        if (
            self.best is None
            or self.audit.violations(task, self.best)
            or task.value(claim.values) < task.value(self.best)
        ):
            self.best = claim.values

    def _distrust(self, road: str, name: str, *reasons: str) -> None:
        self.distrusted.append(Distrust(road, name, reasons))


def _within(seconds: float, task: Task) -> Task:
    return replace(task, limits=replace(task.limits, seconds=seconds))


def _no_worse_than(best: Floats, outcome: Outcome, task: Task) -> Outcome:
    """The plan in hand in place of a worse one, or of none."""
    value = task.value(best)
    if outcome.values is None:
        return Outcome(Status.UNPROVEN if outcome.trouble else Status.TIME_LIMIT, best, value)
    if value >= outcome.objective:
        return outcome
    bound = min(outcome.bound, value)
    finished = outcome.status in (Status.OPTIMAL, Status.GAP_LIMIT)
    return Outcome(
        ending_of(value, bound, task.limits) if finished else outcome.status, best, value, bound
    )
