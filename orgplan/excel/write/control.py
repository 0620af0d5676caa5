"""Control totals of a sheet that see order, place and text: sums in which every cell has a weight
of its own, and how many formulas there are.

A plain sum stays the same when two cells are swapped or a figure moves from one row to another;
a weighted one does not. Each control has a formula and the value that it comes to.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from .content import EPOCH, Cell, Content, Formula, address, quoted
from .live import Live, live

ROW, COLUMN = 0.6180339887498949, 0.41421356237309515  # no whole multiples of them fall together
PLACES = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20)  # letters of a text that are looked at
PAD = "|" * max(PLACES)
ROUNDING = 1e-11  # of a sum: what two programs that add up the same numbers may differ by
LEAST = 1e-6
_LAST_PLANE = 0xFFFF  # letters beyond it are two in some programs and one in others


@dataclass
class Control:
    """Control totals of cells, added up as they are written; rows and columns count from the first
    that may hold something.

    Attributes
    ----------
    number
        Weighted sum of numbers; dates are days.
    formulas
        How many cells hold a formula.
    last_row, last_column
        How far it reaches.
    filled
        How many cells hold something.
    plain
        Whether all letters count as one in every program; else texts are not compared.

    Examples
    --------
    >>> one, other = Control(), Control()
    >>> for row, figure in enumerate((1.0, 2.0)):
    ...     one.add(row, 0, figure)
    ...     other.add(1 - row, 0, figure)
    >>> one.filled == other.filled == 2, one.number == other.number
    (True, False)
    """

    number: float = 0.0
    formulas: int = 0
    last_row: int = 0
    last_column: int = 0
    filled: int = 0
    plain: bool = True
    _texts: dict[int, float] = field(default_factory=dict)
    _sizes: list[float] = field(default_factory=lambda: [0.0, 0.0])

    def add(self, row: int, column: int, content: Content | Cell) -> None:
        """Take in a cell.

        Parameters
        ----------
        row, column
            From 0, counted from the first that may hold something.
        content
            Of a formula, what it comes to counts. Blanks and truth values have no weight.
        """
        bare = content.content if isinstance(content, Cell) else content
        if bare is None or (bare == "" and not isinstance(bare, Formula)):
            return
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)
        self.filled += 1
        value: object = bare
        if isinstance(bare, Formula):
            self.formulas += 1
            value = bare.value
        times = 1 + (row * ROW + column * COLUMN) % 1
        if isinstance(value, str):
            self.plain = self.plain and (value.isascii() or ord(max(value)) <= _LAST_PLANE)
            letters = _letters(value) * times
            self._texts[column] = self._texts.get(column, 0.0) + letters
            self._sizes[1] += letters
        elif not isinstance(value, bool):
            figure = _figure(value)
            self.number += figure * times
            self._sizes[0] += abs(figure) * times

    @property
    def tolerances(self) -> tuple[float, float]:
        """What numbers and texts may differ by, for rounding."""
        first, second = (LEAST + size * ROUNDING for size in self._sizes)
        return first, second

    def numbers(self, sheet: str, row: int) -> Live:
        """The weighted sum of numbers, live; cells begin in a row and the first column of a sheet.

        Parameters
        ----------
        sheet
            Name of the sheet that is controlled.
        row
            Its first row that is, from 0.

        Returns
        -------
        Live
            Weights follow from the place of a cell: two that are swapped change the sum.
        """
        body = self._body(sheet, row, 0, self.last_column)
        return Live(f"SUMPRODUCT({body},{_weights(sheet, row, body)})", self.number)

    def texts(self, sheet: str, row: int, unsaid: Collection[int] = ()) -> Live:
        """The weighted sum of letters, live, but for some columns.

        Parameters
        ----------
        sheet, row
            As for :meth:`numbers`.
        unsaid
            Columns that are left out, from 0, such as remarks, which may be edited freely.

        Returns
        -------
        Live
            0 where letters beyond the basic plane stand in the sheet, which programs count
            differently.
        """
        columns = [column for column in sorted(self._texts) if column not in unsaid]
        if not columns or not self.plain:
            return live(0)
        body = self._body(sheet, row, columns[0], columns[-1])
        beside = "".join(f"*(COLUMN({body})<>{column + 1})" for column in sorted(unsaid))
        text = f"SUMPRODUCT(ISTEXT({body})*{_probes(body)}*{_weights(sheet, row, body)}{beside})"
        return Live(text, sum(self._texts[column] for column in columns))

    def counted(self, sheet: str, row: int) -> Live:
        """How many cells hold a formula, live.

        Parameters
        ----------
        sheet, row
            As for :meth:`numbers`.
        """
        body = self._body(sheet, row, 0, self.last_column)
        return Live(f"SUMPRODUCT(--_xlfn.ISFORMULA({body}))", self.formulas)

    def held(self, sheet: str, row: int) -> Live:
        """How many cells hold something, live.

        Parameters
        ----------
        sheet, row
            As for :meth:`numbers`.
        """
        return Live(f"COUNTA({self._body(sheet, row, 0, self.last_column)})", self.filled)

    def _body(self, sheet: str, row: int, first: int, last: int) -> str:
        ends = f"{address(row, first, True)}:{address(row + self.last_row, last, True)}"
        return f"{quoted(sheet)}!{ends}"


def _weights(sheet: str, row: int, body: str) -> str:
    """Formula of the weight of each cell: 1 and a part that follows from its row and column."""
    corner = f"{quoted(sheet)}!{address(row, 0, True)}"
    return f"(1+MOD((ROW({body})-ROW({corner}))*{ROW}+(COLUMN({body})-1)*{COLUMN},1))"


def _figure(value: object) -> float:
    """What a cell adds to the sum of numbers: dates count as days since 1899-12-30."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return float((value - EPOCH).days)
    return float(value) if isinstance(value, int | float) else 0.0


@lru_cache(maxsize=100_000)  # names, teams and roles come up again and again
def _letters(text: str) -> float:
    """Length of a text, and some of its letters by their places."""
    padded = text + PAD
    found = sum(place * ord(padded[place - 1]) for place in PLACES)
    return len(text) + found + ord(text[-1] if text else "|")


def _probes(body: str) -> str:
    """Formula of the length of each text and some of its letters, the counterpart of
    :func:`_letters`.
    """
    letters = "+".join(f'{place}*_xlfn.UNICODE(MID({body}&"{PAD}",{place},1))' for place in PLACES)
    return f'(LEN({body})+{letters}+_xlfn.UNICODE(RIGHT("|"&{body},1)))'
