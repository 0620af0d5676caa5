"""Words of the tool and of its library that stand in cells beside names of the user's: families,
stages, scopes, none.
"""

import re
from collections.abc import Callable, Mapping

from orgplan.domain import FAMILY_NAMES, GROUP_NAMES, STAGE_NAMES, Text

from .names import Choices, entries


def _spelt(names: Mapping[str, Text]) -> Choices:
    return {key: (text.en, text.zh) for key, text in names.items()}


FAMILY_WORDS = _spelt(FAMILY_NAMES)
GROUP_WORDS = _spelt(GROUP_NAMES)
STAGE_WORDS = _spelt(STAGE_NAMES)
KINDS_OF_SCOPE = entries("kind of scope")
WHOLE_OR_EACH = entries("scope")
SCOPES = {**KINDS_OF_SCOPE, **WHOLE_OR_EACH}
NOTHING = entries("nothing")
HORIZON = entries("horizon")
FIRST_DAY = entries("first day")
WORTH = (
    "What closing a gap of one head or FTE is worth per period: it is closed up to that price, not"
    " beyond; if blank, it is closed before cost counts, unless Settings say what a should is worth"
)


_KIND_AND_NAME = re.compile(r"([^:：]+)(?:: ?|：)(.+)")
_KIND_NAMES = {*KINDS_OF_SCOPE, *(name for names in KINDS_OF_SCOPE.values() for name in names)}


def each_part(text: str, shown: Callable[[str], str]) -> str:
    """A cell with each of the names that it lists shown in another way, and so the kind of scope
    that stands before one.

    >>> each_part(
    ...     "team: Apps; each team", lambda word: {"team": "团队", "each team": "每个团队"}[word]
    ... )
    '团队：Apps; 每个团队'
    """
    return "; ".join(_part(part, shown) for part in text.split("; "))


def _part(part: str, shown: Callable[[str], str]) -> str:
    found = _KIND_AND_NAME.fullmatch(part)
    if found is None or found[1] not in _KIND_NAMES:
        return shown(part)
    kind = shown(found[1])
    return f"{kind}: {found[2]}" if kind.isascii() else f"{kind}：{found[2]}"
