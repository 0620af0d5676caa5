r"""Goals are reviewed in time: whenever a review falls due, somebody of the team can put goals into figures and judge them.

.. math::

    holders_S(s, \lambda, t) + u_{St} \ge k\, z_{St} \qquad \forall S,\ t: \lfloor (t + 1) L / m \rfloor > \lfloor t L / m \rfloor

========================  ==========================================================  ======
symbol                    meaning                                                     unit
========================  ==========================================================  ======
:math:`holders_S`         people of the scope at or above a level                     heads
:math:`s, \lambda`        skill and level at which somebody can hold a review         0–5
:math:`k`                 how many are needed (``count``)                             heads
:math:`L`                 length of a period                                          months
:math:`m`                 months between reviews (``every_months``)                   months
:math:`z_{St}`            1 when the scope has anybody (or reached the threshold)      0/1
========================  ==========================================================  ======

A review closes every m months of the horizon, so it falls due in the period in which such a month
ends; a cadence shorter than a period falls due in each. Source: team management text 002 (goals put
into figures and assessed each quarter).
"""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.constraints.model.interface import DecisionVariables, ModelSink
from orgplan.constraints.model.proficiency import holders
from orgplan.constraints.model.triggers import trigger
from orgplan.constraints.model.usefulness import (
    HeadcountUpperBounds,
    SkillTarget,
    brings,
    scopes_with,
)
from orgplan.constraints.parameters import Parameters, Required
from orgplan.constraints.structure.measures import heads_measure
from orgplan.domain.base import Strength
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import COVERS, Person
from orgplan.domain.plan import Measure
from orgplan.domain.roles import Role
from orgplan.domain.rules import Rule, RuleFamily
from orgplan.domain.simulation import PlanSimulation
from orgplan.domain.teams import Scope

FAMILY = "review_cadence"
PARAMETERS = Parameters(
    own=frozenset({"skill", "level", "count", "every_months"}),
    required=(
        Required(
            ("skill",),
            "the skill that a review takes",
            "Fill in which skill somebody needs for it.",
        ),
    ),
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    """State one demand for each rule, scope and period in which a review falls due."""
    for rule in org.rules:
        if rule.family is not RuleFamily.REVIEW_CADENCE or rule.strength is Strength.OFF:
            continue
        length = org.calendar.months_per_period
        every = rule.every_months or length
        due = [
            period
            for period in range(org.calendar.periods)
            if (period + 1) * length // every > period * length // every
        ]
        for scope in rule.scopes:
            for period in due:
                z = trigger(rows, org, x, rule, scope, period)
                if z is not None:
                    able = holders(
                        rows,
                        org,
                        x,
                        org.part(scope),
                        rule.skill or "",
                        rule.level or COVERS,
                        period,
                    )
                    key = (rule.id, scope.label, org.calendar.label(period))
                    rows.demand(
                        FAMILY, key, able.plus(z, -rule.count), 0.0, rule.strength, rule.weight
                    )


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count who can hold the review of each period in which one falls due."""
    for rule in walk.org.rules:
        if rule.family is not RuleFamily.REVIEW_CADENCE or rule.strength is Strength.OFF:
            continue
        for period, label in enumerate(walk.org.calendar.labels):
            if not _due(walk, rule, period):
                continue
            for scope in rule.scopes:
                able = [
                    m
                    for m in walk.at_end(period, scope)
                    if walk.level(m, rule.skill or "", period) >= (rule.level or COVERS)
                ]
                yield heads_measure(
                    rule,
                    (scope.label, label),
                    rule.count,
                    able,
                    walk.is_triggered(rule, scope, period),
                )


def _due(walk: PlanSimulation, rule: Rule, period: int) -> bool:
    """Whether the last month before a review is one of the period's."""
    return rule.every_months is None or any(
        (month + 1) % rule.every_months == 0 for month in walk.org.calendar.months_of(period)
    )


def seats_that_help(
    org: Organisation, rule: Rule, role: Role, team: str, bounds: HeadcountUpperBounds
) -> int:
    """As many as are needed, where the role brings the skill."""
    able = rule.skill is not None and brings(role, rule.skill, rule.level or COVERS)
    return rule.count * able * bool(scopes_with(org, rule, team, bounds))


def skills_that_help(
    org: Organisation, rule: Rule, scope: Scope, person: Person
) -> Iterator[SkillTarget]:
    """The skill that a review takes."""
    if rule.skill:
        yield SkillTarget(rule.skill, rule.level or COVERS)


def explain(measure: Measure, org: Organisation) -> str:
    """Say where a review falls due that nobody can hold."""
    rule_id, scope, period = measure.key
    rule = next(rule for rule in org.rules if rule.id == rule_id)
    return (
        f"{period}: {scope} reviews its goals and needs {measure.required:g} with {rule.skill} at level {rule.level or COVERS} or above; it "
        f"has {measure.planned:g}: {measure.short:g} short. Train somebody up, hire somebody who brings it, or review less often."
    )


def phrase(key: tuple[str, ...]) -> str:
    """What a row of the rule asks for, to stand before the name of its scope."""
    return "somebody to hold reviews in"
