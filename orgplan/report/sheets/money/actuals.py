"""Actuals: year to date and outlook by team or cost centre, why actual and plan differ month by
month, and the months themselves.
"""

from collections.abc import Sequence

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.actual_variance import AccountActuals
from orgplan.domain import Category, ScopeKind
from orgplan.excel.write.workbook import (
    HEADING,
    NOTE,
    Cell,
    CellRow,
    Column,
    Formula,
    Sheet,
    TableRef,
    WorkbookWriter,
    address,
)
from orgplan.language import N_, _

from .. import refs
from ..layout import BODY, LIVE_PRICE, LONG, PRICE, SUM_PRICE, TEXT, units
from .variance_split import MEANINGS, PARTS, Live, Words, groups, part_amounts, write_split

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

    def drawn(header: str) -> Live:
        """Formula of a cell that is drawn from the table of months; its account, category and month
        stand in columns 1, 2 and 4.
        """

        def text(row: int) -> str:
            own = zip(("account", "category", "month"), (0, 1, 3), strict=True)
            same = "*".join(f"({by_month[name]}={address(row, column)})" for name, column in own)
            return f"=SUMPRODUCT({same}*{by_month[header]})"

        return text

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
    rows: list[CellRow] = []
    for account in found:
        for month in account.months:
            row = top + 1 + len(rows)
            at = {name: address(row, column) for column, name in enumerate(MONTHS)}
            planned = (
                None
                if month.planned is None
                else Formula(_planned(sheet.book, account, at), units(month.planned))
            )
            other = month.actual if month.planned is None else month.planned
            rows.append([
                account.scope.label, account.category.value, account.scope.kind.value,
                account.scope.name, account.year, month.label,
                None if month.actual is None else units(month.actual), planned,
                Formula(_either(at["actual"], at["plan"]), _shown(month.outlook)),
                Formula(_either(at["plan"], at["actual"]), _shown(other)),
            ])  # fmt: skip
    return sheet.table("actuals_months", columns, rows, top=top, about="A month of an account")


def _either(first: str, second: str) -> str:
    """The first cell, else the second, else that neither is known."""
    return f'=IF({first}<>"",{first},IF({second}<>"",{second},"{UNKNOWN}"))'


def _shown(cents: int | None) -> float | str:
    return UNKNOWN if cents is None else units(cents)


def _missing(account: AccountActuals) -> str | None:
    """Which months have no actual, and what stands in for them."""
    planned = {month.label for month in account.months if month.planned is not None}
    taken = [label for label in account.missing if label in planned]
    unknown = [label for label in account.missing if label not in planned]
    parts = [_("{taken}: the plan is used", taken=", ".join(taken))] if taken else []
    parts += (
        [_("{unknown}: neither actual nor plan", unknown=", ".join(unknown))] if unknown else []
    )
    return "; ".join(parts) or None


def _planned(book: WorkbookWriter, account: AccountActuals, at: dict[str, str]) -> str:
    """The accounts of Cost overview that belong to a team or cost centre, in one month."""
    header = "team" if account.scope.kind is ScopeKind.TEAM else "cost_centre"
    accounts, named = book.table("accounts"), book.refs
    own = f"({accounts[header]}={at['name']})"
    if account.category is not Category.TOTAL:
        own += f"*({accounts['category']}={at['category']})"
    return (
        f"=SUMPRODUCT({own}*({named[refs.MONTH_LABELS]}={at['month']})*"
        f"{named[refs.ACCOUNT_MONTHS]})"
    )


def _write_years(
    sheet: Sheet, found: Sequence[AccountActuals], top: int, months: TableRef, sums: TableRef
) -> None:
    """The year to date and the outlook of each account."""
    sheet.table(
        "actuals_year",
        _year_columns(),
        [_year_row(account, top + 1 + at, months, sums) for at, account in enumerate(found)],
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


def _year_row(account: AccountActuals, row: int, months: TableRef, sums: TableRef) -> CellRow:
    """An account in its year, drawn from the table of months and that of differences."""
    at = {name: address(row, column) for column, name in enumerate(YEAR)}
    keys = ("account", "category", "fiscal_year")
    same = "*".join(f"({months[key]}={at[key]})" for key in keys)
    given, planned = (f'({months[name]}<>"")' for name in ("actual", "plan"))
    open_, unplanned = (f'({months[name]}="")' for name in ("actual", "plan"))
    of_year = (
        f"COUNTIFS({months['fiscal_year']},{at['fiscal_year']},{months['month']},{sums['period']})"
    )
    of_splits = (
        f"({sums['scope']}={at['account']})*({sums['cost_type']}={at['category']})*({of_year}>0)"
    )
    amounts = part_amounts(account.splits)
    spent = sum(month.actual or 0 for month in account.compared)
    plan = sum(month.planned or 0 for month in account.compared)
    before = sum(month.actual or 0 for month in account.months if month.planned is None)
    rest = sum(month.planned or 0 for month in account.months if month.actual is None)
    unknown = f"SUMPRODUCT({same}*{open_}*{unplanned})>0"
    outlook, of_plan = account.outlook, account.plan_of_year
    above = None if outlook is None or of_plan is None else outlook - of_plan
    of_year_plan = ",".join(f"{months[key]},{at[key]}" for key in keys)
    return [
        account.scope.label, account.category.value, account.year,
        Formula(f"=SUMPRODUCT({same}*{planned}*{months['actual']})", units(spent)),
        Formula(f"=SUMPRODUCT({same}*{given}*{months['plan']})", units(plan)),
        Formula(f"=SUMPRODUCT({of_splits}*{sums['difference']})",
            units(sum(one.difference for one in account.splits))),
        *(Formula(f"=SUMPRODUCT({of_splits}*{sums[part]})",
            units(amounts[part])) for part in PARTS),
        Formula(f"=SUMPRODUCT({same}*{unplanned}*{months['actual']})", units(before)),
        Formula(f"=SUMPRODUCT({same}*{open_}*{months['plan']})", units(rest)),
        Formula(f'=IF({unknown},"{UNKNOWN}",{at["actual"]}+{at["before_horizon"]}+'
                f'{at["rest_of_plan"]})', _shown(outlook)),
        Formula(f'=IF({unknown},"{UNKNOWN}",SUMIFS({months["plan_of_year"]},{of_year_plan}))',
            _shown(of_plan)),
        Cell(Formula(f'=IF({unknown},"{UNKNOWN}",{at["outlook"]}-{at["plan_of_year"]})',
            _shown(above)), SUM_PRICE),
        _missing(account),
    ]  # fmt: skip
