"""Cells of a workbook as plain values, and the faults found in them."""

from .cells import ErrorValue, Grid, Raw, at, read_cells
from .faults import (
    BadInput,
    Fault,
    Findings,
    Note,
    did_you_mean,
    in_lines,
    listed,
    nearest,
    quote,
)
from .file_safety import inspect_file
from .formulas import Formulas, read_formulas
from .numbers import (
    CURRENCY_CODES,
    CURRENCY_SIGNS,
    NoSuchDay,
    NumberStyle,
    TwoReadings,
    Unreadable,
    number_text,
    style_of,
)
from .sheet_scan import ScanLimits
from .text import clean, fold, header_key, texts
from .values import (
    choice_in_words,
    is_serial,
    month_in,
    order_of,
    to_choice,
    to_date,
    to_flag,
    to_list,
    to_number,
    to_text,
    to_whole,
)
