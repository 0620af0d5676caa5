"""Disruption: the number of actions, or of differences from a previous plan, so that of plans that
cost the same the quieter one is taken.

Of groups only heads that are let go count: recruits and other flows are the course of things.
"""

from collections import Counter
from collections.abc import Sequence

from orgplan.constraints.model import DecisionVariables, Linear, Shortfall, Var
from orgplan.domain import (
    Exit,
    Hire,
    LeverKind,
    Measure,
    Move,
    Organisation,
    Plan,
    ShortTime,
    Takeover,
    Training,
)
from orgplan.language import N_

NAME = "disruption"
UNIT = N_("actions")
SLIP = 1e-6

ActionKey = tuple[object, ...]  # what an action is, whatever its id and pay


def terms(org: Organisation, x: DecisionVariables, shortfalls: Sequence[Shortfall]) -> Linear:
    """Seats opened, courses begun, moves and redundancies; those of the previous plan count where
    they are missing instead.

    Parameters
    ----------
    org
        Read for its previous plan.
    x
        Every decision on offer; `kept` are seats that the previous plan had too.
    shortfalls
        Unused: actions are counted, not what is short.

    Returns
    -------
    Linear
        Actions; heads of groups that are let go.

    Examples
    --------
    >>> terms(org, x, ()).constant
    0.0
    """
    before = (
        Counter(_key(org, action) for action in _actions(org.previous))
        if org.previous
        else Counter[ActionKey]()
    )
    total = Linear(float(sum(before.values())))
    total.terms += [(1.0, seats) for seats in x.hire.values()]
    total.terms += [(-2.0, kept) for kept in x.kept.values()]
    first = org.calendar.first_day
    singles: list[tuple[ActionKey, Var]] = [
        ((step.person, step.course, first(start)), taken)
        for (step, start), taken in x.train.items()
    ]
    singles += [
        ((move.kind, move.person, move.role, move.team, first(move.start)), moved)
        for move, moved in x.move.items()
    ]
    singles += [
        (("exit", leave.person, org.calendar.last_day(leave.start - 1)), gone)
        for leave, gone in x.leave.items()
    ]
    singles += [
        (("short time", reduction.person, first(reduction.period)), short)
        for reduction, short in x.reduce.items()
    ]
    singles += [
        (
            _takeover(takes.who if isinstance(takes.who, str) else None, takes.team, takes.start),
            taken,
        )
        for takes, taken in x.takeover.items()
    ]
    total.terms += [(-1.0 if key in before else 1.0, variable) for key, variable in singles]
    total.terms += [
        (1.0, heads) for flow, heads in x.flow.items() if flow.kind is LeverKind.REDUNDANCY
    ]
    return total


def value(org: Organisation, plan: Plan, measures: Sequence[Measure]) -> float:
    """Actions that are in one of both plans and not in the other; all of them where there is no
    previous plan.

    Parameters
    ----------
    org
        Read for its previous plan.
    plan
        Any plan.
    measures
        Unused: actions are counted, not what is short.

    Returns
    -------
    float
        Actions; heads of groups that are let go.

    Examples
    --------
    >>> course = Training(
    ...     id="U-001", person_id="P02", course="Team leadership 2→3", start_date=date(2027, 1, 1)
    ... )
    >>> value(org, Plan(trainings=(course,)), ())
    1
    """
    now = Counter(_key(org, action) for action in _actions(plan))
    before = (
        Counter(_key(org, action) for action in _actions(org.previous))
        if org.previous
        else Counter[ActionKey]()
    )
    let_go = sum(
        action.heads for action in plan.group_actions if action.kind is LeverKind.REDUNDANCY
    )
    return sum((now - before).values()) + sum((before - now).values()) + let_go


NamedAction = Hire | Training | Move | Exit | ShortTime | Takeover


def _actions(plan: Plan) -> Sequence[NamedAction]:
    """Actions about named people and seats; of groups, only those who are let go are counted, by
    the head.
    """
    return (
        *plan.hires,
        *plan.trainings,
        *plan.moves,
        *plan.exits,
        *plan.short_times,
        *plan.takeovers,
    )


def _key(org: Organisation, action: NamedAction) -> ActionKey:
    """What makes two actions the same one: seats by period, since their day may be set within it;
    all others by their date.
    """
    if isinstance(action, Hire):
        calendar = org.calendar
        until = calendar.period_of(action.end_date) if action.end_date else None
        return (
            action.role,
            action.team,
            action.location,
            action.lever,
            calendar.period_of(action.start_date),
            until,
        )
    if isinstance(action, Training):
        return (action.person_id, action.course, action.start_date)
    if isinstance(action, Move):
        return (action.kind, action.person_id, action.role, action.team, action.start_date)
    if isinstance(action, Exit):
        return ("exit", action.person_id, action.last_day)
    if isinstance(action, Takeover):
        who = action.who if action.who in org.person else None
        return _takeover(who, action.team, org.calendar.period_of(action.start_date))
    return ("short time", action.person_id, action.start_date)


def _takeover(who: str | None, team: str, start: int) -> ActionKey:
    """Seats are numbered anew in each plan: that one of them takes over is all that can be
    compared.
    """
    return ("takeover", who, team, start)
