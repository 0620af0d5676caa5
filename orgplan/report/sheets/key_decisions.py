"""The three things to decide: what must be decided first, what costs most, and what stays open or follows from the plan itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from orgplan.analysis.assessment import AnyChange, Assessment, HireRow
from orgplan.analysis.attribution import LossIfRemoved
from orgplan.constraints import rule_families
from orgplan.domain.calendar import add_months
from orgplan.domain.levers import LeverKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Exit, GroupAction, Move, Sense, ShortTime
from orgplan.report.sheets.layout import units
from orgplan.report.wording import (
    difference_lost,
    difference_why,
    listed,
    lost_without,
    requirement,
    unmet,
)


@dataclass(frozen=True)
class Decision:
    """One thing to decide: its topic, and what is at stake."""

    topic: str
    text: str


def decisions(assessment: Assessment) -> tuple[Decision, ...]:
    """At most three."""
    found = (
        _first(assessment),
        _hardest(assessment) or _dearest(assessment),
        _open(assessment) or _self_made(assessment),
    )
    return tuple(decision for decision in found if decision is not None)


def _first(assessment: Assessment) -> Decision | None:
    """Seats that must be decided first to be filled in time, or what is done before that to people and groups; else the first courses."""
    rows, first_day = (
        [row for row in assessment.hires if not _under_way(assessment.org, row)],
        assessment.org.calendar.first_day,
    )
    changes = sorted(assessment.changes, key=lambda row: notice_on(assessment.org, row.action))
    if changes and (
        not rows
        or notice_on(assessment.org, changes[0].action)
        < first_day(min(row.decided for row in rows))
    ):
        return _first_changes(assessment, changes)
    if not rows:
        return _first_courses(assessment)
    earliest = min(row.decided for row in rows)
    due = [row for row in rows if row.decided == earliest]
    calendar = assessment.org.calendar
    when = (
        f"by {calendar.first_day(earliest)}"
        if earliest >= 0
        else f"at once (the lead time began before {calendar.start})"
    )
    starts = min(row.hire.start_date for row in due)
    what = _seats(due)
    lost = lost_without(assessment.org, _most(due).losses)
    each = "the weightiest" if len(due) > 1 else "it"
    return Decision(
        "Decide first", f"Open {what} {when}, for a start on {starts}. What hangs on {each}: {lost}"
    )


def _under_way(org: Organisation, row: HireRow) -> bool:
    """Whether a seat fills a position for which recruiting is under way: there is nothing left to open."""
    position = org.position.get(row.hire.position_id or "")
    return position is not None and position.under_way


def notice_on(org: Organisation, action: Move | Exit | ShortTime | GroupAction) -> date:
    """Day by which an action must be decided: its first day; of a redundancy, the notice before the day after the last one."""
    if isinstance(action, Exit):
        return add_months(
            action.last_day + timedelta(days=1), -ceil(org.lever[action.lever].months)
        )
    return action.start_date


def _first_changes(assessment: Assessment, rows: Sequence[AnyChange]) -> Decision:
    """What is due with the first of them."""
    org = assessment.org
    day = notice_on(org, rows[0].action)
    due = [row for row in rows if notice_on(org, row.action) == day]
    when = (
        f"by {day}"
        if day >= org.calendar.start
        else f"at once (notice began before {org.calendar.start})"
    )
    weightiest = max(due, key=lambda row: _weight(row.losses))
    hangs = (
        difference_lost(org, weightiest) if weightiest.losses else difference_why(org, weightiest)
    )
    return Decision(
        "Decide first",
        f"{_deeds(org, due)}, {when}. What hangs on {'the weightiest' if len(due) > 1 else 'it'}: {hangs}",
    )


def _deeds(org: Organisation, rows: Sequence[AnyChange]) -> str:
    """What is done, how often, in words; of groups how many heads."""
    counts: dict[str, float] = {}
    for row in rows:
        action = row.action
        if isinstance(action, GroupAction):
            name = (
                org.person[action.group].name
                if action.group in org.person
                else org.need[action.group].skill
            )
            what, number = (
                f"{action.kind.value if action.kind else 'recruiting'} of {name}",
                action.heads,
            )
        else:
            person = org.person[action.person_id]
            kind = (
                action.kind.value
                if isinstance(action, Move)
                else "redundancy"
                if isinstance(action, Exit)
                else "short time"
            )
            what, number = f"{kind} of {person.role} in {person.team}", 1.0
        counts[what] = counts.get(what, 0.0) + number
    return listed([f"{number:,.4g} × {what}" for what, number in counts.items()], between=", ")


def _hardest(assessment: Assessment) -> Decision | None:
    """People and heads that are let go: what it costs, what it saves, and why."""
    lets_go = [
        row
        for row in assessment.changes
        if isinstance(row.action, Exit) or _is_redundancy(row.action)
    ]
    if not lets_go:
        return None
    org = assessment.org
    paid, change, rate = (
        units(sum(cents))
        for cents in zip(*((row.direct, row.horizon, row.run_rate) for row in lets_go), strict=True)
    )
    saves = f"saves {-change:,.0f}" if change < 0 else f"adds {change:,.0f}"
    later = (
        f", and {-rate:,.0f} a year after"
        if rate < 0 and change < 0
        else f", and saves {-rate:,.0f} a year after"
        if rate < 0
        else ""
    )
    weightiest = max(lets_go, key=lambda row: _weight(row.losses))
    each = "the weightiest" if len(lets_go) > 1 else "it"
    return Decision(
        "Weighs most",
        f"{_deeds(org, lets_go)}: {paid:,.0f} {org.currency} of severance; all in all that {saves} in the horizon{later}. "
        f"Without {each}: {difference_lost(org, weightiest)}",
    )


def _is_redundancy(action: Move | Exit | ShortTime | GroupAction) -> bool:
    return isinstance(action, GroupAction) and action.kind is LeverKind.REDUNDANCY


def _first_courses(assessment: Assessment) -> Decision | None:
    rows = assessment.trainings
    if not rows:
        return None
    starts = min(row.training.start_date for row in rows)
    due = [
        f"{assessment.org.person[row.training.person_id].name}: {row.course.id}"
        for row in rows
        if row.training.start_date == starts
    ]
    return Decision("Decide first", f"Begin {len(due)} course(s) on {starts}: {listed(due)}.")


def _dearest(assessment: Assessment) -> Decision | None:
    """The role in a team whose seats cost most over the horizon."""
    groups: dict[tuple[str, str], list[HireRow]] = {}
    for row in assessment.hires:
        groups.setdefault((row.hire.role, row.hire.team), []).append(row)
    if not groups:
        return None
    rows = max(groups.values(), key=lambda group: sum(row.horizon for row in group))
    currency = assessment.org.currency
    horizon, rate = (
        units(sum(row.horizon for row in rows)),
        units(sum(row.run_rate for row in rows)),
    )
    lost = lost_without(assessment.org, _most(rows).losses)
    each = "one of them" if len(rows) > 1 else "it"
    return Decision(
        "Costs most",
        f"{_seats(rows)}: {horizon:,.0f} {currency} in the horizon, {rate:,.0f} a year after. Without {each}: {lost}",
    )


def _open(assessment: Assessment) -> Decision | None:
    """The shortfall that counts most."""
    items = unmet(assessment.org, assessment.broken)
    if not items:
        return None
    more = f" {len(items) - 1} more are short, see Coverage and Rules." if len(items) > 1 else ""
    return Decision(
        "Stays open",
        f"{items[0].sentence}. Accept it, give it what it lacks (see Next steps), or lower it.{more}",
    )


def _self_made(assessment: Assessment) -> Decision | None:
    """A rule that the plan itself triggers; one that takes a seat of the plan before others."""
    idle = {measure.name for measure in assessment.idle_measures if measure.triggered}
    seats = {hire.id for hire in assessment.plan.hires}
    new = [
        m
        for m in assessment.measures
        if m.family in rule_families()
        and m.triggered
        and m.sense is Sense.AT_LEAST
        and m.required > 0
        and m.name not in idle
    ]
    if not new:
        return None
    measure = min(new, key=lambda m: (not seats & set(m.by), m.unit == "managers"))
    by = (
        f" It takes {listed([name for name in measure.by if name in seats], between=', ')}."
        if seats & set(measure.by)
        else ""
    )
    what = requirement(assessment.org, measure)
    text = f"{what} is asked for from {measure.key[-1]} because the plan grows that far: {measure.required:g} needed, {measure.planned:g} there.{by}"
    return Decision("Follows from the plan", text[0].upper() + text[1:])


def _seats(rows: Sequence[HireRow]) -> str:
    counts = Counter(f"{row.hire.role} in {row.hire.team}" for row in rows)
    return listed([f"{count} × {what}" for what, count in counts.items()], between=", ")


def _most(rows: Iterable[HireRow]) -> HireRow:
    """The row whose absence costs most coverage."""
    return max(rows, key=lambda row: _weight(row.losses))


def _weight(losses: Iterable[LossIfRemoved]) -> float:
    return sum(loss.measure.weight * loss.more_short for loss in losses)
