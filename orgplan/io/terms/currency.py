"""Money in other currencies than the plan's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from orgplan.domain import (
    Assumption,
    ExchangeRate,
    Organisation,
    rate_on,
)
from orgplan.excel.read import CURRENCY_CODES
from orgplan.language import _

_SAME_CODE = {
    "RMB": "CNY",
    "人民币": "CNY",
    "元": "CNY",
    "CNH": "CNY",
    "美元": "USD",
    "欧元": "EUR",
    "US$": "USD",
    "€": "EUR",
    "£": "GBP",
    "$US": "USD",
    "US DOLLAR": "USD",
    "US DOLLARS": "USD",
    "EURO": "EUR",
    "EUROS": "EUR",
    "POUND STERLING": "GBP",
    "BRITISH POUND": "GBP",
    "STERLING": "GBP",
    "SWISS FRANC": "CHF",
    "SWISS FRANCS": "CHF",
    "YEN": "JPY",
    "JAPANESE YEN": "JPY",
    "YUAN": "CNY",
    "RENMINBI": "CNY",
    "人民币元": "CNY",
    "英镑": "GBP",
    "瑞士法郎": "CHF",
    "新台币": "TWD",
    "港币": "HKD",
    "港元": "HKD",
    "日元": "JPY",
}


def currency_code(text: str) -> str:
    """Three letters of a currency, also where it is written as a sign, a word, or with its name
    behind it.

    What is not known comes back in capitals: whoever asks decides whether that is a fault.

    Parameters
    ----------
    text
        What a cell has. A sign that several currencies share (``$``, ``¥``) comes back as it is.

    Examples
    --------
    >>> (
    ...     currency_code("€"),
    ...     currency_code("usd"),
    ...     currency_code("CHF (Swiss francs)"),
    ...     currency_code("xyz"),
    ... )
    ('EUR', 'USD', 'CHF', 'XYZ')
    """
    word = text.strip().upper()
    led = re.match(r"([A-Z]{3})\b", word)
    if led and led[1] in CURRENCY_CODES:
        return _SAME_CODE.get(led[1], led[1])
    return _SAME_CODE.get(word, word)


@dataclass(frozen=True)
class Exchange:
    """What one unit of other currencies is worth in the plan's.

    Attributes
    ----------
    currency
        The plan's.
    rates
        Currency → plan currency per unit, as stated on `Assumptions`, or on `Locations` for a
        place.
    usual
        Currency of amounts that name none, if it is not the plan's.
    fixed
        Those of a place of its own, which hold in every month.
    monthly, start
        Rates of the sheet `Rates`, and the month of which the rate stands for the horizon where
        none is stated for all of it.
    """

    currency: str
    rates: Mapping[str, float] = field(default_factory=dict)
    usual: str | None = None
    fixed: Mapping[str, float] = field(default_factory=dict)
    monthly: tuple[ExchangeRate, ...] = ()
    start: date | None = None

    def at(self, code: str, rate: float | None) -> Exchange:
        """The rates of a place where amounts are in a currency, at a rate of its own if there is
        one.

        Parameters
        ----------
        code
            Currency of the place, for amounts that name none.
        rate
            Plan currency per unit, which then holds in every month; ``None`` takes the plan's own
            rates.

        Examples
        --------
        >>> place = Exchange("EUR", {"USD": 0.9}).at("USD", 0.85)
        >>> place.usual, place.rate("USD")
        ('USD', 0.85)
        """
        own = {} if rate is None else {code: rate}
        return replace(self, rates={**self.rates, **own}, usual=code, fixed=own)

    def over(self, months: Iterable[date]) -> Exchange:
        """The rates of some months, on average.

        Parameters
        ----------
        months
            First days of months. A month without a rate of its own takes the one for the horizon.

        Returns
        -------
        Exchange
            With one rate a currency, the plain mean of the months; a currency of which a month has
            no rate at all has none.

        Examples
        --------
        >>> fixed = Exchange("EUR", {"USD": 0.9})
        >>> fixed.over([date(2027, 1, 1), date(2027, 2, 1)]).rate("USD")
        0.9
        """
        days, rates = tuple(months), dict(self.rates)
        for code in {rate.currency for rate in self.monthly} - self.fixed.keys():
            found = [
                rate
                for day in days
                if (rate := rate_on(self.monthly, code, day) or self.rates.get(code)) is not None
            ]
            rates.pop(code, None)
            if days and len(found) == len(days):
                rates[code] = sum(found) / len(found)
        return replace(self, rates=rates, monthly=(), start=None)

    def rate(self, code: str) -> float | None:
        """Plan currency per unit over the horizon as a whole; ``None`` where no rate is stated.

        Parameters
        ----------
        code
            Three letters.

        Examples
        --------
        >>> euro = Exchange("EUR", {"USD": 0.9})
        >>> euro.rate("EUR"), euro.rate("USD"), euro.rate("GBP")
        (1.0, 0.9, None)
        """
        if code == self.currency:
            return 1.0
        if code in self.rates or self.start is None:
            return self.rates.get(code)
        return rate_on(self.monthly, code, self.start)

    def fix(self, code: str) -> str:
        """How to state the rate that is missing.

        Parameters
        ----------
        code
            Currency that has no rate.

        Examples
        --------
        >>> Exchange("EUR").fix("USD")[:44]
        'Add a row fx with scope USD to Assumptions, '
        """
        return _(
            "Add a row fx with scope {code} to Assumptions, or rows for {code} to a sheet Rates:"
            " how many {currency} one {code} is worth.",
            code=code,
            currency=self.currency,
        )


def exchange_of(org: Organisation) -> Exchange:
    """The rates of an organisation.

    Parameters
    ----------
    org
        A rate on Assumptions goes before one for all months on Rates, that before the rate of the
        first month.
    """
    stated = {
        row.scope: row.value
        for row in org.assumptions.rows
        if row.key == "fx" and row.scope is not None
    }
    every = {rate.currency: rate.rate for rate in org.rates if rate.first is None}
    return Exchange(org.currency, {**every, **stated}, monthly=org.rates, start=org.calendar.start)


def stated(rows: tuple[Assumption, ...], key: str) -> bool:
    """Whether a value for everywhere is set.

    Parameters
    ----------
    rows
        Of Assumptions; those for a role, place or person do not count.
    key
        Of a norm.
    """
    return any(row.key == key and row.scope is None for row in rows)
