"""Texts: whether something is one, how long it is, and its letters."""

from __future__ import annotations

from typing import Any

import numpy as np

from .expression import Live, called
from .values import Array, as_text, each


def is_text(part: Live) -> Live:
    """Whether it is a text, of each cell of a range.

    Parameters
    ----------
    part
        A cell or a range.

    Examples
    --------
    >>> is_text(Live("A1", "x")).formula
    Formula(text='=ISTEXT(A1)', value=True)
    """
    return called("ISTEXT", lambda value: each(lambda one: isinstance(one, str), value, bool), part)


def length(part: Live) -> Live:
    """How many letters it has, of each cell of a range.

    Parameters
    ----------
    part
        A blank has none.

    Examples
    --------
    >>> length(Live("A1", "abc")).formula
    Formula(text='=LEN(A1)', value=3)
    """
    return called("LEN", lambda value: each(lambda one: len(as_text(one)), value, float), part)


def letter(text: Live, place: int) -> Live:
    """The letter at a place of a text, or of each.

    Parameters
    ----------
    text
        Long enough.
    place
        From 1.

    Examples
    --------
    >>> letter(Live("A1", "abc"), 2).formula
    Formula(text='=MID(A1,2,1)', value='b')
    """

    def at(value: Any, first: int, letters: int) -> Any:
        if isinstance(value, np.ndarray):  # a sheet of texts at once
            return _letters(value, first)[..., first - 1]
        return value[first - 1 : first - 1 + letters]

    return called("MID", at, text, place, 1)


def last_letter(text: Live) -> Live:
    """The last letter of a text, or of each.

    Parameters
    ----------
    text
        Not empty.

    Examples
    --------
    >>> last_letter(Live("A1", "abc")).formula
    Formula(text='=RIGHT(A1,1)', value='c')
    """
    return called(
        "RIGHT", lambda value, letters: each(lambda one: one[-letters:], value, object), text, 1
    )


def code_of(letter: Live) -> Live:
    """Number of a letter, or of each, in Unicode.

    Parameters
    ----------
    letter
        One of the basic plane: programs count others as one or as two.

    Examples
    --------
    >>> code_of(Live("A1", "a")).formula
    Formula(text='=_xlfn.UNICODE(A1)', value=97)
    """

    def code(value: Any) -> Any:
        if isinstance(value, np.ndarray):
            return _letters(value, 1)[..., 0].view(np.uint32).astype(float)
        return ord(value)

    return called("_xlfn.UNICODE", code, letter)


def _letters(texts: Array, many: int) -> Array:
    """The first letters of each text, one after the other along a last axis; empty past its end."""
    whole = np.ascontiguousarray(texts.astype(f"U{many}"))
    return whole.view("U1").reshape(*texts.shape, many)
