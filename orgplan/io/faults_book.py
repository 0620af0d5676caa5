"""The user's own workbook with faulty cells marked, and a list of the faults that leads to them."""

import re
import shutil
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from orgplan import temporary
from orgplan.excel.embed.embed import put_into
from orgplan.excel.embed.errors import Refused
from orgplan.excel.embed.marks import mark_cells
from orgplan.excel.embed.target import PREFIX
from orgplan.excel.read import BadInput, ErrorValue, Fault, Grid, Raw, listed
from orgplan.excel.write.saving import replaced_whole
from orgplan.excel.write.workbook import (
    HEADING,
    NOTE,
    TITLE,
    CellRow,
    Column,
    Content,
    Fill,
    Formula,
    Look,
    Number,
    Style,
    WorkbookWriter,
)
from orgplan.language import N_, _

from .files.opening import open_files

LIST = N_("Faults")
_LONG = Style(Look.PLAIN, wrap=True)
_LINK = Style(Look.FORMULA)
_PLACES = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_LONGEST = 255  # characters of a text in a formula


def write_faults(error: BadInput, files: Sequence[Path], out: Path) -> str:
    """Write the workbook of faults, and say in a sentence what it is.

    Parameters
    ----------
    error
        All faults of the input; the list has a row for each, with a link to its cell.
    files
        What was read. A workbook of Excel alone is kept as it is, with its charts and formats;
        others come as a new workbook with their values.
    out
        Workbook to write; the input itself stays as it is.

    Returns
    -------
    str
        In the language of the run, for the end of what is said about the faults.
    """
    if len(files) == 1 and files[0].suffix.casefold() in (".xlsx", ".xlsm"):
        try:
            with temporary.folder() as folder:
                marked = folder / "marked.xlsx"
                shutil.copyfile(files[0], marked)
                draft = folder / "list.xlsx"
                with WorkbookWriter(draft, title=_(LIST)) as book:
                    _write_list(book, error)
                put_into(draft, marked)
                mark_cells(marked, _marks(error.faults))
                _kept(marked, out)
            return _(
                "{out}: your workbook with the faulty cells in red, and the sheet {name} with links"
                " to them",
                out=out,
                name=f"{PREFIX}{_(LIST)}",
            )
        except (Refused, OSError):
            pass  # it can't take a sheet: then its values alone
    try:
        grids = open_files(files).grids
    except BadInput:
        grids = {}
    with WorkbookWriter(out, title=_(LIST)) as book:
        _write_list(book, error)
        for grid in grids.values():
            _write_grid(book, grid, set(_marks(error.faults).get(grid.name, ())))
    if not grids:
        return _(
            "{out}: the sheet {name}, because none of the input could be read",
            out=out,
            name=_(LIST),
        )
    return _(
        "{out}: what was read, with the faulty cells in red, and the sheet {name} with links to"
        " them",
        out=out,
        name=_(LIST),
    )


def _kept(draft: Path, out: Path) -> None:
    with replaced_whole(out) as place:
        shutil.copyfile(draft, place)


def _marks(faults: Sequence[Fault]) -> Mapping[str, list[str]]:
    """Sheet → addresses of its faulty cells; faults of whole sheets and of the file have none."""
    found: dict[str, list[str]] = {}
    for fault in faults:
        places = (fault.cell, *fault.more)
        found.setdefault(fault.sheet, []).extend(p for p in places if _PLACES.fullmatch(p))
    return found


def _write_list(book: WorkbookWriter, error: BadInput) -> None:
    """The sheet with a row for each fault, in the order in which they are best mended, and the
    notes below.
    """
    sheet = book.sheet(_(LIST))
    sheet.write(0, 0, error.args[0], TITLE)
    order = _(
        "In the order in which they are best fixed: fixing one may clear a later one. Delete this"
        " sheet when you are done."
    )
    sheet.prose(1, order, NOTE)
    columns = [
        Column("number", Style(Look.PLAIN, Number.INTEGER), "Order in which faults are best mended",
            5, shown=_("No.")),
        Column("where", _LINK, "Sheet and cell; a link", 22),
        Column("it says", _LONG, "What stands there", 36),
        Column("wanted", _LONG, "What would be right", 36),
        Column("what to do", _LONG, "How to mend it", 70),
        Column("also in", _LONG, "Further cells with the same fault", 24),
    ]  # fmt: skip
    rows: list[CellRow] = [
        [number, _link(fault), fault.found, fault.expected, fault.fix, listed(fault.more, 40)]
        for number, fault in enumerate(error.faults, 1)
    ]
    table = sheet.table("faults", columns, rows, top=3, about=_("One row per fault"))
    for number, note in enumerate(error.notes):
        if number == 0:
            sheet.write(table.last + 2, 0, _("Notes"), HEADING)
        sheet.write(table.last + 3 + number, 0, str(note), Style(Look.PLAIN))
    sheet.freeze(4)


def _link(fault: Fault) -> Content:
    """The place of a fault as a link within the workbook; plain text where a text in a formula
    would be longer than the 255 characters that Excel takes.
    """
    cell = fault.cell if _PLACES.fullmatch(fault.cell) else "A1"
    sheet = fault.sheet.replace("'", "''")
    target = f"#'{sheet}'!{cell}".replace('"', '""')
    shown = fault.where.replace('"', '""')
    if not fault.sheet or len(target) > _LONGEST or len(shown) > _LONGEST:
        return fault.where
    return Formula(f'=HYPERLINK("{target}","{shown}")', fault.where)


def _write_grid(book: WorkbookWriter, grid: Grid, faulty: set[str]) -> None:
    """A sheet of the input by its values, faulty cells in red."""
    sheet = book.sheet(grid.name)
    for number, cells in grid.rows.items():
        for column, raw in cells.items():
            sheet.write(number - 1, column - 1, _content(raw))
    for place in sorted(faulty):
        sheet.colour_where(f"{place}:{place}", "=TRUE", Fill.BAD)


def _content(raw: Raw) -> Content:
    if isinstance(raw, datetime):
        return raw.date() if raw.time() == datetime.min.time() else raw.isoformat(" ")
    if isinstance(raw, ErrorValue) or not isinstance(raw, (str, int, float, bool, date)):
        return str(raw)
    return raw
