"""Constraints: every row judged again without the solver, with left side, right side and slack."""

from __future__ import annotations

from dataclasses import dataclass

from orgplan.analysis.assessment import Assessment
from orgplan.domain.base import Strength
from orgplan.domain.plan import Measure, Sense
from orgplan.excel.write.workbook import (
    Cell,
    Column,
    Content,
    Fill,
    Formula,
    Sheet,
    Style,
    Table,
    address,
)
from orgplan.report.results.tables import slack
from orgplan.report.sheets.layout import BODY, FTE, LIVE, LIVE_FTE, LONG, TEXT, area

HOLDS, OPEN, BROKEN = "holds", "open", "BROKEN"
HARD = "limit"
COLUMNS = (
    Column("family", TEXT, 15, meaning="Family of the constraint, as in the maths"),
    Column("key", LONG, 60, meaning="Which row of it: whom, where and when"),
    Column("left_side", FTE, 14, meaning="What the plan gives"),
    Column("sense", TEXT, 10, meaning="at least or at most"),
    Column("right_side", FTE, 14, meaning="What is required, or allowed"),
    Column("tolerance", FTE, 11, meaning="What may be missing without being short"),
    Column("unit", TEXT, 10, meaning="Unit of both sides"),
    Column(
        "slack",
        LIVE_FTE,
        14,
        meaning="What is to spare, tolerance counted; below zero it is missed",
    ),
    Column(
        "strength",
        TEXT,
        10,
        meaning=f"{HARD}: may never be missed; must and should: a miss is counted",
    ),
    Column("weight", FTE, 10, meaning="What one unit short counts for"),
    Column(
        "worth",
        FTE,
        12,
        meaning="What closing one unit is worth in a period; blank is no price: it counts before money",
    ),
    Column("short", FTE, 10, meaning="By how much it is missed, heads made whole"),
    Column(
        "verdict",
        Style(LIVE.look, bold=True),
        10,
        meaning=f"{HOLDS}, {OPEN} (a must or should is missed) or {BROKEN} (a limit is)",
    ),
)
HEADERS = tuple(column.header for column in COLUMNS)


@dataclass(frozen=True)
class ConstraintPlaces:
    """Where the constraints stand."""

    table: Table


def write_constraints(sheet: Sheet, assessment: Assessment) -> ConstraintPlaces:
    """Write the sheet."""
    rows = [_row(measure, BODY + 1 + number) for number, measure in enumerate(assessment.measures)]
    table = sheet.table("constraints", COLUMNS, rows, top=BODY, about="A constraint, judged again")
    column = HEADERS.index("verdict")
    where, first = area(table.first, column, table.last, column), address(table.first, column)
    sheet.colour_where(where, f'={first}="{BROKEN}"', Fill.BAD)
    sheet.colour_where(where, f'={first}="{OPEN}"', Fill.WARN)
    sheet.freeze(BODY + 1, 2)
    return ConstraintPlaces(table)


def _row(measure: Measure, at: int) -> list[Content | Cell]:
    cells = {header: address(at, column) for column, header in enumerate(HEADERS)}
    left, right = _tidy(measure.planned), _tidy(measure.required)
    at_least = measure.sense is Sense.AT_LEAST
    allowed = _tidy(measure.tolerance)
    rest = round(slack(right, left, at_least) + allowed, 5)
    text = f'=ROUND(IF({cells["sense"]}="{Sense.AT_LEAST.value}",{cells["left_side"]}-{cells["right_side"]},{cells["right_side"]}-{cells["left_side"]})+{cells["tolerance"]},5)'
    strength = measure.strength.value if measure.strength else HARD
    missed = rest < 0 and _tidy(measure.short) > 0
    verdict = HOLDS if not missed else BROKEN if measure.strength is None else OPEN
    judged = f'=IF(AND({cells["slack"]}<0,{cells["short"]}>0),IF({cells["strength"]}="{HARD}","{BROKEN}","{OPEN}"),"{HOLDS}")'
    return [
        measure.family, ", ".join(measure.key), left, measure.sense.value, right, allowed, measure.unit, Formula(text, rest), strength, measure.weight, measure.worth,
        _tidy(measure.short), Formula(judged, verdict),
    ]  # fmt: skip


def _tidy(number: float) -> float:
    return round(float(number), 5)


def strengths() -> tuple[str, ...]:
    """Words of the column ``strength``."""
    return (HARD, Strength.MUST.value, Strength.SHOULD.value)
