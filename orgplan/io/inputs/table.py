"""Tables in a sheet: where the header stands, what its columns mean, and rows that read their own cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from openpyxl.utils.cell import coordinate_to_tuple

from orgplan.excel.read.cells import ErrorValue, Grid, Raw, at
from orgplan.excel.read.faults import Findings, listed, nearest
from orgplan.excel.read.text import header_key
from orgplan.excel.read.values import (
    Unreadable,
    to_choice,
    to_date,
    to_flag,
    to_list,
    to_number,
    to_text,
    to_whole,
)
from orgplan.io.units import HeaderUnits, header_units, without_units
from orgplan.schema.columns import Free, InputColumn, InputSheet, Kind

_HEADER_WITHIN = 40  # rows in which a header is looked for
EXAMPLE = "EXAMPLE"
_CHANGES_PLAN = re.compile(  # what an unknown column of the roster may not say in silence
    r"^(?!ignore|忽略).*(\b(status|fte|hours|salary|wages?|currency|vacan(t|cy)|terminat(ed|ion)|leaver|resigned|resignation)\b|离职|薪资|工资|月薪|年薪|币种|在职)",
    re.IGNORECASE,
)
_NAMES_FIGURES = re.compile(  # nor one of these sheets
    r"^(?!ignore|忽略).*(\b(amounts?|costs?|prices?|fees?|budget(ed)?|salary|wages?|pay|currency|fx|dates?|deadline|from|until|since|starts?|ends?"
    r"|begins?|due|levels?|grade|seniority|strength|priority|must|mandatory|optional|weight|fte|hours|heads|headcount|seats|cap|min|max|minimum"
    r"|maximum|limit|quantity|count|status|active)\b|金额|费用|成本|价格|预算|薪资|币种|日期|截止|等级|级别|优先|强度|人数|工时|名额|状态)",
    re.IGNORECASE,
)
_NAMES_NO_FIGURES = re.compile(
    r"\b(notes?|comments?|remarks?|owner|by|links?|url|reason|why|source|basis)\b|备注|说明|来源|负责人",
    re.IGNORECASE,
)
_ASKED = frozenset(("Requirements", "Budget", "Roles", "Training", "Positions", "Levers", "Teams"))
T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """A row of data that reads its own cells; whatever it can't read becomes a fault at the cell and ``None`` here."""

    table: Table
    number: int
    cells: Mapping[int, Raw]

    @property
    def sheet(self) -> str:
        """Name of the sheet."""
        return self.table.name

    def has(self, key: str) -> bool:
        """Whether the cell holds something."""
        return self.raw(key) is not None

    def raw(self, key: str) -> Raw:
        """The cell as it is; of a missing column, the cell of the one that stands in for it."""
        column = self.table.place(key)
        return self.cells.get(column) if column else None

    def at(self, key: str) -> str:
        """Address of the cell; of a missing column, that of the row's first cell."""
        return at(self.number, self.table.place(key) or min(self.table.columns.values(), default=1))

    def fault(self, key: str, wanted: str, mend: str, said: object = None) -> None:
        """Report the cell."""
        self.table.findings.fault(
            self.sheet, self.at(key), self.raw(key) if said is None else said, wanted, mend
        )

    def note(self, key: str, text: str) -> None:
        """Leave a note at the cell."""
        self.table.findings.note(self.sheet, self.at(key), text)

    def text(self, key: str) -> str | None:
        """Text of a cell."""
        return to_text(self.raw(key)) if self._filled(key) else None

    def number_in(self, key: str, currency: str | None = None) -> float | None:
        """Number of a cell, inside the range of its column."""
        return self._inside(key, self._read(key, lambda raw: to_number(raw, currency)))

    def whole(self, key: str) -> int | None:
        """Whole number of a cell, inside the range of its column."""
        number = self._inside(key, self._read(key, to_whole))
        return None if number is None else int(number)

    def day(self, key: str) -> date | None:
        """Date of a cell."""
        return self._read(key, lambda raw: to_date(raw, self.table.date_order))

    def choice(self, key: str) -> str | None:
        """Entry of the column's closed list."""
        return self._read(key, lambda raw: to_choice(raw, self.table.spec.column(key).choices))

    def flag(self, key: str) -> bool | None:
        """Yes or no."""
        return self._read(key, to_flag)

    def _read(self, key: str, parse: Callable[[Raw], T]) -> T | None:
        if not self._filled(key):
            return None
        try:
            return parse(self.raw(key))
        except Unreadable as problem:
            self.fault(key, problem.wanted, problem.mend)
            return None

    def names(self, key: str, wide: bool = False) -> tuple[str, ...]:
        """Names separated by semicolons; with `wide` by commas too."""
        return to_list(self.raw(key), wide) if self._filled(key) else ()

    def _filled(self, key: str) -> bool:
        raw = self.raw(key)
        if isinstance(raw, ErrorValue):
            self.fault(
                key,
                self.table.spec.column(key).wanted,
                "The cell shows an error: mend its formula, or type the value.",
            )
            return False
        spec = self.table.spec.column(key)
        if (
            raw is None
            and spec.required
            and self.table.place(key)
            and self.at(key) not in self.table.unsolved
        ):
            self.fault(key, spec.wanted, f"Fill in {key}.")
        return raw is not None

    def _inside(self, key: str, number: float | None) -> float | None:
        if number is None:
            return None
        spec = self.table.spec.column(key)
        if (spec.low is not None and number < spec.low) or (
            spec.high is not None and number > spec.high
        ):
            self.fault(key, spec.wanted, _how_to_mend(spec, number))
            return None
        return number


@dataclass(frozen=True)
class Table:
    """The table of one sheet.

    Attributes
    ----------
    spec, name
        Its declaration, and the sheet's name as the user wrote it.
    header
        Row number of the header.
    columns
        Key → column number of the declared columns that are there.
    free
        Column number → header, as it stands, of all others.
    chinese
        How many headers are Chinese.
    """

    spec: InputSheet
    name: str
    findings: Findings
    header: int
    columns: Mapping[str, int]
    free: Mapping[int, Raw]
    grid: Grid
    date_order: str | None = None
    chinese: int = 0

    @property
    def unsolved(self) -> tuple[str, ...]:
        """Cells with a formula that has no stored result; each is reported once, as such."""
        return self.grid.unsolved

    def place(self, key: str) -> int | None:
        """Column number of a declared column, or of the one that stands in for it."""
        if key in self.columns:
            return self.columns[key]
        instead = next((column.instead for column in self.spec if column.key == key), None)
        return self.place(instead) if instead else None

    def units(self, key: str) -> HeaderUnits:
        """Units that the header of a column names."""
        column = self.place(key)
        return header_units(self.grid.rows[self.header].get(column)) if column else HeaderUnits()

    def __iter__(self) -> Iterator[Row]:
        """Rows of data; blank ones and the template's example rows are passed over."""
        known = {*self.columns.values(), *self.free}
        for number, cells in self.grid.rows.items():
            if number <= self.header or not known & cells.keys():
                continue
            row = Row(self, number, cells)
            first = cells.get(min(self.columns.values(), default=1))
            if isinstance(first, str) and first.upper().startswith(EXAMPLE):
                self.findings.note(
                    self.name,
                    at(number, min(self.columns.values())),
                    "this is an example row of the template: it was not read",
                )
                continue
            yield row


def _how_to_mend(spec: InputColumn, number: float) -> str:
    """What to do about a figure outside the range of its column."""
    if number < 0 and (spec.low or 0) >= 0:
        return "Negative figures make no sense here."
    if spec.kind is Kind.SHARE and 1 < number <= 100:
        return f"Write {number:g} % as {number:g}% or {number / 100:g}."
    return f"Check the figure{' and its unit: ' + spec.unit if spec.unit else ''}."


def header_row(spec: InputSheet, grid: Grid) -> int | None:
    """Row number of a sheet's header; ``None`` if no row looks like it."""
    return _header_row(spec, grid, _meaning(spec))


def _meaning(spec: InputSheet) -> dict[str, str]:
    return {name: column.key for column in spec for name in column.header_keys}


def find_table(
    spec: InputSheet, grid: Grid, findings: Findings, date_order: str | None = None
) -> Table | None:
    """The table of a sheet; ``None``, with a fault, if no row looks like its header."""
    number = header_row(spec, grid)
    if number is None:
        wanted = f"a header row with {listed(column.key for column in spec if column.required)}"
        said = "nothing" if not grid.rows else f"no such row in the first {_HEADER_WITHIN}"
        findings.fault(
            grid.name,
            "A1",
            said,
            wanted,
            "Put the column names into one row above the data; `orgplan init` writes a template.",
            quoted=False,
        )
        return None
    return table_under(spec, grid, number, findings, date_order)


def table_under(
    spec: InputSheet,
    grid: Grid,
    number: int,
    findings: Findings,
    date_order: str | None = None,
    places: Mapping[str, int] | None = None,
) -> Table:
    """The table of a sheet whose header is known.

    Parameters
    ----------
    number
        Row number of the header.
    places
        Column numbers of declared columns that are known by what stands below them, whatever their
        header says.
    """
    columns, free = _meanings(spec, grid, number, _meaning(spec), findings, places or {})
    table = Table(
        spec,
        grid.name,
        findings,
        number,
        columns,
        free,
        grid,
        date_order,
        _chinese(grid, number, columns),
    )
    _report_columns(table)
    for cell in _read_without_result(spec, grid, number, columns):
        mend = "Open the workbook in Excel or LibreOffice, let it calculate, and save it; or type the value."
        findings.fault(grid.name, cell, "a formula without a result", "a value", mend, quoted=False)
    if grid.far:
        findings.note(grid.name, grid.far, "this cell lies far outside any table; it was not read")
    return table


def _read_without_result(
    spec: InputSheet, grid: Grid, header: int, columns: Mapping[str, int]
) -> Iterator[str]:
    """Cells that are read but hold a formula without a result; what stands beside the table, such as a total, does not matter."""
    for cell in grid.unsolved:
        row, column = coordinate_to_tuple(cell)
        if row >= header and (column in columns.values() or spec.free is not Free.NOTHING):
            yield cell


def _header_row(spec: InputSheet, grid: Grid, meaning: Mapping[str, str]) -> int | None:
    needed = {column.key for column in spec if column.required} | {
        column.instead for column in spec if column.instead
    }
    best, found = (0, 0), None
    for number in list(grid.rows)[:_HEADER_WITHIN]:
        cells = grid.rows[number]
        keys = {
            meaning[header_key(text)]
            for text in cells.values()
            if isinstance(text, str) and header_key(text) in meaning
        }
        score = (len(keys & needed), len(keys))
        if score[0] and score > best and (len(cells) > 1 or len(needed) == 1):
            best, found = score, number
    return found


def _with_units(header: Raw, spec: InputSheet, meaning: Mapping[str, str]) -> str | None:
    """Key of a column of money whose header names a unit beside what it is."""
    keys = (
        [meaning[text] for text in without_units(header) if text in meaning]
        if isinstance(header, str)
        else []
    )
    return next((key for key in keys if spec.column(key).kind is Kind.MONEY), None)


def _by_name(header: Raw, spec: InputSheet) -> bool:
    """Whether a header is a column's own name rather than an alias; then it goes before aliases."""
    return isinstance(header, str) and any(
        header_key(header) in (header_key(column.key), header_key(column.zh)) for column in spec
    )


def _meanings(
    spec: InputSheet,
    grid: Grid,
    number: int,
    meaning: Mapping[str, str],
    findings: Findings,
    places: Mapping[str, int],
) -> tuple[dict[str, int], dict[int, Raw]]:
    """Columns by key, and all others; of two headers with one meaning the column's own name counts."""
    columns: dict[str, int] = dict(places)
    free: dict[int, Raw] = {}
    seen: dict[str, int] = {}
    for column, raw in sorted(
        grid.rows[number].items(), key=lambda cell: (not _by_name(cell[1], spec), cell[0])
    ):
        text = header_key(raw) if isinstance(raw, str) else ""
        label = to_text(raw).casefold()
        if label in seen:
            mend = (
                f"It stands in {at(number, seen[label])} already: delete or rename one of the two."
            )
            findings.fault(grid.name, at(number, column), raw, "each header once", mend)
            continue
        seen[label] = column
        if column in places.values():
            continue
        key = meaning.get(text) or _with_units(raw, spec, meaning)
        if key is None:
            free[column] = raw
        elif (
            key in columns
            and _by_name(grid.rows[number].get(columns[key]), spec)
            and not _by_name(raw, spec)
        ):
            findings.note(
                grid.name,
                at(number, column),
                f"'{raw}' was ignored: {key} stands in {at(number, columns[key])}",
            )
        elif key in columns:
            first = at(number, columns[key])
            mend = f"It means {key}, as {first} ('{grid.rows[number].get(columns[key])}') does: delete or rename one of the two."
            findings.fault(grid.name, at(number, column), raw, "each column once", mend)
        else:
            columns[key] = column
    return columns, free


def _report_columns(table: Table) -> None:
    """Faults for required columns that are missing, a note on columns that are ignored."""
    row = table.grid.rows[table.header]
    others = {text: column for column, text in table.free.items() if isinstance(text, str)}
    for column in table.spec:
        if column.required and table.place(column.key) is None:
            guess = next(
                (
                    text
                    for text in others
                    if nearest(header_key(text), column.header_keys, 75)
                    and _may_be(table, column, others[text])
                ),
                None,
            )
            mend = f"Add the column {column.key} ({column.zh}): {column.meaning}."
            if guess:
                mend = f"Did you mean it by '{guess}' in {at(table.header, others[guess])}? Then rename that to {column.key}."
            said = f"the columns {listed(str(text) for text in row.values())}"
            table.findings.fault(
                table.name,
                at(table.header, min(row)),
                said,
                f"a column {column.key}",
                mend,
                quoted=False,
            )
    if table.spec.free is Free.NOTHING:
        refuse_unknown_figures(table, table.free)
    if table.spec.free is Free.NOTHING and table.free:
        table.findings.note(
            table.name,
            at(table.header, min(table.free)),
            f"columns that are not known were ignored: {_ignored(table)}",
        )


def _may_be(table: Table, column: InputColumn, place: int) -> bool:
    """Whether what stands below a header is fit for a column: ids differ from row to row, as ``Employee Type`` never does."""
    cells = [
        cells[place]
        for number, cells in table.grid.rows.items()
        if number > table.header and place in cells
    ]
    return (
        column.kind is not Kind.ID
        or not column.required
        or len(set(map(str, cells))) == len(cells) > 0
    )


def refuse_unknown_figures(table: Table, columns: Mapping[int, Raw]) -> None:
    """A fault for each column that is not known, is filled in, and is called as if it could change the plan."""
    for place, text in columns.items():
        words = str(text)
        if table.spec.key == "Roster":
            asked = _CHANGES_PLAN.search(words)
        else:
            asked = (
                None
                if table.spec.key not in _ASKED or _NAMES_NO_FIGURES.search(words)
                else _NAMES_FIGURES.search(words)
            )
        if asked and any(
            place in cells for number, cells in table.grid.rows.items() if number > table.header
        ):
            keys = [column.key for column in table.spec.written if column.key not in table.columns]
            mend = f"Rename it to the column of the template that it is ({listed(keys, 6)}), or to 'Ignore {words}'."
            wanted = "a column that is known, for this one can change the plan"
            table.findings.fault(table.name, at(table.header, place), text, wanted, mend)


def _ignored(table: Table) -> str:
    missing = [column for column in table.spec if column.key not in table.columns]
    names = {name: column.key for column in missing for name in column.header_keys}
    shown = []
    for text in table.free.values():
        guess = nearest(header_key(to_text(text)), names, 80)
        shown.append(f"'{text}' (did you mean {names[guess]}?)" if guess else f"'{text}'")
    return listed(shown)


def _chinese(grid: Grid, number: int, columns: Mapping[str, int]) -> int:
    texts = (str(grid.rows[number].get(column)) for column in columns.values())
    return sum(1 for text in texts if any("\u4e00" <= letter <= "\u9fff" for letter in text))
