"""What `orgplan plan` and `orgplan check` print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from orgplan.api import Checked, Planned
from orgplan.domain.base import Strength
from orgplan.solver.outcome import Status

ENDINGS = {
    Status.OPTIMAL: "optimal: no better plan exists",
    Status.GAP_LIMIT: "stopped at the gap asked for",
    Status.TIME_LIMIT: "stopped by the time limit; a better plan may exist",
}
MOST_ROWS = 12


def print_planned(console: Console, planned: Planned, written: Sequence[str]) -> None:
    """The plan on one screen: ending, goals, coverage, actions, what stays open, and where the workbook is."""
    org, run, assessment = planned.org, planned.run, planned.assessment
    console.print(f"{org.name or run.input_name}: {ENDINGS[run.status]}; proven gap {run.gap:.2%}; goal {org.goal.value}", soft_wrap=True)
    rows = assessment.coverage
    for strength in (Strength.MUST, Strength.SHOULD):
        asked = [row for row in rows if row.need.strength is strength]
        if asked:
            now = sum(row.now >= row.required - 1e-6 for row in asked)
            then = sum(row.shortfall <= 1e-6 for row in asked)
            console.print(f"Needs that {strength.value} be covered, over all periods: {then} of {len(asked)} (today's team: {now})")
    rules = [row for row in assessment.rules if row.triggered]
    if rules:
        console.print(f"Rules that bite: {sum(row.satisfied for row in rules)} of {len(rules)} satisfied")
    opening = sum(row.opening for row in assessment.headcount if row.period == 0)
    closing = sum(row.closing for row in assessment.headcount if row.period == org.calendar.periods - 1)
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
        console.print(f"… and {len(missed) - MOST_ROWS} more open points, on the sheets Coverage and Rules")
    for line in run.next_steps:
        console.print(f"Next: {line}", soft_wrap=True)
    for note in run.notes[:MOST_ROWS]:
        console.print(f"Note: {note}", soft_wrap=True)
    if len(run.notes) > MOST_ROWS:
        console.print(f"… and {len(run.notes) - MOST_ROWS} more notes, on the sheet Run log")
    if not org.needs and not org.rules:
        console.print(
            "Note: nothing is required: the workbook has no requirement and no rule, so there is nothing to plan for", soft_wrap=True
        )
    for what in written:
        console.print(f"Wrote {what}", soft_wrap=True)


def _print_actions(console: Console, planned: Planned) -> None:
    table = Table("id", "what", "where", "start", "cost of horizon", "serves", box=None, pad_edge=False)
    org, assessment = planned.org, planned.assessment
    for hire in assessment.hires[:MOST_ROWS]:
        serves = ", ".join(dict.fromkeys(loss.serves for loss in hire.losses))
        table.add_row(
            hire.hire.id, f"hire {hire.hire.role}", hire.hire.team, f"{hire.hire.start_date}", f"{hire.horizon / 100:,.2f}", serves
        )
    for row in assessment.trainings[: max(0, MOST_ROWS - len(assessment.hires)) or 4]:
        person = org.person[row.training.person_id]
        serves = ", ".join(dict.fromkeys(loss.serves for loss in row.losses))
        table.add_row(
            row.training.id,
            f"train {person.name}: {row.course.id}",
            person.team,
            f"{row.training.start_date}",
            f"{row.cost / 100:,.2f}",
            serves,
        )
    if table.row_count:
        console.print(table)
    hidden = len(assessment.hires) + len(assessment.trainings) - table.row_count
    if hidden > 0:
        console.print(f"… and {hidden} more actions in the workbook")


def print_checked(console: Console, checked: Checked, path: Path, *, quiet: bool) -> None:
    """What is broken, or that nothing is."""
    for line in checked.violations:
        console.print(line, soft_wrap=True)
    if not quiet:
        for line in checked.open_points:
            console.print(f"Open (should, no violation): {line}", soft_wrap=True)
        hires, trainings = len(checked.assessment.plan.hires), len(checked.assessment.plan.trainings)
        count = len(checked.violations)
        verdict = f"{count} violation{'s' if count != 1 else ''}" if count else "no limit is exceeded and no must is missed"
        spent = sum(cost.cents for cost in checked.assessment.costs) / 100
        console.print(f"Cost over the horizon: {spent:,.2f} {checked.assessment.org.currency}", soft_wrap=True)
        console.print(f"{path.name}: {hires} hires and {trainings} courses judged without the solver: {verdict}.", soft_wrap=True)
