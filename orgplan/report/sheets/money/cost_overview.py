"""Cost overview: by month and period what the plan costs, what doing nothing would, and sums by
kind, category, component and account.
"""

from collections.abc import Callable, Iterable, Sequence

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.budget_variance import is_whole
from orgplan.analysis.money.cost_drivers import run_rates
from orgplan.domain import Category, Plan
from orgplan.excel.write.charts import COLOURS, Chart, Series
from orgplan.excel.write.workbook import (
    HEADING,
    CellRow,
    Column,
    Content,
    Formula,
    Sheet,
    Style,
    TableRef,
    address,
)
from orgplan.finance.ledger import COMPONENTS, CostLine
from orgplan.language import _, entry

from .. import refs
from ..layout import (  # fmt: skip
    BODY,
    HEADER,
    LABEL,
    LIVE_PRICE,
    PRICE,
    STRONG,
    SUM_PRICE,
    TEXT,
    area_of,
    units,
    write_folded,
)
from .cost_by_month import RUN_RATE, TOTAL_HEADER, money_columns, write_detail
from .cost_schedules import write_schedules
from .drivers import Drivers
from .idle_cost import write_idle
from .monthly_costs import COURSE, HIRE, KINDS, ROSTER, Bands, CostDetail, MonthlyCosts, kind_of

ACCOUNT = Column("account", TEXT, "Its id", 9)
BOOKED_ON = (
    Column("team", TEXT, "Team", 20),
    Column("cost_centre", TEXT, "Cost centre", 13),
    Column("role_or_course", TEXT, "Role that is paid, or course", 24),
    Column("category", TEXT, "Budget category", 9, words=True),
    Column("cost_type", TEXT, "What is bought: pay, seats, courses, or a component of its own", 9,
        words=True),
)  # fmt: skip
TOTAL = 1  # all figures stand right of the words in the first column
FISCAL, PERIOD, TOP = BODY, BODY + 1, BODY + 2
ALL, IDLE, CHANGE, GRANTED = TOP + 1, TOP + 2, TOP + 3, TOP + 4
FIRST_BLOCK = GRANTED + 2
PERIOD_COLUMNS = (
    Column("period", TEXT, "Period of the plan", 11),
    Column("plan", LIVE_PRICE, "What the plan costs", 11),
    Column("if_nothing", LIVE_PRICE, "What doing nothing would cost", 11),
    Column("change", LIVE_PRICE, "What the plan adds or saves", 11),
)
CHART_ROWS = 15
SUMS = (
    "All cost, what doing nothing would cost, the difference and the budget; sums by kind, category"
    " and component"
)
SPENT = tuple(category for category in Category if category is not Category.TOTAL)


def write_cost(
    sheet: Sheet,
    overview: Sheet,
    assessment: Assessment,
    detail: CostDetail,
    drivers: Drivers | None = None,
    under_drivers: Sheet | None = None,
) -> None:
    """Write the detail and its overview, but for the budget of each month; with `drivers` also what
    doing nothing would cost, on their sheet.

    Parameters
    ----------
    sheet, overview
        Cost by month and Cost overview, below their heads.
    assessment
        Its ledger, beside that of doing nothing.
    detail
        What Cost by month says.
    drivers
        Cells that pay is worked out from; ``None`` writes values.
    under_drivers
        The sheet Drivers, which takes what doing nothing costs; ``None`` with `drivers` of
        ``None``.
    """
    write_detail(sheet, assessment, detail, drivers)
    if drivers is not None and under_drivers is not None:
        write_idle(under_drivers, assessment, drivers, detail, drivers.below + 2)
    _Overview(overview, assessment, detail, drivers).write()


class _Overview:
    def __init__(
        self,
        sheet: Sheet,
        assessment: Assessment,
        detail: CostDetail,
        drivers: Drivers | None = None,
    ) -> None:
        self.sheet, self.a, self.detail, self.drivers = sheet, assessment, detail, drivers
        self.lines, self.account_ids = detail.lines, detail.account_ids
        self.table, self.idle = sheet.book.table("cost"), sheet.book.find("idle_accounts")
        self.bands: Bands = detail.bands
        self.first, self.last = self.bands.figures(TOTAL)
        self.rate = self.first - 1
        self.idle_rate = sum(found.cents for found in run_rates(assessment.org, Plan()).values())
        self.row = FIRST_BLOCK

    def write(self) -> None:
        self._head()
        idle = self._blocks()
        self._totals(idle)
        rows = self._periods(self.row), self.row + CHART_ROWS + 1
        grand = address(ALL, TOTAL, True)
        row = write_schedules(self.sheet, self.a, self.detail, self.drivers, rows, grand)
        accounts = self._accounts(row)
        self.sheet.fold(accounts.top, accounts.last)
        self.sheet.freeze(TOP + 1, 1)
        self.sheet.dense()

        for ref, row in ((refs.MONTH_PERIODS, PERIOD), (refs.MONTH_LABELS, TOP)):
            self.sheet.register_range(ref, row, self.first, row, self.last)
        self.sheet.register_range(
            refs.ACCOUNT_MONTHS, accounts.first, self.first, accounts.last, self.last
        )

    def _head(self) -> None:
        calendar = self.a.org.calendar
        self.sheet.write(FISCAL, self.rate, _("fiscal year"), LABEL)
        self.sheet.write(PERIOD, self.rate, _("period"), LABEL)
        for month in range(calendar.months):
            self.sheet.write(FISCAL, self.first + month, self.bands.year_of[month], TEXT)
            self.sheet.write(
                PERIOD,
                self.first + month,
                calendar.label(month // calendar.months_per_period),
                TEXT,
            )
        self.sheet.write(TOP, 0, _("All cost"), HEADER)
        self.sheet.headers(TOP, TOTAL, SUMS, money_columns(self.bands, LIVE_PRICE))

    def _row(
        self,
        row: int,
        label: str,
        months: Sequence[Content],
        rate: Content,
        cents: Sequence[int],
        style: Style,
    ) -> None:
        """One row of figures; `cents` are what its months come to."""
        self.sheet.rule(row, self.last)
        self.sheet.write(row, 0, label, STRONG if style is SUM_PRICE else LABEL)
        live = SUM_PRICE if style is SUM_PRICE else LIVE_PRICE
        self.sheet.write_row(row, TOTAL, self.bands.sums(row, TOTAL, cents, FISCAL, TOP), live)
        self.sheet.write(row, self.rate, rate, live if isinstance(rate, Formula) else PRICE)
        self.sheet.write_row(row, self.first, months, style)

    def _register(self, row: int, *which: str) -> None:
        """Name the cells of a row."""
        for column, header in enumerate((TOTAL_HEADER, *self.bands.years, RUN_RATE), TOTAL):
            self.sheet.register(refs.COST[which][header], row, column)
        self.sheet.register(refs.COST_WORD[which], row, 0)
        self.sheet.register_range(refs.COST_MONTHS[which], row, self.first, row, self.last)

    def _blocks(self) -> range:
        """Sums by kind, category and component, and what doing nothing would cost; returns the rows
        of the latter.
        """
        kinds = [
            ROSTER,
            HIRE,
            COURSE,
            *dict.fromkeys(
                kind
                for kind in KINDS.values()
                if any(self._kind(line) == kind for line in self.lines)
            ),
        ]
        components = [
            component
            for component in COMPONENTS
            if any(line.component == component for line in self.lines)
        ]
        self._block(
            _("By kind: the roster, and what the plan adds to it"),
            "kind",
            list(dict.fromkeys(kinds)),
            self._kind,
        )
        self._block(
            _("By category"),
            "category",
            [category.value for category in SPENT],
            lambda line: line.account[3],
        )
        self._block(
            _("By component"), "component", components, lambda line: line.component, rated=False
        )
        return self._idle()

    def _kind(self, line: MonthlyCosts) -> str:
        return kind_of(self.a.plan, line.action)

    def _block(
        self,
        heading: str,
        header: str,
        keys: Iterable[str],
        key_of: Callable[[MonthlyCosts], str],
        rated: bool = True,
    ) -> None:
        """A block of sums over the detail, one row a key, and a free row below.

        Parameters
        ----------
        heading
            Of the section, translated already.
        header
            Column of the detail that is compared with the key.
        keys
            In English; the cell holds the translated one, which the formula compares.
        key_of
            Key of a row of the detail.
        rated
            Whether rows have a run rate.
        """
        self.sheet.write(self.row, 0, heading, STRONG)
        table = self.table
        for key in keys:
            self.row += 1
            chosen = [line for line in self.lines if key_of(line) == key]
            own = f"{table[header]},${address(self.row, 0)}"
            months = [
                Formula(
                    f"=SUMIFS({table[label]},{own})",
                    units(sum(line.months[month] for line in chosen)),
                )
                for month, label in enumerate(self.bands.labels)
            ]
            rate = (
                Formula(
                    f"=SUMIFS({table[RUN_RATE]},{own})",
                    units(sum(line.run_rate for line in chosen)),
                )
                if rated
                else None
            )
            self._row(
                self.row, entry(key), months, rate, _by_month(chosen, len(months)), LIVE_PRICE
            )
            self._register(self.row, header, key)
        self.row += 2

    def _idle(self) -> range:
        """What doing nothing would cost, by category: live where costs follow the inputs, else
        values.
        """
        self.sheet.write(self.row, 0, _("If nothing is decided, by category"), STRONG)
        first, count = self.row + 1, len(self.bands.labels)
        rate = self.idle_rate
        for category in SPENT:
            self.row += 1
            cents = _cents_by_month(
                [cost for cost in self.a.idle_costs if cost.category is category], count
            )
            own = self._idle_rate(rate) if category is Category.PAY else None
            months = [self._idle_month(month, amount) for month, amount in enumerate(cents)]
            style = PRICE if self.idle is None else LIVE_PRICE
            self._row(self.row, _(category.value), months, own, cents, style)
            self._register(self.row, "idle", category.value)
        self.row += 2
        return range(first, first + len(SPENT))

    def _idle_month(self, month: int, cents: int) -> Content:
        if self.idle is None:
            return units(cents)
        accounts, label = self.idle, self.bands.labels[month]
        own = f"{accounts['category']},${address(self.row, 0)}"
        return Formula(f"=SUMIFS({accounts[label]},{own})", units(cents))

    def _idle_rate(self, cents: int) -> Content:
        if self.idle is None:
            return units(cents)
        table, changes = self.table, self.sheet.book.table("idle_changes")
        roster = f'SUMIFS({table[RUN_RATE]},{table["kind"]},"{_(ROSTER)}")'
        return Formula(f"={roster}+SUM({changes[RUN_RATE]})", units(cents))

    def _totals(self, idle: range) -> None:
        """The three rows on top."""
        table, count = self.table, len(self.bands.labels)
        spent, nothing = _by_month(self.lines, count), _cents_by_month(self.a.idle_costs, count)
        rate, idle_rate = sum(line.run_rate for line in self.lines), self.idle_rate
        months = [
            Formula(f"=SUM({table[label]})", units(cents))
            for label, cents in zip(self.bands.labels, spent, strict=True)
        ]
        self._row(
            ALL,
            _("All cost of the plan"),
            months,
            Formula(f"=SUM({table[RUN_RATE]})", units(rate)),
            spent,
            SUM_PRICE,
        )

        def down(column: int) -> str:
            return f"{address(idle.start, column)}:{address(idle.stop - 1, column)}"

        months = [
            Formula(f"=SUM({down(self.first + month)})", units(cents))
            for month, cents in enumerate(nothing)
        ]
        self._row(
            IDLE,
            _("If nothing is decided"),
            months,
            Formula(f"=SUM({down(self.rate)})", units(idle_rate)),
            nothing,
            SUM_PRICE,
        )
        change = [a - b for a, b in zip(spent, nothing, strict=True)]

        def less(column: int, cents: int) -> Formula:
            return Formula(f"={address(ALL, column)}-{address(IDLE, column)}", units(cents))

        months = [less(self.first + month, cents) for month, cents in enumerate(change)]
        self._row(
            CHANGE,
            _("What the plan changes"),
            months,
            less(self.rate, rate - idle_rate),
            change,
            SUM_PRICE,
        )
        for name, row in (("all", ALL), ("idle", IDLE), ("change", CHANGE)):
            self._register(row, name)

    def _periods(self, row: int) -> int:
        """Plan and doing nothing by period, and the chart beside it; returns the first free row
        below.
        """
        calendar = self.a.org.calendar
        self.sheet.write(row, 0, _("By period"), HEADING)
        table_rows: list[CellRow] = []
        spent, nothing = (
            _by_period(costs, calendar.months_per_period, calendar.periods)
            for costs in (self.a.costs, self.a.idle_costs)
        )
        above = area_of(self.sheet, PERIOD, self.first, PERIOD, self.last).partition("!")[2]
        for period, label in enumerate(calendar.labels):
            at = row + 2 + period
            sums = []
            for source, cents in ((ALL, spent[period]), (IDLE, nothing[period])):
                months = area_of(self.sheet, source, self.first, source, self.last).partition("!")[
                    2
                ]
                sums.append(
                    Formula(f"=SUMPRODUCT(({above}={address(at, 0)})*{months})", units(cents))
                )
            change = Formula(
                f"={address(at, 1)}-{address(at, 2)}", units(spent[period] - nothing[period])
            )
            table_rows.append([label, *sums, change])
        self.sheet.table(
            "cost_periods", PERIOD_COLUMNS, table_rows, top=row + 1, about="All cost of a period"
        )
        self.sheet.chart(row, len(PERIOD_COLUMNS) + 1, self._chart())
        return row + calendar.periods + 3

    def _chart(self) -> Chart:
        """Cost by month and category, beside doing nothing and the budget."""
        labels = "=" + area_of(self.sheet, TOP, self.first, TOP, self.last)

        def series(name: str, row: int, colour: str, line: bool) -> Series:
            return Series(
                name,
                labels,
                "=" + area_of(self.sheet, row, self.first, row, self.last),
                colour,
                line=line,
            )

        named = self.sheet.book.refs
        stacked = [
            Series(
                _(category.value),
                labels,
                "=" + named[refs.COST_MONTHS["category", category.value]],
                colour,
            )
            for category, colour in zip(SPENT, COLOURS, strict=False)
        ]
        lines = [series(_("if nothing is decided"), IDLE, COLOURS[4], True)]
        if any(is_whole(line) for line in self.a.org.budget):
            lines.append(series(_("budget of the organisation"), GRANTED, COLOURS[6], True))
        return Chart(_("Cost by month"), self.a.org.currency, [*stacked, *lines], stacked=True)

    def _accounts(self, row: int) -> TableRef:
        """Sums by account, which is what Budget and Variance draw from."""
        write_folded(self.sheet, row, _("By team, cost centre, role or course, and category"))
        detail, count = self.table, len(self.bands.labels)
        found: dict[str, list[MonthlyCosts]] = {}
        for line in self.lines:
            found.setdefault(self.account_ids[line.account], []).append(line)
        rows: list[CellRow] = []
        for account, name in self.account_ids.items():
            at, chosen = row + 2 + len(rows), found[name]
            own = f"{detail['account']},${address(at, 0)}"
            cents = _by_month(chosen, count)
            months = [
                Formula(f"=SUMIFS({detail[label]},{own})", units(amount))
                for label, amount in zip(self.bands.labels, cents, strict=True)
            ]
            rate = Formula(
                f"=SUMIFS({detail[RUN_RATE]},{own})",
                units(sum(line.run_rate for line in chosen)),
            )
            rows.append(
                [name, *self.bands.sums(at, TOTAL, cents, FISCAL, TOP), rate, *months, *account]
            )
        return self.sheet.table(
            "accounts",
            [ACCOUNT, *money_columns(self.bands, LIVE_PRICE), *BOOKED_ON],
            rows,
            top=row + 1,
            about="Cost of an account: what is bought where",
        )


def _by_month(lines: Iterable[MonthlyCosts], months: int) -> list[int]:
    sums = [0] * months
    for line in lines:
        for month, cents in enumerate(line.months):
            sums[month] += cents
    return sums


def _cents_by_month(costs: Iterable[CostLine], months: int) -> list[int]:
    sums = [0] * months
    for cost in costs:
        sums[cost.month] += cost.cents
    return sums


def _by_period(costs: Iterable[CostLine], length: int, periods: int) -> list[int]:
    sums = [0] * periods
    for cost in costs:
        sums[cost.month // length] += cost.cents
    return sums
