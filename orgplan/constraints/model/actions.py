"""The action that a decision stands for: what the plan says, and what finance prices, when a
variable is 1.

Days and pay follow from the period and from what is on offer; ids are placeholders until the plan
is known. The search prices decisions with it, the plan is extracted with it.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from orgplan.domain import Exit, GroupAction, Hire, Move, Organisation, ShortTime, Takeover
from orgplan.finance.unit_costs import (
    SeatCosts,
    UnitCost,
    action_cost,
    course_cost,
    flow_cost,
    moved_pay,
    offered_hire,
)

from .decisions import (
    DecisionVariables,
    ExitKey,
    GroupFlowKey,
    MoveKey,
    Seat,
    ShortTimeKey,
    TakeoverKey,
)
from .linear import Var
from .seat_dates import first_day_of


def hire_of(org: Organisation, seat: Seat) -> Hire:
    """A seat: from the first day of its period at the middle of its band, or as the position that
    it fills says.

    Parameters
    ----------
    org
        Read for calendar, positions, candidates, and bands of roles.
    seat
        A kind of seat; whichever of its heads is meant makes no difference.

    Returns
    -------
    Hire
        Its id is a placeholder: hires are numbered once the plan is known. Pay is an annual base in
        plan currency: of the candidate who asks for it, else of the position, else of the middle of
        the band.

    Examples
    --------
    >>> hire = hire_of(org, Seat("iOS engineer", "Apps", 1))
    >>> hire.start_date, hire.base_salary
    (datetime.date(2027, 4, 1), 84000.0)
    """
    end = org.calendar.first_day(seat.until) - timedelta(days=1) if seat.until is not None else None
    position = org.position[seat.position] if seat.position is not None else None
    base = position.budget_salary if position is not None else None
    stated = position.stated_as("budget_salary", base) if position is not None else None
    who = org.candidate[seat.candidate] if seat.candidate is not None else None
    if who is not None and who.base_salary is not None:
        base, stated = who.base_salary, who.stated_as("base_salary", who.base_salary)
    hire = offered_hire(
        org,
        seat.role,
        seat.team,
        seat.start,
        location=seat.location,
        end_date=end,
        lever=seat.lever,
        base=base,
        stated=stated,
    )
    return hire.replace(
        start_date=first_day_of(org, seat),
        position_id=seat.position,
        candidate_id=seat.candidate,
    )


def hires_of(org: Organisation, seats: Iterable[Seat]) -> Iterator[Hire]:
    """Seats in their order; of positions that are alike, each fills the next one of the sheet.

    Parameters
    ----------
    org
        Read for positions that are alike.
    seats
        One entry a head, in the order in which they are numbered.

    Yields
    ------
    Hire
        As :func:`hire_of`, with the id of a position of its own; more seats than positions keep the
        last one.

    Examples
    --------
    >>> [
    ...     hire.role
    ...     for hire in hires_of(
    ...         org, [Seat("iOS engineer", "Apps", 1), Seat("Site engineer", "Apps", 1)]
    ...     )
    ... ]
    ['iOS engineer', 'Site engineer']
    """
    filled: Counter[str] = Counter()
    for seat in seats:
        hire = hire_of(org, seat)
        if seat.position is not None:
            alike = org.alike_positions[seat.position]
            hire = hire.replace(position_id=alike[min(filled[seat.position], len(alike) - 1)].id)
            filled[seat.position] += 1
        yield hire


def seat_of(org: Organisation, hire: Hire) -> Seat:
    """The kind of seat that a hire fills, by the periods in which it begins and ends.

    Parameters
    ----------
    org
        Read for calendar, positions and candidates.
    hire
        Of a plan, perhaps from a file. A position or candidate that does not fit is left out of the
        seat.

    Returns
    -------
    Seat
        The inverse of :func:`hire_of`, as far as periods can say it: two hires on different days of
        a period are the same kind of seat.

    Examples
    --------
    >>> seat = Seat("iOS engineer", "Apps", 1)
    >>> seat_of(org, hire_of(org, seat)) == seat
    True
    """
    period_of = org.calendar.period_of
    until = period_of(hire.end_date) + 1 if hire.end_date is not None else None
    position = org.position.get(hire.position_id or "")
    fits = (
        position is not None
        and position.to_fill
        and until is None
        and (position.role, position.team) == (hire.role, hire.team)
    )
    first = org.first_alike[position.id] if position is not None and fits else None
    who = org.candidate.get(hire.candidate_id or "")
    known = who is not None and until is None and who.joins(hire.role, hire.team)
    return Seat(
        hire.role,
        hire.team,
        period_of(hire.start_date),
        hire.location,
        until,
        hire.lever,
        first,
        hire.candidate_id if known else None,
    )


def move_of(org: Organisation, option: MoveKey) -> Move:
    """A move, from the first day of its period on, at the pay that it is offered for.

    Parameters
    ----------
    org
        Read for pay and calendar.
    option
        A move on offer.

    Returns
    -------
    Move
        With a placeholder as id; pay is an annual base in plan currency
        (:func:`orgplan.finance.unit_costs.moved_pay`).

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION, Lever, LeverKind
    >>> lever = Lever(id="L-1", kind=LeverKind.PROMOTION, scope=ORGANISATION, raise_pct=0.08)
    >>> option = MoveKey(
    ...     "P04", "L-1", LeverKind.PROMOTION, "Backend engineer / senior", "Payments", 1
    ... )
    >>> move_of(org.replace(levers=(lever,)), option).base_salary
    95040.0
    """
    day = org.calendar.first_day(option.start)
    person, lever = org.person[option.person], org.lever[option.lever]
    base, stated = moved_pay(org, person, lever, option.role, day)
    return Move(
        id="move",
        kind=option.kind,
        lever=option.lever,
        person_id=option.person,
        role=option.role,
        team=option.team,
        start_date=day,
        base_salary=base,
        stated=stated,
    )


def exit_of(org: Organisation, leave: ExitKey) -> Exit:
    """A redundancy: the last day is the one before the period from whose start the person is gone.

    Parameters
    ----------
    org
        Read for the calendar.
    leave
        A redundancy on offer.

    Returns
    -------
    Exit
        With a placeholder as id.

    Examples
    --------
    >>> exit_of(org, ExitKey("P04", "L-1", 1)).last_day
    datetime.date(2027, 3, 31)
    """
    last = org.calendar.first_day(leave.start) - timedelta(days=1)
    return Exit(id="exit", lever=leave.lever, person_id=leave.person, last_day=last)


def short_time_of(org: Organisation, reduction: ShortTimeKey) -> ShortTime:
    """Short time for one period.

    Parameters
    ----------
    org
        Read for the calendar.
    reduction
        Short time on offer.

    Returns
    -------
    ShortTime
        With a placeholder as id; periods that follow each other are joined later.

    Examples
    --------
    >>> reduced = short_time_of(org, ShortTimeKey("P04", "L-1", 1))
    >>> reduced.start_date, reduced.end_date
    (datetime.date(2027, 4, 1), datetime.date(2027, 6, 30))
    """
    first, last = org.calendar.first_day(reduction.period), org.calendar.last_day(reduction.period)
    return ShortTime(
        id="short time",
        lever=reduction.lever,
        person_id=reduction.person,
        start_date=first,
        end_date=last,
    )


def takeover_of(org: Organisation, takes: TakeoverKey, seats: Sequence[Seat]) -> Takeover:
    """A takeover: from the first day of its period, or the day after the last one of a lead who is
    known to leave in it.

    A seat is named by its place among the seats of the plan, as hires are numbered.

    Parameters
    ----------
    org
        Read for calendar, leads and first days.
    takes
        A takeover on offer.
    seats
        All seats of the plan in the order of their numbers: ``H-001`` is the first.

    Returns
    -------
    Takeover
        With a placeholder as id.

    Raises
    ------
    ValueError
        If a seat takes over that is not among the seats of the plan.

    Examples
    --------
    >>> takeover_of(org, TakeoverKey("P14", "Apps", 1), []).start_date
    datetime.date(2027, 4, 1)
    """
    day, lead = org.calendar.first_day(takes.start), org.person.get(org.team[takes.team].lead or "")
    if lead is not None and lead.end_date is not None:
        after = lead.end_date + timedelta(days=1)
        day = after if day < after <= org.calendar.last_day(takes.start) else day
    if isinstance(takes.who, Seat):
        who = f"H-{seats.index(takes.who) + 1:03}"
        day = max(day, first_day_of(org, takes.who))
    else:
        who, day = takes.who, max(day, org.person[takes.who].start_date)
    return Takeover(id="takeover", who=who, team=takes.team, start_date=day)


def group_action_of(org: Organisation, flow: GroupFlowKey, heads: float = 1.0) -> GroupAction:
    """A number of heads of a flow.

    Parameters
    ----------
    org
        Read for the calendar.
    flow
        A flow on offer.
    heads
        How many, whole or in parts; above 0.

    Returns
    -------
    GroupAction
        With a placeholder as id.

    Examples
    --------
    >>> group_action_of(org, GroupFlowKey(None, None, "Line workers", None, 1), 2.5).heads
    2.5
    """
    return GroupAction(
        id="flow",
        kind=flow.kind,
        lever=flow.lever,
        group=flow.group,
        to_group=flow.to_group,
        start_date=org.calendar.first_day(flow.period),
        heads=heads,
    )


def priced(org: Organisation, x: DecisionVariables) -> Iterator[tuple[Var, UnitCost]]:
    """Each decision with the cost of one of it; what the heads of a group are paid is not in it.

    Once all are priced, what each costs in the goal is kept for :func:`unit_costs`.

    Parameters
    ----------
    org
        Read for everything that has a price.
    x
        Hires, trainings, moves, redundancies, short time and flows; takeovers and leads cost
        nothing.

    Yields
    ------
    tuple[Var, UnitCost]
        A variable with the cost of one of it: ledger lines, and cents in the goal with the tail. Of
        a course the lines are those of the first who may begin it at a place and time, of a seat
        those of the first that is paid alike.

    Examples
    --------
    >>> variable, cost = next(priced(org, x))
    >>> variable, round(cost.goal)
    ('hire(Backend engineer / middle,Payments,2027-Q2)', 18471280)
    """
    in_goal: list[tuple[Var, float]] = []
    for variable, cost in _priced(org, x):
        in_goal.append((variable, cost.goal))
        yield variable, cost
    x.unit_costs[:] = in_goal


def unit_costs(org: Organisation, x: DecisionVariables) -> Sequence[tuple[Var, float]]:
    """Each decision with the cents of one of it in the goal; rows of budgets have priced them all
    before, which takes long.

    Parameters
    ----------
    org
        Read for everything that has a price.
    x
        Priced at the first call, unless the rows of budgets have done so; kept in `x.unit_costs`.

    Returns
    -------
    Sequence[tuple[Var, float]]
        Cents, also negative ones (a redundancy saves pay).

    Examples
    --------
    >>> len(unit_costs(org, x)) == len(x.hire) + len(x.train)
    True
    """
    if not x.unit_costs:
        deque(priced(org, x), maxlen=0)
    return x.unit_costs


def _priced(org: Organisation, x: DecisionVariables) -> Iterator[tuple[Var, UnitCost]]:
    """Each kind of decision in turn; this is most of the time that stating a model takes."""
    costs_of_seats = SeatCosts(org)
    for seat, seats in x.hire.items():
        yield seats, costs_of_seats.of(hire_of(org, seat))
    booked: dict[tuple[str, int, str, str], UnitCost] = {}  # a course costs all at a place the same
    for (step, start), taken in x.train.items():
        person = org.person[step.person]
        centre = org.cost_centre(person.team, person, org.calendar.first_day(start))
        place = step.course, start, person.team, centre
        if place not in booked:
            booked[place] = course_cost(org, step.person, step.course, start)
        yield taken, booked[place]
    for option, moved in x.move.items():
        yield moved, action_cost(org, move_of(org, option))
    for leave, gone in x.leave.items():
        yield gone, action_cost(org, exit_of(org, leave))
    for reduction, reduced in x.reduce.items():
        yield reduced, action_cost(org, short_time_of(org, reduction))
    for flow, heads in x.flow.items():
        yield heads, flow_cost(org, group_action_of(org, flow))
