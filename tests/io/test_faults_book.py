"""The workbook of faults: the user's own, with faulty cells marked and a list that leads to
them.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from make import Rows, save, sound
from openpyxl import load_workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill

from orgplan.domain.catalogue import Catalogue
from orgplan.excel.embed.marks import mark_cells
from orgplan.excel.read.faults import BadInput
from orgplan.io.faults_book import write_faults
from orgplan.io.inputs.loading import read_workbook
from orgplan.language import SOURCE, speak


def faulty() -> dict[str, Rows]:
    sheets = sound()
    sheets["Roster"][1][2] = sheets["Roster"][2][2] = "Staff Nurse"
    sheets["Roster"][3][5] = "soon"
    sheets["Budget"][1][2] = "a lot"
    return sheets


def refused(path: Path) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read_workbook(path, Catalogue())
    return caught.value


def marked(path: Path) -> dict[str, set[str]]:
    """Sheet → cells that are always red."""
    found: dict[str, set[str]] = {}
    for sheet in load_workbook(path):
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                if rule.formula in (["TRUE"], ["=TRUE"]):
                    cells = {cell for each in str(area.sqref).split() for cell in each.split(":")}
                    found.setdefault(sheet.title, set()).update(cells)
    return found


WANTED = {"Roster": {"C2", "C3", "F4"}, "Budget": {"C2"}}


def test_the_users_own_workbook_comes_back_with_its_cells_marked(tmp_path: Path) -> None:
    path, out = save(tmp_path / "own.xlsx", faulty()), tmp_path / "faults.xlsx"
    book = load_workbook(path)
    book["Roster"]["G2"].number_format = "0.00"
    book["Roster"].conditional_formatting.add(
        "G2:G9", CellIsRule("lessThan", ["0"], fill=PatternFill("solid", bgColor="FF00FF00"))
    )
    book["Roster"].merge_cells("J1:K1")
    book.save(path)
    before = path.read_bytes()
    error = refused(path)
    told = write_faults(error, [path], out)
    assert str(out) in told
    assert path.read_bytes() == before
    assert marked(out) == WANTED
    again = load_workbook(out)
    assert again.sheetnames == [*load_workbook(path).sheetnames, "op_Faults"]
    assert again["Roster"]["G2"].number_format == "0.00"
    links = [row[1].value for row in again["op_Faults"].iter_rows(min_row=5, max_row=8)]
    assert '=HYPERLINK("#\'Roster\'!C2","Roster!C2")' in links
    assert sorted(tmp_path.iterdir()) == sorted([path, out])
    assert refused(out).faults == error.faults  # what was marked can be mended and read again


def test_other_files_come_back_as_their_values(tmp_path: Path) -> None:
    sheets = faulty()
    roster = sheets.pop("Roster")
    text = tmp_path / "Roster.csv"
    text.write_text(
        "\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in roster)
    )
    path, out = save(tmp_path / "rest.xlsx", sheets), tmp_path / "faults.xlsx"
    with pytest.raises(BadInput) as caught:
        read_workbook(path, Catalogue(), more=[text])
    write_faults(caught.value, [path, text], out)
    assert marked(out) == WANTED
    book = load_workbook(out)
    assert book["Roster"]["C2"].value == "Staff Nurse"
    assert book["Faults"]["B5"].value.startswith("=HYPERLINK(")


def test_the_list_is_in_chinese_where_the_workbook_is(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "设置": [["键", "值"], ["as_of", "2027年1月1日"], ["目标", "最好"]],
        "花名册": [["工号", "姓名", "岗位", "团队", "入职日期", "年薪", "在职状态"],
            ["1", "王磊", "工程师", "平台部", "昨天", 1, "休眠"]],
        "岗位": [["岗位", "岗位族", "薪带下限"], ["工程师", "研发", 9]],
    }  # fmt: skip
    path, out = save(tmp_path / "own.xlsx", sheets), tmp_path / "faults.xlsx"
    error = refused(path)
    assert "错误清单" in write_faults(error, [path], out)
    rows = list(load_workbook(out)["op_错误清单"].iter_rows(min_row=1, values_only=True))
    said = " ".join(str(cell) for row in rows for cell in row if cell).replace("own.xlsx", "")
    said = re.sub(r"=HYPERLINK\(.*?\)|[A-Z]+\d+|as_of|USD", "", said)
    assert not re.search(r"[A-Za-z]{2,}", said)
    assert "在职、休假、离职" in said
    speak(SOURCE)


def test_a_file_that_can_not_be_read_gives_the_list_alone(tmp_path: Path) -> None:
    path, out = tmp_path / "own.xlsx", tmp_path / "faults.xlsx"
    path.write_bytes(b"no workbook")
    write_faults(refused(path), [path], out)
    assert load_workbook(out).sheetnames == ["Faults"]


@pytest.mark.parametrize("styles", ["", "<dxfs/>", '<dxfs count="0"></dxfs>'])
def test_marks_in_styles_of_any_shape(tmp_path: Path, styles: str) -> None:
    """Whatever a workbook has of conditional formats, each cell gets the red one."""
    path = save(tmp_path / "own.xlsx", sound())
    draft = tmp_path / "draft.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(draft, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "xl/styles.xml":
                data = re.sub(rb"<dxfs[^<>]*/>|<dxfs.*?</dxfs>", styles.encode(), data)
            new.writestr(info, data)
    mark_cells(draft, {"Roster": ["A2", "B3"], "No such sheet": ["A1"]})
    assert marked(draft) == {"Roster": {"A2", "B3"}}
    (rule,) = load_workbook(draft)["Roster"].conditional_formatting
    assert rule.rules[0].dxf.fill.bgColor.rgb == "FFFFC7CE"
