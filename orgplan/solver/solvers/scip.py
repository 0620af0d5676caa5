"""SCIP: the second solver, for what HiGHS's word is not enough for, and where HiGHS is not
wanted.
"""

import numpy as np
import pyscipopt
from pyscipopt import quicksum

from ..outcome import Floats, Outcome, Status, Task
from .lp import Matrix

FINISHED, IMPOSSIBLE, STOPPED = (
    ("optimal", "gaplimit"),
    ("infeasible", "inforunbd"),
    ("timelimit", "nodelimit", "totalnodelimit"),
)
FEASIBILITY = 1e-7  # as for HiGHS


class ScipEngine:
    """SCIP on one model, which is handed over anew for each run, so that no run leaves anything
    behind.
    """

    def __init__(self, stated: Matrix) -> None:
        self.stated = stated
        self.held: list[tuple[Floats, float]] = []

    def hold(self, costs: Floats, at: float) -> None:
        """Add the row that keeps a goal.

        Parameters
        ----------
        costs
            A coefficient for every column.
        at
            What the row may come to at the most.
        """
        self.held.append((costs, at))

    def rounding(self, value: float) -> float:
        """SCIP hands values over in full; rows are kept to a tolerance, relative to their size.

        Parameters
        ----------
        value
            In the goal's unit.

        Returns
        -------
        float
            In the goal's unit.

        Examples
        --------
        >>> from orgplan.solver.solvers.lp import Model, matrix
        >>> round(ScipEngine(matrix(Model())).rounding(1e6), 6)
        0.1
        """
        return FEASIBILITY * max(1.0, abs(value))

    def run(self, task: Task) -> Outcome:
        """Run once.

        Parameters
        ----------
        task
            `stopped` and `heard` of its limits are not asked: the time limit alone ends it.

        Returns
        -------
        Outcome
            The solver's word, unaudited.
        """
        model = pyscipopt.Model()
        model.hideOutput()
        columns = self._state(model, task)
        limits = task.limits
        settings = {
            "limits/time": max(limits.seconds, 0.01),
            "limits/gap": limits.gap,
            "limits/absgap": limits.absolute_gap,
            "limits/totalnodes": -1 if limits.nodes is None else limits.nodes,
            "numerics/feastol": FEASIBILITY,
            "misc/catchctrlc": False,
            "presolving/maxrounds": -1 if task.presolve else 0,
        }
        for name, value in settings.items():
            model.setParam(name, value)
        model.optimize()
        return _outcome(model, columns)

    def _state(self, model: pyscipopt.Model, task: Task) -> list[pyscipopt.Variable]:
        """State the model anew for each run; a start is not handed over."""
        stated = self.stated
        columns = [
            model.addVar(
                lb=lower,
                ub=upper if np.isfinite(upper) else None,
                vtype="I" if whole and not task.relaxed else "C",
                obj=cost,
            )
            for lower, upper, whole, cost in zip(
                task.lower, task.upper, stated.whole, task.costs, strict=True
            )
        ]
        model.addObjoffset(task.constant)
        for row, (lower, upper) in enumerate(zip(stated.row_lower, stated.row_upper, strict=True)):
            entries = slice(stated.starts[row], stated.starts[row + 1])
            left = quicksum(
                value * columns[column]
                for value, column in zip(stated.value[entries], stated.index[entries], strict=True)
            )
            if np.isfinite(lower):
                model.addCons(left >= lower)
            if np.isfinite(upper):
                model.addCons(left <= upper)
        for costs, at in self.held:
            model.addCons(
                quicksum(costs[column] * columns[column] for column in np.flatnonzero(costs)) <= at
            )
        return columns


def _outcome(model: pyscipopt.Model, columns: list[pyscipopt.Variable]) -> Outcome:
    ending = model.getStatus()
    if ending in IMPOSSIBLE:
        return Outcome(Status.INFEASIBLE)
    if ending not in (*FINISHED, *STOPPED):
        return Outcome(Status.NO_PLAN, trouble=f"the run ended with {ending!r}")
    if not model.getNSols():
        return Outcome(Status.NO_PLAN)
    best = model.getBestSol()
    values = np.array([model.getSolVal(best, column) for column in columns])
    objective = float(model.getSolObjVal(best))
    bound = min(objective, float(model.getDualbound()))
    return Outcome(
        Status.OPTIMAL if ending in FINISHED else Status.TIME_LIMIT, values, objective, bound
    )
