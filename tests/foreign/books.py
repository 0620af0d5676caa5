"""Small files as people have them, for the tests of import."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from orgplan.excel.read.text import header_key
from orgplan.io.foreign.importing import import_workbook, load_map
from orgplan.io.foreign.lines import Understanding
from orgplan.io.foreign.understand import Understood, understand
from orgplan.library import load_catalogue

Rows = list[list[Any]]
TODAY = date(2026, 11, 29)


def foreign() -> dict[str, Rows]:
    """A list of people, what they can do and what is needed, on sheets of other names than ours."""
    return {
        "Our people": [
            ["Berlin office"],
            ["Name", "Job title", "Team", "Joined", "Annual salary (EUR)", "FTE", "Boss", "Desk"],
            ["Ann Lee", "Team lead", "Rail", date(2018, 3, 1), 96_000, 1, None, "1.01"],
            ["Bo Ek", "Engineer", "Rail", date(2019, 5, 1), 70_000, 1, "Ann Lee", "1.02"],
            ["Cem Ay", "Engineer", "Rail", date(2020, 6, 1), 74_000, 0.5, "Ann Lee", "1.03"],
            ["Di Oz", "Engineer", "Metro", date(2021, 7, 1), 66_000, 1, "Lee, Ann", "2.01"],
            ["Total", None, None, None, 306_000, 3.5],
        ],
        "Who can what": [
            ["Name", "Java", "SQL"],
            ["Ann Lee", 4, 2],
            ["Bo Ek", 3, 2],
            ["Cem Ay", 4, None],
            ["Di Oz", 2, 3],
        ],
        "Needs 2027": [
            ["Team", "Skill", "How many", "Type"],
            ["Rail", "Java", 3, "holders"],
            ["Metro", "SQL", 1, "holders"],
        ],
    }


def write(path: Path, sheets: dict[str, Rows]) -> Path:
    """Write a workbook."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def understood(*files: Path, mapping: Path | None = None, today: date = TODAY) -> Understood:
    """Files as import understands them."""
    taught = None if mapping is None else load_map(mapping)
    return understand(files, load_catalogue(), taught, today=today)


def imported(out: Path, *files: Path, mapping: Path | None = None) -> Understanding:
    """Import files; what the first sheet says."""
    return import_workbook(understood(*files, mapping=mapping), out).understanding


def correct(path: Path, header: str, said: str, column: str = "ours") -> None:
    """Write into a column of the first sheet, on the line of a header."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows())
    top = next(row for row in rows if {"header", "ours"} <= {_key(cell) for cell in row})
    places = {_key(cell): cell.column for cell in top}
    lines = [row for row in rows if row[places["header"] - 1].value == header]
    assert lines, f"no line {header}"
    for row in lines:
        row[places[column] - 1].value = said
    book.save(path)


def _key(cell: Cell) -> str:
    return header_key(str(cell.value or ""))
