"""Every cost of a plan: one line for each person, seat or group, month and component.

Amounts are whole cents of the plan's currency; months are numbered from the start of the horizon, 0
for the first. The same lines stand behind budgets, the goal of least cost, and every sheet about
money.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from orgplan.domain import (
    Category,
    CostSplit,
    Exit,
    Hire,
    Move,
    Organisation,
    Person,
    PersonActions,
    Plan,
    Training,
    splits_on,
    states,
)

from .accruals import Accrual, accruals
from .base_pay import base_on, reduced_share
from .cents import cents, whole
from .charges import months_for_service
from .contracts import (
    NOTHING,
    Contract,
    contract_of_person,
    contract_of_seat,
)
from .groups import HeadLine, flow_lines, head_lines
from .months import months_from
from .one_time import component_of_move, lever_cost, one_time, severance
from .pay import LEAVERS, pay

COMPONENTS = (
    "base", "bonus", "tax", "benefits", "contractor", "recruiting", "equipment", "training",
    "severance", "moves", "short_time", "overstaffing",
    "expected_leavers",
)  # fmt: skip

CATEGORY = {
    "base": Category.PAY,
    "bonus": Category.PAY,
    "tax": Category.PAY,
    "benefits": Category.PAY,
    "contractor": Category.PAY,
    "recruiting": Category.HIRING,
    "equipment": Category.HIRING,
    "training": Category.TRAINING,
    "severance": Category.PAY,
    "moves": Category.HIRING,
    "short_time": Category.PAY,
    "overstaffing": Category.PAY,
    LEAVERS: Category.PAY,
}


@dataclass(frozen=True, slots=True)
class CostLine:
    """Money spent on one person, seat, group or course in one month; in a difference it may be
    negative.

    Attributes
    ----------
    entity
        Id of the person, seat or group.
    action
        Id of the action that causes it; ``None`` for the roster's pay.
    team, cost_centre
        Where it is booked.
    month
        Number of the month in the horizon.
    component
        One of :data:`COMPONENTS`.
    cents
        Amount in cents of the plan currency.

    Examples
    --------
    >>> line = planned.assessment.costs[0]
    >>> line.component, line.month
    ('base', 0)
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


def person_lines(
    org: Organisation, person: Person, actions: PersonActions = NOTHING
) -> Iterator[CostLine]:
    """Pay of somebody on the roster over the horizon, with what a plan decides about the person.

    Parameters
    ----------
    org
        Read for rates, splits and calendar.
    person
        No group.
    actions
        Moves, redundancies and short time of this person alone.

    Yields
    ------
    CostLine
        Cents, whole; what expected leavers free is negative.

    Examples
    --------
    >>> [(line.component, line.cents) for line in person_lines(org, org.person["P01"])][:4]
    [('base', 1066667), ('bonus', 0), ('tax', 106667), ('benefits', 160000)]
    """
    return contract_lines(org, person, contract_of_person(org, person, actions), actions)


def contract_lines(
    org: Organisation, person: Person, contract: Contract, actions: PersonActions, since: int = 0
) -> Iterator[CostLine]:
    """Pay under a contract that is known, from a month on, with what a plan decides about the
    person.

    Parameters
    ----------
    org
        Read for splits and calendar.
    person
        Whose contract it is.
    contract
        As `actions` leave it.
    actions
        One-time costs follow from them.
    since
        Index of a month, 0 for the first of the horizon.

    Yields
    ------
    CostLine
        Cents, whole; one line for each component, month and cost centre.

    Examples
    --------
    >>> person = org.person["P01"]
    >>> sum(
    ...     line.cents
    ...     for line in contract_lines(
    ...         org, person, contract_of_person(org, person), NOTHING, since=11
    ...     )
    ... )
    1270326
    """
    splits = org.cost_splits_of.get(person.id, ())
    for month, spell, amounts in pay(org, contract, cents, since):
        shares = splits_on(splits, org.calendar.month_starts[month]) if splits else ()
        for component, amount in amounts:
            for centre, part in _parts(amount, spell.cost_centre, shares):
                yield CostLine(person.id, None, spell.team, centre, month, component, part)
    if actions is not NOTHING:
        yield from chain.from_iterable(_move_line(org, person, move) for move in actions.moves)
        yield from chain.from_iterable(
            _severance(org, person, contract, leaving) for leaving in actions.exits
        )
        yield from _short_time(org, person, contract)


def _parts(amount: int, own: str, shares: Sequence[CostSplit]) -> Iterator[tuple[str, int]]:
    """Cost centres and what each bears of an amount, each rounded to the cent; the person's own
    bears the rest.
    """
    rest = amount
    for split in shares:
        part = whole(amount * split.share)
        rest -= part
        yield split.cost_centre, part
    if rest or not shares:
        yield own, rest


def _move_line(org: Organisation, person: Person, move: Move) -> Iterator[CostLine]:
    """One-time cost of a move, in its month and in the team that receives the person."""
    month, cost = (
        org.calendar.month_of(move.start_date),
        cents(lever_cost(org, move.lever, org.calendar.month_of(move.start_date))),
    )
    if cost and 0 <= month < org.calendar.months:
        yield CostLine(
            person.id,
            move.id,
            move.team,
            org.cost_centre(move.team, person, move.start_date),
            month,
            component_of_move(move.kind),
            cost,
        )


def _severance(
    org: Organisation, person: Person, contract: Contract, leaving: Exit
) -> Iterator[CostLine]:
    """Severance of somebody let go, in the month of the last day; nothing for those who leave by
    then anyway.

    Whoever leaves on the eve of the horizon is paid in its first month: it is this plan that lets
    them go.
    """
    month, spell, base = (
        org.calendar.month_of(leaving.last_day),
        contract.spell_on(leaving.last_day),
        base_on(contract, leaving.last_day),
    )
    goes_anyway = person.end_date is not None and person.end_date <= leaving.last_day
    if spell is not None and base is not None and not goes_anyway and month < org.calendar.months:
        worth = spell.worth(month)
        earned = months_for_service(spell.rates.charges, contract.start, leaving.last_day)
        lever = org.lever[leaving.lever]
        amount = cents(severance(org, lever, base * worth, max(0, month), earned))
        yield CostLine(
            person.id, leaving.id, spell.team, spell.cost_centre, max(0, month), "severance", amount
        )


def _short_time(org: Organisation, person: Person, contract: Contract) -> Iterator[CostLine]:
    """What short time costs beside the pay that is left, by the days it lasts."""
    for reduced in contract.reductions:
        for month in months_from(org.calendar.start, 0, org.calendar.months):
            for spell in contract.spells:
                share = reduced_share(spell, month, reduced.first, reduced.last)
                if share > 0:
                    amount = cents(reduced.cost / 12 * share * reduced.worth(month.number))
                    yield CostLine(
                        person.id,
                        reduced.action,
                        spell.team,
                        spell.cost_centre,
                        month.number,
                        "short_time",
                        amount,
                    )


def seat_lines(
    org: Organisation, hire: Hire, contract: Contract | None = None
) -> Iterator[CostLine]:
    """Pay and one-time cost of a planned seat, whose contract may be known; one-time cost falls in
    the month of the start.

    Parameters
    ----------
    org
        Read for rates and calendar.
    hire
        Of a plan.
    contract
        ``None`` works it out.

    Yields
    ------
    CostLine
        Cents, whole.

    Examples
    --------
    >>> from orgplan.finance.unit_costs import offered_hire
    >>> seat = offered_hire(org, "iOS engineer", "Apps", 1)
    >>> sum(line.cents for line in seat_lines(org, seat))
    8607800
    """
    contract, centre = contract or contract_of_seat(org, hire), org.cost_centre(hire.team)
    start = org.calendar.month_of(hire.start_date)
    for month, spell, amounts in pay(org, contract, cents):
        for component, amount in chain(
            amounts, one_time(org, hire, month) if month == start else ()
        ):
            yield CostLine(hire.id, hire.id, spell.team, centre, month, component, amount)


def training_lines(org: Organisation, training: Training) -> Iterator[CostLine]:
    """Price of a course, paid in the month in which it begins.

    Parameters
    ----------
    org
        Read for courses and cost centres.
    training
        One that begins outside the horizon costs nothing in it.

    Yields
    ------
    CostLine
        At most one line, in cents; the hours of a course are no money.

    Examples
    --------
    >>> course = Training(
    ...     id="U-001", person_id="P02", course="Team leadership 2→3", start_date=date(2027, 1, 1)
    ... )
    >>> [(line.cost_centre, line.month, line.cents) for line in training_lines(org, course)]
    [('CC-100', 0, 350000)]
    """
    person, course = org.person[training.person_id], org.course[training.course]
    month = org.calendar.month_of(training.start_date)
    if 0 <= month < org.calendar.months:
        centre = org.cost_centre(person.team, person, training.start_date)
        price = org.in_month(course.cost, course.stated_as("cost", course.cost), month)
        yield CostLine(person.id, training.id, person.team, centre, month, "training", cents(price))


def named_lines(org: Organisation, plan: Plan) -> Iterator[CostLine]:
    """Cost of everybody on the roster who is planned by name, with what a plan decides about them.

    Parameters
    ----------
    org
        Lines of people without a decision are kept with it.
    plan
        Only moves, redundancies and short time count.

    Yields
    ------
    CostLine
        Cents, in the order of the roster.

    Examples
    --------
    >>> round(sum(line.cents for line in named_lines(org, Plan())) / 100)
    2449080
    """
    for person in org.people:
        if person.is_group:
            continue
        if (actions := plan.of_person.get(person.id)) is not None:
            yield from person_lines(org, person, actions)
            continue
        known = (
            org.roster_lines
        )  # of thousands, few are decided about; they are all asked for often
        if person.id not in known:
            known[person.id] = tuple(person_lines(org, person))
        yield from known[person.id]


def group_lines(org: Organisation, plan: Plan) -> Iterator[CostLine]:
    """Cost of the groups: the heads that there are in each period at the pay of one, then what is
    decided about them.

    Parameters
    ----------
    org
        Read for groups, rates and calendar.
    plan
        Its actions on groups.

    Yields
    ------
    CostLine
        Cents, whole; each line rounded once for all its heads.

    Examples
    --------
    >>> workers = org.replace(people=(org.person["P05"].replace(headcount=40.0),))
    >>> next(line.cents for line in group_lines(workers, Plan()))
    28205866
    """
    if not org.groups and not plan.group_actions:
        return
    heads, length = states(org, plan), org.calendar.months_per_period
    for group in org.groups:
        for line in head_lines(org, group):
            yield times(line, heads[group.id, line.month // length].heads)
    for action in plan.group_actions:
        for line in flow_lines(org, action):
            yield times(line, action.heads)


def times(line: HeadLine, heads: float) -> CostLine:
    """What a number of heads cost, in whole cents.

    Parameters
    ----------
    line
        Of one head, in cents with parts.
    heads
        Expected heads, in parts.

    Returns
    -------
    CostLine
        The same line in whole cents.

    Examples
    --------
    >>> times(HeadLine("G-1", None, "Line", "CC-1", 0, "base", 333_333.33), 1.5).cents
    500000
    """
    return CostLine(
        line.entity,
        line.action,
        line.team,
        line.cost_centre,
        line.month,
        line.component,
        whole(line.cents * heads),
    )


def action_lines(org: Organisation, plan: Plan) -> Iterator[CostLine]:
    """What the plan adds to the cost of the roster, and takes away from it (negative lines).

    Parameters
    ----------
    org
        Read for rates and calendar.
    plan
        The whole of it.

    Yields
    ------
    CostLine
        Cents, whole; courses of people stand on their own.

    Examples
    --------
    >>> from orgplan.finance.unit_costs import offered_hire
    >>> seat = offered_hire(org, "iOS engineer", "Apps", 3).replace(id="H-001")
    >>> [
    ...     (line.component, line.cents)
    ...     for line in action_lines(org, Plan(hires=(seat,)))
    ...     if line.month == 9
    ... ]
    [('base', 700000), ('bonus', 0), ('tax', 70000), ('benefits', 105000), ('expected_leavers',
    -3035), ('recruiting', 974000), ('equipment', 0)]
    """
    for hire in plan.hires:
        yield from seat_lines(org, hire)
    for training in plan.trainings:
        yield from training_lines(org, training)
    for person, actions in plan.of_person.items():
        yield from difference(
            person_lines(org, org.person[person], actions), person_lines(org, org.person[person])
        )
    if plan.group_actions:
        yield from difference(group_lines(org, plan), group_lines(org, Plan()))


def ledger(org: Organisation, plan: Plan) -> tuple[CostLine, ...]:
    """Every cost over the horizon: the roster with what the plan decides about it, people before
    groups, then seats and courses.

    Parameters
    ----------
    org, plan
        The organisation, and the plan that is priced; an empty plan gives the cost of doing
        nothing.

    Returns
    -------
    tuple of CostLine
        One a person (or group, seat, course), component and month, in cents. Totals
        of cost are sums of these, so that sheets tie to the cent.

    Examples
    --------
    >>> [(line.entity, line.component, line.cents) for line in ledger(org, Plan())][:2]
    [('P01', 'base', 1066667), ('P01', 'bonus', 0)]
    """
    seats = chain.from_iterable(seat_lines(org, hire) for hire in plan.hires)
    courses = chain.from_iterable(training_lines(org, training) for training in plan.trainings)
    return (*named_lines(org, plan), *group_lines(org, plan), *seats, *courses)


def accrued(org: Organisation, plan: Plan) -> tuple[Accrual, ...]:
    """Bonuses of people and seats that are paid in months of their own, month by month from the one
    before the horizon on; empty where there are none.

    Parameters
    ----------
    org
        Read for rates and calendar.
    plan
        Moves, redundancies, short time and hires.

    Returns
    -------
    tuple[Accrual, ...]
        Cents, whole; groups are not among them.

    Examples
    --------
    >>> yearly = org.replace(assumptions=org.assumptions.with_value("bonus_month", 3))
    >>> accrued(yearly, Plan())[1]
    Accrual(month=0, earned=526666, paid=0, owed=5266660)
    """
    named = (person for person in org.people if not person.is_group)
    contracts = chain(
        (contract_of_person(org, one, plan.of_person.get(one.id, NOTHING)) for one in named),
        (contract_of_seat(org, hire) for hire in plan.hires),
    )
    sums: dict[int, list[int]] = {}
    for contract in contracts:
        for month, *amounts in accruals(org, contract):
            had = sums.setdefault(month, [0, 0, 0])
            sums[month] = [a + b for a, b in zip(had, amounts, strict=True)]
    return tuple(Accrual(month, *amounts) for month, amounts in sorted(sums.items()))


def difference(
    lines: Iterable[CostLine], less: Iterable[CostLine], cause: str | None = None
) -> Iterator[CostLine]:
    """Lines less other lines, added up where they say the same; what comes to nothing is left out.

    Parameters
    ----------
    cause
        Id of the action that causes all of it; ``None`` leaves the actions of the lines as they
        are.

    Examples
    --------
    >>> from orgplan.finance.unit_costs import offered_hire
    >>> seat = offered_hire(org, "iOS engineer", "Apps", 3).replace(id="H-001")
    >>> {line.component for line in difference(seat_lines(org, seat), (), "H-001")} >= {
    ...     "base",
    ...     "recruiting",
    ... }
    True
    """
    amounts: dict[tuple[str, str | None, str, str, int, str], int] = {}
    for sign, some in ((1, lines), (-1, less)):
        for line in some:
            key = (
                line.entity,
                cause or line.action,
                line.team,
                line.cost_centre,
                line.month,
                line.component,
            )
            amounts[key] = amounts.get(key, 0) + sign * line.cents
    return (CostLine(*key, amount) for key, amount in amounts.items() if amount)
