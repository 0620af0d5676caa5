"""Bonuses that are paid in months of their own: what is earned, paid and owed, month by month.

Whole cents. The overview of cost shows them; cost by month has bonuses in the month in which they
are paid. Groups are not among them.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from orgplan.domain import Organisation

from .base_pay import base_of, kept_share
from .cents import cents
from .contracts import Contract, Spell
from .months import Month, months_from
from .pay import Memory, bonus_due, first_that_matters


class Accrual(NamedTuple):
    """Bonuses paid in months of their own, in a month: what was earned and paid, and what is owed
    when it ends; in cents, at the rate of the month.

    Attributes
    ----------
    month
        Index of a month, -1 for the one before the horizon.
    earned, paid
        In the month.
    owed
        At its end.
    """

    month: int
    earned: int
    paid: int
    owed: int


def accruals(org: Organisation, contract: Contract) -> Iterator[Accrual]:
    """Accruals of a contract from the month before the horizon on; nothing where all bonus is paid
    at once.

    Parameters
    ----------
    org
        Read for the calendar.
    contract
        Of a person or seat; contractors have no bonus.

    Yields
    ------
    Accrual
        Cents, whole, at the rate of the month. Months before are gone through, not given.

    Examples
    --------
    >>> from orgplan.finance.contracts import contract_of_person
    >>> yearly = org.replace(assumptions=org.assumptions.with_value("bonus_month", 3))
    >>> next(accruals(yearly, contract_of_person(yearly, org.person["P11"])))
    Accrual(month=-1, earned=163333, paid=0, owed=1469997)
    """
    memory, first = Memory(), first_that_matters(org, contract, 0)
    for month in months_from(org.calendar.start, min(first, -1), org.calendar.months):
        earned = paid = 0
        for spell in contract.spells:
            share = month.share(spell.first, spell.last)
            if share <= 0 or contract.contractor:
                continue
            worth = spell.worth(month.number)
            kept = kept_share(contract, spell, month, share) if contract.reductions else 1.0
            before = _valued(chain.from_iterable(memory.accrued.values()), worth)
            base = base_of(spell, month, share)
            _, due = bonus_due(contract, spell, month, base, kept, memory)
            owed = _valued(chain.from_iterable(memory.accrued.values()), worth)
            paid += _valued(due, worth)
            earned += owed + _valued(due, worth) - before
        if month.number >= -1 and first < 0:
            current = _spell_at_the_end(contract, month)
            left = chain.from_iterable(memory.accrued.values()) if current else ()
            worth = current.worth(month.number) if current else 1.0
            yield Accrual(month.number, earned, paid, _valued(left, worth))


def _valued(entries: Iterable[tuple[float, float]], worth: float) -> int:
    """Accrued amounts, less what short time takes, each rounded as it is paid."""
    return sum(cents(amount * left * worth) for amount, left in entries)


def _spell_at_the_end(contract: Contract, month: Month) -> Spell | None:
    """The last spell that has begun by the end of a month."""
    begun = [spell for spell in contract.spells if spell.first <= month.last]
    return begun[-1] if begun else None
