"""Limits in words: what they are called, how they were stated, and by how much they give; each family says its own."""

from orgplan.domain import Key, Need, Organisation, told
from orgplan.language import _

from .family import Dated, GivesWhole, NamesLimit, SaysWhatGives, StatesLimit
from .limits import offer
from .model.traits import Trait
from .registry import families, with_trait


def _family(name: str) -> object:
    known = {family.FAMILY: family for family in families()}
    return offer if name == offer.FAMILY else known.get(name)


def need_of(org: Organisation, family: str, key: Key) -> Need | None:
    """The need that a row asks for; families of needs bear the names of their kinds."""
    need = org.need.get(key[0])
    return need if need is not None and need.kind.value == family else None


def is_dated(family: str) -> bool:
    """Whether keys of a family end in a period."""
    found = _family(family)
    return found.DATED if isinstance(found, Dated) else True


def limit_named(org: Organisation, family: str, key: Key) -> str:
    """What a limit is called, without period and amount."""
    found = _family(family)
    if isinstance(found, NamesLimit):
        return found.limit_name(org, key)
    return f"{family}({', '.join(key)})"


def line_named(org: Organisation, line: str) -> str:
    """A budget line by what it pays for."""
    (money,) = with_trait(Trait.MONEY)
    return limit_named(org, money, (line,))


def limit_stated(org: Organisation, family: str, key: Key, when: str) -> str:
    """A limit as it was stated, with the periods in which it holds."""
    found = _family(family)
    if isinstance(found, StatesLimit):
        return found.stated(org, key, when)
    what = _("{family} of {all}", family=family, all=", ".join(key))
    return f"{what}, {when}" if when else what


def limit_given(
    org: Organisation, family: str, key: Key, amount: float, *, whole: bool = False
) -> str:
    """A limit that gives, and by how much; `whole` rounds it up, so that it is enough, where its family says how."""
    found = _family(family)
    if whole and isinstance(found, GivesWhole):
        return found.given_whole(org, key, amount)
    if isinstance(found, SaysWhatGives):
        return found.given(org, key, amount)
    return _(
        "{family} of {names}: {amount} beyond the limit",
        family=family,
        names=", ".join(key),
        amount=told(amount),
    )
