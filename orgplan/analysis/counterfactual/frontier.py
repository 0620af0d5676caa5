"""What money buys: break points from doing nothing to full coverage, and an order of actions for
money that comes late.

A break point is the least cost of the horizon at which as little stays open as there does. They are
found from the top: the best plan without a limit on all cost, then the best one for a unit of
currency less than that one costs, and so on. Where they are many, limits are spaced below the last
one; what is found there is a break point too, but others may lie between.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from orgplan.deadline import Deadline
from orgplan.domain import (
    Goal,
    Organisation,
    Plan,
)
from orgplan.errors import no_less
from orgplan.solver.audit import Distrust
from orgplan.solver.outcome import Status
from orgplan.solver.solve import Progress, silent

from ..assessment import Assessment
from ..changes import change
from ..changes.total_budget import limits_everything, with_total_budget
from .search import EXACT, BestPlan, answer, part
from .steps import Step, _covers_more, compared_steps, rank_of, step_of

AMPLE = 100.0  # times the cost of doing nothing: more than any plan spends
LESS = 1.0  # unit of currency by which the next limit lies below a break point
SPACED = 4  # limits below the last break point, where there are more than were asked for


SHARE_OF_SEARCH, LEAST = (
    0.5,
    0.2,
)  # of what is left of the time, the most for one search, and seconds, the least
NO_BOUND = 1.0  # a relative gap that says no more than that there is a plan


def break_points(
    assessment: Assessment,
    most: int = 12,
    *,
    time_limit: float = 120.0,
    gap: float = EXACT,
    distrusted: list[Distrust] | None = None,
    on_progress: Progress = silent,
) -> tuple[Step, ...]:
    """What each amount of money buys, from doing nothing to as little open as possible; all limits
    but the one on all cost hold.

    Parameters
    ----------
    assessment
        Any plan of the organisation. Where a search that time cut short finds nothing as good
        within the same money, this plan stands in its place.
    most
        Break points that are looked for one by one; below the last one limits are spaced.
    time_limit, gap
        Seconds for all of it, of which a search takes half of what is left at the most, and the
        relative gap at which a search may stop. Where time ends before the last step, the cheapest
        one found is not complete.
    distrusted
        Where claims of solvers that do not hold are noted.
    on_progress
        Called with a sentence on the search and how much is behind (0-1), as if `most` were needed.

    Returns
    -------
    tuple of Step
        In the order of their cost. The first is doing nothing, where that breaks no limit, also if
        something better costs no more.
    """
    no_less("frontier", "points", most, 1, "a number of steps, 1 or more")
    no_less("frontier", "time_limit", time_limit, 0.0, "seconds, 0 or more")
    org = on_its_own(assessment.org)
    nothing = _nothing(org)
    found: list[Step] = []
    limit: float | None = None
    until, cut = Deadline(time_limit), False

    def best(limit: float | None) -> Step | None:
        nonlocal cut
        if until.left < LEAST:
            cut = True
            return None
        seconds = max(LEAST, until.left * SHARE_OF_SEARCH)
        heard = part(on_progress, min(len(found), most - 1), most)
        asked = searched_within(org, nothing, limit)
        made = answer(asked, seconds=seconds, gap=gap, progress=heard)
        cut = cut or not made.proven
        if distrusted is not None:
            distrusted.extend(made.distrusted)
        return step_of(made, limit)

    while len(found) < most:
        step = best(limit)
        if step is None or _reached(step, nothing):
            break
        found.append(step)
        limit = step.cost - LESS
    else:
        found += _spaced(nothing, found[-1].cost, best)
    if cut and found:
        found.append(replace(found.pop(), complete=False))
    if cut or not all(step.complete for step in found):
        found = _with_plan(Assessment(org, assessment.plan), nothing, found)
    if not _exceeds_a_limit(nothing):
        found.append(replace(nothing, complete=bool(found) or not cut))
    # Some actions cost nothing: doing nothing then stands before the step that they are.
    found.sort(key=lambda one: (one.cost, *(-short for short in one.rank)))
    return tuple(compared_steps(found))


def own_limit(org: Organisation) -> float | None:
    """The least limit on all cost of the horizon that the organisation has, in plan currency.

    Parameters
    ----------
    org
        Read for lines on all cost of the whole organisation and every period.

    Returns
    -------
    float or None
        ``None`` where there is no such line; limits of single periods or teams do not count.
    """
    everything = tuple(range(org.calendar.periods))
    lines = [line.amount for line in org.budget if limits_everything(line, everything)]
    return min((amount for amount in lines if amount is not None), default=None)


def on_its_own(org: Organisation) -> Organisation:
    """The organisation whose cost is that of the horizon alone, so that the least of it is found.

    Parameters
    ----------
    org
        Its goal, its previous plan and the time after the horizon (``tail_months``) are set aside.

    Returns
    -------
    Organisation
        The organisation of which the break points are searched.
    """
    return org.replace(goal=Goal.COVER, previous=None).apply(change.assume(tail_months=0))


def searched_within(org: Organisation, nothing: Step, limit: float | None) -> Organisation:
    """An organisation with a limit on all cost; without one, with a limit that no plan reaches.

    Parameters
    ----------
    org
        As :func:`on_its_own` makes it.
    nothing
        The step of doing nothing; its cost gives the scale for a limit that nobody reaches.
    limit
        Plan currency over the horizon; what is below 0 counts as 0.

    Returns
    -------
    Organisation
        It always has a line on all cost, so that every search has the same rows.
    """
    return with_total_budget(
        org, AMPLE * max(nothing.cost, 100_000.0) if limit is None else max(0.0, limit)
    )


def _nothing(org: Organisation) -> Step:
    """The step of doing nothing, the first of the frontier; no search is needed for it."""
    idle = Assessment(org, Plan())
    return Step(idle, idle.cost, idle.cost, *rank_of(idle), gap=0.0, proven=True)


def _exceeds_a_limit(step: Step) -> bool:
    """Whether it breaks a limit other than one on all cost, so that it is no plan; doing nothing
    may.
    """
    ample = Assessment(searched_within(step.assessment.org, step, None), step.assessment.plan)
    return any(measure.strength is None for measure in ample.shortfalls)


def _with_plan(known: Assessment, nothing: Step, found: list[Step]) -> list[Step]:
    """Steps with the plan at hand among them, where none that was found leaves as little open for
    its money, and without those that leave no less open for as much.
    """
    ample = searched_within(known.org, nothing, None)
    step = step_of(BestPlan(ample, Assessment(ample, known.plan), Status.JUDGED, NO_BOUND), None)
    as_good = any(one.cost <= known.cost and one.rank <= rank_of(known) for one in found)
    if as_good or step is None or _reached(step, nothing) or _exceeds_a_limit(step):
        return found
    better = [one for one in found if one.cost < step.cost or one.rank < step.rank]
    return [*better, replace(step, limit=step.cost, complete=False)]


def _reached(step: Step, nothing: Step) -> bool:
    """Whether a plan buys nothing against doing nothing."""
    return step.cost >= nothing.cost and not _covers_more(step.rank, nothing.rank)


def _spaced(
    nothing: Step, top: float, best: Callable[[float | None], Step | None]
) -> Iterator[Step]:
    """Limits in equal distances between doing nothing and the last break point."""
    for number in range(1, SPACED + 1):
        limit = nothing.cost + (top - nothing.cost) * number / (SPACED + 1)
        step = best(limit)
        if step is not None and not _reached(step, nothing):
            yield replace(step, complete=False)
