"""When what is decided can begin: lead times of roles, positions, candidates and contractors, and
first days in the horizon.

Times are months from the as-of date, periods are numbered from 0.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil

from ..calendar import PeriodLength, add_months
from ..candidates import Candidate
from ..levers import Lever
from ..organisation import Organisation
from ..positions import Position
from ..roles import Role


def first_start(org: Organisation, role: Role, team: str) -> int:
    """First period in which a seat decided on the as-of date can be filled.

    Parameters
    ----------
    org
        Read for lead time and calendar.
    role, team
        The kind of seat.

    Returns
    -------
    int
        Index of a period. In plans by the year it is the one in which the lead time ends, else the
        first that begins after it.

    Examples
    --------
    >>> (
    ...     first_start(org, org.role["iOS engineer"], "Apps"),
    ...     first_start(org, org.role["Technical director"], "Apps"),
    ... )
    (1, 2)
    """
    calendar = org.calendar
    if calendar.period is not PeriodLength.YEAR:
        return first_whole_period(org, role, team)
    months = max(0, ceil(lead_time(org, role, team) - calendar.lead_in - 1e-9))
    return months // calendar.months_per_period


def first_whole_period(org: Organisation, role: Role, team: str) -> int:
    """First period at whose start a seat decided on the as-of date can be filled.

    Parameters
    ----------
    org
        Read for lead time and calendar.
    role, team
        The kind of seat.

    Returns
    -------
    int
        Index of a period; it may lie after the horizon.

    Examples
    --------
    >>> org.calendar.label(first_whole_period(org, org.role["iOS engineer"], "Apps"))
    '2027-Q2'
    """
    return org.calendar.first_after(lead_time(org, role, team))


def first_day(org: Organisation, role: Role, team: str) -> date:
    """First day on which a seat decided on the as-of date can be filled.

    A year is too long a period to wait for the next one: seats begin inside it, on the first of the
    month after the lead time. In plans by months and quarters they begin with a period.

    Parameters
    ----------
    org
        Read for lead time and calendar.
    role, team
        The kind of seat.

    Returns
    -------
    date
        It may lie after the horizon.

    Examples
    --------
    >>> first_day(org, org.role["iOS engineer"], "Apps")
    datetime.date(2027, 4, 1)
    """
    calendar = org.calendar
    if calendar.period is not PeriodLength.YEAR:
        return calendar.first_day(first_whole_period(org, role, team))
    return _no_sooner(org, calendar.start, lead_time(org, role, team))


def first_day_in(org: Organisation, position: Position) -> date:
    """First day on which a position can be filled: its start, or the first of the month after its
    lead time.

    Without a start it is on offer as any other seat. Where recruiting for a known day is under way,
    the lead time has begun already. A start that has passed unfilled slips.

    Parameters
    ----------
    org
        Read for lead time and calendar.
    position
        With or without a start.

    Returns
    -------
    date
        It may lie after the horizon.

    Examples
    --------
    >>> listed = Position(id="R-1", role="iOS engineer", team="Apps", start=date(2027, 3, 15))
    >>> first_day_in(org, listed), first_day_in(org, listed.replace(start=date(2027, 6, 1)))
    (datetime.date(2027, 3, 15), datetime.date(2027, 6, 1))
    """
    calendar, asked = org.calendar, slipped_start(org, position)
    if asked is None:
        return first_day(org, org.role[position.role], position.team)
    start = max(asked, calendar.start)
    lead = lead_time(org, org.role[position.role], position.team)
    return start if position.under_way else _no_sooner(org, start, lead)


def slipped_start(org: Organisation, position: Position) -> date | None:
    """Start of a position; of one whose day has passed unfilled `slip_days` after the as-of date.

    Parameters
    ----------
    org
        Read for the as-of date and ``slip_days``.
    position
        With or without a start.

    Returns
    -------
    date | None
        ``None`` where it has no start; as it stands where ``slip_days`` is 0.

    Examples
    --------
    >>> slow = org.replace(assumptions=org.assumptions.with_value("slip_days", 30))
    >>> slipped_start(
    ...     slow, Position(id="R-1", role="iOS engineer", team="Apps", start=date(2026, 10, 1))
    ... )
    datetime.date(2026, 12, 31)
    """
    as_of = org.calendar.as_of
    if position.start is None or position.start > as_of or not position.to_fill:
        return position.start
    days = int(org.assumptions.get("slip_days", position.team, position.role))
    return as_of + timedelta(days=days) if days else position.start


def first_day_of_contractor(org: Organisation, lever: Lever) -> date:
    """First day on which a contractor can begin: in plans by the year the first of the month after
    the lead time, as for seats.

    Parameters
    ----------
    org
        Read for the calendar.
    lever
        Its `months` are the lead time.

    Returns
    -------
    date
        It may lie after the horizon.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION, LeverKind
    >>> lever = Lever(
    ...     id="L-1",
    ...     kind=LeverKind.CONTRACTOR,
    ...     scope=ORGANISATION,
    ...     months=2,
    ...     min_stay=3,
    ...     max_stay=6,
    ... )
    >>> first_day_of_contractor(org, lever)
    datetime.date(2027, 4, 1)
    """
    calendar = org.calendar
    if calendar.period is not PeriodLength.YEAR:
        return calendar.first_day(calendar.first_after(lever.months))
    return _no_sooner(org, calendar.start, lever.months)


def engagements(org: Organisation, lever: Lever) -> Iterator[tuple[int, int]]:
    """First period of an engagement of a contractor within the horizon, and the one after its last:
    none is shorter than it may be.

    Parameters
    ----------
    org
        Read for the calendar.
    lever
        Its `min_stay` and `max_stay` are months.

    Yields
    ------
    tuple[int, int]
        Indices of periods; engagements that would end after the horizon are left out.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION, LeverKind
    >>> lever = Lever(
    ...     id="L-1",
    ...     kind=LeverKind.CONTRACTOR,
    ...     scope=ORGANISATION,
    ...     months=1,
    ...     min_stay=6,
    ...     max_stay=6,
    ... )
    >>> list(engagements(org, lever))
    [(0, 2), (1, 3), (2, 4)]
    """
    calendar, day = org.calendar, first_day_of_contractor(org, lever)
    for start in range(calendar.period_of(day), calendar.periods):
        began = max(calendar.month_of(day), start * calendar.months_per_period)
        for until in (start + stay for stay in _stays(org, lever)):
            months = until * calendar.months_per_period - began
            if until <= calendar.periods and months >= lever.min_stay - 1e-9:
                yield start, until


def _no_sooner(org: Organisation, start: date, lead: float) -> date:
    """A day, or the first of the month after a number of months from the as-of date, if that is
    later.
    """
    months = lead - org.calendar.lead_in
    gone = (start.day - 1) / monthrange(start.year, start.month)[1]
    if org.calendar.month_of(start) + gone >= months - 1e-9:
        return start
    return add_months(org.calendar.start, ceil(months - 1e-9))


def lead_of(org: Organisation, candidate: Candidate, team: str) -> float:
    """Months from the decision to a candidate's first day: notice, else none where the earliest day
    is known, else the role's.

    Parameters
    ----------
    org
        Read for lead times.
    candidate
        Whether notice or an earliest day is known.
    team
        Where the role's lead time would be taken.

    Returns
    -------
    float
        Months, also parts of them.

    Examples
    --------
    >>> lead_of(org, Candidate(id="Zoe", role="iOS engineer", notice=1.5), "Apps")
    1.5
    """
    if candidate.notice is not None:
        return candidate.notice
    return 0.0 if candidate.earliest is not None else lead_time(org, org.role[candidate.role], team)


def first_day_of_candidate(
    org: Organisation, candidate: Candidate, team: str, position: Position | None
) -> date:
    """First day on which a candidate can begin in a team, and in a position where one is named.

    Parameters
    ----------
    org
        Read for lead times and calendar.
    candidate
        Whether notice or an earliest day is known.
    team
        Id.
    position
        ``None`` is a seat that is not listed.

    Returns
    -------
    date
        It may lie after the horizon.

    Examples
    --------
    >>> zoe = Candidate(id="Zoe", role="iOS engineer", earliest=date(2027, 2, 15))
    >>> first_day_of_candidate(org, zoe, "Apps", None)
    datetime.date(2027, 2, 15)
    """
    seat = position.start if position is not None else None
    if position is not None and candidate.earliest is None:
        seat = slipped_start(org, position)
    asked = (candidate.earliest, seat)
    start = max([org.calendar.start, *(day for day in asked if day is not None)])
    return _no_sooner(org, start, lead_of(org, candidate, team))


def lead_time(org: Organisation, role: Role, team: str) -> float:
    """Months from the decision to the first day.

    Parameters
    ----------
    org
        Read for the assumption ``lead_time``.
    role
        Its own comes before the assumption.
    team
        Id.

    Returns
    -------
    float
        Also parts of months.

    Examples
    --------
    >>> (
    ...     lead_time(org, org.role["iOS engineer"], "Apps"),
    ...     lead_time(org, org.role["Technical director"], "Apps"),
    ... )
    (3.0, 6.0)
    """
    return (
        org.assumptions.get("lead_time", team, role.id)
        if role.lead_time is None
        else role.lead_time
    )


def _stays(org: Organisation, lever: Lever) -> range:
    """Lengths of an engagement of a contractor, in periods.

    Parameters
    ----------
    org
        Read for the length of a period.
    lever
        Its `min_stay` and `max_stay` are months.

    Returns
    -------
    range
        Whole periods, 1 at the least; empty where `max_stay` is shorter than a period.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION, LeverKind
    >>> list(
    ...     _stays(
    ...         org,
    ...         Lever(
    ...             id="L-1", kind=LeverKind.CONTRACTOR, scope=ORGANISATION, min_stay=3, max_stay=9
    ...         ),
    ...     )
    ... )
    [1, 2, 3]
    """
    longest = int((lever.max_stay + 1e-9) // org.calendar.months_per_period)
    return range(max(1, org.calendar.periods_for(lever.min_stay)), longest + 1)
