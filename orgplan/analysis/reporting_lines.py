"""Who reports to whom, before and after a plan: the org chart as data.

A plan does not say to whom people report. Whoever stays keeps their manager, as long as the manager
stays too; whoever moves or is hired, or whose manager is gone, gets the nearest one: up the line of
the manager who is gone, else who manages the team, else who manages the team above it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from orgplan.domain.organisation import Organisation
from orgplan.domain.simulation import Member, PlanSimulation


@dataclass(frozen=True)
class ReportingLine:
    """Somebody's place in the chart.

    Attributes
    ----------
    manager
        Id of whom they report to; ``None`` at the top.
    direct_reports
        How many report to them.
    depth
        Layers from the top: 1 for whoever reports to nobody.
    """

    id: str
    name: str
    role: str
    team: str
    manager: str | None
    direct_reports: int
    depth: int


def chart_before(walk: PlanSimulation) -> tuple[ReportingLine, ...]:
    """The chart of everybody who is planned by name, on the as-of date."""
    day = walk.org.calendar.as_of
    return _chart(walk.org, [m for m in walk.members if _named(m) and m.employed_on(day)])


def chart_after(walk: PlanSimulation) -> tuple[ReportingLine, ...]:
    """The chart at the end of the horizon, with the seats of the plan, and people where moves have taken them."""
    last = walk.org.calendar.periods - 1
    return _chart(walk.org, [member for member in walk.at_end(last) if _named(member)])


def _named(member: Member) -> bool:
    return member.person is None or not member.person.is_group


def _chart(org: Organisation, members: list[Member]) -> tuple[ReportingLine, ...]:
    above: dict[str, str | None] = {}
    there = {member.id: member for member in members}
    managing = {team.id: _manager_of(org, team.id, members) for team in org.teams}
    for member in members:
        chosen = _own_manager(org, member, there) or _nearest(org, member, managing)
        above[member.id] = None if chosen is None or _meets(chosen, member.id, above) else chosen
    reports = Counter(above.values())
    return tuple(
        ReportingLine(m.id, m.name, m.role, m.team, above[m.id], reports[m.id], _depth(m.id, above))
        for m in members
    )


def _stays(member: Member) -> bool:
    """Whether somebody of the roster is in the team of today."""
    return member.person is not None and member.team == member.person.team


def _own_manager(org: Organisation, member: Member, there: Mapping[str, Member]) -> str | None:
    """The roster's manager of somebody who stays, or the first one up that line who does."""
    if member.person is None or not _stays(member):
        return None
    name = member.person.manager_id
    while name is not None and name in org.person:
        if name in there and _stays(there[name]):
            return name
        name = org.person[name].manager_id
    return None


def _manager_of(org: Organisation, team: str, members: Iterable[Member]) -> str | None:
    """Who manages a team: its lead while there, else the first in it whose role manages, else to whom others report."""
    members, lead = list(members), org.team[team].lead
    if any(m.id == lead and _stays(m) for m in members):
        return lead
    here = [member for member in members if member.team == team]
    managers = [m.id for m in here if org.role[m.role].can_manage]
    managers += [m.id for m in here if m.id in org.line_managers and _stays(m)]
    return managers[0] if managers else None


def _nearest(org: Organisation, member: Member, managing: Mapping[str, str | None]) -> str | None:
    """Who manages the team, or the nearest one above it, other than oneself."""
    team: str | None = member.team
    while team is not None and team in org.team:
        if managing[team] not in (None, member.id):
            return managing[team]
        team = org.team[team].parent
    return None


def _meets(start: str, name: str, above: Mapping[str, str | None]) -> bool:
    """Whether the line up from somebody meets somebody else: then they cannot be reported to by them."""
    here: str | None = start
    while here is not None and here != name:
        here = above.get(here)
    return here == name


def _depth(name: str, above: Mapping[str, str | None]) -> int:
    depth, here = 1, above[name]
    while here is not None:
        depth, here = depth + 1, above.get(here)
    return depth
