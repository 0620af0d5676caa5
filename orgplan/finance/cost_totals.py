"""Lines of the ledger added up: against a budget line, and in a fiscal year."""

from collections.abc import Iterable

from orgplan.domain import (
    BudgetLine,
    Category,
    Organisation,
    ScopeKind,
)

from .ledger import CostLine


def charged(org: Organisation, line: BudgetLine, costs: Iterable[CostLine]) -> int:
    """Cents of the costs that count against a budget line.

    Parameters
    ----------
    org
        Read for teams and periods.
    line
        With or without an amount.
    costs
        Of a plan, or a part of them.

    Returns
    -------
    int
        Whole; below 0 where the costs save money.

    Examples
    --------
    >>> from orgplan.domain import Plan
    >>> from orgplan.finance.ledger import ledger
    >>> charged(org, org.budget[0], ledger(org, Plan()))
    244908043
    """
    return sum(cost.cents for cost in costs if counts_against(org, line, cost))


def counts_against(org: Organisation, line: BudgetLine, cost: CostLine) -> bool:
    """Whether a cost falls into the scope, periods and category of a budget line.

    Parameters
    ----------
    org
        Read for teams and periods.
    line
        Scope, periods and category.
    cost
        By team, or by cost centre where the scope is one.

    Examples
    --------
    >>> from orgplan.domain import Plan
    >>> from orgplan.finance.ledger import ledger
    >>> first = ledger(org, Plan())[0]
    >>> counts_against(org, org.budget[0], first), counts_against(org, org.budget[1], first)
    (True, False)
    """
    if line.category is not Category.TOTAL and line.category is not cost.category:
        return False
    if cost.month // org.calendar.months_per_period not in line.periods:
        return False
    if line.scope.kind is ScopeKind.COST_CENTRE:
        return cost.cost_centre == line.scope.name
    return cost.team in org.teams_of(line.scope)


def this_year(org: Organisation, costs: Iterable[CostLine]) -> int:
    """Cents of the costs that fall into the fiscal year in which the horizon begins; those of later
    years are left out.

    Parameters
    ----------
    org
        Read for fiscal years.
    costs
        Of a plan, or a part of them.

    Returns
    -------
    int
        Whole.

    Examples
    --------
    >>> from orgplan.domain import Plan
    >>> from orgplan.finance.ledger import ledger
    >>> this_year(org, ledger(org, Plan())) == sum(line.cents for line in ledger(org, Plan()))
    True
    """
    year = org.calendar.fiscal_year(0)
    return sum(cost.cents for cost in costs if org.calendar.fiscal_year(cost.month) == year)
