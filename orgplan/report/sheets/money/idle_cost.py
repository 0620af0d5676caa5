"""What doing nothing would cost, live: the roster's pay on Cost by month, corrected for those about
which the plan decides something.
"""

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.budget_variance import in_scope
from orgplan.domain import BudgetLine, Category, Plan
from orgplan.excel.write.live import sum_where
from orgplan.excel.write.workbook import (
    HEADING,
    Cell,
    CellRow,
    Column,
    Sheet,
    TableRef,
)
from orgplan.language import _

from .. import refs
from ..layout import HEADS, LIVE_PRICE, PRICE, TEXT, units
from .cost_by_month import RUN_RATE
from .drivers import NOTHING_DECIDED, Drivers
from .monthly_costs import ROSTER, Account, CostDetail, MonthlyCosts, gather
from .pay_formulas import PayFormulas

ACCOUNT = (
    Column("account", TEXT, "Account of Cost overview, or one that the plan empties", 9),
    Column("team", TEXT, "Team", 16),
    Column("cost_centre", TEXT, "Cost centre", 12),
    Column("role_or_course", TEXT, "Role that is paid", 20),
    Column("category", TEXT, "Budget category", 9, words=True),
    Column("cost_type", TEXT, "What is bought", 9, words=True),
)
ENTITY = Column("id", TEXT, "Person or group that a decision of the plan concerns", 9)
COMPONENT = Column(
    "component", TEXT, "What is paid; taken off where the plan pays it", 11, words=True
)


def write_idle(
    sheet: Sheet, assessment: Assessment, drivers: Drivers, detail: CostDetail, top: int
) -> None:
    """Write both tables under Drivers: what the plan changes of pay, and the sums by account.

    Parameters
    ----------
    sheet
        Drivers, with its own table written.
    assessment
        Its ledger, and that of doing nothing.
    drivers
        Jobs of the plan, and of doing nothing where the plan changes them.
    detail
        What Cost by month says, from which the rest is taken.
    top
        First free row, from 0.
    """
    _IdleCost(assessment, drivers, detail, sheet.book.table("cost")).write(sheet, top)


class _IdleCost:
    def __init__(
        self, assessment: Assessment, drivers: Drivers, detail: CostDetail, table: TableRef
    ) -> None:
        self.a, self.table = assessment, table
        self.pay, self.labels = PayFormulas(drivers), detail.bands.labels
        plan = assessment.plan
        touched = set(plan.of_person)
        if plan.group_actions:
            touched |= {group.id for group in assessment.org.groups}
        self.idle = gather(Assessment(assessment.org, Plan()))
        self.changed = [line for line in self.idle if line.entity in touched]
        self.replaced = [
            (number, line)
            for number, line in enumerate(detail.lines)
            if line.entity in touched and line.action is None
        ]
        self.ids = dict(detail.account_ids)
        for line in self.idle:
            self.ids.setdefault(line.account, f"N-{len(self.ids) + 1:03}")

    def write(self, sheet: Sheet, top: int) -> None:
        """Write what the plan changes in pay, then the cost of doing nothing by account.

        Parameters
        ----------
        sheet
            Drivers.
        top
            First free row, from 0.
        """
        sheet.write(
            top,
            0,
            _(
                "If nothing is decided: pay of everybody the plan decides on, less what the plan"
                " pays them"
            ),
            HEADING,
        )
        months = [
            Column(label, LIVE_PRICE, "Cost of the month", 10, each="<month>")
            for label in self.labels
        ]
        rate = Column(RUN_RATE, LIVE_PRICE, "A year at what is paid at the end", 10)
        rows = [*map(self._idle_row, self.changed), *map(self._plan_row, self.replaced)]
        changes = sheet.table(
            "idle_changes",
            (ENTITY, *ACCOUNT, COMPONENT, rate, *months),
            rows,
            top=top + 1,
            about="Pay that the plan changes",
        )
        below = changes.below + 2
        sheet.write(below, 0, _("If nothing is decided, by account"), HEADING)
        flags = [
            Column(f"line {row.line.id}", HEADS, "1 where the line counts the account", 8,
                each="line <line>", shown=_("Line {line}", line=row.line.id))
            for row in self.a.budget
        ]  # fmt: skip
        accounts = sheet.table(
            "idle_accounts",
            (*ACCOUNT, *flags, *months),
            [self._account(account, changes) for account in self.ids],
            top=below + 1,
            about="Cost of an account if nothing is decided",
        )
        left = len(ACCOUNT) + len(flags)
        last = left + len(self.labels) - 1
        sheet.register_range(refs.IDLE_MONTHS, accounts.first, left, accounts.last, last)

    def _idle_row(self, line: MonthlyCosts) -> CellRow:
        """A row of pay if nothing is decided: formulas over the jobs of that basis, values where
        there are none.
        """
        found = self.pay.row(line, NOTHING_DECIDED)
        cells = (
            Cell(units(cents), PRICE) if live is None else live.formula
            for live, cents in zip(found, (line.run_rate, *line.months), strict=True)
        )
        return [line.entity, self.ids[line.account], *line.account, line.component, *cells]

    def _plan_row(self, numbered: tuple[int, MonthlyCosts]) -> CellRow:
        """The row of the plan that such a row takes the place of, taken off."""
        number, line = numbered
        table = self.table

        less = ((-table.at(number, header)).formula for header in (RUN_RATE, *self.labels))
        return [line.entity, self.ids[line.account], *line.account, line.component, *less]

    def _account(self, account: Account, changes: TableRef) -> CellRow:
        """An account if nothing is decided: pay of the roster in the plan, and what the plan
        changes about it.
        """
        detail, name = self.table, self.ids[account]
        own, changed = (detail["account"], name), (changes["account"], name)
        months = [
            (
                sum_where(detail[label], own, (detail["kind"], ROSTER))
                + sum_where(changes[label], changed)
            ).formula
            for label in self.labels
        ]
        flags = [int(self._counts(row.line, account)) for row in self.a.budget]
        return [name, *account, *flags, *months]

    def _counts(self, line: BudgetLine, account: Account) -> bool:
        team, centre, _, category, _ = account
        return line.category in (Category.TOTAL, category) and in_scope(
            self.a.org, line.scope, team, centre
        )
