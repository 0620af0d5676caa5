"""Only what is on offer can be decided.

On offer are seats with a known band, filled after their lead time and paid inside the band (or as
their position was approved, not before its start, one seat a position), and courses that are open
to the person's role, begun while the person is employed and within the horizon. Where people of a
role are planned as a group, growth is recruited into the group and leaves at its attrition; seats
of their own are positions, backfills and contractors, and those of other teams (needs for ``staff``
count them with the group's attrition). While a position of a role and team is on hold (frozen, or
locked to stay empty), growth of that role there needs a position too.

The model offers nothing else, so this has no rows; a plan that was edited by hand is judged by it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from orgplan.domain import (
    MOVES,
    Candidate,
    Counting,
    Exit,
    GroupAction,
    Hire,
    Key,
    Lever,
    LeverKind,
    Measure,
    Move,
    Organisation,
    PlanSimulation,
    Position,
    Role,
    ShortTime,
    Stated,
    Training,
    applies_to,
    destinations,
    first_day,
    first_day_in,
    first_day_of_candidate,
    first_day_of_contractor,
    first_leave,
    first_redundancy,
    first_whole_period,
    keeps_beyond,
    movable,
    open_to,
    receiving_groups,
)
from orgplan.finance.unit_costs import moved_base, pay_index
from orgplan.language import N_, _, ngettext

FAMILY = "offer"
DAYS = N_("days")
TO_THE_CENT = 0.005


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Judge each action on its own.

    Parameters
    ----------
    walk
        The plan in time. Plans of the search cannot break this, plans from files can.

    Yields
    ------
    Measure
        By (action, what is looked at), the second one of :data:`WHY_NOT`; in months, days or plan
        currency, else 1 for possible and 0 for not.

    Examples
    --------
    >>> from orgplan.finance.unit_costs import offered_hire
    >>> seat = offered_hire(org, "iOS engineer", "Apps", 0).replace(id="H-001")
    >>> [
    ...     (one.key, one.required, one.planned, one.shortfall)
    ...     for one in measure(PlanSimulation(org, walk.plan.replace(hires=(seat,))))
    ...     if one.is_short
    ... ]
    [(('H-001', 'start'), 3, 0, 3)]
    """
    for hire in walk.plan.hires:
        yield from _judge_hire(walk.org, hire)
    yield from _judge_once(walk.org, walk.plan.hires)
    for training in walk.plan.trainings:
        yield from _judge_training(walk.org, training)
    for move in walk.plan.moves:
        yield from _judge_move(walk.org, move)
    for leaving in walk.plan.exits:
        yield from _judge_exit(walk.org, leaving)
    for reduced in walk.plan.short_times:
        yield from _judge_short_time(walk.org, reduced)
    for action in walk.plan.group_actions:
        yield from _judge_group_action(walk.org, action)


def _judge_hire(org: Organisation, hire: Hire) -> Iterator[Measure]:
    """Place, day, pay and position of a seat; pay that a candidate asks for, or that was approved,
    is judged against no band.
    """
    role, calendar = org.role[hire.role], org.calendar
    position = org.position.get(hire.position_id or "")
    who = org.candidate.get(hire.candidate_id or "")
    if hire.lever is not None:
        yield from _judge_lever(org, hire, org.lever.get(hire.lever))
    if role.locations or hire.location is not None:
        yield _at_least((hire.id, "location"), 1, int(hire.location in role.locations), "location")
    if role.teams and position is None and who is None:
        yield _at_least((hire.id, "team"), 1, int(hire.team in role.teams), "team")
    day, starts = _first_day_of(org, hire, position, who), calendar.month_of(hire.start_date)
    yield _at_least((hire.id, "start"), calendar.month_of(day), starts, "months")
    yield _at_most((hire.id, "end"), calendar.months - 1, starts, "months")
    yield from _judge_position(org, hire, position)
    if hire.candidate_id is not None:
        yield from _judge_candidate(org, hire, who, day)
        if who is not None and who.base_salary is not None:
            return  # paid what they ask for, whatever the band says
    elif hire.lever is None and position is None:
        yield _at_least((hire.id, "group"), 1, int(not _beside_a_group(org, hire)), "seat")
    if (
        position is not None
        and position.budget_salary is not None
        and abs(hire.base_salary - position.budget_salary) < TO_THE_CENT
    ):
        return  # its pay has been approved, whatever the band says
    yield from _judge_band(org, hire, role)


def _first_day_of(
    org: Organisation, hire: Hire, position: Position | None, who: Candidate | None
) -> date:
    """First day on which a seat can start."""
    lever = org.lever.get(hire.lever or "")
    if who is not None:
        return first_day_of_candidate(org, who, hire.team, position)
    if position is not None:
        return first_day_in(org, position)
    if lever and hire.is_contractor:
        return first_day_of_contractor(org, lever)
    return first_day(org, org.role[hire.role], hire.team)


def _judge_lever(org: Organisation, hire: Hire, lever: Lever | None) -> Iterator[Measure]:
    """Whether a lever allows a contractor or a backfill; an engagement may be off by a fifth of a
    month, since months differ in length.
    """
    kind = LeverKind.CONTRACTOR if hire.is_contractor else LeverKind.BACKFILL
    allowed = (
        lever is not None
        and lever.kind is kind
        and applies_to(org, lever, hire.role, (hire.team, hire.location))
    )
    yield _at_least((hire.id, "lever"), 1, int(allowed), "lever")
    if hire.is_contractor and hire.end_date and lever:
        months = round((hire.end_date - hire.start_date).days / 30.4375, 1)
        stays = months if months < lever.min_stay - 0.2 else lever.min_stay
        yield _at_least((hire.id, "min_stay"), lever.min_stay, stays, "months")
        stays = months if months > lever.max_stay + 0.2 else lever.max_stay
        yield _at_most((hire.id, "max_stay"), lever.max_stay, stays, "months")


def _judge_band(org: Organisation, hire: Hire, role: Role) -> Iterator[Measure]:
    """Pay against the band at the place; a cent of the currency in which it was stated is
    rounding.
    """
    index = pay_index(org, hire.location)
    cent = _cent(org, hire.stated_as("base_salary", hire.base_salary))
    if role.band_min is not None:
        yield _at_least(
            (hire.id, "band_min"), role.band_min * index - cent, hire.base_salary, org.currency
        )
    if role.band_max is not None:
        most = role.band_max * index + cent
        yield _at_most((hire.id, "band_max"), most, hire.base_salary, org.currency)


def _cent(org: Organisation, stated: Stated | None) -> float:
    """What a cent of the currency in which pay is stated is worth: pay in other currencies is
    rounded there.
    """
    if stated is None:
        return 0.0
    return 0.01 * (org.rate(stated.currency) if stated.fx is None else stated.fx)


def _beside_a_group(org: Organisation, hire: Hire) -> bool:
    """Whether people of the same role and place are planned by numbers, so that this seat would
    have no attrition.
    """
    return any(
        person.headcount is not None
        and (person.role, person.team) == (hire.role, hire.team)
        and (person.location == hire.location or None in (person.location, hire.location))
        for person in org.people
    )


def _judge_position(org: Organisation, hire: Hire, position: Position | None) -> Iterator[Measure]:
    """Whether a seat may fill the position that it names; and whether it names one, where only
    listed seats are hired.
    """
    if position is not None:
        fits = (
            position.to_fill
            and (position.role, position.team) == (hire.role, hire.team)
            and not hire.is_contractor
        )
        yield _at_least((hire.id, "position"), 1, int(fits), "position")
        early = (position.start - hire.start_date).days if position.start is not None else 0
        yield _at_most((hire.id, "before"), 0, max(0, early), DAYS)
    elif org.only_positions and not hire.is_contractor:
        yield _at_least((hire.id, "listed"), 1, 0, "position")
    elif hire.lever is None and any(
        (held.role, held.team) == (hire.role, hire.team) and held.on_hold for held in org.positions
    ):
        yield _at_least((hire.id, "held"), 1, 0, "position")


def _judge_candidate(
    org: Organisation, hire: Hire, who: Candidate | None, day: date
) -> Iterator[Measure]:
    """Whether the seat is one that the candidate would take: of that role, team and position, from
    that day on, and at that pay.
    """
    fits = (
        who is not None
        and who.joins(hire.role, hire.team)
        and who.position in (None, hire.position_id)
        and not hire.is_contractor
    )
    yield _at_least((hire.id, "candidate"), 1, int(fits), "candidate")
    if who is not None:
        yield _at_most((hire.id, "available"), 0, max(0, (day - hire.start_date).days), DAYS)
        if who.base_salary is not None:
            yield _at_least((hire.id, "asked"), who.base_salary, hire.base_salary, org.currency)


def _judge_once(org: Organisation, hires: Sequence[Hire]) -> Iterator[Measure]:
    """Whether nobody else fills the position of a seat."""
    filled = Counter(hire.position_id for hire in hires)
    for hire in hires:
        if hire.position_id in org.position:
            yield _at_most((hire.id, "once"), 1, filled[hire.position_id], "seats")


def _judge_training(org: Organisation, training: Training) -> Iterator[Measure]:
    """Whether somebody may begin a course on that day: employed, of a role for which it is open,
    and on one of its dates.
    """
    person, course, calendar = (
        org.person[training.person_id],
        org.course[training.course],
        org.calendar,
    )
    starts = calendar.month_of(training.start_date)
    yield _at_least((training.id, "start"), 0, starts, "months")
    yield _at_most((training.id, "end"), calendar.months - 1, starts, "months")
    yield _at_least(
        (training.id, "employed"), 1, int(person.employed_on(training.start_date)), "person"
    )
    yield _at_least((training.id, "role"), 1, int(open_to(org, person, course)), "person")
    if course.dates:
        yield _at_least(
            (training.id, "date"),
            1,
            int(calendar.period_of(training.start_date) in course.dates),
            "date",
        )


def _judge_move(org: Organisation, move: Move) -> Iterator[Measure]:
    """Whether a lever leads there, and whether the pay is no less than the move is offered for."""
    person, lever = org.person[move.person_id], org.lever.get(move.lever)
    yield from _in_horizon(org, move.id, move.start_date)
    yield _at_least((move.id, "employed"), 1, int(person.employed_on(move.start_date)), "person")
    allowed = lever is not None and lever.kind is move.kind and movable(org, person, lever)
    leads = lever is not None and (move.role, move.team) in destinations(
        org, lever, person.role, person.team
    )
    yield _at_least((move.id, "lever"), 1, int(allowed and leads), "lever")
    if lever is not None and allowed:
        offered = moved_base(org, person, lever, move.role, move.start_date)
        cent = _cent(org, move.stated_as("base_salary", move.base_salary))
        yield _at_least((move.id, "pay"), offered - cent, move.base_salary, org.currency)


def _judge_exit(org: Organisation, leaving: Exit) -> Iterator[Measure]:
    """Whether a lever allows it, and notice has run on the last day."""
    person, lever, calendar = (
        org.person[leaving.person_id],
        org.lever.get(leaving.lever),
        org.calendar,
    )
    yield from _in_horizon(org, leaving.id, leaving.last_day)
    allowed = (
        lever is not None and lever.kind is LeverKind.REDUNDANCY and movable(org, person, lever)
    )
    yield _at_least((leaving.id, "lever"), 1, int(allowed), "lever")
    if lever is not None:
        notice = calendar.first_day(first_leave(org, lever))
        yield _at_least(
            (leaving.id, "notice"), 1, int(leaving.last_day + timedelta(days=1) >= notice), "notice"
        )


def _judge_short_time(org: Organisation, reduced: ShortTime) -> Iterator[Measure]:
    """Whether a lever allows it, and the person is employed when it begins."""
    person, lever = org.person[reduced.person_id], org.lever.get(reduced.lever)
    yield from _in_horizon(org, reduced.id, reduced.start_date)
    allowed = (
        lever is not None and lever.kind is LeverKind.SHORT_TIME and movable(org, person, lever)
    )
    yield _at_least((reduced.id, "lever"), 1, int(allowed), "lever")
    yield _at_least(
        (reduced.id, "employed"), 1, int(person.employed_on(reduced.start_date)), "person"
    )


def _judge_group_action(org: Organisation, action: GroupAction) -> Iterator[Measure]:
    """Whether a lever allows it in that period; whole heads where the organisation counts them
    so.
    """
    yield from _in_horizon(org, action.id, action.start_date)
    lever, period = org.lever.get(action.lever or ""), org.calendar.period_of(action.start_date)
    kept = action.kind is LeverKind.OVERSTAFFING
    if org.whole_staff if kept else org.counting is Counting.WHOLE:
        yield _at_least((action.id, "whole"), 1, int(action.heads == round(action.heads)), "count")
    if kept:
        need = org.need.get(action.group)
        allowed = (
            lever is not None
            and need is not None
            and lever.kind is action.kind
            and keeps_beyond(org, lever, need)
        )
        yield _at_least((action.id, "lever"), 1, int(allowed), "lever")
        return
    group = org.person[action.group]
    if action.kind is None:
        yield _at_least(
            (action.id, "start"),
            first_whole_period(org, org.role[group.role], group.team),
            period,
            "period",
        )
        return
    allowed = (
        lever is not None
        and lever.kind is action.kind
        and applies_to(org, lever, group.role, (group.team, group.location))
    )
    if lever is not None and action.kind in MOVES:
        allowed = allowed and action.to_group in [
            other.id for other in receiving_groups(org, lever, group)
        ]
    yield _at_least((action.id, "lever"), 1, int(allowed), "lever")
    if lever is not None and action.kind is LeverKind.REDUNDANCY:
        yield _at_least(
            (action.id, "notice"), 1, int(period >= first_redundancy(org, lever)), "notice"
        )


def _in_horizon(org: Organisation, action: str, day: date) -> Iterator[Measure]:
    month = org.calendar.month_of(day)
    yield _at_least((action, "start"), 0, month, "months")
    yield _at_most((action, "end"), org.calendar.months - 1, month, "months")


def _at_least(key: Key, required: float, planned: float, unit: str) -> Measure:
    return Measure(FAMILY, key, required, planned, _beyond(required - planned), unit)


def _at_most(key: Key, required: float, planned: float, unit: str) -> Measure:
    return Measure.at_most(FAMILY, key, required, planned, unit, within=TO_THE_CENT)


def _beyond(short: float) -> float:
    return short if short > TO_THE_CENT else 0.0


LIMITS = {
    "start": N_("lead time before {action} starts"),
    "end": N_("start of {action} within the horizon"),
    "band_min": N_("bottom of the pay band of {action}"),
    "band_max": N_("top of the pay band of {action}"),
    "group": N_("{action} recruited into the group of its role"),
    "position": N_("position that {action} may fill"),
    "before": N_("start of the position of {action}, which it may not precede"),
    "candidate": N_("seat that the candidate of {action} would take"),
    "available": N_("first day of the candidate of {action}"),
    "asked": N_("pay that the candidate of {action} asks for"),
    "once": N_("one seat in the position of {action}"),
    "listed": N_("listed position for {action}"),
    "held": N_("position for {action}, while one of its role is on hold"),
    "employed": N_("employment of the person when {action} begins"),
    "lever": N_("lever that allows {action}"),
    "min_stay": N_("shortest engagement for {action}"),
    "max_stay": N_("longest engagement for {action}"),
    "team": N_("team into which the role of {action} is hired"),
    "location": N_("location in which the role of {action} is hired"),
    "pay": N_("pay that is offered for {action}"),
    "notice": N_("notice before {action}"),
    "whole": N_("whole heads for {action}"),
    "date": N_("date on which the course of {action} is held"),
    "role": N_("course of {action}, open to the person's role"),
}  # what is looked at -> what that limit is called


def limit_name(org: Organisation, key: Key) -> str:
    """What one limit of an action is called.

    Parameters
    ----------
    org
        Not read: actions are named by their ids.
    key
        Action, and what is looked at.

    Examples
    --------
    >>> limit_name(org, ("H-001", "start"))
    'lead time before H-001 starts'
    """
    action, what = key
    return _(LIMITS[what], action=action)


DATED = False  # keys do not end in a period


WHY_NOT = {
    "start": N_(
        "{action} starts {by} before it can: the lead time of the role, or the horizon, has not"
        " passed. Start it later."
    ),
    "end": N_("{action} starts {by} after the horizon ends. Start it earlier or leave it out."),
    "band_min": N_(
        "{action} is paid {by} below its band ({planned:,.2f} against {required:,.2f}). Raise the"
        " salary or correct the band on Roles."
    ),
    "band_max": N_(
        "{action} is paid {by} above its band ({planned:,.2f} against {required:,.2f}). Lower the"
        " salary or correct the band on Roles."
    ),
    "group": N_(
        "{action} is a seat of its own beside a group of its role. Recruit into the group, or list"
        " the seat in Positions."
    ),
    "position": N_(
        "{action} fills a position of another role or team, or one that is not to be filled. Choose"
        " one that fits in Positions, or leave it blank."
    ),
    "before": N_(
        "{action} starts {by} before the start of its position. Start it on that day or later, or"
        " move the start on Positions."
    ),
    "candidate": N_(
        "{action} is a seat that its candidate would not take: of another role, team or position."
        " Choose one that fits, or leave the candidate blank."
    ),
    "available": N_(
        "{action} starts {by} before its candidate can. Start it on that day or later, or correct"
        " earliest and notice on Candidates."
    ),
    "asked": N_(
        "{action} is paid {by} less than its candidate asks for ({planned:,.2f} against"
        " {required:,.2f}). Raise the salary."
    ),
    "once": N_(
        "{action} fills a position that another seat fills too. Put one seat into each position."
    ),
    "listed": N_(
        "{action} fills no position, and only listed seats are hired ('Only positions'). Name the"
        " position that it fills, or get one approved."
    ),
    "held": N_(
        "{action} fills no position while one of its role and team is on hold. Release that one on"
        " Positions and fill it, or list a seat for this one."
    ),
    "employed": N_(
        "{action} trains somebody who is not employed on that day. Choose another person or date."
    ),
    "lever": N_(
        "{action} is not allowed by any lever of that kind for this role and team. Choose what"
        " Levers allows, or add a row there."
    ),
    "min_stay": N_("{action} is an engagement {by} shorter than its lever allows. End it later."),
    "max_stay": N_("{action} is an engagement {by} longer than its lever allows. End it earlier."),
    "team": N_(
        "{action} is in a team into which its role is not hired. Choose one that Roles lists"
        " (teams), or add it there."
    ),
    "location": N_(
        "{action} is in a location in which its role is not hired. Choose one that Roles lists, or"
        " add it there."
    ),
    "pay": N_(
        "{action} is paid {by} less than the move is offered for ({planned:,.2f} against"
        " {required:,.2f}). Raise the salary."
    ),
    "notice": N_("{action} ends before notice has run. Choose a later last day."),
    "whole": N_(
        "{action} moves part of a person. Enter a whole number, or count in fractions (Settings,"
        " counting)."
    ),
    "date": N_(
        "{action} starts a course on a day on which it is not held. Choose one of its dates."
    ),
    "role": N_(
        "{action} is a course that is not open to the person's role. Choose another course, or open"
        " it in Training."
    ),
}  # what is not possible about an action


def explain(measure: Measure, org: Organisation) -> str:
    """Say which action is not possible, and why.

    Parameters
    ----------
    measure
        One of an action that is not on offer.
    org
        Read for its currency.

    Examples
    --------
    >>> explain(Measure(FAMILY, ("H-001", "start"), 3, 0, 3, "months"), org)
    'H-001 starts 3 months before it can: the lead time of the role, or the horizon, has not
    passed. Start it later.'
    """
    action, what = measure.key
    if measure.unit == DAYS:
        by = ngettext("{n:g} day", "{n:g} days", measure.shortfall)
    elif measure.unit == "months":
        by = ngettext("{n:g} month", "{n:g} months", measure.shortfall)
    elif measure.unit == org.currency:
        by = f"{measure.shortfall:,.2f} {measure.unit}"
    else:
        by = f"{measure.shortfall:g} {_(measure.unit)}"
    return _(
        WHY_NOT[what], action=action, by=by, planned=measure.planned, required=measure.required
    )
