"""Cells and ranges by which formulas of a plan's sheets point at each other, each under the sheet
that registers it.
"""

from orgplan.excel.write.references import Ref
from orgplan.excel.write.workbook import TableRef, WorkbookWriter
from orgplan.schema.inputs import INPUT_SHEETS, input_tab

# Summary
SUMMARY_COST = Ref("cost on Summary")  # of idle, change, all
SUMMARY_HEADS = Ref("heads on Summary")

# Walk: heads
COUNTED_HEADS = Ref("word for heads in the column counted of Walk")
FIRST_PERIOD = Ref("label of the first period")
LAST_PERIOD = Ref("label of the last period")
OPENING_HEADS = Ref("heads of the organisation before the first period")
CLOSING_HEADS = Ref("heads of the organisation after the last period")

# Trade-offs
NEXT_STEPS = Ref("first of the next steps")

# Run log
INPUT_HASH = Ref("hash of the input")
SEALED_HASH = Ref("hash of the input among the control figures")
HASH_LENGTH = Ref("digits of a hash")
VERSION = Ref("version")  # of a part of the tool
WRITTEN_BY = Ref("version by which the workbook was written")
AS_OF = Ref("as-of date")
PLAN_CURRENCY = Ref("currency in which the plan was made")
GOAL_VALUE = Ref("value of a goal")  # of its name
WHEN_PLANNED = Ref("figure when the plan was made")  # of fingerprints.roster_figures, and all cost
INPUT_TOTAL = Ref(
    "hash total of a sheet of the input"
)  # of the sheet; planned_with, now, tolerance
EDITED = Ref("sheets of inputs and actions changed since")  # only where costs follow them

# Budget
BUDGET_LEFT = Ref("what is left of a budget line")  # of its id

# Cost by month
FIRST_DAYS = Ref("first day of every month")
LAST_DAYS = Ref("last day of every month")
DETAIL_MONTHS = Ref("all months of all rows of Cost by month")

# Cost overview
COST = Ref(
    "cost"
    # of all, idle, change, or a block and its key, as in kind, hire; then total, a fiscal year, or
    # run_rate
)
COST_MONTHS = Ref(
    "months of a row of cost"
)  # of what COST has, and of granted: the organisation's budget
COST_WORD = Ref("word of a row of cost")
MONTH_LABELS = Ref("label of every month")
MONTH_PERIODS = Ref("period of every month")
ACCOUNT_MONTHS = Ref("all months of all accounts")

# Exchange rates
RATE = Ref("what a unit of a currency is worth")  # of its key, over the horizon; then of a month

# Drivers: what doing nothing would cost, where that is live
IDLE_MONTHS = Ref("all months of all accounts if nothing is decided")

# Sheets of actions
ACTION_TOTAL = Ref("total of a sheet of actions")  # of the table's name and the header

# Key figures, with their values
KEY_FIGURE = Ref("figure of Key figures")  # of its row and column
ACTIONS = Ref("figure of a kind of action")  # of the kind, people or groups, and the column
SEATS = Ref("figure of seats asked for")  # of the request's number and the column


def input_tables(book: WorkbookWriter) -> dict[str, TableRef]:
    """Input sheet → its table, for those that a book has.

    Parameters
    ----------
    book
        A workbook whose inputs are written.

    Returns
    -------
    dict[str, TableRef]
        By the key of the input sheet, in the order of the template; sheets that it has not are left
        out.
    """
    tables = {written.table.sheet: written.table for written in book.tables.values()}
    return {spec.key: tables[input_tab(spec)] for spec in INPUT_SHEETS if input_tab(spec) in tables}
