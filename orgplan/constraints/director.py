r"""Beyond a size somebody must head it: when a scope reaches the threshold, it has so many holders of the heading role.

.. math::

    \sum_{p \in S} [r_p \in R] + \sum_{r \in R, j \in S, \tau \le t} hire_{rj\tau} + u_{St} &\ge k\, z_{St} && \forall S, t \\
    N_{St} &\le \theta - 1 + (\bar N_S - \theta + 1)\, z_{St} && \forall S, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`R`                 roles or families that head the scope (``required role``)    –
:math:`k`                 how many are needed (``count``)                              heads
:math:`\theta`            heads of the counted families that trigger it               heads
:math:`z_{St}`            1 when the trigger has been reached at the end of t          0/1
:math:`\bar N_S`          smallest valid upper bound on those heads                   heads
========================  ==========================================================  =====

A second condition (more than so many product lines) is a fact of the organisation: where it does not hold the rule never
bites. Without a threshold the rule always holds, which states "each product line has a manager of its own". Source: text
001 (more than 20 engineers and several product lines).
"""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.constraints.expressions import heads, trigger
from orgplan.constraints.rows import Decisions, Rows
from orgplan.domain.base import Strength
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Measure
from orgplan.domain.rules import RuleFamily
from orgplan.domain.walk import Walk

FAMILY = "director"


def emit(rows: Rows, org: Organisation, x: Decisions) -> None:
    """State the trigger and the demand for each rule, scope and period."""
    for rule in org.rules:
        if rule.family is not RuleFamily.DIRECTOR or rule.strength is Strength.OFF:
            continue
        for scope in rule.scopes:
            for period, label in enumerate(org.calendar.labels):
                z = trigger(rows, org, x, rule, scope, period)
                if z is not None:
                    left = heads(org, x, org.teams_of(scope), rule.roles, period).plus(z, -rule.count)
                    rows.demand(FAMILY, (rule.id, scope.label, label), left, 0.0, rule.strength, rule.weight)


def measure(walk: Walk) -> Iterator[Measure]:
    """Count who heads each scope at the end of each period."""
    for rule in walk.org.rules:
        if rule.family is not RuleFamily.DIRECTOR or rule.strength is Strength.OFF:
            continue
        for scope in rule.scopes:
            for period, label in enumerate(walk.org.calendar.labels):
                bites = walk.bites(rule, scope, period)
                required = rule.count if bites else 0
                by = walk.at_end(period, scope, rule.roles)
                yield Measure(
                    FAMILY,
                    (rule.id, scope.label, label),
                    required,
                    len(by),
                    max(0, required - len(by)),
                    "heads",
                    strength=rule.strength,
                    weight=rule.weight,
                    triggered=bites,
                    by=tuple(member.id for member in by),
                )


def explain(measure: Measure, org: Organisation) -> str:
    """Say which scope lacks a head, and why it needs one."""
    rule_id, scope, period = measure.key
    rule = next(rule for rule in org.rules if rule.id == rule_id)
    why = f"has reached {rule.threshold} {' or '.join(rule.counts) or 'people'}" if rule.threshold else "always needs one"
    lower = f", or stay below {rule.threshold}" if rule.threshold else ""
    return (
        f"{period}: {scope} {why}: {measure.required:g} of {' or '.join(rule.roles)} needed, {measure.planned:g} there: "
        f"{measure.short:g} short. Hire one{lower}."
    )
