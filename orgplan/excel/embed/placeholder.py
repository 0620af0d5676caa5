"""Sheets of an earlier plan that the latest one has no use for: links to them must not break, nor
may they show old figures.
"""

from collections.abc import Mapping
from xml.sax.saxutils import escape

_WORDS = (
    "The latest plan has no sheet '{page}'. This one stays, empty, so that what points at it is not"
    " broken."
)
_PART = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet'
    ' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c'
    ' r="A1" t="inlineStr"><is><t>{text}</t></is></c></row></sheetData></worksheet>'
)


def emptied(page: str) -> bytes:
    """The sheet, which only says why it is empty.

    Parameters
    ----------
    page
        Sheet of ours, without the prefix, that this plan does not have and an earlier one had:
        formulas of the user's may point at it.
    """
    return _PART.format(text=escape(_WORDS.format(page=page))).encode()


def is_emptied(rows: Mapping[int, Mapping[int, object]]) -> bool:
    """Whether the cells of a sheet say no more than that.

    Parameters
    ----------
    rows
        Row → column → content, both from 1.

    Examples
    --------
    >>> first = "The latest plan has no sheet 'Moves'. This one stays, empty,"
    >>> is_emptied({1: {1: f"{first} so that what points at it is not broken."}})
    True
    >>> is_emptied({1: {1: "Moves"}})
    False
    """
    first = rows.get(1, {}).get(1)
    start, end = _WORDS.split("{page}")
    return (
        len(rows) == 1
        and isinstance(first, str)
        and first.startswith(start)
        and first.endswith(end)
    )
