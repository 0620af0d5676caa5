"""A plain 5 where a share may be above 1: 5 % and five times as much are both sound, so nobody
guesses.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from make import Rows, save, sound
from openpyxl import load_workbook

from orgplan.domain.catalogue import Catalogue
from orgplan.excel.read.faults import BadInput
from orgplan.io.inputs.loading import read_workbook

LEVERS: Rows = [["lever", "raise_pct", "to_role"], ["promotion", 5, "Manager"]]
ASSUMPTIONS: Rows = [["key", "value"], ["benefits_pct", 2]]


@pytest.mark.parametrize(
    ("sheet", "rows", "cell", "fix"),
    [
        ("Levers", LEVERS, "B2", "Write 5% or 500%, whichever you mean."),
        ("Assumptions", ASSUMPTIONS, "B2", "Write 2% or 200%, whichever you mean."),
    ],
)
def test_a_plain_figure_that_may_be_percent_is_asked_about_and_either_answer_works(
    tmp_path: Path, sheet: str, rows: Rows, cell: str, fix: str
) -> None:
    path = save(tmp_path / "org.xlsx", {**sound(), sheet: rows})
    with pytest.raises(BadInput) as refused:
        read_workbook(path, Catalogue())
    (fault,) = refused.value.faults
    assert (fault.sheet, fault.cell, fault.fix) == (sheet, cell, fix)
    book = load_workbook(path)
    number = book[sheet][cell].value
    for answer, shown in ((f"{number}%", "General"), (number, "0%"), (number / 100, "General")):
        book[sheet][cell].value = answer
        book[sheet][cell].number_format = shown
        book.save(path)
        read_workbook(path, Catalogue())
