"""A plan and its run as one JSON object: an interface for other programs, described in
``docs/json.md``.
"""

from __future__ import annotations

from typing import Any

from pydantic import Field

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.counterfactual.steps import Step
from orgplan.finance.cost_totals import this_year
from orgplan.solver.outcome import Status

from ..audit.run import Run
from ..musts import CAN_STAY_OPEN, open_of
from .figures import money
from .json_model import Finite, JsonObject, Money, Texts
from .tables import IN_JSON


class WitnessObject(JsonObject):
    """What a second solver found for a goal."""

    road: str = Field(description="which solver, and how it was set")
    value: Finite = Field(description="what its plan reaches")
    bound: Finite = Field(description="what it proves to be the least possible")
    confirmed: bool = Field(
        description="whether its bound proves the plan as near to the least possible as was asked"
        " for"
    )


class GoalObject(JsonObject):
    """A goal, and what is proven about it."""

    name: str = Field(
        description="`must_shortfall` and `should_shortfall` (weighted heads and FTE, summed over"
        " periods), `cost` (thousands: all that the plan adds in the horizon, the run rate of seats"
        " after it, and the price of what is left short), `priced_shortfall` (what is left short of"
        " what has a price), `redundancies` (heads that are let go, with the goal"
        " `fewest_redundancies`), `disruption` (number of actions)"
    )
    value: Finite = Field(description="what the plan reaches")
    bound: Finite = Field(
        description="what is proven to be the least possible; null where nothing is proven"
    )
    witness: WitnessObject | None = Field(description="with `--prove`: what a second solver found")


class DistrustObject(JsonObject):
    """A claim of a solver that did not hold."""

    solver: str = Field(description="which solver, and how it was set")
    goal: str = Field(description="what it was asked to minimise")
    reasons: Texts = Field(description="what was wrong, each in one sentence")


class TotalsObject(JsonObject):
    """Sums of a plan."""

    cost_in_horizon: Money = Field(
        description="everything: roster, seats, courses, and what else is decided"
    )
    cost_of_roster: Money = Field(description="of it, what doing nothing would cost")
    cost_of_actions: Money = Field(description="of it, what the plan adds to that, or saves")
    cost_of_actions_this_year: Money = Field(
        description="of the second, what falls into the fiscal year in which the horizon begins"
    )
    run_rate: Money = Field(description="a year of what continues after the horizon, of everybody")
    run_rate_of_hires: Money = Field(description="the same of planned seats")


class NoTotals(JsonObject):
    """Where there is no plan, there are no sums."""


class StepObject(JsonObject):
    """A break point of the efficient frontier."""

    cost: Money = Field(
        description="what the best plan for its money costs; no plan that leaves as little open"
        " costs less"
    )
    must_short: float = Field(
        description="weighted heads and FTE of musts that stay open, summed over the periods,"
        " without those that have a price"
    )
    should_short: float = Field(description="the same of shoulds")
    musts_open: int = Field(
        description="number of musts that stay open in any period, each once, as Summary counts"
    )
    shoulds_open: int = Field(description="the same of shoulds")
    gap: Finite = Field(description="largest proven relative gap of a goal")
    proven: bool = Field(
        description="whether it is proven that no plan for the money leaves less open"
    )
    buys: Texts = Field(description="actions that it adds to the step before")
    drops: Texts = Field(description="actions of the step before that it does without")
    closes: Texts = Field(description="what it leaves less open than the step before")

    @classmethod
    def of(cls, step: Step) -> StepObject:
        """A step as it was found, with what stays open counted.

        Parameters
        ----------
        step
            A break point.
        """
        musts, shoulds = (open_of(step.assessment, strength) for strength in CAN_STAY_OPEN)
        return cls(
            cost=step.cost,
            must_short=step.must_short,
            should_short=step.should_short,
            musts_open=musts,
            shoulds_open=shoulds,
            gap=step.gap,
            proven=step.proven,
            buys=step.buys,
            drops=step.drops,
            closes=step.closes,
        )


class PlanObject(JsonObject):
    """A plan and its run, but for the result tables."""

    status: Status = Field(
        description="`optimal`: nothing better exists; `gap_limit`: within the gap that was asked"
        " for; `time_limit`: the time ran out, the plan is the best found; `unproven`: the plan"
        " keeps all limits, but what solvers claimed about it did not hold; `infeasible`:"
        " impossible as asked, no plan; `no_plan`: stopped before any plan was found"
    )
    gap: Finite = Field(
        description="largest proven relative gap of any goal, 0.001 = 0.1 %; null without a plan"
    )
    goal: str | None = Field(description="`cover`, `fewest_redundancies` or `cheapest`")
    goal_parts: tuple[GoalObject, ...] = Field(description="the goals in their order")
    distrusted: tuple[DistrustObject, ...] = Field(
        description="answers of solvers that did not hold and counted for nothing"
    )
    currency: str | None = Field(description="three letters")
    totals: TotalsObject | NoTotals = Field(description="money")
    seconds: dict[str, float] = Field(
        description="number of seconds each for `read`, `build`, `solve`, `check`, `next_steps`,"
        " `write`"
    )
    versions: dict[str, str] = Field(
        description="name → version of the tool, Python and the libraries that bear on the result"
    )
    input_sha256: str = Field(
        description="hash of the input workbook; of a redacted plan, hash of the redacted"
        " organisation (empty without a plan)"
    )
    first_of_all: Texts = Field(
        description="what puts the whole plan in doubt, such as needs or a budget that are not"
        " there; said before how the plan ended"
    )
    notes: Texts = Field(description="what the reader noticed: defaults taken, columns ignored")
    next_steps: Texts = Field(description="where musts stay open: what the next step would cost")
    frontier: tuple[StepObject, ...] = Field(
        description="with `--frontier`: what more money would buy"
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
    return PlanObject.plain_of(
        {
            "status": run.status,
            "gap": run.gap,
            "goal": assessment.org.goal.value if assessment else run.options.get("goal"),
            "goal_parts": run.parts,
            "distrusted": run.distrusted,
            "currency": assessment.org.currency if assessment else None,
            "totals": _totals(assessment) if assessment else NoTotals(),
            "seconds": {name: round(seconds, 3) for name, seconds in run.seconds.items()},
            "versions": run.versions,
            "input_sha256": run.input_sha256,
            "first_of_all": run.first,
            "notes": run.notes,
            "next_steps": run.next_steps,
            "frontier": tuple(map(StepObject.of, run.frontier)),
        }
    ) | {table.name: table.as_json(assessment) if assessment else [] for table in IN_JSON}


def json_schema() -> dict[str, Any]:
    """JSON schema of :func:`as_json`: the tables by their columns, and what else there is."""
    schema = PlanObject.model_json_schema()
    tables = {table.name: table.schema for table in IN_JSON}
    return {
        **schema,
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What `orgplan plan --json` writes",
        "properties": schema["properties"] | tables,
        "required": [*schema["required"], *tables],
    }


def _totals(assessment: Assessment) -> TotalsObject:
    """Sums in plan currency; doing nothing is the cost of the roster."""
    org, costs, idle = assessment.org, assessment.costs, assessment.idle_costs
    spent, nothing = sum(line.cents for line in costs), sum(line.cents for line in idle)
    return TotalsObject(
        cost_in_horizon=money(spent),
        cost_of_roster=money(nothing),
        cost_of_actions=money(spent - nothing),
        cost_of_actions_this_year=money(this_year(org, costs) - this_year(org, idle)),
        run_rate=money(sum(rate.cents for rate in assessment.run_rates.values())),
        run_rate_of_hires=money(sum(row.run_rate for row in assessment.hires)),
    )
