r"""What is decided stays decided: a locked action, or a position that must be filled, is in the
plan; a forbidden one is not.

.. math::

    \sum_{a \in K} x_a \ge n_K, \qquad \sum_{a \in K'} x_a \le n_{K'} \qquad \forall K, K'

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`K`                 actions that a row of ``Locks`` or a position speaks of       –
:math:`x_a`               seats, courses, moves, redundancies, periods of short time   actions
:math:`n_K`               how many there must be, or may be (``count``)                actions
========================  ==========================================================  =====

K are musts, K' at-mosts, and must-nots with none. Positions that are alike and must be filled are
one K: by the period of the first day on which they can be, or in any where they have no start;
those that can only be filled after the horizon are in none. Heads of a group count one by one.
Source: sheets ``Locks`` and ``Positions`` (lock).
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from orgplan.domain import (
    TOLERANCE,
    GroupAction,
    Hire,
    Key,
    Lock,
    LockedAction,
    LockRow,
    Measure,
    Organisation,
    Person,
    PlanSimulation,
    Position,
    Role,
    Sense,
    first_day_in,
    shown_amount,
)
from orgplan.language import N_, _, in_a_phrase

from ..model import (
    DecisionVariables,
    HeadcountUpperBounds,
    Linear,
    ModelSink,
    Places,
    Seat,
    SkillTarget,
)
from ..model.traits import Trait

FAMILY = "locks"
TRAITS = frozenset({Trait.STATED})


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one row for each lock, and one for each kind of position that must be filled.

    Parameters
    ----------
    rows
        Takes one limit by (lock,): actions, at least or at most as many as it says; and one by
        (position, must, period or any) for each kind of position that must be filled.
    org
        Read for locks and positions.
    x
        Every action on offer; a lock without a team, person or period takes any.

    Examples
    --------
    >>> freeze = LockRow(id="K-1", lock=Lock.MUST_NOT, action=LockedAction.HIRE, team="Product")
    >>> emit(rows, org.replace(locks=(freeze,)), x)
    >>> print(*rows.lines[:2], sep="\n")
    locks(K-1)   limit
        hire(Lead engineer,Product,2027-Q2) + hire(Lead engineer,Product,2027-Q3) + hire(Lead ...
    """
    for lock in org.locks:
        spoken_of = (*_chosen(org, x, lock), *_takeovers(x, lock))
        chosen = Linear(0.0, [(1.0, variable) for variable in spoken_of])
        must = lock.lock is Lock.MUST
        rows.limit(
            FAMILY,
            (lock.id,),
            chosen,
            Sense.AT_LEAST if must else Sense.AT_MOST,
            lock.bound,
        )
    for name, (first, *rest) in org.alike_positions.items():
        due = org.calendar.period_of(first_day_in(org, first))
        if first.lock is Lock.MUST and due < org.calendar.periods:
            start = None if first.start is None else due
            filled = [
                variable
                for seat, variable in x.hire.items()
                if seat.position == name and (start is None or seat.start <= start)
            ]
            when = "any" if start is None else org.calendar.label(start)
            rows.limit(
                FAMILY,
                (name, "must", when),
                Linear(0.0, [(1.0, variable) for variable in filled]),
                Sense.AT_LEAST,
                1 + len(rest),
            )


def _chosen(org: Organisation, x: DecisionVariables, lock: LockRow) -> Iterator[object]:
    """Variables of the actions that a lock speaks of."""

    def speaks_of(who: str, team: str, what: tuple[str, ...], period: int) -> bool:
        return (
            lock.who in (None, who)
            and lock.team in (None, team)
            and (lock.what is None or lock.what in what)
            and (not lock.periods or period in lock.periods)
        )

    people = org.person
    kind = lock.action.value
    for seat, variable in x.hire.items():
        if kind == _kind_of(seat) and speaks_of(seat.role, seat.team, (), seat.start):
            yield variable
    for (step, start), variable in x.train.items():
        if lock.action is LockedAction.TRAIN and speaks_of(
            step.person, people[step.person].team, (step.course, step.skill), start
        ):
            yield variable
    for option, variable in x.move.items():
        if kind == option.kind.value and speaks_of(
            option.person, people[option.person].team, (option.role, option.team), option.start
        ):
            yield variable
    for leave, variable in x.leave.items():
        if lock.action is LockedAction.REDUNDANCY and speaks_of(
            leave.person, people[leave.person].team, (), leave.start
        ):
            yield variable
    for reduction, variable in x.reduce.items():
        if lock.action is LockedAction.SHORT_TIME and speaks_of(
            reduction.person, people[reduction.person].team, (), reduction.period
        ):
            yield variable
    for flow, variable in x.flow.items():
        if kind == (flow.kind or LockedAction.HIRE).value and flow.group in people:
            group, to = people[flow.group], people.get(flow.to_group or "")
            who, ends = (
                (flow.group, (to.role, to.team) if to else ()) if flow.kind else (group.role, ())
            )
            if speaks_of(who, group.team, ends, flow.period):
                yield variable


def _takeovers(x: DecisionVariables, lock: LockRow) -> Iterator[object]:
    """Variables of the takeovers that a lock speaks of; seats have no name by which it could."""
    for takes, variable in x.takeover.items() if lock.action is LockedAction.TAKEOVER else ():
        meant = lock.who in (None, takes.who) and lock.team in (None, takes.team)
        if meant and (not lock.periods or takes.start in lock.periods):
            yield variable


def _kind_of(seat: Seat) -> str:
    if seat.lever is None:
        return LockedAction.HIRE.value
    return LockedAction.BACKFILL.value if seat.until is None else LockedAction.CONTRACTOR.value


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count the plan's actions of which each lock speaks, and the seats filled of positions that
    must be.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Actions (heads, of groups), with their ids; then the positions that must be filled.

    Examples
    --------
    >>> from orgplan.finance.unit_costs import offered_hire
    >>> freeze = LockRow(id="K-1", lock=Lock.MUST_NOT, action=LockedAction.HIRE, team="Apps")
    >>> seat = offered_hire(org, "iOS engineer", "Apps", 1).replace(id="H-001")
    >>> there = PlanSimulation(org.replace(locks=(freeze,)), walk.plan.replace(hires=(seat,)))
    >>> [(one.key, one.shortfall, one.by) for one in measure(there)]
    [(('K-1',), 1.0, ('H-001',))]
    """
    org = walk.org
    actions = list(_actions(walk))
    for lock in org.locks:
        meant = [one for one in actions if _meant(lock, one)]
        count, by = sum(one.heads for one in meant), tuple(one.id for one in meant)
        if lock.lock is Lock.MUST:
            yield Measure(
                FAMILY, (lock.id,), lock.count, count, _more(lock.count - count), "actions", by=by
            )
        else:
            yield Measure.at_most(FAMILY, (lock.id,), lock.bound, count, "actions", by=by)
    yield from _musts(walk)


def _musts(walk: PlanSimulation) -> Iterator[Measure]:
    """The positions that must be filled within the horizon, those that are alike together."""
    org, asked = walk.org, defaultdict[tuple[object, ...], list[Position]](list)
    for position in org.positions:
        if (
            position.lock is Lock.MUST
            and position.to_fill
            and first_day_in(org, position) <= org.calendar.end
        ):
            asked[org.alike(position)].append(position)
    for alike in asked.values():
        first, ids = alike[0], {position.id for position in alike}
        day = first_day_in(org, first)
        when = "any" if first.start is None else org.calendar.label(org.calendar.period_of(day))
        filled = [
            h
            for h in walk.plan.hires
            if h.position_id in ids
            and (h.role, h.team) == (first.role, first.team)
            and not h.is_contractor
        ]
        seats = tuple(
            h.id
            for h in filled
            if first.start is None
            or org.calendar.period_of(h.start_date) <= org.calendar.period_of(day)
        )
        yield Measure(
            FAMILY,
            (first.id, "must", when),
            len(alike),
            len(seats),
            max(0, len(alike) - len(seats)),
            "seats",
            by=seats,
        )


class _PlannedAction(NamedTuple):
    """An action as locks speak of it: what it leads to are roles, teams or courses.

    Attributes
    ----------
    id
        Of the action.
    kind
        Value of a :class:`~orgplan.domain.LockedAction`.
    who
        Role id of a seat or of recruits, else person id.
    team
        Where the person is today, or the seat will be.
    leads_to
        Roles, teams or courses; any of them fits the lock's `what`.
    period
        Index of the period in which it begins.
    heads
        1, or the heads of a group.
    """

    id: str
    kind: str
    who: str
    team: str
    leads_to: tuple[str, ...]
    period: int
    heads: float = 1.0


def _actions(walk: PlanSimulation) -> Iterator[_PlannedAction]:
    """Each action of the plan; short time once for each of its periods."""
    org, plan, period_of = walk.org, walk.plan, walk.org.calendar.period_of
    team = {person.id: person.team for person in org.people}
    for hire in plan.hires:
        yield _PlannedAction(
            hire.id, _kind(hire), hire.role, hire.team, (), period_of(hire.start_date)
        )
    for t in plan.trainings:
        yield _PlannedAction(
            t.id,
            "train",
            t.person_id,
            team[t.person_id],
            (t.course, org.course[t.course].skill),
            period_of(t.start_date),
        )
    for move in plan.moves:
        leads_to = (move.role, move.team)
        yield _PlannedAction(
            move.id,
            move.kind.value,
            move.person_id,
            team[move.person_id],
            leads_to,
            period_of(move.start_date),
        )
    for leaving in plan.exits:
        yield _PlannedAction(
            leaving.id,
            "redundancy",
            leaving.person_id,
            team[leaving.person_id],
            (),
            period_of(leaving.last_day) + 1,
        )
    for reduced in plan.short_times:
        for period in range(period_of(reduced.start_date), period_of(reduced.end_date) + 1):
            yield _PlannedAction(
                reduced.id, "short time", reduced.person_id, team[reduced.person_id], (), period
            )
    for takes in plan.takeovers:
        yield _PlannedAction(
            takes.id, "takeover", takes.who, takes.team, (), period_of(takes.start_date)
        )
    for action in plan.group_actions:
        if action.group in org.person:
            yield _of_group(org, action)


def _of_group(org: Organisation, action: GroupAction) -> _PlannedAction:
    """An action on a group, as locks see it: recruits go by their role, everything else by the
    group's id.
    """
    group, period = org.person[action.group], org.calendar.period_of(action.start_date)
    if action.kind is None:
        return _PlannedAction(action.id, "hire", group.role, group.team, (), period, action.heads)
    to = org.person[action.to_group] if action.to_group else None
    return _PlannedAction(
        action.id,
        action.kind.value,
        group.id,
        group.team,
        (to.role, to.team) if to else (),
        period,
        action.heads,
    )


def _kind(hire: Hire) -> str:
    if hire.is_contractor:
        return "contractor"
    return "hire" if hire.lever is None else "backfill"


def _meant(lock: LockRow, one: _PlannedAction) -> bool:
    """Whether a lock speaks of an action; what it leaves blank fits anything."""
    asked = (lock.who is None or lock.who == one.who) and (
        lock.team is None or lock.team == one.team
    )
    leads = lock.what is None or lock.what in one.leads_to
    return (
        lock.action.value == one.kind
        and asked
        and leads
        and (one.period in lock.periods if lock.periods else True)
    )


def _more(heads: float) -> float:
    return heads if heads > TOLERANCE else 0.0


SEATS = (LockedAction.HIRE, LockedAction.CONTRACTOR, LockedAction.BACKFILL)


def seats_that_help(org: Organisation, role: Role, team: str, bounds: HeadcountUpperBounds) -> int:
    """Seats that must be, of this role and team or of any.

    Parameters
    ----------
    org
        Read for locks and positions.
    role, team
        The kind of seat.
    bounds
        Unused: what is asked for does not depend on how many there may be.

    Returns
    -------
    int
        Heads: positions that must be filled, and seats that locks demand there or anywhere.

    Examples
    --------
    >>> hires = LockRow(id="K-1", lock=Lock.MUST, action=LockedAction.HIRE, team="Apps", count=2)
    >>> seats_that_help(
    ...     org.replace(locks=(hires,)),
    ...     org.role["iOS engineer"],
    ...     "Apps",
    ...     HeadcountUpperBounds({}, {}, {}, {}),
    ... )
    2
    """
    listed = sum(p.lock is Lock.MUST and (p.role, p.team) == (role.id, team) for p in org.positions)
    return listed + sum(
        lock.count
        for lock in org.locks
        if lock.lock is Lock.MUST
        and lock.action in SEATS
        and lock.who in (None, role.id)
        and lock.team in (None, team)
    )


def skills_that_help(org: Organisation, person: Person, places: Places) -> Iterator[SkillTarget]:
    """What courses teach that somebody must begin.

    Parameters
    ----------
    org
        Read for locks and courses.
    person
        Whoever a lock names; a lock without a name takes anybody.
    places
        Not read: where somebody is does not matter to a lock on training.

    Yields
    ------
    SkillTarget
        What the courses of the lock teach; having begun one already counts.

    Examples
    --------
    >>> learns = LockRow(
    ...     id="K-1", lock=Lock.MUST, action=LockedAction.TRAIN, who="P04", what="Java 3→4"
    ... )
    >>> list(skills_that_help(org.replace(locks=(learns,)), org.person["P04"], frozenset()))
    [SkillTarget(skill='Java', level=4, training_counts=True)]
    """
    for lock in org.locks:
        training = lock.lock is Lock.MUST and lock.action is LockedAction.TRAIN
        if training and lock.who in (None, person.id):
            for course in org.courses:
                if lock.what in (None, course.id, course.skill):
                    yield SkillTarget(course.skill, course.to_level, training_counts=True)


def limit_name(org: Organisation, key: Key, when: str = "") -> str:
    """A lock by what it fixes or forbids, or a position that must be filled; `when` is empty, for
    locks have periods of their own.

    Parameters
    ----------
    org
        Read for its locks.
    key
        The lock's id; three parts are a position that must be filled.
    when
        Not read: locks have periods of their own.

    Raises
    ------
    StopIteration
        If there is no such lock.

    Examples
    --------
    >>> freeze = LockRow(id="K-1", lock=Lock.MUST_NOT, action=LockedAction.HIRE, team="Apps")
    >>> limit_name(org.replace(locks=(freeze,)), ("K-1",))
    'lock K-1: must-not hire in Apps'
    """
    if len(key) == 3:
        return _("position {position}, which must be filled", position=key[0])
    lock = next(lock for lock in org.locks if lock.id == key[0])
    return _("lock {lock}: {kind} {what}", lock=lock.id, kind=_(lock.lock.value), what=_what(lock))


stated = limit_name
DATED = False  # keys do not end in a period


def explain(measure: Measure, org: Organisation) -> str:
    """Say which lock is not kept.

    Parameters
    ----------
    measure
        One of a lock that is not kept, or of a position that stays open.
    org
        Read for its locks.

    Examples
    --------
    >>> freeze = LockRow(id="K-1", lock=Lock.MUST_NOT, action=LockedAction.HIRE, team="Apps")
    >>> explain(Measure.at_most(FAMILY, ("K-1",), 0, 1, "actions"), org.replace(locks=(freeze,)))
    'Lock K-1 forbids hire in Apps, but the plan has 1: 1 too many. Talk to whoever set the
    lock, or remove the action.'
    """
    if len(measure.key) == 3:
        return _unfilled(measure, org)
    lock = next(lock for lock in org.locks if lock.id == measure.key[0])
    forms = {
        Lock.MUST: N_(
            "Lock {lock} requires {required} x {what}, but the plan has {planned}: {short} short."
            " Start it as locked, or remove the lock on Locks."
        ),
        Lock.AT_MOST: N_(
            "Lock {lock} allows {required} x {what}, but the plan has {planned}: {short} too many."
            " Raise the count, or remove the lock on Locks."
        ),
    }.get(
        lock.lock,
        N_(
            "Lock {lock} forbids {what}, but the plan has {planned}: {short} too many. Talk to"
            " whoever set the lock, or remove the action."
        ),
    )
    return _(
        forms,
        lock=lock.id,
        what=_what(lock),
        required=shown_amount(measure.required),
        planned=shown_amount(measure.planned),
        short=shown_amount(measure.shortfall),
    )


def _what(lock: LockRow) -> str:
    """What a lock is about, for instance ``hire Developer in Platform``."""
    team = lock.team and _("in {team}", team=lock.team)
    return in_a_phrase(part or "" for part in (_(lock.action.value), lock.who, lock.what, team))


def _unfilled(measure: Measure, org: Organisation) -> str:
    """Which positions that must be filled stay open."""
    name, _lock, when = measure.key
    position = org.position[name]
    what = (
        name
        if measure.required == 1
        else _(
            "{required} positions like {name}", required=shown_amount(measure.required), name=name
        )
    )
    time = (
        _("at any time of the horizon")
        if when == "any"
        else _(
            "in {when}, from {first_day_in} on",
            when=when,
            first_day_in=first_day_in(org, position),
        )
    )
    return _(
        "{what} ({role} in {team}) must be filled {time}: {short} stay open. Hire into them, or"
        " take the lock off in Positions.",
        what=what,
        role=position.role,
        team=position.team,
        time=time,
        short=shown_amount(measure.shortfall),
    )
