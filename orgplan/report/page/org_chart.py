"""The org chart of the page, today and at the end of the plan: reporting lines, who is to come,
moves or leaves, which positions are open.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.headcount.reporting_lines import ReportingLine, chart_after, chart_before
from orgplan.domain import Organisation, Position, PositionStatus
from orgplan.language import _


@dataclass(frozen=True)
class ChartNode:
    """Somebody, or a seat to be filled, with what changes there.

    Attributes
    ----------
    leads, ends
        Whether others report to them, who come next; and how many teams end here.
    """

    name: str
    where: str
    team: str
    change: str
    leads: bool
    ends: int


def org_charts(assessment: Assessment) -> tuple[tuple[ChartNode, ...], tuple[ChartNode, ...]]:
    """Today's chart and that at the end of the horizon, each from the top; empty where nobody is
    planned by name.

    Parameters
    ----------
    assessment
        Groups are left out: they have no names.

    Returns
    -------
    tuple[tuple[ChartNode, ...], tuple[ChartNode, ...]]
        Trees with vacant positions, where positions are kept; people who leave and seats that come
        are marked.
    """
    before, after = (
        {line.id: line for line in chart(assessment.walk)} for chart in (chart_before, chart_after)
    )
    gone = {name: line for name, line in before.items() if name not in after}
    leaving = {name: _leaves(assessment, name) for name in gone}
    changed = {name: _change(assessment, before, line) for name, line in after.items()}
    vacant = _vacant(assessment.org)
    filled = {hire.position_id for hire in assessment.plan.hires}
    left = [position for position in vacant if position.id not in filled]
    later = _with_places_left(assessment, before, after)
    empty = {name: _left(assessment, name) for name in later.keys() - after.keys()}
    return (
        _tree(*_with_open(assessment.org, before, leaving, vacant)),
        _tree(*_with_open(assessment.org, later, {**changed, **empty}, left)),
    )


def _leaves(assessment: Assessment, name: str) -> str:
    """When somebody leaves, and which seat follows."""
    seats = {leaver.id: seat for seat, leaver in assessment.replaced.items()}
    day = assessment.walk.member[name].end_date
    if day is None:
        return _("leaves")
    if name in seats:
        return _("leaves on {day}, followed by {seat}", day=day, seat=seats[name])
    return _("leaves on {day}", day=day)


def _left(assessment: Assessment, name: str) -> str:
    """What is said of a leaver's place that stays in the chart because others report there."""
    day = assessment.walk.member[name].end_date
    return _("left on {day}, the seat is empty", day=day) if day else _("the seat is empty")


def _with_places_left(
    assessment: Assessment,
    before: Mapping[str, ReportingLine],
    after: Mapping[str, ReportingLine],
) -> Mapping[str, ReportingLine]:
    """The chart at the end, with the place of a leaver that stays empty, where those who
    reported there have nobody above them now: they hang there, not loose.
    """
    followed = {leaver.id for leaver in assessment.replaced.values()}
    empty = before.keys() - after.keys() - followed
    places = dict(after)
    for name, line in after.items():
        boss = _boss_of_today(assessment.org, before.get(name), line)
        if line.manager is None and boss in empty:
            places[boss] = replace(before[boss], manager=None)
            places[name] = replace(line, manager=boss)
    return places


def _boss_of_today(org: Organisation, was: ReportingLine | None, line: ReportingLine) -> str | None:
    """The manager of somebody today, or of whoever is new in the team."""
    if was is not None and was.team == line.team:
        return was.manager
    return next(iter(org.tree.line_of_team(line.team)), None)


def _vacant(org: Organisation) -> list[Position]:
    """Positions that are open or approved today and held by nobody."""
    held = {person.position_id for person in org.people}
    return [
        position
        for position in org.positions
        if position.stands
        and position.status is not PositionStatus.FILLED
        and position.id not in held
    ]


def _with_open(
    org: Organisation,
    lines: Mapping[str, ReportingLine],
    changes: Mapping[str, str],
    positions: Iterable[Position],
) -> tuple[Collection[ReportingLine], Mapping[str, str]]:
    """A chart with its open positions, each below whoever heads its team; none where nobody is
    planned by name.
    """
    if not lines:
        return (), {}
    seats = [
        ReportingLine(
            position.id,
            position.id,
            position.role,
            position.team,
            next((name for name in org.tree.line_of_team(position.team) if name in lines), None),
            0,
            0,
        )
        for position in positions
    ]
    opened = {seat.id: _("open position") for seat in seats}
    return (*lines.values(), *seats), {**changes, **opened}


def _change(
    assessment: Assessment, before: Mapping[str, ReportingLine], after: ReportingLine
) -> str:
    """What the plan, or a known start, makes of somebody's place; empty if it stays as it is."""
    was = before.get(after.id)
    if was is None:
        day, leaver = assessment.walk.member[after.id].start_date, assessment.replaced.get(after.id)
        if leaver is None:
            return _("new from {day}", day=day)
        return _("new from {day}, replaces {person}", day=day, person=leaver.name)
    if (was.role, was.team) != (after.role, after.team):
        return _("was {role}, {team}", role=was.role, team=was.team)
    if was.manager != after.manager and was.manager is not None and after.manager is not None:
        return _("reported to {manager}", manager=before[was.manager].name)
    return ""


def _tree(lines: Collection[ReportingLine], changes: Mapping[str, str]) -> tuple[ChartNode, ...]:
    """Places from the top, each before those who report to it; a loop, for chains may be longer
    than calls may nest.
    """
    below: dict[str | None, list[ReportingLine]] = defaultdict(list)
    for line in lines:
        below[line.manager].append(line)
    places = []
    todo = [(line, 0) for line in reversed(below[None])]
    while todo:
        line, ends = todo.pop()
        reports = below[line.id]
        where = (
            line.team
            if line.name == line.role
            else _("{what}, {where}", what=line.role, where=line.team)
        )
        change = changes.get(line.id, "")
        places.append(
            ChartNode(line.name, where, line.team, change, bool(reports), 0 if reports else ends)
        )
        todo += [(one, 0) for one in reversed(reports)]
        if reports:  # whoever stands last below closes this place too
            todo[-len(reports)] = (reports[-1], ends + 1)
    return tuple(places)
