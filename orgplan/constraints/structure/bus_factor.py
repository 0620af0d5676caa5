r"""No skill depends on one person: each critical skill of a scope has a given number of holders.

.. math::

    holders_S(s, \lambda, t) + u_{Sst} \ge k\, z_{St} \qquad \forall S, s \in C_S, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`C_S`               critical skills: listed (``skills``), else of the musts in S  –
:math:`holders_S`         people of the scope at or above a level, trained and hired  heads
:math:`\lambda`           level that counts (``level``)                               0–5
:math:`k`                 holders of each skill (``count``)                           heads
:math:`z_{St}`            1 when the scope has anybody (or reached the threshold)      0/1
:math:`u_{Sst}`           holders short                                               heads
========================  ==========================================================  =====

The musts in a scope are the needs of strength must whose own scope lies inside it, of whatever
amount. The bus factor of a skill is how many people would have to leave before nobody is left who
holds it. Source: vendor data, two holders of a critical skill.
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
from orgplan.language import N_, _, ngettext

from ..model import (
    Capability,
    DecisionVariables,
    HeadcountUpperBounds,
    ModelSink,
    SkillTarget,
    brings,
    critical_skills,
    holders,
    scope_alone,
    scopes_with,
)
from ..parameters import Parameters
from .loops import ask, rule_requirements, triggered
from .measures import able, critical_in, heads_measure
from .words import each_of, number_of, shown_aspect

FAMILY = "bus_factor"


class BusFactor(Rule):
    """How many people hold each critical skill of a scope."""

    of_those_there: ClassVar[bool] = True
    of_no_role: ClassVar[bool] = True

    family: Literal["bus_factor"] = "bus_factor"
    skills: tuple[str, ...] = Field(
        default=(),
        description="Critical skills; blank means those of the must needs inside the scope",
    )
    level: Level | None = Field(default=None, description="Level asked of the skill, 3 if blank")
    count: int = Field(default=1, ge=1, description="How many are required, 1 if blank")


PARAMETERS = Parameters(
    BusFactor,
    aliases=("bus factor", "关键技能备份"),
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one demand for each rule, scope, critical skill and period.

    Parameters
    ----------
    rows
        Takes one demand by (rule, scope, holders of a skill, period), in heads.
    org
        Read for rules and must needs.
    x
        Whatever changes who is there and what they can do.

    Examples
    --------
    >>> rule = BusFactor(id="R-1", scopes=(org.need["N-003"].scope,), skills=("React",), count=8)
    >>> emit(rows, org.replace(rules=(rule,)), x)
    >>> print(*rows.lines[:2], sep="\n")
    bus_factor(R-1, Apps, holders of React, 2027-Q1)   must, weight 1
        -3 + short >= 0
    """
    for rule, scope, period, z in triggered(
        rows,
        org,
        x,
        BusFactor,
        lambda rule, scope, period: bool(critical_skills(org, rule.skills, scope)),
    ):
        for skill in critical_skills(org, rule.skills, scope):
            capability = Capability(org.part(scope), skill, rule.level or COVERS, period)
            there = holders(rows, org, x, capability)
            ask(rows, org, rule, (scope, period, z), there, rule.count, f"holders of {skill}")


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count the holders of each critical skill at the end of each period.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Heads, with who they are.

    Examples
    --------
    >>> rule = BusFactor(id="R-1", scopes=(org.need["N-003"].scope,), skills=("React",), count=8)
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> first = next(measure(judged_on))
    >>> first.key, first.required, first.planned, first.shortfall
    (('R-1', 'Apps', 'holders of React', '2027-Q1'), 8, 5.0, 3)
    """
    critical = {
        (rule.id, scope): critical_in(walk, rule.skills, scope)
        for rule in walk.org.rules_of(BusFactor)
        for scope in rule.scopes
    }
    for rule, scope, period, is_triggered in rule_requirements(walk, BusFactor):
        for skill in critical[rule.id, scope]:
            by = able(walk, walk.at_end(period, scope), skill, rule.level or COVERS, period)
            key = (scope.label, f"holders of {skill}", walk.org.calendar.label(period))
            yield heads_measure(rule, key, rule.count, by, is_triggered)


def seats_that_help(
    org: Organisation, rule: BusFactor, role: Role, team: str, bounds: HeadcountUpperBounds
) -> int:
    """Holders of a skill, where the role brings any critical one.

    Parameters
    ----------
    org
        Read for must needs.
    rule
        Its `count` is how many holders there are to be.
    role, team
        The kind of seat.
    bounds
        Most heads by team.

    Returns
    -------
    int
        Heads; a seat that brings several critical skills counts once, since it holds them all.

    Examples
    --------
    >>> rule = BusFactor(id="R-1", scopes=(org.need["N-003"].scope,), skills=("React",), count=8)
    >>> bounds = HeadcountUpperBounds(
    ...     {"Apps": 9, "Payments": 12, "Payments SRE": 4, "Product": 3}, {}, {}, {}
    ... )
    >>> seats_that_help(org, rule, org.role["Frontend engineer"], "Apps", bounds)
    8
    """
    scopes = scopes_with(org, rule, team, bounds)
    critical = (skill for scope in scopes for skill in critical_skills(org, rule.skills, scope))
    return rule.count * any(brings(role, skill, rule.level or COVERS) for skill in critical)


def skills_that_help(
    org: Organisation, rule: BusFactor, scope: Scope, person: Person
) -> Iterator[SkillTarget]:
    """Each critical skill.

    Parameters
    ----------
    org
        Read for must needs.
    rule, scope
        A rule in one of its scopes.
    person
        Unused: the same helps everybody in the scope.

    Yields
    ------
    SkillTarget
        Skill and level.

    Examples
    --------
    >>> rule = BusFactor(id="R-1", scopes=(org.need["N-003"].scope,), skills=("React",), count=8)
    >>> list(skills_that_help(org, rule, rule.scopes[0], org.people[13]))
    [SkillTarget(skill='React', level=3, training_counts=False)]
    """
    level = rule.level or COVERS
    return (SkillTarget(skill, level) for skill in critical_skills(org, rule.skills, scope))


reach = scope_alone


def explain(measure: Measure, org: Organisation) -> str:
    """Say which skill depends on too few people.

    Parameters
    ----------
    measure
        One of a skill with too few holders.
    org
        Read for the rule's level.

    Examples
    --------
    >>> rule = BusFactor(id="R-1", scopes=(org.need["N-003"].scope,), skills=("React",), count=8)
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> explain(next(one for one in measure(judged_on) if one.is_short), judged_on.org)
    '2027-Q1: Apps needs 8 holders of React at level 3 or above and has 5: 3 short. Train
    somebody up, or hire somebody who brings it.'
    """
    rule_id, scope, what, period = measure.key
    rule = org.rule_as(BusFactor, rule_id)
    return _(
        "{period}: {scope} needs {holders} at level {level} or above and has {planned:g}: {short:g}"
        " short. Train somebody up, or hire somebody who brings it.",
        **measure.figures,
        scope=scope_in_words(scope),
        holders=number_of(what, measure.required),
        level=rule.level or COVERS,
    )


def phrase(key: Key) -> str:
    """What a row of the rule asks for, to stand before the name of its scope.

    Parameters
    ----------
    key
        Rule, scope, what is counted, and period.

    Returns
    -------
    str
        In the language of the run, such as ``holders of Java in``.

    Examples
    --------
    >>> phrase(("R-1", "Apps", "holders of React", "2027-Q1"))
    'holders of React in'
    """
    return _("{what} in", what=shown_aspect(key[2]))


def in_words(rule: BusFactor) -> str:
    """What a rule enforces in a scope, to be followed by when it does.

    Parameters
    ----------
    rule
        Without skills it takes those of must needs.

    Examples
    --------
    >>> in_words(BusFactor(id="R-1", scopes=(org.need["N-003"].scope,), skills=("React",), count=8))
    '8 people at level 3 or above in React'
    """
    what = each_of(rule.skills, N_("the skills that its musts ask for"))
    if len(rule.skills) == 1:
        return ngettext(
            "{n} person at level {level} or above in {what}",
            "{n} people at level {level} or above in {what}",
            rule.count,
            level=rule.level or COVERS,
            what=what,
        )
    return ngettext(
        "{n} person at level {level} or above in each of {what}",
        "{n} people at level {level} or above in each of {what}",
        rule.count,
        level=rule.level or COVERS,
        what=what,
    )
