"""What `orgplan plan` and `orgplan check` print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from orgplan.analysis.action_totals import kind_of_seat
from orgplan.analysis.attribution import LossIfRemoved
from orgplan.analysis.result_rows import AnyChange, HireRow, TrainingRow
from orgplan.api import Checked, Result
from orgplan.domain.base import Strength
from orgplan.domain.organisation import Goal, Organisation
from orgplan.domain.plan import Exit, GroupAction, Move, ShortTime, Takeover
from orgplan.language import N_, _, ngettext
from orgplan.report.wording import distrusted, gap_told, goals_proven, in_numbers, witnesses
from orgplan.solver.outcome import Status

ENDINGS = {
    Status.OPTIMAL: N_("optimal: no better plan exists"),
    Status.GAP_LIMIT: N_("stopped at the requested gap"),
    Status.TIME_LIMIT: N_("stopped by the time limit; a better plan may exist"),
    Status.JUDGED: N_("checked as it stands: nothing was searched, so nothing is proven"),
    Status.UNPROVEN: N_(
        "keeps all limits, but the solvers' claims about it were wrong; a better plan may exist"
    ),
}
GOALS_SAID = {
    Goal.COVER: N_("cover"),
    Goal.FEWEST_REDUNDANCIES: N_("fewest redundancies"),
    Goal.CHEAPEST: N_("cheapest"),
}
COVERED = {
    Strength.MUST: N_(
        "Needs that must be covered, over all periods: {then} of {total} (today's team: {now})"
    ),
    Strength.SHOULD: N_(
        "Needs that should be covered, over all periods: {then} of {total} (today's team: {now})"
    ),
}
MOST_ROWS = 12


def print_planned(console: Console, planned: Result, written: Sequence[str]) -> None:
    """The plan on one screen: ending, goals, coverage, actions, what stays open, and where the workbook is."""
    org, run, assessment = planned.org, planned.run, planned.assessment
    for line in run.first:
        console.print(_("Check first: {line}", line=line), soft_wrap=True)
    console.print(
        _(
            "{name}: {ending}; proven gap {gap}; goal: {goal}",
            name=org.name or run.input_name,
            ending=_(ENDINGS[run.status]),
            gap=gap_told(run.gap),
            goal=_(GOALS_SAID[org.goal]),
        ),
        soft_wrap=True,
    )
    if run.status is not Status.OPTIMAL:
        console.print(goals_proven(run.parts), soft_wrap=True)
    for line in (*witnesses(run.parts), *distrusted(run.distrusted)):
        console.print(line, soft_wrap=True)
    rows = assessment.coverage
    for strength in (Strength.MUST, Strength.SHOULD):
        asked = [row for row in rows if row.need.strength is strength]
        if asked:
            now = sum(row.missed_by(row.now) <= 1e-6 for row in asked)
            then = sum(row.shortfall <= 1e-6 for row in asked)
            console.print(_(COVERED[strength]).format(then=then, total=len(asked), now=now))
    rules = [row for row in assessment.rules if row.triggered]
    if rules:
        console.print(
            _(
                "Rules that are triggered: {satisfied} of {total} satisfied",
                satisfied=sum(row.satisfied for row in rules),
                total=len(rules),
            )
        )
    opening = sum(row.opening for row in assessment.headcount if row.period == 0)
    closing = sum(
        row.closing for row in assessment.headcount if row.period == org.calendar.periods - 1
    )
    spent = sum(cost.cents for cost in assessment.costs) / 100
    added = spent - sum(cost.cents for cost in assessment.idle_costs) / 100
    console.print(
        _(
            "Headcount {opening:g} → {closing:g}; cost over the horizon {spent:,.2f} {currency}, of which the plan adds {added:,.2f}",
            opening=opening,
            closing=closing,
            spent=spent,
            currency=org.currency,
            added=added,
        ),
        soft_wrap=True,
    )
    _print_actions(console, planned)
    missed = planned.open_points
    for line in missed[:MOST_ROWS]:
        console.print(_("Open: {line}", line=line), soft_wrap=True)
    if len(missed) > MOST_ROWS:
        console.print(
            _(
                "… and {count} more open points, on the sheets Coverage and Rules",
                count=len(missed) - MOST_ROWS,
            )
        )
    for line in run.next_steps:
        console.print(_("Next: {line}", line=line), soft_wrap=True)
    notes = [note for note in run.notes if note not in run.first]
    for note in notes[:MOST_ROWS]:
        console.print(_("Note: {note}", note=note), soft_wrap=True)
    if len(notes) > MOST_ROWS:
        console.print(
            _("… and {count} more notes, on the sheet Run log", count=len(notes) - MOST_ROWS)
        )
    for what in written:
        console.print(_("Wrote {what}", what=what), soft_wrap=True)


def _print_actions(console: Console, planned: Result) -> None:
    table = Table(box=None, pad_edge=False)
    for header in (_("id"), _("what"), _("where"), _("start"), _("cost in horizon"), _("serves")):
        table.add_column(header, overflow="fold")  # on a narrow screen, too, nothing is left out
    assessment = planned.assessment
    decided = [_seat(row) for row in assessment.hires] + [
        _change(planned, row) for row in assessment.changes
    ]
    decided += [_takeover(planned, takeover) for takeover in assessment.plan.takeovers]
    begun = [_course(planned, row) for row in assessment.trainings]
    shown = [*decided[:MOST_ROWS], *begun[: max(0, MOST_ROWS - len(decided)) or 4]]
    for row in shown:
        table.add_row(*row)
    counted = in_numbers(assessment)
    if counted:
        console.print(_("Actions: {counted}", counted=counted), soft_wrap=True)
    if shown:
        console.print(table)
    hidden = len(decided) + len(begun) - len(shown)
    if hidden > 0:
        console.print(_("… and {count} more actions in the workbook", count=hidden))


Shown = tuple[str, str, str, str, str, str]


def _seat(row: HireRow) -> Shown:
    hire = row.hire
    place = f"{hire.team}, {hire.location}" if hire.location else hire.team
    what = f"{_(kind_of_seat(hire))} {hire.role}"
    if hire.candidate_id:
        what += _(" ({candidate})", candidate=hire.candidate_id)
    if hire.replaces:
        what += _(" for {person}", person=hire.replaces)
    if hire.end_date:
        what += _(" until {day}", day=hire.end_date)
    return (
        hire.id,
        what,
        place,
        f"{hire.start_date}",
        f"{row.horizon / 100:,.2f}",
        _serves(row.losses),
    )


def _course(planned: Result, row: TrainingRow) -> Shown:
    person = planned.org.person[row.training.person_id]
    what = _("train {person}: {course}", person=person.name, course=row.course.id)
    return (
        row.training.id,
        what,
        person.team,
        f"{row.training.start_date}",
        f"{row.cost / 100:,.2f}",
        _serves(row.losses),
    )


def _takeover(planned: Result, takeover: Takeover) -> Shown:
    person = planned.org.person.get(takeover.who)
    what = _("{person} takes over", person=person.name if person else takeover.who)
    serves = _serves(planned.assessment.losses[takeover.id])
    return takeover.id, what, takeover.team, f"{takeover.start_date}", "0.00", serves


def _change(planned: Result, row: AnyChange) -> Shown:
    what, where, day = _deed(planned.org, row.action)
    return row.action.id, what, where, f"{day}", f"{row.horizon / 100:,.2f}", _serves(row.losses)


def _deed(
    org: Organisation, action: Move | Exit | ShortTime | GroupAction
) -> tuple[str, str, date]:
    """What is done, where, and on which day."""
    if isinstance(action, GroupAction):
        group = org.person.get(action.group)
        name, where = (
            (group.name, group.team)
            if group
            else (org.need[action.group].skill, str(org.need[action.group].scope))
        )
        to_group = _(" to {name}", name=org.person[action.to_group].name) if action.to_group else ""
        return (
            _(
                "{kind}: {heads:,.2f} heads of {name}{to_group}",
                kind=_(action.kind.value if action.kind else "recruiting"),
                heads=action.heads,
                name=name,
                to_group=to_group,
            ),
            where,
            action.start_date,
        )
    person = org.person[action.person_id]
    if isinstance(action, Move):
        return (
            _(
                "{kind} of {person}: {role}",
                kind=_(action.kind.value),
                person=person.name,
                role=action.role,
            ),
            action.team,
            action.start_date,
        )
    if isinstance(action, Exit):
        return (
            _("redundancy of {person}, last day", person=person.name),
            person.team,
            action.last_day,
        )
    return (
        _("short time of {person} until {end_date}", person=person.name, end_date=action.end_date),
        person.team,
        action.start_date,
    )


def _serves(losses: Sequence[LossIfRemoved]) -> str:
    return ", ".join(dict.fromkeys(loss.serves for loss in losses))


def print_checked(console: Console, checked: Checked, path: Path, *, quiet: bool) -> None:
    """What is broken, what the workbook shows that is not so, or that nothing is."""
    otherwise = _(", or judged otherwise by this version") if checked.not_comparable else ""
    for line in checked.new_violations:
        console.print(
            _("New since the plan was made{otherwise}: {line}", otherwise=otherwise, line=line),
            soft_wrap=True,
        )
    for line in checked.known_violations:
        console.print(_("Already when the plan was made: {line}", line=line), soft_wrap=True)
    for line in checked.differences:
        console.print(_("Differs from the plan: {line}", line=line), soft_wrap=True)
    for line in checked.failed_checks:
        console.print(line, soft_wrap=True)
    if not quiet:
        for line in checked.not_comparable:
            console.print(f"Note: {line}", soft_wrap=True)
        for line in checked.open_points:
            console.print(_("Open (should, no violation): {line}", line=line), soft_wrap=True)
        done = in_numbers(checked.assessment) or _("no actions")
        verdict = _verdict(checked)
        spent = sum(cost.cents for cost in checked.assessment.costs) / 100
        console.print(
            _(
                "Cost over the horizon: {spent:,.2f} {currency}",
                spent=spent,
                currency=checked.assessment.org.currency,
            ),
            soft_wrap=True,
        )
        console.print(
            _(
                "{file}: {actions}, checked without the solver: {verdict}.",
                file=path.name,
                actions=done,
                verdict=verdict,
            ),
            soft_wrap=True,
        )
        if checked.differences:
            shown = ngettext(
                "{n} difference between what the workbook shows and what the plan comes to.",
                "{n} differences between what the workbook shows and what the plan comes to.",
                len(checked.differences),
            )
            console.print(shown, soft_wrap=True)


def _verdict(checked: Checked) -> str:
    count = len(checked.violations)
    if count and checked.holds:
        return ngettext(
            "the plan is as it was written; {n} must is open, as when it was made",
            "the plan is as it was written; {n} musts are open, as when it was made",
            count,
        )
    if count:
        return ngettext("{n} violation", "{n} violations", count)
    return _("no limit is exceeded and no must is missed")
