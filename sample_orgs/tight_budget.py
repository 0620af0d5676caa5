"""The growing start-up after a cut: not every must fits the budget, and needs weigh differently."""

from __future__ import annotations

from orgplan.domain.organisation import Organisation
from sample_orgs import growing_startup

WEIGHTS = {
    "N-005": 3.0,
    "N-006": 5.0,
    "N-007": 2.0,
    "N-008": 1.0,
}  # Security for the audit weighs most, Android least
TOTAL = 2_690_000


def organisation() -> Organisation:
    """The organisation with less money and no principals on the market."""
    org = growing_startup.organisation()
    return org.replace(
        name="Growing start-up, after the cut",
        roles=tuple(role for role in org.roles if not role.name.startswith("Principal")),
        needs=tuple(need.replace(weight=WEIGHTS.get(need.id, 10.0)) for need in org.needs),
        budget=tuple(
            line.replace(amount=TOTAL) if line.id == "B-001" else line for line in org.budget
        ),
    )
