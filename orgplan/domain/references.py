"""Names in levers, positions, locks, ladders and locations that nothing in the organisation bears.

Asked once, as an organisation is made, so that everything behind it may look names up without a
check.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .positions import LockedAction, LockRow
from .teams import Scope, ScopeKind

if TYPE_CHECKING:
    from .candidates import Candidate
    from .organisation import Organisation

SEATS = (LockedAction.HIRE, LockedAction.CONTRACTOR, LockedAction.BACKFILL)


def dangling(org: Organisation) -> Iterator[str]:
    """Sentences, one for each name that is not known.

    Parameters
    ----------
    org
        Read for roles, levers, positions, candidates, locks and cost splits.

    Yields
    ------
    str
        In English: they come with the error that refuses the organisation.
    """
    for role in org.roles:
        if role.next_role is not None and role.next_role not in org.role:
            yield f"{role.id} is promoted to the role {role.next_role!r}, which is not known"
        for team in role.teams:
            if team not in org.team:
                yield f"{role.id} is hired into the team {team!r}, which is not known"
        for place in role.locations if org.locations else ():
            if place not in org.location:
                yield f"{role.id} is hired in the location {place!r}, which is not known"
    for split in org.cost_splits:
        if split.person_id not in org.person:
            yield f"a cost split names {split.person_id!r}, who is not known"
    for lever in org.levers:
        yield from _role_and_team(org, lever.id, lever.to_role, lever.to_team)
        if not _known(org, lever.scope):
            yield f"{lever.id} is meant for {lever.scope}, which is not known"
    for position in org.positions:
        yield from _role_and_team(org, position.id, position.role, position.team)
    for candidate in org.candidates:
        yield from _role_and_team(org, candidate.id, candidate.role, candidate.team)
        yield from _position_of(org, candidate)
    for lock in org.locks:
        yield from _role_and_team(org, lock.id, None, lock.team)
        yield from _of_lock(org, lock)


def _role_and_team(
    org: Organisation, where: str, role: str | None, team: str | None
) -> Iterator[str]:
    if role is not None and role not in org.role:
        yield f"{where} names the role {role!r}, which is not known"
    if team is not None and team not in org.team:
        yield f"{where} names the team {team!r}, which is not known"


def _position_of(org: Organisation, candidate: Candidate) -> Iterator[str]:
    position = org.position.get(candidate.position or "")
    if candidate.position is not None and position is None:
        yield f"{candidate.id} names the position {candidate.position!r}, which is not known"
    if position is not None and not candidate.joins(position.role, position.team):
        yield f"{candidate.id} names {position.id}, a position of another role or team"


def _of_lock(org: Organisation, lock: LockRow) -> Iterator[str]:
    """What a lock names: a role where it is about seats, else a person; then the course, team or
    role.
    """
    if lock.who is not None and lock.who not in (org.role if lock.action in SEATS else org.person):
        yield f"{lock.id} names {lock.who!r}, who is not known"
    if lock.what is None:
        return
    if lock.action is LockedAction.TRAIN:
        if lock.what not in org.course:
            yield f"{lock.id} names the course {lock.what!r}, which is not known"
    elif lock.action is LockedAction.TRANSFER:
        yield from _role_and_team(org, lock.id, None, lock.what)
    else:
        yield from _role_and_team(org, lock.id, lock.what, None)


def _known(org: Organisation, scope: Scope) -> bool:
    """Whether a scope has anything in it; a location may be known from the roster or a role
    alone.
    """
    if scope.kind in (ScopeKind.TEAM, ScopeKind.DEPARTMENT):
        return scope.name in org.team or any(team.parent == scope.name for team in org.teams)
    if scope.kind is ScopeKind.PRODUCT_LINE:
        return any(team.product_line == scope.name for team in org.teams)
    if scope.kind is ScopeKind.LOCATION:
        places = {
            *org.location,
            *(person.location for person in org.people),
            *(place for role in org.roles for place in role.locations),
        }
        return scope.name in places
    return True
