r"""Goals are reviewed in time: whenever a review falls due, somebody of the team can put goals into
figures and judge them.

.. math::

    holders_S(s, \lambda, t) + u_{St} \ge k\, z_{St} \qquad \forall S,\ t: \lfloor (t + 1) L / m
    \rfloor > \lfloor t L / m \rfloor

========================  ==========================================================  ======
symbol                    meaning                                                     unit
========================  ==========================================================  ======
:math:`holders_S`         people of the scope at or above a level, or its leads       heads
:math:`s, \lambda`        skill and level at which somebody can hold a review         0–5
:math:`k`                 how many are needed (``count``)                             heads
:math:`L`                 length of a period                                          months
:math:`m`                 months between reviews (``every_months``)                   months
:math:`z_{St}`            1 when the scope has anybody (or reached the threshold)      0/1
========================  ==========================================================  ======

A review closes every m months of the horizon, so it falls due in the period in which such a month
ends; a cadence shorter than a period falls due in each. Without ``skill`` the lead holds it, or
whoever has taken over. Source: team management text 002 (goals put
into figures and assessed each quarter).
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
    ModelSink,
    SkillTarget,
    brings,
    could_lead,
    heads_of_leads,
    holders,
    scope_alone,
    scopes_with,
    skills_of_leads,
)
from ..parameters import Parameters
from .loops import ask, rule_requirements, triggered
from .measures import able, heads_measure, leads_in
from .words import with_skill

FAMILY = "review_cadence"


class ReviewCadence(Rule):
    """How often goals are reviewed, and who can hold the review."""

    of_those_there: ClassVar[bool] = True
    of_needs: ClassVar[bool] = False

    family: Literal["review_cadence"] = "review_cadence"
    skill: str | None = Field(default=None, description="Skill of a reviewer, the lead if blank")
    level: Level | None = Field(default=None, description="Level asked of the skill, 3 if blank")
    count: int = Field(default=1, ge=1, description="How many are required, 1 if blank")
    every_months: int | None = Field(
        default=None, ge=1, description="Months between reviews; blank means every period"
    )

    @property
    def looks_at_leads(self) -> bool:
        """Where no skill is named, the lead holds the review."""
        return self.skill is None


PARAMETERS = Parameters(
    ReviewCadence,
    only_with={"level": "skill"},
    aliases=("review cadence", "考核周期"),
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one demand for each rule, scope and period in which a review falls due.

    Parameters
    ----------
    rows
        Takes one demand by (rule, scope, period), in heads, in the periods in which a review falls
        due.
    org
        Read for rules and the length of periods.
    x
        Takeovers, and whatever changes what people can do.

    Examples
    --------
    >>> rule = ReviewCadence(
    ...     id="R-1", scopes=(org.need["N-003"].scope,), skill="iOS", level=3, every_months=6
    ... )
    >>> emit(rows, org.replace(rules=(rule,)), x)
    >>> print(*rows.lines[:2], sep="\n")
    review_cadence(R-1, Apps, 2027-Q2)   must, weight 1
        -1 + hire(iOS engineer,Apps,2027-Q2) + hire(Principal mobile engineer,Apps,2027-Q2) + ...
    """
    length = org.calendar.months_per_period

    def due(rule: ReviewCadence, scope: Scope, period: int) -> bool:
        every = rule.every_months or length
        return (period + 1) * length // every > period * length // every

    for rule, scope, period, z in triggered(rows, org, x, ReviewCadence, due):
        part, skill, level = org.part(scope), rule.skill or "", rule.level or COVERS
        there = (
            holders(rows, org, x, Capability(part, skill, level, period))
            if rule.skill
            else heads_of_leads(org, x, part.teams, period)
        )
        ask(rows, org, rule, (scope, period, z), there, rule.count)


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count who can hold the review of each period in which one falls due.

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
    >>> rule = ReviewCadence(
    ...     id="R-1", scopes=(org.need["N-003"].scope,), skill="iOS", level=3, every_months=6
    ... )
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> first = next(measure(judged_on))
    >>> first.key, first.required, first.planned, first.shortfall
    (('R-1', 'Apps', '2027-Q2'), 1, 0, 1)
    """
    for rule, scope, period, is_triggered in rule_requirements(walk, ReviewCadence):
        if _due(walk, rule, period):
            inside, level = walk.at_end(period, scope), rule.level or COVERS
            by = (
                able(walk, inside, rule.skill, level, period)
                if rule.skill
                else leads_in(walk, scope, period)
            )
            key = (scope.label, walk.org.calendar.label(period))
            yield heads_measure(rule, key, rule.count, by, is_triggered)


def _due(walk: PlanSimulation, rule: ReviewCadence, period: int) -> bool:
    """Whether the last month before a review is one of the period's."""
    return rule.every_months is None or any(
        (month + 1) % rule.every_months == 0 for month in walk.org.calendar.months_of(period)
    )


def seats_that_help(
    org: Organisation, rule: ReviewCadence, role: Role, team: str, bounds: HeadcountUpperBounds
) -> int:
    """As many as are needed, where the role brings the skill.

    Parameters
    ----------
    org
        Read for rules on leads.
    rule
        Without a skill a lead holds the review.
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
    >>> rule = ReviewCadence(
    ...     id="R-1", scopes=(org.need["N-003"].scope,), skill="iOS", level=3, every_months=6
    ... )
    >>> bounds = HeadcountUpperBounds(
    ...     {"Apps": 9, "Payments": 12, "Payments SRE": 4, "Product": 3}, {}, {}, {}
    ... )
    >>> seats_that_help(org, rule, org.role["iOS engineer"], "Apps", bounds)
    1
    """
    able = (
        brings(role, rule.skill, rule.level or COVERS)
        if rule.skill
        else could_lead(org, role, team)
    )
    return rule.count * able * bool(scopes_with(org, rule, team, bounds))


def skills_that_help(
    org: Organisation, rule: ReviewCadence, scope: Scope, person: Person
) -> Iterator[SkillTarget]:
    """The skill that a review takes, or what it takes to take over.

    Parameters
    ----------
    org
        Read for rules on leads.
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
    >>> rule = ReviewCadence(
    ...     id="R-1", scopes=(org.need["N-003"].scope,), skill="iOS", level=3, every_months=6
    ... )
    >>> list(skills_that_help(org, rule, rule.scopes[0], org.people[13]))
    [SkillTarget(skill='iOS', level=3, training_counts=False)]
    """
    if rule.skill is None:
        yield from skills_of_leads(org, scope)
    else:
        yield SkillTarget(rule.skill, rule.level or COVERS)


reach = scope_alone


def explain(measure: Measure, org: Organisation) -> str:
    """Say where a review falls due that nobody can hold.

    Parameters
    ----------
    measure
        One of a review that nobody can hold.
    org
        Read for the rule.

    Examples
    --------
    >>> rule = ReviewCadence(
    ...     id="R-1", scopes=(org.need["N-003"].scope,), skill="iOS", level=3, every_months=6
    ... )
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> explain(next(one for one in measure(judged_on) if one.is_short), judged_on.org)
    '2027-Q2: Apps reviews its goals and needs 1 person with iOS at level 3 or above; it has 0: 1
    short. Train somebody up, hire somebody who brings it, or review less often.'
    """
    rule_id, scope, period = measure.key
    rule = org.rule_as(ReviewCadence, rule_id)
    able = _("with {skill} at level {level} or above", skill=rule.skill, level=rule.level or COVERS)
    able, fix = (
        (able, _("Train somebody up, hire somebody who brings it, or review less often"))
        if rule.skill
        else (_("who leads"), _("Train or hire somebody who takes over, or name a lead"))
    )
    return _(
        "{period}: {scope} reviews its goals and needs {people} {able}; it has {planned:g}:"
        " {short:g} short. {fix}.",
        **measure.figures,
        scope=scope_in_words(scope),
        able=able,
        fix=fix,
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
    'somebody to hold reviews in'
    """
    return _("somebody to hold reviews in")


def in_words(rule: ReviewCadence) -> str:
    """What a rule enforces in a scope, to be followed by when it does.

    Parameters
    ----------
    rule
        Without `every_months` a review falls due each period.

    Examples
    --------
    >>> in_words(
    ...     ReviewCadence(
    ...         id="R-1", scopes=(org.need["N-003"].scope,), skill="iOS", level=3, every_months=6
    ...     )
    ... )
    '1 with iOS at 3 or above to hold the review every 6 months'
    """
    every = (
        _("every {every_months} months", every_months=rule.every_months)
        if rule.every_months
        else _("every period")
    )
    able = with_skill(rule.skill, rule.level or COVERS) if rule.skill else _(" who leads")
    return _("{count}{able} to hold the review {every}", count=rule.count, able=able, every=every)
