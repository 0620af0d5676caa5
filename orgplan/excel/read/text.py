"""Spellings of names and headers that count as the same."""

import re
import unicodedata
from functools import lru_cache


def clean(text: str) -> str:
    """Text without what can't be seen: composed (NFC), other spaces as plain ones, no zero-width signs, stripped."""
    if text.isascii() and text.isprintable():  # most cells: nothing below would change them
        return text.strip()
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"[\u200b\u200c\u200d\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
    return re.sub(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]", " ", text).strip()


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """Key under which two spellings of a name are the same: case, width, underscores, hyphens and runs of spaces don't count.

    Names of roles, teams and entries of closed lists come again in every row.
    """
    text = unicodedata.normalize("NFKC", clean(text)).casefold()
    return re.sub(r"[\s_\-‐-―]+", " ", text).strip()


@lru_cache(maxsize=512)
def header_key(text: str) -> str:
    """Key of a column header: like a name, without accents, units in brackets and marks for required columns.

    Rows are held against the columns of many sheets, one after the other: the same cells come again
    and again.
    """
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).replace("’", "'"))
    text = unicodedata.normalize("NFC", re.sub(r"(?<=[A-Za-z])[\u0300-\u036f]+", "", text))
    text = re.sub(r"[(\[【].*?[)\]】]", " ", text)
    return fold(re.sub(r"[*:：?]+", " ", text).replace(".", " ").replace("/", " "))


def texts(said: str) -> tuple[str, ...]:
    """Names that stand in one text, between bars."""
    return tuple(said.split(" | "))
