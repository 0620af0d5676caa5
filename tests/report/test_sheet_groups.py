"""Sheets stand in three groups, print one page wide, fold what few readers need, and lead to each
other.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from orgplan.analysis.assessment import Assessment
from orgplan.excel.write.workbook import WorkbookWriter
from orgplan.io.output.template import write_inputs
from orgplan.language import in_words
from orgplan.report.sheets import pages
from orgplan.report.sheets.pages import TABS, Group
from orgplan.report.sheets.skill_matrix import HEADERS
from orgplan.report.sheets.workbook import write_workbook
from tests.report.organisations import rich_organisation, rich_plan, run_of


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    org = rich_organisation()
    first, *others = org.people
    skill = next(need.skill for need in org.needs if need.skill in first.skills)
    rated = {name: level for name, level in first.skills.items() if name != skill}
    return Assessment(org.replace(people=(first.replace(skills=rated), *others)), rich_plan(org))


@pytest.fixture(scope="module")
def book(assessment: Assessment, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    path = tmp_path_factory.mktemp("groups") / "plan.xlsx"
    write_workbook(path, assessment, run_of(assessment), write_inputs)
    return load_workbook(path, data_only=True)


def test_groups_stand_together_under_one_colour(assessment: Assessment, book: Workbook) -> None:
    shown = pages.pages_of(assessment.org)
    assert [page.group for page in shown] == sorted(
        (page.group for page in shown), key=list(Group).index
    )
    for page in shown:
        assert book[page.name].sheet_properties.tabColor.rgb == f"FF{TABS[page.group][1:]}"


def test_titles_are_the_names_of_the_tabs(assessment: Assessment, book: Workbook) -> None:
    for page in pages.pages_of(assessment.org):
        if page is not pages.SUMMARY:
            assert book[page.name]["A1"].value == page.name


def test_sheets_for_reading_print_one_page_wide(assessment: Assessment, book: Workbook) -> None:
    for page in pages.pages_of(assessment.org):
        if page.group is not Group.AUDIT:
            assert (book[page.name].page_setup.fitToWidth or 1) == 1, page.key


def test_contents_leads_to_every_sheet_and_every_sheet_back(book: Workbook) -> None:
    contents = book["Contents"]
    linked = [
        cell.hyperlink.location for row in contents.iter_rows() for cell in row if cell.hyperlink
    ]
    assert linked == [f"'{name}'!A1" for name in book.sheetnames]
    for name in book.sheetnames:
        if name not in ("Summary", "Contents") and not name.startswith("Input "):
            assert book[name]["A4"].hyperlink.location == "'Contents'!A1", name


def test_every_link_leads_to_a_cell_that_says_something(book: Workbook) -> None:
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink and cell.hyperlink.location:
                    name, place = cell.hyperlink.location.replace("'", "").split("!")
                    assert book[name][place].value is not None, (sheet.title, cell.coordinate)


def test_rules_show_what_is_short_and_fold_the_rest(book: Workbook) -> None:
    sheet = book["Rules"]
    top = next(
        row[0].row
        for row in sheet.iter_rows()
        if row[0].value == "Rule" and row[3].value == "Period"
    )
    verdict = next(cell.column for cell in sheet[top] if cell.value == "Verdict")
    seen = [
        (sheet.cell(row, verdict).value, bool(sheet.row_dimensions[row].hidden))
        for row in range(top + 1, sheet.max_row + 1)
    ]
    assert {hidden for said, hidden in seen if said} == {True}
    told = [str(row[0].value) for row in sheet.iter_rows(max_row=top - 2) if row[0].value]
    assert any(said.startswith(("Must: ", "Should: ")) for said in told) is any(
        said == "SHORT" for said, _hidden in seen
    )


def test_a_skill_that_nobody_rated_stays_blank(assessment: Assessment, book: Workbook) -> None:
    sheet = book["Skill matrix"]
    tops = [row[0].row for row in sheet.iter_rows() if row[1].value == "ID"]
    headers = {str(cell.value): cell.column for cell in sheet[tops[1]] if cell.value}
    blanks = 0
    for row in range(tops[1] + 1, sheet.max_row + 1):
        person = assessment.org.person.get(str(sheet.cell(row, 2).value))
        if person is None or not person.employed_on(assessment.org.calendar.as_of):
            continue
        for skill in set(headers) - set(map(in_words, HEADERS)):
            shown = sheet.cell(row, headers[skill]).value
            assert shown == person.skills.get(skill), (person.id, skill)
            blanks += shown is None
    assert blanks


def test_folded_rows_keep_their_height_and_can_be_opened(tmp_path: Path) -> None:
    with WorkbookWriter(tmp_path / "fold.xlsx") as writer:
        sheet = writer.sheet("Data")
        for row in range(6):
            sheet.write(row, 0, row)
        sheet.height(3, 30)
        sheet.fold(2, 4)
        sheet.height(4, 45)
    rows = load_workbook(tmp_path / "fold.xlsx")["Data"].row_dimensions
    assert [bool(rows[row].hidden) for row in range(1, 7)] == [
        False,
        False,
        True,
        True,
        True,
        False,
    ]
    assert (rows[4].height, rows[5].height, rows[2].collapsed) == (30, 45, True)
    assert rows[3].outlineLevel == 1


def test_actions_lead_to_what_they_serve_and_back(assessment: Assessment, book: Workbook) -> None:
    hires = book["Hiring plan"]
    top = next(row[0].row for row in hires.iter_rows() if row[0].value == "ID")
    led = 0
    for number, row in enumerate(assessment.hires, top + 1):
        link = hires.cell(number, 1).hyperlink
        if not row.losses:
            assert link is None
            continue
        name, place = link.location.replace("'", "").split("!")
        served = str(book[name][place].value)
        assert any(loss.serves.partition("(")[0] == served for loss in row.losses)
        back = book[name][place].hyperlink.location.replace("'", "").split("!")
        action = str(book[back[0]][back[1]].value)
        assert action in assessment.plan.actions
        led += 1
    assert led
