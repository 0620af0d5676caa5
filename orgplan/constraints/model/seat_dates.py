"""When seats begin, and when they have to be decided.

Only `emit` functions and the solver room use this module; the checker works out the same on its
own.
"""

import math
from collections.abc import Iterable
from datetime import date

from orgplan.domain import (
    Organisation,
    Part,
    first_day,
    first_day_in,
    first_day_of_candidate,
    first_day_of_contractor,
    lead_of,
    lead_time,
)

from .decisions import DecisionVariables, Seat
from .linear import Linear


def first_day_of(org: Organisation, seat: Seat) -> date:
    """First day at work in a seat: that of its period, or the later one of its lead time or of the
    position that it fills.

    Parameters
    ----------
    org
        Read for lead times, positions and candidates.
    seat
        Of its period only the start counts.

    Returns
    -------
    date
        Inside the period, or after it where the offer is not to be believed.

    Examples
    --------
    >>> first_day_of(org, Seat("iOS engineer", "Apps", 1))
    datetime.date(2027, 4, 1)
    """
    first = org.calendar.first_day(seat.start)
    if seat.position is None and seat.candidate is None and seat.until is None:
        return max(first, first_day(org, org.role[seat.role], seat.team))
    if seat.until is not None and seat.lever is not None:
        return max(first, first_day_of_contractor(org, org.lever[seat.lever]))
    position = None if seat.position is None else org.position[seat.position]
    if seat.candidate is not None:
        who = org.candidate[seat.candidate]
        return max(first, first_day_of_candidate(org, who, seat.team, position))
    return first if position is None else max(first, first_day_in(org, position))


def decided_in(org: Organisation, seat: Seat) -> int:
    """Period in which a seat is decided to be filled in time; negative is before the horizon, as
    where recruiting is under way.

    Parameters
    ----------
    org
        Read for lead times and positions.
    seat
        A kind of seat.

    Returns
    -------
    int
        Index of a period. Free seats count by the month of their first day, so that plans by the
        year don't lose a lead time of some months; all others in whole periods.

    Examples
    --------
    >>> (
    ...     decided_in(org, Seat("iOS engineer", "Apps", 1)),
    ...     decided_in(org, Seat("Technical director", "Product", 2)),
    ... )
    (0, 0)
    """
    lead, length = lead_of_seat(org, seat), org.calendar.months_per_period
    if seat.position is None and seat.candidate is None:
        month = org.calendar.month_of(first_day_of(org, seat))
        return math.floor((month - lead) / length + 1e-9)
    decided = seat.start - org.calendar.periods_for(lead)
    return (
        min(decided, -1)
        if seat.position is not None and org.position[seat.position].under_way
        else decided
    )


def lead_of_seat(org: Organisation, seat: Seat) -> float:
    """Months from the decision to the first day in a seat: of the contractor's lever, the
    candidate's notice, or the role's.

    Parameters
    ----------
    org
        Read for levers, candidates, roles and assumptions.
    seat
        A kind of seat.

    Returns
    -------
    float
        Months, also parts of them.

    Examples
    --------
    >>> lead_of_seat(org, Seat("iOS engineer", "Apps", 1))
    3.0
    """
    if seat.lever is not None and seat.until is not None:
        return org.lever[seat.lever].months
    if seat.candidate is not None:
        return lead_of(org, org.candidate[seat.candidate], seat.team)
    return lead_time(org, org.role[seat.role], seat.team)


def seats_decided(
    org: Organisation,
    x: DecisionVariables,
    part: Part,
    selectors: Iterable[str],
    period: int,
    *,
    growth: bool,
) -> Linear:
    """Seats of the selected roles in a part that are decided in a period, and recruits of groups;
    of growth, or all.

    Parameters
    ----------
    org
        Read for lead times and role families.
    x
        Seats, and recruits of groups.
    part
        Teams, and a location where only one counts.
    selectors
        Role ids or families; empty selects all.
    period
        Index of the period of the decision; negative ones lie before the horizon.
    growth
        Whether backfills and contractors are left out.

    Returns
    -------
    Linear
        Heads. The hiring freeze and the pace of growth read it.

    Examples
    --------
    >>> seats_decided(org, x, org.part(org.need["N-003"].scope), ["iOS engineer"], 1, growth=True)
    Linear(constant=0.0, terms=[(1, 'hire(iOS engineer,Apps,2027-Q3)')])
    """
    chosen, total = tuple(selectors), Linear()
    for seat, seats in x.hire.items():
        if (
            seat.place in part
            and (seat.grows or not growth)
            and org.matches(seat.role, chosen)
            and decided_in(org, seat) == period
        ):
            total.add(1, seats)
    for flow, recruits in x.flow.items():
        group = org.person.get(flow.group)
        if (
            flow.kind is None
            and group is not None
            and (group.team, group.location) in part
            and org.matches(group.role, chosen)
        ):
            lead = org.calendar.periods_for(lead_time(org, org.role[group.role], group.team))
            total.add(float(flow.period - lead == period), recruits)
    return total
