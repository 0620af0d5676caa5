"""The raw text of a sheet is looked at in pieces: where they are cut makes no difference, and
nothing is read on past a limit.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orgplan.excel.read import file_safety
from orgplan.excel.read.faults import BadInput
from orgplan.excel.read.sheet_scan import ScanLimits
from tests.files.hostile import FILES, sheets, workbook


@pytest.fixture
def path(tmp_path: Path) -> Path:
    content = sheets()
    content["Roster"] += [
        [f"B{n}", "text", n, n / 7, -n, "-", None, n % 2 == 0] for n in range(4, 400)
    ]
    found = tmp_path / "own.xlsx"
    found.write_bytes(workbook(content))
    return found


def scan(path: Path, limits: ScanLimits | None = None) -> file_safety.FileScan:
    file_safety._passed.clear()
    return file_safety.inspect_file(path, limits)


def test_where_the_text_is_cut_makes_no_difference(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A number at the end of a piece, cut off before its end, was once taken for none."""
    whole = scan(path)
    assert whole.scans["Roster"].cells == 20 + 396 * 7
    for size in range(5_000, 5_120):
        monkeypatch.setattr(file_safety, "_CHUNK", size)
        assert (scan(path).sha256, scan(path).scans) == (whole.sha256, whole.scans)


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (ScanLimits(cells=2_000), "cells that hold something"),
        (ScanLimits(rows=50), "cells past row 50"),
        (ScanLimits(texts=20), "texts"),
        (ScanLimits(sheets=3), "sheets"),
    ],
)
def test_a_limit_is_named_with_what_was_counted_until_it_was_passed(
    path: Path, monkeypatch: pytest.MonkeyPatch, limits: ScanLimits, said: str
) -> None:
    monkeypatch.setattr(file_safety, "_CHUNK", 5_000)
    with pytest.raises(BadInput) as caught:
        scan(path, limits)
    (fault,) = caught.value.faults
    assert re.match(rf"at least [\d,]+ {said}", fault.found), fault
    assert "at most" in fault.expected


def test_texts_inside_cells_are_counted_too(tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    path.write_bytes(FILES["long inline text"].make())
    assert scan(path).scans["Roster"].texts == 1


def test_a_file_is_known_again_under_another_name_and_not_once_it_is_another(path: Path) -> None:
    first = scan(path)
    moved = path.rename(path.with_name("moved.xlsx"))
    assert file_safety.inspect_file(moved) is first
    content = sheets()
    content["Roster"] += [["B4", "one row more"]]
    moved.write_bytes(workbook(content))
    assert file_safety.inspect_file(moved).scans != first.scans
