"""Every sample's plan workbook, opened and recalculated by a real spreadsheet program: no error
cell, and the JSON's totals to the cent.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from orgplan.language import _, heading, speaking
from orgplan.report.results.json_object import as_json
from tests.planned import NAMES, SOME
from tests.planned import planned as plan_of
from tests.report.office import needs_office, recalculated, with_planted_values

SENTINEL = -987654.25
PARTS = ("timing", "volume", "mix", "rate")
Sheets = dict[str, list[list[object]]]


@needs_office
@pytest.mark.parametrize("name", [*SOME, *(["cn_product_company"] if SOME != NAMES else [])])
def test_a_sample_recalculates_to_the_figures_of_the_tool(name: str, tmp_path: Path) -> None:
    planned, path = plan_of(name)
    planted = tmp_path / "planted.xlsx"
    with_planted_values(path, planted, SENTINEL)
    book = load_workbook(recalculated(planted, tmp_path), data_only=True, read_only=True)
    values = {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book
    }
    everything = [value for rows in values.values() for row in rows for value in row]
    assert SENTINEL not in everything, "the sentinel is still there: nothing was recalculated"
    assert [value for value in everything if isinstance(value, str) and value.startswith("#")] == []
    told = as_json(planned.assessment, planned.run)
    with speaking(planned.org.language):
        tabs = {tab: values[_(tab)] for tab in ("Summary", "Key figures", "Budget", "Checks")}
        all_cost, decided, horizon = (
            _("All cost"),
            _("Cost of what is decided"),
            heading("in horizon"),
        )
        all_pass = _("all PASS")
    totals = told["totals"]
    figures = in_horizon(tabs["Key figures"], horizon)
    assert figures[decided] == pytest.approx(totals["cost_of_actions"], abs=0.005)
    for shown in (figures, in_horizon(tabs["Summary"], horizon)):
        assert shown[all_cost] == pytest.approx(totals["cost_in_horizon"], abs=0.005)
    spent = {row[0]: row for row in tabs["Budget"] if row[0]}
    for line in told["budget"]:
        assert any(
            isinstance(v, int | float) and v == pytest.approx(line["planned"], abs=0.005)
            for v in spent[line["id"]]
        )
    assert any(all_pass in str(value) for row in tabs["Checks"] for value in row)
    ours = load_workbook(path, data_only=True, read_only=True)
    stored = {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in ours
    }
    assert list(differing(stored, values)) == []
    for part in (*told["budget"], *told["variance"]):
        before = part["budget"] if "budget" in part else part["if_nothing_is_decided"]
        assert sum(part[name] for name in PARTS) == pytest.approx(
            part["planned"] - before, abs=0.001
        )


def in_horizon(rows: list[list[object]], header: str) -> dict[object, object]:
    """The amounts of a sheet's first table that has such a column, by what they are of."""
    top = next(number for number, row in enumerate(rows) if header in row)
    column = rows[top].index(header)
    found: dict[object, object] = {}
    for row in rows[top + 1 :]:
        if row[0] is None:
            break
        found[row[0]] = row[column]
    return found


KEPT = 1e-14  # relative: a file keeps 15 digits of a number


def differing(ours: Sheets, theirs: Sheets) -> Iterator[tuple[str, int, int, object, object]]:
    """Numbers that the tool stored and the spreadsheet program did not come to: every total, walk,
    variance and month of every sheet.
    """
    for sheet, rows in ours.items():
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                other = (
                    theirs[sheet][row][column]
                    if row < len(theirs[sheet]) and column < len(theirs[sheet][row])
                    else None
                )
                if isinstance(value, int | float) and not (
                    isinstance(other, int | float)
                    and abs(value - other) <= max(1e-6, KEPT * abs(value))
                ):
                    yield sheet, row + 1, column + 1, value, other
