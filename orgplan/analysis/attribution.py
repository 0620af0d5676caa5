"""Why each action is in the plan: what would be lost without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from orgplan.constraints import (
    Family,
    Trait,
    families,
    rule_families,
    with_trait,
)
from orgplan.deadline import Deadline
from orgplan.domain import (
    TOLERANCE,
    Action,
    Hire,
    Measure,
    NeedKind,
    Organisation,
    Plan,
    PlanSimulation,
    Training,
)

from .touched_part import decided_within, neighbourhoods, team_of_action


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
        {team_of_action(org, action) for action in plan.actions.values()},
        PlanSimulation(org, plan),
    )
    judged = purposes()
    for part, teams in neighbourhoods(org, plan, acting):
        if deadline is not None and deadline.over:
            break
        actions = decided_within(part, plan)
        whole = everywhere.within(part, actions)
        before = _shorts(whole, judged)
        alike: dict[
            tuple[object, ...], tuple[LossIfRemoved, ...]
        ] = {}  # seats that differ in nothing but their id lose the same
        for action_id, action in actions.actions.items():
            if team_of_action(org, action) in teams and not (
                deadline is not None and deadline.over
            ):
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


def _shorts(walk: PlanSimulation, judged: Iterable[Family]) -> dict[str, Measure]:
    return {measure.name: measure for family in judged for measure in family.measure(walk)}


def without_idle_actions(
    org: Organisation,
    plan: Plan,
    lost: Mapping[str, tuple[LossIfRemoved, ...]],
    deadline: Deadline | None = None,
) -> Plan:
    """The plan without seats and courses that serve nothing, which a solve stopped early may leave
    in it: all at once where that loses nothing, else half of them, and so on down to each.

    `lost` is what each action loses; those of which it is not known stay, and so does what they
    rest on: the step before a course, a mentor. The last ones go first, so that a step that serves
    nothing goes before the one that it rests on.

    Parameters
    ----------
    org, plan
        What is true, and the plan that a search found before it was proven.
    lost
        Action id → what it loses, of every action of the plan (:func:`losses`).
    deadline
        Looked at before each action; those for which the time does not suffice stay. ``None`` takes
        the time that it takes.

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
    left = [tuple(reversed(idle))] if idle else []
    while left and not (deadline is not None and deadline.over):
        together = left.pop()
        shorter = walk
        for action in together:
            shorter = shorter.without(action)
        after = _shorts(shorter, kept)
        if not any(_lost(before, after)):
            walk, before = shorter.settled(), after
        elif len(together) > 1:  # each half by itself, the last actions before the first
            middle = len(together) // 2
            left += [together[middle:], together[:middle]]
    return walk.plan
