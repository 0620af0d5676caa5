r"""A team that grows large needs an echelon: successors ready or in training for its lead, and an
owner for each of its areas.

.. math::

    \sum_{p \in j,\ p \ne lead} ([\ell_{pst} \ge \lambda] + course_{pst}) + \sum_{r,\tau}
    [\ell_{rs}(t-\tau) \ge \lambda]\, hire_{rj\tau} + u_{jt} &\ge k\, z_{jt} && \forall j, t \\
    holders_j(a, \lambda_o, t) + u_{jat} &\ge z_{jt} && \forall j, a \in A_j, t \\
    N_{jt} &\le \theta - 1 + (\bar N_j - \theta + 1)\, z_{jt} && \forall j, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`\theta`            heads from which a team needs an echelon (``threshold``)     heads
:math:`z_{jt}`            1 when team j has reached it at the end of t                 0/1
:math:`s, \lambda`        leadership skill and level at which a successor is ready     0–5
:math:`\ell_{pst}`        level of p in t, courses finished by then counted            0–5
:math:`course_{pst}`      1 while p, not yet ready, is on a course in that skill      0/1
:math:`k`                 successors wanted (``count``)                                heads
:math:`A_j`               areas: skills of the team's own must needs                   –
:math:`\lambda_o`         level at which somebody can own an area (``owner_level``)    0–5
:math:`holders_j(\cdot)`  people of team j at or above a level, trained and hired too  heads
:math:`\bar N_j`          smallest valid upper bound on heads                         heads
========================  ==========================================================  =====

A course counts while it is under way, and afterwards only by the level that it has led to. Whoever
is known to leave within the horizon, contractors, the lead of today and whoever has taken over are
no successors. Source: team
management text 002 (ten people or more).
"""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from orgplan.domain import (
    COVERS,
    MAX_PROFICIENCY,
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

from ...model import (
    Capability,
    DecisionVariables,
    HeadcountUpperBounds,
    Linear,
    ModelSink,
    Seat,
    SkillTarget,
    and_bound,
    areas,
    brings,
    holders,
    may_succeed,
    ready_or_in_training,
    scope_alone,
    scopes_with,
    seat_holds,
    seats_that_succeed,
    takers,
)
from ...parameters import Parameters, Required
from ..loops import ask, rule_requirements, triggered
from ..measures import able, heads_measure, is_successor, leads_in
from ..words import number_of, shown_aspect, with_skill

FAMILY = "echelon"


class Echelon(Rule):
    """Successors for the lead of a team that has grown large, and owners for its areas."""

    family: Literal["echelon"] = "echelon"
    skill: str | None = Field(default=None, description="Skill of a successor")
    level: Level | None = Field(default=None, description="Level asked of the skill, 3 if blank")
    count: int = Field(default=1, ge=1, description="How many are required, 1 if blank")
    owner_level: Level | None = Field(
        default=None, description="Level at which somebody owns an area; blank asks for no owners"
    )

    @property
    def level_of_owners(self) -> int | None:
        """Owners, if it asks for any."""
        return self.owner_level

    @property
    def skill_of_leads(self) -> tuple[str, int] | None:
        """A successor who is ready can take over."""
        return None if self.skill is None else (self.skill, self.level or COVERS)


PARAMETERS = Parameters(
    Echelon,
    required=(
        Required(
            ("skill", "owner_level"),
            "skill or owner_level",
            "Fill in skill (what a successor must be able to do), owner_level (at which somebody"
            " owns an area), or both: without either the rule asks nothing.",
        ),
    ),
    only_with={"level": "skill", "count": "skill"},
    aliases=("梯队",),
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State the trigger, the successors and the owners for each rule, scope and period.

    Parameters
    ----------
    rows
        Takes demands by (rule, scope, successor, period) and (rule, scope, owner of an area,
        period), in heads.
    org
        Read for rules, and must needs of teams.
    x
        Whatever changes who is there and what they can do; a course counts for a successor once
        begun.

    Examples
    --------
    >>> rule = Echelon(
    ...     id="R-1",
    ...     scopes=(org.need["N-001"].scope,),
    ...     threshold=8,
    ...     skill="Team leadership",
    ...     level=3,
    ... )
    >>> emit(rows, org.replace(rules=(rule,)), x)
    >>> print(*rows.lines[:2], sep="\n")
    echelon(R-1, Payments, successor, 2027-Q1)   must, weight 1
        -1 + train(P02,Team leadership 2→3,2,2027-Q1) + train(P03,Team leadership ...
    """
    for rule, scope, period, z in triggered(rows, org, x, Echelon):
        at = scope, period, z
        if rule.skill is not None:
            rising = _successors(rows, org, x, rule, scope, period)
            ask(rows, org, rule, at, rising, rule.count, "successor")
        level = rule.owner_level or MAX_PROFICIENCY
        for area in areas(org, scope) if rule.owner_level else ():
            owners = holders(rows, org, x, Capability(org.part(scope), area, level, period))
            ask(rows, org, rule, at, owners, 1, f"owner of {area}")


def _successors(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    rule: Echelon,
    scope: Scope,
    period: int,
) -> Linear:
    """People and permanent seats that are ready or in training; whoever leads, or takes over,
    succeeds nobody.
    """
    part, skill, ready = org.part(scope), rule.skill or "", rule.level or 3
    capability = Capability(part, skill, ready, period)
    named = {org.team[team].lead for team in part.teams}
    taken = takers(org, x, part.teams, period)
    total = Linear()
    for person in x.people_in(org, part.teams):
        if person.id not in named and may_succeed(org, person):
            rises = ready_or_in_training(rows, org, x, person, capability)
            if person.id in taken:
                name = (person.id, scope.label, org.calendar.label(period))
                not_leading = Linear(1.0).plus(taken[person.id], -1)
                rises = and_bound(rows, FAMILY, name, rises, not_leading)
            total.include(rises)
    total.include(seats_that_succeed(org, x, capability))
    for seat, leads in taken.items():
        counted = isinstance(seat, Seat) and seat.place in part
        if isinstance(seat, Seat) and counted and seat_holds(org, seat, skill, ready, period):
            total.include(leads, -1)
    return total


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Judge each scope's echelon at the end of each period.

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
    >>> rule = Echelon(
    ...     id="R-1",
    ...     scopes=(org.need["N-001"].scope,),
    ...     threshold=8,
    ...     skill="Team leadership",
    ...     level=3,
    ... )
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> first = next(measure(judged_on))
    >>> first.key, first.required, first.planned, first.shortfall
    (('R-1', 'Payments', 'successor', '2027-Q1'), 1, 0, 1)
    """
    for rule, scope, period, is_triggered in rule_requirements(walk, Echelon):
        yield from _judge(walk, rule, scope, period, is_triggered)


def _judge(
    walk: PlanSimulation, rule: Echelon, scope: Scope, period: int, is_triggered: bool
) -> Iterator[Measure]:
    """Successors, leads left out, and owners of each area of a team."""
    org, label = walk.org, walk.org.calendar.label(period)
    people = walk.at_end(period, scope)
    if rule.skill is not None:
        leads = {org.team[team].lead for team in org.teams_of(scope)}
        leads |= {member.id for member in leads_in(walk, scope, period)}
        coming = [
            m
            for m in people
            if m.id not in leads and is_successor(walk, m, rule.skill, rule.level or 3, period)
        ]
        yield heads_measure(
            rule, (scope.label, "successor", label), rule.count, coming, is_triggered
        )
    required = dict.fromkeys(
        n.skill
        for n in org.needs
        if n.scope == scope
        and scope.kind is ScopeKind.TEAM
        and n.strength is Strength.MUST
        and rule.owner_level
    )
    for area in required:
        owners = able(walk, people, area, rule.owner_level or 0, period)
        yield heads_measure(rule, (scope.label, f"owner of {area}", label), 1, owners, is_triggered)


def seats_that_help(
    org: Organisation, rule: Echelon, role: Role, team: str, bounds: HeadcountUpperBounds
) -> int:
    """Successors, and an owner for each area that the role can own.

    Parameters
    ----------
    org
        Read for must needs of teams.
    rule
        Without a skill it asks for no successors, without `owner_level` for no owners.
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
    >>> rule = Echelon(
    ...     id="R-1",
    ...     scopes=(org.need["N-001"].scope,),
    ...     threshold=8,
    ...     skill="Team leadership",
    ...     level=3,
    ... )
    >>> bounds = HeadcountUpperBounds(
    ...     {"Apps": 9, "Payments": 12, "Payments SRE": 4, "Product": 3}, {}, {}, {}
    ... )
    >>> seats_that_help(org, rule, org.role["Lead engineer"], "Payments", bounds)
    1
    """
    scopes = scopes_with(org, rule, team, bounds)
    succeeds = rule.skill is not None and brings(role, rule.skill, rule.level or COVERS)
    owned = [area for scope in scopes for area in areas(org, scope) if rule.owner_level]
    owns = sum(brings(role, area, rule.owner_level or COVERS) for area in owned)
    return rule.count * succeeds * bool(scopes) + owns


def skills_that_help(
    org: Organisation, rule: Echelon, scope: Scope, person: Person
) -> Iterator[SkillTarget]:
    """The skill of a successor, where having begun it counts, and each area at the level of an
    owner.

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
    >>> rule = Echelon(
    ...     id="R-1",
    ...     scopes=(org.need["N-001"].scope,),
    ...     threshold=8,
    ...     skill="Team leadership",
    ...     level=3,
    ... )
    >>> list(skills_that_help(org, rule, rule.scopes[0], org.people[1]))
    [SkillTarget(skill='Team leadership', level=3, training_counts=True)]
    """
    if rule.skill:
        yield SkillTarget(rule.skill, rule.level or COVERS, training_counts=True)
    if rule.owner_level:
        yield from (SkillTarget(area, rule.owner_level) for area in areas(org, scope))


reach = scope_alone


def explain(measure: Measure, org: Organisation) -> str:
    """Say which team lacks which part of its echelon.

    Parameters
    ----------
    measure
        One of a missing successor or owner.
    org
        Read for the rule.

    Examples
    --------
    >>> rule = Echelon(
    ...     id="R-1",
    ...     scopes=(org.need["N-001"].scope,),
    ...     threshold=8,
    ...     skill="Team leadership",
    ...     level=3,
    ... )
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> explain(next(one for one in measure(judged_on) if one.is_short), judged_on.org)
    '2027-Q1: Payments has 8 people or more and needs 1 successor, it has 0: 1 short. Start
    training somebody in Team leadership, hire somebody who can, or keep the team below 8.'
    """
    rule_id, scope, what, period = measure.key
    rule = org.rule_as(Echelon, rule_id)
    lever = (
        _("Start training somebody in {skill}", skill=rule.skill)
        if what == "successor"
        else _("Train somebody up to own it")
    )
    return _(
        "{period}: {scope} has {threshold} people or more and needs {needed}, it has {planned:g}:"
        " {short:g} short. {lever}, hire somebody who can, or keep the team below {threshold}.",
        **measure.figures,
        scope=scope_in_words(scope),
        threshold=rule.threshold or 1,
        needed=number_of(what, measure.required),
        lever=lever,
    )


def phrase(key: Key) -> str:
    """What a row of the rule asks for, to stand before the name of its scope.

    Parameters
    ----------
    key
        Rule, scope, what is counted, and period.

    Examples
    --------
    >>> phrase(("R-1", "Apps", "successor", "2027-Q1"))
    'successor for'
    """
    return _("{what} for", what=shown_aspect(key[2]))


def in_words(rule: Echelon) -> str:
    """What a rule enforces in a scope, to be followed by when it does.

    Parameters
    ----------
    rule
        Whichever of both parts it asks for.

    Examples
    --------
    >>> in_words(
    ...     Echelon(
    ...         id="R-1",
    ...         scopes=(org.need["N-001"].scope,),
    ...         threshold=8,
    ...         skill="Team leadership",
    ...         level=3,
    ...     )
    ... )
    '1 ready to succeed the lead, with Team leadership at 3 or above or in training'
    """
    parts = []
    if rule.skill:
        parts.append(
            _(
                "{count} ready to succeed the lead, {able} or in training",
                count=rule.count,
                able=with_skill(rule.skill, rule.level or 3).strip(),
            )
        )
    if rule.owner_level:
        parts.append(
            _(
                "an owner at {owner_level} or above for each area of the team",
                owner_level=rule.owner_level,
            )
        )
    return _(" and ").join(parts)
