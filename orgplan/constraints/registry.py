"""Every family: those of the package, and those from outside, registered by a call or by an
installed distribution.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Annotated, Any, Union, get_args

from pydantic import Field, TypeAdapter

from orgplan.domain import Rule
from orgplan.errors import OrgplanError

from .families import FAMILIES, RULE_MODULES
from .family import Family, HasTraits, RuleModule
from .limits import offer
from .model.traits import Trait
from .parameters import COMMON, TRIGGER

GROUP = "orgplan.families"  # entry points by which a distribution brings families
_OUTSIDE: dict[str, Family] = {}


class NotAFamily(OrgplanError, TypeError):
    """Something that was registered as a family and lacks a part of it.

    Examples
    --------
    >>> op.register(object())
    Traceback (most recent call last):
    orgplan.constraints.registry.NotAFamily: ... has no FAMILY: ...
    """


def families() -> tuple[Family, ...]:
    """Every family, in the order in which rows are stated and plans are judged."""
    return (*FAMILIES, *outside())


def rule_modules() -> tuple[RuleModule, ...]:
    """Every family that executes rules."""
    return (*RULE_MODULES, *(one for one in outside() if isinstance(one, RuleModule)))


def outside() -> tuple[Family, ...]:
    """Families from outside the package, in the order in which they were registered."""
    load_installed()
    return tuple(_OUTSIDE.values())


def rule_families() -> tuple[str, ...]:
    """Names of the families that execute rules."""
    return tuple(module.FAMILY for module in rule_modules())


def with_trait(*traits: Trait) -> frozenset[str]:
    """Names of the families that have one of some traits.

    Parameters
    ----------
    *traits
        What to look for; several mean any of them, none finds nothing.

    Returns
    -------
    frozenset[str]
        Names as in :attr:`Family.FAMILY`.

    Examples
    --------
    >>> from orgplan.constraints.model.traits import Trait
    >>> with_trait(Trait.MONEY)
    frozenset({'budget'})
    """
    return frozenset(
        family.FAMILY
        for family in families()
        if isinstance(family, HasTraits) and family.TRAITS.intersection(traits)
    )


def family_of(name: str) -> Family:
    """The family of a name.

    Parameters
    ----------
    name
        `FAMILY` of one of the package or from outside.

    Raises
    ------
    KeyError
        If there is none.

    Examples
    --------
    >>> family_of("budget").FAMILY
    'budget'
    """
    return {family.FAMILY: family for family in families()}[name]


def rule_module_of(name: str) -> RuleModule:
    """The family of a name that executes rules.

    Parameters
    ----------
    name
        `FAMILY` of one that executes rules.

    Raises
    ------
    KeyError
        If there is none.

    Examples
    --------
    >>> rule_module_of("span").PARAMETERS.shortfall_unit
    'managers short'
    """
    return {family.FAMILY: family for family in rule_modules()}[name]


def meanings_of(parameter: str) -> dict[str, tuple[str, ...]]:
    """What a parameter means to the families of the package that read it: its own descriptions.

    Parameters
    ----------
    parameter
        Field of the types of their rules, and column of ``Rules``.

    Returns
    -------
    dict[str, tuple[str, ...]]
        Meaning → names of families, the meaning that most have in common first.

    Examples
    --------
    >>> meanings_of("tolerance")
    {'Share by which the heads may be missed': ('ratio',),
     'Points of share by which a bound may be missed': ('seniority_mix',)}
    """
    found: dict[str, tuple[str, ...]] = {}
    for module in RULE_MODULES:
        if parameter in module.PARAMETERS.own:
            meaning = module.PARAMETERS.meaning(parameter)
            found[meaning] = (*found.get(meaning, ()), module.FAMILY)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def make_rule(**fields: Any) -> Rule:
    """A rule from its fields, of the type of its `family`.

    Parameters
    ----------
    **fields
        As in the type of the family's rules; `family` chooses the type.

    Returns
    -------
    Rule
        A rule of the family's own type, registered families included.

    Raises
    ------
    pydantic.ValidationError
        If there is no such family, or a field is none of its own or has a value that it cannot
        have.

    Examples
    --------
    >>> from orgplan.domain import ORGANISATION
    >>> made = make_rule(id="R-1", family="bus_factor", scopes=(ORGANISATION,), count=2)
    >>> type(made).__name__, made.count
    ('BusFactor', 2)
    """
    kinds = tuple(module.PARAMETERS.rule for module in rule_modules())
    of_family = Annotated[Union[kinds], Field(discriminator="family")]  # type: ignore[valid-type] # noqa: UP007
    made: Rule = TypeAdapter(of_family).validate_python(fields)
    return made


def register(family: Family) -> None:
    """Have a family from outside stand in plans, checks, words, sheets and docs like those of the
    package.

    Parameters
    ----------
    family
        A module, or any object, with the parts of a family: `FAMILY`, `emit`, `measure`, `explain`,
        and a docstring that says what it is about. One that executes rules of the sheet ``Rules``
        also has `PARAMETERS` and `phrase`. Without `seats_that_help` and `skills_that_help`
        whatever there is may serve it. Registering it once more changes nothing.

    Raises
    ------
    NotAFamily
        If a part is missing, or another family has the name.

    Examples
    --------
    >>> import orgplan as op
    >>> op.register(object())
    Traceback (most recent call last):
    ...
    orgplan.constraints.registry.NotAFamily: ... has no FAMILY: ...
    """
    load_installed()
    _add(family)


def _add(family: Family) -> None:
    """Take up a family, unless a part is missing or the name is taken; the same one twice is
    one.
    """
    _refuse_half(family)
    known = {one.FAMILY: one for one in (*FAMILIES, *_OUTSIDE.values())}
    if known.get(family.FAMILY, family) is not family or family.FAMILY == offer.FAMILY:
        raise NotAFamily(f"there is a family {family.FAMILY!r} already: give yours another name")
    _OUTSIDE[family.FAMILY] = family


def _refuse_half(family: object) -> None:
    """Every part that a family has to have is there, and its rules are what the sheet can say."""
    parts = dir(family)
    for part in ("FAMILY", "emit", "measure", "explain"):
        if part not in parts:
            raise NotAFamily(
                f"{family!r} has no {part}: a family has FAMILY, emit, measure and explain"
                " (docs/add_a_rule.md)"
            )
    assert isinstance(family, Family)
    name = family.FAMILY
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise NotAFamily(f"FAMILY is {name!r}: small letters, digits and underscores are wanted")
    if not (family.__doc__ or "").strip():
        raise NotAFamily(f"{name} has no docstring: its first sentence says what it asks for")
    half = {"PARAMETERS", "phrase"} & set(parts)
    if not half:
        return
    if not isinstance(family, RuleModule):
        raise NotAFamily(
            f"{name} has {half.pop()} alone: a family of rules has PARAMETERS and phrase"
        )
    _refuse_rule_type(name, family)


def _refuse_rule_type(name: str, module: RuleModule) -> None:
    """Rules find their family by its literal, and may have only columns that the sheet has."""
    parameters = module.PARAMETERS
    if get_args(parameters.rule.model_fields["family"].annotation) != (name,):
        raise NotAFamily(
            f"{parameters.rule.__name__}.family is not Literal[{name!r}]: rules find their family"
            " by it"
        )
    columns = COMMON | TRIGGER | {key for own in RULE_MODULES for key in own.PARAMETERS.own}
    unknown = parameters.own - columns
    if unknown:
        raise NotAFamily(
            f"{name} reads {', '.join(sorted(unknown))}, which is no column of the sheet Rules:"
            " take those that there are"
        )


@cache
def load_installed() -> None:
    """Register what installed distributions bring, once, when families are first asked for."""
    for entry in entry_points(group=GROUP):
        _add(_loaded(entry))


def _loaded(entry: EntryPoint) -> Family:
    """The family of an entry point, which an installed distribution names."""
    try:
        family: Family = entry.load()
    except (ImportError, AttributeError) as problem:
        source = entry.dist.name if entry.dist is not None else entry.value
        raise NotAFamily(
            f"{source} brings the family {entry.name}, which cannot be loaded ({problem}): mend or"
            " uninstall it"
        ) from problem
    return family


@contextmanager
def registered(family: Family) -> Iterator[Family]:
    """Have a family stand beside those of the package for a while.

    Parameters
    ----------
    family
        As for :func:`register`.

    Yields
    ------
    Family
        The same family.

    Raises
    ------
    NotAFamily
        If a part is missing, or another family has the name.
    """
    register(family)
    try:
        yield family
    finally:
        del _OUTSIDE[family.FAMILY]
