"""Actuals: what was spent, month by month, to set beside the plan.

Amounts are in plan currency. They judge nothing and limit nothing: variances and forecasts
(:mod:`orgplan.analysis.money`) read them.
"""

from datetime import date

from pydantic import Field

from ..calendar import Calendar, add_months
from ..teams import Scope, ScopeKind
from .budget import Category
from .money import Priced


class Actual(Priced):
    """What a team or cost centre spent in one month on one category.

    Parameters
    ----------
    scope
        A team or a cost centre.
    month
        First day of the month: of the horizon, or of its first fiscal year before the horizon.
    category
        What it was spent on; ``total`` is everything.
    amount
        In plan currency; negative where more was given back than spent.
    heads
        People paid in the month on average, with the categories pay and total; ``None`` where
        nobody says so.

    Examples
    --------
    >>> op.Actual(scope=org.needs[0].scope, month=date(2027, 1, 1), amount=9_500.0).amount
    9500.0
    """

    scope: Scope
    month: date
    amount: float
    category: Category = Category.TOTAL
    heads: float | None = Field(default=None, ge=0)

    @property
    def id(self) -> str:
        """What tells it from others, for instance ``Platform 2027-01 pay``."""
        return f"{self.scope} {self.month:%Y-%m} {self.category.value}"

    def _check(self) -> None:
        if self.scope.kind not in (ScopeKind.TEAM, ScopeKind.COST_CENTRE):
            raise ValueError(f"actuals are given for a team or a cost centre, not for {self.scope}")
        if self.month.day != 1:
            raise ValueError(
                f"actuals of {self.scope} are given for {self.month}, which is not the first day of"
                " a month"
            )


def year_start(calendar: Calendar) -> date:
    """First day of the fiscal year in which the horizon begins.

    Parameters
    ----------
    calendar
        Read for its start and the month in which fiscal years begin.

    Returns
    -------
    date
        Not after the start of the horizon.

    Examples
    --------
    >>> year_start(org.calendar)
    datetime.date(2027, 1, 1)
    """
    return add_months(calendar.start, -((calendar.start.month - calendar.fiscal_year_start) % 12))
