"""Schedules under Cost overview: what the plan would cost if one thing were otherwise, capitalised
pay, bonuses that are owed.
"""

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.cost_drivers import PAY_FOR_TIME
from orgplan.analysis.money.sensitivities import MOST_HEADS, sensitivities
from orgplan.domain import Team
from orgplan.excel.write.workbook import (
    HEADING,
    Cell,
    CellRow,
    Column,
    Content,
    Formula,
    Sheet,
    address,
)
from orgplan.finance.ledger import accrued
from orgplan.finance.pay import LEAVERS, whole
from orgplan.language import _

from .. import refs
from ..layout import (  # fmt: skip
    LIVE_PRICE,
    LIVE_SHARE,
    PRICE,
    SHARE,
    TEXT,
    units,
)
from .drivers import Drivers
from .monthly_costs import CostDetail

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
    Column("capitalised", LIVE_PRICE,
        "Capitalised in the horizon; what is left of its pay is expensed"),
)  # fmt: skip
WORKED = (*PAY_FOR_TIME, LEAVERS)


def write_schedules(
    sheet: Sheet,
    assessment: Assessment,
    detail: CostDetail,
    drivers: Drivers | None,
    rows: tuple[int, int],
    total: str,
) -> int:
    """Write them one under the other, the first one beside a chart.

    Parameters
    ----------
    sheet
        Cost overview.
    assessment
        The plan that is repriced, with what is owed and capitalised.
    detail
        What Cost by month says.
    drivers
        Cells that pay is worked out from; ``None`` writes values.
    rows
        First row of the narrow one, and first row below the chart.
    total
        The cell of all cost.

    Returns
    -------
    int
        First free row below.
    """
    beside, below = rows
    writer = _Schedules(sheet, assessment, detail, drivers, total)
    return writer.accruals(writer.capitalised(max(below, writer.sensitivities(beside) + 1)))


class _Schedules:
    def __init__(
        self,
        sheet: Sheet,
        assessment: Assessment,
        detail: CostDetail,
        drivers: Drivers | None,
        total: str,
    ) -> None:
        self.sheet, self.a, self.drivers, self.total = sheet, assessment, drivers, total
        self.lines, self.labels, self.rows = (
            detail.lines,
            detail.bands.labels,
            sheet.book.table("cost"),
        )

    def sensitivities(self, row: int) -> int:
        """The same plan if a few things were otherwise; the changes are values, their totals live.

        Returns the next free row.
        """
        if len(self.a.org.people) + len(self.a.plan.hires) > MOST_HEADS:
            return row
        self.sheet.write(
            row,
            0,
            _(
                "What if: the same plan, repriced under other assumptions when it was written; "
                "`orgplan recost` reprices it"
            ),
            HEADING,
        )
        now = sum(line.cents for line in self.a.costs)
        rows: list[CellRow] = []
        for label, cents in sensitivities(self.a.org, self.a.plan, self.a.costs):
            text = f"={self.total}+{address(row + 2 + len(rows), 1)}"
            rows.append([label, units(cents), Formula(text, units(now + cents))])
        return (
            self.sheet.table(
                "sensitivities",
                SENSITIVITIES,
                rows,
                top=row + 1,
                about="What the plan would cost if one thing were otherwise",
            ).below
            + 1
        )

    def capitalised(self, row: int) -> int:
        """What of each team's pay is capitalised, where Teams states a share.

        Returns the next free row.
        """
        teams = [team for team in self.a.org.teams if team.capitalised]
        if not teams:
            return row
        self.sheet.write(
            row,
            0,
            _(
                "Capitalised: the share that Teams states of a team's pay for work (no severance, "
                "no short time)"
            ),
            HEADING,
        )
        rows = [self._of_team(team, row + 2 + at) for at, team in enumerate(teams)]
        months = (
            Column(label, LIVE_PRICE, "Capitalised in the month", 11, each="<month>", shown=label)
            for label in self.labels
        )
        table = self.sheet.table(
            "capitalised",
            (*CAPITALISED, *months),
            rows,
            top=row + 1,
            about="A team whose pay is capitalised in part",
        )
        return table.below + 1

    def _of_team(self, team: Team, at: int) -> CellRow:
        """What is capitalised of a team's work: its share of pay, each month rounded to the
        cent.
        """
        place, cell = self.a.org.teams.index(team), None
        if self.drivers is not None:
            cell = self.drivers.cells.cell("Teams", place, "capitalised_pct")
        share: Content | Cell = Cell(team.capitalised, SHARE)
        if cell:
            share = Formula(f"={cell}", team.capitalised)
        detail, head, named = self.rows, len(CAPITALISED), self.sheet.book.refs
        words = [refs.COST_WORD["component", name] for name in WORKED]
        words = [word for word in words if word in named]
        lines = [line for line in self.lines if line.team == team.id and line.component in WORKED]
        cents = [
            whole(sum(line.months[month] for line in lines) * team.capitalised)
            for month in range(len(self.labels))
        ]
        months: list[Content] = []
        for label, amount in zip(self.labels, cents, strict=True):
            own = f"{detail[label]},{detail['team']},{address(at, 0, True)},{detail['component']}"
            sums = "+".join(f"SUMIFS({own},{named[word]})" for word in words)
            months.append(Formula(f"=ROUND(({sums})*{address(at, 1)},2)", units(amount)))
        span = f"{address(at, head)}:{address(at, head + len(cents) - 1)}"
        return [team.id, share, Formula(f"=SUM({span})", units(sum(cents))), *months]

    def accruals(self, row: int) -> int:
        """Bonuses that are paid in months of their own: what is owed when each month ends; earned
        and paid are values. Returns the next free row.
        """
        before, *months = accrued(self.a.org, self.a.plan) or (None,)
        if before is None or not any(any(one[1:]) for one in (before, *months)):
            return row
        self.sheet.write(
            row,
            0,
            _(
                "Bonuses that are paid in months of their own, of people and seats: earned, paid, "
                "and owed when the month ends"
            ),
            HEADING,
        )
        rows: list[CellRow] = []
        owed = before.owed
        for label, one in zip(self.labels, months, strict=True):
            at = row + 2 + len(rows)
            opening: Content = (
                Formula(f"={address(at - 1, 5)}", units(owed)) if rows else units(owed)
            )
            rates = one.owed - owed - one.earned + one.paid
            sums = "+".join(address(at, column) for column in (1, 2, 4))
            closing = Formula(f"={sums}-{address(at, 3)}", units(one.owed))
            rows.append([label, opening, units(one.earned), units(one.paid), units(rates), closing])
            owed = one.owed
        table = self.sheet.table(
            "accruals", ACCRUALS, rows, top=row + 1, about="Bonuses that are owed"
        )
        return table.below + 1
