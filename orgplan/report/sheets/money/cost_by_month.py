"""Cost by month: one row a person or seat and component, with the role and the account to which it is booked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.cost_drivers import cost_type
from orgplan.domain import (
    Exit,
    GroupAction,
    Hire,
    Move,
    Organisation,
    Plan,
    ShortTime,
    Training,
    add_months,
)
from orgplan.excel.write.workbook import (
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
from orgplan.finance.ledger import CATEGORY
from orgplan.finance.pay import LEAVERS
from orgplan.finance.rates import may_free
from orgplan.language import N_, _

from ..layout import BODY, DATE, LABEL, LIVE_PRICE, PRICE, TEXT, area_of, units
from .drivers import LIVE_DATE, Drivers, follows_inputs

ROSTER, HIRE, COURSE, MOVE, EXIT, SHORT_TIME, GROUP = (
    N_("roster"),
    N_("hire"),
    N_("course"),
    N_("move"),
    N_("exit"),
    N_("short time"),
    N_("group"),
)
KINDS: Mapping[type, str] = {
    Hire: HIRE,
    Training: COURSE,
    Move: MOVE,
    Exit: EXIT,
    ShortTime: SHORT_TIME,
    GroupAction: GROUP,
}
LEAD = (
    Column(
        "id",
        TEXT,
        "Person, group or seat that is paid for; * for all of a role and team about which nothing is decided, where there are more than 2,000 people",
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
FISCAL, PERIOD, FIRST_DAY, LAST_DAY = BODY, BODY + 1, BODY + 2, BODY + 3
TOP = BODY + 4
OTHERS = "*"  # id of a row for all of a team and role whom nothing concerns
KEPT = (
    "base",
    "contractor",
    "recruiting",
    LEAVERS,
)  # shown even where they come to nothing: nobody drops out of the sheet
MONTHS_A_PAGE = 12

Account = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class MonthlyCosts:
    """One row: cents by month, and the cents of a year at the rate of the last month.

    Attributes
    ----------
    entity, action
        Person, group or seat, and the action that causes the cost (``None``: pay of the roster).
    team, centre
        Where it is booked.
    component
        Of the ledger, such as ``base``.
    item
        Role for which somebody is paid, or the course.
    months
        Cents of every month of the horizon.
    run_rate
        Cents of a year after it; 0 on rows that do not show it.
    last
        Whether it is the last row of its person, team and component: the one with the run rate.
    people
        How many it is added up over.
    """

    entity: str
    action: str | None
    team: str
    centre: str
    component: str
    item: str
    months: tuple[int, ...]
    run_rate: int
    last: bool = True
    people: int = 1

    @property
    def account(self) -> Account:
        """Team, cost centre, role or course, budget category, and what is bought."""
        return (
            self.team,
            self.centre,
            self.item,
            CATEGORY[self.component].value,
            cost_type(self.component),
        )


@dataclass(frozen=True)
class Bands:
    """Months as columns: where they begin, and what stands above and beside them.

    Attributes
    ----------
    years
        Labels of the fiscal years, in order, for instance ``FY2027``.
    year_of, labels
        For each month: its fiscal year, and its own label.
    """

    years: tuple[str, ...]
    year_of: tuple[str, ...]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, org: Organisation) -> Bands:
        """Those of an organisation's horizon.

        Parameters
        ----------
        org
            Read for its calendar.

        Returns
        -------
        Bands
            Years are named by the calendar year in which they begin, such as ``FY2027``.
        """
        calendar = org.calendar
        year_of = tuple(f"FY{calendar.fiscal_year(month)}" for month in range(calendar.months))
        return cls(
            tuple(dict.fromkeys(year_of)),
            year_of,
            tuple(f"{day:%Y-%m}" for day in calendar.month_starts),
        )

    def figures(self, left: int) -> tuple[int, int]:
        """First and last column of the months, where the total stands in column `left`: years and the run rate lie between.

        Parameters
        ----------
        left
            Column of the total, from 0.

        Returns
        -------
        tuple[int, int]
            Both inclusive.
        """
        first = left + 1 + len(self.years) + 1
        return first, first + len(self.labels) - 1

    def sums(
        self, row: int, left: int, cents: Sequence[int], band: int, header: int
    ) -> list[Formula]:
        """Total and fiscal years of a row of months, live.

        Parameters
        ----------
        row
            Row of the figures, from 0.
        left
            Column of the total, from 0.
        cents
            Of every month of the horizon: the values of the formulas.
        band
            Row with the fiscal year of each month.
        header
            Row with the headers, among them the years.

        Returns
        -------
        list[Formula]
            The total, then each fiscal year.
        """
        first, last = self.figures(left)
        months = f"{address(row, first)}:{address(row, last)}"
        above = f"{address(band, first, True)}:{address(band, last, True)}"
        found = [Formula(f"=SUM({months})", units(sum(cents)))]
        for number, year in enumerate(self.years, left + 1):
            inside = sum(
                amount for amount, of in zip(cents, self.year_of, strict=True) if of == year
            )
            found.append(
                Formula(f"=SUMIFS({months},{above},{address(header, number, True)})", units(inside))
            )
        return found


def money_columns(bands: Bands, figures: Style) -> tuple[Column, ...]:
    """Columns from the total to the last month; `figures` is the style of what is not summed in the row itself.

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
        Column("total", LIVE_PRICE, "Sum of the months", 12),
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


@dataclass(frozen=True)
class DetailPlaces:
    """Where the detail stands, for other sheets.

    Attributes
    ----------
    table, lines
        The detail, and its rows in order.
    bands
        Fiscal years and months.
    account_ids
        Account → its id.
    months, periods, first_days, last_days
        Ranges: label, period, first and last day of every month.
    detail_months
        Range: all months of the detail.
    """

    table: TableRef
    lines: tuple[MonthlyCosts, ...]
    bands: Bands
    account_ids: Mapping[Account, str]
    months: str
    periods: str
    first_days: str
    last_days: str
    detail_months: str


def kind_of(plan: Plan, action: str | None) -> str:
    """Word of what causes a cost.

    Parameters
    ----------
    plan
        Has the action.
    action
        Its id; ``None`` for pay of the roster.

    Returns
    -------
    str
        In English, to be translated.
    """
    return ROSTER if action is None else KINDS[type(plan.actions[action])]


def gather(assessment: Assessment) -> tuple[MonthlyCosts, ...]:
    """The rows of the sheet: those of :func:`itemised`, or in a large organisation one for all of a role and team about which nothing is decided.

    Parameters
    ----------
    assessment
        Its ledger and run rates.

    Returns
    -------
    tuple[MonthlyCosts, ...]
        In the order of the ledger; cents. They add up to the ledger either way.
    """
    lines = itemised(assessment)
    if follows_inputs(assessment):
        return lines
    others = without_a_change(assessment.org, assessment.plan)
    own = [line for line in lines if line.entity not in others]
    return (*own, *_added_up([line for line in lines if line.entity in others], assessment.org))


def without_a_change(org: Organisation, plan: Plan) -> frozenset[str]:
    """Ids of the people about whom nothing is decided, and who are there from the first day of the horizon to the last and after.

    Parameters
    ----------
    org, plan
        What is true, and what is decided.

    Returns
    -------
    frozenset[str]
        Only these are added up where there are many: all others keep rows of their own.
    """
    begin = org.calendar.start
    changed = plan.of_person.keys() | {training.person_id for training in plan.trainings}
    return frozenset(
        person.id
        for person in org.people
        if not person.is_group
        and person.id not in changed
        and (person.start_date is None or person.start_date <= begin)
        and person.end_date is None
    )


def _added_up(lines: Sequence[MonthlyCosts], org: Organisation) -> Iterator[MonthlyCosts]:
    """One row for all rows of a team, cost centre, role and component, team by team."""
    rows: dict[tuple[str, str, str, str], list[MonthlyCosts]] = {}
    for line in lines:
        rows.setdefault((line.team, line.centre, line.item, line.component), []).append(line)
    order = {team.id: number for number, team in enumerate(org.teams)}
    for (team, centre, item, component), of in sorted(
        rows.items(), key=lambda row: (order[row[0][0]], *row[0][1:3])
    ):
        yield MonthlyCosts(
            OTHERS, None, team, centre, component, item,
            tuple(map(sum, zip(*(line.months for line in of), strict=True))),
            sum(line.run_rate for line in of),
            people=len({line.entity for line in of}),
        )  # fmt: skip


def itemised(assessment: Assessment) -> tuple[MonthlyCosts, ...]:
    """The ledger with a row for each entity, action, account and component; the run rate is on the row of the pay that continues.

    Parameters
    ----------
    assessment
        Its ledger and run rates.

    Returns
    -------
    tuple[MonthlyCosts, ...]
        Cents by month; rows that come to nothing are left out, but for :data:`KEPT`.
    """
    org = assessment.org
    rows: dict[tuple[str, str | None, str, str, str, str], list[int]] = {}
    for cost, item in zip(assessment.costs, assessment.items, strict=True):
        key = cost.entity, cost.action, cost.team, cost.cost_centre, cost.component, item
        rows.setdefault(key, [0] * org.calendar.months)[cost.month] += cost.cents
    for key in [key for key in rows if key[4] == "base"]:
        if _may_free_pay(assessment, key[0], key[2], key[5]):
            rows.setdefault((*key[:4], LEAVERS, key[5]), [0] * org.calendar.months)
    last = {
        (entity, team, component): key for key in rows for entity, _, team, _, component, _ in [key]
    }
    ends = set(last.values())
    rates = {
        last[rate.entity, rate.team, rate.component]: rate.cents
        for rate in assessment.run_rates.values()
    }
    return tuple(
        MonthlyCosts(*key, tuple(months), rates.get(key, 0), key in ends)
        for key, months in rows.items()
        if any(months) or key[4] in KEPT
    )


def _may_free_pay(assessment: Assessment, entity: str, team: str, role: str) -> bool:
    """Whether expected leavers may come to free pay of a job: who stays after all, or an attrition of 0 that is typed over."""
    org = assessment.org
    person, hire = org.person.get(entity), assessment.plan.actions.get(entity)
    if person is not None and not person.is_group:
        places = (person.location, *(one.location for one in org.relocations_of.get(entity, ())))
        return person.end_date is not None or any(
            may_free(org, (entity, team, role, place), person.attrition) for place in places
        )
    return isinstance(hire, Hire) and may_free(org, (team, role, hire.location))


def write_detail(
    sheet: Sheet, assessment: Assessment, drivers: Drivers | None = None
) -> DetailPlaces:
    """Write the sheet; with `drivers`, pay and what seats cost once follow them.

    Parameters
    ----------
    sheet
        Cost by month, below its head.
    assessment
        Its ledger and run rates.
    drivers
        Cells that pay is worked out from; ``None`` writes values.

    Returns
    -------
    DetailPlaces
        Where the detail stands, for the overview and other sheets.
    """
    return _Writer(sheet, assessment, drivers).write()


def write_planned(sheet: Sheet, assessment: Assessment, detail: DetailPlaces) -> None:
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
    writer = _Writer(sheet, assessment, None)
    columns = (
        *FROZEN,
        *(
            Column(label, PRICE, "Cost of the month", 11, each="<month>")
            for label in detail.bands.labels
        ),
    )
    rows = [writer.frozen(line) for line in detail.lines]
    sheet.table(
        "planned_cost", columns, rows, top=BODY, about="A row of Cost by month, as it was planned"
    )
    sheet.freeze(BODY + 1, 2)
    sheet.pages(wide=1 - -len(detail.bands.labels) // MONTHS_A_PAGE, repeat=2)


class _Writer:
    def __init__(self, sheet: Sheet, assessment: Assessment, drivers: Drivers | None) -> None:
        self.sheet, self.org, self.plan = sheet, assessment.org, assessment.plan
        self.drivers = drivers
        self.lines = gather(assessment)
        self.names = {member.id: member.name for member in assessment.walk.members}
        self.days: dict[str, tuple[date | None, date | None]] = {OTHERS: (None, None)}
        for member in assessment.walk.members:
            self.days[member.id] = member.start_date, member.end_date
        self.hired = {hire.id: hire for hire in assessment.plan.hires}
        self.bands = Bands.of(self.org)
        self.first, self.last = self.bands.figures(TOTAL)
        order = {team.id: number for number, team in enumerate(self.org.teams)}
        accounts = sorted(
            {line.account for line in self.lines}, key=lambda a: (order[a[0]], *a[1:])
        )
        self.account_ids = {account: f"A-{number:03}" for number, account in enumerate(accounts, 1)}

    def write(self) -> DetailPlaces:
        self._bands()
        table = self._detail()
        self.sheet.freeze(TOP + 1, 2)
        self.sheet.pages(wide=1 - -len(self.bands.labels) // MONTHS_A_PAGE, repeat=2)
        band = {
            row: area_of(self.sheet, row, self.first, row, self.last)
            for row in (PERIOD, FIRST_DAY, LAST_DAY, TOP)
        }
        return DetailPlaces(
            table=table,
            lines=self.lines,
            bands=self.bands,
            account_ids=self.account_ids,
            months=band[TOP],
            periods=band[PERIOD],
            first_days=band[FIRST_DAY],
            last_days=band[LAST_DAY],
            detail_months=area_of(self.sheet, table.first, self.first, table.last, self.last),
        )

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
        for number, line in enumerate(self.lines):
            row = TOP + 1 + number
            first, last = self._days(line)
            lead: CellRow = [
                line.entity, self._name(line), kind_of(self.plan, line.action), line.action, first, last, line.component, line.item, line.team,
                line.centre, self.account_ids[line.account], CATEGORY[line.component].value,
            ]  # fmt: skip
            sums = self.bands.sums(row, TOTAL, line.months, FISCAL, TOP)
            rows.append([*lead, *sums, *self._figures(line)])
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
        drivers = self.drivers
        jobs = drivers.jobs_of(job_key(line)) if drivers and self._is_pay(line) else ()
        rate = (
            drivers.run_rate_of(jobs, line.component)
            if drivers and has_run_rate(line, self.org)
            else None
        )
        cells: CellRow = [units(line.run_rate) if line.run_rate else None]
        if rate is not None:
            cells = [Cell(Formula(f"={rate}", units(line.run_rate)), LIVE_PRICE)]
        for month, amount in enumerate(line.months):
            text = drivers.pay_of(jobs, line.component, month, line.centre) if drivers else None
            live = Cell(Formula(f"={text}", units(amount)), LIVE_PRICE) if text else None
            cells.append(live or units(amount))
        return cells

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
            line.entity, self._name(line), kind_of(self.plan, line.action), line.action, first, last, line.component, line.item, line.team, line.centre,
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
        start, end = self.drivers.at(job, "start"), self.drivers.at(job, "end")
        return (
            Cell(Formula(f"={start}", _serial(first)), LIVE_DATE),
            Cell(Formula(f'=IF({end}="","",{end})', _serial(last) if last else ""), LIVE_DATE),
        )

    def _service(self, line: MonthlyCosts) -> tuple[date | None, date | None]:
        """First and last day of somebody."""
        return self.days[line.entity]

    def _name(self, line: MonthlyCosts) -> str:
        if line.entity == OTHERS:
            return _("{people} without a change", people=line.people)
        return (
            self.hired[line.entity].role if line.entity in self.hired else self.names[line.entity]
        )


def has_run_rate(line: MonthlyCosts, org: Organisation) -> bool:
    """Whether the run rate of its pay stands on a row; of pay that several cost centres share, on one of them.

    Parameters
    ----------
    line
        A row of pay.
    org
        Read for who is shared by several cost centres.

    Returns
    -------
    bool
        Whether the row shows a run rate of its own.
    """
    return line.last or line.entity not in org.cost_splits_of


def job_key(line: MonthlyCosts) -> tuple[str, str, str, str]:
    """What its jobs are known by on Drivers.

    Parameters
    ----------
    line
        A row of pay.

    Returns
    -------
    tuple[str, str, str, str]
        Person or seat, team, cost centre, role.
    """
    return line.entity, line.team, line.centre, line.item


def _serial(day: date) -> int:
    """The number by which spreadsheets know a day.

    Examples
    --------
    >>> _serial(date(2027, 1, 1))
    46388
    """
    return (day - date(1899, 12, 30)).days
