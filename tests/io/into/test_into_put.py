"""A plan put into workbooks of users: nothing of theirs is touched, ours looks and reckons as in a
workbook of its own.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xlsxwriter
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.formula import ArrayFormula
from python_calamine import CalamineWorkbook

from orgplan.excel.embed.embed import put_into
from orgplan.excel.write.charts import Series
from orgplan.excel.write.styles import Look
from orgplan.excel.write.workbook import (
    BookError,
    Chart,
    Column,
    Fill,
    Formula,
    Number,
    Style,
    WorkbookWriter,
)
from tests.io.into import targets
from tests.io.into.compare import (
    appearance,
    assert_untouched,
    assert_whole,
    cells,
    parts,
    rules,
    touched,
)

NOW = datetime(2026, 11, 22, 8, 45, 12)
LINKS = ("op_TotalCost",)


@pytest.fixture(autouse=True)
def _openpyxl_may_warn() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def plan(
    path: Path, *, cost: float = 100.5, pages: tuple[str, ...] = ("Hiring plan", "Input Roster")
) -> Path:
    """A plan workbook in small, with all kinds of parts that a real one has."""
    with WorkbookWriter(path, title="Plan") as book:
        summary = book.sheet("Summary", tab="#1F3A5F")
        sheets = {name: book.sheet(name) for name in pages}
        summary.write(0, 0, "Plan of us & <them>", Style(Look.TITLE))
        summary.write(
            1,
            0,
            Formula(
                "=SUM(op_tbl_in_roster[pay])&\" of 'Hiring plan'!A1\"",
                f"{cost:g} of 'Hiring plan'!A1",
            ),
        )
        summary.write(
            2,
            0,
            Formula("='Hiring plan'!$B$3*1", cost),
            Style(Look.FORMULA, Number.MONEY, bold=True),
        )
        book.name("op_TotalCost", "='Summary'!$A$3")
        summary.colour_where("A3:A4", "='Hiring plan'!$B$3>1", Fill.BAD)
        summary.colour_where("A3:A4", "=$A$3>2", Fill.RAISED)
        summary.link(4, 0, "Hiring plan", "see there")
        summary.chart(
            1,
            4,
            Chart(
                "Cost",
                "EUR",
                [Series("cost", "='Hiring plan'!$A$3:$A$4", "='Hiring plan'!$B$3:$B$4", "#1F3A5F")],
            ),
        )
        for name, sheet in sheets.items():
            table = "in_roster" if name.startswith("Input") else name.lower().replace(" ", "_")
            columns = [
                Column("person", Style(Look.INPUT)),
                Column("pay", Style(Look.TOOL, Number.MONEY)),
                Column("start", Style(Look.TOOL, Number.DATE)),
            ]
            sheet.table(
                table,
                columns,
                [["=Ann", cost, datetime(2027, 3, 1).date()], ["Bo", 0.0, None]],
                top=1,
            )
            sheet.choices("A3:A9", "='Summary'!$A$1:$A$3", "one of these")
            sheet.freeze(2)
    return path


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return targets.everything(tmp_path_factory.mktemp("theirs"))


def copied(source: Path, folder: Path, name: str = "user") -> Path:
    path = folder / f"{name}{source.suffix}"
    path.write_bytes(source.read_bytes())
    return path


def test_every_part_stays_byte_for_byte(tmp_path: Path, target: Path) -> None:
    user = copied(target, tmp_path)
    backup = put_into(plan(tmp_path / "plan.xlsx"), user, NOW)
    assert backup.name == "user_backup_2026-11-22_084512.xlsx"
    assert backup.read_bytes() == target.read_bytes()
    assert_untouched(backup, user)
    assert_whole(user)
    kinds = {name.split("/")[1] if name.startswith("xl/") else name for name in parts(target)}
    assert kinds >= {
        "charts",
        "media",
        "pivotTables",
        "pivotCache",
        "slicers",
        "threadedComments",
        "persons",
        "externalLinks",
        "tables",
        "metadata.xml",
    }
    assert "xl/calcChain.xml" in touched(backup, user)
    assert 'fullCalcOnLoad="1"' in parts(user)["xl/workbook.xml"].decode()


def test_macros_stay(tmp_path: Path) -> None:
    user = targets.with_macros(tmp_path / "user.xlsm")
    backup = put_into(plan(tmp_path / "plan.xlsx"), user, NOW)
    assert_untouched(backup, user)
    assert parts(user)["xl/vbaProject.bin"] == targets.MACROS
    assert b"macroEnabled.main+xml" in parts(user)["[Content_Types].xml"]
    assert load_workbook(user, keep_vba=True).sheetnames == [
        "Start",
        "op_Summary",
        "op_Hiring plan",
        "op_Input Roster",
    ]


def test_both_readers_open_it_with_what_was_there(tmp_path: Path, target: Path) -> None:
    user = copied(target, tmp_path)
    put_into(plan(tmp_path / "plan.xlsx"), user, NOW)
    before, after = load_workbook(target), load_workbook(user)
    assert after.sheetnames == [
        "Data & more",
        "Board",
        "op_Summary",
        "op_Hiring plan",
        "op_Input Roster",
    ]
    for sheet in before.sheetnames:
        for cell in cells(before[sheet]):
            other = after[sheet][cell.coordinate]
            assert (said(cell), appearance(cell)) == (said(other), appearance(other)), (
                sheet,
                cell.coordinate,
            )
        assert rules(before, sheet) == rules(after, sheet)
    assert (
        CalamineWorkbook.from_path(str(user)).get_sheet_by_name("op_Summary").to_python()[2][0]
        == 100.5
    )


def said(cell: Cell) -> object:
    """What a cell holds; of a dynamic array its formula."""
    return cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value


def test_our_sheets_look_as_in_a_workbook_of_their_own(tmp_path: Path, target: Path) -> None:
    user, source = copied(target, tmp_path), plan(tmp_path / "plan.xlsx")
    put_into(source, user, NOW)
    for values in (False, True):
        mine, there = load_workbook(source, data_only=values), load_workbook(user, data_only=values)
        for sheet in mine.sheetnames:
            for cell in cells(mine[sheet]):
                other = there[f"op_{sheet}"][cell.coordinate]
                assert appearance(cell) == appearance(other), (sheet, cell.coordinate)
                if cell.data_type != "f":
                    assert cell.value == other.value
            assert [d.width for d in mine[sheet].column_dimensions.values()] == [
                d.width for d in there[f"op_{sheet}"].column_dimensions.values()
            ]
            assert mine[sheet].print_title_rows == there[f"op_{sheet}"].print_title_rows
            assert mine[sheet].freeze_panes == there[f"op_{sheet}"].freeze_panes
    ours = [
        (area, kind, rank, look, *rest)
        for area, kind, rank, _, look, *rest in rules(load_workbook(source), "Summary")
    ]
    theirs = [
        (area, kind, rank, look, *rest)
        for area, kind, rank, _, look, *rest in rules(load_workbook(user), "op_Summary")
    ]
    assert ours == theirs


def test_formulas_point_at_the_new_names(tmp_path: Path, target: Path) -> None:
    user = copied(target, tmp_path)
    put_into(plan(tmp_path / "plan.xlsx"), user, NOW)
    book, there = load_workbook(user), parts(user)
    summary = book["op_Summary"]
    assert (
        summary["A2"].value == "=SUM(op_tbl_in_roster_2[pay])&\" of 'Hiring plan'!A1\""
    )  # theirs has the name; text is text
    assert summary["A3"].value == "='op_Hiring plan'!$B$3*1"
    assert summary["A5"].hyperlink.location == "'op_Hiring plan'!A1"
    assert book.defined_names["op_TotalCost"].attr_text == "'op_Summary'!$A$3"
    assert (
        book["op_Hiring plan"].data_validations.dataValidation[0].formula1
        == "'op_Summary'!$A$1:$A$3"
    )
    assert rules(book, "op_Summary")[0][3] == ("'op_Hiring plan'!$B$3>1",)
    chart = there["xl/charts/op_chart1.xml"].decode()
    assert re.findall(r"<c:f>([^<]+)", chart) == [
        "'op_Hiring plan'!$A$3:$A$4",
        "'op_Hiring plan'!$B$3:$B$4",
    ]
    assert {name: sheet.tables.keys() for name, sheet in zip(book.sheetnames, book,
        strict=True) if sheet.tables} == {
        "Data & more": {"op_tbl_in_roster"}, "op_Hiring plan": {"op_tbl_hiring_plan"},
        "op_Input Roster": {"op_tbl_in_roster_2"}
    }  # fmt: skip


def test_only_one_sheet_is_selected(tmp_path: Path, target: Path) -> None:
    """Sheets that are selected together are edited together."""
    user = copied(target, tmp_path)
    put_into(plan(tmp_path / "plan.xlsx"), user, NOW)
    assert (
        sum(
            b"tabSelected" in data
            for name, data in parts(user).items()
            if name.startswith("xl/worksheets/")
        )
        == 1
    )


def test_the_second_run_changes_nothing_more(tmp_path: Path, target: Path) -> None:
    user, source = copied(target, tmp_path), plan(tmp_path / "plan.xlsx")
    put_into(source, user, NOW)
    first = user.read_bytes()
    backup = put_into(source, user, NOW)
    assert user.read_bytes() == first
    assert backup.name == "user_backup_2026-11-22_084512_2.xlsx"


def test_the_second_run_replaces_in_place(tmp_path: Path, target: Path) -> None:
    user = copied(target, tmp_path)
    put_into(plan(tmp_path / "one.xlsx"), user, NOW)
    before = listed(user)
    put_into(plan(tmp_path / "two.xlsx", cost=77.0), user, NOW)
    assert listed(user) == before
    assert_whole(user)
    book = load_workbook(user, data_only=True)
    assert book["op_Summary"]["A3"].value == 77.0
    assert len(load_workbook(user).defined_names) == len(load_workbook(target).defined_names) + len(
        LINKS
    )
    assert (
        sum(name.startswith("xl/charts/") for name in parts(user))
        == sum(name.startswith("xl/charts/") for name in parts(target)) + 1
    )


def test_styles_do_not_grow_from_run_to_run(tmp_path: Path, target: Path) -> None:
    user = copied(target, tmp_path)
    sizes = []
    for cost in range(4):
        put_into(plan(tmp_path / f"{cost}.xlsx", cost=float(cost)), user, NOW)
        sizes.append(len(parts(user)["xl/styles.xml"]))
    assert len(set(sizes)) == 1


def listed(path: Path) -> list[dict[str, str]]:
    """The workbook's list of sheets as it stands there."""
    return [
        dict(one.attrib)
        for one in ElementTree.fromstring(parts(path)["xl/workbook.xml"]).iter()
        if one.tag.endswith("}sheet")
    ]


def renamed(part: str) -> str:
    """As Excel does it: the name of the sheet changes, and every formula that points at it."""
    return part.replace('name="op_Summary"', 'name="Plan of March"').replace(
        "'op_Summary'!", "'Plan of March'!"
    )


def test_a_sheet_of_ours_that_was_renamed_keeps_its_name(tmp_path: Path, target: Path) -> None:
    user = copied(target, tmp_path)
    put_into(plan(tmp_path / "one.xlsx"), user, NOW)
    targets.changed(user, tmp_path / "renamed.xlsx", edit={"xl/workbook.xml": renamed}).replace(
        user
    )
    put_into(plan(tmp_path / "two.xlsx", cost=55.0), user, NOW)
    assert_whole(user)
    book = load_workbook(user)
    assert book.sheetnames == [
        "Data & more",
        "Board",
        "Plan of March",
        "op_Hiring plan",
        "op_Input Roster",
    ]
    assert load_workbook(user, data_only=True)["Plan of March"]["A3"].value == 55.0
    assert (
        book["op_Hiring plan"].data_validations.dataValidation[0].formula1
        == "'Plan of March'!$A$1:$A$3"
    )
    assert book.defined_names["op_TotalCost"].attr_text == "'Plan of March'!$A$3"


def test_a_sheet_of_ours_that_was_moved_keeps_its_place(tmp_path: Path) -> None:
    """openpyxl numbers the sheets anew, as LibreOffice does: they are known by their names then."""
    user = targets.plain(tmp_path / "user.xlsx")
    put_into(plan(tmp_path / "one.xlsx"), user, NOW)
    book = load_workbook(user)
    book.move_sheet("op_Hiring plan", -2)
    book.save(user)
    put_into(plan(tmp_path / "two.xlsx", cost=55.0), user, NOW)
    assert_whole(user)
    assert load_workbook(user).sheetnames == [
        "op_Hiring plan",
        "Mine",
        "op_Summary",
        "op_Input Roster",
    ]
    assert load_workbook(user, data_only=True)["op_Hiring plan"]["B3"].value == 55.0


def test_a_copy_that_somebody_made_of_our_sheet_is_theirs(tmp_path: Path) -> None:
    """Excel copies the names of a sheet along with it."""
    user = targets.plain(tmp_path / "user.xlsx")
    put_into(plan(tmp_path / "one.xlsx"), user, NOW)
    there = parts(user)
    copy = {
        "xl/worksheets/sheet9.xml": re.sub(
            rb"<(drawing|tableParts|hyperlinks)\b.*(?=</worksheet>)",
            b"",
            there["xl/worksheets/op_sheet1.xml"],
        )
    }
    edit = {
        "xl/workbook.xml": targets.both(
            targets.put_before(
                "</sheets>", '<sheet name="Plan of March" sheetId="77" r:id="rIdCopy"/>'
            ),
            targets.put_before(
                "</definedNames>",
                '<definedName name="op_page" localSheetId="4" hidden="1">"Summary|2"</definedName>',
            ),
        ),
        "xl/_rels/workbook.xml.rels": targets.put_before(
            "</Relationships>", targets.relation("rIdCopy", "worksheet", "worksheets/sheet9.xml")
        ),
        "[Content_Types].xml": targets.put_before(
            "</Types>",
            targets.overrides(("xl/worksheets/sheet9.xml", f"{targets.SHEETML}.worksheet+xml")),
        ),
    }
    assert '"Summary|2"' in there["xl/workbook.xml"].decode()
    targets.changed(user, tmp_path / "copied.xlsx", parts=copy, edit=edit).replace(user)
    for without in ("", "op_Summary"):
        if without:
            book = load_workbook(user)
            del book[without]
            book.save(user)
        put_into(plan(tmp_path / "two.xlsx", cost=55.0), user, NOW)
        assert_whole(user)
        values = load_workbook(user, data_only=True)
        assert (values["Plan of March"]["A3"].value, values["op_Summary"]["A3"].value) in (
            (100.5, 55.0),
            (None, 55.0),
        )


def test_a_page_that_the_plan_no_longer_has_stays_empty(tmp_path: Path, target: Path) -> None:
    user = copied(target, tmp_path)
    put_into(plan(tmp_path / "one.xlsx", pages=("Hiring plan", "Moves", "Input Roster")), user, NOW)
    put_into(plan(tmp_path / "two.xlsx", pages=("Hiring plan", "Exits", "Input Roster")), user, NOW)
    assert_whole(user)
    book = load_workbook(user)
    assert book.sheetnames[2:] == [
        "op_Summary",
        "op_Hiring plan",
        "op_Moves",
        "op_Input Roster",
        "op_Exits",
    ]
    assert [cell.value for cell in cells(book["op_Moves"])] == [
        "The latest plan has no sheet 'Moves'. This one stays, empty, so that what points at it is"
        " not broken."
    ]
    put_into(
        plan(tmp_path / "three.xlsx", pages=("Hiring plan", "Moves", "Input Roster")), user, NOW
    )
    assert_whole(user)
    assert load_workbook(user).sheetnames == book.sheetnames
    assert load_workbook(user)["op_Moves"]["A3"].value == "=Ann"


@pytest.mark.parametrize("kind", ["metadata", "checkbox", "pivot"])
def test_what_nobody_taught_us_to_carry_over_is_a_bug_and_told(tmp_path: Path, kind: str) -> None:
    source = tmp_path / "plan.xlsx"
    book = xlsxwriter.Workbook(str(source))
    sheet = book.add_worksheet("Summary")
    if kind == "metadata":
        sheet.write_dynamic_array_formula("A1:A3", "=SORT(B1:B3)")
    elif kind == "checkbox":
        sheet.insert_checkbox(0, 0, True)
    book.close()
    if kind == "pivot":
        types = targets.overrides(("xl/pivotTables/pivotTable1.xml", "x"))
        source = targets.changed(
            source,
            tmp_path / "other.xlsx",
            parts={
                "xl/pivotTables/pivotTable1.xml": "<x/>",
                "xl/worksheets/_rels/sheet1.xml.rels": targets.relations(
                    ("rId1", f"{targets.OFFICE}/pivotTable", "../pivotTables/pivotTable1.xml")
                ),
            },
            edit={"[Content_Types].xml": targets.put_before("</Types>", types)},
        )
    user = targets.plain(tmp_path / "user.xlsx")
    before = user.read_bytes()
    with pytest.raises(BookError, match="can't be carried over"):
        put_into(source, user, NOW)
    assert user.read_bytes() == before


def test_notes_of_ours_get_a_block_of_ids_of_their_own(tmp_path: Path, target: Path) -> None:
    source = tmp_path / "plan.xlsx"
    book = xlsxwriter.Workbook(str(source))
    book.add_worksheet("Summary").write_comment("A1", "why", {"author": "orgplan"})
    book.close()
    user = copied(target, tmp_path)
    put_into(source, user, NOW)
    assert_whole(user)
    drawings = {name: data.decode() for name, data in parts(user).items() if name.endswith(".vml")}
    assert sorted(re.findall(r'<o:idmap[^>]* data="(\d+)"', "".join(drawings.values()))) == [
        "1",
        "2",
    ]
    assert set(re.findall(r"_x0000_s(\d+)", drawings["xl/drawings/op_vmlDrawing1.vml"])) == {"2049"}
    assert load_workbook(user)["op_Summary"]["A1"].comment.text.strip() == "why"


EMPTY_STYLES = f'<styleSheet xmlns="{targets.MAIN}"/>'


def prefixed(part: str) -> str:
    """The same XML with a prefix before every name of its main namespace, as some programs write
    it.
    """
    part = re.sub(r"<(/?)(?=\w+[\s/>])(?!\w+:)", r"<\1x:", part)
    return part.replace(" xmlns=", " xmlns:x=", 1)


def by_name(match: re.Match[str]) -> str:
    """A type for each part of relations, and none for all of them, as LibreOffice of old writes
    it.
    """
    return "".join(
        f'<Override PartName="/{name}" ContentType={match[1]}/>'
        for name in ("_rels/.rels", "xl/_rels/workbook.xml.rels")
    )


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("no styles", {"without": ("xl/styles.xml",), "edit": {
            "xl/_rels/workbook.xml.rels": lambda part: re.sub(r"<Relationship [^>]*styles.xml\"/>",
                "", part),
            "[Content_Types].xml": lambda part: re.sub(
            r"<Override PartName=\"/xl/styles.xml\"[^>]*/>", "", part),
        }}),
        ("empty styles", {"parts": {"xl/styles.xml": EMPTY_STYLES}}),
        ("few styles", {"parts": {"xl/styles.xml": f'<styleSheet xmlns="{targets.MAIN}"><fonts '
                                                   f'count="0"/><cellXfs count="1"><xf '
                                                   f'numFmtId="0"/></cellXfs>'
                                                   '<dxfs count="0"/></styleSheet>'}}),
        ("prefixes", {"edit": dict.fromkeys(("xl/workbook.xml", "xl/styles.xml",
            "xl/_rels/workbook.xml.rels", "[Content_Types].xml"), prefixed)}),
        ("marks of byte order", {"edit": {name: lambda part: "\ufeff" + part for name in ("xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml")}}),  # noqa: E501
        ("single quotes", {"edit": {"xl/workbook.xml": lambda part: part.replace('"', "'"),
            "xl/styles.xml": lambda part: part.replace('"', "'")}}),
        ("lines", {"edit": {name: lambda part: part.replace("><",
            ">\r\n  <") for name in ("xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml")}}),
        ("no calculation", {"edit": {"xl/workbook.xml": lambda part: re.sub(r"<calcPr[^>]*/>", "",
            part)}}),
        ("by hand", {"edit": {"xl/workbook.xml": lambda part: part.replace("<calcPr ",
            '<calcPr calcMode="manual" ')}}),
        ("empty names", {"edit": {"xl/workbook.xml": lambda part: part.replace("<calcPr",
            "<definedNames/><calcPr")}}),
        ("our part names are taken", {"parts": {"xl/worksheets/op_sheet1.xml": "<theirs/>",
            "xl/Tables/OP_table1.xml": "<theirs/>"}}),
        ("relations by name", {"edit": {"[Content_Types].xml": lambda part: re.sub(
        r"<Default Extension=\"rels\" ContentType=(\"[^\"]*\")/>", by_name, part)}}),
        ("whole targets", {"edit": {"xl/_rels/workbook.xml.rels": lambda part: re.sub(
        r'Target="(?!/)', 'Target="/xl/', part)}}),
    ],
)  # fmt: skip
def test_odd_but_sound_workbooks(tmp_path: Path, name: str, options: dict[str, object]) -> None:
    targets.plain(tmp_path / "plain.xlsx")
    user = targets.changed(tmp_path / "plain.xlsx", tmp_path / "user.xlsx", **options)  # type: ignore[arg-type]
    source = plan(tmp_path / "plan.xlsx")
    backup = put_into(source, user, NOW)
    assert_untouched(backup, user)
    if name != "our part names are taken":  # those have no type, before and after
        assert_whole(user)
    book, mine = load_workbook(user), load_workbook(source)
    assert book.sheetnames == ["Mine", "op_Summary", "op_Hiring plan", "op_Input Roster"]
    assert book["Mine"]["A1"].value == "a"
    for cell in cells(mine["Hiring plan"]):
        assert appearance(cell) == appearance(book["op_Hiring plan"][cell.coordinate]), (
            cell.coordinate
        )
    first = user.read_bytes()
    put_into(source, user, NOW)
    assert user.read_bytes() == first


def test_a_board_with_a_chart_sheet_that_openpyxl_saved_takes_the_next_plan(
    tmp_path: Path,
) -> None:
    """It counts sheets without those of charts, so that marks of ours point at a sheet beside."""
    board = tmp_path / "board.xlsx"
    with xlsxwriter.Workbook(str(board)) as book:
        data = book.add_worksheet("Data")
        data.write_column(0, 0, [1, 2, 3])
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Data!$A$1:$A$3"})
        book.add_chartsheet("Picture").set_chart(chart)
        book.add_worksheet("Notes").write(0, 0, "theirs")
    put_into(plan(tmp_path / "plan.xlsx"), board, now=NOW)
    saved = load_workbook(board)
    saved.save(board)
    put_into(plan(tmp_path / "again.xlsx", cost=200.5), board, now=NOW)
    again = load_workbook(board)
    assert again.sheetnames == [
        "Data",
        "Picture",
        "Notes",
        "op_Summary",
        "op_Hiring plan",
        "op_Input Roster",
    ]
    assert again["Notes"]["A1"].value == "theirs"
