"""Why each action is in the plan, proven: the best plan without it, what that costs, what it
misses, and what takes its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from orgplan.domain import (
    Action,
    Exit,
    Hire,
    Lock,
    LockedAction,
    LockRow,
    Move,
    Organisation,
    ShortTime,
    Takeover,
    Training,
)
from orgplan.language import _
from orgplan.solver.outcome import Status
from orgplan.solver.solve import Progress, silent

from ..assessment import Assessment
from ..attribution import LossIfRemoved
from ..changes.change_names import unknown_name
from .differences import SAME, in_words, more_open, only_in, typed
from .search import EXACT, BestPlan, answers, baseline, impasse

BASE = ""  # the organisation as it is, among those without an action
WHY = "why"  # the name of the lock that takes an action away


@dataclass(frozen=True)
class Reason:
    """One action, and the best plan without it.

    Attributes
    ----------
    action, what
        Its id, and what it is in a few words.
    serves
        Needs in the words in which they were typed, and rules, that miss something if it is struck
        and nothing takes its place.
    cost
        By how much the best plan without it costs more in what is minimised: the horizon and the
        time after it (plan currency; negative: less). ``None`` where there is no such plan, or
        none was searched.
    horizon
        The same over the horizon alone.
    more_short
        What that plan misses and this one does not, each in one sentence.
    instead
        What it does in its place.
    spared
        Other actions of the plan that it does without too.
    ways_out
        What would have to give, where no plan is possible without it.
    proven
        Whether both plans are proven to be the best.
    searched
        Whether a plan without it was searched.

    Examples
    --------
    >>> reason = planned.why("H-001")
    >>> reason.what, reason.serves[:1]
    ('hire Android engineer into Apps, 2027-Q3', ('native app: Android in Apps (N-008)',))
    """

    action: str
    what: str
    serves: tuple[str, ...]
    cost: float | None = None
    horizon: float | None = None
    more_short: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()
    ways_out: tuple[str, ...] = ()
    proven: bool = False
    searched: bool = False

    @property
    def tie(self) -> bool:
        """Whether the best plan without it is as good."""
        return self.cost is not None and abs(self.cost) < SAME and not self.more_short


def explain(
    assessment: Assessment,
    actions: Sequence[str] = (),
    *,
    time_limit: float = 30.0,
    gap: float = EXACT,
    processes: int = 1,
    on_progress: Progress = silent,
) -> tuple[Reason, ...]:
    """Why actions of a plan are in it: each is taken away, and the best plan without it is
    searched.

    Parameters
    ----------
    assessment
        The plan. It is searched anew, so that both sides are the best that can be found now.
    actions
        Ids, such as ``H-001``; none is all. Actions on groups are not looked at.
    time_limit, gap
        Seconds for each search, and the relative gap at which it may stop.
    processes
        Searches at the same time.
    on_progress
        Called with a sentence on the search and how much of all is behind (0-1).

    Raises
    ------
    BadArgument
        If there is no such action.
    """
    plan, org = assessment.plan, assessment.org
    locks = {name: lock for name, one in plan.actions.items() if (lock := _lock(assessment, one))}
    unknown = [name for name in actions if name not in locks]
    if unknown:
        raise unknown_name("explain", "action", unknown[0], locks)
    chosen = tuple(actions) or tuple(locks)
    orgs = {name: org.replace(locks=(*org.locks, locks[name])) for name in chosen}
    found = (
        answers(
            {BASE: org} | orgs,
            seconds=time_limit,
            gap=gap,
            processes=processes,
            on_progress=on_progress,
        )
        if orgs
        else {}
    )
    return tuple(
        compared(assessment, _stated(assessment, name), found[BASE], found[name]) for name in chosen
    )


def _stated(planned: Assessment, name: str) -> Reason:
    """What an action is and serves, before a plan without it is searched."""
    what = in_words(planned.plan.actions[name], planned.org)
    return Reason(name, what, _serves(planned, name))


def reason_given(planned: Assessment, name: str) -> Reason:
    """What an action is and serves; nothing is searched.

    Parameters
    ----------
    planned
        The plan that has the action.
    name
        Id of the action, such as ``H-001``.

    Returns
    -------
    Reason
        With ``searched`` false; no cost, as that needs another plan.

    Raises
    ------
    BadArgument
        If there is no such action.
    """
    if name not in planned.plan.actions:
        raise unknown_name("Result.why", "action", name, planned.plan.actions)
    return _stated(planned, name)


def _serves(planned: Assessment, name: str) -> tuple[str, ...]:
    losses = planned.losses.get(name, ())
    return tuple(dict.fromkeys(_served(planned.org, loss) for loss in losses))


def _served(org: Organisation, loss: LossIfRemoved) -> str:
    """A need or rule; of a rule that asks for nothing because of the action, that it does not."""
    what = typed(org, loss.measure)
    return _("{what} (made unnecessary by this)", what=what) if loss.spared else what


def _lock(planned: Assessment, action: Action) -> LockRow | None:
    """The lock that allows one action fewer of this kind; ``None`` for actions on groups."""
    plan, org = planned.plan, planned.org
    if isinstance(action, Hire):
        kind = kind_of(action)
        same = sum(
            (h.role, h.team, kind_of(h)) == (action.role, action.team, kind) for h in plan.hires
        )
        return LockRow(
            id=_name(org),
            lock=Lock.AT_MOST,
            action=kind,
            who=action.role,
            team=action.team,
            count=same - 1,
        )
    if isinstance(action, Training):
        return LockRow(
            id=_name(org),
            lock=Lock.MUST_NOT,
            action=LockedAction.TRAIN,
            who=action.person_id,
            what=action.course,
        )
    if isinstance(action, Move):
        kind = LockedAction(action.kind.value)
        return LockRow(id=_name(org), lock=Lock.MUST_NOT, action=kind, who=action.person_id)
    if isinstance(action, Exit):
        return LockRow(
            id=_name(org), lock=Lock.MUST_NOT, action=LockedAction.REDUNDANCY, who=action.person_id
        )
    if isinstance(action, ShortTime):
        return LockRow(
            id=_name(org), lock=Lock.MUST_NOT, action=LockedAction.SHORT_TIME, who=action.person_id
        )
    if isinstance(action, Takeover):
        named = action.who if action.who in org.person else None
        same = sum(one.team == action.team and named in (None, one.who) for one in plan.takeovers)
        return LockRow(
            id=_name(org),
            lock=Lock.AT_MOST,
            action=LockedAction.TAKEOVER,
            who=named,
            team=action.team,
            count=same - 1,
        )
    return None


def kind_of(hire: Hire) -> LockedAction:
    """What Locks call a seat.

    Parameters
    ----------
    hire
        Read for its kind of employment and lever.

    Returns
    -------
    LockedAction
        ``CONTRACTOR`` before ``BACKFILL`` (a hire with a lever) before ``HIRE``.
    """
    if hire.is_contractor:
        return LockedAction.CONTRACTOR
    return LockedAction.HIRE if hire.lever is None else LockedAction.BACKFILL


def _name(org: Organisation) -> str:
    taken = {lock.id for lock in org.locks}
    return next(
        name for name in (WHY, *(f"{WHY} {n}" for n in range(len(taken) + 1))) if name not in taken
    )


def compared(planned: Assessment, stated: Reason, base: BestPlan, without: BestPlan) -> Reason:
    """What is stated, with what the best plan without it costs, misses and does instead.

    Parameters
    ----------
    planned
        The plan as it stands; it takes the place of `base` where no plan was found anew.
    stated
        The action in words, as :func:`reason_given` has it.
    base
        The best plan with the action, searched now.
    without
        The best plan of the organisation in which the action is locked out.

    Returns
    -------
    Reason
        Differences of money in plan currency, rounded to the cent; of actions, seen from the plan
        as it stands, or from `base` where that is better (:func:`baseline`).
    """
    if without.assessment is None:
        ways = (
            impasse(without.org)
            if without.status is Status.INFEASIBLE
            else (_("No plan was found in time."),)
        )
        return replace(stated, ways_out=ways, proven=without.proven, searched=True)
    after = without.assessment
    before, best = baseline(planned, base)
    spared = list(only_in(before, after))
    if stated.what in spared:
        spared.remove(stated.what)
    return replace(
        stated,
        cost=round(after.minimised_cost - best.minimised_cost, 2),
        horizon=round(after.cost - best.cost, 2),
        more_short=more_open(before, after),
        instead=only_in(after, before),
        spared=tuple(spared),
        proven=base.proven and without.proven,
        searched=True,
    )
