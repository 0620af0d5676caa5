"""What is on offer: seats that can be filled, steps of training that can be begun, and levers that
can be pulled.

Both sides read it: the model offers what is on offer here, and the checker refuses what is not
(:mod:`orgplan.constraints.limits.offer`). Times are months from the as-of date, periods are
numbered from 0.
"""

from collections.abc import Iterator
from math import ceil

from ..base import Strength
from ..candidates import Candidate
from ..levers import MOVES, Lever, LeverKind
from ..needs import Need, NeedKind
from ..organisation import Organisation
from ..people import Employment, Person
from ..positions import Position
from ..roles import Role
from ..rules import Rule
from ..teams import ScopeKind
from ..training import Course
from .lead_times import first_day_in


def positions_for(org: Organisation, candidate: Candidate, team: str) -> tuple[str | None, ...]:
    """The first of each kind of position that a candidate could fill in a team; ``None`` is a seat
    that is not listed.

    Only where their pay is known.

    Parameters
    ----------
    org
        Read for roles and positions.
    candidate
        Role that seats are sought for.
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
    """Whether growth of a role in a team needs no position: not where only listed seats are hired,
    nor beside a seat on hold.

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
    """Whether a position has a pay that is known, and its role may be hired: 0 hires are no new
    ones, recruiting under way continues.

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
    """The first of each kind of position of a role and team that can be filled within the horizon,
    at a pay that is known.

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
    """Whether whoever joins a role at a place joins a group: there is one, at that place or with
    none distinguished.

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

    Else where the role or its family is, there or below the same parent; where the team, a lock or
    a rule or need that speaks of less than the organisation asks for it; and anywhere, if it leads
    people, if the team has nobody, or if nobody of its family is anywhere.

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
    >>> (
    ...     belongs(org, org.role["iOS engineer"], "Apps"),
    ...     belongs(org, org.role["Backend engineer / middle"], "Product"),
    ... )
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
    """Whether a rule asks for a role: by name, or by a skill that it brings; one that names neither
    may mean any.
    """
    roles, skills = rule.roles_asked, rule.skills_named
    if not roles and not skills:
        return not rule.of_no_role
    able = any(role.level_at(skill, ramped=True) >= rule.level_named for skill in skills)
    return able or (bool(roles) and org.matches(role.id, roles))


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
    >>> [
    ...     (course.id, level)
    ...     for course, level in steps(org, org.person["P02"], "Team leadership", 3)
    ... ]
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
    >>> from orgplan.domain import ORGANISATION
    >>> applies_to(
    ...     org,
    ...     Lever(id="L-1", kind=LeverKind.TRANSFER, scope=ORGANISATION),
    ...     "iOS engineer",
    ...     ("Apps", None),
    ... )
    True
    """
    return place in org.part(lever.scope) and org.matches(role, lever.roles)


def movable(org: Organisation, person: Person, lever: Lever) -> bool:
    """Whether a lever may be pulled for a named person: employed for good, meant by it, and not
    taken from a team that they lead.

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
    >>> from orgplan.domain import ORGANISATION
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
    """Whether it has to be decided who takes over a team: a rule turns on who leads it, and its
    lead may be gone.

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
    >>> from orgplan.domain import ORGANISATION
    >>> redundancy = Lever(id="L-1", kind=LeverKind.REDUNDANCY, scope=ORGANISATION)
    >>> (
    ...     may_be_taken_away(org, org.person["P01"]),
    ...     may_be_taken_away(org.replace(levers=(redundancy,)), org.person["P01"]),
    ... )
    (False, True)
    """
    return any(
        lever.kind is LeverKind.REDUNDANCY
        or any(team != lead.team for _, team in destinations(org, lever, lead.role, lead.team))
        for lever in org.levers_of(*MOVES, LeverKind.REDUNDANCY)
        if movable(org, lead, lever)
    )


def asked_of_leads(org: Organisation, team: str) -> dict[str, int]:
    """Skill → level that somebody needs to take over a team; where no rule says, their role has to
    be one that manages.

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
    """Whether somebody of the roster can take over a team at all: employed, planned by name, and
    not the lead of another team.

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
    >>> from orgplan.domain import ORGANISATION
    >>> promotion = Lever(
    ...     id="L-1",
    ...     kind=LeverKind.PROMOTION,
    ...     scope=ORGANISATION,
    ...     to_role="Backend engineer / senior",
    ... )
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
    """Skills, each with its level, that a move asks for on its first day, and how many of them are
    enough.

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
    >>> from orgplan.domain import ORGANISATION
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
    >>> from orgplan.domain import ORGANISATION
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
    >>> from orgplan.domain import ORGANISATION
    >>> first_redundancy(
    ...     org, Lever(id="L-1", kind=LeverKind.REDUNDANCY, scope=ORGANISATION, months=6)
    ... )
    1
    """
    return first_leave(org, lever) - 1


def keeps_beyond(org: Organisation, lever: Lever, need: Need) -> bool:
    """Whether heads may be kept beyond a need for staff: the lever is meant for some of those who
    serve it.

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
    >>> from orgplan.domain import ORGANISATION
    >>> keeps_beyond(
    ...     org, Lever(id="L-1", kind=LeverKind.OVERSTAFFING, scope=ORGANISATION), org.need["N-001"]
    ... )
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
    >>> from orgplan.domain import ORGANISATION
    >>> transfer = Lever(id="L-1", kind=LeverKind.TRANSFER, scope=ORGANISATION)
    >>> [group.id for group in receiving_groups(org.replace(people=(one, other)), transfer, one)]
    ['P16']
    """
    ends = destinations(org, lever, group.role, group.team)
    return tuple(
        other for other in org.groups if other.id != group.id and (other.role, other.team) in ends
    )


def chance_of(org: Organisation, person: Person, course: Course) -> float:
    """Expected share of somebody that a course lifts to its level: its own rate, times the least
    rate by which its start is reached.

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
    """The least rate at which the start of a course is reached by any of the courses before it: 1
    where it is reached today.
    """
    if course.from_level <= person.level(course.skill):
        return 1.0
    before = [
        other.success * _chance_at(org, person, other)
        for other in org.courses_of_skill[course.skill]
        if open_to(org, person, other) and course.from_level <= other.to_level < course.to_level
    ]
    return min(before, default=1.0)
