"""The model against the simulation: a plan that the two do not agree on is not shown."""

from __future__ import annotations

from dataclasses import replace

from orgplan.analysis.assessment import Assessment
from orgplan.domain.base import Strength
from orgplan.domain.organisation import Goal
from orgplan.errors import OrgplanError
from orgplan.objectives import goals_of
from orgplan.solver.solve import GoalPart, Solution, slip

ROUNDING = (
    2e-4  # by how much the checker and the model may differ: heads and FTE, or thousands of money
)


class Disagreement(OrgplanError):
    """The checker does not agree with the model on a plan: a bug of ours. Nothing is written."""


def verified(assessment: Assessment, solution: Solution) -> tuple[GoalPart, ...]:
    """Goals with the checker's values, once it agrees with the model.

    The checker's value lies between the bound and what the model found: a later goal, or an idle
    action left out, may have lowered it, nothing may have raised it by more than the goal was let
    slip.

    Raises
    ------
    Disagreement
        If limits are broken that the model holds, or a goal has another value.
    """
    org = assessment.org
    firm = {None, Strength.MUST} if org.goal is Goal.CHEAPEST else {None}
    broken = [m for m in assessment.broken if m.strength in firm and m.worth is None]
    if broken:
        raise Disagreement(
            "The checker finds limits broken that the model holds: "
            + "; ".join(assessment.sentences(tuple(broken)))
        )
    parts = []
    for objective, part in zip(goals_of(org), solution.parts, strict=True):
        value = assessment.goal_values[part.name]
        rounding = ROUNDING + 1e-6 * abs(part.value)
        above = slip(org, objective, part.value, rounding) + rounding
        if value > part.value + above or value < part.bound - objective.SLIP - rounding:
            raise Disagreement(
                f"{part.name}: the model says {part.value:.6f} (bound {part.bound:.6f}), the checker {value:.6f}"
            )
        parts.append(replace(part, value=value, bound=min(part.bound, value)))
    return tuple(parts)
