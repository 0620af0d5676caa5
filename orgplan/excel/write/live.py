"""Formulas with their values, both from one expression: ``at_least(0, row["required"] -
row["planned"])``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .content import Cell, CellRow, Content, Formula, address
from .styles import Style

_SUM, _PRODUCT, _ATOM = range(3)  # how tightly the outermost operator binds


@dataclass(frozen=True)
class Truth:
    """A condition."""

    text: str
    value: bool


@dataclass(frozen=True)
class Live:
    """An expression: its text, and what it comes to. A blank cell counts as nothing, as in Excel.

    Attributes
    ----------
    text
        Without a leading ``=``.
    value
        ``None`` for a blank cell.
    binds
        How tightly the outermost operator binds, for brackets where they are needed.

    Examples
    --------
    >>> total = (Live("A1", 2.0) + Live("A2", 3.0)) * Live("A3", None)
    >>> total.formula
    Formula(text='=(A1+A2)*A3', value=0.0)
    """

    text: str
    value: float | int | str | bool | None
    binds: int = _ATOM

    @property
    def number(self) -> float | int:
        """What it comes to in a sum."""
        if self.value is None:
            return 0
        assert isinstance(self.value, int | float), self.text
        return self.value

    def __add__(self, other: Live) -> Live:
        return Live(f"{self.text}+{other.text}", self.number + other.number, _SUM)

    def __sub__(self, other: Live) -> Live:
        return Live(f"{self.text}-{other._inside(_PRODUCT)}", self.number - other.number, _SUM)

    def __mul__(self, other: Live) -> Live:
        text = f"{self._inside(_PRODUCT)}*{other._inside(_PRODUCT)}"
        return Live(text, self.number * other.number, _PRODUCT)

    def __truediv__(self, other: Live) -> Live:
        """The quotient; where there is nothing to divide by, nothing."""
        text = f"{self._inside(_PRODUCT)}/{other._inside(_ATOM)}"
        return Live(text, self.number / other.number if other.number else 0, _PRODUCT)

    def __neg__(self) -> Live:
        return Live(f"-{self._inside(_PRODUCT)}", -self.number, _SUM)

    def __lt__(self, other: float) -> Truth:
        return Truth(f"{self.text}<{other}", self.number < other)

    def __gt__(self, other: float) -> Truth:
        return Truth(f"{self.text}>{other}", self.number > other)

    def says(self, words: str) -> Truth:
        """Whether it is a text; of a blank, whether that text is empty.

        Parameters
        ----------
        words
            In English; what is written is in the language of the run.

        Examples
        --------
        >>> Live("A1", "must").says("must").value, Live("A1", None).says("").value
        (True, True)
        """
        return Truth(f'{self.text}="{words}"', ("" if self.value is None else self.value) == words)

    def _inside(self, least: int) -> str:
        return self.text if self.binds >= least else f"({self.text})"

    def rounded(self, digits: int) -> Live:
        """Rounded to a number of digits.

        Parameters
        ----------
        digits
            Behind the point.

        Examples
        --------
        >>> found = Live("A1", 2.345).rounded(1)
        >>> found.text, found.value
        ('ROUND(A1,1)', 2.3)
        """
        return Live(f"ROUND({self.text},{digits})", round(float(self.number), digits))

    @property
    def size(self) -> Live:
        """Without its sign."""
        return Live(f"ABS({self.text})", abs(self.number))

    @property
    def or_nothing(self) -> Live:
        """Itself where it is above zero."""
        return Live(f"MAX(0,{self.text})", max(0.0, self.number))

    @property
    def formula(self) -> Formula:
        """As it is written into a cell."""
        value = 0 if self.value is None else self.value
        return Formula(f"={self.text}", value)


def both(first: Truth, second: Truth) -> Truth:
    """Whether both hold.

    Parameters
    ----------
    first, second
        Both are worked out, in the formula as well as here.

    Examples
    --------
    >>> both(Live("A1", 3.0) > 2, Live("A2", 1.0) > 2)
    Truth(text='AND(A1>2,A2>2)', value=False)
    """
    return Truth(f"AND({first.text},{second.text})", first.value and second.value)


def choose(condition: Truth, then: Live | str, otherwise: Live | str) -> Live:
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
    one, other = (
        Live(f'"{part}"', part) if isinstance(part, str) else part for part in (then, otherwise)
    )
    text = f"IF({condition.text},{one.text},{other.text})"
    return Live(text, one.value if condition.value else other.value)


class LiveRow:
    """A row being written: what is put under a header can be pointed at by formulas of the same
    row.

    Parameters
    ----------
    headers
        Headers of the table, in order.
    at, left
        Row of the sheet, and column of the first header.

    Examples
    --------
    >>> row = LiveRow(("required", "planned", "gap"), at=4)
    >>> row.update({"required": 3.0, "planned": 2.0})
    >>> row["gap"] = row["required"] - row["planned"]
    >>> row.cells[2]
    Formula(text='=A5-B5', value=1.0)
    """

    def __init__(self, headers: Sequence[str], at: int, left: int = 0) -> None:
        self.at = at
        self._columns = {header: left + place for place, header in enumerate(headers)}
        self._cells: dict[str, Content | Cell] = {}

    def __setitem__(self, header: str, content: Content | Cell | Live) -> None:
        self._columns[header]  # a header that there is not is a fault of the program
        self._cells[header] = content.formula if isinstance(content, Live) else content

    def update(self, contents: Mapping[str, Content | Cell | Live]) -> None:
        """Put several.

        Parameters
        ----------
        contents
            Header, in English → content.

        Raises
        ------
        KeyError
            If the table has no such header.
        """
        for header, content in contents.items():
            self[header] = content

    def put(self, header: str, content: Content | Live, style: Style) -> None:
        """Put one with a style of its own.

        Parameters
        ----------
        header
            In English, as the column is declared.
        content
            What the cell holds.
        style
            In place of the column's.
        """
        self[header] = content
        bare = self._cells[header]
        assert not isinstance(bare, Cell)
        self._cells[header] = Cell(bare, style)

    def __getitem__(self, header: str) -> Live:
        content = self._cells.get(header)
        bare = content.content if isinstance(content, Cell) else content
        value = bare.value if isinstance(bare, Formula) else bare
        assert not isinstance(value, date)
        return Live(address(self.at, self._columns[header]), value)

    def above(self, header: str, value: float) -> Live:
        """The cell of the row above, which holds a number.

        Parameters
        ----------
        header
            In English, as the column is declared.
        value
            What stands there; the row before knows it, and this one does not.

        Examples
        --------
        >>> LiveRow(("month", "sum"), at=4).above("sum", 12.0)
        Live(text='B4', value=12.0, binds=2)
        """
        return Live(address(self.at - 1, self._columns[header]), value)

    @property
    def cells(self) -> CellRow:
        """The row in the order of its headers; what was not put is blank."""
        return [self._cells.get(header) for header in self._columns]
