"""An expression of a formula: its text, and what it comes to."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from orgplan.language import entry

from ..content import Formula
from .values import Array, Scalar, added, as_figure, as_key, each, is_figure, or_zero, rank, rounded

COMPARED, JOINED, SUM, PRODUCT, POWER, ATOM = range(6)  # how tightly the outermost operator binds


@dataclass(frozen=True, eq=False)
class Live:
    """An expression: its text, and what it comes to. A blank cell counts as nothing, as in Excel.

    Attributes
    ----------
    text
        Without a leading ``=``.
    held
        ``None`` for a blank cell, an array for a range; dates are days, as spreadsheets count them.
        Or what gives it when it is asked for.
    binds
        How tightly the outermost operator binds, for brackets where they are needed.

    Examples
    --------
    >>> from orgplan.excel.write.live.sums import sum_product
    >>> total = (Live("A1", 2.0) + Live("A2", 3.0)) * Live("A3", None)
    >>> total.formula
    Formula(text='=(A1+A2)*A3', value=0.0)
    >>> sum_product(
    ...     Live("A1:A2", column("hire", "course")).equals("hire") * Live("B1:B2", column(5, 7))
    ... ).formula
    Formula(text='=SUMPRODUCT((A1:A2="hire")*B1:B2)', value=5.0)
    """

    text: str
    held: Scalar | Array | Callable[[], Scalar | Array]
    binds: int = ATOM

    def __str__(self) -> str:
        return self.text

    @cached_property
    def value(self) -> Any:
        """What it comes to.

        A number, a text, a truth, ``None`` for a blank cell, or an array of them.
        """
        return self.held() if callable(self.held) else self.held

    @cached_property
    def number(self) -> Any:
        """What it comes to in a sum, one or an array; of a text, as in a spreadsheet, no number."""
        return each(as_figure, self.value, float)

    @cached_property
    def addends(self) -> Any:
        """What it adds to a sum over a range, where texts count for nothing, one or an array."""
        return each(or_zero, self.value, float)

    @cached_property
    def ranks(self) -> Any:
        """What it is when it is asked whether it is larger, one or an array."""
        return each(rank, self.value, float)

    @cached_property
    def keys(self) -> Any:
        """What it is when it is compared, one or an array: texts in any case."""
        return each(as_key, self.value, object)

    def _with(
        self,
        sign: str,
        other: Live | float,
        binds: int,
        work: Callable[[Any, Any], Any],
        right: int = COMPARED,
    ) -> Live:
        that = live(other)
        text = f"{self.inside(binds)}{sign}{that.inside(max(binds, right))}"
        return Live(text, work(self.number, that.number), binds)

    def __add__(self, other: Live | float) -> Live:
        return self._with("+", other, SUM, added)

    def __radd__(self, other: float) -> Live:
        return live(other) + self

    def __sub__(self, other: Live | float) -> Live:
        return self._with("-", other, SUM, lambda a, b: added(a, -b), PRODUCT)

    def __rsub__(self, other: float) -> Live:
        return live(other) - self

    def __mul__(self, other: Live | float) -> Live:
        return self._with("*", other, PRODUCT, operator.mul)

    def __rmul__(self, other: float) -> Live:
        return live(other) * self

    def __truediv__(self, other: Live | float) -> Live:
        """The quotient; where there is nothing to divide by, no number, as in a spreadsheet."""
        return self._with("/", other, PRODUCT, lambda a, b: a / b if b else math.nan, POWER)

    def __pow__(self, other: Live | float) -> Live:
        return self._with("^", other, POWER, operator.pow, ATOM)

    def __rpow__(self, other: float) -> Live:
        return live(other) ** self

    def __mod__(self, other: Live | float) -> Live:
        """What is left of a division, with the sign of the divisor, as in a spreadsheet."""
        that = live(other)
        return Live(f"MOD({self.text},{that.text})", self.number % that.number)

    def __neg__(self) -> Live:
        """A spreadsheet takes the sign before it takes the power."""
        bare = self.inside(ATOM if self.binds == POWER else PRODUCT)
        return Live(f"-{bare}", -self.number, SUM)

    def _compared(self, sign: str, other: Live | float, work: Callable[[Any, Any], Any]) -> Live:
        that = live(other)
        text = f"{self.inside(JOINED)}{sign}{that.inside(JOINED)}"
        return Live(text, work(self.ranks, that.ranks), COMPARED)

    def __lt__(self, other: Live | float) -> Live:
        return self._compared("<", other, operator.lt)

    def __le__(self, other: Live | float) -> Live:
        return self._compared("<=", other, operator.le)

    def __gt__(self, other: Live | float) -> Live:
        return self._compared(">", other, operator.gt)

    def __ge__(self, other: Live | float) -> Live:
        return self._compared(">=", other, operator.ge)

    def equals(self, other: Live | Scalar) -> Live:
        """Whether it is the same as another; a blank is an empty text.

        Parameters
        ----------
        other
            A word is in English; what is written is in the language of the run.

        Examples
        --------
        >>> Live("A1", "must").equals("must").value, Live("A1", None).equals("").value
        (True, True)
        """
        that = live(other)
        return Live(f"{self.inside(JOINED)}={that.inside(JOINED)}", self.same(that), COMPARED)

    def differs(self, other: Live | Scalar) -> Live:
        """Whether it is another one.

        Parameters
        ----------
        other
            As of :meth:`equals`.

        Examples
        --------
        >>> Live("A1", "must").differs("").text
        'A1<>""'
        """
        that = live(other)
        same = self.same(that)
        text = f"{self.inside(JOINED)}<>{that.inside(JOINED)}"
        return Live(text, ~same if isinstance(same, np.ndarray) else not same, COMPARED)

    @property
    def filled(self) -> Live:
        """Whether it is not blank."""
        return self.differs("")

    @cached_property
    def rows(self) -> dict[Any, list[int]]:
        """Key → rows of a column, from 0, that hold it; blank ones are left out."""
        found: dict[Any, list[int]] = {}
        for row, key in enumerate(self.keys.flat):
            if key != "":
                found.setdefault(key, []).append(row)
        return found

    @cached_property
    def _known(self) -> dict[Scalar, Array]:
        """Where a range holds a key; kept, for every row of a table asks."""
        return {}

    def same(self, that: Live) -> Any:
        """Whether both are the same, one or an array; a blank is 0 beside a number, and else an
        empty text.

        Parameters
        ----------
        that
            A key, or a range of the same shape.
        """
        key = that.keys
        if isinstance(key, np.ndarray) or not isinstance(self.keys, np.ndarray):
            return self.keys == key
        if key not in self._known:
            own = self.ranks if is_figure(key) else self.keys
            self._known[key] = own == key
        return self._known[key]

    def inside(self, least: int) -> str:
        """Its text inside a wider expression, in brackets where it needs them.

        Parameters
        ----------
        least
            How tightly it has to bind to stand without.
        """
        return self.text if self.binds >= least else f"({self.text})"

    def rounded(self, digits: int) -> Live:
        """Rounded to a number of digits, halves away from zero.

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
        return Live(
            f"ROUND({self.text},{digits})",
            each(lambda one: rounded(one, digits), self.number, float),
        )

    @property
    def size(self) -> Live:
        """Without its sign."""
        return Live(f"ABS({self.text})", abs(self.number))

    @property
    def or_nothing(self) -> Live:
        """Itself where it is above zero."""
        return called("MAX", max, 0, Live(self.text, self.number))

    @property
    def pinned(self) -> Live:
        """A cell that is pointed at in its column, wherever the formula is copied to."""
        return Live(f"${self.text}", self.value)

    @property
    def formula(self) -> Formula:
        """As it is written into a cell."""
        value = self.value
        assert not isinstance(value, np.ndarray), self.text
        if isinstance(value, float):
            value = float(value) + 0.0  # no -0
        return Formula(f"={self.text}", 0 if value is None else value)


def live(content: Live | Scalar) -> Live:
    """A number or word as a part of an expression; an expression stays as it is.

    Parameters
    ----------
    content
        A word is in English.

    Examples
    --------
    >>> live(2).text, live("must").text
    ('2', '"must"')
    """
    if isinstance(content, Live):
        return content
    if isinstance(content, str):
        return Live('"' + content.replace('"', '""') + '"', entry(content))
    return Live(str(content), content)


def column(*values: Scalar) -> Array:
    """Values below each other, as of a column of a table.

    Parameters
    ----------
    values
        From top to bottom.

    Examples
    --------
    >>> column(1, None).shape
    (2, 1)
    """
    return np.array([[value] for value in values], dtype=object)


def called(name: str, work: Callable[..., Any], *parts: Live | Scalar) -> Live:
    """A function of the spreadsheet's, and what it comes to.

    Parameters
    ----------
    name
        In capitals, as formulas write it.
    work
        The same of the values of the parts.
    parts
        In the order in which they stand between its brackets.

    Examples
    --------
    >>> called("LEN", len, Live("A1", "abc")).formula
    Formula(text='=LEN(A1)', value=3)
    """
    found = [live(part) for part in parts]
    return Live(
        f"{name}({','.join(part.text for part in found)})", work(*(part.value for part in found))
    )
