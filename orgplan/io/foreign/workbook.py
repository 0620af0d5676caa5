"""The input workbook that an import writes: the organisation, or where something is open, the
sources under our names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from openpyxl.utils.cell import coordinate_to_tuple

from orgplan.excel.read import ErrorValue, Fault, Findings, Grid, Raw, at, fold, header_key, to_text
from orgplan.excel.write.content import Content, Formula
from orgplan.excel.write.workbook import WorkbookWriter
from orgplan.language import _, current
from orgplan.schema import inputs
from orgplan.schema.columns import CHINESE, Free, InputSheet, Kind
from orgplan.schema.settings import SETTING_KEYS, SETTING_OF

from ..files.units import currency_of_format
from ..output.input_rows import listings
from ..output.table_rows import Listing
from ..output.template import TOP, write_listings
from ..skills.own_scale import NO_SCALE
from ..skills.skill_words import is_of_skills
from ..tables.find_table import find_table
from ..tables.row import Row
from ..tables.table import Table
from .draft import is_drafted
from .lines import Confidence, Drafted
from .sheet import write_understood
from .understand import Understood

_MAX_NAME = 31  # characters of a sheet's name
_EMPTY_SHEETS = (
    inputs.REQUIREMENTS,
    inputs.BUDGET,
)  # sheets that are there to be filled in, also where no file has them


def write_import(
    path: Path, understood: Understood, chinese: bool | None = None
) -> tuple[str, ...]:
    """Write the workbook; for each fault, the cell of the written workbook where it can be mended
    is returned.

    Parameters
    ----------
    path
        Workbook to write; whatever is there is replaced.
    understood
        Without an organisation its sheets are written as they are understood so far, with the cells
        that have to be mended marked.
    chinese
        Names of sheets and columns in Chinese; ``None`` where most headers of the sources are.
    """
    understanding = understood.understanding
    in_chinese = current() == CHINESE if chinese is None else chinese
    if understood.org is not None:
        name = understood.org.name or "Organisation"
        rows = list(_marked(listings(understood.org), understood))
        here: tuple[str, ...] = ()
        copies: list[Grid] = []
    else:
        draft = _AsWritten(understood, in_chinese)
        rows, copies = draft.listings, draft.copies
        here = tuple(draft.here(fault) for fault in understanding.open)
        name = "Not plannable yet"
    shown = replace(understanding, here=here)
    write_listings(
        path,
        name,
        rows,
        chinese=in_chinese,
        before=lambda book: write_understood(book, shown, path.name, in_chinese),
        after=lambda book: _copy_all(book, copies),
    )
    return here


# -- the organisation ------------------------------------------------------------------------------


def _marked(rows: Sequence[Listing], understood: Understood) -> Iterator[Listing]:
    """Listings with what was drafted marked, and the notes of drafted roles."""
    drafted = understood.understanding.drafted
    for listing in rows:
        if listing.spec is inputs.ROLES:
            yield _with_notes(listing, understood.chosen.grids.get(inputs.ROLES.key))
        elif listing.spec in (inputs.SETTINGS, inputs.ASSUMPTIONS):
            keys = _keys(drafted, listing.spec)
            hit = [number for number, row in enumerate(listing.rows) if row[0] in keys]
            yield replace(listing, drafted=frozenset(hit))
        elif listing.spec is inputs.ROLE_SKILLS:
            grid = understood.chosen.grids.get(inputs.ROLES.key)
            names = {role for role, note in _notes(grid).items() if is_drafted(note)}
            at_role, at_level = listing.keys.index("role"), listing.keys.index("level")
            hit = [
                number
                for number, row in enumerate(listing.rows)
                if (fold(str(row[at_role])), fold(str(row[at_level] or ""))) in names
            ]
            yield replace(listing, drafted=frozenset(hit))
        else:
            yield listing


def _keys(drafted: Sequence[Drafted], spec: InputSheet) -> set[str]:
    return {one.what.split(" ")[0] for one in drafted if one.sheet == spec.key}


def _with_notes(listing: Listing, grid: Grid | None) -> Listing:
    notes = _notes(grid)
    if not notes:
        return listing
    role, level = listing.keys.index("role"), listing.keys.index("level")
    remarks = [
        notes.get((fold(str(row[role])), fold(str(row[level] or ""))), "") for row in listing.rows
    ]
    rows = [[*row, note or None] for row, note in zip(listing.rows, remarks, strict=True)]
    hit = frozenset(number for number, note in enumerate(remarks) if is_drafted(note))
    return replace(listing, keys=(*listing.keys, "note"), rows=rows, drafted=hit)


def _notes(grid: Grid | None) -> dict[tuple[str, str], str]:
    """(Role, level), folded → its note."""
    table = find_table(inputs.ROLES, grid, Findings()) if grid is not None else None
    if table is None or "note" not in table.columns:
        return {}
    found: dict[tuple[str, str], str] = {}
    for row in table:
        if row.has("role") and row.has("note"):
            level = fold(to_text(row.raw("level"))) if table.place("level") else ""
            found[fold(to_text(row.raw("role"))), level] = to_text(row.raw("note"))
    return found


# -- the sources, where something is open ----------------------------------------------------------


@dataclass
class _AsWritten:
    """The sources under our names, cell by cell, with the places where their cells went."""

    understood: Understood
    chinese: bool
    listings: list[Listing] = field(default_factory=list)
    copies: list[Grid] = field(default_factory=list)
    _moved: dict[str, tuple[str, dict[int, int], dict[int, int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        chosen = self.understood.chosen
        for spec in inputs.INPUT_SHEETS:
            grid = chosen.grids.get(spec.key)
            table = find_table(spec, grid, Findings()) if grid is not None else None
            if table is not None and spec is inputs.SETTINGS:
                self._settings(table)
            elif table is not None:
                self._listing(spec, table)
            elif grid is not None:
                self._copy(grid, grid.name)
            elif spec is inputs.SCALE and self.understood.understanding.scale:
                self._scale()
            elif spec in _EMPTY_SHEETS:
                keys = tuple(column.key for column in spec.written)
                self.listings.append(Listing(spec, keys, []))
        for number, grid in enumerate(chosen.skills, start=1):
            name = inputs.SKILLS.key if len(chosen.skills) == 1 else f"Skills {number}"
            self._copy(grid, grid.name if is_of_skills(grid.name) else name)
        lines = self.understood.understanding.lines
        asked = {
            line.sheet for line in lines if not line.column and line.confidence is Confidence.OPEN
        }
        for grid in chosen.others:
            if grid.name in asked:
                self._copy(grid, grid.name)
        self._mark()

    def _name(self, spec: InputSheet) -> str:
        return spec.zh if self.chinese else spec.key

    def _copy(self, grid: Grid, name: str) -> None:
        """Keep a sheet that is none of ours as it is, under a name that Excel takes and that no
        other sheet has.
        """
        taken = {copy.name.casefold() for copy in self.copies}
        taken |= {self._name(listing.spec).casefold() for listing in self.listings} | {
            "about",
            "说明",
        }
        plain = "".join(sign for sign in name if sign not in "[]:*?/\\")[:_MAX_NAME] or "Sheet"
        unique, count = plain, 1
        while unique.casefold() in taken:
            count += 1
            unique = f"{plain[: _MAX_NAME - 4]} {count}"
        self.copies.append(replace(grid, name=unique))
        self._moved[grid.name] = unique, {}, {}

    def _settings(self, table: Table) -> None:
        """Settings in the template's order, with what the sources say and nothing else."""
        by_key = {
            SETTING_OF[key].key: row
            for row in table
            if (key := fold(to_text(row.raw("key")))) in SETTING_OF
        }
        rows: list[list[Content]] = []
        moved: dict[int, int] = {}
        for spec in SETTING_KEYS:
            row = by_key.get(spec.key)
            if row is not None:
                moved[row.number] = len(rows)
            value = _content(row.raw("value")) if row is not None else None
            rows.append([spec.key, value, spec.unit or None, spec.meaning])
        drafted = _keys(self.understood.understanding.drafted, inputs.SETTINGS)
        hit = frozenset(number for number, row in enumerate(rows) if row[0] in drafted)
        listing = Listing(inputs.SETTINGS, ("key", "value", "unit", "note"), rows, drafted=hit)
        self.listings.append(listing)
        places = {
            at_: index for index, key in enumerate(listing.keys) if (at_ := table.columns.get(key))
        }
        self._moved[table.name] = self._name(inputs.SETTINGS), moved, places
        others = [row for row in table if fold(to_text(row.raw("key"))) not in SETTING_OF]
        if others:
            extra = [
                [_content(row.raw("key")), _content(row.raw("value")), None, None, None]
                for row in others
            ]
            keys = ("key", "value", "scope", "source", "note")
            self.listings.append(Listing(inputs.ASSUMPTIONS, keys, extra))

    def _scale(self) -> None:
        """The words that no scale explains, with the levels that they usually mean, to be
        confirmed.
        """
        sentence = _("drafted: what the word usually means; 3 works alone and counts as coverage")
        words = self.understood.understanding.scale
        rows = [[word, level, sentence if level is not None else None] for word, level in words]
        every = frozenset(range(len(rows)))
        self.listings.append(
            Listing(inputs.SCALE, ("sign", "level", "meaning"), rows, drafted=every)
        )

    def _listing(self, spec: InputSheet, table: Table) -> None:
        """A sheet as it is understood so far: known columns first, then those that are asked about;
        what stands under no header stays beside it.
        """
        keys = [column.key for column in spec if column.key in table.columns]
        missing = [
            column.key
            for column in spec.written
            if column.required and table.place(column.key) is None
        ]
        asked = self._asked(table)
        free = [at_ for at_ in sorted(table.free) if spec.free is not Free.NOTHING or at_ in asked]
        signs = _mixed_signs(table) if "currency" not in keys and spec.column is not None else {}
        keys += missing + (["currency"] if signs else [])
        rows: list[list[Content]] = []
        moved: dict[int, int] = {}
        known = {*table.grid.rows[table.header], *table.columns.values()}
        beside: dict[tuple[int, int], Content] = {}
        remarks = self.understood.remarks.get(table.name, {})
        for number, cells in sorted({**table.grid.rows, **remarks}.items()):
            if number <= table.header:
                continue
            moved[number] = len(rows)
            row = [
                (
                    _content(_value(table, number, cells, key))
                    if key in table.columns
                    else signs.get(number)
                )
                for key in keys
            ]
            loose = sorted(cells.keys() - known)
            beside |= {
                (len(rows), off): _content(cells[column])
                for off, column in enumerate(loose, start=1)
            }
            rows.append([*row, *(_content(cells.get(column)) for column in free)])
        places = {
            table.columns[key]: index for index, key in enumerate(keys) if key in table.columns
        }
        places |= {column: len(keys) + index for index, column in enumerate(free)}
        headers = tuple(to_text(table.free[column]) for column in free)
        drafted = frozenset(
            index
            for number, index in moved.items()
            if (place := table.columns.get("note"))
            and is_drafted(to_text(table.grid.rows.get(number, {}).get(place)))
        )
        units = self._units(spec, table, bool(signs))
        listing = Listing(spec, tuple(keys), rows, headers, drafted, units=units, beside=beside)
        self.listings.append(listing)
        self._moved[table.name] = self._name(spec), moved, places

    def _asked(self, table: Table) -> set[int]:
        """Columns that are not known and about which is asked: they stay, so that they are asked
        about again.
        """
        lines = self.understood.understanding.lines
        return {
            line.column
            for line in lines
            if line.sheet == table.name and line.confidence is Confidence.OPEN
        }

    def _units(self, spec: InputSheet, table: Table, mixed: bool) -> Mapping[str, str]:
        """Units of money for the headers, as the source's own say them."""
        lines = {
            line.column: line
            for line in self.understood.understanding.lines
            if line.sheet == table.name
        }
        found = {}
        for key, column in table.columns.items():
            line = lines.get(column)
            unit = line.unit if line else ""
            if spec.column(key).kind is Kind.MONEY and unit and not mixed:
                found[key] = unit
            elif table.units(key).percent and spec.column(key).kind is Kind.NUMBER:
                found[key] = "%"
        return found

    def _place(self, fault: Fault) -> tuple[str, int, int] | None:
        """Sheet, row and column (from 0 below and beside the header) to which the cell of a fault
        went.
        """
        moved = self._moved.get(fault.sheet)
        if moved is None or not fault.cell or not fault.cell[-1:].isdigit():
            return None
        row, column = coordinate_to_tuple(fault.cell)
        return (
            (moved[0], moved[1][row], moved[2][column])
            if row in moved[1] and column in moved[2]
            else None
        )

    def here(self, fault: Fault) -> str:
        """Cell of the written workbook where a fault can be mended; empty where there is none.

        Parameters
        ----------
        fault
            At a cell of the source, or at a sheet that was drafted.

        Returns
        -------
        str
            Such as ``Roster!C5``, or the name of a sheet where no single cell is known.
        """
        if fault.cause.startswith(NO_SCALE) and self.understood.understanding.scale:
            return self._name(inputs.SCALE)
        place = self._place(fault)
        if place is not None:
            sheet, row, column = place
            return f"{sheet}!{at(row + TOP + 2, column + 1)}"
        moved = self._moved.get(fault.sheet)
        if moved is None:
            return ""
        if not moved[1] and fault.cell:
            return f"{moved[0]}!{fault.cell}"
        if moved[1] and fault.cell[-1:].isdigit():
            place_in_row = moved[2].get(coordinate_to_tuple(fault.cell)[1])
            below = place_in_row is not None
            return f"{moved[0]}!{at(TOP + 1, (place_in_row or 0) + 1)}" if below else moved[0]
        return moved[0]

    def _mark(self) -> None:
        """Mark the cells of the written sheets that have to be mended."""
        marks: dict[str, set[tuple[int, int]]] = {}
        for fault in self.understood.understanding.open:
            place = self._place(fault)
            if place is not None:
                marks.setdefault(place[0], set()).add(place[1:])
        self.listings = [
            replace(listing, open=frozenset(marks.get(self._name(listing.spec), ())))
            for listing in self.listings
        ]


def _value(table: Table, number: int, cells: Mapping[int, Raw], key: str) -> Raw:
    """A cell, or where it is blank that of a further column of the same meaning and unit."""
    row = Row(table, number, cells)
    if row.place(key) != table.place(key) and row.units(key) != table.units(key):
        return cells.get(table.columns[key])
    return cells.get(row.place(key) or 0)


def _mixed_signs(table: Table) -> dict[int, str]:
    """Row → currency of its number format, where those of a column differ."""
    money = {
        table.columns[key] for key in table.columns if table.spec.column(key).kind is Kind.MONEY
    }
    shown = {
        row: sign
        for (row, column), text in table.grid.currencies.items()
        if column in money and (sign := currency_of_format(text))
    }
    has = any(header_key(column.key) == "currency" for column in table.spec)
    return shown if has and len(set(shown.values())) > 1 else {}


def _content(raw: Raw) -> Content:
    """A cell as it can be written again; an error stays one."""
    if isinstance(raw, ErrorValue):
        return Formula("=NA()", "#N/A")
    if isinstance(raw, datetime):
        return raw.date() if raw.time() == datetime.min.time() else to_text(raw)
    if raw is None or isinstance(raw, (str, int, float, bool, date)):
        return raw
    return to_text(raw)


def _copy_all(book: WorkbookWriter, copies: Sequence[Grid]) -> None:
    for grid in copies:
        sheet = book.sheet(grid.name)
        for number, cells in grid.rows.items():
            for column, raw in cells.items():
                sheet.write(number - 1, column - 1, _content(raw))
