r"""A team is large enough or there is none: a team that has anybody has at least a given number of
heads.

.. math::

    N_{St} + u_{St} &\ge k\, z_{St} && \forall S, t \\
    N_{St} &\le \bar N_S\, z_{St} && \forall S, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`N_{St}`            heads of the scope (of ``roles``, where they are given)     heads
:math:`k`                 fewest heads of a team that exists (``count``)              heads
:math:`z_{St}`            1 when the scope has anybody (or reached the threshold)      0/1
:math:`\bar N_S`          smallest valid upper bound on heads                         heads
:math:`u_{St}`            heads short                                                 heads
========================  ==========================================================  =====

Unlike the minimum headcount of ``Teams``, which always holds, this lets a team stay empty: a new
one is opened with enough people or not at all. For a team that has people today a should is a wish
on which no money is spent, unless ``worth`` says how much: nobody is hired to make up a number.
Source: Larson, teams of six to eight; fewer than
four are individuals.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Literal

from pydantic import Field

from orgplan.domain import (
    Key,
    Measure,
    Organisation,
    PlanSimulation,
    Role,
    Rule,
    Scope,
    ScopeKind,
    Strength,
    scope_in_words,
)
from orgplan.language import N_, _

from ..model import (
    DecisionVariables,
    HeadcountUpperBounds,
    ModelSink,
    heads,
    no_skills_for_rule,
    scope_alone,
    scopes_with,
)
from ..parameters import Parameters, Required
from .loops import rule_requirements, triggered
from .measures import heads_measure
from .words import either

FAMILY = "min_team_size"


class MinTeamSize(Rule):
    """Fewest heads of a team that has anybody."""

    of_those_there: ClassVar[bool] = True
    of_needs: ClassVar[bool] = False
    of_no_role: ClassVar[bool] = True

    family: Literal["min_team_size"] = "min_team_size"
    roles: tuple[str, ...] = Field(default=(), description="Who counts, everybody if blank")
    count: int = Field(default=1, ge=1, description="Fewest heads")

    @property
    def spends_nothing(self) -> bool:
        """A size that is only wished for makes nobody be hired."""
        return self.strength is Strength.SHOULD


PARAMETERS = Parameters(
    MinTeamSize,
    required=(
        Required(
            ("count",), "the fewest heads of a team", "Fill in how many heads a team has at least."
        ),
    ),
    aliases=("minimum team size", "最小团队规模"),
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State the trigger and the demand for each rule, scope and period.

    Parameters
    ----------
    rows
        Takes one demand by (rule, scope, period), in heads. A should at a place where people of the
        role are today has a price of 0: nothing is spent to keep it, unless its own price says so.
    org
        Read for rules and roster.
    x
        Whatever changes heads.

    Examples
    --------
    >>> rule = MinTeamSize(id="R-1", scopes=(org.need["N-003"].scope,), count=8)
    >>> emit(rows, org.replace(rules=(rule,)), x)
    >>> print(*rows.lines[:2], sep="\n")
    min_team_size(R-1, Apps, 2027-Q1)   must, weight 1
        -2 + short >= 0
    """
    for rule, scope, period, z in triggered(rows, org, x, MinTeamSize):
        there = any(
            (person.team, person.location) in org.part(scope)
            and org.matches(person.role, rule.roles)
            for person in org.people
        )
        free = there and rule.spends_nothing and (FAMILY, rule.id) not in org.worths
        worth = 0.0 if free else None
        left = heads(org, x, org.part(scope), rule.roles, period).plus(z, -rule.count)
        key = (rule.id, scope.label, org.calendar.label(period))
        rows.demand(FAMILY, key, left, 0.0, rule.strength, rule.weight, worth=worth)


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count the heads of each scope that has any at the end of each period.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Heads; an empty scope is no team and asks for nobody.

    Examples
    --------
    >>> rule = MinTeamSize(id="R-1", scopes=(org.need["N-003"].scope,), count=8)
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> first = next(measure(judged_on))
    >>> first.key, first.required, first.planned, first.shortfall
    (('R-1', 'Apps', '2027-Q1'), 8, 6.0, 2)
    """
    for rule, scope, period, is_triggered in rule_requirements(walk, MinTeamSize):
        key = scope.label, walk.org.calendar.label(period)
        members = walk.at_end(period, scope, rule.roles)
        found = heads_measure(rule, key, rule.count, members, is_triggered)
        yield replace(found, worth=0.0) if _is_free(walk.org, rule, scope) else found


def _is_free(org: Organisation, rule: MinTeamSize, scope: Scope) -> bool:
    """Whether it is a should where people of the role are today: it is worth nothing, as in the
    rows.
    """
    in_scope = {team.id for team in org.team.values() if team.id in org.teams_of(scope)}
    today = [person for person in org.people if person.team in in_scope]
    if scope.kind is ScopeKind.LOCATION:
        today = [person for person in today if person.location == scope.name]
    wished = rule.strength is Strength.SHOULD and (FAMILY, rule.id) not in org.worths
    return wished and any(org.matches(person.role, rule.roles) for person in today)


def seats_that_help(
    org: Organisation, rule: MinTeamSize, role: Role, team: str, bounds: HeadcountUpperBounds
) -> int:
    """The fewest heads of a scope.

    Parameters
    ----------
    org
        Read for role families.
    rule
        Its `count` is the fewest.
    role, team
        The kind of seat.
    bounds
        Most heads by team.

    Returns
    -------
    int
        Heads.

    Examples
    --------
    >>> rule = MinTeamSize(id="R-1", scopes=(org.need["N-003"].scope,), count=8)
    >>> bounds = HeadcountUpperBounds(
    ...     {"Apps": 9, "Payments": 12, "Payments SRE": 4, "Product": 3}, {}, {}, {}
    ... )
    >>> seats_that_help(org, rule, org.role["Frontend engineer"], "Apps", bounds)
    8
    """
    counts = bool(scopes_with(org, rule, team, bounds)) and org.matches(role.id, rule.roles)
    return rule.count * counts


skills_that_help = no_skills_for_rule  # heads, whatever they can do


reach = scope_alone


def explain(measure: Measure, org: Organisation) -> str:
    """Say which team is too small to be one.

    Parameters
    ----------
    measure
        One of a team that is too small.
    org
        Read for the rule.

    Examples
    --------
    >>> rule = MinTeamSize(id="R-1", scopes=(org.need["N-003"].scope,), count=8)
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> explain(next(one for one in measure(judged_on) if one.is_short), judged_on.org)
    '2027-Q1: Apps is too small for a team: 6 people, where it takes 8, 2 short. Hire or move
    people there, or close it and do its work elsewhere.'
    """
    rule_id, scope, period = measure.key
    rule = org.rule_as(MinTeamSize, rule_id)
    who = either(rule.roles, N_("person") if measure.planned == 1 else N_("people"))
    return _(
        "{period}: {scope} is too small for a team: {planned:g} {who}, where it takes {required:g},"
        " {short:g} short. Hire or move people there, or close it and do its work elsewhere.",
        **measure.figures,
        scope=scope_in_words(scope),
        who=who,
    )


def phrase(key: Key) -> str:
    """What a row of the rule asks for, to stand before the name of its scope.

    Parameters
    ----------
    key
        Unused: every row of the family asks for the same.

    Examples
    --------
    >>> phrase(("R-1", "Apps", "2027-Q1"))
    'enough people for a team in'
    """
    return _("enough people for a team in")


def in_words(rule: MinTeamSize) -> str:
    """What a rule enforces in a scope, to be followed by when it does.

    Parameters
    ----------
    rule
        Its count and roles.

    Examples
    --------
    >>> in_words(MinTeamSize(id="R-1", scopes=(org.need["N-003"].scope,), count=8))
    'at least 8 people'
    """
    return _("at least {count} {roles}", count=rule.count, roles=either(rule.roles))
