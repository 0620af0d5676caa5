"""Seats that are decided already (requisitions, positions), and actions that are fixed or
forbidden.

Positions come from the sheet Positions, locks from Locks. Positions that are alike are planned by
number and named again when the plan is extracted.
"""

from datetime import date
from enum import StrEnum

from pydantic import Field

from .base import Value
from .costs.money import Priced


class PositionStatus(StrEnum):
    """Where a seat stands: filled and open seats exist, approved ones may be hired, proposed ones
    are wishes, frozen ones are closed.

    Examples
    --------
    >>> op.Position(id="R-1", role="iOS engineer", team="Apps").status
    <PositionStatus.APPROVED: 'approved'>
    """

    FILLED = "filled"
    OPEN = "open"
    APPROVED = "approved"
    PROPOSED = "proposed"
    FROZEN = "frozen"


class Direction(StrEnum):
    """What a seat does to the organisation.

    Examples
    --------
    >>> op.Position(id="R-1", role="iOS engineer", team="Apps").direction
    <Direction.ADD: 'add'>
    """

    ADD = "add"
    BACKFILL = "backfill"
    CONVERT = "convert"
    REMOVE = "remove"


class Lock(StrEnum):
    """What has been decided about an action.

    Examples
    --------
    >>> op.Lock("must-not")
    <Lock.MUST_NOT: 'must-not'>
    """

    MUST = "must"
    MUST_NOT = "must-not"
    AT_MOST = "at-most"  # of actions only: a seat is filled or not


class Position(Priced):
    """One seat.

    Parameters
    ----------
    id
        Position or requisition id.
    role, team
        What it is, and where.
    status
        See :class:`PositionStatus`.
    direction
        See :class:`Direction`.
    start
        First day on which somebody is wanted in it; ``None`` is any.
    budget_salary
        Annual base that was budgeted for it, in plan currency, at which it is filled; ``None``
        takes the middle of the band.
    lock
        ``must``: the plan fills it (with a `start`: in the period of its first possible day);
        ``must-not``: it doesn't.

    Examples
    --------
    >>> seat = op.Position(id="POS-1", role="Java engineer", team="Platform", budget_salary=85_000)
    >>> seat.status.value, seat.direction.value
    ('approved', 'add')
    """

    id: str = Field(min_length=1)
    role: str
    team: str
    status: PositionStatus = PositionStatus.APPROVED
    direction: Direction = Direction.ADD
    start: date | None = None
    budget_salary: float | None = Field(default=None, ge=0)
    lock: Lock | None = None

    @property
    def stands(self) -> bool:
        """Whether it is a seat, filled or vacant: approved, and neither frozen nor to be
        removed.
        """
        held = (PositionStatus.FILLED, PositionStatus.OPEN, PositionStatus.APPROVED)
        return self.status in held and self.direction is not Direction.REMOVE

    @property
    def under_way(self) -> bool:
        """Whether somebody is being recruited for a known day: its lead time has begun already."""
        return self.status is PositionStatus.OPEN and self.start is not None

    @property
    def rank(self) -> int:
        """Whose turn it is: 0 for seats that are open, approved or must be filled, 1 for wishes."""
        return int(self.status is PositionStatus.PROPOSED and self.lock is not Lock.MUST)

    @property
    def on_hold(self) -> bool:
        """Whether it is vacant and may not be filled for now: frozen, or locked to stay empty."""
        held = self.status is PositionStatus.FROZEN or self.lock is Lock.MUST_NOT
        return (
            held
            and self.status is not PositionStatus.FILLED
            and self.direction is not Direction.REMOVE
        )

    @property
    def alike(self) -> tuple[object, ...]:
        """What two positions share between which nobody would choose."""
        return (
            self.role,
            self.team,
            self.start,
            self.budget_salary,
            self.stated,
            self.status,
            self.lock,
        )

    @property
    def to_fill(self) -> bool:
        """Whether somebody may be hired into it."""
        return (
            self.status not in (PositionStatus.FILLED, PositionStatus.FROZEN)
            and self.direction is not Direction.REMOVE
            and self.lock is not Lock.MUST_NOT
        )


class LockedAction(StrEnum):
    """Kinds of action that a row of `Locks` can fix or forbid.

    Examples
    --------
    >>> op.LockedAction("hire")
    <LockedAction.HIRE: 'hire'>
    """

    HIRE = "hire"
    TRAIN = "train"
    PROMOTION = "promotion"
    TRANSFER = "transfer"
    RETRAINING = "retraining"
    DOWNGRADING = "downgrading"
    REDUNDANCY = "redundancy"
    SHORT_TIME = "short time"
    CONTRACTOR = "contractor"
    BACKFILL = "backfill"
    TAKEOVER = "takeover"


class LockRow(Value):
    """Actions that must, or must not, be in the plan.

    Parameters
    ----------
    id
        Unique and stable, for instance ``K-001``.
    lock
        ``must`` asks for `count` such actions, ``at-most`` allows no more than `count`,
        ``must-not`` forbids all of them.
    action
        Kind of action that is asked for, limited or forbidden.
    who
        Person id; for hires, contractors and backfills the role. ``None`` is anybody, for takeovers
        seats of the plan too.
    team
        Team of the person or seat, or that is taken over; ``None`` is any.
    what
        Course (train), role (promotion, retraining, downgrading) or team (transfer) that it leads
        to; ``None`` is any.
    periods
        Numbers of the periods in which the action begins; empty is any.
    count
        How many there must be, or may be; a must-not has none.

    Examples
    --------
    >>> lock = op.LockRow(id="K-1", lock="must", action="hire", who="Frontend engineer", count=2)
    >>> lock.periods
    ()
    """

    id: str = Field(min_length=1)
    lock: Lock
    action: LockedAction
    who: str | None = None
    team: str | None = None
    what: str | None = None
    periods: tuple[int, ...] = ()
    count: int = Field(default=1, ge=0)

    def _check(self) -> None:
        if self.lock is Lock.MUST and self.count < 1:
            raise ValueError(f"{self.id} must be done, {self.count} times")

    @property
    def bound(self) -> int:
        """How many there must be, or may be."""
        return 0 if self.lock is Lock.MUST_NOT else self.count
