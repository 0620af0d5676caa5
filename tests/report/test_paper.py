"""Paper: what is printed can be read, on as few pages as it takes."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

import orgplan as op
from orgplan.analysis.assessment import Assessment
from orgplan.excel.write.paper import READABLE, Extent, Paper, laid_out
from orgplan.excel.write.workbook import WorkbookWriter
from orgplan.report.sheets import pages
from orgplan.report.sheets.pages import Group
from orgplan.report.sheets.skill_matrix import _header_height
from orgplan.report.sheets.workbook import write_workbook
from tests.planned import SOME, planned, planned_in_english
from tests.report.levers import levered_organisation, levered_plan
from tests.report.office import needs_office, only_printed, pages_printed
from tests.report.organisations import run_of

POINTS = 10  # of the type in cells
MARGINS = (0.8, 1.1)  # across and down, inches
READ = {page.key for page in pages.PAGES if page.group is not Group.AUDIT} - {"Contents"}


def printed(sheet: Worksheet) -> tuple[float, int]:
    """Scale at which a sheet is printed, from its widths and heights, and on how many pages; what
    has no room on the first stands beside the first columns.
    """
    areas = areas_of(sheet)
    repeated = str(sheet.print_title_cols or "").replace("$", "")
    lead = column_index_from_string(repeated.split(":")[1]) if repeated and areas[1:] else 0
    scales, counts = zip(
        *(_area_printed(sheet, area, lead if number else 0) for number, area in enumerate(areas)),
        strict=True,
    )
    return min(scales), sum(counts)


def areas_of(sheet: Worksheet) -> list[tuple[int, int, int, int]]:
    """What is printed: first column and row, last column and row of each area."""
    areas = str(sheet.print_area).replace("$", "").split(",")
    return [range_boundaries(area.split("!")[-1]) for area in areas]


def _area_printed(
    sheet: Worksheet, area: tuple[int, int, int, int], lead: int
) -> tuple[float, int]:
    first_column, first_row, last_column, last_row = area
    widths = {
        column: found.width
        for found in sheet.column_dimensions.values()
        for column in range(found.min, found.max + 1)
    }
    columns = [*range(1, lead + 1), *range(first_column, last_column + 1)]
    rows = range(first_row, last_row + 1)
    across = sum(int(7 * widths.get(column, 9.14) + 0.5) * 0.75 for column in columns)
    usual = sheet.sheet_format.defaultRowHeight or 15.0
    heights = (sheet.row_dimensions[row] for row in rows)
    down = sum(row.height or usual for row in heights if not row.hidden)
    lying = sheet.page_setup.orientation == "landscape"
    long, short = (297 / 25.4, 210 / 25.4)
    width, height = (long, short) if lying else (short, long)
    scale = min(1.0, (width - MARGINS[0]) * 72 / across)
    room = (height - MARGINS[1]) * 72
    tall = sheet.page_setup.fitToHeight
    if tall is None or int(tall) == 1:
        return min(scale, room / down), 1
    return scale, math.ceil(down * scale / room - 0.01)


@pytest.mark.parametrize("name", SOME)
def test_every_sheet_that_is_read_prints_with_type_of_six_points(name: str) -> None:
    book = load_workbook(planned_in_english(name)[1])
    seen = [sheet for sheet in book if sheet.title in READ or sheet.title == "Rules"]
    assert len(seen) > 8
    small = {sheet.title: round(POINTS * printed(sheet)[0], 1) for sheet in seen}
    assert {title: size for title, size in small.items() if size < 6.2} == {}


@pytest.mark.slow
def test_what_is_read_prints_on_twelve_pages_for_sixty_people(tmp_path: Path) -> None:
    op.save(op.plan(op.generate(60, seed=1), time_limit=20), tmp_path / "plan.xlsx")
    book = load_workbook(tmp_path / "plan.xlsx")
    taken = {sheet.title: printed(sheet)[1] for sheet in book if sheet.title in READ}
    assert len(taken) == 10
    assert sum(taken.values()) <= 12, taken


@needs_office
@pytest.mark.slow
def test_a_chinese_company_of_sixty_prints_on_twelve_pages(tmp_path: Path) -> None:
    """As a spreadsheet program lays it out, without the sheets of the audit."""
    read = {spelling for page in pages.PAGES if page.key in READ for spelling in page.names}
    book = tmp_path / "plan.xlsx"
    only_printed(planned("cn_product_company")[1], book, read)
    assert pages_printed(book, tmp_path) <= 12


@pytest.mark.parametrize("name", SOME)
def test_what_an_action_serves_is_printed(name: str) -> None:
    book = load_workbook(planned_in_english(name)[1])
    of_actions = [sheet for sheet in book if "Serves" in [cell.value for cell in sheet[6]]]
    assert len(of_actions) >= 2
    for sheet in of_actions:
        last = areas_of(sheet)[0][2]
        shown = [cell.value for cell in sheet[6]][:last]
        assert {"Serves", "Why"} <= {*shown}, sheet.title


def test_the_manager_of_a_seat_is_named() -> None:
    """An id tells a board nothing."""
    result, path = planned_in_english("growing_startup")
    rows = load_workbook(path)["Hiring plan"].iter_rows(min_row=6, values_only=True)
    header = next(rows)
    found = {row[header.index("Reports to")] for row in rows if row[0]} - {None}
    assert found
    assert found <= {person.name for person in result.org.people}


def test_a_sheet_without_rows_is_no_printed_page(tmp_path: Path) -> None:
    with WorkbookWriter(tmp_path / "book.xlsx") as book:
        sheet = book.sheet("Leads")
        sheet.write(0, 0, "who takes over a team")
        sheet.printed = False
    assert load_workbook(tmp_path / "book.xlsx")["Leads"].print_area == "'Leads'!$XFD$1048576"


@needs_office
@pytest.mark.slow
def test_what_is_typed_into_a_sheet_without_rows_is_printed(tmp_path: Path) -> None:
    book, leads = tmp_path / "plan.xlsx", "负责人交接"
    only_printed(planned("cn_product_company")[1], book, {leads, "总览"})
    before = pages_printed(book, tmp_path)
    edited = load_workbook(book)
    first = edited[leads].tables["op_tbl_leads"].ref.split(":")[0]
    edited[leads].cell(edited[leads][first].row + 1, 1, "李雷")
    edited.save(book)
    assert pages_printed(book, tmp_path) == before + 1


@pytest.mark.parametrize("name", SOME)
def test_what_is_decided_and_its_money_are_printed_to_the_last_column(name: str) -> None:
    assert columns_not_printed(planned_in_english(name)[1]) == []


def test_moves_exits_and_groups_are_printed_to_the_last_column(tmp_path: Path) -> None:
    org = levered_organisation()
    assessment = Assessment(org, levered_plan(org))
    write_workbook(tmp_path / "plan.xlsx", assessment, run_of(assessment))
    assert columns_not_printed(tmp_path / "plan.xlsx") == []


def columns_not_printed(path: Path) -> list[str]:
    """Sheets that are read of which paper leaves out a column."""
    found = []
    for sheet in load_workbook(path):
        blank = "XFD" in str(sheet.print_area) or not sheet.print_area
        if sheet.title not in READ or blank:
            continue
        *_first, last_column, _last_row = areas_of(sheet)[-1]
        seen = Counter(
            cell.column
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None and not sheet.row_dimensions[cell.row].hidden
        )
        said = [column for column, cells in seen.items() if cells > 1]  # more than its header
        if last_column < max(said) or "are printed" in str(sheet.oddFooter.center.text):
            found.append(sheet.title)
    return found


def test_further_pages_part_no_quarter_and_repeat_the_first_columns() -> None:
    wide = Extent((200.0,) * 2 + (100.0,) * 18, 900.0)
    found = laid_out(wide, Paper(onward=2, whole=(2, 3)))
    ends = [found.columns, *(last + 1 for _first, last in found.further)]
    assert ends[-1] == 20
    assert all((end - 2) % 3 == 0 for end in ends)
    assert [first for first, _last in found.further] == ends[:-1]


def test_headers_with_a_period_are_broken_between_it_and_the_chinese_word() -> None:
    sheet = load_workbook(planned("chinese_team")[1])["能力覆盖"]
    headers = [str(cell.value) for cell in sheet[5]]
    assert "2027-01\n要求" in headers
    assert [header for header in headers if "2027" in header and "\n" not in header] == []


def test_headers_of_long_skills_fit_into_their_row() -> None:
    longest = "Regulatory reporting for payment institutions"
    assert _header_height((longest, "SQL")) >= 6 * len(longest)


def test_headers_of_chinese_skills_fit_into_their_row() -> None:
    sheet = load_workbook(planned("chinese_team")[1])["技能矩阵"]
    row = next(row for row in sheet.iter_rows() if row[0].value == "行号")
    height = sheet.row_dimensions[row[0].row].height or 0
    assert height >= 10 * len("分布式系统") + 10


def test_rows_that_are_free_for_typing_have_no_lines() -> None:
    book = load_workbook(planned("growing_startup")[1])
    for title in ("Hiring plan", "Upskilling plan"):
        sheet = book[title]
        last = max(row[0].row for row in sheet.iter_rows(min_row=7) if row[0].value)
        for row in sheet.iter_rows(min_row=last + 1):
            assert [c.coordinate for c in row if c.border.bottom and c.border.bottom.style] == []


def test_a_sheet_turns_before_it_loses_columns_and_loses_them_before_it_gets_too_small() -> None:
    narrow, wide = Extent((600.0,), 900.0), Extent((300.0,) * 4, 900.0)
    assert laid_out(narrow, Paper(upright=True)).paper.upright
    assert not laid_out(wide, Paper(upright=True)).paper.upright
    cut = laid_out(Extent((300.0,) * 6, 9_000.0), Paper())
    assert (cut.columns, cut.paper.tall) == (4, 0)
    assert cut.scale >= READABLE
