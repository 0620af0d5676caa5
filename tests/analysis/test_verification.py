"""A plan that the checker refuses: looked for again by the other solver, counted, and never
shown.
"""

from __future__ import annotations

import numpy as np
import pytest

import orgplan as op
from orgplan.analysis.counterfactual.frontier import break_points
from orgplan.domain.organisation import Goal, Organisation
from orgplan.domain.plan import Hire, Plan
from orgplan.solver import solve as solving
from orgplan.solver.audit import Distrust
from orgplan.solver.build import Built
from tests.solver.test_ways_out import capped_and_poor


def spoil(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """So many plans have ten seats that the solver's values do not."""
    true, left = solving.extract, [times]

    def wrong(org: Organisation, built: Built, values: np.ndarray) -> Plan:
        plan = true(org, built, values)
        left[0] -= 1
        role, team = org.roles[0], org.teams[0].id
        seat = Hire(
            id="H-9",
            role=role.id,
            team=team,
            start_date=org.calendar.first_day(0),
            base_salary=role.band_mid or 0,
        )
        more = tuple(seat.replace(id=f"H-9{n}") for n in range(10))
        return plan if left[0] < 0 else plan.replace(hires=plan.hires + more)

    monkeypatch.setattr(solving, "extract", wrong)


@pytest.fixture
def org() -> Organisation:
    return capped_and_poor().replace(goal=Goal.COVER)


def test_it_is_looked_for_again_by_the_other_solver(
    org: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = op.plan(org, next_steps=False)
    spoil(monkeypatch, 1)
    planned = op.plan(org, next_steps=False)
    assert planned.plan == true.plan
    assert planned.status == "optimal"
    (claim,) = planned.run.distrusted
    assert (claim.solver, claim.goal) == ("HiGHS", "plan")
    assert claim.reasons[0].startswith("The checker finds limits broken that the model holds")


def test_it_is_not_shown_where_the_other_solver_has_none_better(
    org: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(monkeypatch, 2)
    with pytest.raises(op.Disagreement):
        op.plan(org, next_steps=False)


def test_a_point_of_the_frontier_is_left_out_and_counted(
    org: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned, distrusted = op.plan(org, next_steps=False), list[Distrust]()
    spoil(monkeypatch, 99)
    (step,) = break_points(planned.assessment, 2, time_limit=20, distrusted=distrusted)
    assert not step.assessment.plan.actions
    assert [claim.goal for claim in distrusted] == ["plan"]
