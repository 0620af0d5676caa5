"""HiGHS, handed the whole matrix at once and kept through the sequence of goals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import highspy
import numpy as np
from numpy.typing import NDArray

from orgplan.constraints.rows import Linear, Var
from orgplan.solver.lp import Matrix, Model, dense, matrix
from orgplan.solver.outcome import Limits, Outcome, Status, ending_of
from orgplan.solver.quiet import quiet_highs


class Highs:
    """HiGHS on one model.

    One thread and a fixed seed, so that the same input takes the same path; the ending is read from HiGHS's own model
    status, never from PuLP's.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self.best: NDArray[np.float64] | None = None
        self.column = self._columns()
        self.highs = quiet_highs()
        for option, value in (("threads", 1), ("random_seed", 1), ("mip_feasibility_tolerance", 1e-7)):
            self.highs.setOptionValue(option, value)
        self._pass()

    def _pass(self) -> None:
        m = self._matrix()
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(m.lower), len(m.row_lower)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = np.zeros(len(m.lower)), m.lower, m.upper
        lp.row_lower_, lp.row_upper_ = m.row_lower, m.row_upper
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = m.starts, m.index, m.value
        self.whole, self.lower, self.upper = bool(m.whole.any()), m.lower, m.upper
        self.whole_columns = np.flatnonzero(m.whole).astype(np.int32)
        lp.integrality_ = [highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous for whole in m.whole]
        self.highs.passModel(lp)

    def _columns(self) -> Mapping[Var, int]:
        """Variable → its column, for those that HiGHS has."""
        return {variable: number for number, variable in enumerate(self.model.columns)}

    def _matrix(self) -> Matrix:
        """What HiGHS is handed."""
        return matrix(self.model)

    def _costs(self, goal: Linear) -> NDArray[np.float64]:
        """Coefficients of an expression for every column that HiGHS has."""
        return dense(self.model, goal)

    def hold(self, name: str, goal: Linear, at: float) -> None:
        """Add the row that keeps a goal."""
        costs = self._costs(goal)
        used = np.flatnonzero(costs).astype(np.int32)
        self.highs.addRow(-highspy.kHighsInf, at - goal.constant, len(used), used, costs[used])

    def rounding(self, value: float) -> float:
        """HiGHS hands values over in full; rows are kept to a tolerance."""
        return 1e-7

    def minimise(self, goal: Linear, limits: Limits) -> Outcome:
        """Minimise an expression, starting from the best plan known."""
        self._ask(goal, limits, linear=not self.whole)
        self._start()
        self.highs.run()
        return self._outcome(limits)

    def within(self, goal: Linear, limits: Limits, fixed: NDArray[np.bool_], at: NDArray[np.float64] | None = None) -> None:
        """Look for a better plan while some columns stay; nothing is proven by it.

        They stay at values that are given for all columns, else as in the best plan known, else at 0.
        """
        before = None if self.best is None else (self.best, self.value(goal))
        with self._fixed(fixed, at):
            self._ask(goal, limits)
            if at is None:
                self._start()
            self.highs.run()
            self._outcome(limits)
        if before is not None and self.value(goal) > before[1]:
            self.best = before[0]

    def relax(self, goal: Linear, seconds: float, fixed: NDArray[np.bool_], *, interior: bool = False) -> Outcome:
        """Minimise where whole numbers may be fractions, some columns fixed as in :meth:`within`: no plan, and a bound of what is left free.

        With `interior`, by the interior-point method, which takes large and degenerate models better than the simplex method.
        """
        self._make_whole(highspy.HighsVarType.kContinuous)
        self.highs.setOptionValue("solver", "ipm" if interior else "choose")
        with self._fixed(fixed):
            self._ask(goal, Limits(seconds, 0.0), linear=True)
            self.highs.run()
            solved = self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
            values = np.array(self.highs.getSolution().col_value) if solved else None
            value = float(self.highs.getInfo().objective_function_value)
        self.highs.setOptionValue("solver", "choose")
        self._make_whole(highspy.HighsVarType.kInteger)
        return Outcome(Status.OPTIMAL, values, value, value) if solved else Outcome(Status.NO_PLAN)

    def value(self, goal: Linear) -> float:
        """Value of an expression at the best plan known; infinite without one."""
        return float("inf") if self.best is None else goal.constant + float(self._costs(goal) @ self.best)

    @contextmanager
    def _fixed(self, columns: NDArray[np.bool_], at: NDArray[np.float64] | None = None) -> Iterator[None]:
        """Columns stay at given values, else as in the best plan known, 0 where there is none, for as long as the context lasts."""
        where = np.flatnonzero(columns).astype(np.int32)
        at = self.best if at is None else at
        stays = np.zeros(len(where)) if at is None else np.round(at[where])
        self._bound(where, stays, stays)
        yield
        self._bound(where, self.lower[where], self.upper[where])

    def _bound(self, columns: NDArray[np.int32], lower: NDArray[np.float64], upper: NDArray[np.float64]) -> None:
        self.highs.changeColsBounds(len(columns), columns, lower, upper)

    def _make_whole(self, kind: highspy.HighsVarType) -> None:
        columns = self.whole_columns
        self.highs.changeColsIntegrality(len(columns), columns, np.full(len(columns), int(kind), dtype=np.uint8))

    def _start(self) -> None:
        if self.best is not None:
            start = highspy.HighsSolution()
            start.col_value = self.best.tolist()
            self.highs.setSolution(start)

    def _ask(self, goal: Linear, limits: Limits, *, linear: bool = False) -> None:
        """State the goal and the limits. For a linear programme HiGHS counts the seconds of all its runs, for any other of the run alone."""
        spent = self.highs.getRunTime() if linear else 0.0
        costs = self._costs(goal)
        self.highs.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        self.highs.changeObjectiveOffset(goal.constant)
        for option, value in (
            ("time_limit", spent + max(limits.seconds, 0.01)),
            ("mip_rel_gap", limits.gap),
            ("mip_abs_gap", limits.absolute_gap),
            ("mip_max_nodes", 2**31 - 1 if limits.nodes is None else limits.nodes),
        ):
            self.highs.setOptionValue(option, value)

    def _outcome(self, limits: Limits) -> Outcome:
        status, info = self.highs.getModelStatus(), self.highs.getInfo()
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return Outcome(Status.INFEASIBLE)
        # Values stay behind after an infeasible or empty-handed solve; only HiGHS's word that a plan is feasible makes them one.
        if info.primal_solution_status != highspy.kSolutionStatusFeasible:
            return Outcome(Status.NO_PLAN)
        values = np.array(self.highs.getSolution().col_value)
        objective = float(info.objective_function_value)
        # A model without whole columns is solved as a linear programme, for which HiGHS states no bound of a tree.
        bound = float(info.mip_dual_bound) if self.whole else (objective if status == highspy.HighsModelStatus.kOptimal else -np.inf)
        ending = ending_of(objective, bound, limits) if status == highspy.HighsModelStatus.kOptimal else Status.TIME_LIMIT
        self.best = values
        return Outcome(ending, values, objective, bound)
