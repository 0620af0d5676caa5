"""Seats, and those who sit on them: what reconciliation compares."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from orgplan.domain import Position

DAY = timedelta(days=1)
FOREVER = date.max


class SeatState(StrEnum):
    """What a row of the reconciliation is about.

    Filled: somebody of the roster holds it. Open: approved, and nobody holds it yet. Over: more
    people than the seat has room for. Ghost: a position that is filled by nobody on the roster, or
    a person in a position that is not listed. Unapproved: a planned seat or a person without an
    approved position. Closed: proposed, frozen or to be removed, and nobody is in it or planned for
    it.

    Examples
    --------
    >>> op.SeatState("ghost")
    <SeatState.GHOST: 'ghost'>
    """

    OVER = "over"
    GHOST = "ghost"
    UNAPPROVED = "unapproved"
    FILLED = "filled"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class Tolerance:
    """How far two sources may be apart and still mean the same seat.

    Attributes
    ----------
    days
        Between the start of a position and a planned (or agreed) first day; also how long a
        hand-over in one seat may last.
    pay
        Share by which the base of full time may differ from the budgeted salary.

    Examples
    --------
    >>> op.Tolerance(days=14).days
    14
    """

    days: int = 31
    pay: float = 0.05


@dataclass(frozen=True)
class SeatRow:
    """One position, or a person or planned seat that has none.

    Attributes
    ----------
    position
        ``None`` where no listed position belongs to it.
    named
        Position id as it is named, listed or not.
    role, team
        Of the position, else of the person or planned seat.
    people, hires
        Ids of those who hold it, and of planned seats that fill it.
    matched_by
        How the two were found to belong together.
    differs
        What does not agree, in sentences; a row without any is reconciled.
    fix
        What brings it into line.

    Examples
    --------
    >>> row = op.SeatRow(op.SeatState.OPEN, None, "R-1", "iOS engineer", "Apps")
    >>> row.reconciled
    True
    """

    seat: SeatState
    position: Position | None
    named: str | None
    role: str
    team: str
    people: tuple[str, ...] = ()
    hires: tuple[str, ...] = ()
    matched_by: str = ""
    differs: tuple[str, ...] = ()
    fix: str = ""

    @property
    def reconciled(self) -> bool:
        """Whether everything agrees."""
        return not self.differs


@dataclass(frozen=True)
class Occupant:
    """Somebody of the roster, or a planned seat, with the days for which a position is held.

    Attributes
    ----------
    id, what
        Its id, and what it is called in sentences.
    role, team
        At first: a move to another ends the days.
    first, last
        Days for which it is there, both inclusive; without an end the last day there is.
    pay, fte
        Annual base of full time, and the share of it that is worked and paid.
    named
        Position id that the source names.
    due
        First day still to come: planned, or agreed but not yet at work.
    planned
        Whether it is a seat of the plan.
    replaces
        Id of the person that a backfill replaces.
    """

    id: str
    what: str
    role: str
    team: str
    first: date
    last: date
    pay: float
    named: str | None
    due: bool
    planned: bool
    replaces: str | None = None
    fte: float = 1.0
