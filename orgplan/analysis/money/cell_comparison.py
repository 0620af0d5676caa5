"""Two plans' costs side by side, cell by cell, and what of their difference is timing."""

from collections.abc import Callable, Iterable, Sequence

from orgplan.domain import Category, Organisation

from .cost_drivers import CostDriver
from .variance import CostKey, VarianceCell, rounded


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
