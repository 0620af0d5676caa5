r"""A critical role can be filled from inside: so many people are ready for it or in training, and some of them are ready now.

.. math::

    \sum_{p \in S,\ r_p \notin R} ([\ell_{pst} \ge \lambda] + course_{pst}) + \sum_{r \notin R, j \in S, \tau} [\ell_{rs}(t-\tau) \ge \lambda]\, hire_{rj\tau} + u_{St} &\ge k\, z_{St} && \forall S, t \\
    ready_{St}(s, \lambda) + u'_{St} &\ge k'\, z_{St} && \forall S, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`R`                 the critical role (``roles``)                               –
:math:`s, \lambda`        skill and level at which somebody is ready for it           0–5
:math:`\ell_{pst}`        level of p in t, courses finished by then counted            0–5
:math:`course_{pst}`      1 while p, not yet ready, is on a course in it              0/1
:math:`ready_{St}`        those of them who are at or above the level                 heads
:math:`k, k'`             successors in all (``count``), and ready now (``ready``)    heads
:math:`z_{St}`            1 when anybody holds the role (or so many do)               0/1
:math:`u, u'`             successors short                                            heads
========================  ==========================================================  =====

A holder of the role is no successor to it, nor is a contractor or whoever is known to leave within
the horizon. A course counts while it is under way, and afterwards only by the level that it has led
to. The successors are those of the role, however many hold
it; each critical role has a rule of its own. Source: vendor data, two successors of a critical
role, one of them ready now.
"""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.constraints.model.interface import DecisionVariables, Linear, ModelSink
from orgplan.constraints.model.proficiency import (
    holds,
    may_succeed,
    ready_or_in_training,
    seats_that_succeed,
)
from orgplan.constraints.model.triggers import trigger
from orgplan.constraints.model.usefulness import (
    HeadcountUpperBounds,
    SkillTarget,
    brings,
    scopes_with,
)
from orgplan.constraints.parameters import Parameters, Required
from orgplan.constraints.structure.measures import heads_measure, is_successor
from orgplan.domain.base import Strength
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import COVERS, Person
from orgplan.domain.plan import Measure
from orgplan.domain.roles import Role
from orgplan.domain.rules import Rule, RuleFamily
from orgplan.domain.simulation import PlanSimulation
from orgplan.domain.teams import Scope

FAMILY = "succession"
PARAMETERS = Parameters(
    own=frozenset({"roles", "skill", "level", "count", "ready"}),
    required=(
        Required(
            ("roles",),
            "the role that the rule requires",
            "Fill in which roles or families satisfy it.",
        ),
        Required(
            ("skill",),
            "the skill that the role takes",
            "Fill in which skill somebody needs for it.",
        ),
    ),
)
ALL, READY = "successors", "successors ready now"


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    """State the trigger, and both demands for each rule, scope and period."""
    for rule in org.rules:
        if rule.family is not RuleFamily.SUCCESSION or rule.strength is Strength.OFF:
            continue
        for scope in rule.scopes:
            for period in range(org.calendar.periods):
                z = trigger(rows, org, x, rule, scope, period)
                if z is not None:
                    _emit_one(rows, org, x, rule, scope, period, z)


def _emit_one(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    rule: Rule,
    scope: Scope,
    period: int,
    z: Linear,
) -> None:
    part, skill, level, label = (
        org.part(scope),
        rule.skill or "",
        rule.level or COVERS,
        org.calendar.label(period),
    )

    def fits(role: str) -> bool:
        return not org.matches(role, rule.roles)

    successors = Linear()
    steady = [person for person in x.people_in(org, part.teams) if may_succeed(org, person)]
    seats = seats_that_succeed(org, x, part, skill, level, period, fits=fits)
    for person in steady:
        successors.include(
            ready_or_in_training(rows, org, x, part, person, skill, level, period, fits=fits)
        )
    successors.include(seats)
    rows.demand(
        FAMILY,
        (rule.id, scope.label, ALL, label),
        successors.plus(z, -rule.count),
        0.0,
        rule.strength,
        rule.weight,
    )
    if rule.ready:
        ready = Linear().plus(seats)
        for person in steady:
            ready.include(holds(rows, org, x, part, person, skill, level, period, fits=fits))
        rows.demand(
            FAMILY,
            (rule.id, scope.label, READY, label),
            ready.plus(z, -rule.ready),
            0.0,
            rule.strength,
            rule.weight,
        )


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count the successors of each critical role at the end of each period."""
    for rule in walk.org.rules:
        if rule.family is RuleFamily.SUCCESSION and rule.strength is not Strength.OFF:
            for scope in rule.scopes:
                for period in range(walk.org.calendar.periods):
                    yield from _judge(walk, rule, scope, period)


def _judge(walk: PlanSimulation, rule: Rule, scope: Scope, period: int) -> Iterator[Measure]:
    label = walk.org.calendar.label(period)
    others = [
        member
        for member in walk.at_end(period, scope)
        if not walk.org.matches(member.role, rule.roles)
    ]
    skill, level = rule.skill or "", rule.level or COVERS
    rising = [m for m in others if is_successor(walk, m, skill, level, period)]
    ready = [m for m in rising if walk.level(m, skill, period) >= level]
    coming = [m for m in rising if m not in ready]
    bites = walk.is_triggered(rule, scope, period)
    yield heads_measure(rule, (scope.label, ALL, label), rule.count, [*ready, *coming], bites)
    if rule.ready:
        yield heads_measure(rule, (scope.label, READY, label), rule.ready, ready, bites)


def seats_that_help(
    org: Organisation, rule: Rule, role: Role, team: str, bounds: HeadcountUpperBounds
) -> int:
    """Successors, where the role is another one and brings the skill."""
    able = rule.skill is not None and brings(role, rule.skill, rule.level or COVERS)
    rises = able and not org.matches(role.id, rule.roles)
    return max(rule.count, rule.ready) * rises * bool(scopes_with(org, rule, team, bounds))


def skills_that_help(
    org: Organisation, rule: Rule, scope: Scope, person: Person
) -> Iterator[SkillTarget]:
    """The skill that the role takes; having begun it counts."""
    if rule.skill:
        yield SkillTarget(rule.skill, rule.level or COVERS, training_counts=True)


def explain(measure: Measure, org: Organisation) -> str:
    """Say which critical role has too few successors."""
    rule_id, scope, what, period = measure.key
    rule = next(rule for rule in org.rules if rule.id == rule_id)
    ready = f"{rule.skill} at {rule.level or COVERS}"
    lever = (
        f"Train somebody in {rule.skill}"
        if what == READY
        else f"Begin training somebody in {rule.skill}"
    )
    return (
        f"{period}: {scope} has {' or '.join(rule.roles)} and needs {measure.required:g} {what} ({ready}), it has {measure.planned:g}: "
        f"{measure.short:g} short. {lever}, or hire somebody who has it."
    )


def phrase(key: tuple[str, ...]) -> str:
    """What a row of the rule asks for, to stand before the name of its scope."""
    return f"{key[2]} in"
