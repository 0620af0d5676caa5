"""How cells look: who wrote them, how numbers are shown, what a fill means."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Look(StrEnum):
    """Who is responsible for a cell, or what it is for."""

    PLAIN = "plain"  # labels and text
    INPUT = "input"
    FORMULA = "formula"
    TOOL = "tool"
    HEADER = "header"  # column header
    FIGURE = "figure"  # column header over figures, to the right as they are
    UPRIGHT = "upright"  # column header written upwards
    TITLE = "title"  # headline of a sheet
    HEADING = "heading"  # headline of a part
    LEAD = "lead"  # the sentences that sum a sheet up
    NOTE = "note"
    EXAMPLE = "example"


class Number(StrEnum):
    """How a number or a date is shown."""

    GENERAL = "general"
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"  # two places
    FTE = "fte"  # one or two places
    HEADS_SHORT = "heads short"  # whole; a dash where nothing is short
    FTE_SHORT = "FTE short"  # two places; a dash where nothing is short
    MONEY = "money"  # whole units, thousands separated, negatives in brackets
    CENTS = "cents"  # money to the cent
    PERCENT = "percent"
    DATE = "date"


LEGEND: Mapping[Look, str] = {
    Look.INPUT: "Blue on pale yellow: typed by you.",
    Look.TOOL: "Green: a value that the tool wrote.",
    Look.FORMULA: "Black: worked out by the spreadsheet, live.",
    Look.EXAMPLE: "Grey: an example row; it is not read, and may stay or go.",
    Look.NOTE: "Grey italics: explanation, not read.",
}  # who is responsible for a cell, by its colour


class Fill(StrEnum):
    """What a coloured cell says; the number or a word in the cell always says it too."""

    NONE = "none"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    QUIET = "quiet"
    RAISED = "raised"
    LEVEL_0 = "level 0"
    LEVEL_1 = "level 1"
    LEVEL_2 = "level 2"
    LEVEL_3 = "level 3"
    LEVEL_4 = "level 4"
    LEVEL_5 = "level 5"


FILLED: Mapping[Fill, str] = {
    Fill.BAD: "Red: a must is short, a limit is exceeded, a skill has nobody, or a check FAILs.",
    Fill.WARN: (
        "Yellow: a should is short, one person alone holds a skill, pay lies outside its band, or"
        " inputs were CHANGED."
    ),
    Fill.GOOD: "Pale green: met, within the limit, or PASS.",
    Fill.QUIET: "Pale grey: a rule that is not triggered, or a check that is not applicable.",
    Fill.RAISED: "Darker green with ▲: a level that the plan raises.",
}  # what a coloured cell says

LEVELS = (Fill.LEVEL_0, Fill.LEVEL_1, Fill.LEVEL_2, Fill.LEVEL_3, Fill.LEVEL_4, Fill.LEVEL_5)


@dataclass(frozen=True)
class Style:
    """Everything about a cell's appearance.

    Attributes
    ----------
    look, number, fill
        See the enums.
    wrap
        Break long text into lines.
    bold
        For totals.
    underlined
        For words that lead somewhere else.
    """

    look: Look = Look.PLAIN
    number: Number = Number.GENERAL
    fill: Fill = Fill.NONE
    wrap: bool = False
    bold: bool = False
    underlined: bool = False


_BASE: Mapping[str, Any] = {"font_name": "Calibri", "font_size": 10, "valign": "vcenter"}

_LOOKS: Mapping[Look, Mapping[str, Any]] = {
    Look.PLAIN: {},
    Look.INPUT: {
        "font_color": "#0000C0",
        "bg_color": "#FFFBE0",
        "border": 1,
        "border_color": "#E5DFB8",
    },
    Look.FORMULA: {"font_color": "#000000"},
    Look.TOOL: {"font_color": "#1B6E3C"},
    Look.HEADER: {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": "#1F3A5F",
        "text_wrap": True,
    },
    Look.FIGURE: {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": "#1F3A5F",
        "text_wrap": True,
        "align": "right",
    },
    Look.UPRIGHT: {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": "#1F3A5F",
        "rotation": 90,
        "valign": "bottom",
        "align": "center",
    },
    Look.TITLE: {"bold": True, "font_size": 16, "font_color": "#1F3A5F"},
    Look.HEADING: {"bold": True, "font_size": 12, "font_color": "#1F3A5F"},
    Look.LEAD: {"font_size": 12, "font_color": "#1F3A5F"},
    Look.NOTE: {"italic": True, "font_color": "#5F6B7A"},
    Look.EXAMPLE: {
        "italic": True,
        "font_color": "#7A7A7A",
        "bg_color": "#F3F3F3",
        "border": 1,
        "border_color": "#DDDDDD",
    },
}

RULE = "#E3E8EE"  # colour of the line below a row
_RULED: dict[str, Any] = {"bottom": 1, "bottom_color": RULE}

# "_)" leaves the room of a bracket at the right, so that figures keep a distance from the next
# column and stand in line with negatives
_NUMBERS: Mapping[Number, str] = {
    Number.GENERAL: "General",
    Number.TEXT: "@",
    Number.INTEGER: "#,##0_)",
    Number.DECIMAL: "#,##0.00_)",
    Number.FTE: "0.0#_)",
    Number.HEADS_SHORT: '#,##0_);-#,##0_);"–"_)',
    Number.FTE_SHORT: '#,##0.00_);-#,##0.00_);"–"_)',
    Number.MONEY: "#,##0_);(#,##0);0_)",
    Number.CENTS: "#,##0.00_);(#,##0.00);0.00_)",
    Number.PERCENT: "0.0%_)",
    Number.DATE: "yyyy-mm-dd",
}

_FILLS: Mapping[Fill, Mapping[str, Any]] = {
    Fill.NONE: {},
    Fill.GOOD: {"bg_color": "#D5EBD3", "font_color": "#14532D"},
    Fill.WARN: {"bg_color": "#FCE9B8", "font_color": "#7A4B00"},
    Fill.BAD: {"bg_color": "#F6C7C3", "font_color": "#8B1A10", "bold": True},
    Fill.QUIET: {"bg_color": "#F1F3F6", "font_color": "#5F6B7A"},
    Fill.RAISED: {
        "bg_color": "#BFE3C0",
        "font_color": "#14532D",
        "bold": True,
        "num_format": '0"▲"',
    },
    Fill.LEVEL_0: {"bg_color": "#FFFFFF", "font_color": "#9AA3AE"},
    Fill.LEVEL_1: {"bg_color": "#EAF2F8", "font_color": "#2B3A4A"},
    Fill.LEVEL_2: {"bg_color": "#CFE2F1", "font_color": "#2B3A4A"},
    Fill.LEVEL_3: {"bg_color": "#9CC4E4", "font_color": "#14283D"},
    Fill.LEVEL_4: {"bg_color": "#5B9BCB", "font_color": "#FFFFFF"},
    Fill.LEVEL_5: {"bg_color": "#2A6496", "font_color": "#FFFFFF"},
}


FIGURES = (
    Number.INTEGER,
    Number.DECIMAL,
    Number.FTE,
    Number.HEADS_SHORT,
    Number.FTE_SHORT,
    Number.MONEY,
    Number.CENTS,
    Number.PERCENT,
)


@dataclass(frozen=True)
class Setting:
    """What a cell's place and content add to its style.

    Attributes
    ----------
    quote
        Text that begins like a formula is kept from becoming one when it is edited.
    words
        Text, not a figure.
    beside
        There is a column to its left, whose figures text would touch.
    ruled
        A thin line below, along which the eye keeps to the row.
    """

    quote: bool = False
    words: bool = False
    beside: bool = False
    ruled: bool = False


def properties(style: Style, setting: Setting | None = None) -> dict[str, Any]:
    """XlsxWriter's properties of a style in its setting.

    Parameters
    ----------
    style
        Look, fill, number format and the rest, as the code names them.
    setting
        ``None`` for a blank cell in the first column that is no row of a table.

    Returns
    -------
    dict
        As ``Workbook.add_format`` takes it.

    Examples
    --------
    >>> properties(Style(bold=True))["bold"], "bold" in properties(Style())
    (True, False)
    """
    setting = setting or Setting()
    chosen = {
        **_BASE,
        **_LOOKS[style.look],
        **_FILLS[style.fill],
        "num_format": _NUMBERS[style.number],
        **_aligned(style, setting),
    }
    if setting.ruled and "border" not in chosen:
        chosen |= _RULED
    if style.wrap:
        chosen["text_wrap"] = True
    if style.bold:
        chosen["bold"] = True
    if style.underlined:
        chosen["underline"] = 1
    if setting.quote:
        chosen["quote_prefix"] = True
    return chosen


def _aligned(style: Style, setting: Setting) -> Mapping[str, Any]:
    """Words and dates begin at the left, a little off the figures beside them; words among figures
    end where they do.
    """
    if style.look is Look.UPRIGHT:
        return {}
    if style.look is Look.FIGURE:
        return {"num_format": "@_)"}  # so that it ends where the figures below it do
    if setting.words and style.number in FIGURES:
        return {"align": "right"}
    if setting.words or style.number in (Number.DATE, Number.TEXT):
        return {"align": "left"} | ({"indent": 1} if setting.beside else {})
    return {}


def blank_properties(look: Look) -> dict[str, Any]:
    """Properties of blank cells of a table alone, for conditional formats.

    Parameters
    ----------
    look
        Of the cells that are not blank: its colours and lines, or the line below a row.

    Examples
    --------
    >>> blank_properties(Look.PLAIN)
    {'bottom': 1, 'bottom_color': '#E3E8EE'}
    """
    chosen = dict(_LOOKS[look])
    return chosen if "border" in chosen else chosen | _RULED


def fill_properties(fill: Fill) -> dict[str, Any]:
    """Properties of a fill alone, for conditional formats.

    Parameters
    ----------
    fill
        Colour by what it says; a conditional format keeps the look of the cell below.
    """
    return dict(_FILLS[fill])
