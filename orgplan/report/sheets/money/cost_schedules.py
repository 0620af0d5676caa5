"""Schedules under Cost overview: what the plan would cost if one thing were otherwise, capitalised
pay, bonuses that are owed.
"""

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.cost_drivers import PAY_FOR_TIME
from orgplan.analysis.money.sensitivities import MOST_HEADS, sensitivities
from orgplan.domain import Team
from orgplan.excel.write.live import Live, plus, sum_where, total
from orgplan.excel.write.tables import LiveRow, LiveRows
from orgplan.excel.write.workbook import (
    HEADING,
    Cell,
    Column,
    Sheet,
    address,
)
from orgplan.finance.ledger import accrued
from orgplan.finance.pay import LEAVERS
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
    follows: bool,
    rows: tuple[int, int],
    all_cost: Live,
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
    follows
        Whether cost follows the inputs.
    rows
        First row of the narrow one, and first row below the chart.
    all_cost
        The cell of all cost.

    Returns
    -------
    int
        First free row below.
    """
    beside, below = rows
    writer = _Schedules(sheet, assessment, detail, follows, all_cost)
    return writer.accruals(writer.capitalised(max(below, writer.sensitivities(beside) + 1)))


class _Schedules:
    def __init__(
        self,
        sheet: Sheet,
        assessment: Assessment,
        detail: CostDetail,
        follows: bool,
        all_cost: Live,
    ) -> None:
        self.sheet, self.a, self.follows, self.all_cost = sheet, assessment, follows, all_cost
        self.labels, self.rows = detail.bands.labels, sheet.book.table("cost")

    def sensitivities(self, row: int) -> int:
        """The same plan if a few things were otherwise; the changes are values, their totals live.

        Returns the next free row.
        """
        if len(self.a.org.people) + len(self.a.plan.hires) > MOST_HEADS:
            return row
        self.sheet.write(
            row,
            0,
            _("What if: the same plan, repriced under other assumptions when it was written"),
            HEADING,
        )
        rows = LiveRows(SENSITIVITIES, row + 1)
        for label, cents in sensitivities(self.a.org, self.a.plan, self.a.costs):
            line = rows.add({"what_if": label, "change": units(cents)})
            line["cost_then"] = self.all_cost + line["change"]
        return (
            self.sheet.table(
                "sensitivities",
                SENSITIVITIES,
                rows.cells,
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
        months = (
            Column(label, LIVE_PRICE, "Capitalised in the month", 11, each="<month>", shown=label)
            for label in self.labels
        )
        columns = (*CAPITALISED, *months)
        rows = LiveRows(columns, row + 1)
        for team in teams:
            self._fill(rows.add({"capitalised_team": team.id}), team)
        table = self.sheet.table(
            "capitalised",
            columns,
            rows.cells,
            top=row + 1,
            about="A team whose pay is capitalised in part",
        )
        return table.below + 1

    def _fill(self, row: LiveRow, team: Team) -> None:
        """What is capitalised of a team's work: its share of pay, each month rounded to the
        cent.
        """
        teams = refs.input_tables(self.sheet.book).get("Teams") if self.follows else None
        row["capitalised_pct"] = Cell(team.capitalised, SHARE)
        if teams is not None:
            row["capitalised_pct"] = teams.at(self.a.org.teams.index(team), "capitalised_pct")
        detail, named = self.rows, self.sheet.book.refs
        own = detail["team"], Live(address(row.at, 0, True), team.id)
        words = [refs.COST_WORD["component", name] for name in WORKED]
        words = [word for word in words if word in named]
        for label in self.labels:
            sums = [
                sum_where(detail[label], own, (detail["component"], named[word])) for word in words
            ]
            row[label] = (plus(sums) * row["capitalised_pct"]).rounded(2)
        row["capitalised"] = total(row.span(self.labels[0], self.labels[-1]))

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
        rows = LiveRows(ACCRUALS, row + 1)
        owed = before.owed
        for label, one in zip(self.labels, months, strict=True):
            opening = rows.above["owed"] if len(rows) else units(owed)
            line = rows.add({"accrual_month": label, "owed_before": opening})
            line["earned"], line["paid_out"] = units(one.earned), units(one.paid)
            line["exchange"] = units(one.owed - owed - one.earned + one.paid)
            gained = line["owed_before"] + line["earned"] + line["exchange"]
            line["owed"] = gained - line["paid_out"]
            owed = one.owed
        table = self.sheet.table(
            "accruals", ACCRUALS, rows.cells, top=row + 1, about="Bonuses that are owed"
        )
        return table.below + 1
