r"""A small team is divided by business responsibility: each of its areas has an owner, as long as
it is too small for an echelon.

.. math::

    holders_j(a, \lambda_o, t) + u_{jat} &\ge k\, (z_{jt} - b_{jt}) && \forall j, a \in A_j, t \\
    N_{jt} &\le \theta - 1 + (\bar N_j - \theta + 1)\, z_{jt} && \forall j, t \\
    N_{jt} &\ge \check N_j + (\beta - \check N_j)\, b_{jt} && \forall j, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`A_j`               areas: skills of the team's own must needs                   –
:math:`holders_j`         people of the team at or above a level                      heads
:math:`\lambda_o`         level at which somebody can own an area (``owner_level``)    0–5
:math:`k`                 owners wanted for each area (``count``)                     heads
:math:`\theta`            heads from which it is triggered (1 by default)             heads
:math:`\beta`             heads from which it no longer is (``below``)                heads
:math:`z_{jt}`            1 when team j has reached the first at the end of t          0/1
:math:`b_{jt}`            may be 1 only when team j has reached the second             0/1
:math:`\check N_j`        heads of the roster, the smallest number there can be       heads
:math:`\bar N_j`          smallest valid upper bound on heads                         heads
========================  ==========================================================  =====

An empty team owes nothing. A plan may grow a team out of the rule, into the echelon's hands.
Source: team management text 002 (fewer than ten people).
"""

from collections import defaultdict
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
    ScopeKind,
    Strength,
    scope_in_words,
)
from orgplan.language import _

from ..model import (
    Capability,
    DecisionVariables,
    HeadcountUpperBounds,
    ModelSink,
    SkillTarget,
    areas,
    brings,
    holders,
    scope_alone,
    scopes_with,
)
from ..parameters import Parameters
from .loops import ask, rule_requirements, triggered
from .measures import able, heads_measure
from .words import shown_aspect

FAMILY = "grouping"


class Grouping(Rule):
    """Who owns the areas of a team that is too small for an echelon."""

    of_those_there: ClassVar[bool] = True

    family: Literal["grouping"] = "grouping"
    count: int = Field(default=1, ge=1, description="How many are required, 1 if blank")
    owner_level: Level | None = Field(
        default=None, description="Level at which somebody owns an area, 3 if blank"
    )


PARAMETERS = Parameters(
    Grouping,
    aliases=("分组", "职责分组"),
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State the triggers, and a demand for each area of each scope and period.

    Parameters
    ----------
    rows
        Takes one demand by (rule, scope, owner of an area, period), in heads.
    org
        Read for rules, and must needs of teams.
    x
        Whatever changes who is there and what they can do.

    Examples
    --------
    >>> rule = Grouping(id="R-1", scopes=(org.need["N-003"].scope,), below=8, owner_level=5)
    >>> emit(rows, org.replace(rules=(rule,)), x)
    >>> print(*rows.lines[:2], sep="\n")
    grouping(R-1, Apps, beyond, 2027-Q1)   link
        -6 + 2 z[R-1, Apps, beyond, 2027-Q1] <= -6
    """
    for rule, scope, period, z in triggered(
        rows, org, x, Grouping, lambda rule, scope, period: bool(areas(org, scope))
    ):
        for area in areas(org, scope):
            level = rule.owner_level or COVERS
            owners = holders(rows, org, x, Capability(org.part(scope), area, level, period))
            ask(rows, org, rule, (scope, period, z), owners, rule.count, f"owner of {area}")


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count the owners of each area at the end of each period.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Heads, with who they are. Teams without must needs of their own have no areas.

    Examples
    --------
    >>> rule = Grouping(id="R-1", scopes=(org.need["N-003"].scope,), below=8, owner_level=5)
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> first = next(measure(judged_on))
    >>> first.key, first.required, first.planned, first.shortfall
    (('R-1', 'Apps', 'owner of React', '2027-Q1'), 1, 1.0, 0)
    """
    own = defaultdict[Scope, dict[str, None]](dict)
    for need in walk.org.needs:
        if need.strength is Strength.MUST and need.scope.kind is ScopeKind.TEAM:
            own[need.scope][need.skill] = None
    for rule, scope, period, is_triggered in rule_requirements(walk, Grouping):
        people, level = walk.at_end(period, scope), rule.owner_level or COVERS
        for area in own[scope]:
            owners = able(walk, people, area, level, period)
            key = (scope.label, f"owner of {area}", walk.org.calendar.label(period))
            yield heads_measure(rule, key, rule.count, owners, is_triggered)


def seats_that_help(
    org: Organisation, rule: Grouping, role: Role, team: str, bounds: HeadcountUpperBounds
) -> int:
    """Owners for each area that the role can own.

    Parameters
    ----------
    org
        Read for must needs of teams.
    rule
        Its `count` is how many owners an area has.
    role, team
        The kind of seat.
    bounds
        Most heads by team.

    Returns
    -------
    int
        Heads.
    """
    owned = (area for scope in scopes_with(org, rule, team, bounds) for area in areas(org, scope))
    return rule.count * sum(brings(role, area, rule.owner_level or COVERS) for area in owned)


def worth_outgrowing(org: Organisation, rule: Grouping, scope: Scope) -> bool:
    """Whether a team gains anything by growing out of the rule: not where an echelon asks at least
    as much from there on.

    Parameters
    ----------
    org
        Read for its echelon rules.
    rule, scope
        A rule in one of its scopes.

    Examples
    --------
    >>> rule = Grouping(id="R-1", scopes=(org.need["N-003"].scope,), below=8, owner_level=5)
    >>> worth_outgrowing(org, rule, rule.scopes[0])
    True
    """
    return bool(areas(org, scope)) and not any(
        scope in other.scopes
        and other.strength in (Strength.MUST, rule.strength)
        and (other.strength is not rule.strength or other.weight >= rule.weight)
        and (other.threshold or 1) <= (rule.below or 0)
        and (other.counts, other.below, other.product_lines_over, other.also_threshold)
        == (rule.counts, None, None, None)
        and (other.first, other.last) == (None, None)
        and (other.level_of_owners or 0) >= (rule.owner_level or COVERS)
        for other in org.rules
        if rule.count == 1
    )


def skills_that_help(
    org: Organisation, rule: Grouping, scope: Scope, person: Person
) -> Iterator[SkillTarget]:
    """Each area, at the level of an owner.

    Parameters
    ----------
    org
        Read for must needs of teams.
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
    >>> rule = Grouping(id="R-1", scopes=(org.need["N-003"].scope,), below=8, owner_level=5)
    >>> list(skills_that_help(org, rule, rule.scopes[0], org.people[13]))
    [SkillTarget(skill='React', level=5, training_counts=False), SkillTarget(skill='iOS',
    level=5, training_counts=False), SkillTarget(skill='Android', level=5,
    training_counts=False)]
    """
    return (SkillTarget(area, rule.owner_level or COVERS) for area in areas(org, scope))


reach = scope_alone


def explain(measure: Measure, org: Organisation) -> str:
    """Say which small team has an area that nobody owns.

    Parameters
    ----------
    measure
        One of an area without an owner.
    org
        Read for the rule.

    Examples
    --------
    >>> rule = Grouping(id="R-1", scopes=(org.need["N-003"].scope,), below=8, owner_level=5)
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> explain(next(one for one in measure(judged_on) if one.is_short), judged_on.org)
    '2027-Q1: Apps has fewer than 8 people, so each area has its owner; it needs 1 owner of iOS
    at level 5 and has 0: 1 short. Train somebody up to own it, hire somebody who can, or grow
    the team to 8.'
    """
    rule_id, scope, what, period = measure.key
    rule = org.rule_as(Grouping, rule_id)
    size = _("has fewer than {below} people", below=rule.below) if rule.below else _("has people")
    grow = _(", or grow the team to {below}", below=rule.below) if rule.below else ""
    return _(
        "{period}: {scope} {size}, so each area has its owner; it needs {required:g} {what} at"
        " level {level} and has {planned:g}: {short:g} short. Train somebody up to own it, hire"
        " somebody who can{grow}.",
        **measure.figures,
        scope=scope_in_words(scope),
        size=size,
        what=shown_aspect(what),
        level=rule.owner_level or COVERS,
        grow=grow,
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
        In the language of the run, such as ``owner of Payments for``.

    Examples
    --------
    >>> phrase(("R-1", "Apps", "owner of React", "2027-Q1"))
    'owner of React for'
    """
    return _("{what} for", what=shown_aspect(key[2]))


def in_words(rule: Grouping) -> str:
    """What a rule enforces in a scope, to be followed by when it does.

    Parameters
    ----------
    rule
        Without `owner_level` it takes the level that covers (3).

    Examples
    --------
    >>> in_words(Grouping(id="R-1", scopes=(org.need["N-003"].scope,), below=8, owner_level=5))
    '1 at 5 or above to own each area of the team'
    """
    return _(
        "{count} at {level} or above to own each area of the team",
        count=rule.count,
        level=rule.owner_level or COVERS,
    )
