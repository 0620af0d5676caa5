"""Budget lines: a row each, or a column for each period, of money or of heads, and which part of
their span lies in the horizon.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from orgplan.domain import BudgetLine, Calendar, Category, Scope, ScopeKind
from orgplan.excel.read import ErrorValue, Raw, Unreadable, at, fold, to_text
from orgplan.language import _

from ...files.units import A_YEAR
from ...tables.build import build_or_report, with_ids
from ...tables.find_table import refuse_unknown_figures
from ...tables.row import Row
from ...tables.table import Table, looks_total
from ...terms.amounts import amount_of
from ...terms.currency import Exchange
from ...terms.periods import begun_before, period_label, reaches_beyond
from ...terms.scopes import Scopes
from ..part_periods import in_whole_periods
from ..requirements import period_columns, refuse_no_amounts

_When = tuple[
    str, tuple[int, ...], date | None
]  # name of a span, numbers of its periods, and its first day where that lies before the horizon


@dataclass(frozen=True)
class BudgetEntry:
    """A line with its row; and the first month of its period, where that began before the horizon.

    Attributes
    ----------
    line, row
        The line, and the row that takes notes on it.
    since
        First day of that month; ``None`` for a line within the horizon.
    """

    line: BudgetLine
    row: Row
    since: date | None


def read_budget(
    table: Table | None, calendar: Calendar | None, scopes: Scopes, exchange: Exchange
) -> tuple[BudgetEntry, ...]:
    """The domain's budget lines, in the order of the sheet; rows with faults are left out.

    Parameters
    ----------
    table
        A row a line with its period, or a column for each period; ``None`` if there is no such
        sheet.
    calendar
        The horizon; ``None`` where Settings have faults, so that periods are not read.
    scopes
        Finds teams, departments, product lines and cost centres.
    exchange
        The rates; an amount of a span is converted at the mean rate of its months.

    Returns
    -------
    tuple of BudgetEntry
        Amounts in plan currency, not in thousands. A line limits an amount, heads or both: ``None``
        is no limit, and 0 is one.
    """
    found: list[BudgetEntry] = []
    if table is not None:
        table = in_whole_periods(table, calendar, money=True)
    columns = {} if table is None else _period_columns(table, calendar)
    if table is not None and not columns and not {"amount", "headcount"} & set(table.columns):
        fix = _("Add a column amount, or a column for each period (2027-Q1, …).")
        refuse_no_amounts(table, _("a column amount"), fix)
        return ()
    for row, name in with_ids(table, "B"):
        for each, line_id, when in _lines(row, name, columns):
            line = _line(each, line_id, calendar, scopes, exchange, when)
            if line is not None:
                found.append(line)
    return tuple(found)


def _period_columns(table: Table, calendar: Calendar | None) -> dict[int, _When]:
    """Column → the period of its header, where amounts stand side by side, a column a period; a
    column of their sums is passed over.
    """
    sums = [column for column, raw in table.free.items() if looks_total(to_text(raw))]
    sums += [column for column, raw in table.free.items() if _sums_others(table, raw, calendar)]
    headers = {column: raw for column, raw in table.free.items() if column not in sums}
    found = period_columns(replace(table, free=headers), calendar)
    if not found:
        refuse_unknown_figures(table, {column: table.free[column] for column in sums})
        return {}
    for key in ("amount", "period"):
        if key in table.columns:
            fix = _(
                "Give each row one amount and its period, or a column for each period and neither"
                " of the two."
            )
            header = at(table.header, table.columns[key])
            table.findings.fault(table.name, header, key, _("amounts in one place"), fix)
    for column in sums:
        _refuse_other_sum(table, column, tuple(found))
    return {
        column: (
            period_label(headers[column], calendar)[0],
            periods,
            begun_before(headers[column], calendar),
        )
        for column, periods in found.items()
        if calendar is not None
    }


def _sums_others(table: Table, raw: Raw, calendar: Calendar | None) -> bool:
    """Whether a header names a span, such as a year, of which every period has a column of its
    own.
    """
    if calendar is None or not _periods_of(raw, calendar)[1:]:
        return False
    others = {_periods_of(other, calendar) for other in table.free.values()}
    return all((period,) in others for period in _periods_of(raw, calendar))


def _periods_of(raw: Raw, calendar: Calendar) -> tuple[int, ...]:
    try:
        return period_label(raw, calendar)[1]
    except Unreadable:
        return ()


def _refuse_other_sum(table: Table, column: int, parts: tuple[int, ...]) -> None:
    """A fault where what stands below Total is not the sum of the periods beside it."""
    for row in table:
        typed = row.cells.get(column)
        figures = [row.cells.get(part) for part in parts]
        numbers = [float(figure) for figure in figures if isinstance(figure, (int, float))]
        if isinstance(typed, (int, float)) and abs(sum(numbers) - typed) > 0.005:
            fix = _("Correct one of the figures, or delete the column: only the periods are read.")
            expected = _("the sum of the periods beside it, {numbers:,.2f}", numbers=sum(numbers))
            table.findings.fault(table.name, at(row.number, column), typed, expected, fix)
            return


def _lines(
    row: Row, name: str, columns: Mapping[int, _When]
) -> Iterator[tuple[Row, str, _When | None]]:
    """A row as it is, or one for each period that has an amount, read from that column."""
    if not columns:
        yield row, name, None
    filled = [column for column in columns if row.cells.get(column) is not None]
    for number, column in enumerate(filled, start=1):
        table = replace(row.table, columns={**row.table.columns, "amount": column})
        yield (
            replace(row, table=table),
            name if len(filled) == 1 else f"{name}.{number}",
            columns[column],
        )


def _line(
    row: Row,
    name: str,
    calendar: Calendar | None,
    scopes: Scopes,
    exchange: Exchange,
    stated: _When | None = None,
) -> BudgetEntry | None:
    """A line of one scope and span; ``None``, with a fault, for a row that sums up others or limits
    nothing.
    """
    if _sums_up(row, scopes):
        return None
    scope = (
        scopes.one(row, "scope", cost_centres=True)
        if "scope" in row.table.columns
        else Scope(kind=ScopeKind.ORGANISATION)
    )
    when = stated or (_when(row, calendar) if calendar else None)
    if calendar is not None and when is not None:
        months = (month for period in when[1] for month in calendar.months_of(period))
        exchange = exchange.over(calendar.month_starts[month] for month in months)
    money = amount_of(row, "amount", exchange)
    amount, heads, category = money.value, row.whole("headcount"), row.choice("category")
    if (
        _limits_nothing(row, scope)
        or (calendar is not None and when is not None and _is_per_other(row, calendar, when[1]))
        or scope is None
        or when is None
        or (amount is None and heads is None)
    ):
        return None
    label, periods, since = when
    line = build_or_report(
        row,
        "scope",
        lambda: BudgetLine(
            id=name,
            scope=scope,
            periods=periods,
            label=label,
            amount=amount,
            stated=money.stated,
            category=Category(category or Category.TOTAL),
            headcount=heads,
        ),
    )
    return None if line is None else BudgetEntry(line, row, since)


def _sums_up(row: Row, scopes: Scopes) -> bool:
    """Report a row that is the sum of others."""
    sentence = (row.text("scope") or "") if "scope" in row.table.columns else ""
    if not looks_total(sentence) or fold(sentence) in scopes.teams:
        return False
    fix = _(
        "If it is the sum of other rows, delete it; a limit on everybody has the scope"
        " organisation."
    )
    row.fault("scope", _("a scope, not a sum"), fix)
    return True


def _is_per_other(row: Row, calendar: Calendar, periods: tuple[int, ...]) -> bool:
    """Report an amount that is said to be per month or quarter, for a row of another length: it may
    be a limit for each of them, or a part of the whole.
    """
    per = row.shown_units("amount").period or row.units("amount").period
    months = sum(len(calendar.months_of(period)) for period in periods)
    if (
        per is None
        or row.raw("amount") is None
        or abs(months - 12 / A_YEAR.get(per, 12 * 30)) < 0.01
    ):
        return False
    row.fault(
        "amount",
        _("what may be spent in the whole period of the row"),
        _(
            "Write that amount and take the unit out of the header; or give each month or quarter"
            " a row of its own."
        ),
    )
    return True


def _limits_nothing(row: Row, scope: Scope | None) -> bool:
    """Report a row on a place, to which no cost is booked, and one without a limit."""
    if scope is not None and scope.kind is ScopeKind.LOCATION:
        expected = _("organisation, a team, a department, a product line or a cost centre")
        fix = _(
            "Costs are booked by team and cost centre: give the people there a cost centre, and"
            " budget that."
        )
        row.fault("scope", expected, fix)
        return True
    if row.has("amount") or row.has("headcount"):
        return False
    expected, fix = (
        _("an amount or a headcount"),
        _("Fill in what the limit is, or delete the row."),
    )
    row.fault("amount", expected, fix)
    return True


def _named(text: str, calendar: Calendar) -> str:
    """How fiscal years are named, for those who name them by the year in which they end."""
    first = calendar.fiscal_year(0)
    if calendar.fiscal_year_start == 1 or not text.casefold().startswith("fy"):
        return ""
    return _(
        " Fiscal years are named after the year in which they begin: FY{first} starts in"
        " {first}-{fiscal_year_start:02}.",
        first=first,
        fiscal_year_start=calendar.fiscal_year_start,
    )


def _when(row: Row, calendar: Calendar) -> _When | None:
    """The span of a row; a fault outside the horizon, and a note where a part of it lies after."""
    raw = row.raw("period")
    try:
        if isinstance(raw, ErrorValue):
            raise Unreadable(
                _("a period"), _("The cell shows an error: fix its formula, or type the value.")
            )
        label, periods = period_label(raw, calendar)
    except Unreadable as problem:
        row.fault("period", problem.expected, problem.fix)
        return None
    if not periods:
        horizon = _("{labels} to {labels2}", labels=calendar.labels[0], labels2=calendar.labels[-1])
        row.fault(
            "period",
            _("a period of the horizon, {horizon}", horizon=horizon),
            _("Correct it, or delete the row.{named}", named=_named(to_text(raw), calendar)),
            to_text(raw),
        )
        return None
    since = begun_before(raw, calendar)
    if reaches_beyond(raw, calendar) and since is None:
        row.note(
            "period",
            _(
                "{label} reaches beyond the horizon: the amount is held against {inside} alone; put"
                " in what is left for these periods",
                label=label,
                inside=inside(calendar, periods),
            ),
        )
    return label, periods, since


def inside(calendar: Calendar, periods: tuple[int, ...]) -> str:
    """First and last of some periods.

    Parameters
    ----------
    calendar
        Names the periods.
    periods
        From 0, in order; not empty.

    Examples
    --------
    >>> quarters = Calendar(as_of=date(2027, 1, 1), start=date(2027, 1, 1), periods=4)
    >>> inside(quarters, (1, 2, 3))
    '2027-Q2 to 2027-Q4'
    """
    return _(
        "{labels} to {labels2}",
        labels=calendar.labels[periods[0]],
        labels2=calendar.labels[periods[-1]],
    )
