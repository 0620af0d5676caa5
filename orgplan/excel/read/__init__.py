"""Cells of a workbook as plain values, and the faults found in them."""

from __future__ import annotations

from orgplan.excel.read.cells import ErrorValue, Grid, Raw, at, read_cells
from orgplan.excel.read.faults import (
    BadInput,
    Fault,
    Findings,
    Note,
    did_you_mean,
    listed,
    nearest,
    quote,
)
from orgplan.excel.read.file_safety import inspect_file
from orgplan.excel.read.formulas import Formulas, read_formulas
from orgplan.excel.read.numbers import (
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    NoSuchDay,
    NumberStyle,
    TwoReadings,
    Unreadable,
    number_text,
    style_of,
)
from orgplan.excel.read.sheet_scan import ScanLimits
from orgplan.excel.read.text import clean, fold, header_key, texts
from orgplan.excel.read.values import (
    is_serial,
    order_of,
    to_choice,
    to_date,
    to_flag,
    to_list,
    to_number,
    to_text,
    to_whole,
)
