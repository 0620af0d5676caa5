"""Formulas with their values, both from one expression: ``row["required"] - row["planned"]``.

A :class:`Live` stands for a cell, a range, or what is worked out of them. Of a range its value is
an array; a column times a row is a table, as in a spreadsheet.
"""

from .conditions import both, choose, either, if_error, is_number, joined, text_or_blank
from .dates import first_of_month, month_of, year_of
from .expression import Live, called, column, live
from .lookups import (
    column_number,
    column_of,
    match,
    pick,
    row_number,
    row_of,
    rows_below,
    search,
    stands_above,
)
from .sums import (
    as_number,
    count_filled,
    count_numbers,
    count_texts,
    count_where,
    least,
    most,
    plus,
    sum_beside,
    sum_product,
    sum_where,
    times,
    total,
)
from .texts import code_of, is_text, last_letter, length, letter
from .values import Array, Scalar

__all__ = [
    "Array",
    "Live",
    "Scalar",
    "as_number",
    "both",
    "called",
    "choose",
    "code_of",
    "column",
    "column_number",
    "column_of",
    "count_filled",
    "count_numbers",
    "count_texts",
    "count_where",
    "either",
    "first_of_month",
    "if_error",
    "is_number",
    "is_text",
    "joined",
    "last_letter",
    "least",
    "length",
    "letter",
    "live",
    "match",
    "month_of",
    "most",
    "pick",
    "plus",
    "row_number",
    "row_of",
    "rows_below",
    "search",
    "stands_above",
    "sum_beside",
    "sum_product",
    "sum_where",
    "text_or_blank",
    "times",
    "total",
    "year_of",
]
