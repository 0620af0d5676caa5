"""What a contract costs as things stand when the horizon ends: a year of it, and the months that
count behind the horizon.
"""

from collections.abc import Callable

from orgplan.domain import Organisation

from .base_pay import base_on
from .cents import cents
from .charges import a_month, on_fee
from .contracts import Contract
from .pay import IntOrFloat, still_there


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
