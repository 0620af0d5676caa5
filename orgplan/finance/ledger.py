"""Every cost of a plan: one line for each person or seat, month and component."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from orgplan.domain.budget import BudgetLine, Category
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import Person
from orgplan.domain.plan import Hire, Plan, Training
from orgplan.domain.teams import ScopeKind
from orgplan.finance.pay import cents, contract_of_person, contract_of_seat, pay_of_month

COMPONENTS = ("base", "bonus", "tax", "benefits", "contractor", "recruiting", "equipment", "training")

CATEGORY = {
    "base": Category.PAY,
    "bonus": Category.PAY,
    "tax": Category.PAY,
    "benefits": Category.PAY,
    "contractor": Category.PAY,
    "recruiting": Category.HIRING,
    "equipment": Category.HIRING,
    "training": Category.TRAINING,
}


@dataclass(frozen=True, slots=True)
class CostLine:
    """Money spent on one person, seat or course in one month.

    Attributes
    ----------
    entity, action
        Id of the person or seat, and of the action that causes it (``None`` for the roster's pay).
    team, cost_centre
        Where it is booked.
    month
        Number of the month in the horizon.
    component, cents
        One of :data:`COMPONENTS`, and the amount in cents of the plan currency.
    """

    entity: str
    action: str | None
    team: str
    cost_centre: str
    month: int
    component: str
    cents: int

    @property
    def category(self) -> Category:
        """Budget category of the component."""
        return CATEGORY[self.component]


def person_lines(org: Organisation, person: Person) -> Iterator[CostLine]:
    """Pay of somebody on the roster over the horizon."""
    contract, centre = contract_of_person(org, person), org.cost_centre(person.team, person)
    for month in range(org.calendar.months):
        for component, amount in pay_of_month(org, contract, month):
            yield CostLine(person.id, None, person.team, centre, month, component, amount)


def seat_lines(org: Organisation, hire: Hire) -> Iterator[CostLine]:
    """Pay and one-time cost of a planned seat; one-time cost falls in the month of the start."""
    contract, centre = contract_of_seat(org, hire), org.cost_centre(hire.team)
    start = org.calendar.month_of(hire.start_date)
    for month in range(max(0, start), org.calendar.months):
        for component, amount in chain(pay_of_month(org, contract, month), one_time(org, hire) if month == start else ()):
            yield CostLine(hire.id, hire.id, hire.team, centre, month, component, amount)


def one_time(org: Organisation, hire: Hire) -> Iterator[tuple[str, int]]:
    """Recruiting (with the expected share of agency fees) and equipment of one seat, in cents."""
    rates, scopes = org.assumptions, (hire.team, hire.role)
    own = org.role[hire.role].recruiting_cost
    fixed = rates.get("recruiting_cost", *scopes) if own is None else own
    agency = rates.get("agency_pct", *scopes) * rates.get("agency_share", *scopes) * hire.base_salary
    yield "recruiting", cents(fixed + agency)
    yield "equipment", cents(rates.get("equipment_cost", *scopes))


def training_lines(org: Organisation, training: Training) -> Iterator[CostLine]:
    """Price of a course, paid in the month in which it begins."""
    person, course = org.person[training.person_id], org.course[training.course]
    month = org.calendar.month_of(training.start_date)
    if 0 <= month < org.calendar.months:
        centre = org.cost_centre(person.team, person)
        yield CostLine(person.id, training.id, person.team, centre, month, "training", cents(course.cost))


def action_lines(org: Organisation, plan: Plan) -> Iterator[CostLine]:
    """Cost of what the plan decides, without the roster's pay."""
    for hire in plan.hires:
        yield from seat_lines(org, hire)
    for training in plan.trainings:
        yield from training_lines(org, training)


def ledger(org: Organisation, plan: Plan) -> tuple[CostLine, ...]:
    """Every cost over the horizon: the roster's pay, then what the plan adds."""
    roster = chain.from_iterable(person_lines(org, person) for person in org.people)
    return (*roster, *action_lines(org, plan))


def charged(org: Organisation, line: BudgetLine, costs: Iterable[CostLine]) -> int:
    """Cents of the costs that count against a budget line."""
    return sum(cost.cents for cost in costs if counts_against(org, line, cost))


def counts_against(org: Organisation, line: BudgetLine, cost: CostLine) -> bool:
    """Whether a cost falls into the scope, periods and category of a budget line."""
    if line.category is not Category.TOTAL and line.category is not cost.category:
        return False
    if cost.month // org.calendar.months_per_period not in line.periods:
        return False
    if line.scope.kind is ScopeKind.COST_CENTRE:
        return cost.cost_centre == line.scope.name
    return cost.team in org.teams_of(line.scope)


def monthly_run_rate(org: Organisation, hire: Hire) -> int:
    """Recurring cost of a seat in the last month of the horizon, in cents."""
    return sum(amount for _, amount in pay_of_month(org, contract_of_seat(org, hire), org.calendar.months - 1))


def tail(org: Organisation, hire: Hire) -> float:
    """Recurring cost of a seat after the horizon, for as many months as the assumption ``tail_months`` says, in cents."""
    return monthly_run_rate(org, hire) * org.assumptions.get("tail_months", hire.team, hire.role)


def this_year(org: Organisation, costs: Iterable[CostLine]) -> int:
    """Cents that fall into the fiscal year in which the horizon begins."""
    year = org.calendar.fiscal_year(0)
    return sum(cost.cents for cost in costs if org.calendar.fiscal_year(cost.month) == year)
