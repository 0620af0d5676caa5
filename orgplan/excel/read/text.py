"""Spellings of names and headers that count as the same."""

import re
import unicodedata
from functools import lru_cache

_BESIDE_CHINESE = re.compile(r"(?<=[\u3400-\u9fff]) (?=[a-z0-9])|(?<=[a-z0-9]) (?=[\u3400-\u9fff])")


def clean(text: str) -> str:
    r"""Text without what can't be seen: composed (NFC), other spaces as plain ones, no zero-width
    signs, stripped.

    Parameters
    ----------
    text
        As the file has it. Line breaks within it stay.

    Examples
    --------
    >>> clean("\u00a0Ada\u200b Lovelace ")
    'Ada Lovelace'
    """
    if text.isascii() and text.isprintable():  # most cells: nothing below would change them
        return text.strip()
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"[\u200b\u200c\u200d\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
    return re.sub(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]", " ", text).strip()


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """Key under which two spellings of a name are the same: case, width, underscores, hyphens,
    runs of spaces, and those between Chinese and Latin letters don't count.

    Names of roles, teams and entries of closed lists come again in every row.

    Parameters
    ----------
    text
        A name; a lone dash folds into nothing.

    Examples
    --------
    >>> fold("Back-End  engineer"), fold("back_end Engineer"), fold("–"), fold("Java 工程师")
    ('back end engineer', 'back end engineer', '', 'java工程师')
    """
    text = unicodedata.normalize("NFKC", clean(text)).casefold()
    return _BESIDE_CHINESE.sub("", re.sub(r"[\s_\-‐-―]+", " ", text)).strip()


@lru_cache(maxsize=512)
def header_key(text: str) -> str:
    """Key of a column header: like a name, without accents, units in brackets and marks for
    required columns.

    Rows are held against the columns of many sheets, one after the other: the same cells come again
    and again.

    Parameters
    ----------
    text
        As the header stands.

    Examples
    --------
    >>> header_key("Base salary (EUR)*"), header_key("Prénom"), header_key("Start.date")
    ('base salary', 'prenom', 'start date')
    """
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).replace("’", "'"))
    text = unicodedata.normalize("NFC", re.sub(r"(?<=[A-Za-z])[\u0300-\u036f]+", "", text))
    text = re.sub(r"[(\[【].*?[)\]】]", " ", text)
    return fold(re.sub(r"[*:：?]+", " ", text).replace(".", " ").replace("/", " "))


def texts(sentence: str) -> tuple[str, ...]:
    """Names that stand in one text, between bars.

    Parameters
    ----------
    sentence
        With a blank on either side of each bar.

    Examples
    --------
    >>> texts("total | sum")
    ('total', 'sum')
    """
    return tuple(sentence.split(" | "))
