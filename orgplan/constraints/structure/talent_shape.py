r"""Some people are T- or π-shaped: a team has a given number with a deep line, breadth in another
field, and a second leg in a third.

.. math::

    \sum_{p \in S} y_{pt} + \sum_{r,j \in S,\tau} shape_r(t - \tau)\, hire_{rj\tau} + u_{St} &\ge
    k\, z_{St} && \forall S, t \\
    y_{pt} &\le \sum_{s \in g} ([\ell_{ps} \ge \lambda_g] + \sum_{e \ni \lambda_g,\ \tau \le t -
    D_e} train_{pe\tau}) && \forall p, g, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`g`                 part of the shape: deep line, breadth, second leg            –
:math:`s \in g`           skills of the part's groups (``Skill groups``)               –
:math:`\lambda_g`         level that the part asks for                                0–5
:math:`y_{pt}`            1 when a person has every part, in part by training          0–1
:math:`shape_r(q)`        1 when a seat has every part in its q-th period              0/1
:math:`e \ni \lambda_g`   step of training that crosses the level; it takes D          –
:math:`k`                 people of that shape that are wanted (``count``)            heads
:math:`z_{St}`            1 when the scope has anybody of the counted families         0/1
========================  ==========================================================  =====

Each y is bounded by whole numbers and a larger one is never worse, so that it is whole without
being asked to be. Source: text 003 (portrait of a Golang engineer).
"""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar, Literal

from pydantic import Field

from orgplan.domain import (
    COVERS,
    DEEP,
    GROUP_NAMES,
    GROUPS,
    Key,
    Level,
    Measure,
    Organisation,
    Person,
    PlanSimulation,
    Role,
    Rule,
    Scope,
    named,
    scope_in_words,
    steps,
)
from orgplan.language import N_, _

from ..model import (
    DecisionVariables,
    HeadcountUpperBounds,
    Linear,
    ModelSink,
    Situation,
    SkillTarget,
    brings,
    level_at,
    scope_alone,
    scopes_with,
    seat_level,
    situations,
    trained_to_level,
)
from ..parameters import Parameters, Required
from .loops import ask, rule_requirements, triggered
from .measures import heads_measure

FAMILY = "talent_shape"


class TalentShape(Rule):
    """How many people have a deep line, breadth and a second leg."""

    of_those_there: ClassVar[bool] = True
    of_needs: ClassVar[bool] = False

    family: Literal["talent_shape"] = "talent_shape"
    count: int = Field(default=1, ge=1, description="How many are required, 1 if blank")
    level: Level | None = Field(default=None, description="Level of the deep line, 4 if blank")
    deep_groups: tuple[str, ...] = Field(
        default=(), description="Groups of skills of the deep line"
    )
    broad_groups: tuple[str, ...] = Field(default=(), description="Groups of skills of the breadth")
    broad_level: Level | None = Field(default=None, description="Level of the breadth, 3 if blank")
    leg_groups: tuple[str, ...] = Field(
        default=(), description="Groups of skills of the second leg"
    )
    leg_level: Level | None = Field(default=None, description="Level of the second leg, 3 if blank")

    @property
    def parts(self) -> tuple[tuple[str, tuple[str, ...], int], ...]:
        """Parts that are asked for: name, groups of skills, level."""
        parts = (
            (N_("deep line"), self.deep_groups, self.level or DEEP),
            (N_("breadth"), self.broad_groups, self.broad_level or COVERS),
            (N_("second leg"), self.leg_groups, self.leg_level or COVERS),
        )
        return tuple(part for part in parts if part[1])


PARAMETERS = Parameters(
    TalentShape,
    required=(
        Required(
            ("deep_groups",),
            "the groups of skills of the deep line",
            f"Fill in groups, for instance {', '.join(GROUPS)}.",
        ),
    ),
    only_with={"broad_level": "broad_groups", "leg_level": "leg_groups"},
    aliases=("talent shape", "人才形态"),
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one demand for each rule, scope and period, and what bounds each person who may grow
    into the shape.

    Parameters
    ----------
    rows
        Takes one demand by (rule, scope, period), in heads; and an amount with ties for each person
        who may grow into the shape.
    org
        Read for rules and groups of skills.
    x
        Whatever changes who is there and what they can do.

    Examples
    --------
    >>> rule = TalentShape(
    ...     id="R-1",
    ...     scopes=(org.need["N-003"].scope,),
    ...     count=3,
    ...     deep_groups=("frontend",),
    ...     broad_groups=("mobile",),
    ... )
    >>> emit(rows, org.replace(rules=(rule,)), x)
    >>> print(*rows.lines[:2], sep="\n")
    talent_shape(R-1, Apps, 2027-Q1)   must, weight 1
        -3 + short >= 0
    """
    for rule, scope, period, z in triggered(rows, org, x, TalentShape):
        there = _shaped(rows, org, x, rule, scope, period)
        ask(rows, org, rule, (scope, period, z), there, rule.count)


ShapePart = tuple[str, tuple[str, ...], int]  # name, skills of its groups, level


def _parts(org: Organisation, rule: TalentShape) -> tuple[ShapePart, ...]:
    return tuple(
        (name, tuple(s for g in groups for s in org.skills_of_group.get(g, ())), level)
        for name, groups, level in rule.parts
    )


def _shaped(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    rule: TalentShape,
    scope: Scope,
    period: int,
) -> Linear:
    """People who have, or may grow into, every part of the shape, and seats that bring it."""
    part, parts, total = org.part(scope), _parts(org, rule), Linear()
    for person in x.people_in(org, part.teams):
        for at in situations(org, x, person, period):
            if at.place in part:
                total.include(
                    _grown(
                        rows, org, x, parts, person, at, period, (rule.id, scope.label, person.id)
                    )
                )
    for seat, seats in x.seats_in(part, period):
        level_of = partial(seat_level, org, seat, period=period)
        total.add(
            float(
                all(
                    any(level_of(skill=skill) >= level for skill in skills)
                    for _, skills, level in parts
                )
            ),
            seats,
        )
    return total


def _grown(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    parts: tuple[ShapePart, ...],
    person: Person,
    at: Situation,
    period: int,
    key: Key,
) -> Linear:
    """Whether somebody of the roster is there and of the shape: as they are, a variable that
    training frees, or nothing.
    """
    without_skill: list[tuple[str, Linear]] = []
    for name, skills, level in parts:
        if any(level_at(org, person, at.move, skill, period) >= level for skill in skills):
            continue
        learned = Linear()
        for skill in skills:
            learned = learned.plus(trained_to_level(org, x, person, skill, level, period))
        if not learned.terms or person.is_group:
            return Linear()
        without_skill.append((name, learned))
    if not without_skill:
        return at.here
    if at.here.terms:
        without_skill.append(("there", at.here))
    label = org.calendar.label(period)
    shaped = rows.amount(FAMILY, (*key, label), 1.0)
    for name, learned in without_skill:
        rows.link(FAMILY, (*key, name, label), Linear.of(shaped).plus(learned, -1), 0.0)
    return Linear.of(shaped)


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count who is of the shape at the end of each period.

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
    >>> rule = TalentShape(
    ...     id="R-1",
    ...     scopes=(org.need["N-003"].scope,),
    ...     count=3,
    ...     deep_groups=("frontend",),
    ...     broad_groups=("mobile",),
    ... )
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> first = next(measure(judged_on))
    >>> first.key, first.required, first.planned, first.shortfall
    (('R-1', 'Apps', '2027-Q1'), 3, 0, 3)
    """
    for rule, scope, period, is_triggered in rule_requirements(walk, TalentShape):
        required = [
            ([s for s, group in walk.org.skill_groups.items() if group in groups], level)
            for _, groups, level in rule.parts
        ]
        by = [
            member
            for member in walk.at_end(period, scope)
            if all(
                any(walk.level(member, skill, period) >= level for skill in skills)
                for skills, level in required
            )
        ]
        key = (scope.label, walk.org.calendar.label(period))
        yield heads_measure(rule, key, rule.count, by, is_triggered)


def seats_that_help(
    org: Organisation, rule: TalentShape, role: Role, team: str, bounds: HeadcountUpperBounds
) -> int:
    """As many as are needed, where the role brings every part of the shape.

    Parameters
    ----------
    org
        Read for groups of skills.
    rule
        Its parts: one skill of each group at its level.
    role, team
        The kind of seat.
    bounds
        Most heads by team.

    Returns
    -------
    int
        Heads.
    """
    shaped = all(
        any(brings(role, skill, level) for skill in skills)
        for _, skills, level in _parts(org, rule)
    )
    return rule.count * shaped * bool(scopes_with(org, rule, team, bounds))


def skills_that_help(
    org: Organisation, rule: TalentShape, scope: Scope, person: Person
) -> Iterator[SkillTarget]:
    """What somebody could learn towards the shape; nothing where a part is missing that no course
    on offer leads to.

    Parameters
    ----------
    org
        Read for groups of skills and courses.
    rule, scope
        A rule in one of its scopes.
    person
        Read for levels; parts that they have are left out.

    Yields
    ------
    SkillTarget
        Skill and level.
    """
    learnable: list[SkillTarget] = []
    for _name, skills, level in _parts(org, rule):
        if any(person.level(skill) >= level for skill in skills):
            continue
        taught = [s for s in skills if _leads_to(org, person, s, level)]
        if not taught:
            return
        learnable += [SkillTarget(skill, level) for skill in taught]
    yield from learnable


def _leads_to(org: Organisation, person: Person, skill: str, level: int) -> bool:
    return any(course.to_level >= level for course, _ in steps(org, person, skill, level))


reach = scope_alone


def explain(measure: Measure, org: Organisation) -> str:
    """Say which team lacks people of the shape, and what the shape is.

    Parameters
    ----------
    measure
        One of too few people of the shape.
    org
        Read for the rule.

    Examples
    --------
    >>> rule = TalentShape(
    ...     id="R-1",
    ...     scopes=(org.need["N-003"].scope,),
    ...     count=3,
    ...     deep_groups=("frontend",),
    ...     broad_groups=("mobile",),
    ... )
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> explain(next(one for one in measure(judged_on) if one.is_short), judged_on.org)
    '2027-Q1: Apps needs 3 people with deep line in frontend at 4, breadth in mobile at 3 and has 0:
    3 short. Train somebody in the part that is missing, or hire somebody who brings all of them.'
    """
    rule_id, scope, period = measure.key
    rule = org.rule_as(TalentShape, rule_id)
    shape = _shape(rule)
    return _(
        "{period}: {scope} needs {people} with {value} and has {planned:g}: {short:g} short. Train"
        " somebody in the part that is missing, or hire somebody who brings all of them.",
        **measure.figures,
        scope=scope_in_words(scope),
        value=shape or _("any skills"),
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
    'people with the skill profile asked for in'
    """
    return _("people with the skill profile asked for in")


def in_words(rule: TalentShape) -> str:
    """What a rule enforces in a scope, to be followed by when it does.

    Parameters
    ----------
    rule
        Its count and parts.

    Examples
    --------
    >>> in_words(
    ...     TalentShape(
    ...         id="R-1",
    ...         scopes=(org.need["N-003"].scope,),
    ...         count=3,
    ...         deep_groups=("frontend",),
    ...         broad_groups=("mobile",),
    ...     )
    ... )
    '3 with deep line in frontend at 4, breadth in mobile at 3'
    """
    return _("{count} with {parts}", count=rule.count, parts=_shape(rule))


def _shape(rule: TalentShape) -> str:
    """The parts that are asked for, with groups of skills and levels."""
    return _(", ").join(
        _(
            "{name} in {groups} at {level}",
            name=_(name),
            groups=_(" or ").join(named(group, GROUP_NAMES) for group in groups),
            level=level,
        )
        for name, groups, level in rule.parts
    )
