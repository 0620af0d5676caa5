"""What was written is read back before it replaces anything: a spoilt file never takes the place of
a good one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

import orgplan as op
from orgplan.cli import main
from orgplan.excel.read.faults import BadInput, Fault
from orgplan.excel.write import saving
from orgplan.language import in_words
from orgplan.report.audit import read_back as reading
from sample_orgs.make import FOLDER
from tests.planned import planned

Spoil = Callable[[str, str], None]
SAMPLE = FOLDER / "tight_budget" / "tight_budget.xlsx"
OLD = b"what was there before"


@pytest.fixture(scope="module")
def plan() -> op.Result:
    return planned("tight_budget")[0]


@pytest.fixture
def spoil(monkeypatch: pytest.MonkeyPatch) -> Spoil:
    """A library that writes one figure wrong: the first one under a header of a sheet."""

    def spoilt(sheet: str, header: str) -> None:
        true = Worksheet._write_cell
        columns: dict[str, int] = {}
        done: list[int] = []

        def wrong(self: Worksheet, row: int, column: int, cell: Any) -> None:
            if self.get_name() == sheet and not done:
                kind = type(cell).__name__
                if kind == "String" and self.str_table.string_array[cell.string] == in_words(
                    header
                ):
                    columns[header] = column
                elif columns.get(header) == column and kind in ("Number", "Datetime"):
                    done.append(row)
                    cell = cell._replace(number=cell.number + 1)
                elif columns.get(header) == column and kind == "Formula":
                    done.append(row)
                    cell = cell._replace(value=cell.value + 1)
            true(self, row, column, cell)

        monkeypatch.setattr(Worksheet, "_write_cell", wrong)

    return spoilt


CELLS = [
    ("Hiring plan", "base_salary", "H-001 is read with another base_salary"),
    ("Hiring plan", "start_date", "H-001 is read with another start_date"),
    ("Input Roster", "base_salary", "Input Roster was changed"),
    ("Input Requirements", "need", "Input Requirements was changed"),
    ("Cost by month", "2027-03", "Cost by month"),
]


@pytest.mark.parametrize(("sheet", "header", "told"), CELLS)
def test_a_spoilt_cell_keeps_the_old_file(
    sheet: str, header: str, told: str, plan: op.Result, spoil: Spoil, tmp_path: Path
) -> None:
    spoil(sheet, header)
    out = tmp_path / "plan.xlsx"
    out.write_bytes(OLD)
    with pytest.raises(op.NotReadBack, match=told):
        op.save(plan, out, overwrite=True)
    assert out.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [out]


def test_a_file_that_is_cut_short_keeps_the_old_one(
    plan: op.Result, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    true = xlsxwriter.Workbook.close

    def cut(self: xlsxwriter.Workbook) -> None:
        true(self)
        path = Path(self.filename)
        path.write_bytes(path.read_bytes()[:-2000])

    monkeypatch.setattr(xlsxwriter.Workbook, "close", cut)
    with pytest.raises(op.NotReadBack, match="it cannot be read: .*damaged"):
        op.save(plan, tmp_path / "plan.xlsx")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("option", ["--out", "--into"])
def test_the_command_ends_with_1_and_a_sentence(
    option: str,
    plan: op.Result,
    spoil: Spoil,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("orgplan.api.plan", lambda *_, **__: plan)
    monkeypatch.setattr(saving, "_written", [])
    board = tmp_path / "board.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "mine"
    book.save(board)
    before = board.read_bytes()
    spoil("Hiring plan", "base_salary")
    overwrite = ["--overwrite"] if option == "--out" else []
    arguments = ["orgplan", "plan", str(SAMPLE), option, str(board), *overwrite]
    monkeypatch.setattr(sys, "argv", arguments)
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr().err
    assert ended.value.code == 1
    assert "does not read back as the plan (H-001 is read with another" in told
    assert "Nothing was written." in told
    assert board.read_bytes() == before
    assert list(tmp_path.iterdir()) == [board]


def test_a_new_violation_is_none_that_was_planned(
    plan: op.Result, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where the reader made another organisation of the same cells, its limits would be broken
    anew.
    """
    true = reading.read_workbook

    def poorer(*arguments: Any, **options: Any) -> op.Loaded:
        loaded = true(*arguments, **options)
        return op.Loaded(
            loaded.org.apply(op.change.budget(scale=0.5)), loaded.notes, loaded.sha256, loaded.path
        )

    monkeypatch.setattr(reading, "read_workbook", poorer)
    with pytest.raises(op.NotReadBack, match="[Bb]udget"):
        op.save(plan, tmp_path / "plan.xlsx")


def test_only_some_of_many_differences_are_told(
    plan: op.Result, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refused(*arguments: Any, **options: Any) -> op.Loaded:
        faults = [Fault("Roster", f"A{n}", "x", "a person", "Mend it.") for n in range(2, 12)]
        raise BadInput(tmp_path, faults)

    monkeypatch.setattr(reading, "read_workbook", refused)
    with pytest.raises(op.NotReadBack, match=r"Roster!A2.*; 5 more$"):
        op.save(plan, tmp_path / "plan.xlsx")


def test_reading_back_takes_no_rights_from_the_output(plan: op.Result, tmp_path: Path) -> None:
    """The draft is readable by nobody else; what it becomes is readable as the input was."""
    out = tmp_path / "plan.xlsx"
    out.write_bytes(OLD)
    out.chmod(0o644)
    op.save(plan, out, overwrite=True)
    assert out.stat().st_mode & 0o777 == 0o644
