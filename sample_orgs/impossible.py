"""The growing start-up with demands that contradict each other: every must, on little money,
without one more head in Apps.
"""

from __future__ import annotations

from orgplan.domain.organisation import Goal, Organisation
from sample_orgs import growing_startup
from sample_orgs.tight_budget import WEIGHTS

TOTAL = 2_700_000


def organisation() -> Organisation:
    """The organisation that asks for the impossible."""
    org = growing_startup.organisation()
    return org.replace(
        name="Growing start-up, as the board asks",
        goal=Goal.CHEAPEST,
        needs=tuple(need.replace(weight=WEIGHTS.get(need.id, 10.0)) for need in org.needs),
        teams=tuple(
            team.replace(max_headcount=7) if team.id == growing_startup.APPS else team
            for team in org.teams
        ),
        budget=tuple(
            line.replace(amount=TOTAL) if line.id == "B-001" else line for line in org.budget
        ),
    )
