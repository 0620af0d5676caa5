"""Where something stands in a range, and what stands there."""

from __future__ import annotations

from typing import Any

import numpy as np
from xlsxwriter.utility import xl_cell_to_rowcol

from .conditions import if_error
from .expression import Live, called, live
from .values import each


def search(word: str, cells: Live) -> Live:
    """Where a word stands in each text, from 1; an error, here ``None``, where it doesn't.

    Parameters
    ----------
    word
        In the language of the run, in any case.
    cells
        A range.

    Examples
    --------
    >>> from orgplan.excel.write.live.expression import column
    >>> search("B", Live("A1:A2", column("abc", "x"))).value.tolist()
    [[2], [None]]
    """

    def place(text: Any) -> int | None:
        return (str(text or "").casefold().find(word.casefold()) + 1) or None

    return called("SEARCH", lambda _word, value: each(place, value, object), word, cells)


def match(key: Live | str, keys: Live) -> Live:
    """Row of a column, from 1, in which something stands.

    An error, here ``None``, where it doesn't.

    Parameters
    ----------
    key
        What is looked for, one or a range.
    keys
        A column.

    Examples
    --------
    >>> from orgplan.excel.write.live.expression import column
    >>> from orgplan.excel.write.live.conditions import is_number
    >>> is_number(match(Live("D1", "y"), Live("A1:A2", column("x", "y")))).formula
    Formula(text='=ISNUMBER(MATCH(D1,A1:A2,0))', value=True)
    """
    that = live(key)

    def place(one: Any) -> int | None:
        return keys.rows[one][0] + 1 if one in keys.rows else None

    found = each(place, that.keys, object)
    return Live(f"MATCH({that.text},{keys.text},0)", found)


def row_of(key: Live, keys: Live) -> Live:
    """Row of a column, from 1, in which something stands; 0 where it doesn't.

    Parameters
    ----------
    key
        What is looked for.
    keys
        A column.

    Examples
    --------
    >>> from orgplan.excel.write.live.expression import column
    >>> row_of(Live("D1", "y"), Live("A1:A2", column("x", "y"))).formula
    Formula(text='=IFERROR(MATCH(D1,A1:A2,0),0)', value=2)
    """
    return if_error(match(key, keys), 0)


def row_number(cells: Live) -> Live:
    """Row of a cell, or of each row of a range, in its sheet, from 1.

    Parameters
    ----------
    cells
        A reference, and no other expression.

    Examples
    --------
    >>> from orgplan.excel.write.live.expression import column
    >>> found = row_number(Live("'Cost'!$B$5:$B$6", column("x", "y")))
    >>> found.text, found.value.tolist()
    ("ROW('Cost'!$B$5:$B$6)", [[5], [6]])
    """
    return _numbered("ROW", cells, 0)


def column_number(cells: Live) -> Live:
    """Column of a cell, or of each column of a range, in its sheet, from 1.

    Parameters
    ----------
    cells
        A reference, and no other expression.

    Examples
    --------
    >>> column_number(Live("B5", "x")).formula
    Formula(text='=COLUMN(B5)', value=2)
    """
    return _numbered("COLUMN", cells, 1)


def _numbered(name: str, cells: Live, axis: int) -> Live:
    """Numbers of rows (axis 0) or columns (1), as the reference has them."""
    corner = cells.text.rpartition("!")[2].partition(":")[0]
    first = xl_cell_to_rowcol(corner)[axis] + 1

    def numbers(value: Any) -> Any:
        if not isinstance(value, np.ndarray):
            return first
        found = np.arange(first, first + value.shape[axis])
        return found.reshape((-1, 1) if axis == 0 else (1, -1))

    return called(name, numbers, cells)


def rows_below(head: Live, rows: Live) -> Live:
    """Numbers of the rows of a column, from 1.

    Parameters
    ----------
    head
        The header.
    rows
        The cells below it.

    Examples
    --------
    >>> from orgplan.excel.write.live.expression import column
    >>> rows_below(Live("A1", "id"), Live("A2:A3", column("x", "y"))).text
    'ROW(A2:A3)-ROW(A1)'
    """
    return row_number(rows) - row_number(head)


def stands_above(keys: Live, head: Live, rows: Live) -> Live:
    """Of each row of a column, whether a row above says the same.

    Parameters
    ----------
    keys
        What the rows say.
    head
        The header of a column.
    rows
        The cells below it.

    Examples
    --------
    >>> from orgplan.excel.write.live.expression import column
    >>> from orgplan.excel.write.live.sums import sum_product
    >>> rows = Live("A2:A3", column("x", "x"))
    >>> sum_product(stands_above(rows, Live("A1", "id"), rows) * 1).formula
    Formula(text='=SUMPRODUCT((MATCH(A2:A3,A2:A3,0)<>ROW(A2:A3)-ROW(A1))*1)', value=1.0)
    """
    return match(keys, keys).differs(rows_below(head, rows))


def pick(values: Live, at: Live) -> Live:
    """What stands in a row of a column, counted from 1.

    Parameters
    ----------
    values
        A column.
    at
        Its row; 0 comes to nothing here, so that a formula asks first.

    Examples
    --------
    >>> from orgplan.excel.write.live.expression import column
    >>> pick(Live("A1:A2", column("x", "y")), Live("D1", 2)).formula
    Formula(text='=INDEX(A1:A2,D1)', value='y')
    """
    return called("INDEX", lambda all_, row: all_.flat[int(row) - 1] if row else None, values, at)


def column_of(values: Live, at: Live) -> Live:
    """A column of a range, counted from 1.

    Parameters
    ----------
    values
        A range of several columns.
    at
        Number of the column.

    Examples
    --------
    >>> column_of(Live("A1:B1", np.array([["x", "y"]], dtype=object)), Live("D1", 2)).text
    'INDEX(A1:B1,0,D1)'
    """
    return called("INDEX", lambda all_, _row, place: all_[:, [place - 1]], values, 0, at)
