"""Amounts of money in cents, rounded as the workbook's formulas round."""

import math


def cents(amount: float) -> int:
    """An amount of money in whole cents, halves away from zero as a spreadsheet's ROUND has it.

    Python's own ``round`` takes halves to the even number, and would differ from the workbook's
    formulas.

    Parameters
    ----------
    amount
        In units of the currency.

    Examples
    --------
    >>> cents(0.125), cents(-0.125), round(12.5)
    (13, -13, 12)
    """
    return whole(amount * 100)


def whole(amount: float) -> int:
    """An amount that is in cents already, in whole ones, halves away from zero.

    Parameters
    ----------
    amount
        In cents.

    Examples
    --------
    >>> whole(2.5), whole(-2.5)
    (3, -3)
    """
    return math.floor(amount + 0.5 + 1e-7) if amount >= 0 else -math.floor(0.5 - amount + 1e-7)


def unrounded(amount: float) -> float:
    """An amount of money in cents and parts of them.

    Parameters
    ----------
    amount
        In units of the currency.

    Returns
    -------
    float
        For groups, whose heads are multiplied before they are rounded.

    Examples
    --------
    >>> unrounded(0.125)
    12.5
    """
    return amount * 100
