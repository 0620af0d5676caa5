"""Base of a month: raises and merit so far, the share of days, and what short time leaves of it."""

from datetime import date
from functools import lru_cache

from .contracts import Contract, Spell
from .months import Month


def base_of(spell: Spell, month: Month, share: float) -> float:
    """Base agreed for a share of a month, with the merit raises so far.

    Parameters
    ----------
    spell
        Read for its annual base and merit raises.
    month
        Raises up to its first day count.
    share
        0-1, the share of its days in the spell.

    Returns
    -------
    float
        Plan currency, at the rate of the horizon, not rounded.

    Examples
    --------
    >>> from orgplan.finance.months import months_from
    >>> from orgplan.finance.contracts import contract_of_person
    >>> january = months_from(date(2027, 1, 1), 0, 1)[0]
    >>> round(base_of(contract_of_person(org, org.person["P01"]).spells[0], january, 1.0), 2)
    10666.67
    """
    raises = raises_between(
        spell.raised_after, month.first, spell.entitled, spell.rates.merit_month
    )
    return float(spell.annual_base / 12 * share * (1 + spell.rates.merit) ** raises)


def kept_share(contract: Contract, spell: Spell, month: Month, share: float) -> float:
    """Share of the pay of a spell and month that short time leaves.

    Parameters
    ----------
    contract
        Read for its short time.
    spell
        In which the days lie.
    month
        Of the horizon or near it.
    share
        0-1, the share of the month's days in the spell; above 0.

    Returns
    -------
    float
        0-1.

    Examples
    --------
    >>> from orgplan.finance.months import months_from
    >>> from orgplan.finance.contracts import contract_of_person
    >>> contract = contract_of_person(org, org.person["P01"])
    >>> kept_share(contract, contract.spells[0], months_from(date(2027, 4, 1), 0, 1)[0], 1.0)
    1.0
    """
    return (
        1
        - sum(
            reduced.share * reduced_share(spell, month, reduced.first, reduced.last)
            for reduced in contract.reductions
        )
        / share
    )


def reduced_share(spell: Spell, month: Month, first: date, last: date) -> float:
    """Share of a month's days that lie in a spell and between two dates.

    Parameters
    ----------
    spell
        In which the days lie.
    month
        Of the horizon or near it.
    first, last
        Both days count.

    Returns
    -------
    float
        0-1.

    Examples
    --------
    >>> from orgplan.finance.months import months_from
    >>> from orgplan.finance.contracts import contract_of_person
    >>> april = months_from(date(2027, 4, 1), 0, 1)[0]
    >>> reduced_share(
    ...     contract_of_person(org, org.person["P01"]).spells[0],
    ...     april,
    ...     date(2027, 4, 1),
    ...     date(2027, 4, 15),
    ... )
    0.5
    """
    return month.share(
        max(first, spell.first), last if spell.last is None else min(last, spell.last)
    )


@lru_cache(maxsize=4096)
def raises_between(after: date, until: date, entitled: date, merit_month: int) -> int:
    """First days of the merit month after one date, not after another, and not before the month of
    entitlement.

    Parameters
    ----------
    after
        A raise on this day has been made already.
    until
        A raise on this day counts.
    entitled
        A raise on this day counts.
    merit_month
        1-12.

    Returns
    -------
    int
        How often pay has been raised; 0 before `entitled`.

    Examples
    --------
    >>> raises_between(date(2027, 1, 1), date(2029, 6, 30), date(2027, 1, 1), 4)
    3
    """
    years = range(after.year, until.year + 1)
    return sum(
        1
        for year in years
        if after < (day := date(year, merit_month, 1)) <= until and day >= entitled
    )


def base_on(contract: Contract, day: date) -> float | None:
    """Annual base on a day, with the merit raises so far.

    Parameters
    ----------
    contract
        Of a person or a seat: its spells, each with base, rates and when pay was last raised.
    day
        Any day. A raise counts from the first of its month.

    Returns
    -------
    float or None
        Units of the plan's currency a year, not rounded; a contractor's is never raised. ``None``
        for a day on which nobody is employed.

    Examples
    --------
    >>> from orgplan.finance.contracts import contract_of_person
    >>> round(base_on(contract_of_person(org, org.person["P01"]), date(2027, 12, 31)), 2)
    132096.0
    """
    spell = contract.spell_on(day)
    if spell is None or contract.contractor:
        return None if spell is None else spell.annual_base
    rates = spell.rates
    return spell.annual_base * (1 + rates.merit) ** raises_between(
        spell.raised_after, day.replace(day=1), spell.entitled, rates.merit_month
    )
