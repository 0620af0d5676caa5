"""What cells hold, as a spreadsheet takes it in sums, comparisons and texts."""

import math
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

Scalar = float | int | str | bool | None
Array = NDArray[Any]
ROUNDING = 2.0**-48  # of two figures that are taken for the same


def each(work: Callable[[Any], Any], value: Any, kind: type) -> Any:
    """Something done to a value, or to every value of an array.

    Parameters
    ----------
    work
        Takes one value.
    value
        One, or an array.
    kind
        Of the values of the array that is made.

    Examples
    --------
    >>> each(as_figure, None, float)
    0
    """
    if not isinstance(value, np.ndarray):
        return work(value)
    if kind is float and value.dtype != object and work in _AS_THEY_ARE:
        return value if value.dtype == float else value.astype(float)
    return np.array([work(one) for one in value.flat], dtype=kind).reshape(value.shape)


def as_figure(value: Scalar) -> float:
    """What a value is in a sum; a text is no number.

    Parameters
    ----------
    value
        Of one cell; a blank counts as nothing.

    Examples
    --------
    >>> as_figure(None), as_figure(True), as_figure("x")
    (0, 1, nan)
    """
    if isinstance(value, str):
        return math.nan
    return 0 if value is None else int(value) if isinstance(value, bool | np.bool_) else value


def or_zero(value: Scalar) -> float:
    """What a value adds to a sum over a range.

    Parameters
    ----------
    value
        Of one cell; texts, truth values and blanks count for nothing.

    Examples
    --------
    >>> or_zero(2.5), or_zero("x"), or_zero(True)
    (2.5, 0, 0)
    """
    return value if is_figure(value) else 0  # type: ignore[return-value]


def rank(value: Scalar) -> float:
    """What a value is when it is asked whether it is larger: a text is larger than any number.

    Parameters
    ----------
    value
        Of one cell.

    Examples
    --------
    >>> rank("x") > rank(10**9), rank(None)
    (True, 0)
    """
    return math.inf if isinstance(value, str) else as_figure(value)


_AS_THEY_ARE = (as_figure, or_zero, rank)  # which leave numbers alone


def as_key(value: Scalar) -> Scalar:
    """What a value is when it is compared: a text in any case, a blank an empty text.

    Parameters
    ----------
    value
        Of one cell.

    Examples
    --------
    >>> as_key("Ada") == as_key("ADA"), as_key(None)
    (True, '')
    """
    return "" if value is None else value.casefold() if isinstance(value, str) else value


def as_text(value: Scalar) -> str:
    """What a value is in a text.

    Parameters
    ----------
    value
        Of one cell; a blank is an empty text.

    Examples
    --------
    >>> as_text(3), as_text(None)
    ('3', '')
    """
    return "" if value is None else str(value)


def is_figure(value: object) -> bool:
    """Whether a value is a number.

    Parameters
    ----------
    value
        Of one cell.

    Examples
    --------
    >>> is_figure(2), is_figure(True), is_figure("2")
    (True, False, False)
    """
    return isinstance(value, int | float | np.number) and not isinstance(value, bool)


def figures_in(values: Sequence[Scalar | Array]) -> Iterator[float]:
    """All numbers of some values and arrays.

    Parameters
    ----------
    values
        Texts and blanks among them are left out.

    Examples
    --------
    >>> list(figures_in((1, None, np.array([[2, "x"]], dtype=object))))
    [1, 2]
    """
    for value in values:
        yield from filter(is_figure, np.asarray(value, dtype=object).flat)


def added(one: Any, other: Any) -> Any:
    """Two figures added; nothing where they make up for each other but for rounding.

    Parameters
    ----------
    one, other
        Figures or arrays.

    Examples
    --------
    >>> 0.1 + 0.2 - 0.3 > 0, added(0.1 + 0.2, -0.3)
    (True, 0)
    """
    found = one + other
    if isinstance(found, np.ndarray):
        return np.where(abs(found) <= ROUNDING * abs(one), 0.0, found)
    return 0 if abs(found) <= ROUNDING * abs(one) else found


def summed(*numbers: Any) -> float:
    """A sum without the dust of floating point: with the fifteen digits of a spreadsheet.

    Parameters
    ----------
    numbers
        Figures or arrays.

    Examples
    --------
    >>> summed(0.1, 0.2)
    0.3
    """
    return float(f"{sum(float(np.sum(one)) for one in numbers):.15g}")


def holds(value: Scalar, criterion: Scalar) -> bool:
    """Whether a cell holds what is asked for.

    Parameters
    ----------
    value
        Of the cell.
    criterion
        The same value, or a text that begins with ``<=`` or ``>=``.

    Examples
    --------
    >>> holds("Ada", "ada"), holds(3, ">=2"), holds(None, ">=2")
    (True, True, False)
    """
    if isinstance(criterion, str) and criterion[:2] in ("<=", ">="):
        limit = float(criterion[2:])
        own = rank(value) if is_figure(value) else math.nan
        return own <= limit if criterion[0] == "<" else own >= limit
    return bool(as_key(value) == as_key(criterion))


def rounded(value: float, digits: int) -> float:
    """A number to some digits behind the point, halves away from zero, as a spreadsheet rounds.

    Parameters
    ----------
    value
        Taken to the fifteen digits that a spreadsheet works with.
    digits
        Behind the point.

    Examples
    --------
    >>> rounded(1.005, 2), rounded(-2.5, 0)
    (1.01, -3.0)
    """
    if math.isnan(value):
        return value
    exact = Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return float(exact)
