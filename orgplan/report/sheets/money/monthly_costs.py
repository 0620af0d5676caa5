"""Rows of Cost by month: what each person, seat and course costs by month and component, and the
accounts to which they add up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
)
from orgplan.excel.write.live import Live, sum_where, total
from orgplan.excel.write.workbook import (
    Formula,
    address,
)
from orgplan.finance.ledger import CATEGORY
from orgplan.finance.pay import LEAVERS
from orgplan.finance.rates import may_free
from orgplan.language import N_

from .drivers import follows_inputs

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


OTHERS = "*"  # id of a row for all of a team and role that nothing concerns


KEPT = (
    "base",
    "contractor",
    "recruiting",
    LEAVERS,
)  # shown even where they come to nothing: nobody drops out of the sheet


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
        """First and last column of the months, where the total stands in column `left`: years and
        the run rate lie between.

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

    def sums(self, months: Live, year_of: Live, left: int, header: int) -> list[Formula]:
        """Total and fiscal years of a row of months, live.

        Parameters
        ----------
        months
            Figures of every month of the horizon.
        year_of
            Above them, the fiscal year of each.
        left
            Column of the total, from 0.
        header
            Row with the headers, among them the years.

        Returns
        -------
        list[Formula]
            The total, then each fiscal year.
        """
        years = (
            sum_where(months, (year_of, Live(address(header, column, True), year)))
            for column, year in enumerate(self.years, left + 1)
        )
        return [total(months).formula, *(of_year.formula for of_year in years)]


@dataclass(frozen=True)
class CostDetail:
    """What Cost by month says.

    Attributes
    ----------
    lines
        Its rows, in order.
    bands
        Fiscal years and months.
    account_ids
        Account → its id.
    """

    lines: tuple[MonthlyCosts, ...]
    bands: Bands
    account_ids: Mapping[Account, str]

    @classmethod
    def of(cls, assessment: Assessment) -> CostDetail:
        """That of a plan."""
        org, lines = assessment.org, gather(assessment)
        order = {team.id: number for number, team in enumerate(org.teams)}
        accounts = sorted({line.account for line in lines}, key=lambda a: (order[a[0]], *a[1:]))
        ids = {account: f"A-{number:03}" for number, account in enumerate(accounts, 1)}
        return cls(lines, Bands.of(org), ids)


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
    """The rows of the sheet: those of :func:`itemised`, or in a large organisation one for all of a
    role and team about which nothing is decided.

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
    """Ids of the people without a decision, who are there from the first day of the
    horizon to the last and after.

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
    """The ledger with a row for each entity, action, account and component; the run rate is on the
    row of the pay that continues.

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
    """Whether expected leavers may come to free pay of a job: who stays after all, or an attrition
    of 0 that is typed over.
    """
    org = assessment.org
    person, hire = org.person.get(entity), assessment.plan.actions.get(entity)
    if person is not None and not person.is_group:
        places = (person.location, *(one.location for one in org.relocations_of.get(entity, ())))
        return person.end_date is not None or any(
            may_free(org, (entity, team, role, place), person.attrition) for place in places
        )
    return isinstance(hire, Hire) and may_free(org, (team, role, hire.location))


def has_run_rate(line: MonthlyCosts, org: Organisation) -> bool:
    """Whether the run rate of its pay stands on a row; of pay that several cost centres share, on
    one of them.

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
