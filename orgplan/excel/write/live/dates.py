"""Years and months of days, and the first day of a month."""

from __future__ import annotations

from datetime import date, timedelta

from ..content import serial
from .expression import Live, called

_DAY_0 = date(1899, 12, 30)  # as spreadsheets count days


def _date(days: float) -> date:
    return _DAY_0 + timedelta(days=int(days))


def year_of(day: Live) -> Live:
    """Calendar year of a day.

    Parameters
    ----------
    day
        A cell that holds one.

    Examples
    --------
    >>> year_of(Live("A1", serial(date(2027, 3, 31)))).formula
    Formula(text='=YEAR(A1)', value=2027)
    """
    return called("YEAR", lambda days: _date(days).year, day)


def month_of(day: Live) -> Live:
    """Calendar month of a day, from 1.

    Parameters
    ----------
    day
        A cell that holds one.

    Examples
    --------
    >>> month_of(Live("A1", serial(date(2027, 3, 31)))).formula
    Formula(text='=MONTH(A1)', value=3)
    """
    return called("MONTH", lambda days: _date(days).month, day)


def first_of_month(year: Live, month: Live) -> Live:
    """First day of a month.

    Parameters
    ----------
    year, month
        A month above 12 falls into a later year.

    Examples
    --------
    >>> found = first_of_month(Live("A1", 2027), Live("B1", 14))
    >>> found.text, found.value == serial(date(2028, 2, 1))
    ('DATE(A1,B1,1)', True)
    """

    def day(of: float, months: float, _first: int) -> int:
        years, index = divmod(int(months) - 1, 12)
        return serial(date(int(of) + years, index + 1, 1))

    return called("DATE", day, year, month, 1)
