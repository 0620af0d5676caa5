"""Measures of rules that ask for so many people, heads made whole, and seats that start. Only `measure` functions use this module."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from orgplan.domain.plan import TOLERANCE, Measure
from orgplan.domain.rules import Rounding, Rule
from orgplan.domain.teams import Scope
from orgplan.domain.walk import Member, Walk, heads_of


def judged(rule: Rule, key: tuple[str, ...], required: int, by: Sequence[Member], bites: bool) -> Measure:
    """A rule that asks for so many members once it bites, named by the rule and the rest of the key."""
    asked = required if bites else 0
    return Measure(
        rule.family.value,
        (rule.id, *key),
        asked,
        heads_of(by),
        max(0, ceil(asked - heads_of(by) - TOLERANCE)),
        "heads",
        strength=rule.strength,
        weight=rule.weight,
        triggered=bites,
        by=tuple(member.id for member in by),
    )


def share_of(share: float, heads: float) -> Fraction:
    """A share, to a tenth of a percent, of heads (of groups to a millionth): exactly."""
    return Fraction(round(share * 1000), 1000) * Fraction(round(heads * 1_000_000), 1_000_000)


def in_heads(amount: Fraction, rounding: Rounding) -> int:
    """Heads made whole as a rule says; of halves, the nearest is the one above."""
    if rounding is Rounding.NEAREST:
        return floor(amount + Fraction(1, 2))
    return ceil(amount) if rounding is Rounding.UP else floor(amount)


def seats_started(walk: Walk, scope: Scope, selectors: tuple[str, ...], periods: Sequence[int], *, growth: bool) -> dict[str, float]:
    """Seats that start in some periods, and recruits of groups: id of the action → heads; of growth alone, or all."""
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
