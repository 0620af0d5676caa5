r"""Security champions: every product line that has reached a size has somebody with the skill who
does not lead one of its teams.

.. math::

    \sum_{p \in S,\ p \ne lead} holds_{pst} + u_{St} \ge k\, z_{St} \qquad \forall S, t

Source: OWASP Security Champions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from orgplan.families import (
    COVERS,
    Capability,
    DecisionVariables,
    Level,
    Linear,
    Measure,
    ModelSink,
    Organisation,
    Parameters,
    PlanSimulation,
    Required,
    Rule,
    Scope,
    Seat,
    able,
    and_bound,
    ask,
    heads_measure,
    holders,
    holds,
    leading,
    leads_of,
    rule_requirements,
    seat_holds,
    triggered,
)

FAMILY = "outside_champion"


class Champion(Rule):
    """A rule of this family: `count` people hold `skill` at `level` who lead no team of the
    scope.
    """

    of_those_there: ClassVar[bool] = True

    family: Literal["outside_champion"] = "outside_champion"
    skill: str | None = None
    level: Level = COVERS
    count: int = 1

    @property
    def looks_at_leads(self) -> bool:
        """Whoever takes over a team is no champion any more."""
        return True


PARAMETERS = Parameters(
    Champion,
    required=(Required(("skill",), "the skill of a champion", "Fill in which skill it takes."),),
    aliases=("security champion", "安全员"),
    shortfall_unit="champions short",
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    """State one demand for each rule, scope and period."""
    for rule, scope, period, z in triggered(rows, org, x, Champion):
        there = _champions(rows, org, x, rule, scope, period)
        ask(rows, org, rule, (scope, period, z), there, rule.count)


def _champions(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    rule: Champion,
    scope: Scope,
    period: int,
) -> Linear:
    """Holders of the skill who lead no team of the scope, today or by a takeover."""
    skill, teams = rule.skill or "", org.teams_of(scope)
    capability = Capability(org.part(scope), skill, rule.level, period)
    taken: dict[str | Seat, Linear] = {}
    for who, leads in leading(org, x, teams, period):
        taken.setdefault(who, Linear()).include(leads)
    heads = frozenset(who for who in taken if isinstance(who, str))
    named = frozenset(lead for team in teams if (lead := org.team[team].lead))
    total = holders(rows, org, x, capability, but=named | heads)
    for who, leads in taken.items():
        if isinstance(who, str):
            holding = holds(rows, org, x, org.person[who], capability)
            key = (rule.id, scope.label, who, org.calendar.label(period))
            free = Linear(1.0)
            free.include(leads, -1.0)
            total.include(and_bound(rows, FAMILY, key, holding, free))
        elif seat_holds(org, who, skill, rule.level, period):
            total.include(leads, -1.0)
    return total


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count who holds the skill and leads nobody there."""
    for rule, scope, period, is_triggered in rule_requirements(walk, Champion):
        teams = walk.org.teams_of(scope)
        led = {team.lead for team in walk.org.teams if team.id in teams}
        led |= {member.id for member in leads_of(walk, teams, period)}
        others = [member for member in walk.at_end(period, scope) if member.id not in led]
        by = able(walk, others, rule.skill, rule.level, period)
        key = (scope.label, walk.org.calendar.label(period))
        yield heads_measure(rule, key, rule.count, by, is_triggered)


def explain(measure: Measure, org: Organisation) -> str:
    """Say which product line has no champion."""
    rule = org.rule_as(Champion, measure.key[0])
    return (
        f"{measure.key[2]}: {measure.key[1]} needs {measure.required:g} with {rule.skill} at"
        f" {rule.level} who lead no team there, it has {measure.planned:g}: {measure.shortfall:g}"
        f" short. Train somebody in {rule.skill}."
    )


def phrase(key: tuple[str, ...]) -> str:
    """What a row of the rule asks for, to stand before the name of its scope."""
    return "a security champion in"
