r"""Recruiting has a pace: no more seats of a role are decided in a period, or filled in a year or
over the horizon, than its caps allow.

.. math::

    \sum_j hire_{rj,t+L_r} + \sum_{g \in r} recruit_{g,t+L_r} \le cap_r, \qquad
    \sum_{j,\ t \in y} hire_{rjt} + \sum_{g \in r,\ t \in y} recruit_{gt} \le cap^y_r, \qquad
    \sum_{j,t} hire_{rjt} + \sum_{g \in r,\ t} recruit_{gt} \le cap^T_r \qquad \forall r, t, y

========================  ==========================================================  =======
symbol                    meaning                                                     unit
========================  ==========================================================  =======
:math:`L_r`               lead time from decision to first day                        periods
:math:`cap_r`             most hires decided in one period (``Roles``, max_hires)      seats
:math:`cap^y_r`           most that start in fiscal year y (``max_hires_year``)        seats
:math:`cap^T_r`           most that start over the horizon (``max_hires_total``)       seats
:math:`recruit_{gt}`      recruits of a group g that is planned by numbers            heads
========================  ==========================================================  =======

Seats into positions for which recruiting is under way (status open, with a start) were decided
before and count in the year and over the horizon alone. Source: sheets ``Roles`` and ``Positions``.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from orgplan.domain import (
    Hire,
    Key,
    Measure,
    Organisation,
    PlanSimulation,
    Sense,
    lead_time,
    shown_amount,
)
from orgplan.language import N_, _

from ..model import (
    DecisionVariables,
    Linear,
    ModelSink,
    decided_in,
    first_day_of,
    no_seats,
    no_skills,
)
from ..model.naming import called, stated_as
from ..model.traits import Trait
from ..structure.measures import decision_period

FAMILY = "recruiting"
TRAITS = frozenset({Trait.CAP, Trait.STATED, Trait.SHARED, Trait.MEANS})
IN_ALL = "in all"


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State one row for each role with a cap and period of the decision.

    Parameters
    ----------
    rows
        Takes limits by (role, period) of the decisions, by (role, year N) of the first days in a
        fiscal year, and over the horizon: seats and recruits of groups. Decisions may lie before
        the horizon.
    org
        Read for `max_hires`, `max_hires_year` and `max_hires_total` of roles, and lead times.
    x
        Permanent seats and recruits; contractors don't count, and recruiting under way was decided
        before.

    Examples
    --------
    >>> slow = org.replace(roles=tuple(role.replace(max_hires=1) for role in org.roles))
    >>> emit(rows, slow, x)
    >>> print(*rows.lines[:2], sep="\n")
    recruiting(Android engineer, 2027-Q1)   limit
        hire(Android engineer,Payments,2027-Q2) + hire(Android engineer,Payments SRE,2027-Q2) ...
    """
    decided: dict[tuple[str, int], Linear] = {}
    begun: dict[tuple[str, int], Linear] = {}
    for seat, seats in x.hire.items():
        if seat.until is None:
            if seat.position is None or not org.position[seat.position].under_way:
                decided.setdefault((seat.role, decided_in(org, seat)), Linear()).add(1, seats)
            year = org.calendar.fiscal_year(org.calendar.month_of(first_day_of(org, seat)))
            begun.setdefault((seat.role, year), Linear()).add(1, seats)
    for flow, heads in x.flow.items():
        if flow.kind is None:
            role = org.person[flow.group].role
            lead = org.calendar.periods_for(
                lead_time(org, org.role[role], org.person[flow.group].team)
            )
            decided.setdefault((role, flow.period - lead), Linear()).add(1, heads)
            begun.setdefault(
                (role, org.calendar.fiscal_year(flow.period * org.calendar.months_per_period)),
                Linear(),
            ).add(1, heads)
    for (role, year), left in sorted(begun.items(), key=lambda item: item[0]):
        most = org.role[role].max_hires_year
        if most is not None:
            rows.limit(FAMILY, (role, f"year {year}"), left, Sense.AT_MOST, most)
    _limit_in_all(rows, org, begun)
    for (role, period), left in sorted(decided.items(), key=lambda item: item[0]):
        cap = org.role[role].max_hires
        if cap is not None:
            rows.limit(FAMILY, (role, org.calendar.label(period)), left, Sense.AT_MOST, cap)


def _limit_in_all(rows: ModelSink, org: Organisation, begun: dict[tuple[str, int], Linear]) -> None:
    """State one row for each role with a cap over the horizon, from what begins in each year."""
    for role in org.roles:
        total = Linear()
        for (name, _period), left in begun.items():
            if name == role.id:
                total.include(left)
        if role.max_hires_total is not None and total.terms:
            rows.limit(FAMILY, (role.id, IN_ALL), total, Sense.AT_MOST, role.max_hires_total)


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count the decisions that each period's seats go back to.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Seats and recruits of each role with a cap, in the periods and fiscal years in which there
        are any.

    Examples
    --------
    >>> from orgplan.finance.unit_costs import offered_hire
    >>> slow = org.replace(roles=tuple(role.replace(max_hires=1) for role in org.roles))
    >>> seats = tuple(
    ...     offered_hire(org, "iOS engineer", "Apps", 1).replace(id=name)
    ...     for name in ("H-001", "H-002")
    ... )
    >>> [
    ...     (one.key, one.required, one.planned)
    ...     for one in measure(PlanSimulation(slow, walk.plan.replace(hires=seats)))
    ... ]
    [(('iOS engineer', '2027-Q1'), 1, 2.0)]
    """
    org, calendar = walk.org, walk.org.calendar
    decided: dict[tuple[str, int], float] = defaultdict(float)
    begun: dict[tuple[str, int], float] = defaultdict(float)
    for role, team, day, heads, hire in _joiners(walk):
        position = org.position.get(hire.position_id or "") if hire is not None else None
        if position is None or not position.under_way:
            who = hire.candidate_id if hire is not None else None
            free = hire is not None and position is None and who is None
            start = calendar.month_of(day) if free else calendar.period_of(day)
            due = decision_period(walk, role, team, start, who, by_month=free)
            decided[role, due] += heads
        begun[role, day.year if day.month >= calendar.fiscal_year_start else day.year - 1] += heads
    for (role, period), count in sorted(decided.items()):
        cap = org.role[role].max_hires
        if cap is not None:
            yield _at_most((role, calendar.label(period)), cap, count)
    in_all: dict[str, float] = defaultdict(float)
    for (role, year), count in sorted(begun.items()):
        in_all[role] += count
        cap = org.role[role].max_hires_year
        if cap is not None:
            yield _at_most((role, f"year {year}"), cap, count)
    for role, count in in_all.items():
        cap = org.role[role].max_hires_total
        if cap is not None:
            yield _at_most((role, IN_ALL), cap, count)


def _joiners(walk: PlanSimulation) -> Iterator[tuple[str, str, date, float, Hire | None]]:
    """Role, team, first day, heads and seat of all who come from outside for good."""
    for hire in walk.plan.hires:
        if not hire.is_contractor:
            yield hire.role, hire.team, hire.start_date, 1.0, hire
    for action in walk.plan.group_actions:
        if action.kind is None:
            group = walk.org.person[action.group]
            yield group.role, group.team, action.start_date, action.heads, None


def _at_most(key: Key, cap: float, count: float) -> Measure:
    return Measure.at_most(FAMILY, key, cap, count, "seats")


seats_that_help = no_seats  # a limit on seats
skills_that_help = no_skills


limit_name = called(N_("recruiting pace of {first}"))
stated = stated_as(N_("recruiting pace ('Max hires') of {first}"))


def given(org: Organisation, key: Key, amount: float) -> str:
    """A pace that gives, and by how much.

    Parameters
    ----------
    org
        Unused: the key has the name.
    key
        Role and period.
    amount
        Seats beyond the cap.

    Examples
    --------
    >>> given(org, ("iOS engineer", "2027-Q1"), 2)
    "recruiting of iOS engineer, 2027-Q1: 2 above 'Max hires'"
    """
    return _(
        "recruiting of {role}, {period}: {amount} above 'Max hires'",
        role=key[0],
        period=key[1],
        amount=shown_amount(amount),
    )


def explain(measure: Measure, org: Organisation) -> str:
    """Say which role is recruited too fast.

    Parameters
    ----------
    measure
        One of a role that is recruited too fast.
    org
        Unused: key and figures of the measure have all that it takes.

    Returns
    -------
    str
        In the language of the run; which cap it was follows from the key.

    Examples
    --------
    >>> explain(Measure.at_most(FAMILY, ("iOS engineer", "2027-Q1"), 1, 2, "seats"), org)
    '2027-Q1: 2 seats of iOS engineer are decided, at most 1 can be recruited per period: 1 too
    many. Spread them out, or raise max_hires in Roles.'
    """
    role, period = measure.key
    if period == IN_ALL:
        return _(
            "{planned:g} seats of {role} are filled in all, at most {required:g} can be over the"
            " horizon: {short:g} too many. Hire fewer, or raise 'Max hires total' in Roles.",
            **measure.figures,
            role=role,
        )
    done, each, cap = (
        (_("filled"), _("year"), "max_hires_year")
        if period.startswith("year ")
        else (_("decided"), _("period"), "max_hires")
    )
    return _(
        "{period}: {planned:g} seats of {role} are {done}, at most {required:g} can be recruited"
        " per {each}: {short:g} too many. Spread them out, or raise {cap} in Roles.",
        **measure.figures,
        role=role,
        done=done,
        each=each,
        cap=cap,
    )
