"""Coverage twice: a picture with a row a need and three columns a period, and the figures behind
it, a row a need and period.
"""

from collections.abc import Iterator
from dataclasses import replace

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.result_rows import CoverageRow
from orgplan.domain import Need, NeedKind, Organisation, Strength
from orgplan.excel.write.live import Live
from orgplan.excel.write.tables import LiveRow
from orgplan.excel.write.workbook import (
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
    address,
)
from orgplan.language import N_, _

from ..quantities import member_name, members_named
from ..results.tables import COVERAGE
from .actions.plan_columns import shown, written_row
from .cross_links import action_cells, linked
from .layout import BODY, FTE, HEADS, LIVE_FTE, LIVE_HEADS, LONG, area

SHORTFALLS = {
    "gap": "planned",
    "gap_if_nothing": "if_nothing",
    "gap_now": "now",
}  # what is short, live → what there is


def _detail_columns() -> Iterator[Column]:
    for column in COVERAGE.columns:
        if column.key != "shortfall":
            yield shown(column)
            continue
        yield shown(column, LIVE_FTE)
        yield Column("gap_if_nothing", LIVE_FTE, "The same of if_nothing", 11)
        yield Column("gap_now", LIVE_FTE, "The same of now", 10)


DETAIL_COLUMNS = tuple(_detail_columns())
DETAIL_HEADERS = tuple(column.header for column in DETAIL_COLUMNS)
FIGURES = ("required", "tolerance", "now", "if_nothing", "planned")
MIN_LEVEL = N_("min level")
LEAD_WIDTHS = {
    "need": 8, "scope": 26, "skill": 24, "kind": 9, "min_level": 8, "strength": 9, "now": 7,
}  # fmt: skip
LEAD_COLUMNS = tuple(
    replace(
        shown(COVERAGE.column[key], HEADS if key == "now" else None, width),
        header=MIN_LEVEL if key == "min_level" else key,
    )
    for key, width in LEAD_WIDTHS.items()
)
REASON = Column("reason", LONG, "Why it is needed, in the words of Requirements", 20)
NARROWER = 20  # the skill beside a reason, so that a year of quarters prints whole
PER_PERIOD = {
    N_("required"): "What is needed",
    N_("planned"): "What the plan gives",
    N_("gap"): "What is short of it beyond the tolerance; of staff, what is too many as well",
}


def lead_columns(org: Organisation) -> tuple[Column, ...]:
    """Columns in front of the periods; that of the reasons where any need has one.

    Parameters
    ----------
    org
        Read for the reasons that were typed.

    Returns
    -------
    tuple[Column, ...]
        The reason stands right of the skill.
    """
    if not any(need.reason for need in org.needs):
        return LEAD_COLUMNS
    columns = [
        replace(column, width=NARROWER) if column.header == "skill" else column
        for column in LEAD_COLUMNS
    ]
    columns.insert(list(LEAD_WIDTHS).index("skill") + 1, REASON)
    return tuple(columns)


def write_detail(sheet: Sheet, assessment: Assessment) -> None:
    """Write the sheet with the figures.

    Parameters
    ----------
    sheet
        Coverage detail, below its head.
    assessment
        Read for the rows of coverage, and for the names of those who serve.
    """
    names = {member.id: member_name(member) for member in assessment.walk.members}
    rows = [
        _detail_row(assessment, row, BODY + 1 + number, names)
        for number, row in enumerate(assessment.coverage)
    ]
    table = sheet.table("coverage", DETAIL_COLUMNS, rows, top=BODY, about="A need in a period")
    _colour_shortfalls(sheet, table)
    sheet.freeze(BODY + 1, 3)


def _detail_row(
    assessment: Assessment, cover: CoverageRow, at: int, names: dict[str, str]
) -> CellRow:
    need, row = cover.need, LiveRow(DETAIL_COLUMNS, at)
    row.update(written_row(COVERAGE, assessment, cover, left_out=("shortfall",)))
    for header in FIGURES:
        row.put(header, row[header].value, _figure(need))
    for header, there in SHORTFALLS.items():
        shortfall = _shortfall(need, row["required"], row["tolerance"], row[there])
        row.put(header, shortfall, _short(need))
    row["covered_by"] = members_named(names, cover.by)
    return row.cells


def _shortfall(need: Need, asked: Live, tolerance: Live, there: Live) -> Live:
    """What is short of a need; of staff, of which an exact number is asked for, what is too many as
    well.
    """
    if need.kind is NeedKind.STAFF:
        return (asked - there).size
    if need.kind is NeedKind.HOLDERS:
        return (asked - there).or_nothing
    return (asked - tolerance - there).rounded(5).or_nothing


def rounded(number: float) -> float:
    """A number without the dust of floating point, so that a gap of nothing is nothing.

    Parameters
    ----------
    number
        Heads or FTE.

    Returns
    -------
    float
        To five decimals.
    """
    return round(float(number), 5)


def _figure(need: Need, live: bool = False) -> Style:
    if need.kind is NeedKind.HOLDERS:
        return LIVE_HEADS if live else HEADS
    return LIVE_FTE if live else FTE


def _short(need: Need) -> Style:
    """Of what is short: a dash says that nothing is, also to those who see no green."""
    whole = need.kind is NeedKind.HOLDERS
    return Style(Look.FORMULA, Number.HEADS_SHORT if whole else Number.FTE_SHORT)


def _colour_shortfalls(sheet: Sheet, table: TableRef) -> None:
    shortfall, strength = DETAIL_HEADERS.index("gap"), DETAIL_HEADERS.index("strength")
    where = area(table.first, shortfall, table.last, shortfall)
    first, firm = f"${address(table.first, shortfall)}", f"${address(table.first, strength)}"
    sheet.colour_where(where, f'=AND({first}>0,{firm}="{Strength.MUST.value}")', Fill.BAD)
    sheet.colour_where(where, f"={first}>0", Fill.WARN)


def write_coverage(sheet: Sheet, assessment: Assessment) -> None:
    """Write the picture; its figures point at the detail.

    Parameters
    ----------
    sheet
        Coverage, below its head; the detail is written before.
    assessment
        Read for the rows of coverage, a row a need and a column a period.
    """
    labels, detail = assessment.org.calendar.labels, sheet.book.table("coverage")
    found: dict[str, dict[int, int]] = {}
    for number, cover in enumerate(assessment.coverage):
        found.setdefault(cover.need.id, {})[cover.period] = number
    covers = {row.need.id: row for row in reversed(assessment.coverage)}
    rows = [
        _picture_row(assessment, covers[need], periods, BODY + 1 + number, detail)
        for number, (need, periods) in enumerate(found.items())
    ]
    by_period = (
        Column(
            f"{label} {what}",
            LIVE_HEADS,
            meaning,
            max(9.0, len(label) + 1.0),
            each=f"<period> {what}",
            shown=f"{label} {_(what)}",
        )
        for label in labels
        for what, meaning in PER_PERIOD.items()
    )
    ways, lead = action_cells(assessment), lead_columns(assessment.org)
    for row, need in zip(rows, found, strict=True):
        row[0] = linked(ways.get(need, ""), need, lead[0].style)
    table = sheet.table("coverage_picture", (*lead, *by_period), rows, top=BODY, about="A need")
    for period in range(len(labels)):
        _colour_period(sheet, table, len(lead) + period * len(PER_PERIOD))
    sheet.pages(onward=3, whole=(len(lead), len(PER_PERIOD)))
    sheet.freeze(BODY + 1, 3)


def _picture_row(
    assessment: Assessment, cover: CoverageRow, periods: dict[int, int], row: int, detail: TableRef
) -> CellRow:
    """A need over all periods: figures point at the detail, gaps are worked out here.

    Periods in which it asks for nothing are blank.

    Parameters
    ----------
    assessment
        The plan.
    cover
        Any row of the need, for what is in front.
    periods
        Period → number of its row of coverage.
    row
        Row of the sheet, from 0.
    detail
        The table of the detail.

    Returns
    -------
    CellRow
        Three cells a period: required, planned, gap.
    """
    need = cover.need
    style = _figure(need, live=True)
    lead: dict[str, Content | Cell] = {
        **written_row(COVERAGE, assessment, cover),
        MIN_LEVEL: need.min_level,
        REASON.header: need.reason or None,
        "now": Cell(rounded(cover.now), _figure(need)),
    }
    cells: CellRow = [lead[column.header] for column in lead_columns(assessment.org)]
    for period in range(assessment.org.calendar.periods):
        if period not in periods:
            cells += [None, None, None]
            continue
        required, tolerance, planned = (
            detail.at(periods[period], header, absolute=False)
            for header in ("required", "tolerance", "planned")
        )
        here, beside = (
            Live(address(row, len(cells) + number), figure.value)
            for number, figure in enumerate((required, planned))
        )
        shortfall = _shortfall(need, here, tolerance, beside)
        cells += [
            Cell(required.formula, style),
            Cell(planned.formula, style),
            Cell(shortfall.formula, replace(_short(need), bold=True)),
        ]
    return cells


def _colour_period(sheet: Sheet, table: TableRef, left: int) -> None:
    """Red, yellow or green over planned and gap; the figures say the same."""
    where = area(table.first, left + 1, table.last, left + 2)
    required, gap = f"${address(table.first, left)}", f"${address(table.first, left + 2)}"
    firm = f"${address(table.first, table.place('strength'))}"
    sheet.colour_where(where, f'=AND({gap}>0,{firm}="{Strength.MUST.value}")', Fill.BAD)
    sheet.colour_where(where, f"={gap}>0", Fill.WARN)
    sheet.colour_where(where, f"={required}>0", Fill.GOOD)
