"""Whether a rule is triggered, seats started for it, and shortfalls in whole heads.

Only `emit` functions and the solver room use this module; the checker simulates the same quantities
on its own.
"""

import math
from collections.abc import Iterable

from orgplan.domain import (
    ORGANISATION,
    Key,
    NeedKind,
    Organisation,
    Part,
    Rounding,
    Rule,
    Scope,
    Strength,
)

from .decisions import DecisionVariables
from .interface import ModelSink
from .linear import Linear
from .presence import fewest_heads, heads, most_heads


def trigger(
    rows: ModelSink, org: Organisation, x: DecisionVariables, rule: Rule, scope: Scope, period: int
) -> Linear | None:
    """Whether a rule is triggered in a scope and period: 1, an expression in 0/1 variables, or
    ``None`` where it never can.

    Where it is triggered from a number of heads on, ``heads <= low - 1 + (most heads - low + 1) z``
    makes z 1 as soon as heads reach it. Where it is triggered below a number only, b may be 1, and
    stands against z, when ``heads >= fewest + (high - fewest) b``. Both rest on the smallest valid
    bounds of that scope. A second number of heads has a w of its own; both are reached when ``z + w
    - 1`` is 1. So have product lines and load, of which either will do.

    Parameters
    ----------
    rows
        Takes at most one 0/1 variable and one tie for each condition that is not settled
        beforehand.
    org
        Read for roster, product lines and needs.
    x
        Whatever decides on heads.
    rule
        Its conditions; one that is not in force is not triggered.
    scope
        One of the rule's.
    period
        Index of a period, 0 for the first.

    Returns
    -------
    Linear | None
        At least 1 as soon as the rule is triggered, and never more than 1; ``None`` where no plan
        can trigger it.

    Examples
    --------
    >>> (
    ...     trigger(rows, org, x, org.rule["span"], org.rule["span"].scopes[0], 0),
    ...     trigger(rows, org, x, org.rule["echelon"], org.rule["echelon"].scopes[0], 1),
    ... )
    (Linear(constant=1.0, terms=[]), Linear(constant=0.0, terms=[(1.0, 'z[echelon, Payments,
    trigger, 2027-Q2]')]))
    """
    if not rule.in_force(period):
        return None
    low, high = rule.trigger_from or 0, math.inf if rule.below is None else rule.below
    part = org.part(scope)
    count = heads(org, x, part, rule.counted, period)
    fewest, most = (
        fewest_heads(org, x, part, rule.counted, period),
        most_heads(org, x, part, rule.counted, period),
    )
    if most < low or fewest >= high or low >= high:
        return None
    lines_or_load = _lines_or_load(rows, org, rule, scope, period, count, fewest, most)
    if lines_or_load is None:
        return None
    family, label = rule.family, org.calendar.label(period)
    is_triggered = _at_least_indicator(
        rows, family, (rule.id, scope.label, "trigger", label), count, fewest, most, low
    )
    if most >= high:
        key = (rule.id, scope.label, "beyond", label)
        b = rows.binary(family, key)
        rows.link(family, key, Linear(0.0, [(high - fewest, b)]).plus(count, -1), -fewest)
        is_triggered = is_triggered.plus(Linear(0.0, [(-1.0, b)]))
    is_triggered = _and_also(is_triggered, lines_or_load)
    if rule.also_threshold is None:
        return is_triggered
    also = _second_trigger(rows, org, x, rule, scope, period, rule.also_threshold)
    return None if also is None else _and_also(is_triggered, also)


def _and_also(one: Linear, other: Linear) -> Linear:
    """1 where both are; a condition that always holds changes nothing."""
    return one if not other.terms else one.plus(other).plus(Linear(-1.0))


def _lines_or_load(
    rows: ModelSink,
    org: Organisation,
    rule: Rule,
    scope: Scope,
    period: int,
    count: Linear,
    fewest: int,
    most: int,
) -> Linear | None:
    """Whether there are product lines enough (a fact), or more work asked for than so much for each
    head: 1, a 0/1 variable, or ``None`` where neither can be.

    ``work - load_over x heads <= M z`` makes z 1 as soon as the work is more; M is what it is more
    by at the fewest heads.
    """
    lines = rule.product_lines_over
    if lines is not None and len(org.product_lines(scope)) > lines:
        return Linear(1.0)
    if rule.load_over is None:
        return Linear(1.0) if lines is None else None
    work = work_asked(org, scope, period)
    beyond = work - rule.load_over * fewest
    if beyond <= 0:
        return None
    if work > rule.load_over * most:
        return Linear(1.0)
    key = (rule.id, scope.label, "load", org.calendar.label(period))
    z = rows.binary(rule.family, key)
    rows.link(rule.family, key, Linear(0.0, [(-beyond, z)]).plus(count, -rule.load_over), -work)
    return Linear.of(z)


def work_asked(org: Organisation, scope: Scope, period: int) -> float:
    """FTE of work that the capacity needs inside a scope ask for.

    Parameters
    ----------
    org
        The organisation.
    scope
        Where; needs of teams, locations and product lines inside it are included.
    period
        Number of the period.

    Returns
    -------
    float
        Sum of what is required, musts and shoulds alike; needs that are off ask for nothing.

    Examples
    --------
    >>> work_asked(org, org.need["N-003"].scope, 0)
    3.5
    """
    return math.fsum(
        need.required[period]
        for need in org.needs
        if need.kind is NeedKind.CAPACITY
        and need.strength is not Strength.OFF
        and org.contains(scope, need.scope)
    )


def _second_trigger(
    rows: ModelSink,
    org: Organisation,
    x: DecisionVariables,
    rule: Rule,
    scope: Scope,
    period: int,
    low: int,
) -> Linear | None:
    """Whether the heads of a rule's second condition have reached their number: 1, a 0/1 variable,
    or ``None`` where they never can.
    """
    part = org.part(ORGANISATION if rule.also_anywhere else scope)
    count, most = (
        heads(org, x, part, rule.also_counts, period),
        most_heads(org, x, part, rule.also_counts, period),
    )
    if most < low:
        return None
    fewest, key = (
        fewest_heads(org, x, part, rule.also_counts, period),
        (rule.id, scope.label, "also", org.calendar.label(period)),
    )
    return _at_least_indicator(rows, rule.family, key, count, fewest, most, low)


def _at_least_indicator(
    rows: ModelSink,
    family: str,
    key: Key,
    count: Linear,
    fewest: int,
    most: int,
    low: int,
) -> Linear:
    """1 where the heads are there whatever is decided, else a 0/1 variable that is 1 as soon as
    they are.
    """
    if fewest >= low:
        return Linear(1.0)
    z = rows.binary(family, key)
    rows.link(family, key, count.plus(Linear.of(z), low - 1 - most), low - 1)
    return Linear.of(z)


def new_seats(
    org: Organisation,
    x: DecisionVariables,
    part: Part,
    selectors: Iterable[str],
    start: int,
    *,
    growth: bool,
) -> Linear:
    """Seats of the selected roles that are filled in a part on the first day of a period, and
    recruits of groups; of growth, or all.

    Parameters
    ----------
    org
        Read for role families.
    x
        Seats, and recruits of groups.
    part
        Teams, and a location where only one counts.
    selectors
        Role ids or families; empty selects all.
    start
        Index of the period.
    growth
        Whether backfills and contractors are left out.

    Returns
    -------
    Linear
        Heads.

    Examples
    --------
    >>> new_seats(org, x, org.part(org.need["N-003"].scope), ["iOS engineer"], 1, growth=True)
    Linear(constant=0.0, terms=[(1, 'hire(iOS engineer,Apps,2027-Q2)')])
    """
    chosen, total = tuple(selectors), Linear()
    for seat, seats in x.hire.items():
        if (
            seat.start == start
            and seat.place in part
            and (seat.grows or not growth)
            and org.matches(seat.role, chosen)
        ):
            total.add(1, seats)
    for flow, recruits in x.flow.items():
        group = org.person.get(flow.group)
        if flow.kind is None and flow.period == start and group is not None:
            total.add(
                float((group.team, group.location) in part and org.matches(group.role, chosen)),
                recruits,
            )
    return total


def most_new_seats(
    org: Organisation, x: DecisionVariables, part: Part, selectors: Iterable[str]
) -> float:
    """Smallest valid upper bound of :func:`new_seats`, of growth over the horizon or of all kinds
    in one period.

    Parameters
    ----------
    org
        Read for role families.
    x
        Bounds of seats and of recruits.
    part
        Teams; the location counts for groups only.
    selectors
        Role ids or families; empty selects all.

    Returns
    -------
    float
        Heads, in parts where groups recruit so.

    Examples
    --------
    >>> most_new_seats(org, x, org.part(org.need["N-003"].scope), ["iOS engineer"])
    8
    """
    chosen = tuple(selectors)
    seats = sum(
        bound
        for (role, team), bound in x.hire_bound.items()
        if team in part.teams and org.matches(role, chosen)
    )
    groups = (org.person[group] for group in x.most_recruits)
    recruits = (
        x.most_recruits[g.id]
        for g in groups
        if (g.team, g.location) in part and org.matches(g.role, chosen)
    )
    return seats + sum(recruits)


def made_whole(rounding: Rounding, granule: float) -> tuple[float, float]:
    """What is added to the left side, in heads, so that a whole shortfall is counted against the
    rounded right side: at least, at most.

    With whole heads n and a right side that is a multiple of `granule`, ``ceil(right - n - first)``
    is ``round(right) - n`` and ``ceil(n - right - second)`` is ``n - round(right)``: half a granule
    keeps clear of the edges.

    Parameters
    ----------
    rounding
        How the rule rounds heads.
    granule
        Step of the right side, in heads: 0.1 for a tenth of whole heads.

    Returns
    -------
    first, second : float
        For rows that ask for at least, and for at most.

    Examples
    --------
    >>> n, right, granule = 2, 2.7, 0.1
    >>> for rounding in (Rounding.UP, Rounding.NEAREST, Rounding.DOWN):
    ...     first, _second = made_whole(rounding, granule)
    ...     math.ceil(right - n - first)
    1
    1
    0
    """
    clear = granule / 2
    return {
        Rounding.UP: (0.0, 1 - clear),
        Rounding.NEAREST: (0.5 - clear, 0.5 + clear),
        Rounding.DOWN: (1 - clear, 0.0),
    }[rounding]
