"""Cost of a person that is booked on several cost centres, by shares from a day on.

What the rows of a day leave stays on the person's own cost centre, or on the team's. Totals do not
change, only where they are booked.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from pydantic import Field

from ..base import Value


class CostSplit(Value):
    """A share of somebody's pay that another cost centre bears from the first day of a month on.

    Parameters
    ----------
    person_id
        Whose pay.
    cost_centre
        Where the share is booked.
    share
        Of all pay; what the rows of a day leave stays on the person's own cost centre.
    first
        First day on which it holds, until a later row of the person takes the place of all earlier
        ones; ``None`` is from the beginning.

    Examples
    --------
    >>> op.CostSplit(person_id="P01", cost_centre="CC-7", share=0.4).share
    0.4
    """

    person_id: str
    cost_centre: str = Field(min_length=1)
    share: float = Field(ge=0, le=1)
    first: date | None = None

    @property
    def id(self) -> str:
        """What tells it from others, for instance ``P-001 CC-2 2027-07-01``."""
        return f"{self.person_id} {self.cost_centre} {self.first or 'always'}"

    def _check(self) -> None:
        if self.first is not None and self.first.day != 1:
            raise ValueError("a split holds from the first day of a month on")


def splits_on(splits: Iterable[CostSplit], day: date) -> Sequence[CostSplit]:
    """Of the rows of one person those that hold on a day: the latest that have begun.

    Parameters
    ----------
    splits
        Of one person.
    day
        Any day.

    Returns
    -------
    Sequence[CostSplit]
        Empty where none has begun: then the cost centre of person or team holds.

    Examples
    --------
    >>> halves = [
    ...     CostSplit(person_id="P01", cost_centre=centre, share=0.5)
    ...     for centre in ("CC-100", "CC-200")
    ... ]
    >>> later = CostSplit(person_id="P01", cost_centre="CC-300", share=1.0, first=date(2027, 7, 1))
    >>> [split.cost_centre for split in splits_on([*halves, later], date(2027, 8, 1))]
    ['CC-300']
    """
    begun = [split for split in splits if split.first is None or split.first <= day]
    latest = max((split.first or date.min for split in begun), default=None)
    return [split for split in begun if (split.first or date.min) == latest]
