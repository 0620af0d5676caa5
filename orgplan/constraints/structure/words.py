"""What a rule enforces, in words: the parts that families share."""

from __future__ import annotations

from collections.abc import Sequence

from orgplan.domain.rules import Rounding, Rule


def either(names: Sequence[str], otherwise: str = "people") -> str:
    """Names of which any will do, for instance ``Architect or Tech lead``."""
    return " or ".join(names) or otherwise


def with_skill(skill: str | None, level: int | None) -> str:
    """Who holds a skill, for instance `` with Java at 3``."""
    return f" with {skill} at {level} or above" if skill else ""


def made_whole_by(rounding: Rounding) -> str:
    """How heads are made whole, for instance ``rounded up``."""
    return "rounded to the nearest" if rounding is Rounding.NEAREST else f"rounded {rounding.value}"


def condition(rule: Rule) -> str:
    """When a rule asks for something, to stand behind what it asks for; nothing where it always does."""
    of = either(rule.counted)
    heads = []
    if rule.threshold is not None:
        heads.append(f"from {rule.threshold} {of} on")
    elif rule.of_those_there:
        heads.append(f"where there are any {of}")
    if rule.below is not None:
        heads.append(f"with fewer than {rule.below} {of}")
    facts = []
    if rule.product_lines_over is not None:
        facts.append(f"more than {rule.product_lines_over} product lines")
    if rule.load_over is not None:
        facts.append(f"more than {rule.load_over:g} FTE of work for each of the {of}")
    if facts:
        heads.append(f"with {' or '.join(facts)}")
    if rule.also_threshold is not None:
        where = " anywhere" if rule.also_anywhere else ""
        heads.append(f"with {rule.also_threshold} {either(rule.also_counts)}{where} or more")
    return f", {', '.join(heads)}" if heads else ""
