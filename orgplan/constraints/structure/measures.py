"""Measures of rules that ask for a number of people, heads made whole, and seats that start.

Only `measure` functions use this module.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import ceil, floor

from orgplan.domain import (
    TOLERANCE,
    Employment,
    Hire,
    Key,
    LeverKind,
    Measure,
    Member,
    NeedKind,
    PlanSimulation,
    Rounding,
    Rule,
    Scope,
    Sense,
    Strength,
    heads_of,
)


def heads_measure(
    rule: Rule, key: Key, required: int, by: Sequence[Member], is_triggered: bool
) -> Measure:
    """A rule that asks for a number of members once it is triggered, named by the rule and the rest
    of the key.

    Parameters
    ----------
    rule
        The rule, which gives family, strength and weight.
    key
        What follows the rule's id in the name: scope, aspect if any, period.
    required
        Heads asked for where it is triggered; elsewhere 0.
    by
        Who counts, people and seats as one head each, groups as theirs.
    is_triggered
        Whether the rule is triggered.

    Returns
    -------
    Measure
        In heads; a part of a head short counts as a whole one, and who counts is kept as the proof.

    Examples
    --------
    >>> from orgplan.constraints.structure.bus_factor import BusFactor
    >>> rule = BusFactor(id="R-1", scopes=(org.need["N-003"].scope,))
    >>> found = heads_measure(
    ...     rule, ("Apps", "holders of Java", "2027-Q1"), 2, [walk.member["P01"]], True
    ... )
    >>> found.key, found.shortfall, found.by
    (('R-1', 'Apps', 'holders of Java', '2027-Q1'), 1, ('P01',))
    """
    asked, there = required if is_triggered else 0, heads_of(by)
    short = max(0, ceil(asked - there - TOLERANCE))
    return rule_measure(rule, key, asked, there, short, ids(by), is_triggered)


def ids(members: Iterable[Member]) -> Iterator[str]:
    """Ids of members, for the proof of a measure.

    Parameters
    ----------
    members
        In the order in which they stand in the proof.

    Yields
    ------
    str
        One id a member.

    Examples
    --------
    >>> list(ids(walk.at_end(0)))[:2]
    ['P01', 'P02']
    """
    return (member.id for member in members)


def rule_measure(
    rule: Rule,
    key: Key,
    required: float,
    planned: float,
    short: float,
    by: Iterable[str],
    is_triggered: bool,
    *,
    unit: str = "heads",
    sense: Sense = Sense.AT_LEAST,
    hard: bool = False,
    worth: float | None = None,
) -> Measure:
    """A measure of a rule, named by the rule and the rest of the key.

    Parameters
    ----------
    rule
        The rule, which gives family, strength and weight.
    key
        What follows the rule's id in the name.
    required, planned, short
        What is asked for, what the plan has, and what is missing, all in `unit`.
    by
        Ids of people, groups and seats that count.
    is_triggered
        Whether the rule is triggered; where it is not, nothing may be short.
    unit
        Of the three figures.
    sense
        Whether what is asked for is a least, a most or an exact amount.
    hard
        Whether a must is a limit, with a row that cannot give; it then has no strength.
    worth
        What one unit short is worth in a period, in plan currency; ``None`` is no price.

    Returns
    -------
    Measure
        What the checker found, under the key that the row of the model has.
    """
    return Measure(
        rule.family,
        (rule.id, *key),
        required,
        planned,
        short,
        unit,
        sense,
        None if hard and rule.strength is Strength.MUST else rule.strength,
        rule.weight,
        is_triggered,
        tuple(by),
        worth,
    )


def leads_in(walk: PlanSimulation, scope: Scope, period: int) -> tuple[Member, ...]:
    """Who leads a team of a scope at the end of a period, each once.

    Parameters
    ----------
    walk
        The plan in time.
    scope
        Where.
    period
        Index of a period, 0 for the first.

    Returns
    -------
    tuple[Member, ...]
        In the order of the teams' ids.

    Examples
    --------
    >>> [member.id for member in leads_in(walk, org.need["N-005"].scope, 0)]
    ['P01', 'P10']
    """
    return leads_of(walk, walk.org.teams_of(scope), period)


def leads_of(walk: PlanSimulation, teams: Iterable[str], period: int) -> tuple[Member, ...]:
    """Who leads one of some teams at the end of a period, each once.

    Parameters
    ----------
    walk
        The plan in time.
    teams
        Ids, in any order.
    period
        Index of a period, 0 for the first.

    Returns
    -------
    tuple[Member, ...]
        In the order of the teams' ids.

    Examples
    --------
    >>> [member.id for member in leads_of(walk, ["Payments", "Apps"], 0)]
    ['P13', 'P01']
    """
    found = {m.id: m for team in sorted(teams) for m in walk.leads(team, period)}
    return tuple(found.values())


def able(
    walk: PlanSimulation, members: Iterable[Member], skill: str | None, level: int, period: int
) -> list[Member]:
    """Those who hold a skill at a level or above.

    Parameters
    ----------
    walk
        The plan, simulated.
    members
        People, groups and seats to choose from.
    skill
        Id of the skill; where it is ``None`` nobody is able.
    level
        Least level, 0-5.
    period
        Number of the period at whose end they hold it, courses that count by then included.

    Returns
    -------
    list of Member
        In the order of `members`.

    Examples
    --------
    >>> [member.id for member in able(walk, walk.at_end(0), "Java", 4, 0)]
    ['P01', 'P02', 'P03']
    """
    return [m for m in members if skill and walk.level(m, skill, period) >= level]


def critical_in(walk: PlanSimulation, named: tuple[str, ...], scope: Scope) -> tuple[str, ...]:
    """Skills that a rule names, else those of the must needs inside a scope.

    Parameters
    ----------
    walk
        The plan in time; only its organisation is read.
    named
        Skills of the rule; empty takes the must needs for holders and capacity.
    scope
        Of the rule.

    Returns
    -------
    tuple[str, ...]
        Ids of skills, each once. The checker's own version of
        :func:`~orgplan.constraints.model.proficiency.critical_skills`.

    Examples
    --------
    >>> (
    ...     critical_in(walk, (), org.need["N-003"].scope),
    ...     critical_in(walk, ("React",), org.need["N-003"].scope),
    ... )
    (('React', 'iOS', 'Android'), ('React',))
    """
    inside = (
        need.skill
        for need in walk.org.needs
        if need.strength is Strength.MUST
        and need.kind is not NeedKind.STAFF
        and walk.org.contains(scope, need.scope)
    )
    return tuple(dict.fromkeys(named or inside))


def is_successor(walk: PlanSimulation, member: Member, skill: str, level: int, period: int) -> bool:
    """Ready for good, or on a course in the skill whose level does not count yet.

    Nobody who is known to leave within the horizon, and no contractor.

    Parameters
    ----------
    walk
        The plan in time.
    member
        Person of the roster, or seat of the plan.
    skill
        Id.
    level
        1-5.
    period
        Index of a period, 0 for the first.

    Examples
    --------
    >>> is_successor(walk, walk.member["P10"], "Team leadership", 3, 0)
    True
    """
    person, hire = member.person, member.hire
    if person is not None and (
        person.employment is not Employment.EMPLOYEE
        or (person.end_date is not None and person.end_date <= walk.org.calendar.end)
    ):
        return False
    if hire is not None and hire.is_contractor:
        return False
    last = walk.org.calendar.last_day(period)
    return walk.level(member, skill, period) >= level or any(
        taken.course.skill == skill and taken.start_date <= last and taken.counts_from > period
        for taken in member.courses
    )


def share_of(share: float, heads: float) -> Fraction:
    """A share of heads, exactly: the share to a tenth of a percent, heads to a millionth.

    Binary fractions would make 0.07 x 100 more than 7, and a rule rounded up would ask for 8.

    Parameters
    ----------
    share
        0-1.
    heads
        Whole, or in parts where groups are counted.

    Returns
    -------
    Fraction
        Heads.

    Examples
    --------
    >>> share_of(0.07, 100)
    Fraction(7, 1)
    >>> in_heads(share_of(0.07, 100), Rounding.UP), 0.07 * 100
    (7, 7.000000000000001)
    """
    return Fraction(round(share * 1000), 1000) * Fraction(round(heads * 1_000_000), 1_000_000)


def in_heads(amount: Fraction, rounding: Rounding) -> int:
    """Heads made whole as a rule says; of halves, the nearest is the one above.

    Parameters
    ----------
    amount
        Heads, exactly.
    rounding
        As the rule says.

    Returns
    -------
    int
        Heads.

    Examples
    --------
    >>> [
    ...     in_heads(Fraction(5, 2), rounding)
    ...     for rounding in (Rounding.DOWN, Rounding.NEAREST, Rounding.UP)
    ... ]
    [2, 3, 3]
    """
    if rounding is Rounding.NEAREST:
        return floor(amount + Fraction(1, 2))
    return ceil(amount) if rounding is Rounding.UP else floor(amount)


def seats_started(
    walk: PlanSimulation,
    scope: Scope,
    selectors: tuple[str, ...],
    periods: Sequence[int],
    *,
    growth: bool,
) -> dict[str, float]:
    """Seats that start in some periods, and recruits of groups, by the action that opens them.

    Parameters
    ----------
    walk
        The plan, simulated.
    scope, selectors
        Where, and of which roles: ids, names or families; none is all.
    periods
        Numbers of the periods in which they start.
    growth
        Whether backfills and contractors are left out.

    Returns
    -------
    dict
        Id of the action → heads, in parts of heads for groups.

    Examples
    --------
    >>> from orgplan.finance.unit_costs import offered_hire
    >>> seat = offered_hire(org, "iOS engineer", "Apps", 1).replace(id="H-001")
    >>> hired = PlanSimulation(org, walk.plan.replace(hires=(seat,)))
    >>> seats_started(hired, org.need["N-003"].scope, (), [1], growth=True)
    {'H-001': 1.0}
    """
    org, part, started = walk.org, walk.org.part(scope), dict[str, float]()
    for hire in walk.plan.hires:
        counts = (hire.team, hire.location) in part and org.matches(hire.role, selectors)
        grows = hire.lever is None and hire.replaces is None and not hire.is_contractor
        if counts and (grows or not growth) and org.calendar.period_of(hire.start_date) in periods:
            started[hire.id] = 1.0
    for action in (action for action in walk.plan.group_actions if action.kind is None):
        group = org.person[action.group]
        counts = (group.team, group.location) in part and org.matches(group.role, selectors)
        if counts and org.calendar.period_of(action.start_date) in periods:
            started[action.id] = action.heads
    return started


def seats_decided_in(
    walk: PlanSimulation,
    scope: Scope,
    selectors: tuple[str, ...],
    periods: Sequence[int],
    *,
    growth: bool,
) -> dict[str, float]:
    """Seats that are decided in some periods, whenever they start, and recruits of groups: id of
    the action → heads; of growth alone, or all.

    Parameters
    ----------
    walk
        The plan in time.
    scope
        Where.
    selectors
        Role ids or families; empty selects all.
    periods
        Indices; negative ones lie before the horizon.
    growth
        Whether backfills and contractors are left out.

    Returns
    -------
    dict[str, float]
        Heads: 1 for a seat, as many as are recruited for a group.

    Examples
    --------
    >>> from orgplan.finance.unit_costs import offered_hire
    >>> seat = offered_hire(org, "iOS engineer", "Apps", 1).replace(id="H-001")
    >>> hired = PlanSimulation(org, walk.plan.replace(hires=(seat,)))
    >>> seats_decided_in(hired, org.need["N-003"].scope, (), [0], growth=True)
    {'H-001': 1.0}
    """
    org, ever = walk.org, range(-1, walk.org.calendar.periods)
    due = {hire.id: _decided(walk, hire) for hire in walk.plan.hires}
    for action in (action for action in walk.plan.group_actions if action.kind is None):
        group = org.person[action.group]
        due[action.id] = decision_period(
            walk, group.role, group.team, org.calendar.period_of(action.start_date)
        )
    seats = seats_started(walk, scope, selectors, ever, growth=growth)
    return {action: heads for action, heads in seats.items() if due[action] in periods}


def _decided(walk: PlanSimulation, hire: Hire) -> int:
    """Period in which a seat is decided: a contractor's by the months of the lever, before the
    horizon where recruiting is under way.
    """
    org = walk.org
    lever = org.lever.get(hire.lever or "")
    if lever is None or lever.kind is not LeverKind.CONTRACTOR:
        decided, position = (
            decision_of_seat(walk, hire),
            org.position.get(hire.position_id or ""),
        )
        return -1 if position is not None and position.under_way and decided >= 0 else decided
    months = org.calendar.month_of(hire.start_date) - lever.months
    return floor(round(months / org.calendar.months_per_period, 9))


def decision_of_seat(walk: PlanSimulation, hire: Hire) -> int:
    """Period in which a seat that is no contractor's must be decided: of one that is not listed, by
    the month.

    Parameters
    ----------
    walk
        The plan in time.
    hire
        Permanent.

    Returns
    -------
    int
        Index of a period; negative before the horizon.

    Examples
    --------
    >>> from orgplan.finance.unit_costs import offered_hire
    >>> decision_of_seat(walk, offered_hire(org, "iOS engineer", "Apps", 1))
    0
    """
    calendar = walk.org.calendar
    free = hire.position_id is None and hire.candidate_id is None
    start = calendar.month_of(hire.start_date) if free else calendar.period_of(hire.start_date)
    return decision_period(walk, hire.role, hire.team, start, hire.candidate_id, by_month=free)


def decision_period(
    walk: PlanSimulation,
    role: str,
    team: str,
    start: int,
    candidate: str | None = None,
    *,
    by_month: bool = False,
) -> int:
    """Period in which a seat must be decided to be filled at the start of another: whole periods
    that cover the lead time.

    Parameters
    ----------
    walk
        The plan, simulated.
    role, team
        Of the seat. The role's own lead time counts before that of the assumptions, both in months.
    start
        Number of the period at whose start the seat is filled, or of the month if `by_month`.
    candidate
        Id of the candidate who takes it: their notice, in months, stands for the lead time. Where
        it is not stated there is none if the earliest day is.
    by_month
        Whether `start` is a month; whole months then cover the lead time.

    Returns
    -------
    int
        Number of a period; negative where the decision falls before the horizon.

    Examples
    --------
    >>> decision_period(walk, "iOS engineer", "Apps", 1)
    0
    """
    months = walk.org.role[role].lead_time
    if months is None:
        months = walk.org.assumptions.get("lead_time", team, role)
    who = walk.org.candidate.get(candidate or "")
    if who is not None:
        months = (0.0 if who.earliest else months) if who.notice is None else who.notice
    if by_month:
        month = start
        while start - month < months - 1e-9:
            month -= 1
        return month // walk.org.calendar.months_per_period
    period = start
    while (start - period) * walk.org.calendar.months_per_period < months - 1e-9:
        period -= 1
    return period
