r"""A critical role can be filled from inside: a given number of people are ready for it or in
training, and some of them are ready now.

.. math::

    \sum_{p \in S,\ r_p \notin R} ([\ell_{pst} \ge \lambda] + course_{pst}) + \sum_{r \notin R, j
    \in S, \tau} [\ell_{rs}(t-\tau) \ge \lambda]\, hire_{rj\tau} + u_{St} &\ge k\, z_{St} && \forall
    S, t \\
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
:math:`z_{St}`            1 when anybody holds the role (or enough do)                0/1
:math:`u, u'`             successors short                                            heads
========================  ==========================================================  =====

A holder of the role is no successor to it, nor is a contractor or whoever is known to leave within
the horizon. A course counts while it is under way, and afterwards only by the level that it has led
to. The successors are those of the role, however many hold
it; each critical role has a rule of its own. Source: vendor data, two successors of a critical
role, one of them ready now.
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
from orgplan.language import _

from ..model import (
    Capability,
    DecisionVariables,
    HeadcountUpperBounds,
    Linear,
    ModelSink,
    SkillTarget,
    brings,
    holds,
    may_succeed,
    ready_or_in_training,
    scope_alone,
    scopes_with,
    seats_that_succeed,
)
from ..parameters import ROLES, Parameters, Required
from .loops import ask, rule_requirements, triggered
from .measures import able, heads_measure, is_successor
from .words import either, number_of, shown_aspect, with_skill

FAMILY = "succession"
ALL, READY = "successors", "successors ready now"


class Succession(Rule):
    """How many people are ready, or in training, for a critical role."""

    of_those_there: ClassVar[bool] = True
    of_needs: ClassVar[bool] = False

    family: Literal["succession"] = "succession"
    roles: tuple[str, ...] = Field(default=(), description="The critical role")
    skill: str | None = Field(default=None, description="Skill of a successor")
    level: Level | None = Field(default=None, description="Level asked of the skill, 3 if blank")
    count: int = Field(default=1, ge=1, description="How many are required, 1 if blank")
    ready: int = Field(
        default=1, ge=0, description="How many of the successors are ready now, 1 if blank"
    )

    @property
    def counted(self) -> tuple[str, ...]:
        """Whose heads trigger it: unless `counts` says otherwise, the holders of the role."""
        return self.counts or self.roles

    @property
    def roles_asked(self) -> tuple[str, ...]:
        """None: its roles are those to be succeeded."""
        return ()


PARAMETERS = Parameters(
    Succession,
    required=(
        ROLES,
        Required(
            ("skill",),
            "the skill that the role takes",
            "Fill in which skill somebody needs for it.",
        ),
    ),
    aliases=("successors", "继任"),
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State the trigger, and both demands for each rule, scope and period.

    Parameters
    ----------
    rows
        Takes demands by (rule, scope, successor or ready, period), in heads.
    org
        Read for rules and role families.
    x
        Whatever changes who is there and what they can do.

    Examples
    --------
    >>> rule = Succession(
    ...     id="R-1",
    ...     scopes=(org.need["N-003"].scope,),
    ...     roles=("Lead engineer",),
    ...     skill="Team leadership",
    ...     level=3,
    ... )
    >>> emit(rows, org.replace(rules=(rule,)), x)
    >>> print(*rows.lines[:2], sep="\n")
    succession(R-1, Apps, successors, 2027-Q1)   must, weight 1
        -1 + train(P14,Team leadership 1→2,1,2027-Q1) + train(P14,Team leadership ...
    """
    for rule, scope, period, z in triggered(rows, org, x, Succession):
        _emit_one(rows, org, x, rule, scope, period, z)


def _emit_one(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    rule: Succession,
    scope: Scope,
    period: int,
    z: Linear,
) -> None:
    """Successors, and those who are ready now; holders of the role itself succeed nobody."""
    part = org.part(scope)

    def fits(role: str) -> bool:
        return not org.matches(role, rule.roles)

    capability = Capability(part, rule.skill or "", rule.level or COVERS, period, fits)
    successors = Linear()
    steady = [person for person in x.people_in(org, part.teams) if may_succeed(org, person)]
    seats = seats_that_succeed(org, x, capability)
    for person in steady:
        successors.include(ready_or_in_training(rows, org, x, person, capability))
    successors.include(seats)
    ask(rows, org, rule, (scope, period, z), successors, rule.count, ALL)
    if rule.ready:
        ready = Linear().plus(seats)
        for person in steady:
            ready.include(holds(rows, org, x, person, capability))
        ask(rows, org, rule, (scope, period, z), ready, rule.ready, READY)


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count the successors of each critical role at the end of each period.

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
    >>> rule = Succession(
    ...     id="R-1",
    ...     scopes=(org.need["N-003"].scope,),
    ...     roles=("Lead engineer",),
    ...     skill="Team leadership",
    ...     level=3,
    ... )
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> first = next(measure(judged_on))
    >>> first.key, first.required, first.planned, first.shortfall
    (('R-1', 'Apps', 'successors', '2027-Q1'), 1, 0, 1)
    """
    for rule, scope, period, is_triggered in rule_requirements(walk, Succession):
        yield from _judge(walk, rule, scope, period, is_triggered)


def _judge(
    walk: PlanSimulation, rule: Succession, scope: Scope, period: int, is_triggered: bool
) -> Iterator[Measure]:
    """Who is ready, then who is on the way."""
    label = walk.org.calendar.label(period)
    others = [
        member
        for member in walk.at_end(period, scope)
        if not walk.org.matches(member.role, rule.roles)
    ]
    skill, level = rule.skill or "", rule.level or COVERS
    rising = [m for m in others if is_successor(walk, m, skill, level, period)]
    ready = able(walk, rising, skill, level, period)
    coming = [m for m in rising if m not in ready]
    yield heads_measure(
        rule, (scope.label, ALL, label), rule.count, [*ready, *coming], is_triggered
    )
    if rule.ready:
        yield heads_measure(rule, (scope.label, READY, label), rule.ready, ready, is_triggered)


def seats_that_help(
    org: Organisation, rule: Succession, role: Role, team: str, bounds: HeadcountUpperBounds
) -> int:
    """Successors, where the role is another one and brings the skill.

    Parameters
    ----------
    org
        Read for role families.
    rule
        Its `count` is how many successors there are to be, its `ready` how many now.
    role, team
        The kind of seat.
    bounds
        Most heads by team.

    Returns
    -------
    int
        Heads.
    """
    able = rule.skill is not None and brings(role, rule.skill, rule.level or COVERS)
    rises = able and not org.matches(role.id, rule.roles)
    return max(rule.count, rule.ready) * rises * bool(scopes_with(org, rule, team, bounds))


def skills_that_help(
    org: Organisation, rule: Succession, scope: Scope, person: Person
) -> Iterator[SkillTarget]:
    """The skill that the role takes; having begun it counts.

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
        The rule's skill.

    Examples
    --------
    >>> rule = Succession(
    ...     id="R-1",
    ...     scopes=(org.need["N-003"].scope,),
    ...     roles=("Lead engineer",),
    ...     skill="Team leadership",
    ...     level=3,
    ... )
    >>> list(skills_that_help(org, rule, rule.scopes[0], org.people[13]))
    [SkillTarget(skill='Team leadership', level=3, training_counts=True)]
    """
    if rule.skill:
        yield SkillTarget(rule.skill, rule.level or COVERS, training_counts=True)


reach = scope_alone


def explain(measure: Measure, org: Organisation) -> str:
    """Say which critical role has too few successors.

    Parameters
    ----------
    measure
        One of too few successors.
    org
        Read for the rule.

    Examples
    --------
    >>> rule = Succession(
    ...     id="R-1",
    ...     scopes=(org.need["N-003"].scope,),
    ...     roles=("Lead engineer",),
    ...     skill="Team leadership",
    ...     level=3,
    ... )
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> explain(next(one for one in measure(judged_on) if one.is_short), judged_on.org)
    '2027-Q1: Apps has Lead engineer and needs 1 successor (Team leadership at 3), it has 0: 1
    short. Start training somebody in Team leadership, or hire somebody who has it.'
    """
    rule_id, scope, what, period = measure.key
    rule = org.rule_as(Succession, rule_id)
    ready = _("{skill} at {level}", skill=rule.skill, level=rule.level or COVERS)
    lever = (
        _("Train somebody in {skill}", skill=rule.skill)
        if what == READY
        else _("Start training somebody in {skill}", skill=rule.skill)
    )
    return _(
        "{period}: {scope} has {roles} and needs {successors} ({ready}), it has {planned:g}:"
        " {short:g} short. {lever}, or hire somebody who has it.",
        **measure.figures,
        scope=scope_in_words(scope),
        roles=either(rule.roles),
        successors=number_of(what, measure.required),
        ready=ready,
        lever=lever,
    )


def phrase(key: Key) -> str:
    """What a row of the rule asks for, to stand before the name of its scope.

    Parameters
    ----------
    key
        Rule, scope, which of both, and period.

    Examples
    --------
    >>> phrase(("R-1", "Apps", "successors", "2027-Q1"))
    'successors in'
    """
    return _("{what} in", what=shown_aspect(key[2]))


def in_words(rule: Succession) -> str:
    """What a rule enforces in a scope, to be followed by when it does.

    Parameters
    ----------
    rule
        Its counts, roles and skill.

    Examples
    --------
    >>> in_words(
    ...     Succession(
    ...         id="R-1",
    ...         scopes=(org.need["N-003"].scope,),
    ...         roles=("Lead engineer",),
    ...         skill="Team leadership",
    ...         level=3,
    ...     )
    ... )
    '1 beside Lead engineer with Team leadership at 3 or above, or in training, 1 of them ready
    now'
    """
    ready = _(", {ready} of them ready now", ready=rule.ready) if rule.ready else ""
    return _(
        "{count} beside {roles}{with_skill}, or in training{ready}",
        count=rule.count,
        roles=either(rule.roles),
        with_skill=with_skill(rule.skill, rule.level or COVERS),
        ready=ready,
    )
