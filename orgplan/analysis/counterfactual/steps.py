"""Steps of the frontier: plans within some money, each against the one before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from orgplan.objectives import must_shortfall, should_shortfall

from ..assessment import Assessment
from .differences import more_open, only_in
from .search import BestPlan

SHORT = 1e-4  # weighted heads and FTE: less is rounding
FRAME = (
    "cost",
    "more",
    "must_short",
    "should_short",
    "gap",
    "proven",
    "complete",
    "buys",
    "drops",
    "closes",
)
Rank = tuple[float, float]


@dataclass(frozen=True)
class Step:
    """The best plan within some money.

    Attributes
    ----------
    assessment
        The plan, judged without the solver.
    limit
        Limit on all cost of the horizon under which it was searched, plan currency; ``None``: no
        limit.
    cost
        What it costs over the horizon: no plan that leaves as little open costs less.
    must_short, should_short
        Weighted heads and FTE that stay open, summed over the periods.
    gap
        Largest proven relative gap of a goal.
    proven
        Whether it is proven to be the best within its money.
    complete
        Whether no break point lies between it and the step before; of doing nothing, whether time
        sufficed to look for any other.
    buys, drops, closes, opens
        Against the step before, in words: actions that it adds, and does without; what it leaves
        less open, and more.

    Examples
    --------
    >>> step = op.Step(
    ...     planned.assessment,
    ...     None,
    ...     cost=9e6,
    ...     must_short=0.0,
    ...     should_short=1.5,
    ...     gap=0.0,
    ...     proven=True,
    ... )
    >>> step.rank
    (0.0, 1.5)
    """

    assessment: Assessment
    limit: float | None
    cost: float
    must_short: float
    should_short: float
    gap: float
    proven: bool
    complete: bool = True
    buys: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()

    @property
    def rank(self) -> Rank:
        """What stays open, musts before shoulds."""
        return self.must_short, self.should_short


def frame(steps: Sequence[Step]) -> pd.DataFrame:
    """Steps as a data frame: one row each, money in plan currency.

    Parameters
    ----------
    steps
        The cheapest first, as :func:`break_points` returns them.

    Returns
    -------
    pd.DataFrame
        Columns :data:`FRAME`; ``more`` is the cost above the row before, 0 in the first.
    """
    costs = [step.cost for step in steps]
    more = [0.0, *(after - before for before, after in zip(costs, costs[1:], strict=False))]
    return pd.DataFrame(
        [vars(step) | {"more": round(extra, 2)} for step, extra in zip(steps, more, strict=True)],
        columns=FRAME,
    )


def rank_of(assessment: Assessment) -> Rank:
    """What stays open of a plan: musts, then shoulds, weighted.

    Parameters
    ----------
    assessment
        A judged plan.

    Returns
    -------
    Rank
        Weighted heads and FTE short, of musts and of shoulds, summed over the periods; rounded to
        six decimals so that two plans compare. The lower one leaves less open.
    """
    org, plan, measures = assessment.org, assessment.plan, assessment.measures
    return (
        round(must_shortfall.value(org, plan, measures), 6),
        round(should_shortfall.value(org, plan, measures), 6),
    )


def step_of(found: BestPlan, limit: float | None) -> Step | None:
    """The step of the best plan within a limit; ``None`` where none was found.

    Parameters
    ----------
    found
        A search of :func:`searched_within`.
    limit
        The limit under which it was searched, plan currency; ``None`` for none.

    Returns
    -------
    Step or None
        Complete unless shoulds have prices: then what a limit buys depends on them, and steps may
        lie between.
    """
    made = found.assessment
    if made is None:
        return None
    step = Step(made, limit, made.cost, *rank_of(made), gap=found.gap, proven=found.proven)
    return replace(step, complete=not made.org.has_prices)


def _covers_more(one: Rank, other: Rank) -> bool:
    """Whether less stays open: of musts, or as much of them and less of shoulds; rounding is no
    difference.
    """
    fewer = other[0] - one[0]
    return one[1] < other[1] - SHORT if abs(fewer) <= SHORT else fewer > 0


def compared_steps(steps: Sequence[Step]) -> list[Step]:
    """Each step against the one before; of two limits that buy the same, one stays.

    Parameters
    ----------
    steps
        The cheapest first.

    Returns
    -------
    list[Step]
        With ``buys``, ``drops``, ``closes`` and ``opens`` against the one before; the first has
        none.
    """
    kept: list[Step] = []
    for step in steps:
        if not kept:
            kept.append(step)
            continue
        before = kept[-1]
        if step.cost == before.cost and step.rank == before.rank and not step.complete:
            continue
        then, now = before.assessment, step.assessment
        kept.append(
            replace(
                step,
                buys=only_in(now, then),
                drops=only_in(then, now),
                closes=more_open(now, then),
                opens=more_open(then, now),
            )
        )
    return kept
