"""Who is able to do what: levels of people and seats, and holders of skills, as linear functions of
the decisions.

Only `emit` functions and the solver room use this module; the checker simulates the same quantities
on its own.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from orgplan.domain import (
    Course,
    Employment,
    Key,
    NeedKind,
    Organisation,
    Part,
    Person,
    Scope,
    ScopeKind,
    Strength,
)

from .decisions import DecisionVariables, Seat, TrainingKey
from .interface import ModelSink
from .linear import Linear, Var
from .presence import level_at, present, ramp_months, situations
from .seat_dates import first_day_of


def _any_role(_role: str) -> bool:
    return True


@dataclass(frozen=True)
class Capability:
    """A skill at a level, in a part of the organisation, at the end of a period.

    Attributes
    ----------
    part
        Teams, and a location where only one counts.
    skill
        Id.
    level
        1-5; whoever is above counts too.
    period
        Index of a period, 0 for the first.
    fits
        Role id → whether its holders count; all do where nothing is said.
    expected
        Whether a course counts with its success rate (0-1) in place of 1.

    Examples
    --------
    >>> sql = Capability(org.part(org.need["N-002"].scope), "SQL", 4, period=0)
    >>> sql.fits("Data engineer"), sql.expected
    (True, False)
    """

    part: Part
    skill: str
    level: int
    period: int
    fits: Callable[[str], bool] = _any_role
    expected: bool = False


def seat_level(org: Organisation, seat: Seat, skill: str, period: int) -> int:
    """Level of a seat in a period from its start on.

    Parameters
    ----------
    org, seat
        The organisation, and the kind of seat.
    skill
        Id of the skill.
    period
        Number of a period, not before the seat's start.

    Returns
    -------
    int
        0-5. A candidate whose skills are stated has those from the first day; anybody else what the
        role brings, less until the ramp is over.

    Examples
    --------
    >>> seat_level(org, Seat("iOS engineer", "Apps", 1), "iOS", 1)
    3
    """
    own = org.candidate[seat.candidate].skills if seat.candidate is not None else None
    if own is not None:
        return own.get(skill, 0)
    if (on_its_own := org.on_its_own.get(seat)) is None:
        on_its_own = org.on_its_own[seat] = _ramped_from(org, seat)
    return org.role[seat.role].level_at(skill, ramped=period >= on_its_own)


def _ramped_from(org: Organisation, seat: Seat) -> float:
    """First period at whose start the ramp of a seat is over; infinite if that is after the
    horizon.
    """
    begins, length = org.calendar.month_of(first_day_of(org, seat)), org.calendar.months_per_period
    over = begins + ramp_months(org, seat.role, seat.team, seat.location) - 1e-9
    return next((p for p in range(org.calendar.periods + 1) if p * length >= over), math.inf)


def finished(org: Organisation, course: Course, start: int) -> int:
    """Number of the period from which the level of a course counts, which may lie after the
    horizon; `start` is the period in which it begins.

    Parameters
    ----------
    org
        Read for the calendar.
    course
        Read for its duration in months, rounded up to whole periods.
    start
        Index of the period in which it begins.

    Returns
    -------
    int
        Index of the period: that of the start where the course takes no time.

    Examples
    --------
    >>> finished(org, org.courses[1], 0)
    1
    """
    return start + org.calendar.periods_for(course.duration)


def trained_to_level(
    org: Organisation,
    x: DecisionVariables,
    person: Person,
    skill: str,
    level: int,
    period: int,
    *,
    expected: bool = False,
) -> Linear:
    """0/1: whether somebody below a level has been trained to it by a period; or the share that is
    expected to.

    A path through the levels crosses each level once, so the arcs that cross it and are finished
    add up to at most one.

    Parameters
    ----------
    org, x
        The organisation, and the decision variables of its model.
    person, skill, level
        Who, in which skill, to which level (0-5); the person is below it without training.
    period
        Number of the period in which the level has to count.
    expected
        Whether a course counts with the share of those who are lifted by it, in place of 1.

    Returns
    -------
    Linear
        Sum over the courses on offer that cross the level and count by then.

    Examples
    --------
    >>> trained_to_level(org, x, org.person["P02"], "Team leadership", 3, 2)
    Linear(constant=0.0, terms=[(1, 'train(P02,Team leadership 2→3,2,2027-Q1)'), (1,
    'train(P02,Team leadership 2→3,2,2027-Q2)')])
    """
    crossed = Linear()
    for step, start, taken in steps_of(x, person.id, skill):
        if (
            step.level < level <= step.to_level
            and finished(org, org.course[step.course], start) <= period
        ):
            crossed.add(step.chance if expected else 1, taken)
    return crossed


def at_level(
    org: Organisation, x: DecisionVariables, person: Person, skill: str, level: int, period: int
) -> Linear:
    """At least 1 where a named person has a level at the start of a period: their own, brought by
    retraining, or by courses.

    Parameters
    ----------
    org
        Read for courses and levers.
    x
        Courses, and moves that retrain.
    person
        Named: no group.
    skill
        Id.
    level
        1-5.
    period
        Index of a period, 0 for the first.

    Returns
    -------
    Linear
        1 where the level is theirs already; else a sum that may exceed 1, where both ways are
        taken.

    Examples
    --------
    >>> (
    ...     at_level(org, x, org.person["P02"], "Team leadership", 3, 1),
    ...     at_level(org, x, org.person["P01"], "Java", 3, 1),
    ... )
    (Linear(constant=0.0, terms=[(1, 'train(P02,Team leadership 2→3,2,2027-Q1)')]),
    Linear(constant=1.0, terms=[]))
    """
    if person.level(skill) >= level:
        return Linear(1.0)
    total = trained_to_level(org, x, person, skill, level, period)
    for option in x.moves_of.get(person.id, ()):
        if option.start <= period and level_at(org, person, option, skill, period) >= level:
            total.add(1, x.move[option])
    return total


def steps_of(
    x: DecisionVariables, person: str, skill: str | None = None
) -> Sequence[tuple[TrainingKey, int, Var]]:
    """Steps on offer to a person, in one skill or in all, with the period of the start and the
    variable.

    Parameters
    ----------
    x
        Courses on offer.
    person
        Id.
    skill
        Id; ``None`` is all.

    Returns
    -------
    Sequence[tuple[TrainingKey, int, Var]]
        Step, index of the period in which it begins, and its 0/1 variable.

    Examples
    --------
    >>> steps_of(x, "P02", "Team leadership")[0][1:]
    (0, 'train(P02,Team leadership 2→3,2,2027-Q1)')
    """
    return x.steps.get(person, ()) if skill is None else x.steps_in_skill.get((person, skill), ())


def holders(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    capability: Capability,
    but: frozenset[str] = frozenset(),
) -> Linear:
    """People and seats that have a capability; `but` are left out.

    Parameters
    ----------
    rows
        Takes ties for those who may both move and be trained; no limits.
    org
        Read for levels, roles and courses.
    x
        Seats, moves, redundancies, courses and flows.
    capability
        What is asked for, where and when.
    but
        Ids of people.

    Returns
    -------
    Linear
        Heads.

    Examples
    --------
    >>> holders(rows, org, x, Capability(org.part(org.need["N-002"].scope), "SQL", 4, 0))
    Linear(constant=2.0, terms=[])
    """
    total = Linear()
    for person in x.people_in(org, capability.part.teams):
        if person.id not in but:
            total.include(holds(rows, org, x, person, capability))
    for seat, seats in x.seats_in(capability.part, capability.period):
        if _seat_has(org, seat, capability):
            total.add(1, seats)
    return total


def _seat_has(org: Organisation, seat: Seat, capability: Capability) -> bool:
    """Whether a seat of the part has a capability."""
    return capability.fits(seat.role) and seat_holds(
        org, seat, capability.skill, capability.level, capability.period
    )


def seat_holds(org: Organisation, seat: Seat, skill: str, level: int, period: int) -> bool:
    """Whether a seat is at or above a level in a period.

    Parameters
    ----------
    org
        Read for roles and candidates.
    seat
        A kind of seat.
    skill
        Id.
    level
        1-5.
    period
        Index of a period, not before the seat's start.

    Examples
    --------
    >>> seat_holds(org, Seat("iOS engineer", "Apps", 1), "iOS", 3, 1)
    True
    """
    return seat_level(org, seat, skill, period) >= level


def holds(
    rows: ModelSink, org: Organisation, x: DecisionVariables, person: Person, capability: Capability
) -> Linear:
    """Heads that somebody of the roster adds to those who have a capability.

    Parameters
    ----------
    rows
        Takes ties for somebody who may both move and be trained; no limits.
    org
        Read for levels, roles and courses.
    x
        Moves, redundancies, courses and flows.
    person
        Named, or a group; nobody of a group takes courses.
    capability
        What is asked for, where and when.

    Returns
    -------
    Linear
        0/1 of a person, heads of a group.

    Examples
    --------
    >>> sql = Capability(org.part(org.need["N-002"].scope), "SQL", 4, 0)
    >>> holds(rows, org, x, org.person["P03"], sql)
    Linear(constant=1.0, terms=[])
    """
    skill, level, period = capability.skill, capability.level, capability.period
    if person.id not in x.unsettled and not person.is_group:  # the common case, kept short
        if (
            (person.team, person.location) not in capability.part
            or not capability.fits(person.role)
            or not present(org, person, period)
        ):
            return Linear()
        return Linear(1.0) if person.level(skill) >= level else _trained(org, x, person, capability)
    able, below = split_by_level(org, x, person, capability)
    learned = _trained(org, x, person, capability)
    if not learned.terms or person.is_group:
        return able
    return able.plus(and_bound(rows, "holders", _key(org, person, capability), below, learned))


def _trained(org: Organisation, x: DecisionVariables, person: Person, asked: Capability) -> Linear:
    """Whether courses bring somebody to the level of a capability."""
    return trained_to_level(
        org, x, person, asked.skill, asked.level, asked.period, expected=asked.expected
    )


def _key(org: Organisation, person: Person, asked: Capability) -> Key:
    """Somebody with a capability, as names of rows have it."""
    label = org.calendar.label(asked.period)
    return (person.id, asked.skill, str(asked.level), *sorted(asked.part.teams), label)


def and_bound(rows: ModelSink, family: str, key: Key, one: Linear, other: Linear) -> Linear:
    """Two 0/1 expressions at once: an amount that is at most either, for where it is only ever
    wanted larger.

    The product of two binaries is exactly that bound; a constant needs no variable.

    Parameters
    ----------
    rows
        Takes one amount and two ties where both are undecided.
    family, key
        Name of the variable and of the ties.
    one, other
        Each 0 or 1 whatever is decided.

    Returns
    -------
    Linear
        0-1. Never use it where less is wanted: nothing keeps the amount up.

    Examples
    --------
    >>> (
    ...     and_bound(rows, "holders", ("P02",), Linear(1.0), Linear.of("trained")),
    ...     and_bound(rows, "holders", ("P02",), Linear.of("moved"), Linear.of("trained")),
    ... )
    (Linear(constant=0.0, terms=[(1.0, 'trained')]), Linear(constant=0.0, terms=[(1.0, 'y[both,
    P02]')]))
    """
    for fixed, left in ((one, other), (other, one)):
        if not fixed.terms:
            return left if fixed.constant >= 1 else Linear()
    together = rows.amount(family, ("both", *key), 1.0)
    for number, part in enumerate((one, other)):
        rows.link(family, ("both", *key, str(number)), Linear.of(together).plus(part, -1), 0.0)
    return Linear.of(together)


def each_with(
    rows: ModelSink, family: str, key: Key, places: Sequence[Linear], other: Linear
) -> Sequence[Linear]:
    """0/1 expressions of which one at most is 1, each together with another: amounts for where they
    are only ever wanted larger.

    Their sum is at most the other one, so that half of a course counts for half a person in one
    place, and not in each.

    Parameters
    ----------
    rows
        Takes an amount and a tie for each, and one tie for all.
    family, key
        Name of the variables and of the ties.
    places
        No two are 1 at the same time, whatever is decided.
    other
        0 or 1 whatever is decided, or a share of 1.

    Returns
    -------
    Sequence[Linear]
        0-1, one for each of `places`.

    Examples
    --------
    >>> each_with(
    ...     rows,
    ...     "capacity",
    ...     ("P02",),
    ...     [Linear.of("here"), Linear.of("there")],
    ...     Linear.of("trained"),
    ... )
    [Linear(constant=0.0, terms=[(1.0, 'y[both, P02, 0]')]), Linear(constant=0.0, terms=[(1.0,
    'y[both, P02, 1]')])]
    """
    if len(places) == 1 or not other.terms:
        return [
            and_bound(rows, family, (*key, str(number)), here, other)
            for number, here in enumerate(places)
        ]
    found, together = [], Linear()
    for number, here in enumerate(places):
        name = ("both", *key, str(number))
        amount = Linear.of(rows.amount(family, name, 1.0))
        rows.link(family, name, amount.plus(here, -1), 0.0)
        together.include(amount)
        found.append(amount)
    rows.link(family, ("all of both", *key), together.plus(other, -1), 0.0)
    return found


def split_by_level(
    org: Organisation, x: DecisionVariables, person: Person, capability: Capability
) -> tuple[Linear, Linear]:
    """Whether somebody of the roster is in a part, in a role that fits: at or above a level without
    training, and below it.

    Parameters
    ----------
    org
        Read for levels, levers and roles.
    x
        Moves, redundancies and flows.
    person
        Named, or a group.
    capability
        What is asked for, where and when.

    Returns
    -------
    tuple[Linear, Linear]
        Two expressions, 0/1 of a person or heads of a group: at the level, and below it.

    Examples
    --------
    >>> sql = Capability(org.part(org.need["N-002"].scope), "SQL", 5, 0)
    >>> split_by_level(org, x, org.person["P03"], sql)
    (Linear(constant=0.0, terms=[]), Linear(constant=1.0, terms=[]))
    """
    able, others = Linear(), Linear()
    skill, level, period = capability.skill, capability.level, capability.period
    for at in situations(org, x, person, period):
        if at.place in capability.part and capability.fits(at.role):
            if level_at(org, person, at.move, skill, period) >= level:
                able = able.plus(at.here)
            else:
                others = others.plus(at.here)
    return able, others


def learning(
    org: Organisation, x: DecisionVariables, person: Person, skill: str, level: int, period: int
) -> Linear:
    """0/1: whether somebody below a level is on a course in the skill in a period, or has been
    trained to the level by then.

    Courses follow each other on a path, so at most one of those from below the level is under way,
    and none once it is reached.

    Parameters
    ----------
    org
        Read for courses.
    x
        Courses.
    person
        Named: no group.
    skill
        Id.
    level
        1-5.
    period
        Index of a period, 0 for the first.

    Returns
    -------
    Linear
        At most 1; empty where no course is on offer.

    Examples
    --------
    >>> learning(org, x, org.person["P02"], "Team leadership", 3, 0)
    Linear(constant=0.0, terms=[(1, 'train(P02,Team leadership 2→3,2,2027-Q1)')])
    """
    total = trained_to_level(org, x, person, skill, level, period)
    for step, start, taken in steps_of(x, person.id, skill):
        if step.level < level and start <= period < finished(org, org.course[step.course], start):
            total.add(1, taken)
    return total


def may_succeed(org: Organisation, person: Person) -> bool:
    """Whether somebody of the roster can be a successor at all: employed for good, and not known to
    leave within the horizon.

    Parameters
    ----------
    org
        Read for the end of the horizon.
    person
        Of the roster.

    Examples
    --------
    >>> may_succeed(org, org.person["P02"])
    True
    """
    leaves = person.end_date is not None and person.end_date <= org.calendar.end
    return person.employment is Employment.EMPLOYEE and not leaves


def ready_or_in_training(
    rows: ModelSink, org: Organisation, x: DecisionVariables, person: Person, capability: Capability
) -> Linear:
    """Whether somebody of the roster has a capability or is on the way there.

    Parameters
    ----------
    rows
        Takes ties where somebody may both move and be trained; no limits.
    org
        Read for levels, levers and courses.
    x
        Moves, redundancies and courses.
    person
        Named, or a group; nobody of a group takes courses.
    capability
        What is asked for, where and when.

    Returns
    -------
    Linear
        0/1 of a person, heads of a group.

    Examples
    --------
    >>> leading = Capability(org.part(org.need["N-002"].scope), "Team leadership", 3, 0)
    >>> ready_or_in_training(rows, org, x, org.person["P02"], leading)
    Linear(constant=0.0, terms=[(1.0, 'train(P02,Team leadership 2→3,2,2027-Q1)')])
    """
    able, below = split_by_level(org, x, person, capability)
    taught = learning(org, x, person, capability.skill, capability.level, capability.period)
    if not taught.terms or person.is_group or not (below.terms or below.constant):
        return able
    return able.plus(and_bound(rows, "rising", _key(org, person, capability), below, taught))


def seats_that_succeed(org: Organisation, x: DecisionVariables, capability: Capability) -> Linear:
    """Permanent seats that have a capability.

    Parameters
    ----------
    org
        Read for roles and candidates.
    x
        Seats.
    capability
        What is asked for, where and when.

    Returns
    -------
    Linear
        Heads; contractors are left out.

    Examples
    --------
    >>> leading = Capability(org.part(org.need["N-003"].scope), "Team leadership", 3, 1)
    >>> len(seats_that_succeed(org, x, leading).terms)
    1
    """
    total = Linear()
    for seat, seats in x.seats_in(capability.part, capability.period):
        if seat.until is None and _seat_has(org, seat, capability):
            total.add(1, seats)
    return total


def areas(org: Organisation, scope: Scope) -> tuple[str, ...]:
    """Areas of a team: the skills of its own must needs, each once, in the order of the needs.

    Parameters
    ----------
    org
        Read for its needs.
    scope
        Anything but a team has none.

    Returns
    -------
    tuple[str, ...]
        Ids of skills. Needs of part-scopes or of the whole organisation are nobody's area.

    Examples
    --------
    >>> areas(org, org.need["N-003"].scope)
    ('React', 'iOS', 'Android')
    """
    if scope.kind is not ScopeKind.TEAM:
        return ()
    here = org.needs_of_scope.get(scope, ())
    own = (need.skill for need in here if need.strength is Strength.MUST)
    return tuple(dict.fromkeys(own))


def critical_skills(org: Organisation, listed: tuple[str, ...], scope: Scope) -> tuple[str, ...]:
    """Skills that are listed, else those of the must needs inside the scope, each once, in the
    order of the needs.

    Parameters
    ----------
    org
        Read for its needs.
    listed
        Skills of the rule; empty takes the must needs for holders and capacity.
    scope
        Of the rule.

    Returns
    -------
    tuple[str, ...]
        Ids of skills.

    Examples
    --------
    >>> critical_skills(org, (), org.need["N-005"].scope)
    ('Java', 'SQL', 'Observability', 'Kubernetes', 'Security')
    """
    if listed:
        return tuple(dict.fromkeys(listed))
    musts = (need for need in org.needs_inside(scope) if need.strength is Strength.MUST)
    return tuple(dict.fromkeys(need.skill for need in musts if need.kind is not NeedKind.STAFF))
