"""The checked writer: nothing is lost silently, the file is whole or not there, the same content
gives the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from orgplan.excel.write import sheet_tables
from orgplan.excel.write.saving import NotWritable, ensure_writable
from orgplan.excel.write.workbook import (
    BookError,
    Cell,
    Column,
    Fill,
    Formula,
    Look,
    Number,
    Style,
    WorkbookWriter,
)
from orgplan.language import speaking

MONEY = Style(Look.TOOL, Number.MONEY)


def _write(path: Path) -> None:
    with WorkbookWriter(path, title="Plan") as book:
        sheet = book.sheet("Hiring plan")
        sheet.write(0, 0, "=1+1")
        sheet.write(0, 1, "http://example.org")
        sheet.write(0, 2, "00123")
        sheet.write(0, 3, float("nan"))
        sheet.write(0, 4, date(2027, 1, 15))
        sheet.write(0, 5, True)
        columns = [Column("id"), Column("salary [CNY]", MONEY)]
        table = sheet.table(
            "hires",
            columns,
            [["H-001", 90_000.0], ["H-002", Cell(1.5, Style(fill=Fill.BAD))]],
            top=2,
        )
        sheet.write(table.below, 1, Formula(f"=SUM({table['salary [CNY]']})", 90_001.5))
        sheet.choices("A20:A30", ["must", "should"], "Choose one of the list.")
        sheet.between("B20:B30", "decimal", 0, 5, "A level from 0 to 5.")
        sheet.colour_where("B4:B5", "=B4>2", Fill.WARN)
        sheet.freeze(3, 1)


def test_words_of_a_formula_are_in_the_language_of_the_run(tmp_path: Path) -> None:
    """Also behind an empty text, and in the control totals: what is recalculated is what was
    written.
    """
    path = tmp_path / "plan.xlsx"
    formula = Formula('=IF(B9="","not triggered",IF(B9>0,"SHORT","satisfied"))', "not triggered")
    with speaking("zh"), WorkbookWriter(path, title="Plan") as book:
        spoken, plain = book.sheet("Rules"), book.sheet("Plain")
        spoken.write(8, 0, formula)
        plain.write(8, 0, "未触发")
        controls = [sheet.control.texts.value for sheet in (spoken, plain)]
        assert controls[0] == controls[1]
    assert (
        load_workbook(path)["Rules"]["A9"].value == '=IF(B9="","未触发",IF(B9>0,"有缺口","满足"))'
    )
    assert load_workbook(path, data_only=True)["Rules"]["A9"].value == "未触发"


def test_contents_survive(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    _write(path)
    cells = load_workbook(path, data_only=True)["Hiring plan"]
    assert [cell.value for cell in cells[1]][:6] == [
        "=1+1",
        "http://example.org",
        "00123",
        None,
        cells["E1"].value,
        True,
    ]
    assert cells["E1"].value.date() == date(2027, 1, 15)
    assert cells["B6"].value == 90_001.5
    live = load_workbook(path)["Hiring plan"]
    assert live["A1"].data_type == "s"
    assert live["B6"].value == "=SUM('Hiring plan'!$B$4:$B$5)"
    assert list(live.tables) == ["op_tbl_hires"]


def test_same_content_same_bytes(tmp_path: Path) -> None:
    _write(tmp_path / "a.xlsx")
    _write(tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize(
    "wrong",
    [
        lambda book: book.sheet("a" * 32),
        lambda book: book.sheet("History"),
        lambda book: book.sheet("a/b"),
        lambda book: (book.sheet("Plan"), book.sheet("PLAN")),
        lambda book: book.sheet("s").write(0, 0, float("inf")),
        lambda book: book.sheet("s").write(0, 0, Formula("=XLOOKUP(1,2,3)", 1)),
        lambda book: book.sheet("s").write(0, 0, Formula("=1/0", float("nan"))),
        lambda book: book.sheet("s").write(1_048_576, 0, 1),
        lambda book: book.sheet("s").table("t", [Column("a"), Column("A")], []),
        lambda book: book.sheet("s").table("t", [Column("a")], [[1, 2]]),
        lambda book: (
            book.sheet("s").table("t", [Column("a")], []),
            book.sheet("r").table("T", [Column("a")], []),
        ),
        lambda book: (
            s := book.sheet("s"),
            s.table("t", [Column("a")], []),
            s.table("u", [Column("b")], []),
        ),
        lambda book: book.sheet("s").choices("A1", ["x" * 300], "no"),
        lambda book: book.name("A1", "=1"),
        lambda book: (s := book.sheet("s"), s.write(0, 0, 1), s.write(0, 0, 2)),
    ],
)
def test_failures_are_loud_and_leave_nothing(tmp_path: Path, wrong: object) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(BookError), WorkbookWriter(path) as book:
        wrong(book)  # type: ignore[operator]
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["plan.xlsx"]


def test_mode_of_a_replaced_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o640)
    _write(path)
    assert path.stat().st_mode & 0o777 == 0o640


def test_output_is_tried_before_the_work(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    ensure_writable(path)
    assert list(tmp_path.iterdir()) == []
    there = tmp_path / "there.xlsx"
    there.write_bytes(b"old")
    with pytest.raises(NotWritable, match="exists already"):
        ensure_writable(there)
    ensure_writable(there, overwrite=True)
    (tmp_path / "~$plan.xlsx").touch()
    with pytest.raises(NotWritable, match="open in a spreadsheet"):
        ensure_writable(path, overwrite=True)
    with pytest.raises(NotWritable, match="does not exist"):
        ensure_writable(tmp_path / "nowhere" / "plan.xlsx")
    with pytest.raises(NotWritable, match="is a folder"):
        ensure_writable(tmp_path)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("x" * 32_767, "x" * 32_767),
        ("x" * 32_768, "x" * 32_766 + "…"),
        ("🙂" * 20_000, "🙂" * 16_383 + "…"),
    ],
)
def test_a_text_is_cut_to_what_a_cell_holds(tmp_path: Path, text: str, kept: str) -> None:
    """Joined texts may be longer than Excel holds (32,767 units of UTF-16): no plan is lost for
    that.
    """
    path = tmp_path / "plan.xlsx"
    with WorkbookWriter(path) as book:
        book.sheet("Plan").write(0, 0, text)
    assert load_workbook(path)["Plan"]["A1"].value == kept


def test_blank_cells_of_a_large_table_are_formatted_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most cells of the skills of thousands of people are blank: none of them is written, and all
    look as in a small table.
    """
    monkeypatch.setattr(sheet_tables, "SPARSE", 8)
    path, typed = tmp_path / "plan.xlsx", Style(Look.INPUT, Number.MONEY)
    columns = [Column("name"), Column("from", typed), Column("to", typed)]
    rows = [["A", None, 5.0], ["B", "", None], ["C", Cell(None, Style(fill=Fill.BAD)), 0.0]]
    with WorkbookWriter(path) as book:
        sheet = book.sheet("Bands")
        sheet.table("bands", columns, rows)
        found = book.table("bands")["from"].value
    assert [value for (value,) in found] == [None, None, None]
    raw = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    assert not {f'r="{cell}"' for cell in ("B2", "B3", "C3")} & set(re.findall(r'r="\w+"', raw))
    assert 'r="B4"' in raw  # its colour says something
    read = load_workbook(path)["Bands"]
    assert [[cell.value for cell in row] for row in read["A2:C4"]] == [
        ["A", None, 5], ["B", None, None], ["C", None, 0],
    ]  # fmt: skip
    formats = {str(rule.sqref): rule.rules[0] for rule in read.conditional_formatting}
    assert {area: rule.type for area, rule in formats.items()} == {
        "A2:A4": "containsBlanks",
        "B2:C4": "containsBlanks",
    }
    assert formats["B2:C4"].dxf.fill.bgColor.rgb == read["C2"].fill.fgColor.rgb
    assert formats["A2:A4"].dxf.border.bottom.style == "thin"
    assert read.column_dimensions["B"].number_format == read["C2"].number_format
