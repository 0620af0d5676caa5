"""What must hold between the entries of a catalogue: ids resolve, levels rise, spellings belong to
one skill, nothing is left over.
"""

from collections.abc import Iterable, Iterator

from orgplan.constraints import rule_families, rule_module_of
from orgplan.domain import (
    DIMENSIONS,
    GROUPS,
    Band,
    Ladder,
    LibraryLevel,
    LibraryRole,
    LibraryRule,
    Range,
    SkillDefinition,
    Text,
    Value,
)

from .entries import ModelEntry, Shelf, nearest
from .faults import ModelFault
from .yaml_file import Route

AnyEntry = (
    ModelEntry[SkillDefinition]
    | ModelEntry[LibraryRole]
    | ModelEntry[Ladder]
    | ModelEntry[LibraryRule]
)

SCOPES = ("organisation", "each_team", "each_product_line", "each_department")


def references(shelf: Shelf) -> Iterator[ModelFault]:
    """Every fault between and inside the entries of a shelf.

    Parameters
    ----------
    shelf
        All folders laid over each other, so that a user's role may name a skill of the library.

    Yields
    ------
    ModelFault
        Names that lead nowhere, a spelling that two skills share, texts that are blank in one
        language, levels that do not fit together. What names an entry with faults of its own is
        passed over.
    """
    yield from _spellings(shelf.skills.values())
    for skill in shelf.skills.values():
        yield from _known(skill, ("group",), skill.value.group, GROUPS)
        yield from _blank_texts(skill, skill.value, ())
    for role in shelf.roles.values():
        yield from _role(role, shelf)
    for ladder in shelf.ladders.values():
        yield from _ladder(ladder, shelf)
    for rule in shelf.rules.values():
        yield from _rule(rule, shelf)


def orphans(shelf: Shelf) -> Iterator[ModelFault]:
    """Skills of the catalogue that no role asks for; a role that users replaced still speaks for
    its skills.

    Parameters
    ----------
    shelf
        All folders laid over each other; where entries could not be read nothing is said, for they
        may ask for the skill.
    """
    if shelf.unread:
        return
    roles = (*(entry.value for entry in shelf.roles.values()), *shelf.replaced)
    asked = {
        skill
        for role in roles
        for dimension in role.dimensions.values()
        for skill in dimension.skills
    }
    for name, entry in shelf.skills.items():
        if name not in asked:
            yield entry.fault(
                ("id",),
                f"no role asks for `{name}`",
                "name it in a dimension of a role, or delete it",
            )


def _spellings(skills: Iterable[ModelEntry[SkillDefinition]]) -> Iterator[ModelFault]:
    """Spellings that two skills share, and blank ones."""
    owners: dict[str, str] = {}
    for entry in skills:
        skill = entry.value
        routes: list[tuple[str, Route]] = [
            (skill.id, ("id",)),
            (skill.name.en, ("name", "en")),
            (skill.name.zh, ("name", "zh")),
        ]
        routes += [(alias, ("aliases", place)) for place, alias in enumerate(skill.aliases)]
        for spelling, route in routes:
            owner = owners.setdefault(spelling.casefold().strip(), skill.id)
            if owner != skill.id:
                yield entry.fault(
                    route,
                    f"`{spelling}` already belongs to the skill `{owner}`",
                    "keep it with one of the two",
                )
            if not spelling.strip():
                yield entry.fault(route, "is blank", "write a spelling, or delete it")
        for place, mention in enumerate(skill.mentions):
            if not mention.strip():
                yield entry.fault(("mentions", place), "is blank", "write a word, or delete it")


def _role(entry: ModelEntry[LibraryRole], shelf: Shelf) -> Iterator[ModelFault]:
    """Faults of a role: its six dimensions, skills and next roles that there are not, blank texts,
    levels.
    """
    role = entry.value
    if tuple(role.dimensions) != DIMENSIONS:
        yield entry.fault(
            ("dimensions",),
            f"has {', '.join(role.dimensions)}",
            f"use these six in this order: {', '.join(DIMENSIONS)}",
        )
    for name, dimension in role.dimensions.items():
        for place, skill in enumerate(dimension.skills):
            yield from _known_skill(entry, ("dimensions", name, "skills", place), skill, shelf)
    for place, following in enumerate(role.next):
        yield from _known(entry, ("next", place), following, shelf.roles, shelf.unread)
    yield from _blank_texts(entry, role, ())
    yield from _repeated_skills(entry)
    yield from _levels(entry)


def _repeated_skills(entry: ModelEntry[LibraryRole]) -> Iterator[ModelFault]:
    """Skills that stand in two dimensions of a role."""
    first: dict[str, str] = {}
    for name, dimension in entry.value.dimensions.items():
        for place, skill in enumerate(dimension.skills):
            if skill in first:
                yield entry.fault(
                    ("dimensions", name, "skills", place),
                    f"`{skill}` is already under {first[skill]}",
                    "keep it in one place",
                )
            first.setdefault(skill, name)


def _levels(entry: ModelEntry[LibraryRole]) -> Iterator[ModelFault]:
    """Faults of a role's levels: none at all, one id twice, skills that no level asks for."""
    role = entry.value
    if not role.levels:
        yield entry.fault(
            ("levels",),
            "is empty",
            "write at least one level; a role with one rung has a level `standard`",
        )
    mapped = {skill for dimension in role.dimensions.values() for skill in dimension.skills}
    asked: set[str] = set()
    seen: set[str] = set()
    for key, levels in (("levels", role.levels), ("archetypes", role.archetypes)):
        for place, level in enumerate(levels):
            route = (key, place)
            if level.id in seen:
                yield entry.fault((*route, "id"), f"`{level.id}` is there twice", "rename one")
            seen.add(level.id)
            asked.update(level.skills)
            yield from _level(entry, route, level, mapped)
    if role.variants == "levels":
        yield from _rising(entry, role.levels)
    for name, dimension in role.dimensions.items():
        for place, skill in enumerate(dimension.skills):
            if skill not in asked:
                yield entry.fault(
                    ("dimensions", name, "skills", place),
                    f"no level asks for `{skill}`",
                    "give it a number at one level",
                )


def _level(
    entry: ModelEntry[LibraryRole], route: Route, level: LibraryLevel, mapped: set[str]
) -> Iterator[ModelFault]:
    """Faults of one level: skills outside the dimensions, sources without a number, ranges the
    wrong way round.
    """
    for skill in level.skills:
        if skill not in mapped:
            yield entry.fault(
                (*route, "skills", skill),
                "is in none of the six dimensions",
                nearest(skill, sorted(mapped)),
            )
    for skill in level.skill_sources:
        if skill not in level.skills:
            yield entry.fault(
                (*route, "skill_sources", skill),
                "has a source but no number",
                "give it a number under `skills`",
            )
    for name, bounds in (("years", level.years), ("leads", level.leads), ("band", level.band)):
        yield from _bounds(entry, (*route, name), bounds)


def _bounds(
    entry: ModelEntry[LibraryRole] | ModelEntry[Ladder], route: Route, bounds: Range | Band | None
) -> Iterator[ModelFault]:
    if (
        bounds is not None
        and bounds.min is not None
        and bounds.max is not None
        and bounds.min > bounds.max
    ):
        yield entry.fault(
            route,
            f"begins at {bounds.min:g} and ends at {bounds.max:g}",
            "put the smaller figure first",
        )


def _rising(
    entry: ModelEntry[LibraryRole], levels: tuple[LibraryLevel, ...]
) -> Iterator[ModelFault]:
    """Skills of which a level asks for less than the level below it."""
    for place in range(1, len(levels)):
        below, above = levels[place - 1], levels[place]
        for skill, level in below.skills.items():
            asked = above.skills.get(skill, 0)
            if asked < level:
                problem = f"asks {skill} at {asked}, below the {level} of `{below.id}`"
                yield entry.fault(
                    ("levels", place, "skills", skill), problem, f"ask for {level} or more"
                )


def _ladder(entry: ModelEntry[Ladder], shelf: Shelf) -> Iterator[ModelFault]:
    yield from _blank_texts(entry, entry.value, ())
    for place, rung in enumerate(entry.value.rungs):
        yield from _known(entry, ("rungs", place, "role"), rung.role, shelf.roles, shelf.unread)
        yield from _bounds(entry, ("rungs", place, "years"), rung.years)
        for step, following in enumerate(rung.next):
            yield from _known(
                entry, ("rungs", place, "next", step), following, shelf.roles, shelf.unread
            )


def _rule(entry: ModelEntry[LibraryRule], shelf: Shelf) -> Iterator[ModelFault]:
    """Names in a rule that lead nowhere: family, scope, roles, groups, skills and stages."""
    rule = entry.value
    yield from _blank_texts(entry, rule, ())
    yield from _known(entry, ("family",), rule.family, rule_families())
    yield from _known(entry, ("scope",), rule.scope, SCOPES)
    families = {role.value.family for role in shelf.roles.values()}
    for name, values in (
        ("counts", rule.counts),
        ("also_counts", rule.also_counts),
        ("roles", rule.roles),
    ):
        for place, value in enumerate(values):
            yield from _known(
                entry, (name, place), value, (*shelf.roles, *sorted(families)), shelf.unread
            )
    for name, groups in (
        ("deep_groups", rule.deep_groups),
        ("broad_groups", rule.broad_groups),
        ("leg_groups", rule.leg_groups),
    ):
        for place, group in enumerate(groups):
            yield from _known(entry, (name, place), group, GROUPS)
    if rule.skill is not None:
        yield from _known_skill(entry, ("skill",), rule.skill, shelf)
    for place, skill in enumerate(rule.skills):
        yield from _known_skill(entry, ("skills", place), skill, shelf)
    if rule.family in rule_families() and "stages" in rule_module_of(rule.family).PARAMETERS.own:
        yield from _stages(rule, shelf)


def _stages(rule: LibraryRule, shelf: Shelf) -> Iterator[ModelFault]:
    for role in (shelf.roles[name] for name in rule.roles if name in shelf.roles):
        for key, levels in (("levels", role.value.levels), ("archetypes", role.value.archetypes)):
            for place, level in enumerate(levels):
                for number, stage in enumerate(level.stages):
                    route = (key, place, "stages", number)
                    yield from _known(role, route, stage, rule.stages)


def _known_skill(
    entry: ModelEntry[LibraryRole] | ModelEntry[LibraryRule], route: Route, skill: str, shelf: Shelf
) -> Iterator[ModelFault]:
    if skill not in shelf.skills and skill not in shelf.unread:
        fix = f"{nearest(skill, sorted(shelf.skills))} Otherwise add it to skills.yaml"
        yield entry.fault(route, f"`{skill}` is no skill of the catalogue", fix)


def _known(
    entry: AnyEntry,
    route: Route,
    word: str,
    known: Iterable[str],
    unread: Iterable[str] = (),
) -> Iterator[ModelFault]:
    """A fault where a word is none of the known ones; of entries that could not be read nothing is
    said.
    """
    words = list(known)
    if word not in words and word not in unread:
        yield entry.fault(route, f"`{word}` is not known", nearest(word, words))


def _blank_texts(entry: AnyEntry, value: Value, route: Route) -> Iterator[ModelFault]:
    for name, held in value:
        yield from _blank_in(entry, held, (*route, name))


def _blank_in(entry: AnyEntry, held: object, route: Route) -> Iterator[ModelFault]:
    """Blank texts anywhere inside a value; each is wanted in both languages."""
    if isinstance(held, Text):
        for language, words in (("en", held.en), ("zh", held.zh)):
            if not words.strip():
                yield entry.fault((*route, language), "is blank", "write it in both languages")
    elif isinstance(held, Value):
        yield from _blank_texts(entry, held, route)
    elif isinstance(held, tuple):
        for place, item in enumerate(held):
            yield from _blank_in(entry, item, (*route, place))
    elif isinstance(held, dict):
        for key, item in held.items():
            yield from _blank_in(entry, item, (*route, key))
