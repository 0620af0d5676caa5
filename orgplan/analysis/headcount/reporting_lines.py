"""Reporting lines before and after a plan: the org chart as data.

Lines of today are those of :class:`orgplan.domain.staffing.reporting.ReportingTree`; what a plan
makes of them, of :meth:`orgplan.domain.staffing.simulation.PlanSimulation.managers`. Beyond that,
whoever takes a leaver's place has the leaver's reports, and whoever heads a scope stands above it.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from orgplan.constraints import Trait, with_trait
from orgplan.domain import Member, Organisation, PlanSimulation, Rule, Scope, Track

from ..seats.replacements import replaced


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
    here = [member for member in there if member.id in above]
    _put_heads_on_top(org, here, above)
    return _chart(here, above)


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
    return _chart([member for member in walk.at_end(last) if _named(member)], managers(walk, last))


def managers(walk: PlanSimulation, period: int) -> Mapping[str, str | None]:
    """The manager of everybody who is there at the end of a period.

    Parameters
    ----------
    walk
        The plan, period by period.
    period
        Index of a period, 0 for the first.

    Returns
    -------
    Mapping[str, str | None]
        Id of everybody who is planned by name and there → their manager; ``None`` is nobody.
    """
    above = dict(walk.managers(period))
    there = [member for member in walk.at_end(period) if member.id in above]
    _follow_leavers(walk, period, there, above)
    _put_heads_on_top(walk.org, there, above)
    return above


def _follow_leavers(
    walk: PlanSimulation,
    period: int,
    there: Sequence[Member],
    above: dict[str, str | None],
) -> None:
    """Whoever takes a leaver's place has the leaver's reports and manager, unless somebody took
    over the team.
    """
    tree = walk.org.tree
    seats = {leaver.id: seat for seat, leaver in replaced(walk.org, walk.plan).items()}
    for name, seat in seats.items():
        taken = any(walk.leads(team, period) for team in tree.led_by.get(name, ()))
        if seat not in above or name in above or taken:
            continue
        above[seat] = next(
            (one for boss in tree.line(name) if (one := seats.get(boss, boss)) in above), None
        )
        for member in there:
            stays = member.person is not None and member.team == member.person.team
            line = tree.line(member.id) if stays else tree.line_of_team(member.team)
            if line[:1] == (name,) and member.id != seat:
                above[member.id] = seat


def _put_heads_on_top(
    org: Organisation, there: Sequence[Member], above: dict[str, str | None]
) -> None:
    """A manager in a role that a rule asks for as head of a scope stands above the people of the
    scope, unless the roster says where.
    """
    heading = with_trait(Trait.HEADING)
    for rule in org.rules:
        if rule.roles_asked and rule.family in heading:
            for scope in rule.scopes:
                _put_on_top(org, rule, scope, there, above)


def _put_on_top(
    org: Organisation,
    rule: Rule,
    scope: Scope,
    there: Sequence[Member],
    above: dict[str, str | None],
) -> None:
    """Those at the top of the scope report to its head, who reports to whoever is above them all.

    Where the rule counts everybody, a single one at the top is above the head.
    """
    part = org.part(scope)
    inside = [member for member in there if (member.team, member.location) in part]
    heads = [m.id for m in inside if _manages(org, m, rule.roles_asked) and not _line_given(m)]
    counted = {m.id for m in inside if org.matches(m.role, rule.counted)}.difference(heads)
    top = [m for m in inside if m.id in counted and above[m.id] not in counted]
    if not heads or all(above[member.id] in heads for member in top):
        return
    if not rule.counted and len(top) == 1:
        for head in heads:
            above[head] = top[0].id
        return
    over = {above[member.id] for member in top}.difference(heads)
    highest = over.pop() if len(over) == 1 else None
    for head in heads:
        if not counted.isdisjoint(_up(head, above)):
            above[head] = None if head in _up(highest, above) else highest
    for member in top:
        if not _line_given(member) and member.id not in _up(heads[0], above):
            above[member.id] = heads[0]


def _manages(org: Organisation, member: Member, roles: Collection[str]) -> bool:
    """Whether somebody is a manager in one of some roles or families."""
    role = org.role.get(member.role)
    managing = role is not None and (role.can_manage or role.track is Track.MANAGEMENT)
    return managing and org.matches(member.role, tuple(roles))


def _line_given(member: Member) -> bool:
    """Whether the roster names the manager of somebody who is still in the same team."""
    person = member.person
    return person is not None and person.manager_id is not None and person.team == member.team


def _up(name: str | None, above: Mapping[str, str | None]) -> Sequence[str]:
    """Who is above somebody, themselves first; a circle is walked once."""
    line: dict[str, None] = {}
    while name is not None and name not in line:
        line[name] = None
        name = above.get(name)
    return tuple(line)


def _named(member: Member) -> bool:
    return member.person is None or not member.person.is_group


def _chart(members: list[Member], managers: Mapping[str, str | None]) -> tuple[ReportingLine, ...]:
    """A line for each member; whoever would close a circle reports to nobody, so that the chart is
    a forest.
    """
    above: dict[str, str | None] = {}
    for member in members:
        chosen = managers[member.id]
        above[member.id] = None if member.id in _up(chosen, above) else chosen
    reports = Counter(above.values())
    return tuple(
        ReportingLine(m.id, m.name, m.role, m.team, above[m.id], reports[m.id], _depth(m.id, above))
        for m in members
    )


def _depth(name: str, above: Mapping[str, str | None]) -> int:
    """The level of somebody in a chart: 1 for whoever reports to nobody.

    Examples
    --------
    >>> _depth("c", {"c": "b", "b": "a", "a": None})
    3
    """
    return len(_up(name, above))
