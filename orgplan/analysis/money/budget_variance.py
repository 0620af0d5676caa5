"""Budget lines against the plan, in four parts: what each line was meant to buy, and what the plan
buys instead.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from orgplan.domain import (
    BudgetLine,
    Category,
    Organisation,
    Plan,
    Scope,
    ScopeKind,
)
from orgplan.finance.cents import cents
from orgplan.language import N_

from .budgeted_costs import budgeted, with_positions
from .cell_comparison import compared, shifted_flow, shifted_stock
from .cost_drivers import CostDriver
from .variance import NOT_ALLOCATED, Split, VarianceCell, rounded, split

EVERYBODY = N_("everybody")
ALL_MONEY = N_("money")


class Basis(StrEnum):
    """What is known of that for which a line was granted.

    Seats: where positions are kept, those of its scope at their budgeted pay and start, and
    everybody who is in none of them as they are; what the amount exceeds (or falls short of) their
    cost is not allocated. Heads: the heads that the line states, evenly over its periods. Money:
    nothing else, so that the whole difference is volume, but for what other lines of the same scope
    and category give back.
    """

    SEATS = "seats"
    HEADS = "heads"
    MONEY = "money"


@dataclass(frozen=True)
class LineSplit:
    """A budget line with the basis of its split and the parts, cell by cell.

    Attributes
    ----------
    line
        A line with an amount.
    basis
        What is known of that for which it was granted.
    splits
        Cells with their parts, in cents.
    """

    line: BudgetLine
    basis: Basis
    splits: tuple[Split, ...]


def line_splits(
    org: Organisation, plan: Plan, booked: Sequence[CostDriver], idle: Sequence[CostDriver]
) -> tuple[LineSplit, ...]:
    """The split of every line with an amount, from what the plan books and what doing nothing
    would.

    Parameters
    ----------
    org
        Read for its budget lines; those without an amount are left out.
    plan
        Its seats are known under the position that they fill.
    booked, idle
        Entries of the plan, and of doing nothing
        (:func:`orgplan.analysis.money.cost_drivers.cost_drivers`).

    Returns
    -------
    tuple[LineSplit, ...]
        In the order of the budget; the parts of a line add up to plan less budget, in cents.
    """
    seats, known = budgeted(org, idle), with_positions(org, plan, booked)
    sums = _by_account(org, booked)
    bases: dict[str, Basis] = {}
    cells: dict[str, tuple[VarianceCell, ...]] = {}
    for line in (line for line in org.budget if line.amount is not None):
        granted = [entry for entry in seats if _bought(org, line, entry)]
        if any(_inside(org, line, entry) and entry.cents > 0 for entry in granted):
            found = Basis.SEATS
            inside = {org.calendar.label(period) for period in line.periods}
            whole = compared(
                org,
                granted,
                [entry for entry in known if _bought(org, line, entry)],
                group=_named(line.id),
            )
            cells[line.id] = (
                *(cell for cell in whole if cell.period in inside),
                *_not_allocated(org, line, granted),
            )
        elif line.headcount and line.category in (Category.TOTAL, Category.PAY):
            found = Basis.HEADS
            cells[line.id] = tuple(_of_heads(org, line, line.headcount, sums))
        else:
            found = Basis.MONEY
            cells[line.id] = (_of_money(org, line, sums),)
        bases[line.id] = found
    _shift_accounts(org, bases, cells)
    lines = {line.id: line for line in org.budget}
    return tuple(LineSplit(lines[name], bases[name], split(cells[name])) for name in cells)


def is_whole(line: BudgetLine) -> bool:
    """Whether a line limits all cost of the organisation.

    Parameters
    ----------
    line
        Of any periods: those of a quarter count too.

    Returns
    -------
    bool
        ``False`` for a line without an amount, or on one category.
    """
    return (
        line.amount is not None
        and line.scope.kind is ScopeKind.ORGANISATION
        and line.category is Category.TOTAL
    )


def _named(group: str) -> Callable[[CostDriver], str]:
    return lambda _: group


def _bought(org: Organisation, line: BudgetLine, entry: CostDriver) -> bool:
    """Whether what an entry costs falls into the scope and category of a line, in whatever
    period.
    """
    return line.category in (Category.TOTAL, entry.category) and in_scope(
        org, line.scope, entry.team, entry.centre
    )


def in_scope(org: Organisation, scope: Scope, team: str, centre: str) -> bool:
    """Whether a scope takes in what is booked to a team and cost centre.

    Parameters
    ----------
    org
        Read for the teams of departments and other scopes.
    scope
        A part of the organisation.
    team, centre
        Where a cost is booked.

    Returns
    -------
    bool
        A scope of a cost centre looks at `centre` alone, any other at `team` alone.
    """
    return (
        centre == scope.name if scope.kind is ScopeKind.COST_CENTRE else team in org.teams_of(scope)
    )


def _inside(org: Organisation, line: BudgetLine, entry: CostDriver) -> bool:
    """Whether an entry falls into the periods of a line."""
    return entry.month // org.calendar.months_per_period in line.periods


def _not_allocated(
    org: Organisation, line: BudgetLine, granted: Iterable[CostDriver]
) -> Iterator[VarianceCell]:
    """What the amount leaves beside the cost of the seats that it was granted for, by period in
    proportion to their cost; the last takes the rounding.
    """
    costs = dict.fromkeys(line.periods, 0)
    for entry in granted:
        if _inside(org, line, entry):
            costs[entry.month // org.calendar.months_per_period] += entry.cents
    whole = sum(costs.values())
    rest = cents(line.amount or 0.0) - whole
    shares = [round(cost * rest / whole) for cost in costs.values()]
    shares[-1] += rest - sum(shares)
    for period, share in zip(costs, shares, strict=True):
        if share:
            yield VarianceCell(
                line.id,
                NOT_ALLOCATED,
                ALL_MONEY,
                org.calendar.label(period),
                0.0,
                share,
                0.0,
                0,
                0.0,
            )


def even(amount: int, parts: int) -> list[int]:
    """Cents in equal parts; the last takes the rounding.

    Parameters
    ----------
    amount
        Cents.
    parts
        1 or more.

    Returns
    -------
    list[int]
        They add up to `amount`.

    Examples
    --------
    >>> even(100, 3)
    [33, 33, 34]
    """
    each = round(amount / parts)
    return [*[each] * (parts - 1), amount - each * (parts - 1)]


BudgetCell = tuple[str, str, Category, int]  # team, cost centre, category, period


def _by_account(
    org: Organisation, booked: Iterable[CostDriver]
) -> Mapping[BudgetCell, tuple[float, int]]:
    """Head-months and cents by team, cost centre, category and period."""
    sums: dict[BudgetCell, tuple[float, int]] = {}
    for entry in booked:
        key = (
            entry.team,
            entry.centre,
            entry.category,
            entry.month // org.calendar.months_per_period,
        )
        units, amount = sums.get(key, (0.0, 0))
        sums[key] = (
            units + (entry.units if entry.kind == Category.PAY.value else 0.0),
            amount + entry.cents,
        )
    return sums


def _chosen(
    org: Organisation, line: BudgetLine, sums: Mapping[BudgetCell, tuple[float, int]], period: int
) -> tuple[float, int]:
    """Head-months, and cents that count against a line, in one period."""
    heads, spent = 0.0, 0
    for (team, centre, category, when), (units, amount) in sums.items():
        if when == period and in_scope(org, line.scope, team, centre):
            heads += units if category is Category.PAY else 0.0
            spent += amount if line.category in (Category.TOTAL, category) else 0
    return heads, spent


def _of_heads(
    org: Organisation, line: BudgetLine, granted: int, sums: Mapping[BudgetCell, tuple[float, int]]
) -> Iterator[VarianceCell]:
    """A cell for each period of a line with heads: the heads by months, and an even part of the
    amount, in cents.
    """
    months = org.calendar.months_per_period
    for period, amount in zip(
        line.periods, even(cents(line.amount or 0.0), len(line.periods)), strict=True
    ):
        heads, spent = _chosen(org, line, sums, period)
        label = org.calendar.label(period)
        yield VarianceCell(
            line.id,
            line.category.value,
            EVERYBODY,
            label,
            float(granted * months),
            amount,
            rounded(heads),
            spent,
            0.0,
        )


def _of_money(
    org: Organisation, line: BudgetLine, sums: Mapping[BudgetCell, tuple[float, int]]
) -> VarianceCell:
    """One cell for a line of which only the amount is known: its unit is money, so that all of the
    difference is volume.
    """
    spent = sum(_chosen(org, line, sums, period)[1] for period in line.periods)
    amount = cents(line.amount or 0.0)
    return VarianceCell(
        line.id,
        line.category.value,
        ALL_MONEY,
        line.label,
        amount / 100,
        amount,
        spent / 100,
        spent,
        0.0,
    )


def _shift_accounts(
    org: Organisation, bases: Mapping[str, Basis], cells: dict[str, tuple[VarianceCell, ...]]
) -> None:
    """What lines of one scope, category and length give each other back is shifted, not lasting."""
    accounts: dict[tuple[object, ...], list[BudgetLine]] = {}
    for line in org.budget:
        if line.id in cells and bases[line.id] is not Basis.SEATS:
            accounts.setdefault(
                (line.scope, line.category, len(line.periods), bases[line.id]), []
            ).append(line)
    for (*_, basis), lines in accounts.items():
        ordered = [
            (line.id, place)
            for line in sorted(lines, key=lambda line: line.periods)
            for place in range(len(cells[line.id]))
        ]
        differences = [
            cells[name][place].units_after - cells[name][place].units_before
            for name, place in ordered
        ]
        rule = shifted_stock if basis is Basis.HEADS else shifted_flow
        shifts = dict(zip(ordered, rule(differences), strict=True))
        for line in lines:
            cells[line.id] = tuple(
                replace(cell, shifted=shifts[line.id, place])
                for place, cell in enumerate(cells[line.id])
            )
