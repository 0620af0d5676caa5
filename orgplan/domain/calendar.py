"""Periods, months and dates: the one place where time is counted.

Periods and months are numbered from 0, the first of the horizon; numbers below 0 lie before it,
from T on after it. A stock (heads) is counted on the last day of a period, a flow (FTE, money) over
its months. Levels and ramps count from the first whole period after they are reached.
"""

from calendar import monthrange
from datetime import date, timedelta
from enum import IntEnum
from functools import cached_property

from pydantic import Field

from .base import Value


class PeriodLength(IntEnum):
    """Months in one planning period.

    Examples
    --------
    >>> org.calendar.period
    <PeriodLength.QUARTER: 3>
    """

    MONTH = 1
    QUARTER = 3
    YEAR = 12


def add_months(day: date, months: int) -> date:
    """First day of the month that lies a number of months after that of `day`.

    Parameters
    ----------
    day
        Only its month counts.
    months
        May be negative.

    Examples
    --------
    >>> add_months(date(2027, 1, 31), 1), add_months(date(2027, 1, 1), -1)
    (datetime.date(2027, 2, 1), datetime.date(2026, 12, 1))
    """
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


class Calendar(Value):
    """The planning horizon.

    Parameters
    ----------
    as_of
        The day on which the roster is true.
    start
        First day of the horizon, the first of a month, not before the month of `as_of`.
    period
        Length of a period in months.
    periods
        Number of periods T; periods are numbered 0 … T-1.
    fiscal_year_start
        Month (1-12) in which the fiscal year begins.

    Examples
    --------
    >>> calendar = op.Calendar(as_of=date(2027, 1, 1), start=date(2027, 1, 1), periods=4)
    >>> calendar.labels, calendar.end
    (('2027-Q1', '2027-Q2', '2027-Q3', '2027-Q4'), datetime.date(2027, 12, 31))
    """

    as_of: date
    start: date
    period: PeriodLength = PeriodLength.QUARTER
    periods: int = Field(default=4, ge=1, le=60)
    fiscal_year_start: int = Field(default=1, ge=1, le=12)

    def _check(self) -> None:
        if self.start.day != 1:
            raise ValueError(
                f"the horizon starts on {self.start}, which is not the first day of a month"
            )
        if add_months(self.start, 0) < add_months(self.as_of, 0):
            raise ValueError(
                f"the horizon starts on {self.start}, before the as-of date {self.as_of}"
            )

    @property
    def months_per_period(self) -> int:
        """Months in one period."""
        return int(self.period)

    @property
    def months(self) -> int:
        """Months in the horizon, T x months per period."""
        return self.periods * self.months_per_period

    @cached_property
    def month_starts(self) -> tuple[date, ...]:
        """First day of every month of the horizon."""
        return tuple(add_months(self.start, month) for month in range(self.months))

    @property
    def end(self) -> date:
        """Last day of the horizon."""
        return add_months(self.start, self.months) - timedelta(days=1)

    @cached_property
    def _period_starts(self) -> tuple[date, ...]:
        """First day of every period, and of the one after the last: asked for by the thousand."""
        return tuple(
            add_months(self.start, period * self.months_per_period)
            for period in range(self.periods + 1)
        )

    @cached_property
    def _period_ends(self) -> tuple[date, ...]:
        return tuple(following - timedelta(days=1) for following in self._period_starts[1:])

    def first_day(self, period: int) -> date:
        """First day of a period.

        Parameters
        ----------
        period
            Index of a period, 0 for the first; it may lie before or after the horizon.

        Examples
        --------
        >>> org.calendar.first_day(1), org.calendar.first_day(-1)
        (datetime.date(2027, 4, 1), datetime.date(2026, 10, 1))
        """
        return (
            self._period_starts[period]
            if 0 <= period <= self.periods
            else add_months(self.start, period * self.months_per_period)
        )

    def last_day(self, period: int) -> date:
        """Last day of a period.

        Parameters
        ----------
        period
            Index of a period, 0 for the first; it may lie before or after the horizon.

        Examples
        --------
        >>> org.calendar.last_day(0)
        datetime.date(2027, 3, 31)
        """
        return (
            self._period_ends[period]
            if 0 <= period < self.periods
            else self.first_day(period + 1) - timedelta(days=1)
        )

    def period_of(self, day: date) -> int:
        """Number of the period in which a day lies; negative before the horizon, >= T after it.

        Parameters
        ----------
        day
            Any day.

        Returns
        -------
        int
            From 0; the horizon has those below T.

        Examples
        --------
        >>> org.calendar.period_of(date(2027, 5, 1)), org.calendar.period_of(date(2026, 12, 31))
        (1, -1)
        """
        return self.month_of(day) // self.months_per_period

    def month_of(self, day: date) -> int:
        """Number of the month of the horizon in which a day lies; negative before the horizon.

        Parameters
        ----------
        day
            Any day.

        Returns
        -------
        int
            From 0; the day of the month does not count.

        Examples
        --------
        >>> org.calendar.month_of(date(2027, 5, 1))
        4
        """
        return (day.year - self.start.year) * 12 + day.month - self.start.month

    def months_of(self, period: int) -> range:
        """Numbers of the months of a period.

        Parameters
        ----------
        period
            Index of a period, 0 for the first.

        Returns
        -------
        range
            Indices of months, 0 for the first of the horizon.

        Examples
        --------
        >>> list(org.calendar.months_of(1))
        [3, 4, 5]
        """
        return range(period * self.months_per_period, (period + 1) * self.months_per_period)

    def label(self, period: int) -> str:
        """Name of a period: ``2027-03`` for a month, ``2027-Q1`` for a calendar quarter, ``2027``
        for a calendar year, ``2027-02..04`` for a shifted one.

        Parameters
        ----------
        period
            Index of a period; it may lie before or after the horizon.

        Returns
        -------
        str
            As rows, keys and sheets name it, whatever the language of the run.

        Examples
        --------
        >>> org.calendar.label(1), org.calendar.label(4)
        ('2027-Q2', '2028-Q1')
        """
        first = self.first_day(period)
        if self.period is PeriodLength.MONTH:
            return f"{first:%Y-%m}"
        if self.period is PeriodLength.YEAR:
            return (
                f"{first.year}"
                if first.month == 1
                else f"{first:%Y-%m}..{self.last_day(period):%Y-%m}"
            )
        if first.month % 3 == 1:
            return f"{first.year}-Q{first.month // 3 + 1}"
        return f"{first:%Y-%m}..{self.last_day(period):%m}"

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Names of all periods."""
        return tuple(self.label(period) for period in range(self.periods))

    def fiscal_year(self, month: int) -> int:
        """Fiscal year of a month of the horizon, named by the calendar year in which it begins.

        Parameters
        ----------
        month
            Index of a month of the horizon; -1 would be its last one.

        Returns
        -------
        int
            A calendar year: 2026 for March 2027 where fiscal years begin in April.

        Raises
        ------
        IndexError
            If the month lies after the horizon.

        Examples
        --------
        >>> org.calendar.fiscal_year(11)
        2027
        """
        day = self.month_starts[month]
        return day.year if day.month >= self.fiscal_year_start else day.year - 1

    @cached_property
    def quarters(self) -> tuple[tuple[int, ...], ...]:
        """Periods by calendar quarter, of which the horizon may hold a part; a period of a quarter
        or more stands alone.
        """
        if self.period is not PeriodLength.MONTH:
            return tuple((period,) for period in range(self.periods))
        found: dict[tuple[int, int], tuple[int, ...]] = {}
        for period, first in enumerate(self.month_starts):
            quarter = (first.year, (first.month - 1) // 3)
            found[quarter] = (*found.get(quarter, ()), period)
        return tuple(found.values())

    @cached_property
    def lead_in(self) -> float:
        """Months from the as-of date to the first day of the horizon."""
        whole = (self.start.year - self.as_of.year) * 12 + self.start.month - self.as_of.month
        return whole - (self.as_of.day - 1) / monthrange(self.as_of.year, self.as_of.month)[1]

    def first_after(self, months: float) -> int:
        """First period that begins no sooner than a number of months after the as-of date.

        Parameters
        ----------
        months
            From the as-of date, also parts of them.

        Returns
        -------
        int
            Index of a period; 0 where the first one begins late enough.

        Examples
        --------
        >>> org.calendar.lead_in, org.calendar.first_after(3.0)
        (1.0, 1)
        """
        return self.periods_for(months - self.lead_in)

    def periods_for(self, months: float) -> int:
        """Whole periods that a duration in months takes up, rounded up.

        Parameters
        ----------
        months
            Also parts of them; negative ones take up none.

        Returns
        -------
        int
            0 or more; a billionth of a month is rounding.

        Examples
        --------
        >>> Calendar(as_of=date(2027, 1, 1), start=date(2027, 1, 1)).periods_for(3.5)
        2
        """
        return max(0, -int(-(months - 1e-9) // self.months_per_period))

    def share_of_month(self, month: int, first: date | None, last: date | None) -> float:
        """Share of a month's days that lie between two dates, both inclusive; ``None`` is open.

        Parameters
        ----------
        month
            Index of a month of the horizon.
        first, last
            Both days count.

        Returns
        -------
        float
            0-1; 0 where they do not meet the month.

        Examples
        --------
        >>> org.calendar.share_of_month(3, date(2027, 4, 16), None)
        0.5
        """
        start = self.month_starts[month]
        days = monthrange(start.year, start.month)[1]
        end = start + timedelta(days=days - 1)
        begin = max(start, first) if first else start
        finish = min(end, last) if last else end
        return max(0, (finish - begin).days + 1) / days
