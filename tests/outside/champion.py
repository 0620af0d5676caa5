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
    DecisionVariables,
    Level,
    Measure,
    ModelSink,
    Organisation,
    Parameters,
    PlanSimulation,
    Required,
    Rule,
    Scope,
    able,
    ask,
    heads_measure,
    holders,
    rule_requirements,
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


PARAMETERS = Parameters(
    Champion,
    required=(Required(("skill",), "the skill of a champion", "Fill in which skill it takes."),),
    aliases=("security champion", "安全员"),
    shortfall_unit="champions short",
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    """State one demand for each rule, scope and period."""
    for rule, scope, period, z in triggered(rows, org, x, Champion):
        part, leads = org.part(scope), _leads(org, scope)
        there = holders(rows, org, x, part, rule.skill or "", rule.level, period, but=leads)
        ask(rows, org, rule, (scope, period, z), there, rule.count)


def _leads(org: Organisation, scope: Scope) -> frozenset[str]:
    return frozenset(lead for team in org.teams_of(scope) if (lead := org.team[team].lead))


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count who holds the skill and leads nobody there."""
    for rule, scope, period, is_triggered in rule_requirements(walk, Champion):
        led = {team.lead for team in walk.org.teams if team.id in walk.org.teams_of(scope)}
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
