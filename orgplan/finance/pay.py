"""Pay, month by month: base with proration, merit and raises, bonus accrued or paid, employer tax
with its cap, benefits, short time.

Everything is worked out in plan currency at the rate of the horizon, brought to the rate of the
month, and rounded to cents component by component, as the workbook's formulas do (:func:`cents`).
What is paid to heads of groups is not rounded until it has been multiplied (:func:`unrounded`). The
ledger, unit costs and the sheets of cost by month read it.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeVar

from orgplan.domain import Organisation, add_months

from .charges import Meter, a_month, on_fee, on_pay, paid_a_head
from .contracts import DAY, Contract, Spell

LEAVERS = "expected_leavers"

IntOrFloat = TypeVar(
    "IntOrFloat", int, float
)  # money in cents: whole in the ledger, unrounded for one of many heads


def cents(amount: float) -> int:
    """An amount of money in whole cents, halves away from zero as a spreadsheet's ROUND has it.

    Python's own ``round`` takes halves to the even number, and would differ from the workbook's
    formulas.

    Parameters
    ----------
    amount
        In units of the currency.

    Examples
    --------
    >>> cents(0.125), cents(-0.125), round(12.5)
    (13, -13, 12)
    """
    return whole(amount * 100)


def whole(amount: float) -> int:
    """An amount that is in cents already, in whole ones, halves away from zero.

    Parameters
    ----------
    amount
        In cents.

    Examples
    --------
    >>> whole(2.5), whole(-2.5)
    (3, -3)
    """
    return math.floor(amount + 0.5 + 1e-7) if amount >= 0 else -math.floor(0.5 - amount + 1e-7)


def unrounded(amount: float) -> float:
    """An amount of money in cents and parts of them.

    Parameters
    ----------
    amount
        In units of the currency.

    Returns
    -------
    float
        For groups, whose heads are multiplied before they are rounded.

    Examples
    --------
    >>> unrounded(0.125)
    12.5
    """
    return amount * 100


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


@dataclass
class Memory:
    """What one month leaves to the next.

    Attributes
    ----------
    year_pay
        Base and bonus of the calendar year so far, as agreed (short time doesn't lower it).
    accrued
        Bonus of each month since the last payment, with the share of it that short time leaves: of
        the usual bonus (under no name), and of each charge that is paid so.
    meter
        Pay that charges have seen.
    """

    year_pay: float = 0.0
    accrued: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    meter: Meter = field(default_factory=Meter)

    def taxed(self, pay: float, cap: float | None) -> float:
        """The part of the next pay of the year on which tax is due.

        Parameters
        ----------
        pay
            Base and bonus, in plan currency; it is added to what the year has seen.
        cap
            Of a calendar year; ``None`` is none.

        Returns
        -------
        float
            In plan currency.

        Examples
        --------
        >>> memory = Memory()
        >>> memory.taxed(60_000, 100_000), memory.taxed(60_000, 100_000)
        (60000, 40000.0)
        """
        due = pay if cap is None else min(pay, max(0.0, cap - self.year_pay))
        self.year_pay += pay
        return due


def pay(
    org: Organisation, contract: Contract, money: Callable[[float], IntOrFloat], since: int = 0
) -> Iterator[tuple[int, Spell, tuple[tuple[str, IntOrFloat], ...]]]:
    """(month, spell, components of pay) from a month of the horizon to its end; nothing for a month
    not worked.

    Base is a twelfth of the annual base by the share of the month's days in the spell. Each
    component is rounded on its own (by `money`), as it stands in its own cell. Where a tax cap or a
    yearly bonus asks for it, the months since January of the year before the horizon are gone
    through first, at the pay of the roster.

    Parameters
    ----------
    org
        Read for calendar and expected leavers.
    contract
        Of a person, a seat, or a head of a group.
    money
        :func:`cents`, or :func:`unrounded` for a head of a group.
    since
        Index of the first month that is given, 0 for the first of the horizon.

    Yields
    ------
    tuple[int, Spell, tuple[tuple[str, Amount], ...]]
        Cents by component: ``base``, ``bonus``, ``tax`` and so on; what expected leavers free is
        negative.

    Examples
    --------
    >>> from orgplan.finance.contracts import contract_of_person
    >>> month, spell, amounts = next(pay(org, contract_of_person(org, org.person["P01"]), cents))
    >>> month, amounts
    (0, (('base', 1066667), ('bonus', 0), ('tax', 106667), ('benefits', 160000),
    ('expected_leavers', -4624)))
    """
    memory = Memory()
    for month in months_from(
        org.calendar.start, first_that_matters(org, contract, since), org.calendar.months
    ):
        if month.first.month == 1:
            memory.year_pay, memory.meter.year = 0.0, {}
        for spell in contract.spells:
            share = month.share(spell.first, spell.last)
            if share > 0:
                memory.meter.month = {}
                amounts = _of_month(contract, spell, month, share, memory, money)
                if month.number >= since:
                    freed = _freed(org, contract, spell, month, amounts, money)
                    yield month.number, spell, amounts + freed


def _freed(
    org: Organisation,
    contract: Contract,
    spell: Spell,
    month: Month,
    amounts: tuple[tuple[str, IntOrFloat], ...],
    money: Callable[[float], IntOrFloat],
) -> tuple[tuple[str, IntOrFloat], ...]:
    """What expected leavers free of a month's pay: the share who are gone by its middle, as their
    capacity is; nothing without attrition.
    """
    if not spell.rates.attrition:
        return ()
    gone = 1 - still_there(org, contract, spell, month.number + 0.5)
    paid = sum(amount for _, amount in amounts) / 100
    return ((LEAVERS, money(-paid * gone)),)


def still_there(org: Organisation, contract: Contract, spell: Spell, month: float) -> float:
    """Share of those under a contract who are expected to be there some months into the horizon.

    Parameters
    ----------
    org
        Read for the calendar.
    contract
        Read for its first day.
    spell
        Read for its attrition.
    month
        Months from the start of the horizon, also parts of them.

    Returns
    -------
    float
        0-1.

    Examples
    --------
    >>> from orgplan.finance.contracts import contract_of_person
    >>> contract = contract_of_person(org, org.person["P01"])
    >>> still_there(org, contract, contract.spells[0], 12)
    0.92
    """
    since = max(0, org.calendar.month_of(contract.start))
    return float((1 - spell.rates.attrition) ** (max(0.0, month - since) / 12))


def first_that_matters(org: Organisation, contract: Contract, since: int) -> int:
    """Number of the first month on which pay from a month on depends; negative before the horizon.

    Parameters
    ----------
    org
        Read for the calendar.
    contract
        Whether a cap, a yearly bonus or a charge looks back.
    since
        Index of a month, 0 for the first of the horizon.

    Returns
    -------
    int
        `since`, or that of January of the year before the horizon.

    Examples
    --------
    >>> from orgplan.finance.contracts import contract_of_person
    >>> first_that_matters(org, contract_of_person(org, org.person["P01"]), 0)
    0
    """
    if all(
        spell.rates.tax_cap is None
        and not spell.rates.bonus_month
        and not any(due.charge.looks_back for due in spell.rates.charges)
        for spell in contract.spells
    ):
        return since
    return -(12 + org.calendar.start.month - 1)


def _of_month(
    contract: Contract,
    spell: Spell,
    month: Month,
    share: float,
    memory: Memory,
    money: Callable[[float], IntOrFloat],
) -> tuple[tuple[str, IntOrFloat], ...]:
    """One month of one spell: base, bonus, tax and benefits, or a contractor's fee, each rounded on
    its own.
    """
    rates, dues = spell.rates, spell.rates.charges
    kept = kept_share(contract, spell, month, share) if contract.reductions else 1.0
    base, worth = spell.annual_base / 12 * share, spell.worth(month.number)
    if contract.contractor:
        fee = base * (1 + on_fee(dues, month.first)) if dues else base
        return (("contractor", money(fee * kept * worth)),)
    base = base_of(spell, month, share)
    earlier: list[tuple[float, float]]
    at_once, earlier = bonus_due(contract, spell, month, base, kept, memory)
    a_head = {
        component: _a_head(contract, spell, month, share, component) if dues else 0.0
        for component in ("bonus", "tax", "benefits")
    }
    own = rates.per_head / 12 * share * spell.worth_per_head(month.number)
    levied = memory.meter.take(on_pay(dues, "benefits", month.first), base, base, share)
    benefits = (base * rates.benefits + levied) * kept * worth + own + a_head["benefits"]
    bonus = money(at_once * kept * worth + a_head["bonus"])
    for accrued, left in earlier:
        bonus += money(accrued * left * worth)
    # What is paid a head goes through the limits as if it were in the currency of the base.
    parts: list[tuple[float, float]] = [(at_once + base, kept), *earlier]
    if a_head["bonus"]:
        parts.append((a_head["bonus"] / worth, 1.0))
    return (
        ("base", money(base * kept * worth)),
        ("bonus", bonus),
        ("tax", _tax(spell, month, parts, base, share, a_head["tax"], memory, money)),
        ("benefits", money(benefits)),
    )


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
    >>> from orgplan.finance.contracts import contract_of_person
    >>> january = months_from(date(2027, 1, 1), 0, 1)[0]
    >>> round(base_of(contract_of_person(org, org.person["P01"]).spells[0], january, 1.0), 2)
    10666.67
    """
    raises = raises_between(
        spell.raised_after, month.first, spell.entitled, spell.rates.merit_month
    )
    return float(spell.annual_base / 12 * share * (1 + spell.rates.merit) ** raises)


def _a_head(contract: Contract, spell: Spell, month: Month, share: float, component: str) -> float:
    """Charges a head of a month, in plan currency."""
    at_the_end = spell.last is None or spell.last >= month.last
    begins = contract.start >= month.first and spell is contract.spells[0]
    return paid_a_head(
        spell.rates.charges, component, month.first, month.number, share, at_the_end, begins
    )


def bonus_due(
    contract: Contract, spell: Spell, month: Month, base: float, kept: float, memory: Memory
) -> tuple[float, list[tuple[float, float]]]:
    """Bonus of a month that is accrued, and what is paid of earlier months: amounts, each with the
    share that short time leaves.

    Parameters
    ----------
    contract
        Read for its end: what is accrued is paid then.
    spell
        Read for its bonus.
    month
        Its number in the calendar says what falls due.
    base
        Of the month, in plan currency.
    kept
        0-1, the share that short time leaves.
    memory
        What earlier months have accrued; it is changed.

    Returns
    -------
    tuple[float, list[tuple[float, float]]]
        Plan currency, not rounded: what is due at once, and (amount, share) of what was accrued and
        is due now.

    Examples
    --------
    >>> from orgplan.finance.contracts import contract_of_person
    >>> contract = contract_of_person(org, org.person["P11"])
    >>> january = months_from(date(2027, 1, 1), 0, 1)[0]
    >>> bonus_due(contract, contract.spells[0], january, 8000.0, 1.0, Memory())
    (1600.0, [])
    """
    rates = spell.rates
    agreed: dict[str, tuple[float, tuple[int, ...]]] = {
        "": (rates.bonus, (rates.bonus_month,) if rates.bonus_month else ())
    }
    for one in on_pay(rates.charges, "bonus", month.first):
        agreed[one.charge.id] = one.charge.rate, one.charge.months
    at_once = 0.0
    for key, (rate, months) in agreed.items():
        if months:
            memory.accrued.setdefault(key, []).append((base * rate, kept))
        else:
            at_once += base * rate
    due: list[tuple[float, float]] = []
    for key in list(memory.accrued):
        if _pays_out(contract, spell, month, agreed.get(key, (0.0, ()))[1]):
            due += memory.accrued.pop(key)
    return at_once, due


def _tax(
    spell: Spell,
    month: Month,
    parts: Sequence[tuple[float, float]],
    base: float,
    share: float,
    a_head: float,
    memory: Memory,
    money: Callable[[float], IntOrFloat],
) -> IntOrFloat:
    """Tax on a month's pay: `parts` are base with what is accrued at once, then what is paid of
    other months, each with the share that short time leaves.

    Tax is that on all of it together, rounded once; what short time takes off it is rounded month
    by month, so that short time of several months adds up to the cent.
    """
    (first, kept), *later = parts
    worth = spell.worth(month.number)
    levied = _levied(spell, month, first, base, share, memory)
    paid: float = sum(amount for amount, _ in later)
    part: float = _levied(spell, month, paid, 0.0, share, memory) / paid if paid else 0.0
    if not later:
        return money(levied * kept * worth + a_head)
    tax = money((levied + paid * part) * worth + a_head)
    for amount, left in ((levied, kept), *((amount * part, left) for amount, left in later)):
        if left != 1:
            tax -= money(amount * (1 - left) * worth)
    return tax


def _levied(
    spell: Spell, month: Month, pay: float, base: float, share: float, memory: Memory
) -> float:
    """Tax on the next pay of a month, at the flat rate up to its cap, and by charges."""
    rates = spell.rates
    flat = memory.taxed(pay, rates.tax_cap) * rates.tax
    if not rates.charges:
        return flat
    charges = on_pay(rates.charges, "tax", month.first)
    return flat + memory.meter.take(charges, pay, base, share)


def _pays_out(contract: Contract, spell: Spell, month: Month, months: tuple[int, ...]) -> bool:
    """Whether the bonus is paid with a spell's pay of a month: in its month, with the last pay, or
    once bonuses are accrued at once.
    """
    ends_month = spell.last is None or spell.last >= month.last or spell is contract.spells[-1]
    leaves = contract.end is not None and contract.end <= month.last
    return ends_month and (leaves or not months or month.first.month in months)


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


def run_rate(
    org: Organisation, contract: Contract, money: Callable[[float], IntOrFloat]
) -> IntOrFloat:
    """Recurring cost of a month after the horizon in cents, net of expected leavers as within it.

    Parameters
    ----------
    org
        Read for calendar and expected leavers.
    contract
        Of a person, a seat, or a head of a group.
    money
        :func:`cents`, or :func:`unrounded` for a head of a group.

    Returns
    -------
    Amount
        Cents; 0 where it ends within the horizon. What is paid once a year counts by a twelfth.

    Examples
    --------
    >>> from orgplan.finance.contracts import contract_of_person
    >>> run_rate(org, contract_of_person(org, org.person["P01"]), cents)
    1265920
    """
    left = _left_at_end(org, contract)
    if left == 1:
        return _recurring(org, contract, money)
    return money(_recurring(org, contract, cents) * left / 100)


def run_rate_unrounded(org: Organisation, contract: Contract) -> float:
    """As :func:`run_rate` for the goal, where it is multiplied by the months that count: rounded to
    cents before leavers are taken off, and not after.

    Parameters
    ----------
    org
        Read for calendar and expected leavers.
    contract
        Of a person or a seat.

    Returns
    -------
    float
        Cents with parts.

    Examples
    --------
    >>> from orgplan.finance.contracts import contract_of_person
    >>> round(run_rate_unrounded(org, contract_of_person(org, org.person["P01"])), 1)
    1265920.0
    """
    return _recurring(org, contract, cents) * _left_at_end(org, contract)


def _left_at_end(org: Organisation, contract: Contract) -> float:
    """Share of those under a contract who are expected to be there when the horizon ends, and are
    paid.
    """
    spell = contract.spell_on(org.calendar.end)
    if spell is None or not spell.rates.attrition:
        return 1.0
    return still_there(org, contract, spell, org.calendar.months)


def _recurring(
    org: Organisation, contract: Contract, money: Callable[[float], IntOrFloat]
) -> IntOrFloat:
    """Recurring cost of a month in full, as things stand on the last day of the horizon; 0 where
    that is past the last day of work.

    A full month at the base of the last one; bonus accrued; tax on no more than a twelfth of the
    cap; short time has ended.
    """
    last = org.calendar.end
    spell = contract.spell_on(last)
    base = base_on(contract, last)
    if spell is None or base is None or contract.end == last:
        return money(0.0)
    number, rates, dues = org.calendar.months, spell.rates, spell.rates.charges
    worth = spell.worth(number)
    month = base / 12 * worth
    per_head = rates.per_head * spell.worth_per_head(number)
    if contract.contractor:
        return money(month * (1 + on_fee(dues, last)) if dues else month)

    def charged(component: str, pay: float) -> float:
        return a_month(dues, component, last, number, pay, month, worth) if dues else 0.0

    bonus = month * rates.bonus + charged("bonus", month)
    pay = month + bonus
    taxed = pay if rates.tax_cap is None else min(pay, rates.tax_cap * worth / 12)
    tax = taxed * rates.tax + charged("tax", pay)
    benefits = month * rates.benefits + per_head / 12 + charged("benefits", month)
    return money(month) + money(bonus) + money(tax) + money(benefits)


def months_after(org: Organisation, contract: Contract, tail_months: float) -> float:
    """Months after the horizon that count in the goal: the assumption ``tail_months``, or fewer
    where a last day is known.

    Parameters
    ----------
    org
        Read for the end of the horizon.
    contract
        Read for its end.
    tail_months
        As the assumption says.

    Returns
    -------
    float
        0 where it ends within the horizon.

    Examples
    --------
    >>> from orgplan.finance.contracts import contract_of_person
    >>> months_after(org, contract_of_person(org, org.person["P01"]), 12.0)
    12.0
    """
    if contract.end is None:
        return tail_months
    return max(
        0.0, min(tail_months, org.calendar.month_of(contract.end) - (org.calendar.months - 1))
    )
