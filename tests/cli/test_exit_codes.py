"""Exit codes that scripts can gate on."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import orgplan as op

Run = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def open_musts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan that leaves musts open, for its budget is too small."""
    path = tmp_path_factory.mktemp("open") / "plan.xlsx"
    planned = op.plan(
        op.load(ROOT / "sample_orgs" / "tight_budget" / "tight_budget.xlsx"),
        explain_next_steps=False,
    )
    assert planned.open_points
    op.save(planned, path)
    return path


def test_an_untouched_plan_with_open_musts_is_fine(run: Run, open_musts: Path) -> None:
    code, out, _ = run("check", open_musts)
    assert code == 0
    assert "As when the plan was made: " in out
    assert re.search(r"the plan holds what it said; \d+ musts? open, as when it was made\.", out)


def test_strict_takes_open_musts_for_a_failure(run: Run, open_musts: Path) -> None:
    code, out, _ = run("check", open_musts, "--strict", "--quiet")
    assert code == 6
    assert "As when the plan was made: " in out


def test_a_plan_edited_for_the_worse_fails_either_way(
    run: Run, open_musts: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(open_musts)
    sheet = book["Hiring plan"]
    row = next(
        row for row in range(1, sheet.max_row + 1) if str(sheet.cell(row, 1).value).startswith("H-")
    )
    sheet.delete_rows(row)
    book.save(tmp_path / "edited.xlsx")
    assert run("check", tmp_path / "edited.xlsx")[0] == 6


def test_what_was_open_is_not_known_where_nothing_says_so(
    run: Run, open_musts: Path, tmp_path: Path
) -> None:
    """Without the sheet that says what was short when the plan was made, no must may pass as one that was open then."""
    book = openpyxl.load_workbook(open_musts)
    del book["Constraints"]
    book.save(tmp_path / "edited.xlsx")
    assert run("check", tmp_path / "edited.xlsx")[0] == 6


CODE = re.compile(r"^([A-Z_]+(?:, [A-Z_]+)*) = (\d(?:, \d)*)(?:  #.*)?$", re.MULTILINE)


def _codes_in_code() -> dict[str, int]:
    """Name → exit code, of the constants of the command line."""
    found = {}
    for file in (ROOT / "orgplan" / "cli").glob("*.py"):
        for names, numbers in CODE.findall(file.read_text(encoding="utf-8")):
            found.update(zip(names.split(", "), map(int, numbers.split(", ")), strict=True))
    return found


def test_one_table_has_every_code() -> None:
    codes = [
        int(code)
        for code in re.findall(
            r"^\| (\d+)(?:, \d+)? \| .+ \|$",
            (ROOT / "README.md").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    ]
    assert codes == sorted(set(codes))
    found = _codes_in_code()
    assert {
        "BUG",
        "IMPOSSIBLE",
        "NO_PLAN",
        "VIOLATIONS",
        "ELSEWHERE",
        "UNTRUSTED",
        "BAD_INPUT",
        "WRONG_USAGE",
        "DIFFERENT",
        "DISK",
    } <= set(found)
    assert set(found.values()) <= set(codes)
