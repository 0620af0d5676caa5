"""Why each action is in the plan: what would be lost without it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from orgplan.constraints import (
    Family,
    RuleModule,
    Trait,
    families,
    outside,
    rule_families,
    with_trait,
)
from orgplan.constraints.serving import reach
from orgplan.deadline import Deadline
from orgplan.domain import (
    TOLERANCE,
    Action,
    GroupAction,
    Hire,
    Measure,
    Need,
    NeedKind,
    Organisation,
    Person,
    Plan,
    PlanSimulation,
    Scope,
    Takeover,
    Team,
    Training,
)

Reached = Mapping[tuple[str, Scope], frozenset[str]]  # rule and scope → teams that matter to it


def purposes() -> tuple[Family, ...]:
    """Families for whose sake actions are taken."""
    means = with_trait(Trait.MEANS)
    return tuple(family for family in families() if family.FAMILY not in means)


@dataclass(frozen=True)
class Growth:
    """A rule that asks for something only because the plan brings heads to its threshold.

    Attributes
    ----------
    counted
        Role families or role ids whose heads count; empty is everybody in the scope.
    heads
        Of them, with the plan.
    threshold
        Heads from which the rule asks.
    """

    counted: tuple[str, ...]
    heads: float
    threshold: int


@dataclass(frozen=True)
class LossIfRemoved:
    """What one requirement loses when one action is left out.

    Attributes
    ----------
    measure
        The requirement, as judged without the action.
    more_short
        By how much more it is short, in its unit.
    spared
        Whether it is a rule that asks for nothing with the action, and for something without it.
    growth
        Of a rule that asks only because the plan itself makes the organisation that large: how
        large.

    Examples
    --------
    >>> hire = planned.assessment.hires[0]
    >>> len(hire.losses) > 0
    True
    """

    measure: Measure
    more_short: float
    spared: bool = False
    growth: Growth | None = None

    @property
    def serves(self) -> str:
        """Need or rule that the action serves, for instance ``N-003`` or ``echelon(Payments)``."""
        return served(self.measure)


def served(measure: Measure) -> str:
    """Short name of the need, rule or limit behind a measure, without its period.

    Parameters
    ----------
    measure
        Its family decides what of the key is the name; the period, by which keys end, is left out.

    Returns
    -------
    str
        Id of the need; ``rule(scope)``; or ``family(first part of the key)`` for a limit.
    """
    if measure.family in tuple(NeedKind):
        return measure.key[0]
    if measure.family in rule_families():
        return f"{measure.key[0]}({measure.key[1]})"
    return f"{measure.family}({measure.key[0]})"


class Unmeasured(tuple[LossIfRemoved, ...]):
    """Losses of an action for which the time did not suffice: none is known, which is not to say
    that there is none.
    """

    __slots__ = ()


UNMEASURED = Unmeasured()


def losses(
    org: Organisation, plan: Plan, deadline: Deadline | None = None
) -> Mapping[str, tuple[LossIfRemoved, ...]]:
    """For each action, what every requirement loses when it alone is left out; nothing where others
    make up for it.

    Those for which the time does not suffice are :data:`UNMEASURED`.

    Parameters
    ----------
    org, plan
        What is true, and the actions that are left out one by one.
    deadline
        Looked at before each neighbourhood and each action; ``None`` takes the time that it takes.

    Returns
    -------
    Mapping[str, tuple[LossIfRemoved, ...]]
        Action id → what is missed more without it, in the order of the measures; an empty tuple
        where nothing is. Every action of the plan has an entry.

    Notes
    -----
    Only families that are worth acting for are judged (:func:`purposes`), and only the part of the
    organisation that an action can touch (:func:`neighbourhoods`). Actions are left out one at a
    time, so losses of several do not add up.
    """
    lost: dict[str, tuple[LossIfRemoved, ...]] = {}
    acting, everywhere = (
        {_team(org, action) for action in plan.actions.values()},
        PlanSimulation(org, plan),
    )
    judged = purposes()
    for part, teams in neighbourhoods(org, plan, acting):
        if deadline is not None and deadline.over:
            break
        actions = _within(part, plan)
        whole = everywhere.within(part, actions)
        before = _shorts(whole, judged)
        alike: dict[
            tuple[object, ...], tuple[LossIfRemoved, ...]
        ] = {}  # seats that differ in nothing but their id lose the same
        for action_id, action in actions.actions.items():
            if _team(org, action) in teams and not (deadline is not None and deadline.over):
                kind = _kind(action)
                if kind not in alike:
                    lacks = _shorts(whole.without(action_id), judged)
                    alike[kind] = tuple(
                        replace(loss, growth=_growth(whole, loss)) for loss in _lost(before, lacks)
                    )
                lost[action_id] = alike[kind]
    return {action_id: lost.get(action_id, UNMEASURED) for action_id in plan.actions}


def _kind(action: Action) -> tuple[object, ...]:
    """What two actions must share to lose the same."""
    if isinstance(action, Hire):
        return (
            action.role,
            action.team,
            action.location,
            action.start_date,
            action.end_date,
            action.lever,
        )
    return (action.id,)


def _team(org: Organisation, action: Action) -> str:
    """Team in which an action takes place; for a move, the one that is left."""
    if isinstance(action, Hire):
        return action.team
    if isinstance(action, GroupAction):
        if action.group in org.need:  # kept beyond a need for staff
            return min(org.teams_of(org.need[action.group].scope))
        return org.person[action.group].team
    if isinstance(action, Takeover):
        return action.team
    return org.person[action.person_id].team


def _lost(before: Mapping[str, Measure], after: Mapping[str, Measure]) -> Iterator[LossIfRemoved]:
    """What is short by more than before, rounding apart; a measure that was not there before was
    short by nothing.
    """
    for name, measure in after.items():
        more = measure.shortfall - (before[name].shortfall if name in before else 0.0)
        if more > TOLERANCE:
            spared = name in before and not before[name].triggered
            yield LossIfRemoved(measure, more, spared)


def _growth(walk: PlanSimulation, loss: LossIfRemoved) -> Growth | None:
    """How large the plan makes the scope of a rule that would ask for nothing without that."""
    org, measure = walk.org, loss.measure
    rule = org.rule.get(measure.key[0]) if measure.family in rule_families() else None
    if rule is None or rule.threshold is None or loss.spared:
        return None
    scope = next((one for one in rule.scopes if one.label == measure.key[1]), None)
    if scope is None or measure.key[-1] not in org.calendar.labels:
        return None
    there = walk.at_end(org.calendar.labels.index(measure.key[-1]), scope, rule.counted)
    heads = sum(member.heads for member in there)
    new = sum(member.heads for member in there if member.id in walk.plan.actions)
    reached = heads - new < rule.threshold <= heads
    return Growth(rule.counted, heads, rule.threshold) if reached else None


def _within(part: Organisation, plan: Plan) -> Plan:
    """What the plan decides for people of a part, and all its seats."""
    people = part.person
    return plan.replace(
        trainings=tuple(training for training in plan.trainings if training.person_id in people),
        moves=tuple(move for move in plan.moves if move.person_id in people),
        exits=tuple(leaving for leaving in plan.exits if leaving.person_id in people),
        short_times=tuple(reduced for reduced in plan.short_times if reduced.person_id in people),
        takeovers=tuple(
            one for one in plan.takeovers if one.who in people or one.who in plan.actions
        ),
        group_actions=tuple(
            action
            for action in plan.group_actions
            if action.group in people or action.group in part.need
        ),
    )


def _shorts(walk: PlanSimulation, judged: Iterable[Family]) -> dict[str, Measure]:
    return {measure.name: measure for family in judged for measure in family.measure(walk)}


def neighbourhoods(
    org: Organisation, plan: Plan, acting: Collection[str]
) -> Iterator[tuple[Organisation, frozenset[str]]]:
    """Each part of the organisation that an action in the teams that act can touch, with the teams
    in which it must be for that.

    Teams whose people share work (a capacity need of several teams), or between which the plan
    moves somebody, are judged together. The part keeps the needs and rules that take in any of
    them, what makes skills critical there, and everybody inside them, so that it judges an
    action as the whole organisation would.

    Parameters
    ----------
    org, plan
        What is true, and what is decided.
    acting
        Teams with an action; groups of teams without one are left out.

    Yields
    ------
    tuple[Organisation, frozenset[str]]
        Part of the organisation, and the teams whose actions are judged in it; every acting team is
        in exactly one.
    """
    together = _teams_that_share_work(org, plan)
    reached = {(rule.id, s): reach(org, rule, s) for rule in org.rules for s in rule.scopes}
    for group in dict.fromkeys(together[team.id] for team in org.teams):
        if not group.isdisjoint(acting):
            here = [action for action in plan.actions.values() if _team(org, action) in group]
            yield _part(org, group, _Touched.by(org, plan, here), reached), group


@dataclass(frozen=True)
class _Touched:
    """What actions in some teams can make a difference to.

    Attributes
    ----------
    skills
        Skills of whoever they hire or teach; ``None`` is any, as where somebody moves or leaves.
    acting
        Ids of the people about which the plan decides anything, wherever they are.
    """

    skills: frozenset[str] | None
    acting: frozenset[str]

    @classmethod
    def by(cls, org: Organisation, plan: Plan, actions: Iterable[Action]) -> _Touched:
        """What some of the actions of a plan touch.

        Parameters
        ----------
        org
            Read for courses and roles.
        plan
            All of it: whoever any action is about may be counted otherwise than the roster says.
        actions
            Those in the teams that are judged.

        Returns
        -------
        _Touched
            Skills that these can change; all (``None``) as soon as one of them is neither a course
            nor a hire without a named candidate.
        """
        skills = set[str]()
        acting = frozenset({*plan.of_person, *(one.person_id for one in plan.trainings)})
        for action in actions:
            if isinstance(action, Training):
                skills.add(org.course[action.course].skill)
            elif isinstance(action, Hire) and action.candidate_id is None:
                role = org.role[action.role]
                skills.update(role.skills_at_start, role.skills_after_ramp)
            else:
                return cls(None, acting)
        return cls(frozenset(skills), acting)

    def bears_on(self, need: Need) -> bool:
        """Whether a need can be served better or worse; who else works on one for capacity or staff
        matters always.

        Parameters
        ----------
        need
            Any need of the organisation.

        Returns
        -------
        bool
            ``False`` for needs for holders of a skill that no action touches.
        """
        return self.skills is None or need.kind is not NeedKind.HOLDERS or need.skill in self.skills

    def counts_for(self, need: Need, person: Person) -> bool:
        """Whether somebody elsewhere can be among the people that a need counts.

        Parameters
        ----------
        need
            A need that takes in teams elsewhere too.
        person
            Somebody of another team.

        Returns
        -------
        bool
            Whether the part of the organisation that is judged must keep the person.
        """
        return person.level(need.skill) >= need.min_level or person.id in self.acting


def _teams_that_share_work(org: Organisation, plan: Plan) -> dict[str, frozenset[str]]:
    """Team → the teams with which it must be judged: those of one need for capacity or staff, and
    those between which somebody moves.

    Where a course needs a mentor, or a family of a plug-in is at work, everything is judged
    together.
    """
    group = {team.id: frozenset({team.id}) for team in org.teams}
    shared = [org.teams_of(need.scope) for need in org.needs if need.kind is not NeedKind.HOLDERS]
    shared += [frozenset({org.person[move.person_id].team, move.team}) for move in plan.moves]
    people = org.person
    flows = (action for action in plan.group_actions if action.to_group is not None)
    shared += [
        frozenset({people[flow.group].team, people[flow.to_group or ""].team}) for flow in flows
    ]
    anywhere = not all(isinstance(family, RuleModule) for family in outside())
    if anywhere or any(org.course[training.course].mentored for training in plan.trainings):
        shared.append(
            frozenset(group)
        )  # mentors are found in any team, and who knows what others look at
    for teams in shared:
        joined = frozenset[str]().union(*(group[team] for team in teams))
        group |= dict.fromkeys(joined, joined)
    return group


def _part(
    org: Organisation, group: frozenset[str], touched: _Touched, reached: Reached
) -> Organisation:
    """The part of the organisation in which actions of a group of teams are judged, without its
    budget and previous plan.

    Parameters
    ----------
    org
        The whole.
    group
        Teams that are judged together.
    touched
        Skills that their actions can change, and people for which anything is decided.
    reached
        Rule and scope → teams that matter to it; a rule keeps the scopes that reach into the group.

    Returns
    -------
    Organisation
        Needs outside the group stay where they make skills critical for a rule of needs. Teams
        without any of it keep their place in the tree and lose their limits.
    """
    rules = tuple(
        rule.replace(scopes=tuple(s for s in rule.scopes if reached[rule.id, s] & group))
        for rule in org.rules
    )
    critical = [scope for rule in rules if rule.of_needs for scope in rule.scopes]
    needs = tuple(
        n
        for n in org.needs
        if (org.teams_of(n.scope) & group and touched.bears_on(n))
        or any(org.contains(scope, n.scope) for scope in critical)
    )
    scopes = {need.scope for need in needs if need.kind is not NeedKind.HOLDERS}
    scopes |= {scope for rule in rules for scope in rule.scopes}
    teams = group.union(*(org.teams_of(scope) for scope in scopes))
    teams |= teams.union(*(reached[rule.id, scope] for rule in rules for scope in rule.scopes))
    leads = {org.team[team].lead for team in teams}
    kept = {person.id for person in org.people if person.team in teams or person.id in leads}
    held = [need for need in needs if need.kind is NeedKind.HOLDERS]
    kept |= {
        person.id
        for need in held
        for team in org.teams_of(need.scope) - teams
        for person in org.people_of_team[team]
        if touched.counts_for(need, person)
    }
    people = tuple(
        person for person in org.people if person.id in kept or person.manager_id in kept
    )  # the people they lead say that they do
    names = {person.id for person in people}
    locks = tuple(lock for lock in org.locks if lock.who not in org.person or lock.who in names)
    return org.replace(
        teams=tuple(team if team.id in teams else _without_limits(team) for team in org.teams),
        needs=needs,
        rules=rules,
        people=people,
        locks=locks,
        cost_splits=tuple(split for split in org.cost_splits if split.person_id in names),
        relocations=tuple(one for one in org.relocations if one.person_id in names),
        previous=None,
        budget=(),
    )


def _without_limits(team: Team) -> Team:
    """A team whose heads nobody looks at."""
    return team.replace(min_headcount=None, max_headcount=None)


def without_idle_actions(
    org: Organisation, plan: Plan, lost: Mapping[str, tuple[LossIfRemoved, ...]]
) -> Plan:
    """The plan without seats and courses that serve nothing, which a solve stopped early may leave
    in it; one after the other.

    `lost` is what each action loses; those of which it is not known stay, and so does what they
    rest on: the step before a course, a mentor. The last ones go first, so that a step that serves
    nothing goes before the one that it rests on.

    Parameters
    ----------
    org, plan
        What is true, and the plan that a search found before it was proven.
    lost
        Action id → what it loses, of every action of the plan (:func:`losses`).

    Returns
    -------
    Plan
        The plan itself where nothing is idle.
    """
    idle = [
        action
        for action, of_it in lost.items()
        if not of_it
        and not isinstance(of_it, Unmeasured)
        and isinstance(plan.actions[action], Hire | Training)
    ]
    money = with_trait(Trait.MONEY)
    kept = [family for family in families() if family.FAMILY not in money]  # less is never dearer
    walk = PlanSimulation(org, plan)
    before = _shorts(walk, kept) if idle else {}
    for action in reversed(idle):
        shorter = walk.without(action)
        after = _shorts(shorter, kept)
        if not any(_lost(before, after)):
            walk, before = shorter.settled(), after
    return walk.plan
