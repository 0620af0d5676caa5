"""What limits are called, where their key alone says it.

Used by families of limits for their `limit_name` and `stated`; names are shown where a limit binds
or gives.
"""

from collections.abc import Callable

from orgplan.domain import Key, Organisation, scope_in_words
from orgplan.language import N_, _, in_clauses


def called(sentence: str) -> Callable[[Organisation, Key], str]:
    """How limits of a family are named, from a pattern.

    Parameters
    ----------
    sentence
        Words, marked for translation, in which ``{first}``, ``{second}``, ``{third}`` and ``{all}``
        stand for parts of the key. What the key lacks is left blank.

    Returns
    -------
    callable
        Organisation and key → name of the limit, in the language of the run.

    Examples
    --------
    >>> called("recruiting of {first}")(org, ("Engineer", "2027-Q1"))
    'recruiting of Engineer'
    """

    def named(org: Organisation, key: Key) -> str:
        first, second, third, *_rest = (*map(scope_in_words, key), "", "", "")
        return _(sentence, first=first, second=_(second), third=third, all=_(", ").join(key))

    return named


def stated_as(sentence: str) -> Callable[[Organisation, Key, str], str]:
    """How limits of a family are stated, with the periods in which they are.

    Parameters
    ----------
    sentence
        As in :func:`called`.

    Returns
    -------
    callable
        Organisation, key and periods in words (may be empty) → how the limit is stated.

    Examples
    --------
    >>> stated_as("recruiting of {first}")(org, ("Engineer",), "2027-Q1")
    'recruiting of Engineer, 2027-Q1'
    """
    name = called(sentence)

    def stated(org: Organisation, key: Key, when: str) -> str:
        return in_clauses((name(org, key), when))

    return stated


KINDS = {
    "hire": N_("hires"),
    "backfill": N_("backfills"),
    "contractor": N_("contractors"),
    "course": N_("courses"),
    "promotion": N_("promotions"),
    "transfer": N_("transfers"),
    "retraining": N_("retrainings"),
    "downgrading": N_("downgradings"),
    "redundancy": N_("redundancies"),
    "short time": N_("reduced hours"),
    "recruiting": N_("recruiting"),
    "overstaffing": N_("heads kept beyond need"),
}


def kinds_of(kind: str) -> str:
    """Actions of a kind, in the plural.

    Parameters
    ----------
    kind
        Value of a :class:`~orgplan.domain.LeverKind`; any other word is given back as it is.

    Examples
    --------
    >>> kinds_of("promotion")
    'promotions'
    """
    return _(KINDS.get(kind, kind))
