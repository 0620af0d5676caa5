"""Tables in a sheet: where the header stands, what its columns mean, and rows that read their own cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from openpyxl.utils.cell import coordinate_to_tuple

from orgplan.excel.read.cells import ErrorValue, Grid, Raw, at
from orgplan.excel.read.faults import Findings, listed, nearest
from orgplan.excel.read.numbers import NumberStyle, TwoReadings, Unreadable, style_of
from orgplan.excel.read.text import fold, header_key
from orgplan.excel.read.values import (
    is_serial,
    order_of,
    to_choice,
    to_date,
    to_flag,
    to_list,
    to_number,
    to_text,
    to_whole,
)
from orgplan.io.units import (
    HeaderUnits,
    header_units,
    split_period,
    units_of_format,
    without_units,
)
from orgplan.schema.columns import Free, InputColumn, InputSheet, Kind, is_ignored
from orgplan.schema.exports import needless_because

_HEADER_WITHIN = 40  # rows in which a header is looked for
EXAMPLE, EXAMPLE_ZH = "EXAMPLE", "示例"
_CHANGES_PLAN = re.compile(  # what an unknown column of the roster may not say in silence
    r"^(?!ignore|忽略).*(\b(status|fte|hours|salary|salaries|wages?|currency|vacan(t|cy)|terminat(ed|ion)|leaver|resigned|resignation|bonus(es)?|commissions?"
    r"|inactive|left|leaving|leaves|exit|departure|separation|retire(d|ment|s)?|days (per|a|each) week|working days|work days|arbeitstage|jours|allowances?|premiums?|compensations?|remuneration|earnings|overtime|amounts?|pay|rate|contingent|contractor|freeze|gehalt|lohn|vergütung|zulage|prämie"
    r"|stunden|skills?|skill set|competenc(y|ies)|salaire|prime|heures|temps de travail|salario|sueldo|horas|jornada)\b|amount$|离职|薪资|薪酬|工资|月薪|年薪|奖金|津贴|补贴|币种|在职|工时|^技能)",
    re.IGNORECASE,
)
_NAMES_FIGURES = re.compile(  # nor one of these sheets
    r"^(?!ignore|忽略).*(\b(amounts?|costs?|prices?|fees?|budget(ed)?|salary|wages?|pay|currency|fx|dates?|deadline|from|until|since|starts?|ends?"
    r"|begins?|due|levels?|grade|seniority|strength|priority|must|mandatory|optional|weight|fte|hours|heads|headcount|seats|cap|min|max|minimum"
    r"|maximum|limit|quantity|count|status|active|bands?|median|midpoint|range)\b|金额|费用|成本|价格|预算|薪资|币种|日期|截止|等级|级别|优先|强度|人数|工时|名额|状态)",
    re.IGNORECASE,
)
_OF_SKILLS = re.compile(r"skill|competenc|技能", re.IGNORECASE)
_OTHER_PAY = re.compile(
    r"\b(net|total|ote|on.target|variable|netto|net mensuel|neto)\b|税后|实发", re.IGNORECASE
)
_NET = re.compile(
    r"\bnet (pay|salary|amount|income)\b|nettogehalt|netto|salaire net|salario neto|实发|税后|到手|个人所得税|社保(个人|公司|基数)|公积金(个人|公司|基数)",
    re.IGNORECASE,
)
_BESIDE_BASE = re.compile(
    r"bonus|commission|allowance|premium|one.?time|overtime|prämie|zulage|\bprime\b|奖金|津贴|补贴",
    re.IGNORECASE,
)
_NAMES_NO_FIGURES = re.compile(
    r"\b(notes?|comments?|remarks?|owner|by|links?|url|reason|why|source|basis)\b|备注|说明|来源|负责人",
    re.IGNORECASE,
)
_LEAST_PAY, _MOST_PAY = (
    1_000.0,
    20_000_000.0,
)  # between which pay of a month or year lies, in most currencies
_EXPORTS = ("Roster", "Positions")
_FIGURES = (Kind.NUMBER, Kind.WHOLE, Kind.SHARE, Kind.MONEY, Kind.DATE, Kind.CHOICE, Kind.YES_NO)
_NOTHING = frozenset(("-", "–", "—", "--", "---", "n/a", "n.a.", "null", "nil", "(blank)", "无", "不适用", "/"))  # fmt: skip
_NEVER = re.compile(
    r"(?<!\d)(2999|4712|9999)(?!\d)"
)  # years by which systems say that no end is known
_ASKED = frozenset(
    ("Requirements", "Budget", "Roles", "Training", "Positions", "Candidates", "Levers", "Teams")
)
TOTALS = frozenset(("total", "totals", "sum", "grand total", "subtotal", "sub total", "summe", "gesamt", "total general", "sous total", "合计", "总计", "小计"))  # fmt: skip
_SUMMED = ("Roster", "Requirements", "Budget", "Positions", "Roles", "Training", "Actuals")
_FOOTNOTE = re.compile(
    r"\*|†|‡|[¹²³]|\(\d\)|(notes?|n\.?b|sources?|as of|stand|quelle|anmerkung|hinweis|remarque|nota)\b|注|备注|数据|来源|说明|截至|.{60}",
    re.IGNORECASE,
)
_OF_PERSONS = ("person_id", "start_date", "base_salary")  # what a roster by heads alone may lack
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

    def place(self, key: str) -> int | None:
        """Column number of the cell; where it is blank, of the first one that may stand in and is not."""
        column = self.table.place(key)
        spares = self.table.spares(key)
        if column is None or not spares:
            return column
        nothing = (None, 0) if self.table.spec.column(key).kind is Kind.MONEY else (None,)
        if self.cells.get(column) not in nothing:
            return column
        return next((spare for spare in spares if self.cells.get(spare) not in nothing), column)

    def units(self, key: str) -> HeaderUnits:
        """Units that the header over the cell names."""
        column = self.place(key)
        header = self.table.grid.rows[self.table.header].get(column) if column else None
        return header_units(header)

    def shown_units(self, key: str) -> HeaderUnits:
        """Units that stand behind the figure of the cell, in its number format or typed: ``12,000 / month``."""
        place = self.place(key) or 0
        shown = self.table.grid.currencies.get((self.number, place))
        units = units_of_format(shown) if shown else HeaderUnits()
        raw = self.cells.get(place)
        typed = split_period(raw)[1] if isinstance(raw, str) else None
        return units if typed is None else replace(units, period=typed)

    def raw(self, key: str) -> Raw:
        """The cell as it is; of a missing column, the cell of the one that stands in for it; dashes of exports are blanks."""
        column = self.place(key)
        raw = self.cells.get(column) if column else None
        if isinstance(raw, str) and self.table.spec.column(key).kind is Kind.MONEY:
            raw = split_period(raw)[0]
        return None if self.table.is_blank(key, raw) else raw

    def at(self, key: str) -> str:
        """Address of the cell; of a missing column, that of the row's first cell."""
        return at(self.number, self.place(key) or min(self.table.columns.values(), default=1))

    def fault(
        self, key: str, wanted: str, mend: str, said: object = None, *, cause: str = ""
    ) -> None:
        """Report the cell; all of a sheet with one `cause` are one fault."""
        found = self.raw(key) if said is None else said
        self.table.findings.fault(self.sheet, self.at(key), found, wanted, mend, cause=cause)

    def note(self, key: str, text: str, *, first: bool = False) -> None:
        """Leave a note at the cell; with `first` one that puts the whole plan in doubt."""
        self.table.findings.note(self.sheet, self.at(key), text, first=first)

    def text(self, key: str) -> str | None:
        """Text of a cell."""
        return to_text(self.raw(key)) if self._filled(key) else None

    def number_in(self, key: str, currency: str | None = None) -> float | None:
        """Number of a cell, inside the range of its column."""
        style = self.table.style(self.place(key))
        return self._inside(key, self._read(key, lambda raw: to_number(raw, currency, style)))

    def whole(self, key: str) -> int | None:
        """Whole number of a cell, inside the range of its column."""
        number = self._inside(key, self._read(key, to_whole))
        return None if number is None else int(number)

    def day(self, key: str) -> date | None:
        """Date of a cell."""
        order = self.table.order(self.place(key))
        found = self._read(key, lambda raw: to_date(raw, order))
        if found is not None and is_serial(self.raw(key)):
            self.table.note_serials(self.place(key) or 1, found)
        return found

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
        except TwoReadings as problem:
            self.table.ask(self.number, self.place(key) or 1, problem)
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
    spare
        Key → column numbers of further columns that mean the same, for cells that are blank in the
        first; the best first.
    decimal
        Decimal sign of numbers typed as text, where Settings say it.
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
    spare: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    decimal: str | None = None
    _styles: dict[int, NumberStyle] = field(default_factory=dict)
    _orders: dict[int, str | None] = field(default_factory=dict)
    _serials: set[int] = field(default_factory=set)
    _timed: dict[int, bool] = field(default_factory=dict)
    _doubts: dict[int, tuple[Raw, TwoReadings]] = field(default_factory=dict)

    @property
    def unsolved(self) -> tuple[str, ...]:
        """Cells with a formula that has no stored result; each is reported once, as such."""
        return self.grid.unsolved

    def place(self, key: str) -> int | None:
        """Column number of a declared column, or of the one that stands in for it."""
        found = self._there.get(key)
        return self.columns[found] if found else None

    def spares(self, key: str) -> tuple[int, ...]:
        """Columns that stand in for a declared one, cell by cell."""
        return self.spare.get(self._there.get(key, ""), ())

    @cached_property
    def _there(self) -> Mapping[str, str]:
        """Key of a declared column → its own key, or that of the one that stands in for it, whichever is there."""
        instead = {column.key: column.instead for column in self.spec}
        found: dict[str, str] = {}
        for key in (*self.columns, *instead):
            other: str | None = key
            while other is not None and other not in self.columns:
                other = instead.get(other)
            if other is not None:
                found[key] = other
        return found

    def texts(self, column: int) -> Iterator[str]:
        """What is typed as text in a column."""
        for number, cells in self.grid.rows.items():
            if number > self.header and isinstance(raw := cells.get(column), str):
                yield raw

    def style(self, column: int | None) -> NumberStyle:
        """How numbers of a column are written: as Settings say, else as those show that can be read in one way only."""
        if self.decimal is not None:
            return NumberStyle(self.decimal, settled=True)
        if column is None:
            return NumberStyle()
        if column not in self._styles:
            self._styles[column] = style_of(self.texts(column))
        return self._styles[column]

    def order(self, column: int | None) -> str | None:
        """Order of day and month in a column: as Settings say, else as those dates show that can be read in one way only."""
        if self.date_order is not None or column is None:
            return self.date_order
        if column not in self._orders:
            self._orders[column] = order_of(self.texts(column))
        return self._orders[column]

    def ask(self, number: int, column: int, problem: TwoReadings) -> None:
        """Report a cell that can be read in two ways; all of a column say the same, so that they become one fault."""
        raw, first = self._doubts.setdefault(column, (self.grid.rows[number].get(column), problem))
        self.findings.fault(self.name, at(number, column), raw, first.wanted, first.mend)

    def note_serials(self, column: int, day: date) -> None:
        """Say that days are counted here as Excel does."""
        if column not in self._serials:
            self._serials.add(column)
            text = f"dates stand here as numbers of days, as Excel counts them: the first was read as {day}"
            self.findings.note(self.name, at(self.header, column), text)

    def is_blank(self, key: str, raw: Raw) -> bool:
        """Whether a cell of an export says that it holds nothing, such as ``-`` or ``n/a``, or a last day in the year 9999."""
        if key == "end_date" and raw is not None and _NEVER.search(to_text(raw)):
            return True
        return (
            isinstance(raw, str)
            and self.spec.key in _EXPORTS
            and self.spec.column(key).kind in _FIGURES
            and raw.strip().casefold() in _NOTHING
        )

    def units(self, key: str) -> HeaderUnits:
        """Units that the header of a column names."""
        column = self.place(key)
        return header_units(self.grid.rows[self.header].get(column)) if column else HeaderUnits()

    def shows_period(self, key: str) -> bool:
        """Whether figures of a column say themselves, typed or by their format, what they are for."""
        column = self.place(key) or 0
        if column not in self._timed:
            shown = (text for (_, place), text in self.grid.currencies.items() if place == column)
            self._timed[column] = any(units_of_format(text).period for text in set(shown)) or any(
                split_period(text)[1] for text in self.texts(column)
            )
        return self._timed[column]

    def __iter__(self) -> Iterator[Row]:
        """Rows of data; blank ones and the template's example rows are passed over."""
        known = {*self.columns.values(), *self.free}
        for number, cells in self.grid.rows.items():
            if number <= self.header or not known & cells.keys():
                continue
            row = Row(self, number, cells)
            first = cells.get(min(self.columns.values(), default=1))
            if is_example(first):
                self.findings.note(
                    self.name,
                    at(number, min(self.columns.values())),
                    "this is an example row of the template: it was not read",
                )
                continue
            if (what := self._beside_the_table(row)) is not None:
                self.findings.note(self.name, at(number, min(cells)), what)
                continue
            yield row

    def _beside_the_table(self, row: Row) -> str | None:
        """What a row is that stands with the table and is none of its own: a footnote or a sum; ``None`` for a row of data."""
        if self.spec.key not in _SUMMED:
            return None
        texts = [raw for raw in row.cells.values() if isinstance(raw, str)]
        if len(row.cells) == 1 and texts and _FOOTNOTE.match(texts[0]):
            return f"this looks like a footnote and was passed over: {listed(texts)}"
        required = {
            self.columns[column.key]
            for column in self.spec
            if column.required and column.key in self.columns
        }
        said = [raw for raw in (row.cells.get(place) for place in required) if isinstance(raw, str)]
        real = [
            key
            for key in ("period", "skill", "role", "category", "kind")
            if self.columns.get(key) in row.cells
            and not looks_total(str(row.cells[self.columns[key]]))
        ]
        named = said or texts  # the word may stand in a column of running numbers
        if named and not real and all(looks_total(text) for text in named):
            return "this looks like a total, and was passed over"
        return None


def looks_total(text: str) -> bool:
    """Whether a text names a sum: ``Total``, ``Subtotal Rail``, ``Rail total``, ``小计``."""
    word = fold(text)
    return (
        word in TOTALS
        or word.startswith(
            ("total ", "subtotal ", "sub total ", "sum of ", "summe ", "zwischensumme")
        )
        or word.endswith((" total", " subtotal", " summe", "合计", "小计", "总计"))
    )


def is_example(raw: Raw) -> bool:
    """Whether the first cell of a row says that it is the template's example."""
    return isinstance(raw, str) and raw.upper().startswith((EXAMPLE, EXAMPLE_ZH))


def _how_to_mend(spec: InputColumn, number: float) -> str:
    """What to do about a figure outside the range of its column."""
    if number < 0 and (spec.low or 0) >= 0:
        return "Negative figures make no sense here."
    if spec.kind is Kind.SHARE and 1 < number <= 100:
        return f"Write {number:g} % as {number:g}% or {number / 100:g}."
    return f"Check the figure{' and its unit: ' + spec.unit if spec.unit else ''}."


def header_row(
    spec: InputSheet, grid: Grid, meaning: Callable[[Raw], str | None] | None = None
) -> int | None:
    """Row number of a sheet's header; ``None`` if no row looks like it.

    Parameters
    ----------
    meaning
        Gives the key of the column that a header names, in place of the names that are declared.
    """
    needed = {column.key for column in spec if column.required} | {
        column.instead for column in spec if column.instead
    }
    known = meaning or spec.meaning
    best, found = (0, 0), None
    for number in list(grid.rows)[:_HEADER_WITHIN]:
        cells = grid.rows[number]
        keys = {key for text in cells.values() if (key := known(text)) is not None}
        score = (len(keys & needed), len(keys))
        if score[0] and score > best and (len(cells) > 1 or len(needed) == 1):
            best, found = score, number
    return found


def find_table(
    spec: InputSheet,
    grid: Grid,
    findings: Findings,
    date_order: str | None = None,
    decimal: str | None = None,
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
    return table_under(spec, grid, number, findings, date_order, decimal=decimal)


def table_under(
    spec: InputSheet,
    grid: Grid,
    number: int,
    findings: Findings,
    date_order: str | None = None,
    places: Mapping[str, int] | None = None,
    decimal: str | None = None,
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
    found = _meanings(spec, grid, number, findings, places or {})
    table = Table(
        spec,
        grid.name,
        findings,
        number,
        found.columns,
        found.free,
        grid,
        date_order,
        _chinese(grid, number, found.columns),
        found.spare,
        decimal,
    )
    _report_columns(table)
    for cell in _read_without_result(spec, grid, number, found.columns):
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


def _with_units(header: Raw, spec: InputSheet) -> str | None:
    """Key of a column of money whose header names a unit beside what it is."""
    if not isinstance(header, str):
        return None
    keys = [key for text in without_units(header) if (key := spec.meaning(text)) is not None]
    return next((key for key in keys if spec.column(key).kind is Kind.MONEY), None)


@dataclass
class _Columns:
    """What the columns of a header mean."""

    columns: dict[str, int]
    free: dict[int, Raw] = field(default_factory=dict)
    spare: dict[str, tuple[int, ...]] = field(default_factory=dict)


def _meanings(
    spec: InputSheet, grid: Grid, number: int, findings: Findings, places: Mapping[str, int]
) -> _Columns:
    """Columns by key, and all others; of two headers with one meaning the better one counts."""
    found = _Columns(dict(places))
    seen: dict[str, int] = {}
    for column, raw in sorted(
        grid.rows[number].items(), key=lambda cell: (spec.rank(cell[1]), cell[0])
    ):
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
        key = spec.meaning(raw) or _with_units(raw, spec)
        if key is None and spec.free is not Free.NOTHING and is_ignored(label):
            findings.note(grid.name, at(number, column), f"'{raw}' was ignored, as it says")
        elif key is None:
            found.free[column] = raw
        elif key in found.columns:
            _second(spec, grid, number, findings, found, key, column)
        else:
            found.columns[key] = column
    return found


def _second(
    spec: InputSheet,
    grid: Grid,
    number: int,
    findings: Findings,
    found: _Columns,
    key: str,
    column: int,
) -> None:
    """A second header of one meaning: a fallback, the same once more, passed over for the column's own name, or a fault."""
    header, first = grid.rows[number], found.columns[key]
    raw, here, there = header[column], at(number, column), at(number, first)
    ranks = spec.rank(header.get(first)), spec.rank(raw)
    if ranks[1] > 1 or (
        ranks[0] == ranks[1] == 1
        and not _contradicts(spec.column(key), grid, number, first, column)
    ):
        found.spare[key] = (*found.spare.get(key, ()), column)
        if any(column in cells and first not in cells for cells in grid.rows.values()):
            text = f"'{raw}' is read as {key} where {there} ('{header.get(first)}') is blank"
        else:
            text = f"'{raw}' was ignored: {key} stands in {there}"
        findings.note(grid.name, here, text)
    elif ranks[0] == 0 < ranks[1]:
        findings.note(grid.name, here, f"'{raw}' was ignored: {key} stands in {there}")
    else:
        mend = f"It means {key}, as {there} ('{header.get(first)}') does: delete or rename one of the two."
        findings.fault(grid.name, here, raw, "each column once", mend)


def _contradicts(spec: InputColumn, grid: Grid, number: int, first: int, second: int) -> bool:
    """Whether two columns say different things of a row; with different units, whether both say something."""
    pairs = [
        (cells[first], cells[second])
        for row, cells in grid.rows.items()
        if row > number and first in cells and second in cells
    ]
    units = {header_units(grid.rows[number].get(column)) for column in (first, second)}
    pairs = [pair for pair in pairs if 0 not in pair] if len(units) > 1 else pairs
    if spec.choices:  # Employee beside Regular says the same
        pairs = [(_meant(spec, one), _meant(spec, other)) for one, other in pairs]
    return any(one != other for one, other in pairs) or (len(units) > 1 and bool(pairs))


def _meant(spec: InputColumn, raw: Raw) -> Raw:
    try:
        return to_choice(raw, spec.choices)
    except Unreadable:
        return raw


def _report_columns(table: Table) -> None:
    """Faults for required columns that are missing, a note on columns that are ignored."""
    row = table.grid.rows[table.header]
    named = {text: column for column, text in table.free.items() if isinstance(text, str)}
    by_heads = table.spec.key == "Roster" and "headcount" in table.columns
    for column in table.spec:
        if by_heads and column.key in _OF_PERSONS:
            continue
        if column.required and table.place(column.key) is None:
            guess = next(
                (
                    text
                    for text in named
                    if not needless_because(table.spec, text)
                    and not _OTHER_PAY.search(text)
                    and nearest(header_key(text), column.header_keys, 75)
                    and _may_be(table, column, named[text])
                ),
                None,
            )
            mend = f"Add the column {column.key} ({column.zh}): {column.meaning}."
            by_cells = None if guess or column.key != "base_salary" else _may_be_pay(table)
            if by_cells is not None:
                place, low, high = by_cells
                header = to_text(table.free[place])
                mend = (
                    f"Did you mean it by '{header}' in {at(table.header, place)}, with figures from {low:,.0f} to {high:,.0f}? "
                    f"Then rename that to base_salary, or base_salary (per month). If not: {mend[0].lower()}{mend[1:]}"
                )
            if guess:
                mend = f"Did you mean it by '{guess}' in {at(table.header, named[guess])}? Then rename that to {column.key}."
            said = f"the columns {listed(str(text) for text in row.values())}"
            table.findings.fault(
                table.name,
                at(table.header, min(row)),
                said,
                f"a column {column.key}",
                mend,
                quoted=False,
            )
    if table.spec.free is not Free.NOTHING:
        return
    needless = {
        place: text for place, text in table.free.items() if needless_because(table.spec, text)
    }
    others = {place: text for place, text in table.free.items() if place not in needless}
    if table.spec.key == "Roster" and table.place("base_salary"):
        net = {place: text for place, text in others.items() if _NET.search(to_text(text))}
        others = {place: text for place, text in others.items() if place not in net}
        needless |= net  # worked out from what is read
    refuse_unknown_figures(table, others)
    for columns, what in (
        (needless, "columns that no plan needs were passed over"),
        (others, "columns that are not known were ignored"),
    ):
        if columns:
            text = f"{what}: {_ignored(table, columns)}"
            table.findings.note(table.name, at(table.header, min(columns)), text)


def _may_be_pay(table: Table) -> tuple[int, float, float] | None:
    """The one unknown column with figures such as pay has, and the lowest and highest of them; ``None`` if there is none, or several."""
    found = []
    for place, header in table.free.items():
        cells = [
            cells[place]
            for number, cells in table.grid.rows.items()
            if number > table.header and place in cells
        ]
        figures = [
            float(raw) for raw in cells if isinstance(raw, (int, float)) and type(raw) is not bool
        ]
        if not isinstance(header, str) or len(figures) < 3 or len(figures) * 5 < len(cells) * 4:
            continue
        spread = max(figures) > min(figures) > 0 and max(figures) <= 100 * min(figures)
        if (
            _LEAST_PAY <= sorted(figures)[len(figures) // 2] <= _MOST_PAY
            and spread
            and not _OTHER_PAY.search(header)
            and needless_because(table.spec, header) is None
        ):
            found.append((place, min(figures), max(figures)))
    return found[0] if len(found) == 1 else None


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
        if is_asked(table.spec, words) and any(
            place in cells for number, cells in table.grid.rows.items() if number > table.header
        ):
            keys = [column.key for column in table.spec.written if column.key not in table.columns]
            mend = f"Rename it to the column of the template that it is ({listed(keys, 6)}), or to 'Ignore {words}'."
            if _BESIDE_BASE.search(words):
                mend = f"What is paid beside base pay goes into bonus_pct (a share of base), or benefits_per_head on Assumptions; if it does not count, rename this to 'Ignore {words}'."
            if table.spec.key == "Roster" and _OF_SKILLS.search(words):
                mend = f"Put skills on a sheet Skills, a column each with levels from 0 to 5 (3 works alone); and rename this to 'Ignore {words}'."
            wanted = "a column that is known, for this one can change the plan"
            table.findings.fault(table.name, at(table.header, place), text, wanted, mend)


def is_asked(spec: InputSheet, header: str) -> bool:
    """Whether a header that is not known is called as if what stands below could change the plan."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header.replace("_", " "))
    if spec.key == "Roster":
        return bool(_CHANGES_PLAN.search(words))
    named = spec.key in _ASKED and not _NAMES_NO_FIGURES.search(words)
    return named and bool(_NAMES_FIGURES.search(words))


def _ignored(table: Table, columns: Mapping[int, Raw]) -> str:
    missing = [column for column in table.spec if column.key not in table.columns]
    names = {name: column.key for column in missing for name in column.header_keys}
    shown = []
    for text in columns.values():
        guess = nearest(header_key(to_text(text)), names, 80)
        shown.append(f"'{text}' (did you mean {names[guess]}?)" if guess else f"'{text}'")
    return listed(shown)


def _chinese(grid: Grid, number: int, columns: Mapping[str, int]) -> int:
    texts = (str(grid.rows[number].get(column)) for column in columns.values())
    return sum(1 for text in texts if any("\u4e00" <= letter <= "\u9fff" for letter in text))
