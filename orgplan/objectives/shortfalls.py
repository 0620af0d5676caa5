"""Weighted sums of the shortfalls of one strength: for the model, and from the checker's measures."""

from collections.abc import Sequence

from orgplan.constraints.model import Linear, Shortfall
from orgplan.domain import Measure, Strength
from orgplan.language import N_

UNIT = N_("weighted heads and FTE, summed over periods")
SLIP = 1e-6


def stated(shortfalls: Sequence[Shortfall], strength: Strength) -> Linear:
    """Sum of the weighted shortfalls of a strength that have no price."""
    counted = [short for short in shortfalls if short.strength is strength and short.worth is None]
    return Linear(0.0, [(short.weight, short.variable) for short in counted])


def judged(measures: Sequence[Measure], strength: Strength) -> float:
    """The same sum over the checker's measures."""
    return sum(m.weight * m.short for m in measures if m.strength is strength and m.worth is None)
