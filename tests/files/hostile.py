"""Hostile workbooks, made here: ``python -m tests.files.hostile FOLDER`` writes them all.

Each has a name, a maker, and what the refusal says; where that is ``None``, the file is odd but can
be planned.
"""

from __future__ import annotations

import io
import os
import random
import re
import struct
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl import Workbook
from openpyxl.styles import Font

Sheets = dict[str, list[list[Any]]]
ROSTER, SKILLS = "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"
STRINGS, BOOK, STYLES = "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"
RELATIONS, TYPES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
DTD = b'<!DOCTYPE a [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;&a;">]>'


def sheets() -> Sheets:
    """A small organisation without faults."""
    return {
        "Settings": [["key", "value"], ["as_of", "2027-01-01"], ["start", "2027-01-01"],
            ["period", "quarter"], ["periods", 2], ["currency", "USD"]],
        "Roster": [
            ["person_id", "name", "role", "team", "base_salary", "manager_id", "start_date"],
            ["A1", "Ida", "Baker", "Oven", 40_000, None, "2020-01-01"],
            ["A2", "Jo", "Baker", "Oven", 42_000, "A1", "2021-01-01"],
        ],
        "Skills": [["person_id", "Bread", "Cake"], ["A1", 4, 2], ["A2", 3, None]],
        "Roles": [["role", "band_min", "band_mid", "band_max"], ["Baker", 35_000, 40_000, 50_000]],
        "Teams": [["team", "lead"], ["Oven", "A1"]],
        "Requirements": [["scope", "skill", "need", "kind", "min_level", "strength"],
            ["Oven", "Bread", 2, "holders", 3, "must"]],
    }  # fmt: skip


def workbook(content: Sheets | None = None) -> bytes:
    """Sheets as an .xlsx file."""
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, {"in_memory": True})
    for name, lines in (content or sheets()).items():
        sheet = book.add_worksheet(name)
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
    book.close()
    return sink.getvalue()


def saved(book: Workbook) -> bytes:
    """A workbook of openpyxl's as bytes."""
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """Name → bytes of each part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Parts as an archive."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", kind) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return sink.getvalue()


def part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The sound workbook with one part changed."""
    parts = parts_of(workbook())
    before = parts[name]
    parts[name] = change(before)
    if parts[name] == before:
        raise ValueError(f"nothing of {name} was changed")
    return zipped(parts)


def without(*names: str) -> bytes:
    """The sound workbook with parts missing."""
    return zipped({name: data for name, data in parts_of(workbook()).items() if name not in names})


def swapped(name: str, old: str, new: str) -> bytes:
    """The sound workbook with words of a part replaced."""
    return part(name, lambda data: data.replace(old.encode(), new.encode(), 1))


def cell(sheet: str, row: int, column: int, value: Any) -> bytes:
    """The sound workbook with another value in one cell."""
    content = sheets()
    cells = content[sheet][row - 1]
    cells += [None] * (column - len(cells))
    cells[column - 1] = value
    return workbook(content)


def rows(extra: str, sheet: str = ROSTER) -> bytes:
    """The sound workbook with rows of XML at the end of a sheet."""
    return swapped(sheet, "</sheetData>", f"{extra}</sheetData>")


def after(extra: str, sheet: str = ROSTER) -> bytes:
    """The sound workbook with XML after the cells of a sheet."""
    return swapped(sheet, "</sheetData>", f"</sheetData>{extra}")


def salary(xml: str) -> bytes:
    """The sound workbook with other XML in place of the salary in Roster!E3."""
    return part(
        ROSTER, lambda data: re.sub(rb'<c r="E3"[^>]*>.*?</c>', lambda _: xml.encode(), data)
    )


def many_people(count: int) -> bytes:
    """So many rows that have little in them."""
    return rows(
        "".join(f'<row r="{n}"><c r="B{n}"><v>{n}</v></c></row>' for n in range(4, count + 4))
    )


def many_strings(count: int) -> bytes:
    """So many shared strings that no cell uses."""
    return swapped(
        STRINGS, "</sst>", "".join(f"<si><t>text {n}</t></si>" for n in range(count)) + "</sst>"
    )


def with_styles(count: int) -> bytes:
    """So many fonts and formats."""
    fonts = "".join(
        f'<font><sz val="{1 + n % 400}"/><name val="F{n}"/></font>' for n in range(count)
    )
    formats = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>' * count
    return part(
        STYLES,
        lambda data: data.replace(b"</fonts>", fonts.encode() + b"</fonts>").replace(
            b"</cellXfs>", formats.encode() + b"</cellXfs>"
        ),
    )


def many_sheets(count: int) -> bytes:
    """So many sheets more."""
    return workbook(sheets() | {f"Extra {n}": [["a", n]] for n in range(count)})


def encrypted() -> bytes:
    """An archive whose parts say that they are encrypted."""
    data = bytearray(workbook())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(sign, at + 4)
    return bytes(data)


def lying_sizes() -> bytes:
    """A bomb whose list of contents says that it is small."""
    data = bytearray(
        part(
            ROSTER,
            lambda before: before.replace(b"</sheetData>", b" " * 50_000_000 + b"</sheetData>"),
        )
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo(ROSTER).file_size
    return bytes(data.replace(struct.pack("<L", size), struct.pack("<L", 2_000)))


def flipped(name: str = ROSTER) -> bytes:
    """One wrong byte in the packed cells."""
    data = bytearray(workbook())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(name)
    data[info.header_offset + 30 + len(name) + info.compress_size // 2] ^= 0xFF
    return bytes(data)


def twice() -> bytes:
    """Two parts of the same name."""
    sink = io.BytesIO(workbook())
    with zipfile.ZipFile(sink, "a") as archive:
        archive.writestr("xl/worksheets/sheet2.xml ".strip(), b"<worksheet/>")
    return sink.getvalue()


def utf16(name: str, put: str = "") -> bytes:
    """A part in UTF-16, with something after its declaration."""

    def change(data: bytes) -> bytes:
        text = re.sub(r"^<\?xml[^>]*\?>", "", data.decode())
        return b"\xff\xfe" + f'<?xml version="1.0" encoding="UTF-16"?>{put}{text}'.encode(
            "utf-16-le"
        )

    return part(name, change)


def deep(name: str, end: str, depth: int) -> bytes:
    """So many elements inside each other."""
    return swapped(name, end, "<a>" * depth + "</a>" * depth + end)


def chain_of_managers(count: int) -> bytes:
    """Each has the one before as manager; one period is enough for that."""
    content = sheets()
    content["Settings"] = [
        [key, 1 if key == "periods" else value] for key, value in content["Settings"]
    ]
    content["Roster"] += [
        [f"A{n}", f"N{n}", "Baker", "Oven", 40_000, f"A{n - 1}", "2020-01-01"]
        for n in range(3, count)
    ]
    return workbook(content)


def cycle_of_teams() -> bytes:
    """Teams that are each other's parent."""
    content = sheets()
    content["Teams"] = [["team", "lead", "parent"], ["Oven", "A1", "Shop"], ["Shop", None, "Oven"]]
    return workbook(content)


def styled_blanks() -> bytes:
    """Blank cells down to row 200,000 that have a format."""
    return rows(
        "".join(
            f'<row r="{n}"><c r="A{n}" s="0"/><c r="B{n}" s="0"/></row>' for n in range(4, 200_000)
        )
    )


def coloured() -> bytes:
    """A workbook in which every cell has a font of its own."""
    book = Workbook()
    book.remove(book.active)
    for name, lines in sheets().items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
        for number, line in enumerate(sheet.iter_rows()):
            for place, one in enumerate(line):
                one.font = Font(size=8 + number + place / 10)
    return saved(book)


@dataclass(frozen=True)
class Hostile:
    """A hostile file.

    Attributes
    ----------
    make
        Its bytes.
    said
        A pattern of the refusal; ``None`` where the file is odd, but can be planned.
    where
        Sheet and cell, where the trouble has one.
    """

    make: Callable[[], bytes]
    said: str | None
    where: str = ""


def _f(make: Callable[[], bytes], said: str | None, where: str = "") -> Hostile:
    return Hostile(make, said, where)


FILES: dict[str, Hostile] = {
    # no workbooks
    "empty": _f(lambda: b"", "empty file"),
    "one byte": _f(lambda: b"P", "text|some other type"),
    "csv": _f(lambda: b"person_id,name\n1,Ida\n", "text"),
    "web page": _f(lambda: b"<html><table></table></html>", "web page"),
    "xml table": _f(lambda: b'<?xml version="1.0"?><Workbook/>', "web page or XML"),
    "old excel": _f(lambda: bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "old Excel"),
    "password": _f(lambda: bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), "password"),  # noqa: E501
    "pdf": _f(lambda: b"%PDF-1.7\n\0\1", "other type"),
    "picture": _f(lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "other type"),
    "gzip": _f(lambda: b"\x1f\x8b\x08" + bytes(100), "other type"),
    "noise": _f(lambda: random.Random(1).randbytes(100_000), "other type"),
    "zeros": _f(lambda: bytes(1_000_000), "other type"),
    "pk and noise": _f(lambda: b"PK\3\4" + random.Random(2).randbytes(100_000), "damaged"),
    # archives
    "truncated 10": _f(lambda: workbook()[:700], "damaged"),
    "truncated 50": _f(lambda: workbook()[: len(workbook()) // 2], "damaged"),
    "truncated 99": _f(lambda: workbook()[:-30], "damaged"),
    "xlsb": _f(lambda: zipped({TYPES: b"x", "xl/workbook.bin": b"x"}), "binary workbook"),
    "ods": _f(lambda: zipped({"mimetype": b"x", "content.xml": b"x"}), "OpenDocument"),
    "docx": _f(lambda: zipped({TYPES: b"x", "word/document.xml": b"x"}), "Word"),
    "other zip": _f(lambda: zipped({"readme.txt": b"x"}), "something else"),
    "workbook in a zip": _f(lambda: zipped({"my.xlsx": workbook()}), "something else"),
    "encrypted archive": _f(encrypted, "encrypted archive"),
    "bomb": _f(lambda: part(ROSTER, lambda data: data.replace(b"</sheetData>",
        b" " * 60_000_000 + b"</sheetData>")), "unpacked"),
    "bomb of many parts": _f(lambda: zipped(parts_of(workbook()) | {f"xl/media/{n}.xml": b" " * 9_000_000 for n in range(80)}), "unpacked"),  # noqa: E501
    "bomb that lies": _f(lying_sizes, "damaged|unpacked"),
    "bomb in a picture": _f(lambda: zipped(parts_of(workbook()) | {"xl/media/a.png": bytes(700_000_000)}), "unpacked"),  # noqa: E501
    "many parts": _f(lambda: zipped(parts_of(workbook()) | {f"xl/x/{n}.xml": b"<a/>" for n in range(25_000)}), "parts"),  # noqa: E501
    "flipped byte": _f(flipped, "damaged"),
    "part twice": _f(twice, "same name|damaged|twice"),
    "strange packing": _f(lambda: zipped(parts_of(workbook()), zipfile.ZIP_LZMA), None),
    "part outside": _f(lambda: zipped(parts_of(workbook()) | {"../../outside.xml": b"<a/>"}), None),
    # missing and crossed parts
    "no content types": _f(lambda: without(TYPES), "something else"),
    "no workbook part": _f(lambda: without(BOOK), "damaged|part"),
    "no relations": _f(lambda: without(RELATIONS), "damaged"),
    "no roster part": _f(lambda: without(ROSTER), "damaged|missing|Roster"),
    "no strings": _f(lambda: without(STRINGS), "damaged|text"),
    "no styles": _f(lambda: without(STYLES), None),
    "relation to itself": _f(lambda: swapped(RELATIONS, "worksheets/sheet2.xml",
        "/xl/workbook.xml"), "header|Roster", "Roster"),
    "relation outside": _f(lambda: swapped(RELATIONS, "worksheets/sheet2.xml",
        "file:///etc/passwd"), "damaged|Roster"),
    "sheets crossed": _f(lambda: swapped(RELATIONS, "worksheets/sheet2.xml",
        "worksheets/sheet3.xml"), "Roster", "Roster"),
    "empty part": _f(lambda: part(ROSTER, lambda data: b""), "damaged"),
    "half a part": _f(lambda: part(ROSTER, lambda data: data[: len(data) // 2]), "damaged"),
    "part of noise": _f(lambda: part(ROSTER, lambda data: random.Random(3).randbytes(20_000)),
        "damaged"),
    # xml
    "dtd": _f(lambda: part(ROSTER, lambda data: DTD + data), "document type"),
    "dtd in strings": _f(lambda: part(STRINGS, lambda data: DTD + data), "document type"),
    "dtd far down": _f(lambda: part(ROSTER,
        lambda data: b"<!--" + b"x" * 3_000_000 + b"-->" + DTD + data), "document type"),
    "dtd in utf-16": _f(lambda: utf16(ROSTER, DTD.decode()), "document type|encod"),
    "dtd in workbook": _f(lambda: utf16(BOOK, DTD.decode()), "document type|encod"),
    "sheet in utf-16": _f(lambda: utf16(ROSTER), "encod|UTF-16"),
    "no utf-8": _f(lambda: part(STRINGS, lambda data: data.replace(b"Ida", b"I\xff\xfea")),
        "damaged"),
    "deep sheet": _f(lambda: deep(ROSTER, "</sheetData>", 200_000), "nested|deep"),
    "deep strings": _f(lambda: deep(STRINGS, "</sst>", 200_000), "nested|deep"),
    "deep workbook": _f(lambda: deep(BOOK, "</workbook>", 200_000), "nested|deep"),
    "deep styles": _f(lambda: deep(STYLES, "</styleSheet>", 200_000), "nested|deep"),
    "attributes": _f(lambda: swapped(ROSTER, "<sheetData>",
        "<sheetData " + " ".join(f'a{n}="1"' for n in range(200_000)) + ">"), None),
    "strict": _f(lambda: swapped(BOOK, "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main"), "Strict"),
    # size
    "huge dimension": _f(lambda: part(ROSTER, lambda data: re.sub(rb'<dimension ref="[^"]*"',
        b'<dimension ref="A1:XFD1048576"', data)), None),
    "huge merged range": _f(lambda: after('<mergeCells count="1"><mergeCell '
                                          'ref="A1:XFD1048576"/></mergeCells>'), None),
    "many merged ranges": _f(lambda: after("<mergeCells>" + "".join(f'<mergeCell '
                                                                    f'ref="A{n}:B{n}"/>' for n in range(10, 300_000)) + "</mergeCells>"), None),  # noqa: E501
    "last cell": _f(lambda: rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), None),
    "beyond the last cell": _f(lambda: rows('<row r="9999999"><c '
                                            'r="ZZZ9999999"><v>1</v></c></row>'), None),
    "a million rows": _f(lambda: many_people(1_000_000), "rows|cells"),
    "many cells": _f(lambda: rows("".join(f'<row r="{n}">' + "".join(
    f'<c r="{chr(65 + c)}{n}"><v>1</v></c>' for c in range(26)) + "</row>" for n in range(4,
    150_000))), "cells that hold"),
    "a million strings": _f(lambda: many_strings(1_000_000), "texts"),
    "200,000 formatted blanks": _f(styled_blanks, None),
    "styles": _f(lambda: with_styles(300_000), "formats|styles"),
    "a font a cell": _f(coloured, None),
    "a thousand sheets": _f(lambda: many_sheets(1_000), "sheets"),
    "wide": _f(lambda: rows('<row r="9">' + "".join(f'<c r="{a}{b}9"><v>1</v></c>' for a in "ABCD" for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ") + "</row>"), "Roster", "Roster!"),  # noqa: E501
    "names": _f(lambda: swapped(BOOK, "</sheets>",
        "</sheets><definedNames>" + "".join(f'<definedName name="n{n}">1</definedName>' for n in range(300_000)) + "</definedNames>"), "names"),  # noqa: E501
    "long text": _f(lambda: cell("Roster", 3, 2, "x" * 32_767), None),
    "too long a text": _f(lambda: swapped(STRINGS, ">Jo<", f">{'x' * 40_000}<"), "32,767",
        "Roster!B3"),
    "text of 30 MB": _f(lambda: swapped(STRINGS, ">Jo<",
        f">{''.join(random.Random(4).choices('abcdefgh', k=30_000_000))}<"), "32,767"),
    "long inline text": _f(lambda: salary(
    f'<c r="E3" t="inlineStr"><is><t>{"9" * 40_000}</t></is></c>'), "32,767", "Roster!E3"),
    "long digits": _f(lambda: salary(f'<c r="E3"><v>{"9" * 300_000}</v></c>'), "E3|number",
        "Roster!E3"),
    # cells
    "nan": _f(lambda: salary('<c r="E3"><v>NaN</v></c>'), "number", "Roster!E3"),
    "infinite": _f(lambda: salary('<c r="E3"><v>INF</v></c>'), "number", "Roster!E3"),
    "overflow": _f(lambda: salary('<c r="E3"><v>1e999</v></c>'), "number", "Roster!E3"),
    "huge salary": _f(lambda: salary('<c r="E3"><v>1e300</v></c>'), "E3", "Roster!E3"),
    "no number": _f(lambda: salary('<c r="E3"><v>abc</v></c>'), "number", "Roster!E3"),
    "error cell": _f(lambda: salary('<c r="E3" t="e"><v>#DIV/0!</v></c>'), "DIV/0", "Roster!E3"),
    "unknown error": _f(lambda: salary('<c r="E3" t="e"><v>#SPILL!</v></c>'), "SPILL", "Roster!E3"),
    "unsolved formula": _f(lambda: salary('<c r="E3"><f>E2*2</f></c>'), "calculate", "Roster!E3"),
    "unknown kind of cell": _f(lambda: salary('<c r="E3" t="zz"><v>42000</v></c>'), None),
    "no such string": _f(lambda: salary('<c r="E3" t="s"><v>99999</v></c>'), "damaged|E3"),
    "string of less than none": _f(lambda: salary('<c r="E3" t="s"><v>-1</v></c>'), "damaged|E3"),
    "no such style": _f(lambda: salary('<c r="E3" s="9999"><v>42000</v></c>'), None),
    "row 0": _f(lambda: rows('<row r="0"><c r="A0"><v>1</v></c></row>'), "out of order",
        "Roster!A0"),
    "rows backwards": _f(lambda: rows('<row r="2"><c r="B2"><v>1</v></c></row>'), "out of order",
        "Roster!B2"),
    "control characters": _f(lambda: swapped(STRINGS, ">Jo<", ">J_x0007_o_x0000_<"), None),
    "character zero": _f(lambda: swapped(STRINGS, ">Jo<", ">J&#0;o<"), "damaged"),
    "half a character": _f(lambda: swapped(STRINGS, ">Jo<", ">J&#xD800;o<"), "damaged"),
    "name with a formula": _f(lambda: swapped(STRINGS, ">Jo<", ">=cmd|'/C calc'!A0<"), None),
    "day out of reach": _f(lambda: part("xl/worksheets/sheet1.xml",
        lambda data: re.sub(rb'<c r="B2"[^>]*>.*?</c>', b'<c r="B2"><v>99999999999</v></c>', data)),
            "B2", "Settings!B2"),
    # content
    "cycle of managers": _f(lambda: cell("Roster", 2, 6, "A2"), "A1 → A2|A2 → A1", "Roster!F2"),
    "cycle of teams": _f(cycle_of_teams, "Oven → Shop|Shop → Oven", "Teams!C2"),
    "external link": _f(lambda: zipped(parts_of(workbook()) | {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}), None),  # noqa: E501
    # deeper than Python calls itself; more people only make a larger plan
    "chain of managers": _f(lambda: chain_of_managers(1_020), None),
}  # fmt: skip


def make_pipe(path: Path) -> None:
    """A pipe that nobody writes to."""
    os.mkfifo(path)


def make_huge(path: Path) -> None:
    """A file of 50 GB with nothing in it."""
    with path.open("wb") as file:
        file.write(b"PK\3\4")
        file.truncate(50_000_000_000)


PLACES: dict[str, tuple[Callable[[Path], None], str]] = {
    "pipe": (make_pipe, "device or pipe"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "device or pipe"),
    "folder": (lambda path: path.mkdir(), "a folder"),
    "huge": (make_huge, "50,000 MB"),
    "link to nothing": (lambda path: path.symlink_to("nowhere.xlsx"), "exists"),
    "link to itself": (lambda path: path.symlink_to(path), "exists"),
    "missing": (lambda path: None, "exists"),
}


if __name__ == "__main__":
    for title, hostile in FILES.items():
        (Path(sys.argv[1]) / f"{title}.xlsx").write_bytes(hostile.make())
