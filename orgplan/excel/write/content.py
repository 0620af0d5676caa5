"""What is written into cells, and how wide it is shown."""

import re
import textwrap
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from xlsxwriter.utility import xl_col_to_name

from orgplan.errors import OrgplanError
from orgplan.language import entry, heading

from .styles import FIGURES, Look, Number, Style

PLAIN = Style()
TITLE = Style(Look.TITLE)
HEADING = Style(Look.HEADING)
NOTE = Style(Look.NOTE)
TOOL = Style(Look.TOOL)
INPUT = Style(Look.INPUT)
MONEY = Style(Look.TOOL, Number.MONEY)
TOTAL = Style(Look.FORMULA, Number.MONEY, bold=True)


class BookError(OrgplanError):
    """Something could not be written as asked; a fault of the program, not of its user."""


@dataclass(frozen=True)
class Formula:
    """A live formula with the value that it comes to.

    Both are written: readers that do not calculate see the value, spreadsheet programs calculate
    anew. So the two must agree; :mod:`orgplan.excel.write.live` makes both from one expression.

    Attributes
    ----------
    text
        As a cell has it, in English function names.
    value
        What it comes to; a number is in the unit of its cell.
    """

    text: str
    value: float | int | str | bool


Content = str | float | int | bool | date | Formula | None


@dataclass(frozen=True)
class Cell:
    """Content with a style of its own; `place` is a cell of the workbook, with its sheet, to which
    a click leads.
    """

    content: Content
    style: Style
    place: str = ""


CellRow = list[Content | Cell]


_PERIOD, _WORD = r"(?:FY)?\d{4}(?:-(?:Q\d|\d\d))?", "[\u3400-\u9fff]+"
_STACKED = re.compile(f"(?:({_PERIOD}) ({_WORD})|({_WORD}) ({_PERIOD}))")


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    header
        Text of the header in English, unique in its table; put the unit in it. Code names the
        column by it; what is written is what it is in the language of the run.
    style
        Style of cells that bring none of their own.
    meaning
        What it holds, for the docs.
    width
        In characters; ``None`` fits the content.
    heading
        Look of the header; ``None`` fits the style, ``Look.UPRIGHT`` is written upwards, for many
        narrow columns.
    each
        For a column that is there once a month, period or skill: its header with that in angle
        brackets, such as ``plan <period>``, for the docs.
    words
        Whether its cells hold words of the tool, such as ``must``, which are written in the
        language of the run, and not names of the user's.
    shown
        What is written in place of the header, where that is put together or a name of the user's.
    """

    header: str
    style: Style = TOOL
    meaning: str = ""
    width: float | None = None
    heading: Look | None = None
    each: str = ""
    shown: str = ""
    words: bool = False

    @property
    def title(self) -> str:
        """The header in the language of the run; a Chinese word beside a period has a line of its
        own, for programs break it after any letter.
        """
        title = self.shown or heading(self.header)
        parts = _STACKED.fullmatch(title)
        return "\n".join(filter(None, parts.groups())) if parts else title

    def cell(self, content: Content | Cell) -> Content | Cell:
        """What is written of the content of one of its cells.

        Parameters
        ----------
        content
            With or without a style of its own, which is kept.

        Examples
        --------
        >>> Column("status", words=True).cell("must"), Column("name").cell("must")
        ('must', 'must')
        """
        if not self.words:
            return content
        if isinstance(content, Cell):
            return Cell(_worded(content.content), content.style)
        return _worded(content)

    @property
    def header_look(self) -> Look:
        """Look of the header: to the right over figures."""
        return self.heading or (Look.FIGURE if self.style.number in FIGURES else Look.HEADER)


def _worded(content: Content) -> Content:
    return entry(content) if isinstance(content, str) else content


@dataclass(frozen=True)
class Block:
    """Figures under headers of their own that are no table: the sheet, what they are about, and
    their columns.
    """

    sheet: str
    about: str
    columns: tuple[Column, ...]


EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets


def serial(day: date) -> int:
    """The number by which spreadsheets know a day.

    Parameters
    ----------
    day
        From 1899-12-30, which is 0.

    Examples
    --------
    >>> serial(date(2027, 1, 1))
    46388
    """
    return (date(day.year, day.month, day.day) - EPOCH).days


def as_held(content: Content | Cell) -> float | int | str | bool | None:
    """What formulas find in a cell.

    Of a formula what it comes to, of a day its number, ``None`` in a blank one.

    Parameters
    ----------
    content
        As it is written.

    Examples
    --------
    >>> as_held(Formula("=A1", "")), as_held(""), as_held(date(2027, 1, 1))
    ('', None, 46388)
    """
    bare = content.content if isinstance(content, Cell) else content
    if isinstance(bare, Formula):
        return bare.value
    if isinstance(bare, date):
        return serial(bare)
    return None if bare == "" or bare != bare else bare


def address(row: int, column: int, absolute: bool = False) -> str:
    """A1 address of a cell, rows and columns counted from 0.

    Parameters
    ----------
    row, column
        From 0, as in the writer; :func:`orgplan.excel.read.cells.at` counts from 1.
    absolute
        With dollar signs.

    Examples
    --------
    >>> address(4, 2), address(4, 2, absolute=True)
    ('C5', '$C$5')
    """
    return f"{_letters(column, absolute)}{'$' if absolute else ''}{row + 1}"


@lru_cache(maxsize=1_000)
def _letters(column: int, absolute: bool) -> str:
    return str(xl_col_to_name(column, absolute))


def quoted(sheet: str) -> str:
    """A sheet's name as formulas write it.

    Parameters
    ----------
    sheet
        Its name, also one that needs no quotation marks: they do no harm.

    Examples
    --------
    >>> quoted("Kim's team")
    "'Kim''s team'"
    """
    return "'" + sheet.replace("'", "''") + "'"


_WIDEST_TEXT = 40.0
_LATIN, _ANY = 1.2, 1.03  # letters of text in the room of a digit; half that many wide ones
_ENDS = "，。；：、！？）》】」』”’"  # no line begins with one
_BREAKS = re.compile(
    rf"\s+|[“‘]*[\u2e80-\uffef][{_ENDS}]*|[^\s\u2e80-\uffef]+[{_ENDS}]*"
)  # what may stand alone on a line
_CHINESE_WORDS = re.compile("[\u3400-\u9fff]+")
_SHORT_WORD = 6
_SHOWN_AS = {
    Number.INTEGER: "{:,.0f}",
    Number.MONEY: "{:,.0f}",
    Number.PERCENT: "{:.1%}",
    Number.GENERAL: "{:g}",
    Number.TEXT: "{:g}",
}


def fitting(header: str, contents: Iterable[Content | Cell]) -> float:
    """Width of a column, in characters, that shows its header and contents; wide letters count
    twice.

    Parameters
    ----------
    header
        Wrapped between words, so that its longest word counts, with room for the button of a
        filter.
    contents
        Of the cells of the column; formulas by what they come to.

    Returns
    -------
    float
        From 8 to 48.

    Examples
    --------
    >>> fitting("team", ["Payments"]), fitting("id", []), fitting("note", ["x" * 200])
    (10.0, 8.0, 48.0)
    """
    widest = max(
        [
            max((breadth(word) for word in header.split()), default=0) + 4,
            *(breadth(_shown(content)) for content in contents),
        ]
    )
    return min(48.0, max(8.0, widest + 2.0))


def unbroken(header: str) -> float:
    """Width of a column, in characters, in which a short Chinese word of its header stays in a
    line: a program breaks it after any letter.

    Parameters
    ----------
    header
        Words in Latin letters are broken between words, and ask for nothing here.

    Returns
    -------
    float
        0 without a Chinese word of at most six letters.

    Examples
    --------
    >>> unbroken("目标等级"), unbroken("2027-Q1 缺口"), unbroken("Hours")
    (10.0, 6.0, 0.0)
    """
    words = (word for word in _CHINESE_WORDS.findall(header) if len(word) <= _SHORT_WORD)
    return max((breadth(word) + 2.0 for word in words), default=0.0)


def showing(style: Style, contents: Iterable[Content | Cell]) -> float:
    """Width of a column, in characters, in which no figure turns into hashes and no text that
    doesn't wrap is cut off (up to a limit).

    Parameters
    ----------
    style
        Of cells that bring none of their own.
    contents
        Of the cells of the column. Only the largest figure of each number format is measured.

    Examples
    --------
    >>> showing(MONEY, [1_234_567.0, None]) > showing(MONEY, [12.0])
    True
    """
    largest: dict[Number, float] = {}
    longest = 0
    for content in contents:
        look = style
        if isinstance(content, Cell):
            look, content = content.style, content.content
        if isinstance(content, Formula):
            content = content.value
        if isinstance(content, str):
            if not look.wrap and len(content) * 2 > longest:
                longest = max(longest, breadth(content))
        elif isinstance(content, int | float) and not isinstance(content, bool):
            largest[look.number] = max(largest.get(look.number, 0.0), abs(content))
    figures = (
        len(_SHOWN_AS.get(number, "{:,.2f}").format(value)) for number, value in largest.items()
    )
    return max(min(_WIDEST_TEXT, longest + 1.0), *(digits + 2.0 for digits in figures), 0.0)


def lines(text: str, width: float) -> int:
    r"""How many lines a wrapped text takes in a column; a little generous, since letters differ in
    width.

    Parameters
    ----------
    text
        With its line breaks, each of which begins a line.
    width
        Of the column, in characters.

    Examples
    --------
    >>> lines("hire two", 40.0), lines("one\ntwo", 40.0)
    (1, 2)
    """
    letters = _LATIN if breadth(text) == len(text) else _ANY
    room = max(4, int(width * letters))
    return sum(max(1, len(textwrap.wrap(_widened(part), room))) for part in text.split("\n"))


def wrapped(text: str, width: int) -> list[str]:
    """Text broken into lines of limited width, where wide letters count twice and a line may end
    after any of them.

    Parameters
    ----------
    text
        English, broken between words, or Chinese, broken after any character.
    width
        Most columns of a line, of which a wide letter takes two. A longer word stands alone on a
        line that is too long.

    Examples
    --------
    >>> wrapped("hire two engineers", 9), wrapped("招聘计划", 4)
    (['hire two', 'engineers'], ['招聘', '计划'])
    >>> wrapped("见“规则”。", 8)
    ['见“规', '则”。']
    """
    found, line = [], ""
    for part in _BREAKS.findall(text):
        if line.strip() and breadth(line + part.rstrip()) > width:
            found.append(line.rstrip())
            line = ""
        line += part if line else part.lstrip()
    return [*found, line.rstrip()] if line.strip() else found


def _widened(text: str) -> str:
    return "".join(
        letter * 2 if unicodedata.east_asian_width(letter) in "WF" else letter for letter in text
    )


def _shown(content: Content | Cell) -> str:
    """Content as a cell about shows it, for the width of its column."""
    if isinstance(content, Cell):
        return _shown(content.content)
    if isinstance(content, Formula):
        return _shown(content.value)
    if isinstance(content, float):
        return f"{content:,.2f}" if abs(content) < 100 else f"{content:,.0f}"
    return "" if content is None else str(content)


def breadth(text: str) -> int:
    """How many columns of a line a text takes; a wide letter takes two.

    Parameters
    ----------
    text
        In one line.

    Examples
    --------
    >>> breadth("Java"), breadth("Java 工程师")
    (4, 11)
    """
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
