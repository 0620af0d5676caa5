"""Workbooks, worksheets, styles, charts and formulas, written and saved whole."""
