"""Charges on pay beside the flat rates: social contributions in tiers, 13th salaries, benefits and
grants by head, severance by service.
"""

from datetime import date, timedelta
from enum import StrEnum

from pydantic import Field

from ..base import Value
from .money import Priced

FIRST_MONTH = 0  # among the months of a charge: the month of the first day of employment


class ChargeOf(StrEnum):
    """What a charge is a share of, or is counted by.

    Examples
    --------
    >>> op.ChargeOf("head")
    <ChargeOf.HEAD: 'head'>
    """

    PAY = "pay"  # base and bonus
    BASE = "base"
    HEAD = "head"
    FEE = "fee"  # of contractors
    SERVICE = "service"  # a month's base for each year, when somebody is let go


class ChargePer(StrEnum):
    """Over what its limits, or the amount of a head, are meant.

    Examples
    --------
    >>> op.ChargePer("year")
    <ChargePer.YEAR: 'year'>
    """

    MONTH = "month"
    YEAR = "year"


COMPONENTS_OF = {
    ChargeOf.PAY: ("tax",),
    ChargeOf.BASE: ("tax", "benefits", "bonus"),
    ChargeOf.HEAD: ("tax", "benefits", "bonus"),
    ChargeOf.FEE: ("contractor",),
    ChargeOf.SERVICE: ("severance",),
}


class Charge(Priced):
    """What an employer pays on somebody's pay, or for somebody, beside what Locations and
    Assumptions say.

    Parameters
    ----------
    id, name
        Unique id, and what it is called; tiers of one charge share the name.
    scope
        A person, team, role or location; ``None`` is everybody. All that fit add up.
    of
        What it is a share of.
    component
        Component of cost on which it is booked.
    rate
        Share of it; of service, months of base for a year.
    amount
        Of a head, in plan currency.
    floor, low, high
        What pay counts as at least, from what it is charged, and up to what; in plan currency, of
        service in years. ``None`` is no limit.
    per
        Whether limits (and amounts) are those of a month or of a calendar year.
    months
        Calendar months (1-12) in which it is paid, :data:`FIRST_MONTH` for that of the first day;
        none is every month.
    first, last
        First and last day on which it holds; ``None`` is open.
    source
        Where it comes from, with its year.

    Examples
    --------
    >>> op.Charge(id="C-1", name="Levy", of="head", component="tax", amount=120.0).amount
    120.0
    """

    id: str = Field(min_length=1)
    name: str = Field(min_length=1)
    scope: str | None = None
    of: ChargeOf = ChargeOf.PAY
    component: str = ""
    rate: float = Field(default=0.0, ge=0, le=24)
    amount: float = Field(default=0.0, ge=0)
    floor: float | None = Field(default=None, ge=0)
    low: float | None = Field(default=None, ge=0)
    high: float | None = Field(default=None, ge=0)
    per: ChargePer = ChargePer.MONTH
    months: tuple[int, ...] = ()
    first: date | None = None
    last: date | None = None
    source: str = ""

    def _check(self) -> None:
        allowed = COMPONENTS_OF[self.of]
        if self.component not in allowed:
            raise ValueError(f"a charge of {self.of} is booked as {' or '.join(allowed)}")
        if bool(self.amount) != (self.of is ChargeOf.HEAD):
            raise ValueError("a charge of head states an amount, any other a rate")
        if bool(self.rate) == (self.of is ChargeOf.HEAD):
            raise ValueError("a charge of head states no rate, any other does")
        limits = (self.floor, self.low, self.high)
        if any(limit is not None for limit in limits) and not self.has_tiers:
            raise ValueError(f"a charge of {self.of} booked as {self.component} has no limits")
        if self.floor is not None and (self.of is ChargeOf.SERVICE or self.per is ChargePer.YEAR):
            raise ValueError("a floor is one of a month's pay: state it by the month")
        if self.high is not None and self.high <= max(self.low or 0.0, 0.0):
            raise ValueError("up_to lies above from")
        if self.floor is not None and self.high is not None and self.floor > self.high:
            raise ValueError("the floor is not above up_to")
        self._refuse_months()
        if self.first is not None and self.first.day != 1:
            raise ValueError("a charge holds from the first day of a month on")
        if self.last is not None and (self.last + timedelta(days=1)).day != 1:
            raise ValueError("a charge holds to the last day of a month")

    def _refuse_months(self) -> None:
        """Months only where something is paid in a month of its own."""
        paid = self.of is ChargeOf.HEAD or self.component == "bonus"
        if self.months and not paid:
            raise ValueError("months say when a bonus or an amount a head is paid, nothing else")
        if FIRST_MONTH in self.months and self.of is not ChargeOf.HEAD:
            raise ValueError("only an amount a head is paid in the month of the first day")
        if any(not 0 <= month <= 12 for month in self.months):
            raise ValueError("months are 1 to 12, or start")
        if len(set(self.months)) > 1 and FIRST_MONTH in self.months:
            raise ValueError("months are 1 to 12, or start alone")
        if len(set(self.months)) < len(self.months):
            raise ValueError("a month is named twice")

    @property
    def has_tiers(self) -> bool:
        """Whether it may have limits: taxes and benefits on pay, and service."""
        return self.of is ChargeOf.SERVICE or (
            self.of in (ChargeOf.PAY, ChargeOf.BASE) and self.component != "bonus"
        )

    @property
    def looks_back(self) -> bool:
        """Whether earlier months of the year matter to a month's charge."""
        of_year = self.has_tiers and self.per is ChargePer.YEAR
        return of_year or (self.of is ChargeOf.BASE and bool(self.months))

    def holds_on(self, day: date) -> bool:
        """Whether it is in force.

        Parameters
        ----------
        day
            Any day.

        Examples
        --------
        >>> Charge(
        ...     id="C-1", name="Pension", rate=0.09, component="tax", last=date(2027, 6, 30)
        ... ).holds_on(date(2027, 7, 1))
        False
        """
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def within(self, pay: float, times: float = 1.0) -> float:
        """The part of a pay (or of years of service) that lies inside its limits, each taken so
        many times.

        Parameters
        ----------
        pay
            In plan currency, of a month or a year as :attr:`per` says; or years of service.
        times
            Share of a month, or what a unit of the currency is worth; limits are multiplied by it
            times.

        Returns
        -------
        float
            In the unit of `pay`; 0 below the lower limit.

        Examples
        --------
        >>> Charge(
        ...     id="C-1", name="Pension", rate=0.09, component="tax", low=1000, high=5000
        ... ).within(6000)
        4000.0
        """
        least = max(pay, (self.floor or 0.0) * times)
        most = least if self.high is None else min(least, self.high * times)
        return max(0.0, most - (self.low or 0.0) * times)


class PackLine(Value):
    """A charge of a pack; fields as in :class:`Charge`, amounts in the currency of the pack."""

    name: str
    of: ChargeOf
    component: str
    rate: float | None = None
    amount: float | None = None
    floor: float | None = None
    low: float | None = None
    high: float | None = None
    per: ChargePer = ChargePer.MONTH
    months: tuple[int, ...] = ()
    source: str | None = None


class ChargePack(Value):
    """Charges of a country and year, a starting point for the sheet Charges.

    Parameters
    ----------
    remark
        What is in it and what is left out.
    source
        Where figures come from that name no source of their own.
    id, currency
        Such as ``DE 2026``, and the currency of its amounts.
    charges
        Its lines, tier by tier.
    """

    id: str = Field(min_length=1)
    currency: str = Field(min_length=3, max_length=3)
    remark: str = Field(min_length=1)
    source: str = Field(min_length=1)
    charges: tuple[PackLine, ...] = Field(min_length=1)
