"""Actuals: read month by month for teams and cost centres, and written back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from orgplan.domain import (
    Actual,
    Calendar,
    Category,
    CostSplit,
    Organisation,
    Person,
    Relocation,
    Scope,
    ScopeKind,
    Team,
    add_months,
    year_start,
)
from orgplan.excel.read import ErrorValue, Unreadable
from orgplan.language import N_, _, with_values
from orgplan.schema import inputs

from ...output.table_rows import Listing, cells_of, listing
from ...tables.build import build_or_report
from ...tables.keyed_rows import KeyedRows
from ...tables.row import Row
from ...tables.table import Table
from ...terms.amounts import amount_of
from ...terms.currency import Exchange
from ...terms.periods import month_of
from ...terms.scopes import Scopes

WITH_HEADS = (Category.TOTAL, Category.PAY)


@dataclass(frozen=True)
class ActualContext:
    """What rows of Actuals are read against; `booked` are the cost centres of each team.

    Attributes
    ----------
    calendar
        Says which months may have actuals; ``None`` where Settings have faults.
    scopes
        Finds teams and cost centres.
    exchange
        Rates, of which each row takes that of its month.
    booked
        Team → cost centres on which its people and seats are booked.
    """

    calendar: Calendar | None
    scopes: Scopes
    exchange: Exchange
    booked: Mapping[str, Collection[str]]


def centres_of(
    people: Collection[Person], teams: Iterable[Team], more: Iterable[CostSplit | Relocation] = ()
) -> dict[str, set[str]]:
    """Team → cost centres on which its people and seats are booked.

    Parameters
    ----------
    people
        A person's own cost centre counts beside the team's.
    teams
        A team without a cost centre is booked under its own name.
    more
        Splits of cost and relocations, which may book a person elsewhere.

    Returns
    -------
    dict
        Several for a team whose people are booked in more than one place: actuals of the team and
        of one of these cost centres may then overlap.
    """
    own = {team.id: team.cost_centre or team.id for team in teams}
    found = {team: {centre} for team, centre in own.items()}
    for person in people:
        found.setdefault(person.team, set()).add(
            person.cost_centre or own.get(person.team, person.team)
        )
    team_of = {person.id: person.team for person in people}
    for one in more:
        if one.cost_centre:
            found.setdefault(team_of[one.person_id], set()).add(one.cost_centre)
    return found


def read_actuals(table: Table | None, context: ActualContext) -> tuple[Actual, ...]:
    """The domain's actuals, in the order of the sheet; rows with faults are left out.

    Parameters
    ----------
    table
        ``None`` if there is no such sheet.
    context
        Finds scopes and months, and converts amounts at the rate of their month.

    Returns
    -------
    tuple of Actual
        In plan currency, by the first day of the month; heads are people paid in it on average. Two
        rows of one month that may hold the same money are a fault; months without a row are named
        in a note.
    """
    rows = [(row, actual) for row in table or () if (actual := _actual(row, context)) is not None]
    _refuse_twice(rows)
    _refuse_overlaps(rows, context.booked)
    _note_missing(rows, context.calendar)
    return tuple(actual for _, actual in rows)


def _actual(row: Row, context: ActualContext) -> Actual | None:
    """An actual, converted at the rate of its month; heads stand with pay and total alone."""
    scope, month = _scope(row, context.scopes), _month(row, context.calendar)
    money = amount_of(
        row, "amount", context.exchange if month is None else context.exchange.over([month])
    )
    amount = money.value
    category, heads = Category(row.choice("category") or Category.TOTAL), row.number_in("heads")
    if row.has("heads") and category not in WITH_HEADS:
        row.fault(
            "heads",
            _("heads with pay or total alone"),
            _("Leave it blank here, and put it into the row of pay."),
        )
    if scope is None or month is None or amount is None:
        return None
    return build_or_report(
        row,
        "scope",
        lambda: Actual(
            scope=scope,
            month=month,
            amount=amount,
            category=category,
            heads=heads,
            stated=money.stated,
        ),
    )


def _scope(row: Row, scopes: Scopes) -> Scope | None:
    """A team or a cost centre; the name of a team with others below it means the team alone."""
    scope = scopes.one(row, "scope", cost_centres=True)
    if scope is None or scope.kind in (ScopeKind.TEAM, ScopeKind.COST_CENTRE):
        return scope
    if scope.kind is ScopeKind.DEPARTMENT:
        row.note(
            "scope", _("{scope} means the team alone, without the teams below it", scope=scope.name)
        )
        return Scope(kind=ScopeKind.TEAM, name=scope.name)
    row.fault(
        "scope",
        _("a team or a cost centre"),
        _("Split the amount by team or cost centre: what is compared must be booked somewhere."),
    )
    return None


def _month(row: Row, calendar: Calendar | None) -> date | None:
    """The month of a row; a fault outside the fiscal year in which the horizon begins and the
    horizon itself.
    """
    raw = row.raw("month")
    if calendar is None or raw is None:
        return None
    try:
        if isinstance(raw, ErrorValue):
            raise Unreadable(
                _("a month such as 2027-01"),
                _("The cell shows an error: fix its formula, or type the value."),
            )
        month = month_of(raw, calendar)
    except Unreadable as problem:
        row.fault("month", problem.expected, problem.fix)
        return None
    first = year_start(calendar)
    if not first <= month <= calendar.month_starts[-1]:
        expected = _(
            "a month from {first:%Y-%m}, in which the fiscal year begins, to {month_starts:%Y-%m}",
            first=first,
            month_starts=calendar.month_starts[-1],
        )
        row.fault("month", expected, _("Correct it, or delete the row."))
        return None
    return month


def _refuse_twice(rows: Iterable[tuple[Row, Actual]]) -> None:
    """Each scope, month and category once, and either the total or its parts."""
    seen = KeyedRows[tuple[Scope, date, Category]](
        "amount",
        _("each team or cost centre, month and category once"),
        N_("It is already in {cell}: add the two up, or delete one."),
    )
    for row, actual in rows:
        key = actual.scope, actual.month, actual.category
        if not seen.put(key, row):
            continue
        whole = actual.category is Category.TOTAL
        others = [Category.PAY, Category.HIRING, Category.TRAINING] if whole else [Category.TOTAL]
        keys = ((*key[:2], other) for other in others)
        clash = next((seen.row[one] for one in keys if one in seen.row), None)
        if clash is not None:
            fix = _(
                "{cell} is of the same month: give the total, or its parts.",
                cell=clash.at("amount"),
            )
            row.fault("category", _("the total or its parts, not both"), fix, actual.category.value)


def _refuse_overlaps(
    rows: Iterable[tuple[Row, Actual]], booked: Mapping[str, Collection[str]]
) -> None:
    """A team and a cost centre on which it is booked would count the same money twice."""
    centres = {
        actual.scope.name: row for row, actual in rows if actual.scope.kind is ScopeKind.COST_CENTRE
    }
    for row, actual in rows:
        if actual.scope.kind is ScopeKind.TEAM:
            shared = next(
                (
                    centre
                    for centre in sorted(booked.get(actual.scope.name, ()))
                    if centre in centres
                ),
                None,
            )
            if shared is not None:
                fix = _(
                    "{scope} is booked on {shared}, which {cell} states: give one or the other.",
                    scope=actual.scope.name,
                    shared=shared,
                    cell=centres[shared].at("scope"),
                )
                row.fault(
                    "scope", _("teams and cost centres that share no cost"), fix, actual.scope.name
                )


def _note_missing(rows: Iterable[tuple[Row, Actual]], calendar: Calendar | None) -> None:
    """Months between the first and the last that somebody's actuals leave out are named: the
    outlook takes their plan, and is not known where there is none.
    """
    accounts: dict[tuple[Scope, Category], list[tuple[Row, date]]] = {}
    last = max((actual.month for _, actual in rows), default=None)
    for row, actual in rows:
        accounts.setdefault((actual.scope, actual.category), []).append((row, actual.month))
    for (scope, category), months in accounts.items():
        given = {month for _, month in months}
        month, missing = min(given), list[date]()
        while last is not None and month <= last:
            if month not in given:
                missing.append(month)
            month = add_months(month, 1)
        start = calendar.start if calendar is not None else date.min
        for gone, sentence in (
            (True, _("{scope}, {value}: no actuals are given for {missing}, before the horizon: "
                     "without them the outlook is not known")),
            (False, _("{scope}, {value}: no actuals are given for {missing}; the outlook takes the "
                      "plan of these months")),
        ):  # fmt: skip
            names = _(", ").join(f"{month:%Y-%m}" for month in missing if (month < start) is gone)
            if names:
                text = with_values(sentence, scope=scope, value=_(category.value), missing=names)
                months[0][0].note("month", text)


def actuals(org: Organisation, scopes: Scopes) -> Listing:
    """The rows of the sheet.

    Parameters
    ----------
    org
        Read for its actuals.
    scopes
        Writes teams and cost centres so that they are read back as the same.
    """
    return listing(
        inputs.ACTUALS,
        (
            cells_of(actual, inputs.ACTUALS, org)
            | {
                "scope": scopes.written(actual.scope, cost_centres=True),
                "month": f"{actual.month:%Y-%m}",
            }
            for actual in org.actuals
        ),
    )
