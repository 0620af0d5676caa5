"""Shortfall of what should be met: heads and FTE short, weighted and summed over periods."""

from collections.abc import Sequence

from orgplan.constraints.model import DecisionVariables, Linear, Shortfall
from orgplan.domain import Measure, Organisation, Plan, Strength

from .shortfalls import SLIP, UNIT, judged, stated

NAME = "should_shortfall"


def terms(org: Organisation, x: DecisionVariables, shortfalls: Sequence[Shortfall]) -> Linear:
    """Sum of the weighted shortfalls of this strength."""
    return stated(shortfalls, Strength.SHOULD)


def value(org: Organisation, plan: Plan, measures: Sequence[Measure]) -> float:
    """The same sum over the checker's measures."""
    return judged(measures, Strength.SHOULD)
