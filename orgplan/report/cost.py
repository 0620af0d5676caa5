"""Cost by month: one row a person or seat and component; every total above it is a formula over these rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from orgplan.analysis.assessment import Assessment
from orgplan.domain.budget import Category
from orgplan.domain.calendar import add_months
from orgplan.finance.ledger import CATEGORY, COMPONENTS
from orgplan.io.book import HEADING, Cell, Column, Content, Formula, Sheet, Style, Table, address
from orgplan.report.layout import BODY, DATE, FIGURES, HEADER, LABEL, LIVE_PRICE, PRICE, STRONG, SUM_PRICE, TEXT, area_of, cell_of, units

ROSTER, HIRE, COURSE = "roster", "hire", "course"
LEAD = ("id", "name", "kind", "action", "first_day", "last_day", "component", "team", "cost_centre", "account", "category")
TOTAL, YEAR, MONTHS = len(LEAD), len(LEAD) + 1, len(LEAD) + 2
FISCAL, PERIOD, FIRST_DAY, LAST_DAY, BAND = BODY, BODY + 1, BODY + 2, BODY + 3, BODY + 4
ALL = BAND + 1
KEPT = ("base", "contractor", "recruiting")  # shown even where they come to nothing: nobody drops out of the sheet


@dataclass(frozen=True)
class Line:
    """One row: months in cents."""

    entity: str
    action: str | None
    team: str
    centre: str
    component: str
    months: tuple[int, ...]

    @property
    def account(self) -> tuple[str, str, str]:
        """Team, cost centre and category to which it is booked."""
        return self.team, self.centre, CATEGORY[self.component].value


@dataclass(frozen=True)
class CostPlaces:
    """Where the figures stand, for other sheets.

    Attributes
    ----------
    table, accounts
        Detail, and its sums by team, cost centre and category.
    accounts_of
        (team, cost centre, category) of each row of `accounts`, in order.
    account_months, periods, months, first_days, last_days
        Ranges: all months of `accounts`; period label, month label, first and last day of every month.
    detail_months, total_months
        Ranges: all months of `table`; the grand total of every month.
    keys
        Key of a block → cell that holds its word.
    cells
        ``all``, ``kind hire``, ``category pay``, ``component base`` … → cell of the total.
    kind_months
        ``roster``, ``hire``, ``course`` → range of the months of its block.
    years
        The same for the fiscal year in which the horizon begins.
    """

    table: Table
    accounts: Table
    accounts_of: tuple[tuple[str, str, str], ...]
    account_months: str
    months: str
    periods: str
    first_days: str
    last_days: str
    detail_months: str
    total_months: str
    keys: dict[str, str]
    cells: dict[str, str]
    years: dict[str, str]
    kind_months: dict[str, str]


def gather(assessment: Assessment) -> list[Line]:
    """The ledger with a row for each entity, action, team, cost centre and component: whoever changes team has a row in each."""
    rows: dict[tuple[str, str | None, str, str, str], list[int]] = {}
    for cost in assessment.costs:
        key = (cost.entity, cost.action, cost.team, cost.cost_centre, cost.component)
        rows.setdefault(key, [0] * assessment.org.calendar.months)[cost.month] += cost.cents
    return [
        Line(entity, action, team, centre, component, tuple(months))
        for (entity, action, team, centre, component), months in rows.items()
        if any(months) or component in KEPT
    ]


def write_cost(sheet: Sheet, assessment: Assessment) -> CostPlaces:
    """Write the sheet."""
    writer = _Writer(sheet, assessment, gather(assessment))
    return writer.write()


class _Writer:
    def __init__(self, sheet: Sheet, assessment: Assessment, lines: list[Line]) -> None:
        self.sheet, self.org, self.lines = sheet, assessment.org, lines
        self.names = {member.id: member.name for member in assessment.walk.members}
        self.days = {member.id: (member.start_date, member.end_date) for member in assessment.walk.members}
        self.hired = {hire.id: hire for hire in assessment.plan.hires}
        calendar = self.org.calendar
        self.labels = [f"{day:%Y-%m}" for day in calendar.month_starts]
        self.last = MONTHS + calendar.months - 1
        self.in_year = [calendar.fiscal_year(month) == calendar.fiscal_year(0) for month in range(calendar.months)]
        self.year_label = f"FY{calendar.fiscal_year(0)}"
        found = dict.fromkeys(line.account for line in lines)
        order = {team.id: number for number, team in enumerate(self.org.teams)}
        categories = [category.value for category in Category]
        self.accounts_of = tuple(sorted(found, key=lambda a: (order[a[0]], a[1], categories.index(a[2]))))
        self.account_ids = {account: f"A-{number:03}" for number, account in enumerate(self.accounts_of, 1)}

    def write(self) -> CostPlaces:
        self._bands()
        components = [component for component in COMPONENTS if any(line.component == component for line in self.lines)]
        blocks = (
            ("By kind: what is on the roster, and what the plan adds", "kind", [ROSTER, HIRE, COURSE]),
            ("By category", "category", [c.value for c in Category if c is not Category.TOTAL]),
            ("By component", "component", components),
        )
        accounts_top = ALL + 2 + sum(len(keys) + 2 for _, _, keys in blocks) + 1
        table_top = accounts_top + len(self.accounts_of) + 4
        accounts = self._accounts(accounts_top, table_top)
        table = self._detail(table_top)
        keys, cells, years = self._blocks(table, blocks)
        self.sheet.freeze(BAND + 1, 2)
        self.sheet.pages(wide=2, repeat=2)
        band = {row: area_of(self.sheet, row, MONTHS, row, self.last) for row in (PERIOD, FIRST_DAY, LAST_DAY, BAND, ALL)}
        return CostPlaces(
            table=table,
            accounts=accounts,
            accounts_of=self.accounts_of,
            account_months=area_of(self.sheet, accounts.first, MONTHS, accounts.last, self.last),
            months=band[BAND],
            periods=band[PERIOD],
            first_days=band[FIRST_DAY],
            last_days=band[LAST_DAY],
            detail_months=area_of(self.sheet, table.first, MONTHS, table.last, self.last),
            total_months=band[ALL],
            keys=keys,
            cells=cells,
            years=years,
            kind_months={
                kind: area_of(self.sheet, row, MONTHS, row, self.last) for row, kind in enumerate((ROSTER, HIRE, COURSE), ALL + 3)
            },
        )

    def _bands(self) -> None:
        calendar, sheet = self.org.calendar, self.sheet
        for row, label in ((FISCAL, "fiscal year"), (PERIOD, "period"), (FIRST_DAY, "first day"), (LAST_DAY, "last day")):
            sheet.write(row, YEAR, label, LABEL)
        for month, day in enumerate(calendar.month_starts):
            column = MONTHS + month
            sheet.write(FISCAL, column, f"FY{calendar.fiscal_year(month)}", TEXT)
            sheet.write(PERIOD, column, calendar.label(month // calendar.months_per_period), TEXT)
            sheet.write(FIRST_DAY, column, day, DATE)
            sheet.write(LAST_DAY, column, add_months(day, 1) - timedelta(days=1), DATE)
            sheet.width(column, 11)
        sheet.write_row(BAND, 0, [""] * len(LEAD), HEADER)
        sheet.write_row(BAND, len(LEAD), ["total", self.year_label, *self.labels], FIGURES)

    def _sums(self, row: int) -> tuple[Formula, Formula]:
        """Formulas of the total and of the fiscal year, without their values."""
        months = f"{address(row, MONTHS)}:{address(row, self.last)}"
        band = f"{address(FISCAL, MONTHS, True)}:{address(FISCAL, self.last, True)}"
        return Formula(f"=SUM({months})", 0.0), Formula(f"=SUMIFS({months},{band},{address(BAND, YEAR, True)})", 0.0)

    def _figures(self, row: int, cents: Sequence[int]) -> tuple[Formula, Formula]:
        total, year = self._sums(row)
        this_year = sum(amount for amount, inside in zip(cents, self.in_year, strict=True) if inside)
        return Formula(total.text, units(sum(cents))), Formula(year.text, units(this_year))

    def _detail(self, top: int) -> Table:
        self.sheet.write(top - 1, 0, "Detail", HEADING)
        rows: list[list[Content | Cell]] = []
        for number, line in enumerate(self.lines):
            total, year = self._figures(top + 1 + number, line.months)
            first, last = self._service(line)
            lead: list[Content | Cell] = [
                line.entity, self._name(line), self._kind(line), line.action, first, last, line.component, line.team, line.centre,
                self.account_ids[line.account], CATEGORY[line.component].value,
            ]  # fmt: skip
            rows.append([*lead, total, year, *(units(cents) for cents in line.months)])
        widths = {"name": 22.0, "team": 22.0, "first_day": 11.0, "last_day": 11.0, "component": 12.0, "cost_centre": 13.0}
        columns = [Column(header, DATE if header.endswith("day") else TEXT, widths.get(header, 10.0)) for header in LEAD]
        columns += [
            Column("total", LIVE_PRICE, 12),
            Column(self.year_label, LIVE_PRICE, 12),
            *(Column(label, PRICE, 11) for label in self.labels),
        ]
        return self.sheet.table("cost", columns, rows, top=top)

    def _service(self, line: Line) -> tuple[date | None, date | None]:
        return self.days[line.entity] if line.action is None or line.action in self.hired else (None, None)

    def _kind(self, line: Line) -> str:
        return ROSTER if line.action is None else HIRE if line.action in self.hired else COURSE

    def _name(self, line: Line) -> str:
        return self.hired[line.entity].role if line.entity in self.hired else self.names[line.entity]

    def _accounts(self, top: int, table_top: int) -> Table:
        """Sums by team, cost centre and category; the account is what they are summed by."""
        self.sheet.write(top - 1, 0, "By team, cost centre and category", HEADING)
        spent: dict[tuple[str, str, str], list[int]] = {account: [0] * len(self.labels) for account in self.accounts_of}
        for line in self.lines:
            spent[line.account] = [a + b for a, b in zip(spent[line.account], line.months, strict=True)]
        first, last = table_top + 1, table_top + max(1, len(self.lines))
        keys = f"{address(first, LEAD.index('account'), True)}:{address(last, LEAD.index('account'), True)}"
        rows: list[list[Content | Cell]] = []
        for number, (team, centre, category) in enumerate(self.accounts_of):
            row = top + 1 + number
            cents = spent[team, centre, category]
            by_month = [
                Formula(f"=SUMIFS({_down(MONTHS + month, first, last)},{keys},{_fixed(row, LEAD.index('account'))})", units(amount))
                for month, amount in enumerate(cents)
            ]
            account = self.account_ids[team, centre, category]
            self.sheet.write(row, 0, account, LABEL)
            self.sheet.write(row, 1, f"{team}, {category}", LABEL)
            rows.append([team, centre, account, category, *self._figures(row, cents), *by_month])
        columns = [Column(header, TEXT, 13) for header in LEAD[-4:]]
        columns += [
            Column("total", LIVE_PRICE),
            Column(self.year_label, LIVE_PRICE),
            *(Column(label, LIVE_PRICE, 11) for label in self.labels),
        ]
        return self.sheet.table("accounts", columns, rows, top=top, left=len(LEAD) - 4)

    def _blocks(self, table: Table, blocks: Sequence[tuple[str, str, list[str]]]) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
        """The grand total, and sums by kind, category and component."""
        self._block_row(
            ALL, "All cost", [f"=SUM({_down(MONTHS + m, table.first, table.last)})" for m in range(len(self.labels))], self.lines, SUM_PRICE
        )
        cells, years = {"all": cell_of(self.sheet, ALL, TOTAL)}, {"all": cell_of(self.sheet, ALL, YEAR)}
        row, at = ALL + 2, dict[str, str]()
        for heading, header, keys in blocks:
            self.sheet.write(row, 0, heading, STRONG)
            criteria = f"{_down(LEAD.index(header), table.first, table.last)}"
            for key in keys:
                row += 1
                formulas = [
                    f"=SUMIFS({_down(MONTHS + m, table.first, table.last)},{criteria},{_fixed(row, 0)})" for m in range(len(self.labels))
                ]
                chosen = [line for line in self.lines if key == self._key(line, header)]
                self._block_row(row, key, formulas, chosen, LIVE_PRICE)
                at[f"{header} {key}"] = cell_of(self.sheet, row, 0)
                cells[f"{header} {key}"], years[f"{header} {key}"] = cell_of(self.sheet, row, TOTAL), cell_of(self.sheet, row, YEAR)
            row += 2
        return at, cells, years

    def _key(self, line: Line, header: str) -> str:
        return {"kind": self._kind(line), "category": line.account[2]}.get(header, line.component)

    def _block_row(self, row: int, label: str, formulas: Sequence[str], lines: Sequence[Line], style: Style) -> None:
        cents = [sum(line.months[month] for line in lines) for month in range(len(self.labels))]
        self.sheet.write(row, 0, label, STRONG if row == ALL else LABEL)
        self.sheet.write_row(row, TOTAL, self._figures(row, cents), style)
        self.sheet.write_row(row, MONTHS, [Formula(text, units(amount)) for text, amount in zip(formulas, cents, strict=True)], style)


def _down(column: int, first: int, last: int) -> str:
    return f"{address(first, column, True)}:{address(last, column, True)}"


def _fixed(row: int, column: int) -> str:
    return f"${address(row, column)}"
