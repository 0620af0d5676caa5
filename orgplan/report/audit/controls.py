"""Control totals of the sheets of a plan: what they came to when they were written, and live beside
it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from orgplan.excel.write.sheet import CONTROLLED
from orgplan.excel.write.workbook import (
    HEADING,
    CellRow,
    Column,
    Fill,
    Formula,
    Look,
    Number,
    Sheet,
    Style,
    address,
)
from orgplan.language import N_, _

from ..sheets import refs
from ..sheets.layout import HEADS, LABEL, LIVE, LIVE_HEADS, TEXT, area, cell_of
from .run_log import CHANGED

SAME, FOLLOWS = N_("as written"), N_("follows")
FIGURE, LIVE_FIGURE = Style(Look.TOOL, Number.DECIMAL), Style(Look.FORMULA, Number.DECIMAL)
VERDICT = Style(LIVE.look, bold=True)
COLUMNS = (
    Column("of_sheet", TEXT, "Sheet of the plan", 24),
    Column("figures_written", FIGURE,
        "All its numbers and days, each by a weight of its own, as written", 22),
    Column("figures_now", LIVE_FIGURE, "The same as they stand", 18),
    Column("rounding", FIGURE, "Difference that is rounding", 11),
    Column("texts_written", FIGURE, "Letters of all its texts, likewise", 44),
    Column("texts_now", LIVE_FIGURE, "The same as they stand", 18),
    Column("formulas_written", HEADS, "Cells that hold a formula, as written", 12),
    Column("formulas_now", LIVE_HEADS, "The same as they stand", 12),
    Column("figures", VERDICT,
        f"{SAME}; {FOLLOWS} where inputs or actions were changed and the figures with them; or "
        f"{CHANGED}: typed over, moved or swapped", 12),
    Column("texts", VERDICT, f"{SAME}, or {CHANGED}: another team, cost centre, account …", 12),
    Column("formulas", VERDICT, f"{SAME}, or {CHANGED}: a constant stands where a formula was", 12),
)  # fmt: skip
HEADERS = tuple(column.header for column in COLUMNS)
KINDS = ("figures", "texts", "formulas")


@dataclass(frozen=True)
class Following:
    """What follows the inputs live.

    Attributes
    ----------
    sheets
        Names of sheets of which formulas alone are counted, for nothing is typed there.
    money, actions
        Names of sheets whose figures follow inputs and actions; and of those on which actions
        stand, which follow the inputs. Both empty where costs are values.
    inputs
        Range: the verdict on each sheet of the input.
    """

    sheets: Collection[str] = ()
    money: Collection[str] = ()
    actions: Collection[str] = ()
    inputs: str = ""


def write_controls(sheet: Sheet, sheets: Iterable[Sheet], following: Following) -> None:
    """Write them under the Run log, once all other sheets but Checks are written; `sheets` are
    those that are controlled.

    Parameters
    ----------
    sheet
        The Run log; the totals go under whatever it holds already.
    sheets
        Those that are controlled, all written by now.
    following
        What follows the inputs live, so that a change there is no fault.
    """
    top = sheet.below + 1
    sheet.write(top, 0, _("Control totals of the sheets of the plan"), HEADING)
    controlled = list(sheets)
    live = bool(following.money and following.inputs)
    changed = f'COUNTIF({following.inputs},"{CHANGED}")'
    edited = cell_of(sheet, top + 3 + len(controlled), 1)
    rows = []
    for number, one in enumerate(controlled):
        unless = ""
        if live and one.name in following.actions:
            unless = changed
        elif live and one.name in following.money:
            unless = edited
        rows.append(_row(one, top + 2 + number, one.name in following.sheets, unless))
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
    if not live:
        return
    apart = [
        f"(ABS({table.cell(at, 'figures_written')}-"
        f"{table.cell(at, 'figures_now')})>{table.cell(at, 'rounding')})"
        for at, one in enumerate(controlled)
        if one.name in following.actions
    ]
    text = "+".join([changed, *apart])
    sheet.write(table.below + 1, 0, _("sheets of inputs and actions changed since"), LABEL)
    sheet.write(table.below + 1, 1, Formula(f"={text}", 0), LIVE_HEADS)
    sheet.register(refs.EDITED, table.below + 1, 1)


def _row(sheet: Sheet, at: int, follows: bool, unless: str) -> CellRow:
    """A sheet with its totals as written and as formulas: equal at first, so that a difference is a
    change.

    Parameters
    ----------
    sheet
        A sheet of the plan; the writer has counted what was written to it.
    at
        Row of the totals, from 0.
    follows
        Whether its figures are all formulas: then only these are counted, and figures and texts are
        0.
    unless
        Formula that is above 0 where a change is no fault; empty for none.

    Returns
    -------
    CellRow
        Numbers and texts pass with the larger of their two roundings.
    """
    control, cells = sheet.control, {name: address(at, HEADERS.index(name)) for name in HEADERS}
    figures, texts = (
        control.numbers(sheet.name, CONTROLLED),
        control.texts(sheet.name, CONTROLLED),
    )
    if follows:
        figures = texts = Formula("=0", 0)
    formulas = control.counted(sheet.name, CONTROLLED)
    return [
        sheet.name, figures.value, figures, max(control.tolerances), texts.value, texts,
        formulas.value, formulas,
        *(_same(f"{kind}_written", f"{kind}_now", cells,
            "" if kind == "formulas" else unless) for kind in KINDS),
    ]  # fmt: skip


def _same(then: str, now: str, cells: dict[str, str], unless: str) -> Formula:
    near = f"ABS({cells[then]}-{cells[now]})<={cells['rounding']}"
    other = f'IF({unless}>0,"{FOLLOWS}","{CHANGED}")' if unless else f'"{CHANGED}"'
    return Formula(f'=IFERROR(IF({near},"{SAME}",{other}),"{CHANGED}")', SAME)
