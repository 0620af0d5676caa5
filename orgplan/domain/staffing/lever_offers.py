"""Levers that can be pulled: who can be moved and where to, and from when people can be let go.

Both sides read it: the model offers what is on offer here, and the checker refuses what is not
(:mod:`orgplan.constraints.limits.offer`). Times are months from the as-of date, periods are
numbered from 0.
"""

from math import ceil

from ..levers import MOVES, Lever, LeverKind
from ..needs import Need, NeedKind
from ..organisation import Organisation
from ..people import Employment, Person


def applies_to(org: Organisation, lever: Lever, role: str, place: tuple[str, str | None]) -> bool:
    """Whether a lever is meant for somebody of a role and place.

    Parameters
    ----------
    org
        Read for teams and role families.
    lever
        Its scope and roles.
    role
        Id.
    place
        Team and location.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION
    >>> applies_to(
    ...     org,
    ...     Lever(id="L-1", kind=LeverKind.TRANSFER, scope=ORGANISATION),
    ...     "iOS engineer",
    ...     ("Apps", None),
    ... )
    True
    """
    return place in org.part(lever.scope) and org.matches(role, lever.roles)


def movable(org: Organisation, person: Person, lever: Lever) -> bool:
    """Whether a lever may be pulled for a named person: employed for good, meant by it, and not
    taken from the people that they lead: out of the team, or into a role that does not manage.

    Parameters
    ----------
    org
        Read for leads of teams, managers and roles.
    person
        Known leavers and contractors are not.
    lever
        Of any kind that is pulled for single people.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION
    >>> transfer = Lever(id="L-1", kind=LeverKind.TRANSFER, scope=ORGANISATION)
    >>> movable(org, org.person["P02"], transfer), movable(org, org.person["P01"], transfer)
    (True, False)
    """
    named = (
        not person.is_group and person.end_date is None and person.employment is Employment.EMPLOYEE
    )
    leaves_team = lever.kind is LeverKind.TRANSFER or (
        lever.kind in MOVES and lever.to_team not in (None, person.team)
    )
    return (
        named
        and not (leaves_team and person.id in org.team_leads)
        and not _stops_managing(org, person, lever)
        and applies_to(org, lever, person.role, (person.team, person.location))
    )


def _stops_managing(org: Organisation, person: Person, lever: Lever) -> bool:
    """Whether a move takes somebody with a team or reports out of a role that manages."""
    leads = person.id in org.team_leads or person.id in org.line_managers
    if lever.kind not in MOVES or not leads or not org.role[person.role].can_manage:
        return False
    ends = destinations(org, lever, person.role, person.team)
    return any(not org.role[role].can_manage for role, _team in ends)


def destinations(
    org: Organisation, lever: Lever, role: str, team: str
) -> tuple[tuple[str, str], ...]:
    """Roles and teams to which a move leads somebody of a role and team.

    Parameters
    ----------
    org
        Read for teams and roles.
    lever
        Its `to_role` and `to_team` come first; a promotion without one leads to the next role.
    role, team
        Ids, of today.

    Returns
    -------
    tuple[tuple[str, str], ...]
        Pairs of role and team; empty where it leads nowhere.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION
    >>> promotion = Lever(
    ...     id="L-1",
    ...     kind=LeverKind.PROMOTION,
    ...     scope=ORGANISATION,
    ...     to_role="Backend engineer / senior",
    ... )
    >>> destinations(org, promotion, "Backend engineer / middle", "Payments")
    (('Backend engineer / senior', 'Payments'),)
    """
    if lever.kind is LeverKind.TRANSFER:
        others = (lever.to_team,) if lever.to_team else sorted(org.teams_of(lever.scope))
        return tuple((lever.to_role or role, other) for other in others if other != team)
    to_role = lever.to_role or org.role[role].next_role
    return ((to_role, lever.to_team or team),) if to_role and to_role != role else ()


def asked_on_move(
    org: Organisation, lever: Lever, from_role: str, to_role: str
) -> tuple[dict[str, int], int]:
    """Skills, each with its level, that a move asks for on its first day, and how many of them are
    enough.

    Nothing for retraining (which brings them), downgrading, and transfers within a role.

    Parameters
    ----------
    org
        Read for what the target role asks for at the start.
    lever
        Its `min_match` is the share of skills that is enough, rounded up.
    from_role, to_role
        Ids.

    Returns
    -------
    tuple[dict[str, int], int]
        Skill → level, and a whole number of skills.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION
    >>> promotion = Lever(id="L-1", kind=LeverKind.PROMOTION, scope=ORGANISATION, min_match=0.5)
    >>> asked_on_move(org, promotion, "Backend engineer / middle", "Backend engineer / senior")
    ({'Java': 4, 'SQL': 4}, 1)
    """
    if lever.kind not in (LeverKind.PROMOTION, LeverKind.TRANSFER) or from_role == to_role:
        return {}, 0
    skills = {
        skill: level for skill, level in org.role[to_role].skills_at_start.items() if level > 0
    }
    return skills, ceil(lever.min_match * len(skills) - 1e-9)


def first_leave(org: Organisation, lever: Lever) -> int:
    """First period from whose start on somebody can be gone, notice given on the as-of date.

    Parameters
    ----------
    org
        Read for the calendar.
    lever
        Its `months` are the notice.

    Returns
    -------
    int
        Index of a period, 1 at the least; it may lie after the horizon.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION
    >>> first_leave(org, Lever(id="L-1", kind=LeverKind.REDUNDANCY, scope=ORGANISATION, months=6))
    2
    """
    return max(1, org.calendar.first_after(lever.months))


def first_redundancy(org: Organisation, lever: Lever) -> int:
    """First period at whose end heads of a group can be gone, notice given as for named people.

    Parameters
    ----------
    org
        Read for the calendar.
    lever
        Its `months` are the notice.

    Returns
    -------
    int
        Index of a period.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION
    >>> first_redundancy(
    ...     org, Lever(id="L-1", kind=LeverKind.REDUNDANCY, scope=ORGANISATION, months=6)
    ... )
    1
    """
    return first_leave(org, lever) - 1


def keeps_beyond(org: Organisation, lever: Lever, need: Need) -> bool:
    """Whether heads may be kept beyond a need for staff: the lever is meant for some of those who
    serve it.

    Parameters
    ----------
    org
        Read for teams and role families.
    lever
        Of overstaffing.
    need
        Of any kind.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION
    >>> keeps_beyond(
    ...     org, Lever(id="L-1", kind=LeverKind.OVERSTAFFING, scope=ORGANISATION), org.need["N-001"]
    ... )
    False
    """
    mine, theirs = org.part(lever.scope), org.part(need.scope)
    same_place = mine.teams & theirs.teams and (
        mine.location is None or theirs.location is None or mine.location == theirs.location
    )
    same_role = any(
        org.matches(role.id, (need.skill,)) and org.matches(role.id, lever.roles)
        for role in org.roles
    )
    return need.kind is NeedKind.STAFF and bool(org.people) and bool(same_place) and same_role


def receiving_groups(org: Organisation, lever: Lever, group: Person) -> tuple[Person, ...]:
    """Groups into which a move leads heads of a group.

    Parameters
    ----------
    org
        Read for groups.
    lever
        A move.
    group
        The one that is left.

    Returns
    -------
    tuple[Person, ...]
        In the order of the roster.

    Examples
    --------
    >>> one = org.person["P05"].replace(headcount=40.0)
    >>> other = org.person["P16"].replace(headcount=10.0, role=one.role)
    >>> from orgplan.domain import ORGANISATION
    >>> transfer = Lever(id="L-1", kind=LeverKind.TRANSFER, scope=ORGANISATION)
    >>> [group.id for group in receiving_groups(org.replace(people=(one, other)), transfer, one)]
    ['P16']
    """
    ends = destinations(org, lever, group.role, group.team)
    return tuple(
        other for other in org.groups if other.id != group.id and (other.role, other.team) in ends
    )
