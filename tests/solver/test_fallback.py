"""SCIP, where HiGHS is not wanted, finds plans that are worth the same."""

from __future__ import annotations

import os

import pytest

from orgplan.constraints import judge
from orgplan.domain.organisation import Organisation
from orgplan.objectives import goals_of
from orgplan.solver.outcome import Status
from orgplan.solver.solve import solve
from sample_orgs import manpower_plan
from tests.constraints.organisations import rich_organisation
from tests.organisations import random_organisation

CASES = 300 if os.environ.get("ORGPLAN_SLOW") else 24


def worth(org: Organisation, solver: str) -> tuple[Status, list[float]]:
    """Ending, and the goals of the plan as the checker reckons them."""
    solution = solve(org, gap=0.0, time_limit=60, solver=solver)
    if solution.plan is None:
        return solution.status, []
    measures = judge(org, solution.plan)
    assert not [m.name for m in measures if m.is_short and m.strength is None], (
        f"{solver} breaks a limit"
    )
    return solution.status, [
        objective.value(org, solution.plan, measures) for objective in goals_of(org)
    ]


@pytest.mark.parametrize("seed", range(CASES))
def test_both_solvers_reach_the_same_goals(seed: int) -> None:
    org = random_organisation(seed) if seed % 2 else rich_organisation(seed)
    (by_highs, highs), (by_scip, scip) = worth(org, "highs"), worth(org, "scip")
    assert (by_highs is Status.INFEASIBLE) is (by_scip is Status.INFEASIBLE)
    assert by_highs in (Status.OPTIMAL, Status.INFEASIBLE)
    assert scip == pytest.approx(highs, abs=2e-3)


def test_both_solvers_plan_groups_in_parts_alike() -> None:
    """A linear programme without whole columns, whose goals are held to what each solver's rounding
    allows.
    """
    org = manpower_plan.organisation()
    (by_highs, highs), (by_scip, scip) = worth(org, "highs"), worth(org, "scip")
    assert by_highs is by_scip is Status.OPTIMAL
    assert scip == pytest.approx(highs, rel=1e-4, abs=2e-3)
