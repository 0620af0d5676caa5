"""Checks of currencies and rates: 8, 16 and 17 of what finance checks."""

import operator
from collections.abc import Iterator

from orgplan.analysis.assessment import Assessment
from orgplan.excel.write.live import (
    Live,
    as_number,
    called,
    count_numbers,
    count_where,
    is_number,
    joined,
    match,
    pick,
    plus,
    search,
    stands_above,
    sum_product,
    times,
)
from orgplan.excel.write.workbook import TableRef
from orgplan.finance.pay import LEAVERS
from orgplan.language import _
from orgplan.schema.settings import SETTING_OF, norm_shown

from ..sheets import pages, refs
from ..sheets.money.exchange_rates import rates_of
from ..sheets.money.monthly_costs import GROUP
from .money import NO_COST, TYPED
from .people import AGAIN, NO_INPUTS
from .sheet import Check, SheetCell
from .sheet_refs import PlanSheets, filled

WITH_CURRENCY = ("Roster", "Roles", "Training", "Budget")


def rate_checks(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """All of them."""
    yield from _currencies(assessment, sheets)
    yield from _rates(sheets)


def _currencies(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """8: one currency in the plan, and a rate for every other one that an input names."""
    settings, rates = sheets.inputs.get("Settings"), sheets.inputs.get("Assumptions")
    words = _(
        "Plan currency on Input Settings differs from that of the plan (1), or is the same (0)"
    )
    if settings is None or rates is None:
        yield Check(8, words, SheetCell(pages.RUN_LOG.name), 0, looked_at=0, empty=NO_INPUTS)
        return
    typed = pick(settings["value"], match(SETTING_OF["currency"].shown, settings["key"]))
    differs = 1 - called("EXACT", operator.eq, typed, sheets.cells[refs.PLAN_CURRENCY])
    yield Check(
        8,
        words,
        SheetCell.of(settings),
        differs,
        hint=_("Put {currency} back, or plan again.", currency=assessment.org.currency),
    )
    named = [sheets.inputs[key] for key in WITH_CURRENCY if key in sheets.inputs]
    yield Check(
        8,
        _("Amounts of the input in a currency without a rate"),
        SheetCell.of(rates),
        plus([_without_rate(table, rates, sheets) for table in named]),
        hint=_("Add a row fx to Input Assumptions whose scope is the currency, and plan again."),
    )


def _without_rate(table: TableRef, rates: TableRef, sheets: PlanSheets) -> Live:
    """How many rows name a currency for which there is no rate."""
    named, currency = table["currency"], sheets.cells[refs.PLAN_CURRENCY]
    location = table["location"] if "location" in table.headers else None
    rates_there = rates_of(sheets.book, named, location)
    if rates_there is not None:
        return sum_product(as_number(rates_there.equals(0)))
    stated = count_where(rates["key"], norm_shown("fx"), (rates["scope"], named))
    return sum_product(named.filled * named.differs(currency) * stated.equals(0))


def _rates(sheets: PlanSheets) -> Iterator[Check]:
    """16 and 17: one place for rates, and no vacancy factor beside dated hires."""
    rates = sheets.inputs.get("Assumptions")
    if rates is None:
        for number, words in (
            (16, _("Rates that are stated twice")),
            (17, _("Vacancy factors beside dated seats")),
        ):
            yield Check(
                number, words, SheetCell(pages.RUN_LOG.name), 0, looked_at=0, empty=NO_INPUTS
            )
    else:
        yield from _stated_rates(sheets, rates)
    yield _no_deduction(sheets)


def _stated_rates(sheets: PlanSheets, rates: TableRef) -> Iterator[Check]:
    """Rates that are stated: each once, as they were planned with, and none for vacancies."""
    values, keys = rates["value"], rates["key"]
    yield Check(
        16,
        _("Rates of Input Assumptions that are stated twice for the same scope"),
        SheetCell.of(rates),
        sum_product(values.filled * _same_above(rates)),
        looked_at=count_numbers(values),
        empty=_("every rate is the default"),
        hint=_("Delete one of the two rows."),
    )
    total, cells = refs.INPUT_TOTAL["Assumptions"], sheets.cells
    if not sheets.live:  # else costs follow, and check 19 says that a rate was changed
        yield Check(
            16,
            _("Rates of Input Assumptions = rates with which the plan was made (hash total)"),
            SheetCell.of(rates),
            cells[total["now"]],
            cells[total["planned_with"]],
            cells[total["tolerance"]].value,
            hint=_("A rate was changed, but the costs were not. {again}", again=_(AGAIN)),
        )
    vacant = is_number(search(_("vacancy"), keys)) * is_number(values) * values.differs(0)
    yield Check(
        17,
        _("Vacancy factors beside dated seats: both would count a vacancy"),
        SheetCell.of(rates),
        sum_product(vacant) * filled(sheets.hires),
        hint=_("Remove the vacancy factor: seats cost money only from their first day."),
    )


def _no_deduction(sheets: PlanSheets) -> Check:
    """No month of a row of cost is below zero, as a deduction for vacancies would be."""
    months, of_groups = sheets.cells[refs.DETAIL_MONTHS], refs.COST_WORD["kind", GROUP]
    below = [months < 0, is_number(months)]
    if of_groups in sheets.cells:  # short time of a group takes off the pay of its hours
        below.append(sheets.detail["kind"].differs(sheets.cells[of_groups]))
    below.append(sheets.detail["component"].differs(LEAVERS))  # that is what it is
    return Check(
        17,
        _(
            "Months in which a row of cost is below zero, as a deduction for vacancies would be "
            "(expected leavers apart)"
        ),
        SheetCell.of(sheets.detail),
        sum_product(times(below)),
        looked_at=filled(sheets.detail),
        empty=NO_COST,
        hint=TYPED,
    )


def _same_above(table: TableRef) -> Live:
    """Whether a row states the same key and scope as a row above that has a value."""
    sentence = joined(table["key"], "|", table["scope"], "|", is_number(table["value"]))
    return stands_above(sentence, table.head("key"), table["key"])
