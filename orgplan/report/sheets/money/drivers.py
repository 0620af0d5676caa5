"""Drivers: what pay is made of, a row for each job of a person or seat, live over the sheets of the
input; Cost by month is worked out from it.

Each month has the share of its days that is paid, and the pay agreed for them, not rounded. What
stays a value in Cost by month, and why, is in ``docs/finance.md``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orgplan.analysis.assessment import Assessment
from orgplan.domain import Hire, Organisation, Person, Plan
from orgplan.excel.write.live import Live
from orgplan.excel.write.workbook import (
    Column,
    Look,
    Number,
    Style,
    TableRef,
    WorkbookWriter,
    address,
    quoted,
)
from orgplan.finance.contracts import NOTHING, Contract, Spell, contract_of_person, contract_of_seat
from orgplan.finance.months import months_from
from orgplan.finance.rates import may_free

from ..layout import BODY, TEXT
from ..pages import DRIVERS
from .driver_cells import MONTHS_A_YEAR, InputFigures, constant
from .driver_charges import (
    has_formula,
    of_year,
)

LIVE = Style(Look.FORMULA, Number.GENERAL)
LIVE_DATE = Style(Look.FORMULA, Number.DATE)
LIVE_CENTS = Style(Look.FORMULA, Number.CENTS)
FIRST, LAST, TOP = BODY, BODY + 1, BODY + 2
PLAN, NOTHING_DECIDED = "plan", "if nothing is decided"
MOST_JOBS = (
    2_000  # beyond it values stay: a workbook with that many formulas is slow to open and to write
)
LEAD = (
    Column("id", TEXT, "Person or seat", 9),
    Column("basis", TEXT, "Whether the row is of the plan, or of doing nothing where the plan "
                          "decides something about the person", 10, words=True),
    Column("role", TEXT, "Role that is paid", 20),
    Column("team", TEXT, "Team on which it is booked", 16),
    Column("found_at", LIVE, "Row of the person on Input Roster, or of the seat on Hiring plan; 0 "
                             "where it was taken off", 8),
    Column("start", LIVE_DATE, "First day of employment", 11),
    Column("employed_until", LIVE_DATE, "Last day of employment, where one is known", 11),
    Column("first_day", LIVE_DATE, "First day of the job", 11),
    Column("in_job_until", LIVE_DATE, "Last day of the job, where one is known", 11),
    Column("base_salary", LIVE_CENTS, "Annual base as it was typed, in its own currency", 12),
    Column("rate_at", LIVE, "Row of Exchange rates that converts it; 1 is the plan's currency", 8),
    Column("annual_base", LIVE_CENTS,
        "Annual base in plan currency, of a contractor with the premium", 12),
    Column("merit_pct", LIVE, "Yearly raise", 9),
    Column("merit_month", LIVE, "Month of the raise", 9),
    Column("first_raise", LIVE, "Year of the first raise that counts", 9),
    Column("bonus_pct", LIVE, "Bonus as a share of base", 9),
    Column("tax_pct", LIVE, "Employer tax as a share of base and bonus", 9),
    Column("tax_cap", LIVE_CENTS, "Base and bonus of a calendar year above which no tax is due",
        11),
    Column("benefits_pct", LIVE, "Benefits as a share of base", 9),
    Column("per_head", LIVE_CENTS, "Benefits a head and year", 10),
    Column("attrition", LIVE, "Yearly share of pay that expected leavers free", 9),
    Column("recruiting", LIVE_CENTS, "Cost of a hire beside the agency", 11),
    Column("agency", LIVE, "Expected fee of an agency as a share of base", 9),
    Column("equipment", LIVE_CENTS, "Equipment of a seat", 11),
    Column("at_end", LIVE_CENTS,
        "Base of a full month when the horizon ends; blank for those who are gone", 11),
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
    """Whether pay of a contract has a formula: no short time, no bonus (nor 13th salary) that is
    paid in a month of its own.

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
    """Whether costs are formulas over the inputs: not where there are too many people and seats, so
    that a workbook of them is slow.

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
    """Jobs in their rows, and the cells in which what they are paid stands.

    Parameters
    ----------
    hires, moves, exits
        The tables of the plan's sheets on which pay and days of actions stand, in the order of
        the actions.
    """

    def __init__(
        self,
        assessment: Assessment,
        book: WorkbookWriter,
        hires: TableRef,
        moves: TableRef | None,
        exits: TableRef | None,
    ) -> None:
        self.org: Organisation = assessment.org
        self.plan: Plan = assessment.plan
        self.exchange = book.find("exchange_rates")
        self.figures, self.hires = InputFigures(assessment.org, book), hires
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
        """Contracts by basis: of everybody and every seat under the plan, then of those for which
        the plan decides, as if it did not.
        """
        org, actions = self.org, self.plan.of_person
        named = [person for person in org.people if not person.is_group]
        for person in named:
            yield (
                PLAN,
                person.id,
                contract_of_person(org, person, actions.get(person.id, NOTHING)),
                person,
            )
        for hire in self.plan.hires:
            yield PLAN, hire.id, contract_of_seat(org, hire), hire
        for person in named:
            if person.id in actions:
                yield NOTHING_DECIDED, person.id, contract_of_person(org, person), person

    def frees(self, job: Job) -> bool:
        """Whether attrition frees pay of a job, or would if no last day were known or it were not
        typed as 0.

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
            As :func:`orgplan.report.sheets.money.monthly_costs.job_key` makes it.
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


def year() -> Live:
    """Cell of the months of a year."""
    return constant(MONTHS_A_YEAR)


def scopes_of(job: Job) -> tuple[str | None, ...]:
    """Scopes of assumptions, the most specific first.

    Parameters
    ----------
    job
        A row of Drivers.

    Returns
    -------
    tuple[str or None, ...]
        Person (seats have none), team, role, location; for
        :meth:`orgplan.report.sheets.money.driver_cells.InputFigures.norm`.
    """
    spell, owner = job.spell, job.owner
    own = (owner.id,) if isinstance(owner, Person) else ()
    return (*own, spell.team, spell.role, spell.location)
