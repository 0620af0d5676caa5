"""Sheets of a plan workbook against the same workbook written again: figures and formulas that
somebody typed over.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from orgplan import temporary
from orgplan.analysis.assessment import Assessment
from orgplan.excel.read import Formulas, Grid, Raw, at, clean
from orgplan.language import N_, SOURCE, _, is_chinese, sources, speaking
from orgplan.schema.columns import CHINESE
from orgplan.schema.inputs import input_tabs

from ..sheets import pages
from ..sheets.pages import Page
from .run import Run
from .run_log import labels_in_code
from .snapshot import (
    WorkbookSnapshot,
    day_of,
    formulas_of,
    is_figure,
    pages_of,
    shown_content,
    text_for_figure,
)

EXACT = 1e-9  # relative: what a spreadsheet program keeps of a number
_TAB = re.compile(
    r"'(?:op_)?([^'!]+)'!"
)  # op_: sheets of a plan that was put into another workbook
SHORT = 40  # letters: ids, teams, accounts, kinds
NOT_COMPARED = (
    pages.RUN_LOG,
    pages.TRADE_OFFS,
    pages.CONTENTS,
)  # follow from other sheets, or from the run
Write = Callable[[Path, Assessment, Run], None]


def written_again(
    made: WorkbookSnapshot, assessment: Assessment, run: Run, write: Write
) -> tuple[Mapping[str, Grid], Mapping[str, Formulas]]:
    """The workbook written anew in the language that it is in, whatever the reader's.

    Parameters
    ----------
    made
        The workbook as it stands: its labels say its language.
    assessment, run
        What it is written from.
    write
        Writes the workbook of an assessment and a run.

    Returns
    -------
    tuple[Mapping[str, Grid], Mapping[str, Formulas]]
        Cells and formulas by page, as they should be.
    """
    # tabs keep their names in a workbook that took a plan before; labels of the Run log are the
    # tool's own
    log = made.grids.get(pages.RUN_LOG.key)
    labels = (str(cells.get(1)) for cells in log.rows.values()) if log else ()
    ours = labels_in_code()
    code = CHINESE if is_chinese(label for label in labels if label in ours) else SOURCE
    as_written = replace(run, next_steps=run.next_steps_in.get(code, run.next_steps))
    with temporary.folder() as folder, speaking(code):
        path = folder / "again.xlsx"
        write(path, assessment, as_written)
        return pages_of(path), formulas_of(path)


def sheets_typed_over(
    made: WorkbookSnapshot,
    again: Mapping[str, Grid],
    formulas: Mapping[str, Formulas],
    spared: bool,
) -> Iterator[tuple[Page, str]]:
    """Sheets with figures that are not what they are when the workbook is written again; `spared`
    leaves out Cost by month, of which more was said.

    Parameters
    ----------
    made
        The workbook as it stands.
    again, formulas
        Cells and formulas as they should be, by page.
    spared
        Whether Cost by month is left out, as its money was compared before.

    Yields
    ------
    tuple[Page, str]
        Page and sentence: three cells of a sheet at the most, then how many more.
    """
    for page in pages.PAGES:
        if page in NOT_COMPARED or (page is pages.COST and spared) or page.key not in again:
            continue
        grid, fresh = made.grids.get(page.key), again[page.key]
        if grid is None:
            yield page, _("The sheet {page} is gone. Plan again.", page=page.name)
            continue
        own, right_ones = made.formulas.get(page.key, {}), formulas.get(page.key, {})
        yield from ((page, sentence) for sentence in _of_formulas(grid, own, right_ones))
        odd = [
            (at(row, column), grid.rows.get(row, {}).get(column), right)
            for row, cells in fresh.rows.items()
            for column, right in cells.items()
            if not _same(grid.rows.get(row, {}).get(column), right)
            and at(row, column) not in grid.unsolved
            and (page is not pages.CHECKS or at(row, column) not in right_ones)
        ]
        yield from ((page, _of_cell(page, grid, *one)) for one in odd[:3])
        if len(odd) > 3:
            yield (
                page,
                _(
                    "{grid}: {count} more cells do not show what they should, down to {last}.",
                    grid=grid.name,
                    count=len(odd) - 3,
                    last=odd[-1][0],
                ),
            )


def _of_cell(page: Page, grid: Grid, cell: str, raw: Raw, right: Raw) -> str:
    """A cell that does not show what it should; of a budget where it is set."""
    if is_figure(raw) and not isinstance(right, str):
        return text_for_figure(grid.name, cell, raw)
    budget = N_(
        "{grid}, {cell} shows {shown}, but should be {right}: typed over. What is typed here counts"
        " for nothing: change budgets on the input sheet Budget, then run `orgplan recost`, or plan"
        " again."
    )
    other = N_(
        "{grid}, {cell} shows {shown}, but should be {right}: typed over, or moved. Undo it, or"
        " plan again."
    )
    return _(
        budget if page is pages.BUDGET else other,
        grid=grid.name,
        cell=cell,
        shown=shown_content(raw),
        right=shown_content(right),
    )


def _of_formulas(grid: Grid, own: Formulas, right: Formulas) -> Iterator[str]:
    """Cells in which no formula stands any more, or another one; texts are compared where no
    program has worked them out since.
    """
    gone = [cell for cell in right if cell not in own]
    other = [
        cell
        for cell in grid.unsolved
        if own.get(cell) and right.get(cell) and _neutral(own[cell]) != _neutral(right[cell])
    ]
    for cells, what in (
        (gone, _("a constant stands where a formula was")),
        (other, _("another formula")),
    ):
        shown = _(", ").join(cells[:3]) + (
            _(" and {cells} more", cells=len(cells) - 3) if len(cells) > 3 else ""
        )
        if cells:
            yield _(
                "{grid}, {shown}: {what}. Undo it, or plan again.",
                grid=grid.name,
                shown=shown,
                what=what,
            )


def _neutral(formula: str) -> str:
    """A formula with the sheets of a plan called as in the code: their tabs may be in another
    language, or those of a plan that was put into another workbook.
    """
    tabs = _tabs()
    return _TAB.sub(lambda found: f"'{tabs.get(found[1], found[1])}'!", formula)


@cache
def _tabs() -> Mapping[str, str]:
    """Tab of a plan in any language → its key."""
    return {**input_tabs(), **sources(page.key for page in pages.PAGES)}


def _same(raw: Raw, right: Raw) -> bool:
    """Whether a cell shows what it should; of words only short ones are compared, for long ones may
    be cut.
    """
    if isinstance(right, str) and not isinstance(raw, int | float | date):
        return len(right) > SHORT or clean(right) == clean(str(raw or ""))
    if isinstance(right, bool) or not isinstance(right, int | float | date):
        return True
    if isinstance(right, date):
        return isinstance(raw, date) and day_of(raw) == day_of(right)
    return isinstance(raw, int | float) and abs(raw - right) <= 1e-6 + EXACT * abs(right)
