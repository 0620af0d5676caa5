"""HiGHS, handed the whole matrix at once and kept through the sequence of goals."""

from __future__ import annotations

import highspy
import numpy as np
from numpy.typing import NDArray

from orgplan.constraints.rows import Linear
from orgplan.solver.lp import Model, dense, matrix
from orgplan.solver.outcome import Limits, Outcome, Status, relative_gap


class Highs:
    """HiGHS on one model.

    One thread and a fixed seed, so that the same input takes the same path; the ending is read from HiGHS's own model
    status, never from PuLP's.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self.best: NDArray[np.float64] | None = None
        self.highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 1), ("mip_feasibility_tolerance", 1e-7)):
            self.highs.setOptionValue(option, value)
        self._pass()

    def _pass(self) -> None:
        m = matrix(self.model)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(m.lower), len(m.row_lower)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = np.zeros(len(m.lower)), m.lower, m.upper
        lp.row_lower_, lp.row_upper_ = m.row_lower, m.row_upper
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = m.starts, m.index, m.value
        self.whole = bool(m.whole.any())
        lp.integrality_ = [highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous for whole in m.whole]
        self.highs.passModel(lp)

    def hold(self, name: str, goal: Linear, at: float) -> None:
        """Add the row that keeps a goal."""
        costs = dense(self.model, goal)
        used = np.flatnonzero(costs).astype(np.int32)
        self.highs.addRow(-highspy.kHighsInf, at - goal.constant, len(used), used, costs[used])

    def minimise(self, goal: Linear, limits: Limits) -> Outcome:
        """Minimise an expression, starting from the best plan known."""
        columns = len(self.model.columns)
        self.highs.changeColsCost(columns, np.arange(columns, dtype=np.int32), dense(self.model, goal))
        self.highs.changeObjectiveOffset(goal.constant)
        for option, value in (
            ("time_limit", max(limits.seconds, 0.01)),
            ("mip_rel_gap", limits.gap),
            ("mip_abs_gap", limits.absolute_gap),
            ("mip_max_nodes", 2**31 - 1 if limits.nodes is None else limits.nodes),
        ):
            self.highs.setOptionValue(option, value)
        if self.best is not None:
            start = highspy.HighsSolution()
            start.col_value = self.best.tolist()
            self.highs.setSolution(start)
        self.highs.run()
        return self._outcome(limits)

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
        if status == highspy.HighsModelStatus.kOptimal:
            ending = (
                Status.OPTIMAL
                if relative_gap(objective, bound) <= 1e-6 or abs(objective - bound) <= limits.absolute_gap
                else Status.GAP_LIMIT
            )
        else:
            ending = Status.TIME_LIMIT
        self.best = values
        return Outcome(ending, values, objective, bound)
