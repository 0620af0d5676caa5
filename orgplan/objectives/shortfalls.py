"""Weighted sums of the shortfalls of one strength: for the model, and from the checker's
measures.
"""

from collections.abc import Sequence

from orgplan.constraints.model import Linear, Shortfall
from orgplan.domain import Measure, Strength
from orgplan.language import N_

UNIT = N_("weighted heads and FTE, summed over periods")
SLIP = 1e-6


def stated(shortfalls: Sequence[Shortfall], strength: Strength) -> Linear:
    """Sum of the weighted shortfalls of a strength that have no price.

    Parameters
    ----------
    shortfalls
        Of all demands that are not hard.
    strength
        Must or should.

    Returns
    -------
    Linear
        Weighted heads and FTE, summed over periods.

    Examples
    --------
    >>> stated([Shortfall(Strength.MUST, 2.0, "short of Java")], Strength.MUST)
    Linear(constant=0.0, terms=[(2.0, 'short of Java')])
    """
    counted = [short for short in shortfalls if short.strength is strength and short.worth is None]
    return Linear(0.0, [(short.weight, short.variable) for short in counted])


def weighted_shortfall(measures: Sequence[Measure], strength: Strength) -> float:
    """The same sum over the checker's measures.

    Parameters
    ----------
    measures
        Of one plan.
    strength
        Must or should.

    Returns
    -------
    float
        Weighted heads and FTE, summed over periods.

    Examples
    --------
    >>> from orgplan.constraints import judge
    >>> from orgplan.domain import Plan
    >>> weighted_shortfall(judge(org, Plan()), Strength.MUST)
    8.0
    """
    return sum(
        m.weight * m.shortfall for m in measures if m.strength is strength and m.worth is None
    )
