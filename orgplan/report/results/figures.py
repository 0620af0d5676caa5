"""Figures as results show them: money, heads, periods and days."""

from datetime import date, timedelta
from math import ceil

from orgplan.domain import Organisation, Training, add_months
from orgplan.language import N_, _

BEFORE = N_("before the horizon")
AFTER = N_("after the horizon")


def money(cents: float) -> float:
    """Cents as units of the currency, to the cent.

    Parameters
    ----------
    cents
        May have fractions of a cent.

    Returns
    -------
    float
        Major units.

    Examples
    --------
    >>> money(123456.4)
    1234.56
    """
    return round(cents / 100, 2)


def rounded(number: float) -> float:
    """A number without the dust of floating point, as sheets show it.

    Parameters
    ----------
    number
        Of any unit.

    Returns
    -------
    float
        To five decimals.

    Examples
    --------
    >>> rounded(0.1 + 0.2)
    0.3
    """
    return round(float(number), 5)


def whole(number: float) -> float | int:
    """A number as a whole one, where it is.

    Parameters
    ----------
    number
        Of any unit.

    Returns
    -------
    float or int
        The number itself where it has a fraction.

    Examples
    --------
    >>> whole(2.0), whole(2.5)
    (2, 2.5)
    """
    return int(number) if number == int(number) else number


def slack(required: float, planned: float, at_least: bool) -> float:
    """How much is left before a constraint is missed; negative where it is.

    Parameters
    ----------
    required, planned
        Right side and left side of the constraint, in one unit.
    at_least
        Whether `planned` must be at least `required`, else at most.

    Returns
    -------
    float
        In the unit of both.

    Examples
    --------
    >>> slack(3.0, 2.0, at_least=True), slack(3.0, 2.0, at_least=False)
    (-1.0, 1.0)
    """
    return planned - required if at_least else required - planned


def period_label(org: Organisation, period: int) -> str:
    """Name of a period, also of one outside the horizon.

    Parameters
    ----------
    org
        Read for its calendar.
    period
        Below 0 lies before the horizon, T or more after it.

    Returns
    -------
    str
        Outside the horizon words in the language of the run.
    """
    if period < 0:
        return _(BEFORE)
    return org.calendar.label(period) if period < org.calendar.periods else _(AFTER)


def last_day_of(org: Organisation, training: Training) -> date:
    """Last day of the last month in which a course takes time.

    Parameters
    ----------
    org
        Read for the duration of the course, in months; any part of a month counts as one.
    training
        A course that somebody begins.

    Returns
    -------
    date
        One month after the first day at the least, less a day.
    """
    months = ceil(max(org.course[training.course].duration, 1.0) - 1e-9)
    return add_months(training.start_date, months) - timedelta(days=1)
