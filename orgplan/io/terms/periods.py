"""Periods as people write them: 2027-Q1, Q1 2027, 27Q1, Jan 2027, 2027年1月, FY2027, total."""

import re
import unicodedata
from datetime import date, datetime

from orgplan.domain import Calendar, PeriodLength, add_months
from orgplan.excel.read import (
    NoSuchDay,
    Raw,
    TwoReadings,
    Unreadable,
    fold,
    texts,
    to_date,
    to_text,
)
from orgplan.language import N_, _
from orgplan.schema.words import HORIZON

from ..tables.row import Row

_TOTAL = {"", *(fold(word) for total, words in HORIZON.items() for word in (total, *words))}
_MONTHS = texts("jan | feb | mar | apr | may | jun | jul | aug | sep | oct | nov | dec")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_EXPECTED = N_("a period such as 2027-Q1, 2027-01, 2027, FY2027 or total")
_FIX = N_("Type it as year and quarter or month, for instance 2027-Q1 or 2027-01.")
_LENGTHS = {
    PeriodLength.MONTH: N_("months"),
    PeriodLength.QUARTER: N_("quarters"),
    PeriodLength.YEAR: N_("years"),
}


class OtherPeriods(Unreadable):
    """A period that cuts those of the plan in two."""


def period_label(raw: Raw, calendar: Calendar) -> tuple[str, tuple[int, ...]]:
    """Name of a period or span, and the numbers of the planning periods in it (none if it lies
    outside the horizon).

    Parameters
    ----------
    raw
        What the cell holds: a period as the calendar names it, a month, quarter, year, span or
        date, or a word for the whole horizon.
    calendar
        The horizon.

    Returns
    -------
    label : str
        The calendar's own name where it is one planning period, ``total`` for the whole horizon.
    numbers : tuple of int
        Planning periods, from 0.

    Raises
    ------
    Unreadable
        If it is no period, or cuts a planning period in two.

    Examples
    --------
    >>> quarters = Calendar(as_of=date(2027, 1, 1), start=date(2027, 1, 1), periods=4)
    >>> period_label("Q2 2027", quarters), period_label("2027", quarters)
    (('2027-Q2', (1,)), ('2027', (0, 1, 2, 3)))
    """
    text = to_text(raw)
    if fold(text) in _TOTAL:
        return "total", tuple(range(calendar.periods))
    if text in calendar.labels:
        return text, (calendar.labels.index(text),)
    first, after, label = _span(raw, text, calendar)
    numbers = _periods(first, after, calendar)
    exact = len(numbers) == 1 and (first, after) == (
        calendar.first_day(numbers[0]),
        calendar.first_day(numbers[0] + 1),
    )
    return (calendar.label(numbers[0]) if exact else label), numbers


def periods_of(row: Row, key: str, calendar: Calendar) -> tuple[int, ...] | None:
    """Numbers of the periods that a cell lists, by name or by a day in them, in order; those
    outside the horizon are reported and left out.

    ``None``, with a fault, where something is neither.

    Parameters
    ----------
    row, key
        Row, and key of a column of periods; commas or semicolons separate them.
    calendar
        The horizon.

    Returns
    -------
    tuple of int or None
        From 0, each once; empty for a blank.
    """
    found: set[int] = set()
    for text in row.names(key, wide=True):
        try:
            inside = _days_period(text, calendar, row.table.date_order)
        except Unreadable as problem:
            row.fault(key, problem.expected, problem.fix, text)
            return None
        if not inside:
            row.note(key, _("'{text}' lies outside the horizon and was left out", text=text))
        found |= set(inside)
    return tuple(sorted(found))


def _days_period(text: str, calendar: Calendar, order: str | None) -> tuple[int, ...]:
    try:
        day = to_date(text, order)
    except (NoSuchDay, TwoReadings):
        raise  # it is one, but no good one
    except Unreadable:
        return period_label(text, calendar)[1]
    return (calendar.period_of(day),) if calendar.start <= day <= calendar.end else ()


def month_of(raw: Raw, calendar: Calendar) -> date:
    """First day of the month that a cell names.

    Parameters
    ----------
    raw
        A month by name or figures, or any day in it.
    calendar
        Read for the start of its fiscal year; the month need not lie in the horizon.

    Raises
    ------
    Unreadable
        If it is no month, or names a longer span.

    Examples
    --------
    >>> quarters = Calendar(as_of=date(2027, 1, 1), start=date(2027, 1, 1), periods=4)
    >>> month_of("Mar 2026", quarters)
    datetime.date(2026, 3, 1)
    """
    expected = _("a month such as 2027-01")
    fix = _("Type it as year and month, for instance 2027-01.")
    if isinstance(raw, datetime | date):
        return add_months(date(raw.year, raw.month, 1), 0)
    try:
        first, after, _label = _span(raw, to_text(raw), calendar)
    except Unreadable as problem:
        raise Unreadable(expected, fix) from problem
    if after != add_months(first, 1):
        raise Unreadable(expected, fix)
    return first


def months_in(raw: Raw, calendar: Calendar) -> tuple[date, date, str]:
    """First day, the day after the last, and name of the months that a cell names: 2027-03,
    2027-Q2, 2027, FY2027.

    Parameters
    ----------
    raw
        A span by name, or a day, which names its month.
    calendar
        Read for the month in which its fiscal year begins.

    Raises
    ------
    Unreadable
        If it names none, or a year outside 1950 to 2100.

    Examples
    --------
    >>> quarters = Calendar(as_of=date(2027, 1, 1), start=date(2027, 1, 1), periods=4)
    >>> months_in("2027-Q2", quarters)
    (datetime.date(2027, 4, 1), datetime.date(2027, 7, 1), '2027-Q2')
    """
    if isinstance(raw, datetime | date):
        first = _first(str(raw.year), raw.month)
        return first, add_months(first, 1), f"{first:%Y-%m}"
    return _span(raw, to_text(raw), calendar)


def reaches_beyond(raw: Raw, calendar: Calendar) -> bool:
    """Whether a readable cell names a span, a year for instance, of which the horizon holds only a
    part.

    Parameters
    ----------
    raw
        Known to be a period: one that can't be read raises here.
    calendar
        The horizon.

    Examples
    --------
    >>> quarters = Calendar(as_of=date(2027, 4, 1), start=date(2027, 4, 1), periods=4)
    >>> reaches_beyond("2027", quarters), reaches_beyond("2027-Q2", quarters)
    (True, False)
    """
    text = to_text(raw)
    if fold(text) in _TOTAL or text in calendar.labels:
        return False
    first, after, _ = _span(raw, text, calendar)
    return first < calendar.start or after > calendar.first_day(calendar.periods)


def begun_before(raw: Raw, calendar: Calendar) -> date | None:
    """First day of the span that a readable cell names, where it lies before the horizon and the
    span reaches into it.

    Parameters
    ----------
    raw
        Known to be a period: one that can't be read raises here.
    calendar
        The horizon.

    Returns
    -------
    date or None
        ``None`` for a span that begins with the horizon or later, or ends before it.

    Examples
    --------
    >>> quarters = Calendar(as_of=date(2027, 4, 1), start=date(2027, 4, 1), periods=4)
    >>> begun_before("2027", quarters), begun_before("2027-Q2", quarters)
    (datetime.date(2027, 1, 1), None)
    """
    text = to_text(raw)
    if fold(text) in _TOTAL or text in calendar.labels:
        return None
    first, after, _ = _span(raw, text, calendar)
    return first if first < calendar.start < after else None


def _periods(first: date, after: date, calendar: Calendar) -> tuple[int, ...]:
    """Numbers of the periods inside a span; `after` is the first day no longer in it."""
    numbers = []
    for period in range(calendar.periods):
        begin, end = calendar.first_day(period), calendar.first_day(period + 1)
        if first <= begin and end <= after:
            numbers.append(period)
        elif begin < after and first < end:
            length = _(_LENGTHS[calendar.period])
            fix = _(
                "The plan's periods are {length}: {names} and so on; use these, a year or total, or"
                " another period on Settings.",
                length=length,
                names=_(", ").join(calendar.labels[:4]),
            )
            raise OtherPeriods(_("whole planning periods"), fix)
    return tuple(numbers)


def _span(raw: Raw, text: str, calendar: Calendar) -> tuple[date, date, str]:
    """First day, the day after the last, and name of a span: of one period by name, or of two
    joined by ``..``, ``to`` or 至.
    """
    if isinstance(raw, datetime | date):
        first = _first(str(raw.year), raw.month)
        after = add_months(first, calendar.months_per_period)
        return first, after, f"{first:%Y-%m}"
    bare = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip().casefold()
    ends = re.fullmatch(r"(.+?)\s*(?:\.\.|…|–|—| to |至|~)\s*(.+)", bare)
    if ends:
        left, right = _one_span(ends[1], calendar), _one_span(ends[2], calendar)
        if left and right and left[0] < right[1]:
            return left[0], right[1], f"{left[2]}..{right[2]}"
    found = _one_span(bare, calendar)
    if found is None:
        raise Unreadable(_(_EXPECTED), _(_FIX))
    return found


def _one_span(bare: str, calendar: Calendar) -> tuple[date, date, str] | None:
    """First day, the day after the last, and name of a quarter, month, fiscal year or year;
    ``None`` for anything else.

    FY2027 begins in 2027.
    """
    quarter = re.fullmatch(
        r"(\d{4}|\d{2})[ \-_/.年]*q([1-4])|q([1-4])[ \-_/.']*(\d{4}|\d{2})"
        r"|(\d{4}年?|\d{2}年)第?([1-4一二三四])季度?",
        bare,
    )
    if quarter:
        year, number = (
            [part for part in quarter.groups() if part]
            if not quarter[3]
            else (quarter[4], quarter[3])
        )
        year = _whole_year(year.rstrip("年"))
        first = _first(year, _QUARTERS[number] * 3 - 2)
        return first, add_months(first, 3), f"{year}-Q{_QUARTERS[number]}"
    month = re.fullmatch(r"(\d{4}(?=\D)|\d{2}(?=年))[-/.年](\d{1,2})月?", bare) or re.fullmatch(
        r"([a-z]{3})[a-z]*\.?[ \-]*(\d{4})", bare
    )
    if month:
        year, number = (
            (month[1], month[2]) if month[1].isdigit() else (month[2], str(month_number(month[1])))
        )
        if not 1 <= int(number) <= 12:
            return None
        year = _whole_year(year)
        first = _first(year, int(number))
        return first, add_months(first, 1), f"{first:%Y-%m}"
    fiscal = re.fullmatch(r"fy ?'?(\d{4}|\d{2})|(\d{4}) ?财年", bare)
    if fiscal:
        year = _whole_year(fiscal[1] or fiscal[2])
        first = _first(year, calendar.fiscal_year_start)
        return first, add_months(first, 12), f"FY{year}"
    plain = re.fullmatch(r"(\d{4})(?:年度?)?", bare)
    if plain:
        first = _first(plain[1], 1)
        return first, add_months(first, 12), plain[1]
    return None


def _whole_year(year: str) -> str:
    """A year with its century, which people leave out: 27Q1."""
    return year if len(year) == 4 else f"20{year}"


def _first(year: str, month: int) -> date:
    """First day of a month between 1950 and 2100; a year outside is a slip."""
    if not 1950 <= int(year) <= 2100:
        raise Unreadable(_("a period between 1950 and 2100"), _("Check the year."))
    return date(int(year), month, 1)


def month_number(name: str) -> int:
    """Number of a month by the first three letters of its English name, or as a figure; 0 if it is
    none.

    Parameters
    ----------
    name
        The three letters alone, in any case, or figures.

    Examples
    --------
    >>> month_number("Mar"), month_number("12"), month_number("13"), month_number("mai")
    (3, 12, 0, 0)
    """
    number = int(name) if name.isdigit() else (*_MONTHS, name.casefold()).index(name.casefold()) + 1
    return number if number <= len(_MONTHS) else 0
