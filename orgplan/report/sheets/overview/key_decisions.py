"""The three things to decide: what must be decided first, what costs most, and what stays open or
follows from the plan itself.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.attribution import LossIfRemoved
from orgplan.analysis.result_rows import AnyChange, HireRow
from orgplan.analysis.seats.hiring_requests import decide_by, under_way
from orgplan.constraints import rule_families
from orgplan.domain import (
    Exit,
    GroupAction,
    LeverKind,
    Move,
    Organisation,
    Sense,
    ShortTime,
)
from orgplan.language import _, in_a_row, ngettext, shortened_list

from ...decide_by import notice_on
from ...musts import musts_open
from ...reasons import difference_lost, difference_why, lost_without
from ...wording import requirement, short_requirements
from ..layout import units


@dataclass(frozen=True)
class Decision:
    """One thing to decide: its topic, and what is at stake."""

    topic: str
    text: str


def decisions(assessment: Assessment) -> tuple[Decision, ...]:
    """At most three.

    Parameters
    ----------
    assessment
        The plan.

    Returns
    -------
    tuple[Decision, ...]
        What is due first, what is hardest or dearest, what stays open or was of the plan's own
        making; in the language of the run.
    """
    found = (
        _first(assessment),
        _hardest(assessment) or _dearest(assessment),
        _open(assessment) or _self_made(assessment),
    )
    return tuple(decision for decision in found if decision is not None)


def _first(assessment: Assessment) -> Decision | None:
    """Seats that must be decided first to be filled in time, or what is done before that to people
    and groups; else the first courses.
    """
    org = assessment.org
    rows = [row for row in assessment.hires if not under_way(assessment, row)]
    changes = sorted(assessment.changes, key=lambda row: notice_on(org, row.action))
    if changes and (
        not rows or notice_on(org, changes[0].action) < min(decide_by(org, row) for row in rows)
    ):
        return _first_changes(assessment, changes)
    if not rows:
        return _first_courses(assessment)
    earliest = min(decide_by(org, row) for row in rows)
    due = [row for row in rows if decide_by(org, row) == earliest]
    when = (
        _("by {first_day}", first_day=earliest)
        if earliest >= org.calendar.start
        else _("at once (the lead time began before {start})", start=org.calendar.start)
    )
    days = sorted({row.hire.start_date for row in due})
    starts = (
        str(days[0]) if len(days) == 1 else _("{first} to {last}", first=days[0], last=days[-1])
    )
    what = _seats(due)
    lost = lost_without(assessment.org, _most(due).losses)
    without = (
        _("Without the most important of them: {lost}", lost=lost)
        if len(due) > 1
        else _("Without it: {lost}", lost=lost)
    )
    return Decision(
        _("Decide first"),
        in_a_row(
            (
                _("Open {seats} {when}, to start on {day}.", seats=what, when=when, day=starts),
                without,
            )
        ),
    )


def _first_changes(assessment: Assessment, rows: Sequence[AnyChange]) -> Decision:
    """What is due with the first of them."""
    org = assessment.org
    day = notice_on(org, rows[0].action)
    due = [row for row in rows if notice_on(org, row.action) == day]
    when = (
        _("by {day}", day=day)
        if day >= org.calendar.start
        else _("at once (notice began before {start})", start=org.calendar.start)
    )
    weightiest = max(due, key=lambda row: _weight(row.losses))
    hangs = (
        difference_lost(org, weightiest) if weightiest.losses else difference_why(org, weightiest)
    )
    without = (
        _("Without the most important of them: {lost}", lost=hangs)
        if len(due) > 1
        else _("Without it: {lost}", lost=hangs)
    )
    if not weightiest.losses:
        without = _("Why: {reason}", reason=hangs)
    sentence = _("{actions}, {when}.", actions=_actions(org, due), when=when)
    return Decision(_("Decide first"), in_a_row((sentence, without)))


def _actions(org: Organisation, rows: Sequence[AnyChange]) -> str:
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
                _(
                    "{kind} of {name}",
                    kind=_(action.kind.value if action.kind else "recruiting"),
                    name=name,
                ),
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
            what, number = (
                _("{kind} of {role} in {team}", kind=_(kind), role=person.role, team=person.team),
                1.0,
            )
        counts[what] = counts.get(what, 0.0) + number
    return shortened_list(
        [f"{number:,.4g} × {what}" for what, number in counts.items()], between=", "
    )


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
    in_horizon = (
        _("saves {money:,.0f} {currency} in the horizon", money=-change, currency=org.currency)
        if change < 0
        else _("adds {money:,.0f} {currency} in the horizon", money=change, currency=org.currency)
    )
    later = _(", and saves {money:,.0f} a year after it", money=-rate) if rate < 0 else ""
    weightiest = max(lets_go, key=lambda row: _weight(row.losses))
    sentence = _(
        "{actions}: severance {paid:,.0f} {currency}; in total the plan {effect}.",
        actions=_actions(org, lets_go),
        paid=paid,
        currency=org.currency,
        effect=in_horizon + later,
    )
    lost = difference_lost(org, weightiest)
    without = (
        _("Without the most important of them: {lost}", lost=lost)
        if len(lets_go) > 1
        else _("Without it: {lost}", lost=lost)
    )
    return Decision(_("Hardest"), in_a_row((sentence, without)))


def _is_redundancy(action: Move | Exit | ShortTime | GroupAction) -> bool:
    return isinstance(action, GroupAction) and action.kind is LeverKind.REDUNDANCY


def _first_courses(assessment: Assessment) -> Decision | None:
    rows = assessment.trainings
    if not rows:
        return None
    starts = min(row.training.start_date for row in rows)
    due = [
        _(
            "{who}: {course}",
            who=assessment.org.person[row.training.person_id].name,
            course=row.course.id,
        )
        for row in rows
        if row.training.start_date == starts
    ]
    sentence = ngettext(
        "Begin {n} course on {day}: {courses}.",
        "Begin {n} courses on {day}: {courses}.",
        len(due),
        day=starts,
        courses=shortened_list(due),
    )
    return Decision(_("Decide first"), sentence)


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
    sentence = _(
        "{seats}: {cost:,.0f} {currency} in the horizon, {rate:,.0f} a year after it.",
        seats=_seats(rows),
        cost=horizon,
        currency=currency,
        rate=rate,
    )
    without = (
        _("Without one of them: {lost}", lost=lost)
        if len(rows) > 1
        else _("Without it: {lost}", lost=lost)
    )
    return Decision(_("Costs most"), in_a_row((sentence, without)))


def _open(assessment: Assessment) -> Decision | None:
    """The shortfall that counts most."""
    items = short_requirements(assessment.org, assessment.shortfalls)
    if not items:
        return None
    text = _(
        "{requirement}. Accept it, cover it (see Next steps), or lower the requirement.",
        requirement=items[0].sentence,
    )
    if open_musts := musts_open(assessment):
        text = in_a_row((text, _("{musts}: see Coverage and Rules.", musts=open_musts)))
    return Decision(_("Stays open"), text)


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
    sentence = _(
        "{requirement} is required from {period} because the plan itself makes the organisation"
        " that large: {required:g} needed, {planned:g} there.",
        requirement=requirement(assessment.org, measure),
        period=measure.key[-1],
        required=measure.required,
        planned=measure.planned,
    )
    sentence = sentence[0].upper() + sentence[1:]
    taken = [name for name in measure.by if name in seats]
    if taken:
        sentence += " " + _("It is taken by {seats}.", seats=shortened_list(taken, between=", "))
    return Decision(_("Follows from the plan"), sentence)


def _seats(rows: Sequence[HireRow]) -> str:
    counts = Counter(_("{role} in {team}", role=row.hire.role, team=row.hire.team) for row in rows)
    counted = [_("{n} × {what}", n=n, what=what) for what, n in counts.items()]
    return shortened_list(counted, between=", ")


def _most(rows: Iterable[HireRow]) -> HireRow:
    """The row whose absence costs most coverage."""
    return max(rows, key=lambda row: _weight(row.losses))


def _weight(losses: Iterable[LossIfRemoved]) -> float:
    return sum(loss.measure.weight * loss.more_short for loss in losses)
