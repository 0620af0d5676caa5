"""Roster, positions and plan held against each other: which seats are filled, open, over, ghost or
unapproved.

Who belongs where is settled by :mod:`orgplan.analysis.seats.pairing`. Groups are planned by numbers
and hold no positions; nor do contractors, unless they name one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from orgplan.domain import (
    Direction,
    Organisation,
    Plan,
    Position,
    PositionStatus,
)
from orgplan.language import _, with_values

from ..headcount.stays import last_day
from .matching import (
    SeatMatch,
    closed_to,
    days_apart,
    overlap,
    pay_apart,
    ranked,
    status_differs,
    stays_on,
    together,
)
from .occupants import FOREVER, Occupant, SeatRow, SeatState, Tolerance
from .pairing import BY_PLACE, Pairing, key_of


def reconcile(
    org: Organisation, plan: Plan, tolerance: Tolerance | None = None
) -> tuple[SeatRow, ...]:
    """Hold roster, positions and plan against each other.

    Parameters
    ----------
    org
        Read for its roster and positions.
    plan
        Its seats count as holders too, from their first day on.
    tolerance
        How far start and pay may lie apart for a match by role and team; ``None`` is the usual one.

    Returns
    -------
    tuple of SeatRow
        Every position once, and every person and planned seat without one; what does not agree
        comes first.
    """
    pairs = Pairing(org, plan, tolerance or Tolerance())
    verdicts = _Verdicts(pairs)
    rows = [*map(verdicts.judged, pairs.places.values()), *map(verdicts.stray, pairs.strays)]
    order = [*SeatState]
    return tuple(
        sorted(
            rows,
            key=lambda row: (
                row.reconciled,
                order.index(row.seat),
                row.team,
                row.role,
                row.named or "~",
            ),
        )
    )


@dataclass(frozen=True)
class _Verdicts:
    """What is wrong with each position, and with whoever has none."""

    pairs: Pairing

    def judged(self, place: SeatMatch) -> SeatRow:
        """The row of a position.

        Parameters
        ----------
        place
            A position with those who were matched with it.

        Returns
        -------
        SeatRow
            ``differs`` holds a sentence for each thing that does not agree; empty where all does.
        """
        people = [occupant for occupant, _ in place.found if not occupant.planned]
        hires = [occupant for occupant, _ in place.found if occupant.planned]
        seat, differs, fix = self._verdict(place, people, hires)
        details = tuple(self._details(place)) if seat in (SeatState.FILLED, SeatState.OPEN) else ()
        if details and not differs:
            fix = _("Correct the one that is out of date.")
        return SeatRow(
            seat, place.position, place.position.id, place.position.role, place.position.team,
            tuple(one.id for one in people), tuple(one.id for one in hires),
            ", ".join(dict.fromkeys(how for _, how in place.found)),
            (*differs, *details), fix if differs or details else "",
        )  # fmt: skip

    def _verdict(
        self, place: SeatMatch, people: list[Occupant], hires: list[Occupant]
    ) -> tuple[SeatState, tuple[str, ...], str]:
        """State of a position, what does not agree, and what mends it: the gravest fault decides,
        in this order.
        """
        position = place.position
        crowd = self._crowd(place)
        if crowd:
            return (
                SeatState.OVER,
                crowd,
                _("Give one of them another position, or move the dates apart."),
            )
        if (
            people
            and position.direction is Direction.REMOVE
            and (late := stays_on(position, people, self.pairs.as_of))
        ):
            return SeatState.OVER, late, _("Plan the departure, or keep the seat.")
        if closed := closed_to(position, people, hires):
            return (
                SeatState.UNAPPROVED,
                closed,
                _("Get the position approved, or take it out of roster and plan."),
            )
        if emptied := tuple(self._emptied(place, people, hires)):
            return (
                SeatState.FILLED,
                emptied,
                _("Set its direction to remove, or plan somebody into it."),
            )
        if people:
            return (
                SeatState.FILLED,
                tuple(status_differs(position, people)),
                _("Set its status to filled."),
            )
        if position.status is PositionStatus.FILLED and position.direction is not Direction.REMOVE:
            return (
                SeatState.GHOST,
                (self._nobody(position),),
                _("Set its status to open or delete it, or put its holder on the roster."),
            )
        return (SeatState.OPEN if position.stands else SeatState.CLOSED), (), ""

    def _emptied(
        self, place: SeatMatch, people: list[Occupant], hires: list[Occupant]
    ) -> Iterator[str]:
        """People that the plan lets go from a seat that stays approved, and that nobody else holds
        or is planned for.
        """
        if hires or not place.position.stands or any(one.last == FOREVER for one in people):
            return
        for one in people:
            if (
                last_day(self.pairs.org.person[one.id], self.pairs.plan)
                != self.pairs.org.person[one.id].end_date
            ):
                yield _(
                    "The plan lets {who} go on {day}, but {position} stays approved.",
                    who=one.what,
                    day=one.last,
                    position=place.position.id,
                )

    def _nobody(self, position: Position) -> str:
        left = self.pairs.gone.get(key_of(position.id))
        why = _("; {who} left on {day}", who=left.name, day=left.end_date) if left else ""
        return _(
            "{position} is said to be filled, but nobody on the roster holds it{why}.",
            position=position.id,
            why=why,
        )

    def _crowd(self, place: SeatMatch) -> tuple[str, ...]:
        """A sentence for each two who are in the position together for more days than a hand-over
        may last.
        """
        found = [occupant for occupant, _ in place.found]
        return tuple(
            _(
                "{one} and {other} are both in {position}{when}.",
                one=one.what,
                other=other.what,
                position=place.position.id,
                when=together(one, other),
            )
            for one, other in combinations(found, 2)
            if overlap(one, other) > self.pairs.tolerance.days
        )

    def _details(self, place: SeatMatch) -> Iterator[str]:
        """What does not agree on somebody who belongs there."""
        position = place.position
        for occupant, how in place.found:
            if how == BY_PLACE and occupant.named is not None:
                yield _(
                    "{who} names the position {position}, which is not listed.",
                    who=occupant.what,
                    position=occupant.named,
                )
            converted = position.direction is Direction.CONVERT and occupant.team == position.team
            if (occupant.role, occupant.team) != (position.role, position.team) and not converted:
                yield _(
                    "{who} is {role} in {team}, the position is {role_of_position} in"
                    " {team_of_position}.",
                    who=occupant.what,
                    role=occupant.role,
                    team=occupant.team,
                    role_of_position=position.role,
                    team_of_position=position.team,
                )
            days, pay = days_apart(occupant, position), pay_apart(occupant, position)
            if days > self.pairs.tolerance.days:
                yield _(
                    "{who} starts on {day}, the position on {start}: {days} days apart.",
                    who=occupant.what,
                    day=occupant.first,
                    start=position.start,
                    days=days,
                )
            if abs(pay) > self.pairs.tolerance.pay:
                sentence = (
                    _("{who} is paid {share:.1%} above the budgeted {budget:,.2f}.")
                    if pay > 0
                    else _("{who} is paid {share:.1%} below the budgeted {budget:,.2f}.")
                )
                budget = position.budget_salary
                yield with_values(sentence, who=occupant.what, share=abs(pay), budget=budget)

    def stray(self, occupant: Occupant) -> SeatRow:
        """The row of a person or planned seat without a position.

        Parameters
        ----------
        occupant
            Somebody without a position.

        Returns
        -------
        SeatRow
            A ghost where somebody on the roster names a position that is not listed, else
            unapproved.
        """
        seat = (
            SeatState.GHOST
            if occupant.named is not None and not occupant.planned
            else SeatState.UNAPPROVED
        )
        people, hires = ((), (occupant.id,)) if occupant.planned else ((occupant.id,), ())
        if occupant.named is not None:
            differs = _(
                "{who} names the position {position}, which is not listed.",
                who=occupant.what,
                position=occupant.named,
            )
            fix = _("Add {position} to Positions, or correct the id.", position=occupant.named)
        else:
            differs = _(
                "No approved position is free for {who}, {role} in {team}{nearest}.",
                who=occupant.what,
                role=occupant.role,
                team=occupant.team,
                nearest=self._nearly(occupant),
            )
            fix = (
                _("Get a position approved, or take it out of the plan.")
                if occupant.planned
                else _("Add the seat to Positions.")
            )
        return SeatRow(
            seat,
            None,
            occupant.named,
            occupant.role,
            occupant.team,
            people,
            hires,
            "",
            (differs,),
            fix,
        )

    def _nearly(self, occupant: Occupant) -> str:
        """Why the nearest position of that role and team, free by its dates, was not taken."""
        here = [
            self.pairs.places[key] for key in self.pairs.at.get((occupant.role, occupant.team), ())
        ]
        near = [
            place.position
            for place in here
            if ranked(occupant, place) is not None
            and place.free_for(occupant, self.pairs.tolerance.days)
        ]
        if not near:
            return ""
        best = min(
            near,
            key=lambda position: (
                days_apart(occupant, position),
                abs(pay_apart(occupant, position)),
            ),
        )
        days, pay = days_apart(occupant, best), pay_apart(occupant, best)
        return _(
            " (the closest, {position}, is {days} days and {pay:.1%} of pay off)",
            position=best.id,
            days=days,
            pay=abs(pay),
        )
