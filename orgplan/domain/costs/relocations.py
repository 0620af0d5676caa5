"""A person's change of place: from a day on other charges, and other pay and another cost centre
where they are stated.

Heads and output follow the roster's place and not the new one; where something counts people by
place, a change between two such places is refused (:func:`counted_by_place`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field

from ..assumptions import Assumptions
from ..levers import Lever
from ..needs import Need
from ..rules import Rule
from ..teams import ScopeKind
from .money import Priced

if TYPE_CHECKING:
    from ..organisation import Organisation

# norms that say what somebody gets done; what is paid follows the place  # fmt: skip
OF_WORK = frozenset(
    ("availability", "ramp", "onboarding", "hours_per_month", "max_courses", "attrition")
)


class Relocation(Priced):
    """Somebody of the roster works at another place from the first day of a month on.

    Parameters
    ----------
    person_id
        Who.
    location
        The place.
    first
        First day there.
    base_salary
        Annual base from then on, for the person's own FTE, in plan currency; ``None`` keeps what is
        agreed, in its currency.
    cost_centre
        The person's own from then on; ``None`` keeps the one before.

    Examples
    --------
    >>> op.Relocation(person_id="P01", location="Lodz", first=date(2027, 5, 1)).location
    'Lodz'
    """

    person_id: str
    location: str = Field(min_length=1)
    first: date
    base_salary: float | None = Field(default=None, ge=0)
    cost_centre: str | None = None

    @property
    def id(self) -> str:
        """What tells it from others, for instance ``P-001 2027-07-01``."""
        return f"{self.person_id} {self.first}"

    def _check(self) -> None:
        if self.first.day != 1:
            raise ValueError("a change of place holds from the first day of a month on")


def latest(relocations: Iterable[Relocation], day: date) -> Relocation | None:
    """The last of some relocations that has begun by a day.

    Parameters
    ----------
    relocations
        Of one person, in any order.
    day
        Any day; one that begins on it counts.

    Returns
    -------
    Relocation | None
        ``None`` where none has begun.

    Examples
    --------
    >>> moves = [
    ...     Relocation(person_id="P01", first=date(2027, month, 1), location=where)
    ...     for month, where in ((1, "Lisbon"), (7, "Berlin"))
    ... ]
    >>> latest(moves, date(2027, 6, 30)).location
    'Lisbon'
    """
    return max((one for one in relocations if one.first <= day), key=_first, default=None)


def _first(relocation: Relocation) -> date:
    return relocation.first


def counted_by_place(
    needs: Iterable[Need],
    rules: Iterable[Rule],
    levers: Iterable[Lever],
    assumptions: Assumptions,
) -> dict[str, str]:
    """Place → what counts people by it, or what they get done: such counts go by the roster's place
    and follow no change of place.

    Parameters
    ----------
    needs, rules, levers, assumptions
        Of the organisation; assumptions count where they decide what somebody gets done.

    Returns
    -------
    dict[str, str]
        Location → key of an assumption, or id of a need, rule or lever.
    """
    found = {row.scope: row.key for row in assumptions.rows if row.scope and row.key in OF_WORK}
    scopes = [(lever.scope, lever.id) for lever in levers]
    scopes += [(scope, rule.id) for rule in rules for scope in rule.scopes]
    scopes += [(need.scope, need.id) for need in needs]
    found |= {scope.name: what for scope, what in scopes if scope.kind is ScopeKind.LOCATION}
    return found


def impossible(org: Organisation) -> Iterable[str]:
    """Sentences, one for each relocation that cannot be.

    Parameters
    ----------
    org
        Read for relocations, roster and whatever counts people by place.

    Returns
    -------
    Iterable[str]
        In English: they come with the error that refuses the organisation.
    """
    counted = counted_by_place(org.needs, org.rules, org.levers, org.assumptions)
    for one in org.relocations:
        person = org.person.get(one.person_id)
        if person is None:
            yield f"a relocation names {one.person_id!r}, who is not known"
            continue
        if person.is_group:
            yield f"{one.person_id} is a group and has no change of place"
        for place in {person.location, one.location} & counted.keys():
            yield (
                f"{counted[place or '']} counts by the place {place!r}, which {one.person_id}"
                " leaves or comes to: scope it by team"
            )
