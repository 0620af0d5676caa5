"""What must be so after a plan was put into a workbook, said without the code that puts it
there.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from openpyxl import Workbook
from openpyxl.cell import Cell

EDITED = ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")
REPLACED = ("xl/calcChain.xml",)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert len(set(archive.namelist())) == len(archive.namelist())
        return {name: archive.read(name) for name in archive.namelist()}


def touched(before: Path, after: Path) -> set[str]:
    """Parts that were there before and are otherwise, or gone, now."""
    old, new = parts(before), parts(after)
    return {name for name in old if new.get(name) != old[name]}


def assert_untouched(before: Path, after: Path) -> None:
    """Nothing but the four parts that may be edited differs; of three of them nothing that was said
    before is gone.
    """
    assert touched(before, after) <= {*EDITED, *REPLACED}
    assert not set(REPLACED) & set(parts(after))
    old, new = parts(before), parts(after)
    for name in EDITED:
        if name in old:
            assert kept(old[name], new[name]) == [], name


def kept(old: bytes, new: bytes) -> list[str]:
    """Elements of the old part that the new one does not have in the same order, but for counts,
    and what is to be gone.
    """
    mine, there = list(elements(old)), iter(elements(new))
    return [element for element in mine if not any(element == other for other in there)]


def elements(data: bytes) -> Iterator[str]:
    for element in ElementTree.fromstring(data).iter():
        said = {
            key: value
            for key, value in element.attrib.items()
            if key not in ("count", "fullCalcOnLoad")
        }
        if "calcChain" not in str(said):
            yield f"{element.tag} {sorted(said.items())} {(element.text or '').strip()}"


def assert_whole(path: Path) -> None:
    """Each relation leads somewhere, each part has a type, ids are unique: what Excel repairs, or
    refuses, otherwise.
    """
    there = parts(path)
    types = ElementTree.fromstring(there["[Content_Types].xml"])
    stated = [element.get("PartName", "") for element in types if element.tag.endswith("Override")]
    assert len({name.casefold() for name in stated}) == len(stated)
    assert {name.lstrip("/") for name in stated} <= set(there)
    defaults = {
        element.get("Extension", "").casefold()
        for element in types
        if element.tag.endswith("Default")
    }
    untyped = [
        name
        for name in there
        if f"/{name}" not in stated and name.rpartition(".")[2].casefold() not in defaults
    ]
    assert set(untyped) <= {"[Content_Types].xml"}
    for name, data in there.items():
        if name.endswith(".rels"):
            _assert_relations(name, data, set(there))
    book = ElementTree.fromstring(there["xl/workbook.xml"])
    listed = [element for element in book.iter() if element.tag.endswith("}sheet")]
    for key in (
        "name",
        "sheetId",
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    ):
        values = [element.get(key, "").casefold() for element in listed]
        assert len(set(values)) == len(values), key
    names = [
        (element.get("name", "").casefold(), element.get("localSheetId"))
        for element in book.iter()
        if element.tag.endswith("definedName")
    ]
    assert len(set(names)) == len(names)
    assert {int(sheet) for _, sheet in names if sheet} <= set(range(len(listed)))
    _assert_tables(there, {name for name, sheet in names if sheet is None})


def _assert_relations(name: str, data: bytes, there: set[str]) -> None:
    folder = name.replace("_rels/", "").rpartition("/")[0]
    lines = ElementTree.fromstring(data)
    assert len({line.get("Id") for line in lines}) == len(lines)
    for line in lines:
        if line.get("TargetMode") != "External":
            target = line.get("Target", "")
            full = [
                piece
                for piece in (target if target.startswith("/") else f"{folder}/{target}").split("/")
                if piece not in ("", ".")
            ]
            while ".." in full:
                at = full.index("..")
                full[at - 1 : at + 1] = []
            assert "/".join(full) in there, (name, target)


def _assert_tables(there: dict[str, bytes], names: set[str]) -> None:
    tables = [
        ElementTree.fromstring(data)
        for name, data in there.items()
        if re.fullmatch(r"xl/tables/[^/]+\.xml", name)
    ]
    ids = [table.get("id") for table in tables]
    called = [(table.get("displayName") or "").casefold() for table in tables]
    assert len(set(ids)) == len(ids)
    assert len(set(called)) == len(called)
    assert not set(called) & names


def cells(sheet: Any) -> Iterator[Cell]:
    for row in sheet.iter_rows():
        yield from (cell for cell in row if cell.value is not None or cell.has_style)


def appearance(cell: Cell) -> tuple[object, ...]:
    """How a cell looks, as openpyxl reads it."""
    font, fill, border, place = cell.font, cell.fill, cell.border, cell.alignment
    sides = tuple(
        (side.style, side.color.rgb if side.color else None)
        for side in (border.left, border.right, border.top, border.bottom)
    )
    return (
        font.name, font.sz, font.b, font.i, font.color.rgb if font.color else None,
        fill.patternType, fill.fgColor.rgb, sides,
        place.horizontal, place.vertical, place.wrap_text, place.textRotation, cell.number_format,
        cell.quotePrefix, cell.protection.locked,
    )  # fmt: skip


def rules(book: Workbook, sheet: str) -> list[tuple[object, ...]]:
    """Conditional formats of a sheet with what they look like."""
    found = []
    for area in book[sheet].conditional_formatting:
        for rule in area.rules:
            fill = rule.dxf.fill.bgColor.rgb if rule.dxf and rule.dxf.fill else None
            font = (
                rule.dxf.font.color.rgb
                if rule.dxf and rule.dxf.font and rule.dxf.font.color
                else None
            )
            number = rule.dxf.numFmt.formatCode if rule.dxf and rule.dxf.numFmt else None
            found.append(
                (str(area.sqref), rule.type, rule.priority, tuple(rule.formula), fill, font, number)
            )
    return found
