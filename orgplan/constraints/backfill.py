r"""A backfill follows a leaver: no more seats are backfilled in a role and team than have been left there, after the delay and by the share
that the lever says.

.. math::

    \sum_{\tau \le t} back_{rj\tau} \le \beta\, (V_{rj,t-\delta} + \sum_{m: rj \to \cdot,\ \tau \le t - \delta} move_{m\tau}) \qquad \forall r, j, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`back_{rj\tau}`     seats of role r in team j that make good a leaver            heads
:math:`V_{rjt}`           known leavers of the role and team who are gone at t's start  heads
:math:`move_{m\tau}`      moves out of the role or team                               0/1
:math:`\beta`             share of leavers that may be replaced (``share``)            0–1
:math:`\delta`            delay (``months``)                                           periods
========================  ==========================================================  =====

Whoever leaves by the plan's own redundancy is not replaced. Of groups, expected leavers are made good by recruits. A backfill is never
growth. Source: practice of position control.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from orgplan.constraints.rows import Decisions, Linear, Rows
from orgplan.domain.calendar import add_months
from orgplan.domain.levers import Lever
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Measure, Sense
from orgplan.domain.walk import Walk, departures

FAMILY = "backfill"


def emit(rows: Rows, org: Organisation, x: Decisions) -> None:
    """State one row for each lever, role, team and period in which a backfill may start."""
    seats: dict[tuple[str, str, str], list[tuple[int, object]]] = defaultdict(list)
    for seat, variable in x.hire.items():
        if seat.lever is not None and seat.until is None:
            seats[seat.lever, seat.role, seat.team].append((seat.start, variable))
    for (lever_id, role, team), starts in seats.items():
        lever = org.lever[lever_id]
        for period in sorted({start for start, _ in starts}):
            filled = Linear(0.0, [(1.0, variable) for start, variable in starts if start <= period])
            vacated = _vacated(org, x, lever, role, team, period)
            left = filled.plus(Linear(0.0, vacated.terms), -lever.share)
            rows.limit(FAMILY, (lever_id, role, team, org.calendar.label(period)), left, Sense.AT_MOST, lever.share * vacated.constant)


def _vacated(org: Organisation, x: Decisions, lever: Lever, role: str, team: str, period: int) -> Linear:
    """Seats of a role and team that have been left long enough before the start of a period."""
    delay = org.calendar.periods_for(lever.months)
    total = Linear()
    for person in org.people:
        if (person.role, person.team) != (role, team) or person.is_group:
            continue
        if person.end_date is not None:
            total.constant += person.end_date < add_months(org.calendar.first_day(period), -delay * org.calendar.months_per_period)
        for option in x.moves_of.get(person.id, ()):
            if option.start <= period - delay:
                total.add(1, x.move[option])
    return total


def measure(walk: Walk) -> Iterator[Measure]:
    """Compare the backfills begun with the seats left, in each period in which one begins."""
    org, calendar = walk.org, walk.org.calendar
    filled = [hire for hire in walk.plan.hires if hire.lever is not None and not hire.is_contractor]
    left = departures(org, walk.plan)
    for lever_id, role, team in sorted({(hire.lever or "", hire.role, hire.team) for hire in filled}):
        lever = org.lever[lever_id]
        starts = sorted(calendar.period_of(h.start_date) for h in filled if (h.lever, h.role, h.team) == (lever_id, role, team))
        whole = -(-int(-(-lever.months // 1)) // calendar.months_per_period) * calendar.months_per_period
        for period in range(max(0, starts[0]), calendar.periods):
            by = add_months(calendar.first_day(period), -whole)
            gone = sum(1 for _, its_role, its_team, last in left if (its_role, its_team) == (role, team) and last < by)
            begun = sum(start <= period for start in starts)
            short = max(0.0, begun - lever.share * gone)
            yield Measure(
                FAMILY,
                (lever_id, role, team, calendar.label(period)),
                lever.share * gone,
                begun,
                short if short > 1e-9 else 0.0,
                "seats",
                sense=Sense.AT_MOST,
            )


def explain(measure: Measure, org: Organisation) -> str:
    """Say where more seats are backfilled than were left."""
    lever, role, team, period = measure.key
    return (
        f"{period}: {measure.planned:g} seats of {role} in {team} are backfilled under {lever}, {measure.required:g} may be by then: "
        f"{measure.short:g} too many. Hire them as growth, or backfill later, after the leaver and the delay."
    )
