"""Groups planned by numbers: how many heads they have at the end of each period, once people left,
came and moved.

This is the checker's own calculation, cohort by cohort; the rows of the model are stated from a
closed formula elsewhere.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from ..levers import MOVES, Lever, LeverKind
from ..organisation import Organisation
from ..people import Person
from ..plan import GroupAction, Plan

FIRST_YEAR = 12  # months of service in which the first year's attrition holds


def yearly_attrition(org: Organisation, group: Person) -> tuple[float, float]:
    """Share of a group that leaves in a year: of those in their first year of service, and of the
    others.

    Parameters
    ----------
    org
        Read for assumptions; a negative ``attrition_first_year`` means that there is no rate of its
        own.
    group
        Its own `attrition` comes before the assumptions.

    Returns
    -------
    tuple[float, float]
        First year of service, and later: shares, 0-1.

    Examples
    --------
    >>> yearly_attrition(org, org.person["P01"])
    (0.08, 0.08)
    """
    scopes = (group.id, group.team, group.role, group.location)
    later = (
        org.assumptions.get("attrition", *scopes) if group.attrition is None else group.attrition
    )
    first = org.assumptions.get("attrition_first_year", *scopes)
    return (later if first < 0 else first), later


def moved_stay(org: Organisation, group: Person) -> float:
    """Share of those who move into a group that is there at the end of the period in which they do.

    Parameters
    ----------
    org
        Read for assumptions and the length of a period.
    group
        The one that receives them.

    Returns
    -------
    float
        0-1; 1 where movers leave only from the period after.

    Examples
    --------
    >>> round(moved_stay(org, org.person["P01"]), 4)
    0.9794
    """
    scopes = (group.id, group.team, group.role, group.location)
    if not org.assumptions.get("movers_leave_at_once", *scopes):
        return 1.0
    _, later = yearly_attrition(org, group)
    return float((1 - later) ** (org.calendar.months_per_period / 12))


def asked_by(org: Organisation, action: GroupAction) -> int:
    """Period in which an action on a group takes place.

    Parameters
    ----------
    org
        Read for the calendar.
    action
        Of a plan.

    Returns
    -------
    int
        Index of the period.

    Examples
    --------
    >>> asked_by(
    ...     org,
    ...     GroupAction(
    ...         id="G-001", kind=None, lever=None, group="G", start_date=date(2027, 4, 1), heads=2
    ...     ),
    ... )
    1
    """
    return org.calendar.period_of(action.start_date)


@dataclass
class _Stock:
    """Heads of one group: those beyond their first year, recruits by months of service, and who has
    left in the period.

    `learners` are heads who moved in, by months since then and the lever that moved them; they are
    among those settled.
    """

    settled: float
    recruits: list[tuple[int, float]] = field(default_factory=list)
    learners: list[tuple[int, float, Lever]] = field(default_factory=list)
    left: float = 0.0

    @property
    def heads(self) -> float:
        return self.settled + sum(heads for _, heads in self.recruits)


@dataclass(frozen=True)
class GroupState:
    """A group at the end of a period.

    Attributes
    ----------
    heads
        Expected number of people.
    ramping
        Heads' worth of output that recruits, and people during their hand-over, don't give yet.
    short
        Heads on short time, times the share of hours that they don't work.
    left
        Heads that left of themselves in the period, of those who were there and of those who came;
        redundancies are none of them.
    """

    heads: float
    ramping: float
    short: float
    left: float


def states(
    org: Organisation, plan: Plan, only: Collection[str] | None = None
) -> Mapping[tuple[str, int], GroupState]:
    """(group id, period) → the group at the end of it; of all groups, or only of some whose actions
    concern no others.

    In each period those who are there leave at their rate, then recruits, people retrained into the
    group (who leave at its later rate, or stay for this period) and people downgraded into it (the
    lever's share of which leaves) are added, and whoever moves out or is let go is taken out.

    Parameters
    ----------
    org
        Read for groups, attrition, ramp and levers.
    plan
        Its actions on groups.
    only
        Group ids; ``None`` is all.

    Returns
    -------
    Mapping[tuple[str, int], GroupState]
        Heads at the end of each period, in parts; the checker's own calculation.

    Examples
    --------
    >>> workers = org.replace(people=(org.person["P05"].replace(headcount=40.0),))
    >>> [round(state.heads, 2) for state in states(workers, Plan()).values()]
    [39.17, 38.37, 37.58, 36.8]
    """
    groups = tuple(group for group in org.groups if only is None or group.id in only)
    if not groups:
        return {}
    stocks = {group.id: _Stock(group.headcount or 0.0) for group in groups}
    found: dict[tuple[str, int], GroupState] = {}
    lever = {entry.id: entry for entry in org.levers}
    for period in range(org.calendar.periods):
        for group in groups:
            _attrite(org, group, stocks[group.id])
        actions = [action for action in plan.group_actions if asked_by(org, action) == period]
        for action in actions:
            _act(org, action, stocks, lever.get(action.lever or ""))
        for group in groups:
            off = sum(
                lever[action.lever].share * action.heads
                for action in actions
                if action.kind is LeverKind.SHORT_TIME and action.group == group.id and action.lever
            )
            stock = stocks[group.id]
            found[group.id, period] = GroupState(
                stock.heads, _not_yet(org, group, stock), off, stock.left
            )
    return found


def _attrite(org: Organisation, group: Person, stock: _Stock) -> None:
    """One period goes by."""
    _, later = yearly_attrition(org, group)
    length, before = org.calendar.months_per_period, stock.heads
    stock.settled *= (1 - later) ** (length / 12)
    stock.recruits = [
        (served + length, heads * _stay(org, group, served)) for served, heads in stock.recruits
    ]
    stock.learners = [
        (since + length, heads * (1 - later) ** (length / 12), lever)
        for since, heads, lever in stock.learners
    ]
    stock.left = before - stock.heads


def _stay(org: Organisation, group: Person, served: int) -> float:
    """Share of recruits with some months of service that is still there a period later."""
    first, later = yearly_attrition(org, group)
    length = org.calendar.months_per_period
    young = min(max(FIRST_YEAR - served, 0), length)
    return float((1 - first) ** (young / 12) * (1 - later) ** ((length - young) / 12))


def _act(
    org: Organisation, action: GroupAction, stocks: dict[str, _Stock], lever: Lever | None
) -> None:
    """One action: recruits leave at the first year's rate from their first period on; who moves or
    goes is taken from those settled.
    """
    length = org.calendar.months_per_period
    if action.kind is None:
        kept = _stay(org, org.person[action.group], 0)
        stocks[action.group].recruits.append((length, action.heads * kept))
        stocks[action.group].left += action.heads * (1 - kept)
    elif action.kind is LeverKind.REDUNDANCY:
        stocks[action.group].settled -= action.heads
    elif action.kind in MOVES:
        stocks[action.group].settled -= action.heads
        if action.to_group is not None and lever is not None:
            _arrive(org, stocks[action.to_group], action.to_group, action.heads, lever)


def _arrive(org: Organisation, stock: _Stock, group: str, heads: float, lever: Lever) -> None:
    """People move in: some of those who are downgraded leave, the others leave at the group's later
    rate, from this period on or from the next.
    """
    length = org.calendar.months_per_period
    downgraded = lever.kind is LeverKind.DOWNGRADING
    kept = 1 - lever.share if downgraded else moved_stay(org, org.person[group])
    stock.settled += heads * kept
    stock.left += heads * (1 - kept)
    if not downgraded:
        stock.learners.append((length, heads * kept, lever))


def _not_yet(org: Organisation, group: Person, stock: _Stock) -> float:
    """Output that recruits, and people during their hand-over, don't give in the period that ends
    with their months, and that recruits take of the others, in heads.
    """
    own = org.role[group.role].ramp
    ramp = (
        org.assumptions.get("ramp", group.team, group.role, group.location) if own is None else own
    )
    each = org.assumptions.get("onboarding", group.team, group.role, group.location)
    length = org.calendar.months_per_period
    missing = 0.0
    for served, heads in stock.recruits:
        months = range(served - length, served)
        own = sum(1 - (min(1.0, (month + 0.5) / ramp) if ramp > 0 else 1.0) for month in months)
        taken = each * sum(min(1.0, max(0.0, ramp - month)) for month in months)
        missing += heads * (own + taken) / length
    for since, heads, lever in stock.learners:
        lost = sum(
            min(1.0, max(0.0, lever.months - month)) for month in range(since - length, since)
        )
        missing += heads * lever.share * lost / length
    return missing
