"""What cannot hold together: irreducible sets of limits and requirements that the user stated.

Read by the message of an impossible plan. Source: elastic and deletion filters (Chinneck,
*Feasibility and Infeasibility in Optimization*).
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from orgplan.constraints import Trait, rule_families, with_trait
from orgplan.constraints.model import Linear
from orgplan.domain import Key, NeedKind, Organisation

from .audit import Distrust
from .build import build
from .outcome import Limits, Status
from .search import Search

MOST_CONFLICTS = 3
EXCESS = 1e-6  # of heads, FTE or thousands: below it nothing gives


@dataclass(frozen=True)
class ConflictMember:
    """A limit or requirement of a conflict: the family and key of its row.

    Attributes
    ----------
    family
        Family of the row, as measures have it.
    key
        Key of the row.

    Examples
    --------
    >>> op.ConflictMember("budget", ("B-001", "2027")).family
    'budget'
    """

    family: str
    key: Key


@dataclass(frozen=True)
class Conflict:
    """Limits and requirements that cannot hold together.

    Attributes
    ----------
    members
        In the order of the model.
    irreducible
        Whether it is proven that all others hold together once any one of them is dropped.

    Examples
    --------
    >>> try:
    ...     op.plan(org.apply(op.change.budget(total=1)))
    ... except op.Impossible as error:
    ...     print([len(one.members) for one in error.conflicts], error.conflicts[0].irreducible)
    [1] True
    """

    members: tuple[ConflictMember, ...]
    irreducible: bool


def stated() -> frozenset[str]:
    """Families whose rows somebody wrote; the others are how things are, and always hold.

    Examples
    --------
    >>> "budget" in stated(), "training_path" in stated()
    (True, False)
    """
    return with_trait(Trait.STATED).union(rule_families(), NeedKind)


def conflicts(
    org: Organisation, *, seconds: float = 20.0, distrusted: list[Distrust] | None = None
) -> tuple[Conflict, ...]:
    """Conflicts of an impossible problem, of which no two share a member; those that neither money
    nor caps mend come first.

    Each is found by an elastic filter (what gives is enforced until nothing else can give) and made
    irreducible by a deletion filter (each member is dropped once; where the rest is still
    impossible, it was none).

    Parameters
    ----------
    org
        The organisation, with the goal under which it is impossible.
    seconds
        Time for all of it.
    distrusted
        Where claims of solvers that do not hold are noted.

    Returns
    -------
    tuple[Conflict, ...]
        At most :data:`MOST_CONFLICTS`; fewer where there are no more, or time runs out.

    Examples
    --------
    >>> poor = org.replace(budget=(org.budget[0].replace(amount=1000.0),))
    >>> conflicts(poor, seconds=60.0)[0].members[0].family
    'budget'
    """
    asked = _Feasibility(org, seconds, [] if distrusted is None else distrusted)
    can_be_raised = with_trait(Trait.MONEY, Trait.CAP)
    everything = range(len(asked.members))
    firm = [n for n in everything if asked.members[n].family not in can_be_raised]
    found, named = list[Conflict](), set[int]()
    for rows in (firm, everything):
        while len(found) < MOST_CONFLICTS:
            core = asked.core([number for number in rows if number not in named])
            if core is None:
                break
            kept, sure = asked.reduced(core)
            found.append(Conflict(tuple(asked.members[number] for number in kept), sure))
            named.update(kept)
    return tuple(found)


class _Feasibility:
    """One elastic model, of which some named rows are enforced and the others give for nothing."""

    def __init__(self, org: Organisation, seconds: float, distrusted: list[Distrust]) -> None:
        built = build(org, stated())
        self.search = Search(built.model, distrusted=distrusted)
        self.deadline = time.perf_counter() + seconds
        self.members = [ConflictMember(row.family, row.key) for row, _ in built.model.excesses]
        self.slacks = [slack for _, slack in built.model.excesses]
        self.columns = np.array([self.search.column[slack] for slack in self.slacks], dtype=int)

    def left(self) -> float:
        """Seconds that are left."""
        return self.deadline - time.perf_counter()

    def giving(self, enforced: Sequence[int], live: Sequence[int]) -> tuple[Status, list[int]]:
        """How the search for the least that gives of the live rows ends while some are enforced,
        and which rows give.

        Parameters
        ----------
        enforced
            Numbers of rows that are held.
        live
            Numbers of rows that give for nothing; all others are out of the way.

        Returns
        -------
        tuple[Status, list[int]]
            The status, and the numbers of live rows that give by more than :data:`EXCESS`.
        """
        fixed = np.zeros(len(self.search.lower), dtype=bool)
        fixed[self.columns[list(enforced)]] = True
        goal = Linear(0.0, [(1.0, self.slacks[number]) for number in live])
        outcome = self.search.under(
            goal,
            Limits(max(self.left(), 0.05), 0.01),
            fixed,
            np.zeros(len(self.search.lower)),
            "conflict",
        )
        if outcome.values is None:
            return outcome.status, []
        given = outcome.values[self.columns]
        return outcome.status, [number for number in live if given[number] > EXCESS]

    def core(self, live: Sequence[int]) -> list[int] | None:
        """Rows that cannot hold together, not yet irreducible; ``None`` where there are none, or
        none was found in time.

        Parameters
        ----------
        live
            Numbers of rows that may be part of it.

        Returns
        -------
        list[int] | None
            Numbers of rows; ``None`` where all live rows can hold together, or time ran out.
        """
        enforced: list[int] = []
        while self.left() > 0:
            status, giving = self.giving(enforced, live)
            if status is Status.INFEASIBLE:
                return enforced or None
            if not giving:
                return None
            enforced += [number for number in giving if number not in enforced]
        return None

    def reduced(self, core: Sequence[int]) -> tuple[list[int], bool]:
        """An irreducible part of rows that cannot hold together, and whether that is proven.

        Parameters
        ----------
        core
            Numbers of rows that cannot hold together.

        Returns
        -------
        tuple[list[int], bool]
            Numbers of rows in their order; and whether every one of them was shown to be needed.
        """
        kept, sure = sorted(core), True
        for number in sorted(core):
            rest = [other for other in kept if other != number]
            status, _ = self.giving(rest, ()) if self.left() > 0 else (Status.NO_PLAN, [])
            if status is Status.INFEASIBLE:
                kept = rest
            elif status is Status.NO_PLAN:
                sure = False
        return kept, sure
