"""A real spreadsheet program, made to recalculate every formula whatever values are stored."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import zipfile
from collections.abc import Collection
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from orgplan.excel.read.text import header_key

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""  # 0: always; without it stored values are trusted  # noqa: E501

SOFFICE = shutil.which("soffice")
AT_ONCE = 8  # one process with fifty workbooks takes more than its share of time and memory
needs_office = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice (soffice) is not installed; .ci/run installs it"
)


def recalculated(path: Path, folder: Path) -> Path:
    """The workbook as LibreOffice saves it after recalculating."""
    return recalculated_all([path], folder)[0]


def recalculated_all(paths: list[Path], folder: Path) -> list[Path]:
    """Workbooks with different names, recalculated by one process after the other."""
    profile, out = folder / "profile", folder / "out"
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(SETTINGS, encoding="utf-8")
    out.mkdir(exist_ok=True)
    assert SOFFICE is not None
    command = [
        SOFFICE,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(out),
    ]
    for first in range(0, len(paths), AT_ONCE):
        some = paths[first : first + AT_ONCE]
        done = subprocess.run(
            [*command, *map(str, some)],
            capture_output=True,
            text=True,
            timeout=240 + 60 * len(some),
            check=False,
        )
        missing = [path.name for path in some if not (out / f"{path.stem}.xlsx").is_file()]
        assert not missing, (
            f"LibreOffice could not open {missing}: {done.stderr}"
        )  # it returns 0 even then
    return [out / f"{path.stem}.xlsx" for path in paths]


def only_printed(path: Path, target: Path, tabs: Collection[str]) -> None:
    """Copy a workbook of which only some sheets print, which are named as headers are compared."""

    def nothing(match: re.Match[str]) -> str:
        """An empty cell is no page."""
        place = html.unescape(match.group(2))
        tab = place.partition("!")[0]  # of the first of several areas
        printed = place if header_key(tab.strip("'")) in tabs else f"{tab}!$XFD$9999"
        return f"{match.group(1)}{html.escape(printed, quote=False)}<"

    area = re.compile(r'(<definedName name="_xlnm.Print_Area"[^>]*>)([^<]*)<')
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename == "xl/workbook.xml":
                content = area.sub(nothing, content.decode()).encode()
            new.writestr(item, content)


def pages_printed(path: Path, folder: Path) -> int:
    """How many pages LibreOffice makes of a workbook."""
    assert SOFFICE is not None
    profile = (folder / "profile").as_uri()
    command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), str(path)], capture_output=True, timeout=300, check=True
    )
    printed = (folder / f"{path.stem}.pdf").read_bytes()
    return len(re.findall(rb"/Type ?/Page\b", printed))


def values_of(path: Path, *sheets: str) -> Workbook:
    """Stored values of some sheets of a workbook, without the time that reading all the others
    takes.
    """
    stored = load_workbook(path, read_only=True, data_only=True)
    book = Workbook()
    book.remove(book["Sheet"])
    for name in sheets:
        sheet = book.create_sheet(name)
        for row in stored[name].iter_rows():
            for cell in row:
                if cell.value is not None:
                    sheet.cell(cell.row, cell.column).value = cell.value
    stored.close()
    return book


def with_planted_values(path: Path, target: Path, planted: float) -> int:
    """Copy a workbook with the stored result of every numeric formula replaced; returns how many
    were.
    """

    count = 0

    def plant(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"{match.group(1)}{planted}</v>"

    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename.startswith("xl/worksheets/sheet"):
                content = re.sub(
                    r"(</f><v>)-?[0-9][0-9.eE+-]*</v>", plant, content.decode()
                ).encode()
            new.writestr(item, content)
    return count
