"""Workbooks of users, with everything in them that a spreadsheet library loses when it opens and
saves them.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MACROS = b"\xd0\xcf\x11\xe0 not a real project, but nobody may touch it \x00\xff"


def png() -> io.BytesIO:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00\xff\x00\x00"))
        + chunk(b"IEND", b"")
    )


def full(path: Path) -> Path:
    """Chart, picture, text box, notes, sparklines, extended conditional formats, validations,
    tables, names, dynamic arrays; links to our sheets.
    """
    book = xlsxwriter.Workbook(str(path))
    bold, money = (
        book.add_format({"bold": True, "font_name": "Arial"}),
        book.add_format({"num_format": '#,##0.00 "€"', "bg_color": "#FFEE00"}),
    )
    data, links = book.add_worksheet("Data & more"), book.add_worksheet("Board")
    data.write_row(0, 0, ["region", "sales", "trend"], bold)
    for row, (region, sales) in enumerate([("North", 10), ("South", 25), ("West", 17)], 1):
        data.write_row(row, 0, [region, sales], money)
        data.add_sparkline(row, 2, {"range": "'Data & more'!B2:B4"})
    data.conditional_format("B2:B4", {"type": "data_bar", "data_bar_2010": True})
    data.conditional_format("B2:B4", {"type": "icon_set", "icon_style": "3_arrows"})
    data.conditional_format(
        "B2:B4",
        {
            "type": "cell",
            "criteria": ">",
            "value": 20,
            "format": book.add_format({"font_color": "#FF0000"}),
        },
    )
    data.data_validation("A2:A4", {"validate": "list", "source": ["North", "South", "West"]})
    data.write_comment("A1", "Who keeps this?")
    data.add_table(
        "E1:F4", {"name": "op_tbl_in_roster", "columns": [{"header": "person"}, {"header": "pay"}]}
    )
    data.insert_textbox("H1", "Draft")
    data.insert_image("H10", "dot.png", {"image_data": png()})
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        {"categories": "='Data & more'!$A$2:$A$4", "values": "='Data & more'!$B$2:$B$4"}
    )
    data.insert_chart("H14", chart)
    data.write_dynamic_array_formula("L1:L3", "=SORT(B2:B4)", None, 10)
    data.print_area("A1:F4")
    data.repeat_rows(0)
    book.define_name("rate", "='Data & more'!$B$2")
    book.define_name("'Data & more'!local", "='Data & more'!$B$3")
    links.write_formula(0, 0, "=op_Summary!A1", None, "")
    links.write_formula(1, 0, "=op_TotalCost", None, 0)
    links.write_formula(2, 0, "='op_Hiring plan'!A7&\"!\"", None, "")
    links.write_formula(3, 0, "=rate*2", None, 20)
    links.write_string(5, 0, "op_Summary!A1 in words")
    book.close()
    return path


def with_macros(path: Path) -> Path:
    """A workbook with a macro project and a button."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Start")
    book.add_vba_project(io.BytesIO(MACROS), is_stream=True)
    book.set_vba_name("ThisWorkbook")
    sheet.set_vba_name("Sheet1")
    sheet.insert_button("B2", {"macro": "go", "caption": "Go"})
    sheet.write(0, 0, 1)
    book.close()
    return path


def changed(
    source: Path,
    target: Path,
    *,
    parts: Mapping[str, bytes | str] | None = None,
    edit: Mapping[str, Callable[[str], str]] | None = None,
    without: tuple[str, ...] = (),
) -> Path:
    """Copy a workbook with parts added, edited, or left out."""
    with zipfile.ZipFile(source) as old:
        content = {name: old.read(name) for name in old.namelist() if name not in without}
    for name, function in (edit or {}).items():
        content[name] = function(content[name].decode()).encode()
    content |= {
        name: data.encode() if isinstance(data, str) else data
        for name, data in (parts or {}).items()
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in content.items():
            new.writestr(
                zipfile.ZipInfo(name, (2020, 5, 17, 12, 30, 0)), data, zipfile.ZIP_DEFLATED
            )
    return target


def relations(*lines: tuple[str, str, str]) -> str:
    """A part of relations: id, type and target of each."""
    listed = "".join(
        f'<Relationship Id="{number}" Type="{kind}" Target="{target}"/>'
        for number, kind, target in lines
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'


def put_before(end: str, text: str) -> Callable[[str], str]:
    """An edit: text before an end tag."""

    def edit(part: str) -> str:
        assert part.count(end) == 1, (end, part[:300])
        return part.replace(end, text + end)

    return edit


def both(*edits: Callable[[str], str]) -> Callable[[str], str]:
    """Several edits, one after the other."""

    def edit(part: str) -> str:
        for one in edits:
            part = one(part)
        return part

    return edit


def overrides(*lines: tuple[str, str]) -> str:
    """Content types of parts."""
    return "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in lines)


def relation(number: str, kind: str, target: str, space: str = OFFICE) -> str:
    """One relation."""
    return f'<Relationship Id="{number}" Type="{space}/{kind}" Target="{target}"/>'


def with_pivot(source: Path, target: Path) -> Path:
    """Add a pivot table, with its cache, and a slicer of it."""
    fields = (
        '<cacheField name="region" numFmtId="0"><sharedItems count="3"><s v="North"/><s'
        ' v="South"/><s v="West"/></sharedItems></cacheField><cacheField name="sales"'
        ' numFmtId="0"><sharedItems containsSemiMixedTypes="0" containsString="0"'
        ' containsNumber="1" containsInteger="1" minValue="10" maxValue="25"/></cacheField>'
    )
    cache = (
        f'{HEAD}<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{OFFICE}" r:id="rId1"'
        ' refreshedBy="them" refreshedDate="45000" createdVersion="6" refreshedVersion="6"'
        ' minRefreshableVersion="3" recordCount="3"><cacheSource type="worksheet"><worksheetSource'
        ' ref="A1:B4" sheet="Data &amp; more"/></cacheSource><cacheFields'
        f' count="2">{fields}</cacheFields></pivotCacheDefinition>'
    )
    rows = "".join(
        f'<r><x v="{number}"/><n v="{sales}"/></r>' for number, sales in enumerate((10, 25, 17))
    )
    records = (
        f'{HEAD}<pivotCacheRecords xmlns="{MAIN}" xmlns:r="{OFFICE}"'
        f' count="3">{rows}</pivotCacheRecords>'
    )
    items = '<items count="4"><item x="0"/><item x="1"/><item x="2"/><item t="default"/></items>'
    pivot = (
        f'{HEAD}<pivotTableDefinition xmlns="{MAIN}" name="PivotTable1" cacheId="7" dataOnRows="0"'
        ' applyNumberFormats="0" applyBorderFormats="0" applyFontFormats="0"'
        ' applyPatternFormats="0" applyAlignmentFormats="0" applyWidthHeightFormats="1"'
        ' dataCaption="Values" updatedVersion="6" minRefreshableVersion="3" useAutoFormatting="1"'
        ' itemPrintTitles="1" createdVersion="6" indent="0" outline="1" outlineData="1"'
        ' multipleFieldFilters="0"><location ref="D1:E5" firstHeaderRow="1" firstDataRow="1"'
        ' firstDataCol="1"/><pivotFields count="2"><pivotField axis="axisRow"'
        f' showAll="0">{items}</pivotField><pivotField dataField="1"'
        ' showAll="0"/></pivotFields><rowFields count="1"><field x="0"/></rowFields><rowItems'
        ' count="4"><i><x/></i><i><x v="1"/></i><i><x v="2"/></i><i'
        ' t="grand"><x/></i></rowItems><colItems count="1"><i/></colItems><dataFields'
        ' count="1"><dataField name="Sum of sales" fld="1" baseField="0"'
        ' baseItem="0"/></dataFields></pivotTableDefinition>'
    )
    slicers = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    slicer = (
        f'{HEAD}<slicers xmlns="{slicers}"><slicer name="region" cache="Slicer_region"'
        ' caption="region" rowHeight="241300"/></slicers>'
    )
    slicer_cache = (
        f'{HEAD}<slicerCacheDefinition xmlns="{slicers}" name="Slicer_region"'
        ' sourceName="region"><pivotTables><pivotTable tabId="2"'
        ' name="PivotTable1"/></pivotTables><data><tabular pivotCacheId="7"><items count="3"><i'
        ' x="0" s="1"/><i x="1" s="1"/><i x="2"'
        ' s="1"/></items></tabular></data></slicerCacheDefinition>'
    )
    pivot_rels = {
        "xl/pivotTables/_rels/pivotTable1.xml.rels": relations(
            ("rId1", f"{OFFICE}/pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml")
        ),
        "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": relations(
            ("rId1", f"{OFFICE}/pivotCacheRecords", "pivotCacheRecords1.xml")
        ),
        "xl/worksheets/_rels/sheet2.xml.rels": relations(
            ("rId1", f"{OFFICE}/pivotTable", "../pivotTables/pivotTable1.xml"),
            (
                "rId2",
                "http://schemas.microsoft.com/office/2007/relationships/slicer",
                "../slicers/slicer1.xml",
            ),
        ),
    }
    slicer_list = (
        '<extLst><ext uri="{A8765BA9-456A-4dab-B4F3-ACF838C121DE}"'
        f' xmlns:x14="{slicers}"><x14:slicerList><x14:slicer'
        ' r:id="rId2"/></x14:slicerList></ext></extLst>'
    )
    caches = (
        '<pivotCaches><pivotCache cacheId="7" r:id="rIdPivot"/></pivotCaches><extLst><ext'
        ' uri="{BBE1A952-AA13-448e-AADC-164F8A28A991}"'
        f' xmlns:x14="{slicers}"><x14:slicerCaches><x14:slicerCache'
        ' r:id="rIdSlicer"/></x14:slicerCaches></ext></extLst>'
    )
    types = overrides(
        ("xl/pivotTables/pivotTable1.xml", f"{SHEETML}.pivotTable+xml"),
        ("xl/pivotCache/pivotCacheDefinition1.xml", f"{SHEETML}.pivotCacheDefinition+xml"),
        ("xl/pivotCache/pivotCacheRecords1.xml", f"{SHEETML}.pivotCacheRecords+xml"),
        ("xl/slicers/slicer1.xml", "application/vnd.ms-excel.slicer+xml"),
        ("xl/slicerCaches/slicerCache1.xml", "application/vnd.ms-excel.slicerCache+xml"),
    )
    lines = relation(
        "rIdPivot", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"
    ) + relation(
        "rIdSlicer",
        "slicerCache",
        "slicerCaches/slicerCache1.xml",
        "http://schemas.microsoft.com/office/2007/relationships",
    )
    parts = {
        "xl/pivotTables/pivotTable1.xml": pivot,
        "xl/pivotCache/pivotCacheDefinition1.xml": cache,
        "xl/pivotCache/pivotCacheRecords1.xml": records,
        "xl/slicers/slicer1.xml": slicer,
        "xl/slicerCaches/slicerCache1.xml": slicer_cache,
    }
    edit = {
        "[Content_Types].xml": put_before("</Types>", types),
        "xl/workbook.xml": put_before("</workbook>", caches),
        "xl/_rels/workbook.xml.rels": put_before("</Relationships>", lines),
        "xl/worksheets/sheet2.xml": put_before("</worksheet>", slicer_list),
    }
    return changed(source, target, parts=parts | pivot_rels, edit=edit)


def with_rarities(source: Path, target: Path) -> Path:
    """Add threaded comments, an external link, custom XML, an order of calculation, and a part that
    nothing points at.
    """
    threads = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    person, comment = (
        "{11111111-2222-3333-4444-555555555555}",
        "{AAAAAAAA-2222-3333-4444-555555555555}",
    )
    parts: dict[str, bytes | str] = {
        "xl/threadedComments/threadedComment1.xml": (
            f'{HEAD}<ThreadedComments xmlns="{threads}"><threadedComment ref="A2"'
            f' dT="2026-01-02T03:04:05.00" personId="{person}" id="{comment}"><text>Is this'
            " right?</text></threadedComment></ThreadedComments>"
        ),
        "xl/persons/person.xml": (
            f'{HEAD}<personList xmlns="{threads}"><person displayName="Ann" id="{person}"'
            ' userId="a" providerId="None"/></personList>'
        ),
        "xl/externalLinks/externalLink1.xml": (
            f'{HEAD}<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{OFFICE}"'
            ' r:id="rId1"><sheetNames>'
            '<sheetName val="Rates"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row'
            ' r="1"><cell r="A1"><v>7</v></cell></row></sheetData>'
            "</sheetDataSet></externalBook></externalLink>"
        ),
        "xl/externalLinks/_rels/externalLink1.xml.rels": (
            f'{HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1"'
            f' Type="{OFFICE}/externalLinkPath" Target="rates.xlsx"'
            ' TargetMode="External"/></Relationships>'
        ),
        "customXml/item1.xml": "<their xmlns='urn:theirs'>keep me</their>",
        "customXml/_rels/item1.xml.rels": relations(
            ("rId1", f"{OFFICE}/customXmlProps", "itemProps1.xml")
        ),
        "customXml/itemProps1.xml": (
            f'{HEAD}<ds:datastoreItem ds:itemID="{person}" '
            'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>'
        ),
        "xl/calcChain.xml": (
            f'{HEAD}<calcChain xmlns="{MAIN}"><c r="A1" i="2"/><c r="A2"/></calcChain>'
        ),
        "xl/leftover.bin": b"\x00\x01 nobody points at me",
    }
    types = overrides(
        (
            "xl/threadedComments/threadedComment1.xml",
            "application/vnd.ms-excel.threadedcomments+xml",
        ),
        ("xl/persons/person.xml", "application/vnd.ms-excel.person+xml"),
        ("xl/externalLinks/externalLink1.xml", f"{SHEETML}.externalLink+xml"),
        (
            "customXml/itemProps1.xml",
            "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        ),
        ("xl/calcChain.xml", f"{SHEETML}.calcChain+xml"),
    )
    lines = (
        relation("rIdLink", "externalLink", "externalLinks/externalLink1.xml")
        + relation("rIdXml", "customXml", "../customXml/item1.xml")
        + relation("rIdChain", "calcChain", "calcChain.xml")
        + relation(
            "rIdPerson",
            "person",
            "persons/person.xml",
            "http://schemas.microsoft.com/office/2017/10/relationships",
        )
    )
    thread = relation(
        "rIdThread",
        "threadedComment",
        "../threadedComments/threadedComment1.xml",
        "http://schemas.microsoft.com/office/2017/10/relationships",
    )
    edit = {
        "[Content_Types].xml": both(
            put_before("</Types>", types),
            lambda part: part.replace(
                "<Default",
                '<Default Extension="bin" ContentType="application/octet-stream"/><Default',
                1,
            ),
        ),
        "xl/workbook.xml": lambda part: part.replace(
            "</sheets>",
            '</sheets><externalReferences><externalReference r:id="rIdLink"/></externalReferences>',
        ),
        "xl/_rels/workbook.xml.rels": put_before("</Relationships>", lines),
        "xl/worksheets/_rels/sheet1.xml.rels": put_before("</Relationships>", thread),
        "xl/worksheets/sheet2.xml": lambda part: part.replace(
            "</sheetData>",
            '<row r="9"><c r="A9"><f>[1]Rates!A1*2</f><v>14</v></c></row></sheetData>',
        ),
    }
    return changed(source, target, parts=parts, edit=edit)


def everything(folder: Path) -> Path:
    """A workbook with all of it."""
    folder.mkdir(parents=True, exist_ok=True)
    full(folder / "full.xlsx")
    with_pivot(folder / "full.xlsx", folder / "pivot.xlsx")
    target = with_rarities(folder / "pivot.xlsx", folder / "theirs.xlsx")
    for name in ("full.xlsx", "pivot.xlsx"):
        (folder / name).unlink()
    return target


def plain(path: Path, sheets: Mapping[str, list[list[Any]]] | None = None, **options: Any) -> Path:
    """A workbook with nothing but cells."""
    book = xlsxwriter.Workbook(str(path), options)
    for name, rows in (sheets or {"Mine": [["a", 1], ["b", 2]]}).items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return path
