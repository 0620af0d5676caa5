"""Cells and ranges by which formulas of a plan's sheets point at each other, each under the sheet that registers it."""

from orgplan.excel.write.references import Ref

# Summary
SUMMARY_COST = Ref("cost on Summary")  # of idle, change, all
SUMMARY_HEADS = Ref("heads on Summary")

# Walk: heads
COUNTED_HEADS = Ref("word for heads in the column counted of Walk")
FIRST_PERIOD = Ref("label of the first period")
LAST_PERIOD = Ref("label of the last period")
OPENING_HEADS = Ref("heads of the organisation before the first period")
CLOSING_HEADS = Ref("heads of the organisation after the last period")

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
