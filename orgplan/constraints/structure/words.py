"""What a rule enforces, in words: the parts that families share.

Keys of measures are English in every language; here their parts become words of the language of the
run.
"""

import re
from collections.abc import Iterator, Sequence

from orgplan.domain import FAMILY_NAMES, Rounding, Rule, named, shown_label
from orgplan.language import N_, _, ngettext, with_values

FEWEST = "fewest"  # behind the name of a manager: the row asks for a fewest of reports
_OF_LEVEL = re.compile(r"from (\d+)")
_OF_YEAR = re.compile(r"year (\S+)")


def shown_aspect(aspect: str) -> str:
    """The part of a rule that a measure is of, in the language of the run; names of people, roles
    and partners stay.

    Parameters
    ----------
    aspect
        The third part of a key, in English as keys are.

    Examples
    --------
    >>> shown_aspect("holders of Java"), shown_aspect("P-007, fewest")
    ('holders of Java', 'P-007, fewest')
    """
    part, of, name = aspect.partition(" of ")
    if of and part == "holders":
        return _("holders of {skill}", skill=name)
    if of and part == "owner":
        return _("owner of {area}", area=name)
    who, comma, what = aspect.rpartition(", ")
    if comma and what == FEWEST:
        return _("{who}, fewest", who=who)
    return _(aspect)


def number_of(aspect: str, number: float) -> str:
    """How many a rule asks for of what it counts, for instance ``1 successor``.

    Parameters
    ----------
    aspect
        What is counted, as a measure has it: successors, holders of a skill, or an owner of an
        area.
    number
        How many.

    Examples
    --------
    >>> number_of("successors", 1), number_of("holders of Java", 2)
    ('1 successor', '2 holders of Java')
    """
    part, of, name = aspect.partition(" of ")
    if of and part == "holders":
        return ngettext("{n:g} holder of {skill}", "{n:g} holders of {skill}", number, skill=name)
    if of and part == "owner":
        return ngettext("{n:g} owner of {area}", "{n:g} owners of {area}", number, area=name)
    if aspect == "successors ready now":
        return ngettext("{n:g} successor ready now", "{n:g} successors ready now", number)
    return ngettext("{n:g} successor", "{n:g} successors", number)


def shown_key(key: str) -> str:
    """The key of a measure, its parts after commas, in the language of the run; ids and names stay.

    Parameters
    ----------
    key
        Parts joined by a comma and a space, as the sheets of a result show them.

    Examples
    --------
    >>> shown_key("Apps, holders of Java, 2027-Q1")
    'Apps, holders of Java, 2027-Q1'
    """
    return _(", ").join(_shown_part(part) for part in key.split(", "))


def _shown_part(part: str) -> str:
    if found := _OF_LEVEL.fullmatch(part):
        return _("from {level}", level=found[1])
    if found := _OF_YEAR.fullmatch(part):
        return _("year {year}", year=found[1])
    return shown_label(shown_aspect(part))


def either(names: Sequence[str], otherwise: str = N_("people")) -> str:
    """Names of which any will do; `otherwise` where there are none.

    Parameters
    ----------
    names
        Role ids, families or skills.
    otherwise
        Said where `names` is empty; marked for translation.

    Examples
    --------
    >>> either(["Architect", "Tech lead"]), either([])
    ('Architect or Tech lead', 'people')
    """
    return _(" or ").join(named(name, FAMILY_NAMES) for name in names) or _(otherwise)


def each_of(names: Sequence[str], otherwise: str) -> str:
    """Names of which all are meant, to stand behind "each of"; `otherwise` where there are none.

    Parameters
    ----------
    names
        Skills, as the user calls them.
    otherwise
        Said where `names` is empty; marked for translation.

    Examples
    --------
    >>> (
    ...     each_of(["React", "TypeScript", "iOS"], "the skills"),
    ...     each_of(["React", "iOS"], "the skills"),
    ... )
    ('React, TypeScript and iOS', 'React and iOS')
    """
    *others, last = names or (_(otherwise),)
    return _(" and ").join([*([_(", ").join(others)] if others else []), last])


def with_skill(skill: str | None, level: int | None) -> str:
    """Who holds a skill, to stand behind who is asked for; nothing where no skill is named.

    Parameters
    ----------
    skill
        Id; ``None`` or empty says nothing.
    level
        1-5.

    Returns
    -------
    str
        In the language of the run, with a space in front.

    Examples
    --------
    >>> "2 people" + with_skill("Java", 3)
    '2 people with Java at 3 or above'
    """
    return _(" with {skill} at {level} or above", skill=skill, level=level) if skill else ""


def made_whole_by(rounding: Rounding) -> str:
    """How heads are made whole, for instance ``rounded up``.

    Parameters
    ----------
    rounding
        As the rule says.

    Examples
    --------
    >>> made_whole_by(Rounding.DOWN)
    'rounded down'
    """
    return {
        Rounding.NEAREST: _("rounded to the nearest"),
        Rounding.UP: _("rounded up"),
        Rounding.DOWN: _("rounded down"),
    }[rounding]


def _heads(rule: Rule, of: str) -> Iterator[str]:
    """From how many heads on, and below how many, a rule asks for something."""
    if rule.threshold is not None and rule.threshold > 1:
        counted = (
            N_("from {count} heads in {of} on") if rule.counted else N_("from {count} {of} on")
        )
        yield _(counted, count=rule.threshold, of=of)
    elif rule.threshold is not None or rule.of_those_there:
        counted = (
            N_("where there are any heads in {of}")
            if rule.counted
            else N_("where there are any {of}")
        )
        yield _(counted, of=of)
    if rule.below is not None:
        counted = (
            N_("with fewer than {count} heads in {of}")
            if rule.counted
            else N_("with fewer than {count} {of}")
        )
        yield _(counted, count=rule.below, of=of)


def condition(rule: Rule) -> str:
    """When a rule asks for something, to stand behind what it asks for; nothing where it always
    does.

    Parameters
    ----------
    rule
        Its trigger: heads, product lines, load, and the second number of heads.

    Returns
    -------
    str
        In the language of the run, with a comma in front of each part; empty where it always asks.

    Examples
    --------
    >>> condition(org.rule["echelon"]), condition(org.rule["span"])
    (', from 10 people on', '')
    """
    of = either(rule.counted)
    heads = [*_heads(rule, of)]
    facts = []
    if rule.product_lines_over is not None:
        most = rule.product_lines_over
        facts.append(ngettext("more than {n} product line", "more than {n} product lines", most))
    if rule.load_over is not None:
        facts.append(
            _("more than {load:g} FTE of work per head of {of}", load=rule.load_over, of=of)
        )
    if facts:
        heads.append(_("with {facts}", facts=_(" or ").join(facts)))
    if rule.also_threshold is not None:
        sentence = (
            _("with {count} {of} or more anywhere")
            if rule.also_anywhere
            else _("with {count} {of} or more")
        )
        heads.append(with_values(sentence, count=rule.also_threshold, of=either(rule.also_counts)))
    return "".join(_(", {condition}", condition=one) for one in heads)
