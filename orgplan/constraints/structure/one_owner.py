r"""Each area has one owner, and nobody owns too many: areas can be shared out to named people who
are able to own them.

.. math::

    \sum_{a \in A_S} (\sum_{p \in S} o_{pat} + \sum_b o_{bat}) + u_{St} &\ge |A_S|\, z_{St} &&
    \forall S, t \\
    \sum_{p \in S} o_{pat} + \sum_b o_{bat} &\le 1 && \forall S, a, t \\
    \sum_a o_{pat} &\le m, \qquad o_{pat} \le [\ell_{pa}(t) \ge \lambda] && \forall p, a, t \\
    \sum_{a \in b} o_{bat} &\le m \sum_{p \in b} 1 + m \sum_{r, j \in S, \tau \le t} hire_{rj\tau}
    && \forall S, b, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`A_S`               areas: listed (``skills``), else of the musts in S           –
:math:`o_{pat}`           1 when p, who may learn or move, is the owner of area a     0–1
:math:`o_{bat}`           areas a owned by people and seats of one bundle             0–1
:math:`b`                 the areas that somebody is able to own                      –
:math:`\ell_{pa}(t)`      level of p in the area in t, with what is learned           0–5
:math:`\lambda`           level at which somebody can own an area (``level``)         0–5
:math:`m`                 most areas of one person (``most_areas``)                   areas
:math:`z_{St}`            1 when the scope has anybody (or reached the threshold)      0/1
:math:`u_{St}`            areas without an owner, whole                               areas
========================  ==========================================================  =====

Owners are shared out as a flow in a network with whole capacities, so each o is whole where the
decisions are. An area that could have several owners has one. Groups that are planned by numbers
have no names and own nothing. Source: team management text 002 (core members who each own an area).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
    allocate,
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
    critical_skills,
    holds,
    scope_alone,
    scopes_with,
    seat_holds,
)
from ..model.linear import Var
from ..parameters import Parameters
from .loops import rule_requirements, triggered
from .measures import critical_in, rule_measure
from .words import each_of

FAMILY = "one_owner"


class OneOwner(Rule):
    """One owner for each area, and no more areas than one person can own."""

    of_those_there: ClassVar[bool] = True
    of_no_role: ClassVar[bool] = True

    family: Literal["one_owner"] = "one_owner"
    skills: tuple[str, ...] = Field(
        default=(), description="Areas; blank means the skills of the must needs inside the scope"
    )
    level: Level | None = Field(default=None, description="Level asked of the skill, 3 if blank")
    most_areas: int = Field(
        default=1, ge=1, description="Most areas that one person owns, 1 if blank"
    )


PARAMETERS = Parameters(
    OneOwner,
    aliases=("one owner", "单一负责人"),
    shortfall_unit="areas short",
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State the assignment of owners and one demand for each rule, scope and period.

    Parameters
    ----------
    rows
        Takes one demand by (rule, scope, period): areas with an owner; and ties for who owns what.
    org
        Read for rules and must needs.
    x
        Whatever changes who is there and what they can do.

    Examples
    --------
    >>> rule = OneOwner(
    ...     id="R-1", scopes=(org.need["N-003"].scope,), skills=("React", "TypeScript", "iOS")
    ... )
    >>> emit(rows, org.replace(rules=(rule,)), x)
    >>> print(*rows.lines[:2], sep="\n")
    0 <= y[R-1, Apps, React, React, 2027-Q1] <= 1
    one_owner(R-1, Apps, owners of, React, 2027-Q1)   link
    """
    for rule, scope, period, z in triggered(
        rows,
        org,
        x,
        OneOwner,
        lambda rule, scope, period: bool(critical_skills(org, rule.skills, scope)),
    ):
        _emit_one(rows, org, x, rule, scope, period, z)


def _emit_one(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    rule: OneOwner,
    scope: Scope,
    period: int,
    z: Linear,
) -> None:
    """Who owns what as a flow: seats that can own the same areas are one pool, people one by one;
    each area has one owner at the most.
    """
    areas, key, label = (
        critical_skills(org, rule.skills, scope),
        (rule.id, scope.label),
        org.calendar.label(period),
    )
    owned = {area: Linear() for area in areas}
    pools: dict[tuple[str, ...], Linear] = defaultdict(Linear)
    level, part = rule.level or COVERS, org.part(scope)
    asked = [Capability(part, area, level, period) for area in areas]
    for person in x.people_in(org, org.teams_of(scope)):
        if person.is_group:
            continue
        own = _areas_of(rows, org, x, person, asked)
        if any(holding.terms for holding in own.values()):
            of_person = Linear()
            for area, owner in _owners(rows, (*key, person.id), label, own):
                owned[area].add(1, owner)
                of_person.add(1, owner)
            rows.link(FAMILY, (*key, person.id, label), of_person, rule.most_areas)
        else:
            pools[tuple(own)].constant += rule.most_areas
    for seat, seats in x.seats_in(part, period):
        able = tuple(area for area in areas if seat_holds(org, seat, area, level, period))
        pools[able].add(rule.most_areas, seats)
    for bundle in filter(None, sorted(pools)):
        _share_out(rows, (*key, "+".join(bundle)), label, pools[bundle], owned, bundle)
    total = Linear()
    for area, owners in owned.items():
        rows.link(FAMILY, (*key, "one for", area, label), owners, 1.0)
        total = total.plus(owners)
    rows.demand(FAMILY, (*key, label), total.plus(z, -len(areas)), 0.0, rule.strength, rule.weight)


def _share_out(
    rows: ModelSink,
    key: Key,
    label: str,
    room: Linear,
    owned: Mapping[str, Linear],
    bundle: Sequence[str],
) -> None:
    """The areas of a bundle go to those who can own all of them, as far as they have room."""
    given = Linear()
    for area in bundle:
        owner = rows.amount(FAMILY, (*key, area, label), 1.0)
        owned[area].add(1, owner)
        given.add(1, owner)
    *place, named = key
    rows.link(FAMILY, (*place, "owners of", named, label), given.plus(room, -1), 0.0)


def _areas_of(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    person: Person,
    asked: Sequence[Capability],
) -> dict[str, Linear]:
    """Areas that somebody is able to own or may come to be."""
    found = {one.skill: holds(rows, org, x, person, one) for one in asked}
    return {area: holding for area, holding in found.items() if holding.terms or holding.constant}


def _owners(
    rows: ModelSink, key: Key, label: str, able: Mapping[str, Linear]
) -> Iterator[tuple[str, Var]]:
    """How much somebody owns of each area, no more than they are able to."""
    for area, holding in able.items():
        owner = rows.amount(FAMILY, (*key, area, label), 1.0)
        rows.link(FAMILY, (*key, area, label), Linear.of(owner).plus(holding, -1), 0.0)
        yield area, owner


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Share the areas of each scope out to the people who are able to own them, at the end of each
    period.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Areas; the largest number that can have an owner at once is worked out as a maximum flow.

    Examples
    --------
    >>> rule = OneOwner(
    ...     id="R-1", scopes=(org.need["N-003"].scope,), skills=("React", "TypeScript", "iOS")
    ... )
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> first = next(measure(judged_on))
    >>> first.key, first.required, first.planned, first.shortfall
    (('R-1', 'Apps', '2027-Q1'), 3, 2, 1)
    """
    for rule, scope, period, is_triggered in rule_requirements(walk, OneOwner):
        if areas := critical_in(walk, rule.skills, scope):
            yield _judge(walk, rule, scope, areas, period, is_triggered)


def _judge(
    walk: PlanSimulation,
    rule: OneOwner,
    scope: Scope,
    areas: Sequence[str],
    period: int,
    is_triggered: bool,
) -> Measure:
    """As many areas as can have an owner at once, found by a maximum flow from people to areas."""
    people: dict[frozenset[str], list[str]] = defaultdict(list)
    for member in walk.at_end(period, scope):
        if member.person is None or not member.person.is_group:
            able = frozenset(
                area for area in areas if walk.level(member, area, period) >= (rule.level or COVERS)
            )
            people[able].append(member.id)
    shared = allocate(
        {able: float(rule.most_areas * len(ids)) for able, ids in people.items()},
        [(area, 1.0) for area in areas],
    )
    owned = round(sum(shared.values()))
    return rule_measure(
        rule,
        (scope.label, walk.org.calendar.label(period)),
        len(areas) if is_triggered else 0,
        owned,
        len(areas) - owned if is_triggered else 0,
        sorted(name for able in {able for able, _ in shared} for name in people[able]),
        is_triggered,
        unit="areas",
    )


def seats_that_help(
    org: Organisation, rule: OneOwner, role: Role, team: str, bounds: HeadcountUpperBounds
) -> int:
    """An owner for each area that the role can own, in the scope that has most of them.

    Parameters
    ----------
    org
        Read for must needs.
    rule
        One that is switched on.
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
    >>> rule = OneOwner(
    ...     id="R-1", scopes=(org.need["N-003"].scope,), skills=("React", "TypeScript", "iOS")
    ... )
    >>> bounds = HeadcountUpperBounds(
    ...     {"Apps": 9, "Payments": 12, "Payments SRE": 4, "Product": 3}, {}, {}, {}
    ... )
    >>> seats_that_help(org, rule, org.role["Frontend engineer"], "Apps", bounds)
    2
    """
    scopes = scopes_with(org, rule, team, bounds)
    owned = (
        sum(brings(role, s, rule.level or COVERS) for s in critical_skills(org, rule.skills, scope))
        for scope in scopes
    )
    return max(owned, default=0)


def skills_that_help(
    org: Organisation, rule: OneOwner, scope: Scope, person: Person
) -> Iterator[SkillTarget]:
    """Each area, at the level of an owner.

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
    >>> rule = OneOwner(
    ...     id="R-1", scopes=(org.need["N-003"].scope,), skills=("React", "TypeScript", "iOS")
    ... )
    >>> list(skills_that_help(org, rule, rule.scopes[0], org.people[13]))
    [SkillTarget(skill='React', level=3, training_counts=False), SkillTarget(skill='TypeScript',
    level=3, training_counts=False), SkillTarget(skill='iOS', level=3, training_counts=False)]
    """
    level = rule.level or COVERS
    return (SkillTarget(area, level) for area in critical_skills(org, rule.skills, scope))


reach = scope_alone


def explain(measure: Measure, org: Organisation) -> str:
    """Say how many areas of which scope have no owner.

    Parameters
    ----------
    measure
        One of areas without an owner.
    org
        Read for the rule.

    Examples
    --------
    >>> rule = OneOwner(
    ...     id="R-1", scopes=(org.need["N-003"].scope,), skills=("React", "TypeScript", "iOS")
    ... )
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> explain(next(one for one in measure(judged_on) if one.is_short), judged_on.org)
    '2027-Q1: Apps has 3 areas to own, one for each person at level 3 or above, and an owner for
    2: 1 short. Train somebody up to own one, or hire somebody who can.'
    """
    rule_id, scope, period = measure.key
    rule = org.rule_as(OneOwner, rule_id)
    each = (
        _("one") if rule.most_areas == 1 else _("at most {most_areas}", most_areas=rule.most_areas)
    )
    return _(
        "{period}: {scope} has {required:g} areas to own, {each} for each person at level {level}"
        " or above, and an owner for {planned:g}: {short:g} short. Train somebody up to own one, or"
        " hire somebody who can.",
        **measure.figures,
        scope=scope_in_words(scope),
        each=each,
        level=rule.level or COVERS,
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
    'an owner for each area in'
    """
    return _("an owner for each area in")


def in_words(rule: OneOwner) -> str:
    """What a rule enforces in a scope, to be followed by when it does.

    Parameters
    ----------
    rule
        Without skills it takes those of must needs.

    Examples
    --------
    >>> in_words(
    ...     OneOwner(
    ...         id="R-1", scopes=(org.need["N-003"].scope,), skills=("React", "TypeScript", "iOS")
    ...     )
    ... )
    'each of React, TypeScript and iOS has an owner at 3 or above, who owns at most one area'
    """
    what = each_of(rule.skills, N_("the skills that its musts ask for"))
    most = (
        _("one area")
        if rule.most_areas == 1
        else _("{most_areas} areas", most_areas=rule.most_areas)
    )
    return _(
        "each of {what} has an owner at {level} or above, who owns at most {most}",
        what=what,
        level=rule.level or COVERS,
        most=most,
    )
