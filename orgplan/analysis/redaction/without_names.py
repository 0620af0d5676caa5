"""An organisation and its plan under aliases, without what tells who somebody is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from orgplan.domain import (
    MONEY,
    NORM_OF,
    Assumption,
    Assumptions,
    Exit,
    Move,
    Organisation,
    Person,
    Plan,
    ShortTime,
    Training,
)

from .aliases import Aliases

PAY_UNITS = (
    "share of base",
    "share of pay",
    "pay a year",
    MONEY,
)  # of assumptions that say what somebody is paid
PersonAction = TypeVar("PersonAction", Training, Move, Exit, ShortTime)


def without_names(org: Organisation, aliases: Aliases) -> Organisation:
    """The organisation under its aliases; scenarios, the previous plan, and pay terms and charges
    of single persons are left out, as they would tell pay or names.
    """
    people, person = aliases.people, org.person

    def maybe(name: str | None) -> str | None:
        return people.get(name, name) if name is not None else None

    return org.replace(
        people=tuple(
            person[name].replace(
                id=people[name],
                name=people[name],
                manager_id=maybe(person[name].manager_id),
                position_id=_seat(aliases, person[name].position_id),
            )
            for name in aliases.order
        ),
        teams=tuple(team.replace(lead=maybe(team.lead)) for team in org.teams),
        positions=tuple(
            position.replace(id=aliases.seats[position.id]) for position in org.positions
        ),
        candidates=tuple(
            candidate.replace(
                id=aliases.candidates[candidate.id], position=_seat(aliases, candidate.position)
            )
            for candidate in org.candidates
        ),
        locks=tuple(lock.replace(who=maybe(lock.who)) for lock in org.locks),
        scenarios=(),
        previous=None,
        assumptions=Assumptions(
            rows=tuple(
                row.replace(scope=maybe(row.scope))
                for row in org.assumptions.rows
                if not _pay_term(row, person)
            )
        ),
        charges=tuple(charge for charge in org.charges if charge.scope not in person),
        cost_splits=tuple(
            split.replace(person_id=people[split.person_id]) for split in org.cost_splits
        ),
        relocations=tuple(one.replace(person_id=people[one.person_id]) for one in org.relocations),
    )


def _seat(aliases: Aliases, position: str | None) -> str | None:
    return aliases.seats[position] if position else None


def _pay_term(row: Assumption, person: Mapping[str, Person]) -> bool:
    return row.scope in person and NORM_OF[row.key].unit.startswith(PAY_UNITS)


def plan_without_names(plan: Plan, aliases: Aliases) -> Plan:
    """The plan under the aliases of the organisation."""
    people = aliases.people
    return Plan(
        hires=tuple(
            hire.replace(
                replaces=people.get(hire.replaces, hire.replaces) if hire.replaces else None,
                position_id=_seat(aliases, hire.position_id),
                candidate_id=aliases.candidates.get(hire.candidate_id or ""),
            )
            for hire in plan.hires
        ),
        trainings=_of_person(plan.trainings, people),
        moves=_of_person(plan.moves, people),
        exits=_of_person(plan.exits, people),
        short_times=_of_person(plan.short_times, people),
        takeovers=tuple(one.replace(who=people.get(one.who, one.who)) for one in plan.takeovers),
        group_actions=tuple(
            action.replace(
                group=people.get(action.group, action.group),
                to_group=people[action.to_group] if action.to_group else None,
            )
            for action in plan.group_actions  # heads kept beyond a need name the need
        ),
    )


def _of_person(
    actions: tuple[PersonAction, ...], people: Mapping[str, str]
) -> tuple[PersonAction, ...]:
    return tuple(action.replace(person_id=people[action.person_id]) for action in actions)
