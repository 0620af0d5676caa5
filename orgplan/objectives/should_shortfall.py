"""Shortfall of what should be met: heads and FTE short, weighted and summed over periods."""

from collections.abc import Sequence

from orgplan.constraints.model import DecisionVariables, Linear, Shortfall
from orgplan.domain import Measure, Organisation, Plan, Strength

from .shortfalls import SLIP, UNIT, stated, weighted_shortfall

NAME = "should_shortfall"


def terms(org: Organisation, x: DecisionVariables, shortfalls: Sequence[Shortfall]) -> Linear:
    """Sum of the weighted shortfalls of this strength.

    Parameters
    ----------
    org, x
        Unused: what is short has variables of its own.
    shortfalls
        Shoulds without a price count.

    Returns
    -------
    Linear
        Weighted heads and FTE, summed over periods.

    Examples
    --------
    >>> terms(org, x, [Shortfall(Strength.SHOULD, 2.0, "short of Java")])
    Linear(constant=0.0, terms=[(2.0, 'short of Java')])
    """
    return stated(shortfalls, Strength.SHOULD)


def value(org: Organisation, plan: Plan, measures: Sequence[Measure]) -> float:
    """The same sum over the checker's measures.

    Parameters
    ----------
    org, plan
        Unused: the measures say what is short.
    measures
        Shoulds without a price count.

    Returns
    -------
    float
        Weighted heads and FTE, summed over periods.

    Examples
    --------
    >>> from orgplan.constraints import judge
    >>> value(org, Plan(), judge(org, Plan()))
    2.0
    """
    return weighted_shortfall(measures, Strength.SHOULD)
