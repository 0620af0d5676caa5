"""`orgplan plan --into`: into the user's workbook, or beside it with the reason."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import orgplan as op
from orgplan.cli import main as entry
from orgplan.cli.into import ELSEWHERE
from sample_orgs.make import FOLDER
from tests.io.into import targets
from tests.io.into.compare import assert_untouched, assert_whole

SAMPLE = FOLDER / "growing_startup" / "growing_startup.xlsx"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["orgplan", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            entry()
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    return call


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch, solved: op.Result) -> op.Result:
    """Planning takes no time: what is tested is where the plan goes."""
    monkeypatch.setattr("orgplan.api.plan", lambda *_, **__: solved)
    return solved


@pytest.fixture(scope="module")
def solved() -> op.Result:
    source = op.read(SAMPLE)
    return op.plan(source.org, source=source)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.xlsx"
    path.write_bytes(SAMPLE.read_bytes())
    return path


def names(path: Path) -> list[str]:
    return list(openpyxl.load_workbook(path, read_only=True).sheetnames)


def backups(folder: Path) -> list[Path]:
    return sorted(folder.glob("*_backup_*"))


def test_into_the_input_workbook_itself_and_again(run: Run, mine: Path, tmp_path: Path) -> None:
    """The whole way, with the solver: plan, check, change an input, plan again, check."""
    own = names(mine)
    code, out, err = run("plan", mine, "--into", mine)
    assert (code, err) == (0, "")
    assert (
        f"Wrote sheets op_… into {mine}; the previous version is kept as {backups(tmp_path)[0]}"
        in " ".join(out.split())
    )
    assert "Open it at op_Summary." in out
    assert backups(tmp_path)[0].read_bytes() == SAMPLE.read_bytes()
    assert_untouched(SAMPLE, mine)
    assert_whole(mine)
    sheets = names(mine)
    assert sheets[: len(own)] == own
    assert all(name.startswith("op_") for name in sheets[len(own) :])
    assert {"op_Summary", "op_Hiring plan", "op_Input Roster"} <= set(sheets)
    assert op.load(mine) == op.load(SAMPLE)
    code, out, _ = run("check", mine)
    assert code == 0
    assert "no limit is exceeded and no must is missed" in out
    assert run("plan", mine, "--into", mine, "--quiet") == (0, "", "")
    assert names(mine) == sheets
    assert len(backups(tmp_path)) == 2
    assert op.reopen(mine).run.input_sha256 == op.read(backups(tmp_path)[1]).sha256


def test_into_another_workbook_from_which_it_is_planned_again(
    run: Run, planned: op.Result, mine: Path, tmp_path: Path
) -> None:
    board = targets.everything(tmp_path / "board")
    assert run("plan", mine, "--into", board, "--quiet") == (0, "", "")
    assert_untouched(backups(board.parent)[0], board)
    assert op.check(board).assessment.plan == planned.plan
    assert op.load(board) == op.check(board).assessment.org
    assert mine.read_bytes() == SAMPLE.read_bytes()


def test_a_hand_edit_of_our_sheets_is_judged(run: Run, planned: op.Result, mine: Path) -> None:
    run("plan", mine, "--into", mine, "--quiet")
    book = openpyxl.load_workbook(mine)
    sheet = book["op_Hiring plan"]
    row = next(
        row
        for row in range(1, sheet.max_row + 1)
        if sheet.cell(row, 1).value == planned.plan.hires[0].id
    )
    sheet.delete_rows(row)
    book.save(mine)
    code, out, _ = run("check", mine)
    assert code == 6
    assert "violation" in out


def test_into_and_out_write_both(run: Run, planned: op.Result, mine: Path, tmp_path: Path) -> None:
    code, out, _ = run(
        "plan",
        mine,
        "--into",
        mine,
        "--out",
        tmp_path / "plan.xlsx",
        "--json",
        tmp_path / "plan.json",
    )
    assert code == 0
    assert f"Wrote {tmp_path / 'plan.xlsx'}" in out
    assert "Summary" in names(tmp_path / "plan.xlsx")
    assert "op_Summary" in names(mine)
    assert (
        json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))["status"] == planned.status
    )


def protected(path: Path) -> Path:
    plain = targets.plain(path.with_name("plain.xlsx"))
    return targets.changed(
        plain,
        path,
        edit={
            "xl/workbook.xml": lambda part: part.replace(
                "<bookViews>", '<workbookProtection lockStructure="1"/><bookViews>'
            )
        },
    )


@pytest.mark.parametrize("out", [None, "elsewhere.xlsx"])
def test_where_it_cannot_be_done_the_reason_and_a_workbook_of_its_own(
    run: Run, planned: op.Result, mine: Path, tmp_path: Path, out: str | None
) -> None:
    board = protected(tmp_path / "board.xlsx")
    before = board.read_bytes()
    separate = tmp_path / (out or "board_plan.xlsx")
    code, told, err = run("plan", mine, "--into", board, *(["--out", separate] if out else []))
    assert code == ELSEWHERE == 7
    assert (
        err
        == "board.xlsx cannot take the plan: its structure is protected, so no sheet can be added."
        " Remove the protection in Excel (Review, Protect Workbook). The plan goes into"
        f" {separate} instead.\n"
    )
    assert f"Wrote {separate}" in told
    assert op.check(separate).assessment.plan == planned.plan
    assert board.read_bytes() == before
    assert backups(tmp_path) == []


def test_an_older_plan_beside_it_is_not_replaced(
    run: Run, planned: op.Result, mine: Path, tmp_path: Path
) -> None:
    board = protected(tmp_path / "board.xlsx")
    (tmp_path / "board_plan.xlsx").write_bytes(b"older")
    assert run("plan", mine, "--into", board, "--quiet")[0] == ELSEWHERE
    assert (tmp_path / "board_plan.xlsx").read_bytes() == b"older"
    assert "Summary" in names(tmp_path / "board_plan_2.xlsx")
    assert run("plan", mine, "--into", board, "--quiet", "--overwrite")[0] == ELSEWHERE
    assert "Summary" in names(tmp_path / "board_plan.xlsx")


def test_opened_while_the_plan_is_made(
    run: Run, monkeypatch: pytest.MonkeyPatch, solved: op.Result, mine: Path, tmp_path: Path
) -> None:
    def slow(*_: object, **__: object) -> op.Result:
        (tmp_path / "~$board.xlsx").write_text("them", encoding="utf-8")
        return solved

    monkeypatch.setattr("orgplan.api.plan", slow)
    board = targets.plain(tmp_path / "board.xlsx")
    code, _, err = run("plan", mine, "--into", board, "--quiet")
    assert code == ELSEWHERE
    assert "it is open in a spreadsheet program (~$board.xlsx exists)" in err
    assert "Summary" in names(tmp_path / "board_plan.xlsx")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Say where the plan goes: --out PLAN.xlsx, --into YOUR_WORKBOOK.xlsx, or both."),
        (["--into", "nothing.xlsx"], "There is no workbook"),
        (["--into", "mine.xlsx", "--redact"], "holds the names and pay that --redact leaves out"),
        (["--into", "board.xlsx", "--out", "board.xlsx"], "must be different files"),
        (["--into", "board.xlsx", "--json", "board.xlsx"], "must be different files"),
        (["--into", "board.xlsx", "--out", "mine.xlsx"], "is an input"),
    ],
)
def test_wrong_usage_is_told_before_any_work(
    run: Run,
    mine: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.setattr("orgplan.api.plan", lambda *_, **__: pytest.fail("planned all the same"))
    monkeypatch.chdir(tmp_path)
    targets.plain(tmp_path / "board.xlsx")
    code, _, err = run("plan", "mine.xlsx", *arguments)
    assert code == 2
    assert said in err
    assert mine.read_bytes() == SAMPLE.read_bytes()


def test_from_python(planned: op.Result, mine: Path, tmp_path: Path) -> None:
    there = op.save_into(planned, mine)
    assert (there.path, there.obstacle) == (mine, None)
    assert there.backup is not None
    assert there.backup.read_bytes() == SAMPLE.read_bytes()
    blocked = op.save_into(
        planned, protected(tmp_path / "board.xlsx"), otherwise=tmp_path / "x.xlsx"
    )
    assert (blocked.path, blocked.backup) == (tmp_path / "x.xlsx", None)
    assert blocked.obstacle is not None
    assert blocked.obstacle.startswith(
        "board.xlsx cannot take the plan: its structure is protected"
    )
    with pytest.raises(op.NotWritable, match="There is no workbook"):
        op.save_into(planned, tmp_path / "none.xlsx")


def test_an_input_workbook_with_macros_goes_round(
    run: Run, planned: op.Result, tmp_path: Path
) -> None:
    """An .xlsm is as good an input as it is a target."""
    path = targets.changed(
        SAMPLE,
        tmp_path / "mine.xlsm",
        parts={"xl/vbaProject.bin": targets.MACROS},
        edit={
            "[Content_Types].xml": (
                lambda part: part.replace(
                    f"{targets.SHEETML}.sheet.main+xml",
                    "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                ).replace(
                    "<Override",
                    '<Default Extension="bin"'
                    ' ContentType="application/vnd.ms-office.vbaProject"/><Override',
                    1,
                )
            ),
            "xl/_rels/workbook.xml.rels": targets.put_before(
                "</Relationships>",
                targets.relation(
                    "rIdMacros",
                    "vbaProject",
                    "vbaProject.bin",
                    "http://schemas.microsoft.com/office/2006/relationships",
                ),
            ),
        },
    )
    assert run("plan", path, "--into", path, "--quiet") == (0, "", "")
    assert_untouched(backups(tmp_path)[0], path)
    assert op.check(path).assessment.plan == planned.plan
