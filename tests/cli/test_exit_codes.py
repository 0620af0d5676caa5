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
        next_steps=False,
    )
    assert planned.open_points
    op.save(planned, path)
    return path


def test_an_untouched_plan_with_open_musts_is_fine(run: Run, open_musts: Path) -> None:
    code, out, _ = run("check", open_musts)
    assert code == 0
    assert "Already when the plan was made: " in out
    assert re.search(
        r"the plan is as it was written; \d+ of \d+ musts stays? open, as when it was made\.", out
    )


def test_check_says_what_it_comes_to_first_and_only_the_worst_of_what_stays_open(
    run: Run, open_musts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orgplan.cli.summary.MOST_POINTS", 1)
    brief, whole = (run("check", open_musts, *more)[1].splitlines() for more in ((), ("--all",)))
    assert "checked without the solver: the plan is as it was written" in brief[0]
    listed = [line for line in whole if line.startswith(("Already", "Open"))]
    assert len(listed) > len([line for line in brief if line.startswith(("Already", "Open"))])
    assert any("more lines like it; --all prints them" in line for line in brief)
    assert not any("--all" in line for line in whole)


def test_strict_takes_open_musts_for_a_failure(run: Run, open_musts: Path) -> None:
    code, out, _ = run("check", open_musts, "--strict", "--quiet")
    assert code == 6
    assert "Already when the plan was made: " in out


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
    """Without the sheet that says what was short when the plan was made, no must may pass as one
    that was open then.
    """
    book = openpyxl.load_workbook(open_musts)
    del book["Constraints"]
    book.save(tmp_path / "edited.xlsx")
    assert run("check", tmp_path / "edited.xlsx")[0] == 6


@pytest.fixture(scope="module")
def of_another_version(open_musts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same plan, as other code of this version wrote it."""
    path = tmp_path_factory.mktemp("other") / "plan.xlsx"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("orgplan._version.code", lambda: "0ther")
        op.save(op.api.reopen(open_musts), path)
    return path


def edited(path: Path, out: Path, sheet: str, label: str, value: object) -> Path:
    """A workbook with another figure in the first cell with a number, or the second, behind a
    label.
    """
    book = openpyxl.load_workbook(path)
    (row,) = (cells for cells in book[sheet].iter_rows() if cells[0].value == label)
    row[1].value = value
    book.save(out)
    return out


def test_a_plan_of_another_version_says_which(run: Run, of_another_version: Path) -> None:
    code, out, _ = run("check", of_another_version)
    assert code == 0
    assert f"written by orgplan {op.__version__} (0ther); this is orgplan" in out
    assert "Differs from the plan" not in out
    assert run("check", of_another_version, "--strict", "--quiet")[0] == 6


def test_the_version_is_under_the_seal(
    run: Run, of_another_version: Path, open_musts: Path, tmp_path: Path
) -> None:
    for path in (of_another_version, open_musts):
        forged = edited(path, tmp_path / "forged.xlsx", "Run log", "Written by", "orgplan 9 (x)")
        code, out, _ = run("check", forged)
        assert code == 6
        assert "the seal does not fit" in out


MONTHS_FROM = 15  # columns before it say whose cost it is, and sums


def test_money_is_compared_whatever_the_version(
    run: Run, of_another_version: Path, tmp_path: Path
) -> None:
    """Months as written stand on Planned cost; those of Cost by month follow their drivers."""
    for sheet in ("Planned cost", "Cost by month"):
        book = openpyxl.load_workbook(of_another_version)
        values = openpyxl.load_workbook(of_another_version, data_only=True)[sheet]
        cell = next(
            cell
            for row in values.iter_rows(min_row=8)
            for cell in row
            if isinstance(cell.value, float) and cell.column > MONTHS_FROM
        )
        book[sheet][cell.coordinate].value = cell.value + 100
        book.save(tmp_path / "edited.xlsx")
        code, out, _ = run("check", tmp_path / "edited.xlsx")
        assert code == 6, sheet
        assert "Differs from the plan: Cost by month" in out


def test_what_another_version_writes_otherwise_is_not_called_typed_over(
    run: Run, of_another_version: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(of_another_version)
    headers = next(row for row in book["Walk"].iter_rows() if row[3].value is not None)
    headers[3].value = "another word"
    book.save(tmp_path / "other.xlsx")
    code, out, _ = run("check", tmp_path / "other.xlsx")
    assert code == 0
    assert "This version writes Walk differently" in out


CODE = re.compile(r"^([A-Z_]+(?:, [A-Z_]+)*) = (\d(?:, \d)*)(?:  #.*)?$", re.MULTILINE)


def _codes_in_code() -> dict[str, int]:
    """Name → exit code, of the constants of the command line."""
    found = {}
    for file in (ROOT / "orgplan" / "cli").rglob("*.py"):
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


@pytest.mark.parametrize("processes", ["0", "-2"])
def test_no_process_at_all_is_wrong_usage(run: Run, tmp_path: Path, processes: str) -> None:
    sample = ROOT / "sample_orgs" / "tight_budget" / "tight_budget.xlsx"
    out = tmp_path / "plan.xlsx"
    code, _out, err = run("plan", sample, "--out", out, "--processes", processes)
    assert code == 2
    assert f"processes={processes} is not possible; expected 1 or more, or -1" in err
    assert not out.exists()


def test_a_choice_that_does_not_exist_is_answered_with_those_that_do(
    run: Run, tmp_path: Path
) -> None:
    code, _out, err = run("plan", tmp_path / "org.xlsx", "--goal", "nosuch")
    assert code == 2
    assert "'--goal' cannot be 'nosuch'" in err
    assert "Value error" not in err


def test_an_invented_organisation_goes_into_a_workbook(run: Run, tmp_path: Path) -> None:
    code, _out, err = run("generate", tmp_path / "org.csv", "--people", "9")
    assert code == 2
    assert "give it a name that ends in .xlsx" in err
    code, _out, err = run("generate", tmp_path / "org.xlsx", "--people", "9", "--teams", "9")
    assert code == 2
    assert "--teams 9: from 1 team to one fewer than people." in err
