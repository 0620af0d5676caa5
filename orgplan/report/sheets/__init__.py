"""One module for each sheet of the plan workbook, and their layout."""
