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
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Exit, GroupAction, Move, ShortTime, Takeover
from orgplan.report.wording import distrusted, gap_told, goals_proven, in_numbers, witnesses
from orgplan.solver.outcome import Status

ENDINGS = {
    Status.OPTIMAL: "optimal: no better plan exists",
    Status.GAP_LIMIT: "stopped at the gap asked for",
    Status.TIME_LIMIT: "stopped by the time limit; a better plan may exist",
    Status.JUDGED: "judged as it is: nothing was searched, so nothing is proven",
    Status.UNPROVEN: "keeps all limits, but the solvers' claims about it did not hold; a better plan may exist",
}
MOST_ROWS = 12


def print_planned(console: Console, planned: Result, written: Sequence[str]) -> None:
    """The plan on one screen: ending, goals, coverage, actions, what stays open, and where the workbook is."""
    org, run, assessment = planned.org, planned.run, planned.assessment
    for line in run.first:
        console.print(f"First of all: {line}", soft_wrap=True)
    console.print(
        f"{org.name or run.input_name}: {ENDINGS[run.status]}; proven gap {gap_told(run.gap)}; goal {org.goal.value}",
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
            console.print(
                f"Needs that {strength.value} be covered, over all periods: {then} of {len(asked)} (today's team: {now})"
            )
    rules = [row for row in assessment.rules if row.triggered]
    if rules:
        console.print(
            f"Rules that bite: {sum(row.satisfied for row in rules)} of {len(rules)} satisfied"
        )
    opening = sum(row.opening for row in assessment.headcount if row.period == 0)
    closing = sum(
        row.closing for row in assessment.headcount if row.period == org.calendar.periods - 1
    )
    spent = sum(cost.cents for cost in assessment.costs) / 100
    added = spent - sum(cost.cents for cost in assessment.idle_costs) / 100
    console.print(
        f"Heads {opening:g} → {closing:g}; cost over the horizon {spent:,.2f} {org.currency}, of which the plan adds {added:,.2f}",
        soft_wrap=True,
    )
    _print_actions(console, planned)
    missed = planned.open_points
    for line in missed[:MOST_ROWS]:
        console.print(f"Open: {line}", soft_wrap=True)
    if len(missed) > MOST_ROWS:
        console.print(
            f"… and {len(missed) - MOST_ROWS} more open points, on the sheets Coverage and Rules"
        )
    for line in run.next_steps:
        console.print(f"Next: {line}", soft_wrap=True)
    notes = [note for note in run.notes if note not in run.first]
    for note in notes[:MOST_ROWS]:
        console.print(f"Note: {note}", soft_wrap=True)
    if len(notes) > MOST_ROWS:
        console.print(f"… and {len(notes) - MOST_ROWS} more notes, on the sheet Run log")
    for what in written:
        console.print(f"Wrote {what}", soft_wrap=True)


def _print_actions(console: Console, planned: Result) -> None:
    table = Table(box=None, pad_edge=False)
    for header in ("id", "what", "where", "start", "cost of horizon", "serves"):
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
        console.print(f"Actions: {counted}", soft_wrap=True)
    if shown:
        console.print(table)
    hidden = len(decided) + len(begun) - len(shown)
    if hidden > 0:
        console.print(f"… and {hidden} more actions in the workbook")


Shown = tuple[str, str, str, str, str, str]


def _seat(row: HireRow) -> Shown:
    hire = row.hire
    place = f"{hire.team}, {hire.location}" if hire.location else hire.team
    kind = kind_of_seat(hire)
    what = (
        f"{kind} {f'{hire.candidate_id} as ' if hire.candidate_id else ''}{hire.role}"
        + (f" for {hire.replaces}" if hire.replaces else "")
        + (f" until {hire.end_date}" if hire.end_date else "")
    )
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
    what = f"train {person.name}: {row.course.id}"
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
    what = f"{person.name if person else takeover.who} takes over"
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
            else (org.need[action.group].skill, org.need[action.group].scope.label)
        )
        to_group = f" to {org.person[action.to_group].name}" if action.to_group else ""
        return (
            f"{action.kind or 'recruiting'}: {action.heads:,.2f} heads of {name}{to_group}",
            where,
            action.start_date,
        )
    person = org.person[action.person_id]
    if isinstance(action, Move):
        return f"{action.kind} of {person.name}: {action.role}", action.team, action.start_date
    if isinstance(action, Exit):
        return f"redundancy of {person.name}, last day", person.team, action.last_day
    return f"short time of {person.name} until {action.end_date}", person.team, action.start_date


def _serves(losses: Sequence[LossIfRemoved]) -> str:
    return ", ".join(dict.fromkeys(loss.serves for loss in losses))


def print_checked(console: Console, checked: Checked, path: Path, *, quiet: bool) -> None:
    """What is broken, what the workbook shows that is not so, or that nothing is."""
    otherwise = ", or judged otherwise by this version" if checked.not_comparable else ""
    for line in checked.new_violations:
        console.print(f"New since the plan was made{otherwise}: {line}", soft_wrap=True)
    for line in checked.known_violations:
        console.print(f"As when the plan was made: {line}", soft_wrap=True)
    for line in checked.differences:
        console.print(f"Shown, but not so: {line}", soft_wrap=True)
    for line in checked.failed_checks:
        console.print(line, soft_wrap=True)
    if not quiet:
        for line in checked.not_comparable:
            console.print(f"Note: {line}", soft_wrap=True)
        for line in checked.open_points:
            console.print(f"Open (should, no violation): {line}", soft_wrap=True)
        done = in_numbers(checked.assessment) or "no actions"
        verdict = _verdict(checked)
        shown = _counted(len(checked.differences), "difference")
        spent = sum(cost.cents for cost in checked.assessment.costs) / 100
        console.print(
            f"Cost over the horizon: {spent:,.2f} {checked.assessment.org.currency}", soft_wrap=True
        )
        console.print(f"{path.name}: {done} judged without the solver: {verdict}.", soft_wrap=True)
        if shown:
            console.print(
                f"{shown} between what the workbook shows and what it comes to.", soft_wrap=True
            )


def _verdict(checked: Checked) -> str:
    if checked.violations and checked.holds:
        return f"the plan holds what it said; {_counted(len(checked.violations), 'must')} open, as when it was made"
    return (
        _counted(len(checked.violations), "violation")
        or "no limit is exceeded and no must is missed"
    )


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' if count != 1 else ''}" if count else ""
