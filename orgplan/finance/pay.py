"""Pay of one month: base with proration and merit, bonus, employer tax and benefits."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from orgplan.domain.calendar import add_months
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Employment, Person
from orgplan.domain.plan import Hire


def cents(amount: float) -> int:
    """An amount of money in whole cents, halves away from zero as a spreadsheet's ROUND has it."""
    return math.floor(amount * 100 + 0.5 + 1e-7)


@dataclass(frozen=True, slots=True)
class Contract:
    """What is paid to one person or seat, with the rates that apply to it.

    Attributes
    ----------
    annual_base
        In plan currency, for the FTE contracted.
    bonus, tax, benefits, merit
        Shares: of base, of base and bonus, of base, and the yearly raise.
    merit_month, merit_tenure
        Month (1-12) of the raise, and months in service that it asks for.
    """

    annual_base: float
    start: date
    end: date | None
    contractor: bool
    bonus: float
    tax: float
    benefits: float
    merit: float
    merit_month: int
    merit_tenure: int


def contract_of_person(org: Organisation, person: Person) -> Contract:
    """The contract of somebody on the roster."""
    return _contract(
        org,
        (person.id, person.team, person.role),
        person.base_salary,
        (person.start_date, person.end_date),
        contractor=person.employment is Employment.CONTRACTOR,
        bonus=person.bonus_pct,
    )


def contract_of_seat(org: Organisation, hire: Hire) -> Contract:
    """The contract of a planned seat."""
    return _contract(org, (hire.team, hire.role), hire.base_salary, (hire.start_date, None))


def _contract(
    org: Organisation,
    scopes: tuple[str, ...],
    base: float,
    service: tuple[date, date | None],
    *,
    contractor: bool = False,
    bonus: float | None = None,
) -> Contract:
    rates = org.assumptions
    return Contract(
        annual_base=base,
        start=service[0],
        end=service[1],
        contractor=contractor,
        bonus=rates.get("bonus_pct", *scopes) if bonus is None else bonus,
        tax=rates.get("employer_tax_pct", *scopes),
        benefits=rates.get("benefits_pct", *scopes),
        merit=rates.get("merit_pct", *scopes),
        merit_month=int(rates.get("merit_month", *scopes)),
        merit_tenure=int(rates.get("merit_tenure", *scopes)),
    )


def pay_of_month(org: Organisation, contract: Contract, month: int) -> Iterator[tuple[str, int]]:
    """Components of pay in one month of the horizon, in cents; nothing for a month not worked.

    Base is a twelfth of the annual base by the share of the month's days employed. Bonus accrues monthly at target. Each
    component is rounded to the cent on its own, as it stands in its own cell.
    """
    share = org.calendar.share_of_month(month, contract.start, contract.end)
    if share == 0:
        return
    base = contract.annual_base / 12 * share
    if contract.contractor:
        yield "contractor", cents(base)
        return
    base *= (1 + contract.merit) ** _raises(contract, org.calendar.as_of, org.calendar.month_starts[month])
    yield "base", cents(base)
    yield "bonus", cents(base * contract.bonus)
    yield "tax", cents(base * (1 + contract.bonus) * contract.tax)
    yield "benefits", cents(base * contract.benefits)


def _raises(contract: Contract, as_of: date, month_start: date) -> int:
    """Merit raises since the as-of date (or the start) that have taken effect by a month."""
    return raises_between(max(as_of, contract.start), month_start, add_months(contract.start, contract.merit_tenure), contract.merit_month)


@lru_cache(maxsize=4096)
def raises_between(after: date, until: date, entitled: date, merit_month: int) -> int:
    """First days of the merit month after one date, not after another, and not before the month of entitlement."""
    years = range(after.year, until.year + 1)
    return sum(1 for year in years if after < (day := date(year, merit_month, 1)) <= until and day >= entitled)
