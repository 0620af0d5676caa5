"""Reporting lines before and after a plan: the org chart as data.

Lines of today are those of :class:`orgplan.domain.staffing.reporting.ReportingTree`; what a plan
makes of them, of :meth:`orgplan.domain.staffing.simulation.PlanSimulation.managers`.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from orgplan.domain import Member, PlanSimulation


@dataclass(frozen=True)
class ReportingLine:
    """Somebody's place in the chart.

    Attributes
    ----------
    id, name
        Of a person or a seat.
    role, team
        At that time.
    manager
        Id of their manager; ``None`` at the top.
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
    """The chart of everybody who is planned by name, on the as-of date.

    Parameters
    ----------
    walk
        Read for the roster alone; moves and seats of the plan play no part.

    Returns
    -------
    tuple[ReportingLine, ...]
        Whose manager is not there reports to the next above who is.
    """
    org, day = walk.org, walk.org.calendar.as_of
    there = [member for member in walk.members if _named(member) and member.employed_on(day)]
    ids = {member.id for member in there}
    above = {
        member.id: next((name for name in org.tree.line(member.id) if name in ids), None)
        for member in there
        if member.person is not None
    }
    return _chart([member for member in there if member.id in above], above)


def chart_after(walk: PlanSimulation) -> tuple[ReportingLine, ...]:
    """The chart at the end of the horizon, with the seats of the plan, and people where moves have
    taken them.

    Parameters
    ----------
    walk
        The plan, period by period.

    Returns
    -------
    tuple[ReportingLine, ...]
        Those who are there on the last day; groups are left out.
    """
    last = walk.org.calendar.periods - 1
    there = [member for member in walk.at_end(last) if _named(member)]
    return _chart(there, walk.managers(last))


def _named(member: Member) -> bool:
    return member.person is None or not member.person.is_group


def _chart(members: list[Member], managers: Mapping[str, str | None]) -> tuple[ReportingLine, ...]:
    """A line for each member; whoever would close a circle reports to nobody, so that the chart is
    a forest.
    """
    above: dict[str, str | None] = {}
    for member in members:
        chosen = managers[member.id]
        above[member.id] = None if chosen is None or _meets(chosen, member.id, above) else chosen
    reports = Counter(above.values())
    return tuple(
        ReportingLine(m.id, m.name, m.role, m.team, above[m.id], reports[m.id], _depth(m.id, above))
        for m in members
    )


def _meets(start: str, name: str, above: Mapping[str, str | None]) -> bool:
    """Whether the line up from somebody meets somebody else: then they cannot be reported to by
    them.
    """
    here: str | None = start
    while here is not None and here != name:
        here = above.get(here)
    return here == name


def _depth(name: str, above: Mapping[str, str | None]) -> int:
    """The level of somebody in a chart: 1 for whoever reports to nobody.

    Examples
    --------
    >>> _depth("c", {"c": "b", "b": "a", "a": None})
    3
    """
    depth, here = 1, above[name]
    while here is not None:
        depth, here = depth + 1, above.get(here)
    return depth
