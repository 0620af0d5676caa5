r"""Partner departments know who to ask: for each of them a team has a contact, its lead or somebody
who can handle it alone.

.. math::

    led_{dt} + holders_{S_d}(s, \lambda, t) + u_{Sdt} \ge k\, z_{St} \qquad \forall S, d, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`d`                 partner department (``Teams``, partners)                     –
:math:`S_d`               teams of the scope that have this partner                    –
:math:`led_{dt}`          leads of those teams at the end of t (takeovers)            heads
:math:`holders_{S_d}`     people of those teams other than their leads at the level   heads
:math:`s, \lambda`        skill, and level at which somebody can be a contact         0–5
:math:`k`                 contacts for each partner (``count``)                       heads
:math:`z_{St}`            1 when the scope has anybody (or reached the threshold)      0/1
:math:`u_{Sdt}`           contacts short                                              heads
========================  ==========================================================  =====

The lead is the contact by default, whatever the skill, and also from another team. One person may
be the contact of several departments. Source: team management text 002 (workflow with other
departments).
"""

from collections.abc import Iterable, Iterator, Set
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
    and_bound,
    brings,
    could_lead,
    heads_of_leads,
    holders,
    holds,
    lead_of_today,
    scope_alone,
    scopes_with,
    seat_holds,
    skills_of_leads,
    takers,
)
from ..parameters import Parameters
from .loops import ask, rule_requirements, triggered
from .measures import able, heads_measure, leads_of
from .words import with_skill

FAMILY = "liaison"


class Liaison(Rule):
    """Contacts of a team for its partner departments."""

    of_those_there: ClassVar[bool] = True
    of_needs: ClassVar[bool] = False

    family: Literal["liaison"] = "liaison"
    skill: str | None = Field(default=None, description="Skill of a contact, leads alone if blank")
    level: Level | None = Field(default=None, description="Level asked of the skill, 3 if blank")
    count: int = Field(default=1, ge=1, description="How many are required, 1 if blank")

    @property
    def looks_at_leads(self) -> bool:
        """Leads are contacts."""
        return True


PARAMETERS = Parameters(
    Liaison,
    only_with={"level": "skill"},
    aliases=("contact", "对接人"),
)


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one demand for each rule, scope, partner department and period.

    Parameters
    ----------
    rows
        Takes one demand by (rule, scope, partner department, period), in heads.
    org
        Read for partners of teams.
    x
        Takeovers, and whatever changes what people can do.

    Examples
    --------
    >>> teams = tuple(team.replace(partners=("Finance",)) for team in org.teams)
    >>> rule = Liaison(id="R-1", scopes=(org.need["N-003"].scope,), skill="React", level=4, count=3)
    >>> there = org.replace(teams=teams, rules=(rule,))
    >>> emit(rows, there, x)
    >>> print(*rows.lines[:2], sep="\n")
    liaison(R-1, Apps, Finance, 2027-Q1)   must, weight 1
        -1 + short >= 0
    """
    for rule, scope, period, z in triggered(
        rows, org, x, Liaison, lambda rule, scope, period: bool(_linked(org, scope))
    ):
        for partner, teams in _linked(org, scope).items():
            contacts = _contacts(rows, org, x, rule, teams, period)
            ask(rows, org, rule, (scope, period, z), contacts, rule.count, partner)


def _linked(org: Organisation, scope: Scope) -> dict[str, frozenset[str]]:
    """Partner department → teams of a scope that work with it."""
    linked: dict[str, frozenset[str]] = {}
    for team in org.teams:
        for partner in team.partners if team.id in org.teams_of(scope) else ():
            linked[partner] = linked.get(partner, frozenset()) | {team.id}
    return linked


def _contacts(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    rule: Liaison,
    teams: frozenset[str],
    period: int,
) -> Linear:
    """Leads of the teams, and holders of the skill in them, each person once."""
    if rule.skill is None:
        return heads_of_leads(org, x, teams, period)
    level = rule.level or COVERS
    capability = Capability(Part(teams), rule.skill, level, period)
    named = frozenset(org.team[team].lead or "" for team in teams) & frozenset(org.person)
    rising = takers(org, x, teams, period)
    but = named | frozenset(who for who in rising if isinstance(who, str))
    total = Linear()
    for lead in (person.id for person in org.people if person.id in named):
        total.include(lead_of_today(org, x, lead, period))
    total.include(holders(rows, org, x, capability, but=but))
    for who, taken in rising.items():  # each is one contact, for whichever reason
        if isinstance(who, str):
            holds_it = holds(rows, org, x, org.person[who], capability)
            total.include(_beside(rows, org, who, period, holds_it, taken))
            total.include(taken)
        elif not seat_holds(org, who, rule.skill, level, period):
            total.include(taken)
    return total


def _beside(
    rows: ModelSink, org: Organisation, who: str, period: int, holds_it: Linear, taken: Linear
) -> Linear:
    """Whether somebody can be a contact without leading: at most both."""
    name = (who, "contact", org.calendar.label(period))
    return and_bound(rows, FAMILY, name, holds_it, Linear(1.0).plus(taken, -1))


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Look for the contacts of each partner department at the end of each period.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Heads, with who they are. Scopes without partners have no row.

    Examples
    --------
    >>> teams = tuple(team.replace(partners=("Finance",)) for team in org.teams)
    >>> rule = Liaison(id="R-1", scopes=(org.need["N-003"].scope,))
    >>> first = next(measure(PlanSimulation(org.replace(teams=teams, rules=(rule,)), walk.plan)))
    >>> first.key, first.required, first.by
    (('R-1', 'Apps', 'Finance', '2027-Q1'), 1, ('P13',))
    """
    for rule, scope, period, is_triggered in rule_requirements(walk, Liaison):
        teams = [team for team in walk.org.teams if team.id in walk.org.teams_of(scope)]
        holding = able(walk, walk.at_end(period), rule.skill, rule.level or COVERS, period)
        for partner in dict.fromkeys(partner for team in teams for partner in team.partners):
            linked = {team.id for team in teams if partner in team.partners}
            key = scope.label, partner, walk.org.calendar.label(period)
            contacts = _simulated_contacts(walk, linked, holding, period)
            yield heads_measure(rule, key, rule.count, contacts, is_triggered)


def _simulated_contacts(
    walk: PlanSimulation, linked: Set[str], holding: Iterable[Member], period: int
) -> list[Member]:
    """Contacts of the teams that a partner is linked to; a named lead who has gone is no contact
    for holding the skill.
    """
    leads = leads_of(walk, linked, period)
    heading = {member.id for member in leads}
    once_named = {walk.org.team[team].lead for team in linked}
    return [
        *leads,
        *(m for m in holding if m.team in linked and m.id not in heading | once_named),
    ]


def seats_that_help(
    org: Organisation, rule: Liaison, role: Role, team: str, bounds: HeadcountUpperBounds
) -> int:
    """Contacts, where the role brings the skill and a team of the scope has partners.

    Parameters
    ----------
    org
        Read for partners of teams and rules on leads.
    rule
        Its `count` is how many contacts a partner has.
    role, team
        The kind of seat.
    bounds
        Most heads by team.

    Returns
    -------
    int
        Heads.
    """
    scopes = scopes_with(org, rule, team, bounds)
    able = rule.skill is not None and brings(role, rule.skill, rule.level or COVERS)
    contact = able or could_lead(org, role, team)
    return rule.count * contact * any(_linked(org, scope) for scope in scopes)


def skills_that_help(
    org: Organisation, rule: Liaison, scope: Scope, person: Person
) -> Iterator[SkillTarget]:
    """The skill of a contact, where a team of the scope has partners, and what it takes to take
    over.

    Parameters
    ----------
    org
        Read for partners of teams and rules on leads.
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
    >>> teams = tuple(team.replace(partners=("Finance",)) for team in org.teams)
    >>> rule = Liaison(id="R-1", scopes=(org.need["N-003"].scope,), skill="React", level=4, count=3)
    >>> there = org.replace(teams=teams, rules=(rule,))
    >>> list(skills_that_help(there, rule, rule.scopes[0], org.people[13]))
    [SkillTarget(skill='React', level=4, training_counts=False)]
    """
    if _linked(org, scope):
        yield from skills_of_leads(org, scope)
        if rule.skill:
            yield SkillTarget(rule.skill, rule.level or COVERS)


reach = scope_alone


def explain(measure: Measure, org: Organisation) -> str:
    """Say which partner department has nobody to ask.

    Parameters
    ----------
    measure
        One of a partner without a contact.
    org
        Read for the rule.

    Examples
    --------
    >>> teams = tuple(team.replace(partners=("Finance",)) for team in org.teams)
    >>> rule = Liaison(id="R-1", scopes=(org.need["N-003"].scope,), skill="React", level=4, count=3)
    >>> there = org.replace(teams=teams, rules=(rule,))
    >>> explain(next(measure(PlanSimulation(there, walk.plan))), there)
    '2027-Q1: Apps needs 3 to be a contact for Finance and has 2: 1 short. Train somebody in React
    to 4, hire somebody who has it, or name a lead.'
    """
    rule_id, scope, partner, period = measure.key
    rule = org.rule_as(Liaison, rule_id)
    level = rule.level or COVERS
    lever = (
        _(
            "Train somebody in {skill} to {level}, hire somebody who has it, or name a lead",
            skill=rule.skill,
            level=level,
        )
        if rule.skill
        else _("Hire or name a lead")
    )
    return _(
        "{period}: {scope} needs {required:g} to be a contact for {partner} and has {planned:g}:"
        " {short:g} short. {lever}.",
        **measure.figures,
        scope=scope_in_words(scope),
        partner=partner,
        lever=lever,
    )


def phrase(key: Key) -> str:
    """What a row of the rule asks for, to stand before the name of its scope.

    Parameters
    ----------
    key
        Rule, scope, partner, and period.

    Examples
    --------
    >>> phrase(("R-1", "Apps", "Finance", "2027-Q1"))
    'contact for Finance in'
    """
    return _("contact for {key} in", key=key[2])


def in_words(rule: Liaison) -> str:
    """What a rule enforces in a scope, to be followed by when it does.

    Parameters
    ----------
    rule
        Without a skill only leads are contacts.

    Examples
    --------
    >>> in_words(Liaison(id="R-1", scopes=(org.need["N-003"].scope,), skill="React", level=4))
    'For each partner department a contact, 1 or more: the lead of a team that works with it, or
    somebody with React at 4 or above'
    """
    others = (
        _(", or somebody{with_skill}", with_skill=with_skill(rule.skill, rule.level or COVERS))
        if rule.skill
        else ""
    )
    return _(
        "For each partner department a contact, {count} or more: the lead of a team that works with"
        " it{others}",
        count=rule.count,
        others=others,
    )
