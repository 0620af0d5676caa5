"""Cells that formulas of other sheets point at are asked for by name, and a name that nobody
registered is never passed over.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from orgplan.excel.write.content import BookError
from orgplan.excel.write.live import Live
from orgplan.excel.write.references import Ref, References
from orgplan.excel.write.workbook import WorkbookWriter

COST = Ref("cost")


def test_a_cell_that_no_sheet_registered_is_named() -> None:
    with pytest.raises(BookError, match=r"registered.* cost \(hiring, FY2027\)"):
        References()[COST["hiring", "FY2027"]]


def test_a_name_stands_for_one_cell() -> None:
    refs = References()
    refs.register(COST, Live("'Cost'!$A$1", 1))
    with pytest.raises(BookError, match=r"cost is registered twice: 'Cost'!\$A\$1, 'Cost'!\$A\$2"):
        refs.register(COST, Live("'Cost'!$A$2", 2))
    assert str(refs[COST]) == "'Cost'!$A$1"


def test_a_formula_has_the_value_of_the_cell(tmp_path: Path) -> None:
    with WorkbookWriter(tmp_path / "book.xlsx") as book:
        sheet = book.sheet("Cost")
        sheet.register(COST["later"], 4, 1)
        with pytest.raises(BookError, match=r"Cost!\$B\$5.* before it is written"):
            book.refs[COST["later"]].formula  # noqa: B018
        sheet.write(4, 1, 12.5)
    assert book.refs[COST["later"]].formula.value == 12.5


def test_names_that_begin_alike_stand_together() -> None:
    refs = References()
    for name in (COST["kind", "hire"], COST["kinds", "all"], COST["kind", "course"], Ref("other")):
        refs.register(name, Live(str(name), None))
    assert [of for of, _ in refs.each(COST["kind"])] == [("hire",), ("course",)]


def test_a_sheet_registers_where_the_cell_stands(tmp_path: Path) -> None:
    with WorkbookWriter(tmp_path / "book.xlsx") as book:
        sheet = book.sheet("Bob's")
        sheet.register(COST, 4, 1)
        sheet.register_range(COST["months"], 4, 1, 6, 3)
    assert str(book.refs[COST]) == "'Bob''s'!$B$5"
    assert str(book.refs[COST["months"]]) == "'Bob''s'!$B$5:$D$7"


def test_the_next_free_row_is_below_all_that_is_written(tmp_path: Path) -> None:
    with WorkbookWriter(tmp_path / "book.xlsx") as book:
        sheet = book.sheet("Sheet")
        assert sheet.below == 0
        sheet.write(7, 0, "last")
        sheet.write(2, 5, "first")
        assert sheet.below == 8
