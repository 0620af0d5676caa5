"""Formulas that point at renamed sheets and tables."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from ..write.content import quoted
from .package import escaped

_TOKEN = re.compile(
    r'(?P<text>"(?:[^"]|"")*")'
    r"|'(?P<quoted>(?:[^']|'')+)'!"
    r"|(?P<columns>\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])"
    r"|(?P<word>[^\W\d][\w.]*)(?P<bang>!)?"
)


@dataclass(frozen=True)
class Renamer:
    """Writes formulas anew after sheets and tables got other names.

    Attributes
    ----------
    sheets, tables
        Old name, folded, → new name.
    """

    sheets: Mapping[str, str]
    tables: Mapping[str, str]

    def formula(self, text: str) -> str:
        r"""A formula, or the range of a name, with new names; text in quotes and names of columns
        stay.

        Parameters
        ----------
        text
            With or without the leading ``=``.

        Examples
        --------
        >>> Renamer({"walk": "op_Walk"}, {}).formula('SUM(Walk!A1:A9)&"Walk!"')
        'SUM(\'op_Walk\'!A1:A9)&"Walk!"'
        """
        if "!" not in text and not self.tables:
            return text
        return _TOKEN.sub(self._token, text)

    def escaped(self, text: str) -> str:
        """A formula as XML holds it.

        Parameters
        ----------
        text
            As XML holds it, with ``&lt;`` and the like.

        Examples
        --------
        >>> Renamer({"walk": "op_Walk"}, {}).escaped("Walk!A1&lt;3")
        "'op_Walk'!A1&lt;3"
        """
        return escaped(self.formula(unescape(text)))

    def _token(self, match: re.Match[str]) -> str:
        """A word of a formula: a sheet before ``!``, a table, or what stays."""
        sheet = (
            match["quoted"].replace("''", "'")
            if match["quoted"]
            else match["word"]
            if match["bang"]
            else None
        )
        if sheet is not None:
            new = self.sheets.get(sheet.casefold())
            return f"{quoted(new)}!" if new is not None else match[0]
        if match["word"]:
            return self.tables.get(match["word"].casefold(), match[0])
        return match[0]


def sheets_in(formula: str) -> set[str]:
    """Folded names of the sheets that a formula points at.

    Parameters
    ----------
    formula
        With or without the leading ``=``; names of tables point at no sheet here.

    Examples
    --------
    >>> sorted(sheets_in("SUM(Walk!A1)+'Input Roster'!B2"))
    ['input roster', 'walk']
    """
    found = set()
    for match in _TOKEN.finditer(formula):
        if match["quoted"]:
            found.add(match["quoted"].replace("''", "'").casefold())
        elif match["bang"]:
            found.add(match["word"].casefold())
    return found
