"""Coverage twice: a picture with a row a need and three columns a period, and the figures behind it, a row a need and period."""

from __future__ import annotations

from dataclasses import dataclass

from orgplan.analysis.assessment import Assessment, CoverageRow
from orgplan.domain.base import Strength
from orgplan.domain.needs import Need, NeedKind
from orgplan.excel.write.workbook import (
    Cell,
    Column,
    Content,
    Fill,
    Formula,
    Sheet,
    Style,
    Table,
    address,
    quoted,
)
from orgplan.report.sheets.layout import (
    BODY,
    DETAIL,
    FTE,
    HEADS,
    LIVE_FTE,
    LIVE_HEADS,
    LONG,
    TEXT,
    area,
)
from orgplan.report.wording import member_name, members_named

NEED, SCOPE, SKILL = (
    "Id of the need",
    "Where it is needed",
    "Skill that is needed; of a need for staff the role",
)
KIND, LEAST, FIRM = (
    "holders and staff are heads, capacity is FTE of work",
    "Level from which somebody counts",
    "must or should",
)
NOW = "Who is there today, at today's levels"
DETAIL_COLUMNS = (
    Column("need", TEXT, 10, meaning=NEED),
    Column("scope", LONG, 24, meaning=SCOPE),
    Column("skill", LONG, 22, meaning=SKILL),
    Column("kind", TEXT, 10, meaning=KIND),
    Column("min_level", HEADS, 10, meaning=LEAST),
    Column("strength", TEXT, 10, meaning=FIRM),
    Column("weight", FTE, 10, meaning="How much one short counts beside others"),
    Column("period", TEXT, 11, meaning="Period"),
    Column("required", FTE, 10, meaning="What is needed in the period"),
    Column(
        "tolerance",
        FTE,
        10,
        meaning="What may be missing of it without being a gap: of capacity, 2 % and at least 0.05 FTE unless stated",
    ),
    Column("now", FTE, 10, meaning=NOW),
    Column(
        "if_nothing", FTE, 11, meaning="What there would be in the period if nothing were decided"
    ),
    Column("planned", FTE, 10, meaning="What the plan gives in the period"),
    Column(
        "gap",
        LIVE_FTE,
        10,
        meaning="Required less tolerance less planned, where that is above zero; of staff, what is too many as well",
    ),
    Column("gap_if_nothing", LIVE_FTE, 11, meaning="The same of if_nothing"),
    Column("gap_now", LIVE_FTE, 10, meaning="The same of now"),
    Column("covered_by", LONG, 60, meaning="Who covers it in the plan"),
)
DETAIL_HEADERS = tuple(column.header for column in DETAIL_COLUMNS)
LEAD_COLUMNS = (
    Column("need", TEXT, 8, meaning=NEED),
    Column("scope", LONG, 26, meaning=SCOPE),
    Column("skill", LONG, 24, meaning=SKILL),
    Column("kind", TEXT, 9, meaning=KIND),
    Column("min level", HEADS, 8, meaning=LEAST),
    Column("strength", TEXT, 9, meaning=FIRM),
    Column("now", HEADS, 7, meaning=NOW),
)
LEAD = tuple(column.header for column in LEAD_COLUMNS)
PER_PERIOD = {
    "required": "What is needed",
    "planned": "What the plan gives",
    "gap": "What is short of it beyond the tolerance; of staff, what is too many as well",
}
PERIODS_A_PAGE = 6


@dataclass(frozen=True)
class CoveragePlaces:
    """Where the detail stands."""

    detail: Table


def write_detail(sheet: Sheet, assessment: Assessment) -> CoveragePlaces:
    """Write the sheet with the figures."""
    names = {member.id: member_name(member) for member in assessment.walk.members}
    rows = [
        _detail_row(assessment, row, BODY + 1 + number, names)
        for number, row in enumerate(assessment.coverage)
    ]
    table = sheet.table("coverage", DETAIL_COLUMNS, rows, top=BODY, about="A need in a period")
    _colour_gaps(sheet, table)
    sheet.freeze(BODY + 1, 3)
    return CoveragePlaces(table)


def _detail_row(
    assessment: Assessment, cover: CoverageRow, row: int, names: dict[str, str]
) -> list[Content | Cell]:
    need = cover.need
    cells = {header: f"{address(row, DETAIL_HEADERS.index(header))}" for header in DETAIL_HEADERS}
    required, tolerance, now, idle, planned = (
        tidy(cover.required),
        tidy(cover.tolerance),
        tidy(cover.now),
        tidy(cover.idle),
        tidy(cover.planned),
    )

    def gap(header: str, there: float) -> Cell:
        return Cell(
            _gap(
                need,
                (cells["required"], required),
                (cells["tolerance"], tolerance),
                (cells[header], there),
            ),
            _figure(need, live=True),
        )

    figures = [Cell(amount, _figure(need)) for amount in (required, tolerance, now, idle, planned)]
    return [
        need.id, need.scope.label, need.skill, need.kind.value, need.min_level, need.strength.value, need.weight,
        assessment.org.calendar.label(cover.period), *figures, gap("planned", planned), gap("if_nothing", idle), gap("now", now),
        members_named(names, cover.by),
    ]  # fmt: skip


Figure = tuple[str, float]  # address of a cell and what stands there


def _gap(need: Need, asked: Figure, tolerance: Figure, there: Figure) -> Formula:
    """What is short of a need; of staff, of which exactly so many are asked for, what is too many as well."""
    if need.kind is NeedKind.STAFF:
        return Formula(f"=ABS({asked[0]}-{there[0]})", abs(asked[1] - there[1]))
    if need.kind is NeedKind.HOLDERS:
        return Formula(f"=MAX(0,{asked[0]}-{there[0]})", max(0.0, asked[1] - there[1]))
    gap = round(asked[1] - tolerance[1] - there[1], 5)
    return Formula(f"=MAX(0,ROUND({asked[0]}-{tolerance[0]}-{there[0]},5))", max(0.0, gap))


def tidy(number: float) -> float:
    """A number without the dust of floating point, so that a gap of nothing is nothing."""
    return round(float(number), 5)


def _figure(need: Need, live: bool = False) -> Style:
    if need.kind is NeedKind.HOLDERS:
        return LIVE_HEADS if live else HEADS
    return LIVE_FTE if live else FTE


def _colour_gaps(sheet: Sheet, table: Table) -> None:
    gap, strength = DETAIL_HEADERS.index("gap"), DETAIL_HEADERS.index("strength")
    where = area(table.first, gap, table.last, gap)
    first, firm = f"${address(table.first, gap)}", f"${address(table.first, strength)}"
    sheet.colour_where(where, f'=AND({first}>0,{firm}="{Strength.MUST.value}")', Fill.BAD)
    sheet.colour_where(where, f"={first}>0", Fill.WARN)


def write_coverage(sheet: Sheet, assessment: Assessment, places: CoveragePlaces) -> Table:
    """Write the picture; its figures point at the detail."""
    labels = assessment.org.calendar.labels
    found: dict[str, dict[int, int]] = {}
    for number, cover in enumerate(assessment.coverage):
        found.setdefault(cover.need.id, {})[cover.period] = number
    covers = {row.need.id: row for row in reversed(assessment.coverage)}
    rows = [
        _picture_row(assessment, covers[need], periods, BODY + 1 + number, places.detail)
        for number, (need, periods) in enumerate(found.items())
    ]
    by_period = (
        Column(
            f"{label} {what}",
            LIVE_HEADS,
            max(9.0, len(label) + 1.0),
            meaning=meaning,
            each=f"<period> {what}",
        )
        for label in labels
        for what, meaning in PER_PERIOD.items()
    )
    table = sheet.table(
        "coverage_picture", (*LEAD_COLUMNS, *by_period), rows, top=BODY, about="A need"
    )
    for period in range(len(labels)):
        _colour_period(sheet, table, len(LEAD) + period * len(PER_PERIOD))
    sheet.freeze(BODY + 1, 3)
    if len(labels) > PERIODS_A_PAGE:
        sheet.pages(wide=-(-len(labels) // PERIODS_A_PAGE), repeat=3)
    return table


def _picture_row(
    assessment: Assessment, cover: CoverageRow, periods: dict[int, int], row: int, detail: Table
) -> list[Content | Cell]:
    need = cover.need
    style = _figure(need, live=True)
    now = Cell(tidy(cover.now), _figure(need))
    cells: list[Content | Cell] = [
        need.id,
        need.scope.label,
        need.skill,
        need.kind.value,
        need.min_level,
        need.strength.value,
        now,
    ]
    for period in range(assessment.org.calendar.periods):
        if period not in periods:
            cells += [None, None, None]
            continue
        number = periods[period]
        figures = assessment.coverage[number]
        required, planned = tidy(figures.required), tidy(figures.planned)
        left = len(cells)
        at = [
            f"{quoted(DETAIL.name)}!{detail.cell(number, header)}"
            for header in ("required", "planned")
        ]
        allowed = f"{quoted(DETAIL.name)}!{detail.cell(number, 'tolerance')}"
        gap = _gap(
            need,
            (address(row, left), required),
            (allowed, tidy(figures.tolerance)),
            (address(row, left + 1), planned),
        )
        cells += [
            Cell(Formula(f"={at[0]}", required), style),
            Cell(Formula(f"={at[1]}", planned), style),
            Cell(gap, Style(style.look, style.number, bold=True)),
        ]
    return cells


def _colour_period(sheet: Sheet, table: Table, left: int) -> None:
    """Red, yellow or green over planned and gap; the figures say the same."""
    where = area(table.first, left + 1, table.last, left + 2)
    required, gap = f"${address(table.first, left)}", f"${address(table.first, left + 2)}"
    firm = f"${address(table.first, LEAD.index('strength'))}"
    sheet.colour_where(where, f'=AND({gap}>0,{firm}="{Strength.MUST.value}")', Fill.BAD)
    sheet.colour_where(where, f"={gap}>0", Fill.WARN)
    sheet.colour_where(where, f"={required}>0", Fill.GOOD)
