"""What to begin with where money comes late: the best plan for each amount that keeps what is
begun.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from orgplan.deadline import Deadline
from orgplan.domain import (
    Action,
    Exit,
    Hire,
    LeverKind,
    Lock,
    LockedAction,
    LockRow,
    Move,
    Organisation,
    ShortTime,
    Training,
)
from orgplan.solver.solve import Progress, silent

from ..changes.total_budget import with_total_budget
from .explain import kind_of
from .frontier import LEAST, SHARE_OF_SEARCH
from .search import answer, part
from .steps import Rank, Step, compared_steps, step_of


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


def late_money(
    steps: Sequence[Step],
    *,
    time_limit: float = 120.0,
    on_progress: Progress = silent,
) -> tuple[Prefix, ...]:
    """An order of actions for money that comes bit by bit: for each step the best plan that gives
    up nothing of the one before.

    Parameters
    ----------
    steps
        As :func:`break_points` gives them.
    time_limit
        Seconds for all of it, of which a search takes half of what is left at the most. The order
        ends where time does.
    on_progress
        Called with a sentence on the search and how much is behind (0-1).
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
            heard = part(on_progress, number, len(steps))
            made = step_of(answer(bound, seconds=seconds, progress=heard), within.cost)
        if made is None:
            continue  # no plan was found in time that keeps all of it
        nested = before is None or not _gives_up(before, made)
        lost = tuple(round(max(0.0, a - b), 6) for a, b in zip(made.rank, within.rank, strict=True))
        found.append(Prefix(made, within, (lost[0], lost[1]), nested))
    compared = compared_steps([prefix.step for prefix in found])
    return tuple(replace(prefix, step=step) for prefix, step in zip(found, compared, strict=True))


def _gives_up(before: Step, after: Step) -> bool:
    """Whether a plan lacks an action that one before it has, as early; takeovers and heads of
    groups are not held.
    """
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
