"""The efficient frontier: for each limit on all cost, how little stays open at the best plan within it, and what that plan costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.changes.change_values import with_total_budget
from orgplan.analysis.verification import Disagreement, solve_and_verify
from orgplan.domain import Goal, Measure, Organisation, Plan, Strength
from orgplan.finance.ledger import ledger
from orgplan.solver.audit import Distrust
from orgplan.solver.outcome import Status
from orgplan.solver.search import NAMES
from orgplan.solver.solve import Solution, solve

NOTHING, THIS_PLAN, LIMITED, UNLIMITED = (
    "nothing is decided",
    "this plan",
    "limit on all cost",
    "no limit on all cost",
)
AMPLE = 100.0  # times the cost of doing nothing: more than any plan spends


@dataclass(frozen=True)
class Point:
    """The best plan found within a limit on all cost of the horizon.

    Attributes
    ----------
    what
        Which point it is.
    limit, cost
        Cents allowed (``None``: no limit on all cost) and spent.
    must_short, should_short
        Weighted heads and FTE short, summed over the periods.
    actions
        How many the plan has.
    proven
        Whether it was proven that no plan within the limit leaves less open.
    """

    what: str
    limit: int | None
    cost: int
    must_short: float
    should_short: float
    actions: int
    proven: bool

    @property
    def rank(self) -> tuple[float, float]:
        """What stays open, musts before shoulds."""
        return round(self.must_short, 6), round(self.should_short, 6)


def frontier(
    assessment: Assessment,
    *,
    proven: bool,
    points: int,
    seconds: float,
    gap: float = 1e-3,
    solver: str = "highs",
    distrusted: list[Distrust] | None = None,
    progress: Callable[[str, float], None] = lambda what, share: None,
) -> tuple[Point, ...]:
    """Points from doing nothing to no limit on all cost, in the order of their limits; all other limits hold.

    Parameters
    ----------
    assessment
        The plan that was made; it is a point too.
    proven
        Whether that was proven to be the best within its limits.
    points
        How many limits between the two ends are tried.
    seconds
        Time for all searches together.
    distrusted
        Where claims of solvers that do not hold are noted, and points that the checker refuses,
        which are left out.
    """
    org = assessment.org.replace(goal=Goal.COVER)
    idle = sum(cost.cents for cost in assessment.idle_costs)
    each = seconds / (points + 1)

    told = [] if distrusted is None else distrusted

    def best(limit: int | None) -> Point | None:
        ample = with_total_budget(
            org, AMPLE * max(idle, 100_000_00) / 100 if limit is None else limit / 100
        )
        try:
            solution, judged, _ = solve_and_verify(
                ample,
                solver,
                lambda by: solve(ample, time_limit=each, gap=gap, solver=by),
                lambda found: Assessment(ample, found.plan or Plan()),
            )
        except Disagreement as refusal:
            told.append(Distrust(NAMES[solver], "frontier", (str(refusal),)))
            return None
        told.extend(solution.distrusted)
        return _point(LIMITED if limit is not None else UNLIMITED, judged, solution, limit)

    top = best(None)
    spent = sum(cost.cents for cost in assessment.costs)
    found = [
        Point(NOTHING, idle, idle, *_open(assessment.idle_measures), 0, proven=False),
        Point(
            THIS_PLAN,
            spent,
            spent,
            *_open(assessment.measures),
            len(assessment.plan.actions),
            proven,
        ),
    ]
    if top is not None:
        found.append(top)
        for number in range(1, points + 1):
            progress("working out the frontier", number / (points + 1))
            limit = idle + (top.cost - idle) * number // (points + 1)
            point = best(limit) if top.cost > idle else None
            if point is not None:
                found.append(point)
    return _no_worse(found)


def _point(
    what: str, judged: Assessment | None, solution: Solution, limit: int | None
) -> Point | None:
    if judged is None:
        return None
    proven = solution.status in (Status.OPTIMAL, Status.GAP_LIMIT)
    spent, many = _spent(judged.org, judged.plan), len(judged.plan.actions)
    return Point(what, limit, spent, *_open(judged.measures), many, proven)


def _spent(org: Organisation, plan: Plan) -> int:
    return sum(cost.cents for cost in ledger(org, plan))


def _open(measures: tuple[Measure, ...]) -> tuple[float, float]:
    """Weighted shortfall of musts and of shoulds."""
    must, should = (
        sum(m.weight * m.short for m in measures if m.strength is strength and m.worth is None)
        for strength in (Strength.MUST, Strength.SHOULD)
    )
    return must, should


def _no_worse(found: list[Point]) -> tuple[Point, ...]:
    """In the order of limits; a plan that fits a lower limit fits a higher one, so no point leaves more open than one before it."""
    ordered = sorted(
        found, key=lambda point: (float("inf") if point.limit is None else point.limit, point.rank)
    )
    kept: list[Point] = []
    for point in ordered:
        before = min(kept, key=lambda other: other.rank, default=None)
        if before is not None and before.rank < point.rank and point.what != THIS_PLAN:
            point = replace(before, what=point.what, limit=point.limit, proven=False)
        kept.append(point)
    return tuple(kept)
