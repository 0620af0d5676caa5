"""How a person or planned seat and a position differ, and whether they may belong together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from orgplan.domain import Direction, Employment, Lock, Person, Position, PositionStatus
from orgplan.language import _

from .occupants import DAY, FOREVER, Occupant


@dataclass
class SeatMatch:
    """A position with those who were found to belong to it.

    Attributes
    ----------
    position
        Of the sheet Positions.
    found
        Who is in it, each with how they were matched.
    """

    position: Position
    found: list[tuple[Occupant, str]] = field(default_factory=list)

    def free_for(self, occupant: Occupant, days: int) -> bool:
        """Whether nobody is in it at the same time, but for a hand-over.

        Parameters
        ----------
        occupant
            Somebody who may belong to it.
        days
            For how many days two may be there together (a hand-over).

        Returns
        -------
        bool
            Whoever is matched already is looked at, whatever the way of the match.
        """
        return not any(overlap(other, occupant) > days for other, _ in self.found)


def overlap(one: Occupant, other: Occupant) -> int:
    """Days for which both are there.

    Parameters
    ----------
    one, other
        First and last day of both count.

    Returns
    -------
    int
        0 where one has left before the other comes.
    """
    return max(0, (min(one.last, other.last) - max(one.first, other.first)).days + 1)


def counts(person: Person, as_of: date) -> bool:
    """Whether somebody holds a position: no groups, nobody who has left, no contractors who name
    none.

    Parameters
    ----------
    person
        Somebody on the roster.
    as_of
        Who leaves on this day is still there.

    Returns
    -------
    bool
        Whether the reconciliation looks for a position.
    """
    left = person.end_date is not None and person.end_date < as_of
    return (
        not person.is_group
        and not left
        and (person.employment is not Employment.CONTRACTOR or person.position_id is not None)
    )


def ranked(occupant: Occupant, place: SeatMatch) -> int | None:
    """How well a status suits somebody who names no position; ``None`` where it doesn't.

    Parameters
    ----------
    occupant
        A person of the roster, or a seat of the plan.
    place
        The position, and who is in it already.

    Returns
    -------
    int or None
        0 suits best. People of the roster: filled, then open, then approved. Planned seats: open,
        then approved, then the seat of somebody who leaves (3).
    """
    position = place.position
    standing = (PositionStatus.FILLED, PositionStatus.OPEN, PositionStatus.APPROVED)
    if not occupant.planned:
        return standing.index(position.status) if position.status in standing else None
    if position.status is PositionStatus.FILLED:
        return (
            3
            if any(not other.planned for other, _ in place.found)
            and position.direction is not Direction.REMOVE
            else None
        )  # the seat of a leaver
    return (
        {PositionStatus.OPEN: 0, PositionStatus.APPROVED: 1}.get(position.status)
        if position.to_fill
        else None
    )


def days_apart(occupant: Occupant, position: Position) -> int:
    """Days between a position's start and a first day still to come; the start of a seat that is
    filled lies in the past and says nothing.

    Parameters
    ----------
    occupant
        Read for the first day, where that is still to come.
    position
        Its start may be blank.

    Returns
    -------
    int
        0 or more.
    """
    dated = occupant.due and position.status is not PositionStatus.FILLED
    return (
        abs((occupant.first - position.start).days) if dated and position.start is not None else 0
    )


def pay_apart(occupant: Occupant, position: Position) -> float:
    """Share by which pay is above (or below) the budgeted salary, of a part-timer in full or as
    paid, whichever was meant; 0 where none is budgeted.

    Parameters
    ----------
    occupant
        Read for annual pay and FTE.
    position
        Read for the budgeted salary, in the same currency.

    Returns
    -------
    float
        0.1 is 10 % above, negative is below; the nearer of the two readings.
    """
    if not position.budget_salary:
        return 0.0
    pays = (occupant.pay, occupant.pay * occupant.fte)
    return min((pay / position.budget_salary - 1 for pay in pays), key=abs)


def together(one: Occupant, other: Occupant) -> str:
    """When two are there at the same time, as a sentence ends.

    Parameters
    ----------
    one, other
        They overlap.

    Returns
    -------
    str
        It begins with a space, for the end of a sentence; without a last day where neither has one.
    """
    first, last = max(one.first, other.first), min(one.last, other.last)
    return (
        _(" from {first}", first=first)
        if last == FOREVER
        else _(" from {first} to {last}", first=first, last=last)
    )


def stays_on(position: Position, people: Iterable[Occupant], as_of: date) -> tuple[str, ...]:
    """Sentences on those who stay in a position beyond its removal.

    Parameters
    ----------
    position
        One that is to be removed, on its start or, where that is blank, on the as-of day.
    people
        Who is in it.
    as_of
        The day on which the roster is true.

    Returns
    -------
    tuple[str, ...]
        One for each who is still there on the day after.
    """
    ends = position.start or as_of
    return tuple(
        _(
            "{position} is to be removed by {day}, but {who} stays.",
            position=position.id,
            day=ends,
            who=one.what,
        )
        for one in people
        if one.last >= ends + DAY
    )


def closed_to(
    position: Position, people: Iterable[Occupant], hires: Iterable[Occupant]
) -> tuple[str, ...]:
    """People without an approved position: anybody in a proposed one, and whoever is planned
    into one that nobody may be hired into.

    Parameters
    ----------
    position
        Proposed, frozen, to be removed or locked ones are closed.
    people, hires
        Who is in it on the roster, and in the plan.

    Returns
    -------
    tuple[str, ...]
        Sentences, in the language of the run; empty where the position is approved.
    """
    if position.status is PositionStatus.PROPOSED:
        return tuple(
            _(
                "{position} is only proposed, but {who} is in it.",
                position=position.id,
                who=one.what,
            )
            for one in (*people, *hires)
        )
    why = (
        _("frozen") if position.status is PositionStatus.FROZEN
        else _("to be removed") if position.direction is Direction.REMOVE
        else _("locked (must-not)") if position.lock is Lock.MUST_NOT else ""
    )  # fmt: skip
    return (
        tuple(
            _(
                "{position} is {why}, but {who} fills it.",
                position=position.id,
                why=why,
                who=one.what,
            )
            for one in hires
        )
        if why
        else ()
    )


def status_differs(position: Position, people: Iterable[Occupant]) -> Iterator[str]:
    """Sentences on those who hold a position that is said to be open.

    Parameters
    ----------
    position
        Read for its status.
    people
        Who is in it on the roster; those still to come do not contradict it.

    Yields
    ------
    str
        One for each of them, with their name and the status.
    """
    if position.status in (PositionStatus.OPEN, PositionStatus.APPROVED):
        yield from (
            _(
                "{position} is said to be {status}, but {who} holds it.",
                position=position.id,
                status=_(position.status.value),
                who=one.what,
            )
            for one in people
            if not one.due
        )
