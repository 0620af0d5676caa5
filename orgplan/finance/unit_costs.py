"""What one more seat or course costs, as the coefficients of the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orgplan.domain.budget import BudgetLine, Category
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Hire, Training
from orgplan.domain.teams import ScopeKind
from orgplan.finance.ledger import CostLine, seat_lines, tail, training_lines


@dataclass(frozen=True)
class UnitCost:
    """Costs of one action.

    Attributes
    ----------
    lines
        Month by month within the horizon.
    goal
        Cents in the goal: all of the horizon, and the tail after it.
    """

    lines: Sequence[CostLine]
    goal: float


def seat_cost(org: Organisation, role: str, team: str, start: int) -> UnitCost:
    """Cost of one seat hired at the middle of its band, at work from the first day of a period."""
    base = org.role[role].band_mid
    assert base is not None, f"{role} has no band and is not on offer"
    hire = Hire(id="seat", role=role, team=team, start_date=org.calendar.first_day(start), base_salary=base)
    lines = tuple(seat_lines(org, hire))
    return UnitCost(lines, sum(line.cents for line in lines) + tail(org, hire))


def course_cost(org: Organisation, person: str, course: str, start: int) -> UnitCost:
    """Cost of one person beginning a course on the first day of a period."""
    training = Training(id="course", person_id=person, course=course, start_date=org.calendar.first_day(start))
    lines = tuple(training_lines(org, training))
    return UnitCost(lines, sum(line.cents for line in lines))


def charge(org: Organisation, line: BudgetLine, costs: Sequence[CostLine]) -> int:
    """Cents of one action's (or the roster's) costs that a budget line counts, as a coefficient of its row."""
    length = org.calendar.months_per_period
    months = {month for period in line.periods for month in range(period * length, (period + 1) * length)}
    by_centre = line.scope.kind is ScopeKind.COST_CENTRE
    teams = org.teams_of(line.scope)
    return sum(
        cost.cents
        for cost in costs
        if cost.month in months
        and (cost.cost_centre == line.scope.name if by_centre else cost.team in teams)
        and line.category in (Category.TOTAL, cost.category)
    )
