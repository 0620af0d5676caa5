r"""Backfills: each one follows a leaver.

No more seats are backfilled in a role and team than have been vacated there, after the delay and by
the share that the lever states.

.. math::

    \sum_{\tau \le t} back_{rj\tau} \le \beta\, (V_{rjt} + \sum_{m: rj \to \cdot,\ \tau + \delta
    \le t} move_{m\tau}) \qquad \forall r, j, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`back_{rj\tau}`     seats of role r in team j that make good a leaver            heads
:math:`V_{rjt}`           known leavers who are gone, and the delay over, at t's start  heads
:math:`move_{m\tau}`      moves out of the role or team                               0/1
:math:`\beta`             share of leavers that may be replaced (``share``)            0–1
:math:`\delta`            delay (``months``), from the day after the last one          months
========================  ==========================================================  =====

Whoever leaves by the plan's own redundancy is not replaced. Of groups, expected leavers are made
good by recruits. Several levers together replace nobody twice. A backfill is never growth. Source:
practice of position control.
"""

import math
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from orgplan.domain import (
    Key,
    LeverKind,
    Measure,
    Organisation,
    PlanSimulation,
    Sense,
    add_months,
    departures,
)
from orgplan.language import N_, _

from ..model import DecisionVariables, Linear, ModelSink, Var, no_seats, no_skills
from ..model.naming import called

FAMILY = "backfill"


ALL = "all levers"


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one row for each lever, role, team and period in which a backfill may start; where
    there are several levers, one for all.

    Parameters
    ----------
    rows
        Takes one limit for each lever, role, team and period, by that key: seats begun by then
        against the lever's share of those left, a delay of months before. Where there are
        several levers, one under the name of all of them too, with share 1 and no delay.
    org
        Read for its backfill levers and for known leavers, people only: groups leave no seats.
    x
        Permanent seats with a lever, and moves away from a role and team.

    Examples
    --------
    >>> from orgplan.constraints.model import Seat
    >>> from orgplan.domain import ORGANISATION, Lever
    >>> lever = Lever(id="L-1", kind=LeverKind.BACKFILL, scope=ORGANISATION)
    >>> chosen = DecisionVariables(
    ...     {Seat("iOS engineer", "Apps", 1, lever="L-1"): "backfill"}, {}, {}
    ... )
    >>> emit(rows, org.replace(levers=(lever,)), chosen)
    >>> print(*rows.lines[:2], sep="\n")
    backfill(L-1, iOS engineer, Apps, 2027-Q2)   limit
        backfill <= 0
    """
    seats: dict[tuple[str, str, str], list[tuple[int, Var]]] = defaultdict(list)
    several = len(org.levers_of(LeverKind.BACKFILL)) > 1
    for seat, variable in x.hire.items():
        if seat.lever is not None and seat.until is None:
            for name in (seat.lever, ALL) if several else (seat.lever,):
                seats[name, seat.role, seat.team].append((seat.start, variable))
    for (name, role, team), starts in seats.items():
        share, months = (
            (1.0, 0.0) if name == ALL else (org.lever[name].share, org.lever[name].months)
        )
        for period in sorted({start for start, _filled in starts}):
            filled = Linear(0.0, [(1.0, variable) for start, variable in starts if start <= period])
            by = add_months(org.calendar.first_day(period), -math.ceil(months))
            vacated = _vacated(org, x, role, team, by)
            left = filled.plus(Linear(0.0, vacated.terms), -share)
            rows.limit(
                FAMILY,
                (name, role, team, org.calendar.label(period)),
                left,
                Sense.AT_MOST,
                share * vacated.constant,
            )


def _vacated(org: Organisation, x: DecisionVariables, role: str, team: str, day: date) -> Linear:
    """Seats of a role and team that stand empty on a day."""
    total = Linear()
    for person in org.people:
        if (person.role, person.team) != (role, team) or person.is_group:
            continue
        if person.end_date is not None:
            total.constant += person.end_date < day
        for option in x.moves_of.get(person.id, ()):
            if org.calendar.first_day(option.start) <= day:
                total.add(1, x.move[option])
    return total


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Compare the backfills begun with the seats left, in each period from the first of them on.

    Parameters
    ----------
    walk
        The plan in time; contractors have levers too and are left out.

    Yields
    ------
    Measure
        Seats, by (lever, role, team, period), in each period in which a backfill has begun.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION, Lever
    >>> from orgplan.finance.unit_costs import offered_hire
    >>> lever = Lever(id="L-1", kind=LeverKind.BACKFILL, scope=ORGANISATION)
    >>> seat = offered_hire(org, "iOS engineer", "Apps", 3).replace(id="H-001", lever="L-1")
    >>> there = PlanSimulation(org.replace(levers=(lever,)), walk.plan.replace(hires=(seat,)))
    >>> [(one.key, one.required, one.planned) for one in measure(there)]
    [(('L-1', 'iOS engineer', 'Apps', '2027-Q4'), 0.0, 1)]
    """
    org, filled = (
        walk.org,
        [hire for hire in walk.plan.hires if hire.lever is not None and not hire.is_contractor],
    )
    for role, team in sorted({(hire.role, hire.team) for hire in filled}):
        mine = [hire for hire in filled if (hire.role, hire.team) == (role, team)]
        gone = [
            last
            for _, its_role, its_team, last in departures(org, walk.plan)
            if (its_role, its_team) == (role, team)
        ]
        for lever in sorted({hire.lever or "" for hire in mine}):
            days = [hire.start_date for hire in mine if hire.lever == lever]
            yield from _compare(
                org,
                (lever, role, team),
                days,
                gone,
                org.lever[lever].share,
                org.lever[lever].months,
            )
        if sum(lever.kind is LeverKind.BACKFILL for lever in org.levers) > 1:
            yield from _compare(
                org, (ALL, role, team), [hire.start_date for hire in mine], gone, 1.0, 0.0
            )


def _compare(
    org: Organisation,
    key: Key,
    days: list[date],
    gone: list[date],
    share: float,
    months: float,
) -> Iterator[Measure]:
    """Backfills begun against a share of the seats left; the delay is taken in whole months, as the
    model does.
    """
    for period, label in enumerate(org.calendar.labels):
        begun = sum(day <= org.calendar.last_day(period) for day in days)
        if begun:
            by = add_months(org.calendar.first_day(period), -math.ceil(months))
            most = share * sum(last < by for last in gone)
            yield Measure.at_most(FAMILY, (*key, label), most, begun, "seats")


seats_that_help = no_seats  # a limit on seats; who leaves is no seat
skills_that_help = no_skills


limit_name = called(N_("leavers to replace under {first}"))


def explain(measure: Measure, org: Organisation) -> str:
    """Say where more seats are backfilled than were left.

    Parameters
    ----------
    measure
        One of too many backfills.
    org
        Not read; all is in the key.

    Examples
    --------
    >>> explain(
    ...     Measure.at_most(FAMILY, ("L-1", "iOS engineer", "Apps", "2027-Q2"), 0, 1, "seats"), org
    ... )
    '2027-Q2: 1 seats of iOS engineer in Apps are backfilled under L-1, 0 may be by then: 1 too
    many. Hire them as growth, or backfill later, after the leaver and the delay.'
    """
    lever, role, team, period = measure.key
    return _(
        "{period}: {planned:g} seats of {role} in {team} are backfilled under {lever}, {required:g}"
        " may be by then: {short:g} too many. Hire them as growth, or backfill later, after the"
        " leaver and the delay.",
        **measure.figures,
        role=role,
        team=team,
        lever=lever,
    )
