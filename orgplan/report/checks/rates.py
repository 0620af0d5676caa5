"""Checks of currencies and rates: 8, 16 and 17 of what finance checks."""

from collections.abc import Iterator

from orgplan.analysis.assessment import Assessment
from orgplan.excel.write.workbook import Formula, TableRef
from orgplan.finance.pay import LEAVERS
from orgplan.language import _
from orgplan.schema.settings import SETTING_OF, norm_shown

from ..sheets import pages, refs
from ..sheets.money.monthly_costs import GROUP
from .money import NO_COST, TYPED, cost_rows
from .people import AGAIN, NO_INPUTS
from .sheet import Check, Place
from .sheet_refs import PlanSheets, filled

WITH_CURRENCY = ("Roster", "Roles", "Training", "Budget")


def rate_checks(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """All of them."""
    yield from _currencies(assessment, sheets)
    yield from _rates(assessment, sheets)


def _currencies(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """8: one currency in the plan, and a rate for every other one that an input names."""
    settings, rates = sheets.inputs.get("Settings"), sheets.inputs.get("Assumptions")
    words = _(
        "Plan currency on Input Settings differs from that of the plan (1), or is the same (0)"
    )
    if settings is None or rates is None:
        yield Check(8, words, Place(pages.RUN_LOG.name), 0, looked_at=0, empty=NO_INPUTS)
        return
    sentence = (
        f'INDEX({settings["value"]},MATCH("{SETTING_OF["currency"].shown}",{settings["key"]},0))'
    )
    differs = Formula(f"=1-EXACT({sentence},{sheets.cells[refs.PLAN_CURRENCY]})", 0)
    yield Check(
        8,
        words,
        Place.of(settings),
        differs,
        hint=_("Put {currency} back, or plan again.", currency=assessment.org.currency),
    )
    stated = f'{rates["key"]},"{norm_shown("fx")}",{rates["scope"]}'
    named = [sheets.inputs[key] for key in WITH_CURRENCY if key in sheets.inputs]
    without = "+".join(_without_rate(table, stated, sheets) for table in named)
    yield Check(
        8, _("Amounts of the input in a currency without a rate"), Place.of(rates),
        Formula(f"={without}", 0),
        hint=_("Add a row fx to Input Assumptions whose scope is the currency, and plan again."),
    )  # fmt: skip


def _without_rate(table: TableRef, stated: str, sheets: PlanSheets) -> str:
    """Formula of how many rows name a currency for which there is no rate."""
    named, currency = table["currency"], sheets.cells[refs.PLAN_CURRENCY]
    if sheets.exchange is not None:
        location = table["location"] if "location" in table.headers else None
        return f"SUMPRODUCT(--({sheets.exchange.vector(named, location)}=0))"
    return f'SUMPRODUCT(({named}<>"")*({named}<>{currency})*(COUNTIFS({stated},{named})=0))'


def _rates(assessment: Assessment, sheets: PlanSheets) -> Iterator[Check]:
    """16 and 17: one place for rates, and no vacancy factor beside dated hires."""
    rates = sheets.inputs.get("Assumptions")
    if rates is None:
        for number, words in (
            (16, _("Rates that are stated twice")),
            (17, _("Vacancy factors beside dated seats")),
        ):
            yield Check(number, words, Place(pages.RUN_LOG.name), 0, looked_at=0, empty=NO_INPUTS)
    else:
        values, keys = rates["value"], rates["key"]
        stated = Formula(f"=COUNT({values})", len(assessment.org.assumptions.rows))
        twice = f'=SUMPRODUCT(({values}<>"")*({_same_above(rates)}))'
        yield Check(
            16, _("Rates of Input Assumptions that are stated twice for the same scope"),
            Place.of(rates), Formula(twice, 0), looked_at=stated,
            empty=_("every rate is the default"), hint=_("Delete one of the two rows."),
        )  # fmt: skip
        total, cells = refs.INPUT_TOTAL["Assumptions"], sheets.cells
        if not sheets.live:  # else costs follow, and check 19 says that a rate was changed
            yield Check(
                16, _("Rates of Input Assumptions = rates with which the plan was made (hash "
                      "total)"), Place.of(rates), cells.formula(total["now"]),
                cells.formula(total["planned_with"]), float(cells.value(total["tolerance"])),
                hint=_("A rate was changed, but the costs were not. {again}", again=_(AGAIN)),
            )  # fmt: skip
        text = (
            f'=SUMPRODUCT(ISNUMBER(SEARCH("{_("vacancy")}",{keys}))*ISNUMBER({values})*'
            f"({values}<>0))*{filled(sheets.hires)}"
        )
        yield Check(
            17, _("Vacancy factors beside dated seats: both would count a vacancy"),
            Place.of(rates), Formula(text, 0),
            hint=_("Remove the vacancy factor: seats cost money only from their first day."),
        )  # fmt: skip
    months, of_groups = sheets.cells[refs.DETAIL_MONTHS], refs.COST_WORD["kind", GROUP]
    rows = Formula(f"={filled(sheets.detail)}", cost_rows(assessment, sheets))
    others = (
        f"*({sheets.detail['kind']}<>{sheets.cells[of_groups]})"
        if of_groups in sheets.cells
        else ""
    )
    others += f'*({sheets.detail["component"]}<>"{LEAVERS}")'  # that is what it is
    text = (  # short time of a group takes off the pay of its hours
        f"=SUMPRODUCT(({months}<0)*ISNUMBER({months}){others})"
    )
    yield Check(
        17, _("Months in which a row of cost is below zero, as a deduction for vacancies would be "
              "(expected leavers apart)"), Place.of(sheets.detail), Formula(text, 0),
        looked_at=rows, empty=NO_COST, hint=TYPED,
    )  # fmt: skip


def _same_above(table: TableRef) -> str:
    """Whether a row states the same key and scope as a row above that has a value."""
    sentence = f'{table["key"]}&"|"&{table["scope"]}&"|"&ISNUMBER({table["value"]})'
    return f"MATCH({sentence},{sentence},0)<>ROW({table['key']})-ROW({table.head('key')})"
