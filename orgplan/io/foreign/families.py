"""The family of a title that no sheet of roles explains, guessed from its words."""

import re
from pathlib import Path

from orgplan.language import N_, _

OTHER = "other"
# The words of a family, the more telling families first: a data engineer is data, a sales engineer
# sales.
_LINES = Path(__file__).with_name("families.txt").read_text("utf-8").splitlines()
_FAMILIES = tuple(
    (family, re.compile(words, re.IGNORECASE))
    for family, _, words in (line.partition(": ") for line in _LINES)
)


_SHOWN = {
    "sales": N_("sales roles"),
    "data": N_("data roles"),
    "design": N_("design roles"),
    "people": N_("people roles"),
    "finance": N_("finance roles"),
    "support": N_("support roles"),
    OTHER: N_("other roles"),
}  # those that the library has no name for


def _shown(family: str) -> str:
    """A family as it is drafted: the library's by its key, others by a word of the language of the
    run.
    """
    word = _SHOWN.get(family, family)
    return family if _(word) == word else _(word)


def family_of(title: str) -> tuple[str, str]:
    """Family of a title, and how that is known: ``("engineering", "guessed from 'engineer'")``.

    Parameters
    ----------
    title
        A job title; words of English, German and Chinese are known.

    Returns
    -------
    family, reason
        The family ``other`` where no word is known. The reason is in the language of the run.

    Examples
    --------
    >>> family_of("Backend engineer")
    ('engineering', "guessed from 'Backend'")
    """
    for family, words in _FAMILIES:
        found = words.search(title)
        if found:
            return _shown(family), _("guessed from '{found}'", found=found[0])
    return _shown(OTHER), _("not known from the title")
