"""The fields in ``docs/json.md``, and ``docs/plan.schema.json``, from the declarations of objects
and result tables.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from orgplan.cli.doctor import AnswerObject, InstallationObject, LibraryObject
from orgplan.report.diff.json_objects import DifferenceObject
from orgplan.report.diff.plans import SECTIONS
from orgplan.report.forecast_object import ForecastObject, MonthObject, WalkObject
from orgplan.report.reconciliation import ReconciliationObject, SeatObject, ToleranceObject
from orgplan.report.results.json_object import (
    DistrustObject,
    GoalObject,
    PlanObject,
    StepObject,
    TotalsObject,
    WitnessObject,
    json_schema,
)
from orgplan.report.results.tables import COST, IN_JSON, ORG_CHART
from orgplan.report.what_if_objects import (
    BreakPointObject,
    CheckedObject,
    ExplainedObject,
    FirstObject,
    FrontierObject,
    PrefixObject,
    PriceObject,
    PricesObject,
    ReasonObject,
    RiskObject,
    SimulationObject,
)

PAGE = Path(__file__).parent / "json.md"
SCHEMA = Path(__file__).parent / "plan.schema.json"
BEGIN, END = "<!-- fields: written by", "<!-- end of fields -->"
ENTRIES = {
    "headline": "a figure of both plans",
    "actions": "an action that one of the plans has not, or has otherwise",
    "money": "a total, category, team or period whose cost differs",
    "coverage": "a requirement that is open by another amount",
    "inputs": "a cell or row of the input that changed",
}


def page() -> str:
    """The page, with its fields written anew."""
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    mark, _, old = rest.partition("-->\n")
    _, _, tail = old.partition(END)
    fields = (*_plan(), *_difference(), *_reconciliation(), *_forecast(), *_doctor(), *_what_ifs())
    return f"{head}{BEGIN}{mark}-->\n\n" + "\n".join(fields) + f"\n{END}{tail}"


def _plan() -> Iterator[str]:
    tables = ", ".join(f"`{table.name}`" for table in IN_JSON)
    yield from PlanObject.page("## The whole", [f"| {tables} | lists | see below |"])
    yield from GoalObject.page("## `goal_parts`: one entry a goal")
    yield from WitnessObject.page("### `witness` of a goal")
    yield from DistrustObject.page("## `distrusted`: one entry an answer of a solver")
    yield from TotalsObject.page("## `totals`")
    yield from StepObject.page("## `frontier`: one entry a step, in the order of their cost")
    for table in (*IN_JSON, COST, ORG_CHART):
        yield from table.page()


def _difference() -> Iterator[str]:
    yield from DifferenceObject.page("# What `orgplan diff --json` writes")
    for name, section in SECTIONS.items():
        yield from section.page(f"## `{name}` of a difference: one entry {ENTRIES[name]}")


def _reconciliation() -> Iterator[str]:
    yield from ReconciliationObject.page("# What `orgplan reconcile --json` writes")
    yield from ToleranceObject.page("## `tolerance`")
    yield from SeatObject.page("## `seats`: one entry a position, or somebody without one")


def _forecast() -> Iterator[str]:
    yield from ForecastObject.page("# What `orgplan forecast --json` writes")
    yield from MonthObject.page("## `months`: one entry a month that was approved")
    yield from WalkObject.page("## `walk` of a forecast: one entry a step")


def _doctor() -> Iterator[str]:
    yield from InstallationObject.page("# What `orgplan doctor --json` writes")
    yield from LibraryObject.page("## `libraries`: one entry a library")
    yield from AnswerObject.page("## `answers`: one entry a solver and small model")


def _what_ifs() -> Iterator[str]:
    yield from CheckedObject.page("# What `orgplan check --json` writes")
    yield from ExplainedObject.page("# What `orgplan explain --json` writes")
    yield from ReasonObject.page("## `reasons`: one entry an action, and `train_or_hire`")
    yield from PricesObject.page("# What `orgplan price --json` writes")
    yield from PriceObject.page("## `prices`: one entry a change")
    yield from FrontierObject.page("# What `orgplan frontier --json` writes")
    yield from BreakPointObject.page("## `steps`: one entry a break point")
    yield from PrefixObject.page("## `order`: one entry a part of a plan")
    yield from SimulationObject.page("# What `orgplan stress --json` writes")
    yield from RiskObject.page("## `requirements`: one entry a must or should and period")
    yield from FirstObject.page("## `breaks_first`: one entry a must")


def schema() -> str:
    """The JSON schema of what ``--json`` writes."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"
