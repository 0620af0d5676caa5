r"""Only listed seats are hired: where the plan may hire into positions only, no more seats are filled in a role and team than are listed by
then as open, approved or proposed.

.. math::

    \sum_{\tau \le t} hire_{rj\tau} + \sum_{\tau \le t} back_{rj\tau} \le P_{rjt} \qquad \forall r, j, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`hire_{rj\tau}`     permanent seats, backfills (back) too; no contractors        seats
:math:`P_{rjt}`           positions to fill that start by the end of t, or any time    seats
========================  ==========================================================  =====

Frozen and filled positions, and those that are to be removed, can't be hired into. Holds where ``only_positions`` of ``Settings`` says
yes. Source: practice of position control; sheet ``Positions``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from orgplan.constraints.rows import Decisions, Linear, Rows
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Measure, Sense
from orgplan.domain.walk import Walk

FAMILY = "positions"


def emit(rows: Rows, org: Organisation, x: Decisions) -> None:
    """State one row for each role, team and period in which a seat may start."""
    if not org.only_positions:
        return
    starts: dict[tuple[str, str], list[tuple[int, object]]] = defaultdict(list)
    for seat, variable in x.hire.items():
        if seat.until is None:
            starts[seat.role, seat.team].append((seat.start, variable))
    for (role, team), seats in starts.items():
        for period in sorted({start for start, _ in seats}):
            left = Linear(0.0, [(1.0, variable) for start, variable in seats if start <= period])
            listed = sum(
                1
                for position in org.positions
                if (position.role, position.team) == (role, team)
                and position.to_fill
                and (position.start is None or org.calendar.period_of(position.start) <= period)
            )
            rows.limit(FAMILY, (role, team, org.calendar.label(period)), left, Sense.AT_MOST, listed)


def measure(walk: Walk) -> Iterator[Measure]:
    """Compare seats filled with positions listed, in each period from the first seat on."""
    org = walk.org
    permanent = [hire for hire in walk.plan.hires if not hire.is_contractor] if org.only_positions else []
    for role, team in sorted({(hire.role, hire.team) for hire in permanent}):
        mine = [hire for hire in permanent if (hire.role, hire.team) == (role, team)]
        open_to_all = [position for position in org.positions if (position.role, position.team) == (role, team) and position.to_fill]
        for period, label in enumerate(org.calendar.labels):
            last = org.calendar.last_day(period)
            filled = sum(hire.start_date <= last for hire in mine)
            listed = sum(position.start is None or position.start <= last for position in open_to_all)
            if filled:
                yield Measure(FAMILY, (role, team, label), listed, filled, max(0, filled - listed), "seats", sense=Sense.AT_MOST)


def explain(measure: Measure, org: Organisation) -> str:
    """Say where more seats are filled than are listed."""
    role, team, period = measure.key
    return (
        f"{period}: {measure.planned:g} seats of {role} in {team} are filled, {measure.required:g} are listed by then as open, approved or "
        f"proposed: {measure.short:g} too many. Hire later, get a position approved, or let the plan hire beyond the list (only_positions)."
    )
