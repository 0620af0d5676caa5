"""Constraints: every row judged again without the solver, with left side, right side and slack."""

from __future__ import annotations

from dataclasses import dataclass

from orgplan.analysis.assessment import Assessment
from orgplan.domain.base import Strength
from orgplan.domain.plan import Measure, Sense
from orgplan.io.book import Cell, Column, Content, Fill, Formula, Sheet, Style, Table, address
from orgplan.report.layout import BODY, FTE, LIVE, LIVE_FTE, LONG, TEXT, area
from orgplan.report.records import slack

HEADERS = ("family", "key", "left_side", "sense", "right_side", "unit", "slack", "strength", "weight", "short", "verdict")
HOLDS, OPEN, BROKEN = "holds", "open", "BROKEN"
HARD = "limit"


@dataclass(frozen=True)
class ConstraintPlaces:
    """Where the constraints stand."""

    table: Table


def write_constraints(sheet: Sheet, assessment: Assessment) -> ConstraintPlaces:
    """Write the sheet."""
    rows = [_row(measure, BODY + 1 + number) for number, measure in enumerate(assessment.measures)]
    styles = {
        "key": LONG,
        "left_side": FTE,
        "right_side": FTE,
        "slack": LIVE_FTE,
        "weight": FTE,
        "short": FTE,
        "verdict": Style(LIVE.look, bold=True),
    }
    widths = {"key": 60.0, "family": 15.0, "left_side": 14.0, "right_side": 14.0, "slack": 14.0}
    columns = [Column(header, styles.get(header, TEXT), widths.get(header, 10.0)) for header in HEADERS]
    table = sheet.table("constraints", columns, rows, top=BODY)
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
    rest = round(slack(right, left, at_least), 5)
    text = f'=ROUND(IF({cells["sense"]}="{Sense.AT_LEAST.value}",{cells["left_side"]}-{cells["right_side"]},{cells["right_side"]}-{cells["left_side"]}),5)'
    strength = measure.strength.value if measure.strength else HARD
    missed = rest < 0 and _tidy(measure.short) > 0
    verdict = HOLDS if not missed else BROKEN if measure.strength is None else OPEN
    judged = f'=IF(AND({cells["slack"]}<0,{cells["short"]}>0),IF({cells["strength"]}="{HARD}","{BROKEN}","{OPEN}"),"{HOLDS}")'
    return [
        measure.family, ", ".join(measure.key), left, measure.sense.value, right, measure.unit, Formula(text, rest), strength, measure.weight,
        _tidy(measure.short), Formula(judged, verdict),
    ]  # fmt: skip


def _tidy(number: float) -> float:
    return round(float(number), 5)


def strengths() -> tuple[str, ...]:
    """Words of the column ``strength``."""
    return (HARD, Strength.MUST.value, Strength.SHOULD.value)
