"""Import: what is understood, drafted, counted and open, and that the written workbook is the same
organisation.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

import orgplan as op
from orgplan.io.files.opening import open_files
from orgplan.io.foreign.importing import NotUnderstood, described, is_foreign, read_foreign
from orgplan.io.foreign.lines import Confidence
from orgplan.library import load_catalogue
from tests.foreign.books import TODAY, correct, foreign, imported, understood, write


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "people.xlsx", foreign())


def test_a_foreign_workbook_is_understood(source: Path) -> None:
    found = understood(source)
    assert found.understanding.plannable
    ours = {line.header or line.sheet: line.ours for line in found.understanding.lines}
    assert ours["Our people"] == "Roster"
    assert ours["Who can what"] == "Skills"
    assert ours["Annual salary (EUR)"] == "Roster.base_salary"
    assert ours["Boss"] == "Roster.manager_id"
    assert ours["Java"] == "a skill"
    assert ours["Desk"] == ""
    salary = next(line for line in found.understanding.lines if "salary" in line.header)
    assert salary.samples == ("96000", "70000", "74000")
    assert "EUR" in salary.unit
    assert "per year" in salary.unit
    desk = next(line for line in found.understanding.lines if line.header == "Desk")
    assert desk.confidence is Confidence.LEFT
    assert desk.why


def test_settings_are_drafted_from_what_the_sheets_say(source: Path) -> None:
    found = understood(source)
    assert found.org is not None
    assert found.org.calendar.start == date(2027, 1, 1)
    assert found.org.currency == "EUR"
    drafted = {(one.sheet, one.what): one.value for one in found.understanding.drafted}
    assert drafted["Settings", "start"] == "2027-01-01"
    assert drafted["Settings", "currency"] == "EUR"
    assert drafted["Assumptions", "fx USD"] == "0.9 EUR"


def test_a_day_that_the_roster_names_goes_before_today(tmp_path: Path) -> None:
    sheets = foreign()
    sheets["Our people"][0] = ["Stand: 30.11.2026"]
    found = understood(write(tmp_path / "a.xlsx", sheets))
    assert found.org is not None
    assert found.org.calendar.as_of == date(2026, 11, 30)


def test_roles_are_drafted_from_their_holders(source: Path) -> None:
    org = understood(source).org
    assert org is not None
    engineer, lead = org.role["Engineer"], org.role["Team lead"]
    # pay for full time: 70,000, 148,000 (74,000 at half time) and 66,000
    assert (engineer.band_min, engineer.band_mid, engineer.band_max) == (66_000, 70_000, 148_000)
    assert engineer.family == "engineering"
    assert engineer.library_id is None
    # Java 3, 4, 2 and SQL 2, none, 3: medians
    assert engineer.skills_at_start == {"Java": 3, "SQL": 2}
    assert (lead.band_min, lead.band_mid, lead.band_max) == (86_400, 96_000, 106_000)  # 10 % around
    assert lead.can_manage
    assert not lead.hireable


def test_counts_agree_with_the_totals_of_the_source(source: Path) -> None:
    said = understood(source).understanding
    counts = {(count.what.split(" (")[0], count.scope): count for count in said.counts}
    pay, fte = counts["base pay a year", "everybody"], counts["FTE", "everybody"]
    assert (pay.ours, pay.theirs, pay.agrees, pay.where) == (306_000, 306_000, True, "E7")
    assert (fte.ours, fte.theirs, fte.agrees) == (3.5, 3.5, True)
    assert counts["people", "Metro"].ours == 1


def test_a_total_that_does_not_agree_is_said(tmp_path: Path) -> None:
    sheets = foreign()
    sheets["Our people"][-1][4] = 310_000
    said = understood(write(tmp_path / "a.xlsx", sheets)).understanding
    assert any("310,000.00, but 306,000.00 was read" in line for line in described(said))


def test_the_written_workbook_is_the_same_organisation(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "my_org.xlsx"
    said = imported(out, source)
    assert said.plannable
    again = op.load(out)
    assert again == understood(source).org
    sheets = load_workbook(out).sheetnames
    assert sheets[:2] == ["What we understood", "About"]
    notes = {str(cell.value) for row in load_workbook(out)["Roles"].iter_rows() for cell in row}
    assert any(note.startswith("drafted: family guessed from 'Engineer'") for note in notes)


def test_plan_reads_a_foreign_file_in_memory(source: Path) -> None:
    assert is_foreign(open_files([source]).grids)
    loaded = read_foreign([source], load_catalogue(), today=TODAY)
    assert loaded.org == understood(source).org
    assert any("drafted" in note.text for note in loaded.notes)


def test_what_is_open_is_written_and_can_be_mended_there(tmp_path: Path) -> None:
    sheets = foreign()
    sheets["Our people"][3][3] = "some day"
    source, out = write(tmp_path / "a.xlsx", sheets), tmp_path / "my_org.xlsx"
    said = imported(out, source)
    (fault,) = said.open
    assert fault.cell == "D4"
    (here,) = said.here
    sheet, cell = here.split("!")
    book = load_workbook(out)
    assert book.worksheets[0]["A1"].value == "Not plannable yet: 1 line to fix"
    assert book[sheet][cell].value == "some day"
    with pytest.raises(op.BadInput, match="some day"):
        op.load(out)
    book[sheet][cell].value = date(2019, 5, 1)
    book.save(out)
    mended = op.load(out)
    whole = understood(write(tmp_path / "b.xlsx", foreign())).org
    assert whole is not None
    assert mended.people == whole.people
    assert mended.needs == whole.needs
    assert [role.id for role in mended.roles] == [role.id for role in whole.roles]
    with pytest.raises(NotUnderstood, match="Not plannable yet"):
        read_foreign([source], load_catalogue(), today=TODAY)


def test_a_column_that_may_matter_is_open_until_it_is_taught(tmp_path: Path) -> None:
    sheets = foreign()
    sheets["Our people"][1][7] = "Overtime hours"
    source, out = write(tmp_path / "a.xlsx", sheets), tmp_path / "my_org.xlsx"
    said = imported(out, source)
    line = next(line for line in said.lines if line.header == "Overtime hours")
    assert line.confidence is Confidence.OPEN
    with pytest.raises(op.BadInput, match="Overtime hours"):
        op.load(out)  # the column stays, so that the question does
    correct(out, "Overtime hours", "ignore")
    again = imported(tmp_path / "again.xlsx", source, mapping=out)
    assert again.plannable


@pytest.mark.parametrize("suffix", ["toml", "yaml"])
def test_a_map_teaches_columns_sheets_and_settings(tmp_path: Path, suffix: str) -> None:
    sheets = foreign()
    sheets["Our people"][1][4] = "Grade money"
    source = write(tmp_path / "a.xlsx", sheets)
    assert not understood(source).understanding.plannable
    text = {
        "toml": (
            '[columns."Our people"]\n"Grade money" = { ours = "base_salary", unit = "EUR per year"'
            " }\n[settings]\nas_of = 2026-12-31\n"
        ),
        "yaml": (
            "columns:\n  Our people:\n    Grade money: {ours: base_salary, unit: EUR per year}\n"
            "settings:\n  as_of: 2026-12-31\n"
        ),
    }[suffix]
    mapping = tmp_path / f"map.{suffix}"
    mapping.write_text(text)
    found = understood(source, mapping=mapping)
    assert found.org is not None
    assert found.org.calendar.as_of == date(2026, 12, 31)
    assert found.org.people[0].base_salary == 96_000


def test_a_map_that_names_what_we_do_not_have_is_refused(tmp_path: Path) -> None:
    source = write(tmp_path / "a.xlsx", foreign())
    mapping = tmp_path / "map.toml"
    mapping.write_text('[columns."Our people"]\nDesk = "base_salery"\n')
    with pytest.raises(op.BadInput, match="base_salary"):
        understood(source, mapping=mapping)


def test_next_month_keeps_the_map_and_says_what_is_new_or_gone(tmp_path: Path) -> None:
    out = tmp_path / "my_org.xlsx"
    imported(out, write(tmp_path / "people_2026_11.xlsx", foreign()))
    sheets = foreign()
    del sheets["Needs 2027"]
    people = sheets["Our people"]
    people[1][7] = "Badge"
    people[3] = ["Eva Mo", "Engineer", "Rail", date(2026, 12, 1), 71_000, 1, "Ann Lee", "1.02"]
    sheets["Who can what"][2][0] = "Eva Mo"
    said = understood(write(tmp_path / "people_2026_12.xlsx", sheets), mapping=out)
    assert said.org is not None
    assert len(said.org.needs) == 2  # taken from the earlier workbook
    assert any(note.startswith("Requirements: 2 rows taken") for note in said.understanding.notes)
    changes = {(change.what, change.new): change.name for change in said.understanding.changes}
    assert changes["people", True] == "Eva Mo"
    assert changes["people", False] == "Bo Ek"
    assert changes["column", True] == "Badge"
    assert {"Desk"} <= {change.name for change in said.understanding.changes if not change.new}


def test_two_sheets_that_may_be_the_roster_are_asked_about(tmp_path: Path) -> None:
    sheets = foreign()
    sheets["More people"] = [sheets["Our people"][1], sheets["Our people"][2]]
    said = understood(write(tmp_path / "a.xlsx", sheets)).understanding
    assert any(fault.expected == "one sheet Roster" for fault in said.open)


def test_pay_of_a_month_under_a_bare_header_is_asked_about(tmp_path: Path) -> None:
    sheets = foreign()
    people = sheets["Our people"]
    people[1][4] = "Salary (EUR)"
    for row in people[2:]:
        row[4] = round(row[4] / 12, 2)
    source, out = write(tmp_path / "a.xlsx", sheets), tmp_path / "my_org.xlsx"
    said = imported(out, source)
    (fault,) = said.open
    assert (fault.cell, fault.expected) == ("E2", "the period that pay is for")
    correct(out, "Salary (EUR)", "EUR per month", column="unit")
    taught = understood(source, mapping=out)
    assert taught.org is not None
    assert taught.org.people[0].base_salary == 96_000


def test_what_is_written_with_a_question_keeps_second_columns_and_loose_cells(
    tmp_path: Path,
) -> None:
    sheets = foreign()
    people = sheets["Our people"]
    people[1][7] = "Original hire date"
    for row in people[2:6]:
        row[7] = row[3]
    people[3][3] = None  # only the second column says when Bo Ek came
    people[4].append("yes")  # under no header
    source, out = write(tmp_path / "a.xlsx", sheets), tmp_path / "my_org.xlsx"
    said = imported(out, source)
    assert [fault.cell for fault in said.open] == ["I5"]
    with pytest.raises(op.BadInput, match="under no header"):
        op.load(out)
    book = load_workbook(out)
    roster = book["Roster"]
    loose = next(cell for row in roster.iter_rows() for cell in row if cell.value == "yes")
    loose.value = None
    book.save(out)
    whole = understood(write(tmp_path / "b.xlsx", foreign())).org
    assert whole is not None
    assert op.load(out).people == whole.people


def test_the_days_move_on_with_the_next_import(tmp_path: Path) -> None:
    sheets = foreign()
    sheets["Needs"] = sheets.pop("Needs 2027")
    source, out = write(tmp_path / "a.xlsx", sheets), tmp_path / "my_org.xlsx"
    imported(out, source)
    book = load_workbook(out)
    for row in book["Settings"].iter_rows():
        if row[0].value == "Periods":
            row[1].value = 6
    book.save(out)
    later = understood(source, mapping=out, today=date(2027, 2, 10)).org
    assert later is not None
    calendar = later.calendar
    assert (calendar.as_of, calendar.start) == (date(2027, 2, 10), date(2027, 3, 1))
    assert calendar.periods == 6  # what the user has changed stays


def test_drafted_roles_are_drafted_anew_and_changed_ones_stay(tmp_path: Path) -> None:
    sheets = foreign()
    source, out = write(tmp_path / "a.xlsx", sheets), tmp_path / "my_org.xlsx"
    imported(out, source)
    book = load_workbook(out)
    header = next(row for row in book["Roles"].iter_rows() if row[0].value == "Role")
    places = {cell.value: cell.column for cell in header}
    for row in book["Roles"].iter_rows(min_row=header[0].row + 1):
        if row[0].value == "Team lead":
            row[places["Band max"] - 1].value = 120_000
    book.save(out)
    for row in sheets["Our people"][3:6]:
        row[4] *= 2
    org = understood(write(tmp_path / "b.xlsx", sheets), mapping=out).org
    assert org is not None
    assert org.role["Team lead"].band_max == 120_000
    assert org.role["Engineer"].band_mid == 140_000  # of today's pay


def text_file(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


PEOPLE = "Employee ID,Name,Job title,Gang,Start,Base pay"
JANUARY = (
    "1,Mira Oduya,Engineer,Rail,2019-02-04,144000",
    "2,Tom Vance,Engineer,Rail,2020-06-01,120000",
)


def test_a_roster_that_looks_like_another_sheet_too_is_the_roster(tmp_path: Path) -> None:
    """Without a team that is known it has all that Positions must have."""
    said = understood(text_file(tmp_path / "staff_2027_01.csv", PEOPLE, *JANUARY)).understanding
    assert [fault.expected for fault in said.open if "column" in fault.expected] == [
        "a column Team"
    ]


def test_whoever_is_gone_since_the_earlier_import_may_still_be_rated(tmp_path: Path) -> None:
    head, out = PEOPLE.replace("Gang", "Team"), tmp_path / "my_org.xlsx"
    skills = text_file(tmp_path / "skills.csv", "Name,Java", "Mira Oduya,3", "Tom Vance,4")
    needs = text_file(tmp_path / "needs.csv", "Team,Skill,How many,Level", "Rail,Java,1,3")
    imported(out, text_file(tmp_path / "staff_01.csv", head, *JANUARY), skills, needs)
    rest = text_file(
        tmp_path / "staff_02.csv", head, JANUARY[0], "3,Eva Lund,Engineer,Rail,2027-01-15,99000"
    )
    assert understood(rest, skills, needs).org is None
    found = understood(rest, skills, mapping=out)
    assert found.org is not None
    assert [(change.what, change.name, change.new) for change in found.understanding.changes] == [
        ("people", "2", False),
        ("people", "3", True),
    ]
