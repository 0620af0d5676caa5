"""Plans side by side."""

from collections.abc import Mapping

import pandas as pd

from orgplan.analysis.assessment import Assessment
from orgplan.domain import Strength

from ..audit.run import Run
from .figures import whole


def compare(plans: Mapping[str, tuple[Assessment, Run]]) -> pd.DataFrame:
    """One row a plan.

    Returns
    -------
    DataFrame
        Columns: ``status``, ``gap``, ``must shortfall`` and ``should shortfall`` (weighted heads and
        FTE over all periods), ``rules missed``, ``hires``, ``courses``, ``heads at the end``,
        ``cost in horizon``, ``cost of actions``, and ``minimised cost``: what decisions cost over
        the horizon and the time after it, which is what the search makes small (all in plan
        currency).
    """
    rows = [column(assessment, run) for assessment, run in plans.values()]
    return pd.DataFrame(rows, index=pd.Index(list(plans), dtype=object))


def column(assessment: Assessment, run: Run) -> dict[str, object]:
    """Figures of one plan, by the names of :func:`compare`."""
    last = assessment.org.calendar.periods - 1
    missed = {
        strength: sum(
            m.weight * m.short
            for m in assessment.measures
            if m.strength is strength and m.worth is None
        )
        for strength in Strength
    }
    return {
        "status": run.status.value,
        "gap": round(run.gap, 6),
        "must shortfall": round(missed[Strength.MUST], 3),
        "should shortfall": round(missed[Strength.SHOULD], 3),
        "rules missed": sum(not row.satisfied for row in assessment.rules),
        "hires": len(assessment.plan.hires),
        "courses": len(assessment.plan.trainings),
        "heads at the end": whole(
            sum(row.closing for row in assessment.headcount if row.period == last)
        ),
        "cost in horizon": sum(line.cents for line in assessment.costs) / 100,
        "cost of actions": (
            sum(line.cents for line in assessment.costs)
            - sum(line.cents for line in assessment.idle_costs)
        )
        / 100,
        "minimised cost": round(assessment.minimised_cost, 2),
    }
