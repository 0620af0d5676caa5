"""What one more action costs, as the coefficients of the model; and at what pay seats and moves are
on offer.

Cents, exact as long as actions do not touch the same person: the model adds up unit costs, the
ledger works out the plan as a whole, and the check compares the two. Whoever offers a seat or a
move outside the model (files of a plan, sheets) asks here for its pay.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from orgplan.domain import (
    Exit,
    GroupAction,
    Hire,
    Lever,
    LeverKind,
    Move,
    Organisation,
    Person,
    PersonActions,
    Role,
    ShortTime,
    Stated,
    Training,
    in_plan_currency,
)

from .base_pay import base_on
from .cents import cents
from .contracts import DAY, NOTHING, Contract, contract_of_person, contract_of_seat
from .groups import HeadLine, flow_lines
from .ledger import CostLine, contract_lines, difference, seat_lines, training_lines
from .one_time import one_time
from .run_rates import contract_tail, tail


@dataclass(frozen=True)
class UnitCost:
    """Costs of one action.

    Attributes
    ----------
    lines
        Month by month within the horizon; negative where the action saves money.
    goal
        Cents in the goal: all of the horizon, and the tail after it.
    borne_by
        Team and cost centre that bear all of the lines, where the lines are those of a seat
        elsewhere that is paid alike; ``None`` where the lines say it.
    """

    lines: Sequence[CostLine | HeadLine]
    goal: float
    borne_by: tuple[str, str] | None = None


def offered_hire(
    org: Organisation,
    role: str,
    team: str,
    start: int,
    *,
    location: str | None = None,
    end_date: date | None = None,
    lever: str | None = None,
    base: float | None = None,
    stated: Stated | None = None,
) -> Hire:
    """A seat as it is on offer, at work from the first day of a period.

    Parameters
    ----------
    location, end_date, lever
        As in :class:`~orgplan.domain.plan.Hire`.
    base
        Annual base in plan currency; ``None`` is the middle of the band times the location's pay
        index.
    stated
        How `base` was stated, where that was in another currency.

    Raises
    ------
    ValueError
        If there is no base and the role has no band.

    Examples
    --------
    >>> offered_hire(org, "iOS engineer", "Apps", 1).base_salary
    84000.0
    """
    if base is None:
        middle = org.role[role].band_mid
        if middle is None:
            raise ValueError(f"{role} has no band and is not on offer")
        base, stated = _middle_of_band(org, org.role[role], middle, location)
    start_date = org.calendar.first_day(start)
    return Hire(
        id="seat",
        role=role,
        team=team,
        start_date=start_date,
        base_salary=base,
        location=location,
        end_date=end_date,
        lever=lever,
        stated=() if stated is None else (stated.replace(field="base_salary"),),
    )


def _middle_of_band(
    org: Organisation, role: Role, middle: float, location: str | None
) -> tuple[float, Stated | None]:
    """Pay of a new seat, and how it is stated: in the currency of the band."""
    index, stated = pay_index(org, location), role.stated_as("band_mid", middle)
    if stated is None:
        base = middle * index
        return (middle if base == middle else cents(base) / 100), None
    return restated(
        org, cents(stated.amount * index) / 100 if index != 1 else stated.amount, stated
    )


def restated(org: Organisation, amount: float, like: Stated) -> tuple[float, Stated]:
    """Another amount in the currency of one that was stated: in plan currency, and how it is
    stated.

    Parameters
    ----------
    org
        Read for rates.
    amount
        In the currency of `like`.
    like
        Which currency, and whether a place has a rate of its own.

    Returns
    -------
    tuple[float, Stated]
        To the cent of the plan's currency, unless both are the same.

    Examples
    --------
    >>> restated(org, 100.0, Stated(field="cost", amount=50.0, currency="EUR", worth=54.0, fx=1.08))
    (108.0, Stated(field='cost', amount=100.0, currency='EUR', worth=108.0, fx=1.08))
    """
    rate = org.rate(like.currency) if like.fx is None else like.fx
    worth = amount if rate == 1 else in_plan_currency(amount, rate)
    return worth, like.replace(amount=amount, worth=worth)


def in_currency_of(org: Organisation, value: float, like: Stated | None) -> float:
    """An amount of plan currency in that in which another was stated, to the cent.

    Parameters
    ----------
    org
        Read for rates.
    value
        Plan currency.
    like
        ``None`` is plan currency: the value stays as it is.

    Returns
    -------
    float
        Units of that currency, not cents.

    Examples
    --------
    >>> in_currency_of(
    ...     org, 108.0, Stated(field="cost", amount=50.0, currency="EUR", worth=54.0, fx=1.08)
    ... )
    100.0
    """
    if like is None:
        return value
    rate = org.rate(like.currency) if like.fx is None else like.fx
    return round(value / rate, 2)


def pay_index(org: Organisation, location: str | None) -> float:
    """Pay at a location against the bands of the roles: 1.1 is 10 % above; 1 where the location or
    its index is not stated.

    Parameters
    ----------
    org
        Read for locations.
    location
        Id; ``None`` where nobody tells places apart.

    Returns
    -------
    float
        A factor of pay bands.

    Examples
    --------
    >>> pay_index(org, None)
    1.0
    """
    return (
        org.location[location].pay_index
        if location is not None and location in org.location
        else 1.0
    )


def moved_base(org: Organisation, person: Person, lever: Lever, role: str, day: date) -> float:
    """As :func:`moved_pay`, in plan currency alone.

    Parameters
    ----------
    org, person, lever, role, day
        As there.

    Returns
    -------
    float
        Annual base.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION
    >>> lever = Lever(id="L-1", kind=LeverKind.PROMOTION, scope=ORGANISATION, raise_pct=0.08)
    >>> moved_base(org, org.person["P04"], lever, "Backend engineer / senior", date(2027, 4, 1))
    95040.0
    """
    return moved_pay(org, person, lever, role, day)[0]


def moved_pay(
    org: Organisation, person: Person, lever: Lever, role: str, day: date
) -> tuple[float, tuple[Stated, ...]]:
    """Annual base that a person is offered from the first day of a move on, in plan currency, to
    the cent of the currency in which the person is paid.

    The raise of the lever comes on top of the base of that day, with a merit raise of that day in
    it; a promotion's raise takes the place of a merit raise of the same day, unless that is higher.
    A new role moves it into its band (for the person's FTE and location), and a promotion never
    lowers it.

    Parameters
    ----------
    org
        Read for bands, rates and changes of place.
    person
        As the roster has them; earlier moves of a plan do not count.
    lever
        Its kind, and its `raise_pct` as a share.
    role
        Id of the role that is held from then on.
    day
        First day of the move.

    Returns
    -------
    tuple[float, tuple[Stated, ...]]
        The base, and how it is stated where the person is paid in another currency; else empty.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION
    >>> lever = Lever(id="L-1", kind=LeverKind.PROMOTION, scope=ORGANISATION, raise_pct=0.08)
    >>> moved_pay(org, org.person["P04"], lever, "Backend engineer / senior", date(2027, 4, 1))
    (95040.0, ())
    """
    contract = contract_of_person(org, person)
    on = base_on(contract, day) or person.base_salary
    if lever.kind is LeverKind.PROMOTION:
        before = base_on(contract, day - DAY) or person.base_salary
        base = max(on, before * (1 + lever.raise_pct))
    else:
        base = on * (1 + lever.raise_pct)
    if role != person.role:
        base = _into_band(org, person, role, base, day)
    base = cents(max(base, on) if lever.kind is LeverKind.PROMOTION else base) / 100
    pay = org.paid_on(person, day)
    paid = pay.stated_as("base_salary", pay.base_salary)
    if paid is None:
        return base, ()
    base, stated = restated(org, in_currency_of(org, base, paid), paid)
    return base, (stated,)


def _into_band(org: Organisation, person: Person, role: str, base: float, day: date) -> float:
    full, entry = pay_index(org, org.place_on(person, day)) * person.fte, org.role[role]
    if entry.band_max is not None:
        base = min(base, entry.band_max * full)
    return base if entry.band_min is None else max(base, entry.band_min * full)


def seat_cost(org: Organisation, hire: Hire, contract: Contract | None = None) -> UnitCost:
    """Cost of one seat.

    Parameters
    ----------
    org
        Read for rates and calendar.
    hire
        Of a plan, or of a kind of seat on offer.
    contract
        ``None`` works it out.

    Returns
    -------
    UnitCost
        Ledger lines of all of the horizon, and cents in the goal with the tail.

    Examples
    --------
    >>> round(seat_cost(org, offered_hire(org, "iOS engineer", "Apps", 1)).goal)
    18471280
    """
    contract = contract or contract_of_seat(org, hire)
    lines = tuple(seat_lines(org, hire, contract))
    return UnitCost(lines, sum(line.cents for line in lines) + tail(org, hire, contract))


class SeatCosts:
    """Costs of seats on offer; those that are paid alike are worked out once, whichever team bears
    them: fifty thousand seats of two thousand people are of six hundred kinds.

    Parameters
    ----------
    org
        Read for rates and calendar.

    Examples
    --------
    >>> costs = SeatCosts(org)
    >>> seat = costs.of(offered_hire(org, "iOS engineer", "Apps", 1))
    >>> round(seat.goal), seat.borne_by
    (18471280, ('Apps', 'CC-200'))
    """

    def __init__(self, org: Organisation) -> None:
        self._org = org
        self._known: dict[tuple[object, ...], UnitCost] = {}

    def of(self, hire: Hire) -> UnitCost:
        """Cost of one seat, as :func:`seat_cost` has it.

        Parameters
        ----------
        hire
            Of a plan, or of a kind of seat on offer.

        Returns
        -------
        UnitCost
            With the team and the cost centre that bear it.
        """
        contract = contract_of_seat(self._org, hire)
        kind = self._paid(hire, contract)
        if kind not in self._known:
            self._known[kind] = seat_cost(self._org, hire, contract)
        borne_by = hire.team, self._org.cost_centre(hire.team)
        return replace(self._known[kind], borne_by=borne_by)

    def _paid(self, hire: Hire, contract: Contract) -> tuple[object, ...]:
        """All that its cost follows from, but for who bears it."""
        org, month = self._org, self._org.calendar.month_of(hire.start_date)
        return (
            replace(
                contract,
                spells=tuple(replace(one, team="", cost_centre="") for one in contract.spells),
            ),
            tuple(one_time(org, hire, month)) if 0 <= month < org.calendar.months else (),
            org.assumptions.get("tail_months", hire.team, hire.role, hire.location),
        )


def course_cost(org: Organisation, person: str, course: str, start: int) -> UnitCost:
    """Cost of one person beginning a course on the first day of a period.

    Parameters
    ----------
    org
        Read for courses.
    person, course
        Ids.
    start
        Index of the period.

    Returns
    -------
    UnitCost
        No tail: courses are paid once.

    Examples
    --------
    >>> course_cost(org, "P02", "Team leadership 2→3", 0).goal
    350000
    """
    training = Training(
        id="course", person_id=person, course=course, start_date=org.calendar.first_day(start)
    )
    lines = tuple(training_lines(org, training))
    return UnitCost(lines, sum(line.cents for line in lines))


def action_cost(org: Organisation, action: Move | Exit | ShortTime) -> UnitCost:
    """The difference that one action makes for its person, if it is the only one about the person's
    employment.

    Short time of other periods adds to it exactly; a move, an exit and short time of the same
    person don't simply add up.

    Parameters
    ----------
    org
        Read for rates and calendar.
    action
        One that the plan would decide about the person.

    Returns
    -------
    UnitCost
        Negative where the action saves money.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION
    >>> lever = Lever(
    ...     id="L-1", kind=LeverKind.REDUNDANCY, scope=ORGANISATION, cost=5000, months_of_base=3
    ... )
    >>> leaving = Exit(id="X-001", lever="L-1", person_id="P04", last_day=date(2027, 6, 30))
    >>> round(action_cost(org.replace(levers=(lever,)), leaving).goal / 100)
    -130057
    """
    person, actions = org.person[action.person_id], alone(action)
    there, otherwise = contract_of_person(org, person, actions), contract_of_person(org, person)
    since = min(max(0, org.calendar.month_of(takes_effect(action))), org.calendar.months)
    with_it, without = (
        contract_lines(org, person, there, actions, since),
        contract_lines(org, person, otherwise, NOTHING, since),
    )
    lines = tuple(difference(with_it, without, action.id))
    later = contract_tail(org, person, there, actions) - contract_tail(
        org, person, otherwise, NOTHING
    )
    return UnitCost(lines, sum(line.cents for line in lines) + later)


def alone(action: Move | Exit | ShortTime) -> PersonActions:
    """What is decided about a person, if that is one action.

    Parameters
    ----------
    action
        Of one person.

    Returns
    -------
    PersonActions
        Whatever else the plan decides about the person is left out.

    Examples
    --------
    >>> alone(Exit(id="X-001", lever="L-1", person_id="P04", last_day=date(2027, 6, 30))).exits[
    ...     0
    ... ].id
    'X-001'
    """
    if isinstance(action, Move):
        return PersonActions(moves=(action,))
    return (
        PersonActions(exits=(action,))
        if isinstance(action, Exit)
        else PersonActions(short_times=(action,))
    )


def takes_effect(action: Move | Exit | ShortTime) -> date:
    """Day before which an action makes no difference.

    Parameters
    ----------
    action
        Of one person.

    Returns
    -------
    date
        Of a redundancy the last day, which is still paid.

    Examples
    --------
    >>> takes_effect(Exit(id="X-001", lever="L-1", person_id="P04", last_day=date(2027, 6, 30)))
    datetime.date(2027, 6, 30)
    """
    return action.last_day if isinstance(action, Exit) else action.start_date


def flow_cost(org: Organisation, action: GroupAction) -> UnitCost:
    """Cost of one head of an action on a group, beside the pay of the heads that there then are;
    `action.heads` plays no part.

    Parameters
    ----------
    org
        Read for levers, rates and calendar.
    action
        On a group.

    Returns
    -------
    UnitCost
        Cents with parts; no tail: the pay of heads has one of its own.

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
    >>> flow_cost(workers, recruits).goal
    988400.0
    """
    lines = tuple(flow_lines(org, action))
    return UnitCost(lines, sum(line.cents for line in lines))
