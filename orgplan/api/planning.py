"""Plans: searched, or judged as they are."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.attribution import without_idle_actions
from orgplan.analysis.changes.total_budget import with_total_budget
from orgplan.analysis.counterfactual.frontier import break_points
from orgplan.analysis.counterfactual.steps import Step
from orgplan.analysis.next_steps import next_steps as priced_steps
from orgplan.analysis.verification import doubts_about, solve_and_verify
from orgplan.deadline import Deadline
from orgplan.domain import Goal, Organisation, Plan, Strength
from orgplan.errors import BadArgument, checked, no_less
from orgplan.io.inputs.loading import Loaded
from orgplan.language import _, current, speak
from orgplan.report.audit.run import Run
from orgplan.results import Impossible, NoPlan, Result
from orgplan.solver.audit import Distrust
from orgplan.solver.conflict import conflicts
from orgplan.solver.diagnose import ways_out
from orgplan.solver.outcome import Status
from orgplan.solver.search import NAMES
from orgplan.solver.solve import GoalPart, Progress, Solution, silent, solve
from orgplan.workers import Workers

from .run_record import cut_short, not_calculated, not_searched, options_of, run_of, verified

LIMITS = ("budget", "time_limit", "gap", "solver", "frontier")  # what :func:`sensible` looks at
WAYS = 6  # searches for ways out, and for what conflicts, that share what is left of the time
GRACE = 5.0  # seconds for the reasons of actions once somebody stopped the run
STATED_ANEW = 3.0  # times that it took to state the model, for two more that are alike


@checked
def plan(
    org: Organisation,
    *,
    goal: Goal | str | None = None,
    budget: float | None = None,
    time_limit: float = 60.0,
    gap: float = 1e-3,
    solver: str = "highs",
    source: Loaded | None = None,
    next_steps: bool = True,
    frontier: int = 0,
    prove: bool = False,
    on_progress: Progress = silent,
    deadline: Deadline | None = None,
    writing: float = 0.0,
    processes: int = 1,
    cluster: str | None = None,
) -> Result:
    """Find the best plan, and judge it again without the solver.

    Parameters
    ----------
    org
        What is true and wanted.
    goal
        ``cover`` or ``cheapest``, in place of the organisation's own.
    budget
        Limit on all cost over the horizon in plan currency, in place of the organisation's total.
    time_limit
        Seconds for all of it, from stating the model to the next steps.
    gap
        Relative gap at which the search for the least cost may stop.
    solver
        ``highs`` or ``scip``.
    source
        Where the organisation was read from, for the run log; without it the organisation itself is
        hashed.
    next_steps
        Whether to work out what the next step costs, where musts stay open.
    frontier
        Break points of the efficient frontier that are looked for one by one, as
        :meth:`Result.frontier` does, in as much time again.
    prove
        Whether what is proven of each goal is looked at again on a second road (another solver,
        else other settings), in as much time again; ``run.parts`` then have a ``witness``.
    on_progress
        Called with what is being done, and how much of it is behind (0-1).
    deadline
        When it is over, in place of `time_limit`; it may also be stopped sooner, and then the best
        plan found so far is judged. ``run.first`` says what could not be finished.
    writing
        Seconds of it to leave for what is done with the plan.
    processes
        How many departments of a large organisation are searched at the same time, with prices for
        what they share; -1 is as many as there are cores. With 1 it is searched as a whole alone.
    cluster
        Address of a Dask scheduler, for instance ``tcp://planner:8786``, in place of processes of
        this machine (``pip install orgplan[cluster]``).

    Returns
    -------
    Result
        The plan with its measures, and how it came about; ``status`` says whether it is proven.

    Raises
    ------
    BadArgument
        If an argument makes no sense.
    Impossible
        If no plan meets what is asked.
    NoPlan
        If time ran out, or `deadline` was stopped, before any plan was found.
    Disagreement
        If the checker and the model do not agree.

    Examples
    --------
    >>> planned = op.plan(org, time_limit=30.0, next_steps=False)
    >>> planned
    <Result of 'Growing start-up': optimal, 5 hires, 2,803,872.99 USD>
    >>> planned.hires[["id", "role", "start_date"]].head(2)
          id              role start_date
    0  H-001  Android engineer 2027-07-01
    1  H-002      iOS engineer 2027-07-01
    """
    sensible(budget, time_limit, gap, solver, frontier)
    speak(org.language)
    asked = as_asked(org, goal, budget)
    until, began = deadline or Deadline(time_limit), time.perf_counter()
    with Workers("op.plan", processes, cluster) as workers:
        search = partial(
            solve,
            asked,
            gap=gap,
            prove=prove,
            progress=on_progress,
            deadline=until,
            afterwards=writing,
            workers=workers if workers.several else None,
        )
        solution, assessment, parts = solve_and_verify(
            asked,
            solver,
            lambda by: search(solver=by),
            lambda found: _assessed(asked, found, on_progress, until.keeping(writing)),
        )
    limits = {"time_limit": f"{until.seconds:g}", "gap": f"{gap:g}", "solver": solver}
    chosen = {"prove": prove, "by department": workers.several}
    run = run_of(org, solution, options_of(asked, limits, chosen, budget), source)
    if solution.status is Status.INFEASIBLE:
        raise _impossible(asked, run, until, on_progress)
    if assessment is None:
        raise NoPlan(run, stopped=until.stopped())
    run = verified(run, parts, solution, asked, time.perf_counter() - began)
    within = until.keeping(writing) if next_steps else None
    ahead = partial(_frontier, assessment, frontier, time_limit)
    return _looking_ahead(run, assessment, solution, until, within, ahead, on_progress)


def _looking_ahead(
    run: Run,
    assessment: Assessment,
    solution: Solution,
    until: Deadline,
    within: Deadline | None,
    ahead: Callable[[list[Distrust], Progress], tuple[Step, ...]],
    on_progress: Progress,
) -> Result:
    """The plan with what comes next: steps, priced `within` their time, the frontier, and what time
    was too short for.
    """
    distrusted, unfinished = list(run.distrusted), not_calculated(assessment)
    began = time.perf_counter()
    steps: Mapping[str, tuple[str, ...]] = {}
    if within is not None:
        steps, unpriced = _next_steps(assessment, within.left, solution, distrusted, on_progress)
        unfinished = (*unfinished, *unpriced)
    tried = ahead(distrusted, on_progress)
    finished = replace(
        run,
        next_steps=steps.get(current(), ()),
        next_steps_in=steps,
        seconds={**run.seconds, "next_steps": time.perf_counter() - began},
        frontier=tried or run.frontier,
        distrusted=tuple(distrusted),
        first=(*not_searched(solution, until), *cut_short(until, unfinished), *run.first),
    )
    return Result(assessment, finished)


def sensible(
    budget: float | None = None,
    time_limit: float = 60.0,
    gap: float = 0.0,
    solver: str = "highs",
    frontier: int = 0,
) -> None:
    """Refuse arguments of :func:`plan` that make no sense; :func:`orgplan.study` asks before its
    first search.

    Parameters
    ----------
    budget
        Plan currency over the horizon, 0 or more; ``None`` keeps the organisation's own.
    time_limit
        Seconds, above 0.
    gap
        Relative gap as a share, 0 or more: 0.001 is a tenth of a percent.
    solver
        A name of :data:`orgplan.solver.search.NAMES`.
    frontier
        Break points to look for, 0 or more; 0 looks for none.

    Raises
    ------
    BadArgument
        With the first argument that is no number, is infinite, or lies outside its range.

    Examples
    --------
    >>> sensible(budget=0.0, time_limit=10.0)
    >>> sensible(solver="gurobi")  # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    BadArgument: ...
    """
    if budget is not None:
        no_less("op.plan", "budget", budget, 0.0, "an amount in plan currency, 0 or more")
    no_less("op.plan", "time_limit", time_limit, 0.0, "seconds above 0", above=True)
    no_less("op.plan", "gap", gap, 0.0, "a share such as 0.001, 0 or more")
    no_less("op.plan", "frontier", frontier, 0, "a number of steps, 0 or more")
    if solver not in NAMES:
        raise BadArgument("op.plan", f"solver={solver!r}", f"one of {', '.join(NAMES)}")


def _next_steps(
    assessment: Assessment,
    left: float,
    solution: Solution,
    distrusted: list[Distrust],
    progress: Progress,
) -> tuple[Mapping[str, tuple[str, ...]], tuple[str, ...]]:
    """What the next step costs: two searches, each on a model that is stated anew; and what time
    did not suffice for.
    """
    if left > STATED_ANEW * solution.seconds_build:
        progress(_("pricing the next step"), 0.97)
        each = min(10.0, (left - STATED_ANEW * solution.seconds_build) / 2)
        return priced_steps(assessment, seconds=max(each, 0.5), distrusted=distrusted), ()
    is_short = any(m.strength is Strength.MUST for m in assessment.shortfalls)
    return {}, (_("what the next step would cost"),) if is_short else ()


def _frontier(
    assessment: Assessment,
    points: int,
    time_limit: float,
    distrusted: list[Distrust],
    progress: Progress,
) -> tuple[Step, ...]:
    """Break points of the efficient frontier, where some are asked for."""
    if not points:
        return ()
    progress(_("working out the frontier"), 0.0)
    return break_points(
        assessment,
        points,
        time_limit=time_limit,
        distrusted=distrusted,
        on_progress=progress,
    )


def _impossible(
    asked: Organisation, run: Run, until: Deadline, on_progress: Progress
) -> Impossible:
    """What cannot hold together, and the ways out."""
    on_progress(_("looking for ways out"), 0.9)
    seconds = max(1.0, min(20.0, until.left / WAYS))
    distrusted, unsettled = list(run.distrusted), list[str]()
    doubts = partial(doubts_about, org=asked)
    ways = ways_out(
        asked, doubts=doubts, seconds=seconds, distrusted=distrusted, unsettled=unsettled
    )
    conflicting = conflicts(asked, distrusted=distrusted)
    ended = replace(run, distrusted=tuple(distrusted))
    return Impossible(asked, ways, ended, conflicting, unsettled)


@checked
def evaluate(org: Organisation, plan: Plan) -> Result:
    """Judge and cost a plan without a solver; nothing is searched, so nothing is proven of it.

    Parameters
    ----------
    org
        What is true and wanted.
    plan
        Actions of any origin: another scenario's plan, or one of your own.

    Returns
    -------
    Result
        Status ``judged``; ``open_points`` says what the plan leaves open, frames and sheets are
        those of any plan.

    Examples
    --------
    >>> kept = op.evaluate(org.apply(op.change.attrition(scale=2)), planned.plan)  # doctest: +SKIP
    """
    speak(org.language)
    assessment = Assessment(org, plan)
    parts = tuple(
        GoalPart(name, value, float("nan"), Status.JUDGED)
        for name, value in assessment.goal_values.items()
    )
    judged = Solution(Status.JUDGED, plan, parts, 0.0, 0.0, (0, 0, 0))
    run = run_of(org, judged, {"solver": "none", "goal": org.goal.value}, None)
    return Result(assessment, replace(run, gap=float("inf")))


def as_asked(org: Organisation, goal: Goal | str | None, budget: float | None) -> Organisation:
    """The organisation with the goal and the limit on all cost that were asked for, where they
    were.

    Parameters
    ----------
    org
        Returned as it is where nothing else is asked for.
    goal
        ``None`` keeps the organisation's own.
    budget
        Limit on all cost over the horizon in plan currency, in place of the organisation's total;
        ``None`` keeps its own.

    Returns
    -------
    Organisation
        The organisation to plan.

    Raises
    ------
    BadArgument
        If there is no such goal.
    """
    if goal is not None and goal not in tuple(Goal):
        raise BadArgument("op.plan", f"goal={goal!r}", f"one of {', '.join(Goal)}")
    asked = org if goal is None else org.replace(goal=Goal(goal))
    return asked if budget is None else with_total_budget(asked, budget)


def _assessed(
    org: Organisation, solution: Solution, progress: Progress, until: Deadline
) -> Assessment:
    assert solution.plan is not None
    progress(_("checking the plan"), 0.95)
    if until.stopped():
        until = Deadline(GRACE)
    whole = Assessment(org, solution.plan, until)
    if solution.status is Status.OPTIMAL or until.over:
        return whole
    began, lost = until.spent, whole.losses
    again = until.keeping(until.spent - began)  # what the reasons of a shorter plan will take
    shorter = without_idle_actions(org, solution.plan, lost, again)
    return whole if shorter == solution.plan else Assessment(org, shorter, until)
