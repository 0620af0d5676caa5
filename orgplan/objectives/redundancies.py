"""Redundancies: people who are let go, named or counted in a group."""

from collections.abc import Sequence

from orgplan.constraints.model import DecisionVariables, Linear, Shortfall
from orgplan.domain import LeverKind, Measure, Organisation, Plan
from orgplan.language import N_

NAME = "redundancies"
UNIT = N_("heads")
SLIP = 1e-6


def terms(org: Organisation, x: DecisionVariables, shortfalls: Sequence[Shortfall]) -> Linear:
    """Everybody who is let go.

    Parameters
    ----------
    org
        Unused: everybody counts alike.
    x
        Redundancies of people, and flows of groups.
    shortfalls
        Unused: actions are counted, not what is short.

    Returns
    -------
    Linear
        Heads.

    Examples
    --------
    >>> terms(org, x, ())
    Linear(constant=0.0, terms=[])
    """
    flows = [heads for flow, heads in x.flow.items() if flow.kind is LeverKind.REDUNDANCY]
    return Linear(0.0, [(1.0, variable) for variable in (*x.leave.values(), *flows)])


def value(org: Organisation, plan: Plan, measures: Sequence[Measure]) -> float:
    """Their number.

    Parameters
    ----------
    org
        Unused: everybody counts alike.
    plan
        Any plan.
    measures
        Unused: actions are counted, not what is short.

    Returns
    -------
    float
        Heads, in parts where groups are counted so.

    Examples
    --------
    >>> value(org, Plan(), ())
    0
    """
    return len(plan.exits) + sum(
        action.heads for action in plan.group_actions if action.kind is LeverKind.REDUNDANCY
    )
