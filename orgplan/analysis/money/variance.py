r"""Why two sets of figures differ: timing, volume, mix and rate, which add up to the difference to
the cent.

Both sets say, cell by cell (a cost centre or budget line, what is bought, the role or course, a
period), how much was paid for how many units: head-months of pay, seats filled, courses begun, or
money alone where nothing else is known. With units :math:`q`, cost :math:`c`, the first set marked
:math:`a` and the second :math:`b`:

.. math::

    r_i = c^a_i / q^a_i, \quad R = \sum_i c^a_i / \sum_i q^a_i, \quad g_i = q^b_i - q^a_i = s_i +
    l_i

    timing_i = s_i\, r_i, \quad volume_i = l_i\, R, \quad mix_i = l_i\, r_i - volume_i, \quad rate_i
    = c^b_i - c^a_i - timing_i - volume_i - mix_i

The gap in units is split in two. What is *shifted* (s) comes of the same seats, there earlier or
later: it has no effect on what continues at the end. What *lasts* (l) is seats that one set has and
the other has not. Timing, volume and mix are rounded to the cent; the rate takes what is left,
which is :math:`q^b_i (r^b_i - r_i)` but for the rounding. A cell that the first set does not know
in a period takes its rate of all periods, and one that it does not know at all its own rate of the
second set, so that a new role is mix, not rate. Money of a budget that nothing was to be bought for
is no price: it is a part of its own, *not allocated*.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from orgplan.domain import Category, Organisation
from orgplan.language import N_

from .cost_drivers import CostDriver

CostKey = tuple[str, str, str]  # group, kind, role or course
NOT_ALLOCATED = N_(
    "not allocated"  # kind of a cell of budgeted money for which nothing is known to be bought
)


@dataclass(frozen=True, slots=True)
class VarianceCell:
    """Units and cents of both sets for a group (a cost centre, a budget line), kind of cost, role
    or course, and period.

    Attributes
    ----------
    group
        Cost centre or budget line.
    kind
        What is bought, or :data:`NOT_ALLOCATED`.
    item
        Role or course.
    period
        Label of a period, of actuals of a month.
    units_before, units_after
        Units of the first and the second set.
    cost_before, cost_after
        Cents of the first and the second set.
    shifted
        Units by which the second set has the same seats more (or fewer) in this period, without any
        effect on the end.
    """

    group: str
    kind: str
    item: str
    period: str
    units_before: float
    cost_before: int
    units_after: float
    cost_after: int
    shifted: float

    @property
    def lasting(self) -> float:
        """Units that one set has and the other has not, for good."""
        return rounded(self.units_after - self.units_before - self.shifted)


@dataclass(frozen=True, slots=True)
class Split:
    """A cell with the four parts of its difference, in cents, and the rates that they rest on, in
    units of the currency.

    Attributes
    ----------
    cell
        What is split.
    own, average
        Rate of the cell, and of its group and kind in that period, in the first set.
    timing, volume, mix
        Cents; the rate is what they leave.
    not_allocated
        Difference that comes of budgeted money beyond (or below) what the budgeted seats cost.
    """

    cell: VarianceCell
    own: float
    average: float
    timing: int
    volume: int
    mix: int
    not_allocated: int = 0

    @property
    def difference(self) -> int:
        """Second less first."""
        return self.cell.cost_after - self.cell.cost_before

    @property
    def rate(self) -> int:
        """What the other parts leave: the price of a unit, and what rounding leaves."""
        return self.difference - self.timing - self.volume - self.mix - self.not_allocated


def cents(amount: float) -> int:
    """Cents, halves away from zero, of an amount taken to the fifteen digits that a spreadsheet
    works with.

    Parameters
    ----------
    amount
        Plan currency: units times a rate.

    Returns
    -------
    int
        As a formula of the workbook rounds it.

    Examples
    --------
    >>> cents(0.125), cents(-0.125)
    (13, -13)
    """
    return int(Decimal(f"{amount:.15g}").scaleb(2).quantize(Decimal(1), ROUND_HALF_UP))


def rounded(units: float) -> float:
    """Units without the dust of floating point.

    Parameters
    ----------
    units
        Head-months, seats, courses or money.

    Returns
    -------
    float
        Rounded to five decimals.

    Examples
    --------
    >>> rounded(0.1 + 0.2)
    0.3
    """
    return round(float(units), 5)


def split(cells: Sequence[VarianceCell]) -> tuple[Split, ...]:
    """The four parts of every cell.

    Parameters
    ----------
    cells
        All cells of both sets: rates of a group are taken over all that are given.

    Returns
    -------
    tuple[Split, ...]
        In their order; the parts of each add up to its difference, in cents.
    """
    groups = _summed(cells, lambda cell: (cell.group, cell.kind, cell.period))
    years = _summed(cells, lambda cell: (cell.group, cell.kind))
    roles = _summed(cells, lambda cell: (cell.group, cell.kind, cell.item))
    found = []
    for cell in cells:
        if cell.kind == NOT_ALLOCATED:
            found.append(
                Split(
                    cell,
                    0.0,
                    0.0,
                    timing=0,
                    volume=0,
                    mix=0,
                    not_allocated=cell.cost_after - cell.cost_before,
                )
            )
            continue
        role, group = (
            roles[cell.group, cell.kind, cell.item],
            groups[cell.group, cell.kind, cell.period],
        )
        own = _rate(
            (cell.units_before, cell.cost_before),
            role.before,
            (cell.units_after, cell.cost_after),
            role.after,
        )
        average = _rate(group.before, years[cell.group, cell.kind].before, otherwise=own)
        volume = cents(cell.lasting * average)
        found.append(
            Split(
                cell,
                own,
                average,
                timing=cents(cell.shifted * own),
                volume=volume,
                mix=cents(cell.lasting * own) - volume,
            )
        )
    return tuple(found)


@dataclass
class _Sum:
    """Units and cents of both sets, added up over cells."""

    before: tuple[float, int] = (0.0, 0)
    after: tuple[float, int] = (0.0, 0)

    def add(self, cell: VarianceCell) -> None:
        """Add both sides of a cell.

        Parameters
        ----------
        cell
            Its units, and its cost in cents.
        """
        self.before = self.before[0] + cell.units_before, self.before[1] + cell.cost_before
        self.after = self.after[0] + cell.units_after, self.after[1] + cell.cost_after


def _summed(
    cells: Iterable[VarianceCell], key: Callable[[VarianceCell], tuple[str, ...]]
) -> Mapping[tuple[str, ...], _Sum]:
    found: dict[tuple[str, ...], _Sum] = {}
    for cell in cells:
        found.setdefault(key(cell), _Sum()).add(cell)
    return found


def _rate(*pairs: tuple[float, int], otherwise: float = 0.0) -> float:
    """Price of a unit by the first pair of units and cents that has any units.

    Examples
    --------
    >>> _rate((0.0, 500), (2.0, 300))
    1.5
    """
    for units, amount in pairs:
        if rounded(units) > 0:
            return amount / 100 / rounded(units)
    return otherwise


def shifted_stock(differences: Sequence[float]) -> list[float]:
    """Of differences in a stock, such as heads, period by period: what is no longer there in the
    last one, or was the other way round.

    Parameters
    ----------
    differences
        Second set less first, one for each period in the order of time; at least one.

    Returns
    -------
    list[float]
        As many; the last one is 0, as what is left there lasts.

    Examples
    --------
    >>> shifted_stock([1.0, 2.0, 1.0])
    [0.0, 1.0, 0.0]
    """
    end = differences[-1]
    return [
        rounded(one - (min(abs(one), abs(end)) * (1 if end > 0 else -1) if one * end > 0 else 0.0))
        for one in differences
    ]


def shifted_flow(differences: Sequence[float]) -> list[float]:
    """Of differences in a flow, such as hires or money alone: what other periods give back, so that
    it comes to nothing over all of them.

    Parameters
    ----------
    differences
        Second set less first, one for each period.

    Returns
    -------
    list[float]
        As many; they add up to 0, and what is left of each gap adds up to the net.

    Examples
    --------
    >>> shifted_flow([3.0, -1.0])
    [1.0, -1.0]
    """
    net = sum(differences)
    same = sum(one for one in differences if one * net > 0)
    return [rounded(one - (one * net / same if one * net > 0 else 0.0)) for one in differences]


def by_centre(entry: CostDriver) -> str:
    """The cost centre of an entry.

    Parameters
    ----------
    entry
        Of the plan, or of what it is compared with.

    Returns
    -------
    str
        The group of cells where nothing else is asked for.
    """
    return entry.centre


def compared(
    org: Organisation,
    before: Iterable[CostDriver],
    after: Iterable[CostDriver],
    group: Callable[[CostDriver], str] = by_centre,
) -> tuple[VarianceCell, ...]:
    """Cells of two sets in which the same seats are known by name, by group (the cost centre, where
    nothing else is said) and period.

    Parameters
    ----------
    org
        Read for its calendar.
    before, after
        Entries of the first and the second set; the same seat must have the same id in both.
    group
        What cells are grouped by.

    Returns
    -------
    tuple[VarianceCell, ...]
        Sorted by group, kind, item and period; months are summed to periods, and cells that are
        empty in both sets are left out.
    """
    length, labels = org.calendar.months_per_period, org.calendar.labels
    seats: dict[tuple[CostKey, str], _SeatMonths] = {}
    for entry in before:
        seat = seats.setdefault(
            ((group(entry), entry.kind, entry.item), entry.seat), _SeatMonths(org.calendar.months)
        )
        seat.add(0, entry)
    for entry in after:
        seat = seats.setdefault(
            ((group(entry), entry.kind, entry.item), entry.seat), _SeatMonths(org.calendar.months)
        )
        seat.add(1, entry)
    sums: dict[tuple[CostKey, int], list[float]] = {}
    for (key, _), seat in seats.items():
        same = seat.same(stock=key[1] == Category.PAY.value)
        for month in range(org.calendar.months):
            (units, cost), (other, more) = seat.months[0][month], seat.months[1][month]
            if units or cost or other or more:
                cell = sums.setdefault((key, month // length), [0.0, 0, 0.0, 0, 0.0])
                for place, amount in enumerate(
                    (units, cost, other, more, other - units if same else 0.0)
                ):
                    cell[place] += amount
    return tuple(
        VarianceCell(
            *key,
            labels[period],
            rounded(cell[0]),
            int(cell[1]),
            rounded(cell[2]),
            int(cell[3]),
            rounded(cell[4]),
        )
        for (key, period), cell in sorted(sums.items())
    )


class _SeatMonths:
    """One seat in both sets, month by month."""

    def __init__(self, months: int) -> None:
        self.months = [[(0.0, 0)] * months, [(0.0, 0)] * months]

    def add(self, which: int, entry: CostDriver) -> None:
        """Add an entry to its month.

        Parameters
        ----------
        which
            0 for the first set, 1 for the second.
        entry
            Its units and cents are added to what the month has.
        """
        units, cost = self.months[which][entry.month]
        self.months[which][entry.month] = units + entry.units, cost + entry.cents

    def same(self, *, stock: bool) -> bool:
        """Whether both sets have it, and it ends alike in both.

        Parameters
        ----------
        stock
            Of heads, which last: there at the end in both sets or in neither. Else (seats filled,
            courses) being in both is enough.

        Returns
        -------
        bool
            Then the gap between both is a shift in time.
        """
        known = [any(units > 0 for units, _ in months) for months in self.months]
        ends = [months[-1][0] > 0 for months in self.months]
        return all(known) and (not stock or ends[0] == ends[1])
