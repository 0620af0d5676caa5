"""Control totals of the sheets of a plan: what they came to when they were written, and live beside
it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from orgplan.excel.write.live import Live, choose, count_where, if_error, live, plus
from orgplan.excel.write.tables import LiveRow, LiveRows
from orgplan.excel.write.workbook import (
    HEADING,
    Column,
    Fill,
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
    inputs: Live | None = None


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
    follows = bool(following.money and following.inputs)
    changed = None if following.inputs is None else count_where(following.inputs, CHANGED)
    edited = Live(cell_of(sheet, top + 3 + len(controlled), 1), 0)
    rows = LiveRows(COLUMNS, top + 1)
    for one in controlled:
        unless = None
        if follows and one.name in following.actions:
            unless = changed
        elif follows and one.name in following.money:
            unless = edited
        _put(rows.add(), one, one.name in following.sheets, unless)
    table = sheet.table(
        "control_totals",
        COLUMNS,
        rows.cells,
        top=top + 1,
        about="A sheet of the plan, as written and now",
    )
    for kind in KINDS:
        column = HEADERS.index(kind)
        where = area(table.first, column, table.last, column)
        sheet.colour_where(where, f'={address(table.first, column)}="{CHANGED}"', Fill.BAD)
    if not follows or changed is None:
        return
    apart = [
        (row["figures_written"] - row["figures_now"]).size > row["rounding"]
        for one, row in zip(controlled, rows, strict=True)
        if one.name in following.actions
    ]
    sheet.write(table.below + 1, 0, _("Sheets of inputs and actions changed since"), LABEL)
    sheet.write(table.below + 1, 1, plus([changed, *apart]), LIVE_HEADS)
    sheet.register(refs.EDITED, table.below + 1, 1)


def _put(row: LiveRow, sheet: Sheet, follows: bool, unless: Live | None) -> None:
    """A sheet with its totals as written and as formulas: equal at first, so that a difference is a
    change.

    Parameters
    ----------
    row
        Row of the totals; numbers and texts pass with the larger of their two roundings.
    sheet
        A sheet of the plan, as it is written by now.
    follows
        Whether its figures are all formulas: then only these are counted, and figures and texts are
        0.
    unless
        What is above 0 where a change is no fault; ``None`` for nothing.
    """
    control = sheet.control
    totals = {
        "figures": live(0) if follows else control.numbers,
        "texts": live(0) if follows else control.texts,
        "formulas": control.formulas,
    }
    row["of_sheet"], row["rounding"] = sheet.name, max(control.tolerances)
    for kind, total in totals.items():
        row[f"{kind}_written"], row[f"{kind}_now"] = total.value, total
    for kind in KINDS:
        apart = (row[f"{kind}_written"] - row[f"{kind}_now"]).size
        other = live(CHANGED)
        if unless is not None and kind != "formulas":
            other = choose(unless > 0, FOLLOWS, CHANGED)
        row[kind] = if_error(choose(apart <= row["rounding"], SAME, other), CHANGED)
