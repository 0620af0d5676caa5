"""What can serve a constraint: seats, and how many of them at the most; skills, and to which level.

Each family says so for itself in `seats_that_help` and `skills_that_help`; where it does not,
anything may serve. The solver room offers what some family can be served by.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from orgplan.domain import (
    MOVES,
    LeverKind,
    Need,
    NeedKind,
    Organisation,
    Person,
    Role,
    Rule,
    Scope,
    Strength,
    applies_to,
    asked_of_leads,
    engagements,
    first_day_in,
    first_day_of_contractor,
    first_start,
    positions_on_offer,
    takeovers_matter,
)

from .decisions import Seat
from .presence import present
from .triggers import work_asked


class SkillTarget(NamedTuple):
    """A skill at a level by which somebody could serve a constraint, and whether having begun to
    learn it already counts.

    Attributes
    ----------
    skill
        Id.
    level
        1-5; a course that ends below it serves nothing.
    training_counts
        Whether a course counts from its first day, so that one which ends after the horizon is of
        use too.
    """

    skill: str
    level: int
    training_counts: bool = False


Places = frozenset[tuple[str, str]]  # roles and teams that somebody has or may come to have


@dataclass(frozen=True)
class HeadcountUpperBounds:
    """How many people there can be, as far as is known.

    Attributes
    ----------
    teams, roles
        Most heads by team, and by role and team.
    seats
        Most seats of use by role and team, as far as is known.
    demanded
        Most seats by role and team that are of use for something other than growing from them;
        empty while that is worked out.
    """

    teams: Mapping[str, int]
    roles: Mapping[tuple[str, str], int]
    seats: Mapping[tuple[str, str], int]
    demanded: Mapping[tuple[str, str], int]

    @cached_property
    def roles_of_team(self) -> Mapping[str, list[tuple[str, int]]]:
        """Team → most heads of each role in it."""
        return _by_team(self.roles)

    @cached_property
    def seats_of_team(self) -> Mapping[str, list[tuple[str, int]]]:
        """Team → most seats of use of each role in it."""
        return _by_team(self.seats)

    @cached_property
    def newcomers(self) -> dict[str, Mapping[str, float]]:
        """Team → skill → FTE that it takes to bring in everybody who learns it on the job; filled
        in as it is asked for.
        """
        return {}

    def within(
        self,
        org: Organisation,
        scope: Scope,
        counts: Iterable[str],
        but: Iterable[str] | None = None,
    ) -> int:
        """Most heads of some roles or families in a scope; where `but` is given, other than those.

        Parameters
        ----------
        org
            Read for the teams of a scope and for role families.
        scope
            Where.
        counts
            Role ids or families; empty is everybody.
        but
            Role ids or families; an empty iterable leaves everybody out, ``None`` nobody.

        Returns
        -------
        int
            Heads, at any time of the horizon.

        Examples
        --------
        >>> bounds = HeadcountUpperBounds(
        ...     {"Apps": 9}, {("iOS engineer", "Apps"): 2, ("Lead engineer", "Apps"): 1}, {}, {}
        ... )
        >>> (
        ...     bounds.within(org, org.need["N-003"].scope, ()),
        ...     bounds.within(org, org.need["N-003"].scope, (), but=["Lead engineer"]),
        ... )
        (3, 2)
        """
        chosen, left_out = tuple(counts), None if but is None else tuple(but)
        inside = (
            (role, most)
            for team in org.teams_of(scope)
            for role, most in self.roles_of_team.get(team, ())
            if org.matches(role, chosen)
        )
        return sum(
            most for role, most in inside if left_out is None or not org.matches(role, left_out)
        )

    def somebody_in(self, org: Organisation, scope: Scope) -> bool:
        """Whether there can be anybody in a scope.

        Parameters
        ----------
        org
            Read for the teams of a scope.
        scope
            Where.

        Examples
        --------
        >>> HeadcountUpperBounds({"Apps": 9}, {}, {}, {}).somebody_in(org, org.need["N-003"].scope)
        True
        """
        return any(self.teams[name] for name in org.teams_of(scope))


def _by_team(pairs: Mapping[tuple[str, str], int]) -> Mapping[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for (role, team), most in pairs.items():
        found[team].append((role, most))
    return found


def no_seats(org: Organisation, role: Role, team: str, bounds: HeadcountUpperBounds) -> int:
    """For families that no seat serves: they only ever say what may not be.

    Parameters
    ----------
    org, role, team, bounds
        Not read; as in :class:`~orgplan.constraints.family.SaysSeats`.

    Returns
    -------
    int
        0.
    """
    return 0


def no_skills(org: Organisation, person: Person, places: Places) -> Iterator[SkillTarget]:
    """For families that no training serves.

    Parameters
    ----------
    org, person, places
        Not read; as in :class:`~orgplan.constraints.family.SaysSkills`.

    Returns
    -------
    Iterator[SkillTarget]
        Empty.
    """
    return iter(())


def no_seats_for_rule(
    org: Organisation, rule: Rule, role: Role, team: str, bounds: HeadcountUpperBounds
) -> int:
    """For families of rules that no seat serves.

    Parameters
    ----------
    org, rule, role, team, bounds
        Not read; as in :class:`~orgplan.constraints.family.RuleSaysSeats`.

    Returns
    -------
    int
        0.
    """
    return 0


def no_skills_for_rule(
    org: Organisation, rule: Rule, scope: Scope, person: Person
) -> Iterator[SkillTarget]:
    """For families of rules that no training serves.

    Parameters
    ----------
    org, rule, scope, person
        Not read; as in :class:`~orgplan.constraints.family.RuleSaysSkills`.

    Returns
    -------
    Iterator[SkillTarget]
        Empty.
    """
    return iter(())


def scope_alone(org: Organisation, rule: Rule, scope: Scope) -> frozenset[str]:
    """Teams whose people and seats decide on a rule, for families that look at its scope alone.

    Parameters
    ----------
    org
        Read for the teams of a scope.
    rule
        Unused: the scope alone decides.
    scope
        One of the rule's.

    Returns
    -------
    frozenset[str]
        Ids.

    Examples
    --------
    >>> sorted(scope_alone(org, org.rule["echelon"], org.need["N-005"].scope))
    ['Payments', 'Payments SRE']
    """
    return org.teams_of(scope)


def brings(role: Role, skill: str, level: int) -> bool:
    """Whether a new hire of a role has a skill at a level once ramped up.

    Parameters
    ----------
    role
        Read for what it is worth after the ramp.
    skill
        Id; one that the role does not list is 0.
    level
        1-5.

    Examples
    --------
    >>> brings(org.role["iOS engineer"], "iOS", 3), brings(org.role["iOS engineer"], "Java", 3)
    (True, False)
    """
    return role.level_at(skill, ramped=True) >= level


def could_lead(org: Organisation, role: Role, team: str) -> bool:
    """Whether a seat of a role could take over a team: where somebody may have to, and the role is
    ready once ramped up.

    Parameters
    ----------
    org
        Read for rules on leads, and who leads today.
    role
        Of a seat.
    team
        Id.

    Examples
    --------
    >>> could_lead(org, org.role["Lead engineer"], "Apps")
    False
    """
    if not takeovers_matter(org, team):
        return False
    asked = asked_of_leads(org, team)
    ready = all(brings(role, skill, level) for skill, level in asked.items())
    return ready if asked else role.can_manage


def skills_of_leads(org: Organisation, scope: Scope) -> Iterator[SkillTarget]:
    """What leads of the teams of a scope need, where somebody may have to take over.

    Parameters
    ----------
    org
        Read for rules on leads, and who leads today.
    scope
        Where.

    Yields
    ------
    SkillTarget
        Skill and level for each team that may lose its lead; the same one may come again.
    """
    for team in sorted(org.teams_of(scope)):
        if takeovers_matter(org, team):
            for skill, level in asked_of_leads(org, team).items():
                yield SkillTarget(skill, level)


def scopes_with(
    org: Organisation, rule: Rule, team: str, bounds: HeadcountUpperBounds
) -> list[Scope]:
    """Scopes of a rule that a team is in; where the rule asks something of those who are there,
    only those in which anybody can be.

    Parameters
    ----------
    org
        Read for the scopes of a rule by team.
    rule
        One that is switched on.
    team
        Id.
    bounds
        Most heads by team.

    Returns
    -------
    list[Scope]
        In the order of the rule's scopes.

    Examples
    --------
    >>> bounds = HeadcountUpperBounds({"Apps": 9, "Payments": 12}, {}, {}, {})
    >>> [scope.label for scope in scopes_with(org, org.rule["echelon"], "Apps", bounds)]
    ['Apps']
    """
    scopes = list(org.scopes_by_team(rule).get(team, ()))
    if rule.of_those_there:
        scopes = [scope for scope in scopes if bounds.somebody_in(org, scope)]
    return scopes


def seats_to_outgrow(org: Organisation, rule: Rule, scope: Scope) -> int:
    """Seats, whatever the role, that take a scope out of a rule that is triggered only below a
    number of heads, or under a load.

    Parameters
    ----------
    org
        Read for roster, caps of teams and needs.
    rule
        Without `below` and `load_over` there is nothing to outgrow.
    scope
        One of the rule's.

    Returns
    -------
    int
        Heads; 0 where caps don't let it grow that far. The fewest heads of any period are what it
        grows from.

    Examples
    --------
    >>> (
    ...     seats_to_outgrow(org, org.rule["echelon"], org.rule["echelon"].scopes[0]),
    ...     seats_to_outgrow(
    ...         org, org.rule["echelon"].replace(below=12), org.rule["echelon"].scopes[0]
    ...     ),
    ... )
    (0, 3)
    """
    if rule.below is None and rule.load_over is None:
        return 0
    teams = [org.team[name] for name in org.teams_of(scope)]
    caps = [math.inf if team.max_headcount is None else team.max_headcount for team in teams]
    heads = [sum(h) for h in zip(*(heads_today(org, team.id) for team in teams), strict=True)]
    fewest, use = min(heads, default=0), 0
    if rule.below is not None and sum(caps) >= rule.below:
        use = max(0, int(rule.below) - int(fewest))
    if rule.load_over is not None:
        work = max(work_asked(org, scope, period) for period in range(org.calendar.periods))
        use = max(use, math.ceil(work / rule.load_over))
    return use


def heads_today(org: Organisation, team: str) -> list[int]:
    """People of today's roster who are in a team at the end of each period, if nothing is decided.

    Parameters
    ----------
    org
        Read for roster and calendar.
    team
        Id.

    Returns
    -------
    list[int]
        One count a period; a group counts as one here, whatever its heads.

    Examples
    --------
    >>> heads_today(org, "Apps")
    [6, 6, 6, 6]
    """
    return [
        sum(present(org, person, period) for person in org.people_of_team[team])
        for period in range(org.calendar.periods)
    ]


def somebody_may_make_room(org: Organisation) -> bool:
    """Whether people can be moved or let go.

    Parameters
    ----------
    org
        Read for its levers.

    Examples
    --------
    >>> somebody_may_make_room(org)
    False
    """
    return bool(org.levers_of(*MOVES, LeverKind.REDUNDANCY))


def contracted(org: Organisation, role: Role, team: str) -> bool:
    """Whether contractors are on offer for a role in a team.

    Parameters
    ----------
    org
        Read for its levers.
    role
        Without a band a contractor has no price.
    team
        Id.

    Examples
    --------
    >>> contracted(org, org.role["iOS engineer"], "Apps")
    False
    """
    places = [(team, location) for location in role.locations or (None,)]
    contractors = org.levers_of(LeverKind.CONTRACTOR) if role.band_mid is not None else ()
    return any(applies_to(org, lever, role.id, place) for lever in contractors for place in places)


def earliest_seats(org: Organisation, role: Role, team: str) -> list[Seat]:
    """Seats of a role in a team, each filled as early as can be, in each location: a free one, one
    in each kind of position, and contractors.

    Parameters
    ----------
    org
        Read for lead times, positions and levers.
    role
        Locations are those in which it is hired; none is one of no name.
    team
        Id.

    Returns
    -------
    list[Seat]
        Kinds of seats, from which bounds and rows are read before there is a model.

    Examples
    --------
    >>> earliest_seats(org, org.role["iOS engineer"], "Apps")[0].start
    1
    """
    first = first_filled(org, role, team)
    return [
        seat
        for at in role.locations or (None,)
        for seat in (
            Seat(role.id, team, first, at),
            *_listed(org, role, team, at),
            *_contractors(org, role, team, at),
        )
    ]


def _contractors(org: Organisation, role: Role, team: str, location: str | None) -> Iterator[Seat]:
    """Contractors, each as early as can be: their lead time is not that of the role."""
    for lever in org.levers_of(LeverKind.CONTRACTOR) if contracted(org, role, team) else ():
        soonest = next(engagements(org, lever), None)
        if soonest is not None and applies_to(org, lever, role.id, (team, location)):
            start, until = soonest
            yield Seat(role.id, team, start, location, until, lever.id)


def first_filled(org: Organisation, role: Role, team: str) -> int:
    """First period in which a seat can be filled, by whoever is there first.

    Parameters
    ----------
    org
        Read for lead times, positions and levers.
    role
        Of the seat.
    team
        Id.

    Returns
    -------
    int
        Index of a period; it may lie after the horizon.

    Examples
    --------
    >>> first_filled(org, org.role["iOS engineer"], "Apps")
    1
    """
    hired = first_start(org, role, team)
    listed = [seat.start for seat in _listed(org, role, team, None)]
    contractors = org.levers_of(LeverKind.CONTRACTOR) if contracted(org, role, team) else ()
    begun = (org.calendar.period_of(first_day_of_contractor(org, one)) for one in contractors)
    return min([hired, *listed, *begun])


def _listed(org: Organisation, role: Role, team: str, location: str | None) -> list[Seat]:
    """Seats in positions, each filled as early as can be: a first day inside a period gives less in
    it.
    """
    names = positions_on_offer(org, role.id, team)
    starts = (org.calendar.period_of(first_day_in(org, org.position[name])) for name in names)
    return [
        Seat(role.id, team, start, location, None, None, name)
        for start, name in zip(starts, names, strict=True)
    ]


def asked_for(org: Organisation, need: Need, role: Role, team: str) -> dict[int, float]:
    """Period → amount of a need, where a seat of a role in a team could be there to serve it.

    Parameters
    ----------
    org
        Read for lead times, positions and levers.
    need
        Read for its amounts by period, in its own unit: heads or FTE.
    role, team
        The kind of seat.

    Returns
    -------
    dict[int, float]
        Empty where the need is off, or elsewhere.

    Examples
    --------
    >>> asked_for(org, org.need["N-007"], org.role["iOS engineer"], "Apps")
    {2: 1.0, 3: 1.0}
    """
    if need.strength is Strength.OFF or team not in org.teams_of(need.scope):
        return {}
    first = first_filled(org, role, team)
    return {
        period: amount
        for period, amount in enumerate(need.required)
        if amount > 0 and period >= first
    }


def seats_of_needs(
    org: Organisation,
    role: Role,
    team: str,
    kind: NeedKind,
    seats_for: Callable[[Organisation, Need, Role, str], int],
) -> int:
    """Seats of a role that the needs of a kind in a team have a use for, where it brings their
    skill.

    Parameters
    ----------
    org
        Read for its needs by team.
    role, team
        The kind of seat.
    kind
        Holders or capacity.
    seats_for
        Most seats for one need.

    Returns
    -------
    int
        Heads, the sum over the needs.
    """
    return sum(
        seats_for(org, need, role, team)
        for need in org.needs_of_team[team]
        if need.kind is kind and brings(role, need.skill, need.min_level)
    )


def targets_of_needs(org: Organisation, kind: NeedKind, places: Places) -> Iterator[SkillTarget]:
    """The skill of each need of a kind, at its level, where somebody is or may come to be.

    Parameters
    ----------
    org
        Read for its needs by team.
    kind
        Holders or capacity.
    places
        Pairs of role and team that somebody has or may come to have.

    Yields
    ------
    SkillTarget
        Skill and least level of each need that is not off.

    Examples
    --------
    >>> list(targets_of_needs(org, NeedKind.HOLDERS, frozenset({("Frontend engineer", "Apps")})))[
    ...     :2
    ... ]
    [SkillTarget(skill='iOS', level=3, training_counts=False), SkillTarget(skill='Android',
    level=3, training_counts=False)]
    """
    teams = {team for _, team in places}
    # Each once, in the order of the workbook, however many of the teams it takes in.
    reached = {need.id: need for team in sorted(teams) for need in org.needs_of_team[team]}
    for need in reached.values():
        if need.kind is kind and need.strength is not Strength.OFF:
            yield SkillTarget(need.skill, need.min_level)
