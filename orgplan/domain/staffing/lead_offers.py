"""Teams that can lose their lead, and people who can take them over."""

from ..base import Strength
from ..levers import MOVES, LeverKind
from ..organisation import Organisation
from ..people import Employment, Person
from .lever_offers import destinations, movable


def takeovers_matter(org: Organisation, team: str) -> bool:
    """Whether it has to be decided who takes over a team: a rule turns on who leads it, and its
    lead may be gone.

    A team without a lead on ``Teams`` has none to lose: there somebody takes over only where a rule
    asks for a lead.

    Parameters
    ----------
    org
        Read for rules, leads and levers.
    team
        Id.

    Examples
    --------
    >>> takeovers_matter(org, "Payments")
    False
    """
    watching = [
        rule
        for rule in org.rules
        if rule.strength is not Strength.OFF
        and rule.looks_at_leads
        and team in org.scopes_by_team(rule)
    ]
    lead = org.person.get(org.team[team].lead or "")
    if lead is None:
        return any(rule.asks_for_leads for rule in watching)
    return bool(watching) and _may_be_gone(org, lead)


def _may_be_gone(org: Organisation, lead: Person) -> bool:
    """Whether a lead is not there yet, is known to leave, or may be moved away or let go."""
    away = lead.end_date is not None or lead.start_date > org.calendar.last_day(0)
    return away or may_be_taken_away(org, lead)


def may_be_taken_away(org: Organisation, lead: Person) -> bool:
    """Whether a lever moves a lead to another team, or lets them go.

    Parameters
    ----------
    org
        Read for levers.
    lead
        Who leads a team today.

    Examples
    --------
    >>> from orgplan.domain import Lever
    >>> from orgplan.domain import ORGANISATION
    >>> redundancy = Lever(id="L-1", kind=LeverKind.REDUNDANCY, scope=ORGANISATION)
    >>> (
    ...     may_be_taken_away(org, org.person["P01"]),
    ...     may_be_taken_away(org.replace(levers=(redundancy,)), org.person["P01"]),
    ... )
    (False, True)
    """
    return any(
        lever.kind is LeverKind.REDUNDANCY
        or any(team != lead.team for _, team in destinations(org, lever, lead.role, lead.team))
        for lever in org.levers_of(*MOVES, LeverKind.REDUNDANCY)
        if movable(org, lead, lever)
    )


def asked_of_leads(org: Organisation, team: str) -> dict[str, int]:
    """Skill → level that somebody needs to take over a team; where no rule says, their role has to
    be one that manages.

    Parameters
    ----------
    org
        Read for rules that are switched on.
    team
        Id.

    Returns
    -------
    dict[str, int]
        The highest level of each skill where several rules ask.

    Examples
    --------
    >>> asked_of_leads(org, "Payments")
    {'Team leadership': 3}
    """
    asked: dict[str, int] = {}
    for rule in org.rules:
        inside = any(team in org.teams_of(scope) for scope in rule.scopes)
        if rule.skill_of_leads is not None and rule.strength is not Strength.OFF and inside:
            skill, level = rule.skill_of_leads
            asked[skill] = max(level, asked.get(skill, 0))
    return asked


def may_take_over(org: Organisation, person: Person) -> bool:
    """Whether somebody of the roster can take over a team at all: employed, planned by name, and
    not the lead of another team.

    Parameters
    ----------
    org
        Read for leads of teams.
    person
        Of the roster.

    Examples
    --------
    >>> may_take_over(org, org.person["P02"]), may_take_over(org, org.person["P01"])
    (True, False)
    """
    employee = person.employment is Employment.EMPLOYEE and not person.is_group
    return employee and person.id not in org.team_leads
