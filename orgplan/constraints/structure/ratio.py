r"""Roles keep step: for every so many heads of some roles there is at least one head of another.

.. math::

    N^A_{St} + o + u_{St} \ge (1 - \delta)\, N^B_{St} / \kappa - \bar N^B_S (1 - z_{St}) / \kappa \qquad \forall S, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`N^A_{St}`          heads of the serving roles (``required role``)               heads
:math:`N^B_{St}`          heads of the roles that are served (``counts``)              heads
:math:`\kappa`            served heads for each serving head (``per``)                 heads
:math:`\delta`            share by which it may be missed (``tolerance``)              share
:math:`o`                 0, just under 1/2 or just under 1: rounds up, nearest, down  heads
:math:`u_{St}`            serving heads short, whole                                  heads
:math:`z_{St}`            1 when the threshold of served heads, if any, is reached     0/1
========================  ==========================================================  =====

The tolerance is taken off first, then the heads required are made whole (``rounding``: up, unless
said otherwise). One for seven: 20 served heads ask for 2.86; less 10 % that is 2.57, which is 3
rounded up or to the nearest, and 2 rounded down. Tolerances are taken to a tenth of a percent.
Source: Norton, one product manager for 5–9 engineers.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from orgplan.constraints.model.interface import DecisionVariables, Linear, ModelSink
from orgplan.constraints.model.presence import heads, most_heads
from orgplan.constraints.model.triggers import made_whole, trigger
from orgplan.constraints.model.usefulness import (
    HeadcountUpperBounds,
    no_skills_for_rule,
    scopes_with,
)
from orgplan.constraints.parameters import Parameters, Required
from orgplan.constraints.structure.measures import in_heads, share_of
from orgplan.domain.base import Strength
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Measure
from orgplan.domain.roles import Role
from orgplan.domain.rules import Rounding, Rule, RuleFamily
from orgplan.domain.simulation import PlanSimulation, heads_of

FAMILY = "ratio"
PARAMETERS = Parameters(
    own=frozenset({"roles", "per", "tolerance", "rounding"}),
    required=(
        Required(
            ("roles",),
            "the role that the rule requires",
            "Fill in which roles or families satisfy it.",
        ),
        Required(
            ("per",),
            "one for how many",
            "Fill in for how many of the counted people one is required.",
        ),
    ),
)
USUAL_RATIO = 7  # engineers per product manager (Norton)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    """State one demand for each rule, scope and period."""
    for rule in org.rules:
        if rule.family is not RuleFamily.RATIO or rule.strength is Strength.OFF:
            continue
        per, asked = rule.per or USUAL_RATIO, round(1 - rule.tolerance, 3)
        rounded, _ = made_whole(rule.rounding or Rounding.UP, 0.001 / per)
        for scope in rule.scopes:
            part = org.part(scope)
            for period, label in enumerate(org.calendar.labels):
                z = trigger(rows, org, x, rule, scope, period)
                if z is None:
                    continue
                most = most_heads(org, x, part, rule.counts, period)
                spare = Linear(rounded * per).plus(heads(org, x, part, rule.roles, period), per)
                spare = spare.plus(heads(org, x, part, rule.counts, period), -asked)
                rows.demand(
                    FAMILY,
                    (rule.id, scope.label, label),
                    spare.plus(z, -most),
                    -most,
                    rule.strength,
                    rule.weight,
                    unit=per,
                )


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Compare both counts at the end of each period."""
    for rule in walk.org.rules:
        if rule.family is not RuleFamily.RATIO or rule.strength is Strength.OFF:
            continue
        for scope in rule.scopes:
            for period, label in enumerate(walk.org.calendar.labels):
                served = share_of(1 - rule.tolerance, walk.heads(period, scope, rule.counts))
                serving = walk.at_end(period, scope, rule.roles)
                bites = walk.is_triggered(rule, scope, period)
                there, rounding = heads_of(serving), rule.rounding or Rounding.UP
                asked = served / (rule.per or USUAL_RATIO)
                missing = (
                    max(0, in_heads(asked - share_of(1, there), rounding)) if bites else 0
                )  # of whole heads: asked made whole, less those
                required = (
                    (in_heads(asked, rounding) if there == int(there) else float(asked))
                    if bites
                    else 0
                )
                yield Measure(
                    FAMILY,
                    (rule.id, scope.label, label),
                    required,
                    there,
                    missing,
                    "heads",
                    strength=rule.strength,
                    weight=rule.weight,
                    triggered=bites,
                    by=tuple(member.id for member in serving),
                )


def seats_that_help(
    org: Organisation, rule: Rule, role: Role, team: str, bounds: HeadcountUpperBounds
) -> int:
    """One for so many of the most people that there can be in a scope."""
    if not org.matches(role.id, rule.roles):
        return 0
    served = (
        sum(bounds.teams[name] for name in org.teams_of(scope))
        for scope in scopes_with(org, rule, team, bounds)
    )
    return math.ceil(max(served, default=0) / (rule.per or USUAL_RATIO))


skills_that_help = no_skills_for_rule  # heads of roles, whatever they can do


def explain(measure: Measure, org: Organisation) -> str:
    """Say which roles fall behind."""
    rule_id, scope, period = measure.key
    rule = next(rule for rule in org.rules if rule.id == rule_id)
    less = f", less {rule.tolerance:.1%}" if rule.tolerance else ""
    return (
        f"{period}: {scope} needs {measure.required:g} of {' or '.join(rule.roles)} (one for {rule.per or USUAL_RATIO} "
        f"{' or '.join(rule.counts) or 'people'}{less}) and has {measure.planned:g}: {measure.short:g} short. Hire, or hire fewer of the others."
    )


def phrase(key: tuple[str, ...]) -> str:
    """What a row of the rule asks for, to stand before the name of its scope."""
    return "balance of roles in"
