"""What the budget of the whole organisation grants in each month."""

from dataclasses import dataclass

from orgplan.finance.cents import whole as rounded

from ..assessment import Assessment
from .budget_variance import is_whole


@dataclass(frozen=True)
class Granted:
    """What is granted in one month.

    Attributes
    ----------
    line
        Number of the budget line among those of the assessment.
    cents
        Its share of one of them.
    """

    line: int
    cents: int


def granted_by_month(assessment: Assessment) -> tuple[Granted | None, ...]:
    """Month by month, in order: of the lines of all cost that cover it, the one with the fewest
    periods, evenly over its months; nothing where none covers it.
    """
    calendar = assessment.org.calendar
    whole = sorted(
        (len(row.line.periods), number)
        for number, row in enumerate(assessment.budget)
        if is_whole(row.line)
    )

    def granted(month: int) -> Granted | None:
        period = month // calendar.months_per_period
        for length, number in whole:
            row = assessment.budget[number]
            if period in row.line.periods:
                months = length * calendar.months_per_period
                return Granted(number, int(rounded(row.budget / months)))
        return None

    return tuple(granted(month) for month in range(calendar.months))
