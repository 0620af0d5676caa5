r"""Groups keep their size: no more heads in a group than it may have, and no fewer than it must
have.

.. math::

    N_{gt} \le max_g, \qquad N_{gt} + u_{gt} \ge min_g \qquad \forall g, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`N_{gt}`            heads of a group at the end of a period (``group_stock``)   heads
:math:`max_g`             most heads of it (``Roster``, max_headcount)                heads
:math:`min_g`             fewest heads of it (``Roster``, min_headcount)              heads
:math:`u_{gt}`            shortfall                                                   heads
========================  ==========================================================  =====

Heads are those that are expected, in parts where attrition leaves parts. The fewest are a must;
named people beside a group, and its team, have limits of their own (``headcount``). Source:
manpower planning (limits on a grade).
"""

from collections.abc import Iterator

from orgplan.domain import (
    CRUMB,
    Key,
    Measure,
    Organisation,
    PlanSimulation,
    Sense,
    Strength,
    shown_amount,
)
from orgplan.language import N_, _, with_values

from ..model import DecisionVariables, ModelSink, no_seats, no_skills, stock
from ..model.naming import called
from ..model.traits import Trait

FAMILY = "group_size"
TRAITS = frozenset({Trait.CAP, Trait.STATED, Trait.SHARED})


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State the limits of each group that has any, period by period.

    Parameters
    ----------
    rows
        Takes a limit by (group, at most, period), and a must by (group, at least, period): heads in
        parts.
    org
        Read for `min_headcount` and `max_headcount` of its groups (sheet Roster).
    x
        Flows into and out of the groups.

    Examples
    --------
    >>> workers = org.replace(people=(org.person["P05"].replace(headcount=40.0, max_headcount=38),))
    >>> emit(rows, workers, DecisionVariables({}, {}, {}))
    >>> print(*rows.lines[:2], sep="\n")
    group_size(P05, at most, 2027-Q1)   limit
        39.1748 <= 38
    """
    for group in org.groups:
        most, fewest = group.max_headcount, group.min_headcount
        for period, label in enumerate(org.calendar.labels):
            if most is not None:
                count = stock(org, x, group, period)
                rows.limit(FAMILY, (group.id, "at most", label), count, Sense.AT_MOST, most)
            if fewest:
                key, count = (group.id, "at least", label), stock(org, x, group, period)
                rows.demand(FAMILY, key, count, fewest, Strength.MUST, 1.0, whole=False)


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count each group that has limits at the end of each period.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Heads, in parts, of each group that has limits; less than :data:`CRUMB` is nothing.

    Examples
    --------
    >>> workers = org.replace(people=(org.person["P05"].replace(headcount=40.0, max_headcount=38),))
    >>> first = next(measure(PlanSimulation(workers, walk.plan)))
    >>> first.key, first.required, round(first.planned, 2), round(first.shortfall, 2)
    (('P05', 'at most', '2027-Q1'), 38.0, 39.17, 1.17)
    """
    for group in walk.org.groups:
        for period, label in enumerate(walk.org.calendar.labels):
            heads = walk.groups[group.id, period].heads
            if group.max_headcount is not None:
                key = (group.id, "at most", label)
                yield Measure.at_most(
                    FAMILY, key, group.max_headcount, heads, "heads", within=CRUMB
                )
            if group.min_headcount:
                key, short = (group.id, "at least", label), group.min_headcount - heads
                yield Measure(
                    FAMILY,
                    key,
                    group.min_headcount,
                    heads,
                    short if short > CRUMB else 0.0,
                    "heads",
                    strength=Strength.MUST,
                )


seats_that_help = no_seats  # seats of their own beside a group are none of its heads
skills_that_help = no_skills  # heads, whatever they can do


_MOST = called(N_("most heads of the group {first}"))
_FEWEST = called(N_("fewest heads of the group {first}"))


def limit_name(org: Organisation, key: Key) -> str:
    """What a row is about.

    Parameters
    ----------
    org
        Unused: the key has the name.
    key
        Group, which side, and period.

    Examples
    --------
    >>> limit_name(org, ("Line workers", "at most", "2027-Q1"))
    'most heads of the group Line workers'
    """
    return (_MOST if key[1] == "at most" else _FEWEST)(org, key)


def stated(org: Organisation, key: Key, when: str) -> str:
    """A limit on a group, as it stands on Roster.

    Parameters
    ----------
    org
        Read for the limits of the group.
    key
        Group, which side, and period.
    when
        Periods in words.

    Returns
    -------
    str
        In the language of the run, with the limit in heads.

    Examples
    --------
    >>> workers = org.replace(people=(org.person["P05"].replace(headcount=40.0, max_headcount=38),))
    >>> stated(workers, ("P05", "at most", "2027-Q1"), "2027-Q1")
    'most heads of the group P05: 38, 2027-Q1'
    """
    group = org.person[key[0]]
    heads = group.max_headcount if key[1] == "at most" else group.min_headcount
    return _(
        "{limit}: {amount}, {when}",
        limit=limit_name(org, key),
        amount=shown_amount(heads or 0),
        when=when,
    )


def given(org: Organisation, key: Key, amount: float) -> str:
    """A limit on a group that gives, and by how much.

    Parameters
    ----------
    org
        Unused: the key has the name.
    key
        Group, which side, and period.
    amount
        Heads beyond the limit.

    Examples
    --------
    >>> given(org, ("Line workers", "at least", "2027-Q1"), 2.5)
    'group Line workers, 2027-Q1: 2.5 below the fewest that it must have'
    """
    side = (
        _("group {name}, {period}: {amount} above the most that it may have")
        if key[1] == "at most"
        else _("group {name}, {period}: {amount} below the fewest that it must have")
    )
    return with_values(side, name=key[0], period=key[2], amount=shown_amount(amount))


def explain(measure: Measure, org: Organisation) -> str:
    """Say which group has too many or too few heads.

    Parameters
    ----------
    measure
        One of a group that is too large or too small.
    org
        Unused: key and figures of the measure have all that it takes.

    Examples
    --------
    >>> explain(
    ...     Measure.at_most(FAMILY, ("Line workers", "at most", "2027-Q1"), 40, 42.5, "heads"), org
    ... )
    "2027-Q1: the group Line workers has 42.5 heads and may have 40 at most: 2.5 too many. Hire
    fewer into it, move or let some go by a lever, or raise 'Max headcount' on Roster."
    """
    group, bound, period = measure.key
    sentence = (
        _(
            "{period}: the group {name} has {planned} heads and may have {required} at most:"
            " {short} too many. Hire fewer into it, move or let some go by a lever, or raise"
            " 'Max headcount' on Roster."
        )
        if bound == "at most"
        else _(
            "{period}: the group {name} has {planned} heads and must have at least {required}:"
            " {short} short. Hire into it, let fewer move out, or lower 'Min headcount' on Roster."
        )
    )
    return with_values(
        sentence,
        period=period,
        name=group,
        planned=shown_amount(measure.planned),
        required=shown_amount(measure.required),
        short=shown_amount(measure.shortfall),
    )
