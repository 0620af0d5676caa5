"""What all sheets of a plan share: their order, their heads, and the styles of cells by who answers
for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from orgplan.excel.write.live import Live, choose, joined
from orgplan.excel.write.workbook import (
    HEADING,
    NOTE,
    TITLE,
    Fill,
    Look,
    Number,
    Sheet,
    Style,
    address,
    quoted,
)
from orgplan.language import N_, _, in_a_row

from .pages import Page

TITLE_HEIGHT = 24.0
BODY = 4  # first row below a sheet's head
ACTIONS_TOP = (
    BODY + 1
)  # header of the tables of actions; the totals stand above, where a longer table can't reach them
RULES_TOP = BODY + 1  # header of the rules in force

TEXT = Style(Look.TOOL)
LONG = Style(Look.TOOL, wrap=True)
DATE = Style(Look.TOOL, Number.DATE)
HEADS = Style(Look.TOOL, Number.INTEGER)
FTE = Style(Look.TOOL, Number.DECIMAL)
PRICE = Style(Look.TOOL, Number.MONEY)
LABEL = Style()
STRONG = Style(bold=True)
LEADING = Style(Look.LEAD)
HEADER = Style(Look.HEADER)
FIGURES = Style(Look.FIGURE)
LIVE = Style(Look.FORMULA)
LIVE_HEADS = Style(Look.FORMULA, Number.INTEGER)
LIVE_FTE = Style(Look.FORMULA, Number.DECIMAL)
LIVE_PRICE = Style(Look.FORMULA, Number.MONEY)
SHARE = Style(Look.TOOL, Number.PERCENT)
LIVE_SHARE = Style(Look.FORMULA, Number.PERCENT)
SUM_HEADS = Style(Look.FORMULA, Number.INTEGER, bold=True)
SUM_FTE = Style(Look.FORMULA, Number.DECIMAL, bold=True)
SUM_PRICE = Style(Look.FORMULA, Number.MONEY, bold=True)
FLAG = Style(Look.FORMULA, bold=True)


class Link(StrEnum):
    """Names of single cells that sheets and workbooks of the user's may point at: they stay when
    rows move.

    At most ten, none is ever dropped.

    Each has a `meaning`, for the docs.
    """

    meaning: str

    def __new__(cls, name: str, meaning: str) -> Link:
        """A name, and what its cell holds."""
        link = str.__new__(cls, name)
        link._value_, link.meaning = name, meaning
        return link

    STATUS = "op_Status", "how the search ended, in words"
    CHECKS = "op_Checks", '"all PASS", or how many checks FAIL'
    TOTAL_COST = "op_TotalCost", "all cost in the horizon, plan currency"
    PLAN_COST = "op_PlanCost", "of which what is decided"
    ONE_TIME_COST = "op_OneTimeCost", "of which one-time"
    RUN_RATE = "op_RunRate", "what is decided, a year, once all of it is in place"
    HEADCOUNT = "op_Headcount", "heads at the end of the horizon"
    HIRES = "op_Hires", "heads hired in the horizon"
    MUSTS_MET = (
        "op_MustsMet",
        "share of the needs that must be met, over all periods, that the plan meets",
    )


ALL_PASS = N_("all PASS")


@dataclass(frozen=True)
class Verdict:
    """What the checks come to.

    Attributes
    ----------
    words
        As the tool worked it out: shown until the program calculates.
    checked
        How many checks compare two figures.
    """

    words: str
    checked: int


def write_head(sheet: Sheet, page: Page, verdict: Verdict, currency: str) -> None:
    """Title, explanation, and the verdict of all checks as a live cell.

    Parameters
    ----------
    sheet
        The sheet of the page; rows 0 to 2 are written.
    page
        Gives title and explanation.
    verdict
        What the checks come to.
    currency
        Said on pages with money alone.
    """
    sheet.write(0, 0, page.name, TITLE)
    sheet.height(0, TITLE_HEIGHT)
    amounts = _("Amounts in {currency}.", currency=currency) if page.money else ""
    note = _("{about}. {note}", about=_(page.about), note=_(page.note))
    sheet.prose(1, in_a_row((note, amounts)), NOTE)
    write_flag(sheet, 2, 0, verdict)


def write_doubt(sheet: Sheet, text: str) -> None:
    """What the verdict of the checks says nothing about, in the row below it.

    Parameters
    ----------
    sheet
        A sheet with a head.
    text
        In words; empty where there is nothing.
    """
    if text:
        sheet.write(3, 2, text, Style(fill=Fill.WARN, bold=True))


def write_folded(sheet: Sheet, row: int, heading: str) -> None:
    """Heading of rows that are folded, which says how they open.

    Parameters
    ----------
    sheet
        The sheet with the rows.
    row
        Row of the heading, from 0.
    heading
        What the folded rows are, translated already.
    """
    sheet.write(row, 0, _("{heading} (folded: + at the left opens it)", heading=heading), HEADING)


def write_flag(sheet: Sheet, row: int, column: int, verdict: Verdict) -> None:
    """The verdict of all checks as a live cell, coloured: that the figures agree, which is not to
    say that every need is met.

    Parameters
    ----------
    sheet
        The sheet that shows it.
    row, column
        Of the cell, from 0; the colour takes in the next column too.
    verdict
        What they come to.
    """
    agreed = _("Arithmetic checked: {checked} of {checked} figures agree", checked=verdict.checked)
    checks = Live(Link.CHECKS, verdict.words)
    shown = choose(checks.equals(_(ALL_PASS)), agreed, joined(f"{_('Checks:')} ", checks))
    sheet.write(row, column, shown, FLAG)
    cell = address(row, column, absolute=True)
    where = area(row, column, row, column + 1)  # the words reach into the next cell
    sheet.colour_where(where, f'=ISNUMBER(SEARCH("{_("FAIL")}",{cell}))', Fill.BAD)
    sheet.colour_where(where, f'=ISNUMBER(SEARCH("{_("CHANGED")}",{cell}))', Fill.WARN)
    sheet.colour_where(where, f'={cell}="{agreed}"', Fill.GOOD)


def cell_of(sheet: Sheet, row: int, column: int) -> str:
    """Absolute address of a cell with its sheet.

    Parameters
    ----------
    sheet
        The sheet of the cell.
    row, column
        From 0.

    Returns
    -------
    str
        The name of the sheet is quoted where it has to be.
    """
    return f"{quoted(sheet.name)}!{address(row, column, absolute=True)}"


def area(first_row: int, first_column: int, last_row: int, last_column: int) -> str:
    """A1 range of its corners, rows and columns counted from 0, without sheet or dollar signs.

    Parameters
    ----------
    first_row, first_column, last_row, last_column
        Both corners belong to it.

    Returns
    -------
    str
        For a sheet's own formulas and colours.

    Examples
    --------
    >>> area(1, 0, 4, 2)
    'A2:C5'
    """
    return f"{address(first_row, first_column)}:{address(last_row, last_column)}"


def area_of(
    sheet: Sheet, first_row: int, first_column: int, last_row: int, last_column: int
) -> str:
    """Absolute A1 range with its sheet.

    Parameters
    ----------
    sheet
        The sheet of the range.
    first_row, first_column, last_row, last_column
        Both corners belong to it, from 0.

    Returns
    -------
    str
        For formulas of other sheets.
    """
    return area_of_name(sheet.name, first_row, first_column, last_row, last_column)


def area_of_name(
    sheet: str, first_row: int, first_column: int, last_row: int, last_column: int
) -> str:
    """The same of a sheet by its name.

    Parameters
    ----------
    sheet
        Name of the sheet, not quoted.
    first_row, first_column, last_row, last_column
        Both corners belong to it, from 0.

    Returns
    -------
    str
        For sheets that are not written yet.
    """
    corners = ((first_row, first_column), (last_row, last_column))
    ends = ":".join(address(row, column, absolute=True) for row, column in corners)
    return f"{quoted(sheet)}!{ends}"


def units(cents: float) -> float:
    """Cents as units of the currency.

    Parameters
    ----------
    cents
        May have fractions of a cent.

    Returns
    -------
    float
        Rounded to the cent.

    Examples
    --------
    >>> units(123456.4)
    1234.56
    """
    return round(cents / 100, 2)
