"""Cost by month: one row a person or seat and component, with the role and the account to which it
is booked.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from orgplan.analysis.assessment import Assessment
from orgplan.domain import (
    add_months,
)
from orgplan.excel.write.content import as_held, serial
from orgplan.excel.write.live import Live, text_or_blank
from orgplan.excel.write.tables import span
from orgplan.excel.write.workbook import (
    Cell,
    CellRow,
    Column,
    Content,
    Sheet,
    Style,
    TableRef,
)
from orgplan.finance.ledger import CATEGORY
from orgplan.language import _

from .. import refs
from ..layout import BODY, DATE, LABEL, LIVE_PRICE, PRICE, TEXT, units
from .drivers import LIVE_DATE, Drivers
from .monthly_costs import OTHERS, Bands, CostDetail, MonthlyCosts, kind_of
from .pay_formulas import PayFormulas

LEAD = (
    Column(
        "id",
        TEXT,
        "Person, group or seat that is paid for; * for all of a role and team about which nothing"
        " is decided, where there are more than 2,000 people",
        9,
    ),
    Column("name", TEXT, "Name; of a seat its role", 20),
    Column("kind", TEXT, "roster, or the kind of action that causes the cost", 9, words=True),
    Column("action", TEXT, "Id of that action; blank for pay of the roster", 9),
    Column("first_day", DATE, "First day of employment, where the row is pay", 11),
    Column("last_day", DATE, "Last day of employment, where one is known", 11),
    Column(
        "component", TEXT, "What is paid: base, bonus, tax, benefits, recruiting …", 11, words=True
    ),
    Column("role_or_course", TEXT, "Role for which somebody is paid, or the course", 22),
    Column("team", TEXT, "Team on which it is booked", 18),
    Column("cost_centre", TEXT, "Cost centre on which it is booked", 12),
    Column("account", TEXT, "Account of Cost overview to which it adds up", 9),
    Column("category", TEXT, "Budget category: pay, hiring or training", 9, words=True),
)
HEADERS = tuple(column.header for column in LEAD)
FROZEN = tuple(column for column in LEAD if column.header not in ("account", "category"))
TOTAL = len(LEAD)
RUN_RATE = "run_rate"
TOTAL_HEADER = "total"
FISCAL, PERIOD, FIRST_DAY, LAST_DAY = BODY, BODY + 1, BODY + 2, BODY + 3
TOP = BODY + 4
MONTHS_A_PAGE = 12


def money_columns(bands: Bands, figures: Style) -> tuple[Column, ...]:
    """Columns from the total to the last month; `figures` is the style of what is not summed in the
    row itself.

    Parameters
    ----------
    bands
        Years and months of the horizon.
    figures
        Style of months and run rate, which are not summed in the row itself.

    Returns
    -------
    tuple[Column, ...]
        Total, fiscal years, run rate, months: in the order of :meth:`Bands.figures`.
    """
    return (
        Column(TOTAL_HEADER, LIVE_PRICE, "Sum of the months", 12),
        *(
            Column(
                year,
                LIVE_PRICE,
                "Months that fall into the fiscal year",
                12,
                each="<fiscal year>",
                shown=year,
            )
            for year in bands.years
        ),
        Column(
            RUN_RATE,
            figures,
            "Cost of a year as things stand when the horizon ends, net of expected leavers",
            12,
        ),
        *(
            Column(label, figures, "Cost of the month", 11, each="<month>", shown=label)
            for label in bands.labels
        ),
    )


def write_detail(
    sheet: Sheet, assessment: Assessment, detail: CostDetail, drivers: Drivers | None = None
) -> None:
    """Write the sheet; with `drivers`, pay and what seats cost once follow them.

    Parameters
    ----------
    sheet
        Cost by month, below its head.
    assessment
        Its ledger and run rates.
    detail
        What Cost by month says.
    drivers
        Cells that pay is worked out from; ``None`` writes values.
    """
    _CostRows(sheet, assessment, detail, drivers).write()


def write_planned(sheet: Sheet, assessment: Assessment, detail: CostDetail) -> None:
    """Write what Cost by month says when the plan is written, as values.

    Parameters
    ----------
    sheet
        Planned cost, below its head.
    assessment
        Read for names and days.
    detail
        Cost by month, whose rows are repeated.
    """
    planned = _CostRows(sheet, assessment, detail, None)
    columns = (
        *FROZEN,
        *(
            Column(label, PRICE, "Cost of the month", 11, each="<month>")
            for label in detail.bands.labels
        ),
    )
    rows = [planned.frozen(line) for line in detail.lines]
    sheet.table(
        "planned_cost", columns, rows, top=BODY, about="A row of Cost by month, as it was planned"
    )
    sheet.freeze(BODY + 1, 2)
    sheet.pages(wide=1 - -len(detail.bands.labels) // MONTHS_A_PAGE, repeat=2)


class _CostRows:
    def __init__(
        self, sheet: Sheet, assessment: Assessment, detail: CostDetail, drivers: Drivers | None
    ) -> None:
        self.sheet, self.org, self.plan = sheet, assessment.org, assessment.plan
        self.drivers = drivers
        self.pay = None if drivers is None else PayFormulas(drivers)
        self.lines, self.bands, self.account_ids = detail.lines, detail.bands, detail.account_ids
        self.names = {member.id: member.name for member in assessment.walk.members}
        self.days: dict[str, tuple[date | None, date | None]] = {OTHERS: (None, None)}
        for member in assessment.walk.members:
            self.days[member.id] = member.start_date, member.end_date
        self.hired = {hire.id: hire for hire in assessment.plan.hires}
        self.first, self.last = self.bands.figures(TOTAL)

    def write(self) -> None:
        self._bands()
        table = self._detail()
        self.sheet.freeze(TOP + 1, 2)
        self.sheet.pages(wide=1 - -len(self.bands.labels) // MONTHS_A_PAGE, repeat=2)
        for ref, first, last in (
            (refs.FIRST_DAYS, FIRST_DAY, FIRST_DAY),
            (refs.LAST_DAYS, LAST_DAY, LAST_DAY),
            (refs.DETAIL_MONTHS, table.first, table.last),
        ):
            self.sheet.register_range(ref, first, self.first, last, self.last)

    def _bands(self) -> None:
        """Fiscal year, period and days above the months."""
        calendar, sheet = self.org.calendar, self.sheet
        beside = self.first - 2
        for row, label in (
            (FISCAL, _("fiscal year")),
            (PERIOD, _("period")),
            (FIRST_DAY, _("first day")),
            (LAST_DAY, _("last day")),
        ):
            sheet.write(row, beside, label, LABEL)
        for month, day in enumerate(calendar.month_starts):
            column = self.first + month
            sheet.write(FISCAL, column, self.bands.year_of[month], TEXT)
            sheet.write(PERIOD, column, calendar.label(month // calendar.months_per_period), TEXT)
            sheet.write(FIRST_DAY, column, day, DATE)
            sheet.write(LAST_DAY, column, add_months(day, 1) - timedelta(days=1), DATE)

    def _detail(self) -> TableRef:
        rows: list[CellRow] = []
        year_of = self.sheet.span(FISCAL, self.first, FISCAL, self.last, absolute=True)
        for number, line in enumerate(self.lines):
            row = TOP + 1 + number
            first, last = self._days(line)
            lead: CellRow = [
                line.entity, self._name(line), kind_of(self.plan, line.action), line.action, first,
                last, line.component, line.item, line.team,
                line.centre, self.account_ids[line.account], CATEGORY[line.component].value,
            ]  # fmt: skip
            rate, *months = self._figures(line)
            held = np.array([[as_held(cell) for cell in months]], dtype=object)
            own = Live(span(row, self.first, row, self.last, absolute=False), held)
            sums = self.bands.sums(own, year_of, TOTAL, TOP)
            rows.append([*lead, *sums, rate, *months])
        columns = (*LEAD, *money_columns(self.bands, PRICE))
        return self.sheet.table(
            "cost",
            columns,
            rows,
            top=TOP,
            about="One component of what a person, group or seat costs, to the cent",
        )

    def _figures(self, line: MonthlyCosts) -> CellRow:
        """Run rate and months: live where there are drivers of them, else values."""
        values: CellRow = [
            units(line.run_rate) if line.run_rate else None,
            *map(units, line.months),
        ]
        if self.pay is None or not self._is_pay(line):
            return values
        return [
            value if live is None else Cell(live.formula, LIVE_PRICE)
            for live, value in zip(self.pay.row(line), values, strict=True)
        ]

    def _is_pay(self, line: MonthlyCosts) -> bool:
        return line.action is None or line.action in self.hired

    def frozen(self, line: MonthlyCosts) -> CellRow:
        """A row of Planned cost.

        Parameters
        ----------
        line
            A row of Cost by month, in cents.

        Returns
        -------
        CellRow
            Values in plan currency, under :data:`FROZEN` and the months.
        """
        first, last = self._service(line) if self._is_pay(line) else (None, None)
        return [
            line.entity, self._name(line), kind_of(self.plan, line.action), line.action, first,
            last, line.component, line.item, line.team, line.centre,
            *(units(cents) for cents in line.months),
        ]  # fmt: skip

    def _days(self, line: MonthlyCosts) -> tuple[Content | Cell, Content | Cell]:
        """First and last day, where the row is pay; live where there are drivers of them."""
        if not self._is_pay(line):
            return None, None
        first, last = self._service(line)
        job = self.drivers.first_of.get(line.entity) if self.drivers else None
        if job is None or self.drivers is None or first is None:
            return first, last
        start = Live(self.drivers.at(job, "start"), serial(first))
        end = Live(self.drivers.at(job, "employed_until"), serial(last) if last else None)
        return Cell(start.formula, LIVE_DATE), Cell(text_or_blank(end).formula, LIVE_DATE)

    def _service(self, line: MonthlyCosts) -> tuple[date | None, date | None]:
        """First and last day of somebody."""
        return self.days[line.entity]

    def _name(self, line: MonthlyCosts) -> str:
        if line.entity == OTHERS:
            return _("{people} without a change", people=line.people)
        return (
            self.hired[line.entity].role if line.entity in self.hired else self.names[line.entity]
        )
