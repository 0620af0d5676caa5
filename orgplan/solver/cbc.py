"""CBC through PuLP: the fallback where HiGHS cannot be used."""

from __future__ import annotations

import re

import numpy as np
import pulp

from orgplan import temporary
from orgplan.constraints.rows import Linear
from orgplan.solver.lp import Model, affine
from orgplan.solver.outcome import Limits, Outcome, Status, relative_gap

PRINTED = 1e-3  # CBC's log has three decimals


class Cbc:
    """CBC on one model, called anew for each goal; the proven bound is read from its log, which PuLP does not pass on."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def hold(self, name: str, goal: Linear, at: float) -> None:
        """Add the row that keeps a goal."""
        self.model.hold(name, goal, at)

    def rounding(self, value: float) -> float:
        """CBC writes eight digits."""
        return 1e-6 * max(1.0, abs(value))

    def minimise(self, goal: Linear, limits: Limits) -> Outcome:
        """Minimise an expression."""
        problem = self.model.problem
        # The column of no meaning is in every goal: for a goal without any, PuLP adds a column that CBC trips over in the next.
        problem.setObjective(affine(goal.plus(Linear(0.0, [(1.0, self.model.columns[0])]))))
        seconds = max(limits.seconds, 1.0)
        with temporary.folder() as folder:
            log = folder / "cbc.log"
            options = [f"allow {limits.absolute_gap}"] + ([f"maxNodes {limits.nodes}"] if limits.nodes is not None else [])
            command = pulp.PULP_CBC_CMD(msg=False, timeLimit=seconds, gapRel=limits.gap, threads=1, logPath=str(log), options=options)
            command.tmpDir = str(folder)  # what PuLP writes for CBC holds pay too
            problem.solve(command)
            told = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
        return self._outcome(goal, told, limits)

    def _outcome(self, goal: Linear, told: str, limits: Limits) -> Outcome:
        problem = self.model.problem
        if problem.status == pulp.LpStatusInfeasible:
            # Stopped while it prepares, CBC says "infeasible" of a problem that is not; only what it says in time is taken for proof.
            ran = re.findall(r"Wallclock seconds\):\s+([\d.]+)", told)
            return Outcome(Status.INFEASIBLE if ran and float(ran[-1]) < max(limits.seconds, 1.0) else Status.NO_PLAN)
        if problem.sol_status not in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible):
            return Outcome(Status.NO_PLAN)
        values = np.array([column.varValue or 0.0 for column in self.model.columns])
        objective = float(pulp.value(affine(goal)))
        finished = problem.sol_status == pulp.LpSolutionOptimal
        stated = re.findall(r"Lower bound:\s+(-?[\d.eE+-]+)", told)
        bound = min(objective, float(stated[-1]) + goal.constant) if stated else (objective if finished else float("-inf"))
        if not finished:
            return Outcome(Status.TIME_LIMIT, values, objective, bound)
        proven = relative_gap(objective, bound) <= 1e-6 or objective - bound <= PRINTED
        return Outcome(Status.OPTIMAL if proven else Status.GAP_LIMIT, values, objective, bound)
