"""The part of an organisation that an action can make a difference to: only that is judged again to
say why the action is there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from orgplan.constraints import (
    RuleModule,
    outside,
)
from orgplan.constraints.serving import reach
from orgplan.domain import (
    Action,
    GroupAction,
    Hire,
    Need,
    NeedKind,
    Organisation,
    Person,
    Plan,
    Scope,
    Takeover,
    Team,
    Training,
)

Reached = Mapping[tuple[str, Scope], frozenset[str]]  # rule and scope → teams that matter to it


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
            here = [
                action for action in plan.actions.values() if team_of_action(org, action) in group
            ]
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


def team_of_action(org: Organisation, action: Action) -> str:
    """Team in which an action takes place; for a move, the one that is left.

    Parameters
    ----------
    org
        Read for people and needs.
    action
        Of a plan.
    """
    if isinstance(action, Hire):
        return action.team
    if isinstance(action, GroupAction):
        if action.group in org.need:  # kept beyond a need for staff
            return min(org.teams_of(org.need[action.group].scope))
        return org.person[action.group].team
    if isinstance(action, Takeover):
        return action.team
    return org.person[action.person_id].team


def decided_within(part: Organisation, plan: Plan) -> Plan:
    """What the plan decides for people of a part, and all its seats.

    Parameters
    ----------
    part
        Of an organisation.
    plan
        Of all of it.
    """
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
