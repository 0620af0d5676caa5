"""What is on offer: seats that can be filled, steps of training that can be begun, levers that can be pulled, and when.

Both sides read it: the model offers what is on offer here, and the checker refuses what is not
(:mod:`orgplan.constraints.limits.offer`). Times are months from the as-of date, periods are
numbered from 0.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil

from ..base import Strength
from ..calendar import PeriodLength, add_months
from ..candidates import Candidate
from ..levers import MOVES, Lever, LeverKind
from ..needs import Need, NeedKind
from ..organisation import Organisation
from ..people import COVERS, Employment, Person
from ..positions import Position
from ..roles import Role
from ..rules import DEEP, Rule
from ..teams import ORGANISATION, Scope, ScopeKind
from ..training import Course


def first_start(org: Organisation, role: Role, team: str) -> int:
    """First period in which a seat decided on the as-of date can be filled.

    Parameters
    ----------
    org
        Read for lead time and calendar.
    role, team
        The kind of seat.

    Returns
    -------
    int
        Index of a period. In plans by the year it is the one in which the lead time ends, else the
        first that begins after it.

    Examples
    --------
    >>> first_start(org, org.role["iOS engineer"], "Apps"), first_start(org, org.role["Technical director"], "Apps")
    (1, 2)
    """
    calendar = org.calendar
    if calendar.period is not PeriodLength.YEAR:
        return first_whole_period(org, role, team)
    months = max(0, ceil(lead_time(org, role, team) - calendar.lead_in - 1e-9))
    return months // calendar.months_per_period


def first_whole_period(org: Organisation, role: Role, team: str) -> int:
    """First period at whose start a seat decided on the as-of date can be filled.

    Parameters
    ----------
    org
        Read for lead time and calendar.
    role, team
        The kind of seat.

    Returns
    -------
    int
        Index of a period; it may lie after the horizon.

    Examples
    --------
    >>> org.calendar.label(first_whole_period(org, org.role["iOS engineer"], "Apps"))
    '2027-Q2'
    """
    return org.calendar.first_after(lead_time(org, role, team))


def first_day(org: Organisation, role: Role, team: str) -> date:
    """First day on which a seat decided on the as-of date can be filled.

    A year is too long a period to wait for the next one: seats begin inside it, on the first of the
    month after the lead time. In plans by months and quarters they begin with a period.

    Parameters
    ----------
    org
        Read for lead time and calendar.
    role, team
        The kind of seat.

    Returns
    -------
    date
        It may lie after the horizon.

    Examples
    --------
    >>> first_day(org, org.role["iOS engineer"], "Apps")
    datetime.date(2027, 4, 1)
    """
    calendar = org.calendar
    if calendar.period is not PeriodLength.YEAR:
        return calendar.first_day(first_whole_period(org, role, team))
    return _no_sooner(org, calendar.start, lead_time(org, role, team))


def first_day_in(org: Organisation, position: Position) -> date:
    """First day on which a position can be filled: its start, or the first of the month after its lead time.

    Without a start it is on offer as any other seat. Where recruiting for a known day is under way,
    the lead time has begun already. A start that has passed unfilled slips.

    Parameters
    ----------
    org
        Read for lead time and calendar.
    position
        With or without a start.

    Returns
    -------
    date
        It may lie after the horizon.

    Examples
    --------
    >>> listed = Position(id="R-1", role="iOS engineer", team="Apps", start=date(2027, 3, 15))
    >>> first_day_in(org, listed), first_day_in(org, listed.replace(start=date(2027, 6, 1)))
    (datetime.date(2027, 3, 15), datetime.date(2027, 6, 1))
    """
    calendar, wanted = org.calendar, slipped_start(org, position)
    if wanted is None:
        return first_day(org, org.role[position.role], position.team)
    start = max(wanted, calendar.start)
    lead = lead_time(org, org.role[position.role], position.team)
    return start if position.under_way else _no_sooner(org, start, lead)


def slipped_start(org: Organisation, position: Position) -> date | None:
    """Start of a position; of one whose day has passed unfilled `slip_days` after the as-of date.

    Parameters
    ----------
    org
        Read for the as-of date and ``slip_days``.
    position
        With or without a start.

    Returns
    -------
    date | None
        ``None`` where it has no start; as it stands where ``slip_days`` is 0.

    Examples
    --------
    >>> slow = org.replace(assumptions=org.assumptions.with_value("slip_days", 30))
    >>> slipped_start(slow, Position(id="R-1", role="iOS engineer", team="Apps", start=date(2026, 10, 1)))
    datetime.date(2026, 12, 31)
    """
    as_of = org.calendar.as_of
    if position.start is None or position.start > as_of or not position.to_fill:
        return position.start
    days = int(org.assumptions.get("slip_days", position.team, position.role))
    return as_of + timedelta(days=days) if days else position.start


def first_day_of_contractor(org: Organisation, lever: Lever) -> date:
    """First day on which a contractor can begin: in plans by the year the first of the month after the lead time, as for seats.

    Parameters
    ----------
    org
        Read for the calendar.
    lever
        Its `months` are the lead time.

    Returns
    -------
    date
        It may lie after the horizon.

    Examples
    --------
    >>> lever = Lever(id="L-1", kind=LeverKind.CONTRACTOR, scope=ORGANISATION, months=2, min_stay=3, max_stay=6)
    >>> first_day_of_contractor(org, lever)
    datetime.date(2027, 4, 1)
    """
    calendar = org.calendar
    if calendar.period is not PeriodLength.YEAR:
        return calendar.first_day(calendar.first_after(lever.months))
    return _no_sooner(org, calendar.start, lever.months)


def engagements(org: Organisation, lever: Lever) -> Iterator[tuple[int, int]]:
    """First period of an engagement of a contractor within the horizon, and the one after its last: none is shorter than it may be.

    Parameters
    ----------
    org
        Read for the calendar.
    lever
        Its `min_stay` and `max_stay` are months.

    Yields
    ------
    tuple[int, int]
        Indices of periods; engagements that would end after the horizon are left out.

    Examples
    --------
    >>> lever = Lever(id="L-1", kind=LeverKind.CONTRACTOR, scope=ORGANISATION, months=1, min_stay=6, max_stay=6)
    >>> list(engagements(org, lever))
    [(0, 2), (1, 3), (2, 4)]
    """
    calendar, day = org.calendar, first_day_of_contractor(org, lever)
    for start in range(calendar.period_of(day), calendar.periods):
        began = max(calendar.month_of(day), start * calendar.months_per_period)
        for until in (start + stay for stay in stays(org, lever)):
            months = until * calendar.months_per_period - began
            if until <= calendar.periods and months >= lever.min_stay - 1e-9:
                yield start, until


def _no_sooner(org: Organisation, start: date, lead: float) -> date:
    """A day, or the first of the month after so many months from the as-of date, if that is later."""
    months = lead - org.calendar.lead_in
    gone = (start.day - 1) / monthrange(start.year, start.month)[1]
    if org.calendar.month_of(start) + gone >= months - 1e-9:
        return start
    return add_months(org.calendar.start, ceil(months - 1e-9))


def lead_of(org: Organisation, candidate: Candidate, team: str) -> float:
    """Months from the decision to a candidate's first day: notice, else none where the earliest day is known, else the role's.

    Parameters
    ----------
    org
        Read for lead times.
    candidate
        Whether notice or an earliest day is known.
    team
        Where the role's lead time would be taken.

    Returns
    -------
    float
        Months, also parts of them.

    Examples
    --------
    >>> lead_of(org, Candidate(id="Zoe", role="iOS engineer", notice=1.5), "Apps")
    1.5
    """
    if candidate.notice is not None:
        return candidate.notice
    return 0.0 if candidate.earliest is not None else lead_time(org, org.role[candidate.role], team)


def first_day_of_candidate(
    org: Organisation, candidate: Candidate, team: str, position: Position | None
) -> date:
    """First day on which a candidate can begin in a team, and in a position where one is named.

    Parameters
    ----------
    org
        Read for lead times and calendar.
    candidate
        Whether notice or an earliest day is known.
    team
        Id.
    position
        ``None`` is a seat that is not listed.

    Returns
    -------
    date
        It may lie after the horizon.

    Examples
    --------
    >>> zoe = Candidate(id="Zoe", role="iOS engineer", earliest=date(2027, 2, 15))
    >>> first_day_of_candidate(org, zoe, "Apps", None)
    datetime.date(2027, 2, 15)
    """
    seat = position.start if position is not None else None
    if position is not None and candidate.earliest is None:
        seat = slipped_start(org, position)
    wanted = (candidate.earliest, seat)
    start = max([org.calendar.start, *(day for day in wanted if day is not None)])
    return _no_sooner(org, start, lead_of(org, candidate, team))


def positions_for(org: Organisation, candidate: Candidate, team: str) -> tuple[str | None, ...]:
    """The first of each kind of position that a candidate could fill in a team; ``None`` is a seat that is not listed.

    Only where their pay is known.

    Parameters
    ----------
    org
        Read for roles and positions.
    candidate
        Whom seats are sought for.
    team
        Id.

    Returns
    -------
    tuple[str | None, ...]
        Ids; empty where they could take no seat there.

    Examples
    --------
    >>> positions_for(org, Candidate(id="Zoe", role="iOS engineer"), "Apps")
    (None,)
    """
    role = org.role[candidate.role]
    if not candidate.joins(candidate.role, team):
        return ()
    closed = role.max_hires == 0  # to new decisions: recruiting under way continues
    known = candidate.base_salary is not None or role.band_mid is not None
    own = org.first_alike.get(candidate.position or "")
    listed = [
        first
        for first in org.alike_positions_at.get((candidate.role, team), ())
        if (candidate.position is None or first.id == own) and (first.under_way or not closed)
    ]
    free = (
        candidate.position is None
        and grows_freely(org, candidate.role, team)
        and known
        and not closed
    )
    return (
        *((None,) if free else ()),
        *(p.id for p in listed if known or p.budget_salary is not None),
    )


def grows_freely(org: Organisation, role: str, team: str) -> bool:
    """Whether growth of a role in a team needs no position: not where only listed seats are hired, nor beside a seat on hold.

    Parameters
    ----------
    org
        Read for positions, and whether only listed seats are hired.
    role, team
        Ids.

    Examples
    --------
    >>> grows_freely(org, "iOS engineer", "Apps")
    True
    """
    return not org.only_positions and (role, team) not in org.held_positions


def candidates_for(org: Organisation, role: str, team: str) -> int:
    """How many candidates could take a seat of a role in a team.

    Parameters
    ----------
    org
        Read for candidates and positions.
    role, team
        Ids.

    Returns
    -------
    int
        Heads.

    Examples
    --------
    >>> zoe = Candidate(id="Zoe", role="iOS engineer")
    >>> candidates_for(org.replace(candidates=(zoe,)), "iOS engineer", "Apps")
    1
    """
    return sum(
        candidate.joins(role, team) and bool(positions_for(org, candidate, team))
        for candidate in org.candidates
    )


def can_be_filled(org: Organisation, position: Position) -> bool:
    """Whether a position has a pay that is known, and its role may be hired: 0 hires are no new ones, recruiting under way continues.

    Parameters
    ----------
    org
        Read for roles.
    position
        Of this organisation.

    Examples
    --------
    >>> approved = Position(id="R-1", role="iOS engineer", team="Apps")
    >>> can_be_filled(org, approved)
    True
    """
    role = org.role[position.role]
    paid = position.budget_salary is not None or role.band_mid is not None
    return paid and (role.max_hires != 0 or position.under_way)


def positions_on_offer(org: Organisation, role: str, team: str) -> tuple[str, ...]:
    """The first of each kind of position of a role and team that can be filled within the horizon, at a pay that is known.

    Parameters
    ----------
    org
        Read for positions and the end of the horizon.
    role, team
        Ids.

    Returns
    -------
    tuple[str, ...]
        Ids, one for each kind that is alike.

    Examples
    --------
    >>> late = Position(id="R-1", role="iOS engineer", team="Apps", start=date(2027, 9, 1))
    >>> positions_on_offer(org.replace(positions=(late,)), "iOS engineer", "Apps")
    ('R-1',)
    """
    here = org.alike_positions_at.get((role, team), ())
    payable = (p for p in here if can_be_filled(org, p))
    return tuple(p.id for p in payable if first_day_in(org, p) <= org.calendar.end)


def recruits_by_numbers(org: Organisation, role: str, team: str, location: str | None) -> bool:
    """Whether whoever joins a role at a place joins a group: there is one, at that place or with none told apart.

    Parameters
    ----------
    org
        Read for groups.
    role, team
        Ids.
    location
        ``None`` where nobody tells places apart.

    Examples
    --------
    >>> workers = org.replace(people=(org.person["P05"].replace(headcount=40.0),))
    >>> recruits_by_numbers(workers, "Backend engineer / middle", "Payments", None)
    True
    """
    here = org.people_at.get((role, team), ())
    there = (person.location for person in here if person.is_group)
    return any(location is None or where is None or where == location for where in there)


def belongs(org: Organisation, role: Role, team: str) -> bool:
    """Whether seats of a role are opened in a team: one of its own teams, where those are stated.

    Else where the role or its family is, there or below the same parent; where the team, a lock or a rule
    or need that speaks of less than the organisation asks for it; and anywhere, if it leads people,
    if the team has nobody, or if nobody of its family is anywhere.

    Parameters
    ----------
    org
        Read for roster, teams, locks, rules and needs.
    role
        Of the seat.
    team
        Id.

    Examples
    --------
    >>> belongs(org, org.role["iOS engineer"], "Apps"), belongs(org, org.role["Backend engineer / middle"], "Product")
    (True, False)
    """
    if role.teams:
        return team in role.teams
    homes = org.homes.get(role.family, frozenset())
    near = {team, org.team[team].parent} - {None}
    around = [home for home in homes if home in near or org.team[home].parent in near]
    return (
        role.can_manage
        or not homes
        or bool(around)
        or not org.people_of_team[team]
        or _asked_for(org, role, team)
    )


def _asked_for(org: Organisation, role: Role, team: str) -> bool:
    """Whether a need, rule or lock that speaks of a team, or of few, asks for a role there."""
    wide = (ScopeKind.ORGANISATION, ScopeKind.LOCATION)
    return (
        any(
            need.scope.kind not in wide
            and (
                org.matches(role.id, (need.skill,))
                if need.kind is NeedKind.STAFF
                else role.level_at(need.skill, ramped=True) >= need.min_level
            )
            for need in org.needs_of_team[team]
        )
        or any(
            any(scope.kind not in wide for scope in org.scopes_by_team(rule).get(team, ()))
            and _named_by(org, rule, role)
            for rule in org.rules
        )
        or any(lock.who == role.id and lock.team in (None, team) for lock in org.locks)
    )


def _named_by(org: Organisation, rule: Rule, role: Role) -> bool:
    """Whether a rule asks for a role: by name, or by a skill that it brings; one that names neither may mean any."""
    roles, skills = rule.roles_asked, rule.skills_named
    if not roles and not skills:
        return not rule.of_no_role
    able = any(role.level_at(skill, ramped=True) >= rule.level_named for skill in skills)
    return able or (bool(roles) and org.matches(role.id, roles))


def lead_time(org: Organisation, role: Role, team: str) -> float:
    """Months from the decision to the first day.

    Parameters
    ----------
    org
        Read for the assumption ``lead_time``.
    role
        Its own comes before the assumption.
    team
        Id.

    Returns
    -------
    float
        Also parts of months.

    Examples
    --------
    >>> lead_time(org, org.role["iOS engineer"], "Apps"), lead_time(org, org.role["Technical director"], "Apps")
    (3.0, 6.0)
    """
    return (
        org.assumptions.get("lead_time", team, role.id)
        if role.lead_time is None
        else role.lead_time
    )


def open_to(org: Organisation, person: Person, course: Course) -> bool:
    """Whether a course is open to somebody's role.

    Parameters
    ----------
    org
        Read for role families.
    person
        As today: a move makes no difference.
    course
        Without roles it is open to everybody.

    Examples
    --------
    >>> open_to(org, org.person["P01"], org.courses[0])
    True
    """
    return org.matches(person.role, course.roles)


def steps(
    org: Organisation, person: Person, skill: str, target: int
) -> Iterator[tuple[Course, int]]:
    """Courses that lead a person towards a level, each with the level from which it would be taken.

    Parameters
    ----------
    org
        Read for courses.
    person
        Of the roster.
    skill
        Id.
    target
        1-5; courses that begin at it or above lead no nearer.

    Yields
    ------
    tuple[Course, int]
        Course and level; levels ascend from that of today.

    Examples
    --------
    >>> [(course.id, level) for course, level in steps(org, org.person["P02"], "Team leadership", 3)]
    [('Team leadership 2→3', 2)]
    """
    offered = [
        course for course in org.courses_of_skill.get(skill, ()) if open_to(org, person, course)
    ]
    reachable, fresh = set[int](), {person.level(skill)}
    while fresh:
        level = min(fresh)
        fresh.discard(level)
        reachable.add(level)
        for course in offered:
            if course.from_level <= level < course.to_level and level < target:
                yield course, level
                if course.to_level not in reachable:
                    fresh.add(course.to_level)


def applies_to(org: Organisation, lever: Lever, role: str, place: tuple[str, str | None]) -> bool:
    """Whether a lever is meant for somebody of a role and place.

    Parameters
    ----------
    org
        Read for teams and role families.
    lever
        Its scope and roles.
    role
        Id.
    place
        Team and location.

    Examples
    --------
    >>> applies_to(org, Lever(id="L-1", kind=LeverKind.TRANSFER, scope=ORGANISATION), "iOS engineer", ("Apps", None))
    True
    """
    return place in org.part(lever.scope) and org.matches(role, lever.roles)


def movable(org: Organisation, person: Person, lever: Lever) -> bool:
    """Whether a lever may be pulled for a named person: employed for good, meant by it, and not taken from a team that they lead.

    Parameters
    ----------
    org
        Read for leads of teams.
    person
        Known leavers and contractors are not.
    lever
        Of any kind that is pulled for single people.

    Examples
    --------
    >>> transfer = Lever(id="L-1", kind=LeverKind.TRANSFER, scope=ORGANISATION)
    >>> movable(org, org.person["P02"], transfer), movable(org, org.person["P01"], transfer)
    (True, False)
    """
    named = (
        not person.is_group and person.end_date is None and person.employment is Employment.EMPLOYEE
    )
    leaves_team = lever.kind is LeverKind.TRANSFER or (
        lever.kind in MOVES and lever.to_team not in (None, person.team)
    )
    return (
        named
        and not (leaves_team and person.id in org.team_leads)
        and applies_to(org, lever, person.role, (person.team, person.location))
    )


def takeovers_matter(org: Organisation, team: str) -> bool:
    """Whether it has to be decided who takes over a team: a rule turns on who leads it, and its lead may be gone.

    A team without a lead on ``Teams`` has none to lose: there somebody takes over only where a rule
    asks for a lead.

    Parameters
    ----------
    org
        Read for rules, leads and levers.
    team
        Id.

    Examples
    --------
    >>> takeovers_matter(org, "Payments")
    False
    """
    watching = [
        rule
        for rule in org.rules
        if rule.strength is not Strength.OFF
        and rule.looks_at_leads
        and team in org.scopes_by_team(rule)
    ]
    lead = org.person.get(org.team[team].lead or "")
    if lead is None:
        return any(rule.asks_for_leads for rule in watching)
    return bool(watching) and _may_be_gone(org, lead)


def _may_be_gone(org: Organisation, lead: Person) -> bool:
    """Whether a lead is not there yet, is known to leave, or may be moved away or let go."""
    away = lead.end_date is not None or lead.start_date > org.calendar.last_day(0)
    return away or may_be_taken_away(org, lead)


def may_be_taken_away(org: Organisation, lead: Person) -> bool:
    """Whether a lever moves a lead to another team, or lets them go.

    Parameters
    ----------
    org
        Read for levers.
    lead
        Who leads a team today.

    Examples
    --------
    >>> redundancy = Lever(id="L-1", kind=LeverKind.REDUNDANCY, scope=ORGANISATION)
    >>> may_be_taken_away(org, org.person["P01"]), may_be_taken_away(org.replace(levers=(redundancy,)), org.person["P01"])
    (False, True)
    """
    return any(
        lever.kind is LeverKind.REDUNDANCY
        or any(team != lead.team for _, team in destinations(org, lever, lead.role, lead.team))
        for lever in org.levers_of(*MOVES, LeverKind.REDUNDANCY)
        if movable(org, lead, lever)
    )


def asked_of_leads(org: Organisation, team: str) -> dict[str, int]:
    """Skill → level that somebody needs to take over a team; where no rule says, their role has to be one that manages.

    Parameters
    ----------
    org
        Read for rules that are switched on.
    team
        Id.

    Returns
    -------
    dict[str, int]
        The highest level of each skill where several rules ask.

    Examples
    --------
    >>> asked_of_leads(org, "Payments")
    {'Team leadership': 3}
    """
    asked: dict[str, int] = {}
    for rule in org.rules:
        inside = any(team in org.teams_of(scope) for scope in rule.scopes)
        if rule.skill_of_leads is not None and rule.strength is not Strength.OFF and inside:
            skill, level = rule.skill_of_leads
            asked[skill] = max(level, asked.get(skill, 0))
    return asked


def may_take_over(org: Organisation, person: Person) -> bool:
    """Whether somebody of the roster can take over a team at all: employed, planned by name, and not the lead of another team.

    Parameters
    ----------
    org
        Read for leads of teams.
    person
        Of the roster.

    Examples
    --------
    >>> may_take_over(org, org.person["P02"]), may_take_over(org, org.person["P01"])
    (True, False)
    """
    employee = person.employment is Employment.EMPLOYEE and not person.is_group
    return employee and person.id not in org.team_leads


def destinations(
    org: Organisation, lever: Lever, role: str, team: str
) -> tuple[tuple[str, str], ...]:
    """Roles and teams to which a move leads somebody of a role and team.

    Parameters
    ----------
    org
        Read for teams and roles.
    lever
        Its `to_role` and `to_team` come first; a promotion without one leads to the next role.
    role, team
        Ids, of today.

    Returns
    -------
    tuple[tuple[str, str], ...]
        Pairs of role and team; empty where it leads nowhere.

    Examples
    --------
    >>> promotion = Lever(id="L-1", kind=LeverKind.PROMOTION, scope=ORGANISATION, to_role="Backend engineer / senior")
    >>> destinations(org, promotion, "Backend engineer / middle", "Payments")
    (('Backend engineer / senior', 'Payments'),)
    """
    if lever.kind is LeverKind.TRANSFER:
        others = (lever.to_team,) if lever.to_team else sorted(org.teams_of(lever.scope))
        return tuple((lever.to_role or role, other) for other in others if other != team)
    to_role = lever.to_role or org.role[role].next_role
    return ((to_role, lever.to_team or team),) if to_role and to_role != role else ()


def asked_on_move(
    org: Organisation, lever: Lever, from_role: str, to_role: str
) -> tuple[dict[str, int], int]:
    """Skills, each with its level, that a move asks for on its first day, and how many of them are enough.

    Nothing for retraining (which brings them), downgrading, and transfers within a role.

    Parameters
    ----------
    org
        Read for what the target role asks for at the start.
    lever
        Its `min_match` is the share of skills that is enough, rounded up.
    from_role, to_role
        Ids.

    Returns
    -------
    tuple[dict[str, int], int]
        Skill → level, and a whole number of skills.

    Examples
    --------
    >>> promotion = Lever(id="L-1", kind=LeverKind.PROMOTION, scope=ORGANISATION, min_match=0.5)
    >>> asked_on_move(org, promotion, "Backend engineer / middle", "Backend engineer / senior")
    ({'Java': 4, 'SQL': 4}, 1)
    """
    if lever.kind not in (LeverKind.PROMOTION, LeverKind.TRANSFER) or from_role == to_role:
        return {}, 0
    skills = {
        skill: level for skill, level in org.role[to_role].skills_at_start.items() if level > 0
    }
    return skills, ceil(lever.min_match * len(skills) - 1e-9)


def first_leave(org: Organisation, lever: Lever) -> int:
    """First period from whose start on somebody can be gone, notice given on the as-of date.

    Parameters
    ----------
    org
        Read for the calendar.
    lever
        Its `months` are the notice.

    Returns
    -------
    int
        Index of a period, 1 at the least; it may lie after the horizon.

    Examples
    --------
    >>> first_leave(org, Lever(id="L-1", kind=LeverKind.REDUNDANCY, scope=ORGANISATION, months=6))
    2
    """
    return max(1, org.calendar.first_after(lever.months))


def first_redundancy(org: Organisation, lever: Lever) -> int:
    """First period at whose end heads of a group can be gone, notice given as for named people.

    Parameters
    ----------
    org
        Read for the calendar.
    lever
        Its `months` are the notice.

    Returns
    -------
    int
        Index of a period.

    Examples
    --------
    >>> first_redundancy(org, Lever(id="L-1", kind=LeverKind.REDUNDANCY, scope=ORGANISATION, months=6))
    1
    """
    return first_leave(org, lever) - 1


def stays(org: Organisation, lever: Lever) -> range:
    """Lengths of an engagement of a contractor, in periods.

    Parameters
    ----------
    org
        Read for the length of a period.
    lever
        Its `min_stay` and `max_stay` are months.

    Returns
    -------
    range
        Whole periods, 1 at the least; empty where `max_stay` is shorter than a period.

    Examples
    --------
    >>> list(stays(org, Lever(id="L-1", kind=LeverKind.CONTRACTOR, scope=ORGANISATION, min_stay=3, max_stay=9)))
    [1, 2, 3]
    """
    longest = int((lever.max_stay + 1e-9) // org.calendar.months_per_period)
    return range(max(1, org.calendar.periods_for(lever.min_stay)), longest + 1)


def keeps_beyond(org: Organisation, lever: Lever, need: Need) -> bool:
    """Whether heads may be kept beyond a need for staff: the lever is meant for some of those who serve it.

    Parameters
    ----------
    org
        Read for teams and role families.
    lever
        Of overstaffing.
    need
        Of any kind.

    Examples
    --------
    >>> keeps_beyond(org, Lever(id="L-1", kind=LeverKind.OVERSTAFFING, scope=ORGANISATION), org.need["N-001"])
    False
    """
    mine, theirs = org.part(lever.scope), org.part(need.scope)
    same_place = mine.teams & theirs.teams and (
        mine.location is None or theirs.location is None or mine.location == theirs.location
    )
    same_role = any(
        org.matches(role.id, (need.skill,)) and org.matches(role.id, lever.roles)
        for role in org.roles
    )
    return need.kind is NeedKind.STAFF and bool(org.people) and bool(same_place) and same_role


def receiving_groups(org: Organisation, lever: Lever, group: Person) -> tuple[Person, ...]:
    """Groups into which a move leads heads of a group.

    Parameters
    ----------
    org
        Read for groups.
    lever
        A move.
    group
        The one that is left.

    Returns
    -------
    tuple[Person, ...]
        In the order of the roster.

    Examples
    --------
    >>> one = org.person["P05"].replace(headcount=40.0)
    >>> other = org.person["P16"].replace(headcount=10.0, role=one.role)
    >>> transfer = Lever(id="L-1", kind=LeverKind.TRANSFER, scope=ORGANISATION)
    >>> [group.id for group in receiving_groups(org.replace(people=(one, other)), transfer, one)]
    ['P16']
    """
    ends = destinations(org, lever, group.role, group.team)
    return tuple(
        other for other in org.groups if other.id != group.id and (other.role, other.team) in ends
    )


def chance_of(org: Organisation, person: Person, course: Course) -> float:
    """Expected share of somebody that a course lifts to its level: its own rate, times the least rate by which its start is reached.

    Parameters
    ----------
    org
        Read for courses.
    person
        Whose level of today is the start of the path.
    course
        Of this organisation.

    Returns
    -------
    float
        0-1.

    Examples
    --------
    >>> chance_of(org, org.person["P02"], org.courses[0])
    1.0
    """
    return course.success * _chance_at(org, person, course)


def _chance_at(org: Organisation, person: Person, course: Course) -> float:
    """The least rate at which the start of a course is reached by any of the courses before it: 1 where it is reached today."""
    if course.from_level <= person.level(course.skill):
        return 1.0
    before = [
        other.success * _chance_at(org, person, other)
        for other in org.courses_of_skill[course.skill]
        if open_to(org, person, other) and course.from_level <= other.to_level < course.to_level
    ]
    return min(before, default=1.0)


def time_of_colleagues(org: Organisation, role: Role, team: str) -> Need | None:
    """What new seats of a role take from those who work alone in their team, said like a need for working time.

    ``None`` where nobody of the team works alone in the role's skill today: the first are brought in
    elsewhere.

    Parameters
    ----------
    org
        Read for levels of the team's people.
    role
        Its `learned_on_the_job` is the skill.
    team
        Id.

    Returns
    -------
    Need | None
        Nothing required: whoever asks fills in the FTE.

    Examples
    --------
    >>> time_of_colleagues(org, org.role["Backend engineer / middle"], "Payments").id
    'onboarding in SQL, Payments'
    """
    skill = role.learned_on_the_job
    if skill is None or not any(p.level(skill) >= COVERS for p in org.people_of_team[team]):
        return None
    return Need(
        id=f"onboarding in {skill}, {team}",
        scope=Scope(kind=ScopeKind.TEAM, name=team),
        skill=skill,
        kind=NeedKind.CAPACITY,
        required=(0.0,) * org.calendar.periods,
        min_level=COVERS,
    )


def time_of_mentors(org: Organisation, skill: str, fte: float = 0.0) -> Need:
    """What learners take from mentors, said like a need for working time of those who train others.

    Parameters
    ----------
    org
        Read for the number of periods.
    skill
        Id.
    fte
        The same in each period.

    Returns
    -------
    Need
        A need of the whole organisation for people at level 4.

    Examples
    --------
    >>> mentors = time_of_mentors(org, "Java", 0.25)
    >>> mentors.required, mentors.min_level
    ((0.25, 0.25, 0.25, 0.25), 4)
    """
    required = (fte,) * org.calendar.periods
    return Need(
        id=f"mentors of {skill}",
        scope=ORGANISATION,
        skill=skill,
        kind=NeedKind.CAPACITY,
        required=required,
        min_level=DEEP,
    )
