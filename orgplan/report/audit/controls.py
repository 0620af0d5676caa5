"""Control totals of the sheets of a plan: what they came to when they were written, and live beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from orgplan.excel.write.sheet import CONTROLLED
from orgplan.excel.write.workbook import (
    HEADING,
    Cell,
    Column,
    Content,
    Fill,
    Formula,
    Look,
    Number,
    Sheet,
    Style,
    Table,
    address,
)
from orgplan.language import N_, _
from orgplan.report.audit.run_log import CHANGED
from orgplan.report.sheets.layout import HEADS, LIVE, LIVE_HEADS, TEXT, area

SAME = N_("as written")
FIGURE, LIVE_FIGURE = Style(Look.TOOL, Number.DECIMAL), Style(Look.FORMULA, Number.DECIMAL)
VERDICT = Style(LIVE.look, bold=True)
COLUMNS = (
    Column("of_sheet", TEXT, 24, meaning="Sheet of the plan"),
    Column("figures_written", FIGURE, 22, meaning="All its numbers and days, each by a weight of its own, as written"),
    Column("figures_now", LIVE_FIGURE, 18, meaning="The same as they stand"),
    Column("rounding", FIGURE, 11, meaning="Difference that is rounding"),
    Column("texts_written", FIGURE, 44, meaning="Letters of all its texts, likewise"),
    Column("texts_now", LIVE_FIGURE, 18, meaning="The same as they stand"),
    Column("formulas_written", HEADS, 12, meaning="Cells that hold a formula, as written"),
    Column("formulas_now", LIVE_HEADS, 12, meaning="The same as they stand"),
    Column("figures", VERDICT, 12, meaning=f"{SAME}, or {CHANGED}: typed over, moved or swapped"),
    Column("texts", VERDICT, 12, meaning=f"{SAME}, or {CHANGED}: another team, cost centre, account …"),
    Column("formulas", VERDICT, 12, meaning=f"{SAME}, or {CHANGED}: a constant stands where a formula was"),
)  # fmt: skip
HEADERS = tuple(column.header for column in COLUMNS)
KINDS = ("figures", "texts", "formulas")


@dataclass(frozen=True)
class ControlPlaces:
    """Where the control totals stand."""

    table: Table


def write_controls(
    sheet: Sheet, sheets: Iterable[Sheet], top: int, following: Collection[str] = ()
) -> ControlPlaces:
    """Write them under the Run log, once all other sheets but Checks are written.

    Parameters
    ----------
    sheets
        Those that are controlled.
    top
        Row of the heading.
    following
        Names of sheets whose figures follow the inputs live: of them formulas alone are counted, for changed inputs are told as such.
    """
    sheet.write(top, 0, _("Control totals of the sheets of the plan"), HEADING)
    rows = [_row(one, top + 2 + number, one.name in following) for number, one in enumerate(sheets)]
    table = sheet.table(
        "control_totals",
        COLUMNS,
        rows,
        top=top + 1,
        about="A sheet of the plan, as written and now",
    )
    for kind in KINDS:
        column = HEADERS.index(kind)
        where = area(table.first, column, table.last, column)
        sheet.colour_where(where, f'={address(table.first, column)}="{CHANGED}"', Fill.BAD)
    return ControlPlaces(table)


def _row(sheet: Sheet, at: int, follows: bool) -> list[Content | Cell]:
    control, cells = sheet.control, {name: address(at, HEADERS.index(name)) for name in HEADERS}
    figures, texts = (
        control.numbers(sheet.name, CONTROLLED),
        control.texts(sheet.name, CONTROLLED),
    )
    if follows:
        figures = texts = Formula("=0", 0)
    formulas = control.counted(sheet.name, CONTROLLED)
    return [
        sheet.name, figures.value, figures, max(control.tolerances), texts.value, texts, formulas.value, formulas,
        *(_same(f"{kind}_written", f"{kind}_now", cells) for kind in KINDS),
    ]  # fmt: skip


def _same(then: str, now: str, cells: dict[str, str]) -> Formula:
    near = f"ABS({cells[then]}-{cells[now]})<={cells['rounding']}"
    return Formula(f'=IFERROR(IF({near},"{SAME}","{CHANGED}"),"{CHANGED}")', SAME)
