"""Tables in sheets: where the header stands, what its columns mean, and rows that read their own
cells.
"""
