"""What people, groups and seats give in FTE, and what courses take, as linear functions of the
decisions.

Only `emit` functions and the solver room use this module; the checker simulates the same quantities
on its own.
"""

import math

from orgplan.domain import Course, Employment, LeverKind, Organisation, Person

from .decisions import DecisionVariables, MoveKey, Seat
from .linear import Linear
from .presence import (
    movers_still_there,
    ramp_months,
    recruits_still_there,
    situations,
    stock,
)
from .proficiency import steps_of
from .seat_dates import first_day_of


def output_of_person(
    org: Organisation, person: Person, period: int, move: MoveKey | None = None
) -> float:
    """FTE that somebody on the roster gives in a period, before training: employed x ramped x
    available x surviving x handed over.

    Parameters
    ----------
    org
        Read for calendar, ramp, attrition and availability.
    person
        No group. Contractors and known leavers have no attrition: their end is known.
    period
        Index of a period, 0 for the first.
    move
        A move that has been made by then: its role and team decide on availability and attrition,
        its lever on what the hand-over takes. ``None`` is the job of today.

    Returns
    -------
    float
        FTE, on average over the months of the period; ramp and survival are taken at the middle of
        each month.

    Examples
    --------
    >>> [round(output_of_person(org, org.person["P01"], period), 3) for period in range(4)]
    [0.99, 0.969, 0.949, 0.93]
    """
    calendar = org.calendar
    role, team = (person.role, person.team) if move is None else (move.role, move.team)
    first_month = calendar.month_of(person.start_date)
    ramp = ramp_months(org, person.role, person.team, person.location)  # a move has a hand-over
    own = person.attrition
    rate = (
        org.assumptions.get("attrition", person.id, team, role, person.location)
        if own is None
        else own
    )
    if person.end_date is not None or person.employment is Employment.CONTRACTOR:
        rate = 0.0
    total = 0.0
    for month in calendar.months_of(period):
        served = month - first_month + 0.5
        ramped = min(1.0, max(0.0, served) / ramp) if ramp else 1.0
        alive = (1 - rate) ** ((month - max(first_month, 0) + 0.5) / 12)
        employed = calendar.share_of_month(month, person.start_date, person.end_date)
        total += employed * ramped * alive * (1 - (_handed_over(org, move, month) if move else 0.0))
    availability = org.assumptions.get("availability", person.id, team, role, person.location)
    return total / calendar.months_per_period * person.fte * availability


def _handed_over(org: Organisation, move: MoveKey, month: int) -> float:
    """Share of output that a move costs in a month."""
    lever = org.lever[move.lever]
    if move.kind is LeverKind.DOWNGRADING:
        return lever.share
    return lever.share * min(
        1.0, max(0.0, lever.months - (month - move.start * org.calendar.months_per_period))
    )


def ramp_loss(org: Organisation, x: DecisionVariables, group: Person, period: int) -> Linear:
    """Output that recruits on their ramp, and people during the hand-over, don't give yet, in
    heads.

    Parameters
    ----------
    org
        Read for ramp, onboarding and hand-over.
    x
        Flows into the group, each in its own period.
    group
        Somebody of the roster with a headcount.
    period
        Index of a period, 0 for the first.

    Returns
    -------
    Linear
        Heads, on average over the months of the period; short time is not among them.

    Examples
    --------
    >>> workers = org.person["P05"].replace(headcount=40.0)
    >>> from orgplan.constraints.model import GroupFlowKey
    >>> chosen = DecisionVariables(
    ...     {}, {}, {}, flow={GroupFlowKey(None, None, "P05", None, 1): "recruits"}
    ... )
    >>> [
    ...     (round(share, 3), recruits)
    ...     for share, recruits in ramp_loss(org, chosen, workers, 1).terms
    ... ]
    [(0.612, 'recruits')]
    """
    length, missing = org.calendar.months_per_period, Linear()
    for flow in x.flows_of.get(group.id, ()):
        if flow.period > period:
            continue
        gone = (period - flow.period) * length
        if flow.kind is None:
            missing.add(
                recruit_loss(org, group, gone)
                * recruits_still_there(org, group, period - flow.period),
                x.flow[flow],
            )
        elif flow.to_group == group.id and flow.kind is not LeverKind.DOWNGRADING:
            lever = org.lever[flow.lever or ""]
            lost = (
                math.fsum(
                    min(1.0, max(0.0, lever.months - gone - month)) for month in range(length)
                )
                * lever.share
            )
            missing.add(
                lost / length * movers_still_there(org, group, period - flow.period), x.flow[flow]
            )
    return missing


def recruit_loss(org: Organisation, group: Person, gone: int) -> float:
    """Heads' worth of output that a recruit does not give, and takes of the others, in the period
    that begins a number of months after the first day.

    Parameters
    ----------
    org
        Read for ramp and onboarding.
    group
        Read for role, team and location.
    gone
        Months from the first day to the start of the period; a multiple of the period's length.

    Returns
    -------
    float
        Heads for each recruit, 0 once the ramp is over; with onboarding it may be above 1.

    Examples
    --------
    >>> [round(recruit_loss(org, org.person["P01"], gone), 3) for gone in (0, 3, 6)]
    [0.625, 0.042, 0.0]
    """
    length, ramp = (
        org.calendar.months_per_period,
        ramp_months(org, group.role, group.team, group.location),
    )
    if not ramp:
        return 0.0
    each = org.assumptions.get("onboarding", group.team, group.role, group.location)
    return (
        math.fsum(
            max(0.0, 1 - (gone + month + 0.5) / ramp)
            + each * min(1.0, max(0.0, ramp - gone - month))
            for month in range(length)
        )
        / length
    )


def output_of_group(org: Organisation, x: DecisionVariables, group: Person, period: int) -> Linear:
    """FTE that a group gives in a period: its heads, less what some don't give yet and what short
    time takes.

    Parameters
    ----------
    org
        Read for ramp, availability and levers.
    x
        Flows of the group.
    group
        Somebody of the roster with a headcount; `fte` is that of each head.
    period
        Index of a period, 0 for the first.

    Returns
    -------
    Linear
        FTE.

    Examples
    --------
    >>> round(output_of_group(org, x, org.person["P05"].replace(headcount=40.0), 0).constant, 2)
    39.17
    """
    total = stock(org, x, group, period).plus(ramp_loss(org, x, group, period), -1)
    for flow in x.flows_of.get(group.id, ()):
        if flow.kind is LeverKind.SHORT_TIME and flow.period == period:
            total.add(-org.lever[flow.lever or ""].share, x.flow[flow])
    return Linear().plus(
        total,
        org.assumptions.get("availability", group.id, group.team, group.role, group.location)
        * group.fte,
    )


def available(org: Organisation, x: DecisionVariables, person: Person, period: int) -> Linear:
    """FTE that somebody on the roster gives in a period before training, as moves, redundancy and
    short time leave it.

    Parameters
    ----------
    org
        Read for all that decides on output.
    x
        Moves, redundancies and short time; what courses take is subtracted by whoever needs it.
    person
        Of the roster, no group.
    period
        Index of a period, 0 for the first.

    Returns
    -------
    Linear
        FTE. Short time takes its share of the output in the job of today.

    Examples
    --------
    >>> round(available(org, x, org.person["P01"], 0).constant, 3)
    0.99
    """
    total = Linear()
    if person.id not in x.unsettled:
        total.constant = output_of_person(org, person, period)
    else:
        for at in situations(org, x, person, period):
            total = total.plus(at.here, output_of_person(org, person, period, at.move))
    for reduction in x.reductions_of.get(person.id, ()):
        if reduction.period == period:
            total.add(
                -org.lever[reduction.lever].share * output_of_person(org, person, period),
                x.reduce[reduction],
            )
    return total


def output_of_seat(org: Organisation, seat: Seat, period: int) -> float:
    """FTE that a seat filled in one period gives in another; of its first month only the days at
    work count.

    Parameters
    ----------
    org
        Read for ramp, attrition and availability.
    seat
        Full time; contractors have no attrition.
    period
        Index of a period in which it is there; earlier ones give 0.

    Returns
    -------
    float
        FTE for each head, on average over the months of the period.

    Examples
    --------
    >>> seat = Seat("iOS engineer", "Apps", 1)
    >>> [round(output_of_seat(org, seat, period), 3) for period in range(4)]
    [0.0, 0.37, 0.929, 0.949]
    """
    length, scopes, day = (
        org.calendar.months_per_period,
        (seat.team, seat.role, seat.location),
        first_day_of(org, seat),
    )
    ramp = ramp_months(org, seat.role, seat.team, seat.location)
    rate = org.assumptions.get("attrition", *scopes) if seat.until is None else 0.0
    first, total = org.calendar.month_of(day), 0.0
    for month in range(max(first, period * length), (period + 1) * length):
        months, share = (
            month - first + 0.5,
            org.calendar.share_of_month(month, day, None) if month == first else 1.0,
        )
        total += share * (min(1.0, months / ramp) if ramp else 1.0) * (1 - rate) ** (months / 12)
    return total / length * org.assumptions.get("availability", *scopes)


def course_time(
    org: Organisation, person: Person, course: Course, start: int, period: int
) -> float:
    """FTE that a course begun on the first day of one period takes from a person in another.

    Parameters
    ----------
    org
        Read for hours a month of full time.
    person
        Read for team, role and location.
    course
        Its hours are spread evenly over its months, of which there is one at least.
    start, period
        Indices of the period in which it begins, and of the one in which time is taken.

    Returns
    -------
    float
        FTE, on average over the months of the period; 0 before it begins and after it ends.

    Examples
    --------
    >>> round(course_time(org, org.person["P02"], org.courses[1], 0, 0), 3)
    0.167
    """
    per_month = _hours_of_full_time(org, person)
    return _time_taken(course, per_month, org.calendar.months_per_period, period - start)


def training_time(org: Organisation, x: DecisionVariables, person: Person, period: int) -> Linear:
    """FTE that the courses on offer to somebody take in a period.

    Parameters
    ----------
    org
        Read for courses and hours a month of full time.
    x
        Courses.
    person
        Read for team, role and location.
    period
        Index of a period, 0 for the first.

    Returns
    -------
    Linear
        FTE, on average over the months of the period, with a term for each course that may have
        begun by then.

    Examples
    --------
    >>> len(training_time(org, x, org.person["P02"], 0).terms)
    2
    """
    length, per_month = org.calendar.months_per_period, _hours_of_full_time(org, person)
    total = Linear()
    for step, start, taken in steps_of(x, person.id):
        if start <= period:
            course = org.course[step.course]
            total.add(_time_taken(course, per_month, length, period - start), taken)
    return total


def _hours_of_full_time(org: Organisation, person: Person) -> float:
    return org.assumptions.get("hours_per_month", person.team, person.role, person.location)


def _time_taken(course: Course, per_month: float, length: int, since: int) -> float:
    """FTE in a period of `length` months, `since` periods after that in which the course begins."""
    months = max(course.duration, 1.0)
    inside = min(max(months - since * length, 0.0), length) if since >= 0 else 0.0
    return course.hours / per_month * inside / months / length
