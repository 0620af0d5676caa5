"""Sums, counts, smallest and largest figures of ranges."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from functools import reduce
from typing import Any

import numpy as np

from .expression import ATOM, Live, called, live
from .values import as_key, each, figures_in, holds, is_figure, summed


def total(*parts: Live) -> Live:
    """The sum of cells and ranges.

    Parameters
    ----------
    parts
        Texts and blanks among them count for nothing.

    Examples
    --------
    >>> from orgplan.excel.write.live.expression import column
    >>> total(Live("A1:A2", column(1.0, None))).formula
    Formula(text='=SUM(A1:A2)', value=1.0)
    """
    added = summed(*(part.addends for part in parts))
    return Live(f"SUM({','.join(part.text for part in parts)})", added)


def plus(parts: Sequence[Live]) -> Live:
    """Expressions with a ``+`` between them; ``0`` where there are none.

    Parameters
    ----------
    parts
        In order.

    Examples
    --------
    >>> plus([Live("A1", 1), Live("B1", 2)]).text, plus([]).text
    ('A1+B1', '0')
    """
    return reduce(operator.add, parts) if parts else live(0)


def times(parts: Sequence[Live]) -> Live:
    """Expressions with a ``*`` between them.

    Parameters
    ----------
    parts
        At least one.

    Examples
    --------
    >>> times([Live("A1", 3), Live("B1", 2)]).text
    'A1*B1'
    """
    return reduce(operator.mul, parts)


def sum_product(*parts: Live) -> Live:
    """The sum of an expression over all cells of its ranges; of several their product.

    Parameters
    ----------
    parts
        A column beside a row gives a table.

    Examples
    --------
    >>> from orgplan.excel.write.live.expression import column
    >>> there = Live("A1:A2", column("x", None)).filled
    >>> sum_product(there * Live("B1:B2", column(2, 3))).formula
    Formula(text='=SUMPRODUCT((A1:A2<>"")*B1:B2)', value=2.0)
    """
    if len(parts) == 1:
        return Live(f"SUMPRODUCT({parts[0].text})", summed(parts[0].number))
    text = ",".join(part.text for part in parts)
    product = reduce(operator.mul, (part.addends for part in parts))
    return Live(f"SUMPRODUCT({text})", summed(product))


def sum_where(values: Live, *conditions: tuple[Live, Live | str]) -> Live:
    """The sum of those values beside which other ranges hold what is asked for.

    Parameters
    ----------
    values
        What is added up.
    conditions
        A range, and what it is to hold.

    Examples
    --------
    >>> from orgplan.excel.write.live.expression import column
    >>> sum_where(Live("B1:B2", column(2, 3)), (Live("A1:A2", column("x", "y")), "y")).formula
    Formula(text='=SUMIFS(B1:B2,A1:A2,"y")', value=3.0)
    """
    (first, key), *more = asked = [(keys, live(key)) for keys, key in conditions]
    rows = first.rows.get(key.keys, [])
    for keys, other in more:
        held = keys.keys.flat
        rows = [row for row in rows if held[row] == other.keys]
    text = ",".join([values.text, *(f"{keys},{key}" for keys, key in asked)])
    return Live(f"SUMIFS({text})", summed(values.addends.ravel()[rows]))


def sum_beside(keys: Live, key: Live, values: Live) -> Live:
    """The same for one range; of a range of keys an array of sums.

    Parameters
    ----------
    keys, values
        Ranges beside each other.
    key
        What is looked for.

    Examples
    --------
    >>> from orgplan.excel.write.live.expression import column
    >>> sum_beside(
    ...     Live("A1:A2", column("x", "y")), Live("D1", "y"), Live("B1:B2", column(2, 3))
    ... ).formula
    Formula(text='=SUMIF(A1:A2,D1,B1:B2)', value=3.0)
    """
    own = values.addends.ravel()
    found = each(lambda one: summed(own[keys.rows.get(one, [])]), key.keys, float)
    return Live(f"SUMIF({keys.text},{key.text},{values.text})", found)


def count_where(keys: Live, key: Live | str, *more: tuple[Live, Live]) -> Live:
    """How many rows hold what is asked for; of a range of keys an array.

    Parameters
    ----------
    keys
        A range.
    key
        What is looked for; a word is in English.
    more
        Further ranges beside it, and what they are to hold; a text may begin with ``<=`` or ``>=``.

    Examples
    --------
    >>> from orgplan.excel.write.live.expression import column
    >>> from orgplan.excel.write.live.conditions import joined
    >>> names, days = Live("A1:A3", column("x", "y", "x")), Live("B1:B3", column(1, 2, 3))
    >>> count_where(names, "x").formula
    Formula(text='=COUNTIF(A1:A3,"x")', value=2)
    >>> count_where(names, "x", (days, joined(">=", Live("D1", 2)))).formula
    Formula(text='=COUNTIFS(A1:A3,"x",B1:B3,">="&D1)', value=1)
    """
    asked = [(keys, live(key)), *more]
    of = [np.asarray(criterion.value, dtype=object) for _range, criterion in asked]
    wide = np.broadcast_arrays(*of)
    found = [
        sum(
            all(
                holds(cells.value.flat[row], one)
                for (cells, _), one in zip(more, rest, strict=True)
            )
            for row in _rows_with(keys, own)
        )
        for own, *rest in zip(*(one.flat for one in wide), strict=True)
    ]
    shape = wide[0].shape
    text = ",".join(f"{cells},{criterion}" for cells, criterion in asked)
    counted = np.array(found).reshape(shape) if shape else found[0]
    return Live(f"COUNTIF{'S' if more else ''}({text})", counted)


def _rows_with(keys: Live, criterion: Any) -> Sequence[int]:
    """Rows of a column that hold what is asked for."""
    if isinstance(criterion, str) and criterion[:2] in ("<=", ">="):
        return [row for row, one in enumerate(keys.value.flat) if holds(one, criterion)]
    return keys.rows.get(as_key(criterion), ())


def count_texts(cells: Live) -> Live:
    """How many cells hold a text.

    Parameters
    ----------
    cells
        A range; numbers are not counted.

    Examples
    --------
    >>> from orgplan.excel.write.live.expression import column
    >>> count_texts(Live("A1:A3", column("x", None, 3))).formula
    Formula(text='=COUNTIF(A1:A3,"?*")', value=1)
    """
    return Live(
        f'COUNTIF({cells.text},"?*")',
        sum(isinstance(one, str) and one != "" for one in cells.value.flat),
    )


def count_filled(cells: Live) -> Live:
    """How many cells hold something.

    Parameters
    ----------
    cells
        A range; a formula that comes to an empty text counts.

    Examples
    --------
    >>> from orgplan.excel.write.live.expression import column
    >>> count_filled(Live("A1:A3", column("x", None, 3))).formula
    Formula(text='=COUNTA(A1:A3)', value=2)
    """
    return called("COUNTA", lambda value: sum(one is not None for one in value.flat), cells)


def count_numbers(cells: Live) -> Live:
    """How many cells hold a number or a date.

    Parameters
    ----------
    cells
        A range.

    Examples
    --------
    >>> from orgplan.excel.write.live.expression import column
    >>> count_numbers(Live("A1:A3", column("x", None, 3))).formula
    Formula(text='=COUNT(A1:A3)', value=1)
    """
    return called("COUNT", lambda value: int(np.sum(each(is_figure, value, bool))), cells)


def as_number(part: Live) -> Live:
    """Truth values as 1 and 0.

    Parameters
    ----------
    part
        Conditions over a range.

    Examples
    --------
    >>> from orgplan.excel.write.live.expression import column
    >>> sum_product(as_number(Live("A1:A2", column("x", None)).filled)).formula
    Formula(text='=SUMPRODUCT(--(A1:A2<>""))', value=1.0)
    """
    return Live(f"--{part.inside(ATOM)}", part.number)


def least(*parts: Live | float) -> Live:
    """The smallest number.

    Parameters
    ----------
    parts
        Cells, ranges or numbers; blanks in them count for nothing.

    Examples
    --------
    >>> least(Live("A1", 3.0), 2).formula
    Formula(text='=MIN(A1,2)', value=2)
    """
    return called("MIN", lambda *values: min(figures_in(values), default=0), *parts)


def most(*parts: Live | float) -> Live:
    """The largest number.

    Parameters
    ----------
    parts
        Cells, ranges or numbers; blanks in them count for nothing.

    Examples
    --------
    >>> most(0, Live("A1", -3.0)).formula
    Formula(text='=MAX(0,A1)', value=0)
    """
    return called("MAX", lambda *values: max(figures_in(values), default=0), *parts)
