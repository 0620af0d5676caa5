"""Values under no header: what may be an input is refused, once for a block, with a mend that
works; words are told.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from make import Rows, save, sound

from orgplan.domain.catalogue import Catalogue
from orgplan.excel.read.faults import BadInput, Fault
from orgplan.io.inputs.loading import Loaded, read_workbook


def load(tmp_path: Path, sheets: dict[str, Rows]) -> Loaded:
    return read_workbook(save(tmp_path / "own.xlsx", sheets), Catalogue())


def fault(tmp_path: Path, sheets: dict[str, Rows]) -> Fault:
    with pytest.raises(BadInput) as caught:
        load(tmp_path, sheets)
    (only,) = caught.value.faults
    return only


def beside(sheet: str, row: int, *values: Any) -> tuple[dict[str, Rows], int]:
    """The sound workbook with values to the right of a table, and the number of its columns."""
    sheets = sound()
    width = max(len(line) for line in sheets[sheet])
    line = sheets[sheet][row - 1]
    line += [None] * (width - len(line)) + list(values)
    return sheets, width


@pytest.mark.parametrize("sheet", list(sound()))
@pytest.mark.parametrize("value", [4, "4", "2027-04-01", True])
def test_a_figure_under_no_header_is_refused_until_it_is_named(
    tmp_path: Path, sheet: str, value: Any
) -> None:
    sheets, width = beside(sheet, 2, value)
    column = chr(ord("A") + width)
    found = fault(tmp_path, sheets)
    assert (found.sheet, found.cell) == (sheet, f"{column}2")
    assert f"Write a header into {column}1:" in found.fix
    header = sheets[sheet][0]
    header += [None] * (width - len(header)) + ["Ignore this"]
    assert load(tmp_path, sheets).org == load(tmp_path, sound()).org


def test_a_block_is_one_fault_that_names_all_of_it(tmp_path: Path) -> None:
    sheets = sound()
    for number, line in enumerate(sheets["Roster"][1:], start=1):
        line += [None, None, number * 3, "x", number * 5]
    found = fault(tmp_path, sheets)
    assert (found.cell, found.found) == ("K2", "9 values under no header, in K2:M4")
    assert "K1, L1, M1" in found.fix


def test_a_row_of_its_own_below_the_table_is_seen_too(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Roster"] += [[], [*[None] * 9, 7]]
    assert fault(tmp_path, sheets).cell == "J6"


def test_words_in_most_rows_are_a_column_and_a_remark_is_told(tmp_path: Path) -> None:
    sheets, _ = beside("Roster", 3, "ask Ann")
    loaded = load(tmp_path, sheets)
    assert loaded.org == load(tmp_path, sound()).org
    assert [note.text for note in loaded.notes if "under no header" in note.text] == [
        "words under no header were not read: 'ask Ann' in I3"
    ]
    for line in sheets["Roster"][1:]:
        line += [None] * (8 - len(line)) + ["Berlin"]
    assert fault(tmp_path, sheets).cell == "I2"


def test_numbers_of_rows_are_no_input(tmp_path: Path) -> None:
    """As pandas writes its index: in the first column, under no header."""
    sheets = sound()
    sheets["Roster"] = [
        [None if number == 0 else number - 1, *line] for number, line in enumerate(sheets["Roster"])
    ]
    assert load(tmp_path, sheets).org == load(tmp_path, sound()).org


def test_ratings_under_no_person_are_refused_where_people_stand_across(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Skills"] = [
        ["Skill", "Ann", "Bob", "Cy"],
        ["Python", 4, 2, None],
        ["Kubernetes", 2, None, 3],
    ]
    plain = load(tmp_path, sheets).org
    sheets["Skills"][1].append(5)
    assert fault(tmp_path, sheets).cell == "E2"
    sheets["Skills"][0].append("Ignore her")
    assert load(tmp_path, sheets).org == plain
