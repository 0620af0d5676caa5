"""Cost overview: by month and period what the plan costs, what doing nothing would, and sums by kind, category, component and account."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.budget_variance import is_whole
from orgplan.analysis.money.cost_drivers import PAY_FOR_TIME, run_rates
from orgplan.analysis.money.sensitivities import MOST_HEADS, sensitivities
from orgplan.domain import Category, Plan, Team
from orgplan.excel.write.charts import COLOURS, Chart, Series
from orgplan.excel.write.workbook import (
    HEADING,
    Cell,
    CellRow,
    Column,
    Content,
    Formula,
    Sheet,
    Style,
    TableRef,
    address,
)
from orgplan.finance.ledger import COMPONENTS, CostLine, accrued
from orgplan.finance.pay import LEAVERS, whole
from orgplan.language import _

from ..layout import (  # fmt: skip
    BODY,
    HEADER,
    LABEL,
    LIVE_PRICE,
    LIVE_SHARE,
    PRICE,
    SHARE,
    STRONG,
    SUM_PRICE,
    TEXT,
    area_of,
    cell_of,
    units,
    write_folded,
)
from .cost_by_month import (
    COURSE,
    HIRE,
    KINDS,
    ROSTER,
    RUN_RATE,
    Bands,
    DetailPlaces,
    MonthlyCosts,
    kind_of,
    money_columns,
    write_detail,
)
from .drivers import Drivers
from .idle_cost import IdlePlaces, write_idle

ACCOUNT_LEAD = (
    Column("account", TEXT, "Its id", 9),
    Column("team", TEXT, "Team", 20),
    Column("cost_centre", TEXT, "Cost centre", 13),
    Column("role_or_course", TEXT, "Role that is paid, or course", 24),
    Column("category", TEXT, "Budget category", 9, words=True),
    Column("cost_type", TEXT, "What is bought: pay, seats, courses, or a component of its own", 9, words=True),
)  # fmt: skip
TOTAL = len(ACCOUNT_LEAD)
SENSITIVITIES = (
    Column("what_if", TEXT, "What would be otherwise", words=True),
    Column("change", PRICE, "By how much more the plan would cost over the horizon"),
    Column("cost_then", LIVE_PRICE, "What it would cost"),
)
ACCRUALS = (
    Column("accrual_month", TEXT, "Month"),
    Column("owed_before", LIVE_PRICE, "Owed when it begins"),
    Column("earned", PRICE, "What is earned in the month"),
    Column("paid_out", PRICE, "What is paid in the month"),
    Column("exchange", PRICE, "What other exchange rates make of what is owed"),
    Column("owed", LIVE_PRICE, "Earned and not yet paid when it ends"),
)
CAPITALISED = (
    Column("capitalised_team", TEXT, "Team, where Teams states a share"),
    Column("capitalised_pct", LIVE_SHARE, "Share of its pay that is capitalised"),
    Column("capitalised", LIVE_PRICE, "Capitalised in the horizon; what is left of its pay is expensed"),
)  # fmt: skip
WORKED = (*PAY_FOR_TIME, LEAVERS)
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
SUMS = "All cost, what doing nothing would cost, the difference and the budget; sums by kind, category and component"
SPENT = tuple(category for category in Category if category is not Category.TOTAL)


@dataclass(frozen=True)
class CostPlaces:
    """Where money stands, for other sheets.

    Attributes
    ----------
    detail
        Cost by month.
    accounts
        Sums of the detail by team, cost centre, role or course, and category.
    account_months
        Range: all months of `accounts`.
    total_months, idle_months, granted_months
        Ranges: every month of the plan, if nothing were decided, and of the organisation's budget.
    keys
        Word of a block → cell that holds it.
    cells, years, all_years, rates
        ``all``, ``idle``, ``change``, ``kind hire``, ``category pay``, ``component base`` … → cell
        of the total, of the fiscal year in which the horizon begins, of all fiscal years, and of
        the run rate.
    chart
        Cost by month.
    idle
        What doing nothing would cost, live; ``None`` where it is a value.
    """

    detail: DetailPlaces
    accounts: TableRef
    account_months: str
    periods: str
    months: str
    total_months: str
    idle_months: str
    granted_months: str
    keys: dict[str, str]
    cells: dict[str, str]
    years: dict[str, str]
    all_years: dict[str, list[str]]
    rates: dict[str, str]
    chart: Chart
    idle: IdlePlaces | None = None

    @property
    def table(self) -> TableRef:
        """The detail's table."""
        return self.detail.table

    @property
    def first_days(self) -> str:
        """Range: first day of every month."""
        return self.detail.first_days

    @property
    def last_days(self) -> str:
        """Range: last day of every month."""
        return self.detail.last_days

    @property
    def detail_months(self) -> str:
        """Range: all months of the detail."""
        return self.detail.detail_months


def write_cost(
    sheet: Sheet,
    overview: Sheet,
    assessment: Assessment,
    drivers: Drivers | None = None,
    under_drivers: Sheet | None = None,
) -> CostPlaces:
    """Write the detail and its overview, but for the budget of each month; with `drivers` also what doing nothing would cost, on their sheet.

    Parameters
    ----------
    sheet, overview
        Cost by month and Cost overview, below their heads.
    assessment
        Its ledger, beside that of doing nothing.
    drivers
        Cells that pay is worked out from; ``None`` writes values.
    under_drivers
        The sheet Drivers, which takes what doing nothing costs; ``None`` with `drivers` of
        ``None``.

    Returns
    -------
    CostPlaces
        Where money stands, for other sheets.
    """
    detail = write_detail(sheet, assessment, drivers)
    idle = None
    if drivers is not None and under_drivers is not None:
        idle = write_idle(under_drivers, assessment, drivers, detail, drivers.below + 2)
    return _Overview(overview, assessment, detail, idle, drivers).write()


class _Overview:
    def __init__(
        self,
        sheet: Sheet,
        assessment: Assessment,
        detail: DetailPlaces,
        idle: IdlePlaces | None = None,
        drivers: Drivers | None = None,
    ) -> None:
        self.drivers = drivers
        self.sheet, self.a, self.detail, self.lines = sheet, assessment, detail, detail.lines
        self.idle = idle
        self.bands: Bands = detail.bands
        self.first, self.last = self.bands.figures(TOTAL)
        self.rate = self.first - 1
        self.cells, self.years, self.rates, self.keys = (
            dict[str, str](),
            dict[str, str](),
            dict[str, str](),
            dict[str, str](),
        )
        self.ranges, self.all_years = dict[str, str](), dict[str, list[str]]()
        self.idle_rate = sum(found.cents for found in run_rates(assessment.org, Plan()).values())
        self.row = FIRST_BLOCK

    def write(self) -> CostPlaces:
        self._head()
        idle = self._blocks()
        self._totals(idle)
        row = self._periods(self.row)
        accounts = self._accounts(row)
        self.sheet.fold(accounts.top, accounts.last)
        self._accruals(self._capitalised(self._sensitivities(accounts.below + 1)))
        self.sheet.freeze(TOP + 1, 1)

        def months(row: int) -> str:
            return area_of(self.sheet, row, self.first, row, self.last)

        return CostPlaces(
            detail=self.detail,
            accounts=accounts,
            account_months=area_of(
                self.sheet, accounts.first, self.first, accounts.last, self.last
            ),
            periods=months(PERIOD),
            months=months(TOP),
            total_months=months(ALL),
            idle_months=months(IDLE),
            granted_months=months(GRANTED),
            keys=self.keys,
            cells=self.cells,
            years=self.years,
            all_years=self.all_years,
            rates=self.rates,
            chart=self.chart(),
            idle=self.idle,
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
        self.sheet.write_row(TOP, 0, [_("All cost"), *[""] * (TOTAL - 1)], HEADER)
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

    def _note(self, name: str, row: int) -> None:
        """Remember where a row of figures stands, under its name, for other sheets."""
        self.keys[name], self.cells[name] = (
            cell_of(self.sheet, row, 0),
            cell_of(self.sheet, row, TOTAL),
        )
        self.years[name], self.rates[name] = (
            cell_of(self.sheet, row, TOTAL + 1),
            cell_of(self.sheet, row, self.rate),
        )
        self.all_years[name] = [
            cell_of(self.sheet, row, TOTAL + 1 + number) for number in range(len(self.bands.years))
        ]
        self.ranges[name] = area_of(self.sheet, row, self.first, row, self.last)

    def _blocks(self) -> range:
        """Sums by kind, category and component, and what doing nothing would cost; returns the rows of the latter."""
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
            In the language of the run.
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
        table = self.detail.table
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
            self._row(self.row, _(key), months, rate, _by_month(chosen, len(months)), LIVE_PRICE)
            self._note(f"{header} {key}", self.row)
        self.row += 2

    def _idle(self) -> range:
        """What doing nothing would cost, by category: live where costs follow the inputs, else values."""
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
            self._note(f"idle {category.value}", self.row)
        self.row += 2
        return range(first, first + len(SPENT))

    def _idle_month(self, month: int, cents: int) -> Content:
        if self.idle is None:
            return units(cents)
        accounts, label = self.idle.accounts, self.bands.labels[month]
        own = f"{accounts['category']},${address(self.row, 0)}"
        return Formula(f"=SUMIFS({accounts[label]},{own})", units(cents))

    def _idle_rate(self, cents: int) -> Content:
        if self.idle is None:
            return units(cents)
        table = self.detail.table
        roster = f'SUMIFS({table[RUN_RATE]},{table["kind"]},"{_(ROSTER)}")'
        return Formula(f"={roster}+SUM({self.idle.changes[RUN_RATE]})", units(cents))

    def _totals(self, idle: range) -> None:
        """The three rows on top."""
        table, count = self.detail.table, len(self.bands.labels)
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
            self._note(name, row)

    def _periods(self, row: int) -> int:
        """Plan and doing nothing by period, and the chart beside it; returns the first free row below."""
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
        self.sheet.chart(row, TOTAL, self.chart())
        return row + max(calendar.periods + 3, CHART_ROWS) + 1

    def chart(self) -> Chart:
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

        stacked = [
            Series(
                _(category.value), labels, "=" + self.ranges[f"category {category.value}"], colour
            )
            for category, colour in zip(SPENT, COLOURS, strict=False)
        ]
        lines = [series(_("if nothing is decided"), IDLE, COLOURS[4], True)]
        if any(is_whole(line) for line in self.a.org.budget):
            lines.append(series(_("budget of the organisation"), GRANTED, COLOURS[6], True))
        return Chart(_("Cost by month"), self.a.org.currency, [*stacked, *lines], stacked=True)

    def _accruals(self, row: int) -> None:
        """Bonuses that are paid in months of their own: what is owed when each month ends; earned and paid are values."""
        before, *months = accrued(self.a.org, self.a.plan) or (None,)
        if before is None or not any(any(one[1:]) for one in (before, *months)):
            return
        self.sheet.write(row, 0, _("Bonuses that are paid in months of their own, of people and seats: earned, paid, and owed when the month ends"), HEADING)  # fmt: skip
        rows: list[CellRow] = []
        owed = before.owed
        for label, one in zip(self.bands.labels, months, strict=True):
            at = row + 2 + len(rows)
            opening: Content = Formula(f"={address(at - 1, 5)}", units(owed)) if rows else units(owed)  # fmt: skip
            rates = one.owed - owed - one.earned + one.paid
            sums = "+".join(address(at, column) for column in (1, 2, 4))
            closing = Formula(f"={sums}-{address(at, 3)}", units(one.owed))
            rows.append([label, opening, units(one.earned), units(one.paid), units(rates), closing])
            owed = one.owed
        self.sheet.table("accruals", ACCRUALS, rows, top=row + 1, about="Bonuses that are owed")

    def _sensitivities(self, row: int) -> int:
        """The same plan if a few things were otherwise; the changes are values, their totals live. Returns the next free row."""
        if len(self.a.org.people) + len(self.a.plan.hires) > MOST_HEADS:
            return row
        self.sheet.write(row, 0, _("What if: the same plan, repriced under other assumptions when it was written; `orgplan recost` reprices it"), HEADING)  # fmt: skip
        now = sum(line.cents for line in self.a.costs)
        rows: list[CellRow] = []
        for label, cents in sensitivities(self.a.org, self.a.plan, self.a.costs):
            text = f"={address(ALL, TOTAL, True)}+{address(row + 2 + len(rows), 1)}"
            rows.append([label, units(cents), Formula(text, units(now + cents))])
        return self.sheet.table("sensitivities", SENSITIVITIES, rows, top=row + 1, about="What the plan would cost if one thing were otherwise").below + 1  # fmt: skip

    def _capitalised(self, row: int) -> int:
        """What of each team's pay is capitalised, where Teams states a share. Returns the next free row."""
        teams = [team for team in self.a.org.teams if team.capitalised]
        if not teams:
            return row
        self.sheet.write(row, 0, _("Capitalised: the share that Teams states of a team's pay for work (no severance, no short time)"), HEADING)  # fmt: skip
        rows = [self._of_team(team, row + 2 + at) for at, team in enumerate(teams)]
        months = (Column(label, LIVE_PRICE, "Capitalised in the month", 11, each="<month>", shown=label) for label in self.bands.labels)  # fmt: skip
        table = self.sheet.table("capitalised", (*CAPITALISED, *months), rows, top=row + 1, about="A team whose pay is capitalised in part")  # fmt: skip
        return table.below + 1

    def _of_team(self, team: Team, at: int) -> CellRow:
        """What is capitalised of a team's work: its share of pay, each month rounded to the cent."""
        place, cell = self.a.org.teams.index(team), None
        if self.drivers is not None:
            cell = self.drivers.cells.cell("Teams", place, "capitalised_pct")
        share: Content | Cell = Cell(team.capitalised, SHARE)
        if cell:
            share = Formula(f"={cell}", team.capitalised)
        detail, head = self.detail.table, len(CAPITALISED)
        words = [name for name in WORKED if f"component {name}" in self.keys]
        lines = [line for line in self.lines if line.team == team.id and line.component in WORKED]
        cents = [whole(sum(line.months[month] for line in lines) * team.capitalised) for month in range(len(self.bands.labels))]  # fmt: skip
        months: list[Content] = []
        for label, amount in zip(self.bands.labels, cents, strict=True):
            own = f"{detail[label]},{detail['team']},{address(at, 0, True)},{detail['component']}"
            sums = "+".join(f"SUMIFS({own},{self.keys[f'component {word}']})" for word in words)
            months.append(Formula(f"=ROUND(({sums})*{address(at, 1)},2)", units(amount)))
        span = f"{address(at, head)}:{address(at, head + len(cents) - 1)}"
        return [team.id, share, Formula(f"=SUM({span})", units(sum(cents))), *months]

    def _accounts(self, row: int) -> TableRef:
        """Sums by account, which is what Budget and Variance draw from."""
        write_folded(self.sheet, row, _("By team, cost centre, role or course, and category"))
        detail, count = self.detail.table, len(self.bands.labels)
        found: dict[str, list[MonthlyCosts]] = {}
        for line in self.lines:
            found.setdefault(self.detail.account_ids[line.account], []).append(line)
        rows: list[CellRow] = []
        for account, name in self.detail.account_ids.items():
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
                [name, *account, *self.bands.sums(at, TOTAL, cents, FISCAL, TOP), rate, *months]
            )
        return self.sheet.table(
            "accounts",
            [*ACCOUNT_LEAD, *money_columns(self.bands, LIVE_PRICE)],
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
