"""Measures of rules that ask for so many people. Only `measure` functions use this module."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from orgplan.domain.plan import TOLERANCE, Measure
from orgplan.domain.rules import Rule
from orgplan.domain.walk import Member, heads_of


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
