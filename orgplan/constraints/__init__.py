"""What must hold: one module for each family of constraints, in formula, rows, simulation and words.

Everything that works on constraints loops over :data:`FAMILIES`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from orgplan.constraints import readiness
from orgplan.constraints.limits import (
    backfill,
    budget,
    group_stock,
    headcount,
    lever_caps,
    locks,
    offer,
    one_change,
    positions,
    recruiting,
)
from orgplan.constraints.model.interface import DecisionVariables, ModelSink
from orgplan.constraints.needs import capacity, holders, staff
from orgplan.constraints.parameters import Parameters
from orgplan.constraints.structure import (
    bus_factor,
    director,
    echelon,
    grouping,
    growth_cap,
    hiring_freeze,
    liaison,
    min_team_size,
    on_call,
    one_owner,
    ratio,
    review_cadence,
    seniority_mix,
    span,
    stage_fit,
    succession,
    talent_shape,
)
from orgplan.constraints.training import (
    mentoring,
    prerequisites,
    training_load,
    training_path,
    training_seats,
)
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Measure, Plan
from orgplan.domain.simulation import PlanSimulation


class Family(Protocol):
    """The four parts of a family; its docstring is the fifth: the formula."""

    FAMILY: str

    def emit(self, rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
        """State the rows."""

    def measure(self, walk: PlanSimulation) -> Iterator[Measure]:
        """Judge a plan, by simulation."""

    def explain(self, measure: Measure, org: Organisation) -> str:
        """Say in one sentence what is broken, where, by how much, and which lever mends it."""


class RuleModule(Family, Protocol):
    """What a family that executes rules owns besides."""

    PARAMETERS: Parameters

    def phrase(self, key: tuple[str, ...]) -> str:
        """What a row of the rule asks for, to stand before the name of its scope."""


RULE_MODULES: tuple[RuleModule, ...] = (
    echelon,
    director,
    span,
    ratio,
    grouping,
    liaison,
    review_cadence,
    stage_fit,
    talent_shape,
    seniority_mix,
    bus_factor,
    succession,
    growth_cap,
    hiring_freeze,
    min_team_size,
    one_owner,
    on_call,
)

FAMILIES: tuple[Family, ...] = (
    holders,
    capacity,
    staff,
    training_path,
    prerequisites,
    training_load,
    training_seats,
    mentoring,
    recruiting,
    headcount,
    positions,
    locks,
    one_change,
    readiness,
    lever_caps,
    backfill,
    group_stock,
    budget,
    *RULE_MODULES,
)

RULE_MODULE_OF = {family.FAMILY: family for family in RULE_MODULES}
FAMILY_OF = {family.FAMILY: family for family in FAMILIES}


def judge(org: Organisation, plan: Plan) -> tuple[Measure, ...]:
    """Every constraint judged on a plan, without a solver: what is on offer first, then family by family.

    Raises
    ------
    KeyError
        If the plan names a person, role, team or course that the organisation does not have.
    """
    walk = PlanSimulation(org, plan)
    return (
        *offer.measure(walk),
        *(_with_worth(org, measure) for family in FAMILIES for measure in family.measure(walk)),
    )


def _with_worth(org: Organisation, measure: Measure) -> Measure:
    """A measure with the price of its need or rule, where it has one and the family has said none."""
    worth = org.worths.get((measure.family, measure.key[0])) if org.worths else None
    priced = worth is not None and measure.worth is None and measure.strength is not None
    return replace(measure, worth=worth) if priced else measure


def explain(measure: Measure, org: Organisation) -> str:
    """A broken measure in one sentence: what, where, by how much, and which lever mends it."""
    return (
        offer.explain(measure, org)
        if measure.family == offer.FAMILY
        else FAMILY_OF[measure.family].explain(measure, org)
    )
