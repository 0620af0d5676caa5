"""Ways out: what would have to give for a plan to become possible, or to cover more, and by how much at the least."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from orgplan.constraints.limits import budget, headcount, recruiting
from orgplan.constraints.model.interface import Linear
from orgplan.constraints.structure import growth_cap, hiring_freeze
from orgplan.constraints.training import training_seats
from orgplan.domain.base import Strength
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Plan
from orgplan.objectives import must_shortfall
from orgplan.solver.audit import Distrust
from orgplan.solver.build import Built, build
from orgplan.solver.outcome import Limits
from orgplan.solver.search import Search
from orgplan.solver.solve import extract

MONEY = frozenset({budget.FAMILY})
CAPS = frozenset(
    {
        headcount.FAMILY,
        recruiting.FAMILY,
        training_seats.FAMILY,
        growth_cap.FAMILY,
        hiring_freeze.FAMILY,
    }
)
MUSTS_ARE_SOFT: frozenset[Strength] = frozenset()


@dataclass(frozen=True)
class Give:
    """One limit or requirement that gives: its name, and by how much, in its own unit."""

    family: str
    key: tuple[str, ...]
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
    """

    what: str
    gives: tuple[Give, ...]
    plan: Plan
    proven: bool


def ways_out(
    org: Organisation, *, seconds: float = 20.0, distrusted: list[Distrust] | None = None
) -> tuple[WayOut, ...]:
    """For an impossible problem, each kind of way out that exists; money and caps together where neither is enough, and all kinds
    together where nothing less is.

    Parameters
    ----------
    org
        The organisation, with the goal under which it is impossible.
    seconds
        Time for each of at most five searches.
    distrusted
        Where claims of solvers that do not hold are noted.
    """
    tries = (
        ("money", MONEY, None),
        ("caps", CAPS, None),
        ("requirements", frozenset[str](), MUSTS_ARE_SOFT),
    )

    def least(
        what: str, elastic: frozenset[str], firm: frozenset[Strength] | None
    ) -> WayOut | None:
        return _least(what, org, elastic, firm, seconds, distrusted)

    found = [
        way
        for what, elastic, firm in tries
        if (way := least(what, elastic, firm)) is not None and way.gives
    ]
    if not any(way.what in ("money", "caps") for way in found) and (
        both := least("limits", MONEY | CAPS, None)
    ):
        found.insert(0, both)
    if not found:
        together = least("everything", MONEY | CAPS, MUSTS_ARE_SOFT)
        found = [together] if together is not None else []
    return tuple(found)


def _least(
    what: str,
    org: Organisation,
    elastic: frozenset[str],
    firm: frozenset[Strength] | None,
    seconds: float,
    distrusted: list[Distrust] | None,
) -> WayOut | None:
    built = build(org, elastic, firm)
    given = _excess(built)
    given.terms += [
        (short.weight, short.variable)
        for short in built.model.shortfalls
        if short.strength is Strength.MUST and short.worth is None and firm is not None
    ]
    return _minimise_given(
        what, org, built, given, seconds, distrusted, with_musts=firm is not None
    )


def _excess(built: Built) -> Linear:
    """All that gives: money in thousands, the rest in heads and seats."""
    return Linear(
        0.0,
        [(row.unit if row.family in MONEY else 1.0, slack) for row, slack in built.model.excesses],
    )


def _minimise_given(
    what: str,
    org: Organisation,
    built: Built,
    given: Linear,
    seconds: float,
    distrusted: list[Distrust] | None,
    *,
    with_musts: bool,
) -> WayOut | None:
    outcome = Search(built.model, distrusted=distrusted).minimise(
        given, Limits(seconds, 1e-4), f"way out: {what}"
    )
    if outcome.values is None:
        return None
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
        Give(row.family, row.key, float(outcome.values[place[slack]]))
        for row, slack in rows
        if outcome.values[place[slack]] > 1e-6
    )
    return WayOut(
        what,
        gives,
        extract(org, built, np.asarray(outcome.values)),
        bool(abs(outcome.objective - outcome.bound) <= 1e-4 * max(1.0, abs(outcome.objective))),
    )


def price_of_more(
    org: Organisation,
    at_most: float,
    *,
    seconds: float = 20.0,
    distrusted: list[Distrust] | None = None,
) -> WayOut | None:
    """The least extra money with which the weighted must-shortfall falls to a value.

    Parameters
    ----------
    org
        An organisation whose best plan leaves musts open.
    at_most
        Weighted must-shortfall to reach, in the unit of the goal; 0 is everything.

    Returns
    -------
    WayOut or None
        ``None`` where no amount of money does it, or none was found in time.
    """
    built = build(org, MONEY, MUSTS_ARE_SOFT)
    shortfall = must_shortfall.terms(org, built.x, built.model.shortfalls)
    built.model.hold("must_shortfall", shortfall, at_most)
    given = _excess(built)
    return _minimise_given("money", org, built, given, seconds, distrusted, with_musts=False)
