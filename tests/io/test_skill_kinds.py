"""Kinds of matrices of skills that say more than their figures: legends, colours, raters, times,
and skills on the roster.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from make import Rows, save, sound
from openpyxl import load_workbook
from openpyxl.styles import PatternFill

from orgplan.domain.catalogue import Catalogue
from orgplan.excel.read.faults import BadInput, Fault
from orgplan.io.inputs.loading import read_workbook

HEAD = ["person_id", "Python", "Kubernetes"]
ROWS = [["P1", 4, 2], ["P2", 2, 1], ["P3", 1, 3]]
WANTED = [
    {"Python": 4, "Kubernetes": 2},
    {"Python": 2, "Kubernetes": 1},
    {"Python": 1, "Kubernetes": 3},
]
Colours = dict[str, str]


def book(*rows: list[Any], **more: Rows) -> dict[str, Rows]:
    return {**sound(), "Skills": [list(row) for row in rows], **more}


def levels(path: Path) -> list[dict[str, int]]:
    return [dict(person.skills) for person in read_workbook(path, Catalogue()).org.people]


def refused(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(BadInput) as caught:
        levels(path)
    return caught.value.faults


RATED = [
    [["person_id", "Rater", "Python", "Kubernetes"]]
    + [[row[0], rater, row[1] + more, row[2] + more] for row in ROWS for rater,
        more in (("Self", 1), ("Manager", 0))],
    [["person_id", "Type", "Python", "Kubernetes"]]
    + [[row[0], kind, *(row[1:] if kind == "Current" else (4,
        4))] for row in ROWS for kind in ("Current", "Target")],
    [["Employee", "Skill", "Self", "Manager"]]
    + [[row[0], skill, level + 1, level] for row in ROWS for skill,
        level in zip(HEAD[1:], row[1:], strict=True)],
    [["person_id", "Python 2025", "Python 2026", "Kubernetes (Q3 2026)"]]
    + [[row[0], 0, row[1], row[2]] for row in ROWS],
    [[*HEAD, "Python target", "Kubernetes target"], *([*row, 5, 5] for row in ROWS)],
    [HEAD, *ROWS, ["Coverage %", "33%", "33%"], ["Gap", 1, 0]],
]  # fmt: skip


@pytest.mark.parametrize(
    "rows", RATED, ids=["raters", "targets", "long", "times", "columns", "sums"]
)
def test_whose_word_counts_and_when(tmp_path: Path, rows: Rows) -> None:
    assert levels(save(tmp_path / "a.xlsx", book(*rows))) == WANTED


def test_of_two_sheets_with_a_year_the_later_counts(tmp_path: Path) -> None:
    sheets = book()
    del sheets["Skills"]
    sheets["Skills 2025"] = [HEAD, *([row[0], 1, 1] for row in ROWS)]
    sheets["Skills 2026"] = [HEAD, *ROWS]
    assert levels(save(tmp_path / "a.xlsx", sheets)) == WANTED


def test_skills_that_are_asked_for_may_stand_on_the_roster(tmp_path: Path) -> None:
    sheets = book()
    del sheets["Skills"]
    for row, cells in zip(sheets["Roster"], [HEAD, *ROWS], strict=True):
        row += cells[1:]
    assert levels(save(tmp_path / "a.xlsx", sheets)) == WANTED


def test_a_list_of_skills_in_a_cell_is_asked_about(tmp_path: Path) -> None:
    sheets = book(HEAD, *ROWS)
    for row, cell in zip(
        sheets["Roster"], ["Skills", "Python, Kubernetes", "Python", None], strict=True
    ):
        row.append(cell)
    assert [fault.cell for fault in refused(save(tmp_path / "a.xlsx", sheets))] == ["I1"]


def test_years_are_no_levels(tmp_path: Path) -> None:
    (fault,) = refused(
        save(tmp_path / "a.xlsx", book([*HEAD, "Go (years)"], *([*row, 7] for row in ROWS)))
    )
    assert (fault.cell, fault.expected) == ("D1", "how well, not for how long")


LEGENDS = [
    ("1 = expert, 2 = advanced, 3 = basic, 4 = none", "1 → 4, 2 → 3, 3 → 1, 4 → 0"),
    ("Skala: 1 = Anfänger; 2 = selbständig; 3 = Experte", "1 → 1, 2 → 3, 3 → ?"),
    ("等级：1=精通，2=熟练，3=熟悉，4=了解", "1 → 4, 2 → 3, 3 → 2, 4 → 1"),
]


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize(("legend", "rows"), LEGENDS)
def test_a_legend_that_means_something_else_is_asked_about(
    tmp_path: Path, legend: str, rows: str, above: bool
) -> None:
    matrix = [[legend], HEAD, *ROWS] if above else [HEAD, *ROWS, [], [legend]]
    (fault,) = refused(save(tmp_path / "a.xlsx", book(*matrix)))
    assert fault.cell == ("A1" if above else "A6")
    assert rows in fault.fix
    scale = [["sign", "level"], [1, 4], [2, 3], [3, 1], [4, 0]]
    found = levels(save(tmp_path / "b.xlsx", book(*matrix, Scale=scale)))
    assert found[0] == {"Python": 0, "Kubernetes": 3}
    stated = book(*matrix)
    stated["Settings"].append(["skill_scale", "0-5"])
    assert levels(save(tmp_path / "c.xlsx", stated)) == WANTED


@pytest.mark.parametrize(
    "legend",
    [
        "1 = Novice, 2 = works with guidance, 3 = works alone, 4 = trainer",
        "等级：1=了解，2=熟悉，3=熟练，4=精通",
        "Sprint 14: 2 people joined",
    ],
)
def test_a_legend_that_says_the_same_is_none(tmp_path: Path, legend: str) -> None:
    assert levels(save(tmp_path / "a.xlsx", book([legend], HEAD, *ROWS))) == WANTED


def coloured(path: Path, colours: Colours) -> Path:
    file = load_workbook(path)
    for cell, colour in colours.items():
        file["Skills"][cell].fill = PatternFill("solid", fgColor=colour)
    file.save(path)
    return path


@pytest.mark.parametrize(
    ("rows", "colours", "cell"),
    [
        ([["P1", None, None], ["P2", None, None], ["P3", None, None]],
            {"B2": "FF00B050", "B3": "FFFFFF00", "C4": "FF00B050"}, "B2"),
        ([["P1", 3, 3], ["P2", 3, None], ["P3", None, 3]], {"B2": "FF00B050", "C2": "FFFFFF00",
            "B3": "FF00B050"}, "B2"),
        ([["P1", 4, None], ["P2", None, 1], ["P3", 1, 3]], {"C2": "FF00B050", "B3": "FFFFFF00"},
            "C2"),
        (ROWS, {"B2": "FF00B050", "C4": "FFFFFF00"}, None),
        ([["P1", 4, None], ["P2", None, 1], ["P3", 1, 3]], {"C2": "FFBFBFBF", "B3": "FFBFBFBF"},
            None),
        ([["P1", 4, None], ["P2", 2, None], ["P3", 1, 3]], {"A2": "FFDDEBF7", "B2": "FFDDEBF7",
            "C2": "FFDDEBF7", "A4": "FFFFFF00", "B4": "FFFFFF00"}, None),
    ],
    ids=["blank", "one sign", "some blank", "typed", "greyed out", "banded"],
)  # fmt: skip
def test_colours_that_may_be_levels_are_asked_about(
    tmp_path: Path, rows: Rows, colours: Colours, cell: str | None
) -> None:
    path = coloured(save(tmp_path / "a.xlsx", book(HEAD, *rows)), colours)
    if cell is None:
        assert len(levels(path)) == 3
    else:
        assert [fault.cell for fault in refused(path) if "colours" in fault.expected] == [cell]


def test_levels_of_a_text_file_are_no_people_across_though_ids_are_called_so(
    tmp_path: Path,
) -> None:
    sheets = book()
    del sheets["Skills"]
    for number, row in enumerate(sheets["Roster"][1:], start=1):
        row[0] = str(number)
        row[7] = "1" if number > 1 else None
    sheets["Teams"][1][3] = "1"
    text = tmp_path / "Skills.csv"
    text.write_text("Name,Python,Kubernetes,Go,Rust\nAnn,3,2,1,2\nBob,2,1,3,3\n")
    org = read_workbook(save(tmp_path / "a.xlsx", sheets), Catalogue(), more=[text]).org
    assert org.people[0].skills == {"Python": 3, "Kubernetes": 2, "Go": 1, "Rust": 2}
    assert org.people[1].skills == {"Python": 2, "Kubernetes": 1, "Go": 3, "Rust": 3}
