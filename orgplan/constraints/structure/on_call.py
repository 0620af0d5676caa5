r"""A rota takes enough people: in every period a given number of people in a scope are able to be
on call.

.. math::

    \sum_{p \in S:\ f_p \ge f} able_{pt} + \sum_{r, j \in S, \tau \le t} able_{r,t-\tau}\,
    hire_{rj\tau} + u_{St} \ge k\, z_{St} \qquad \forall S, t

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

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from orgplan.domain import (
    COVERS,
    Key,
    Level,
    Measure,
    Organisation,
    Person,
    PlanSimulation,
    Role,
    Rule,
    Scope,
    scope_in_words,
)
from orgplan.language import N_, _

from ..model import (
    Capability,
    DecisionVariables,
    HeadcountUpperBounds,
    Linear,
    ModelSink,
    SkillTarget,
    brings,
    heads,
    holders,
    scope_alone,
    scopes_with,
)
from ..parameters import Parameters
from .loops import ask, rule_requirements, triggered
from .measures import able, heads_measure
from .words import either, with_skill

FAMILY = "on_call"
HALF_TIME = 0.5  # least FTE on a rota, where a rule says nothing else


class OnCall(Rule):
    """How many people can be on call in every period."""

    of_those_there: ClassVar[bool] = True
    of_needs: ClassVar[bool] = False

    family: Literal["on_call"] = "on_call"
    roles: tuple[str, ...] = Field(default=(), description="Who counts, everybody if blank")
    skill: str | None = Field(default=None, description="Skill of who is on call, any if blank")
    level: Level | None = Field(default=None, description="Level asked of the skill, 3 if blank")
    count: int = Field(default=1, ge=1, description="How many are required, 1 if blank")
    min_fte: float = Field(
        default=HALF_TIME,
        ge=0,
        le=1.5,
        description="Least FTE with which somebody is on call, 0.5 if blank",
    )


PARAMETERS = Parameters(
    OnCall,
    only_with={"level": "skill"},
    aliases=("on call", "值班"),
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one demand for each rule, scope and period.

    Parameters
    ----------
    rows
        Takes one demand by (rule, scope, period), in heads.
    org
        Read for rules and FTE of people.
    x
        Whatever changes who is there and what they can do.

    Examples
    --------
    >>> rule = OnCall(
    ...     id="R-1",
    ...     scopes=(org.need["N-003"].scope,),
    ...     skill="React",
    ...     level=3,
    ...     count=6,
    ...     min_fte=0.8,
    ... )
    >>> emit(rows, org.replace(rules=(rule,)), x)
    >>> print(*rows.lines[:2], sep="\n")
    on_call(R-1, Apps, 2027-Q1)   must, weight 1
        -1 + short >= 0
    """
    for rule, scope, period, z in triggered(rows, org, x, OnCall):
        there = _able(rows, org, x, rule, scope, period)
        ask(rows, org, rule, (scope, period, z), there, rule.count)


def _able(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    rule: OnCall,
    scope: Scope,
    period: int,
) -> Linear:
    """Heads that can be on call; people on little FTE are left out by name, groups and seats never
    are.
    """
    little = frozenset(person.id for person in org.people if person.fte < rule.min_fte)
    if rule.skill is None:
        return heads(org, x, org.part(scope), rule.roles, period, but=little)

    def fits(role: str) -> bool:
        return org.matches(role, rule.roles)

    level = rule.level or COVERS
    on_call = Capability(org.part(scope), rule.skill, level, period, fits)
    return holders(rows, org, x, on_call, but=little)


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count who is able to be on call at the end of each period.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Heads, with who they are; less than `min_fte` does not count.

    Examples
    --------
    >>> rule = OnCall(
    ...     id="R-1",
    ...     scopes=(org.need["N-003"].scope,),
    ...     skill="React",
    ...     level=3,
    ...     count=6,
    ...     min_fte=0.8,
    ... )
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> first = next(measure(judged_on))
    >>> first.key, first.required, first.planned, first.shortfall
    (('R-1', 'Apps', '2027-Q1'), 6, 5.0, 1)
    """
    for rule, scope, period, is_triggered in rule_requirements(walk, OnCall):
        by = [m for m in walk.at_end(period, scope, rule.roles) if m.fte >= rule.min_fte]
        if rule.skill is not None:
            by = able(walk, by, rule.skill, rule.level or COVERS, period)
        key = (scope.label, walk.org.calendar.label(period))
        yield heads_measure(rule, key, rule.count, by, is_triggered)


def seats_that_help(
    org: Organisation, rule: OnCall, role: Role, team: str, bounds: HeadcountUpperBounds
) -> int:
    """As many as are needed, where the role counts and brings the skill.

    Parameters
    ----------
    org
        Read for role families.
    rule
        Its `count` is how many the rota takes.
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
    >>> rule = OnCall(
    ...     id="R-1",
    ...     scopes=(org.need["N-003"].scope,),
    ...     skill="React",
    ...     level=3,
    ...     count=6,
    ...     min_fte=0.8,
    ... )
    >>> bounds = HeadcountUpperBounds(
    ...     {"Apps": 9, "Payments": 12, "Payments SRE": 4, "Product": 3}, {}, {}, {}
    ... )
    >>> seats_that_help(org, rule, org.role["Frontend engineer"], "Apps", bounds)
    6
    """
    able = rule.skill is None or brings(role, rule.skill, rule.level or COVERS)
    counts = able and org.matches(role.id, rule.roles)
    return rule.count * counts * bool(scopes_with(org, rule, team, bounds))


def skills_that_help(
    org: Organisation, rule: OnCall, scope: Scope, person: Person
) -> Iterator[SkillTarget]:
    """The skill that being on call takes.

    Parameters
    ----------
    org
        Unused: skill and level are the rule's own.
    rule, scope
        A rule in one of its scopes.
    person
        Unused: the same helps everybody in the scope.

    Yields
    ------
    SkillTarget
        The rule's skill, if it names one.

    Examples
    --------
    >>> rule = OnCall(
    ...     id="R-1",
    ...     scopes=(org.need["N-003"].scope,),
    ...     skill="React",
    ...     level=3,
    ...     count=6,
    ...     min_fte=0.8,
    ... )
    >>> list(skills_that_help(org, rule, rule.scopes[0], org.people[13]))
    [SkillTarget(skill='React', level=3, training_counts=False)]
    """
    if rule.skill:
        yield SkillTarget(rule.skill, rule.level or COVERS)


reach = scope_alone


def explain(measure: Measure, org: Organisation) -> str:
    """Say which rota is too small.

    Parameters
    ----------
    measure
        One of a rota that is too small.
    org
        Read for the rule.

    Examples
    --------
    >>> rule = OnCall(
    ...     id="R-1",
    ...     scopes=(org.need["N-003"].scope,),
    ...     skill="React",
    ...     level=3,
    ...     count=6,
    ...     min_fte=0.8,
    ... )
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> explain(next(one for one in measure(judged_on) if one.is_short), judged_on.org)
    '2027-Q1: the rota of Apps needs 6 people with React at level 3 or above on at least 0.8 FTE
    and has 5: 1 short. Train somebody in React, or hire somebody who can be on call, or share
    the rota with another team.'
    """
    rule_id, scope, period = measure.key
    rule = org.rule_as(OnCall, rule_id)
    who = either(rule.roles, N_("person") if measure.required == 1 else N_("people"))
    able = (
        _(" with {skill} at level {level} or above", skill=rule.skill, level=rule.level or COVERS)
        if rule.skill
        else ""
    )
    lever = _("Train somebody in {skill}, or hire", skill=rule.skill) if rule.skill else _("Hire")
    return _(
        "{period}: the rota of {scope} needs {required:g} {who}{able} on at least {min_fte:g} FTE"
        " and has {planned:g}: {short:g} short. {lever} somebody who can be on call, or share the"
        " rota with another team.",
        **measure.figures,
        scope=scope_in_words(scope),
        who=who,
        able=able,
        min_fte=rule.min_fte,
        lever=lever,
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
    'people on call in'
    """
    return _("people on call in")


def in_words(rule: OnCall) -> str:
    """What a rule enforces in a scope, to be followed by when it does.

    Parameters
    ----------
    rule
        Its count, roles, skill and least FTE.

    Examples
    --------
    >>> in_words(
    ...     OnCall(
    ...         id="R-1",
    ...         scopes=(org.need["N-003"].scope,),
    ...         skill="React",
    ...         level=3,
    ...         count=6,
    ...         min_fte=0.8,
    ...     )
    ... )
    '6 people with React at 3 or above who work 0.8 FTE or more'
    """
    return _(
        "{count} {roles}{with_skill} who work {min_fte:g} FTE or more",
        count=rule.count,
        roles=either(rule.roles),
        with_skill=with_skill(rule.skill, rule.level or COVERS),
        min_fte=rule.min_fte,
    )
