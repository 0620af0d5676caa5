"""The assessment as plain rows, one mapping a row: what JSON and data frames share.

Money is in units of the plan currency with two decimals, amounts of needs in heads or FTE, dates
are dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import ceil

from orgplan.analysis.action_totals import kind_of_seat
from orgplan.analysis.assessment import AnyChange, Assessment, HireRow, TrainingRow
from orgplan.analysis.headcount_walk import Counted, Flow
from orgplan.analysis.marginal_cost import base_before
from orgplan.analysis.reporting_lines import chart_after, chart_before
from orgplan.analysis.variance import Split
from orgplan.domain.calendar import add_months
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Training
from orgplan.finance.groups import booked_on
from orgplan.io.plan.rows import move_row
from orgplan.report.wording import serves
from orgplan.schema.plan import RECRUITING

Field = str | int | float | bool | date | None | tuple[str, ...]
Record = dict[str, Field]

BEFORE = "before the horizon"
AFTER = "after the horizon"


def money(cents: float) -> float:
    """Cents as units of the currency, to the cent."""
    return round(cents / 100, 2)


def _rounded(number: float) -> float:
    """A number without the dust of floating point."""
    return round(float(number), 6)


def plain(content: Field) -> str | int | float | bool | list[str] | None:
    """A field as :mod:`json` writes it."""
    if isinstance(content, date):
        return content.isoformat()
    return list(content) if isinstance(content, tuple) else content


def period_label(org: Organisation, period: int) -> str:
    """Name of a period, also of one outside the horizon."""
    if period < 0:
        return BEFORE
    return org.calendar.label(period) if period < org.calendar.periods else AFTER


def hires(assessment: Assessment) -> list[Record]:
    """One record a planned seat."""
    return [_hire(assessment.org, row) for row in assessment.hires]


def _hire(org: Organisation, row: HireRow) -> Record:
    hire = row.hire
    return {
        "id": hire.id,
        "role": hire.role,
        "team": hire.team,
        "decided": period_label(org, row.decided),
        "period": period_label(org, org.calendar.period_of(hire.start_date)),
        "start_date": hire.start_date,
        "base_salary": round(hire.base_salary, 2),
        "one_time_cost": money(row.one_time),
        "cost_this_year": money(row.this_year),
        "cost_in_horizon": money(row.horizon),
        "run_rate": money(row.run_rate),
        "serves": serves(row.losses),
        "kind": kind_of_seat(hire),
        "location": hire.location,
        "end_date": hire.end_date,
        "lever": hire.lever,
        "replaces": hire.replaces,
        "position_id": hire.position_id,
        "candidate": hire.candidate_id,
    }


def moves(assessment: Assessment) -> list[Record]:
    """One record a promotion, transfer, retraining or downgrading."""
    org, plan = assessment.org, assessment.plan
    found = []
    for row in assessment.moves:
        move, said = row.action, move_row(org, plan, row.action)
        found.append(
            {
                "id": move.id,
                "kind": move.kind.value,
                "person_id": move.person_id,
                "from_role": str(said["from_role"]),
                "from_team": str(said["from_team"]),
                "role": move.role,
                "team": move.team,
                **_from(org, move.start_date),
                "base_before": base_before(org, plan, move),
                "base_salary": round(move.base_salary, 2),
                "lever": move.lever,
                **_changed(row, "one_time_cost"),
            }
        )
    return found


def redundancies(assessment: Assessment) -> list[Record]:
    """One record a person who is let go."""
    org = assessment.org
    return [
        {
            "id": row.action.id,
            "person_id": row.action.person_id,
            "period": period_label(org, org.calendar.period_of(row.action.last_day)),
            "last_day": row.action.last_day,
            "lever": row.action.lever,
            **_changed(row, "one_time_cost"),
        }
        for row in assessment.exits
    ]


def short_times(assessment: Assessment) -> list[Record]:
    """One record a person and time of reduced hours."""
    return [
        {
            "id": row.action.id,
            "person_id": row.action.person_id,
            **_from(assessment.org, row.action.start_date),
            "end_date": row.action.end_date,
            "share": assessment.org.lever[row.action.lever].share,
            "lever": row.action.lever,
            **_changed(row, "direct_cost"),
        }
        for row in assessment.short_times
    ]


def group_plan(assessment: Assessment) -> list[Record]:
    """One record an action on a group."""
    org = assessment.org
    return [
        {
            "id": row.action.id,
            "kind": row.action.kind.value if row.action.kind else RECRUITING,
            "group": row.action.group,
            "to_group": row.action.to_group,
            **_from(org, row.action.start_date),
            "heads": _rounded(row.action.heads),
            "lever": row.action.lever,
            "booked_on": booked_on(org, row.action).id,
            **_changed(row, "direct_cost"),
        }
        for row in assessment.group_actions
    ]


def _from(org: Organisation, day: date) -> Record:
    return {"period": period_label(org, org.calendar.period_of(day)), "start_date": day}


def _changed(row: AnyChange, direct: str) -> Record:
    """What an action changes, and what it serves."""
    return {
        direct: money(row.direct),
        "cost_this_year": money(row.this_year),
        "cost_in_horizon": money(row.horizon),
        "run_rate": money(row.run_rate),
        "serves": serves(row.losses),
    }


def upskilling(assessment: Assessment) -> list[Record]:
    """One record a course begun."""
    return [_training(assessment.org, row) for row in assessment.trainings]


def _training(org: Organisation, row: TrainingRow) -> Record:
    training, course = row.training, row.course
    return {
        "id": training.id,
        "person_id": training.person_id,
        "skill": course.skill,
        "from": row.from_level,
        "to": course.to_level,
        "course": course.id,
        "period": period_label(org, org.calendar.period_of(training.start_date)),
        "start": training.start_date,
        "end": last_day_of(org, training),
        "cost": money(row.cost),
        "hours": course.hours,
        "serves": serves(row.losses),
    }


def last_day_of(org: Organisation, training: Training) -> date:
    """Last day of the last month in which a course takes time."""
    months = ceil(max(org.course[training.course].duration, 1.0) - 1e-9)
    return add_months(training.start_date, months) - timedelta(days=1)


def coverage(assessment: Assessment) -> list[Record]:
    """One record a need and period in which it asks for something."""
    return [
        {
            "need": row.need.id,
            "scope": row.need.scope.label,
            "skill": row.need.skill,
            "kind": row.need.kind.value,
            "min_level": row.need.min_level,
            "period": assessment.org.calendar.label(row.period),
            "required": float(row.required),
            "tolerance": _rounded(row.tolerance),
            "now": _rounded(row.now),
            "planned": _rounded(row.planned),
            "shortfall": _rounded(row.shortfall),
            "strength": row.need.strength.value,
            "if_nothing_is_decided": _rounded(row.idle),
            "by": row.by,
        }
        for row in assessment.coverage
    ]


def rules(assessment: Assessment) -> list[Record]:
    """One record a requirement of a rule, scope and period."""
    return [
        {
            "rule": row.rule,
            "scope": row.scope,
            "aspect": row.aspect,
            "period": row.period,
            "triggered": row.triggered,
            "satisfied": row.satisfied,
            "required": float(row.required),
            "planned": float(row.planned),
            "short_by": _rounded(row.short_by),
            "strength": row.strength.value,
            "by": row.by,
        }
        for row in assessment.rules
    ]


def budget(assessment: Assessment) -> list[Record]:
    """One record a budget line with an amount; the parts add up to planned less budget."""
    return [
        {
            "id": row.line.id,
            "scope": row.line.scope.label,
            "period": row.line.label,
            "category": row.line.category.value,
            "budget": money(row.budget),
            "planned": money(row.planned),
            "if_nothing_is_decided": money(row.idle),
            "basis": row.split.basis.value,
            **_parts(row.split.splits),
            "not_allocated": money(sum(found.not_allocated for found in row.split.splits)),
        }
        for row in assessment.budget
    ]


def variance(assessment: Assessment) -> list[Record]:
    """One record a cost centre, type of cost, role or course, and period; the four parts add up to the plan less doing nothing."""
    return [
        {
            "cost_centre": found.cell.group,
            "cost_type": found.cell.kind,
            "role_or_course": found.cell.item,
            "period": found.cell.period,
            "if_nothing_is_decided": money(found.cell.cost_before),
            "planned": money(found.cell.cost_after),
            **_parts((found,)),
        }
        for found in assessment.change
    ]


def _parts(splits: Sequence[Split]) -> Record:
    return {
        "timing": money(sum(found.timing for found in splits)),
        "volume": money(sum(found.volume for found in splits)),
        "mix": money(sum(found.mix for found in splits)),
        "rate": money(sum(found.rate for found in splits)),
    }


def org_chart(assessment: Assessment) -> list[Record]:
    """One record a person or seat, before the plan and after it."""
    walk = assessment.walk
    return [
        {
            "moment": moment,
            "id": line.id,
            "name": line.name,
            "role": line.role,
            "team": line.team,
            "manager": line.manager,
            "direct_reports": line.direct_reports,
            "depth": line.depth,
        }
        for moment, chart in (("before", chart_before(walk)), ("after", chart_after(walk)))
        for line in chart
    ]


def headcount(assessment: Assessment) -> list[Record]:
    """One record a team, cost centre and period, in heads."""
    return walk(assessment, (Counted.HEADS,))


def walk(assessment: Assessment, counted: Iterable[Counted] = Counted) -> list[Record]:
    """One record a team, cost centre and period, for heads, seats and FTE."""
    return [
        {
            "counted": row.counted.value,
            "team": row.team,
            "cost_centre": row.centre,
            "period": assessment.org.calendar.label(row.period),
            "opening": whole(row.opening),
            **{flow.value: whole(row.flow(flow)) for flow in Flow},
            "closing": whole(row.closing),
            "growth": whole(row.growth),
        }
        for one in counted
        for row in assessment.walks[one]
    ]


def whole(number: float) -> float | int:
    """A number as a whole one, where it is."""
    return int(number) if number == int(number) else number


def cost(assessment: Assessment) -> list[Record]:
    """One record a person or seat, action, month and component, as the ledger has it."""
    months = [f"{day:%Y-%m}" for day in assessment.org.calendar.month_starts]
    return [
        {
            "entity": line.entity,
            "action": line.action,
            "team": line.team,
            "cost_centre": line.cost_centre,
            "month": months[line.month],
            "category": line.category.value,
            "component": line.component,
            "amount": money(line.cents),
        }
        for line in assessment.costs
    ]


def measures(assessment: Assessment) -> list[Record]:
    """One record a constraint, with left side, right side and slack."""
    return [
        {
            "family": measure.family,
            "key": measure.key,
            "sense": measure.sense.value,
            "required": measure.required,
            "planned": measure.planned,
            "slack": slack(measure.required, measure.planned, measure.sense.value == "at least")
            + measure.tolerance,
            "short": measure.short,
            "tolerance": measure.tolerance,
            "worth": measure.worth,
            "unit": measure.unit,
            "strength": measure.strength.value if measure.strength else None,
            "triggered": measure.triggered,
            "holds": not measure.broken,
            "by": measure.by,
        }
        for measure in assessment.measures
    ]


def slack(required: float, planned: float, at_least: bool) -> float:
    """How much is left before a constraint is missed; negative where it is."""
    return planned - required if at_least else required - planned
