"""What a budget line counts of the cost of one more action: the coefficients of its row."""

from collections.abc import Iterable, Sequence

from orgplan.domain import BudgetLine, Category, Organisation, ScopeKind

from .groups import HeadLine
from .ledger import CATEGORY, CostLine
from .unit_costs import UnitCost


class BudgetCharge:
    """Cents that a budget line counts of costs, as a coefficient of its row; what the line counts
    is looked up once, for thousands of actions.

    Parameters
    ----------
    org
        Read for teams and periods.
    line
        With or without an amount.

    Examples
    --------
    >>> from orgplan.finance.ledger import ledger
    >>> BudgetCharge(org, org.budget[0])(ledger(org, walk.plan))
    244908043
    """

    def __init__(self, org: Organisation, line: BudgetLine) -> None:
        length, category = org.calendar.months_per_period, line.category
        self._months = {
            month
            for period in line.periods
            for month in range(period * length, (period + 1) * length)
        }
        self._centre = line.scope.name if line.scope.kind is ScopeKind.COST_CENTRE else None
        self._teams = org.teams_of(line.scope)
        self._components = {
            name for name, one in CATEGORY.items() if category in (Category.TOTAL, one)
        }
        # id of lines that several seats share → those lines, and what of them falls under it
        self._shared: dict[int, tuple[Sequence[CostLine | HeadLine], float]] = {}

    def __call__(self, costs: Iterable[CostLine | HeadLine]) -> float:
        """Cents of the roster, an action or a head.

        Parameters
        ----------
        costs
            Each says which team and cost centre bear it.
        """
        return sum(
            cost.cents
            for cost in costs
            if self._falls_under(cost) and self._bears(cost.team, cost.cost_centre)
        )

    def of_one(self, cost: UnitCost) -> float:
        """Cents of one action, whose lines may be those of others that are paid alike.

        Parameters
        ----------
        cost
            With who bears it, where its lines do not say so.
        """
        if cost.borne_by is None:
            return self(cost.lines)
        if not self._bears(*cost.borne_by):
            return 0.0
        if id(cost.lines) not in self._shared:
            counted = sum(line.cents for line in cost.lines if self._falls_under(line))
            self._shared[id(cost.lines)] = cost.lines, counted
        return self._shared[id(cost.lines)][1]

    def _falls_under(self, cost: CostLine | HeadLine) -> bool:
        return cost.month in self._months and cost.component in self._components

    def _bears(self, team: str, centre: str) -> bool:
        return team in self._teams if self._centre is None else centre == self._centre
