"""Figures as results show them: money, heads, periods and days."""

from datetime import date, timedelta
from math import ceil

from orgplan.domain import Organisation, Training, add_months
from orgplan.language import N_, _

BEFORE = N_("before the horizon")
AFTER = N_("after the horizon")


def money(cents: float) -> float:
    """Cents as units of the currency, to the cent.

    Examples
    --------
    >>> money(123456.4)
    1234.56
    """
    return round(cents / 100, 2)


def rounded(number: float) -> float:
    """A number without the dust of floating point, as sheets show it."""
    return round(float(number), 5)


def whole(number: float) -> float | int:
    """A number as a whole one, where it is."""
    return int(number) if number == int(number) else number


def slack(required: float, planned: float, at_least: bool) -> float:
    """How much is left before a constraint is missed; negative where it is."""
    return planned - required if at_least else required - planned


def period_label(org: Organisation, period: int) -> str:
    """Name of a period, also of one outside the horizon."""
    if period < 0:
        return _(BEFORE)
    return org.calendar.label(period) if period < org.calendar.periods else _(AFTER)


def last_day_of(org: Organisation, training: Training) -> date:
    """Last day of the last month in which a course takes time."""
    months = ceil(max(org.course[training.course].duration, 1.0) - 1e-9)
    return add_months(training.start_date, months) - timedelta(days=1)
