"""What is paid once: recruiting and equipment, moves, severance."""

from collections.abc import Iterator

from orgplan.domain import Hire, Lever, LeverKind, Organisation

from .pay import cents


def one_time(org: Organisation, hire: Hire, month: int) -> Iterator[tuple[str, int]]:
    """Recruiting (with the expected share of agency fees) and equipment of one seat, in cents; of a contractor what the lever says."""
    if hire.is_contractor:
        yield "recruiting", cents(lever_cost(org, hire.lever, month) if hire.lever else 0.0)
        return
    fixed, agency, equipment = recruiting_costs(org, hire.role, hire.team, hire.location, month)
    base = org.in_month(hire.base_salary, hire.stated_as("base_salary", hire.base_salary), month)
    yield "recruiting", cents(fixed + agency * base)
    yield "equipment", cents(equipment)


def lever_cost(org: Organisation, lever: str, month: int) -> float:
    """Cost of a lever in plan currency, at the rate of a month."""
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
    """Cost of filling a seat in a month in plan currency, expected agency fee as a share of base, and equipment in plan currency."""
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
    """Retraining is training; the one-time cost of other moves stands on its own."""
    return "training" if kind is LeverKind.RETRAINING else "moves"


def severance(
    org: Organisation, lever: Lever, annual_base: float, month: int, for_service: float = 0.0
) -> float:
    """Severance in plan currency in a month: a fixed sum, and months of base (at the rate of the month), with those that service earns."""
    months = lever.months_of_base + for_service
    return lever_cost(org, lever.id, month) + months * annual_base / 12
