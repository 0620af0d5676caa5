r"""A rota takes enough people: in every period so many of a scope are able to be on call.

.. math::

    \sum_{p \in S:\ f_p \ge f} able_{pt} + \sum_{r, j \in S, \tau \le t} able_{r,t-\tau}\, hire_{rj\tau} + u_{St} \ge k\, z_{St} \qquad \forall S, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`able`              1 for who has one of the ``roles`` and holds the ``skill``  0/1
:math:`f_p, f`            contracted time, and the least that counts (``min_fte``)    FTE
:math:`k`                 people for a rota (``count``)                               heads
:math:`z_{St}`            1 when the scope has anybody (or reached the threshold)      0/1
:math:`u_{St}`            people short                                                heads
========================  ==========================================================  =====

Where no roles are given any will do, and where no skill is given none is asked for. Somebody in
training for the skill is not on the rota yet, and nobody on less than half time is, unless
``min_fte`` says otherwise. Source: Google, Site Reliability Engineering, being on-call: nobody more
than one week in four, so a rota of one takes four people.
"""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.constraints.model.interface import DecisionVariables, Linear, ModelSink
from orgplan.constraints.model.presence import heads
from orgplan.constraints.model.proficiency import holders
from orgplan.constraints.model.triggers import trigger
from orgplan.constraints.model.usefulness import (
    HeadcountUpperBounds,
    SkillTarget,
    brings,
    scopes_with,
)
from orgplan.constraints.parameters import Parameters
from orgplan.constraints.structure.measures import heads_measure
from orgplan.domain.base import Strength
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import COVERS, Person
from orgplan.domain.plan import Measure
from orgplan.domain.roles import Role
from orgplan.domain.rules import Rule, RuleFamily
from orgplan.domain.simulation import PlanSimulation
from orgplan.domain.teams import Scope

FAMILY = "on_call"
PARAMETERS = Parameters(
    own=frozenset({"skill", "level", "roles", "count", "min_fte"}),
    only_with={"level": "skill"},
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    """State one demand for each rule, scope and period."""
    for rule in org.rules:
        if rule.family is not RuleFamily.ON_CALL or rule.strength is Strength.OFF:
            continue
        for scope in rule.scopes:
            for period, label in enumerate(org.calendar.labels):
                z = trigger(rows, org, x, rule, scope, period)
                if z is not None:
                    left = _able(rows, org, x, rule, scope, period).plus(z, -rule.count)
                    rows.demand(
                        FAMILY, (rule.id, scope.label, label), left, 0.0, rule.strength, rule.weight
                    )


def _able(
    rows: ModelSink, org: Organisation, x: DecisionVariables, rule: Rule, scope: Scope, period: int
) -> Linear:
    little = frozenset(person.id for person in org.people if person.fte < rule.min_fte)
    if rule.skill is None:
        return heads(org, x, org.part(scope), rule.roles, period, but=little)

    def fits(role: str) -> bool:
        return org.matches(role, rule.roles)

    return holders(
        rows,
        org,
        x,
        org.part(scope),
        rule.skill,
        rule.level or COVERS,
        period,
        but=little,
        fits=fits,
    )


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count who is able to be on call at the end of each period."""
    for rule in walk.org.rules:
        if rule.family is RuleFamily.ON_CALL and rule.strength is not Strength.OFF:
            for scope in rule.scopes:
                for period, label in enumerate(walk.org.calendar.labels):
                    able = [
                        member
                        for member in walk.at_end(period, scope, rule.roles)
                        if member.fte >= rule.min_fte
                    ]
                    if rule.skill is not None:
                        able = [
                            member
                            for member in able
                            if walk.level(member, rule.skill, period) >= (rule.level or COVERS)
                        ]
                    yield heads_measure(
                        rule,
                        (scope.label, label),
                        rule.count,
                        able,
                        walk.is_triggered(rule, scope, period),
                    )


def seats_that_help(
    org: Organisation, rule: Rule, role: Role, team: str, bounds: HeadcountUpperBounds
) -> int:
    """As many as are needed, where the role counts and brings the skill."""
    able = rule.skill is None or brings(role, rule.skill, rule.level or COVERS)
    counts = able and org.matches(role.id, rule.roles)
    return rule.count * counts * bool(scopes_with(org, rule, team, bounds))


def skills_that_help(
    org: Organisation, rule: Rule, scope: Scope, person: Person
) -> Iterator[SkillTarget]:
    """The skill that being on call takes."""
    if rule.skill:
        yield SkillTarget(rule.skill, rule.level or COVERS)


def explain(measure: Measure, org: Organisation) -> str:
    """Say which rota is too small."""
    rule_id, scope, period = measure.key
    rule = next(rule for rule in org.rules if rule.id == rule_id)
    who = " or ".join(rule.roles) or "people"
    able = f" with {rule.skill} at level {rule.level or COVERS} or above" if rule.skill else ""
    lever = f"Train somebody in {rule.skill}, or hire" if rule.skill else "Hire"
    return (
        f"{period}: the rota of {scope} needs {measure.required:g} {who}{able} on at least {rule.min_fte:g} FTE and has "
        f"{measure.planned:g}: {measure.short:g} short. {lever} somebody who can be on call, or share the rota with another team."
    )


def phrase(key: tuple[str, ...]) -> str:
    """What a row of the rule asks for, to stand before the name of its scope."""
    return "people on call in"
