r"""Teams keep their size: no more heads than the cap of a team or budget line, and no fewer than a
team's minimum.

.. math::

    N_{St} \le cap_S, \qquad N_{jt} + u_{jt} \ge min_j \qquad \forall S, j, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`N_{St}`            heads of a scope at the end of a period                     heads
:math:`cap_S`             ``Teams`` max_headcount, ``Budget`` headcount                heads
:math:`min_j`             ``Teams`` min_headcount                                     heads
:math:`u_{jt}`            shortfall                                                   heads
========================  ==========================================================  =====

Heads are people employed on the last day of the period, whatever their FTE. Source: sheets
``Teams`` and ``Budget``.
"""

import math
from collections.abc import Iterator

from orgplan.domain import (
    TOLERANCE,
    Key,
    Measure,
    Organisation,
    Part,
    PlanSimulation,
    Role,
    Scope,
    ScopeKind,
    Sense,
    Strength,
    heads_of,
    scope_in_words,
    shown_amount,
)
from orgplan.language import _, in_clauses, with_values

from ..model import (
    DecisionVariables,
    HeadcountUpperBounds,
    Linear,
    ModelSink,
    heads,
    no_skills,
    situations,
)
from ..model.traits import Trait

FAMILY = "headcount"
TRAITS = frozenset({Trait.HEADS, Trait.CAP, Trait.STATED, Trait.SHARED})


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State caps and minima of teams, and caps of budget lines.

    Parameters
    ----------
    rows
        Takes a limit by (team or line, at most, period), and a must by (team, at least, period):
        heads at the end of the period.
    org
        Read for the limits of teams (sheet Teams) and the headcount of budget lines.
    x
        Seats, moves, redundancies and flows of groups.

    Examples
    --------
    >>> emit(rows, org, x)
    >>> print(*rows.lines[:2], sep="\n")
    headcount(Apps, at most, 2027-Q1)   limit
        6 <= 14
    """
    limited = [one for one in org.teams if one.max_headcount is not None or one.min_headcount]
    for team in limited:
        for period, label in enumerate(org.calendar.labels):
            count = heads(org, x, Part(frozenset({team.id})), (), period)
            if team.max_headcount is not None:
                rows.limit(
                    FAMILY, (team.id, "at most", label), count, Sense.AT_MOST, team.max_headcount
                )
            if team.min_headcount:
                rows.demand(
                    FAMILY,
                    (team.id, "at least", label),
                    count,
                    team.min_headcount,
                    Strength.MUST,
                    1.0,
                )
    for line in org.budget:
        for period in line.periods if line.headcount is not None else ():
            rows.limit(
                FAMILY,
                (line.id, "at most", org.calendar.label(period)),
                _heads_of(org, x, line.scope, period),
                Sense.AT_MOST,
                line.headcount or 0,
            )


def _heads_of(org: Organisation, x: DecisionVariables, scope: Scope, period: int) -> Linear:
    """Heads of a scope; in a cost centre, which splits teams, person by person."""
    if scope.kind is not ScopeKind.COST_CENTRE:
        return heads(org, x, org.part(scope), (), period)
    total, last = Linear(), org.calendar.last_day(period)
    for person in org.people:
        for at in situations(org, x, person, period):
            if org.cost_centre(at.place[0], person, last) == scope.name:
                total.include(at.here)
    for seat, seats in x.hire.items():
        if seat.there(period) and org.cost_centre(seat.team) == scope.name:
            total.add(1, seats)
    return total


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count heads at the end of each period.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Heads; a minimum is missed by whole heads, rounded up.

    Examples
    --------
    >>> [(one.key, one.required, one.planned) for one in measure(walk)][:2]
    [(('Apps', 'at most', '2027-Q1'), 14, 6.0), (('Apps', 'at most', '2027-Q2'), 14, 6.0)]
    """
    org = walk.org
    for team in org.teams:
        if team.max_headcount is None and not team.min_headcount:
            continue  # of hundreds of teams, most have no limit
        scope = Scope(kind=ScopeKind.TEAM, name=team.id)
        for period, label in enumerate(org.calendar.labels):
            count = walk.heads(period, scope)
            if team.max_headcount is not None:
                yield _at_most((team.id, "at most", label), team.max_headcount, count)
            if team.min_headcount:
                short = max(0, math.ceil(team.min_headcount - count - TOLERANCE))
                yield Measure(
                    FAMILY,
                    (team.id, "at least", label),
                    team.min_headcount,
                    count,
                    short,
                    "heads",
                    strength=Strength.MUST,
                )
    for line in org.budget:
        for period in line.periods if line.headcount is not None else ():
            cap, count = line.headcount or 0, _count(walk, line.scope, period)
            yield _at_most((line.id, "at most", org.calendar.label(period)), cap, count)


def _at_most(key: Key, cap: float, count: float) -> Measure:
    return Measure.at_most(FAMILY, key, cap, count, "heads")


def _count(walk: PlanSimulation, scope: Scope, period: int) -> float:
    """The checker's :func:`_heads_of`."""
    if scope.kind is not ScopeKind.COST_CENTRE:
        return walk.heads(period, scope)
    day = walk.org.calendar.last_day(period)
    return heads_of(
        member
        for member in walk.at_end(period)
        if walk.org.cost_centre(member.team, member.person, day) == scope.name
    )


def seats_that_help(org: Organisation, role: Role, team: str, bounds: HeadcountUpperBounds) -> int:
    """The minimum of the team.

    Parameters
    ----------
    org
        Read for the team's minimum.
    role, team
        The kind of seat; any role will do.
    bounds
        Unused: what is asked for does not depend on how many there may be.

    Returns
    -------
    int
        Heads; 0 without a minimum.

    Examples
    --------
    >>> teams = tuple(team.replace(min_headcount=8) for team in org.teams)
    >>> seats_that_help(
    ...     org.replace(teams=teams),
    ...     org.role["iOS engineer"],
    ...     "Apps",
    ...     HeadcountUpperBounds({}, {}, {}, {}),
    ... )
    8
    """
    return org.team[team].min_headcount or 0


skills_that_help = no_skills  # heads, whatever they can do


def _whose(org: Organisation, key: Key) -> str:
    """The team, or whatever a budget line is for."""
    line = next((line for line in org.budget if line.id == key[0]), None)
    return key[0] if line is None else scope_in_words(line.scope.label)


def limit_name(org: Organisation, key: Key) -> str:
    """A limit on heads by whose they are.

    Parameters
    ----------
    org
        Read for the scopes of budget lines.
    key
        Team or budget line, and which side.

    Examples
    --------
    >>> limit_name(org, ("Apps", "at most"))
    'headcount of Apps, at most'
    """
    return _("headcount of {first}, {second}", first=_whose(org, key), second=_(key[1]))


def stated(org: Organisation, key: Key, when: str) -> str:
    """A limit on heads, as it stands on Teams or Budget.

    Parameters
    ----------
    org
        Read for teams and budget.
    key
        Team or budget line, which side, and period.
    when
        Periods in words.

    Returns
    -------
    str
        In the language of the run, with the limit in heads.

    Examples
    --------
    >>> stated(org, ("Apps", "at most", "2027-Q1"), "2027-Q1")
    'headcount of Apps, at most 14, 2027-Q1'
    """
    line = next((line for line in org.budget if line.id == key[0]), None)
    team = org.team.get(key[0])
    if line is not None:
        heads: float | None = line.headcount
    elif team is not None:
        heads = team.max_headcount if key[1] == "at most" else team.min_headcount
    else:
        heads = None
    bound = _("{bound} {heads}", bound=_(key[1]), heads=shown_amount(heads or 0))
    names = in_clauses([_whose(org, key), bound])
    return _("headcount of {names}, {periods}", names=names, periods=when)


def given(org: Organisation, key: Key, amount: float) -> str:
    """A limit on heads that gives, and by how much.

    Parameters
    ----------
    org
        Read for the scope of a budget line.
    key
        Team or budget line, which side, and period.
    amount
        Heads beyond the limit.

    Examples
    --------
    >>> given(org, ("Apps", "at most", "2027-Q1"), 2)
    'headcount of Apps, 2027-Q1: 2 above the cap'
    """
    side = (
        _("headcount of {name}, {period}: {amount} above the cap")
        if key[1] == "at most"
        else _("headcount of {name}, {period}: {amount} below the minimum")
    )
    values = {"name": _whose(org, key), "period": key[2], "amount": shown_amount(amount)}
    return with_values(side, **values)


def explain(measure: Measure, org: Organisation) -> str:
    """Say which team or budget line has too many or too few heads.

    Parameters
    ----------
    measure
        One of a cap or a minimum that is missed.
    org
        Read for the scope of a budget line.

    Examples
    --------
    >>> explain(Measure.at_most(FAMILY, ("Apps", "at most", "2027-Q1"), 14, 16, "heads"), org)
    '2027-Q1: Apps has 16 heads, the cap is 14: 2 too many. Hire elsewhere or later, or raise
    the cap.'
    """
    _where, bound, period = measure.key
    figures = {
        "period": period,
        "name": _whose(org, measure.key),
        "planned": shown_amount(measure.planned),
        "required": shown_amount(measure.required),
        "short": shown_amount(measure.shortfall),
    }
    if bound == "at most":
        return _(
            "{period}: {name} has {planned} heads, the cap is {required}: {short} too many. Hire"
            " elsewhere or later, or raise the cap.",
            **figures,
        )
    return _(
        "{period}: {name} has {planned} heads, the minimum is {required}: {short} short. Hire, or"
        " lower the minimum.",
        **figures,
    )
