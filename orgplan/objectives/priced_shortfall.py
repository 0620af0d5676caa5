"""Shortfall that has a price: heads and FTE short, weighted and summed over periods, so that of plans that cost the same the one that covers more is taken."""

from __future__ import annotations

from collections.abc import Sequence

from orgplan.constraints.model.interface import DecisionVariables, Linear, Shortfall
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Measure, Plan

NAME = "priced_shortfall"
UNIT = "weighted heads and FTE, summed over periods"
SLIP = 1e-6


def terms(org: Organisation, x: DecisionVariables, shortfalls: Sequence[Shortfall]) -> Linear:
    """Sum of the weighted shortfalls that have a price."""
    return Linear(
        0.0, [(short.weight, short.variable) for short in shortfalls if short.worth is not None]
    )


def value(org: Organisation, plan: Plan, measures: Sequence[Measure]) -> float:
    """The same sum over the checker's measures."""
    return sum(
        measure.weight * measure.short
        for measure in measures
        if measure.strength is not None and measure.worth is not None
    )
