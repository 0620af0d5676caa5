"""Why each action is in the plan, proven: the best plan without it, what that costs, what it misses, and what takes its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from orgplan.analysis.changes.change_values import Change
from orgplan.api import Impossible, Result, diff
from orgplan.domain import (
    Action,
    Exit,
    Hire,
    Lock,
    LockedAction,
    LockRow,
    Measure,
    Move,
    Organisation,
    ShortTime,
    Strength,
    Takeover,
    Training,
    shown_label,
)
from orgplan.errors import BadArgument
from orgplan.language import _
from orgplan.report.results.figures import period_label
from orgplan.study.study import study

SAME = 0.005  # plan currency, and heads or FTE short: less is rounding
WHY = "why"  # the name of the lock that takes an action away


class _Without(Change):
    """The organisation in which one action fewer of its kind may be."""

    lock: LockRow

    def _made(self, org: Organisation) -> Organisation:
        return org.replace(locks=(*org.locks, self.lock))

    def __str__(self) -> str:
        return f"without {self.lock.action} of {self.lock.who}"


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
    missed
        What that plan misses and this one does not, each in one sentence.
    instead
        What it does in its place.
    ways_out
        What would have to give, where no plan is possible without it.
    proven
        Whether both plans are proven to be the best.
    searched
        Whether a plan without it was searched; not for takeovers, which no lock forbids.
    """

    action: str
    what: str
    serves: tuple[str, ...]
    cost: float | None
    horizon: float | None
    missed: tuple[str, ...]
    instead: tuple[str, ...]
    ways_out: tuple[str, ...]
    proven: bool
    searched: bool = True

    @property
    def tie(self) -> bool:
        """Whether the best plan without it is as good."""
        return self.cost is not None and abs(self.cost) < SAME and not self.missed


def explain(
    planned: Result,
    actions: Sequence[str] = (),
    *,
    time_limit: float = 30.0,
    processes: int = 1,
    on_progress: Callable[[str, int, int], None] = lambda name, done, of: None,
) -> tuple[Reason, ...]:
    """Why actions of a plan are in it: each is taken away, and the best plan without it is searched.

    Takeovers cannot be taken away alone, and their reasons say so.

    Parameters
    ----------
    planned
        The plan. It is searched anew, so that both sides are the best that can be found now.
    actions
        Ids, such as ``H-001``; none is all. Actions on groups are not looked at.
    time_limit
        Seconds for each search.
    processes
        Searches at the same time.

    Raises
    ------
    BadArgument
        If there is no such action.
    """
    plan, org = planned.plan, planned.org
    locks = {name: lock for name, one in plan.actions.items() if (lock := _lock(planned, one))}
    known = [name for name, one in plan.actions.items() if name in locks or _kept(one)]
    unknown = [name for name in actions if name not in known]
    if unknown:
        raise BadArgument("explain", f"action {unknown[0]!r}", f"one of {', '.join(known)}")
    chosen = tuple(actions) or tuple(known)
    refused = {name: _Without(lock=locks[name]) for name in chosen if name in locks}
    if not refused:
        return tuple(_not_searched(planned, name) for name in chosen)
    found = study(
        org,
        refused,
        processes=processes,
        time_limit=time_limit,
        on_progress=on_progress,
    )
    base = next(iter(found.planned.values()), planned)
    return tuple(
        _reason(planned, base, plan.actions[name], name, found.scenario(name).ended)
        if name in refused
        else _not_searched(planned, name)
        for name in chosen
    )


def _kept(action: Action) -> bool:
    """Whether no lock can take an action away alone."""
    return isinstance(action, Takeover)


def _not_searched(planned: Result, name: str) -> Reason:
    """What an action is and serves, where no plan without it can be asked for."""
    what, serves = _what(planned.plan.actions[name], planned.org), _serves(planned, name)
    return Reason(name, what, serves, None, None, (), (), (), proven=False, searched=False)


def _serves(planned: Result, name: str) -> tuple[str, ...]:
    losses = planned.assessment.losses.get(name, ())
    return tuple(dict.fromkeys(_typed(planned.org, loss.measure) for loss in losses))


def _lock(planned: Result, action: Action) -> LockRow | None:
    """The lock that allows one action fewer of this kind; ``None`` for takeovers and actions on groups."""
    plan, org = planned.plan, planned.org
    if isinstance(action, Hire):
        kind = _kind(action)
        same = sum(
            (h.role, h.team, _kind(h)) == (action.role, action.team, kind) for h in plan.hires
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
    return None


def _kind(hire: Hire) -> LockedAction:
    if hire.is_contractor:
        return LockedAction.CONTRACTOR
    return LockedAction.HIRE if hire.lever is None else LockedAction.BACKFILL


def _name(org: Organisation) -> str:
    taken = {lock.id for lock in org.locks}
    return next(
        name for name in (WHY, *(f"{WHY} {n}" for n in range(len(taken) + 1))) if name not in taken
    )


def _reason(
    planned: Result, base: Result, action: Action, name: str, ended: Result | Exception
) -> Reason:
    serves = _serves(planned, name)
    if not isinstance(ended, Result):
        ways = ended.lines if isinstance(ended, Impossible) else (_("No plan was found in time."),)
        return Reason(
            name, _what(action, planned.org), serves, None, None, (), (), tuple(ways), False
        )
    proven = base.gap <= 1e-6 and ended.gap <= 1e-6
    there = _short(base)
    missed = tuple(
        sentence
        for key, (short, sentence) in _short(ended).items()
        if short > there.get(key, (0.0, ""))[0] + SAME
    )
    return Reason(
        name,
        _what(action, planned.org),
        serves,
        round(_minimised(ended) - _minimised(base), 2),
        round(_cost(ended) - _cost(base), 2),
        missed,
        tuple(_instead(base, ended)),
        (),
        proven,
    )


def _minimised(planned: Result) -> float:
    return planned.assessment.minimised_cost


def _cost(planned: Result) -> float:
    return sum(line.cents for line in planned.assessment.costs) / 100


def _short(planned: Result) -> Mapping[tuple[str, ...], tuple[float, str]]:
    """What is missed, all its periods together: by how much, and in words."""
    found: dict[tuple[str, ...], tuple[float, str]] = {}
    for measure in planned.assessment.broken:
        if measure.strength in (Strength.MUST, Strength.SHOULD):
            key = (measure.family, *measure.key[:-1])
            before = found.get(key, (0.0, ""))[0]
            found[key] = (before + measure.short, _typed(planned.org, measure))
    return found


def _typed(org: Organisation, measure: Measure) -> str:
    """A need by its reason as it was typed, and what it asks for; a rule by its name."""
    need = org.need.get(measure.key[0])
    if need is None:
        rule, of = _(measure.family).replace("_", " "), map(shown_label, measure.key[:-1])
        return _("{rule} ({of})", rule=rule, of=_(", ").join(of))
    said = _("{skill} in {scope} ({need})", skill=need.skill, scope=need.scope, need=need.id)
    return _("{reason}: {what}", reason=need.reason, what=said) if need.reason else said


def _instead(base: Result, without: Result) -> Sequence[str]:
    """Actions that the other plan has and this one has not."""
    rows = diff(base, without).records["actions"]
    return [
        _(", ").join((str(row["action"]), str(row["team"]), str(row["after"])))
        for row in rows
        if row["change"] in ("added", "moved", "changed")
    ]


def _what(action: Action, org: Organisation) -> str:
    if isinstance(action, Hire):
        when = period_label(org, org.calendar.period_of(action.start_date))
        return _("hire {role} into {team}, {when}", role=action.role, team=action.team, when=when)
    if isinstance(action, Training):
        return _("{who}: {course}", who=_named(org, action.person_id), course=action.course)
    if isinstance(action, Move):
        return _(
            "{kind} of {who} to {role} in {team}",
            kind=_(action.kind.value),
            who=_named(org, action.person_id),
            role=action.role,
            team=action.team,
        )
    if isinstance(action, Exit):
        return _("redundancy of {who}", who=_named(org, action.person_id))
    if isinstance(action, ShortTime):
        return _("short time of {who}", who=_named(org, action.person_id))
    if isinstance(action, Takeover):
        return _("{who} takes over {team}", who=_named(org, action.who), team=action.team)
    return action.id


def _named(org: Organisation, who: str) -> str:
    """The name of somebody; seats of the plan have none."""
    return org.person[who].name if who in org.person else who
