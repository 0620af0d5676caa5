"""Ways out: what would have to give for a plan to become possible, or to cover more, and by how
much at the least.

Amounts are in the unit of the limit: plan currency, heads or FTE. Read by the message of an
impossible plan, and by the next steps of one that leaves musts open.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from orgplan.constraints import Trait, with_trait
from orgplan.constraints.model import Linear
from orgplan.domain import Key, Organisation, Plan, Strength
from orgplan.objectives import Objective, cost, goals_of, must_shortfall, should_shortfall

from .audit import Distrust
from .build import Built, build
from .extract import extract
from .outcome import Limits, Outcome, Status
from .search import NAMES, Search, other_than

TO_THE_CENT = 1e-6  # thousands, heads or FTE: a price that is named is exact
AS_GOOD = 1e-5
NEAR = 0.001  # gap within which the plan of a step is the cheapest
MOST_EQUALS = 3
MUSTS_ARE_SOFT: frozenset[Strength] = frozenset()


@dataclass(frozen=True)
class Give:
    """One limit or requirement that gives: its name, and by how much, in its own unit.

    Attributes
    ----------
    family
        Family of the row, as measures have it.
    key
        Key of the row.
    amount
        Plan currency, heads or FTE; above 0.

    Examples
    --------
    >>> op.Give("budget", ("B-001", "2027"), amount=12_000.0).amount
    12000.0
    """

    family: str
    key: Key
    amount: float


@dataclass(frozen=True)
class WayOut:
    """The least that has to give if only some kinds of limits may.

    Attributes
    ----------
    what
        ``money``, ``caps``, ``limits`` (both of them), ``requirements`` or ``everything``.
    gives
        What gives, and by how much; empty where nothing has to.
    plan
        A plan that is possible then.
    proven
        Whether it is proven that less would not do.
    equals
        What could give in its place, as much in all.

    Examples
    --------
    >>> try:
    ...     op.plan(org.apply(op.change.budget(total=1)))
    ... except op.Impossible as error:
    ...     print([(way.what, way.proven) for way in error.ways])
    [('money', True)]
    """

    what: str
    gives: tuple[Give, ...]
    plan: Plan
    proven: bool
    equals: tuple[tuple[Give, ...], ...] = ()


Doubts = Callable[[WayOut], tuple[str, ...]]  # what a check without the solver holds against it


@dataclass(frozen=True)
class ShortfallPrice:
    """What it costs to leave less open.

    Attributes
    ----------
    status
        How the search ended; ``INFEASIBLE`` where no amount of money does it.
    way
        The extra money, and the plan that it buys; ``None`` where there is none, or none was found
        in time that holds.
    """

    status: Status
    way: WayOut | None


def ways_out(
    org: Organisation,
    *,
    doubts: Doubts,
    seconds: float = 20.0,
    distrusted: list[Distrust] | None = None,
    unsettled: list[str] | None = None,
) -> tuple[WayOut, ...]:
    """For an infeasible problem, each kind of way out that exists.

    Money and caps together where neither is enough alone, and all kinds together where nothing less
    is.

    Parameters
    ----------
    org
        The organisation, with the goal under which it is impossible.
    doubts
        Holds each way out against the checker; one with doubts is looked for again by the other
        solver, and left out where that one is doubtful too.
    seconds
        Time for each of at most five searches.
    distrusted
        Where claims of solvers that do not hold are noted.
    unsettled
        Where kinds of ways are noted of which nobody knows whether there is one: the time ran out,
        or no claim held.
    """
    search = _WaySearch(
        org,
        doubts,
        seconds,
        [] if distrusted is None else distrusted,
        [] if unsettled is None else unsettled,
    )
    money, caps = with_trait(Trait.MONEY), with_trait(Trait.CAP)
    tries = (
        ("money", money, None),
        ("caps", caps, None),
        ("requirements", frozenset[str](), MUSTS_ARE_SOFT),
    )
    found = [
        way
        for what, elastic, firm in tries
        if (way := search.least(what, elastic, firm)) is not None and way.gives
    ]
    if not any(way.what in ("money", "caps") for way in found) and (
        both := search.least("limits", money | caps, None)
    ):
        found.insert(0, both)
    if not found:
        together = search.least("everything", money | caps, MUSTS_ARE_SOFT)
        found = [together] if together is not None else []
    return tuple(found)


def price_of_more(
    org: Organisation,
    at_most: float,
    *,
    doubts: Doubts,
    seconds: float = 20.0,
    distrusted: list[Distrust] | None = None,
    what: str = "money",
) -> ShortfallPrice:
    """The least extra money (or caps, by `what`) with which the weighted must-shortfall falls to a
    value.

    Parameters
    ----------
    org
        An organisation whose best plan leaves musts open.
    at_most
        Weighted must-shortfall to reach, in the unit of the goal; 0 is everything.
    doubts, seconds, distrusted
        As for :func:`ways_out`.
    """
    built = build(org, with_trait(Trait.CAP if what == "caps" else Trait.MONEY), MUSTS_ARE_SOFT)
    shortfall = must_shortfall.terms(org, built.x, built.model.shortfalls)
    built.model.hold("must_shortfall", shortfall, at_most)
    search = _WaySearch(org, doubts, seconds, [] if distrusted is None else distrusted)
    further = tuple(one for one in goals_of(org) if one in (should_shortfall, cost))
    return search.minimise(what, built, _excess(built), with_musts=False, further=further)


def _excess(built: Built) -> Linear:
    """All that gives: money in thousands, the rest in heads and seats."""
    money = with_trait(Trait.MONEY)
    return Linear(
        0.0,
        [(row.unit if row.family in money else 1.0, slack) for row, slack in built.model.excesses],
    )


@dataclass(frozen=True)
class _WaySearch:
    """Searches for ways out of one organisation, each held against the checker.

    Attributes
    ----------
    org
        With the goal under which it is impossible, or leaves musts open.
    doubts
        What the checker holds against a way out.
    seconds
        Of each search.
    distrusted
        Where claims that do not hold are noted.
    unsettled
        Where kinds are noted of which nothing was found in time.
    """

    org: Organisation
    doubts: Doubts
    seconds: float
    distrusted: list[Distrust]
    unsettled: list[str] = field(default_factory=list)

    def least(
        self, what: str, elastic: frozenset[str], firm: frozenset[Strength] | None
    ) -> WayOut | None:
        """The way out on which the least gives.

        Parameters
        ----------
        what
            Kind of the way out, as in :attr:`WayOut.what`.
        elastic
            Families whose limits may give.
        firm
            Strengths that must be met all the same; ``None`` is what the goal says.

        Returns
        -------
        WayOut | None
            ``None`` where there is none, or none was found in time.
        """
        built = build(self.org, elastic, firm)
        given = _excess(built)
        given.terms += [
            (short.weight, short.variable)
            for short in built.model.shortfalls
            if short.strength is Strength.MUST and short.worth is None and firm is not None
        ]
        price = self.minimise(what, built, given, with_musts=firm is not None)
        if price.way is None and price.status is not Status.INFEASIBLE:
            self.unsettled.append(what)
        return price.way

    def minimise(
        self,
        what: str,
        built: Built,
        given: Linear,
        *,
        with_musts: bool,
        further: Sequence[Objective] = (),
    ) -> ShortfallPrice:
        """Solve; where the checker does not agree, once more by the other solver.

        Parameters
        ----------
        what
            Kind of the way out.
        built
            The elastic model.
        given
            What gives, weighed: thousands, heads or FTE.
        with_musts
            Whether shortfalls of musts are among what gives.
        further
            Goals that settle which of the plans on which as little gives is shown.

        Returns
        -------
        ShortfallPrice
            Without a way where nothing was found in time, or what was found is held in doubt by the
            check.
        """
        name, first = f"way out: {what}", "highs"
        for solver in (first, other_than(first)):
            search = Search(built.model, solver, distrusted=self.distrusted)
            outcome = search.minimise(given, Limits(self.seconds, 0.0, TO_THE_CENT), name)
            if outcome.values is None:
                return ShortfallPrice(outcome.status, None)
            way = self._way(what, built, outcome, with_musts=with_musts)
            reasons = self.doubts(way)
            if not reasons:
                equals = self._equals(search, built, given, way, outcome, with_musts=with_musts)
                better = self._settled(search, built, given, outcome, further)
                shown = self._way(what, built, better, with_musts=with_musts)
                if self.doubts(shown):
                    shown = way
                others = tuple(one for one in (way.gives, *equals) if one != shown.gives)
                return ShortfallPrice(outcome.status, replace(shown, equals=others))
            self.distrusted.append(Distrust(NAMES[solver], name, reasons))
        return ShortfallPrice(Status.UNPROVEN, None)

    def _settled(
        self,
        search: Search,
        built: Built,
        given: Linear,
        outcome: Outcome,
        further: Sequence[Objective],
    ) -> Outcome:
        """The same with the values of the plan that is best in further goals: what costs nothing
        of what gives may still cost, and would be read as what the step takes.
        """
        held, at = given, outcome.objective + TO_THE_CENT
        for objective in further:
            search.hold(held, at)
            held = objective.terms(self.org, built.x, built.model.shortfalls)
            found = search.minimise(held, Limits(self.seconds / 2, NEAR), objective.NAME)
            if found.values is None:
                break
            at = found.objective + objective.SLIP
        return replace(outcome, values=search.best)

    def _equals(
        self,
        search: Search,
        built: Built,
        given: Linear,
        way: WayOut,
        outcome: Outcome,
        *,
        with_musts: bool,
    ) -> tuple[tuple[Give, ...], ...]:
        """Ways that give as much in all without one of what gives, each checked like the first."""
        if not way.proven:
            return ()
        slacks = {(r.family, r.key): r.slack for r in built.model.rows if r.slack is not None}
        found: list[tuple[Give, ...]] = []
        none, limits = np.zeros(len(search.lower)), Limits(self.seconds / 4, 0.0, TO_THE_CENT)
        for give in way.gives[:MOST_EQUALS]:
            fixed = np.zeros(len(none), dtype=bool)
            fixed[search.column[slacks[give.family, give.key]]] = True
            other = search.under(given, limits, fixed, none, f"as good as: {way.what}")
            if other.values is None or other.objective > outcome.objective + AS_GOOD:
                continue
            instead = self._way(way.what, built, other, with_musts=with_musts)
            if instead.gives not in found and not self.doubts(instead):
                found.append(instead.gives)
        return tuple(found)

    def _way(self, what: str, built: Built, outcome: Outcome, *, with_musts: bool) -> WayOut:
        """What gives in a plan of the elastic model by more than a millionth, and whether no less
        would do.
        """
        values = np.asarray(outcome.values)
        place = {variable: number for number, variable in enumerate(built.model.columns)}
        rows = [(row, slack) for row, slack in built.model.excesses]
        if with_musts:
            musts = {
                short.variable
                for short in built.model.shortfalls
                if short.strength is Strength.MUST and short.worth is None
            }
            rows += [(row, row.slack) for row in built.model.rows if row.slack in musts]
        gives = tuple(
            Give(row.family, row.key, float(values[place[slack]]))
            for row, slack in rows
            if values[place[slack]] > 1e-6
        )
        proven = abs(outcome.objective - outcome.bound) <= 1e-4 * max(1.0, abs(outcome.objective))
        return WayOut(what, gives, extract(self.org, built, values), bool(proven))
