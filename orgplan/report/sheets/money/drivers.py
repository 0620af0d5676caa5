"""Drivers: what pay is made of, a row for each job of a person or seat, live over the sheets of the input; Cost by month is worked out from it.

Each month has the share of its days that is paid, and the pay agreed for them, not rounded. What
stays a value in Cost by month, and why, is in ``docs/finance.md``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orgplan.analysis.assessment import Assessment
from orgplan.domain import ChargeOf, Hire, Organisation, Person, Plan
from orgplan.excel.write.workbook import Column, Look, Number, Style, TableRef, address, quoted
from orgplan.finance.charges import Due
from orgplan.finance.contracts import NOTHING, Contract, Spell, contract_of_person, contract_of_seat
from orgplan.finance.pay import months_from
from orgplan.finance.rates import may_free

from ..layout import BODY, DRIVERS, TEXT, area_of_name
from .driver_cells import MONTHS_A_YEAR, InputCells, constant
from .driver_charges import (
    ChargeCells,
    MonthFormulas,
    cells_of_splits,
    has_formula,
    of_year,
    shared,
)

LIVE = Style(Look.FORMULA, Number.GENERAL)
LIVE_DATE = Style(Look.FORMULA, Number.DATE)
LIVE_CENTS = Style(Look.FORMULA, Number.CENTS)
FIRST, LAST, TOP = BODY, BODY + 1, BODY + 2
PLAN, NOTHING_DECIDED = "plan", "if nothing is decided"
MOST_CHARACTERS = 8_000  # of a formula: a cell holds 8,192
MOST_JOBS = (
    2_000  # beyond it values stay: a workbook with so many formulas is slow to open and to write
)
LEAD = (
    Column("id", TEXT, "Person or seat", 9),
    Column("basis", TEXT, "Whether the row is of the plan, or of doing nothing where the plan decides something about the person", 10, words=True),
    Column("role", TEXT, "Role that is paid", 20),
    Column("team", TEXT, "Team on which it is booked", 16),
    Column("found_at", LIVE, "Row of the person on Input Roster, or of the seat on Hiring plan; 0 where it was taken off", 8),
    Column("start", LIVE_DATE, "First day of employment", 11),
    Column("end", LIVE_DATE, "Last day of employment, where one is known", 11),
    Column("first_day", LIVE_DATE, "First day of the job", 11),
    Column("last_day", LIVE_DATE, "Last day of the job, where one is known", 11),
    Column("base_salary", LIVE_CENTS, "Annual base as it was typed, in its own currency", 12),
    Column("rate_at", LIVE, "Row of Exchange rates that converts it; 1 is the plan's currency", 8),
    Column("annual_base", LIVE_CENTS, "Annual base in plan currency, of a contractor with the premium", 12),
    Column("merit_pct", LIVE, "Yearly raise", 9),
    Column("merit_month", LIVE, "Month of the raise", 9),
    Column("first_raise", LIVE, "Year of the first raise that counts", 9),
    Column("bonus_pct", LIVE, "Bonus as a share of base", 9),
    Column("tax_pct", LIVE, "Employer tax as a share of base and bonus", 9),
    Column("tax_cap", LIVE_CENTS, "Base and bonus of a calendar year above which no tax is due", 11),
    Column("benefits_pct", LIVE, "Benefits as a share of base", 9),
    Column("per_head", LIVE_CENTS, "Benefits a head and year", 10),
    Column("attrition", LIVE, "Yearly share of pay that expected leavers free", 9),
    Column("recruiting", LIVE_CENTS, "Cost of a hire beside the agency", 11),
    Column("agency", LIVE, "Expected fee of an agency as a share of base", 9),
    Column("equipment", LIVE_CENTS, "Equipment of a seat", 11),
    Column("at_end", LIVE_CENTS, "Base of a full month when the horizon ends; blank for those who are gone", 11),
)  # fmt: skip
HEADERS = tuple(column.header for column in LEAD)


@dataclass(frozen=True)
class Job:
    """A spell of a contract: its owner, whose plan it is, and its row.

    Attributes
    ----------
    entity
        Person or seat.
    basis
        :data:`PLAN`, or :data:`NOTHING_DECIDED`.
    contract, spell
        The whole contract, and its part with one role, team and pay.
    owner
        Where its figures were typed.
    row, first
        Rows of the sheet, from 0: its own, and that of the owner's first job of this basis.
    """

    entity: str
    basis: str
    contract: Contract
    spell: Spell
    owner: Person | Hire
    row: int
    first: int  # row of the owner's first job of this basis

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What Cost by month tells it from others by."""
        return self.entity, self.spell.team, self.spell.cost_centre, self.spell.role


def can_follow(contract: Contract) -> bool:
    """Whether pay of a contract has a formula: no short time, no bonus (nor 13th salary) that is paid in a month of its own.

    Parameters
    ----------
    contract
        Of a person or a seat, with all its spells.

    Returns
    -------
    bool
        Else its pay stays a value on Cost by month.
    """
    heavy = any(
        spell.rates.bonus_month or not all(map(has_formula, spell.rates.charges))
        for spell in contract.spells
    )
    return bool(contract.spells) and not contract.reductions and not heavy


def follows_inputs(assessment: Assessment) -> bool:
    """Whether costs are formulas over the inputs: not where there are so many people and seats that a workbook of them is slow.

    Parameters
    ----------
    assessment
        Read for the number of people and seats; :data:`MOST_JOBS` is the limit.

    Returns
    -------
    bool
        ``False`` in a large organisation: its costs are values.
    """
    named = sum(not person.is_group for person in assessment.org.people)
    return named + len(assessment.plan.hires) <= MOST_JOBS


class Drivers:
    """Jobs in their rows, and formulas that point at them.

    Parameters
    ----------
    hires, moves, exits
        The tables of the plan's sheets on which pay and days of actions stand, in the order of
        the actions.
    """

    def __init__(
        self,
        assessment: Assessment,
        cells: InputCells,
        hires: TableRef,
        moves: TableRef | None,
        exits: TableRef | None,
    ) -> None:
        self.org: Organisation = assessment.org
        self.plan: Plan = assessment.plan
        self.cells, self.hires = cells, hires
        self.place_of_move = {row.action.id: number for number, row in enumerate(assessment.moves)}
        self.place_of_exit = {row.action.id: number for number, row in enumerate(assessment.exits)}
        self.moves, self.exits = moves, exits
        self.jobs = tuple(self._all_jobs())
        capped = any(
            job.spell.rates.tax_cap is not None or any(map(of_year, job.spell.rates.charges))
            for job in self.jobs
        )
        self.before = self.org.calendar.start.month - 1 if capped else 0
        self.months = months_from(self.org.calendar.start, -self.before, self.org.calendar.months)
        self.labels = tuple(f"{month.first:%Y-%m}" for month in self.months)
        self.worth = bool(self.org.monthly_rates)
        self.charges = ChargeCells(self.org, cells)
        self.by_key: dict[tuple[str, tuple[str, str, str, str]], list[Job]] = {}
        self.first_of: dict[str, Job] = {}
        for job in self.jobs:
            self.by_key.setdefault((job.basis, self._shared_key(job.key)), []).append(job)
            if job.basis == PLAN:
                self.first_of.setdefault(job.entity, job)

    def _all_jobs(self) -> Iterator[Job]:
        row = TOP + 1
        for basis, entity, contract, owner in self._contracts():
            if can_follow(contract):
                first = row
                for spell in contract.spells:
                    yield Job(entity, basis, contract, spell, owner, row, first)
                    row += 1

    def _contracts(self) -> Iterator[tuple[str, str, Contract, Person | Hire]]:
        """Contracts by basis: of everybody and every seat under the plan, then of those about whom the plan decides, as if it did not."""
        org, actions = self.org, self.plan.of_person
        named = [person for person in org.people if not person.is_group]
        for person in named:
            yield PLAN, person.id, contract_of_person(org, person, actions.get(person.id, NOTHING)), person  # fmt: skip
        for hire in self.plan.hires:
            yield PLAN, hire.id, contract_of_seat(org, hire), hire
        for person in named:
            if person.id in actions:
                yield NOTHING_DECIDED, person.id, contract_of_person(org, person), person

    def frees(self, job: Job) -> bool:
        """Whether attrition frees pay of a job, or would if no last day were known or it were not typed as 0.

        Parameters
        ----------
        job
            A row of Drivers.

        Returns
        -------
        bool
            ``False`` for contractors: they do not leave by attrition.
        """
        own = job.owner.attrition if isinstance(job.owner, Person) else None
        return not job.contract.contractor and may_free(self.org, scopes_of(job), own)

    @property
    def below(self) -> int:
        """First free row under the table."""
        return TOP + 1 + max(1, len(self.jobs))

    def at(self, job: Job, header: str) -> str:
        """Cell of a driver of a job.

        Parameters
        ----------
        job
            A row of Drivers.
        header
            A column of :data:`HEADERS`.

        Returns
        -------
        str
            Absolute address with the sheet.
        """
        return f"{quoted(DRIVERS.name)}!{address(job.row, HEADERS.index(header), True)}"

    def month_at(self, job: Job, block: str, month: int) -> str:
        """Cell of a month (of the horizon) of a job: of ``days``, ``pay`` or ``worth``.

        Parameters
        ----------
        job
            A row of Drivers.
        block
            ``days``, ``pay`` or ``worth``.
        month
            0 for the first of the horizon; negative for those before it in the calendar year.

        Returns
        -------
        str
            Absolute address with the sheet.
        """
        return f"{quoted(DRIVERS.name)}!{address(job.row, self.column(block, month), True)}"

    def column(self, block: str, month: int) -> int:
        """Column of a month of the horizon in a block.

        Parameters
        ----------
        block
            ``days``, ``pay`` or ``worth``.
        month
            0 for the first of the horizon; negative for those before it.

        Returns
        -------
        int
            From 0.
        """
        count = len(self.months)
        start = {"days": 0, "pay": count, "worth": 2 * count}[block]
        return len(LEAD) + start + self.before + month

    def jobs_of(self, key: tuple[str, str, str, str], basis: str = PLAN) -> Sequence[Job]:
        """Jobs that make up a row of pay: person or seat, team, cost centre and role.

        Parameters
        ----------
        key
            As :func:`orgplan.report.sheets.money.cost_by_month.job_key` makes it.
        basis
            Of the plan, or if nothing is decided.

        Returns
        -------
        Sequence[Job]
            Several where a contract has several spells of that key; empty for pay that is a value.
        """
        return self.by_key.get((basis, self._shared_key(key)), ())

    def _shared_key(self, key: tuple[str, str, str, str]) -> tuple[str, str, str, str]:
        """The same for all cost centres that share somebody's pay."""
        who, team, _centre, role = key
        return (who, team, "", role) if who in self.org.cost_splits_of else key

    def pay_of(self, jobs: Sequence[Job], component: str, month: int, centre: str) -> str | None:
        """What a cost centre bears of a component of pay in a month; ``None`` for a component that is no pay, or where the formula is too long for a cell.

        Parameters
        ----------
        jobs
            Those of one row of pay.
        component
            Component of the ledger, such as ``base``.
        month
            0 for the first of the horizon.
        centre
            Cost centre of the row.

        Returns
        -------
        str or None
            A formula without its sign of equality, in plan currency.
        """
        terms = [self._term(job, component, month) for job in jobs]
        if not terms or not all(terms):
            return None
        day = self.months[self.before + month].first
        found = []
        for job, term in zip(jobs, terms, strict=True):
            splits = list(cells_of_splits(self.org, self.cells, job.entity, day))
            part = shared(term or "", job.spell.cost_centre, centre, splits) if splits else term
            found += [part] if part and (splits or job.spell.cost_centre == centre) else []
        text = "+".join(found) or "0*" + self.at(jobs[0], "found_at")
        return text if len(text) < MOST_CHARACTERS else None

    def _term(self, job: Job, component: str, month: int) -> str | None:
        """Formula of a component of one job in a month, rounded to the cent as the ledger does; ``None`` where there is none."""
        base, dues = self.month_at(job, "pay", month), job.spell.rates.charges
        worth = f"*{self.month_at(job, 'worth', month)}" if self.worth else ""
        day = self.months[self.before + month].first
        match component:
            case "base":
                return f"ROUND({base}{worth},2)"
            case "contractor":
                return f"ROUND({base}{self.charges.on_fee(dues, day)}{worth},2)"
            case "bonus":
                return f"ROUND({base}*{self.at(job, 'bonus_pct')}{worth},2)"
            case "tax":
                tax = f"{self._taxed(job, month, base)}*{self.at(job, 'tax_pct')}"
                return f"ROUND({self._with_charges(job, component, month, tax)},2)"
            case "benefits":
                heads = f"{self._per_head(job, month)}/{year()}*{self.month_at(job, 'days', month)}"
                own = f"{base}*{self.at(job, 'benefits_pct')}"
                return f"ROUND({self._with_charges(job, component, month, own)}+{heads},2)"
            case "expected_leavers":
                parts = (self._term(job, part, month) for part in ("base", "bonus", "tax", "benefits"))  # fmt: skip
                left = self._left(job, month, "1/2")
                return f"ROUND(-({'+'.join(part or '' for part in parts)})*(1-{left}),2)"
            case "recruiting" | "equipment":
                return self._one_time(job, component, month)
        return None

    def _with_charges(self, job: Job, component: str, month: int, flat: str) -> str:
        """Tax or benefits at the flat rate with what Charges add, in plan currency and not rounded."""
        base, days = self.month_at(job, "pay", month), self.month_at(job, "days", month)
        number, dues = self.before + month, job.spell.rates.charges
        day, label = self.months[number].first, self.labels[number]
        worth = f"*{self.month_at(job, 'worth', month)}" if self.worth else ""
        pay = f"{base}*(1+{self.at(job, 'bonus_pct')})"
        more = self.charges.on_pay(
            dues, component, day, pay, base, days, lambda due: self._seen(job, month, due)
        )
        heads = self.charges.a_head(dues, component, day, label, self._presence(job, month))
        return f"({flat}{more}){worth}{heads}" if more else f"{flat}{worth}{heads}"

    def _presence(self, job: Job, month: int) -> MonthFormulas:
        """A job in a month: share of its days, whether it holds on the last, and whether employment begins."""
        days, start, last = self.month_at(job, "days", month), self.at(job, "start"), self.at(job, "last_day")  # fmt: skip
        column = self.column("days", month)
        first_day, last_day = (f"{quoted(DRIVERS.name)}!{address(row, column, True)}" for row in (FIRST, LAST))  # fmt: skip
        begins = f"({days}>0)*({start}>={first_day})*({start}<={last_day})"
        return MonthFormulas(
            days,
            f'({days}>0)*(({last}="")+({last}>={last_day})>0)',
            begins if job.row == job.first else "0",
        )

    def _per_head(self, job: Job, month: int) -> str:
        """Benefits a head and year at the rate of a month."""
        cell, exchange = self.at(job, "per_head"), self.cells.exchange
        stated = None if job.spell.rates.per_head_index is None else self._stated_per_head(job)
        if stated is None or exchange is None:
            return cell
        rate, whole = exchange.cell(stated, self.labels[self.before + month]), exchange.cell(stated)
        return f"ROUND({cell}/{whole}*{rate},2)"

    def _stated_per_head(self, job: Job) -> str | None:
        """Currency in which benefits a head were stated."""
        place = self.org.location.get(job.spell.location or "")
        if place is not None and place.benefits_per_head is not None:
            stated = place.stated_as("benefits_per_head", place.benefits_per_head)
            return stated.currency if stated else None
        row = self.org.assumptions.row("benefits_per_head", *scopes_of(job))
        stated = row.stated_as("value", row.value) if row else None
        return stated.currency if stated else None

    def _taxed(self, job: Job, month: int, base: str) -> str:
        """Base and bonus of a month on which tax is due."""
        bonus = f"(1+{self.at(job, 'bonus_pct')})"
        if job.spell.rates.tax_cap is None:
            return f"{base}*{bonus}"
        rows = range(job.first, job.first + len(job.contract.spells))
        earlier = self._earlier(job, month, rows, -self.before, with_bonus=True)
        left = "-".join([self.at(job, "tax_cap"), *earlier])
        return f"MIN({base}*{bonus},MAX(0,{left}))"

    def _seen(self, job: Job, month: int, due: Due) -> str:
        """Pay of the calendar year, of jobs for which a charge holds and since it does, that it saw before a job's pay of a month; empty for none."""
        first, with_bonus = due.charge.first, due.charge.of is ChargeOf.PAY
        since = self.org.calendar.month_of(first) if first else -self.before
        rows = [
            job.first + number
            for number, spell in enumerate(job.contract.spells)
            if any(one.charge.id == due.charge.id for one in spell.rates.charges)
        ]
        return "+".join(self._earlier(job, month, rows, since, with_bonus=with_bonus))

    def _earlier(
        self, job: Job, month: int, rows: Sequence[int], since: int, *, with_bonus: bool
    ) -> Iterator[str]:
        """Pay of the calendar year in some rows before a job's pay of a month: of earlier months, and of earlier jobs in it."""
        january = month - self.months[self.before + month].first.month + 1
        first = max(-self.before, january, since)
        if month > first:
            yield from (self._paid(run, first, month - 1, with_bonus) for run in _runs(rows))
        before = [row for row in rows if row < job.row]
        yield from (self._paid(run, month, month, with_bonus) for run in _runs(before))

    def _paid(self, rows: tuple[int, int], first: int, last: int, with_bonus: bool) -> str:
        """Base (and bonus) of some jobs and months."""
        pay = area_of_name(DRIVERS.name, rows[0], self.column("pay", first), rows[1], self.column("pay", last))  # fmt: skip
        if not with_bonus:
            return f"SUM({pay})"
        column = HEADERS.index("bonus_pct")
        bonus = area_of_name(DRIVERS.name, rows[0], column, rows[1], column)
        return f"SUMPRODUCT({pay}*(1+{bonus}))"

    def _left(self, job: Job, month: int, part: str) -> str:
        """Share of those who are expected to be there after a part of a month."""
        first, this = (
            f"{quoted(DRIVERS.name)}!{address(FIRST, self.column('days', at), True)}"
            for at in (0, month)
        )
        since = f"MAX({self.at(job, 'start')},{first})"
        served = f"MAX(0,(YEAR({this})-YEAR({since}))*{year()}+MONTH({this})-MONTH({since})+{part})"
        return f"(1-{self.at(job, 'attrition')})^({served}/{year()})"

    def _one_time(self, job: Job, component: str, month: int) -> str | None:
        """What is paid once for a seat, in the month of its first day."""
        if not isinstance(job.owner, Hire):
            return None
        column = self.column("days", month)
        days = [f"{quoted(DRIVERS.name)}!{address(row, column, True)}" for row in (FIRST, LAST)]
        start = self.at(job, "start")
        if component == "equipment" or job.owner.is_contractor:
            amount = self.at(job, component)
        else:
            base = f"{self.at(job, 'annual_base')}"
            worth = f"*{self.month_at(job, 'worth', month)}" if self.worth else ""
            amount = f"{self.at(job, 'recruiting')}+{self.at(job, 'agency')}*{base}{worth}"
        found = self.at(job, "found_at")
        return f"IF(({found}>0)*({start}>={days[0]})*({start}<={days[1]}),ROUND({amount},2),0)"

    def run_rate_of(self, jobs: Sequence[Job], component: str) -> str | None:
        """A year at what is paid when the horizon ends, net of expected leavers, on the row of base.

        Parameters
        ----------
        jobs
            Those of one row of pay.
        component
            Component of the ledger.

        Returns
        -------
        str or None
            A formula without its sign of equality; ``None`` on rows of other components, and
            without jobs.
        """
        if component not in ("base", "contractor") or not jobs:
            return None
        return "+".join(self._run_rate(job) for job in jobs)

    def _run_rate(self, job: Job) -> str:
        """Formula of twelve months at what is paid when the horizon ends, each component rounded to the cent; 0 for whoever is gone.

        The tax cap counts with a twelfth a month.
        """
        base, dues = self.at(job, "at_end"), job.spell.rates.charges
        end = self.org.calendar.end
        if job.contract.contractor:
            fee = self.charges.on_fee(dues, end)
            return f'IF({base}="",0,{year()}*ROUND({base}{fee},2))'
        bonus, last = self.at(job, "bonus_pct"), self.org.calendar.months - 1
        pay = taxed = f"{base}*(1+{bonus})"
        times = self.month_at(job, "worth", last) if self.worth else "1"
        more = {
            component: self.charges.on_pay(dues, component, end, pay, base, times)
            + self.charges.a_head(dues, component, end, self.labels[-1], MonthFormulas())
            for component in ("tax", "benefits")
        }
        if job.spell.rates.tax_cap is not None:
            worth = f"*{times}" if self.worth else ""
            taxed = f"MIN({taxed},{self.at(job, 'tax_cap')}{worth}/{year()})"
        parts = (
            f"ROUND({base},2)",
            f"ROUND({base}*{bonus},2)",
            f"ROUND({taxed}*{self.at(job, 'tax_pct')}{more['tax']},2)",
            f"ROUND({base}*{self.at(job, 'benefits_pct')}+{self._per_head(job, last)}/{year()}{more['benefits']},2)",
        )
        rate = f"({'+'.join(parts)})"
        if self.frees(job):
            rate = f"ROUND({rate}*{self._left(job, last, '1')},2)"
        return f'IF({base}="",0,{year()}*{rate})'


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of rows that follow one another.

    Examples
    --------
    >>> list(_runs([3, 4, 7]))
    [(3, 4), (7, 7)]
    """
    start = 0
    for at in range(1, len(rows) + 1) if rows else ():
        if at == len(rows) or rows[at] != rows[at - 1] + 1:
            yield rows[start], rows[at - 1]
            start = at


def year() -> str:
    """Cell of the months of a year."""
    return constant(MONTHS_A_YEAR)


def scopes_of(job: Job) -> tuple[str | None, ...]:
    """For whom assumptions hold, the most specific first.

    Parameters
    ----------
    job
        A row of Drivers.

    Returns
    -------
    tuple[str or None, ...]
        Person (seats have none), team, role, location; for
        :meth:`orgplan.report.sheets.money.driver_cells.InputCells.norm`.
    """
    spell, owner = job.spell, job.owner
    own = (owner.id,) if isinstance(owner, Person) else ()
    return (*own, spell.team, spell.role, spell.location)
