"""Budget against plan: each line by period, summed from the accounts that it counts, why they
differ, and the limits on heads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.budget_variance import ALL_MONEY, EVERYBODY
from orgplan.analysis.money.granted import granted_by_month
from orgplan.analysis.money.variance import NOT_ALLOCATED, Split
from orgplan.analysis.result_rows import BudgetRow
from orgplan.excel.write.live import (
    Live,
    choose,
    column_of,
    is_number,
    joined,
    live,
    match,
    plus,
    sum_beside,
    sum_product,
    total,
)
from orgplan.excel.write.tables import LiveRow, LiveRows
from orgplan.excel.write.workbook import (
    HEADING,
    NOTE,
    Cell,
    Column,
    Content,
    Sheet,
    TableRef,
    address,
)
from orgplan.language import N_, _

from .. import refs
from ..layout import (
    BODY,
    HEADS,
    LABEL,
    LIVE_PRICE,
    LIVE_SHARE,
    LONG,
    PRICE,
    SUM_PRICE,
    TEXT,
    units,
    write_folded,
)
from .actuals import UNKNOWN
from .budget_accounts import ACCOUNTS, write_accounts
from .cost_overview import FISCAL, GRANTED, TOTAL
from .cost_overview import TOP as OVERVIEW_TOP
from .headcount_limits import HeadcountLimits, caps_of, centres_of
from .monthly_costs import Bands, CostDetail
from .variance_split import (
    BUDGET_PARTS,
    MEANINGS,
    Words,
    groups,
    write_split,
)
from .verdict import OK, OVER, VERDICT, colour_verdict

SPENT_BEFORE = N_("spent_before")
LEAD = (
    Column("id", TEXT, "Id of the line", 16),
    Column("scope", LONG, "Whose cost counts", 24),
    Column("kind", TEXT, "What the scope is", 13, words=True),
    Column("category", TEXT, "What it pays for", 11, words=True),
    Column("period", TEXT, "Periods over which it holds", 12),
    Column("months", HEADS, "How many months these are", 8),
    Column(SPENT_BEFORE, PRICE,
        "What of the amount was spent before the horizon, where its period began earlier; not "
        "known where Actuals leave out months or teams", 11),
    Column("budget", PRICE, "Most money, less what was spent before", 11),
    Column("plan", SUM_PRICE, "What the plan spends of it", 11),
    Column("left", LIVE_PRICE,
        "Budget less plan; not known where that which was spent before is not", 11),
    Column("used", LIVE_SHARE, "Plan as a share of the budget", 9),
    Column("verdict", VERDICT, "ok, OVER, or not known", 9),
    Column("if_nothing", PRICE, "What doing nothing would spend", 11),
    Column("difference", LIVE_PRICE, "Plan less budget", 11),
    *(Column(part, LIVE_PRICE, MEANINGS[part], 11) for part in BUDGET_PARTS),
    Column("basis", TEXT, "What is known of that for which it was granted: seats, heads or money",
        8, words=True),
)  # fmt: skip
LINES = Words("line", "budget", "plan", BUDGET_PARTS)
BASES = (
    N_(
        "Basis of the split: seats (positions of the scope at budgeted pay and start, everybody"
        " else as they are; the rest of the amount is not allocated), heads (as the line states"
        " them, evenly over its periods),"
    ),
    N_(
        "or money (nothing else is known: the difference is volume, except for what other lines of"
        " the same scope and category give back, which is timing)."
    ),
)


@dataclass(frozen=True)
class _Tops:
    """Header rows of the tables, one under the other."""

    lines: int
    caps: int
    sums: int
    cells: int
    heads: int
    accounts: int

    @classmethod
    def of(cls, assessment: Assessment, splits: Sequence[Split]) -> _Tops:
        """Those of a plan; a table without rows has a blank one."""
        lines, caps = len(assessment.budget), max(1, len(caps_of(assessment)))
        places = len(centres_of(assessment))
        heights = (lines, caps + len(BASES), groups(splits), len(splits), places)
        tops = accumulate((max(1, height) + 4 for height in heights), initial=BODY + 1)
        return cls(*tops)


def write_budget(sheet: Sheet, overview: Sheet, assessment: Assessment, detail: CostDetail) -> None:
    """Write the sheet, and the budget of each month on Cost overview.

    Parameters
    ----------
    sheet
        Budget, below its head.
    overview
        Cost overview, which is written but for the budget of each month.
    assessment
        Read for budget lines and limits on heads.
    detail
        What Cost by month says: its accounts, from which each line is summed.
    """
    splits = [found for row in assessment.budget for found in row.split.splits]
    tops = _Tops.of(assessment, splits)
    limits = HeadcountLimits(sheet, assessment, tops.heads)
    none = _("No budget is set.")
    title = _("Money [{currency}]", currency=assessment.org.currency)
    sheet.write(BODY, 0, title if assessment.budget else none, HEADING)
    accounts = write_accounts(sheet, assessment, detail, tops.accounts)
    lines = _Lines(sheet, assessment, accounts, tops.lines)
    sums = _write_reasons(sheet, assessment, splits, lines.rows, accounts, tops)
    table = lines.write(sums)
    limits.write_limits(tops.caps)
    limits.write_heads()
    _write_granted(overview, assessment, table)
    sheet.pages(onward=2)
    sheet.freeze(BODY)
    sheet.dense()
    sheet.fold(tops.cells, tops.accounts + 1 + len(detail.account_ids))


def _write_reasons(
    sheet: Sheet,
    assessment: Assessment,
    splits: Sequence[Split],
    lines: LiveRows,
    accounts: TableRef,
    tops: _Tops,
) -> TableRef:
    """Why plan and budget differ: by line and period, which is returned, and cell by cell."""
    above = tops.sums - len(BASES) - 1
    sheet.write(above, 0, _("Why plan and budget differ, by line and period"), HEADING)
    for number, line in enumerate(BASES, 1):
        sheet.prose(above + number, _(line), NOTE)
    after = _Spent(sheet, splits, lines, accounts, tops)
    sums = write_split(
        sheet,
        "budget_variance",
        splits,
        LINES,
        tops.sums,
        tops.cells,
        after=after,
        units_of=after.units,
    )
    write_folded(sheet, tops.cells - 1, _("Cell by cell"))
    return sums


class _Spent:
    """What the plan spends of a cell of the split.

    And its units where money is all that is known.
    """

    def __init__(
        self,
        sheet: Sheet,
        splits: Sequence[Split],
        lines: LiveRows,
        accounts: TableRef,
        tops: _Tops,
    ) -> None:
        self.sheet, self.splits, self.flags, self.top = sheet, splits, accounts, tops.cells
        self.lines = {header: lines[header] for header in lines.headers}

    def __call__(self, row: LiveRow) -> Live:
        cell = self.splits[row.at - self.top - 1].cell
        if cell.kind == NOT_ALLOCATED:
            return live(0)  # nothing is bought with it
        if cell.item in (ALL_MONEY, EVERYBODY):
            header = "plan" if cell.item == ALL_MONEY else f"plan {cell.period}"
            return sum_beside(self.lines["id"], row["line"], self.lines[header])
        accounts, named = self.sheet.book.table("accounts"), self.sheet.book.refs
        column = self.flags.place(f"line {cell.group}")
        return sum_product(
            self.sheet.span(self.flags.first, column, self.flags.last, column, absolute=True)
            * accounts["cost_type"].equals(row["cost_type"])
            * accounts["role_or_course"].equals(row["role_or_course"])
            * named[refs.MONTH_PERIODS].equals(row["period"])
            * named[refs.ACCOUNT_MONTHS]
        )

    def units(self, row: LiveRow) -> Live | None:
        """Money of a cell of which nothing else is known.

        Parameters
        ----------
        row
            Of the table of cells.

        Returns
        -------
        Live or None
            The cell's money, which is its own unit; ``None`` for cells that have heads or seats.
        """
        cell = self.splits[row.at - self.top - 1].cell
        return self(row) if cell.item == ALL_MONEY and cell.kind != NOT_ALLOCATED else None


class _Lines:
    """Rows of the lines with an amount.

    The parts of their difference come last, for they are summed from tables that need the
    lines.
    """

    def __init__(self, sheet: Sheet, assessment: Assessment, accounts: TableRef, top: int) -> None:
        self.sheet, self.a, self.flags = sheet, assessment, accounts
        self.rows = LiveRows(self._columns(), top, sheet=sheet.name)
        self.plans = [f"plan {label}" for label in assessment.org.calendar.labels]
        sheet.write(top - 1, len(LEAD), _("Plan by period"), HEADING)
        for line in assessment.budget:
            self._fill(self.rows.add(), line)

    def write(self, sums: TableRef) -> TableRef:
        """Write the lines with their verdict.

        Parameters
        ----------
        sums
            Why plan and budget differ, by line and period.

        Returns
        -------
        TableRef
            The table, for the formulas of the other tables.
        """
        down = {
            header: self.sheet.span(sums.first, column, sums.last, column, absolute=True)
            for column, header in enumerate(sums.headers, sums.left)
        }
        for row in self.rows:
            mine = down["line"].equals(row["id"].pinned)
            for part in BUDGET_PARTS:
                row[part] = sum_product(mine * down[part])
        about = "A budget line with an amount"
        table = self.sheet.table(
            "budget", self.rows.columns, self.rows.cells, top=self.rows.top, about=about
        )
        colour_verdict(self.sheet, table, "verdict")
        for number, line in enumerate(self.a.budget, table.first):
            self.sheet.register(refs.BUDGET_LEFT[line.line.id], number, table.place("left"))
        return table

    def _columns(self) -> list[Column]:
        labels = self.a.org.calendar.labels
        return list(LEAD) + [
            Column(
                f"plan {label}",
                LIVE_PRICE,
                "What the plan spends in the period",
                12,
                each="<period>",
                shown=label,
            )
            for label in labels
        ]

    def _fill(self, row: LiveRow, found: BudgetRow) -> None:
        """A line with its plan, what is left and its verdict, live."""
        line, calendar = found.line, self.a.org.calendar
        row.update(
            {
                "id": line.id, "scope": str(line.scope), "kind": line.scope.kind.value,
                "category": line.category.value, "period": _(line.label),
                "months": len(line.periods) * calendar.months_per_period,
                SPENT_BEFORE: _(UNKNOWN) if line.spent is None else line.spent or None,
                "budget": units(found.budget), "if_nothing": self._if_nothing(found),
                "basis": found.split.basis.value,
            }
        )  # fmt: skip
        for period in line.periods:
            row[self.plans[period]] = self._plan_of_period(row, period)
        row["plan"] = total(row.span(self.plans[0], self.plans[-1]))
        left = (row["budget"] - row["plan"]).rounded(2)
        if line.spent is None:  # what there is of it is less than that
            left = choose(left < 0, left, UNKNOWN)
        row["left"] = left
        row["used"] = choose(row["budget"].equals(0), 0, row["plan"] / row["budget"])
        verdict = choose(row["left"] < 0, OVER, OK)
        row["verdict"] = choose(is_number(row["left"]), verdict, UNKNOWN)
        row["difference"] = (row["plan"] - row["budget"]).rounded(2)

    def _if_nothing(self, row: BudgetRow) -> Content | Cell:
        """What doing nothing would spend of a line."""
        idle, named = self.sheet.book.find("idle_accounts"), self.sheet.book.refs
        if idle is None:
            return units(row.idle)
        labels, months = self.a.org.calendar.labels, named[refs.MONTH_PERIODS]
        periods = plus([months.equals(labels[at]) for at in row.line.periods])
        spent = sum_product(idle[f"line {row.line.id}"] * periods * named[refs.IDLE_MONTHS])
        return Cell(spent.formula, LIVE_PRICE)

    def _plan_of_period(self, row: LiveRow, period: int) -> Live:
        """What a line's accounts cost in a period.

        The line finds its column by its id, so that it may be sorted.
        """
        flags, named = self.flags, self.sheet.book.refs
        left, right = len(ACCOUNTS), len(flags.headers) - 1
        body = self.sheet.span(flags.first, left, flags.last, right, absolute=True)
        heads = self.sheet.span(flags.top, left, flags.top, right, absolute=True)
        line = joined(_("Line {line}", line=""), row["id"].pinned)
        place = address(self.rows.top, len(LEAD) + period, absolute=True)
        label = Live(place, self.a.org.calendar.labels[period])
        return sum_product(
            column_of(body, match(line, heads))
            * named[refs.MONTH_PERIODS].equals(label)
            * named[refs.ACCOUNT_MONTHS]
        )


def _write_granted(overview: Sheet, assessment: Assessment, lines: TableRef) -> None:
    """The organisation's budget of each month, live from its line."""
    found = granted_by_month(assessment)
    bands = Bands.of(assessment.org)
    first, last = bands.figures(TOTAL)
    overview.register_range(refs.COST_MONTHS["granted"], GRANTED, first, GRANTED, last)
    for month, granted in enumerate(found):
        if granted is None:  # nothing is granted for it, and a sum of months takes it in
            overview.write(GRANTED, first + month, None, LIVE_PRICE)
            continue
        budget, months = (
            lines.at(granted.line, header, absolute=False) for header in ("budget", "months")
        )
        overview.write(GRANTED, first + month, (budget / months).rounded(2), LIVE_PRICE)
    if any(found):
        overview.write(GRANTED, 0, _("Budget of the organisation, evenly by month"), LABEL)
        own = overview.span(GRANTED, first, GRANTED, last)
        year_of = overview.span(FISCAL, first, FISCAL, last, absolute=True)
        sums = bands.sums(own, year_of, TOTAL, OVERVIEW_TOP)
        overview.write_row(GRANTED, TOTAL, sums, LIVE_PRICE)
