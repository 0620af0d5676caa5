"""Files of other people and systems, understood: what each sheet and column is, what is drafted,
and what is open.
"""
