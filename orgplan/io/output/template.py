"""Input workbooks to fill in, and the inputs kept in a plan workbook: both follow the declaration
of the sheets.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path

from orgplan.domain import NeedKind, Organisation
from orgplan.excel.read import choice_in_words, fold
from orgplan.excel.write.content import fitting
from orgplan.excel.write.workbook import (
    NOTE,
    PLAIN,
    TITLE,
    Cell,
    CellRow,
    Column,
    Content,
    Fill,
    Look,
    Number,
    Sheet,
    Style,
    TableRef,
    WorkbookWriter,
    address,
)
from orgplan.language import N_, SOURCE, _, current, in_words, speaking
from orgplan.schema import inputs as sheets
from orgplan.schema.columns import CHINESE, InputColumn, InputSheet, Kind
from orgplan.schema.levers import LOCATIONS, POSITIONS
from orgplan.schema.names import Choices
from orgplan.schema.settings import SETTING_OF, norm_shown
from orgplan.schema.words import each_part

from ..tables.table import EXAMPLE, EXAMPLE_ZH, is_example
from .guide import steps, write_guide
from .input_rows import assumptions, listings, settings
from .table_rows import Listing

TOP = 3  # row of the header, counted from 0: title, purpose and meanings stand above it
_SPARE = 20  # blank rows of a template, styled for typing
_WIDEST = 40  # columns, unless their contents need more
_CHECKED = 500  # rows that validations cover
_NUMBERS = {
    Kind.ID: Number.TEXT,
    Kind.NUMBER: Number.GENERAL,
    Kind.SHARE: Number.PERCENT,
    Kind.MONEY: Number.MONEY,
    Kind.DATE: Number.DATE,
}
_REFERS = {
    "team": sheets.TEAMS,
    "to_team": sheets.TEAMS,
    "role": sheets.ROLES,
    "to_role": sheets.ROLES,
    "next_role": sheets.ROLES,
    "manager_id": sheets.ROSTER,
    "lead": sheets.ROSTER,
    "person_id": sheets.ROSTER,
    "location": LOCATIONS,
    "position_id": POSITIONS,
}  # column → the sheet whose first column lists what it may say
_NAMES = {
    sheets.TEAMS.key: ("team", "product_line", "cost_centre"),
    sheets.ROLES.key: ("role",),
    sheets.ROSTER.key: ("team", "location", "cost_centre"),
    LOCATIONS.key: ("location",),
}  # sheet → columns of names
_EXPLAINED = {"Settings": ("unit", "note"), "Assumptions": ("unit", "default", "default_basis")}
_SKILLS = ("Java", "Kubernetes", "Communication")
EXAMPLES = (
    N_("Acme GmbH"),
    N_("Ada Lovelace"),
    N_("Zoe Example"),
    N_("Berlin"),
    N_("Budget -10 %"),
    N_("Communication"),
    N_("Engineering"),
    N_("Engineering director"),
    N_("Expert"),
    N_("Java engineer"),
    N_("Java engineer / senior"),
    N_("Launch in Q3"),
    N_("Payments"),
    N_("Pension insurance"),
    N_("Platform"),
    N_("Platform; Apps"),
    N_("Warsaw"),
    N_("senior"),
)  # of columns, as they are said in another language

_FIRST = (
    sheets.SETTINGS,
    sheets.ROSTER,
    sheets.SKILLS,
    sheets.ROLES,
    sheets.REQUIREMENTS,
    sheets.BUDGET,
)  # what a first plan needs


def write_template(
    path: Path,
    org: Organisation | None = None,
    notes: Sequence[str] = (),
    chinese: bool = False,
    *,
    every: bool = True,
) -> None:
    """Write an input workbook: a guide, then every input sheet with its header, drop-downs and
    validations.

    Parameters
    ----------
    path
        Workbook to write; whatever is there is replaced.
    org
        Fills the sheets; without one, each has an example row, which is never read.
    notes
        Further lines of the guide.
    chinese
        Names of sheets and columns, guide and closed lists in Chinese.
    every
        Without an organisation, whether all sheets are written, or those that a first plan needs.
    """
    shown = [
        spec for spec in sheets.INPUT_SHEETS if spec not in (sheets.SKILL_GROUPS, sheets.SCALE)
    ]
    if org is None:
        rows = [_example(spec, chinese) for spec in (shown if every else _FIRST)]
        _write(path, N_("Organisation"), rows, notes, chinese, filled=False, every=every)
    else:
        write_listings(path, org.name or N_("Organisation"), listings(org), notes, chinese)


def write_listings(
    path: Path,
    name: str,
    rows: Iterable[Listing],
    notes: Sequence[str] = (),
    chinese: bool = False,
    before: Callable[[WorkbookWriter], None] | None = None,
    after: Callable[[WorkbookWriter], None] | None = None,
) -> None:
    """Write an input workbook of listings that were put together by hand; as :func:`write_template`
    otherwise.

    Parameters
    ----------
    path
        Workbook to write; whatever is there is replaced.
    name
        Of the organisation, for the title.
    rows
        A sheet for each, in their order.
    notes, chinese
        As there.
    before, after
        Add further sheets in front of the guide, and at the end.
    """
    _write(path, name, rows, notes, chinese, filled=True, before=before, after=after)


def _write(
    path: Path,
    name: str,
    rows: Iterable[Listing],
    notes: Sequence[str],
    chinese: bool,
    *,
    filled: bool,
    every: bool = True,
    before: Callable[[WorkbookWriter], None] | None = None,
    after: Callable[[WorkbookWriter], None] | None = None,
) -> None:
    with speaking(CHINESE if chinese else SOURCE):
        title, subject = _("{name}: input for orgplan", name=_(name)), _("Input workbook")
    with WorkbookWriter(path, title=title, subject=subject) as book:
        if before is not None:
            before(book)
        guide = book.sheet("说明" if chinese else "About", landscape=False)
        write_guide(guide, (*steps(chinese, every), *notes), chinese)
        _put(_InputBook(book, "", chinese, spare=_SPARE, filled=filled), rows)
        if after is not None:
            after(book)


def write_inputs(book: WorkbookWriter, org: Organisation) -> None:
    """Add the organisation to a plan workbook as sheets whose names begin with ``Input``; they are
    read back from there.

    Parameters
    ----------
    book
        Plan workbook that is being written; the sheets are added at its end, in the language of the
        run.
    org
        What was planned, with everything that the reader filled in.
    """
    chinese = current() == CHINESE
    prefix = _(sheets.INPUT_PREFIX)
    _put(_InputBook(book, prefix, chinese=chinese, spare=0, filled=True), listings(org))


def _put(book: _InputBook, rows: Iterable[Listing]) -> None:
    shown = tuple(rows)
    book.present = frozenset(listing.spec.key for listing in shown)
    book.taken = frozenset(_names(shown))
    for listing in shown:
        book.put(listing)


def _names(rows: Iterable[Listing]) -> Iterator[str]:
    """Names of the user's that a scope or a selector of roles may mean."""
    for listing in rows:
        for key in _NAMES.get(listing.spec.key, ()):
            if key in listing.keys:
                at = listing.keys.index(key)
                yield from (fold(str(row[at])) for row in listing.rows if row[at] is not None)


def _example(spec: InputSheet, chinese: bool) -> Listing:
    """A sheet with its example row; of Settings and Assumptions, with all keys."""
    mark = EXAMPLE_ZH if chinese else EXAMPLE
    if spec is sheets.SETTINGS:
        return settings(None)
    if spec is sheets.ASSUMPTIONS:
        return assumptions(None)
    if spec is sheets.SKILLS:
        return Listing(
            spec,
            ("person_id", "name"),
            [[f"{mark} P-001", _in(chinese, "Ada Lovelace"), 4, 2, 3]],
            tuple(_in(chinese, skill) for skill in _SKILLS),
        )
    keys = tuple(column.key for column in spec.written)
    row: list[Content] = [
        _in(chinese, typed) if isinstance(typed, str) else typed
        for typed in map(_typed, spec.written)
    ]
    row[0] = f"{mark} {row[0]}"
    return Listing(spec, keys, [row])


def _in(chinese: bool, example: str) -> str:
    """An example in the language of the workbook; ids, places and words that are read as they stand
    are the same in all.
    """
    with speaking(CHINESE if chinese else SOURCE):
        return _(example) if example in EXAMPLES else example


def _read_as(column: InputColumn, row: Sequence[Content], listing: Listing) -> InputColumn:
    """The column of a cell; a skill that is called like a family of roles is no word of the
    library.
    """
    if listing.spec is not sheets.REQUIREMENTS or column.key != "skill":
        return column
    kind = row[listing.keys.index("kind")] if "kind" in listing.keys else None
    return column if kind == NeedKind.STAFF.value else replace(column, words={})


def _typed(column: InputColumn) -> Content:
    """The example of a column as the kind of cell that it wants."""
    text = column.example
    if not text or column.kind in (
        Kind.TEXT,
        Kind.ID,
        Kind.LIST,
        Kind.CHOICE,
        Kind.YES_NO,
        Kind.ANY,
    ):
        return text or None
    if column.kind is Kind.DATE:
        return date.fromisoformat(text)
    return float(text.removesuffix("%")) / 100 if text.endswith("%") else float(text)


def _with_unit(name: str, unit: str) -> str:
    return f"{name} [{unit}]" if unit else name


class _InputBook:
    """Writes listings as sheets of one workbook."""

    def __init__(
        self, book: WorkbookWriter, prefix: str, chinese: bool, spare: int, filled: bool
    ) -> None:
        self.book = book
        self.prefix = prefix
        self.chinese = chinese
        self.spare = spare
        self.filled = filled
        self.present: frozenset[str] = frozenset()
        self.taken: frozenset[str] = frozenset()

    def put(self, listing: Listing) -> None:
        """Add the sheet of a listing: title, purpose, meanings, then the table with validations and
        drop-downs.

        Parameters
        ----------
        listing
            Marked rows and cells get their look; texts beside the table stand to its right.
        """
        spec = listing.spec
        sheet = self.book.sheet(self._name(spec), tab="#E0C84C")
        sheet.write(0, 0, self._name(spec), TITLE)
        sheet.prose(1, self._translated(spec.purpose), NOTE)
        columns = [spec.column(key) for key in listing.keys]
        spare = {sheets.SETTINGS.key: 0, sheets.ASSUMPTIONS.key: self.spare // 3}.get(
            spec.key, self.spare
        )
        for index, column in enumerate(columns):
            sheet.write(TOP - 1, index, self._meaning(column), Style(Look.NOTE, wrap=True))
        sheet.height(TOP - 1, 13.5 * self._meaning_lines(columns))
        table = sheet.table(
            f"in_{spec.key.lower().replace(' ', '_')}",
            self._columns(listing, columns),
            self._rows(listing),
            top=TOP,
            spare=spare,
        )
        for (row, off), content in listing.beside.items():
            sheet.write(table.first + row, len(table.headers) + off, content)
        sheet.freeze(TOP + 1, 1 if spec not in (sheets.SETTINGS, sheets.ASSUMPTIONS) else 0)
        skills = len(listing.free) if spec is sheets.SKILLS else 0
        with speaking(CHINESE if self.chinese else SOURCE):
            self._validate(sheet, table, spec, columns, skills)
            if spec is sheets.SETTINGS:
                self._validate_settings(sheet, listing)

    def _name(self, spec: InputSheet) -> str:
        return f"{self.prefix}{spec.zh if self.chinese else spec.key}"

    def _header(self, column: InputColumn, unit: str = "") -> str:
        shown = ", ".join(self._translated(word) for word in unit.split(", "))
        return _with_unit(column.zh if self.chinese else in_words(column.key), shown)

    def _meaning(self, column: InputColumn) -> str:
        with self._speaking():
            unit = f" [{_(column.unit)}]" if column.unit else ""
            required = _("required. ") if column.required else ""
            return f"{required}{column.explained}{unit}"

    def _speaking(self) -> AbstractContextManager[None]:
        """In the language of the workbook."""
        return speaking(CHINESE if self.chinese else SOURCE)

    def _translated(self, text: str) -> str:
        """A text in the language of the workbook."""
        with self._speaking():
            return _(text)

    def _columns(self, listing: Listing, columns: Iterable[InputColumn]) -> list[Column]:
        columns = tuple(columns)
        lines, explained = self._meaning_lines(columns), _EXPLAINED.get(listing.spec.key, ())
        shown = [
            Column(
                _with_unit(column.key, listing.units.get(column.key, "")),
                Style(
                    Look.NOTE if column.key in explained else Look.INPUT,
                    _NUMBERS.get(column.kind, Number.GENERAL),
                    wrap=column.key in explained,
                ),
                width=(
                    100
                    if column.key == "note" and listing.spec is sheets.SETTINGS
                    else self._width(listing, index, column, lines)
                ),
                shown=self._header(column, listing.units.get(column.key, "")),
            )
            for index, column in enumerate(columns)
        ]
        free = (Column(header, Style(Look.INPUT), shown=header) for header in listing.free)
        return [*shown, *free]

    def _meaning_lines(self, columns: Iterable[InputColumn]) -> int:
        """Lines in which meanings stand above their headers: enough for the longest."""
        longest = max((len(self._meaning(column)) for column in columns), default=0)
        return max(5, math.ceil(longest / (_WIDEST - 4)))

    def _width(self, listing: Listing, index: int, column: InputColumn, lines: int) -> float:
        """Width that shows the contents, and the meaning in the lines that stand above the
        header.
        """
        contents = fitting(self._header(column), (row[index] for row in listing.rows))
        return max(contents, min(_WIDEST, len(self._meaning(column)) / lines + 4))

    def _rows(self, listing: Listing) -> list[CellRow]:
        columns = [listing.spec.column(key) for key in listing.keys]
        explained = _EXPLAINED.get(listing.spec.key, ())
        ours = {listing.keys.index(key) for key in explained if key in listing.keys}
        rows: list[CellRow] = []
        for number, row in enumerate(listing.rows):
            cells: CellRow = [
                (
                    self._translated(content)
                    if index in ours and isinstance(content, str)
                    else self._shown(
                        content,
                        _read_as(columns[index], row, listing) if index < len(columns) else None,
                    )
                )
                for index, content in enumerate(row)
            ]
            if listing.spec is sheets.SETTINGS and isinstance(row[0], str):
                setting = SETTING_OF[fold(row[0])]
                with self._speaking():
                    cells[0] = Cell(setting.shown, PLAIN)
                cells[1] = self._shown(row[1], setting)
            elif listing.spec is sheets.ASSUMPTIONS and isinstance(row[0], str):
                with self._speaking():
                    cells[0] = norm_shown(row[0])
            elif not self.filled and isinstance(row[0], str) and is_example(row[0]):
                cells = [
                    (
                        cell
                        if isinstance(cell, Cell)
                        else Cell(cell, Style(Look.EXAMPLE, self._number(listing, index)))
                    )
                    for index, cell in enumerate(cells)
                ]
            rows.append(self._marked(listing, number, cells))
        return rows

    def _marked(self, listing: Listing, number: int, cells: CellRow) -> CellRow:
        """The cells of a row with the fill of what was drafted, or has to be mended."""
        fills = {at: Fill.BAD for row, at in listing.open if row == number}
        if number in listing.drafted:
            fills |= {at: Fill.WARN for at in range(len(cells)) if at not in fills}
        return [
            (
                Cell(
                    cell.content if isinstance(cell, Cell) else cell,
                    Style(Look.INPUT, self._number(listing, at), fills[at], wrap=False),
                )
                if at in fills
                else cell
            )
            for at, cell in enumerate(cells)
        ]

    def _number(self, listing: Listing, index: int) -> Number:
        return (
            _NUMBERS.get(listing.spec.column(listing.keys[index]).kind, Number.GENERAL)
            if index < len(listing.keys)
            else Number.GENERAL
        )

    def _shown(self, content: Content, column: InputColumn | None) -> Content:
        """A cell in the workbook's language: entries of closed lists, and the library's words where
        nothing of the user's is called so.
        """
        if column is None or not isinstance(content, str):
            return content
        if column.words:
            return each_part(content, lambda part: self._unless_taken(part, column.words))
        return self._word(content, column.entries)

    def _unless_taken(self, part: str, words: Choices) -> str:
        shown = str(self._word(part, words))
        if part in words and self.chinese and shown == part:
            shown = words[part][-1]  # such as SaaS
        elif part in words and not self.chinese and "_" in part:
            shown = words[part][0]  # the library's own name for it
        return part if fold(shown) in self.taken else shown

    def _word(self, content: Content, choices: Choices) -> Content:
        """An entry of a closed list in the workbook's language."""
        if not isinstance(content, str) or content not in choices:
            return content
        with self._speaking():
            return choice_in_words(content, choices[content])

    def _validate(
        self,
        sheet: Sheet,
        table: TableRef,
        spec: InputSheet,
        columns: Sequence[InputColumn],
        skills: int,
    ) -> None:
        """Validations of all columns, over more rows than the table has, for rows that are added
        below.
        """
        last = table.first + max(_CHECKED, table.height) - 1
        for index, column in enumerate(columns):
            self._validate_column(
                sheet, spec, column, f"{address(table.first, index)}:{address(last, index)}"
            )
        if skills:
            area = (
                f"{address(table.first, len(columns))}:{address(last, len(columns) + skills - 1)}"
            )
            sheet.choices(
                area,
                [str(level) for level in range(6)],
                _("A level from 0 to 5; leave it blank where there is no skill."),
                strict=False,
            )

    def _validate_column(
        self, sheet: Sheet, spec: InputSheet, column: InputColumn, area: str
    ) -> None:
        """Validation of a column by its kind; a name of another sheet gives a drop-down that takes
        others too.
        """
        message = _("{column}: {expected}.", column=column.shown, expected=column.expected)
        if column.entries:
            sheet.choices(
                area,
                [str(self._word(choice, column.entries)) for choice in column.entries],
                message,
            )
        elif column.kind is Kind.LEVEL:
            sheet.between(area, "integer", column.low or 0, column.high or 5, message)
        elif column.kind is Kind.DATE:
            sheet.between(area, "date", date(1950, 1, 1), date(2100, 12, 31), message)
        elif column.kind in (Kind.NUMBER, Kind.SHARE, Kind.MONEY, Kind.WHOLE):
            kind = "integer" if column.kind is Kind.WHOLE else "decimal"
            sheet.between(
                area, kind, column.low or 0, 1e9 if column.high is None else column.high, message
            )
        elif column.key in _REFERS and _REFERS[column.key].key in self._listed(column, spec):
            target = _REFERS[column.key]
            where = f"='{self._name(target)}'!$A${TOP + 2}:$A${TOP + 1 + _CHECKED}"
            message = _(
                "{column}: not on the sheet {sheet}.", column=column.shown, sheet=self._name(target)
            )
            if target is sheets.ROLES:
                message += _(" A role of the library is fine too.")
            sheet.choices(area, where, message, strict=False)

    def _listed(self, column: InputColumn, spec: InputSheet) -> frozenset[str]:
        """Sheets of the workbook from which a column may be chosen: not from itself."""
        return self.present - ({spec.key} if column is spec.columns[0] else set())

    def _validate_settings(self, sheet: Sheet, listing: Listing) -> None:
        """Validations of the values of Settings, each by its own key."""
        for offset, row in enumerate(listing.rows):
            spec = SETTING_OF[fold(str(row[0]))]
            cell = address(TOP + 1 + offset, 1)
            message = _("{column}: {expected}.", column=spec.shown, expected=spec.expected)
            if spec.kind is Kind.DATE:
                sheet.between(cell, "date", date(1950, 1, 1), date(2100, 12, 31), message)
            elif spec.entries:
                words = [str(self._word(choice, spec.entries)) for choice in spec.entries]
                sheet.choices(cell, words, message, strict=False)
            elif spec.kind is Kind.WHOLE:
                sheet.between(cell, "integer", spec.low or 0, spec.high or 1000, message)
