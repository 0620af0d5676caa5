"""Whose place a hire takes: a backfill says so, and any other permanent seat follows a known leaver
of its team.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import IntEnum

from orgplan.domain import Hire, Organisation, Person, Plan, Role


class _Likeness(IntEnum):
    """By what a seat is known to take somebody's place, the surest first."""

    POSITION = 0
    ROLE = 1
    LEVEL = 2


def replaced(org: Organisation, plan: Plan) -> Mapping[str, Person]:
    """Seat → the person whose place it takes; growth has no entry.

    A seat follows whoever held its position, else a leaver of its role in its team, else one of
    another level of the role who managed as its holder will. Each leaver is followed once.

    Parameters
    ----------
    org
        Read for known leavers: people of the roster with a last day, no groups.
    plan
        Its permanent seats; contractors take nobody's place.

    Returns
    -------
    Mapping[str, Person]
        Id of the seat → the leaver, in the order of the plan.
    """
    found = dict[str, Person]()
    for hire in plan.hires:
        leaver = org.person.get(hire.replaces or "")
        if leaver is not None and not leaver.is_group:
            found[hire.id] = leaver
    free = {person.id: person for person in org.people if _leaves(person, org)}
    for person in found.values():
        free.pop(person.id, None)
    pairs = sorted(
        (likeness, hire.start_date, left, hire.id, name)
        for hire in plan.hires
        if hire.id not in found and not hire.is_contractor and hire.replaces is None
        for likeness, left, name in _before(org, hire, free)
    )
    for _likeness, _start, _left, seat, name in pairs:
        if seat not in found and name in free:
            found[seat] = free.pop(name)
    return {hire.id: found[hire.id] for hire in plan.hires if hire.id in found}


def _leaves(person: Person, org: Organisation) -> bool:
    return (
        not person.is_group
        and person.end_date is not None
        and person.end_date >= org.calendar.as_of
    )


def _before(
    org: Organisation, hire: Hire, leavers: Mapping[str, Person]
) -> Iterator[tuple[_Likeness, date, str]]:
    """Leavers whose place a seat may take, each with the last day: gone by the end of the period in
    which it begins.
    """
    calendar = org.calendar
    last = calendar.last_day(min(calendar.period_of(hire.start_date), calendar.periods - 1))
    role = org.role[hire.role]
    for person in leavers.values():
        if person.end_date is None or person.end_date > last:
            continue
        if hire.position_id is not None and hire.position_id == person.position_id:
            yield _Likeness.POSITION, person.end_date, person.id
        elif person.team == hire.team:
            of_leaver = org.role.get(person.role)
            if person.role == hire.role:
                yield _Likeness.ROLE, person.end_date, person.id
            elif of_leaver is not None and _alike(of_leaver, role):
                yield _Likeness.LEVEL, person.end_date, person.id


def _alike(one: Role, other: Role) -> bool:
    return one.name == other.name and one.can_manage == other.can_manage
