"""Why each action is in the plan: what would be lost without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from orgplan.constraints import FAMILIES, budget, recruiting, training_load, training_path, training_seats
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import TOLERANCE, Measure, Plan
from orgplan.domain.walk import Walk

PURPOSES = tuple(family for family in FAMILIES if family not in (budget, recruiting, training_load, training_path, training_seats))


@dataclass(frozen=True)
class Loss:
    """What one requirement loses when one action is left out.

    Attributes
    ----------
    measure
        The requirement, as judged without the action.
    more_short
        By how much more it is short, in its unit.
    """

    measure: Measure
    more_short: float

    @property
    def serves(self) -> str:
        """Need or rule that the action serves, for instance ``N-003`` or ``echelon(Payments)``."""
        return served(self.measure)


def served(measure: Measure) -> str:
    """Short name of the need, rule or limit behind a measure, without its period."""
    if measure.family in ("holders", "capacity"):
        return measure.key[0]
    if measure.family in ("echelon", "director", "span", "ratio"):
        return f"{measure.key[0]}({measure.key[1]})"
    return f"{measure.family}({measure.key[0]})"


def losses(org: Organisation, plan: Plan) -> Mapping[str, tuple[Loss, ...]]:
    """For each action, what every requirement loses when it alone is left out; nothing where others make up for it."""
    whole = Walk(org, plan)
    complete = _shorts(whole)
    lost: dict[str, tuple[Loss, ...]] = {}
    for action in plan.actions:
        without = _shorts(whole.without(action))
        lost[action] = tuple(
            Loss(measure, more)
            for name, measure in without.items()
            if (more := measure.short - (complete[name].short if name in complete else 0.0)) > TOLERANCE
        )
    return lost


def _shorts(walk: Walk) -> dict[str, Measure]:
    return {measure.name: measure for family in PURPOSES for measure in family.measure(walk)}


def without_idle_actions(org: Organisation, plan: Plan) -> Plan:
    """The plan without actions that serve nothing, which a solve stopped early may leave in it; one after the other."""
    idle = [action for action, lost in losses(org, plan).items() if not lost]
    for action in idle:
        shorter = plan.without(action)
        before, after = _shorts(Walk(org, plan)), _shorts(Walk(org, shorter))
        if all(measure.short <= (before[name].short if name in before else 0.0) + TOLERANCE for name, measure in after.items()):
            plan = shorter
    return plan
