"""Budgets whose period began before the horizon: what Actuals say was spent of them is taken
off.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from orgplan.domain import (
    Actual,
    BudgetLine,
    Category,
    Organisation,
    Scope,
    ScopeKind,
    add_months,
)
from orgplan.language import _

from .budget import BudgetEntry, inside


def net_of_spent(
    org: Organisation, entries: Iterable[BudgetEntry], booked: Mapping[str, Collection[str]]
) -> Organisation:
    """The organisation with what is left of its budgets; each line of an earlier period has a note
    that says how it was read.

    Parameters
    ----------
    org
        Read for its actuals and horizon.
    entries
        Lines with their rows, which take the notes.
    booked
        Team → cost centres on which its people and seats are booked.

    Returns
    -------
    Organisation
        At least 0 is left of a line; what was spent is kept beside it. The same organisation where
        nothing was taken off.
    """
    lines = [_net(org, entry, booked) for entry in entries]
    return org.replace(budget=tuple(lines)) if any(line.spent != 0 for line in lines) else org


def _net(
    org: Organisation, entry: BudgetEntry, booked: Mapping[str, Collection[str]]
) -> BudgetLine:
    """A line without what was spent before the horizon, at least 0; all of it, with a note, where
    Actuals don't say what was spent.
    """
    line, since = entry.line, entry.since
    if since is None or line.amount is None:
        return line
    spent = spent_since(org, line, since, booked)
    last = f"{add_months(org.calendar.start, -1):%Y-%m}"
    words = {"label": line.label, "inside": inside(org.calendar, line.periods), "last": last}
    if spent is None:
        entry.row.note(
            "amount",
            _(
                "{label} began before the horizon, and Actuals do not cover all of it from"
                " {first:%Y-%m} to {last}: the amount is held against {inside} alone; fill in"
                " Actuals, or put in what is left for these periods",
                first=since,
                **words,
            ),
        )
        return line.replace(spent=None)
    taken = round(min(line.amount, spent), 2)
    left = round(line.amount - taken, 2)
    entry.row.note(
        "amount",
        _(
            "{label} began before the horizon: of {amount:,.2f}, {spent:,.2f} was spent from"
            " {first:%Y-%m} to {last} (Actuals), and {left:,.2f} is left for {inside}",
            amount=line.amount,
            spent=spent,
            left=left,
            first=since,
            **words,
        ),
    )
    return line.replace(amount=left, spent=taken)


def spent_since(
    org: Organisation, line: BudgetLine, since: date, booked: Mapping[str, Collection[str]]
) -> float | None:
    """What was spent on a line from a month on to the eve of the horizon; ``None`` where Actuals
    don't say it for every month and team.

    Parameters
    ----------
    org
        Read for its actuals and horizon.
    line
        A line whose period began before the horizon.
    since
        First day of its first month.
    booked
        Team → cost centres on which its people and seats are booked.

    Returns
    -------
    float or None
        In plan currency. A line of all money takes every category; another only its own.
    """
    found = {
        (actual.scope, actual.month) for actual in org.actuals if _speaks_of(actual, line.category)
    }
    months = []
    while since < org.calendar.start:
        months.append(since)
        since = add_months(since, 1)
    scopes = _places(org, line.scope, {place for place, month in found}, booked)
    if scopes is None or not all((scope, month) in found for scope in scopes for month in months):
        return None
    return sum(
        actual.amount
        for actual in org.actuals
        if actual.scope in scopes
        and actual.month in months
        and line.category in (Category.TOTAL, actual.category)
    )


def _speaks_of(actual: Actual, category: Category) -> bool:
    """Whether an actual says what was spent on a category: where parts are given, what has no row
    was nothing.
    """
    return category is Category.TOTAL or actual.category is not Category.TOTAL


def _places(
    org: Organisation, scope: Scope, given: Collection[Scope], booked: Mapping[str, Collection[str]]
) -> set[Scope] | None:
    """Teams and cost centres whose actuals make up a scope; ``None`` where those that are given
    don't.
    """
    if scope.kind is ScopeKind.COST_CENTRE:
        return {scope}
    inside_scope = org.teams_of(scope)
    found: set[Scope] = set()
    for team in inside_scope:
        own = Scope(kind=ScopeKind.TEAM, name=team)
        centres = {Scope(kind=ScopeKind.COST_CENTRE, name=name) for name in booked.get(team, ())}
        if own in given:
            found.add(own)
        elif org.people_of_team[team] and not _shared(centres, inside_scope, booked):
            found |= centres
        elif org.people_of_team[team]:
            return None
    return found or None


def _shared(
    centres: Iterable[Scope], teams: Collection[str], booked: Mapping[str, Collection[str]]
) -> bool:
    """Whether other teams than these are booked on a cost centre."""
    names = {centre.name for centre in centres}
    return any(names & set(of) for team, of in booked.items() if team not in teams)
