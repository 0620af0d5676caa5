r"""Heads fit the company's stage: of the heads whose kind is judged, none is of an archetype made
for other stages.

.. math::

    u_{nt} \ge \sum_{p \in S} [r_p \in n,\ G_{r_p} \cap G = \emptyset] + \sum_{r \in n, j \in S,
    \tau \le t} [G_r \cap G = \emptyset]\, hire_{rj\tau}
    - \bar N_{nS} (1 - z_{St}) \qquad \forall S, n, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`n`                 head role with its archetypes, all roles of one name         –
:math:`G`                 stages that the company is in (``Settings``, stage)          –
:math:`G_r`               stages that an archetype fits (``Roles``, stages)            –
:math:`u_{nt}`            heads of the wrong archetype                                heads
:math:`z_{St}`            1 when the threshold, if there is one, is reached            0/1
:math:`\bar N_{nS}`       smallest valid upper bound on heads of wrong archetypes     heads
========================  ==========================================================  =====

A role without stages is not judged, and where no stage is set the rule is not triggered. What a
wrong archetype covers less is seen in the needs, which its skills serve worse. Source: text 003
(archetypes of CTO, CPO and operations).
"""

import math
from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

from pydantic import Field

from orgplan.domain import (
    STAGE_NAMES,
    TOLERANCE,
    Key,
    Measure,
    Organisation,
    PlanSimulation,
    Rule,
    Scope,
    heads_of,
    named,
    scope_in_words,
)
from orgplan.language import N_, _

from ..model import (
    DecisionVariables,
    Linear,
    ModelSink,
    heads,
    most_heads,
    no_seats_for_rule,
    no_skills_for_rule,
    scope_alone,
)
from ..parameters import Parameters
from .loops import rule_requirements, triggered
from .measures import ids, rule_measure
from .words import either

FAMILY = "stage_fit"


class StageFit(Rule):
    """Heads whose archetype fits the stage of the company."""

    of_needs: ClassVar[bool] = False
    adds_roles: ClassVar[bool] = False
    of_no_role: ClassVar[bool] = True

    family: Literal["stage_fit"] = "stage_fit"
    roles: tuple[str, ...] = Field(
        default=(), description="Heads whose archetype is judged, all if blank"
    )
    stages: tuple[str, ...] = Field(default=(), description="Company stages that are distinguished")


PARAMETERS = Parameters(
    StageFit,
    aliases=("stage fit", "阶段匹配"),
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one demand for each rule, scope, head role and period: as many heads of a wrong
    archetype as are short, and no more.

    Parameters
    ----------
    rows
        Takes one demand by (rule, scope, head role, period), in heads.
    org
        Read for the stages of the company and of roles; without stages there is nothing to fit.
    x
        Whatever changes who is there and in which role.

    Examples
    --------
    >>> roles = tuple(role.replace(stages=("seed",)) for role in org.roles)
    >>> rule = StageFit(id="R-1", scopes=(org.budget[0].scope,), roles=("Product manager",))
    >>> there = org.replace(roles=roles, stages=("growth",), rules=(rule,))
    >>> emit(rows, there, x)
    >>> print(*rows.lines[:2], sep="\n")
    stage_fit(R-1, organisation, Product manager, 2027-Q1)   must, weight 1
        -49 + short >= -47
    """

    def asks(rule: StageFit, scope: Scope, period: int) -> bool:
        return bool(org.stages and _wrong(org, rule))

    for rule, scope, period, z in triggered(rows, org, x, StageFit, asks):
        _emit_one(rows, org, x, rule, scope, period, z)


def _emit_one(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    rule: StageFit,
    scope: Scope,
    period: int,
    z: Linear,
) -> None:
    """Heads of roles that fit no stage of the company; each is one short."""
    part, label = org.part(scope), org.calendar.label(period)
    for name, roles in _wrong(org, rule).items():
        most = most_heads(org, x, part, roles, period)
        left = Linear().plus(heads(org, x, part, roles, period), -1).plus(z, -most)
        rows.demand(
            FAMILY, (rule.id, scope.label, name, label), left, -most, rule.strength, rule.weight
        )


def _wrong(org: Organisation, rule: StageFit) -> dict[str, tuple[str, ...]]:
    """Name of a head role → ids of its roles that fit no stage of the company; names without any
    are left out.
    """
    wrong: dict[str, tuple[str, ...]] = {}
    for role in org.roles:
        if (
            role.stages
            and not set(role.stages) & set(org.stages)
            and org.matches(role.id, rule.roles)
        ):
            wrong[role.name] = (*wrong.get(role.name, ()), role.id)
    return wrong


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Compare the archetype of each head with the company's stages at the end of each period.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Heads of each head role.

    Examples
    --------
    >>> roles = tuple(role.replace(stages=("seed",)) for role in org.roles)
    >>> rule = StageFit(id="R-1", scopes=(org.budget[0].scope,), roles=("Product manager",))
    >>> there = org.replace(roles=roles, stages=("growth",), rules=(rule,))
    >>> first = next(measure(PlanSimulation(there, walk.plan)))
    >>> first.key, first.required, first.planned, first.shortfall
    (('R-1', 'organisation', 'Product manager', '2027-Q1'), 2.0, 0, 2)
    """
    org = walk.org
    for rule, scope, period, reached in rule_requirements(walk, StageFit):
        is_triggered, label = bool(org.stages) and reached, org.calendar.label(period)
        judged = {
            role.id: role for role in org.roles if role.stages and org.matches(role.id, rule.roles)
        }
        for name in dict.fromkeys(role.name for role in judged.values()):
            there = [
                m
                for m in walk.at_end(period, scope)
                if m.role in judged and judged[m.role].name == name
            ]
            fit = [m for m in there if any(stage in org.stages for stage in judged[m.role].stages)]
            yield rule_measure(
                rule,
                (scope.label, name, label),
                heads_of(there) if is_triggered else 0,
                heads_of(fit),
                math.ceil(heads_of(there) - heads_of(fit) - TOLERANCE) if is_triggered else 0,
                ids(fit),
                is_triggered,
            )


seats_that_help = no_seats_for_rule  # it only says which heads do not fit


skills_that_help = no_skills_for_rule  # an archetype is hired, not learned


reach = scope_alone


def explain(measure: Measure, org: Organisation) -> str:
    """Say which head is of the wrong kind, and which kinds would fit.

    Parameters
    ----------
    measure
        One of a head of another archetype.
    org
        Read for roles and stages.

    Examples
    --------
    >>> roles = tuple(role.replace(stages=("seed",)) for role in org.roles)
    >>> rule = StageFit(id="R-1", scopes=(org.budget[0].scope,), roles=("Product manager",))
    >>> there = org.replace(roles=roles, stages=("growth",), rules=(rule,))
    >>> explain(next(measure(PlanSimulation(there, walk.plan))), there)
    '2027-Q1: the organisation has 2 Product manager, 0 of an archetype for the stage growth: 2
    of another. Hire none of them, or add an archetype for this stage to Roles.'
    """
    _rule, scope, name, period = measure.key
    fitting = [
        role.id for role in org.roles if role.name == name and set(role.stages) & set(org.stages)
    ]
    lever = (
        _("Hire {fitting} instead", fitting=_(" or ").join(fitting))
        if fitting
        else _("Hire none of them, or add an archetype for this stage to Roles")
    )
    return _(
        "{period}: {scope} has {required:g} {name}, {planned:g} of an archetype for the stage"
        " {value}: {short:g} of another. {lever}.",
        **measure.figures,
        scope=scope_in_words(scope),
        name=name,
        value=_stages(org.stages) or _("unknown"),
        lever=lever,
    )


def phrase(key: Key) -> str:
    """What a row of the rule asks for, to stand before the name of its scope.

    Parameters
    ----------
    key
        Rule, scope, head role, and period.

    Examples
    --------
    >>> phrase(("R-1", "organisation", "CTO", "2027-Q1"))
    'CTO that fits the stage of'
    """
    return _("{key} that fits the stage of", key=key[2])


def in_words(rule: StageFit) -> str:
    """What a rule enforces in a scope, to be followed by when it does.

    Parameters
    ----------
    rule
        Its stages are those that it distinguishes.

    Examples
    --------
    >>> in_words(StageFit(id="R-1", scopes=(org.budget[0].scope,), roles=("Product manager",)))
    'no Product manager of an archetype that does not fit the stage of the company'
    """
    distinguished = (
        _(" (it distinguishes {stages})", stages=_stages(rule.stages)) if rule.stages else ""
    )
    return _(
        "no {roles} of an archetype that does not fit the stage of the company{distinguished}",
        roles=either(rule.roles, N_("head")),
        distinguished=distinguished,
    )


def _stages(stages: Sequence[str]) -> str:
    return _(", ").join(named(stage, STAGE_NAMES) for stage in stages)
