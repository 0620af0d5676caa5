"""The org chart of the page, today and at the end of the plan: who reports to whom, who is to come, moves or leaves."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.reporting_lines import ReportingLine, chart_after, chart_before
from orgplan.language import _


@dataclass(frozen=True)
class Place:
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


def org_charts(assessment: Assessment) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """Today's chart and that at the end of the horizon, each from the top; empty where nobody is planned by name."""
    before, after = (
        {line.id: line for line in chart(assessment.walk)} for chart in (chart_before, chart_after)
    )
    starts = {member.id: member.start_date for member in assessment.walk.members}
    names = {line.id: line.name for line in (*before.values(), *after.values())}
    leaving = {name: _("leaves") for name in before.keys() - after.keys()}
    changed = {
        name: _change(before.get(name), line, starts.get(name), names)
        for name, line in after.items()
    }
    return _tree(before.values(), leaving), _tree(after.values(), changed)


def _change(
    before: ReportingLine | None,
    after: ReportingLine,
    start: date | None,
    names: Mapping[str, str],
) -> str:
    """What the plan, or a known start, makes of somebody's place; empty if it stays as it is."""
    if before is None:
        return _("new from {day}", day=start)
    if (before.role, before.team) != (after.role, after.team):
        return _("was {role}, {team}", role=before.role, team=before.team)
    if before.manager != after.manager and before.manager is not None:
        return _("reported to {manager}", manager=names[before.manager])
    return ""


def _tree(lines: Collection[ReportingLine], changes: Mapping[str, str]) -> tuple[Place, ...]:
    """Places from the top, each before those who report to it; a loop, for chains may be longer than calls may nest."""
    below: dict[str | None, list[ReportingLine]] = defaultdict(list)
    for line in lines:
        below[line.manager].append(line)
    places = []
    todo = [(line, 0) for line in reversed(below[None])]
    while todo:
        line, ends = todo.pop()
        reports = below[line.id]
        where = line.team if line.name == line.role else f"{line.role}, {line.team}"
        change = changes.get(line.id, "")
        places.append(
            Place(line.name, where, line.team, change, bool(reports), 0 if reports else ends)
        )
        todo += [(one, 0) for one in reversed(reports)]
        if reports:  # whoever stands last below closes this place too
            todo[-len(reports)] = (reports[-1], ends + 1)
    return tuple(places)
