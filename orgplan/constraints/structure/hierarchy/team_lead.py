r"""Teams are led: whoever leads leaves a vacancy when moving, leaving or being let go, until
somebody who is ready takes over.

.. math::

    lead_{St} + \sum_{p} \lambda_{pSt} + u_{St} \ge z_{St} \qquad \forall S, t

=====================  ==========================================================  =====
symbol                 meaning                                                     unit
=====================  ==========================================================  =====
:math:`lead_{St}`      leads of today in the team of today at the end of t         heads
:math:`\lambda_{pSt}`  1 when p has taken over a team of S and is in it then       0/1
:math:`z_{St}`         1 when the scope has anybody (or reached the threshold)      0/1
:math:`u_{St}`         leads short                                                 heads
=====================  ==========================================================  =====

With ``skill`` and ``level`` whoever takes over has it on the day
(:mod:`orgplan.constraints.limits.takeovers` states it); today's lead is not asked. Source: practice
of handing over teams; team management text 002 (successors for the lead).
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

from ...model import (
    DecisionVariables,
    HeadcountUpperBounds,
    ModelSink,
    SkillTarget,
    could_lead,
    heads_of_leads,
    scope_alone,
    scopes_with,
    skills_of_leads,
)
from ...parameters import Parameters
from ..loops import ask, rule_requirements, triggered
from ..measures import heads_measure, leads_in
from ..words import with_skill

FAMILY = "team_lead"


class TeamLead(Rule):
    """Who takes over a team that has no lead any more."""

    of_those_there: ClassVar[bool] = True
    of_needs: ClassVar[bool] = False
    of_no_role: ClassVar[bool] = True

    family: Literal["team_lead"] = "team_lead"
    skill: str | None = Field(default=None, description="Skill of who takes over")
    level: Level | None = Field(default=None, description="Level asked of the skill, 3 if blank")

    @property
    def looks_at_leads(self) -> bool:
        """It asks for them."""
        return True

    @property
    def asks_for_leads(self) -> bool:
        """Also where there never was one."""
        return True

    @property
    def skill_of_leads(self) -> tuple[str, int] | None:
        """What somebody needs to take over."""
        return None if self.skill is None else (self.skill, self.level or COVERS)


PARAMETERS = Parameters(
    TeamLead,
    only_with={"level": "skill"},
    aliases=("team lead", "团队负责人"),
    shortfall_unit="leads short",
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one demand for each rule, scope and period.

    Parameters
    ----------
    rows
        Takes one demand by (rule, scope, period): leads.
    org
        Read for leads of teams.
    x
        Moves, redundancies and takeovers.

    Examples
    --------
    >>> rule = TeamLead(
    ...     id="R-1", scopes=(org.need["N-003"].scope,), skill="Team leadership", level=3
    ... )
    >>> emit(rows, org.replace(rules=(rule,)), x)
    >>> print(*rows.lines[:2], sep="\n")
    team_lead(R-1, Apps, 2027-Q1)   must, weight 1
        short >= 0
    """
    for rule, scope, period, z in triggered(rows, org, x, TeamLead):
        leads = heads_of_leads(org, x, org.teams_of(scope), period)
        ask(rows, org, rule, (scope, period, z), leads, 1)


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Look for the leads of each scope at the end of each period.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Leads, with who they are.

    Examples
    --------
    >>> rule = TeamLead(
    ...     id="R-1", scopes=(org.need["N-003"].scope,), skill="Team leadership", level=3
    ... )
    >>> judged_on = PlanSimulation(org.replace(rules=(rule,)), walk.plan)
    >>> first = next(measure(judged_on))
    >>> first.key, first.required, first.planned, first.shortfall
    (('R-1', 'Apps', '2027-Q1'), 1, 1.0, 0)
    """
    for rule, scope, period, is_triggered in rule_requirements(walk, TeamLead):
        key = (scope.label, walk.org.calendar.label(period))
        yield heads_measure(rule, key, 1, leads_in(walk, scope, period), is_triggered)


def seats_that_help(
    org: Organisation, rule: TeamLead, role: Role, team: str, bounds: HeadcountUpperBounds
) -> int:
    """One in each scope that could be led by it.

    Parameters
    ----------
    org
        Read for rules on leads.
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
    """
    return could_lead(org, role, team) * len(scopes_with(org, rule, team, bounds))


def skills_that_help(
    org: Organisation, rule: TeamLead, scope: Scope, person: Person
) -> Iterator[SkillTarget]:
    """What leads need, where somebody may have to take over.

    Parameters
    ----------
    org
        Read for rules on leads.
    rule
        Unused: what it takes to lead a team is the same for every rule.
    scope
        Where leads may be gone.
    person
        Unused: the same helps everybody in the scope.

    Yields
    ------
    SkillTarget
        Skill and level.
    """
    return skills_of_leads(org, scope)


reach = scope_alone


def explain(measure: Measure, org: Organisation) -> str:
    """Say which team has nobody to lead it.

    Parameters
    ----------
    measure
        One of a team without a lead.
    org
        Read for the rule.

    Examples
    --------
    >>> rule = TeamLead(
    ...     id="R-1", scopes=(org.need["N-003"].scope,), skill="Team leadership", level=3
    ... )
    >>> explain(
    ...     Measure(FAMILY, ("R-1", "Apps", "2027-Q1"), 1, 0, 1, "heads"),
    ...     org.replace(rules=(rule,)),
    ... )
    '2027-Q1: Apps needs 1 lead and has 0: 1 short. Train or hire somebody with Team leadership
    at 3 who takes over, or name a lead on Teams.'
    """
    rule_id, scope, period = measure.key
    rule = org.rule_as(TeamLead, rule_id)
    ready = (
        _("with {skill} at {level}", skill=rule.skill, level=rule.level or COVERS)
        if rule.skill
        else _("in a role that manages")
    )
    return _(
        "{period}: {scope} needs {required:g} lead and has {planned:g}: {short:g} short. Train or"
        " hire somebody {ready} who takes over, or name a lead on Teams.",
        **measure.figures,
        scope=scope_in_words(scope),
        ready=ready,
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
    'a lead for'
    """
    return _("a lead for")


def in_words(rule: TeamLead) -> str:
    """What a rule enforces in a scope, to be followed by when it does.

    Parameters
    ----------
    rule
        Without a skill, any role that manages will do.

    Examples
    --------
    >>> in_words(
    ...     TeamLead(id="R-1", scopes=(org.need["N-003"].scope,), skill="Team leadership", level=3)
    ... )
    'a lead; where the lead goes, somebody with Team leadership at 3 or above takes over'
    """
    ready = (
        with_skill(rule.skill, rule.level or COVERS) if rule.skill else _(" in a role that manages")
    )
    return _("a lead; where the lead goes, somebody{ready} takes over", ready=ready)
