"""Budget lines."""

from __future__ import annotations

from orgplan.domain.budget import BudgetLine, Category
from orgplan.domain.calendar import Calendar
from orgplan.domain.teams import ScopeKind
from orgplan.excel.read.cells import ErrorValue
from orgplan.excel.read.numbers import Unreadable
from orgplan.excel.read.text import fold
from orgplan.excel.read.values import to_text
from orgplan.io.inputs.build import build_or_report, with_ids
from orgplan.io.inputs.table import Row, Table, looks_total
from orgplan.io.terms.currency import Exchange, amount_of
from orgplan.io.terms.periods import period_label, reaches_beyond
from orgplan.io.terms.scopes import Scopes


def read_budget(
    table: Table | None, calendar: Calendar | None, scopes: Scopes, exchange: Exchange
) -> tuple[BudgetLine, ...]:
    """The domain's budget lines, in the order of the sheet; rows with faults are left out."""
    found: list[BudgetLine] = []
    for row, name in with_ids(table, "B"):
        line = _line(row, name, calendar, scopes, exchange)
        if line is not None:
            found.append(line)
    return tuple(found)


def _line(
    row: Row, name: str, calendar: Calendar | None, scopes: Scopes, exchange: Exchange
) -> BudgetLine | None:
    if looks_total(row.text("scope") or "") and fold(row.text("scope") or "") not in scopes.teams:
        mend = "If it is the sum of other rows, delete it; a limit on everybody has the scope organisation."
        row.fault("scope", "a scope, and no sum", mend)
        return None
    scope = scopes.one(row, "scope", cost_centres=True)
    when = _when(row, calendar) if calendar else None
    if calendar is not None and when is not None:
        months = (month for period in when[1] for month in calendar.months_of(period))
        exchange = exchange.over(calendar.month_starts[month] for month in months)
    money = amount_of(row, "amount", exchange)
    amount, heads, category = money.value, row.whole("headcount"), row.choice("category")
    if scope is not None and scope.kind is ScopeKind.LOCATION:
        wanted = "organisation, a team, a department, a product line or a cost centre"
        row.fault(
            "scope",
            wanted,
            "Costs are booked by team and cost centre: give the people there a cost centre, and budget that.",
        )
        return None
    if not row.has("amount") and not row.has("headcount"):
        row.fault(
            "amount", "an amount or a headcount", "Fill in what the limit is, or delete the row."
        )
        return None
    if scope is None or when is None or (amount is None and heads is None):
        return None
    label, periods = when
    return build_or_report(
        row,
        "scope",
        lambda: BudgetLine(
            id=name,
            scope=scope,
            periods=periods,
            label=label,
            amount=amount,
            stated=money.stated,
            category=Category(category or Category.TOTAL),
            headcount=heads,
        ),
    )


def _named(text: str, calendar: Calendar) -> str:
    """How fiscal years are named, for those who name them by the year in which they end."""
    first = calendar.fiscal_year(0)
    if calendar.fiscal_year_start == 1 or not text.casefold().startswith("fy"):
        return ""
    return f" A fiscal year is named by the year in which it begins: FY{first} is the one from {first}-{calendar.fiscal_year_start:02} on."


def _when(row: Row, calendar: Calendar) -> tuple[str, tuple[int, ...]] | None:
    raw = row.raw("period")
    try:
        if isinstance(raw, ErrorValue):
            raise Unreadable(
                "a period", "The cell shows an error: mend its formula, or type the value."
            )
        label, periods = period_label(raw, calendar)
    except Unreadable as problem:
        row.fault("period", problem.wanted, problem.mend)
        return None
    if not periods:
        horizon = f"{calendar.labels[0]} to {calendar.labels[-1]}"
        row.fault(
            "period",
            f"a period of the horizon, {horizon}",
            f"Correct it, or delete the row.{_named(to_text(raw), calendar)}",
            to_text(raw),
        )
        return None
    if reaches_beyond(raw, calendar):
        inside = f"{calendar.labels[periods[0]]} to {calendar.labels[periods[-1]]}"
        text = f"{label} reaches beyond the horizon: the amount is held against {inside} alone; put in what is left for these periods"
        row.table.findings.note(row.sheet, row.at("period"), text)
    return label, periods
