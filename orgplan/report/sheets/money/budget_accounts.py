"""Which accounts of Cost overview each budget line counts, and what the plan spends of it by
period.
"""

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.money.budget_variance import in_scope
from orgplan.domain import BudgetLine, Category
from orgplan.excel.write.workbook import HEADING, CellRow, Column, Sheet, TableRef
from orgplan.language import _

from ..layout import (
    HEADS,
    TEXT,
)
from .monthly_costs import Account, CostDetail

ACCOUNTS = (
    Column("account", TEXT, "Account of Cost overview", 8),
    Column("team", TEXT, "Team", 8),
    Column("role_or_course", TEXT, "Role or course", 8),
    Column("cost_centre", TEXT, "Cost centre", 8),
    Column("category", TEXT, "Budget category", 8, words=True),
    Column("cost_type", TEXT, "What is bought", 8, words=True),
)  # roles where the other tables have wide columns, too


def write_accounts(sheet: Sheet, assessment: Assessment, detail: CostDetail, top: int) -> TableRef:
    """Write the accounts of Cost overview with a column of 1 and 0 for each line: formulas of the
    lines multiply by it.

    Parameters
    ----------
    sheet
        Budget.
    assessment
        Read for the lines.
    detail
        What Cost by month says: its accounts.
    top
        Row of the header, from 0; the heading stands above.

    Returns
    -------
    TableRef
        Columns of the lines are called ``line`` with their id.
    """
    title = _("Which accounts of Cost overview each line counts (1 = it counts)")
    sheet.write(top - 1, 0, title, HEADING)
    rows: list[CellRow] = [
        [
            name,
            team,
            item,
            centre,
            *kinds,
            *(int(counts(assessment, row.line, account)) for row in assessment.budget),
        ]
        for account, name in detail.account_ids.items()
        for team, centre, item, *kinds in (account,)
    ]
    columns = list(ACCOUNTS)
    columns += [
        Column(
            f"line {row.line.id}",
            HEADS,
            "1 where the line counts the account",
            8,
            each="line <line>",
            shown=_("Line {line}", line=row.line.id),
        )
        for row in assessment.budget
    ]
    return sheet.table(
        "budget_accounts",
        columns,
        rows,
        top=top,
        about="An account of Cost overview, and the lines that count it",
    )


def counts(assessment: Assessment, line: BudgetLine, account: Account) -> bool:
    """Whether a cost of an account, in a month of the line, counts against it."""
    team, centre, _item, category, _kind = account
    return line.category in (Category.TOTAL, category) and in_scope(
        assessment.org, line.scope, team, centre
    )
