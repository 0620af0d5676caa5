"""Who belongs to which position: by its id first; a backfill by the one that it replaces; the rest
by role and team, where start and pay lie within a tolerance.
"""

from collections.abc import Iterable

from orgplan.domain import (
    Hire,
    Organisation,
    Person,
    Plan,
)
from orgplan.language import N_, _

from ..headcount.stays import last_day
from .matching import (
    SeatMatch,
    counts,
    days_apart,
    pay_apart,
    ranked,
)
from .occupants import DAY, FOREVER, Occupant, Tolerance

BY_ID, BY_LEAVER, BY_PLACE = N_("position id"), N_("leaver's position"), N_("role and team")


class Pairing:
    """People, then planned seats, each with the position that is theirs.

    Parameters
    ----------
    org, plan
        Read for the roster, positions and planned seats.
    tolerance
        How far start and pay may lie apart for a match by role and team.

    Attributes
    ----------
    places
        Position → who was matched with it, and how.
    at
        (role, team) → its positions.
    gone
        Position → who held it and has left before the day of the roster.
    strays
        People and planned seats without a position.
    """

    def __init__(self, org: Organisation, plan: Plan, tolerance: Tolerance) -> None:
        self.org, self.plan, self.tolerance = org, plan, tolerance
        self.as_of = org.calendar.as_of
        self.places = {key_of(position.id): SeatMatch(position) for position in org.positions}
        self.at: dict[tuple[str, str], list[str]] = {}
        for key, place in self.places.items():
            self.at.setdefault((place.position.role, place.position.team), []).append(key)
        self.gone = {
            key_of(p.position_id): p
            for p in org.people
            if p.position_id and p.end_date is not None and p.end_date < self.as_of
        }
        people = [self._person(person) for person in org.people if counts(person, self.as_of)]
        hires = [
            self._hire(hire) for hire in plan.hires if not hire.is_contractor or hire.position_id
        ]
        people, hires = (
            self._by_id(people),
            self._by_id(hires),
        )  # what is named is given to nobody else
        rest = self._by_place(people)
        self.strays = [*rest, *self._by_place(self._by_leaver(hires))]

    def _person(self, person: Person) -> Occupant:
        """Somebody on the roster, until the last day or the day before a move to another role or
        team; pay is that of full time.
        """
        last = last_day(person, self.plan) or FOREVER
        actions = self.plan.of_person.get(person.id)
        moved = (
            [
                move.start_date - DAY
                for move in actions.moves
                if (move.role, move.team) != (person.role, person.team)
            ]
            if actions
            else []
        )
        return Occupant(
            person.id, person.name_and_id, person.role, person.team, person.start_date,
            min((last, *moved)), person.base_salary / person.fte, person.position_id,
            due=person.start_date > self.as_of, planned=False, fte=person.fte,
        )  # fmt: skip

    def _hire(self, hire: Hire) -> Occupant:
        return Occupant(
            hire.id, _("planned seat {id}", id=hire.id), hire.role, hire.team, hire.start_date,
            hire.end_date or FOREVER, hire.base_salary, hire.position_id,
            due=True, planned=True, replaces=hire.replaces,
        )  # fmt: skip

    def _by_id(self, occupants: Iterable[Occupant]) -> list[Occupant]:
        """Match those who name a position; returns all others.

        A position takes in several: whether that is too many is judged later.
        """
        rest = []
        for occupant in occupants:
            place = self.places.get(key_of(occupant.named)) if occupant.named else None
            if place is None:
                rest.append(occupant)
            else:
                place.found.append((occupant, BY_ID))
        return rest

    def _by_leaver(self, hires: Iterable[Occupant]) -> list[Occupant]:
        """Backfills take the seat of the person that they replace."""
        held = {
            occupant.id: place
            for place in self.places.values()
            for occupant, _ in place.found
            if not occupant.planned
        }
        rest = []
        for hire in hires:
            place = held.get(hire.replaces or "")
            if place is None or hire.named is not None:
                rest.append(hire)
            else:
                place.found.append((hire, BY_LEAVER))
        return rest

    def _by_place(self, occupants: list[Occupant]) -> list[Occupant]:
        """By role and team, the closest in status, days and pay first."""
        fits = [
            (*closeness, number, key)
            for number, occupant in enumerate(occupants)
            for key in self.at.get((occupant.role, occupant.team), ())
            if (closeness := self._closeness(occupant, self.places[key])) is not None
        ]
        taken: set[int] = set()
        for *_apart, number, key in sorted(fits):
            if number not in taken and self.places[key].free_for(
                occupants[number], self.tolerance.days
            ):
                taken.add(number)
                self.places[key].found.append((occupants[number], BY_PLACE))
        return [occupant for number, occupant in enumerate(occupants) if number not in taken]

    def _closeness(self, occupant: Occupant, place: SeatMatch) -> tuple[int, int, float] | None:
        """Rank of the status, days and share of pay apart; ``None`` where they cannot belong
        together.
        """
        position = place.position
        status = ranked(occupant, place)
        days, pay = days_apart(occupant, position), pay_apart(occupant, position)
        if status is None or days > self.tolerance.days or abs(pay) > self.tolerance.pay:
            return None
        return status, days, abs(pay)


def key_of(identifier: str) -> str:
    """A position id as it is compared: in any case, without blanks around it.

    Parameters
    ----------
    identifier
        As somebody typed it.

    Examples
    --------
    >>> key_of(" pos-1 ") == key_of("POS-1")
    True
    """
    return identifier.strip().casefold()
