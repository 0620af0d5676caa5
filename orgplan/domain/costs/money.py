"""Amounts as they were stated, in their own currency, and what a currency is worth in which month.

Fields of all other values hold plan currency; what was typed stays beside it, so that workbooks
show it again and sheets by month can take the rate of the month.
"""

import math
from collections.abc import Iterable
from datetime import date

from pydantic import Field

from ..base import Value


def in_plan_currency(amount: float, rate: float) -> float:
    """An amount in plan currency, to the cent; halves away from zero, as a spreadsheet's ROUND has
    it (also those that binary fractions miss).

    Parameters
    ----------
    amount
        In another currency.
    rate
        Plan currency per unit.

    Returns
    -------
    float
        Units of the currency, not cents.

    Examples
    --------
    >>> in_plan_currency(100.0, 1.08355), in_plan_currency(-0.5, 0.01)
    (108.36, -0.01)
    """
    cents = amount * rate * 100
    whole = math.floor(abs(cents) + 0.5 + 1e-7)
    return math.copysign(whole / 100, cents) if whole else 0.0


class Stated(Value):
    """An amount as somebody typed it, in another currency than the plan's.

    Parameters
    ----------
    field
        Field of the value that holds it in plan currency.
    amount
        As it was typed; pay is the pay of a year.
    currency
        Three letters.
    worth
        What it came to in plan currency, at the rate that holds for the horizon as a whole. Where
        the field holds something else by now (a scenario changed it), the field counts.
    fx
        The rate of a place of its own, which holds in every month; ``None`` takes that of the
        currency.

    Examples
    --------
    >>> op.Stated(field="base_salary", amount=40_000.0, currency="PLN", worth=10_000.0).worth
    10000.0
    """

    field: str
    amount: float
    currency: str
    worth: float
    fx: float | None = None


class Priced(Value):
    """A value with amounts of money, which may have been stated in other currencies.

    Parameters
    ----------
    stated
        The amounts that were stated in another currency than the plan's.
    """

    stated: tuple[Stated, ...] = ()

    def stated_as(self, field: str, value: float | None) -> Stated | None:
        """How the value that a field holds was stated; ``None`` where it was in plan currency.

        Parameters
        ----------
        field
            Name of the field that holds the amount.
        value
            What it holds; where that is no longer what was stated (a scenario changed it), the
            value counts.

        Returns
        -------
        Stated | None
            With the amount as typed; pay is that of a year.
        """
        return next((one for one in self.stated if one.field == field and one.worth == value), None)


class ExchangeRate(Value):
    """What one unit of a currency is worth in plan currency, in some months or in all.

    Parameters
    ----------
    currency
        Three letters.
    rate
        Plan currency for one unit.
    label
        Months as they were written (``2027-03``, ``2027``); ``None`` is every month.
    first, last
        First and last day of these months; ``None`` for every month.

    Examples
    --------
    >>> op.ExchangeRate(currency="PLN", rate=0.25).rate
    0.25
    """

    currency: str = Field(min_length=3, max_length=3)
    rate: float = Field(ge=1e-9, le=1e9)
    label: str | None = None
    first: date | None = None
    last: date | None = None

    @property
    def id(self) -> str:
        """What tells it from others, for instance ``USD 2027-03``."""
        return f"{self.currency} {self.label or 'every month'}"

    @property
    def days(self) -> int:
        """Length of its span in days; one for every month is longer than any."""
        return 10**9 if self.first is None or self.last is None else (self.last - self.first).days

    def holds_on(self, day: date) -> bool:
        """Whether it is meant for a day.

        Parameters
        ----------
        day
            Any day.

        Examples
        --------
        >>> ExchangeRate(currency="EUR", rate=1.08).holds_on(date(2030, 1, 1))
        True
        """
        return self.first is None or self.last is None or self.first <= day <= self.last


def rate_on(rates: Iterable[ExchangeRate], currency: str, day: date) -> float | None:
    """Rate of a currency on a day: that of the shortest span which holds it; ``None`` if there is
    none.

    Parameters
    ----------
    rates
        Of any currencies.
    currency
        Three letters.
    day
        Any day.

    Returns
    -------
    float | None
        Plan currency per unit.

    Examples
    --------
    >>> march = ExchangeRate(
    ...     currency="EUR",
    ...     rate=1.1,
    ...     label="2027-03",
    ...     first=date(2027, 3, 1),
    ...     last=date(2027, 3, 31),
    ... )
    >>> always = ExchangeRate(currency="EUR", rate=1.08)
    >>> (
    ...     rate_on([always, march], "EUR", date(2027, 3, 5)),
    ...     rate_on([always, march], "EUR", date(2027, 4, 1)),
    ... )
    (1.1, 1.08)
    """
    found = [rate for rate in rates if rate.currency == currency and rate.holds_on(day)]
    return min(found, key=lambda rate: rate.days).rate if found else None
