"""A plan in a few sentences, the same on Summary and on the console: what is asked for, what it
buys, whether the budget holds it.
"""

from collections.abc import Iterator
from math import floor

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.cost_drivers import run_rates
from orgplan.analysis.result_rows import BudgetRow
from orgplan.domain import Category, Organisation, Plan, ScopeKind, Strength
from orgplan.finance.ledger import this_year
from orgplan.language import N_, _

from .quantities import in_numbers


def headline(assessment: Assessment) -> Iterator[str]:
    """The sentences, each said to whoever knows no id.

    Parameters
    ----------
    assessment
        The plan, beside doing nothing.

    Yields
    ------
    str
        What is asked for, what is met, then the budget; in the language of the run.
    """
    yield _asked(assessment)
    yield from _met(assessment)
    yield from _budget(assessment)


def whole_units(cents: float) -> str:
    """Cents as whole units of the currency, rounded as a spreadsheet does: a half goes up.

    Parameters
    ----------
    cents
        May be negative, or have fractions.

    Returns
    -------
    str
        With separators, without the currency.

    Examples
    --------
    >>> whole_units(123450.0), whole_units(-150.0)
    ('1,235', '-1')
    """
    return f"{floor(cents / 100 + 0.5):,}"


def whole_budget(assessment: Assessment) -> int | None:
    """Number of the budget line of the whole organisation over the whole horizon; ``None`` without
    one.

    Parameters
    ----------
    assessment
        Read for its budget rows.

    Returns
    -------
    int or None
        Counted from 0; the first, where there are several.
    """
    periods = assessment.org.calendar.periods
    whole = [
        number
        for number, row in enumerate(assessment.budget)
        if row.line.scope.kind is ScopeKind.ORGANISATION
        and row.line.category is Category.TOTAL
        and len(row.line.periods) == periods
    ]
    return whole[0] if whole else None


def _asked(assessment: Assessment) -> str:
    """What is asked for and what it costs, against doing nothing: in the fiscal year in which the
    horizon begins, in the rest of it, and a year after that.

    It saves only where neither figure is above 0; the rest of the horizon is said where the year
    holds little of it.
    """
    org, actions = assessment.org, in_numbers(assessment)
    if not actions:
        return _("We ask for nothing.")
    cost = this_year(org, assessment.costs) - this_year(org, assessment.idle_costs)
    rate, idle_rate = (
        sum(found.cents for found in run_rates(org, plan).values())
        for plan in (assessment.plan, Plan())
    )
    after = rate - idle_rate
    adds = N_("We ask for {actions}: {cost} {currency} in {year}, {rate} a year after that.")
    saves = N_(
        "We ask for {actions}, which saves {cost} {currency} in {year} and {rate} a year after"
        " that."
    )
    split = N_(
        "We ask for {actions}: {cost} {currency} in {year}, {later} in the rest of the horizon,"
        " {rate} a year after that."
    )
    saving = cost <= 0 and after <= 0 and cost + after < 0
    later = sum(line.cents for line in assessment.costs) - sum(
        line.cents for line in assessment.idle_costs
    ) - cost  # fmt: skip
    if later and not saving and _begins_late_in_a_year(org):
        adds = split
    return _(
        saves if saving else adds,
        later=whole_units(later),
        actions=actions,
        cost=whole_units(-cost if saving else cost),
        currency=org.currency,
        year=f"FY{org.calendar.fiscal_year(0)}",
        rate=whole_units(-after if saving else after),
    )


def _begins_late_in_a_year(org: Organisation) -> bool:
    """Whether the fiscal year in which the horizon begins is over within twelve months of it: then
    its cost alone says little.
    """
    calendar = org.calendar
    return len({calendar.fiscal_year(month) for month in range(min(12, calendar.months))}) > 1


def _met(assessment: Assessment) -> Iterator[str]:
    """How many needs that must be met are met in every period, with the plan and without."""
    needs = {row.need.id for row in assessment.coverage if row.need.strength is Strength.MUST}
    if not needs:
        return
    missed, idle = (
        len({measure.key[0] for measure in measures if measure.broken} & needs)
        for measures in (assessment.measures, assessment.idle_measures)
    )
    every = N_("The plan meets all {needs} needs that must be met; without it {idle} would be met.")
    some = N_(
        "Of {needs} needs that must be met, the plan meets {met} throughout; without it {idle}"
        " would be met."
    )
    if len(needs) == 1:
        yield _one_need(missed, idle)
    elif missed:
        yield _(some, needs=len(needs), met=len(needs) - missed, idle=len(needs) - idle)
    else:
        yield _(every, needs=len(needs), idle=len(needs) - idle)


def _one_need(missed: int, idle: int) -> str:
    if missed:
        return _("The one need that must be met stays open.")
    if idle:
        return _(
            "The plan meets the one need that must be met; without it that need would stay open."
        )
    return _("The one need that must be met is met, with the plan and without it.")


def _budget(assessment: Assessment) -> Iterator[str]:
    rows, number = assessment.budget, whole_budget(assessment)
    if number is not None:
        yield _left(assessment.org.currency, rows[number])
    exceeded = sum(row.planned > row.budget for row in rows)
    if exceeded:
        yield _("Budget lines exceeded: {number}.", number=exceeded)


def _left(currency: str, row: BudgetRow) -> str:
    """What is left of the budget; where it is not known what was spent before, only an excess is
    certain.
    """
    left = row.budget - row.planned
    if row.line.spent is None and left >= 0:
        return _(
            "Of the budget of {budget} {currency} for {label}, what was spent before the horizon is"
            " not known; the plan takes {planned}.",
            budget=whole_units(row.budget),
            currency=currency,
            label=row.line.label,
            planned=whole_units(row.planned),
        )
    within = N_("Within the budget of {budget} {currency}, with {left} left.")
    over = N_("OVER the budget of {budget} {currency} by {left}.")
    return _(
        within if left >= 0 else over,
        budget=whole_units(row.budget),
        currency=currency,
        left=whole_units(abs(left)),
    )
