"""Months of the horizon and before it, and what share of their days counts."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from orgplan.domain import add_months

from .contracts import DAY


class Month(NamedTuple):
    """A month near the horizon: its number (negative before the horizon), first and last day, and
    how many days it has.

    Attributes
    ----------
    number
        0 for the first of the horizon, negative before it.
    first, last, days
        First and last day, and how many there are.
    """

    number: int
    first: date
    last: date
    days: int

    def share(self, first: date, last: date | None) -> float:
        """Share of its days that lie between two dates, both inclusive; ``None`` is open.

        Parameters
        ----------
        first, last
            Both days count.

        Returns
        -------
        float
            0-1.

        Examples
        --------
        >>> april = months_from(date(2027, 4, 1), 0, 1)[0]
        >>> april.share(date(2027, 4, 16), None)
        0.5
        """
        begin = first if first > self.first else self.first
        finish = self.last if last is None or last > self.last else last
        return max(0, (finish - begin).days + 1) / self.days


@lru_cache(maxsize=64)
def months_from(start: date, first: int, end: int) -> tuple[Month, ...]:
    """Months numbered from one to another (exclusive); month 0 is that of `start`.

    Parameters
    ----------
    start
        First day of the horizon.
    first, end
        Numbers of the first month, and of the one after the last; negative ones lie before the
        horizon.

    Returns
    -------
    tuple[Month, ...]
        In their order; kept, since every contract asks for them.

    Examples
    --------
    >>> [(month.number, month.days) for month in months_from(date(2027, 1, 1), -1, 2)]
    [(-1, 31), (0, 31), (1, 28)]
    """
    days = [add_months(start, number) for number in range(first, end + 1)]
    return tuple(
        Month(number, begin, after - DAY, (after - begin).days)
        for number, begin, after in zip(range(first, end), days[:-1], days[1:], strict=True)
    )
