"""Formulas and texts as they are written into cells, and silent trouble of XlsxWriter as
exceptions.
"""

import math
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.utility import xl_cell_to_rowcol

from orgplan.language import entry

from .content import (
    BookError,
    Cell,
    Content,
    Formula,
)
from .styles import Number, Style

_MAX_TEXT = 32_767
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')  # also an empty one, else the next begins at its end
_BANNED = re.compile(r"(?:XLOOKUP|LET|FILTER|OFFSET|INDIRECT|NOW|TODAY|RAND|RANDBETWEEN)\(")


def worded(formula: str) -> str:
    """A formula with the words that it shows or compares in the language of the run, as cells have
    them.

    Parameters
    ----------
    formula
        With words in English between quotation marks; names of the user's among them stay, for no
        catalogue has them.

    Examples
    --------
    >>> from orgplan.language import speaking
    >>> with speaking("en"):
    ...     worded('=IF(A1>0,"yes","no")')
    '=IF(A1>0,"yes","no")'
    """
    if '"' not in formula:
        return formula
    return _LITERAL.sub(
        lambda found: '"' + entry(found[1].replace('""', '"')).replace('"', '""') + '"', formula
    )


def in_language(formula: Formula) -> Formula:
    """A formula as it is written: its words in the language of the run, and what it shows where
    that is one of them.

    Parameters
    ----------
    formula
        Of the house set: :func:`sound` says so.

    Examples
    --------
    >>> from orgplan.language import speaking
    >>> with speaking("en"):
    ...     in_language(Formula('=IF(A1>0,"yes","no")', "yes"))
    Formula(text='=IF(A1>0,"yes","no")', value='yes')
    """
    text, shown = worded(sound(formula)), formula.value
    own = '"' + str(shown).replace('"', '""') + '"'
    if isinstance(shown, str):
        shown = held(entry(shown) if own in formula.text else shown)
    return Formula(text, shown)


def held(text: str) -> str:
    """A text as long as a cell holds, counted in UTF-16 as Excel does; where it is cut, an ellipsis
    ends it.

    Parameters
    ----------
    text
        Of any length.

    Examples
    --------
    >>> held("Ada"), len(held("x" * 40_000))
    ('Ada', 32767)
    """
    if len(text) <= _MAX_TEXT // 2 or len(text.encode("utf-16-le")) // 2 <= _MAX_TEXT:
        return text
    return (
        text.encode("utf-16-le")[: 2 * (_MAX_TEXT - 1)].decode("utf-16-le", errors="ignore") + "…"
    )


@contextmanager
def loud(what: str) -> Iterator[None]:
    """Turn XlsxWriter's warnings and exceptions into a :class:`BookError`.

    Parameters
    ----------
    what
        What is being written, for the message, such as ``Hiring plan!C5``.

    Raises
    ------
    BookError
        Of which the cause is XlsxWriter's own.

    Examples
    --------
    >>> with loud("Roster!A1"):
    ...     warnings.warn("no such font")
    Traceback (most recent call last):
    orgplan.excel.write.content.BookError: Roster!A1: no such font
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            yield
    except (UserWarning, XlsxWriterException) as problem:
        raise BookError(f"{what}: {problem}") from problem


def checked(code: object, what: str) -> None:
    """Turn a return code of XlsxWriter that says no into a :class:`BookError`.

    Parameters
    ----------
    code
        What a call of XlsxWriter returned: 0 and all that is no number are well.
    what
        What was being written, for the message.

    Raises
    ------
    BookError
        If the code is below 0.

    Examples
    --------
    >>> checked(-1, "Roster!A1")
    Traceback (most recent call last):
    orgplan.excel.write.content.BookError: Roster!A1: refused by the writer with code -1
    """
    if isinstance(code, int) and code < 0:
        raise BookError(f"{what}: refused by the writer with code {code}")


def liveness(index: int, rows: Sequence[Sequence[Content | Cell]]) -> frozenset[bool]:
    """Whether the cells of a column are formulas; blank ones say nothing.

    Parameters
    ----------
    index
        Of the column, in each row.
    rows
        Rows of a table.

    Returns
    -------
    frozenset
        Empty for a blank column, both for one that mixes the two.

    Examples
    --------
    >>> liveness(0, [[1.0], [Formula("=1+1", 2.0)], [None]]) == {True, False}
    True
    """
    cells = (row[index] for row in rows)
    contents = (cell.content if isinstance(cell, Cell) else cell for cell in cells)
    return frozenset(isinstance(content, Formula) for content in contents if content is not None)


def sound(formula: Formula) -> str:
    """Text of a formula; one that is banned is a fault of the program.

    Parameters
    ----------
    formula
        Begins with ``=``. Functions that older programs lack, that look at cells by their names, or
        that change with the day are banned.

    Raises
    ------
    BookError
        If it is banned, or comes to no finite number.

    Examples
    --------
    >>> sound(Formula("=SUM(A1:A9)", 4.0))
    '=SUM(A1:A9)'
    """
    if not formula.text.startswith("=") or _BANNED.search(formula.text):
        raise BookError(f"{formula.text} is no formula of the house set")
    if isinstance(formula.value, float) and not math.isfinite(formula.value):
        raise BookError(f"the value of {formula.text} is not a number")
    return formula.text


def dated(style: Style) -> Style:
    """A style for dates.

    Parameters
    ----------
    style
        One with a number format of its own keeps it.

    Examples
    --------
    >>> (
    ...     dated(Style()).number is Number.DATE,
    ...     dated(Style(number=Number.MONEY)).number is Number.MONEY,
    ... )
    (True, True)
    """
    return replace(style, number=Number.DATE) if style.number is Number.GENERAL else style


def corners(area: str) -> tuple[int, int, int, int]:
    """First row and column, and last row and column of an area.

    Parameters
    ----------
    area
        Such as ``$A$5:$C$8``, without a sheet; one cell is an area too.

    Returns
    -------
    tuple of int
        From 0.

    Examples
    --------
    >>> corners("$A$5:$C$8"), corners("B2")
    ((4, 0, 7, 2), (1, 1, 1, 1))
    """
    first, _, last = area.replace("$", "").partition(":")
    return (*xl_cell_to_rowcol(first), *xl_cell_to_rowcol(last or first))
