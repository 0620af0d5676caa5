"""Roles that look like one candidate: told, for a role is hired as often as its caps allow, and a person only once."""

from __future__ import annotations

from orgplan.domain.organisation import Organisation
from orgplan.domain.roles import Role
from orgplan.excel.read.faults import Findings


def weigh_candidates(org: Organisation, findings: Findings) -> None:
    """Say which roles, of one pay and at most one hire a period, nobody holds, and how often they may be hired."""
    held = {person.role for person in org.people} | {position.role for position in org.positions}
    for role in org.roles:
        if org.calendar.periods > 1 and role.id not in held and _one_at_a_time(role):
            mend = "if it stands for one candidate, put 1 in max_hires_year (one a fiscal year)"
            findings.note(
                "Roles",
                "",
                f"{role.id} may be hired once in each of {org.calendar.periods} periods: {mend}",
            )


def _one_at_a_time(role: Role) -> bool:
    """Whether its pay is one amount, and one is hired a period, with nothing said of a year."""
    one_pay = role.band_min is not None and role.band_min == role.band_max
    return one_pay and role.max_hires == 1 and role.max_hires_year is None
