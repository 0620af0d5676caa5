"""Pay, month by month: base, bonus accrued or paid, employer tax with its cap, benefits, and what
expected leavers free of it.

Everything is worked out in plan currency at the rate of the horizon, brought to the rate of the
month, and rounded component by component, as the workbook's formulas do (:mod:`.cents`). The
ledger, unit costs and the sheets of cost by month read it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from orgplan.domain import Organisation

from .base_pay import base_of, kept_share
from .charges import Meter, on_fee, on_pay, paid_a_head
from .contracts import Contract, Spell
from .months import Month, months_from

LEAVERS = "expected_leavers"

IntOrFloat = TypeVar(
    "IntOrFloat", int, float
)  # money in cents: whole in the ledger, unrounded for one of many heads


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
    >>> from orgplan.finance.cents import cents
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
