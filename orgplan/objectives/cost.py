"""Cost of what the plan decides: everything within the horizon, and the run rate of new seats for the tail after it.

The roster's own pay is the same in every plan and left out, so that the proven gap speaks of what can be decided.
"""

from __future__ import annotations

from collections.abc import Sequence

from orgplan.constraints.rows import Decisions, Linear, Var
from orgplan.domain.base import Strength
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Measure, Plan
from orgplan.finance.ledger import decided
from orgplan.finance.unit_costs import course_cost, offered_hire, seat_cost

NAME = "cost"
UNIT = "thousands of plan currency"
SLIP = 1e-4  # ten cents of a unit
THOUSANDS = 1e-5  # cents to thousands


def terms(org: Organisation, x: Decisions, shortfalls: Sequence[tuple[Strength, float, Var]]) -> Linear:
    """Unit cost of every seat and course on offer."""
    total = Linear()
    for (role, team, start), seats in x.hire.items():
        total.add(seat_cost(org, offered_hire(org, role, team, start)).goal * THOUSANDS, seats)
    for (step, start), taken in x.train.items():
        total.add(course_cost(org, step.person, step.course, start).goal * THOUSANDS, taken)
    return total


def value(org: Organisation, plan: Plan, measures: Sequence[Measure]) -> float:
    """What the plan adds to the ledger, and to the months after it."""
    return decided(org, plan) * THOUSANDS
