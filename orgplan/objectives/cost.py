"""Cost of what the plan decides: everything within the horizon, and the run rate of what it changes
for the tail after it.

The pay of the roster as it stands is the same in every plan and left out, so that the proven gap
speaks of what can be decided. Shortfalls with a price (``worth``) count at that price: they are
closed where that costs no more. Charges (sheet ``Charges``) are part of what they are charged on:
of each seat, person and head, of its run rate after the horizon, and of severance. Cost splits
change no total: they book the same cents on other cost centres, whose budgets they count against.
"""

from collections.abc import Sequence

from orgplan.constraints.model import DecisionVariables, Linear, Shortfall, stock, unit_costs
from orgplan.domain import Measure, Organisation, Plan
from orgplan.finance.groups import head_lines
from orgplan.finance.run_rates import decided, head_tail
from orgplan.language import N_

NAME = "cost"
UNIT = N_("thousands of plan currency")
SLIP = 1e-4  # ten cents of a unit
THOUSANDS = 1e-5  # cents to thousands


def terms(org: Organisation, x: DecisionVariables, shortfalls: Sequence[Shortfall]) -> Linear:
    """Unit cost of everything on offer, the pay of the heads by which it changes groups, and the
    price of shortfalls.

    Parameters
    ----------
    org
        Read for whatever has a price.
    x
        Every decision on offer.
    shortfalls
        Those with a price count.

    Returns
    -------
    Linear
        Thousands of plan currency; the pay of the roster as it stands is left out.

    Examples
    --------
    >>> len(terms(org, x, ()).terms) == len(x.hire) + len(x.train)
    True
    """
    total = Linear(
        0.0, [(short.worth / 1000, short.variable) for short in shortfalls if short.worth]
    )
    for variable, one in unit_costs(org, x):
        total.add(one * THOUSANDS, variable)
    for group in org.groups:
        pay = list(head_lines(org, group))
        for period in range(org.calendar.periods):
            cents = sum(line.cents for line in pay if line.month in org.calendar.months_of(period))
            later = head_tail(org, group) if period == org.calendar.periods - 1 else 0.0
            total = total.plus(
                Linear(0.0, stock(org, x, group, period).terms), (cents + later) * THOUSANDS
            )
    return total


def value(org: Organisation, plan: Plan, measures: Sequence[Measure]) -> float:
    """The ledger with the plan less the ledger without it, the tail, and the price of what is left
    short.

    Parameters
    ----------
    org
        Read for whatever has a price.
    plan
        Any plan.
    measures
        Those with a price count.

    Returns
    -------
    float
        Thousands of plan currency.

    Examples
    --------
    >>> value(org, Plan(), ())
    0.0
    """
    left_short = sum((measure.worth or 0.0) * measure.shortfall for measure in measures)
    return decided(org, plan) * THOUSANDS + left_short / 1000
