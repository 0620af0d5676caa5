"""Hours, FTE and the unit of pay of a row of the roster."""

from orgplan.excel.read import NumberStyle, Raw, Unreadable, at, fold, texts, to_number
from orgplan.language import N_, _

from ..files.units import A_YEAR, WEEKS
from ..tables.row import Row
from ..tables.table import Table

_PART_TIME = frozenset(texts("part time | pt | parttime | teilzeit | 兼职 | 非全日制"))
_LEAST_PERCENT = 5.0  # from here on, a figure for FTE can only be percent
_MOST_FTE = 1.5
_WORDS = {
    "half_month": N_("half month"),
    "two_weeks": N_("two weeks"),
    "four_weeks": N_("four weeks"),
    "half_year": N_("half year"),
    "year": N_("year"),
    "month": N_("month"),
    "week": N_("week"),
    "quarter": N_("quarter"),
    "day": N_("day"),
    "hour": N_("hour"),
}
_SAME = 0.005
_USUAL_WEEK = (35.0, 48.0)  # hours a week that may be full time where everybody has the same


def period_word(period: str) -> str:
    """What pay is for, in the language of the run.

    Parameters
    ----------
    period
        As :class:`orgplan.io.files.units.HeaderUnits` has it; one that is not known is given as it
        is.

    Examples
    --------
    >>> period_word("two_weeks")
    'two weeks'
    """
    return _(_WORDS.get(period, period))


def is_percent(table: Table) -> bool:
    """Whether the column fte holds percent: its header says so, or all of its figures can be
    nothing else.

    Parameters
    ----------
    table
        The roster. Figures up to 1.5 are shares whatever the header says; from 5 on they can only
        be percent.
    """
    figures = list(_figures(table, "fte"))
    if not figures or max(figures) <= _MOST_FTE:
        return False
    return table.units("fte").percent or min(figures) >= _LEAST_PERCENT


def full_time_hours(table: Table) -> float | None:
    """Hours a week of full time where nothing states them: those that everybody has, if they are
    usual for it.

    Parameters
    ----------
    table
        The roster, of which the column weekly_hours is read.

    Returns
    -------
    float or None
        Between 35 and 48; ``None`` where people differ, or all have hours that are part time
        somewhere.
    """
    figures = set(_figures(table, "weekly_hours"))
    same = figures.pop() if len(figures) == 1 else None
    return same if same is not None and _USUAL_WEEK[0] <= same <= _USUAL_WEEK[1] else None


def _figures(table: Table, key: str) -> list[float]:
    """Plain figures of a column; shares that are typed as 80 % are none."""
    column = table.place(key)
    found = []
    for number, cells in table.grid.rows.items():
        raw = cells.get(column or 0)
        if number > table.header and raw is not None and not (isinstance(raw, str) and "%" in raw):
            found += _figure(raw, table.style(column))
    return found


def _figure(raw: Raw, style: NumberStyle) -> list[float]:
    try:
        return [to_number(raw, style=style)]
    except Unreadable:
        return []


def fte_of(row: Row, percent: bool, full_time: float | None) -> float | None:
    """FTE of a person, from the share, or from hours a week against full time; ``None`` where
    nothing is said.

    Parameters
    ----------
    row
        Of the roster or of positions. Where it has both a share and hours, the share counts.
    percent
        Whether the figures of the column are percent.
    full_time
        Hours a week of full time where the row does not say.

    Returns
    -------
    float or None
        From 0.01 to 1.5; ``None`` also with a fault.
    """
    share = _share(row, percent)
    hours = row.number_in("weekly_hours") if row.has("weekly_hours") else None
    whole = row.number_in("full_time_hours") if row.has("full_time_hours") else None
    whole = full_time if whole is None else whole
    if share is not None:
        if hours is not None and whole is not None and abs(hours / whole - share) > 0.05:
            row.note(
                "weekly_hours",
                _(
                    "{hours:g} of {whole:g} hours a week are not {share:g} FTE: the FTE was taken",
                    hours=hours,
                    whole=whole,
                    share=share,
                ),
            )
        return share
    if hours is None:
        if not row.has("fte") and _is_part_time(row):
            row.fault(
                "fte",
                _("the FTE of anyone who works part time"),
                _("Fill in fte (such as 0.5), or weekly hours and full-time hours."),
            )
        return None
    if whole is None:
        fix = _(
            "Add a column 'Full time hours' with the hours of full time, or put 'Weekly hours' on"
            " Settings."
        )
        expected = _("hours that full time is known for")
        row.fault("weekly_hours", expected, fix, cause="hours of full time")
        return None
    if not 0.01 <= hours / whole <= _MOST_FTE:
        row.fault(
            "weekly_hours",
            _(
                "hours a week from 0.01 to {MOST_FTE:g} of full time ({whole:g})",
                MOST_FTE=_MOST_FTE,
                whole=whole,
            ),
            _("Check the hours."),
        )
        return None
    return 1.0 if abs(hours / whole - 1) < _SAME else round(hours / whole, 4)


def _share(row: Row, percent: bool) -> float | None:
    """FTE of a row from its share, 0.01 to 1.5; of a column in percent a hundredth, unless the cell
    says ``%`` itself.
    """
    raw = row.raw("fte")
    if not percent or raw is None or (isinstance(raw, str) and "%" in raw):
        return row.number_in("fte")
    try:
        share = to_number(raw, style=row.table.style(row.place("fte"))) / 100
    except Unreadable:
        return row.number_in("fte")
    if not _LEAST_PERCENT / 100 <= share <= _MOST_FTE:
        row.fault(
            "fte",
            _("a percentage from {LEAST_PERCENT:g} to 150", LEAST_PERCENT=_LEAST_PERCENT),
            _("The column holds percent: 100 is full time, 50 half of it."),
        )
        return None
    return round(share, 6)


def _is_part_time(row: Row) -> bool:
    typed = {fold(str(row.raw(key))) for key in ("status", "employment_type") if row.has(key)}
    return bool(typed & _PART_TIME)


def times_a_year(
    row: Row, months: float, full_time: float | None, fte: float | None
) -> float | None:
    """How often the amount of base_salary is paid in a year: as the row says, else its header, else
    Settings (`months`).

    Pay by the hour counts the person's own hours a week, all 52 weeks. ``None``, with a fault,
    where it can't be known.

    Parameters
    ----------
    row
        Row of the roster or of the positions.
    months
        12 where Settings say that pay is a month's, 1 where it is a year's.
    full_time
        Hours a week of full time, for pay by the hour of people whose own hours are not given;
        ``None`` where they are not known.
    fte
        The person's FTE, which those hours are taken times; ``None`` for full time.
    """
    period = _period(row, months)
    if row.units("base_salary").extra and (period == "month" or (period is None and months != 1)):
        fix = _(
            "There are more than twelve of these in a year: give annual pay, and call the column"
            " Annual salary."
        )
        _header_fault(row, "base_salary", _("pay of a year, or of one of twelve months"), fix)
        return None
    if period is None:
        return months
    if period == "hour":
        hours = row.number_in("weekly_hours") if row.has("weekly_hours") else None
        hours = (
            hours
            if hours is not None or full_time is None
            else full_time * (1.0 if fte is None else fte)
        )
        if hours is None:
            fix = _(
                "Add a column 'Weekly hours' with each person's weekly hours, put 'Weekly hours' on"
                " Settings, or give annual pay."
            )
            expected = _("pay by the hour with the hours a week")
            row.fault("base_salary", expected, fix, cause="hours of pay by the hour")
            return None
        _tell_period(row, period, WEEKS)
        return WEEKS * hours
    if period not in A_YEAR:
        row.fault(
            "base_salary",
            _("pay for a year, a month, a week or an hour"),
            _(
                "Convert the pay of a {period}, and say so in the header.",
                period=period_word(period),
            ),
        )
        return None
    _tell_period(row, period, A_YEAR[period])
    return A_YEAR[period]


def _tell_period(row: Row, period: str, times: float) -> None:
    """Say that pay was made a year's because its header says what it is for."""
    header, shown = row.units("base_salary").period, row.shown_units("base_salary").period
    if (header or shown) == period != "year":
        table, column = row.table, row.place("base_salary") or 1
        name = table.grid.rows[table.header].get(column)
        what = (
            _("52 times the hours a week")
            if period == "hour"
            else _("{times:g} times", times=times)
        )
        words = {"name": name, "what": what, "period": period_word(period)}
        text = (
            _(
                "'{name}': pay was converted {what}, because the header says it is per {period}",
                **words,
            )
            if header
            else _(
                "'{name}': pay was converted {what}, because the cells say it is per {period}",
                **words,
            )
        )
        table.findings.note(table.name, at(table.header, column), text)


def _period(row: Row, months: float) -> str | None:
    """What the row's pay is for; ``None`` where only Settings may say."""
    header, shown = row.units("base_salary").period, row.shown_units("base_salary").period
    if header is not None and shown is not None and header != shown:
        fix = _(
            "The header says per {header}, the cell or its number format per {shown}: make the two"
            " agree.",
            header=period_word(header),
            shown=period_word(shown),
        )
        row.fault("base_salary", _("one period of pay"), fix)
    header = header or shown
    own = row.choice("pay_period") if row.has("pay_period") else None
    if own is not None and header is not None and own != header:
        column = row.place("base_salary") or 1
        fix = _(
            "The header of {cell} says per {header}, this cell per {own}: make the two agree.",
            cell=at(row.table.header, column),
            header=period_word(header),
            own=period_word(own),
        )
        row.fault("pay_period", _("one period of pay"), fix)
    if header == "year" and months != 1 and own is None:
        fix = _(
            "Settings say 'Salary period' = month, but the header says a year: remove whichever is"
            " wrong."
        )
        _header_fault(row, "base_salary", _("one period of pay"), fix)
    period = own or header
    if period is None and row.table.shows_period("base_salary") and row.has("base_salary"):
        fix = _(
            "Other cells of the column say it: say it here too, or in the header (Base pay per"
            " month) for all."
        )
        row.fault(
            "base_salary", _("what this pay is for"), fix, cause="pay with and without a period"
        )
    if (
        period is None
        and months == 1
        and row.has("pay_frequency")
        and row.choice("pay_frequency") not in (None, "year")
    ):
        fix = _(
            "How often people are paid doesn't say which period the amount covers: rename this"
            " header to 'Pay period' if base salary is for that period; otherwise name the year in"
            " the header of base salary (such as Annual salary)."
        )
        _header_fault(row, "pay_frequency", _("what base salary is paid for"), fix)
    return period


def _header_fault(row: Row, key: str, expected: str, fix: str) -> None:
    table, column = row.table, row.place(key) or 1
    table.findings.fault(
        table.name,
        at(table.header, column),
        table.grid.rows[table.header].get(column),
        expected,
        fix,
    )
