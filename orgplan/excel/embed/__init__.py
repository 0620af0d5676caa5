"""The plan put into a workbook of the user's own: whole sheets named ``op_…``, and nothing else of
the file is touched.

A spreadsheet library that opens and saves a workbook loses what it does not know (slicers,
sparklines, threaded comments, macros …). So nothing is opened: the parts of the plan workbook are
added to the user's archive as they are, under names and numbers that are free there, and every part
of the user's stays as it is, byte for byte. Only four parts are edited, by inserting text: the
content types, the workbook, its relations, and the styles, which only grow. `put.py` is the table
of contents.
"""
