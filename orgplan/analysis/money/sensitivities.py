"""What the plan would cost if pay rises, exchange rates, starts or vacancies were otherwise: the
same plan, priced again.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from orgplan.domain import (
    NORM_OF,
    Assumption,
    Organisation,
    Plan,
    add_months,
)
from orgplan.finance.cents import whole
from orgplan.finance.ledger import CostLine, ledger
from orgplan.finance.rates import leavers_free_pay
from orgplan.language import N_

from .leavers import FREE_PAY, all_replaced

POINT, RATES = 0.01, 0.05
MOST_HEADS = 300  # people and seats; pricing more of them seven times would be felt
MERIT = "merit_pct"
LATER = (
    N_("hires start 1 month later"),
    N_("hires start 2 months later"),
    N_("hires start 3 months later"),
)


def sensitivities(
    org: Organisation, plan: Plan, costs: Sequence[CostLine]
) -> Iterator[tuple[str, int]]:
    """What would be otherwise, and by how many cents the plan would cost more over the horizon.

    Parameters
    ----------
    org, plan
        Priced again for each line; nothing is decided anew.
    costs
        The ledger of this plan, from which differences are taken.

    Yields
    ------
    tuple[str, int]
        A label to be translated, and cents (negative where it costs less).

    Notes
    -----
    Merit moves by one point (0.01), other currencies by 5 %, starts of hires by one, two and three
    months.
    """
    now = sum(line.cents for line in costs)

    def change(other: Organisation, decided: Plan = plan) -> int:
        return sum(line.cents for line in ledger(other, decided)) - now

    yield N_("merit 1 point higher"), change(_with_merit(org, POINT))
    yield N_("merit 1 point lower"), change(_with_merit(org, -POINT))
    abroad = _paid_abroad(org, plan, costs)
    yield N_("other currencies worth 5 % more"), whole(abroad * RATES)
    yield N_("other currencies worth 5 % less"), whole(-abroad * RATES)
    for months, label in enumerate(LATER, 1):
        yield label, change(org, _later(plan, months))
    if leavers_free_pay(org):
        yield N_("expected leavers are replaced at once"), change(all_replaced(org))
    else:
        yield N_("expected leavers leave their seats vacant"), change(_with(org, FREE_PAY, 1.0))


def _with_merit(org: Organisation, more: float) -> Organisation:
    """Merit higher for everybody by so much, within what an assumption may be."""
    norm = NORM_OF[MERIT]

    def moved(merit: float) -> float:
        return min(norm.highest, max(norm.lowest, merit + more))

    raised = tuple(
        row.replace(value=moved(row.value)) if row.key == MERIT else row
        for row in org.assumptions.rows
    )
    other = org.replace(assumptions=org.assumptions.replace(rows=raised))
    if any(row.key == MERIT and row.scope is None for row in raised):
        return other
    return _with(other, MERIT, moved(norm.default))


def _with(org: Organisation, key: str, value: float) -> Organisation:
    """An assumption that holds for everybody without a value of their own."""
    rows = (row for row in org.assumptions.rows if (row.key, row.scope) != (key, None))
    return org.replace(
        assumptions=org.assumptions.replace(rows=(*rows, Assumption(key=key, value=value)))
    )


def _paid_abroad(org: Organisation, plan: Plan, costs: Sequence[CostLine]) -> int:
    """Cents of those who are paid in another currency, with all that follows from their pay."""
    hires, days = {hire.id: hire for hire in plan.hires}, org.calendar.month_starts

    def abroad(line: CostLine) -> bool:
        person = org.person.get(line.entity)
        pay = hires.get(line.entity) if person is None else org.paid_on(person, days[line.month])
        return pay is not None and pay.stated_as("base_salary", pay.base_salary) is not None

    return sum(line.cents for line in costs if abroad(line))


def _later(plan: Plan, months: int) -> Plan:
    """Every hire a number of months later; of contractors the last day stays."""
    hires = (hire.replace(start_date=_moved(hire.start_date, months)) for hire in plan.hires)
    return plan.replace(hires=tuple(hires))


def _moved(day: date, months: int) -> date:
    """The same day of a later month, or its last one.

    Examples
    --------
    >>> _moved(date(2027, 1, 31), 1)
    datetime.date(2027, 2, 28)
    """
    first = add_months(day, months)
    length = (add_months(first, 1) - first).days
    return first.replace(day=min(day.day, length))
