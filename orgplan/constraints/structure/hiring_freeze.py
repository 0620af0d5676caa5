r"""Nobody is hired for a while: no seats of growth are decided in the periods of a freeze.

.. math::

    \sum_{r, j \in S} hire_{rj,t+L_{rj}} - u_{St} \le \bar H_S (1 - z_{St}) \qquad \forall S,\ t \in F

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`F`                 periods of the freeze (``from``, ``to``; all where blank)   –
:math:`hire_{rjt}`        seats of ``counts`` that start in t                         seats
:math:`L_{rj}`            lead time; 0 where ``freezes`` is starts                    periods
:math:`z_{St}`            1 when the threshold of heads, if any, is reached           0/1
:math:`\bar H_S`          most seats of growth over the horizon                       seats
:math:`u_{St}`            seats all the same, only where the rule is no must          seats
========================  ==========================================================  =====

A freeze is on decisions: a seat decided before it may start in it, and a seat that would have to be
decided in it is not filled, whenever it starts. Where ``freezes`` says starts, it is on first days
instead. The lead time is that of the role, of a contractor that of the lever. Backfills and
contractors are let in, unless the rule freezes ``all_seats``. Recruits of groups count as seats.
Only the plan itself can break this rule, so as a must it is a limit. Source: house rule.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from orgplan.constraints.model.interface import DecisionVariables, Linear, ModelSink
from orgplan.constraints.model.proficiency import seats_decided
from orgplan.constraints.model.triggers import most_new_seats, new_seats, trigger
from orgplan.constraints.model.usefulness import no_seats_for_rule, no_skills_for_rule
from orgplan.constraints.parameters import Parameters
from orgplan.constraints.structure.measures import seats_decided_in, seats_started
from orgplan.domain.base import Strength
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import TOLERANCE, Measure, Sense
from orgplan.domain.rules import Freezes, Rule, RuleFamily
from orgplan.domain.simulation import PlanSimulation
from orgplan.domain.teams import Scope

FAMILY = "hiring_freeze"
PARAMETERS = Parameters(
    own=frozenset({"all_seats", "freezes"}),
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    """State one row for each rule, scope and period of the freeze: a limit where the rule is a must."""
    for rule in org.rules:
        if rule.family is not RuleFamily.HIRING_FREEZE or rule.strength is Strength.OFF:
            continue
        for scope in rule.scopes:
            for period in range(org.calendar.periods):
                count = seats_decided if rule.freezes is Freezes.DECISIONS else new_seats
                seats = count(
                    org, x, org.part(scope), rule.counts, period, growth=not rule.all_seats
                )
                if seats.terms and rule.in_force(period):
                    _emit_one(rows, org, x, rule, scope, period, seats)


def _emit_one(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    rule: Rule,
    scope: Scope,
    period: int,
    seats: Linear,
) -> None:
    z = trigger(rows, org, x, rule, scope, period)
    if z is not None:
        most = most_new_seats(org, x, org.part(scope), rule.counts)
        key = (rule.id, scope.label, org.calendar.label(period))
        left = Linear().plus(seats, -1).plus(z, -most)
        rows.demand(
            FAMILY,
            key,
            left,
            -most,
            rule.strength,
            rule.weight,
            hard=rule.strength is Strength.MUST,
        )


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count the seats that are decided, or start, in each period of the freeze."""
    for rule in walk.org.rules:
        if rule.family is RuleFamily.HIRING_FREEZE and rule.strength is not Strength.OFF:
            for scope in rule.scopes:
                for period in range(walk.org.calendar.periods):
                    if rule.in_force(period):
                        yield _judge(walk, rule, scope, period)


def _judge(walk: PlanSimulation, rule: Rule, scope: Scope, period: int) -> Measure:
    count = seats_started if rule.freezes is Freezes.STARTS else seats_decided_in
    seats = count(walk, scope, rule.counts, (period,), growth=not rule.all_seats)
    bites = walk.is_triggered(rule, scope, period)
    return Measure(
        FAMILY,
        (rule.id, scope.label, walk.org.calendar.label(period)),
        0 if bites else sum(seats.values()),
        sum(seats.values()),
        math.ceil(sum(seats.values()) - TOLERANCE) if bites else 0,
        "seats",
        sense=Sense.AT_MOST,
        strength=None if rule.strength is Strength.MUST else rule.strength,
        weight=rule.weight,
        triggered=bites,
        by=tuple(seats),
    )


seats_that_help = no_seats_for_rule  # it only says what may not be added


skills_that_help = no_skills_for_rule  # heads, whatever they can do


def explain(measure: Measure, org: Organisation) -> str:
    """Say how many seats are decided, or start, during a freeze."""
    rule_id, scope, period = measure.key
    rule = next(rule for rule in org.rules if rule.id == rule_id)
    what = "seats" if rule.all_seats else "seats of growth"
    how, after = (
        ("are decided", "Hire") if rule.freezes is Freezes.DECISIONS else ("start", "Begin them")
    )
    return (
        f"{period}: hiring in {scope} is frozen and {measure.planned:g} {what} {how}: {measure.short:g} too many. "
        f"{after} after the freeze, cover the work by training, or lift the freeze."
    )


def phrase(key: tuple[str, ...]) -> str:
    """What a row of the rule asks for, to stand before the name of its scope."""
    return "no hiring in"
