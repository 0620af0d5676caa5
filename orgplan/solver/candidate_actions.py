"""Everything that can be decided: seats, courses, moves, redundancies, short time and the flows of
groups.

All of it comes in the order of the workbook, so that the same input states the same model.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from orgplan.constraints.model import (
    ExitKey,
    GroupFlowKey,
    MoveKey,
    Seat,
    ShortTimeKey,
    TakeoverKey,
    TrainingKey,
    finished,
    present,
    seat_level,
    seat_of,
)
from orgplan.constraints.serving import SkillsThatHelp, opened_in
from orgplan.domain import (
    MOVES,
    LeverKind,
    Organisation,
    Person,
    applies_to,
    asked_of_leads,
    chance_of,
    destinations,
    engagements,
    first_day_in,
    first_day_of_candidate,
    first_leave,
    first_redundancy,
    first_start,
    first_whole_period,
    grows_freely,
    keeps_beyond,
    may_be_taken_away,
    may_take_over,
    movable,
    open_to,
    positions_for,
    positions_on_offer,
    receiving_groups,
    recruits_by_numbers,
    steps,
    takeovers_matter,
)


def seats_on_offer(org: Organisation, bounds: Mapping[tuple[str, str], int]) -> Iterator[Seat]:
    """Kinds of seats for each role and team of use: growth, backfills and contractors, in each
    location that the role allows.

    Where a group of the role is, growth beyond the positions listed is recruited into the group.

    Parameters
    ----------
    org
        Read for roles, positions and levers.
    bounds
        (role id, team id) → heads; only its keys are read.

    Yields
    ------
    Seat
        One kind of seat for each period in which it may start; of contractors, for each engagement.

    Examples
    --------
    >>> [seat.start for seat in seats_on_offer(org, {("iOS engineer", "Apps"): 2})]
    [1, 2, 3]
    """
    for role, team in bounds:
        first = first_start(org, org.role[role], team)
        here = opened_in(org, org.role[role], team)
        for location in org.role[role].locations or (None,):
            free = (
                range(first, org.calendar.periods)
                if org.role[role].hireable and not org.only_positions and here
                else ()
            )
            levers = org.levers_of(LeverKind.BACKFILL) if _may_be_left(org, role, team) else ()
            for kind in (
                None,
                *(lever.id for lever in levers if applies_to(org, lever, role, (team, location))),
            ):
                for name in positions_on_offer(org, role, team):
                    since = org.calendar.period_of(first_day_in(org, org.position[name]))
                    yield from (
                        Seat(role, team, start, location, None, kind, name)
                        for start in range(since, org.calendar.periods)
                    )
                if kind is not None or (
                    grows_freely(org, role, team)
                    and not recruits_by_numbers(org, role, team, location)
                ):
                    yield from (Seat(role, team, start, location, None, kind) for start in free)
            for lever in (
                org.levers_of(LeverKind.CONTRACTOR) if org.role[role].band_mid is not None else ()
            ):
                if here and applies_to(org, lever, role, (team, location)):
                    for start, end in engagements(org, lever):
                        yield Seat(role, team, start, location, end, lever.id)


def seats_of_candidates(org: Organisation) -> Iterator[Seat]:
    """Seats that candidates can take, each in every team, position and location in which they
    could.

    Parameters
    ----------
    org
        Read for candidates, positions and levers.

    Yields
    ------
    Seat
        One kind of seat for each place, position and period.

    Examples
    --------
    >>> zoe = op.Candidate(id="Zoe", role="iOS engineer", team="Apps", earliest=date(2027, 8, 1))
    >>> [(seat.team, seat.start) for seat in seats_of_candidates(org.replace(candidates=(zoe,)))]
    [('Apps', 2), ('Apps', 3)]
    """
    for candidate in org.candidates:
        role = candidate.role
        for team in org.team:
            levers = org.levers_of(LeverKind.BACKFILL) if _may_be_left(org, role, team) else ()
            for name in positions_for(org, candidate, team):
                position = None if name is None else org.position[name]
                day = first_day_of_candidate(org, candidate, team, position)
                since = org.calendar.period_of(day)
                for location in org.role[role].locations or (None,):
                    place = (team, location)
                    kinds = [lever.id for lever in levers if applies_to(org, lever, role, place)]
                    for kind in (None, *kinds):
                        for start in range(since, org.calendar.periods):
                            yield Seat(role, team, start, location, None, kind, name, candidate.id)


def _may_be_left(org: Organisation, role: str, team: str) -> bool:
    """Whether anybody of a role and team is known to leave, or may move."""
    here = org.people_at.get((role, team), ())
    return any(person.end_date is not None for person in here) or any(
        movable(org, person, lever) for person in here for lever in org.levers_of(*MOVES)
    )


def moves_on_offer(org: Organisation) -> Iterator[MoveKey]:
    """Moves of each person, at the start of each period by which they have started.

    Parameters
    ----------
    org
        Read for levers and roster; groups move by flows.

    Yields
    ------
    MoveKey
        One option for each person, lever, destination and period.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION, Lever
    >>> lever = Lever(
    ...     id="L-1",
    ...     kind=LeverKind.PROMOTION,
    ...     scope=ORGANISATION,
    ...     roles=("Backend engineer / middle",),
    ...     to_role="Backend engineer / senior",
    ... )
    >>> next(moves_on_offer(org.replace(levers=(lever,))))
    MoveKey(person='P04', lever='L-1', kind=<LeverKind.PROMOTION: 'promotion'>, role='Backend
    engineer / senior', team='Payments', start=0)
    """
    for lever in org.levers_of(*MOVES):
        for person in org.people:
            for role, team in (
                destinations(org, lever, person.role, person.team)
                if movable(org, person, lever)
                else ()
            ):
                for start in range(org.calendar.periods):
                    if person.start_date <= org.calendar.first_day(start):
                        yield MoveKey(person.id, lever.id, lever.kind, role, team, start)


def places_of(org: Organisation, person: Person) -> frozenset[tuple[str, str]]:
    """Roles and teams that somebody has or may come to have.

    Parameters
    ----------
    org
        Read for levers.
    person
        Named, or a group.

    Returns
    -------
    frozenset[tuple[str, str]]
        Pairs of role and team, that of today included; one move, not several in a row.

    Examples
    --------
    >>> places_of(org, org.person["P02"])
    frozenset({('Backend engineer / senior', 'Payments')})
    """
    ends = (
        destinations(org, lever, person.role, person.team)
        for lever in org.levers_of(*MOVES)
        if person.is_group or movable(org, person, lever)
    )
    return frozenset({(person.role, person.team), *(end for found in ends for end in found)})


def redundancies_on_offer(org: Organisation) -> Iterator[ExitKey]:
    """Redundancies of each person, from the first period by which notice has run.

    Parameters
    ----------
    org
        Read for levers and roster; heads of groups go by flows.

    Yields
    ------
    ExitKey
        One option for each person, lever and period.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION, Lever
    >>> lever = Lever(id="L-1", kind=LeverKind.REDUNDANCY, scope=ORGANISATION, months=6)
    >>> next(redundancies_on_offer(org.replace(levers=(lever,))))
    ExitKey(person='P01', lever='L-1', start=2)
    """
    for lever in org.levers_of(LeverKind.REDUNDANCY):
        for person in org.people:
            if movable(org, person, lever):
                for start in range(first_leave(org, lever), org.calendar.periods):
                    if person.start_date < org.calendar.first_day(start):
                        yield ExitKey(person.id, lever.id, start)


def short_time_on_offer(org: Organisation) -> Iterator[ShortTimeKey]:
    """Short time of each person, period by period.

    Parameters
    ----------
    org
        Read for levers and roster.

    Yields
    ------
    ShortTimeKey
        One option for each person, lever and period.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION, Lever
    >>> lever = Lever(id="L-1", kind=LeverKind.SHORT_TIME, scope=ORGANISATION, share=0.2)
    >>> next(short_time_on_offer(org.replace(levers=(lever,))))
    ShortTimeKey(person='P01', lever='L-1', period=0)
    """
    for lever in org.levers_of(LeverKind.SHORT_TIME):
        for person in org.people:
            if movable(org, person, lever):
                for period in range(org.calendar.periods):
                    if person.start_date <= org.calendar.first_day(period):
                        yield ShortTimeKey(person.id, lever.id, period)


def takeovers_on_offer(org: Organisation, seats: Iterable[Seat]) -> Iterator[TakeoverKey]:
    """Takeovers of each team whose lead may be gone, by people who are or may come to be ready, and
    by seats from when they are.

    Parameters
    ----------
    org
        Read for leads, rules on leads, and courses.
    seats
        Kinds of seats on offer; contractors lead nobody.

    Yields
    ------
    TakeoverKey
        One option for each who, team and period in which the lead may be gone.
    """
    teams = [team.id for team in org.teams if takeovers_matter(org, team.id)]
    filled: dict[str, list[Seat]] = {team: [] for team in teams}
    for seat in seats:
        if seat.team in filled and seat.until is None:
            filled[seat.team].append(seat)
    for team in teams:
        vacant = [
            period for period in range(org.calendar.periods) if _may_be_vacant(org, team, period)
        ]
        for person in org.people:
            if may_take_over(org, person) and _may_be_ready(org, person, team):
                yield from (
                    TakeoverKey(person.id, team, start)
                    for start in vacant
                    if present(org, person, start)
                )
        for seat in filled[team]:
            yield from (
                TakeoverKey(seat, team, start)
                for start in vacant
                if start >= seat.start and _is_ready(org, seat, start)
            )


def _may_be_vacant(org: Organisation, team: str, period: int) -> bool:
    """Whether a team may be without its lead of today at the end of a period."""
    lead = org.person.get(org.team[team].lead or "")
    return lead is None or not present(org, lead, period) or may_be_taken_away(org, lead)


def _may_be_ready(org: Organisation, person: Person, team: str) -> bool:
    """Whether somebody may come to be in a team, with the skills that its lead needs, or else in a
    role that manages.
    """
    places = places_of(org, person)
    if all(other != team for _, other in places):
        return False
    asked = asked_of_leads(org, team)
    if not asked:
        return any(org.role[role].can_manage for role, _ in places)
    return all(
        person.level(skill) >= level
        or any(org.role[role].skills_at_start.get(skill, 0) >= level for role, _ in places)
        or any(course.to_level >= level for course, _ in steps(org, person, skill, level))
        for skill, level in asked.items()
    )


def _is_ready(org: Organisation, seat: Seat, period: int) -> bool:
    asked = asked_of_leads(org, seat.team)
    if not asked:
        return org.role[seat.role].can_manage
    return all(seat_level(org, seat, skill, period) >= level for skill, level in asked.items())


def flows_on_offer(org: Organisation) -> Iterator[GroupFlowKey]:
    """Recruits, moves, redundancies and short time of groups; heads beyond what a need for staff
    asks for.

    Heads of groups go within a period, by the end of which notice has run.

    Parameters
    ----------
    org
        Read for groups, levers and needs for staff.

    Yields
    ------
    GroupFlowKey
        One flow for each group, lever, receiving group and period.

    Examples
    --------
    >>> group = org.people[0].replace(headcount=40.0)
    >>> next(flows_on_offer(org.replace(people=(group,))))
    GroupFlowKey(kind=None, lever=None, group='P01', to_group=None, period=1)
    """
    for period in range(org.calendar.periods):
        for group in org.groups:
            role = org.role[group.role]
            if (
                role.max_hires != 0
                and role.max_hires_year != 0
                and role.max_hires_total != 0
                and period >= first_whole_period(org, role, group.team)
            ):
                yield GroupFlowKey(None, None, group.id, None, period)
            for lever in org.levers:
                if applies_to(org, lever, group.role, (group.team, group.location)):
                    if lever.kind in MOVES:
                        for to in receiving_groups(org, lever, group):
                            yield GroupFlowKey(lever.kind, lever.id, group.id, to.id, period)
                    elif lever.kind is LeverKind.SHORT_TIME or (
                        lever.kind is LeverKind.REDUNDANCY
                        and period >= first_redundancy(org, lever)
                    ):
                        yield GroupFlowKey(lever.kind, lever.id, group.id, None, period)
        for lever in org.levers_of(LeverKind.OVERSTAFFING):
            for need in org.needs:
                if keeps_beyond(org, lever, need):
                    yield GroupFlowKey(lever.kind, lever.id, need.id, None, period)


def candidate_training_steps(org: Organisation) -> Iterator[tuple[TrainingKey, int]]:
    """Steps of training that serve a need or a rule, with each period in which they can be begun.

    Parameters
    ----------
    org
        Read for courses, roster and what every family has a use for.

    Yields
    ------
    tuple[TrainingKey, int]
        Step, and index of the period in which it begins. One that ends after the horizon is left
        out, unless having begun it counts.

    Examples
    --------
    >>> step, start = next(candidate_training_steps(org))
    >>> step.person, step.course, start
    ('P02', 'SQL 3→4', 0)
    """
    useful = SkillsThatHelp(org)
    for person in org.people:
        if person.is_group:
            continue
        there = [
            present(org, person, start) and person.start_date <= org.calendar.first_day(start)
            for start in range(org.calendar.periods)
        ]
        for skill, (target, in_training_counts) in sorted(_targets(org, useful, person).items()):
            for course, level in steps(org, person, skill, target):
                step = TrainingKey(
                    person.id,
                    course.id,
                    skill,
                    level,
                    course.to_level,
                    chance_of(org, person, course),
                )
                length = finished(org, course, 0)
                for start in course.dates or range(org.calendar.periods):
                    in_time = in_training_counts or start + length < org.calendar.periods
                    if in_time and there[start]:
                        yield step, start


def _targets(
    org: Organisation, useful: SkillsThatHelp, person: Person
) -> dict[str, tuple[int, bool]]:
    """Skill → highest level that something asks of the person, and whether being in training
    already counts.
    """
    targets: dict[str, tuple[int, bool]] = {}
    for skill, level, training_counts in useful.targets(person, places_of(org, person)):
        known, counts = targets.get(skill, (0, False))
        targets[skill] = (max(known, level), counts or training_counts)
    _ask_for_prerequisites(org, person, targets)
    return {skill: target for skill, target in targets.items() if person.level(skill) < target[0]}


def _ask_for_prerequisites(
    org: Organisation, person: Person, targets: dict[str, tuple[int, bool]]
) -> None:
    """Add what has to be learned before something that is asked for can be."""
    again = True
    while again:
        again = False
        for course in org.courses:
            if (
                course.skill in targets
                and open_to(org, person, course)
                and person.level(course.skill) < course.to_level
            ):
                for skill, level in course.after.items():
                    known, counts = targets.get(skill, (0, False))
                    if known < level:
                        targets[skill], again = (level, counts), True


def previous_seats(org: Organisation) -> Mapping[Seat, int]:
    """Seats of the previous plan that lie in the horizon, and how many of each.

    Parameters
    ----------
    org
        Read for its previous plan; without one the mapping is empty.

    Returns
    -------
    Mapping[Seat, int]
        Heads by kind of seat, also of kinds that are no longer on offer.

    Examples
    --------
    >>> before = op.Hire(
    ...     id="H-001",
    ...     role="iOS engineer",
    ...     team="Apps",
    ...     start_date=date(2027, 4, 1),
    ...     base_salary=90_000,
    ... )
    >>> previous_seats(org.replace(previous=op.Plan(hires=(before,))))
    Counter({Seat(role='iOS engineer', team='Apps', start=1, location=None, until=None,
    lever=None, position=None, candidate=None): 1})
    """
    return Counter(seat_of(org, hire) for hire in (org.previous.hires if org.previous else ()))
