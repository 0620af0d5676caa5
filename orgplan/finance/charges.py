"""What charges of the sheet Charges come to in a month: tiers on pay, 13th salaries, amounts a
head, months of base by service.

Limits of a month or a calendar year are kept by a :class:`Meter`, which is why months before the
horizon are gone through where a charge looks back. Source of each charge: its own column on the
sheet, with its year.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from orgplan.domain import FIRST_MONTH, Charge, ChargeOf, ChargePer, Organisation

MONTHS = 12


def worth_in(index: tuple[float, ...] | None, month: int) -> float:
    """What one unit of an amount is worth in a month of the horizon; before it, as in the first.

    Parameters
    ----------
    index
        One factor for each month of the horizon; ``None`` is 1 in all.
    month
        Index of a month, 0 for the first of the horizon; after its end the last one holds.

    Returns
    -------
    float
        A factor around 1.

    Examples
    --------
    >>> worth_in((1.0, 1.1), -3), worth_in((1.0, 1.1), 1), worth_in(None, 5)
    (1.0, 1.1, 1.0)
    """
    return 1.0 if index is None else index[min(max(month, 0), len(index) - 1)]


@dataclass(frozen=True, slots=True)
class Due:
    """A charge that holds for somebody, and by how much its amount is worth more or less in each
    month of the horizon.

    Attributes
    ----------
    charge
        As the sheet has it.
    index
        One factor for each month of the horizon; ``None`` where its amount is worth the same in
        all.
    """

    charge: Charge
    index: tuple[float, ...] | None = None

    def amount(self, month: int) -> float:
        """Its amount in a month of the horizon; before it, as in the first.

        Parameters
        ----------
        month
            Index of a month, 0 for the first of the horizon.

        Returns
        -------
        float
            Plan currency for each head; of a month or year, as the charge says.

        Examples
        --------
        >>> canteen = Charge(
        ...     id="C-1", name="Canteen", of=ChargeOf.HEAD, component="benefits", amount=100
        ... )
        >>> Due(canteen, None).amount(0)
        100.0
        """
        return self.charge.amount * worth_in(self.index, month)


def charges_of(org: Organisation, scopes: Iterable[str | None]) -> tuple[Due, ...]:
    """Charges of somebody, who is in some scopes.

    Parameters
    ----------
    org
        Read for its charges and rates.
    scopes
        Ids of a person, team, role and location; charges for everybody always count.

    Returns
    -------
    tuple[Due, ...]
        In the order of the sheet.

    Examples
    --------
    >>> pension = Charge(id="C-1", name="Pension", rate=0.1, component="tax", scope="Apps")
    >>> [due.charge.id for due in charges_of(org.replace(charges=(pension,)), ["P14", "Apps"])]
    ['C-1']
    """
    if not org.charges:
        return ()
    names = {None, *scopes}
    return tuple(
        Due(charge, org.rate_index(charge.amount, charge.stated_as("amount", charge.amount)))
        for charge in org.charges
        if charge.scope in names
    )


@dataclass
class Meter:
    """How much pay each charge has seen: in the calendar year, and in the month.

    Attributes
    ----------
    year, month
        Id of a charge → pay so far, as agreed.
    """

    year: dict[str, float] = field(default_factory=dict)
    month: dict[str, float] = field(default_factory=dict)

    def take(self, dues: Iterable[Due], pay: float, base: float, share: float) -> float:
        """What charges on pay come to on the next pay, of which `base` is base; limits of a month
        count by the share of its days.

        Parameters
        ----------
        dues
            Charges with tiers on pay, on one component and day.
        pay
            Base and bonus, in plan currency at the rate of the horizon.
        base
            Base alone.
        share
            0-1, the share of a month's days; yearly limits are taken whole.

        Returns
        -------
        float
            In the currency of `pay`. The pay is remembered: calls follow the months.

        Examples
        --------
        >>> pension = Charge(id="C-1", name="Pension", rate=0.1, component="tax", high=5000)
        >>> Meter().take([Due(pension, None)], pay=6000, base=6000, share=1.0)
        500.0
        """
        total = 0.0
        for due in dues:
            charge = due.charge
            more = pay if charge.of is ChargeOf.PAY else base
            yearly = charge.per is ChargePer.YEAR
            seen = self.year if yearly else self.month
            times = 1.0 if yearly else share
            before = seen.get(charge.id)
            seen[charge.id] = (before or 0.0) + more
            charged = 0.0 if before is None else charge.within(before, times)
            total += charge.rate * (charge.within(seen[charge.id], times) - charged)
        return total


def on_pay(dues: Iterable[Due], component: str, day: date) -> Iterator[Due]:
    """Charges with tiers on pay that are booked on a component and hold on a day.

    Parameters
    ----------
    dues
        Charges of somebody.
    component
        ``tax``, ``benefits`` or ``bonus``.
    day
        On which the charge must hold.

    Yields
    ------
    Due
        In the order of the sheet.

    Examples
    --------
    >>> pension = Charge(id="C-1", name="Pension", rate=0.1, component="tax", high=5000)
    >>> [due.charge.name for due in on_pay([Due(pension, None)], "tax", date(2027, 1, 1))]
    ['Pension']
    """
    for due in dues:
        charge = due.charge
        of_pay = charge.of in (ChargeOf.PAY, ChargeOf.BASE) and charge.component == component
        if of_pay and charge.holds_on(day):
            yield due


def paid_a_head(
    dues: Iterable[Due],
    component: str,
    first: date,
    number: int,
    share: float,
    there_at_the_end: bool,
    begins: bool,
) -> float:
    """Amounts a head of a month in plan currency.

    Parameters
    ----------
    first, number
        First day of the month, and its number in the horizon.
    share
        Of the month's days: what is paid every month goes by it.
    there_at_the_end
        Whether the job holds on the month's last day: what is paid in some months is paid in full
        to those.
    begins
        Whether employment begins in the month, in this job.
    """
    total = 0.0
    for due in dues:
        charge = due.charge
        if charge.of is not ChargeOf.HEAD or charge.component != component:
            continue
        if not charge.holds_on(first):
            continue
        amount, yearly = due.amount(number), charge.per is ChargePer.YEAR
        if not charge.months:
            total += amount / MONTHS * share if yearly else amount * share
        if FIRST_MONTH in charge.months and begins:
            total += amount
        if first.month in charge.months and there_at_the_end:
            total += amount / len(charge.months) if yearly else amount
    return total


def a_month(
    dues: Iterable[Due],
    component: str,
    day: date,
    number: int,
    pay: float,
    base: float,
    worth: float,
) -> float:
    """What charges come to in a usual month of pay, those of a year by a twelfth; what is paid once
    is left out.

    Parameters
    ----------
    dues
        Charges of somebody.
    component
        ``tax``, ``benefits`` or ``bonus``.
    day
        On which the charge must hold.
    number
        Index of the month at whose rate amounts a head are taken.
    pay
        Base and bonus of a month, in plan currency at the rate of that month.
    base
        Base alone.
    worth
        What a unit of base is worth in that month: limits are multiplied by it.

    Returns
    -------
    float
        Plan currency; used for the run rate after the horizon.

    Examples
    --------
    >>> pension = Charge(id="C-1", name="Pension", rate=0.1, component="tax", high=5000)
    >>> a_month([Due(pension, None)], "tax", date(2027, 1, 1), 0, pay=6000, base=6000, worth=1.0)
    500.0
    """
    total = 0.0
    for due in dues:
        charge = due.charge
        if charge.component != component or not charge.holds_on(day):
            continue
        yearly = charge.per is ChargePer.YEAR
        if charge.of is ChargeOf.HEAD:
            often = (
                sum(month != FIRST_MONTH for month in charge.months) if charge.months else MONTHS
            )
            total += due.amount(number) * (min(often, 1) if yearly else often) / MONTHS
        elif charge.component == "bonus":
            total += charge.rate * base
        elif charge.has_tiers:
            times = worth / MONTHS if yearly else worth
            total += charge.rate * charge.within(pay if charge.of is ChargeOf.PAY else base, times)
    return total


def on_fee(dues: Iterable[Due], day: date) -> float:
    """Share that comes on top of a contractor's fee.

    Parameters
    ----------
    dues
        Charges of a contractor.
    day
        On which the charge must hold.

    Returns
    -------
    float
        A share of the fee, 0.1 for 10 %.

    Examples
    --------
    >>> levy = Charge(id="C-1", name="Levy", of=ChargeOf.FEE, component="contractor", rate=0.05)
    >>> on_fee([Due(levy, None)], date(2027, 1, 1))
    0.05
    """
    return sum(
        due.charge.rate
        for due in dues
        if due.charge.of is ChargeOf.FEE and due.charge.holds_on(day)
    )


def months_for_service(dues: Iterable[Due], start: date, last: date) -> float:
    """Months of base that are due for the completed months of service to a last day, where somebody
    is let go.

    Parameters
    ----------
    dues
        Charges of somebody.
    start, last
        First and last day of employment.

    Returns
    -------
    float
        Months of base, also parts of them; completed months count as twelfths of a year.

    Examples
    --------
    >>> service = Charge(
    ...     id="C-1", name="Severance", of=ChargeOf.SERVICE, component="severance", rate=0.5
    ... )
    >>> months_for_service([Due(service, None)], date(2021, 1, 1), date(2026, 12, 31))
    3.0
    """
    after = last + timedelta(days=1)
    months = (after.year - start.year) * MONTHS + after.month - start.month
    years = max(0, months - (after.day < start.day)) / MONTHS
    return sum(
        due.charge.rate * due.charge.within(years)
        for due in dues
        if due.charge.of is ChargeOf.SERVICE and due.charge.holds_on(last)
    )
