"""Every family: those of the package, and those that were registered from outside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Union

from pydantic import Field, TypeAdapter

from orgplan.constraints.families import FAMILIES, RULE_MODULES
from orgplan.constraints.family import Family, RuleModule
from orgplan.domain.rules import Rule

_OUTSIDE: dict[str, Family] = {}


def families() -> tuple[Family, ...]:
    """Every family, in the order in which rows are stated and plans are judged."""
    return (*FAMILIES, *outside())


def rule_modules() -> tuple[RuleModule, ...]:
    """Every family that executes rules."""
    return (
        *RULE_MODULES,
        *(family for family in outside() if isinstance(family, RuleModule)),
    )


def outside() -> tuple[Family, ...]:
    """Families that were registered from outside the package."""
    return tuple(_OUTSIDE.values())


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


def make_rule(**fields: Any) -> Rule:
    """A rule from its fields, of the type of its `family`.

    Raises
    ------
    pydantic.ValidationError
        If there is no such family, or a field is none of its own or has a value that it cannot have.
    """
    kinds = tuple(module.PARAMETERS.rule for module in rule_modules())
    of_family = Annotated[Union[kinds], Field(discriminator="family")]  # type: ignore[valid-type] # noqa: UP007
    made: Rule = TypeAdapter(of_family).validate_python(fields)
    return made


@contextmanager
def registered(family: Family) -> Iterator[Family]:
    """Have a family stand beside those of the package for a while."""
    _OUTSIDE[family.FAMILY] = family
    try:
        yield family
    finally:
        del _OUTSIDE[family.FAMILY]
