"""Levers: what a plan may do besides hiring and training. A lever that has no row is not pulled.

Money is in plan currency, times in months, shares 0-1. What is on offer because of a lever is in
:mod:`orgplan.domain.staffing.lever_offers`.
"""

from enum import StrEnum

from pydantic import Field

from .costs.money import Priced
from .teams import ORGANISATION, Scope


class LeverKind(StrEnum):
    """What is done, by kind.

    Examples
    --------
    >>> op.LeverKind("backfill")
    <LeverKind.BACKFILL: 'backfill'>
    """

    PROMOTION = "promotion"
    TRANSFER = "transfer"
    RETRAINING = "retraining"
    DOWNGRADING = "downgrading"
    REDUNDANCY = "redundancy"
    SHORT_TIME = "short time"
    OVERSTAFFING = "overstaffing"
    CONTRACTOR = "contractor"
    BACKFILL = "backfill"


MOVES = (LeverKind.PROMOTION, LeverKind.TRANSFER, LeverKind.RETRAINING, LeverKind.DOWNGRADING)


class Lever(Priced):
    """One thing that a plan may do, for which people, how often, and at what cost.

    Parameters
    ----------
    id
        Unique and stable, for instance ``L-002``.
    kind
        What is done.
    scope
        Part of the organisation to whose people (or seats) it is done.
    roles
        Roles or families to which it is done; none is all.
    to_role, to_team
        Role and team after a move. A promotion without `to_role` leads to the next level of the
        same role; a transfer without `to_team` leads to any other team of the scope.
    most
        Most heads in one period; ``None`` is no cap.
    share_of_receiving
        Most heads in one period as a share of the heads that the receiving role has in that period;
        ``None`` is no cap.
    cap
        Name of a shared cap: rows with the same name share their (equal) `most`.
    cost
        In plan currency: once for each head (moves; redundancy: severance beside `months_of_base`),
        for each head and year (short time, overstaffing), once for each engagement (contractor).
    raise_pct
        Raise of the base on a move (0.08 = 8 %); the new base lies in the band of the new role all
        the same.
    months
        Hand-over (moves: how long the loss lasts), notice (redundancy), delay (backfill), lead time
        (contractor: nobody begins before so long after the as-of date).
    share
        What is lost or covered, 0-1: of output during the hand-over (promotion, transfer,
        retraining), of those who are downgraded and leave because of it, of hours (short time), of
        leavers that may be replaced (backfill); premium on base (contractor).
    min_match
        Share (0-1) of the skills that the new role asks for at the start which somebody must have
        on the day (promotion, transfer into another role).
    months_of_base
        Severance in months of base (redundancy).
    min_stay
        Fewest months of an engagement (contractor).
    max_stay
        Most months of an engagement (contractor).

    Examples
    --------
    >>> lever = op.Lever(id="L-1", kind="promotion", raise_pct=0.08, months=1)
    >>> lever.scope.label, lever.most is None
    ('organisation', True)
    """

    id: str = Field(min_length=1)
    kind: LeverKind
    scope: Scope = ORGANISATION
    roles: tuple[str, ...] = ()
    to_role: str | None = None
    to_team: str | None = None
    most: float | None = Field(default=None, ge=0)
    share_of_receiving: float | None = Field(default=None, ge=0, le=1)
    cap: str | None = None
    cost: float = Field(default=0.0, ge=0)
    raise_pct: float = Field(default=0.0, ge=-0.9, le=5)
    months: float = Field(default=0.0, ge=0, le=36)
    share: float = Field(default=0.0, ge=0, le=5)
    min_match: float = Field(default=1.0, ge=0, le=1)
    months_of_base: float = Field(default=0.0, ge=0, le=36)
    min_stay: float = Field(default=3.0, ge=1, le=60)
    max_stay: float = Field(default=12.0, ge=1, le=60)

    def _check(self) -> None:
        if self.min_stay > self.max_stay:
            raise ValueError(
                f"{self.id}: the shortest stay ({self.min_stay:g} months) is longer than the"
                f" longest ({self.max_stay:g})"
            )
        if self.kind is not LeverKind.CONTRACTOR and self.share > 1:
            raise ValueError(f"{self.id}: a share of {self.share:g} is more than all")
        if self.kind in (LeverKind.RETRAINING, LeverKind.DOWNGRADING) and self.to_role is None:
            raise ValueError(f"{self.id}: a {self.kind} needs the role that it leads to")
