"""Shortfall that has a price: heads and FTE short, summed over periods, so that of plans that cost the same the one that covers more is taken.

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
    """Sum of the shortfalls that have a price."""
    return Linear(0.0, [(1.0, short.variable) for short in shortfalls if short.worth is not None])


def value(org: Organisation, plan: Plan, measures: Sequence[Measure]) -> float:
    """The same sum over the checker's measures."""
    return sum(
        measure.short
        for measure in measures
        if measure.strength is not None and measure.worth is not None
    )
