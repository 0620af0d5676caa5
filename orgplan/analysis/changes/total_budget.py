"""The lines that limit all money of all periods, and what they come to."""

from orgplan.domain import (
    ORGANISATION,
    BudgetLine,
    Category,
    Organisation,
)

from .change_names import (
    free_name,
)


def with_total_budget(org: Organisation, amount: float) -> Organisation:
    """The organisation with one limit on all cost over the horizon, in place of any it had.

    Parameters
    ----------
    org
        Lines on all cost that also state heads keep these and lose their amount.
    amount
        Plan currency over the horizon, 0 or more.

    Returns
    -------
    Organisation
        Its line is ``B-total``, or that with a number where the id is taken.
    """
    everything = tuple(range(org.calendar.periods))
    lines = (
        _without_amount(line) if limits_everything(line, everything) else line
        for line in org.budget
    )
    kept = tuple(line for line in lines if line is not None)
    total = BudgetLine(
        id=free_name("B-total", {line.id for line in kept}),
        scope=ORGANISATION,
        periods=everything,
        label="total",
        amount=amount,
    )
    return org.replace(budget=(*kept, total))


def limits_everything(line: BudgetLine, everything: tuple[int, ...]) -> bool:
    """Whether a budget line limits all cost of all periods, given by their numbers.

    Parameters
    ----------
    line
        A line without an amount limits nothing.
    everything
        All periods of the horizon, 0 … T-1.

    Returns
    -------
    bool
        ``False`` for a line on one category, one part of the organisation, or some periods.
    """
    return (
        line.scope == ORGANISATION
        and line.category is Category.TOTAL
        and line.periods == everything
        and line.amount is not None
    )


def _without_amount(line: BudgetLine) -> BudgetLine | None:
    """What is left of a line whose money another one limits: its headcount, if it has one."""
    return None if line.headcount is None else line.replace(amount=None, spent=0.0)


def scaled(line: BudgetLine, factor: float) -> BudgetLine:
    """A budget line with a multiple of its money."""
    return line if line.granted is None else line.with_granted(round(line.granted * factor, 2))
