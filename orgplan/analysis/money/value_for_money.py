"""Seats that are dear for what they bring, and seats that are needed for one period only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from orgplan.constraints import Trait, with_trait
from orgplan.domain import TOLERANCE

from ..assessment import Assessment
from ..attribution import served
from ..result_rows import HireRow

LITTLE = 0.25  # of a head or FTE in each period for which it is paid: below it, a seat is dear


@dataclass(frozen=True)
class Yield:
    """A seat, and what would be short without it alone.

    Attributes
    ----------
    row
        The seat with its cost.
    brings
        Heads and FTE that would be short without it, summed over its periods.
    unit
        ``FTE``, or ``head`` where any of it is counted in heads.
    periods
        Periods in which anything would be, in order.
    there
        Periods of the horizon in which it is paid.
    serves
        Short names of the needs and rules.
    """

    row: HireRow
    brings: float
    unit: str
    periods: tuple[int, ...]
    there: int
    serves: tuple[str, ...]

    @property
    def each(self) -> float:
        """Cost of the horizon in cents for each head or FTE and period that it brings."""
        return self.row.horizon / self.brings


def yields(assessment: Assessment) -> tuple[Yield, ...]:
    """Permanent seats that something depends on, in the order of the plan.

    Parameters
    ----------
    assessment
        Read for its seats with what is lost without each.

    Returns
    -------
    tuple[Yield, ...]
        Seats of contractors, and those whose loss is not measured, are left out.
    """
    rows = (row for row in assessment.hires if not row.hire.is_contractor)
    found = (_yield(assessment, row) for row in rows)
    return tuple(one for one in found if one is not None)


def _yield(assessment: Assessment, row: HireRow) -> Yield | None:
    """What is short without the seat, period by period; ``None`` where that is nothing, or
    rounding.

    Steps towards other actions are no purpose and do not count.
    """
    calendar, brings = assessment.org.calendar, defaultdict[int, float](float)
    steps = with_trait(Trait.STEP)
    losses = [one for one in row.losses if one.measure.family not in steps]
    for one in losses:
        if one.measure.key[-1] in calendar.labels:
            brings[calendar.labels.index(one.measure.key[-1])] += one.more_short
    if sum(brings.values()) <= TOLERANCE:
        return None
    units = {one.measure.unit for one in losses}
    return Yield(
        row,
        sum(brings.values()),
        "FTE" if units == {"FTE"} else "head",
        tuple(sorted(brings)),
        calendar.periods - max(0, calendar.period_of(row.hire.start_date)),
        tuple(dict.fromkeys(served(one.measure) for one in losses)),
    )


def dear(found: Iterable[Yield]) -> tuple[Yield, ...]:
    """Those that bring little in the periods for which they are paid, the dearest first.

    Parameters
    ----------
    found
        As :func:`yields` returns them.

    Returns
    -------
    tuple[Yield, ...]
        Those that bring less than :data:`LITTLE` of a head or FTE a period, the dearest for what it
        brings first.
    """
    little = (one for one in found if one.brings < LITTLE * one.there)
    return tuple(sorted(little, key=lambda one: -one.each))


def passing(assessment: Assessment, found: Iterable[Yield]) -> tuple[Yield, ...]:
    """Those that are needed in one period alone though they stay; of the last one nobody knows what
    follows.

    Parameters
    ----------
    assessment
        Read for its calendar.
    found
        As :func:`yields` returns them.

    Returns
    -------
    tuple[Yield, ...]
        In the same order.
    """
    last = assessment.org.calendar.periods - 1
    return tuple(
        one for one in found if len(one.periods) == 1 and one.there > 1 and one.periods[0] < last
    )
