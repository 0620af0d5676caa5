"""The three things to decide: what must be decided first, what costs most, and what stays open or follows from the plan itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orgplan.analysis.assessment import Assessment, HireRow
from orgplan.analysis.why import Loss
from orgplan.domain.plan import Sense
from orgplan.domain.rules import RuleFamily
from orgplan.report.layout import units
from orgplan.report.words import listed, lost_without, requirement, still_open

STRUCTURAL = tuple(family.value for family in RuleFamily)


@dataclass(frozen=True)
class Decision:
    """One thing to decide: its topic, and what is at stake."""

    topic: str
    text: str


def decisions(assessment: Assessment) -> tuple[Decision, ...]:
    """At most three."""
    found = (_first(assessment), _dearest(assessment), _open(assessment) or _self_made(assessment))
    return tuple(decision for decision in found if decision is not None)


def _first(assessment: Assessment) -> Decision | None:
    """Seats that must be decided first to be filled in time, else the first courses."""
    rows = assessment.hires
    if not rows:
        return _first_courses(assessment)
    earliest = min(row.decided for row in rows)
    due = [row for row in rows if row.decided == earliest]
    calendar = assessment.org.calendar
    when = f"by {calendar.first_day(earliest)}" if earliest >= 0 else f"at once (the lead time began before {calendar.start})"
    starts = min(row.hire.start_date for row in due)
    what = _seats(due)
    lost = lost_without(assessment.org, _most(due).losses)
    each = "the weightiest" if len(due) > 1 else "it"
    return Decision("Decide first", f"Open {what} {when}, for a start on {starts}. What hangs on {each}: {lost}")


def _first_courses(assessment: Assessment) -> Decision | None:
    rows = assessment.trainings
    if not rows:
        return None
    starts = min(row.training.start_date for row in rows)
    due = [f"{assessment.org.person[row.training.person_id].name}: {row.course.id}" for row in rows if row.training.start_date == starts]
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
    horizon, rate = units(sum(row.horizon for row in rows)), units(sum(row.run_rate for row in rows))
    lost = lost_without(assessment.org, _most(rows).losses)
    each = "one of them" if len(rows) > 1 else "it"
    return Decision(
        "Costs most", f"{_seats(rows)}: {horizon:,.0f} {currency} in the horizon, {rate:,.0f} a year after. Without {each}: {lost}"
    )


def _open(assessment: Assessment) -> Decision | None:
    """The shortfall that counts most."""
    items = still_open(assessment.org, assessment.broken)
    if not items:
        return None
    more = f" {len(items) - 1} more are short, see Coverage and Rules." if len(items) > 1 else ""
    return Decision("Stays open", f"{items[0].sentence}. Accept it, give it what it lacks (see Next steps), or lower it.{more}")


def _self_made(assessment: Assessment) -> Decision | None:
    """A rule that the plan itself triggers; one that takes a seat of the plan before others."""
    idle = {measure.name for measure in assessment.idle_measures if measure.triggered}
    seats = {hire.id for hire in assessment.plan.hires}
    new = [
        m
        for m in assessment.measures
        if m.family in STRUCTURAL and m.triggered and m.sense is Sense.AT_LEAST and m.required > 0 and m.name not in idle
    ]
    if not new:
        return None
    measure = min(new, key=lambda m: (not seats & set(m.by), m.unit == "managers"))
    by = f" It takes {listed([name for name in measure.by if name in seats], between=', ')}." if seats & set(measure.by) else ""
    what = requirement(assessment.org, measure)
    text = f"{what} is asked for from {measure.key[-1]} because the plan grows that far: {measure.required:g} needed, {measure.planned:g} there.{by}"
    return Decision("Follows from the plan", text[0].upper() + text[1:])


def _seats(rows: Sequence[HireRow]) -> str:
    counts = Counter(f"{row.hire.role} in {row.hire.team}" for row in rows)
    return listed([f"{count} × {what}" for what, count in counts.items()], between=", ")


def _most(rows: Iterable[HireRow]) -> HireRow:
    """The row whose absence costs most coverage."""

    def weight(losses: Iterable[Loss]) -> float:
        return sum(loss.measure.weight * loss.more_short for loss in losses)

    return max(rows, key=lambda row: weight(row.losses))
