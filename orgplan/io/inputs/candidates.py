"""Roles that stand for one candidate: a role is hired as often as its caps allow, and a person only once."""

from __future__ import annotations

from collections.abc import Set

from orgplan.domain.organisation import Organisation
from orgplan.domain.positions import LockedAction
from orgplan.domain.roles import Role
from orgplan.excel.read.faults import Findings


def with_single_candidates(
    org: Organisation, uncapped: Set[str], findings: Findings
) -> Organisation:
    """The organisation, with each role that evidently stands for one candidate hired once at most, and a note on it.

    Parameters
    ----------
    uncapped
        Ids of the roles whose row says that there is no cap over the horizon.
    """
    if org.calendar.periods == 1:
        return org
    single = {
        role.id
        for role in org.roles
        if role.id not in uncapped and looks_like_one(role) and not named_elsewhere(org, role)
    }
    for role in sorted(single):
        findings.note(
            "Roles",
            "",
            f"{role} looks like one candidate (one pay, one hire a period, nobody in it): it is hired once at most. "
            f"If it may be hired in each of {org.calendar.periods} periods, put none in max_hires_total",
        )
    return org.replace(
        roles=tuple(
            role.replace(max_hires_total=1) if role.id in single else role for role in org.roles
        )
    )


def looks_like_one(role: Role) -> bool:
    """Whether a role of no library and no level has one pay, and one hire a period with nothing said of longer times."""
    bands = {pay for pay in (role.band_min, role.band_mid, role.band_max) if pay is not None}
    own = role.library_id is None and role.level is None
    return (
        own
        and len(bands) == 1
        and role.max_hires == 1
        and role.max_hires_year is None
        and role.max_hires_total is None
    )


def named_elsewhere(org: Organisation, role: Role) -> bool:
    """Whether something shows that a role is one: it is held, listed, risen to, or named where heads of it are counted."""
    held = {person.role for person in org.people} | {position.role for position in org.positions}
    risen_to = {other.next_role for other in org.roles} | {lever.to_role for lever in org.levers}
    counted = {need.skill for need in org.needs}
    for rule in org.rules:
        counted |= {*rule.roles, *rule.counts, *rule.also_counts}
    many = {lock.who for lock in org.locks if lock.action is LockedAction.HIRE and lock.count > 1}
    return role.id in held | risen_to | counted | many or role.name in counted
