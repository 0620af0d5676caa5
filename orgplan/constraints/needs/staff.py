r"""Staff as asked, no more and no less: heads of a role equal what is needed, besides those kept
beyond need and the hours lost to short time.

.. math::

    N_{St} - over_{dt} - \sum_g \theta_\ell\, short_{gt} + u_{dt} \ge \eta_{dt}, \qquad
    N_{St} - over_{dt} - \sum_g \theta_\ell\, short_{gt} - o_{dt} \le \eta_{dt} \qquad \forall d, t

========================  ================================================================  =====
symbol                    meaning                                                           unit
========================  ================================================================  =====
:math:`N_{St}`            heads of the role in the scope that are expected at the end of t  heads
:math:`\eta_{dt}`         heads that are needed (``Requirements``, kind staff)              heads
:math:`over_{dt}`         heads kept beyond need (``Levers``, overstaffing)                 heads
:math:`short_{gt}`        heads on short time, named ones too                               heads
:math:`\theta_\ell`       share of hours that short time takes (``share``)                  0–1
:math:`u_{dt}, o_{dt}`    heads too few, too many                                           heads
========================  ================================================================  =====

A head too many is missed like a head too few: with its strength and weight. Where people are
counted whole (``counting`` of ``Settings``), what attrition leaves of groups is rounded down: the
need is met from :math:`\eta_{dt}` heads to just below the next one, so that nobody is hired and let
go for parts of a head; :math:`u_{dt}` and :math:`o_{dt}` are whole. Where there is a lever for
short time, parts of heads are hours and count as they are. Where a group of the role is in the
scope, a seat of that role anywhere in the scope counts as a recruit of the group in the same period
would: with the share that is expected to be still there, of several groups that of the one that
loses most. So growth that only such a need asks for goes into the group, unless a seat elsewhere
costs less than what it keeps. Contractors stay to their last day, and in needs whose scope has no
group of the role a seat counts in full. Source: manpower planning (Williams).
"""

import math
from collections.abc import Iterator

from orgplan.domain import (
    CRUMB,
    FIRST_YEAR,
    LeverKind,
    Measure,
    Member,
    Need,
    NeedKind,
    Organisation,
    PlanSimulation,
    Role,
    Sense,
    ShortTime,
    Strength,
    scope_in_words,
    shown_amount,
    yearly_attrition,
)
from orgplan.language import _

from ..model import (
    DecisionVariables,
    HeadcountUpperBounds,
    Linear,
    ModelSink,
    heads,
    no_skills,
    recruits_still_there,
)

FAMILY = "staff"


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State both sides for each need for staff and period.

    Parameters
    ----------
    rows
        Takes two demands for each need and period, by (need, at least or at most, period), in
        heads.
    org
        Read for needs, and for how groups are counted (`whole_staff`).
    x
        Seats, moves, redundancies, short time and flows of groups.

    Examples
    --------
    >>> need = org.need["N-003"].replace(
    ...     kind=NeedKind.STAFF, skill="Frontend engineer", required=(8.0,) * 4
    ... )
    >>> emit(rows, org.replace(needs=(need,)), x)
    >>> print(*rows.lines[:2], sep="\n")
    staff(N-003, at least, 2027-Q1)   must, weight 1
        5 + short (parts) >= 8
    """
    for need in org.needs:
        if need.kind is not NeedKind.STAFF or need.strength is Strength.OFF:
            continue
        for period, label in enumerate(org.calendar.labels):
            left, asked = _working(org, x, need, period), need.required[period]
            whole = org.whole_staff and asked == round(asked) and _in_parts(org, need)
            least, most = (asked - CRUMB, asked + 1 - CRUMB) if whole else (asked, asked)
            for side, served, right in (
                ("at least", left, least),
                ("at most", Linear().plus(left, -1), -most),
            ):
                key = (need.id, side, label)
                rows.demand(FAMILY, key, served, right, need.strength, need.weight, whole=whole)


def _in_parts(org: Organisation, need: Need) -> bool:
    """Whether attrition, or whoever leaves on being downgraded, may leave parts of a head of a
    group that serves a need.
    """
    part = org.part(need.scope)
    downgraded = any(lever.share for lever in org.levers_of(LeverKind.DOWNGRADING))
    return any(
        (group.team, group.location) in part
        and org.matches(group.role, (need.skill,))
        and (downgraded or any(yearly_attrition(org, group)))
        for group in org.groups
    )


def _working(org: Organisation, x: DecisionVariables, need: Need, period: int) -> Linear:
    """Heads that serve a need: those there are, less those kept beyond it and the hours that short
    time takes.
    """
    part = org.part(need.scope)
    total = heads(org, x, part, (need.skill,), period)
    for seat, variable in x.seats_in(part, period) if org.groups else ():
        if seat.until is None and org.matches(seat.role, (need.skill,)):
            total.add(_kept_of_seat(org, need, seat.role, period - seat.start) - 1, variable)
    for flow, variable in x.flow.items():
        if flow.period != period:
            continue
        if flow.kind is LeverKind.OVERSTAFFING and flow.group == need.id:
            total.add(-1, variable)
        elif flow.kind is LeverKind.SHORT_TIME:
            group = org.person[flow.group]
            if (group.team, group.location) in part and org.matches(group.role, (need.skill,)):
                total.add(-org.lever[flow.lever or ""].share, variable)
    for reduction, variable in x.reduce.items():
        person = org.person[reduction.person]
        if (
            reduction.period == period
            and (person.team, person.location) in part
            and org.matches(person.role, (need.skill,))
        ):
            total.add(-org.lever[reduction.lever].share, variable)
    return total


def _kept_of_seat(org: Organisation, need: Need, role: str, periods: int) -> float:
    """Share of a seat that counts a number of periods after the one in which it begins: like a
    recruit of the group that loses most.
    """
    part = org.part(need.scope)
    there = (g for g in org.groups if g.role == role and (g.team, g.location) in part)
    return min((recruits_still_there(org, group, periods) for group in there), default=1.0)


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count who serves each need at the end of each period, and who is too many.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Expected heads, both sides of each need; less than :data:`CRUMB` is nothing. Where staff is
        counted in whole heads, parts of a head don't serve.

    Examples
    --------
    >>> need = org.need["N-003"].replace(
    ...     kind=NeedKind.STAFF, skill="Frontend engineer", required=(8.0,) * 4
    ... )
    >>> [
    ...     (one.key, one.required, one.planned, one.shortfall)
    ...     for one in measure(PlanSimulation(org.replace(needs=(need,)), walk.plan))
    ... ][:2]
    [(('N-003', 'at least', '2027-Q1'), 8.0, 5.0, 3.0), (('N-003', 'at most', '2027-Q1'), 8.0,
    5.0, 0.0)]
    """
    org = walk.org
    for need in org.needs:
        if need.kind is not NeedKind.STAFF or need.strength is Strength.OFF:
            continue
        for period, label in enumerate(org.calendar.labels):
            members = walk.at_end(period, need.scope, (need.skill,))
            serving = sum(_expected(org, member, need, period) for member in members)
            serving -= _kept_beyond(walk, need, period)
            for member in members:
                state = walk.groups.get((member.id, period))
                serving -= (
                    state.short
                    if state is not None
                    else _short(walk, member.actions.short_times, period)
                )
            asked, by = need.required[period], tuple(member.id for member in members)
            if org.whole_staff and asked == round(asked):
                serving = float(math.floor(serving + CRUMB))
            for side, sense, short in (
                ("at least", Sense.AT_LEAST, asked - serving),
                ("at most", Sense.AT_MOST, serving - asked),
            ):
                key, shortfall = (need.id, side, label), short if short > CRUMB else 0.0
                yield Measure(
                    FAMILY,
                    key,
                    asked,
                    serving,
                    shortfall,
                    "heads",
                    sense,
                    need.strength,
                    need.weight,
                    by=by,
                )


def _expected(org: Organisation, member: Member, need: Need, period: int) -> float:
    """Heads that a member is expected to be: of a seat whose role is a group in the scope, month by
    month at that group's rate.
    """
    if member.hire is None or member.end_date is not None:
        return member.heads
    calendar, part, least = org.calendar, org.part(need.scope), 1.0
    begun = calendar.period_of(member.start_date)
    months = range((period + 1 - begun) * calendar.months_per_period)
    for group in org.groups:
        if group.role == member.role and (group.team, group.location) in part:
            first, later = yearly_attrition(org, group)
            rates = (first if month < FIRST_YEAR else later for month in months)
            least = min(least, math.prod((1 - rate) ** (1 / 12) for rate in rates))
    return least


def _kept_beyond(walk: PlanSimulation, need: Need, period: int) -> float:
    """Heads that the plan keeps beyond a need in a period; they serve nothing."""
    return sum(
        action.heads
        for action in walk.plan.group_actions
        if action.kind is LeverKind.OVERSTAFFING
        and action.group == need.id
        and walk.org.calendar.period_of(action.start_date) == period
    )


def _short(walk: PlanSimulation, reduced: tuple[ShortTime, ...], period: int) -> float:
    """Share of one person's hours that short time takes on the last day of a period."""
    day = walk.org.calendar.last_day(period)
    return sum(
        walk.org.lever[entry.lever].share
        for entry in reduced
        if entry.start_date <= day <= entry.end_date
    )


def seats_that_help(org: Organisation, role: Role, team: str, bounds: HeadcountUpperBounds) -> int:
    """As many as are required at most of the role, and to make up for those who leave like a group
    in the scope.

    Parameters
    ----------
    org
        Read for needs and attrition.
    role, team
        The kind of seat.
    bounds
        Unused: what is asked for does not depend on how many there may be.

    Returns
    -------
    int
        Heads: more than are asked for, where expected leavers have to be hired for in advance.

    Examples
    --------
    >>> need = org.need["N-003"].replace(
    ...     kind=NeedKind.STAFF, skill="Frontend engineer", required=(8.0,) * 4
    ... )
    >>> seats_that_help(
    ...     org.replace(needs=(need,)),
    ...     org.role["Frontend engineer"],
    ...     "Apps",
    ...     HeadcountUpperBounds({}, {}, {}, {}),
    ... )
    8
    """
    last = org.calendar.periods - 1
    return sum(
        math.ceil(max(need.required) / _kept_of_seat(org, need, role.id, last) - CRUMB)
        for need in org.needs_of_team[team]
        if need.kind is NeedKind.STAFF
        and need.strength is not Strength.OFF
        and org.matches(role.id, (need.skill,))
    )


skills_that_help = no_skills  # heads of a role, whatever they can do


def explain(measure: Measure, org: Organisation) -> str:
    """Say which role has too few or too many heads.

    Parameters
    ----------
    measure
        One of too few or too many heads.
    org
        Read for the need.

    Examples
    --------
    >>> need = org.need["N-001"].replace(
    ...     kind=NeedKind.STAFF, skill="Frontend engineer", required=(8.0,) * 4
    ... )
    >>> explain(
    ...     Measure(FAMILY, ("N-001", "at least", "2027-Q1"), 8, 6, 2, "heads"),
    ...     org.replace(needs=(need,)),
    ... )
    '2027-Q1: Payments needs exactly 8 of Frontend engineer and has 6: 2 short. Hire, retrain or
    promote somebody into the role, or lower the need.'
    """
    need_id, side, period = measure.key
    need = org.need[need_id]
    where = _(
        "{period}: {scope} needs exactly {required} of {skill} and has {planned}",
        period=period,
        scope=scope_in_words(need.scope.label),
        required=shown_amount(measure.required),
        skill=need.skill,
        planned=shown_amount(measure.planned),
    )
    if side == "at least":
        return _(
            "{where}: {short} short. Hire, retrain or promote somebody into the role, or lower the"
            " need.",
            where=where,
            short=shown_amount(measure.shortfall),
        )
    return _(
        "{where}: {short} too many. Raise the need, or allow them in Levers: overstaffing, short"
        " time, moves or redundancies.",
        where=where,
        short=shown_amount(measure.shortfall),
    )
