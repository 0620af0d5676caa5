"""Cells of a workbook as plain values, and the faults found in them."""
