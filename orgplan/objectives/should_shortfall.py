"""Shortfall of what should be met: heads and FTE short, weighted and summed over periods."""

from __future__ import annotations

from collections.abc import Sequence

from orgplan.constraints.model import DecisionVariables, Linear, Shortfall
from orgplan.domain import Measure, Organisation, Plan, Strength
from orgplan.language import N_

NAME = "should_shortfall"
UNIT = N_("weighted heads and FTE, summed over periods")
SLIP = 1e-6


def terms(org: Organisation, x: DecisionVariables, shortfalls: Sequence[Shortfall]) -> Linear:
    """Sum of the weighted shortfalls of this strength."""
    return Linear(
        0.0,
        [
            (short.weight, short.variable)
            for short in shortfalls
            if short.strength is Strength.SHOULD and short.worth is None
        ],
    )


def value(org: Organisation, plan: Plan, measures: Sequence[Measure]) -> float:
    """The same sum over the checker's measures."""
    return sum(
        measure.weight * measure.short
        for measure in measures
        if measure.strength is Strength.SHOULD and measure.worth is None
    )
