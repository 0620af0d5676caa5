"""Disruption: the number of actions, so that of two plans that cost the same the quieter one is taken."""

from __future__ import annotations

from collections.abc import Sequence

from orgplan.constraints.rows import Decisions, Linear, Var
from orgplan.domain.base import Strength
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Measure, Plan

NAME = "disruption"
UNIT = "actions"
SLIP = 1e-6


def terms(org: Organisation, x: Decisions, shortfalls: Sequence[tuple[Strength, float, Var]]) -> Linear:
    """Seats opened and courses begun."""
    return Linear(0.0, [(1.0, variable) for variable in (*x.hire.values(), *x.train.values())])


def value(org: Organisation, plan: Plan, measures: Sequence[Measure]) -> float:
    """Number of actions."""
    return len(plan.hires) + len(plan.trainings)
