"""Files of other kinds than .xlsx: the same organisation, or a refusal with its cause."""

from __future__ import annotations

import csv
import io
import shutil
import struct
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from make import Rows, save, sound

from orgplan.domain.catalogue import Catalogue
from orgplan.excel.read.faults import BadInput
from orgplan.io.inputs.loading import read_workbook


def plain(tmp_path: Path, sheets: dict[str, Rows]) -> Any:
    return read_workbook(save(tmp_path / "plain.xlsx", sheets), Catalogue()).org


def typed(value: Any, comma: bool) -> str:
    """A cell as a program exports it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if comma and isinstance(value, (int, float)) and value > 50_000:
        return f"{value},50"
    return str(value).replace(".", ",") if comma and isinstance(value, float) else str(value)


def texts(
    folder: Path,
    sheets: dict[str, Rows],
    separator: str = ",",
    encoding: str = "utf-8",
    suffix: str = ".csv",
    names: Callable[[str], str] = str,
) -> list[Path]:
    paths = []
    for name, rows in sheets.items():
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=separator).writerows(
            [[typed(value, separator == ";") for value in row] for row in rows]
        )
        path = folder / f"{names(name)}{suffix}"
        path.write_bytes(out.getvalue().encode(encoding))
        paths.append(path)
    return paths


def with_half(sheets: dict[str, Rows]) -> dict[str, Rows]:
    """Amounts with cents, as the files with decimal commas have them."""
    return {
        name: [
            [
                value + 0.5 if isinstance(value, (int, float)) and value > 50_000 else value
                for value in row
            ]
            for row in rows
        ]
        for name, rows in sheets.items()
    }


@pytest.mark.parametrize(
    ("separator", "encoding", "suffix"),
    [
        (",", "utf-8", ".csv"),
        (",", "utf-8-sig", ".csv"),
        ("\t", "utf-16", ".tsv"),
        ("\t", "utf-8", ".txt"),
    ],
)
def test_several_files_of_text_are_one_workbook(
    tmp_path: Path, separator: str, encoding: str, suffix: str
) -> None:
    first, *more = texts(tmp_path, sound(), separator, encoding, suffix)
    assert read_workbook(first, Catalogue(), more=more).org == plain(tmp_path, sound())


def test_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    first, *more = texts(tmp_path, sound(), ";", "utf-8-sig")
    assert read_workbook(first, Catalogue(), more=more).org == plain(tmp_path, with_half(sound()))


def test_settings_may_say_what_the_file_shows(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Settings"].append(["number_format", "decimal comma"])
    sheets["Roster"][1][6] = "100.000"
    sheets["Roster"][2][6], sheets["Roster"][3][6] = "80000,50", "120.000"
    first, *more = texts(tmp_path, sheets, ";")
    people = read_workbook(first, Catalogue(), more=more).org.people
    assert [person.base_salary for person in people] == [100_000, 80_000.5, 120_000]


def test_thousands_beside_decimal_commas_are_asked(tmp_path: Path) -> None:
    path = tmp_path / "Roster.csv"
    path.write_text(
        "name;role;base_salary\nAnn;Engineer;85.000,50\nBob;Engineer;85,000\n", encoding="utf-8"
    )
    with pytest.raises(BadInput) as caught:
        read_workbook(path, Catalogue())
    assert (caught.value.faults[0].where, caught.value.faults[0].found) == ("Roster!C3", "'85,000'")


def test_a_file_is_the_sheet_whose_headers_it_has(tmp_path: Path) -> None:
    first, *more = texts(
        tmp_path,
        {key: rows for key, rows in sound().items() if key in ("Roster", "Settings")},
        names=lambda name: {"Roster": "export_2027"}.get(name, name),
    )
    rest = save(
        tmp_path / "rest.xlsx",
        {key: rows for key, rows in sound().items() if key not in ("Roster", "Settings")},
    )
    assert read_workbook(first, Catalogue(), more=(*more, rest)).org == plain(tmp_path, sound())


def test_an_older_code_page_is_refused_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "Roster.csv"
    path.write_bytes("name,role\nMüller,Engineer\n".encode("cp1252"))
    with pytest.raises(BadInput) as caught:
        read_workbook(path, Catalogue())
    assert "older code page (line 2)" in caught.value.faults[0].found
    assert "CSV UTF-8" in caught.value.faults[0].fix


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("gb18030", ["王小明", "李雷", "韩梅梅"]),
        ("cp1252", ["Jürgen Müller", "Zoë Lefèvre", "José Núñez"]),
        ("cp932", ["山田太郎", "佐藤花子", "鈴木一郎"]),
        ("cp1251", ["Иван Петров", "Анна Иванова", "Олег Сидоров"]),
        ("euc_kr", ["김민준", "이서연", "박지후"]),
        ("big5", ["張偉明", "王小明", "陳淑芬"]),
        ("cp1252", ["JÜRGEN MÜLLER", "ZOË LEFÈVRE", "JOSÉ NÚÑEZ"]),
        ("cp932", ["佐藤 健", "鈴木 愛", "田中 さくら"]),
    ],
)
def test_an_older_code_page_that_shows_is_read_and_told(
    tmp_path: Path, encoding: str, names: list[str]
) -> None:
    sheets = sound()
    for row, name in zip(sheets["Roster"][1:], names, strict=True):
        row[1] = name
    first, *more = texts(tmp_path, sheets)
    for path in (first, *more):
        if path.stem == "Roster":
            path.write_bytes(path.read_text(encoding="utf-8-sig").encode(encoding))
    loaded = read_workbook(first, Catalogue(), more=more)
    assert [person.name for person in loaded.org.people] == names
    assert any("the file was read as" in note.text for note in loaded.notes)


def binary(path: Path, sheets: dict[str, Rows], error: str | None = None) -> Path:
    """A workbook of .xlsb, which no library writes; `error` names a sheet whose first cell shows
    #N/A.
    """

    def record(kind: int, data: bytes) -> bytes:
        number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
        size, length = b"", len(data)
        while True:
            size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
            length >>= 7
            if not length:
                return number + size + data

    def wide(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    def cell(column: int, raw: object) -> bytes:
        place = struct.pack("<II", column, 0)
        if isinstance(raw, (int, float)):
            return record(5, place + struct.pack("<d", raw))
        return record(6, place + wide(raw.isoformat() if isinstance(raw, date) else str(raw)))

    book, links = record(131, b"") + record(143, b""), ""
    with zipfile.ZipFile(path, "w") as archive:
        for index, (name, rows) in enumerate(sheets.items(), start=1):
            size = struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
            part = record(129, b"") + record(148, size) + record(145, b"")
            for number, cells in enumerate(rows):
                part += record(0, struct.pack("<I", number) + bytes(21))
                part += b"".join(
                    cell(column, raw) for column, raw in enumerate(cells) if raw is not None
                )
            part += record(3, struct.pack("<II", 20, 0) + b"\x2a") if name == error else b""
            archive.writestr(
                f"xl/worksheets/sheet{index}.bin", part + record(146, b"") + record(130, b"")
            )
            book += record(156, struct.pack("<II", 0, index) + wide(f"rId{index}") + wide(name))
            links += (
                f'<Relationship Id="rId{index}"'
                ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
                f' Target="worksheets/sheet{index}.bin"/>'
            )
        archive.writestr("xl/workbook.bin", book + record(144, b"") + record(132, b""))
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<?xml version="1.0"?><Relationships '
            f'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>',
        )
        archive.writestr(
            "[Content_Types].xml",
            '<?xml version="1.0"?><Types '
            'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
    return path


def test_binary_workbooks(tmp_path: Path) -> None:
    path = binary(tmp_path / "sound.xlsb", sound())
    assert read_workbook(path, Catalogue()).org == plain(tmp_path, sound())
    with pytest.raises(BadInput) as caught:  # never taken for a blank
        read_workbook(binary(tmp_path / "error.xlsb", sound(), "Roster"), Catalogue())
    assert "#N/A" in str(caught.value)


def test_one_sheet_in_two_files_is_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "all.xlsx", sound())
    (again,) = texts(tmp_path, {"Roster": sound()["Roster"]})
    with pytest.raises(BadInput) as caught:
        read_workbook(path, Catalogue(), more=[again])
    assert caught.value.faults[0].found == "a sheet Roster in two files"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice to write the files")
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_workbooks_of_other_programs(tmp_path: Path, kind: str) -> None:
    def converted(name: str, sheets: dict[str, Rows]) -> Path:
        path = save(tmp_path / f"{name}.xlsx", sheets)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        subprocess.run(
            [
                "soffice",
                profile,
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                str(tmp_path),
                str(path),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return path.with_suffix(f".{kind}")

    assert read_workbook(converted("sound", sound()), Catalogue()).org == plain(tmp_path, sound())
    sheets = sound()
    sheets["Roster"][0].append("fte")
    sheets["Roster"][1].append("=NA()")
    with pytest.raises(BadInput) as caught:  # never taken for a blank, which would be full time
        read_workbook(converted("error", sheets), Catalogue())
    assert "#N/A" in str(caught.value)


@pytest.mark.parametrize("suffix", [".ods", ".xls"])
def test_a_damaged_file_of_these_kinds_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"broken{suffix}"
    path.write_bytes(
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" if suffix == ".xls" else b"PK\x03\x04") + b"\0" * 600
    )
    with pytest.raises(BadInput):
        read_workbook(path, Catalogue())
