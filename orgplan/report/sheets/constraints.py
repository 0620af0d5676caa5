"""Constraints: every row judged again without the solver, with left side, right side and slack."""

from orgplan.analysis.assessment import Assessment
from orgplan.domain import Measure, Sense
from orgplan.excel.write.live import both, choose
from orgplan.excel.write.tables import LiveRow
from orgplan.excel.write.workbook import CellRow, Column, Fill, Sheet, Style, address
from orgplan.language import N_

from ..results.tables import MEASURES
from .actions.plan_columns import shown, written_row
from .layout import BODY, LIVE, LIVE_FTE, area

HOLDS, OPEN, EXCEEDED = N_("holds"), N_("left open"), N_("BROKEN")
HARD = N_("limit")
NOT_SHOWN = ("triggered", "holds", "by")
COLUMNS = (
    *(
        shown(column, LIVE_FTE if column.key == "slack" else None)
        for column in MEASURES.columns
        if column.key not in NOT_SHOWN
    ),
    Column(
        "verdict",
        Style(LIVE.look, bold=True),
        f"{HOLDS}, {OPEN} (a must or should is missed) or {EXCEEDED} (a limit is)",
        10,
    ),
)
HEADERS = tuple(column.header for column in COLUMNS)


def write_constraints(sheet: Sheet, assessment: Assessment) -> None:
    """Write the sheet.

    Parameters
    ----------
    sheet
        Constraints, below its head.
    assessment
        Read for every measure of the plan, also those that hold.
    """
    rows = [
        _row(assessment, measure, BODY + 1 + number)
        for number, measure in enumerate(assessment.measures)
    ]
    table = sheet.table("constraints", COLUMNS, rows, top=BODY, about="A constraint, judged again")
    column = HEADERS.index("verdict")
    where, first = area(table.first, column, table.last, column), address(table.first, column)
    sheet.colour_where(where, f'={first}="{EXCEEDED}"', Fill.BAD)
    sheet.colour_where(where, f'={first}="{OPEN}"', Fill.WARN)
    sheet.freeze(BODY + 1, 2)


def _row(assessment: Assessment, measure: Measure, at: int) -> CellRow:
    """A measure with its slack and verdict, live; it is missed only where the tool itself found it
    short, so that rounding is no fault.
    """
    row = LiveRow(COLUMNS, at)
    row.update(written_row(MEASURES, assessment, measure, left_out=(*NOT_SHOWN, "slack")))
    row["strength"] = measure.strength.value if measure.strength else HARD
    left, right = row["left_side"], row["right_side"]
    rest = choose(row["sense"].equals(Sense.AT_LEAST.value), left - right, right - left)
    row["slack"] = (rest + row["tolerance"]).rounded(5)
    is_short = both(row["slack"] < 0, row["short"] > 0)
    row["verdict"] = choose(is_short, choose(row["strength"].equals(HARD), EXCEEDED, OPEN), HOLDS)
    return row.cells
