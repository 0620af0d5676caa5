"""Shortfall that has a price: heads and FTE short, summed over periods, so that of plans that cost
the same the one that covers more is taken.

Prices stand in place of weights: a weight here would trade time between needs within the cents by
which the cost may slip.
"""

from collections.abc import Sequence

from orgplan.constraints.model import DecisionVariables, Linear, Shortfall
from orgplan.domain import Measure, Organisation, Plan
from orgplan.language import N_

NAME = "priced_shortfall"
UNIT = N_("heads and FTE, summed over periods")
SLIP = 1e-6


def terms(org: Organisation, x: DecisionVariables, shortfalls: Sequence[Shortfall]) -> Linear:
    """Sum of the shortfalls that have a price.

    Parameters
    ----------
    org, x
        Unused: what is short has variables of its own.
    shortfalls
        Those with a price count, whatever it is.

    Returns
    -------
    Linear
        Heads and FTE, summed over periods, without weights.

    Examples
    --------
    >>> from orgplan.domain import Strength
    >>> terms(org, x, [Shortfall(Strength.SHOULD, 2.0, "short of Java", worth=5000.0)])
    Linear(constant=0.0, terms=[(1.0, 'short of Java')])
    """
    return Linear(0.0, [(1.0, short.variable) for short in shortfalls if short.worth is not None])


def value(org: Organisation, plan: Plan, measures: Sequence[Measure]) -> float:
    """The same sum over the checker's measures.

    Parameters
    ----------
    org, plan
        Unused: the measures say what is short.
    measures
        Those with a price count, whatever it is.

    Returns
    -------
    float
        Heads and FTE, summed over periods, without weights.

    Examples
    --------
    >>> from orgplan.constraints import judge
    >>> value(org, Plan(), judge(org, Plan()))
    0
    """
    return sum(
        measure.shortfall
        for measure in measures
        if measure.strength is not None and measure.worth is not None
    )
