"""Walks of heads, seats and FTE: opening plus what comes less what goes is closing, by team and
period, from one declaration.

A :class:`Stay` says that somebody, or an open seat, counts in a team from one day to another, and
how it came and went. Every figure of a walk is a sum over stays, so that each walk ties whatever
happens.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from orgplan.domain import (
    GroupAction,
    GroupState,
    LeverKind,
    Organisation,
    Plan,
    PlanSimulation,
)

from .stays import DAY, Flow, Stay, seat_stays, stays


class Counted(StrEnum):
    """What a walk counts.

    Heads are people employed on the last day of a period. Seats are heads and what is approved but
    vacant: a seat that the plan fills is open from the day of its decision, one that somebody
    leaves stays open where it is to be refilled. FTE is the share of full time that the heads are
    contracted for.

    Examples
    --------
    >>> op.Counted("FTE")
    <Counted.FTE: 'FTE'>
    """

    HEADS = "heads"
    SEATS = "seats"
    FTE = "FTE"


ARRIVALS = (Flow.JOINERS, Flow.HIRES, Flow.BACKFILLS, Flow.TRANSFERS_IN)
DEPARTURES = (Flow.TRANSFERS_OUT, Flow.LEAVERS)


@dataclass(frozen=True)
class WalkRow:
    """One team and cost centre in one period: ``opening + arrivals - departures = closing``.

    Attributes
    ----------
    counted
        The unit of all amounts: heads, seats or FTE.
    team, centre
        Where they are booked.
    period
        0 for the first.
    opening, closing
        On the day before the period, and on its last day.
    flows
        Column → amount; what is not there is nothing.
    expected_left
        Of the closing, how many are expected to have left by then, as capacity and pay count them;
        named people stay on the walk until they go.

    Examples
    --------
    >>> row = planned.assessment.headcount[0]
    >>> row.team, row.opening
    ('Payments', 9.0)
    """

    counted: Counted
    team: str
    centre: str
    period: int
    opening: float
    closing: float
    flows: dict[Flow, float] = field(default_factory=dict)
    expected_left: float = 0.0

    def flow(self, flow: Flow) -> float:
        """Amount of a column.

        Parameters
        ----------
        flow
            A column of the walk.

        Returns
        -------
        float
            Heads, seats or FTE, as the walk counts; never negative, also for what goes.

        Examples
        --------
        >>> planned.assessment.headcount[0].flow(Flow.HIRES)
        0.0
        """
        return self.flows.get(flow, 0.0)

    @property
    def growth(self) -> float:
        """Closing less opening; a backfill adds nothing to it, since the one that it replaces has
        left.
        """
        return rounded(self.closing - self.opening)


TeamAndCentre = tuple[str, str]  # team, cost centre


def walk_rows(org: Organisation, plan: Plan, counted: Counted) -> tuple[WalkRow, ...]:
    """The walk of every team and cost centre, team by team and in the order of time; an empty team
    has a row too.

    Parameters
    ----------
    org, plan
        What is true, and what is decided.
    counted
        Whether heads, seats or FTE are walked.

    Returns
    -------
    tuple[WalkRow, ...]
        As many rows as places times periods.
    """
    found = {place: list[tuple[Stay, float]]() for place in places(org, plan)}
    for stay in seat_stays(org, plan) if counted is Counted.SEATS else stays(org, plan):
        found[stay.team, stay.centre].append((stay, stay.fte if counted is Counted.FTE else 1.0))
    walk = PlanSimulation(org, plan)
    return tuple(
        _with_groups(org, plan, walk.groups, _row(walk, counted, place, period, found[place]))
        for place in found
        for period in range(org.calendar.periods)
    )


def places(org: Organisation, plan: Plan) -> tuple[TeamAndCentre, ...]:
    """Teams with the cost centres on which their people and seats are booked, in the order of the
    teams.

    Parameters
    ----------
    org
        Every team has its own cost centre here, also where nobody is in it.
    plan
        Adds the cost centres of its seats.

    Returns
    -------
    tuple[Place, ...]
        (team, cost centre), each once.
    """
    order = {team.id: number for number, team in enumerate(org.teams)}
    booked = {(team.id, org.cost_centre(team.id)) for team in org.teams}
    booked |= {(stay.team, stay.centre) for stay in seat_stays(org, plan)}
    booked |= {(group.team, org.cost_centre(group.team, group)) for group in org.groups}
    return tuple(sorted(booked, key=lambda place: (order[place[0]], place[1])))


def _row(
    walk: PlanSimulation,
    counted: Counted,
    place: TeamAndCentre,
    period: int,
    amounts: list[tuple[Stay, float]],
) -> WalkRow:
    """A row of the walk: who is there the day before the period and on its last day, and who comes
    and goes in it.

    A departure counts on the day after the last one, so that it falls into the period in which the
    person is no longer there.
    """
    calendar = walk.org.calendar
    first, last = calendar.first_day(period), calendar.last_day(period)
    flows: dict[Flow, float] = {}
    for stay, amount in amounts:
        if stay.arrival and stay.first is not None and first <= stay.first <= last:
            flows[stay.arrival] = flows.get(stay.arrival, 0.0) + amount
        if stay.departure and stay.last is not None and first <= stay.last + DAY <= last:
            flows[stay.departure] = flows.get(stay.departure, 0.0) + amount
    opening = sum(amount for stay, amount in amounts if stay.covers(first - DAY))
    there = [(stay, amount) for stay, amount in amounts if stay.covers(last)]
    closing = sum(amount for _, amount in there)
    gone = sum(
        amount * walk.expected_gone(stay.entity, period)
        for stay, amount in there
        if counted is not Counted.SEATS
    )
    return WalkRow(
        counted,
        *place,
        period,
        rounded(opening),
        rounded(closing),
        {flow: rounded(amount) for flow, amount in flows.items()},
        rounded(gone),
    )


def _with_groups(
    org: Organisation, plan: Plan, groups: Mapping[tuple[str, int], GroupState], row: WalkRow
) -> WalkRow:
    """A row with the groups of its team and cost centre, of which those leave who are neither there
    at the end nor moved.
    """
    each = {
        group.id: group.fte if row.counted is Counted.FTE else 1.0
        for group in org.groups
        if (group.team, org.cost_centre(group.team, group)) == (row.team, row.centre)
    }
    if not each:
        return row
    before = {
        name: (
            org.person[name].headcount or 0.0
            if row.period == 0
            else groups[name, row.period - 1].heads
        )
        for name in each
    }
    opening = sum(each[name] * heads for name, heads in before.items())
    closing = sum(each[name] * groups[name, row.period].heads for name in each)
    flows = dict(row.flows)
    for action in plan.group_actions:
        flow = _flow(action, each)
        if flow is not None and org.calendar.period_of(action.start_date) == row.period:
            mine = each.get(
                action.group if flow is not Flow.TRANSFERS_IN else action.to_group or "", 1.0
            )
            flows[flow] = flows.get(flow, 0.0) + mine * action.heads
    whole = replace(
        row,
        opening=rounded(row.opening + opening),
        closing=rounded(row.closing + closing),
        flows=flows,
    )
    left = (
        whole.opening
        + sum(whole.flow(flow) for flow in ARRIVALS)
        - whole.flow(Flow.TRANSFERS_OUT)
        - whole.closing
    )
    return replace(
        whole,
        flows={flow: rounded(amount) for flow, amount in (flows | {Flow.LEAVERS: left}).items()},
    )


def _flow(action: GroupAction, groups: Mapping[str, float]) -> Flow | None:
    """Column in which an action on groups shows in a place with these groups; whoever leaves is
    calculated from what is left.
    """
    ours, target = action.group in groups, action.to_group
    if target is None:
        recruits = {None: Flow.HIRES, LeverKind.BACKFILL: Flow.BACKFILLS}
        return recruits.get(action.kind) if ours else None
    if ours == (target in groups):
        return None
    return Flow.TRANSFERS_OUT if ours else Flow.TRANSFERS_IN


def rounded(amount: float) -> float:
    """An amount without the dust of floating point.

    Parameters
    ----------
    amount
        Heads or FTE.

    Returns
    -------
    float
        Rounded to six decimals.

    Examples
    --------
    >>> rounded(0.1 + 0.2)
    0.3
    """
    return round(float(amount), 6)
