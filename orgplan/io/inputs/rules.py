"""Rules: of the user, or of the library with what the user changes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import starmap
from typing import Any

from orgplan.constraints import make_rule, rule_module_of
from orgplan.constraints.parameters import TRIGGER, Parameters
from orgplan.domain import (
    GROUP_NAMES,
    GROUPS,
    STAGE_NAMES,
    Calendar,
    Catalogue,
    LibraryRule,
    Rule,
    Strength,
    key_of,
)
from orgplan.excel.read import (
    ErrorValue,
    Unreadable,
    choice_in_words,
    did_you_mean,
    fold,
    listed,
)
from orgplan.language import N_, _
from orgplan.schema.columns import Kind
from orgplan.schema.names import Choices
from orgplan.schema.rules import RULES
from orgplan.schema.words import FAMILY_WORDS, GROUP_WORDS, STAGE_WORDS

from ..tables.build import build_or_report
from ..tables.keyed_rows import KeyedRows
from ..tables.row import Row
from ..tables.table import Table
from ..terms.amounts import money
from ..terms.currency import Exchange
from ..terms.periods import period_label
from ..terms.scopes import Scopes
from ..terms.skill_names import SkillNames
from .capability.roles import RoleRegistry
from .capability.selectors import selected

_STATED = [column for column in RULES.columns if column.by_family or column.key in TRIGGER]


def _keys_of(*kinds: Kind, words: Choices | None = None) -> tuple[str, ...]:
    """Columns of a rule by what their cells hold, and by the words of the tool beside names."""
    return tuple(
        column.key
        for column in _STATED
        if column.kind in kinds and (words is None or column.words == words)
    )


_FIGURES, _SHARES = _keys_of(Kind.WHOLE, Kind.LEVEL), _keys_of(Kind.NUMBER, Kind.SHARE)
_CHOICES, _FLAGS = _keys_of(Kind.CHOICE), _keys_of(Kind.YES_NO)
_ROLES, _GROUPS = _keys_of(Kind.LIST, words=FAMILY_WORDS), _keys_of(Kind.LIST, words=GROUP_WORDS)
_STAGES = _keys_of(Kind.LIST, words=STAGE_WORDS)
_SKILL, _SKILLS = _keys_of(Kind.TEXT), _keys_of(Kind.LIST, words={})
_NEAR = {
    "skill": "skills",
    "skills": "skill",
    "level": "owner_level",
    "owner_level": "level",
    "count": "per",
    "per": "count",
}
_PROSE = ("sentence", "source")
_UNSAID = (*_PROSE, "id", "family", "strength")  # what the library's sentence does not speak of


def read_rules(
    table: Table | None,
    scopes: Scopes,
    roles: RoleRegistry,
    names: SkillNames,
    groups: Iterable[str] = (),
    calendar: Calendar | None = None,
    exchange: Exchange | None = None,
) -> tuple[Rule, ...]:
    """The domain's rules, in the order of the sheet; rows with faults are left out.

    Roles of the library that a rule requires join `roles`, so that they can be hired.

    Parameters
    ----------
    table
        A rule of the library by its name, with what the row changes of it, or one of the user's
        own; ``None`` if there is no such sheet: no rule is then in force.
    scopes
        Finds the parts of the organisation that a rule is for.
    roles
        Is changed where a role joins.
    names
        Gives the one name of two spellings of a skill.
    groups
        The user's own groups of skills, beside those of the library.
    calendar
        Without one, where Settings have faults, periods are not read.
    exchange
        Without one, prices are not read.

    Returns
    -------
    tuple of Rule
        Rules that are off too: they say that the library's is known and not wanted.
    """
    known = tuple(dict.fromkeys((*GROUPS, *groups)))
    found: list[Rule] = []
    rows = KeyedRows[str](
        "rule",
        _("each rule once"),
        N_("It is already in {cell}: delete one, or give it another name."),
    )
    for row in table or ():
        name = row.text("rule")
        if name is None or not rows.put(fold(name), row):
            continue
        rule = _rule(row, name, scopes, roles, names, known, calendar, exchange)
        if rule is not None:
            found.append(rule)
    return tuple(found)


def _rule(
    row: Row,
    name: str,
    scopes: Scopes,
    roles: RoleRegistry,
    names: SkillNames,
    groups: Sequence[str],
    calendar: Calendar | None,
    exchange: Exchange | None,
) -> Rule | None:
    # A plan workbook writes rules out in full: models that it was made with need not be there.
    """A rule: what the row says goes before the library's rule of that name; what the family does
    not read is a fault.
    """
    full = roles.planned and row.has("family")
    library = None if full else roles.catalogue.rule(name)
    family = _family(row, name, library, roles)
    strength = row.choice("strength")
    if family is None:
        return None
    fields: dict[str, Any] = {key: row.whole(key) for key in _FIGURES} | {
        key: row.number_in(key) for key in _SHARES
    }
    fields |= _in_force(row, calendar) if calendar else {}
    fields = {key: value for key, value in fields.items() if value is not None}
    given = _of_library(row, library, roles, names) if library is not None else {}
    fields = given | fields
    for key in _ROLES:
        if row.has(key):
            add = key == "roles" and strength != Strength.OFF.value
            fields[key] = selected(roles, row, key, add)
    fields |= _in_words(row, names, roles.catalogue)
    named = library or roles.catalogue.rule(name)
    if named is not None and named.family == family:
        fields |= _prose(row, named, _spoken_of(named, row, roles, names), fields)
    weight = row.number_in("weight")
    worth = money(row, "worth", exchange) if exchange is not None else None
    default = library.strength if library else Strength.MUST
    fields |= {
        "id": name,
        "family": family,
        "scopes": scopes.many(row, "scope", library.scope if library else "organisation"),
        "strength": Strength(strength) if strength else default,
        "weight": 1.0 if weight is None else weight,
        "worth": worth,
    }
    _refuse_unread(row, family, fields, _near_skill(row, family, names, fields))
    _demand(row, fields)
    _refuse_unknown_groups(row, fields, groups)
    known = rule_module_of(family).PARAMETERS.rule.model_fields
    read = {key: value for key, value in fields.items() if key in known}
    return build_or_report(row, "rule", lambda: make_rule(**read))


def _in_words(row: Row, names: SkillNames, catalogue: Catalogue) -> dict[str, Any]:
    """What a row says in words of its own: texts, choices, yes or no, and skills."""
    fields: dict[str, Any] = {
        key: catalogue.in_this_language(text) for key in _PROSE if (text := row.text(key))
    }
    fields |= {
        key: tuple(
            key_of(name, STAGE_NAMES if key in _STAGES else GROUP_NAMES)
            for name in row.names(key, wide=True)
        )
        for key in (*_STAGES, *_GROUPS)
        if row.has(key)
    }
    fields |= {key: entry for key in _CHOICES if (entry := row.choice(key))}
    fields |= {key: flag for key in _FLAGS if (flag := row.flag(key)) is not None}
    for key in _SKILL:
        if row.has(key):
            fields[key] = names.name(row.text(key) or "")
    for key in _SKILLS:
        if row.has(key):
            named = (names.name(skill) for skill in row.names(key, wide=True))
            fields[key] = tuple(dict.fromkeys(named))
    return fields


def _family_names() -> Iterator[str]:
    """Families of rules as a cell may name them, in the language of the run."""
    return starmap(choice_in_words, RULES.column("family").entries.items())


def _family(row: Row, name: str, library: LibraryRule | None, roles: RoleRegistry) -> str | None:
    """Family of a rule, its own or the library's; a fault where the name is neither of the library
    nor has a family beside it.
    """
    own = row.choice("family")
    family = own or (library.family if library else None)
    if family is None:
        if not row.has("family"):
            known = [
                text
                for rule in roles.catalogue.rules
                for text in (rule.id, rule.title.en, rule.title.zh)
            ]
            otherwise = _(
                "`orgplan rules list` shows the library's; a rule of your own needs its family:"
                " {families}.",
                families=listed(_family_names()),
            )
            row.fault(
                "rule",
                _("a rule of the library, or a family beside it"),
                did_you_mean(name, known, otherwise),
            )
        return None
    return family


def _of_library(
    row: Row, library: LibraryRule, roles: RoleRegistry, names: SkillNames
) -> dict[str, Any]:
    """Fields of the library's rule, in the names that the workbook uses; required roles join,
    unless the row turns the rule off.
    """
    fields: dict[str, Any] = {
        key: value
        for key in (*_FIGURES, *_SHARES)
        if (value := library.model_dump().get(key)) is not None
    }
    off = row.has("strength") and row.choice("strength") == Strength.OFF.value
    asks = rule_module_of(library.family).PARAMETERS.rule.adds_roles
    return fields | {
        "counts": () if row.has("counts") else _translated(library.counts, roles, row, add=False),
        "roles": (
            () if row.has("roles") else _translated(library.roles, roles, row, add=not off and asks)
        ),
        "also_counts": (
            ()
            if row.has("also_counts")
            else _translated(library.also_counts, roles, row, add=False)
        ),
        "skill": names.library(library.skill) if library.skill and not row.has("skill") else None,
        "skills": (
            () if row.has("skills") else tuple(names.library(skill) for skill in library.skills)
        ),
        "rounding": library.rounding,
        "all_seats": library.all_seats,
        "also_anywhere": library.also_anywhere,
        "shared": library.shared,
        "stages": library.stages,
        **{key: library.model_dump()[key] for key in _GROUPS},
        "sentence": library.sentence.shown,
        "source": library.source.shown,
    }


def _spoken_of(
    library: LibraryRule, row: Row, roles: RoleRegistry, names: SkillNames
) -> dict[str, Any]:
    """What the library's sentence speaks of, in the names that the workbook uses."""
    fields = library.model_dump(exclude={*_UNSAID})
    groups = ("counts", "roles", "also_counts")
    return fields | {
        **{key: _translated(fields[key], roles, row, add=False) for key in groups},
        "skill": names.library(library.skill) if library.skill else None,
        "skills": tuple(names.library(skill) for skill in library.skills),
    }


def _prose(
    row: Row, library: LibraryRule, stated: Mapping[str, Any], fields: Mapping[str, Any]
) -> dict[str, str]:
    """The library's sentence goes where the row changes what it says, also where the row repeats
    it; its source goes where the row has words of its own, which are not from there.
    """
    sentence = row.text("sentence")
    if sentence is not None and sentence not in (library.sentence.en, library.sentence.zh):
        return {} if row.has("source") else {"source": ""}
    kind = rule_module_of(library.family).PARAMETERS.rule.model_fields
    changed = [
        key
        for key, value in stated.items()
        if key in kind and (fields.get(key) or kind[key].default) != (value or kind[key].default)
    ]
    if not changed:
        return {}
    if sentence is not None:
        row.note(
            "sentence",
            _(
                "not shown: it describes the library's rule, but this row has other values under"
                " {columns}. Write a sentence of your own, or clear the cell.",
                columns=listed(map(row.shown, changed)),
            ),
        )
    return {"sentence": ""}


def _translated(
    selectors: tuple[str, ...], roles: RoleRegistry, row: Row, add: bool
) -> tuple[str, ...]:
    """Selectors of the library in the workbook's own role names; if none of its roles is there, the
    first one joins.
    """
    found = [name for selector in selectors for name in roles.select(selector)]
    absent = [library for selector in selectors if (library := roles.catalogue.role(selector))]
    if not found and absent and add:
        draft = roles.offer(absent[0])
        row.note(
            "rule",
            _(
                "the rule asks for the role {draft}, which is in no sheet: it was added from the"
                " library",
                draft=draft.name,
            ),
        )
        found = [draft.name]
    if not found:
        found = [
            library.title.zh if roles.chinese else library.title.en for library in absent
        ] or list(selectors)
    return tuple(dict.fromkeys(found))


def _in_force(row: Row, calendar: Calendar) -> dict[str, int]:
    """First and last period in which a rule is in force."""
    found: dict[str, int] = {}
    for key, field, place in (("from", "first", 0), ("to", "last", -1)):
        if not row.has(key):
            continue
        try:
            raw = row.raw(key)
            if isinstance(raw, ErrorValue):
                raise Unreadable(
                    _("a period"),
                    _("The cell shows an error: fix its formula, or type the value."),
                )
            _other, periods = period_label(raw, calendar)
            if not periods:
                raise Unreadable(
                    _(
                        "a period of the horizon, {first} to {last}",
                        first=calendar.labels[0],
                        last=calendar.labels[-1],
                    ),
                    _("Correct it, or leave the cell blank."),
                )
            found[field] = periods[place]
        except Unreadable as problem:
            row.fault(key, problem.expected, problem.fix)
    first, last = found.get("first"), found.get("last")
    if first is not None and last is not None and first > last:
        row.fault(
            "to", _("a period no earlier than the one under from"), _("Correct one of the two.")
        )
        found.pop("last")
    return found


def _demand(row: Row, fields: dict[str, Any]) -> None:
    """What the family cannot do without."""
    _demand_condition(row, fields)
    for required in rule_module_of(fields["family"]).PARAMETERS.required:
        if not any(fields.get(key) or row.has(key) for key in required.any_of):
            row.fault(required.any_of[0], required.expected, required.fix)


def _refuse_unread(row: Row, family: str, fields: dict[str, Any], near: str | None) -> None:
    """A column that the family does not read, or not without another one, is a fault at its cell:
    it would judge nothing.

    Workbooks that earlier versions wrote have a count of 1 in every row; it says no more than a
    blank.
    """
    parameters = rule_module_of(family).PARAMETERS
    for column in RULES.columns:
        key = column.key
        if not row.has(key) or key == near or (key == "count" and fields.get("count") == 1):
            continue
        if key not in parameters.reads:
            row.fault(
                key,
                _("a blank: {family} does not read {key}", family=_(family), key=row.shown(key)),
                _where_instead(row, key, parameters),
            )
        elif (
            (other := parameters.only_with.get(key))
            and not fields.get(other)
            and not row.has(other)
        ):
            row.fault(
                key,
                _(
                    "a blank, or {other} beside it: {family} reads {key} only with {other}",
                    other=row.shown(other),
                    family=_(family),
                    key=row.shown(key),
                ),
                _("Clear the cell, or fill in {other}.", other=row.shown(other)),
            )


def _where_instead(row: Row, key: str, parameters: Parameters) -> str:
    other = _NEAR.get(key)
    if key == "skills" and other in parameters.reads and not row.has("skill"):
        return _(
            "Write one skill under skill; for several skills, one row each, every row with a name"
            " of its own."
        )
    if other in parameters.reads and not row.has(other):
        return _("Move it to {other}, or clear the cell.", other=row.shown(other))
    own = listed(map(row.shown, sorted(parameters.own)), len(parameters.own))
    return _(
        "Clear the cell. Besides scope, strength, trigger and period the family reads: {own}.",
        own=own,
    )


def _near_skill(row: Row, family: str, names: SkillNames, fields: dict[str, Any]) -> str | None:
    """`skill` in place of `skills`, or the other way round, where it can mean one thing only; the
    column that was understood.
    """
    reads = rule_module_of(family).PARAMETERS.reads
    for key, other in (("skill", "skills"), ("skills", "skill")):
        if key in reads or other not in reads or not row.has(key) or row.has(other):
            continue
        found = tuple(dict.fromkeys(names.name(skill) for skill in row.names(key, wide=True)))
        if len(found) != 1:
            return None
        fields.pop(key, None)
        fields[other] = found if other == "skills" else found[0]
        row.note(
            key,
            _(
                "{family} reads {other}: {found} was taken as that",
                family=_(family),
                other=row.shown(other),
                found=found[0],
            ),
        )
        return key
    return None


def _demand_condition(row: Row, fields: dict[str, Any]) -> None:
    """A second condition needs its number; a least figure must not be above the most, where a
    library rule's is changed.
    """
    if (
        fields.get("also_counts")
        and fields.get("also_threshold") is None
        and not row.has("also_threshold")
    ):
        row.fault(
            "also_threshold",
            _("the heads of the second condition"),
            _("Fill in the number of heads of Also counts from which the rule applies."),
        )
    for low, high in (("per_min", "per"), ("least_share", "most_share")):
        least, most = fields.get(low), fields.get(high)
        if least is not None and most is not None and least > most:
            row.fault(
                low if row.has(low) else high,
                _("{low} no larger than {high}", low=low, high=high),
                _(
                    "{low} is {least:g} and {high} is {most:g}: correct one.",
                    low=low,
                    least=least,
                    high=high,
                    most=most,
                ),
            )
            fields.pop(low)


def _refuse_unknown_groups(row: Row, fields: dict[str, Any], known: Sequence[str]) -> None:
    for key in _GROUPS:
        for group in fields.get(key, ()):
            if group not in known:
                otherwise = _(
                    "Known: {names}; a group of your own stands on Skill groups.",
                    names=listed(known, 40),
                )
                row.fault(key, _("groups of skills"), did_you_mean(group, known, otherwise), group)
