"""What budget lines were meant to buy: the roster and approved positions, as they were budgeted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from orgplan.domain import (
    Hire,
    Organisation,
    Person,
    Plan,
    Position,
    Stated,
)
from orgplan.finance.ledger import action_lines, person_lines

from .cost_drivers import CostDriver, cost_drivers


def budgeted(org: Organisation, idle: Iterable[CostDriver]) -> tuple[CostDriver, ...]:
    """What the seats that are granted would cost: standing positions at budgeted pay from their
    start on, everybody else as they are.

    Whoever holds a position says all the rest of its cost: place, bonus, kind of employment, what
    counts against a cap of the year. Positions without budgeted pay take the middle of the band;
    where there is none, what the holder is paid, and open ones are left out. Nothing where no
    positions are kept.

    Parameters
    ----------
    org
        Read for its positions, people and roles.
    idle
        Entries of doing nothing, of which those of people without a position are kept.

    Returns
    -------
    tuple[CostDriver, ...]
        Entries by position id where there is one; cents of every month of the horizon.
    """
    if not org.positions:
        return ()
    holders = _holders(org)
    named = (person for person in org.people if not person.is_group)
    listed = {person.id for person in named if person.position_id in org.position}
    found = list(with_positions(org, Plan(), (entry for entry in idle if entry.seat not in listed)))
    held: dict[str, Person] = {}
    for position in org.positions:
        pay, role = position.budget_salary, org.role[position.role]
        stated = position.stated_as("budget_salary", pay)
        if pay is None:
            pay, stated = role.band_mid, role.stated_as("band_mid", role.band_mid)
        typed = () if stated is None else (stated.replace(field="base_salary"),)
        person = holders.get(position.id)
        if not position.stands:
            continue
        if person is not None:
            granted = _as_budgeted(org, position, person)
            if pay is not None:
                granted = granted.replace(base_salary=pay, stated=typed)
            held[person.id] = granted
        elif pay is not None:
            found += _open(org, position, pay, typed)
    seats = org.replace(people=tuple(held.get(person.id, person) for person in org.people))
    lines = [line for person in held.values() for line in person_lines(seats, person)]
    return (*found, *with_positions(seats, Plan(), cost_drivers(seats, Plan(), lines)))


def _open(
    org: Organisation, position: Position, pay: float, stated: tuple[Stated, ...]
) -> Sequence[CostDriver]:
    """What a position that nobody holds would cost, and to fill it."""
    seat = Hire(
        id=position.id,
        role=position.role,
        team=position.team,
        start_date=position.start or org.calendar.start,
        base_salary=pay,
        stated=stated,
        position_id=position.id,
    )
    alone = Plan(hires=(seat,))
    return cost_drivers(org, alone, tuple(action_lines(org, alone)))


def _holders(org: Organisation) -> Mapping[str, Person]:
    """Position → the first who holds it in the horizon."""
    found: dict[str, Person] = {}
    for person in sorted(org.people, key=lambda one: one.start_date, reverse=True):
        there = person.end_date is None or person.end_date >= org.calendar.start
        if person.position_id is not None and there and not person.is_group:
            found[person.position_id] = person
    return found


def _as_budgeted(org: Organisation, position: Position, person: Person) -> Person:
    """A holder for as long as the position stands: from its start on, but for what lies before the
    horizon, and without an end (a known one frees no pay before it).
    """
    start = position.start or person.start_date
    if max(start, person.start_date) <= org.calendar.start:
        start = person.start_date
    return person.replace(
        role=position.role,
        team=position.team,
        start_date=start,
        end_date=None,
        attrition=person.attrition if person.end_date is None else 0.0,
    )


def with_positions(
    org: Organisation, plan: Plan, booked: Iterable[CostDriver]
) -> tuple[CostDriver, ...]:
    """Entries under the id of the position in which somebody is, so that the same seat is known in
    both sets.

    Parameters
    ----------
    org, plan
        Say who holds which position, on the roster and in the plan.
    booked
        Entries under the id of a person, hire or action.

    Returns
    -------
    tuple[CostDriver, ...]
        As many, in the same order; those without a position keep their id.
    """
    held = {person.id: person.position_id for person in org.people} | {
        hire.id: hire.position_id for hire in plan.hires
    }
    return tuple(replace(entry, seat=held.get(entry.seat) or entry.seat) for entry in booked)
