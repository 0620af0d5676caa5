"""Actuals against the plan, month by month, with the year to date and the outlook for the whole
fiscal year.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from orgplan.domain import Actual, Calendar, Category, Organisation, Scope, add_months, year_start

from .budget_variance import ALL_MONEY, EVERYBODY, Basis, in_scope
from .cell_comparison import shifted_flow, shifted_stock
from .cost_drivers import CostDriver
from .variance import Split, VarianceCell, cents, rounded, split


@dataclass(frozen=True)
class MonthOfAccount:
    """One month of the fiscal year: cents spent (``None`` where no actual is given) and planned
    (``None`` before the horizon).

    Attributes
    ----------
    label
        The month, such as ``2027-03``.
    actual, planned
        Cents; ``None`` where nothing is known.
    """

    label: str
    actual: int | None
    planned: int | None

    @property
    def outlook(self) -> int | None:
        """What was spent, or else what is planned; ``None`` where neither is known."""
        return self.planned if self.actual is None else self.actual


@dataclass(frozen=True)
class AccountActuals:
    """A team or cost centre and a category over a fiscal year with actuals.

    Attributes
    ----------
    scope, category
        Whose cost it is, and for what.
    year
        Label of the fiscal year, for instance ``FY2027``.
    months
        All months of the fiscal year up to the end of the horizon.
    basis
        Heads where they are given for every month to date that lies in the horizon, else money.
    splits
        Why actual and plan differ, for each month to date that lies in the horizon.
    missing
        Labels of months up to the last with any actuals for which this account has none: they are
        never taken for nothing spent.
    """

    scope: Scope
    category: Category
    year: str
    months: tuple[MonthOfAccount, ...]
    basis: Basis
    splits: tuple[Split, ...]
    missing: tuple[str, ...] = ()

    @property
    def compared(self) -> tuple[MonthOfAccount, ...]:
        """Months with an actual and a plan: the only ones of which the two are set side by side."""
        return tuple(
            month for month in self.months if month.actual is not None and month.planned is not None
        )

    @property
    def to_date(self) -> tuple[MonthOfAccount, ...]:
        """Months with actuals."""
        return tuple(month for month in self.months if month.actual is not None)

    @property
    def outlook(self) -> int | None:
        """Cents of the fiscal year: spent, and planned where no actual is given; ``None`` where a
        month has neither.
        """
        known = [month.outlook for month in self.months if month.outlook is not None]
        return sum(known) if len(known) == len(self.months) else None

    @property
    def plan_of_year(self) -> int | None:
        """Cents planned for the fiscal year, months before the horizon as spent; ``None`` where a
        month has neither.
        """
        return (
            None
            if self.outlook is None
            else sum((m.actual if m.planned is None else m.planned) or 0 for m in self.months)
        )


def label_of(month: date) -> str:
    """Label of a month, as Cost by month has it.

    Parameters
    ----------
    month
        Any day of it.

    Returns
    -------
    str
        ``2027-03``.

    Examples
    --------
    >>> label_of(date(2027, 3, 31))
    '2027-03'
    """
    return f"{month:%Y-%m}"


def fiscal_years(org: Organisation) -> tuple[tuple[date, ...], ...]:
    """Months of each fiscal year with actuals, in order, up to the end of the horizon.

    Parameters
    ----------
    org
        Read for the months of its actuals and for its calendar.

    Returns
    -------
    tuple[tuple[date, ...], ...]
        First days of months, from the first fiscal year of the calendar on; a year that the horizon
        ends is cut short there. Empty without actuals.
    """
    calendar, found = org.calendar, []
    given = {actual.month for actual in org.actuals}
    first = year_start(calendar)
    while given and first <= max(given):
        year = tuple(
            month
            for number in range(12)
            if (month := add_months(first, number)) <= calendar.month_starts[-1]
        )
        if given & set(year):
            found.append(year)
        first = add_months(first, 12)
    return tuple(found)


def accounts(org: Organisation, booked: Sequence[CostDriver]) -> tuple[AccountActuals, ...]:
    """Every team or cost centre and category for which actuals are given, in their order, from what
    the plan books; year by year.

    Parameters
    ----------
    org
        Read for its actuals.
    booked
        Entries of the plan (:func:`orgplan.analysis.money.cost_drivers.cost_drivers`).

    Returns
    -------
    tuple[AccountActuals, ...]
        One for each account and fiscal year up to the last month with any actuals; an account has
        no entry for years that end before its first actual.
    """
    given: dict[tuple[Scope, Category], list[Actual]] = {}
    for actual in org.actuals:
        given.setdefault((actual.scope, actual.category), []).append(actual)
    last = max((actual.month for actual in org.actuals), default=None)
    return tuple(
        _account(org, booked, key, rows, done, months)
        for key, rows in given.items()
        for months in fiscal_years(org)
        if last is not None
        and (done := [m for m in months if min(row.month for row in rows) <= m <= last])
    )


def _account(
    org: Organisation,
    booked: Iterable[CostDriver],
    key: tuple[Scope, Category],
    rows: Sequence[Actual],
    done: Sequence[date],
    months: Sequence[date],
) -> AccountActuals:
    """One account over one fiscal year: cells for the months of the horizon with an actual.

    Parameters
    ----------
    org
        Read for its calendar.
    booked
        Entries of the plan.
    key
        Part of the organisation, and category.
    rows
        Its actuals, in major units; heads may be blank.
    done
        Months of the year that count as past.
    months
        All months of the year, up to the end of the horizon.

    Returns
    -------
    AccountActuals
        Split by heads where all of pay is meant and every month has them, else by money alone.
    """
    scope, category = key
    spent = {row.month: row for row in rows}
    beside = [month for month in done if month >= org.calendar.start and month in spent]
    plan = _planned(org, booked, scope, category)
    heads = category in (Category.TOTAL, Category.PAY) and all(
        spent[month].heads is not None for month in beside
    )
    cells = []
    for month in beside:
        units, cost = plan.get(month, (0.0, 0))
        actual = cents(spent[month].amount)
        sizes = (
            (rounded(units), rounded(spent[month].heads or 0.0))
            if heads
            else (cost / 100, actual / 100)
        )
        item = EVERYBODY if heads else ALL_MONEY
        cells.append(
            VarianceCell(
                scope.label,
                category.value,
                item,
                label_of(month),
                sizes[0],
                cost,
                sizes[1],
                actual,
                0.0,
            )
        )
    basis = Basis.HEADS if heads else Basis.MONEY
    months_of = tuple(_month(org.calendar, month, spent, plan) for month in months)
    missing = tuple(label_of(month) for month in months if month <= done[-1] and month not in spent)
    return AccountActuals(
        scope,
        category,
        f"FY{months[0].year}",
        months_of,
        basis,
        split(_shifted(cells, basis)),
        missing,
    )


def _month(
    calendar: Calendar,
    month: date,
    spent: Mapping[date, Actual],
    plan: Mapping[date, tuple[float, int]],
) -> MonthOfAccount:
    actual = cents(spent[month].amount) if month in spent else None
    planned = plan.get(month, (0.0, 0))[1] if month >= calendar.start else None
    return MonthOfAccount(label_of(month), actual, planned)


def _planned(
    org: Organisation, booked: Iterable[CostDriver], scope: Scope, category: Category
) -> Mapping[date, tuple[float, int]]:
    """Month → head-months, and cents that count, in the plan."""
    found: dict[date, tuple[float, int]] = {}
    for entry in booked:
        if in_scope(org, scope, entry.team, entry.centre):
            month = org.calendar.month_starts[entry.month]
            heads, spent = found.get(month, (0.0, 0))
            there = entry.units if entry.kind == Category.PAY.value else 0.0
            found[month] = (
                heads + there,
                spent + (entry.cents if category in (Category.TOTAL, entry.category) else 0),
            )
    return found


def _shifted(cells: Sequence[VarianceCell], basis: Basis) -> tuple[VarianceCell, ...]:
    """Cells with what other months have given back since."""
    if not cells:
        return ()
    rule = shifted_stock if basis is Basis.HEADS else shifted_flow
    shifts = rule([cell.units_after - cell.units_before for cell in cells])
    return tuple(replace(cell, shifted=shift) for cell, shift in zip(cells, shifts, strict=True))
