"""Org capability planner: a workbook in, a proven hiring and upskilling plan out."""
