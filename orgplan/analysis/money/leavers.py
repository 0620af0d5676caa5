"""What expected leavers free of pay, and what it takes to replace them at once."""

from collections.abc import Iterable

from orgplan.domain import Assumption, Organisation, Plan
from orgplan.finance.cost_totals import charged
from orgplan.finance.ledger import CostLine
from orgplan.finance.pay import LEAVERS

from ..assessment import Assessment
from ..result_rows import BudgetRow
from .cost_drivers import run_rates

FREE_PAY = "leavers_free_pay"


def freed(costs: Iterable[CostLine]) -> int:
    """Cents that are not paid because people are expected to leave and their seats stay vacant.

    Parameters
    ----------
    costs
        Lines of a ledger.

    Returns
    -------
    int
        0 or more: so much more is spent where they are replaced at once.
    """
    return -sum(line.cents for line in costs if line.component == LEAVERS)


def short_if_replaced(assessment: Assessment, row: BudgetRow) -> int:
    """By how many cents a budget that holds is exceeded where its expected leavers are replaced at
    once.

    Parameters
    ----------
    assessment
        The plan.
    row
        One of its budget lines.

    Returns
    -------
    int
        0 where it holds all the same, is exceeded anyway, or is not known to hold.
    """
    left = row.budget - row.planned
    if left < 0 or row.line.spent is None:
        return 0
    lines = [cost for cost in assessment.costs if cost.component == LEAVERS]
    return max(0, -charged(assessment.org, row.line, lines) - left)


def all_replaced(org: Organisation) -> Organisation:
    """The organisation where whoever is expected to leave is replaced on the same day, so that no
    pay is freed.

    Parameters
    ----------
    org
        Read for its assumptions.

    Returns
    -------
    Organisation
        The same but for ``leavers_free_pay``, which is 0 for everybody.

    Examples
    --------
    >>> all_replaced(org).assumptions.row("leavers_free_pay").value
    0.0
    """
    rows = (row for row in org.assumptions.rows if row.key != FREE_PAY)
    stated = Assumption(key=FREE_PAY, value=0.0)
    return org.replace(assumptions=org.assumptions.replace(rows=(*rows, stated)))


def yearly_cost(org: Organisation, plan: Plan) -> int:
    """Cents of a year of what continues after the horizon.

    Parameters
    ----------
    org, plan
        What is true, and what is decided.

    Returns
    -------
    int
        Net of expected leavers, unless `org` is one of :func:`all_replaced`.
    """
    return sum(found.cents for found in run_rates(org, plan).values())
