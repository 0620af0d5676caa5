"""Rates that apply to pay: of a role, a team and a location, by the most specific assumption."""

from dataclasses import dataclass

from orgplan.domain import (
    Organisation,
)

from .charges import Due, charges_of


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates of one role, team and location.

    Attributes
    ----------
    bonus, tax, benefits, merit
        Shares: of base, of base and bonus, of base, and the yearly raise.
    tax_cap
        Base and bonus of a calendar year above which no tax is due, in plan currency; ``None`` is
        no cap.
    per_head, per_head_index
        Benefits for each head and year, in plan currency; and by how much they are worth more or
        less in each month, ``None`` where their rate never changes.
    bonus_month
        Month (1-12) in which the bonus is paid; 0 accrues it month by month.
    attrition
        Yearly share whose pay is freed because they are expected to leave; 0 where that is switched
        off, or a last day is known.
    merit_month, merit_tenure
        Month (1-12) of the raise, and months in service that it asks for.
    charges
        What the sheet Charges adds.
    """

    bonus: float
    tax: float
    tax_cap: float | None
    benefits: float
    per_head: float
    bonus_month: int
    merit: float
    merit_month: int
    merit_tenure: int
    per_head_index: tuple[float, ...] | None = None
    attrition: float = 0.0
    charges: tuple[Due, ...] = ()


def leavers_free_pay(org: Organisation, scopes: tuple[str | None, ...] = ()) -> bool:
    """Whether expected leavers free pay: as stated; else where a need takes their capacity away.

    Parameters
    ----------
    org
        Read for the assumption, and whether capacity needs are there.
    scopes
        Ids of a person, team, role and location, the most specific first.

    Examples
    --------
    >>> leavers_free_pay(org)
    True
    """
    stated = org.assumptions.row("leavers_free_pay", *scopes)
    return org.counts_on_capacity if stated is None else bool(stated.value)


def freed_share(
    org: Organisation, scopes: tuple[str | None, ...], own: float | None = None
) -> float:
    """Yearly share of people whose pay is freed as they are expected to leave: their attrition,
    where that is switched on.

    Parameters
    ----------
    org
        Read for assumptions.
    scopes
        Ids of a person, team, role and location, the most specific first.
    own
        Attrition of the person; ``None`` takes the assumption.

    Returns
    -------
    float
        A share a year, 0-1; 0 where it is switched off.

    Examples
    --------
    >>> freed_share(org, ("P01", "Payments")), freed_share(org, ("P01", "Payments"), own=0.2)
    (0.08, 0.2)
    """
    if not leavers_free_pay(org, scopes):
        return 0.0
    return org.assumptions.get("attrition", *scopes) if own is None else own


def may_free(org: Organisation, scopes: tuple[str | None, ...], own: float | None = None) -> bool:
    """Whether expected leavers free pay, or would if a figure that is typed as 0 were another.

    Parameters
    ----------
    org
        Read for assumptions.
    scopes
        Ids of a person, team, role and location, the most specific first.
    own
        Attrition of the person; ``None`` takes the assumption.

    Returns
    -------
    bool
        Asked by workbooks with formulas, which keep the columns for it.

    Examples
    --------
    >>> may_free(org, ("P01", "Payments"))
    True
    """
    typed = own is not None or any(
        org.assumptions.row(key, *scopes) is not None for key in ("attrition", "leavers_free_pay")
    )
    return typed or freed_share(org, scopes, own) > 0


def rates_of(
    org: Organisation, scopes: tuple[str, ...], location: str | None, bonus: float | None = None
) -> Rates:
    """Rates of somebody: the location's own figures, then assumptions by scope (most specific
    first, the location last).

    Parameters
    ----------
    org
        Read for locations, assumptions and charges.
    scopes
        Ids of a person, team and role, the most specific first.
    location
        ``None`` where nobody tells places apart.
    bonus
        The person's own share of base; ``None`` takes the assumption.

    Returns
    -------
    Rates
        Attrition is 0: whoever makes a contract fills it in.

    Examples
    --------
    >>> rates = rates_of(org, ("P11", "Payments SRE", "Site engineer"), None)
    >>> rates.bonus, rates.tax, rates.merit
    (0.2, 0.1, 0.032)
    """
    get, names = org.assumptions.get, (*scopes, location)
    place = org.location.get(location) if location is not None else None
    if place is None:
        tax = tax_cap = benefits = per_head = None
    else:
        tax, tax_cap, benefits, per_head = (
            place.employer_tax_pct,
            place.tax_cap,
            place.benefits_pct,
            place.benefits_per_head,
        )
    if tax_cap is None:
        stated = get("tax_cap", *names)
        tax_cap = stated if stated >= 0 else None
    index = None
    if org.monthly_rates:
        index = (
            _index_of_norm(org, "benefits_per_head", names)
            if place is None or per_head is None
            else org.rate_index(per_head, place.stated_as("benefits_per_head", per_head))
        )
    return Rates(
        bonus=get("bonus_pct", *names) if bonus is None else bonus,
        tax=get("employer_tax_pct", *names) if tax is None else tax,
        tax_cap=tax_cap,
        benefits=get("benefits_pct", *names) if benefits is None else benefits,
        per_head=get("benefits_per_head", *names) if per_head is None else per_head,
        bonus_month=int(get("bonus_month", *names)),
        merit=get("merit_pct", *names),
        merit_month=int(get("merit_month", *names)),
        merit_tenure=int(get("merit_tenure", *names)),
        per_head_index=index,
        charges=charges_of(org, names),
    )


def _index_of_norm(
    org: Organisation, key: str, names: tuple[str | None, ...]
) -> tuple[float, ...] | None:
    """By how much a norm is worth more or less in each month."""
    row = org.assumptions.row(key, *names)
    return None if row is None else org.rate_index(row.value, row.stated_as("value", row.value))
