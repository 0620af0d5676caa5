"""Most seats that families can make use of which do not say so themselves: read off the rows that
they state.

A seat serves a family only through its rows. So each row is taken at its worst, all that is against
it at its upper bound and all that is for it at nothing, and a role in a team is of use up to what
is then missing. Nothing is assumed of the family, and nothing has to be kept up to date.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from orgplan.constraints.family import Family
from orgplan.constraints.model import Linear, Var
from orgplan.domain import Key, Organisation, Sense

from .decision_variables import decision_variables

RoleAndTeam = tuple[str, str]  # role and team
Added = RoleAndTeam | str  # seats of a role in a team, or recruits of a group, by its id


def read_off_rows(
    org: Organisation,
    families: Sequence[Family],
    bounds: Mapping[RoleAndTeam, int],
    recruits: Mapping[str, float],
) -> dict[Added, int]:
    """Role and team, or group → most seats or recruits that the rows of some families can make use
    of.

    `bounds` and `recruits` say how many there are of each, so far, where they stand against a row.

    Parameters
    ----------
    org
        Read for everything that is on offer.
    families
        Those that do not say which seats serve them.
    bounds
        (role id, team id) → heads so far.
    recruits
        Group id → heads in a period so far.

    Returns
    -------
    dict[Added, int]
        Heads, summed over rows and families: an upper bound. What is in no row is left out.
    """
    in_groups = sum(group.headcount or 0.0 for group in org.groups)
    rows = _Rows(in_groups + org.calendar.periods * sum(recruits.values()))
    x = decision_variables(org, bounds, recruits, rows.variable)
    added: dict[Var, Added] = {v: (seat.role, seat.team) for seat, v in x.hire.items()}
    added |= {v: flow.group for flow, v in x.flow.items() if flow.kind is None}
    for family in families:
        family.emit(rows, org, x)
    missing: dict[Added, int] = defaultdict(int)
    for left, right in rows.stated:
        for what, heads in _missing(left, right, added, rows.upper):
            missing[what] += heads
    return missing


class _Rows:
    """Where rows are put to be read: each as ``left >= right``."""

    def __init__(self, heads: float) -> None:
        self.heads = heads
        self.upper: list[float] = []
        self.stated: list[tuple[Linear, float]] = []

    def variable(self, name: str, upper: float | None, whole: bool) -> Var:
        """A new variable; a flow without an upper bound moves no more heads than there can be in
        groups.

        Parameters
        ----------
        name
            Unused: bounds do not depend on names.
        upper
            Heads; ``None`` is none.
        whole
            Unused: bounds hold for parts of a head too.
        """
        self.upper.append(self.heads if upper is None else upper)
        return len(self.upper) - 1

    def binary(self, family: str, key: Key) -> Var:
        """A new 0/1 variable.

        Parameters
        ----------
        family, key
            Unused: bounds do not depend on names.
        """
        return self.variable(family, 1, True)

    def amount(self, family: str, key: Key, upper: float) -> Var:
        """A new variable between 0 and `upper`.

        Parameters
        ----------
        family, key
            Unused: bounds do not depend on names.
        upper
            In the unit of the row.
        """
        return self.variable(family, upper, False)

    def limit(
        self, family: str, key: Key, left: Linear, sense: Sense, right: float, **_: object
    ) -> None:
        """A hard limit.

        Parameters
        ----------
        family, key
            Unused: bounds do not depend on names.
        left, sense, right
            The row.
        **_
            Unused: bounds do not depend on strength and weight.
        """
        if sense is Sense.AT_LEAST:
            self.stated.append((left, right))
        else:
            self.stated.append((Linear().plus(left, -1), -right))

    def demand(
        self, family: str, key: Key, left: Linear, right: float, *_: object, **__: object
    ) -> None:
        """A requirement.

        Parameters
        ----------
        family, key
            Unused: bounds do not depend on names.
        left, right
            The row.
        *_, **__
            Unused: bounds do not depend on strength and weight.
        """
        self.stated.append((left, right))

    def link(self, family: str, key: Key, left: Linear, right: float) -> None:
        """A row that ties variables together: seats may serve through what it ties them to.

        Parameters
        ----------
        family, key
            Unused: bounds do not depend on names.
        left, right
            The row.
        """
        self.stated.append((Linear().plus(left, -1), -right))


def _missing(
    left: Linear, right: float, added: Mapping[Var, Added], upper: Sequence[float]
) -> Iterator[tuple[Added, int]]:
    """What could be added to serve a row → how much of it the row can be short of at its worst."""
    weights: dict[Var, float] = defaultdict(float)
    for coefficient, variable in left.terms:
        weights[variable] += coefficient
    least: dict[Added, float] = {}  # that one of it gives
    worst = left.constant
    for variable, weight in weights.items():
        if weight > 0 and variable in added:
            what = added[variable]
            least[what] = min(weight, least.get(what, weight))
        elif weight < 0:
            worst += weight * upper[_index(variable)]
    for what, gives in least.items():
        if right - worst > 1e-9:
            yield what, math.ceil((right - worst) / gives - 1e-9)


def _index(variable: Var) -> int:
    assert isinstance(variable, int)
    return variable
