"""Which decisions can be of use, and how many of them at the most: what is left out could never be in a best plan."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from orgplan.constraints.model.interface import Seat, TrainingKey
from orgplan.constraints.model.output import output_of_seat
from orgplan.constraints.model.presence import present
from orgplan.constraints.model.proficiency import areas, critical_skills, finished, seat_level
from orgplan.constraints.structure.growth_cap import USUAL_GROWTH
from orgplan.constraints.structure.ratio import USUAL_RATIO
from orgplan.constraints.structure.span import USUAL_SPAN, span_of
from orgplan.domain.base import Strength
from orgplan.domain.levers import MOVES, LeverKind
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.offers import (
    applies_to,
    chance_of,
    first_day_in,
    first_start,
    open_to,
    positions_on_offer,
    steps,
)
from orgplan.domain.organisation import Organisation
from orgplan.domain.people import COVERS, MAX_PROFICIENCY, Person
from orgplan.domain.positions import Lock, LockedAction, LockRow
from orgplan.domain.roles import Role
from orgplan.domain.rules import (
    DEEP,
    OF_CRITICAL_SKILLS,
    OF_RISING,
    OF_THOSE_THERE,
    Rule,
    RuleFamily,
    Shared,
)
from orgplan.domain.teams import Scope
from orgplan.solver.candidate_actions import places_of

ROUNDS = 3  # rules that count heads which other rules add: bounds are raised so many times


@dataclass(frozen=True)
class HeadcountUpperBounds:
    """How many people there can be, as far as is known.

    Attributes
    ----------
    teams, roles
        Most heads by team, and by role and team.
    wanted
        Most seats by role and team that are of use for something other than growing from them;
        empty while that is worked out.
    """

    teams: Mapping[str, int]
    roles: Mapping[tuple[str, str], int]
    wanted: Mapping[tuple[str, str], int]

    def within(
        self,
        org: Organisation,
        scope: Scope,
        counts: Iterable[str],
        but: Iterable[str] | None = None,
    ) -> int:
        """Most heads of some roles or families in a scope; where `but` is given, other than those."""
        chosen, left_out = tuple(counts), None if but is None else tuple(but)
        inside = (
            (role, most)
            for (role, team), most in self.roles.items()
            if team in org.teams_of(scope) and org.matches(role, chosen)
        )
        return sum(
            most for role, most in inside if left_out is None or not org.matches(role, left_out)
        )


def hire_bounds(org: Organisation) -> dict[tuple[str, str], int]:
    """Most seats of each role in each team that a best plan opens over the horizon; pairs of no use are left out.

    A seat is of use if it serves a need, a minimum headcount or a rule. No best plan opens more
    seats than would serve all of those on their own, in the worst period.
    """
    wanted = _tighten(org, {}, {})
    growing = any(
        rule.family is RuleFamily.GROWTH_CAP and rule.strength is not Strength.OFF
        for rule in org.rules
    )
    return _tighten(org, wanted, wanted) if growing else wanted


def _tighten(
    org: Organisation, bounds: dict[tuple[str, str], int], wanted: Mapping[tuple[str, str], int]
) -> dict[tuple[str, str], int]:
    for _ in range(ROUNDS):
        crowd = _headcount_upper_bounds(org, bounds, wanted)
        bounds = {
            (role.id, team.id): bound
            for role in org.roles
            for team in org.teams
            if _can_be_filled(org, role, team.id)
            and (bound := _hire_upper_bound(org, role, team.id, crowd)) > 0
        }
    return bounds


def _can_be_filled(org: Organisation, role: Role, team: str) -> bool:
    """Whether a seat can be filled within the horizon: by a hire, or by a contractor."""
    hired = role.hireable and first_start(org, role, team) < org.calendar.periods
    return hired or bool(positions_on_offer(org, role.id, team)) or _contracted(org, role, team)


def _contracted(org: Organisation, role: Role, team: str) -> bool:
    places = [(team, location) for location in role.locations or (None,)]
    contractors = org.levers_of(LeverKind.CONTRACTOR) if role.band_mid is not None else ()
    return any(applies_to(org, lever, role.id, place) for lever in contractors for place in places)


def _headcount_upper_bounds(
    org: Organisation, bounds: Mapping[tuple[str, str], int], wanted: Mapping[tuple[str, str], int]
) -> HeadcountUpperBounds:
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
    return HeadcountUpperBounds(teams, roles, wanted)


def _hire_upper_bound(org: Organisation, role: Role, team: str, crowd: HeadcountUpperBounds) -> int:
    use = sum(
        _seats_for_need(org, role, team, need)
        for need in org.needs
        if need.strength is not Strength.OFF
    )
    use += sum(
        _seats_for_rule(org, role, team, rule, crowd)
        for rule in org.rules
        if rule.strength is not Strength.OFF
    )
    use += org.team[team].min_headcount or 0
    use += _seats_for_mentoring(org, role)
    use += sum(
        1 for p in org.positions if p.lock is Lock.MUST and (p.role, p.team) == (role.id, team)
    )
    use += sum(
        lock.count
        for lock in org.locks
        if lock.lock is Lock.MUST and _locks_seats(lock, role, team)
    )
    caps = [use]
    if role.max_hires is not None and not _contracted(org, role, team):
        caps.append(role.max_hires * org.calendar.periods)
    most = org.team[team].max_headcount
    if most is not None and not org.levers_of(
        *MOVES, LeverKind.REDUNDANCY
    ):  # nobody makes room for another
        caps.append(max(0, most - min(_present(org, team))))
    return min(caps)


def _seats_for_mentoring(org: Organisation, role: Role) -> int:
    """Mentors that everybody together could need in the skills that a holder can train others in."""
    skills = {course.skill for course in org.courses if course.mentored}
    taught = sum(role.level_at(skill, ramped=True) >= DEEP for skill in skills)
    each = org.assumptions.get("learners_per_mentor")
    return taught * math.ceil(len(org.people) / min(each, 1.0)) if each else 0


def _locks_seats(lock: LockRow, role: Role, team: str) -> bool:
    seats = (LockedAction.HIRE, LockedAction.CONTRACTOR, LockedAction.BACKFILL)
    return lock.action in seats and lock.who in (None, role.id) and lock.team in (None, team)


def _present(org: Organisation, team: str) -> list[int]:
    return [
        sum(present(org, person, period) for person in org.people_of_team[team])
        for period in range(org.calendar.periods)
    ]


def _first_filled(org: Organisation, role: Role, team: str) -> int:
    """First period in which a seat can be filled, by whoever is there first."""
    hired = first_start(org, role, team)
    listed = [seat.start for seat in _listed(org, role, team, None)]
    contractors = org.levers_of(LeverKind.CONTRACTOR) if _contracted(org, role, team) else ()
    return min([hired, *listed, *(org.calendar.first_after(lever.months) for lever in contractors)])


def _listed(org: Organisation, role: Role, team: str, location: str | None) -> list[Seat]:
    """Seats in positions, each filled as early as can be: a first day inside a period gives less in it."""
    names = positions_on_offer(org, role.id, team)
    starts = (org.calendar.period_of(first_day_in(org, org.position[name])) for name in names)
    return [
        Seat(role.id, team, start, location, None, None, name)
        for start, name in zip(starts, names, strict=True)
    ]


def _seats_for_need(org: Organisation, role: Role, team: str, need: Need) -> int:
    if team not in org.teams_of(need.scope):
        return 0
    if need.kind is NeedKind.STAFF:
        return math.ceil(max(need.required)) if org.matches(role.id, (need.skill,)) else 0
    if role.level_at(need.skill, ramped=True) < need.min_level:
        return 0
    first, last = _first_filled(org, role, team), org.calendar.periods - 1
    asked = [(t, amount) for t, amount in enumerate(need.required) if amount > 0 and t >= first]
    places = role.locations or (None,)
    seats = [
        seat
        for at in places
        for seat in (Seat(role.id, team, first, at), *_listed(org, role, team, at))
    ]
    able = {
        (seat, t)
        for seat in seats
        for t in range(seat.start, last + 1)
        if seat_level(org, seat, need.skill, t) >= need.min_level
    }
    if need.kind is NeedKind.HOLDERS:
        held = [amount for t, amount in asked if any((seat, t) in able for seat in seats)]
        return math.ceil(max(held, default=0))
    least = min((fte for seat, t in able if (fte := output_of_seat(org, seat, t)) > 0), default=0.0)
    return math.ceil(max(amount for _, amount in asked) / least) if least and asked else 0


def _seats_for_rule(
    org: Organisation, role: Role, team: str, rule: Rule, crowd: HeadcountUpperBounds
) -> int:
    scopes = [scope for scope in rule.scopes if team in org.teams_of(scope)]
    if rule.family in OF_THOSE_THERE:
        scopes = [
            scope for scope in scopes if any(crowd.teams[name] for name in org.teams_of(scope))
        ]
    use = max((_seats_across(org, rule, scope) for scope in scopes), default=0)
    if rule.family is RuleFamily.DIRECTOR:
        shares = rule.shared is not Shared.NO and team in org.shared_teams
        return use + rule.count * (
            (bool(scopes) and rule.shared is not Shared.ONLY) or shares
        ) * org.matches(role.id, rule.roles)
    if not scopes:
        return 0
    counted = _SEATS_BY_COUNT.get(rule.family)
    if counted is not None:
        return use + max(counted(org, role, rule, scope, crowd) for scope in scopes)
    return use + _seats_for_skills(org, role, rule, scopes)


def _seats_for_ratio(
    org: Organisation, role: Role, rule: Rule, scope: Scope, crowd: HeadcountUpperBounds
) -> int:
    most = sum(crowd.teams[name] for name in org.teams_of(scope))
    return math.ceil(most / (rule.per or USUAL_RATIO)) if org.matches(role.id, rule.roles) else 0


def _seats_for_span(
    org: Organisation, role: Role, rule: Rule, scope: Scope, crowd: HeadcountUpperBounds
) -> int:
    """Seats that lead; nobody is hired to be led."""
    most = sum(crowd.teams[name] for name in org.teams_of(scope))
    if rule.roles:
        leads = org.matches(role.id, rule.roles)
        return math.ceil(most / (rule.per or USUAL_SPAN)) if leads else 0
    return math.ceil(most / span_of(role, rule)) if role.can_manage else 0


def _seats_for_share(
    org: Organisation, role: Role, rule: Rule, scope: Scope, crowd: HeadcountUpperBounds
) -> int:
    """Seats that raise a share that is too small, and seats of others that thin out one that is too large."""
    some, among = org.matches(role.id, rule.roles), org.matches(role.id, rule.counts)
    least, most = (
        max(0.0, (rule.least_share or 0.0) - rule.tolerance),
        (rule.most_share or 0.0) + rule.tolerance,
    )
    use = 0.0
    if some and not among:
        use = least * crowd.within(org, scope, rule.counts)
    elif some and least < 1:
        use = least / (1 - least) * crowd.within(org, scope, rule.counts, but=rule.roles)
    elif among and not some and 0 < most < 1:
        use = crowd.within(org, scope, rule.roles) / most
    return math.ceil(use - 1e-9)


def _seats_to_grow_from(
    org: Organisation, role: Role, rule: Rule, scope: Scope, crowd: HeadcountUpperBounds
) -> int:
    """Seats, whatever their use, that let a scope grow more in a later quarter because it has more heads at the opening."""
    if len(org.calendar.quarters) < 2 or not org.matches(role.id, rule.counts):
        return 0
    seats = sum(
        most
        for (name, team), most in crowd.wanted.items()
        if team in org.teams_of(scope) and org.matches(name, rule.counts)
    )
    fewest = 0
    if not org.levers_of(*MOVES, LeverKind.REDUNDANCY):
        inside = (
            person for team in sorted(org.teams_of(scope)) for person in org.people_of_team[team]
        )
        here = [
            person
            for person in inside
            if org.matches(person.role, rule.counts) and not person.is_group
        ]
        fewest = min(
            sum(present(org, person, period) for person in here)
            for period in range(org.calendar.periods)
        )
    return max(0, math.ceil(seats / (rule.most_share or USUAL_GROWTH) - 1e-9) - fewest)


def _seats_that_count(
    org: Organisation, role: Role, rule: Rule, scope: Scope, crowd: HeadcountUpperBounds
) -> int:
    able = rule.skill is None or role.level_at(rule.skill, ramped=True) >= (rule.level or COVERS)
    return rule.count * (able and org.matches(role.id, rule.roles))


def _none(
    org: Organisation, role: Role, rule: Rule, scope: Scope, crowd: HeadcountUpperBounds
) -> int:
    return 0


_SEATS_BY_COUNT: Mapping[
    RuleFamily, Callable[[Organisation, Role, Rule, Scope, HeadcountUpperBounds], int]
] = {
    RuleFamily.RATIO: _seats_for_ratio,
    RuleFamily.SPAN: _seats_for_span,
    RuleFamily.SENIORITY_MIX: _seats_for_share,
    RuleFamily.GROWTH_CAP: _seats_to_grow_from,
    RuleFamily.HIRING_FREEZE: _none,
    RuleFamily.MIN_TEAM_SIZE: _seats_that_count,
    RuleFamily.ON_CALL: _seats_that_count,
}


def _seats_for_skills(org: Organisation, role: Role, rule: Rule, scopes: list[Scope]) -> int:
    """Seats of use to a rule for what their holders can do once ramped up."""

    def able(skill: str, level: int) -> bool:
        return role.level_at(skill, ramped=True) >= level

    owner = rule.owner_level or (
        COVERS if rule.family is RuleFamily.GROUPING else MAX_PROFICIENCY + 1
    )
    owns = sum(able(area, owner) for scope in scopes for area in areas(org, scope))
    if rule.family is RuleFamily.ECHELON:
        return rule.count * able(rule.skill or "", rule.level or COVERS) + owns
    if rule.family is RuleFamily.GROUPING:
        return rule.count * owns
    if rule.family in OF_CRITICAL_SKILLS:
        held = max(
            sum(able(skill, rule.level or COVERS) for skill in critical_skills(org, rule, scope))
            for scope in scopes
        )
        return rule.count * bool(held) if rule.family is RuleFamily.BUS_FACTOR else held
    if rule.family is RuleFamily.SUCCESSION:
        rises = not org.matches(role.id, rule.roles) and able(
            rule.skill or "", rule.level or COVERS
        )
        return max(rule.count, rule.ready) * rises
    if rule.family is RuleFamily.TALENT_SHAPE:
        groups = org.skills_of_group
        return rule.count * all(
            any(able(s, level) for g in asked for s in groups.get(g, ()))
            for _, asked, level in rule.parts
        )
    if rule.family is RuleFamily.LIAISON and not any(
        org.team[team].partners for scope in scopes for team in org.teams_of(scope)
    ):
        return 0
    return rule.count * (rule.skill is not None and able(rule.skill, rule.level or COVERS))


def _seats_across(org: Organisation, rule: Rule, scope: Scope) -> int:
    """Seats, whatever the role, that take a scope out of a rule which bites only below a number of heads."""
    teams = [org.team[name] for name in org.teams_of(scope)]
    caps = [math.inf if team.max_headcount is None else team.max_headcount for team in teams]
    if rule.below is None or sum(caps) < rule.below or _taken_over(org, rule, scope):
        return 0
    if rule.family is RuleFamily.GROUPING and not areas(org, scope):
        return 0
    fewest = min(
        sum(here) for here in zip(*(_present(org, team.id) for team in teams), strict=True)
    )
    return max(0, int(rule.below) - int(fewest))


def _taken_over(org: Organisation, rule: Rule, scope: Scope) -> bool:
    """Whether an echelon asks at least as much from that number of heads on, so that growing out of a grouping gains nothing."""
    return any(
        other.family is RuleFamily.ECHELON
        and scope in other.scopes
        and other.strength in (Strength.MUST, rule.strength)
        and (other.strength is not rule.strength or other.weight >= rule.weight)
        and (other.threshold or 1) <= (rule.below or 0)
        and (other.counts, other.below, other.product_lines_over, other.also_threshold)
        == (rule.counts, None, None, None)
        and (other.first, other.last) == (None, None)
        and (other.owner_level or 0) >= (rule.owner_level or COVERS)
        for other in org.rules
        if rule.family is RuleFamily.GROUPING
        and rule.count == 1
        and other.strength is not Strength.OFF
    )


def candidate_training_steps(org: Organisation) -> Iterator[tuple[TrainingKey, int]]:
    """Steps of training that serve a need or a rule, with each period in which they can be begun."""
    for person in org.people:
        if person.is_group:
            continue
        for skill, (target, in_training_counts) in sorted(_targets(org, person).items()):
            for course, level in steps(org, person, skill, target):
                step = TrainingKey(
                    person.id,
                    course.id,
                    skill,
                    level,
                    course.to_level,
                    chance_of(org, person, course),
                )
                for start in course.dates or range(org.calendar.periods):
                    in_time = (
                        in_training_counts or finished(org, course, start) < org.calendar.periods
                    )
                    if (
                        in_time
                        and present(org, person, start)
                        and person.start_date <= org.calendar.first_day(start)
                    ):
                        yield step, start


def _targets(org: Organisation, person: Person) -> dict[str, tuple[int, bool]]:
    """Skill → highest level that something asks of the person, and whether being in training already counts."""
    targets: dict[str, tuple[int, bool]] = {}

    def ask(skill: str, level: int, *, training_counts: bool = False) -> None:
        known, counts = targets.get(skill, (0, False))
        targets[skill] = (max(known, level), counts or training_counts)

    places = places_of(org, person)
    teams = {team for _, team in places}
    for role in {role for role, _ in places} - {person.role}:
        for skill, level in org.role[role].skills_at_start.items():
            ask(skill, level)
    for need in org.needs:
        if (
            need.strength is not Strength.OFF
            and need.kind is not NeedKind.STAFF
            and teams & org.teams_of(need.scope)
        ):
            ask(need.skill, need.min_level)
    for rule in org.rules:
        if rule.strength is not Strength.OFF:
            for scope in rule.scopes:
                if teams & org.teams_of(scope):
                    for skill, level in _asked_of(org, rule, scope, person):
                        ask(
                            skill,
                            level,
                            training_counts=rule.family in OF_RISING and skill == rule.skill,
                        )
    for lock in org.locks:
        if (
            lock.lock is Lock.MUST
            and lock.action is LockedAction.TRAIN
            and lock.who in (None, person.id)
        ):
            for course in org.courses:
                if lock.what in (None, course.id, course.skill):
                    ask(course.skill, course.to_level, training_counts=True)
    for skill in {course.skill for course in org.courses if course.mentored}:
        ask(skill, DEEP)
    _ask_for_prerequisites(org, person, targets)
    return {skill: wanted for skill, wanted in targets.items() if person.level(skill) < wanted[0]}


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


def _asked_of(
    org: Organisation, rule: Rule, scope: Scope, person: Person
) -> Iterator[tuple[str, int]]:
    """Skills, each with its level, by which somebody of a scope may serve a rule."""
    if rule.family is RuleFamily.TALENT_SHAPE:
        yield from _missing_of_shape(org, rule, person)
    partners = rule.family is RuleFamily.LIAISON and any(
        org.team[team].partners for team in org.teams_of(scope)
    )
    if rule.skill and (
        partners or rule.family in (*OF_RISING, RuleFamily.REVIEW_CADENCE, RuleFamily.ON_CALL)
    ):
        yield rule.skill, rule.level or COVERS
    if rule.family in OF_CRITICAL_SKILLS:
        yield from ((skill, rule.level or COVERS) for skill in critical_skills(org, rule, scope))
    owner = rule.owner_level or (COVERS if rule.family is RuleFamily.GROUPING else None)
    if owner and rule.family in (RuleFamily.ECHELON, RuleFamily.GROUPING):
        yield from ((area, owner) for area in areas(org, scope))


def _missing_of_shape(org: Organisation, rule: Rule, person: Person) -> Iterator[tuple[str, int]]:
    """What somebody could learn towards a shape; nothing where a part is missing that no course on offer leads to."""
    learnable: list[tuple[str, int]] = []
    for _, groups, level in rule.parts:
        skills = [skill for group in groups for skill in org.skills_of_group.get(group, ())]
        if any(person.level(skill) >= level for skill in skills):
            continue
        taught = [
            (s, level)
            for s in skills
            if any(course.to_level >= level for course, _ in steps(org, person, s, level))
        ]
        if not taught:
            return
        learnable += taught
    yield from learnable
