"""One fault for a cause, not for a cell, and what to mend first comes first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from make import Rows, save, sound

from orgplan.domain.catalogue import Catalogue
from orgplan.excel.read.faults import BadInput, Fault
from orgplan.io.inputs.loading import read_workbook

TITLES = ("Staff Nurse", "Ward Clerk", "Porter")
WORDS = ("Expert", "Solid", "Some", "New")


def faults(tmp_path: Path, sheets: dict[str, Rows]) -> tuple[Fault, ...]:
    with pytest.raises(BadInput) as caught:
        read_workbook(save(tmp_path / "own.xlsx", sheets), Catalogue())
    return caught.value.faults


def three_hundred() -> dict[str, Rows]:
    """300 people with three titles that Roles do not know, a manager who is misspelt, and words in
    place of levels.
    """
    sheets = sound()
    for number in range(4, 301):
        title = TITLES[number % 3]
        sheets["Roster"].append(
            [f"P{number}", f"Person {number}", title, None, "Core", date(2021, 1, 1), 80_000, "P1"]
        )
    sheets["Roster"][2][7] = "Persn 44"
    sheets["Skills"] = [["person_id", "Python", "Kubernetes"]]
    for number in range(1, 301):
        sheets["Skills"].append([f"P{number}", WORDS[number % 4], WORDS[number % 3]])
    return sheets


def test_a_roster_of_300_with_five_causes_gives_at_most_five_faults(tmp_path: Path) -> None:
    found = faults(tmp_path, three_hundred())
    assert len(found) <= 5
    for title in TITLES:
        (fault,) = [fault for fault in found if title in fault.found]
        assert fault.found == f"'{title}' in {fault.cell} and 98 more"
    assert any("Persn 44" in fault.found for fault in found)
    (scale,) = [fault for fault in found if fault.sheet == "Skills"]
    assert all(word in scale.found + scale.fix for word in WORDS)


def test_cells_of_different_causes_stay_apart(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Roster"][1][5], sheets["Roster"][2][5] = "31/02/2020", "last year"
    assert [fault.cell for fault in faults(tmp_path, sheets)] == ["F2", "F3"]


def test_dates_of_a_column_that_can_be_read_in_two_ways_are_one_question(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Roster"][1][5], sheets["Roster"][2][5] = "01/02/2020", "03/04/2021"
    (fault,) = faults(tmp_path, sheets)
    assert (fault.cell, fault.found) == ("F2", "'01/02/2020' in F2 and 1 more")
    assert "'Date format'" in fault.fix


def test_what_is_needed_by_others_comes_first(tmp_path: Path) -> None:
    sheets = sound()
    sheets["Roster"][1][2] = "Staff Nurse"
    sheets["Settings"][1][1] = "soon"
    sheets["Budget"][1][2] = "much"
    found = faults(tmp_path, {"Budget": sheets.pop("Budget"), **sheets})
    assert [fault.sheet for fault in found] == ["Settings", "Roster", "Budget"]


@pytest.mark.parametrize(
    ("cells", "guessed"), [(("Full", "Full", "Part"), False), (("E1", "E2", "E3"), True)]
)
def test_a_suggestion_looks_at_the_cells(
    tmp_path: Path, cells: tuple[str, ...], guessed: bool
) -> None:
    sheets = sound()
    sheets["Roster"] = [row[2:] for row in sheets["Roster"]]
    for row, cell in zip(sheets["Roster"], ["Employee Ids", *cells], strict=True):
        row[-1] = cell
    mends = [fault.fix for fault in faults(tmp_path, sheets) if "Person ID" in fault.expected]
    assert len(mends) == 1
    assert ("Employee Ids" in mends[0]) is guessed
