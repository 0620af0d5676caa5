"""Sheets laid out for the eye: merged cells, headers of two rows, sums and footnotes give the same
organisation, or a refusal that names the cell.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from make import Rows, save, sound
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from orgplan.domain.catalogue import Catalogue
from orgplan.domain.organisation import Organisation
from orgplan.excel.read.faults import BadInput
from orgplan.io.inputs.loading import read_workbook
from orgplan.io.tables.table import looks_total


def changed(tmp_path: Path, change: Callable[[Workbook], None], rows: dict[str, Rows]) -> Path:
    path = save(tmp_path / "own.xlsx", rows)
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def read(path: Path) -> Organisation:
    return read_workbook(path, Catalogue()).org


def plain(tmp_path: Path, rows: dict[str, Rows] | None = None) -> Organisation:
    return read(save(tmp_path / "plain.xlsx", rows or sound()))


def merge(*places: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        for place in places:
            sheet, _, cells = place.partition("!")
            book[sheet].merge_cells(cells)

    return change


def test_cells_merged_over_rows_count_for_each(tmp_path: Path) -> None:
    places = ("Roster!E2:E3", "Roster!H3:H4", "Requirements!A2:A3", "Skills!B2:B3")
    rows = sound()
    rows["Requirements"][2][0] = "Core"
    rows["Skills"][2][1] = 4
    assert read(changed(tmp_path, merge(*places), rows)) == plain(tmp_path, rows)


@pytest.mark.parametrize(
    "place", ["Roster!G2:G3", "Requirements!C2:C3", "Budget!C2:C3", "Requirements!I2:I3"]
)
def test_a_figure_over_rows_is_asked(tmp_path: Path, place: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(changed(tmp_path, merge(place), sound()))
    cell = place.partition("!")[2].partition(":")[0]
    assert cell in {
        fault.cell for fault in caught.value.faults if "share this cell" in fault.expected
    }


def two_rows(sheet: str, upper: list[Any], lower: list[Any]) -> dict[str, Rows]:
    rows = sound()
    rows[sheet] = [upper, lower, *rows[sheet][1:]]
    return rows


def test_a_header_of_two_rows_on_the_roster(tmp_path: Path) -> None:
    rows = two_rows(
        "Roster",
        ["Employee", None, "Job", None, None, "Contract", "Pay", "Manager"],
        ["ID", "Name", "Role", "Level", "Team", "Start", "Amount", None],
    )
    rows["Roster"].insert(0, ["Roster of Acme"])
    places = merge("Roster!A1:H1", "Roster!A2:B2", "Roster!C2:E2", "Roster!H2:H3")
    assert read(changed(tmp_path, places, rows)) == plain(tmp_path)


def test_periods_below_their_year(tmp_path: Path) -> None:
    rows = sound()
    rows["Requirements"] = [
        ["scope", "skill", "need", "kind", 2027, None, None, None],
        [None, None, None, None, "Q1", "Q2", "Q3", "Q4"],
        ["Core", "Python", 2, "holders", 2, 2, 3, 3],
    ]
    rows["Requirements"][0][4] = "2027"
    change = merge(
        "Requirements!E1:H1", *(f"Requirements!{column}1:{column}2" for column in "ABCD")
    )
    (need,) = read(changed(tmp_path, change, rows)).needs
    assert need.required == (2, 2, 3, 3)


def test_groups_over_skills_stay_out_of_their_names(tmp_path: Path) -> None:
    rows = sound()
    rows["Skills"] = [
        ["person_id", "Backend", None],
        [None, "Python", "Kubernetes"],
        *rows["Skills"][1:],
    ]
    assert read(changed(tmp_path, merge("Skills!A1:A2", "Skills!B1:C1"), rows)) == plain(tmp_path)


def test_sums_and_footnotes_are_passed_over_and_told(tmp_path: Path) -> None:
    rows = sound()
    rows["Roster"].insert(3, ["Subtotal Core", None, None, None, "Core", None, 180_000, None])
    rows["Roster"] += [["Total", None, None, None, None, None, 300_000], ["* FTE as of 1 January"]]
    rows["Requirements"] += [["Total", None, 3.5], ["Source: workshop of November"]]
    rows["Budget"] += [["Total", None, 2_500_000], ["注：单位美元"]]
    path = save(tmp_path / "own.xlsx", rows)
    loaded = read_workbook(path, Catalogue())
    assert loaded.org == plain(tmp_path)
    told = [note.text for note in loaded.notes]
    assert sum("looks like a total" in text for text in told) == 4
    assert sum("looks like a footnote" in text for text in told) == 3


@pytest.mark.parametrize(
    ("sheet", "row"),
    [
        ("Budget", ["Total", 2027, 2_500_000]),
        ("Requirements", ["Total", "Python", 3]),
        ("Roster", ["Sum", "Ting", "Engineer", "junior", "Core", None, 80_000]),
    ],
)
def test_what_only_sounds_like_a_sum_is_read(tmp_path: Path, sheet: str, row: list[Any]) -> None:
    rows = sound()
    rows[sheet].append(row)
    with pytest.raises(BadInput):
        plain(tmp_path, rows)


def test_words_of_sums() -> None:
    assert all(
        map(
            looks_total,
            ("Total", "Grand total", "Rail total", "Subtotal Rail", "Summe", "研发小计"),
        )
    )
    assert not any(map(looks_total, ("Totally Rail", "Sumo", "Core", "Assumption")))


def test_a_heading_between_rows_is_one_fault(tmp_path: Path) -> None:
    rows = sound()
    rows["Roster"].insert(1, ["Team Core"])
    rows["Roster"].insert(4, ["Team Web"])
    with pytest.raises(BadInput) as caught:
        plain(tmp_path, rows)
    assert [fault.cell for fault in caught.value.faults] == ["A2", "A5"]
    assert all("a heading or a remark" in fault.fix for fault in caught.value.faults)


def test_a_sum_of_a_period_in_the_budget_is_asked_with_the_way_out(tmp_path: Path) -> None:
    rows = sound()
    rows["Budget"].append(["Total", 2027, 2_500_000, "total", None])
    with pytest.raises(BadInput) as caught:
        plain(tmp_path, rows)
    (fault,) = caught.value.faults
    assert fault.cell == "A4"
    assert "scope organisation" in fault.fix


def test_a_band_under_an_unknown_name_is_asked(tmp_path: Path) -> None:
    rows = sound()
    rows["Roles"][0][4] = "Band (k)"
    with pytest.raises(BadInput) as caught:
        plain(tmp_path, rows)
    assert "E1" in {fault.cell for fault in caught.value.faults}


def test_the_word_of_a_sum_may_stand_beside_the_columns_that_are_read(tmp_path: Path) -> None:
    rows = sound()
    rows["Roster"] = [
        [["No of rows", 1, 2, 3][index], *row] for index, row in enumerate(rows["Roster"])
    ]
    rows["Roster"].append(["合计", None, None, None, None, None, None, 300_000])
    assert plain(tmp_path, rows).people == read(save(tmp_path / "other.xlsx", sound())).people


@pytest.mark.parametrize(("sheet", "width"), [("Teams", 5), ("Training", 7)])
def test_a_header_that_is_merged_over_nothing_stays_one_row(
    tmp_path: Path, sheet: str, width: int
) -> None:
    """Merged over columns, with a blank row or the end of the sheet below: found by the mutations
    of samples.
    """
    rows = sound()
    header, *lines = [line[:width] for line in rows[sheet]]
    rows[sheet] = [header, [], *lines] if sheet == "Teams" else [header]
    last = chr(ord("A") + width - 1)
    merged = merge(f"{sheet}!{last}1:{chr(ord(last) + 1)}2")
    assert read(changed(tmp_path, merged, rows)) == plain(tmp_path, rows)
