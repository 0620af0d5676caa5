"""Actuals: year to date and outlook by team or cost centre, why actual and plan differ month by
month, and the months themselves.
"""

from collections.abc import Sequence

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.actual_variance import AccountActuals
from orgplan.domain import Category, ScopeKind
from orgplan.excel.write.live import Live, choose, count_where, sum_product, sum_where, times
from orgplan.excel.write.tables import LiveRow, LiveRows
from orgplan.excel.write.workbook import (
    HEADING,
    NOTE,
    Column,
    Sheet,
    TableRef,
    WorkbookWriter,
)
from orgplan.language import N_, _

from .. import refs
from ..layout import BODY, LIVE_PRICE, LONG, PRICE, SUM_PRICE, TEXT, units
from .variance_split import MEANINGS, PARTS, CellOfRow, Words, groups, write_split

WORDS = Words("scope", "plan", "actual")
EXPLAINED = (
    N_(
        "Actual against plan: timing, volume, mix and rate as on Variance, by heads where they are"
        " given for every month, else by money alone."
    ),
    N_(
        "Actual, plan and difference cover the same months: those that have both. Outlook: what was"
        " spent, and the plan where there is no actual. Months before the horizon have no plan; the"
        " year's plan takes what was spent. If a month has neither, the outlook is not known, and"
        " Missing names the month."
    ),
)
YEAR = (
    "account",
    "category",
    "fiscal_year",
    "actual",
    "plan",
    "difference",
    *PARTS,
    "before_horizon",
    "rest_of_plan",
    "outlook",
    "plan_of_year",
    "above_plan",
    "missing",
)
WIDTHS = {"account": 26.0, "missing": 30.0}
UNKNOWN = N_("not known")
MONTHS = (
    "account",
    "category",
    "kind",
    "name",
    "fiscal_year",
    "month",
    "actual",
    "plan",
    "outlook",
    "plan_of_year",
)


def write_actuals(sheet: Sheet, assessment: Assessment) -> None:
    """Write the sheet; there are actuals, and the plan's side is summed from the accounts of Cost
    overview.

    Parameters
    ----------
    sheet
        Actuals, below its head.
    assessment
        It has actuals.
    """
    found = assessment.actuals
    splits = [one for account in found for one in account.splits]
    number_of_months = sum(len(account.months) for account in found)
    last = max(month.label for account in found for month in account.to_date)
    top = BODY + len(EXPLAINED) + 2
    sums_top = top + len(found) + 4
    months_top = sums_top + groups(splits) + 4
    cells_top = months_top + number_of_months + 4
    for number, line in enumerate(EXPLAINED):
        sheet.prose(BODY + number, _(line), NOTE)
    end = max(month.label for account in found for month in account.months)
    sheet.write(
        top - 1,
        0,
        _("Each fiscal year to date, up to {last}, and outlook to {end}", last=last, end=end),
        HEADING,
    )
    by_month = _write_months(sheet, found, months_top)
    sheet.write(months_top - 1, 0, _("Month by month"), HEADING)

    def drawn(header: str) -> CellOfRow:
        """A figure of a cell that is drawn from the table of months."""
        keys = (("account", WORDS.group), ("category", "cost_type"), ("month", "period"))
        return lambda row: sum_product(
            times([*(by_month[name].equals(row[own]) for name, own in keys), by_month[header]])
        )

    sums = write_split(
        sheet,
        "actuals_variance",
        splits,
        WORDS,
        sums_top,
        cells_top,
        drawn("plan"),
        drawn("actual"),
    )
    sheet.write(sums_top - 1, 0, _("Why actual and plan differ"), HEADING)
    sheet.write(cells_top - 1, 0, _("Cell by cell"), HEADING)
    _write_years(sheet, found, top, by_month, sums)
    sheet.freeze(BODY)


def _write_months(sheet: Sheet, found: Sequence[AccountActuals], top: int) -> TableRef:
    """What was spent and planned, account by account."""
    meanings = (
        "Team or cost centre", "What it was spent on", "team or cost centre", "Its name",
        "Fiscal year, named by the year in which it begins", "Month", "What was spent",
        "What is planned; blank before the horizon",
        "What was spent, else what is planned", "What is planned, else what was spent",
    )  # fmt: skip
    styles = {
        "account": LONG,
        "actual": PRICE,
        "plan": LIVE_PRICE,
        "outlook": LIVE_PRICE,
        "plan_of_year": LIVE_PRICE,
    }
    columns = [
        Column(
            name,
            styles.get(name, TEXT),
            meaning,
            WIDTHS.get(name, 12),
            words=name in ("category", "kind"),
        )
        for name, meaning in zip(MONTHS, meanings, strict=True)
    ]
    rows = LiveRows(columns, top)
    for account in found:
        scope = account.scope
        for month in account.months:
            row = rows.add(
                {
                    "account": scope.label, "category": account.category.value,
                    "kind": scope.kind.value, "name": scope.name, "fiscal_year": account.year,
                    "month": month.label,
                    "actual": None if month.actual is None else units(month.actual),
                }
            )  # fmt: skip
            if month.planned is not None:
                row["plan"] = _planned(sheet.book, account, row)
            row["outlook"] = _first_of(row["actual"], row["plan"])
            row["plan_of_year"] = _first_of(row["plan"], row["actual"])
    return sheet.table(
        "actuals_months", columns, rows.cells, top=top, about="A month of an account"
    )


def _first_of(first: Live, second: Live) -> Live:
    """The first cell, else the second, else that neither is known."""
    return choose(first.filled, first, choose(second.filled, second, UNKNOWN))


def _missing(account: AccountActuals) -> str | None:
    """Which months have no actual, and what stands in for them."""
    planned = {month.label for month in account.months if month.planned is not None}
    taken = [label for label in account.missing if label in planned]
    unknown = [label for label in account.missing if label not in planned]
    parts = [_("{taken}: the plan is used", taken=_(", ").join(taken))] if taken else []
    parts += (
        [_("{unknown}: neither actual nor plan", unknown=_(", ").join(unknown))] if unknown else []
    )
    return _("; ").join(parts) or None


def _planned(book: WorkbookWriter, account: AccountActuals, row: LiveRow) -> Live:
    """The accounts of Cost overview that belong to a team or cost centre, in one month."""
    header = "team" if account.scope.kind is ScopeKind.TEAM else "cost_centre"
    accounts, named = book.table("accounts"), book.refs
    own = accounts[header].equals(row["name"])
    if account.category is not Category.TOTAL:
        own = own * accounts["category"].equals(row["category"])
    month = named[refs.MONTH_LABELS].equals(row["month"])
    return sum_product(own * month * named[refs.ACCOUNT_MONTHS])


def _write_years(
    sheet: Sheet, found: Sequence[AccountActuals], top: int, months: TableRef, sums: TableRef
) -> None:
    """The year to date and the outlook of each account."""
    rows = LiveRows(_year_columns(), top)
    for account in found:
        _fill_year(rows.add(), account, months, sums)
    sheet.table(
        "actuals_year",
        rows.columns,
        rows.cells,
        top=top,
        about="The fiscal year of an account: to date, and outlook",
    )


def _year_columns() -> list[Column]:
    meanings = MEANINGS | {
        "account": "Team or cost centre", "category": "What it was spent on",
        "fiscal_year": "Named by the year in which it begins",
        "actual": "Spent in the months that have an actual and a plan",
        "plan": "Planned for the same months",
        "difference": "Actual less plan, of the same months",
        "before_horizon": "Spent in months before the horizon, which have no plan",
        "rest_of_plan": "Planned for the months without an actual",
        "outlook": "All that was spent, and the plan of the months without an actual",
        "plan_of_year": "Plan of the fiscal year; months before the horizon as spent",
        "above_plan": "Outlook less plan of the year",
        "missing": "Months up to the last with actuals for which none is given here",
    }  # fmt: skip
    return [
        Column(
            name,
            {"account": LONG, "category": TEXT, "fiscal_year": TEXT, "missing": LONG}.get(
                name, LIVE_PRICE
            ),
            meanings[name],
            WIDTHS.get(name, 12),
        )
        for name in YEAR
    ]


def _fill_year(row: LiveRow, account: AccountActuals, months: TableRef, sums: TableRef) -> None:
    """An account in its year, drawn from the table of months and that of differences."""
    keys = ("account", "category", "fiscal_year")
    row.update(
        dict(zip(keys, (account.scope.label, account.category.value, account.year), strict=True))
    )
    same = times([months[key].equals(row[key]) for key in keys])
    actual, plan = months["actual"], months["plan"]
    open_, unplanned = actual.equals(""), plan.equals("")
    of_year = count_where(
        months["fiscal_year"], row["fiscal_year"], (months["month"], sums["period"])
    )
    of_splits = times(
        [
            sums["scope"].equals(row["account"]),
            sums["cost_type"].equals(row["category"]),
            of_year > 0,
        ]
    )
    row["actual"] = sum_product(same * plan.filled * actual)
    row["plan"] = sum_product(same * actual.filled * plan)
    for part in ("difference", *PARTS):
        row[part] = sum_product(of_splits * sums[part])
    row["before_horizon"] = sum_product(same * unplanned * actual)
    row["rest_of_plan"] = sum_product(same * open_ * plan)
    unknown = sum_product(same * open_ * unplanned) > 0
    outlook = row["actual"] + row["before_horizon"] + row["rest_of_plan"]
    row["outlook"] = choose(unknown, UNKNOWN, outlook)
    of_plan = sum_where(months["plan_of_year"], *((months[key], row[key]) for key in keys))
    row["plan_of_year"] = choose(unknown, UNKNOWN, of_plan)
    above = choose(unknown, UNKNOWN, row["outlook"] - row["plan_of_year"])
    row.put("above_plan", above, SUM_PRICE)
    row["missing"] = _missing(account)
