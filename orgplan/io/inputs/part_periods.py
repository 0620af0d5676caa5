"""Columns of months in a plan by quarters, or of quarters in one by years: figures of the parts of
a period become one of the period.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from orgplan.domain import Calendar
from orgplan.excel.read import Raw, Unreadable, at, listed, to_text
from orgplan.language import _

from ..tables.table import Table
from ..terms.periods import OtherPeriods, month_number, months_in, period_label

_A_YEAR = 12  # months up to which a month or quarter without a year is one alone


def in_whole_periods(table: Table, calendar: Calendar | None, *, money: bool) -> Table:
    """The table with one column for each period of the plan that its columns cut into parts; others
    stay as they are.

    Parameters
    ----------
    table
        Of needs or budgets. Only parts that fill a period without gaps are joined.
    calendar
        The horizon; ``None``, where Settings have faults, leaves the table as it is.
    money
        Amounts of the parts are added; heads have to be the same in all of them, else that is a
        fault.
    """
    if calendar is None:
        return table
    if len(calendar.month_starts) <= _A_YEAR:
        named = {column: dated(raw, calendar.start) for column, raw in table.free.items()}
        table = replace(table, free=named)
    dropped: set[int] = set()
    headers, rows = (
        dict(table.free),
        {number: dict(cells) for number, cells in table.grid.rows.items()},
    )
    for period, parts in _parts(table, calendar).items():
        if not _is_whole(parts, calendar.first_day(period), calendar.first_day(period + 1)):
            continue
        columns = [parts[first][1] for first in sorted(parts)]
        for number in (number for number in rows if number > table.header):
            _join(table, rows[number], number, columns, money)
        headers[columns[0]] = calendar.label(period)
        dropped |= set(columns[1:])
    if not dropped:
        return table
    names = [to_text(raw) for column, raw in table.free.items() if column in dropped]
    how = _("amounts are added up") if money else _("heads are the same in each part")
    text = _(
        "columns for shorter periods than the plan's were combined ({how}): {names} and those"
        " before them",
        how=how,
        names=listed(names),
    )
    table.findings.note(table.name, at(table.header, min(dropped)), text)
    free = {column: raw for column, raw in headers.items() if column not in dropped}
    kept: Mapping[int, Mapping[int, Raw]] = {
        number: {column: raw for column, raw in cells.items() if column not in dropped}
        for number, cells in rows.items()
    }
    return replace(table, free=free, grid=replace(table.grid, rows=kept))


def names_period(raw: Raw, calendar: Calendar) -> bool:
    """Whether a header names a period of the plan, or parts or several of them.

    Parameters
    ----------
    raw
        Header of a column.
    calendar
        The horizon; a period outside it is none of the plan's.

    Examples
    --------
    >>> quarters = Calendar(as_of=date(2027, 1, 1), start=date(2027, 1, 1), periods=4)
    >>> names_period("Q2", quarters), names_period("Feb", quarters), names_period("2031", quarters)
    (True, True, False)
    """
    try:
        return bool(period_label(dated(raw, calendar.start), calendar)[1])
    except OtherPeriods:
        return True
    except Unreadable:
        return False


def dated(raw: Raw, start: date) -> Raw:
    """A header without a year as one with it: ``Jan`` in the first year of the plan that has it
    from its start on, ``Q1`` in a plan that begins with a year.

    Parameters
    ----------
    raw
        Header of a column; one that names neither a month nor a quarter comes back as it is.
    start
        First day of the horizon.

    Examples
    --------
    >>> (
    ...     dated("Jan", date(2027, 4, 1)),
    ...     dated("May", date(2027, 4, 1)),
    ...     dated("Q1", date(2027, 1, 1)),
    ... )
    ('2028-01', '2027-05', '2027-Q1')
    """
    text = to_text(raw)
    if re.fullmatch(r"q[1-4]", text, re.IGNORECASE) and start.month == 1:
        return f"{start.year}-{text.upper()}"
    named = re.fullmatch(r"([a-z]{3})[a-z]{0,6}\.?|(1?\d)月", text, re.IGNORECASE)
    month = month_number(named[1] or named[2]) if named else 0
    return f"{start.year + (month < start.month)}-{month:02}" if month else raw


def _parts(table: Table, calendar: Calendar) -> dict[int, dict[date, tuple[date, int]]]:
    """Period → first day of a part of it → the day after its last, and its column."""
    found: dict[int, dict[date, tuple[date, int]]] = {}
    for column, raw in table.free.items():
        try:
            period_label(raw, calendar)
        except OtherPeriods:
            first, after, _label = months_in(raw, calendar)
            if calendar.start <= first and after <= calendar.first_day(calendar.periods):
                period = calendar.period_of(first)
                if after <= calendar.first_day(period + 1):
                    found.setdefault(period, {})[first] = after, column
        except Unreadable:
            continue
    return found


def _is_whole(parts: Mapping[date, tuple[date, int]], first: date, after: date) -> bool:
    """Whether parts follow each other from the first day of a period to its last."""
    for begin in sorted(parts):
        if begin != first:
            return False
        first = parts[begin][0]
    return first == after


def _join(
    table: Table, cells: dict[int, Raw], number: int, columns: list[int], money: bool
) -> None:
    """Put into the first of the columns what stands for them all; a fault where that is not
    known.
    """
    figures = [cells.get(column) for column in columns]
    stated = [figure for figure in figures if figure is not None]
    if not stated or (not money and len(set(figures)) == 1):
        return
    numbers = [figure for figure in figures if type(figure) in (int, float)]
    if money and len(numbers) == len(figures):
        cells[columns[0]] = sum(numbers)  # type: ignore[arg-type]  # numbers, as the line above says
        return
    odd = next(
        column
        for column, figure in zip(columns, figures, strict=True)
        if (type(figure) not in (int, float) if money else figure != figures[0])
    )
    expected = (
        _("an amount as a number in each part of the plan's period")
        if money
        else _(
            "the same heads in each part of the plan's period, as in {first}",
            first=at(number, columns[0]),
        )
    )
    fix = (
        _("Type a number, 0 for none; or set that shorter period on Settings.")
        if money
        else _("Put the same figure into each of them; or put that shorter period on Settings.")
    )
    table.findings.fault(table.name, at(number, odd), cells.get(odd), expected, fix)
    for column in columns:
        cells.pop(column, None)
