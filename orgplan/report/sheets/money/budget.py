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
from orgplan.excel.write.workbook import (
    HEADING,
    NOTE,
    Cell,
    CellRow,
    Column,
    Content,
    Formula,
    Sheet,
    TableRef,
    WorkbookWriter,
    address,
    quoted,
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
from .budget_accounts import ACCOUNTS, counts, spent_by_account, write_accounts
from .cost_overview import FISCAL, GRANTED, TOTAL
from .cost_overview import TOP as OVERVIEW_TOP
from .headcount_limits import HeadcountLimits, caps_of, centres_of
from .monthly_costs import Bands, CostDetail
from .variance_split import (
    BUDGET_PARTS,
    MEANINGS,
    Words,
    groups,
    part_amounts,
    sum_headers,
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
SUM_HEADERS = sum_headers(LINES)
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
        lines, caps = len(assessment.budget), len(caps_of(assessment))
        heights = (lines, caps, groups(splits), len(splits), len(centres_of(assessment)))
        tops = accumulate((max(1, height) + 4 for height in heights), initial=BODY + 3)
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
    for number, line in enumerate(BASES, 1):
        sheet.prose(BODY + number, _(line), NOTE)
    lines = _Lines(sheet.book, assessment, detail, tops).write(sheet)
    limits.write_limits(tops.caps)
    _write_reasons(sheet, assessment, splits, lines, tops)
    limits.write_heads()
    write_accounts(sheet, assessment, detail, tops.accounts)
    _write_granted(overview, assessment, lines)
    sheet.freeze(BODY)
    sheet.dense()
    sheet.fold(tops.cells, tops.accounts + 1 + len(detail.account_ids))


def _write_reasons(
    sheet: Sheet, assessment: Assessment, splits: Sequence[Split], lines: TableRef, tops: _Tops
) -> None:
    """Why plan and budget differ: by line and period, and cell by cell."""
    sheet.write(tops.sums - 1, 0, _("Why plan and budget differ, by line and period"), HEADING)
    after = _Spent(sheet.book, assessment, splits, lines, tops)
    write_split(
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


class _Spent:
    """What the plan spends of a cell of the split, as a formula; and its units where money is all
    that is known.
    """

    def __init__(
        self,
        book: WorkbookWriter,
        assessment: Assessment,
        splits: Sequence[Split],
        lines: TableRef,
        tops: _Tops,
    ) -> None:
        self.book, self.splits, self.lines, self.top = book, splits, lines, tops.cells
        last = tops.accounts + book.table("accounts").height
        self.flags = {
            row.line.id: f"{address(tops.accounts + 1, column, True)}:{address(last, column, True)}"
            for column, row in enumerate(assessment.budget, len(ACCOUNTS))
        }

    def __call__(self, row: int) -> str:
        cell, line, lines = self.splits[row - self.top - 1].cell, address(row, 0), self.lines
        if cell.kind == NOT_ALLOCATED:
            return "=0"  # nothing is bought with it
        if cell.item in (ALL_MONEY, EVERYBODY):
            header = "plan" if cell.item == ALL_MONEY else f"plan {cell.period}"
            return f"=SUMIF({lines['id']},{line},{lines[header]})"
        accounts, named = self.book.table("accounts"), self.book.refs
        counted = self.flags[cell.group]
        same = "*".join(
            f"({accounts[header]}={address(row, column)})"
            for column, header in ((1, "cost_type"), (2, "role_or_course"))
        )
        months = f"({named[refs.MONTH_PERIODS]}={address(row, 3)})*{named[refs.ACCOUNT_MONTHS]}"
        return f"=SUMPRODUCT({counted}*{same}*{months})"

    def units(self, row: int) -> str | None:
        """Money of a cell of which nothing else is known.

        Parameters
        ----------
        row
            Row of the sheet, from 0.

        Returns
        -------
        str or None
            Formula of the cell's money, which is its own unit; ``None`` for cells that have heads
            or seats.
        """
        cell = self.splits[row - self.top - 1].cell
        return self(row) if cell.item == ALL_MONEY and cell.kind != NOT_ALLOCATED else None


class _Lines:
    """Rows of the lines with an amount."""

    def __init__(
        self, book: WorkbookWriter, assessment: Assessment, detail: CostDetail, tops: _Tops
    ) -> None:
        self.book, self.a, self.account_ids = book, assessment, detail.account_ids
        self.top, self.tops = tops.lines, tops
        self.sums = groups([found for row in assessment.budget for found in row.split.splits])
        self.spent = spent_by_account(assessment, detail)

    def write(self, sheet: Sheet) -> TableRef:
        """Write the lines with their verdict, and the periods above.

        Parameters
        ----------
        sheet
            The sheet Budget.

        Returns
        -------
        TableRef
            The table, for the formulas of the other tables.
        """
        for period, label in enumerate(self.a.org.calendar.labels):
            sheet.write(self.top - 1, len(LEAD) + period, label, TEXT)
        rows = [self._row(row, self.top + 1 + number) for number, row in enumerate(self.a.budget)]
        table = sheet.table(
            "budget", self._columns(), rows, top=self.top, about="A budget line with an amount"
        )
        colour_verdict(sheet, table, "verdict")
        column = table.left + table.headers.index("left")
        for number, row in enumerate(self.a.budget):
            sheet.register(
                refs.BUDGET_LEFT[row.line.id], table.first + number, column, left_of(row)
            )
        return table

    def _columns(self) -> list[Column]:
        labels = self.a.org.calendar.labels
        return list(LEAD) + [
            Column(
                f"plan {label}",
                LIVE_PRICE,
                "What the plan spends in the period",
                12,
                each="plan <period>",
                shown=_("Plan {period}", period=label),
            )
            for label in labels
        ]

    def _row(self, row: BudgetRow, at: int) -> CellRow:
        """A line with its plan, what is left, its verdict and the parts of its difference, live."""
        line, calendar = row.line, self.a.org.calendar
        first, last = len(LEAD), len(LEAD) + calendar.periods - 1
        cells = {column.header: address(at, place) for place, column in enumerate(LEAD)}
        left, shown = units(row.budget - row.planned), left_of(row)
        less = f"ROUND({cells['budget']}-{cells['plan']},2)"
        if line.spent is None:  # what there is of it is less than that
            less = f'IF({less}<0,{less},"{UNKNOWN}")'
        verdict = UNKNOWN if isinstance(shown, str) else OVER if left < 0 else OK
        return [
            line.id, str(line.scope), line.scope.kind.value, line.category.value, _(line.label),
            len(line.periods) * calendar.months_per_period,
            _(UNKNOWN) if row.line.spent is None else row.line.spent or None, units(row.budget),
            Formula(f"=SUM({address(at, first)}:{address(at, last)})", units(row.planned)),
            Formula(f"={less}", shown),
            Formula(f"=IF({cells['budget']}=0,0,{cells['plan']}/{cells['budget']})",
                row.planned / row.budget if row.budget else 0.0),
            Formula(f'=IF(ISNUMBER({cells["left"]}),IF({cells["left"]}<0,"{OVER}","{OK}"),'
                    f'"{UNKNOWN}")', verdict), self._if_nothing(row),
                        Formula(f"=ROUND({cells['plan']}-{cells['budget']},2)", -left),
            *self._parts(row, cells["id"]), row.split.basis.value, *self._periods(row, at),
        ]  # fmt: skip

    def _if_nothing(self, row: BudgetRow) -> Content | Cell:
        """What doing nothing would spend of a line."""
        idle, named = self.book.find("idle_accounts"), self.book.refs
        if idle is None:
            return units(row.idle)
        labels = self.a.org.calendar.labels
        periods = "+".join(
            f'({named[refs.MONTH_PERIODS]}="{labels[at]}")' for at in row.line.periods
        )
        counted = idle[f"line {row.line.id}"]
        text = f"=SUMPRODUCT({counted}*({periods})*{named[refs.IDLE_MONTHS]})"
        return Cell(Formula(text, units(row.idle)), LIVE_PRICE)

    def _parts(self, row: BudgetRow, name: str) -> list[Formula]:
        """The parts of the line's difference, summed from the table of lines and periods."""

        def down(column: int) -> str:
            top, last = self.tops.sums + 1, self.tops.sums + self.sums
            return f"{address(top, column, True)}:{address(last, column, True)}"

        amounts = part_amounts(row.split.splits, BUDGET_PARTS)
        return [
            Formula(
                f"=SUMPRODUCT(({down(0)}=${name})*{down(SUM_HEADERS.index(part))})",
                units(amounts[part]),
            )
            for part in BUDGET_PARTS
        ]

    def _periods(self, row: BudgetRow, at: int) -> CellRow:
        """Accounts that the line counts x months of the period x what is booked."""
        counted = {account for account in self.account_ids if counts(self.a, row.line, account)}
        cells: CellRow = []
        for period in range(self.a.org.calendar.periods):
            cents = sum(
                amount
                for (account, when), amount in self.spent.items()
                if when == period and account in counted
            )
            text = self._plan_of_period(at, len(LEAD) + period)
            cells.append(Formula(text, units(cents)) if period in row.line.periods else None)
        return cells

    def _plan_of_period(self, at: int, column: int) -> str:
        """Formula of what a line's accounts cost in a period.

        The line finds its column by its id, so that it may be sorted.
        """
        first, last = (
            self.tops.accounts + 1,
            self.tops.accounts + max(1, len(self.account_ids)),
        )
        left, right = len(ACCOUNTS), len(ACCOUNTS) + len(self.a.budget) - 1
        flags = f"{address(first, left, True)}:{address(last, right, True)}"
        heads = (
            f"{address(self.tops.accounts, left, True)}:{address(self.tops.accounts, right, True)}"
        )
        counted = (
            f'INDEX({flags},0,MATCH("{_("Line {line}", line="")}"&${address(at, 0)},{heads},0))'
        )
        label = address(self.top - 1, column, True)
        named = self.book.refs
        in_period = f"({named[refs.MONTH_PERIODS]}={label})"
        return f"=SUMPRODUCT({counted}*{in_period}*{named[refs.ACCOUNT_MONTHS]})"


def _write_granted(overview: Sheet, assessment: Assessment, lines: TableRef) -> None:
    """The organisation's budget of each month, live from its line."""
    found = granted_by_month(assessment)
    bands = Bands.of(assessment.org)
    first, last = bands.figures(TOTAL)
    overview.register_range(refs.COST_MONTHS["granted"], GRANTED, first, GRANTED, last)
    for month, granted in enumerate(found):
        if granted is None:
            continue
        at = [
            f"{quoted(lines.sheet)}!{lines.cell(granted.line, header)}"
            for header in ("budget", "months")
        ]
        share = Formula(f"=ROUND({at[0]}/{at[1]},2)", units(granted.cents))
        overview.write(GRANTED, first + month, share, LIVE_PRICE)
    if any(found):
        overview.write(GRANTED, 0, _("Budget of the organisation, evenly by month"), LABEL)
        cents = [granted.cents if granted else 0 for granted in found]
        sums = bands.sums(GRANTED, TOTAL, cents, FISCAL, OVERVIEW_TOP)
        overview.write_row(GRANTED, TOTAL, sums, LIVE_PRICE)


def left_of(row: BudgetRow) -> float | str:
    """What the plan leaves of a line; words where some of it was spent and nobody knows how much,
    unless it is exceeded anyway.

    Parameters
    ----------
    row
        A budget line in cents; `spent` of ``None`` is not known.

    Returns
    -------
    float or str
        Plan currency; negative where it is exceeded.
    """
    left = units(row.budget - row.planned)
    return UNKNOWN if row.line.spent is None and left >= 0 else left
