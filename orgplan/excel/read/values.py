"""What a cell says, turned into text, numbers, dates and choices; whatever could be read in two ways is refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from orgplan.errors import OrgplanError
from orgplan.excel.read.cells import ErrorValue, Raw
from orgplan.excel.read.text import fold


class Unreadable(OrgplanError):
    """A cell that doesn't say what its column wants."""

    def __init__(self, wanted: str, mend: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted
        self.mend = mend


_PLAIN = re.compile(
    r"[+-]?(\d+|\d{1,3}(,\d{3})+|\d{1,3}([ ']\d{3})+)(\.\d+)?(e[+-]?\d{1,3})?", re.IGNORECASE
)
_BARE_DECIMAL = re.compile(r"[+-]?\.\d+")
_TIMES = {"k": 1e3, "m": 1e6, "mn": 1e6, "万": 1e4, "千": 1e3}
CURRENCY_SIGNS: Mapping[str, tuple[str, ...]] = {
    "€": ("EUR",),
    "£": ("GBP",),
    "¥": ("CNY", "JPY"),
    "元": ("CNY",),
    "rmb": ("CNY",),
    "₹": ("INR",),
    "us$": ("USD",),
    "$": ("USD", "CAD", "AUD", "SGD", "HKD", "NZD", "TWD", "MXN"),
}
_MONTHS = {
    name: index + 1
    for index, names in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ]
    )
    for name in names.split()
}
_YES = {"yes", "y", "true", "1", "x", "✓", "✔", "√", "是", "有", "对"}
_NO = {"no", "n", "false", "0", "✗", "×", "否", "无", "不"}


def to_text(raw: Raw) -> str:
    """Text of a cell; whole numbers without a decimal point, dates in ISO form."""
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        return str(int(raw))
    if isinstance(raw, datetime) and raw.time() == time(0):
        return raw.date().isoformat()
    return "" if raw is None else str(raw)


def to_number(raw: Raw, currency: str | None = None) -> float:
    """Number of a cell, also one typed as text: ``85,000``, ``85 000``, ``12%``, ``85k``, ``(500)``.

    Parameters
    ----------
    raw
        What the cell holds.
    currency
        Where money is wanted: its currency, whose sign or code the text may carry.

    Raises
    ------
    Unreadable
        If it is no number, or could be two: ``85.000`` and ``1,5`` typed as text.
    """
    if isinstance(raw, (bool, datetime, date, time, timedelta, ErrorValue)) or raw is None:
        raise Unreadable(
            "a number",
            "Type a number; format the cell as a number, not as a date or a tick."
            if raw is not None
            else "Type a number.",
        )
    if isinstance(raw, (int, float)):
        if abs(raw) > 1e15 or raw != raw:
            raise Unreadable("a number below 1,000,000,000,000,000", "Check the figure.")
        return float(raw)
    return _number_in(raw, currency)


def _number_in(text: str, currency: str | None) -> float:
    bare = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    bare = _without_currency(bare, currency)
    negative = bare.startswith("(") and bare.endswith(")")
    bare = bare[1:-1].strip() if negative else bare
    factor = 1.0
    if bare.endswith("%"):
        bare, factor = bare[:-1].strip(), 0.01
    else:
        scaled = re.fullmatch(r"(.*\d)\s*(k|m|mn|万|千)", bare, re.IGNORECASE)
        if scaled:
            bare, factor = scaled[1], _TIMES[scaled[2].lower()]
    if re.fullmatch(r"[+-]?\d{1,3}\.\d{3}", bare) and factor == 1.0 and currency:
        raise Unreadable(
            "a number that can be read in one way only",
            f"Type {bare.replace('.', '')} or {bare}0 as a number, not as text.",
        )
    if not (_PLAIN.fullmatch(bare) or _BARE_DECIMAL.fullmatch(bare)):
        if re.fullmatch(r"[+-]?[\d.]+,\d+", bare):
            raise Unreadable(
                "a number with a decimal point",
                "The comma can be read in two ways: type it as a number, not as text.",
            )
        raise Unreadable(
            "a number", "Type a plain number, or leave the cell blank if it is not known."
        )
    number = float(re.sub(r"[, ']", "", bare))
    if abs(number) > 1e15:
        raise Unreadable("a number below 1,000,000,000,000,000", "Check the figure.")
    return round((-number if negative else number) * factor, 12)


def _without_currency(text: str, currency: str | None) -> str:
    found = re.match(r"([a-z]{3}|us\$|[€£¥₹$元])\s*(?=[\d(+-])", text, re.IGNORECASE) or re.search(
        r"(?<=[\d)kKmM万千])\s*([a-z]{3}|[€£¥₹$元])$", text, re.IGNORECASE
    )
    if not found or (found[1].isalpha() and found[1].isascii() and found[1].lower() in _TIMES):
        return text
    codes = CURRENCY_SIGNS.get(found[1].lower(), (found[1].upper(),))
    if currency is None:
        raise Unreadable("a plain number", f"Leave out {found[1]}.")
    if currency not in codes:
        raise Unreadable(
            f"an amount in {currency}",
            f"Give it in {currency}, or put {codes[0]} into the column currency (with its fx rate on Assumptions).",
        )
    return (text[: found.start()] + text[found.end() :]).strip()


def to_whole(raw: Raw) -> int:
    """Whole number of a cell.

    Raises
    ------
    Unreadable
        If it is no number or has a part after the point.
    """
    number = to_number(raw)
    if not number.is_integer():
        raise Unreadable("a whole number", "Round it.")
    return int(number)


def to_date(raw: Raw, order: str | None = None) -> date:
    """Date of a cell: a real date, or text that can be read in one way only.

    Parameters
    ----------
    raw
        What the cell holds. Numbers are refused: a date that shows as 46037 has lost its format.
    order
        ``dmy`` or ``mdy``, for text such as 01/02/2027.

    Raises
    ------
    Unreadable
        If it is no date between 1950 and 2100, or could be two.
    """
    if isinstance(raw, datetime):
        return _plausible(raw.date())
    if isinstance(raw, date):
        return _plausible(raw)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        raise Unreadable(
            "a date such as 2027-01-15",
            "This is a number: format the cell as a date, or type 2027-01-15.",
        )
    if not isinstance(raw, str):
        raise Unreadable("a date such as 2027-01-15", "Type year-month-day.")
    return _plausible(_date_in(raw, order))


def _date_in(text: str, order: str | None) -> date:
    bare = re.sub(r"[T ]00:00(:00(\.0+)?)?Z?$", "", unicodedata.normalize("NFKC", text).strip())
    iso = re.fullmatch(
        r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]|(\d{2})(\d{2}))", bare
    )
    if iso:
        month, day = [int(part) for part in iso.groups()[1:] if part]
        return _real(int(iso[1]), month, day)
    words = re.fullmatch(
        r"(\d{1,2})[ -]([a-z]+)\.?,?[ -](\d{4})|([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})",
        bare,
        re.IGNORECASE,
    )
    if words:
        number, name, year = (
            (words[1], words[2], words[3]) if words[1] else (words[5], words[4], words[6])
        )
        if name.lower() in _MONTHS:
            return _real(int(year), _MONTHS[name.lower()], int(number))
    parts = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", bare)
    if parts:
        return _date_of_parts(int(parts[1]), int(parts[2]), int(parts[3]), order)
    raise Unreadable("a date such as 2027-01-15", "Type year-month-day, for instance 2027-01-15.")


def _date_of_parts(first: int, second: int, year: int, order: str | None) -> date:
    if order == "dmy" or (order is None and first > 12):
        return _real(year, second, first)
    if order == "mdy" or (order is None and second > 12) or first == second:
        return _real(year, first, second)
    mend = "It can be read as day/month or month/day: type 2027-01-15, or set date_format to dmy or mdy on Settings."
    raise Unreadable("a date that can be read in one way only", mend)


def _real(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unreadable(
            "a date that exists", "There is no such day: check month and day."
        ) from None


def _plausible(day: date) -> date:
    if not 1950 <= day.year <= 2100:
        raise Unreadable("a date between 1950 and 2100", "Check the year.")
    return day


def to_flag(raw: Raw) -> bool:
    """Yes or no.

    Raises
    ------
    Unreadable
        If it is neither.
    """
    if isinstance(raw, bool):
        return raw
    word = fold(to_text(raw))
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Unreadable("yes or no", "Type yes or no.")


def to_choice(raw: Raw, choices: Mapping[str, tuple[str, ...]]) -> str:
    """The entry of a closed list that a cell names by itself or by an alias.

    Raises
    ------
    Unreadable
        If it names none of them.
    """
    word = fold(to_text(raw))
    for choice, aliases in choices.items():
        if word in {fold(name) for name in (choice, *aliases)}:
            return choice
    raise Unreadable(f"one of {', '.join(choices)}", f"Choose one of: {', '.join(choices)}.")


def to_list(raw: Raw, wide: bool = False) -> tuple[str, ...]:
    """Names separated by semicolons or line breaks; with `wide`, where there are none of these, by commas."""
    text = to_text(raw)
    parts = re.split(r"[;；\n|]", text)
    if wide and len(parts) == 1:
        parts = re.split(r"[,，、]", text)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
