"""What is paid once: recruiting and equipment, moves, severance."""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Hire
from orgplan.finance.pay import cents


def one_time(org: Organisation, hire: Hire) -> Iterator[tuple[str, int]]:
    """Recruiting (with the expected share of agency fees) and equipment of one seat, in cents; of a contractor what the lever says."""
    if hire.is_contractor:
        yield "recruiting", cents(org.lever[hire.lever].cost if hire.lever is not None else 0.0)
        return
    fixed, agency, equipment = recruiting_costs(org, hire.role, hire.team, hire.location)
    yield "recruiting", cents(fixed + agency * hire.base_salary)
    yield "equipment", cents(equipment)


def recruiting_costs(
    org: Organisation, role: str, team: str, location: str | None
) -> tuple[float, float, float]:
    """Cost of filling a seat in plan currency, expected agency fee as a share of base, and equipment in plan currency."""
    rates, scopes = org.assumptions, (team, role, location)
    own = org.role[role].recruiting_cost
    fixed = rates.get("recruiting_cost", *scopes) if own is None else own
    return (
        fixed,
        rates.get("agency_pct", *scopes) * rates.get("agency_share", *scopes),
        rates.get("equipment_cost", *scopes),
    )


def component_of_move(kind: LeverKind) -> str:
    """Retraining is training; the one-time cost of other moves stands on its own."""
    return "training" if kind is LeverKind.RETRAINING else "moves"


def severance(lever: Lever, annual_base: float) -> float:
    """Severance in plan currency: a fixed sum, and months of base."""
    return lever.cost + lever.months_of_base * annual_base / 12
