"""A plan in a few sentences, the same on Summary and on the console: what is asked for, what it
buys, whether the budget holds it.
"""

from collections.abc import Iterator, Sequence

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.granted import granted_by_month
from orgplan.analysis.money.leavers import (
    all_replaced,
    freed,
    short_if_replaced,
    yearly_cost,
)
from orgplan.analysis.result_rows import BudgetRow
from orgplan.domain import Category, Goal, Organisation, Plan, ScopeKind, budget_in_words
from orgplan.finance.cost_totals import this_year
from orgplan.language import N_, _, ngettext, shortened_list

from .musts import limits_in_words, musts_in_words
from .quantities import in_numbers, whole_units

MOST_EXCEEDED = 2  # budgets that are named; of more it is said how many

_GOALS = {
    Goal.COVER: N_("cover as much as limits allow, then the least cost"),
    Goal.FEWEST_REDUNDANCIES: N_(
        "cover as much as limits allow, then the fewest redundancies, then the least cost"
    ),
    Goal.CHEAPEST: N_("meet every must at the least cost"),
}


def goal_in_words(goal: str) -> str:
    """What a plan is made for: the goal of Settings.

    Parameters
    ----------
    goal
        Key of a goal.

    Returns
    -------
    str
        In the language of the run, for the middle of a sentence; another word as it is.

    Examples
    --------
    >>> goal_in_words("cheapest")
    'meet every must at the least cost'
    """
    return _(_GOALS[Goal(goal)]) if goal in tuple(Goal) else goal


def headline(assessment: Assessment) -> Iterator[str]:
    """The sentences, each for readers who know no id.

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
    yield from filter(None, (musts_in_words(assessment), limits_in_words(assessment)))
    yield from _budget(assessment)


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


def budget_label(assessment: Assessment) -> str:
    """What the line of the budget by month is called: one that is granted for several periods is
    spread over their months.

    Parameters
    ----------
    assessment
        Read for the lines on all cost of the whole organisation.

    Returns
    -------
    str
        For the chart of cost by month, in the language of the run.
    """
    shown = {one.line for one in granted_by_month(assessment) if one is not None}
    lines = (assessment.budget[number].line for number in shown)
    if any(len(line.periods) > 1 for line in lines):
        return _("budget, spread evenly")
    return _("budget")


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
    after = yearly_cost(org, assessment.plan) - yearly_cost(org, Plan())
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
        rate=whole_units(-after) if saving else _yearly(assessment, after),
    )


def _yearly(assessment: Assessment, after: int) -> str:
    """What a year after costs, and what it would where leavers are replaced: the first alone reads
    as the cost of filled seats.
    """
    net = whole_units(after)
    if not freed(assessment.costs):
        return net
    full = all_replaced(assessment.org)
    rate = whole_units(yearly_cost(full, assessment.plan) - yearly_cost(full, Plan()))
    return net if rate == net else _("{net} ({full} if leavers are replaced)", net=net, full=rate)


def _begins_late_in_a_year(org: Organisation) -> bool:
    """Whether the fiscal year in which the horizon begins is over within twelve months of it: then
    its cost alone says little.
    """
    calendar = org.calendar
    return len({calendar.fiscal_year(month) for month in range(min(12, calendar.months))}) > 1


def _budget(assessment: Assessment) -> Iterator[str]:
    rows, number = assessment.budget, whole_budget(assessment)
    if number is not None:
        yield _left(assessment, rows[number])
    parts = [row for at, row in enumerate(rows) if at != number]
    exceeded = [row for row in parts if row.planned > row.budget]
    for row in exceeded[:MOST_EXCEEDED]:
        yield _(
            "OVER the budget for {what} by {excess} {currency}.",
            what=budget_in_words(row.line),
            excess=whole_units(row.planned - row.budget),
            currency=assessment.org.currency,
        )
    if (more := len(exceeded) - MOST_EXCEEDED) > 0:
        yield ngettext("{n} more budget is exceeded.", "{n} more budgets are exceeded.", more)
    if number is None and parts and not exceeded:
        yield _within_parts(assessment, parts)
    yield from _only_unreplaced(assessment, parts)


def _only_unreplaced(assessment: Assessment, parts: Sequence[BudgetRow]) -> Iterator[str]:
    """Which budgets of teams, categories and parts of the horizon hold only while expected leavers
    are not replaced, each with what it would lack.
    """
    found = [(row, short_if_replaced(assessment, row)) for row in parts]
    named = [
        _("{what} ({excess} {currency} over otherwise)", what=budget_in_words(row.line),
            excess=whole_units(short), currency=assessment.org.currency)
        for row, short in found
        if short
    ]  # fmt: skip
    if named:
        yield _(
            "These budgets hold ONLY while expected leavers are not replaced: {budgets}.",
            budgets=shortened_list(named),
        )


def _within_parts(assessment: Assessment, parts: Sequence[BudgetRow]) -> str:
    """Where budgets are for parts of the horizon or of the organisation, all of which hold: which
    of them has the least left.
    """
    if any(row.line.spent is None for row in parts):
        return _("No budget is exceeded; of some it is not known what was spent before.")
    least = min(parts, key=lambda row: row.budget - row.planned)
    return _(
        "Within every budget; least is left for {what}, {left} {currency}.",
        what=budget_in_words(least.line),
        left=whole_units(least.budget - least.planned),
        currency=assessment.org.currency,
    )


def _left(assessment: Assessment, row: BudgetRow) -> str:
    """What is left of the budget, and whether that rests on expected leavers who are not replaced;
    where it is not known what was spent before, only an excess is certain.
    """
    left, more = row.budget - row.planned, freed(assessment.costs)
    if row.line.spent is None and left >= 0:
        sentence = N_(
            "Of the budget of {budget} {currency} for {label}, what was spent before the horizon"
            " is not known; the plan takes {planned}."
        )
    elif left < 0:
        sentence = N_("OVER the budget of {budget} {currency} by {excess}.")
    elif not more:
        sentence = N_("Within the budget of {budget} {currency}, with {left} left.")
    elif left < more:
        sentence = N_(
            "Within the budget of {budget} {currency}, with {left} left, ONLY while expected"
            " leavers are not replaced: replacing them at once takes {more} more, {beyond} over"
            " the budget."
        )
    else:
        sentence = N_(
            "Within the budget of {budget} {currency}, with {left} left; {rest} if expected"
            " leavers are replaced at once."
        )
    return _(
        sentence,
        budget=whole_units(row.budget),
        currency=assessment.org.currency,
        label=row.line.label,
        planned=whole_units(row.planned),
        left=whole_units(left),
        excess=whole_units(-left),
        more=whole_units(more),
        beyond=whole_units(more - left),
        rest=whole_units(left - more),
    )
