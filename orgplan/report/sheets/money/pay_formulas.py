"""What is paid in a month, and in a year at the end, as formulas over Drivers.

What they come to is what the ledger says: Drivers point at the sheets of actions, and those at
what actions cost, so that Cost by month is written first. A spreadsheet program comes to the same.
"""

from collections.abc import Iterator, Sequence

from orgplan.domain import ChargeOf, Hire
from orgplan.excel.write.live import Live
from orgplan.excel.write.workbook import address, quoted
from orgplan.finance.charges import Due

from ..layout import area_of_name, units
from ..pages import DRIVERS
from .driver_charges import (
    ChargeFormulas,
    MonthFormulas,
    shared,
)
from .drivers import FIRST, HEADERS, LAST, PLAN, Drivers, Job, scopes_of, year
from .monthly_costs import MonthlyCosts, has_run_rate, job_key

MOST_CHARACTERS = 8_000  # of a formula: a cell holds 8,192


class PayFormulas:
    """Formulas of pay over the rows of Drivers.

    Parameters
    ----------
    drivers
        The jobs, and where they stand.
    """

    def __init__(self, drivers: Drivers) -> None:
        self.d, self.org = drivers, drivers.org
        self.charges = ChargeFormulas(drivers.figures)

    def row(self, line: MonthlyCosts, basis: str = PLAN) -> list[Live | None]:
        """Run rate and months of a row of pay.

        Parameters
        ----------
        line
            A row of Cost by month.
        basis
            Of the plan, or if nothing is decided.

        Returns
        -------
        list[Live or None]
            ``None`` for each figure that has no formula.
        """
        jobs = self.d.jobs_of(job_key(line), basis)
        rated = has_run_rate(line, self.org)
        texts = [
            self._run_rates(jobs, line.component) if rated else None,
            *(
                self._pay(jobs, line.component, month, line.centre)
                for month in range(len(line.months))
            ),
        ]
        values = map(units, (line.run_rate, *line.months))
        return [
            None if text is None else Live(text, value)
            for text, value in zip(texts, values, strict=True)
        ]

    def _pay(self, jobs: Sequence[Job], component: str, month: int, centre: str) -> str | None:
        """What a cost centre bears of a component of pay in a month of the horizon; ``None`` for a
        component that is no pay, or where the formula is too long for a cell.
        """
        terms = [self._term(job, component, month) for job in jobs]
        if not terms or not all(terms):
            return None
        day = self.d.months[self.d.before + month].first
        found = []
        for job, term in zip(jobs, terms, strict=True):
            splits = list(self.charges.splits(job.entity, day))
            part = shared(term or "", job.spell.cost_centre, centre, splits) if splits else term
            found += [part] if part and (splits or job.spell.cost_centre == centre) else []
        text = "+".join(found) or "0*" + self.d.at(jobs[0], "found_at")
        return text if len(text) < MOST_CHARACTERS else None

    def _term(self, job: Job, component: str, month: int) -> str | None:
        """Formula of a component of one job in a month, rounded to the cent as the ledger does;
        ``None`` where there is none.
        """
        base, dues = self.d.month_at(job, "pay", month), job.spell.rates.charges
        worth = f"*{self.d.month_at(job, 'worth', month)}" if self.d.worth else ""
        day = self.d.months[self.d.before + month].first
        match component:
            case "base":
                return f"ROUND({base}{worth},2)"
            case "contractor":
                return f"ROUND({base}{self.charges.on_fee(dues, day)}{worth},2)"
            case "bonus":
                return f"ROUND({base}*{self.d.at(job, 'bonus_pct')}{worth},2)"
            case "tax":
                tax = f"{self._taxed(job, month, base)}*{self.d.at(job, 'tax_pct')}"
                return f"ROUND({self._with_charges(job, component, month, tax)},2)"
            case "benefits":
                heads = (
                    f"{self._per_head(job, month)}/{year()}*{self.d.month_at(job, 'days', month)}"
                )
                own = f"{base}*{self.d.at(job, 'benefits_pct')}"
                return f"ROUND({self._with_charges(job, component, month, own)}+{heads},2)"
            case "expected_leavers":
                parts = (
                    self._term(job, part, month) for part in ("base", "bonus", "tax", "benefits")
                )
                left = self._left(job, month, "1/2")
                return f"ROUND(-({'+'.join(part or '' for part in parts)})*(1-{left}),2)"
            case "recruiting" | "equipment":
                return self._one_time(job, component, month)
        return None

    def _with_charges(self, job: Job, component: str, month: int, flat: str) -> str:
        """Tax or benefits at the flat rate with what Charges add, in plan currency and not
        rounded.
        """
        base, days = self.d.month_at(job, "pay", month), self.d.month_at(job, "days", month)
        number, dues = self.d.before + month, job.spell.rates.charges
        day, label = self.d.months[number].first, self.d.labels[number]
        worth = f"*{self.d.month_at(job, 'worth', month)}" if self.d.worth else ""
        pay = f"{base}*(1+{self.d.at(job, 'bonus_pct')})"
        more = self.charges.on_pay(
            dues, component, day, pay, base, days, lambda due: self._seen(job, month, due)
        )
        heads = self.charges.a_head(dues, component, day, label, self._presence(job, month))
        return f"({flat}{more}){worth}{heads}" if more else f"{flat}{worth}{heads}"

    def _presence(self, job: Job, month: int) -> MonthFormulas:
        """A job in a month: share of its days, whether it holds on the last, and whether employment
        begins.
        """
        days, start, last = (
            self.d.month_at(job, "days", month),
            self.d.at(job, "start"),
            self.d.at(job, "in_job_until"),
        )
        column = self.d.column("days", month)
        first_day, last_day = (
            f"{quoted(DRIVERS.name)}!{address(row, column, True)}" for row in (FIRST, LAST)
        )
        begins = f"({days}>0)*({start}>={first_day})*({start}<={last_day})"
        return MonthFormulas(
            days,
            f'({days}>0)*(({last}="")+({last}>={last_day})>0)',
            begins if job.row == job.first else "0",
        )

    def _per_head(self, job: Job, month: int) -> str:
        """Benefits a head and year at the rate of a month."""
        cell, figures = self.d.at(job, "per_head"), self.d.figures
        stated = None if job.spell.rates.per_head_index is None else self._stated_per_head(job)
        if stated is None:
            return cell
        whole = figures.rate(stated)
        rate = figures.rate(stated, self.d.labels[self.d.before + month])
        return cell if whole is None else f"ROUND({cell}/{whole}*{rate},2)"

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
        bonus = f"(1+{self.d.at(job, 'bonus_pct')})"
        if job.spell.rates.tax_cap is None:
            return f"{base}*{bonus}"
        rows = range(job.first, job.first + len(job.contract.spells))
        earlier = self._earlier(job, month, rows, -self.d.before, with_bonus=True)
        left = "-".join([self.d.at(job, "tax_cap"), *earlier])
        return f"MIN({base}*{bonus},MAX(0,{left}))"

    def _seen(self, job: Job, month: int, due: Due) -> str:
        """Pay of the calendar year, of jobs for which a charge holds and since it does, that it saw
        before a job's pay of a month; empty for none.
        """
        first, with_bonus = due.charge.first, due.charge.of is ChargeOf.PAY
        since = self.org.calendar.month_of(first) if first else -self.d.before
        rows = [
            job.first + number
            for number, spell in enumerate(job.contract.spells)
            if any(one.charge.id == due.charge.id for one in spell.rates.charges)
        ]
        return "+".join(self._earlier(job, month, rows, since, with_bonus=with_bonus))

    def _earlier(
        self, job: Job, month: int, rows: Sequence[int], since: int, *, with_bonus: bool
    ) -> Iterator[str]:
        """Pay of the calendar year in some rows before a job's pay of a month: of earlier months,
        and of earlier jobs in it.
        """
        january = month - self.d.months[self.d.before + month].first.month + 1
        first = max(-self.d.before, january, since)
        if month > first:
            yield from (self._paid(run, first, month - 1, with_bonus) for run in _runs(rows))
        before = [row for row in rows if row < job.row]
        yield from (self._paid(run, month, month, with_bonus) for run in _runs(before))

    def _paid(self, rows: tuple[int, int], first: int, last: int, with_bonus: bool) -> str:
        """Base (and bonus) of some jobs and months."""
        pay = area_of_name(
            DRIVERS.name, rows[0], self.d.column("pay", first), rows[1], self.d.column("pay", last)
        )
        if not with_bonus:
            return f"SUM({pay})"
        column = HEADERS.index("bonus_pct")
        bonus = area_of_name(DRIVERS.name, rows[0], column, rows[1], column)
        return f"SUMPRODUCT({pay}*(1+{bonus}))"

    def _left(self, job: Job, month: int, part: str) -> str:
        """Share of those who are expected to be there after a part of a month."""
        first, this = (
            f"{quoted(DRIVERS.name)}!{address(FIRST, self.d.column('days', at), True)}"
            for at in (0, month)
        )
        since = f"MAX({self.d.at(job, 'start')},{first})"
        served = f"MAX(0,(YEAR({this})-YEAR({since}))*{year()}+MONTH({this})-MONTH({since})+{part})"
        return f"(1-{self.d.at(job, 'attrition')})^({served}/{year()})"

    def _one_time(self, job: Job, component: str, month: int) -> str | None:
        """What is paid once for a seat, in the month of its first day."""
        if not isinstance(job.owner, Hire):
            return None
        column = self.d.column("days", month)
        days = [f"{quoted(DRIVERS.name)}!{address(row, column, True)}" for row in (FIRST, LAST)]
        start = self.d.at(job, "start")
        if component == "equipment" or job.owner.is_contractor:
            amount = self.d.at(job, component)
        else:
            base = f"{self.d.at(job, 'annual_base')}"
            worth = f"*{self.d.month_at(job, 'worth', month)}" if self.d.worth else ""
            amount = f"{self.d.at(job, 'recruiting')}+{self.d.at(job, 'agency')}*{base}{worth}"
        found = self.d.at(job, "found_at")
        return f"IF(({found}>0)*({start}>={days[0]})*({start}<={days[1]}),ROUND({amount},2),0)"

    def _run_rates(self, jobs: Sequence[Job], component: str) -> str | None:
        """A year at what is paid when the horizon ends, net of expected leavers, on the row of
        base; ``None`` on rows of other components, and without jobs.
        """
        if component not in ("base", "contractor") or not jobs:
            return None
        return "+".join(self._run_rate(job) for job in jobs)

    def _run_rate(self, job: Job) -> str:
        """Formula of twelve months at what is paid when the horizon ends, each component rounded to
        the cent; 0 for whoever is gone.

        The tax cap counts with a twelfth a month.
        """
        base, dues = self.d.at(job, "at_end"), job.spell.rates.charges
        end = self.org.calendar.end
        if job.contract.contractor:
            fee = self.charges.on_fee(dues, end)
            return f'IF({base}="",0,{year()}*ROUND({base}{fee},2))'
        bonus, last = self.d.at(job, "bonus_pct"), self.org.calendar.months - 1
        pay = taxed = f"{base}*(1+{bonus})"
        times = self.d.month_at(job, "worth", last) if self.d.worth else "1"
        more = {
            component: (
                self.charges.on_pay(dues, component, end, pay, base, times)
                + self.charges.a_head(dues, component, end, self.d.labels[-1], MonthFormulas())
            )
            for component in ("tax", "benefits")
        }
        if job.spell.rates.tax_cap is not None:
            worth = f"*{times}" if self.d.worth else ""
            taxed = f"MIN({taxed},{self.d.at(job, 'tax_cap')}{worth}/{year()})"
        parts = (
            f"ROUND({base},2)",
            f"ROUND({base}*{bonus},2)",
            f"ROUND({taxed}*{self.d.at(job, 'tax_pct')}{more['tax']},2)",
            (
                f"ROUND({base}*{self.d.at(job, 'benefits_pct')}+"
                f"{self._per_head(job, last)}/{year()}{more['benefits']},2)"
            ),
        )
        rate = f"({'+'.join(parts)})"
        if self.d.frees(job):
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
