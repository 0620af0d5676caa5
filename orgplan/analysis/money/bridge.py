"""A bridge from what a plan cost to what it costs now, by cause; its steps add up to the
difference, to the cent.

Both sides are rows of cost by month. What somebody cost for the months is split into the days
worked (timing), the pay, and the rates that come on top; whoever stands on one side alone is a seat
or a person added or taken away.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from orgplan.domain import Calendar
from orgplan.finance.cents import cents as to_cents
from orgplan.finance.pay import LEAVERS

PAY = ("base", "contractor")
ON_TOP = ("bonus", "tax", "benefits")
SAME = 1e-6  # growth that is rounding


class Cause(StrEnum):
    """Why the cost of a plan differs from before.

    Examples
    --------
    >>> op.Cause("pay")
    <Cause.PAY: 'pay'>
    """

    ADDED = "added to the plan or the roster"
    REMOVED = "taken away"
    DATES = "start or end"
    PAY = "pay"
    RATES = "rates: exchange, merit, bonus, tax, benefits"
    EXPECTED_LEAVERS = "expected leavers"
    BOOKING = "team or cost centre"
    ONE_TIME = "one-time cost"


@dataclass(frozen=True)
class CostRow:
    """One component of what somebody costs, in cents by month.

    Attributes
    ----------
    owner
        Person or seat, and the action that causes the cost (blank for the roster's pay).
    component
        Of the ledger, such as ``base``.
    booked
        Team and cost centre.
    first, last
        First and last day, where the row is pay.
    months
        Cents of every month of the horizon.
    """

    owner: tuple[str, str]
    component: str
    booked: tuple[str, str]
    first: date | None
    last: date | None
    months: tuple[int, ...]


@dataclass(frozen=True)
class Typed:
    """What was typed anew: pay (on the roster, the plan or in bands), and rates (exchange, merit,
    bonus, tax, benefits).

    Attributes
    ----------
    pay, rates
        Whether a sheet on which they stand was changed since.
    """

    pay: bool
    rates: bool


@dataclass(frozen=True)
class BridgeStep:
    """One step of the bridge: whose cost changed, why, and by how many cents; moves of booking come
    to nothing in all.

    Attributes
    ----------
    cause
        Why the cost changed.
    owner
        Person or seat.
    team
        Where it is booked now.
    cents
        Negative where it costs less.

    Examples
    --------
    >>> op.BridgeStep(op.Cause.PAY, "P01", "Payments", cents=50_000).cents
    50000
    """

    cause: Cause
    owner: str
    team: str
    cents: int


def bridge(
    old: Iterable[CostRow], new: Iterable[CostRow], calendar: Calendar, typed: Typed
) -> tuple[BridgeStep, ...]:
    """Steps from old to new, in the order of the causes.

    Parameters
    ----------
    typed
        What was typed anew.
    """
    before, after = _by_owner(old), _by_owner(new)
    steps: list[BridgeStep] = []
    for owner in dict.fromkeys((*before, *after)):
        steps += _of_owner(owner[0], before.get(owner, []), after.get(owner, []), calendar, typed)
    order = [*Cause]
    return tuple(sorted(steps, key=lambda step: (order.index(step.cause), step.team, step.owner)))


def _by_owner(rows: Iterable[CostRow]) -> dict[tuple[str, str], list[CostRow]]:
    found: dict[tuple[str, str], list[CostRow]] = {}
    for row in rows:
        found.setdefault(row.owner, []).append(row)
    return found


def _of_owner(
    name: str, old: list[CostRow], new: list[CostRow], calendar: Calendar, typed: Typed
) -> Iterable[BridgeStep]:
    """Steps of one person or seat, in cents: added or taken away as a whole; else its team first,
    then each component by cause.

    Where all of it moved to another team, the smaller of both totals changes its place; what is
    left is a difference of the amounts.
    """
    team = (new or old)[0].booked[0]
    if not old or not new:
        total = _total(new) - _total(old)
        if total:
            yield BridgeStep(Cause.REMOVED if not new else Cause.ADDED, name, team, total)
        return
    amounts = dict.fromkeys(Cause, 0)
    places = [{row.booked[0] for row in rows} for rows in (old, new)]
    if all(len(teams) == 1 for teams in places) and places[0] != places[1]:
        moved = min(_total(old), _total(new), key=abs)
        yield BridgeStep(Cause.BOOKING, name, old[0].booked[0], -moved)
        yield BridgeStep(Cause.BOOKING, name, team, moved)
    for component in dict.fromkeys(row.component for row in (*old, *new)):
        _split(component, old, new, calendar, amounts, typed)
    for cause, amount in amounts.items():
        if amount:
            yield BridgeStep(cause, name, team, amount)


def _total(rows: Iterable[CostRow]) -> int:
    return sum(sum(row.months) for row in rows)


def _months(rows: Iterable[CostRow], component: str, length: int) -> list[int]:
    found = [0] * length
    for row in rows:
        if row.component == component:
            found = [one + other for one, other in zip(found, row.months, strict=True)]
    return found


def _split(
    component: str,
    old: list[CostRow],
    new: list[CostRow],
    calendar: Calendar,
    amounts: dict[Cause, int],
    typed: Typed,
) -> None:
    """The difference of a component, month by month: days, then pay, then what is left to rates."""
    was, now = (_months(rows, component, calendar.months) for rows in (old, new))
    if component not in (*PAY, *ON_TOP):
        cause = Cause.EXPECTED_LEAVERS if component == LEAVERS else Cause.ONE_TIME
        amounts[cause] += sum(now) - sum(was)
        return
    growth = _growth(old, new, calendar) if typed.pay and typed.rates else {}
    at_first = next(iter(growth.values()), 1.0)
    for month in range(calendar.months):
        days = _share(old, calendar, month), _share(new, calendar, month)
        moved = _of_days(was[month], now[month], *days)
        amounts[Cause.DATES] += moved
        rest = now[month] - was[month] - moved
        of_pay = rest if typed.pay and not typed.rates else 0
        if abs(growth.get(month, 1.0) - 1) > SAME:
            of_pay = to_cents((was[month] + moved) * (at_first - 1) / 100)
        amounts[Cause.PAY] += of_pay
        amounts[Cause.RATES] += rest - of_pay


def _of_days(was: int, now: int, before: float, after: float) -> int:
    """What other days cost at the old rate, or at the new one where there was none.

    Parameters
    ----------
    was, now
        Cents before and now.
    before, after
        Months worked before and now, days as shares.

    Returns
    -------
    int
        Cents.

    Examples
    --------
    >>> _of_days(was=1000, now=1800, before=2.0, after=3.0)
    500
    """
    if before == after:
        return 0
    if before == 0:
        return now
    return to_cents(was * (after - before) / before / 100)


def _growth(old: list[CostRow], new: list[CostRow], calendar: Calendar) -> Mapping[int, float]:
    """Month that both sides have → growth of base: pay typed anew shows in the first, merit
    later.
    """
    sides = [
        [
            sum(pair)
            for pair in zip(*(_months(rows, one, calendar.months) for one in PAY), strict=True)
        ]
        for rows in (old, new)
    ]
    found = {}
    for month, (was, now) in enumerate(zip(*sides, strict=True)):
        before, after = _share(old, calendar, month), _share(new, calendar, month)
        if was and now and before and after:
            found[month] = float((now / after) / (was / before))
    return found


def _share(rows: Iterable[CostRow], calendar: Calendar, month: int) -> float:
    """Share of a month in which somebody is there."""
    spans = {(row.first, row.last) for row in rows if row.component in PAY and row.first}
    return max((calendar.share_of_month(month, first, last) for first, last in spans), default=0.0)


def by_cause(steps: Iterable[BridgeStep]) -> Mapping[Cause, int]:
    """Cents by cause, in their order.

    Parameters
    ----------
    steps
        Of one bridge.

    Returns
    -------
    Mapping[Cause, int]
        Every cause, also with 0 cents.
    """
    found = dict.fromkeys(Cause, 0)
    for step in steps:
        found[step.cause] += step.cents
    return found
