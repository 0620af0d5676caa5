"""The best plan of a changed organisation, checked without the solver: what reasons, prices and the
frontier are made of.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import joblib

from orgplan.domain import (
    Organisation,
    Plan,
)
from orgplan.language import _, speak
from orgplan.objectives import cost, disruption, goals_of
from orgplan.solver.audit import Distrust
from orgplan.solver.conflict import conflicts
from orgplan.solver.diagnose import ways_out
from orgplan.solver.outcome import Status
from orgplan.solver.search import NAMES
from orgplan.solver.solve import Progress, silent, solve

from ..assessment import Assessment
from ..dead_ends import dead_end
from ..verification import Disagreement, doubts_about, solve_and_verify
from .differences import AS_GOOD, SAME

EXACT = 1e-6  # relative gap at which two costs are compared


@dataclass(frozen=True)
class BestPlan:
    """The best plan of an organisation.

    Attributes
    ----------
    org
        The organisation that was planned, with its change.
    assessment
        The plan, judged; ``None`` where there is none.
    status
        How the search ended.
    gap
        Largest proven relative gap of any goal; infinite without a plan.
    distrusted
        Claims of solvers that did not hold.
    """

    org: Organisation
    assessment: Assessment | None
    status: Status
    gap: float
    distrusted: tuple[Distrust, ...] = ()

    @property
    def proven(self) -> bool:
        """Whether no plan is better, or none possible."""
        return self.status is Status.INFEASIBLE or (
            self.assessment is not None and self.gap <= EXACT
        )


def answer(
    org: Organisation,
    *,
    seconds: float = 30.0,
    gap: float = EXACT,
    solver: str = "highs",
    progress: Progress = silent,
) -> BestPlan:
    """Search the best plan of an organisation; one that the checker refuses twice is no plan.

    Parameters
    ----------
    org
        The changed organisation; its language is that of the messages.
    seconds
        For stating and solving the model.
    gap
        Relative gap at which the search may stop; :data:`EXACT` where two costs are to be compared.
    solver
        ``highs`` or ``scip``.
    progress
        Called as of :func:`orgplan.solver.solve.solve`.

    Returns
    -------
    BestPlan
        Without an assessment where no plan is possible, or none was found in time.
    """
    speak(org.language)
    try:
        solution, assessment, parts = solve_and_verify(
            org,
            solver,
            lambda by: solve(org, time_limit=seconds, gap=gap, solver=by, progress=progress),
            lambda found: Assessment(org, found.plan or Plan()),
        )
    except Disagreement as refusal:
        doubt = Distrust(NAMES[solver], "plan", (str(refusal),))
        return BestPlan(org, None, Status.NO_PLAN, float("inf"), (doubt,))
    reached = float("inf") if assessment is None else solution.gap or 0.0
    return BestPlan(org, assessment, solution.status, reached, solution.distrusted)


def answers(
    orgs: Mapping[str, Organisation],
    *,
    seconds: float = 30.0,
    gap: float = EXACT,
    processes: int = 1,
    on_progress: Progress = silent,
) -> Mapping[str, BestPlan]:
    """The best plan of each of some organisations, several at a time where there are processes for
    it.

    Parameters
    ----------
    orgs
        Name → organisation; searched in this order.
    seconds, gap
        Of each search, as of :func:`answer`.
    processes
        Searches at the same time; -1 is as many as there are cores.
    on_progress
        Called with which search it is and what it has found, and with how much of all is behind;
        where searches run in parallel, after each.

    Returns
    -------
    Mapping[str, BestPlan]
        Name → best plan, in the order of `orgs`.
    """
    at_once = joblib.effective_n_jobs(processes) if len(orgs) > 1 else 1
    if at_once == 1:
        return {
            name: answer(
                org, seconds=seconds, gap=gap, progress=part(on_progress, number, len(orgs))
            )
            for number, (name, org) in enumerate(orgs.items())
        }
    pool = joblib.Parallel(n_jobs=at_once, return_as="generator")
    found: dict[str, BestPlan] = {}
    made = pool(joblib.delayed(answer)(org, seconds=seconds, gap=gap) for org in orgs.values())
    for name, one in zip(orgs, made, strict=True):
        found[name] = one
        share = len(found) / len(orgs)
        on_progress(_("{n} of {total} searched", n=len(found), total=len(orgs)), share)
    return found


def part(progress: Progress, number: int, of: int) -> Progress:
    """What hears of one search among several: says which one it is, and how much of all is behind.

    Parameters
    ----------
    progress
        Hears of all of them.
    number, of
        Of the search, from 0, and how many there are.

    Returns
    -------
    Progress
        Silent where `progress` is, so that no search takes time to report.

    Examples
    --------
    >>> part(lambda what, share: print(what, share), 1, 4)("lowering cost", 0.5)
    2/4: lowering cost 0.375
    """
    if progress is silent:
        return silent
    return lambda what, share: progress(
        _("{n}/{total}: {doing}", n=number + 1, total=of, doing=what), (number + share) / of
    )


def impasse(org: Organisation) -> tuple[str, ...]:
    """Why no plan is possible, and what would have to give, in words.

    Parameters
    ----------
    org
        One for which a search has proven that no plan is possible.

    Returns
    -------
    tuple[str, ...]
        Lines to print; at most some five seconds each are spent on ways out and on conflicts.
    """
    ways = ways_out(org, doubts=lambda way: doubts_about(way, org), seconds=5.0)
    return tuple(dead_end(org, ways, conflicts(org, seconds=5.0)))


def baseline(planned: Assessment, base: BestPlan) -> tuple[Assessment, Assessment]:
    """What a change is compared with: the plan that the reader has at hand, unless a better one was
    found.

    Of two that are as good, the one found would be said to drop what is not in the plan, and to add
    what is; and one found in too short a time may be worse.

    Parameters
    ----------
    planned
        The plan at hand.
    base
        The best plan of the same organisation, searched now.

    Returns
    -------
    tuple[Assessment, Assessment]
        Of which actions and open points are compared, and of which money: where both are as good,
        the cheaper of the two.
    """
    found = base.assessment
    if found is None:
        return planned, planned
    for goal in goals_of(planned.org):
        if goal.NAME not in planned.goal_values or goal.NAME == disruption.NAME:
            continue
        there, here = planned.goal_values[goal.NAME], found.goal_values[goal.NAME]
        leeway = AS_GOOD * abs(here) if goal.NAME == cost.NAME else SAME
        if abs(there - here) > leeway:
            better = planned if there < here else found
            return better, better
    return planned, min(planned, found, key=lambda one: one.minimised_cost)
