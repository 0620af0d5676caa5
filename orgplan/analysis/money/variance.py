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

from orgplan.language import N_

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
