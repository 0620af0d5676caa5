"""For which role or course money is spent, how many units it pays for, and how much of it continues
after the horizon.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from orgplan.domain import Category, GroupAction, Organisation, Plan, Training, add_months, states
from orgplan.finance.cents import cents, whole
from orgplan.finance.contract_run_rates import run_rate
from orgplan.finance.contracts import NOTHING, Contract, contract_of_person, contract_of_seat
from orgplan.finance.groups import head_run_rate
from orgplan.finance.ledger import CATEGORY, CostLine

from ..headcount.stays import Stay, stays

MONTHS_A_YEAR = 12
PAY_FOR_TIME = ("base", "bonus", "tax", "benefits", "contractor")
ONE_OFF = (
    "severance",
    "moves",
    "short_time",
    "overstaffing",
)  # neither pay for head-months nor the price of a seat or course


@dataclass(frozen=True, slots=True)
class CostDriver:
    """What one person, seat or action costs in one month, and for how many units.

    Attributes
    ----------
    seat
        What tells it from others: the same in two sets of figures for the same seat.
    team, centre
        Where it is booked.
    category, kind
        Budget category; and the :func:`cost_type`: pay by head-months, hiring by seats, training by
        courses, other components by their cases.
    item
        Role, or course.
    month
        0 for the first of the horizon.
    units
        Head-months, seats, courses or cases; 0 where another entry counts them.
    cents
        What is paid.
    """

    seat: str
    team: str
    centre: str
    category: Category
    kind: str
    item: str
    month: int
    units: float
    cents: int


def cost_type(component: str) -> str:
    """What a component buys: the name of its category, or its own where it is neither pay for time
    nor the price of a seat or course.

    Parameters
    ----------
    component
        Of a line of the ledger, such as ``base`` or ``severance``.

    Returns
    -------
    str
        The kind by which variances are split.

    Examples
    --------
    >>> cost_type("bonus") == cost_type("base"), cost_type("severance")
    (True, 'severance')
    """
    return component if component in ONE_OFF else CATEGORY[component].value


def items(org: Organisation, plan: Plan, costs: Iterable[CostLine]) -> tuple[str, ...]:
    """For each cost the course that it pays for, else the role that the person or seat has in that
    month; pay of a month with two roles is split.

    Parameters
    ----------
    org, plan
        Say who has which role when.
    costs
        Lines of the ledger of this plan.

    Returns
    -------
    tuple[str, ...]
        One for each line, in their order.
    """
    held: dict[str, tuple[Stay, ...]] = {}
    for stay in stays(org, plan):
        held[stay.entity] = (*held.get(stay.entity, ()), stay)
    found: dict[tuple[str, int], str] = {}
    named = []
    costs = tuple(costs)
    split = _split_months(org, held, costs)
    for cost in costs:
        action = plan.actions.get(cost.action) if cost.action is not None else None
        if isinstance(action, Training):
            named.append(action.course)
            continue
        roles = split.get((cost.entity, cost.month, cost.component))
        if roles:
            named.append(roles.pop(0))
            continue
        key = cost.entity, cost.month
        if key not in found:
            found[key] = _role(org, held, *key)
        named.append(found[key])
    return tuple(named)


def _split_months(
    org: Organisation, held: Mapping[str, tuple[Stay, ...]], costs: Sequence[CostLine]
) -> dict[tuple[str, int, str], list[str]]:
    """(person, month, component of pay) → roles of its lines, where a move in mid-month makes
    several: they stand in the order of the jobs.
    """
    moved = {entity for entity, some in held.items() if len(some) > 1}
    counts = Counter(
        (cost.entity, cost.month, cost.component)
        for cost in costs
        if cost.entity in moved and cost.action is None and cost.component in PAY_FOR_TIME
    )
    found = {}
    for (entity, month, component), count in counts.items():
        there = [
            stay.role
            for stay in held[entity]
            if org.calendar.share_of_month(month, stay.first, stay.last) > 0
        ]
        if count > 1 and count == len(there):
            found[entity, month, component] = there
    return found


def _role(org: Organisation, held: Mapping[str, tuple[Stay, ...]], entity: str, month: int) -> str:
    """Role at the end of a month, or the last one before; a group has one for ever."""
    if entity not in held:
        return org.person[entity].role
    after = add_months(org.calendar.start, month + 1)
    begun = [stay for stay in held[entity] if stay.first is None or stay.first < after]
    return (begun or held[entity])[-1].role


def head_months(org: Organisation, plan: Plan) -> Mapping[tuple[str, str, int], float]:
    """(person, seat or group, team, month) → share of the month's days for which somebody is
    employed there; of groups, their heads.

    Parameters
    ----------
    org, plan
        What is true, and what is decided.

    Returns
    -------
    Mapping[tuple[str, str, int], float]
        Months count from 0. Heads, not FTE: somebody part-time counts in full. Places where nobody
        is employed have no entry, but for groups.
    """
    found: dict[tuple[str, str, int], float] = {}
    calendar = org.calendar
    for stay in stays(org, plan):
        for month in range(calendar.months):
            share = calendar.share_of_month(month, stay.first, stay.last)
            if share > 0:
                key = stay.entity, stay.team, month
                found[key] = found.get(key, 0.0) + share
    heads = states(org, plan)
    for group in org.groups:
        for month in range(calendar.months):
            found[group.id, group.team, month] = heads[
                group.id, month // calendar.months_per_period
            ].heads
    return found


def _shares_by_role(
    org: Organisation, plan: Plan
) -> Mapping[tuple[str, str, int], dict[str, float]]:
    """(person or seat, team, month) → share of the month's days in each role, of those who move."""
    found: dict[tuple[str, str, int], dict[str, float]] = {}
    moved = {move.person_id for move in plan.moves}
    for stay in stays(org, plan) if moved else ():
        if stay.entity not in moved:
            continue
        for month in range(org.calendar.months):
            share = org.calendar.share_of_month(month, stay.first, stay.last)
            if share > 0:
                roles = found.setdefault((stay.entity, stay.team, month), {})
                roles[stay.role] = roles.get(stay.role, 0.0) + share
    return found


def cost_drivers(
    org: Organisation, plan: Plan, costs: Sequence[CostLine]
) -> tuple[CostDriver, ...]:
    """Costs with the units that they pay for.

    Parameters
    ----------
    org, plan
        What is true, and what is decided.
    costs
        The ledger of this plan.

    Returns
    -------
    tuple[CostDriver, ...]
        One entry for each seat, team, cost centre, category, kind, item and month. Their cents add
        up to the ledger; units of pay are counted once for each person, team and month, so that
        they add up to head-months.
    """
    there = head_months(org, plan)
    sums: dict[tuple[str, str, str, Category, str, str, int], int] = {}
    for cost, item in zip(costs, items(org, plan, costs), strict=True):
        kind = cost_type(cost.component)
        seat = cost.entity if kind == Category.PAY.value or cost.action is None else cost.action
        key = seat, cost.team, cost.cost_centre, cost.category, kind, item, cost.month
        sums[key] = sums.get(key, 0) + cost.cents
    found, counted = [], set[tuple[str, str, int]]()
    by_role = _shares_by_role(org, plan)
    paid = {
        (seat, team, month, item)
        for seat, team, _, _, kind, item, month in sums
        if kind == Category.PAY.value
    }
    for (seat, team, centre, category, kind, item, month), amount in sums.items():
        if kind == Category.PAY.value:
            place, roles = (seat, team, month), by_role.get((seat, team, month), {})
            if len(roles) > 1 and all((*place, role) in paid for role in roles):
                place, units = (seat, f"{team}\n{item}", month), roles.get(item, 0.0)
            else:
                units = there.get(place, 0.0)
            units = 0.0 if place in counted else units
            counted.add(place)
        else:
            action = plan.actions.get(seat)
            units = (action.heads if isinstance(action, GroupAction) else 1.0) if amount else 0.0
        found.append(CostDriver(seat, team, centre, category, kind, item, month, units, amount))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class RunRate:
    """Recurring cost of a year of a person, seat or group, as things stand at the end of the
    horizon, and where it is booked.

    Attributes
    ----------
    entity
        Person, seat or group.
    team
        Team of the last day.
    component
        Component of the row on which it is shown.
    cents
        A year.
    """

    entity: str
    team: str
    component: str
    cents: int


def run_rates(org: Organisation, plan: Plan) -> Mapping[str, RunRate]:
    """Person, seat or group → its run rate; those who are no longer there at the end have none.

    Parameters
    ----------
    org, plan
        What is true, and what is decided.

    Returns
    -------
    Mapping[str, RunRate]
        Cents a year as things stand on the last day of the horizon, groups with their heads of the
        last period.
    """
    found: dict[str, RunRate] = {}
    heads = states(org, plan)
    for person in org.people:
        contract = contract_of_person(org, person, plan.of_person.get(person.id, NOTHING))
        if person.is_group:
            monthly = head_run_rate(org, person) * heads[person.id, org.calendar.periods - 1].heads
        else:
            monthly = run_rate(org, contract, cents)
        _note(org, found, person.id, contract, whole(MONTHS_A_YEAR * monthly))
    for hire in plan.hires:
        contract = contract_of_seat(org, hire)
        _note(org, found, hire.id, contract, MONTHS_A_YEAR * run_rate(org, contract, cents))
    return found


def _note(
    org: Organisation, found: dict[str, RunRate], entity: str, contract: Contract, amount: int
) -> None:
    spell = contract.spell_on(org.calendar.end)
    if spell is not None and amount:
        found[entity] = RunRate(
            entity, spell.team, "contractor" if contract.contractor else "base", amount
        )
