"""A plan and its run as one JSON object: an interface for other programs, described in ``docs/json.md``."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import Any

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.headcount_walk import Flow
from orgplan.finance.ledger import this_year
from orgplan.report.audit.run import Run
from orgplan.report.results import records
from orgplan.report.results.records import Record, plain
from orgplan.solver.solve import GoalPart

HIRES = (
    "id",
    "role",
    "team",
    "decided",
    "period",
    "start_date",
    "base_salary",
    "one_time_cost",
    "cost_this_year",
    "run_rate",
    "serves",
    "kind",
    "location",
    "end_date",
    "lever",
    "replaces",
    "position_id",
    "candidate",
)
CHANGED = ("cost_this_year", "cost_in_horizon", "run_rate", "serves")
MOVES = (
    "id",
    "kind",
    "person_id",
    "from_role",
    "from_team",
    "role",
    "team",
    "period",
    "start_date",
    "base_before",
    "base_salary",
    "lever",
    "one_time_cost",
    *CHANGED,
)
REDUNDANCIES = ("id", "person_id", "period", "last_day", "lever", "one_time_cost", *CHANGED)
SHORT_TIME = (
    "id",
    "person_id",
    "period",
    "start_date",
    "end_date",
    "share",
    "lever",
    "direct_cost",
    *CHANGED,
)
GROUP_PLAN = (
    "id",
    "kind",
    "group",
    "to_group",
    "period",
    "start_date",
    "heads",
    "lever",
    "booked_on",
    "direct_cost",
    *CHANGED,
)
UPSKILLING = (
    "id",
    "person_id",
    "skill",
    "from",
    "to",
    "course",
    "start",
    "end",
    "cost",
    "hours",
    "serves",
)
COVERAGE = (
    "need",
    "scope",
    "skill",
    "kind",
    "min_level",
    "period",
    "required",
    "tolerance",
    "now",
    "planned",
    "shortfall",
    "strength",
)
RULES = ("rule", "scope", "aspect", "period", "triggered", "satisfied", "short_by", "by")
BUDGET = (
    "id",
    "scope",
    "period",
    "category",
    "budget",
    "planned",
    "if_nothing_is_decided",
    "basis",
    "timing",
    "volume",
    "mix",
    "rate",
    "not_allocated",
)
VARIANCE = (
    "cost_centre",
    "cost_type",
    "role_or_course",
    "period",
    "if_nothing_is_decided",
    "planned",
    "timing",
    "volume",
    "mix",
    "rate",
)
HEADCOUNT = (
    "team",
    "cost_centre",
    "period",
    "opening",
    *(flow.value for flow in Flow),
    "closing",
    "growth",
)


def as_json(assessment: Assessment | None, run: Run) -> dict[str, Any]:
    """The object.

    Parameters
    ----------
    assessment
        ``None`` where there is no plan: lists about it are then empty.
    run
        How it ended.

    Returns
    -------
    dict
        Made of what :mod:`json` writes: no dates, no tuples, no NaN.
    """
    return {
        "status": run.status.value,
        "gap": _finite(run.gap),
        "goal": assessment.org.goal.value if assessment else run.options.get("goal"),
        "goal_parts": [_goal(part) for part in run.parts],
        "distrusted": [
            {"solver": claim.solver, "goal": claim.goal, "reasons": list(claim.reasons)}
            for claim in run.distrusted
        ],
        "currency": assessment.org.currency if assessment else None,
        "coverage": _picked(records.coverage(assessment), COVERAGE) if assessment else [],
        "hires": _picked(records.hires(assessment), HIRES) if assessment else [],
        "upskilling": _picked(records.upskilling(assessment), UPSKILLING) if assessment else [],
        "moves": _picked(records.moves(assessment), MOVES) if assessment else [],
        "redundancies": _picked(records.redundancies(assessment), REDUNDANCIES)
        if assessment
        else [],
        "short_time": _picked(records.short_times(assessment), SHORT_TIME) if assessment else [],
        "group_plan": _picked(records.group_plan(assessment), GROUP_PLAN) if assessment else [],
        "rules": _picked(records.rules(assessment), RULES) if assessment else [],
        "budget": _picked(records.budget(assessment), BUDGET) if assessment else [],
        "headcount": _picked(records.headcount(assessment), HEADCOUNT) if assessment else [],
        "walk": _picked(records.walk(assessment), ("counted", *HEADCOUNT)) if assessment else [],
        "variance": _picked(records.variance(assessment), VARIANCE) if assessment else [],
        "totals": _totals(assessment) if assessment else {},
        "seconds": {name: round(seconds, 3) for name, seconds in run.seconds.items()},
        "versions": dict(run.versions),
        "input_sha256": run.input_sha256,
        "first_of_all": list(run.first),
        "notes": list(run.notes),
        "next_steps": list(run.next_steps),
        "frontier": [
            {
                "what": point.what,
                "limit": None if point.limit is None else records.money(point.limit),
                "cost": records.money(point.cost),
                "must_short": point.must_short,
                "should_short": point.should_short,
                "actions": point.actions,
                "proven": point.proven,
            }
            for point in run.frontier
        ],
    }


def _goal(part: GoalPart) -> dict[str, Any]:
    witness = part.witness and {
        "road": part.witness.road,
        "value": _finite(part.witness.value),
        "bound": _finite(part.witness.bound),
        "confirmed": part.witness.confirmed,
    }
    return {
        "name": part.name,
        "value": _finite(part.value),
        "bound": _finite(part.bound),
        "witness": witness,
    }


def _totals(assessment: Assessment) -> dict[str, float]:
    org, costs, idle = assessment.org, assessment.costs, assessment.idle_costs
    spent, nothing = sum(line.cents for line in costs), sum(line.cents for line in idle)
    return {
        "cost_in_horizon": records.money(spent),
        "cost_of_roster": records.money(nothing),
        "cost_of_actions": records.money(spent - nothing),
        "cost_of_actions_this_year": records.money(this_year(org, costs) - this_year(org, idle)),
        "run_rate": records.money(sum(rate.cents for rate in assessment.run_rates.values())),
        "run_rate_of_hires": records.money(sum(row.run_rate for row in assessment.hires)),
    }


def _picked(rows: Iterable[Record], fields: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{field: plain(row[field]) for field in fields} for row in rows]


def _finite(number: float | None) -> float | None:
    return number if number is not None and isfinite(number) else None
