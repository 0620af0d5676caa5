"""Control totals of a sheet that see order, place and text: sums in which every cell has a weight
of its own, and how many formulas there are.

A plain sum stays the same when two cells are swapped or a figure moves from one row to another;
a weighted one does not. Each total is an expression over the cells, so that its value is what the
sheet held when the plan was made.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from .live import (
    Live,
    as_number,
    code_of,
    column_number,
    count_filled,
    is_text,
    joined,
    last_letter,
    length,
    letter,
    live,
    plus,
    row_number,
    sum_product,
    times,
)

if TYPE_CHECKING:
    from .sheet_cells import SheetCells

ROW, COLUMN = 0.6180339887498949, 0.41421356237309515  # no whole multiples of them fall together
PLACES = (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20)  # letters of a text that are looked at
PAD = "|" * max(PLACES)
ROUNDING = 1e-11  # of a sum: what two programs that add up the same numbers may differ by
LEAST = 1e-6
LAST_OF_PLANE = "\uffff"  # letters beyond it are two in some programs and one in others


@dataclass(frozen=True)
class Control:
    """Control totals of the cells of a sheet, as expressions over them.

    Attributes
    ----------
    sheet
        All that is controlled is written to it by now.
    first, height, width
        First row that is controlled, from 0; how many rows and columns are.
    """

    sheet: SheetCells
    first: int
    height: int
    width: int

    @property
    def numbers(self) -> Live:
        """The weighted sum of numbers; dates are days."""
        cells = self._cells(0, self.width)
        return sum_product(cells, self._weights(cells))

    @cached_property
    def texts(self) -> Live:
        """The weighted sum of letters; 0 where letters beyond the basic plane stand in the sheet,
        which programs count differently.
        """
        return self.texts_but(())

    def texts_but(self, unsaid: Collection[int]) -> Live:
        """The weighted sum of letters but for some columns.

        Parameters
        ----------
        unsaid
            Columns that are left out, from 0, such as remarks, which may be edited freely.
        """
        cells = self._cells(0, self.width)
        texts = is_text(cells).value
        columns = sorted({int(column) for column in np.nonzero(texts)[1]} - set(unsaid))
        if not columns or max("".join(cells.value[texts]), default="") > LAST_OF_PLANE:
            return live(0)
        cells = self._cells(columns[0], columns[-1] + 1)
        kept = (column_number(cells).differs(column + 1) for column in sorted(unsaid))
        return sum_product(times([is_text(cells), _letters(cells), self._weights(cells), *kept]))

    @property
    def formulas(self) -> Live:
        """How many cells hold a formula."""
        last = self.first + self.height - 1
        return sum_product(as_number(self.sheet.is_formula(self.first, 0, last, self.width - 1)))

    @property
    def filled(self) -> Live:
        """How many cells hold something."""
        return count_filled(self._cells(0, self.width))

    @property
    def tolerances(self) -> tuple[float, float]:
        """What numbers and texts may differ by, for rounding."""
        cells = self._cells(0, self.width)
        figures = float(np.sum(abs(cells.addends) * self._weights(cells).value))
        return LEAST + figures * ROUNDING, LEAST + self.texts.value * ROUNDING

    def _cells(self, left: int, right: int) -> Live:
        """Columns of the sheet, from 0, up to one that is left out."""
        return self.sheet.block(self.first, left, self.first + self.height - 1, right - 1)

    def _weights(self, cells: Live) -> Live:
        """1 and a part that follows from the row and column of a cell: two that are swapped change
        the sum.
        """
        rows = row_number(cells) - row_number(self.sheet.block(self.first, 0, self.first, 0))
        return 1 + (rows * ROW + (column_number(cells) - 1) * COLUMN) % 1


def _letters(cells: Live) -> Live:
    """Length of each text, and some of its letters by their places."""
    padded = joined(cells, PAD)
    letters = [place * code_of(letter(padded, place)) for place in PLACES]
    return plus([length(cells), *letters, code_of(last_letter(joined("|", cells)))])
