"""Seats that can be filled: positions that are open, candidates, roles that may be recruited.

Both sides read it: the model offers what is on offer here, and the checker refuses what is not
(:mod:`orgplan.constraints.limits.offer`).
"""

from ..candidates import Candidate
from ..needs import NeedKind
from ..organisation import Organisation
from ..positions import Position
from ..roles import Role
from ..rules import Rule
from ..teams import ScopeKind
from .lead_times import first_day_in


def positions_for(org: Organisation, candidate: Candidate, team: str) -> tuple[str | None, ...]:
    """The first of each kind of position that a candidate could fill in a team; ``None`` is a seat
    that is not listed.

    Only where their pay is known.

    Parameters
    ----------
    org
        Read for roles and positions.
    candidate
        Role that seats are sought for.
    team
        Id.

    Returns
    -------
    tuple[str | None, ...]
        Ids; empty where they could take no seat there.

    Examples
    --------
    >>> positions_for(org, Candidate(id="Zoe", role="iOS engineer"), "Apps")
    (None,)
    """
    role = org.role[candidate.role]
    if not candidate.joins(candidate.role, team):
        return ()
    closed = role.max_hires == 0  # to new decisions: recruiting under way continues
    known = candidate.base_salary is not None or role.band_mid is not None
    own = org.first_alike.get(candidate.position or "")
    listed = [
        first
        for first in org.alike_positions_at.get((candidate.role, team), ())
        if (candidate.position is None or first.id == own) and (first.under_way or not closed)
    ]
    free = (
        candidate.position is None
        and grows_freely(org, candidate.role, team)
        and known
        and not closed
    )
    return (
        *((None,) if free else ()),
        *(p.id for p in listed if known or p.budget_salary is not None),
    )


def grows_freely(org: Organisation, role: str, team: str) -> bool:
    """Whether growth of a role in a team needs no position: not where only listed seats are hired,
    nor beside a seat on hold.

    Parameters
    ----------
    org
        Read for positions, and whether only listed seats are hired.
    role, team
        Ids.

    Examples
    --------
    >>> grows_freely(org, "iOS engineer", "Apps")
    True
    """
    return not org.only_positions and (role, team) not in org.held_positions


def candidates_for(org: Organisation, role: str, team: str) -> int:
    """How many candidates could take a seat of a role in a team.

    Parameters
    ----------
    org
        Read for candidates and positions.
    role, team
        Ids.

    Returns
    -------
    int
        Heads.

    Examples
    --------
    >>> zoe = Candidate(id="Zoe", role="iOS engineer")
    >>> candidates_for(org.replace(candidates=(zoe,)), "iOS engineer", "Apps")
    1
    """
    return sum(
        candidate.joins(role, team) and bool(positions_for(org, candidate, team))
        for candidate in org.candidates
    )


def can_be_filled(org: Organisation, position: Position) -> bool:
    """Whether a position has a pay that is known, and its role may be hired: 0 hires are no new
    ones, recruiting under way continues.

    Parameters
    ----------
    org
        Read for roles.
    position
        Of this organisation.

    Examples
    --------
    >>> approved = Position(id="R-1", role="iOS engineer", team="Apps")
    >>> can_be_filled(org, approved)
    True
    """
    role = org.role[position.role]
    paid = position.budget_salary is not None or role.band_mid is not None
    return paid and (role.max_hires != 0 or position.under_way)


def positions_on_offer(org: Organisation, role: str, team: str) -> tuple[str, ...]:
    """The first of each kind of position of a role and team that can be filled within the horizon,
    at a pay that is known.

    Parameters
    ----------
    org
        Read for positions and the end of the horizon.
    role, team
        Ids.

    Returns
    -------
    tuple[str, ...]
        Ids, one for each kind that is alike.

    Examples
    --------
    >>> late = Position(id="R-1", role="iOS engineer", team="Apps", start=date(2027, 9, 1))
    >>> positions_on_offer(org.replace(positions=(late,)), "iOS engineer", "Apps")
    ('R-1',)
    """
    here = org.alike_positions_at.get((role, team), ())
    payable = (p for p in here if can_be_filled(org, p))
    return tuple(p.id for p in payable if first_day_in(org, p) <= org.calendar.end)


def recruits_by_numbers(org: Organisation, role: str, team: str, location: str | None) -> bool:
    """Whether whoever joins a role at a place joins a group: there is one, at that place or with
    none distinguished.

    Parameters
    ----------
    org
        Read for groups.
    role, team
        Ids.
    location
        ``None`` where nobody tells places apart.

    Examples
    --------
    >>> workers = org.replace(people=(org.person["P05"].replace(headcount=40.0),))
    >>> recruits_by_numbers(workers, "Backend engineer / middle", "Payments", None)
    True
    """
    here = org.people_at.get((role, team), ())
    there = (person.location for person in here if person.is_group)
    return any(location is None or where is None or where == location for where in there)


def belongs(org: Organisation, role: Role, team: str) -> bool:
    """Whether seats of a role are opened in a team: one of its own teams, where those are stated.

    Else where the role or its family is, there or below the same parent; where the team, a lock or
    a rule or need that speaks of less than the organisation asks for it; and anywhere, if it leads
    people, if the team has nobody, or if nobody of its family is anywhere.

    Parameters
    ----------
    org
        Read for roster, teams, locks, rules and needs.
    role
        Of the seat.
    team
        Id.

    Examples
    --------
    >>> (
    ...     belongs(org, org.role["iOS engineer"], "Apps"),
    ...     belongs(org, org.role["Backend engineer / middle"], "Product"),
    ... )
    (True, False)
    """
    if role.teams:
        return team in role.teams
    homes = org.homes.get(role.family, frozenset())
    near = {team, org.team[team].parent} - {None}
    around = [home for home in homes if home in near or org.team[home].parent in near]
    return (
        role.can_manage
        or not homes
        or bool(around)
        or not org.people_of_team[team]
        or _asked_for(org, role, team)
    )


def _asked_for(org: Organisation, role: Role, team: str) -> bool:
    """Whether a need, rule or lock that speaks of a team, or of few, asks for a role there."""
    wide = (ScopeKind.ORGANISATION, ScopeKind.LOCATION)
    return (
        any(
            need.scope.kind not in wide
            and (
                org.matches(role.id, (need.skill,))
                if need.kind is NeedKind.STAFF
                else role.level_at(need.skill, ramped=True) >= need.min_level
            )
            for need in org.needs_of_team[team]
        )
        or any(
            any(scope.kind not in wide for scope in org.scopes_by_team(rule).get(team, ()))
            and _named_by(org, rule, role)
            for rule in org.rules
        )
        or any(lock.who == role.id and lock.team in (None, team) for lock in org.locks)
    )


def _named_by(org: Organisation, rule: Rule, role: Role) -> bool:
    """Whether a rule asks for a role: by name, or by a skill that it brings; one that names neither
    may mean any.
    """
    roles, skills = rule.roles_asked, rule.skills_named
    if not roles and not skills:
        return not rule.of_no_role
    able = any(role.level_at(skill, ramped=True) >= rule.level_named for skill in skills)
    return able or (bool(roles) and org.matches(role.id, roles))
