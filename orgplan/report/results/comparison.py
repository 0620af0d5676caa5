"""Plans side by side."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from orgplan.analysis.assessment import Assessment
from orgplan.domain import Strength
from orgplan.language import N_

from ..audit.run import Run
from ..musts import open_of
from .figures import whole


@dataclass(frozen=True)
class Figure:
    """A figure that plans are compared by: of money in plan currency, else heads, FTE or a number
    of actions.

    Attributes
    ----------
    label
        In English, to be translated.
    of
        The figure of a plan.
    is_money
        Whether it is in plan currency.
    is_whole
        Whether it is counted in whole numbers.
    """

    label: str
    of: Callable[[Assessment], float]
    is_money: bool = False
    is_whole: bool = False


def _heads_at_the_end(assessment: Assessment) -> float:
    last = assessment.org.calendar.periods - 1
    return sum(row.closing for row in assessment.headcount if row.period == last)


FIGURES = (
    Figure(N_("cost over the horizon"), lambda a: a.cost, is_money=True),
    Figure(
        N_("of which the plan adds"),
        lambda a: (sum(c.cents for c in a.costs) - sum(c.cents for c in a.idle_costs)) / 100,
        is_money=True,
    ),
    Figure(
        N_("annual cost as of the end of the horizon"),
        lambda a: sum(rate.cents for rate in a.run_rates.values()) / 100,
        is_money=True,
    ),
    Figure(
        N_("cost of decisions, including after the horizon (what is minimised)"),
        lambda a: a.minimised_cost,
        is_money=True,
    ),
    Figure(N_("hires"), lambda a: len(a.plan.hires), is_whole=True),
    Figure(N_("courses"), lambda a: len(a.plan.trainings), is_whole=True),
    Figure(
        N_("moves and exits"),
        lambda a: len(a.plan.actions) - len(a.plan.hires) - len(a.plan.trainings),
        is_whole=True,
    ),
    Figure(N_("heads at the end"), _heads_at_the_end),
    Figure(N_("musts open"), lambda a: open_of(a, Strength.MUST), is_whole=True),
    Figure(N_("shoulds open"), lambda a: open_of(a, Strength.SHOULD), is_whole=True),
)


def compare(plans: Mapping[str, tuple[Assessment, Run]]) -> pd.DataFrame:
    """One row a plan.

    Parameters
    ----------
    plans
        Name of a row → the plan and how it came about.

    Returns
    -------
    DataFrame
        Columns: ``status``, ``gap``, ``must shortfall`` and ``should shortfall`` (weighted heads
        and FTE over all periods), ``musts open`` (how many), ``rules missed``, ``hires``,
        ``courses``, ``heads at the end``,
        ``cost in horizon``, ``cost of actions``, and ``minimised cost``: what decisions cost over
        the horizon and the time after it, which is what the search makes small (all in plan
        currency).
    """
    rows = [column(assessment, run) for assessment, run in plans.values()]
    return pd.DataFrame(rows, index=pd.Index(list(plans), dtype=object))


def column(assessment: Assessment, run: Run) -> dict[str, object]:
    """Figures of one plan, by the names of :func:`compare`.

    Parameters
    ----------
    assessment
        The plan.
    run
        Gives status and gap.

    Returns
    -------
    dict[str, object]
        Shortfalls leave out what has a price; money in plan currency.
    """
    shortfalls = {
        strength: sum(
            m.weight * m.shortfall
            for m in assessment.measures
            if m.strength is strength and m.worth is None
        )
        for strength in Strength
    }
    return {
        "status": run.status.value,
        "gap": round(run.gap, 6),
        "must shortfall": round(shortfalls[Strength.MUST], 3),
        "should shortfall": round(shortfalls[Strength.SHOULD], 3),
        "musts open": open_of(assessment, Strength.MUST),
        "rules missed": sum(not row.satisfied for row in assessment.rules),
        "hires": len(assessment.plan.hires),
        "courses": len(assessment.plan.trainings),
        "heads at the end": whole(_heads_at_the_end(assessment)),
        "cost in horizon": sum(line.cents for line in assessment.costs) / 100,
        "cost of actions": (
            (
                sum(line.cents for line in assessment.costs)
                - sum(line.cents for line in assessment.idle_costs)
            )
            / 100
        ),
        "minimised cost": round(assessment.minimised_cost, 2),
    }
