"""A plan and its run as one JSON object: an interface for other programs, described in
``docs/json.md``.
"""

from math import isfinite
from typing import Any

from orgplan.analysis.assessment import Assessment
from orgplan.finance.ledger import this_year
from orgplan.solver.outcome import Status
from orgplan.solver.solve import GoalPart

from ..audit.run import Run
from .figures import money
from .tables import IN_JSON


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
        **{table.name: table.as_json(assessment) if assessment else [] for table in IN_JSON},
        "totals": _totals(assessment) if assessment else {},
        "seconds": {name: round(seconds, 3) for name, seconds in run.seconds.items()},
        "versions": dict(run.versions),
        "input_sha256": run.input_sha256,
        "first_of_all": list(run.first),
        "notes": list(run.notes),
        "next_steps": list(run.next_steps),
        "frontier": [step.record for step in run.frontier],
    }


def json_schema() -> dict[str, Any]:
    """JSON schema of :func:`as_json`: the tables by their columns, and what else there is."""
    text, number, texts = (
        {"type": "string"},
        {"type": ["number", "null"]},
        {"type": "array", "items": {"type": "string"}},
    )
    objects = {"type": "array", "items": {"type": "object"}}
    numbers = {"type": "object", "additionalProperties": {"type": "number"}}
    fields: dict[str, Any] = {
        "status": {"enum": [status.value for status in Status]},
        "gap": number,
        "goal": {"type": ["string", "null"]},
        "goal_parts": objects,
        "distrusted": objects,
        "currency": {"type": ["string", "null"]},
        **{table.name: table.schema for table in IN_JSON},
        "totals": numbers,
        "seconds": numbers,
        "versions": {"type": "object", "additionalProperties": text},
        "input_sha256": text,
        "first_of_all": texts,
        "notes": texts,
        "next_steps": texts,
        "frontier": objects,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What `orgplan plan --json` writes",
        "type": "object",
        "properties": fields,
        "required": list(fields),
    }


def _goal(part: GoalPart) -> dict[str, Any]:
    """A goal; JSON has no infinity, so that a bound that is not known is null."""
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
    """Sums in plan currency; doing nothing is the cost of the roster."""
    org, costs, idle = assessment.org, assessment.costs, assessment.idle_costs
    spent, nothing = sum(line.cents for line in costs), sum(line.cents for line in idle)
    return {
        "cost_in_horizon": money(spent),
        "cost_of_roster": money(nothing),
        "cost_of_actions": money(spent - nothing),
        "cost_of_actions_this_year": money(this_year(org, costs) - this_year(org, idle)),
        "run_rate": money(sum(rate.cents for rate in assessment.run_rates.values())),
        "run_rate_of_hires": money(sum(row.run_rate for row in assessment.hires)),
    }


def _finite(number: float | None) -> float | None:
    return number if number is not None and isfinite(number) else None
