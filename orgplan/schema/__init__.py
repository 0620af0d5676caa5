"""Every sheet and column of the workbook, in and out, declared once."""
