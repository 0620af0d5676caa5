"""HiGHS, handed the whole matrix at once and kept through the sequence of goals.

One engine serves all goals of a search: bounds and costs change from run to run, rows are only
added.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import highspy
import numpy as np
from numpy.typing import NDArray

from orgplan.deadline import never

from ..outcome import Floats, Outcome, Status, Task, no_listener
from .lp import Matrix, without_fixed
from .quiet import quiet_highs

IMPOSSIBLE = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)
STOPPED = (
    highspy.HighsModelStatus.kTimeLimit,
    highspy.HighsModelStatus.kSolutionLimit,
    highspy.HighsModelStatus.kIterationLimit,
    highspy.HighsModelStatus.kInterrupt,
)
FEASIBILITY = 1e-7
OFTEN = 0.5  # seconds between two reports of how far a run is
SMALL = 0.7  # share of the columns that are free, below which these are handed over alone
EFFORT = 0.05  # share of the work that goes into looking for plans: what HiGHS takes by itself
EAGER_EFFORT = 0.5  # the same where a plan is wanted before a bound
RELATIVE = (
    1e-8  # of a goal, that it must be let slip: held tighter, HiGHS calls its own plan impossible
)


def highs_lp(stated: Matrix, costs: Floats) -> highspy.HighsLp:
    """A model as HiGHS takes it whole.

    Parameters
    ----------
    stated
        Bounds, rows, and which columns are whole.
    costs
        What one unit of each column costs in the goal.
    """
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(stated.lower), len(stated.row_lower)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = costs, stated.lower, stated.upper
    lp.row_lower_, lp.row_upper_ = stated.row_lower, stated.row_upper
    entries = lp.a_matrix_
    entries.format_ = highspy.MatrixFormat.kRowwise
    entries.start_, entries.index_, entries.value_ = stated.starts, stated.index, stated.value
    lp.integrality_ = [
        highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
        for whole in stated.whole
    ]
    return lp


class HighsEngine:
    """HiGHS on one model.

    One thread and a fixed seed, so that the same input takes the same path.
    """

    def __init__(self, stated: Matrix) -> None:
        self.stated = stated
        self.whole = bool(stated.whole.any())
        self.whole_columns = np.flatnonzero(stated.whole).astype(np.int32)
        self.columns = np.arange(len(stated.lower), dtype=np.int32)
        self.highs = quiet_highs()
        for option, value in (
            ("threads", 1),
            ("random_seed", 1),
            ("mip_feasibility_tolerance", FEASIBILITY),
        ):
            self.highs.setOptionValue(option, value)
        self.stopped: Callable[[], bool] = never
        self.heard: Callable[[float, float], None] = no_listener
        self.reported, self.reports = 0.0, False
        self.held: list[tuple[Floats, float]] = []
        self._pass()

    def _pass(self) -> None:
        """Hand the model over; it stays with the solver for all runs."""
        self.highs.passModel(highs_lp(self.stated, np.zeros(len(self.stated.lower))))

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
        used = np.flatnonzero(costs).astype(np.int32)
        self.highs.addRow(-highspy.kHighsInf, at, len(used), used, costs[used])

    def write(
        self,
        path: Path,
        costs: Floats,
        constant: float,
        columns: Sequence[str],
        rows: Sequence[str],
    ) -> None:
        """Write the model with an objective, under the names of its columns and rows; held goals
        are rows too.

        Parameters
        ----------
        path
            Its ending says the format: ``.mps`` or ``.lp``.
        costs, constant
            The goal.
        columns, rows
            Names, in the order of the model; longer ones than the format allows are HiGHS's affair.
        """
        self.highs.changeColsCost(len(self.columns), self.columns, costs)
        self.highs.changeObjectiveOffset(constant)
        for number, name in enumerate(columns):
            self.highs.passColName(number, name)
        for number, name in enumerate(rows):
            self.highs.passRowName(number, name)
        for number in range(len(rows), self.highs.getNumRow()):
            self.highs.passRowName(number, f"held_goal_{number - len(rows) + 1}")
        self.highs.writeModel(str(path))

    def rounding(self, value: float) -> float:
        """HiGHS hands values over in full; rows are kept to a tolerance, after they were scaled.

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
        >>> HighsEngine(matrix(Model())).rounding(1e6)
        0.01
        """
        return max(FEASIBILITY, RELATIVE * abs(value))

    def run(self, task: Task) -> Outcome:
        """Run once; of earlier runs nothing is left but what the task hands over.

        Parameters
        ----------
        task
            With few free columns and a limit of nodes, the free ones are solved as a small model of
            their own.

        Returns
        -------
        Outcome
            The solver's word, unaudited; ``NO_PLAN`` where it had been stopped before it began.
        """
        if task.limits.stopped():
            return Outcome(Status.NO_PLAN)
        free = task.lower < task.upper
        small = task.limits.nodes is not None and not task.relaxed
        if small and free.sum() < SMALL * len(free):
            return self._run_small(task, free)
        self._listen(task.limits.stopped)
        self._report_to(task.limits.heard)
        linear = task.relaxed or not self.whole
        if task.relaxed:
            self._make_whole(highspy.HighsVarType.kContinuous)
        self._ask(task, linear=linear)
        ran = self.highs.run()
        if ran == highspy.HighsStatus.kError and self._share_threads():
            ran = self.highs.run()
        outcome = self._outcome(ran, linear=linear)
        if task.relaxed:
            self._make_whole(highspy.HighsVarType.kInteger)
        return outcome

    def _run_small(self, task: Task, free: NDArray[np.bool_]) -> Outcome:
        """Hand over what is free alone: taking out all the rest would cost HiGHS more than solving
        that.
        """
        part = without_fixed(self.stated, self.held, free, task.lower)
        if part is None:
            return Outcome(Status.INFEASIBLE)
        at = np.where(free, 0.0, task.lower)
        small = replace(
            task,
            costs=task.costs[free],
            constant=task.value(at),
            lower=task.lower[free],
            upper=task.upper[free],
            start=None if task.start is None else task.start[free],
        )
        outcome = HighsEngine(part).run(small)
        if outcome.values is None:
            return outcome
        at[free] = outcome.values
        return replace(outcome, values=at)

    def _listen(self, stopped: Callable[[], bool]) -> None:
        """Have runs end once somebody asks for it; where nobody can, HiGHS need not ask."""
        if stopped is not never and self.stopped is never:
            for asked in (
                self.highs.cbSimplexInterrupt,
                self.highs.cbIpmInterrupt,
                self.highs.cbMipInterrupt,
            ):
                asked.subscribe(self._interrupt)
        self.stopped = stopped

    def _interrupt(self, event: "highspy.HighsCallbackEvent") -> None:  # 1.11 has no name for it
        event.interrupt(self.stopped())  # HiGHS keeps what a run before was asked

    def _report_to(self, heard: Callable[[float, float], None]) -> None:
        """Have runs tell how far they are, where somebody wants to know."""
        if heard is not no_listener and not self.reports:
            self.highs.cbMipInterrupt.subscribe(self._report)
            self.reports = True
        self.heard = heard

    def _report(self, event: "highspy.HighsCallbackEvent") -> None:  # 1.11 has no name for it
        if self.heard is not no_listener and time.perf_counter() - self.reported > OFTEN:
            self.reported = time.perf_counter()
            self.heard(event.data_out.mip_primal_bound, event.data_out.mip_dual_bound)

    def _make_whole(self, kind: highspy.HighsVarType) -> None:
        columns = self.whole_columns
        self.highs.changeColsIntegrality(
            len(columns), columns, np.full(len(columns), int(kind), dtype=np.uint8)
        )

    def _share_threads(self) -> bool:
        """Take the threads as they are, and use one; whether that is new.

        All HiGHS of a process share their threads. Where another one began with several, HiGHS
        refuses to run with one: that is no end of time.
        """
        _, threads = self.highs.getOptionValue("threads")
        self.highs.setOptionValue("threads", 0)
        self.highs.setOptionValue("parallel", "off")
        return bool(threads)

    def _ask(self, task: Task, *, linear: bool) -> None:
        """State the goal and the limits.

        For a linear programme HiGHS counts the seconds of all its runs, for any other of the run
        alone.
        """
        self.highs.clearSolver()
        spent = self.highs.getRunTime() if linear else 0.0
        self.highs.changeColsCost(len(self.columns), self.columns, task.costs)
        self.highs.changeColsBounds(len(self.columns), self.columns, task.lower, task.upper)
        self.highs.changeObjectiveOffset(task.constant)
        limits = task.limits
        for option, value in (
            ("time_limit", spent + max(limits.seconds, 0.01)),
            ("mip_rel_gap", limits.gap),
            ("mip_abs_gap", limits.absolute_gap),
            ("mip_max_nodes", 2**31 - 1 if limits.nodes is None else limits.nodes),
            ("mip_heuristic_effort", EAGER_EFFORT if limits.eager else EFFORT),
            ("presolve", "choose" if task.presolve else "off"),
            ("solver", "ipm" if task.interior else "choose"),
        ):
            self.highs.setOptionValue(option, value)
        if task.start is not None:
            start = highspy.HighsSolution()
            start.col_value = task.start.tolist()
            self.highs.setSolution(start)

    def _outcome(self, ran: highspy.HighsStatus, *, linear: bool) -> Outcome:
        """What HiGHS says of a run, with trouble where its status is none that a run may end
        with.
        """
        status, info = self.highs.getModelStatus(), self.highs.getInfo()
        ending = self.highs.modelStatusToString(status)
        if ran == highspy.HighsStatus.kError:
            return Outcome(Status.NO_PLAN, trouble=f"the run ended with an error ({ending})")
        if status in IMPOSSIBLE:
            return Outcome(Status.INFEASIBLE)
        finished = status == highspy.HighsModelStatus.kOptimal
        if not finished and status not in STOPPED:
            return Outcome(Status.NO_PLAN, trouble=f"the run ended with {ending!r}")
        # Values stay behind after an empty-handed solve; only HiGHS's word that a plan is feasible
        # makes them one.
        if info.primal_solution_status != highspy.kSolutionStatusFeasible:
            trouble = "said to be finished, without a plan" if finished else ""
            return Outcome(Status.NO_PLAN, trouble=trouble)
        values: NDArray[np.float64] = np.array(self.highs.getSolution().col_value)
        objective = float(info.objective_function_value)
        # A model without whole columns is solved as a linear programme, for which HiGHS states no
        # bound of a tree.
        bound = (objective if finished else -np.inf) if linear else float(info.mip_dual_bound)
        found = Outcome(Status.OPTIMAL if finished else Status.TIME_LIMIT, values, objective, bound)
        if not (linear and finished):
            return found
        dual = self.highs.getSolution()
        return replace(found, reduced=np.array(dual.col_dual), duals=np.array(dual.row_dual))
