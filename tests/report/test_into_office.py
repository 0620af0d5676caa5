"""A plan in a workbook of somebody else's, opened and recalculated by a real spreadsheet
program.
"""

from __future__ import annotations

import warnings
from datetime import datetime
from math import isclose
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from orgplan.analysis.assessment import Assessment
from orgplan.domain.plan import Plan
from orgplan.excel.embed.embed import put_into
from orgplan.io.output.template import write_inputs
from orgplan.report.sheets.embed import write_into
from orgplan.report.sheets.layout import Link
from orgplan.report.sheets.workbook import write_workbook
from tests.io.into import targets
from tests.io.into.compare import assert_untouched, assert_whole
from tests.report.office import needs_office, recalculated, with_planted_values
from tests.report.organisations import rich_organisation, rich_plan, run_of

NOW = datetime(2026, 11, 22, 8, 45, 12)


def opened(path: Path, values: bool = True) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about what openpyxl would lose
        return load_workbook(path, data_only=values)


KEPT = 1e-14  # relative: a file keeps 15 digits of a number


def differing(source: Path, recalculated_there: Path) -> list[tuple[object, ...]]:
    """Cells of our sheets that are not what the plan workbook says."""
    mine, there, wrong = opened(source), opened(recalculated_there), []
    for sheet in mine:
        for row in sheet.iter_rows():
            for cell in row:
                other = there[f"op_{sheet.title}"][cell.coordinate].value
                numbers = isinstance(cell.value, int | float) and isinstance(other, int | float)
                same = (
                    isclose(cell.value, other, rel_tol=KEPT, abs_tol=1e-6)
                    if numbers
                    else (cell.value or None) == (other or None)
                )
                if not same:
                    wrong.append((sheet.title, cell.coordinate, cell.value, other))
    return wrong


@needs_office
@pytest.mark.parametrize("name", ["everything", "macros"])
def test_recalculated_figures_are_those_of_the_plan(tmp_path: Path, name: str) -> None:
    """Stored numbers are overwritten first: what comes out was worked out there, from our sheets
    under their new names.
    """
    org = rich_organisation()
    assessment = Assessment(org, rich_plan(org))
    source, planted = tmp_path / "plan.xlsx", tmp_path / "planted.xlsx"
    write_workbook(source, assessment, run_of(assessment), write_inputs)
    assert with_planted_values(source, planted, -987654.25) > 100
    user = (
        targets.everything(tmp_path / "theirs")
        if name == "everything"
        else targets.with_macros(tmp_path / "user.xlsm")
    )
    backup = put_into(planted, user, NOW)
    assert_untouched(backup, user)
    assert_whole(user)
    result = recalculated(user, tmp_path)
    errors = [
        (sheet.title, cell.coordinate)
        for sheet in opened(result)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e"
    ]
    assert [where for where in errors if where[0].startswith("op_")] == []
    assert differing(source, result) == []
    assert opened(result)["op_Checks"]["B5"].value == opened(source)["Checks"]["B5"].value


@needs_office
def test_links_of_the_user_follow_from_run_to_run(tmp_path: Path) -> None:
    org, board = rich_organisation(), tmp_path / "board.xlsx"
    links = {link: f"={link}" for link in Link}
    targets.plain(
        board,
        {
            "Board": [[name, text] for name, text in links.items()],
            "Notes": [["ours"], ["='op_Summary'!A1"], ["=ROWS(op_tbl_hires)"]],
        },
    )
    shown = []
    for plan in (rich_plan(org), Plan()):
        assessment = Assessment(org, plan)
        write_into(board, assessment, run_of(assessment), write_inputs)
        book = opened(recalculated(board, tmp_path / f"{len(plan.hires)}"))
        shown.append({row[0].value: row[1].value for row in book["Board"].iter_rows()})
        assert book["Notes"]["A2"].value == f"Plan of {org.name}"
        assert shown[-1][Link.TOTAL_COST] == pytest.approx(
            sum(line.cents for line in assessment.costs) / 100, abs=0.005
        )
        assert shown[-1][Link.PLAN_COST] == pytest.approx(
            sum(line.cents for line in assessment.costs if line.action) / 100, abs=0.005
        )
        assert shown[-1][Link.HIRES] == len(plan.hires)
        assert shown[-1][Link.CHECKS] == book["op_Checks"]["B5"].value
        head = [book["op_Summary"].cell(row, 1).value for row in range(3, 15)]
        assert shown[-1][Link.STATUS] in head
        assert not [
            value
            for value in shown[-1].values()
            if value is None or str(value).startswith(("#", "Err:"))
        ]
    assert shown[0] != shown[1]
    assert opened(board, values=False).sheetnames[:3] == ["Board", "Notes", "op_Summary"]


@needs_office
def test_a_round_through_another_program_keeps_our_marks(tmp_path: Path) -> None:
    """LibreOffice writes every part anew; the next run still knows our sheets and replaces them in
    place.
    """
    org = rich_organisation()
    assessment = Assessment(org, rich_plan(org))
    user = targets.plain(tmp_path / "user.xlsx")
    write_into(user, assessment, run_of(assessment), write_inputs)
    saved = recalculated(user, tmp_path)
    sheets = opened(saved).sheetnames
    empty = Assessment(org, Plan())
    write_into(saved, empty, run_of(empty), write_inputs)
    assert_whole(saved)
    assert opened(saved).sheetnames == sheets
    assert opened(saved)["op_Hiring plan"]["A7"].value is None


def test_there_are_at_most_ten_names_to_link_to() -> None:
    assert len(Link) <= 10
