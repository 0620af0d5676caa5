"""Input workbooks to fill in, and the inputs kept in a plan workbook: both follow the declaration of the sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from orgplan.domain.organisation import Organisation
from orgplan.excel.write.content import fitting
from orgplan.excel.write.styles import LEGEND
from orgplan.excel.write.workbook import (
    HEADING,
    NOTE,
    PLAIN,
    TITLE,
    Cell,
    Column,
    Content,
    Fill,
    Look,
    Number,
    Sheet,
    Style,
    Table,
    WorkbookWriter,
    address,
)
from orgplan.io.inputs.table import EXAMPLE
from orgplan.io.output.input_rows import assumptions, listings, settings
from orgplan.io.output.table_rows import Listing
from orgplan.schema import inputs as sheets
from orgplan.schema.columns import InputColumn, InputSheet, Kind
from orgplan.schema.levers import LOCATIONS, POSITIONS
from orgplan.schema.scales import SCALES
from orgplan.schema.settings import SETTING_OF

_VERSION = "1"
TOP = 3  # row of the header, counted from 0: title, purpose and meanings stand above it
_SPARE = 20  # blank rows of a template, styled for typing
_MEANING_LINES = 5  # in which the meaning of a column stands above its header
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
_EXPLAINED = {"Settings": ("unit", "note"), "Assumptions": ("unit", "default", "default_basis")}
_SKILLS = ("Java", "Kubernetes", "Communication")

_STEPS = (
    "1. Settings: put the as-of date, the horizon and the currency. Everything else there has a default.",
    "2. Roster: one row a person. Skills: a column a skill, levels 0-5; a blank is a gap.",
    "3. Roles: the roles you have and would hire, with their pay bands. A role of the library needs only its name.",
    "4. Requirements: what you need where, and from when. Rules: name those of the library that you want.",
    "5. Budget and Training, if you have them. Assumptions: change what is different with you.",
    "6. Levers: what the plan may do besides hire and train (promote, move, contract, let go, short time …). Without a row it does not.",
    "7. Positions, Candidates, Locks, Locations: seats that are decided already, people who could be hired, what must or must not be done, places with their own rates. Actuals: what was spent. All optional.",
    "8. Delete the grey example rows (a sheet that you don't need may go), save, and run: orgplan plan THIS_FILE.xlsx --out my_plan.xlsx",
)
_STEPS_ZH = (
    "1. 设置：填写基准日、规划期和币种，其余都有默认值。",
    "2. 花名册：每人一行。技能矩阵：每项技能一列，等级 0-5，空白表示不具备。",
    "3. 岗位：现有和拟招聘的岗位及薪资范围；岗位库中的岗位只需写名称。",
    "4. 需求：哪里、何时、需要什么能力。规则：写出要启用的规则名称。",
    "5. 如有，填写预算和培训；假设：修改与默认不同的参数。",
    "6. 手段：除招聘和培训外，计划还可以做什么（晋升、调动、外包、裁员、缩短工时等）；没有写的不会采用。",
    "7. 编制、候选人、锁定、地点、实际：已定的编制、可招聘的人、必须或不得采取的行动、各地的费率、实际支出。均可不填。",
    "8. 删除灰色示例行（不需要的工作表可以删掉），保存后运行：orgplan plan 本文件.xlsx --out my_plan.xlsx",
)
_LEGEND_ZH = {
    Look.INPUT: "蓝字黄底：由您填写。",
    Look.EXAMPLE: "灰色：示例行，规划前请删除。",
    Look.NOTE: "灰色斜体：说明文字，不会被读取。",
}  # of the looks that an input workbook has
_LEVELS = "Skill levels: 0 none, 1 aware, 2 with help, 3 alone (counts as coverage), 4 trains others, 5 sets the standard."
_LEVELS_ZH = (
    "技能等级：0 无，1 了解，2 在帮助下完成，3 独立完成（计入覆盖），4 能带教他人，5 制定标准。"
)


def write_template(
    path: Path, org: Organisation | None = None, notes: Sequence[str] = (), chinese: bool = False
) -> None:
    """Write an input workbook: a guide, then every input sheet with its header, drop-downs and validations.

    Parameters
    ----------
    org
        Fills the sheets; without one, each has an example row that has to be deleted before
        planning.
    notes
        Further lines of the guide.
    chinese
        Names of sheets and columns, guide and closed lists in Chinese.
    """
    shown = [
        spec for spec in sheets.INPUT_SHEETS if spec not in (sheets.SKILL_GROUPS, sheets.SCALE)
    ]
    if org is None:
        _write(
            path, "Organisation", [_example(spec) for spec in shown], notes, chinese, filled=False
        )
    else:
        write_listings(path, org.name or "Organisation", listings(org), notes, chinese)


def write_listings(
    path: Path,
    name: str,
    rows: Iterable[Listing],
    notes: Sequence[str] = (),
    chinese: bool = False,
    before: Callable[[WorkbookWriter], None] | None = None,
    after: Callable[[WorkbookWriter], None] | None = None,
) -> None:
    """Write an input workbook of listings that were put together by hand; as :func:`write_template` otherwise.

    Parameters
    ----------
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
    before: Callable[[WorkbookWriter], None] | None = None,
    after: Callable[[WorkbookWriter], None] | None = None,
) -> None:
    with WorkbookWriter(path, title=f"{name}: input for orgplan", subject="Input workbook") as book:
        if before is not None:
            before(book)
        _about(book.sheet("说明" if chinese else "About", landscape=False), notes, chinese)
        _put(_Writer(book, "", chinese, spare=_SPARE, filled=filled), rows)
        if after is not None:
            after(book)


def write_inputs(book: WorkbookWriter, org: Organisation) -> None:
    """Add the organisation to a plan workbook as sheets whose names begin with ``Input``; they are read back from there."""
    _put(_Writer(book, sheets.INPUT_PREFIX, chinese=False, spare=0, filled=True), listings(org))


def _put(writer: _Writer, rows: Iterable[Listing]) -> None:
    shown = tuple(rows)
    writer.present = frozenset(listing.spec.key for listing in shown)
    for listing in shown:
        writer.put(listing)


def _about(sheet: Sheet, notes: Sequence[str], chinese: bool) -> None:
    sheet.write(
        0,
        0,
        "组织能力规划：输入工作簿" if chinese else "Input workbook of the org capability planner",
        TITLE,
    )
    purpose = (
        "填写后即可得到招聘与培养计划。"
        if chinese
        else "Filled in, it becomes an optimised hiring and upskilling plan."
    )
    sheet.write(1, 0, purpose, NOTE)
    row = 3
    for line in (*(_STEPS_ZH if chinese else _STEPS), *notes):
        sheet.write(row, 0, line)
        row += 1
    sheet.write(row + 1, 0, "图例" if chinese else "Legend", HEADING)
    for offset, (look, words) in enumerate(_LEGEND_ZH.items(), start=2):
        sheet.write(row + offset, 0, words if chinese else LEGEND[look], Style(look))
    row += 6
    sheet.write(row, 0, _LEVELS_ZH if chinese else _LEVELS)
    sheet.write(
        row + 1,
        0,
        "其他评分制（设置中的 skill_scale）："
        if chinese
        else "Other scales (skill_scale on Settings) are mapped so:",
    )
    for offset, scale in enumerate(SCALES[1:], start=2):
        sheet.write(row + offset, 0, f"{scale.name}: {scale.meaning}", NOTE)
    sheet.write(
        row + len(SCALES) + 2,
        0,
        f"{'模板版本' if chinese else 'Template version'} {_VERSION}",
        NOTE,
    )
    sheet.width(0, 110)


def _example(spec: InputSheet) -> Listing:
    if spec is sheets.SETTINGS:
        return settings(None)
    if spec is sheets.ASSUMPTIONS:
        return assumptions(None)
    if spec is sheets.SKILLS:
        return Listing(
            spec, ("person_id", "name"), [[f"{EXAMPLE} P-001", "Ada Lovelace", 4, 2, 3]], _SKILLS
        )
    keys = tuple(column.key for column in spec.written)
    row: list[Content] = [_typed(column) for column in spec.written]
    row[0] = f"{EXAMPLE} {row[0]}"
    return Listing(spec, keys, [row])


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


class _Writer:
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

    def put(self, listing: Listing) -> None:
        """Add the sheet."""
        spec = listing.spec
        sheet = self.book.sheet(self._name(spec), tab="#E0C84C")
        sheet.write(0, 0, self._name(spec), TITLE)
        sheet.write(1, 0, spec.purpose, NOTE)
        columns = [spec.column(key) for key in listing.keys]
        spare = {sheets.SETTINGS.key: 0, sheets.ASSUMPTIONS.key: self.spare // 3}.get(
            spec.key, self.spare
        )
        for index, column in enumerate(columns):
            sheet.write(TOP - 1, index, self._meaning(column), Style(Look.NOTE, wrap=True))
        sheet.height(TOP - 1, 13.5 * _MEANING_LINES)
        table = sheet.table(
            f"in_{spec.key.lower().replace(' ', '_')}",
            self._columns(listing, columns),
            self._rows(listing),
            top=TOP,
            spare=spare,
        )
        sheet.freeze(TOP + 1, 1 if spec not in (sheets.SETTINGS, sheets.ASSUMPTIONS) else 0)
        self._validate(
            sheet, table, spec, columns, len(listing.free) if spec is sheets.SKILLS else 0
        )
        if spec is sheets.SETTINGS:
            self._validate_settings(sheet, listing)

    def _name(self, spec: InputSheet) -> str:
        return f"{self.prefix}{spec.zh if self.chinese else spec.key}"

    def _header(self, column: InputColumn, unit: str = "") -> str:
        name = column.zh if self.chinese else column.key
        return f"{name} [{unit}]" if unit else name

    def _meaning(self, column: InputColumn) -> str:
        return f"{'required. ' if column.required else ''}{column.meaning}{f' [{column.unit}]' if column.unit else ''}"

    def _columns(self, listing: Listing, columns: Iterable[InputColumn]) -> list[Column]:
        explained = _EXPLAINED.get(listing.spec.key, ())
        shown = [
            Column(
                self._header(column, listing.units.get(column.key, "")),
                Style(
                    Look.NOTE if column.key in explained else Look.INPUT,
                    _NUMBERS.get(column.kind, Number.GENERAL),
                ),
                100
                if column.key == "note" and listing.spec is sheets.SETTINGS
                else self._width(listing, index, column),
            )
            for index, column in enumerate(columns)
        ]
        return [*shown, *(Column(header, Style(Look.INPUT)) for header in listing.free)]

    def _width(self, listing: Listing, index: int, column: InputColumn) -> float:
        """Width that shows the contents, and the meaning in so many lines as stand above the header."""
        contents = fitting(self._header(column), (row[index] for row in listing.rows))
        return max(contents, min(40.0, len(self._meaning(column)) / _MEANING_LINES + 4))

    def _rows(self, listing: Listing) -> list[list[Content | Cell]]:
        choices = {
            index: listing.spec.column(key).choices
            for index, key in enumerate(listing.keys)
            if listing.spec.column(key).choices
        }
        rows: list[list[Content | Cell]] = []
        for number, row in enumerate(listing.rows):
            cells: list[Content | Cell] = [
                self._word(content, choices.get(index, {})) for index, content in enumerate(row)
            ]
            if listing.spec is sheets.SETTINGS and isinstance(row[0], str):
                cells[1] = self._word(row[1], SETTING_OF[row[0].replace("_", " ")].choices)
                cells[0] = Cell(
                    SETTING_OF[row[0].replace("_", " ")].zh if self.chinese else row[0], PLAIN
                )
            elif not self.filled and isinstance(row[0], str) and row[0].startswith(EXAMPLE):
                cells = [
                    cell
                    if isinstance(cell, Cell)
                    else Cell(cell, Style(Look.EXAMPLE, self._number(listing, index)))
                    for index, cell in enumerate(cells)
                ]
            rows.append(self._marked(listing, number, cells))
        return rows

    def _marked(
        self, listing: Listing, number: int, cells: list[Content | Cell]
    ) -> list[Content | Cell]:
        """The cells of a row with the fill of what was drafted, or has to be mended."""
        fills = {at: Fill.BAD for row, at in listing.open if row == number}
        if number in listing.drafted:
            fills |= {at: Fill.WARN for at in range(len(cells)) if at not in fills}
        return [
            Cell(
                cell.content if isinstance(cell, Cell) else cell,
                Style(Look.INPUT, self._number(listing, at), fills[at], wrap=False),
            )
            if at in fills
            else cell
            for at, cell in enumerate(cells)
        ]

    def _number(self, listing: Listing, index: int) -> Number:
        return (
            _NUMBERS.get(listing.spec.column(listing.keys[index]).kind, Number.GENERAL)
            if index < len(listing.keys)
            else Number.GENERAL
        )

    def _word(self, content: Content, choices: dict[str, tuple[str, ...]] | object) -> Content:
        """An entry of a closed list in the workbook's language."""
        if not self.chinese or not isinstance(choices, dict) or not isinstance(content, str):
            return content
        return next(
            (
                alias
                for alias in choices.get(content, ())
                if any("\u4e00" <= letter <= "\u9fff" for letter in alias)
            ),
            content,
        )

    def _validate(
        self,
        sheet: Sheet,
        table: Table,
        spec: InputSheet,
        columns: Sequence[InputColumn],
        skills: int,
    ) -> None:
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
                "A level from 0 to 5; leave it blank where there is no skill.",
                strict=False,
            )

    def _validate_column(
        self, sheet: Sheet, spec: InputSheet, column: InputColumn, area: str
    ) -> None:
        message = f"{column.key}: {column.wanted}."
        if column.choices:
            sheet.choices(
                area,
                [str(self._word(choice, column.choices)) for choice in column.choices],
                message,
            )
        elif column.kind is Kind.YES_NO:
            sheet.choices(area, ["yes", "no"], message)
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
            library = " A role of the library is fine too." if target is sheets.ROLES else ""
            sheet.choices(
                area,
                where,
                f"{column.key}: not on the sheet {self._name(target)}.{library}",
                strict=False,
            )

    def _listed(self, column: InputColumn, spec: InputSheet) -> frozenset[str]:
        """Sheets of the workbook from which a column may be chosen: not from itself."""
        return self.present - ({spec.key} if column is spec.columns[0] else set())

    def _validate_settings(self, sheet: Sheet, listing: Listing) -> None:
        for offset, row in enumerate(listing.rows):
            spec = SETTING_OF[str(row[0]).replace("_", " ")]
            cell = address(TOP + 1 + offset, 1)
            if spec.kind is Kind.DATE:
                sheet.between(
                    cell,
                    "date",
                    date(1950, 1, 1),
                    date(2100, 12, 31),
                    f"{spec.key}: {spec.wanted}.",
                )
            elif spec.choices:
                words = [str(self._word(choice, spec.choices)) for choice in spec.choices]
                sheet.choices(cell, words, f"{spec.key}: {spec.wanted}.", strict=False)
            elif spec.kind is Kind.YES_NO:
                sheet.choices(cell, ["yes", "no"], f"{spec.key}: {spec.wanted}.", strict=False)
            elif spec.kind is Kind.WHOLE:
                sheet.between(
                    cell, "integer", spec.low or 0, spec.high or 1000, f"{spec.key}: {spec.wanted}."
                )
