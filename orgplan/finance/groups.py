"""What one head costs of a group that is planned by numbers, and of what is decided about it:
unrounded, to be multiplied by heads.

Cents with parts, for each head; heads are expected ones, in parts too. The ledger multiplies and
rounds (:func:`~orgplan.finance.ledger.times`), the model takes them as coefficients.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from orgplan.domain import MOVES, GroupAction, Lever, LeverKind, Need, Organisation, Person

from .base_pay import base_on
from .cents import unrounded
from .charges import months_for_service
from .contract_run_rates import run_rate
from .contracts import DAY, Contract, Reduction, contract_of_person
from .one_time import component_of_move, lever_cost, recruiting_costs, severance
from .pay import pay


@dataclass(frozen=True, slots=True)
class HeadLine:
    """Money spent on one head in one month; `cents` is not rounded, the rest is as in
    :class:`~orgplan.finance.ledger.CostLine`.

    Attributes
    ----------
    cents
        Of one head, with parts; negative where an action saves money.
    """

    entity: str
    action: str | None
    team: str
    cost_centre: str
    month: int
    component: str
    cents: float


def head_lines(org: Organisation, group: Person) -> Iterator[HeadLine]:
    """Pay of one head of a group over the horizon.

    Parameters
    ----------
    org
        Read for rates and calendar.
    group
        Its base is that of one head.

    Yields
    ------
    HeadLine
        Cents with parts: what is paid to many is rounded once.

    Examples
    --------
    >>> group = org.person["P05"].replace(headcount=40.0)
    >>> [(line.component, round(line.cents, 1)) for line in head_lines(org, group)][:2]
    [('base', 720000.0), ('bonus', 0.0)]
    """
    return _pay_of_head(org, group, contract_of_person(org, group), None)


def _pay_of_head(
    org: Organisation, group: Person, contract: Contract, action: str | None
) -> Iterator[HeadLine]:
    for month, spell, amounts in pay(org, contract, unrounded):
        for component, amount in amounts:
            yield HeadLine(
                group.id, action, spell.team, spell.cost_centre, month, component, amount
            )


def head_run_rate(org: Organisation, group: Person) -> float:
    """Recurring cost of one head in a month, as things stand at the end of the horizon, in cents.

    Parameters
    ----------
    org
        Read for rates and calendar.
    group
        Its base is that of one head.

    Returns
    -------
    float
        Not rounded.

    Examples
    --------
    >>> round(head_run_rate(org, org.person["P05"].replace(headcount=40.0)), 1)
    928800.0
    """
    return run_rate(org, contract_of_person(org, group), unrounded)


def flow_lines(org: Organisation, action: GroupAction) -> Iterator[HeadLine]:
    """What each of the heads of an action costs beside the pay of its group; `action.heads` plays
    no part.

    Recruits, moves and redundancies cost once, in the first month of the period; overstaffing and
    short time in each of its months.

    Parameters
    ----------
    org
        Read for levers, rates and calendar.
    action
        Of a plan, or of one head of a flow on offer.

    Yields
    ------
    HeadLine
        Cents with parts for each head, on the group of the action; of moves on the one that
        receives them.

    Examples
    --------
    >>> workers = org.replace(people=(org.person["P05"].replace(headcount=40.0),))
    >>> recruits = GroupAction(
    ...     id="G-001",
    ...     kind=None,
    ...     lever=None,
    ...     group="P05",
    ...     start_date=workers.calendar.month_starts[3],
    ...     heads=2,
    ... )
    >>> [(line.component, line.cents) for line in flow_lines(workers, recruits)]
    [('recruiting', 988400.0), ('equipment', 0.0)]
    """
    group, first = booked_on(org, action), org.calendar.month_of(action.start_date)
    if action.kind is None:
        yield from _recruiting(org, group, action)
        return
    lever = org.lever[action.lever or ""]
    if action.kind in MOVES:
        receiving = group if action.to_group is None else org.person[action.to_group]
        yield _line(
            org,
            receiving,
            action,
            first,
            component_of_move(action.kind),
            lever_cost(org, lever.id, first),
        )
    elif action.kind is LeverKind.REDUNDANCY:
        contract = contract_of_person(org, group)
        spell, base = contract.spell_on(action.start_date), base_on(contract, action.start_date)
        worth = spell.worth(first) if spell else 1.0
        dues = spell.rates.charges if spell else ()
        earned = months_for_service(dues, contract.start, action.start_date - DAY)
        amount = severance(org, lever, (base or 0.0) * worth, first, earned)
        yield _line(org, group, action, first, "severance", amount)
    else:
        if action.kind is LeverKind.SHORT_TIME:
            yield from _short_time(org, group, action, lever)
        component = "short_time" if action.kind is LeverKind.SHORT_TIME else "overstaffing"
        for month in _months(org, action):
            cost = lever_cost(org, lever.id, month)
            yield _line(org, group, action, month, component, cost / 12)


def booked_on(org: Organisation, action: GroupAction) -> Person:
    """The group of an action; overstaffing of a need is booked on whoever serves it and comes first
    in the roster, or else simply comes first.

    Parameters
    ----------
    org
        Read for roster and needs.
    action
        Its `group` is the id of a group, or of a need for staff.

    Returns
    -------
    Person
        Whose team and cost centre bear the cost.

    Raises
    ------
    IndexError
        If there is nobody on the roster.

    Examples
    --------
    >>> kept = GroupAction(
    ...     id="G-001",
    ...     kind=LeverKind.OVERSTAFFING,
    ...     lever="L-1",
    ...     group="N-003",
    ...     start_date=org.calendar.start,
    ...     heads=2,
    ... )
    >>> booked_on(org, kept).id
    'P01'
    """
    if action.group in org.person:
        return org.person[action.group]
    need = org.need[action.group]
    return next((one for one in org.people if serves(org, need, one)), org.people[0])


def serves(org: Organisation, need: Need, person: Person) -> bool:
    """Whether somebody, or a group, of the roster counts for a need for staff.

    Parameters
    ----------
    org
        Read for teams and role families.
    need
        For staff: its skill is a role or a family.
    person
        As today.

    Examples
    --------
    >>> serves(org, org.need["N-001"], org.person["P01"])
    False
    """
    return (person.team, person.location) in org.part(need.scope) and org.matches(
        person.role, (need.skill,)
    )


def _months(org: Organisation, action: GroupAction) -> range:
    return org.calendar.months_of(org.calendar.period_of(action.start_date))


def _line(
    org: Organisation, group: Person, action: GroupAction, month: int, component: str, amount: float
) -> HeadLine:
    """A line of a group's action, booked on the group's team and cost centre."""
    return HeadLine(
        group.id,
        action.id,
        group.team,
        org.cost_centre(group.team, group),
        month,
        component,
        unrounded(amount),
    )


def _recruiting(org: Organisation, group: Person, action: GroupAction) -> Iterator[HeadLine]:
    first = org.calendar.month_of(action.start_date)
    fixed, agency, equipment = recruiting_costs(org, group.role, group.team, group.location, first)
    stated = group.stated_as("base_salary", group.base_salary)
    base = org.in_month(group.base_salary, stated, first)
    yield _line(org, group, action, first, "recruiting", fixed + agency * base)
    yield _line(org, group, action, first, "equipment", equipment)


def _short_time(
    org: Organisation, group: Person, action: GroupAction, lever: Lever
) -> Iterator[HeadLine]:
    """Pay that falls away."""
    period = org.calendar.period_of(action.start_date)
    reduced = Reduction(
        action.id,
        org.calendar.first_day(period),
        org.calendar.last_day(period),
        lever.share,
        lever.cost,
    )
    full = contract_of_person(org, group)
    less = _pay_of_head(org, group, replace(full, reductions=(reduced,)), action.id)
    for line, whole in zip(less, _pay_of_head(org, group, full, action.id), strict=True):
        if line.cents != whole.cents:
            yield replace(line, cents=line.cents - whole.cents)
