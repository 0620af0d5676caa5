"""How many seats and recruits a best plan opens at the most: what is beyond could never be of use.

Heads. They have to leave no best plan out: a bound that is too large costs time, one that is too
small costs the proof.
"""

import math
from collections import defaultdict
from collections.abc import Mapping

from orgplan.constraints.model import (
    HeadcountUpperBounds,
    contracted,
    ramp_months,
    recruit_loss,
    recruits_still_there,
    somebody_may_make_room,
)
from orgplan.constraints.serving import (
    SeatsThatHelp,
    opened_in,
    silent_about_seats,
    something_grows,
)
from orgplan.domain import (
    NeedKind,
    Organisation,
    Person,
    Role,
    candidates_for,
    first_start,
    positions_on_offer,
)

from .candidate_actions import places_of
from .row_bounds import Added, read_off_rows

ROUNDS = 3  # rules that count heads which other rules add: rounds in which bounds are raised
Bounds = Mapping[tuple[str, str], int]  # role and team → seats


def hire_bounds(org: Organisation) -> dict[tuple[str, str], int]:
    """Most seats of each role in each team that a best plan opens over the horizon; pairs of no use
    are left out.

    A seat is of use if a family says so, or, of families that say nothing, if a seat is in their
    rows. No best plan opens more seats than would serve all of them on their own, in the worst
    period.

    Parameters
    ----------
    org
        Read in whole: every family is asked.

    Returns
    -------
    dict[tuple[str, str], int]
        (role id, team id) → heads, above 0. Seats of candidates are included, one for each.

    Examples
    --------
    >>> bounds = hire_bounds(org)
    >>> bounds["iOS engineer", "Apps"], ("Frontend engineer", "Product") in bounds
    (8, False)
    """
    useful = SeatsThatHelp(org)
    demanded = _tighten(org, useful, {}, {})
    return _tighten(org, useful, demanded, demanded) if something_grows(org) else demanded


def _tighten(
    org: Organisation,
    useful: SeatsThatHelp,
    bounds: dict[tuple[str, str], int],
    demanded: Bounds,
) -> dict[tuple[str, str], int]:
    """Bounds that rest on how many people there can be, which rests on the bounds: worked out anew
    until nothing changes, or for :data:`ROUNDS`.
    """
    silent = silent_about_seats(org)
    pairs = ((role, team.id) for role in org.roles for team in org.teams)
    fillable = [
        (role, team, anybody)
        for role, team in pairs
        if (anybody := _can_be_filled(org, role, team)) or candidates_for(org, role.id, team)
    ]
    for _ in range(ROUNDS):
        before = bounds
        crowd = _headcount_upper_bounds(org, bounds, demanded)
        asked: Mapping[Added, int] = {}
        if silent:
            known = {(role.id, team): bounds.get((role.id, team), 0) for role, team, _ in fillable}
            asked = read_off_rows(org, silent, known, _recruits_for(org, 0.0))
        bounds = {
            (role.id, team): bound
            for role, team, anybody in fillable
            if (bound := _seats_of_use(org, useful, role, team, crowd, asked, anybody)) > 0
        }
        if bounds == before and not silent:
            break  # nothing counts heads that others add
    return bounds


def _seats_of_use(
    org: Organisation,
    useful: SeatsThatHelp,
    role: Role,
    team: str,
    crowd: HeadcountUpperBounds,
    asked: Mapping[Added, int],
    anybody: bool,
) -> int:
    """Seats of a role and team: for anybody, and beside them one for each candidate, whatever they
    are for.
    """
    return candidates_for(org, role.id, team) + (
        _hire_upper_bound(org, useful, role, team, crowd, asked) if anybody else 0
    )


def _can_be_filled(org: Organisation, role: Role, team: str) -> bool:
    """Whether a seat can be filled within the horizon: by a hire, or by a contractor."""
    hired = role.hireable and first_start(org, role, team) < org.calendar.periods
    opened = (hired or contracted(org, role, team)) and opened_in(org, role, team)
    return opened or bool(positions_on_offer(org, role.id, team))


def _headcount_upper_bounds(
    org: Organisation, bounds: Bounds, demanded: Bounds
) -> HeadcountUpperBounds:
    """Everybody who is somewhere or may come there by one move, and every seat; a group counts as
    all heads of all groups, since they may move.
    """
    teams, roles = defaultdict[str, int](int), defaultdict[tuple[str, str], int](int)
    in_groups = math.ceil(sum(group.headcount or 0.0 for group in org.groups))
    for person in org.people:
        places, heads = places_of(org, person), in_groups if person.is_group else 1
        for team in {team for _, team in places}:
            teams[team] += heads
        for place in places:
            roles[place] += heads
    for (role, team), bound in bounds.items():
        teams[team] += bound
        roles[role, team] += bound
    return HeadcountUpperBounds(teams, roles, bounds, demanded)


def _hire_upper_bound(
    org: Organisation,
    useful: SeatsThatHelp,
    role: Role,
    team: str,
    crowd: HeadcountUpperBounds,
    asked: Mapping[Added, int],
) -> int:
    """The smallest of what is of use, what recruiting allows, and what a cap leaves; contractors
    are not recruited, and a cap binds only where nobody can make room.
    """
    caps = [useful.most(role, team, crowd) + asked.get((role.id, team), 0)]
    if role.max_hires is not None and not contracted(org, role, team):
        going = sum(
            p.under_way and (p.role, p.team) == (role.id, team) for p in org.positions if p.to_fill
        )
        caps.append(role.max_hires * org.calendar.periods + going)
    if role.max_hires_total is not None and not contracted(org, role, team):
        caps.append(role.max_hires_total)
    most = org.team[team].max_headcount
    if most is not None and not somebody_may_make_room(org):
        caps.append(max(0, most - useful.fewest[team]))
    return min(caps)


def most_recruits(org: Organisation, bounds: Bounds) -> dict[str, float]:
    """Group id → most recruits in a period that a best plan takes: what the role's caps allow, and
    enough for all that is asked.

    Parameters
    ----------
    org
        Read for groups, caps of roles, and every family.
    bounds
        (role id, team id) → seats, as :func:`hire_bounds` finds them.

    Returns
    -------
    dict[str, float]
        Heads in a period, one entry for each group; empty without groups.

    Examples
    --------
    >>> workers = org.replace(people=(org.person["P05"].replace(headcount=40.0),))
    >>> sorted(most_recruits(workers, hire_bounds(workers)))
    ['P05']
    """
    recruits = _recruits_for(org, 0.0)
    if not recruits:
        return recruits
    silent = silent_about_seats(org)
    asked = read_off_rows(org, silent, bounds, recruits) if silent else {}
    crowd, useful = _headcount_upper_bounds(org, bounds, {}), SeatsThatHelp(org)
    seats = sum(useful.most(org.role[group.role], group.team, crowd) for group in org.groups)
    read = sum(asked.get(group, 0) for group in recruits)
    return _recruits_for(org, max(0.0, seats - _demanded(org, 0.0)) + read)


def _recruits_for(org: Organisation, more: float) -> dict[str, float]:
    """Group id → enough recruits in a period for whatever says how many it asks for, and for some
    heads more.
    """
    enough = 2 * _demanded(org, more) + 1 if org.groups else 0.0
    caps = {
        group.id: (role.max_hires, role.max_hires_year, role.max_hires_total)
        for group in org.groups
        for role in (org.role[group.role],)
    }
    return {
        group: min([enough, *(cap for cap in of_role if cap is not None)])
        for group, of_role in caps.items()
    }


def _demanded(org: Organisation, more: float) -> float:
    """As many heads as any rule on heads can ask for.

    That is recruits that would serve every need on its own in its worst period, on their first day
    or what is left of them on the last, and everybody who is there.
    """
    heads = (
        more
        + len(org.people)
        + sum(group.headcount or 0.0 for group in org.groups)
        + sum(team.min_headcount or 0 for team in org.teams)
        + sum(group.min_headcount or 0 for group in org.groups)
    )
    asked = {
        kind: sum(max(need.required) for need in org.needs if need.kind is kind)
        for kind in NeedKind
    }
    heads += (
        asked[NeedKind.HOLDERS]
        + asked[NeedKind.STAFF]
        + asked[NeedKind.CAPACITY] * max(_recruits_for_work(org, group) for group in org.groups)
    )
    heads += sum(rule.heads_named * (1 + len(org.needs)) for rule in org.rules)
    return heads / min(
        recruits_still_there(org, group, org.calendar.periods - 1) for group in org.groups
    )


def _recruits_for_work(org: Organisation, group: Person) -> float:
    """Enough recruits in a period for an FTE of work, and for what recruits of all later periods
    take of those who work alone.
    """
    each = org.assumptions.get("onboarding", group.team, group.role, group.location)
    if not each:
        return 1 / _first_output(org, group)
    length, periods = org.calendar.months_per_period, org.calendar.periods
    nets = [1 - recruit_loss(org, group, period * length) for period in range(periods)]
    scopes = (group.id, group.team, group.role, group.location)
    available = org.assumptions.get("availability", *scopes) * group.fte
    least = available * min((net for net in nets if net > 1e-9), default=1.0)
    return (1 + each / least) ** (periods - 1) / least


def _first_output(org: Organisation, group: Person) -> float:
    """FTE that a recruit gives in the first month."""
    ramp = ramp_months(org, group.role, group.team, group.location)
    available = org.assumptions.get(
        "availability", group.id, group.team, group.role, group.location
    )
    return available * group.fte * (min(1.0, 0.5 / ramp) if ramp else 1.0)


def recruits_over_the_horizon(
    org: Organisation, in_a_period: Mapping[str, float]
) -> dict[str, float]:
    """Group id → most recruits in all periods together.

    Parameters
    ----------
    org
        Read for caps by fiscal year and in all.
    in_a_period
        Group id → heads, as :func:`most_recruits` finds them.

    Returns
    -------
    dict[str, float]
        Heads.

    Examples
    --------
    >>> recruits_over_the_horizon(
    ...     org.replace(people=(org.people[0].replace(headcount=40.0),)), {"P01": 3.0}
    ... )
    {'P01': 12.0}
    """
    calendar = org.calendar
    years = len(
        {
            calendar.fiscal_year(period * calendar.months_per_period)
            for period in range(calendar.periods)
        }
    )
    found = {}
    for group, most in in_a_period.items():
        role = org.role[org.person[group].role]
        a_year, in_all = role.max_hires_year, role.max_hires_total
        found[group] = min(
            most * calendar.periods,
            math.inf if a_year is None else a_year * years,
            math.inf if in_all is None else in_all,
        )
    return found
