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
