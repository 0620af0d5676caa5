"""Budget against plan: each line by period, summed from the accounts that it counts, and the limits on heads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from orgplan.analysis.assessment import Assessment, BudgetRow
from orgplan.constraints import headcount
from orgplan.domain.budget import BudgetLine
from orgplan.domain.plan import Measure
from orgplan.finance.ledger import CATEGORY, CostLine, counts_against
from orgplan.io.book import HEADING, Cell, Column, Content, Fill, Formula, Sheet, Style, Table, address
from orgplan.report.cost import CostPlaces
from orgplan.report.layout import BODY, HEADS, LIVE, LIVE_HEADS, LIVE_PRICE, LIVE_SHARE, LONG, PRICE, SUM_PRICE, TEXT, area, units

LEAD = ("id", "scope", "kind", "category", "period", "budget", "plan", "left", "used", "verdict")
CAPS = ("id", "where", "what", "period", "limit", "plan", "left", "verdict")
ACCOUNTS = ("account", "team", "cost_centre", "category")
OK, OVER, SHORT = "ok", "OVER", "SHORT"
VERDICT = Style(LIVE.look, bold=True)

Account = tuple[str, str, str]


@dataclass(frozen=True)
class BudgetPlaces:
    """Where the lines with an amount and the limits on heads stand."""

    lines: Table
    caps: Table


def write_budget(sheet: Sheet, assessment: Assessment, cost: CostPlaces) -> BudgetPlaces:
    """Write the sheet."""
    rows = assessment.budget
    caps = [measure for measure in assessment.measures if measure.family == headcount.FAMILY]
    lines_top = BODY + 1
    caps_top = lines_top + max(1, len(rows)) + 4
    counts_top = caps_top + max(1, len(caps)) + 4
    sheet.write(BODY, 0, f"Money [{assessment.org.currency}]" if rows else "No budget is set.", HEADING)
    lines = _write_lines(sheet, assessment, cost, lines_top, counts_top)
    sheet.write(caps_top - 1, 0, "Heads at the end of each period" if caps else "No limits on heads are set.", HEADING)
    limits = _write_caps(sheet, assessment, caps, caps_top)
    sheet.write(counts_top - 1, 0, "Which accounts of Cost by month each line counts (1 = it counts)", HEADING)
    _write_accounts(sheet, assessment, cost, counts_top)
    sheet.freeze(BODY)
    return BudgetPlaces(lines, limits)


def _write_accounts(sheet: Sheet, assessment: Assessment, cost: CostPlaces, top: int) -> None:
    rows: list[list[Content | Cell]] = [
        [f"A-{number:03}", *account, *(int(_counts(assessment, row.line, account)) for row in assessment.budget)]
        for number, account in enumerate(cost.accounts_of, 1)
    ]
    columns = [Column(header, TEXT, 8) for header in ACCOUNTS]
    columns += [Column(f"line {row.line.id}", HEADS, 8) for row in assessment.budget]
    sheet.table("budget_accounts", columns, rows, top=top)


def _counts(assessment: Assessment, line: BudgetLine, account: Account) -> bool:
    """Whether a cost of an account, in a month of the line, counts against it."""
    team, centre, category = account
    component = next(name for name, kind in CATEGORY.items() if kind.value == category)
    month = line.periods[0] * assessment.org.calendar.months_per_period
    return counts_against(assessment.org, line, CostLine("", None, team, centre, month, component, 0))


def _write_lines(sheet: Sheet, assessment: Assessment, cost: CostPlaces, top: int, counts_top: int) -> Table:
    spent = _spent(assessment)
    for period, label in enumerate(assessment.org.calendar.labels):
        sheet.write(top - 1, len(LEAD) + period, label, TEXT)
    rows = [_line_row(assessment, row, top + 1 + number, counts_top, cost, spent) for number, row in enumerate(assessment.budget)]
    widths = {"id": 11.0, "scope": 28.0, "kind": 14.0, "category": 10.0, "period": 12.0, "budget": 13.0, "plan": 13.0, "left": 13.0}
    styles = {"scope": LONG, "budget": PRICE, "plan": SUM_PRICE, "left": LIVE_PRICE, "used": LIVE_SHARE, "verdict": VERDICT}
    columns = [Column(header, styles.get(header, TEXT), widths.get(header, 10.0)) for header in LEAD]
    columns += [Column(f"plan {label}", LIVE_PRICE, 12) for label in assessment.org.calendar.labels]
    table = sheet.table("budget", columns, rows, top=top)
    _colour_verdict(sheet, table, "verdict")
    return table


def _spent(assessment: Assessment) -> dict[tuple[Account, int], int]:
    """Cents by account and period."""
    length = assessment.org.calendar.months_per_period
    spent: dict[tuple[Account, int], int] = {}
    for cost in assessment.costs:
        key = (cost.team, cost.cost_centre, cost.category.value), cost.month // length
        spent[key] = spent.get(key, 0) + cost.cents
    return spent


def _line_row(
    assessment: Assessment, row: BudgetRow, at: int, counts_top: int, cost: CostPlaces, spent: Mapping[tuple[Account, int], int]
) -> list[Content | Cell]:
    line, first, last = row.line, len(LEAD), len(LEAD) + assessment.org.calendar.periods - 1
    cells = {header: address(at, column) for column, header in enumerate(LEAD)}
    counted = {account for account in cost.accounts_of if _counts(assessment, line, account)}
    by_period: list[Content | Cell] = []
    for period in range(assessment.org.calendar.periods):
        cents = sum(amount for (account, when), amount in spent.items() if when == period and account in counted)
        text = _plan_of_period(len(assessment.budget), at, first + period, counts_top, cost)
        by_period.append(Formula(text, units(cents)) if period in line.periods else None)
    left = units(row.budget - row.planned)
    return [
        line.id, line.scope.label, line.scope.kind.value, line.category.value, line.label, units(row.budget),
        Formula(f"=SUM({address(at, first)}:{address(at, last)})", units(row.planned)),
        Formula(f"=ROUND({cells['budget']}-{cells['plan']},2)", left),
        Formula(f"=IF({cells['budget']}=0,0,{cells['plan']}/{cells['budget']})", row.planned / row.budget if row.budget else 0.0),
        _verdict(cells["left"], left, OVER),
        *by_period,
    ]  # fmt: skip


def _plan_of_period(lines: int, at: int, column: int, counts_top: int, cost: CostPlaces) -> str:
    """Accounts that the line counts x months of the period x what is booked."""
    first, last = counts_top + 1, counts_top + max(1, len(cost.accounts_of))
    left, right = len(ACCOUNTS), len(ACCOUNTS) + lines - 1
    flags = f"{address(first, left, True)}:{address(last, right, True)}"
    heads = f"{address(counts_top, left, True)}:{address(counts_top, right, True)}"
    counted = f'INDEX({flags},0,MATCH("line "&${address(at, 0)},{heads},0))'
    label = f"{address(BODY, column, True)}"
    return f"=SUMPRODUCT({counted}*({cost.periods}={label})*{cost.account_months})"


def _write_caps(sheet: Sheet, assessment: Assessment, caps: list[Measure], top: int) -> Table:
    scopes = {line.id: line.scope.label for line in assessment.org.budget}
    rows = [_cap_row(scopes, measure, top + 1 + number) for number, measure in enumerate(caps)]
    styles = {"where": LONG, "limit": HEADS, "plan": HEADS, "left": LIVE_HEADS, "verdict": VERDICT}
    table = sheet.table("caps", [Column(header, styles.get(header, TEXT), 8) for header in CAPS], rows, top=top)
    _colour_verdict(sheet, table, "verdict")
    return table


def _cap_row(scopes: Mapping[str, str], measure: Measure, at: int) -> list[Content | Cell]:
    where, bound, period = measure.key
    cells = {header: address(at, column) for column, header in enumerate(CAPS)}
    capped = bound == "at most"
    left = measure.required - measure.planned if capped else measure.planned - measure.required
    text = f"={cells['limit']}-{cells['plan']}" if capped else f"={cells['plan']}-{cells['limit']}"
    verdict = _verdict(cells["left"], left, OVER if capped else SHORT)
    line = where if where in scopes else "team"
    return [line, scopes.get(where, where), bound, period, measure.required, measure.planned, Formula(text, left), verdict]


def _verdict(left: str, value: float, bad: str) -> Formula:
    return Formula(f'=IF({left}<0,"{bad}","{OK}")', bad if value < 0 else OK)


def _colour_verdict(sheet: Sheet, table: Table, header: str) -> None:
    column = table.left + table.headers.index(header)
    where, first = area(table.first, column, table.last, column), address(table.first, column)
    sheet.colour_where(where, f'=OR({first}="{OVER}",{first}="{SHORT}")', Fill.BAD)
    sheet.colour_where(where, f'={first}="{OK}"', Fill.GOOD)
