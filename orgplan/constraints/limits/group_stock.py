r"""Nobody moves who isn't there: those who leave a group by the plan, or go on short time, are
there and have learned the job.

.. math::

    N_{gt} = \nu_g \sigma_g^{t+1} + \sum_{\tau \le t} (\sigma^1_{g,t-\tau}\, recruit_{g\tau} +
    \sigma_g^{t-\tau+\alpha}\, in_{g\tau}
    + (1 - \delta)\sigma_g^{t-\tau}\, down_{g\tau} - \sigma_g^{t-\tau}\, out_{g\tau}) &\ge M_{gt} &&
    \forall g, t \\
    short_{gt} &\le N_{gt} - M_{gt} && \forall g, t

========================  ==========================================================  =====
symbol                    meaning                                                     unit
========================  ==========================================================  =====
:math:`\nu_g`             heads of the group today (``Roster``, headcount)             heads
:math:`\sigma_g`          share that stays a period: (1 − attrition)^(months / 12)     0–1
:math:`\sigma^1_{gq}`     the same of recruits (``attrition_first_year``), q periods on  0–1
:math:`recruit_{g\tau}`   people hired into the group                                 heads
:math:`in_{g\tau}`        moved into it, at its later rate                              heads
:math:`\alpha`            1 where movers leave from the period of the move on, else 0  0/1
:math:`down_{g\tau}`      downgraded into it; the share δ (delta) leaves              heads
:math:`\delta`            share that leaves on a downgrading (``Levers``, share)       0–1
:math:`out_{g\tau}`       moved out of it, or let go                                   heads
:math:`short_{gt}`        heads on short time                                         heads
:math:`M_{gt}`            output missing during ramp and hand-over, or taken by recruits  heads
========================  ==========================================================  =====

The balance is stated in closed form, so that it has no columns of its own. Whether movers leave
from the period of the move on, or only afterwards, says ``movers_leave_at_once`` (``Assumptions``).
Source: manpower planning (Price and Piskor; Williams).
"""

from collections.abc import Iterator

from orgplan.domain import (
    CRUMB,
    Key,
    LeverKind,
    Measure,
    Organisation,
    PlanSimulation,
    Sense,
    shown_amount,
)
from orgplan.language import N_, _

from ..model import (
    DecisionVariables,
    Linear,
    ModelSink,
    no_seats,
    no_skills,
    ramp_loss,
    stock,
)
from ..model.naming import called

FAMILY = "group_stock"


def emit(rows: ModelSink, org: Organisation, x: DecisionVariables) -> None:
    r"""State both rows for each group and period in which something can be decided about it.

    Parameters
    ----------
    rows
        Takes limits by (group, heads, period) and (group, short time, period): heads in parts, at
        least 0.
    org
        Read for its groups, their attrition and ramp.
    x
        Flows of groups; a group about which nothing is decided has no row.

    Examples
    --------
    >>> workers = org.replace(people=(org.person["P05"].replace(headcount=40.0),))
    >>> from orgplan.constraints.model import GroupFlowKey
    >>> chosen = DecisionVariables(
    ...     {}, {}, {}, flow={GroupFlowKey(LeverKind.REDUNDANCY, "L-1", "P05", None, 1): "let go"}
    ... )
    >>> emit(rows, workers, chosen)
    >>> print(*rows.lines[:2], sep="\n")
    group_stock(P05, heads, 2027-Q2)   limit
        38.3667 - let go >= 0
    """
    for group in org.groups:
        for period, label in enumerate(org.calendar.labels):
            heads = stock(org, x, group, period).plus(ramp_loss(org, x, group, period), -1)
            if heads.terms:
                rows.limit(FAMILY, (group.id, "heads", label), heads, Sense.AT_LEAST, 0.0)
            short = [
                (1.0, x.flow[flow])
                for flow in x.flows_of.get(group.id, ())
                if flow.kind is LeverKind.SHORT_TIME and flow.period == period
            ]
            if short:
                rows.limit(
                    FAMILY,
                    (group.id, "short time", label),
                    heads.plus(Linear(0.0, short), -1),
                    Sense.AT_LEAST,
                    0.0,
                )


def measure(walk: PlanSimulation) -> Iterator[Measure]:
    """Count each group at the end of each period, and those of it on short time.

    Parameters
    ----------
    walk
        The plan in time.

    Yields
    ------
    Measure
        Heads that are there and have learned the job; overdrafts below a rounding are 0. Short time
        is judged in the periods in which there is any.

    Examples
    --------
    >>> workers = org.replace(people=(org.person["P05"].replace(headcount=40.0),))
    >>> first = next(measure(PlanSimulation(workers, walk.plan)))
    >>> first.key, round(first.planned, 2), first.shortfall
    (('P05', 'heads', '2027-Q1'), 39.17, 0.0)
    """
    period_of = walk.org.calendar.period_of
    for group in walk.org.groups:
        for period, label in enumerate(walk.org.calendar.labels):
            heads = walk.groups[group.id, period].heads - walk.groups[group.id, period].ramping
            yield Measure(FAMILY, (group.id, "heads", label), 0.0, heads, _beyond(-heads), "heads")
            short = sum(
                action.heads
                for action in walk.plan.group_actions
                if action.group == group.id
                and action.kind is LeverKind.SHORT_TIME
                and period_of(action.start_date) == period
            )
            if short:
                yield Measure(
                    FAMILY,
                    (group.id, "short time", label),
                    short,
                    heads,
                    _beyond(short - heads),
                    "heads",
                )


def _beyond(short: float) -> float:
    return short if short > CRUMB else 0.0


seats_that_help = no_seats  # a balance of heads, not a wish for them
skills_that_help = no_skills


_THERE = called(N_("enough people in {first}"))
_SHORT = called(N_("short time in {first}"))


def limit_name(org: Organisation, key: Key) -> str:
    """What a row is about, the group by its name.

    Parameters
    ----------
    org
        Read for the group's name.
    key
        Group, which row (heads, short time), and period.

    Examples
    --------
    >>> limit_name(org, ("Line workers", "heads", "2027-Q1"))
    'enough people in Line workers'
    """
    named = (org.person[key[0]].name if key[0] in org.person else key[0], *key[1:])
    return (_THERE if key[1] == "heads" else _SHORT)(org, named)


def explain(measure: Measure, org: Organisation) -> str:
    """Say which group would be overdrawn.

    Parameters
    ----------
    measure
        One of a group that is overdrawn.
    org
        Read for the group's name.

    Examples
    --------
    >>> explain(Measure(FAMILY, ("P05", "heads", "2027-Q1"), 0.0, -1.5, 1.5, "heads"), org)
    '2027-Q1: of Elif Kaya (P05) more are moved out, let go or busy with recruits than are there
    and have learned the job: 1.5 too many. Spread it over more periods, or recruit into the
    group.'
    """
    group, what, period = measure.key
    done = (
        _("moved out, let go or busy with recruits") if what == "heads" else _("put on short time")
    )
    return _(
        "{period}: of {name} ({group}) more are {done} than are there and have learned the job:"
        " {short} too many. Spread it over more periods, or recruit into the group.",
        period=period,
        name=org.person[group].name,
        group=group,
        done=done,
        short=shown_amount(measure.shortfall),
    )
