"""What a cell says, turned into text, numbers, dates and choices; whatever could be read in two
ways is refused.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import MINYEAR, date, datetime, time, timedelta

from orgplan.language import SOURCE, _, current

from .cells import ErrorValue, Raw
from .chinese import chinese_number
from .numbers import (
    NoSuchDay,
    NumberStyle,
    TwoReadings,
    Unreadable,
    number_in,
    number_text,
)
from .text import fold

_MONTHS = {
    name: index + 1
    for index, names in enumerate(
        (
            "jan january januar jänner janvier janv enero ene",
            "feb february februar février févr fév febrero",
            "mar march märz mär mrz mars marzo",
            "apr april avril avr abril abr",
            "may mai mayo",
            "jun june juni juin junio",
            "jul july juli juillet juil julio",
            "aug august août agosto ago",
            "sep sept september septembre septiembre",
            "oct october okt oktober octobre octubre",
            "nov november novembre noviembre",
            "dec december dez dezember décembre déc diciembre dic",
        )
    )
    for name in names.split()
}
_IN_WORDS = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.)?[ -]?(?:de )?(?P<name>[^\W\d_]+)\.?,?[ -]?(?:de"
    r" )?(?P<year>\d{4}|\d{2})"
    r"|(?P<name2>[^\W\d_]+)\.? (?P<day2>\d{1,2})(?:st|nd|rd|th)?,? (?P<year2>\d{4})"
)
_YEAR_AND_MONTH = re.compile(r"(?P<year>\d{4})(?:年(?P<month>\d{1,2})月|[-/](?P<number>\d{1,2}))")
_MONTH_AND_YEAR = re.compile(r"(?P<name>[^\W\d_]+)\.?,?[ -]?(?P<year>\d{4})")
_PARTS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_SERIALS = (18_264, 73_050)  # days since 1899-12-30 from 1950 to 2099, as Excel counts them
_YES = {"yes", "y", "true", "1", "x", "✓", "✔", "√", "是", "有", "对"}
_NO = {"no", "n", "false", "0", "✗", "×", "否", "无", "不"}


def to_text(raw: Raw) -> str:
    """Text of a cell; whole numbers without a decimal point, dates in ISO form.

    Parameters
    ----------
    raw
        What the cell holds; a blank is an empty text.

    Examples
    --------
    >>> to_text(7.0), to_text(datetime(2027, 1, 15)), to_text(True), to_text(None)
    ('7', '2027-01-15', 'TRUE', '')
    """
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    if isinstance(raw, datetime) and raw.time() == time(0):
        return raw.date().isoformat()
    return "" if raw is None else str(raw)


def to_number(raw: Raw, currency: str | None = None, style: NumberStyle | None = None) -> float:
    """Number of a cell, also one typed as text: ``85,000``, ``85 000``, ``12%``, ``85k``,
    ``(500)``.

    Parameters
    ----------
    raw
        What the cell holds.
    currency
        Where money is wanted: its currency, whose sign or code the text may carry.
    style
        How numbers of the column are written.

    Raises
    ------
    Unreadable
        If it is no number, or could be two: ``85.000`` and ``1,5`` typed as text.

    Examples
    --------
    >>> to_number("85,000"), to_number("12%"), to_number("(500)"), to_number("85k")
    (85000.0, 0.12, -500.0, 85000.0)
    """
    if isinstance(raw, (bool, datetime, date, time, timedelta, ErrorValue)) or raw is None:
        raise Unreadable(
            _("a number"),
            (
                _("Type a number; format the cell as a number, not as a date or a tick.")
                if raw is not None
                else _("Type a number.")
            ),
        )
    if isinstance(raw, (int, float)):
        if abs(raw) >= 1e15 or raw != raw:
            raise Unreadable(_("a number below 1,000,000,000,000,000"), _("Check the figure."))
        return float(raw)
    codes = number_text(raw).currencies
    if codes and currency is None:
        raise Unreadable(_("a plain number"), _("Leave out the currency, {codes}.", codes=codes[0]))
    if codes and currency not in codes:
        raise Unreadable(
            _("an amount in {currency}", currency=currency),
            _(
                "Give it in {currency}, or put {codes} into the column currency (with its fx rate"
                " on Assumptions).",
                currency=currency,
                codes=codes[0],
            ),
        )
    return number_in(raw, currency is not None, style or NumberStyle())


def to_whole(raw: Raw) -> int:
    """Whole number of a cell.

    Parameters
    ----------
    raw
        What the cell holds, also a number typed as text.

    Raises
    ------
    Unreadable
        If it is no number or has a part after the point.

    Examples
    --------
    >>> to_whole("1,200"), to_whole(3.0)
    (1200, 3)
    """
    number = to_number(raw)
    if not number.is_integer():
        raise Unreadable(_("a whole number"), _("Round it."))
    return int(number)


def to_date(raw: Raw, order: str | None = None, *, by_month: bool = False) -> date:
    """Date of a cell: a real date, or text that can be read in one way only.

    Parameters
    ----------
    raw
        What the cell holds. Numbers are refused: a date that shows as 46037 has lost its format.
    order
        ``dmy`` or ``mdy``, for text such as 01/02/2027.
    by_month
        Whether a month, such as 2027年3月, is its first day.

    Raises
    ------
    Unreadable
        If it is no date between 1950 and 2100, or could be two.

    Examples
    --------
    >>> to_date("2027-01-15"), to_date("1 March 2027"), to_date("01/02/2027", "dmy")
    (datetime.date(2027, 1, 15), datetime.date(2027, 3, 1), datetime.date(2027, 2, 1))
    """
    if isinstance(raw, datetime):
        return _plausible(raw.date())
    if isinstance(raw, date):
        return _plausible(raw)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        raise Unreadable(
            _("a date such as 2027-01-15"),
            _("This is a number: format the cell as a date, or type 2027-01-15."),
        )
    if not isinstance(raw, str):
        raise Unreadable(_("a date such as 2027-01-15"), _("Type year-month-day."))
    month = month_in(raw)
    if month is None:
        return _plausible(_date_in(raw, order))
    if not by_month:
        last = month.replace(day=monthrange(month.year, month.month)[1])
        raise Unreadable(
            _("a date such as 2027-01-15"),
            _("Add the day, such as {first} or {last}.", first=month, last=last),
        )
    return _plausible(month)


def month_in(text: str) -> date | None:
    """First day of the month that a text names without a day.

    Parameters
    ----------
    text
        Of one cell, in any width.

    Examples
    --------
    >>> month_in("2027年3月"), month_in("Mar 2027"), month_in("2027-03-01")
    (datetime.date(2027, 3, 1), datetime.date(2027, 3, 1), None)
    """
    bare = unicodedata.normalize("NFKC", text).strip().casefold()
    if found := _YEAR_AND_MONTH.fullmatch(bare):
        year, month = int(found["year"]), int(found["month"] or found["number"])
    elif (found := _MONTH_AND_YEAR.fullmatch(bare)) and found["name"] in _MONTHS:
        year, month = int(found["year"]), _MONTHS[found["name"]]
    else:
        return None
    return date(year, month, 1) if 1 <= month <= 12 and year >= MINYEAR else None


def _date_in(text: str, order: str | None) -> date:
    """Date that a text says: ISO and Chinese forms, month names, Excel day numbers from 1950 to
    2099, or three figures in the order given.

    A time of day is passed over.
    """
    bare = unicodedata.normalize("NFKC", text).strip()
    bare = re.sub(
        r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp][Mm])?(Z|[+-]\d{2}:?\d{2})?$", "", bare
    )
    bare = re.sub(
        r"[零〇一二三四五六七八九十]+", lambda word: f"{chinese_number(word[0]):.0f}", bare
    )
    iso = re.fullmatch(
        r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]?|(\d{2})(\d{2}))",
        bare,
    )
    if iso:
        month, day = [int(part) for part in iso.groups()[1:] if part]
        return _real(int(iso[1]), month, day)
    words = _IN_WORDS.fullmatch(bare.casefold())
    name = words and (words["name"] or words["name2"])
    if words and name in _MONTHS:
        number, year = words["day"] or words["day2"], words["year"] or words["year2"]
        return _real(_whole_year(year), _MONTHS[name], int(number))
    if bare.isdigit() and len(bare) == 5 and _SERIALS[0] <= int(bare) <= _SERIALS[1]:
        return date(1899, 12, 30) + timedelta(days=int(bare))
    if parts := _PARTS.fullmatch(bare):
        return _date_of_parts(int(parts[1]), int(parts[3]), parts[4], parts[2], order)
    raise Unreadable(
        _("a date such as 2027-01-15"), _("Type year-month-day, for instance 2027-01-15.")
    )


def is_serial(raw: Raw) -> bool:
    """Whether a text is a date as Excel counts it, in days, such as 46037.

    Parameters
    ----------
    raw
        A number is none: it has lost the format of a date, and is refused.

    Examples
    --------
    >>> is_serial("46037"), is_serial(46037)
    (True, False)
    """
    return isinstance(raw, str) and bool(re.fullmatch(r"\d{5}", raw.strip()))


def _whole_year(year: str) -> int:
    """Year of four digits; of two, one between 1970 and 2069."""
    return int(year) if len(year) == 4 else 1970 + (int(year) - 70) % 100


def order_of(texts: Iterable[str]) -> str | None:
    """``dmy`` or ``mdy``, as those dates of a column show that can be read in one way only;
    ``None`` where they don't, or disagree.

    Parameters
    ----------
    texts
        What is typed as text in the column.

    Examples
    --------
    >>> (
    ...     order_of(["01/02/2027", "31/01/2027"]),
    ...     order_of(["01/02/2027"]),
    ...     order_of(["31/01/2027", "01/31/2027"]),
    ... )
    ('dmy', None, None)
    """
    shown: set[str] = set()
    for text in texts:
        found = _PARTS.fullmatch(unicodedata.normalize("NFKC", text).strip())
        if found and int(found[1]) <= 31 and int(found[3]) <= 31:
            day_first, day_second = int(found[1]) > 12, int(found[3]) > 12
            could_be_year = len(found[4]) == 2 and found[2] != "." and int(found[4]) <= 31
            if day_first != day_second and not could_be_year:
                shown.add("dmy" if day_first else "mdy")
    return shown.pop() if len(shown) == 1 else None


def _date_of_parts(first: int, second: int, year: str, sign: str, order: str | None) -> date:
    """Date of three figures; without an order only where one reading is left: a day above 12, or
    day and month alike.
    """
    whole = _whole_year(year)
    if order == "ymd":
        return _real(_whole_year(f"{first:02d}"), second, int(year))
    # 15/01/27 may be the 15th, or of the year 15; with points the year comes last
    sure = len(year) == 4 or sign == "." or int(year) > 31
    if order == "dmy" or (order is None and first > 12 and sure):
        return _real(whole, second, first)
    if order == "mdy" or (order is None and sure and (second > 12 or first == second)):
        return _real(whole, first, second)
    fix = _(
        "It can be read as day/month or month/day: type 2027-01-15, or set 'Date format' to dmy or"
        " mdy on Settings."
    )
    if not sure:
        fix = _(
            "Its parts can be read in several ways: type 2027-01-15, or set 'Date"
            " format' to dmy, mdy"
            " or ymd on Settings."
        )
    raise TwoReadings(_("a date that can be read in one way only"), fix)


def _real(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDay(
            _("a date that exists"), _("There is no such day: check month and day.")
        ) from None


def _plausible(day: date) -> date:
    """A day between 1950 and 2100; others are slips, or dates by which systems say *never*."""
    if not 1950 <= day.year <= 2100:
        raise Unreadable(_("a date between 1950 and 2100"), _("Check the year."))
    return day


def to_flag(raw: Raw) -> bool:
    """Yes or no.

    Parameters
    ----------
    raw
        What the cell holds: a tick of Excel's, a word in English or Chinese, ``x``, ``1`` or ``0``.

    Raises
    ------
    Unreadable
        If it is neither; a blank is.

    Examples
    --------
    >>> to_flag("Yes"), to_flag("否"), to_flag(1)
    (True, False, True)
    """
    if isinstance(raw, bool):
        return raw
    word = fold(to_text(raw))
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Unreadable(_("yes or no"), _("Type yes or no."))


def to_choice(raw: Raw, choices: Mapping[str, tuple[str, ...]]) -> str:
    """The entry of a closed list that a cell names by itself or by an alias.

    Parameters
    ----------
    raw
        What the cell holds.
    choices
        Entry → aliases; case, hyphens and width do not count.

    Raises
    ------
    Unreadable
        If it names none of them.

    Examples
    --------
    >>> to_choice("Quarterly", {"quarter": ("quarterly", "季度"), "month": ()})
    'quarter'
    """
    word = fold(to_text(raw))
    for choice, aliases in choices.items():
        if word in {fold(name) for name in (choice, *aliases)}:
            return choice
    words = _(", ").join(choice_in_words(choice, aliases) for choice, aliases in choices.items())
    raise Unreadable(
        _("one of {choices}", choices=words), _("Choose one of: {choices}.", choices=words)
    )


def choice_in_words(choice: str, aliases: tuple[str, ...]) -> str:
    """An entry in Chinese where the run is and one of its aliases is, else in plain words.

    Parameters
    ----------
    choice
        An entry of a closed list.
    aliases
        Its other names; the first in Chinese is the one shown.

    Examples
    --------
    >>> from orgplan.language import speaking
    >>> choice_in_words("half_year", ("半年",))
    'half year'
    >>> with speaking("zh"):
    ...     choice_in_words("quarter", ("quarterly", "季度")), choice_in_words("iso", ())
    ('季度', 'iso')
    """
    return (
        choice.replace("_", " ")
        if current() == SOURCE
        else next((name for name in aliases if not name.isascii() and name >= "一"), choice)
    )


def to_list(raw: Raw, wide: bool = False) -> tuple[str, ...]:
    """Names separated by semicolons or line breaks; with `wide`, where there are none of these, by
    commas.

    Parameters
    ----------
    raw
        What the cell holds; a blank has no names.
    wide
        Off for names that may have a comma in them.

    Examples
    --------
    >>> to_list("Apps; Web"), to_list("Apps, Web"), to_list("Apps, Web", wide=True)
    (('Apps', 'Web'), ('Apps, Web',), ('Apps', 'Web'))
    """
    text = to_text(raw)
    parts = re.split(r"[;；\n|]", text)
    if wide and len(parts) == 1:
        parts = re.split(r"[,，、]", text)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
