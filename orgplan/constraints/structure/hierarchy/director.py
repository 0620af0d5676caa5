r"""Director: a scope that reaches the threshold needs enough holders of the heading role.

.. math::

    \sum_{p \in H} [r_p \in R] + \sum_{r \in R, j \in H, \tau \le t} hire_{rj\tau} + u_{St} &\ge k\,
    z_{St} && \forall S, t \\
    N_{St} &\le \theta - 1 + (\bar N_S - \theta + 1)\, z_{St} && \forall S, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`R`                 roles or families that head the scope (``required role``)    –
:math:`H`                 teams of S; ``shared``: also, or only, those of no line      –
:math:`k`                 how many are needed (``count``)                              heads
:math:`\theta`            heads of the counted families that trigger it               heads
:math:`z_{St}`            1 when the trigger has been reached at the end of t          0/1
:math:`\bar N_S`          smallest valid upper bound on those heads                   heads
========================  ==========================================================  =====

A second condition is more than a given number of product lines (``product_lines_over``, a fact of
the organisation), or heavy load (``load_over``: so much work that capacity needs inside the scope
ask for beside each counted head); where both are stated either will do, and where neither is
reached the rule is not triggered. Heads of other roles (``also_counts``) may be counted elsewhere
(``also_anywhere``): "where there is a director, each product line has a manager". With ``skill``
only holders at that level count: qualified managers and programmers. Without a threshold the rule
always holds, which states "each product line has a manager of its own". Holders outside every
product line, such as a platform group, count for each line too (``also``: an architect each, or one
who serves them all), or nobody else does (``only``: a platform group). Source: text 001 (more than
20 engineers and several product lines).
"""

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from orgplan.domain import (
    COVERS,
    Key,
    Level,
    Measure,
    Member,
    Organisation,
    Part,
    Person,
    PlanSimulation,
    Role,
    Rule,
    Scope,
    Shared,
    scope_in_words,
)
from orgplan.language import _

from ...model import (
    Capability,
    DecisionVariables,
    HeadcountUpperBounds,
    Linear,
    ModelSink,
    SkillTarget,
    brings,
    heads,
    holders,
    scopes_with,
)
from ...model.traits import Trait
from ...parameters import ROLES, Parameters
from ..loops import ask, rule_requirements, triggered
from ..measures import able, heads_measure
from ..words import either, with_skill

FAMILY = "director"
TRAITS = frozenset({Trait.HEADING})


class Director(Rule):
    """Who heads a scope that has grown large enough."""

    of_needs: ClassVar[bool] = False

    family: Literal["director"] = "director"
    roles: tuple[str, ...] = Field(default=(), description="Roles or families that satisfy it")
    shared: Shared = Field(
        default=Shared.NO,
        description="Whether holders outside every product line count: no, also or only",
    )
    count: int = Field(default=1, ge=1, description="How many are required, 1 if blank")
    skill: str | None = Field(default=None, description="Skill of a holder of the role")
    level: Level | None = Field(default=None, description="Level asked of the skill, 3 if blank")


PARAMETERS = Parameters(
    Director,
    only_with={"level": "skill"},
    required=(ROLES,),
    aliases=("总监",),
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State the trigger and the demand for each rule, scope and period.

    Parameters
    ----------
    rows
        Takes one demand by (rule, scope, period), in heads.
    org
        Read for rules and product lines.
    x
        Whatever changes who is there and in which role.

    Examples
    --------
    >>> rule = Director(
    ...     id="R-1",
    ...     scopes=(org.budget[0].scope,),
    ...     threshold=20,
    ...     roles=("Technical director",),
    ...     count=1,
    ... )
    >>> emit(rows, org.replace(rules=(rule,)), x)
    >>> print(*rows.lines[:2], sep="\n")
    director(R-1, organisation, 2027-Q1)   must, weight 1
        -1 + short >= 0
    """
    for rule, scope, period, z in triggered(rows, org, x, Director):
        there = _heads_of(rows, org, x, rule, scope, period)
        ask(rows, org, rule, (scope, period, z), there, rule.count)


def _heads_of(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    rule: Director,
    scope: Scope,
    period: int,
) -> Linear:
    """Heads of the role that count: those of the scope, and of teams outside every product line
    where they are shared.
    """

    def there(part: Part) -> Linear:
        if rule.skill is None:
            return heads(org, x, part, rule.roles, period)
        level = rule.level or COVERS
        return holders(rows, org, x, Capability(part, rule.skill, level, period, fits))

    def fits(role: str) -> bool:
        return org.matches(role, rule.roles)

    inside = org.part(scope)
    if rule.shared is Shared.NO:
        return there(inside)
    shared = there(Part(org.shared_teams))
    if rule.shared is Shared.ONLY:
        return shared
    return shared.plus(there(Part(inside.teams - org.shared_teams, inside.location)))


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count who heads each scope at the end of each period.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Heads, with who they are; people outside the scope count where the rule shares them.

    Examples
    --------
    >>> rule = Director(
    ...     id="R-1",
    ...     scopes=(org.budget[0].scope,),
    ...     threshold=20,
    ...     roles=("Technical director",),
    ...     count=1,
    ... )
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> first = next(measure(judged_on))
    >>> first.key, first.required, first.planned, first.shortfall
    (('R-1', 'organisation', '2027-Q1'), 1, 0, 1)
    """
    for rule, scope, period, is_triggered in rule_requirements(walk, Director):
        heading = walk.at_end(period, None, rule.roles)
        by = [member for member in heading if _counts(walk.org, rule, scope, member)]
        if rule.skill is not None:
            by = able(walk, by, rule.skill, rule.level or COVERS, period)
        key = (scope.label, walk.org.calendar.label(period))
        yield heads_measure(rule, key, rule.count, by, is_triggered)


def _counts(org: Organisation, rule: Director, scope: Scope, member: Member) -> bool:
    if rule.shared is not Shared.NO and not org.team[member.team].product_line:
        return True
    return rule.shared is not Shared.ONLY and (member.team, member.location) in org.part(scope)


def seats_that_help(
    org: Organisation, rule: Director, role: Role, team: str, bounds: HeadcountUpperBounds
) -> int:
    """As many as are needed, in the scope or in a team outside every product line that counts for
    it.

    Parameters
    ----------
    org
        Read for product lines.
    rule
        Its `shared` says whether teams outside every product line count.
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
    >>> rule = Director(
    ...     id="R-1",
    ...     scopes=(org.budget[0].scope,),
    ...     threshold=20,
    ...     roles=("Technical director",),
    ...     count=1,
    ... )
    >>> bounds = HeadcountUpperBounds(
    ...     {"Apps": 9, "Payments": 12, "Payments SRE": 4, "Product": 3}, {}, {}, {}
    ... )
    >>> seats_that_help(org, rule, org.role["Technical director"], "Apps", bounds)
    1
    """
    inside = rule.shared is not Shared.ONLY and bool(scopes_with(org, rule, team, bounds))
    outside = rule.shared is not Shared.NO and team in org.shared_teams
    able = rule.skill is None or brings(role, rule.skill, rule.level or COVERS)
    return rule.count * (inside or outside) * (able and org.matches(role.id, rule.roles))


def skills_that_help(
    org: Organisation, rule: Director, scope: Scope, person: Person
) -> Iterator[SkillTarget]:
    """What makes a holder of the role qualified, for whoever is in the scope; those outside it who
    count may learn anything for it.

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
    """
    if rule.skill is not None:
        yield SkillTarget(rule.skill, rule.level or COVERS)


def reach(org: Organisation, rule: Director, scope: Scope) -> frozenset[str]:
    """Teams of the scope, and those outside every product line where their people count too.

    Parameters
    ----------
    org
        Read for product lines.
    rule, scope
        A rule in one of its scopes.

    Returns
    -------
    frozenset[str]
        Ids of teams.

    Examples
    --------
    >>> rule = Director(
    ...     id="R-1",
    ...     scopes=(org.budget[0].scope,),
    ...     threshold=20,
    ...     roles=("Technical director",),
    ...     count=1,
    ... )
    >>> sorted(reach(org, rule, rule.scopes[0]))
    ['Apps', 'Payments', 'Payments SRE', 'Product']
    """
    shared = frozenset[str]() if rule.shared is Shared.NO else org.shared_teams
    return org.teams_of(scope) | shared


def explain(measure: Measure, org: Organisation) -> str:
    """Say which scope lacks a head, and why it needs one.

    Parameters
    ----------
    measure
        One of a scope without a head.
    org
        Read for the rule.

    Examples
    --------
    >>> rule = Director(
    ...     id="R-1",
    ...     scopes=(org.budget[0].scope,),
    ...     threshold=20,
    ...     roles=("Technical director",),
    ...     count=1,
    ... )
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> explain(next(one for one in measure(judged_on) if one.is_short), judged_on.org)
    '2027-Q1: the organisation has 20 people or more and needs 1 × Technical director; it has 0,
    1 short. Hire one, or stay below 20.'
    """
    rule_id, scope, period = measure.key
    rule = org.rule_as(Director, rule_id)
    if not rule.threshold:
        why = _("needs")
    elif rule.counts:
        counted, reached = either(rule.counts), rule.threshold
        why = _("has {reached} or more in {counted} and needs", reached=reached, counted=counted)
    else:
        why = _("has {reached} people or more and needs", reached=rule.threshold)
    able = (
        _(" with {skill} at {level}", skill=rule.skill, level=rule.level or COVERS)
        if rule.skill
        else ""
    )
    lower = (
        _(", or stay below {threshold}", threshold=rule.threshold)
        if (rule.threshold or 1) > 1
        else ""
    )
    where = {
        Shared.NO: "",
        Shared.ALSO: _(" (there or outside every product line)"),
        Shared.ONLY: _(" (outside every product line)"),
    }[rule.shared]
    return _(
        "{period}: {scope} {why} {required:g} × {roles}{able}{where}; it has {planned:g}, {short:g}"
        " short. Hire one{lower}.",
        **measure.figures,
        scope=scope_in_words(scope),
        why=why,
        roles=either(rule.roles),
        able=able,
        where=where,
        lower=lower,
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
    'head of'
    """
    return _("head of")


def phrase_of(org: Organisation, key: Key) -> str:
    """Which roles are asked for: the scope alone leaves open who is missing.

    Parameters
    ----------
    org
        Read for the roles of the rule.
    key
        Of a row; all rows of a rule ask for the same.

    Returns
    -------
    str
        In the language of the run, to stand before the name of the scope.

    Examples
    --------
    >>> rule = Director(
    ...     id="R-1",
    ...     scopes=(org.budget[0].scope,),
    ...     threshold=20,
    ...     roles=("Technical director",),
    ...     count=1,
    ... )
    >>> phrase_of(org.replace(rules=(rule,)), ("R-1", "organisation", "2027-Q1"))
    'Technical director for'
    """
    return _("{roles} for", roles=either(org.rule[key[0]].roles_asked))


def in_words(rule: Director) -> str:
    """What a rule enforces in a scope, to be followed by when it does.

    Parameters
    ----------
    rule
        Its roles, skill, and where it counts people.

    Examples
    --------
    >>> in_words(
    ...     Director(
    ...         id="R-1",
    ...         scopes=(org.budget[0].scope,),
    ...         threshold=20,
    ...         roles=("Technical director",),
    ...         count=1,
    ...     )
    ... )
    '1 Technical director'
    """
    where = {
        Shared.NO: "",
        Shared.ALSO: _(", there or outside every product line"),
        Shared.ONLY: _(", outside every product line"),
    }[rule.shared]
    return _(
        "{count} {roles}{with_skill}{where}",
        count=rule.count,
        roles=either(rule.roles),
        with_skill=with_skill(rule.skill, rule.level or COVERS),
        where=where,
    )
