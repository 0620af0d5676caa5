"""Comments on cells: each is told with its cell, and what says who leaves or what money is in is
asked about.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from make import save, sound
from openpyxl import load_workbook
from openpyxl.comments import Comment

from orgplan.domain.catalogue import Catalogue
from orgplan.excel.read import BadInput
from orgplan.io.files.old_formats import has_comments
from orgplan.io.inputs.loading import Loaded, read_workbook


def load(tmp_path: Path, *comments: tuple[str, str, str]) -> Loaded:
    path = save(tmp_path / "own.xlsx", sound())
    book = load_workbook(path)
    for sheet, cell, text in comments:
        book[sheet][cell].comment = Comment(text, "Mira")
    book.save(path)
    return read_workbook(path, Catalogue())


def test_a_comment_is_told_with_its_cell(tmp_path: Path) -> None:
    loaded = load(tmp_path, ("Roster", "C2", "acting lead"), ("Skills", "B3", "exam\nin May"))
    told = [str(note) for note in loaded.notes if "comment" in note.text]
    assert told == [
        "Roster!C2: the comment 'acting lead' was not read",
        "Skills!B3: the comment 'exam in May' was not read",
    ]


def test_many_comments_of_a_sheet_are_few_notes(tmp_path: Path) -> None:
    cells = [(f"{letter}{row}", "hm") for letter in "BCDEFG" for row in (2, 3, 4)]
    loaded = load(tmp_path, *(("Roster", cell, text) for cell, text in cells))
    assert sum("comment" in note.text for note in loaded.notes) == 13


@pytest.mark.parametrize(
    ("sheet", "cell", "text", "wanted"),
    [
        ("Roster", "B3", "leaves in June", "end date"),
        ("Roster", "H4", "6月离职", "end date"),
        ("Roster", "G1", "per month, gross", "base_salary (per month)"),
        ("Budget", "C2", "in kEUR", "amount (EUR thousands)"),
    ],
)
def test_a_comment_that_changes_the_plan_is_asked_about(
    tmp_path: Path, sheet: str, cell: str, text: str, wanted: str
) -> None:
    with pytest.raises(BadInput) as caught:
        load(tmp_path, (sheet, cell, text))
    (fault,) = caught.value.faults
    assert (fault.sheet, fault.cell) == (sheet, cell)
    assert text in fault.found
    assert wanted in fault.fix


def test_files_that_cannot_be_read_for_comments_say_so() -> None:
    note = b"\x1c\x00\x0f\x00\x01\x00\x02\x00\x00\x00\x01\x00\x04\x00\x00Mira"
    assert has_comments(b"\xd0\xcf" + note)
    assert not has_comments(b"\xd0\xcf" + note.replace(b"\x04", b"\x09"))
