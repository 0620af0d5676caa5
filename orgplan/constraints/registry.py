"""Every family: those of the package, and those that were registered from outside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from orgplan.constraints.families import FAMILIES, RULE_MODULES
from orgplan.constraints.family import Family, RuleModule

_OUTSIDE: dict[str, Family] = {}


def families() -> tuple[Family, ...]:
    """Every family, in the order in which rows are stated and plans are judged."""
    return (*FAMILIES, *_OUTSIDE.values())


def rule_modules() -> tuple[RuleModule, ...]:
    """Every family that executes rules."""
    return (
        *RULE_MODULES,
        *(family for family in _OUTSIDE.values() if isinstance(family, RuleModule)),
    )


def rule_families() -> tuple[str, ...]:
    """Names of the families that execute rules."""
    return tuple(module.FAMILY for module in rule_modules())


def family_of(name: str) -> Family:
    """The family of a name.

    Raises
    ------
    KeyError
        If there is none.
    """
    return {family.FAMILY: family for family in families()}[name]


def rule_module_of(name: str) -> RuleModule:
    """The family of a name that executes rules.

    Raises
    ------
    KeyError
        If there is none.
    """
    return {family.FAMILY: family for family in rule_modules()}[name]


@contextmanager
def registered(family: Family) -> Iterator[Family]:
    """Have a family stand beside those of the package for a while."""
    _OUTSIDE[family.FAMILY] = family
    try:
        yield family
    finally:
        del _OUTSIDE[family.FAMILY]
