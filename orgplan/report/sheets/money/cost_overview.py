"""Cost overview: by month and period what the plan costs, what doing nothing would, and sums by
kind, category, component and account.
"""

from collections.abc import Iterable, Sequence

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.budget_variance import is_whole
from orgplan.analysis.money.cost_drivers import run_rates
from orgplan.domain import Category, Plan
from orgplan.excel.write.charts import COLOURS, Chart, Series
from orgplan.excel.write.live import Live, sum_product, sum_where, total
from orgplan.excel.write.tables import LiveRows
from orgplan.excel.write.workbook import (
    HEADING,
    Column,
    Content,
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
    _Overview(overview, assessment, detail).write()


class _Overview:
    def __init__(self, sheet: Sheet, assessment: Assessment, detail: CostDetail) -> None:
        self.sheet, self.a, self.detail = sheet, assessment, detail
        self.lines, self.account_ids = detail.lines, detail.account_ids
        self.table, self.idle = sheet.book.table("cost"), sheet.book.find("idle_accounts")
        self.bands: Bands = detail.bands
        self.first, self.last = self.bands.figures(TOTAL)
        self.rate = self.first - 1
        self.year_of = sheet.span(FISCAL, self.first, FISCAL, self.last, absolute=True)
        self.row = FIRST_BLOCK

    def write(self) -> None:
        self._head()
        idle = self._blocks()
        self._totals(idle)
        rows = self._periods(self.row), self.row + CHART_ROWS + 1
        grand, follows = self.sheet.at(ALL, TOTAL, absolute=True), self.idle is not None
        row = write_schedules(self.sheet, self.a, self.detail, follows, rows, grand)
        accounts = self._accounts(row)
        self.sheet.fold(accounts.top, accounts.last)
        self.sheet.pages(onward=1)
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
        months: Sequence[Content | Live],
        rate: Content | Live,
        style: Style,
    ) -> None:
        """One row of figures."""
        self.sheet.rule(row, self.last)
        self.sheet.write(row, 0, label, STRONG if style is SUM_PRICE else LABEL)
        live = SUM_PRICE if style is SUM_PRICE else LIVE_PRICE
        self.sheet.write_row(row, self.first, months, style)
        own = self.sheet.span(row, self.first, row, self.last)
        self.sheet.write_row(row, TOTAL, self.bands.sums(own, self.year_of, TOTAL, TOP), live)
        self.sheet.write(row, self.rate, rate, live if isinstance(rate, Live) else PRICE)

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
        )
        self._block(_("By category"), "category", [category.value for category in SPENT])
        self._block(_("By component"), "component", components, rated=False)
        return self._idle()

    def _kind(self, line: MonthlyCosts) -> str:
        return kind_of(self.a.plan, line.action)

    def _block(
        self,
        heading: str,
        header: str,
        keys: Iterable[str],
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
        rated
            Whether rows have a run rate.
        """
        self.sheet.write(self.row, 0, heading, STRONG)
        table = self.table
        for key in keys:
            self.row += 1
            own = table[header], Live(f"${address(self.row, 0)}", entry(key))
            months = [sum_where(table[label], own) for label in self.bands.labels]
            rate = sum_where(table[RUN_RATE], own) if rated else None
            self._row(self.row, entry(key), months, rate, LIVE_PRICE)
            self._register(self.row, header, key)
        self.row += 2

    def _idle(self) -> range:
        """What doing nothing would cost, by category: live where costs follow the inputs, else
        values.
        """
        self.sheet.write(self.row, 0, _("If nothing is decided, by category"), STRONG)
        first, count = self.row + 1, len(self.bands.labels)
        for category in SPENT:
            self.row += 1
            cents = _cents_by_month(
                [cost for cost in self.a.idle_costs if cost.category is category], count
            )
            rate = self._idle_rate() if category is Category.PAY else None
            months: list[Content | Live] = [units(amount) for amount in cents]
            if self.idle is not None:
                own = self.idle["category"], Live(f"${address(self.row, 0)}", _(category.value))
                months = [sum_where(self.idle[label], own) for label in self.bands.labels]
            style = PRICE if self.idle is None else LIVE_PRICE
            self._row(self.row, _(category.value), months, rate, style)
            self._register(self.row, "idle", category.value)
        self.row += 2
        return range(first, first + len(SPENT))

    def _idle_rate(self) -> Content | Live:
        if self.idle is None:
            rates = run_rates(self.a.org, Plan()).values()
            return units(sum(found.cents for found in rates))
        table, changes = self.table, self.sheet.book.table("idle_changes")
        roster = sum_where(table[RUN_RATE], (table["kind"], ROSTER))
        return roster + total(changes[RUN_RATE])

    def _totals(self, idle: range) -> None:
        """The three rows on top."""
        sheet, table, columns = self.sheet, self.table, range(self.first, self.last + 1)
        months = [total(table[label]) for label in self.bands.labels]
        self._row(ALL, _("All cost of the plan"), months, total(table[RUN_RATE]), SUM_PRICE)

        def nothing(column: int) -> Live:
            return total(sheet.span(idle.start, column, idle.stop - 1, column))

        months = [nothing(column) for column in columns]
        self._row(IDLE, _("If nothing is decided"), months, nothing(self.rate), SUM_PRICE)

        def less(column: int) -> Live:
            return sheet.at(ALL, column) - sheet.at(IDLE, column)

        months = [less(column) for column in columns]
        self._row(CHANGE, _("What the plan changes"), months, less(self.rate), SUM_PRICE)
        for name, row in (("all", ALL), ("idle", IDLE), ("change", CHANGE)):
            self._register(row, name)

    def _periods(self, row: int) -> int:
        """Plan and doing nothing by period, and the chart beside it; returns the first free row
        below.
        """
        calendar = self.a.org.calendar
        self.sheet.write(row, 0, _("By period"), HEADING)
        rows = LiveRows(PERIOD_COLUMNS, row + 1)
        period, spent, nothing = (
            self.sheet.span(at, self.first, at, self.last, absolute=True)
            for at in (PERIOD, ALL, IDLE)
        )
        for label in calendar.labels:
            line = rows.add({"period": label})
            for header, months in (("plan", spent), ("if_nothing", nothing)):
                line[header] = sum_product(period.equals(line["period"]) * months)
            line["change"] = line["plan"] - line["if_nothing"]
        self.sheet.table(
            "cost_periods", PERIOD_COLUMNS, rows.cells, top=row + 1, about="All cost of a period"
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
                f"={named[refs.COST_MONTHS['category', category.value]]}",
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
        detail, labels = self.table, self.bands.labels
        columns = [ACCOUNT, *money_columns(self.bands, LIVE_PRICE), *BOOKED_ON]
        rows = LiveRows(columns, row + 1)
        for account, name in self.account_ids.items():
            booked = dict(zip((column.header for column in BOOKED_ON), account, strict=True))
            line = rows.add({ACCOUNT.header: name, **booked})
            own = detail["account"], line["account"].pinned
            for header in (RUN_RATE, *labels):
                line[header] = sum_where(detail[header], own)
            months = line.span(labels[0], labels[-1])
            sums = self.bands.sums(months, self.year_of, TOTAL, TOP)
            line.update(dict(zip((TOTAL_HEADER, *self.bands.years), sums, strict=True)))
        return self.sheet.table(
            "accounts",
            columns,
            rows.cells,
            top=row + 1,
            about="Cost of an account: what is bought where",
        )


def _cents_by_month(costs: Iterable[CostLine], months: int) -> list[int]:
    sums = [0] * months
    for cost in costs:
        sums[cost.month] += cost.cents
    return sums
