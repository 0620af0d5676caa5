"""One thing or another, as a condition has it, and texts put together."""

from __future__ import annotations

import operator
from functools import reduce
from typing import Any

from .expression import JOINED, Live, called, live
from .values import Scalar, as_text, each, is_figure


def is_number(part: Live) -> Live:
    """Whether it is a number, of each cell of a range.

    Parameters
    ----------
    part
        A cell or a range.

    Examples
    --------
    >>> is_number(Live("A1", "x")).value
    False
    """
    return called("ISNUMBER", lambda value: each(is_figure, value, bool), part)


def if_error(part: Live, otherwise: Live | Scalar) -> Live:
    """Something else where a part comes to an error.

    Parameters
    ----------
    part
        Of which an error is ``None``, as of :func:`match`, or no number.
    otherwise
        What stands in for it.

    Examples
    --------
    >>> from orgplan.excel.write.live.expression import column
    >>> from orgplan.excel.write.live.lookups import match
    >>> if_error(match("x", Live("A1:A2", column("y", "z"))), 0).formula
    Formula(text='=IFERROR(MATCH("x",A1:A2,0),0)', value=0)
    """

    def chosen(found: Any, instead: Any) -> Any:
        return instead if found is None or found != found else found

    return called("IFERROR", chosen, part, otherwise)


def both(first: Live, second: Live) -> Live:
    """Whether both hold.

    Parameters
    ----------
    first, second
        Both are worked out, in the formula as well as here.

    Examples
    --------
    >>> both(Live("A1", 3.0) > 2, Live("A2", 1.0) > 2).formula
    Formula(text='=AND(A1>2,A2>2)', value=False)
    """
    return called("AND", lambda one, other: bool(one and other), first, second)


def either(first: Live, second: Live) -> Live:
    """Whether one of them holds, or both.

    Parameters
    ----------
    first, second
        Both are worked out.

    Examples
    --------
    >>> either(Live("A1", 3.0) > 2, Live("A2", 1.0) > 2).formula
    Formula(text='=OR(A1>2,A2>2)', value=True)
    """
    return called("OR", lambda one, other: bool(one or other), first, second)


def choose(condition: Live, then: Live | Scalar, otherwise: Live | Scalar) -> Live:
    """One thing where a condition holds, another where it doesn't.

    Parameters
    ----------
    condition
        Decides the value here, and is asked again by the program that shows the workbook.
    then, otherwise
        A text is a word of the tool, written in the language of the run.

    Examples
    --------
    >>> choose(Live("A1", 3.0) > 2, "met", "missed").formula
    Formula(text='=IF(A1>2,"met","missed")', value='met')
    """
    return called(
        "IF", lambda holds, one, other: one if holds else other, condition, then, otherwise
    )


def text_or_blank(cell: Live) -> Live:
    """A cell that stays blank where the other one is, rather than 0.

    Parameters
    ----------
    cell
        The other one.

    Examples
    --------
    >>> text_or_blank(Live("A1", None)).formula
    Formula(text='=IF(A1="","",A1)', value='')
    """
    return choose(cell.equals(""), "", cell)


def joined(*parts: Live | str) -> Live:
    """Texts put together.

    Parameters
    ----------
    parts
        Blanks are empty texts.

    Examples
    --------
    >>> joined(Live("A1", "x"), "|", Live("B1", None)).formula
    Formula(text='=A1&"|"&B1', value='x|')
    """
    found = [live(part) for part in parts]
    texts = (each(as_text, part.value, object) for part in found)
    return Live(
        "&".join(part.inside(JOINED) for part in found), reduce(operator.add, texts), JOINED
    )
