"""What is paid once: recruiting and equipment, moves, severance.

Amounts are in plan currency at the rate of the month in which they fall, before they are rounded to
cents.
"""

from collections.abc import Iterator

from orgplan.domain import Hire, Lever, LeverKind, Organisation

from .cents import cents


def one_time(org: Organisation, hire: Hire, month: int) -> Iterator[tuple[str, int]]:
    """Recruiting (with the expected share of agency fees) and equipment of one seat, in cents; of a
    contractor what the lever says.

    Parameters
    ----------
    org
        Read for costs of recruiting and levers.
    hire
        Of a plan.
    month
        Index of the month of the first day, for the rates of currencies.

    Yields
    ------
    tuple[str, int]
        Component, and whole cents.

    Examples
    --------
    >>> from orgplan.finance.unit_costs import offered_hire
    >>> dict(one_time(org, offered_hire(org, "iOS engineer", "Apps", 1), 3))
    {'recruiting': 974000, 'equipment': 0}
    """
    if hire.is_contractor:
        yield "recruiting", cents(lever_cost(org, hire.lever, month) if hire.lever else 0.0)
        return
    fixed, agency, equipment = recruiting_costs(org, hire.role, hire.team, hire.location, month)
    base = org.in_month(hire.base_salary, hire.stated_as("base_salary", hire.base_salary), month)
    yield "recruiting", cents(fixed + agency * base)
    yield "equipment", cents(equipment)


def lever_cost(org: Organisation, lever: str, month: int) -> float:
    """Cost of a lever in plan currency, at the rate of a month.

    Parameters
    ----------
    org
        Read for levers and rates.
    lever
        Id.
    month
        Index of a month, 0 for the first of the horizon.

    Returns
    -------
    float
        Once for each head that moves or leaves, for each head and year of overstaffing and short
        time, or once for each engagement of a contractor.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION
    >>> lever = Lever(id="L-1", kind=LeverKind.TRANSFER, scope=ORGANISATION, cost=1500)
    >>> lever_cost(org.replace(levers=(lever,)), "L-1", 0)
    1500.0
    """
    of = org.lever[lever]
    return org.in_month(of.cost, of.stated_as("cost", of.cost), month)


def _norm(org: Organisation, key: str, scopes: tuple[str | None, ...], month: int) -> float:
    """A norm of money in plan currency, at the rate of a month."""
    row = org.assumptions.row(key, *scopes)
    if row is None:
        return org.assumptions.get(key)
    return org.in_month(row.value, row.stated_as("value", row.value), month)


def recruiting_costs(
    org: Organisation, role: str, team: str, location: str | None, month: int
) -> tuple[float, float, float]:
    """Cost of filling a seat in a month in plan currency, expected agency fee as a share of base,
    and equipment in plan currency.

    Parameters
    ----------
    org
        Read for roles and assumptions.
    role, team
        Ids.
    location
        ``None`` where nobody tells places apart.
    month
        Index of a month, 0 for the first of the horizon.

    Returns
    -------
    tuple[float, float, float]
        Cost, share, cost. A role's own cost comes before the assumption; the share is
        ``agency_pct`` times ``agency_share``.

    Examples
    --------
    >>> recruiting_costs(org, "iOS engineer", "Apps", None, 0)
    (4700.0, 0.06, 0.0)
    """
    rates, scopes, of = org.assumptions, (team, role, location), org.role[role]
    own = of.recruiting_cost
    fixed = (
        _norm(org, "recruiting_cost", scopes, month)
        if own is None
        else org.in_month(own, of.stated_as("recruiting_cost", own), month)
    )
    return (
        fixed,
        rates.get("agency_pct", *scopes) * rates.get("agency_share", *scopes),
        _norm(org, "equipment_cost", scopes, month),
    )


def component_of_move(kind: LeverKind) -> str:
    """Retraining is training; the one-time cost of other moves stands on its own.

    Parameters
    ----------
    kind
        Of a move.

    Examples
    --------
    >>> component_of_move(LeverKind.RETRAINING), component_of_move(LeverKind.PROMOTION)
    ('training', 'moves')
    """
    return "training" if kind is LeverKind.RETRAINING else "moves"


def severance(
    org: Organisation, lever: Lever, annual_base: float, month: int, for_service: float = 0.0
) -> float:
    """Severance in plan currency in a month: a fixed sum, and months of base (at the rate of the
    month), with those that service earns.

    Parameters
    ----------
    org
        Read for rates.
    lever
        Its `cost` is the fixed sum, its `months_of_base` are what everybody gets.
    annual_base
        In plan currency at the rate of the month.
    month
        Index of a month, 0 for the first of the horizon.
    for_service
        Months that charges add (:func:`~orgplan.finance.charges.months_for_service`).

    Returns
    -------
    float
        Plan currency, not rounded.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION
    >>> lever = Lever(
    ...     id="L-1", kind=LeverKind.REDUNDANCY, scope=ORGANISATION, cost=5000, months_of_base=3
    ... )
    >>> severance(org.replace(levers=(lever,)), lever, 60_000, 0)
    20000.0
    """
    months = lever.months_of_base + for_service
    return lever_cost(org, lever.id, month) + months * annual_base / 12
