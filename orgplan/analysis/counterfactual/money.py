"""What money buys: break points from doing nothing to full coverage, and an order of actions for money that comes late.

A break point is the least cost of the horizon at which as little stays open as there does. They are
found from the top: the best plan without a limit on all cost, then the best one for a unit of
currency less than that one costs, and so on. Where they are many, limits are spaced below the last
one; what is found there is a break point too, but others may lie between.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pandas as pd

from orgplan.deadline import Deadline
from orgplan.domain import (
    Action,
    Exit,
    Goal,
    Hire,
    LeverKind,
    Lock,
    LockedAction,
    LockRow,
    Move,
    Organisation,
    Plan,
    ShortTime,
    Training,
)
from orgplan.errors import no_less
from orgplan.objectives import must_shortfall, should_shortfall
from orgplan.solver.audit import Distrust

from ..assessment import Assessment
from ..changes import change
from ..changes.change_values import limits_everything, with_total_budget
from .explain import kind_of
from .search import (
    EXACT,
    BestPlan,
    answer,
    more_open,
    only_in,
)

AMPLE = 100.0  # times the cost of doing nothing: more than any plan spends
LESS = 1.0  # unit of currency by which the next limit lies below a break point
SPACED = 4  # limits below the last break point, where there are more than were asked for
SHARE_OF_SEARCH, LEAST = (
    0.5,
    0.2,
)  # of what is left of the time, the most for one search, and seconds, the least
SHORT = 1e-4  # weighted heads and FTE: less is rounding
FRAME = ("cost", "more", "must_short", "should_short", "gap", "proven", "complete", "buys", "drops", "closes")  # fmt: skip
Rank = tuple[float, float]
Told = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Step:
    """The best plan within some money.

    Attributes
    ----------
    assessment
        The plan, judged without the solver.
    limit
        Limit on all cost of the horizon under which it was searched, plan currency; ``None``: no
        limit.
    cost
        What it costs over the horizon: no plan that leaves as little open costs less.
    must_short, should_short
        Weighted heads and FTE that stay open, summed over the periods.
    gap
        Largest proven relative gap of a goal.
    proven
        Whether it is proven to be the best within its money.
    complete
        Whether no break point lies between it and the step before; of doing nothing, whether time
        sufficed to look for any other.
    buys, drops, closes, opens
        Against the step before, in words: actions that it adds, and does without; what it leaves
        less open, and more.
    """

    assessment: Assessment
    limit: float | None
    cost: float
    must_short: float
    should_short: float
    gap: float
    proven: bool
    complete: bool = True
    buys: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()

    @property
    def rank(self) -> Rank:
        """What stays open, musts before shoulds."""
        return self.must_short, self.should_short

    @property
    def record(self) -> dict[str, Any]:
        """What frames and JSON say of it."""
        return {
            "cost": self.cost,
            "must_short": self.must_short,
            "should_short": self.should_short,
            "gap": self.gap,
            "proven": self.proven,
            "buys": self.buys,
            "drops": self.drops,
            "closes": self.closes,
        }


@dataclass(frozen=True)
class Prefix:
    """The first actions of an order, as far as some money goes.

    Attributes
    ----------
    step
        Their plan, which holds every action of the prefix before.
    within
        The break point whose money it has.
    nesting
        By how much more it leaves open than the best plan for that money: what it costs that
        nothing begun is given up (weighted heads and FTE: musts, shoulds).
    nested
        Whether every action of the prefix before is in it, begun as early or earlier.
    """

    step: Step
    within: Step
    nesting: Rank
    nested: bool


def break_points(
    assessment: Assessment,
    most: int = 12,
    *,
    time_limit: float = 120.0,
    gap: float = EXACT,
    distrusted: list[Distrust] | None = None,
    on_progress: Told = lambda name, done, of: None,
) -> tuple[Step, ...]:
    """What each amount of money buys, from doing nothing to as little open as possible; all limits but the one on all cost hold.

    Parameters
    ----------
    assessment
        Any plan of the organisation.
    most
        Break points that are looked for one by one; below the last one limits are spaced.
    time_limit, gap
        Seconds for all of it, of which a search takes half of what is left at the most, and the
        relative gap at which a search may stop. Where time ends before the last step, the cheapest
        one found is not complete.
    distrusted
        Where claims of solvers that do not hold are noted.
    on_progress
        Called after each search.

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
        made = answer(_within(org, nothing, limit), seconds=seconds, gap=gap)
        cut = cut or not made.proven
        if distrusted is not None:
            distrusted.extend(made.distrusted)
        return _step(made, limit)

    while len(found) < most:
        step = best(limit)
        on_progress("frontier", len(found) + 1, most)
        if step is None or _reached(step, nothing):
            break
        found.append(step)
        limit = step.cost - LESS
    else:
        found += _spaced(nothing, found[-1].cost, best)
    if cut and found:
        found.append(replace(found.pop(), complete=False))
    if not _broken(nothing):
        found.append(replace(nothing, complete=bool(found) or not cut))
    # Some actions cost nothing: doing nothing then stands before the step that they are.
    found.sort(key=lambda one: (one.cost, *(-short for short in one.rank)))
    return tuple(_compared(found))


def late_money(
    steps: Sequence[Step],
    *,
    time_limit: float = 120.0,
    gap: float = EXACT,
    on_progress: Told = lambda name, done, of: None,
) -> tuple[Prefix, ...]:
    """An order of actions for money that comes bit by bit: for each step the best plan that gives up nothing of the one before.

    Parameters
    ----------
    steps
        As :func:`break_points` gives them.
    time_limit, gap
        Seconds for all of it, of which a search takes half of what is left at the most, and the
        relative gap at which a search may stop. The order ends where time does.
    """
    found: list[Prefix] = []
    until = Deadline(time_limit)
    for number, within in enumerate(steps):
        before = found[-1].step if found else None
        if before is None or not before.assessment.plan.actions:
            made: Step | None = within
        elif until.left < LEAST:
            break
        else:
            org = within.assessment.org
            held = org.replace(locks=(*org.locks, *_kept(before)))
            bound = with_total_budget(held, within.cost)
            seconds = max(LEAST, until.left * SHARE_OF_SEARCH)
            made = _step(answer(bound, seconds=seconds, gap=gap), within.cost)
        on_progress("order", number + 1, len(steps))
        if made is None:
            continue  # no plan was found in time that keeps all of it
        nested = before is None or not _gives_up(before, made)
        lost = tuple(round(max(0.0, a - b), 6) for a, b in zip(made.rank, within.rank, strict=True))
        found.append(Prefix(made, within, (lost[0], lost[1]), nested))
    compared = _compared([prefix.step for prefix in found])
    return tuple(replace(prefix, step=step) for prefix, step in zip(found, compared, strict=True))


def frame(steps: Sequence[Step]) -> pd.DataFrame:
    """Steps as a data frame: one row each, money in plan currency."""
    costs = [step.cost for step in steps]
    more = [0.0, *(after - before for before, after in zip(costs, costs[1:], strict=False))]
    return pd.DataFrame(
        [
            step.record | {"more": round(extra, 2), "complete": step.complete}
            for step, extra in zip(steps, more, strict=True)
        ],
        columns=FRAME,
    )


def own_limit(org: Organisation) -> float | None:
    """The least limit on all cost of the horizon that the organisation has, in plan currency."""
    everything = tuple(range(org.calendar.periods))
    lines = [line.amount for line in org.budget if limits_everything(line, everything)]
    return min((amount for amount in lines if amount is not None), default=None)


def on_its_own(org: Organisation) -> Organisation:
    """The organisation whose cost is that of the horizon alone, so that the least of it is found."""
    return org.replace(goal=Goal.COVER, previous=None).apply(change.assume(tail_months=0))


def _within(org: Organisation, nothing: Step, limit: float | None) -> Organisation:
    return with_total_budget(
        org, AMPLE * max(nothing.cost, 100_000.0) if limit is None else max(0.0, limit)
    )


def _nothing(org: Organisation) -> Step:
    idle = Assessment(org, Plan())
    return Step(idle, idle.cost, idle.cost, *_rank(idle), gap=0.0, proven=True)


def _broken(nothing: Step) -> bool:
    """Whether doing nothing breaks a limit other than one on all cost, so that it is no plan."""
    org = nothing.assessment.org
    ample = Assessment(_within(org, nothing, None), Plan())
    return any(measure.strength is None for measure in ample.broken)


def _rank(assessment: Assessment) -> Rank:
    org, plan, measures = assessment.org, assessment.plan, assessment.measures
    return (
        round(must_shortfall.value(org, plan, measures), 6),
        round(should_shortfall.value(org, plan, measures), 6),
    )


def _step(found: BestPlan, limit: float | None) -> Step | None:
    made = found.assessment
    if made is None:
        return None
    step = Step(made, limit, made.cost, *_rank(made), gap=found.gap, proven=found.proven)
    return replace(step, complete=not made.org.has_prices)


def _reached(step: Step, nothing: Step) -> bool:
    """Whether a plan buys nothing against doing nothing."""
    return step.cost >= nothing.cost and not _covers_more(step.rank, nothing.rank)


def _covers_more(one: Rank, other: Rank) -> bool:
    """Whether less stays open: of musts, or as much of them and less of shoulds; rounding is no difference."""
    fewer = other[0] - one[0]
    return one[1] < other[1] - SHORT if abs(fewer) <= SHORT else fewer > 0


def _spaced(
    nothing: Step, top: float, best: Callable[[float | None], Step | None]
) -> Iterator[Step]:
    """Limits in equal distances between doing nothing and the last break point."""
    for number in range(1, SPACED + 1):
        limit = nothing.cost + (top - nothing.cost) * number / (SPACED + 1)
        step = best(limit)
        if step is not None and not _reached(step, nothing):
            yield replace(step, complete=False)


def _compared(steps: Sequence[Step]) -> list[Step]:
    """Each step against the one before; of two limits that buy the same, one stays."""
    kept: list[Step] = []
    for step in steps:
        if not kept:
            kept.append(step)
            continue
        before = kept[-1]
        if step.cost == before.cost and step.rank == before.rank and not step.complete:
            continue
        then, now = before.assessment, step.assessment
        kept.append(
            replace(
                step,
                buys=only_in(now, then),
                drops=only_in(then, now),
                closes=more_open(now, then),
                opens=more_open(then, now),
            )
        )
    return kept


def _gives_up(before: Step, after: Step) -> bool:
    """Whether a plan lacks an action that one before it has, as early; takeovers and heads of groups are not held."""
    then, now = _starts(before), _starts(after)
    return any(
        sum(one <= period for one in now.get(lock, ())) < number
        for lock, periods in then.items()
        for number, period in enumerate(sorted(periods), 1)
    )


def _starts(step: Step) -> Mapping[LockRow, list[int]]:
    """Kind of action → the periods in which those of the plan begin."""
    found: dict[LockRow, list[int]] = {}
    for action in step.assessment.plan.actions.values():
        lock = _lock(step.assessment.org, action)
        if lock is not None:
            found.setdefault(lock.replace(periods=()), []).append(lock.periods[0])
    return found


def _kept(step: Step) -> Iterator[LockRow]:
    """Locks that keep every action of a plan; with more money it may begin earlier, never later."""
    for lock, periods in _starts(step).items():
        for period in sorted(set(periods)):
            count, until = sum(one <= period for one in periods), tuple(range(period + 1))
            name = f"begun {lock.action} {lock.who} {lock.team} {lock.what} {period}"
            yield lock.replace(id=name, count=count, periods=until)


def _lock(org: Organisation, action: Action) -> LockRow | None:
    """A lock that keeps an action in its period; ``None`` for takeovers and heads of groups."""
    if isinstance(action, Hire):
        kind, who, team, what = kind_of(action), action.role, action.team, None
    elif isinstance(action, Training):
        kind, who, team, what = LockedAction.TRAIN, action.person_id, None, action.course
    elif isinstance(action, Move):
        to = action.team if action.kind is LeverKind.TRANSFER else action.role
        kind, who, team, what = LockedAction(action.kind.value), action.person_id, None, to
    elif isinstance(action, Exit):
        kind, who, team, what = LockedAction.REDUNDANCY, action.person_id, None, None
    elif isinstance(action, ShortTime):
        kind, who, team, what = LockedAction.SHORT_TIME, action.person_id, None, None
    else:
        return None
    first = action.last_day + timedelta(days=1) if isinstance(action, Exit) else action.start_date
    period = org.calendar.period_of(first)
    return LockRow(
        id="begun", lock=Lock.MUST, action=kind, who=who, team=team, what=what, periods=(period,)
    )
