"""`orgplan plan --redact` and `orgplan redact`: from a workbook full of originals to files, and a
screen, without them.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

import orgplan as op
from sample_orgs.make import FOLDER

SAMPLE = FOLDER / "growing_startup" / "growing_startup.xlsx"
IMPOSSIBLE = FOLDER / "impossible" / "impossible.xlsx"
SECRETS = (
    "Hildegunst",
    "Mythenmetz",
    "hildegunst@secret.example",
    "90123.45",
    "90,123.45",
    "7510.29",
    "wants to leave",
    "Buchhaim",
)
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with a person whose name, pay and e-mail stand in cells, comments, further columns
    and sheets, and properties.
    """
    book = openpyxl.load_workbook(SAMPLE)
    sheet = book["Roster"]
    headers = {
        cell.value: cell.column
        for row in sheet.iter_rows(max_row=6)
        for cell in row
        if isinstance(cell.value, str)
    }
    top = next(
        cell.row for row in sheet.iter_rows(max_row=6) for cell in row if cell.value == "Person ID"
    )
    sheet.cell(top + 1, headers["Name"], "Hildegunst Mythenmetz").comment = Comment(
        "wants to leave, earns 90123.45", "Buchhaim"
    )
    sheet.cell(top + 1, headers["Base salary"], 90_123.45)
    hidden = book.create_sheet("Private")
    hidden.append(["hildegunst@secret.example", 90_123.45, "wants to leave"])
    hidden.sheet_state = "hidden"
    book.properties.creator = "Hildegunst Mythenmetz"
    book.properties.keywords = "Buchhaim"
    path = tmp_path_factory.mktemp("private") / "Hildegunst.xlsx"
    book.save(path)
    return path


def secrets_in(path: Path) -> list[str]:
    if path.suffix == ".json":
        texts = [path.read_text(encoding="utf-8")]
    else:
        with zipfile.ZipFile(path) as file:
            texts = [item.filename + file.read(item).decode("utf-8") for item in file.infolist()]
    return [secret for secret in SECRETS if any(secret in text for text in texts)]


def test_plan_redacted_leaves_nothing_in_files_or_on_the_screen(
    run: Run, private: Path, tmp_path: Path
) -> None:
    code, out, err = run(
        "plan",
        private,
        "--out",
        tmp_path / "plan.xlsx",
        "--json",
        tmp_path / "plan.json",
        "--redact",
    )
    assert (code, err) == (0, "")
    assert [secret for secret in SECRETS if secret in out] == []
    assert "Redacted: names and ids are replaced by neutral ids (20 on the roster)" in out
    assert secrets_in(tmp_path / "plan.xlsx") == []
    assert secrets_in(tmp_path / "plan.json") == []
    told = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert {part["name"]: part["bound"] for part in told["goal_parts"]}["cost"] is None
    code, out, _ = run("check", tmp_path / "plan.xlsx")
    assert code == 0
    assert "no limit is exceeded and no must is missed" in out


def test_a_plan_workbook_is_redacted_as_planning_would(
    run: Run, private: Path, tmp_path: Path
) -> None:
    assert run("plan", private, "--out", tmp_path / "plan.xlsx", "--quiet")[0] == 0
    assert "Hildegunst" in secrets_in(tmp_path / "plan.xlsx")
    code, out, _ = run("redact", tmp_path / "plan.xlsx", "--out", tmp_path / "redacted.xlsx")
    assert code == 0
    assert out.rstrip().endswith("redacted.xlsx")
    assert secrets_in(tmp_path / "redacted.xlsx") == []
    assert run("plan", private, "--out", tmp_path / "at_once.xlsx", "--quiet", "--redact")[0] == 0
    late, at_once = (op.reopen(tmp_path / name) for name in ("redacted.xlsx", "at_once.xlsx"))
    assert late.org == at_once.org
    assert late.plan == at_once.plan
    assert late.run.redaction == at_once.run.redaction


def test_a_plan_changed_by_hand_is_redacted_and_claims_no_proof(
    run: Run, private: Path, tmp_path: Path
) -> None:
    assert run("plan", private, "--out", tmp_path / "plan.xlsx", "--quiet")[0] == 0
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    sheet = book["Hiring plan"]
    sheet.delete_rows(next(cell.row for cell in sheet["A"] if cell.value == "H-001"))
    book.save(tmp_path / "edited.xlsx")
    assert run("redact", tmp_path / "edited.xlsx", "--out", tmp_path / "redacted.xlsx")[0] == 0
    summary = openpyxl.load_workbook(tmp_path / "redacted.xlsx")["Summary"]
    head = [summary.cell(row, 1).value for row in range(1, 9)]
    assert "Changed by hand after the search: nothing is proven about it." in head


def test_ids_are_kept_where_that_is_asked_for(run: Run, private: Path, tmp_path: Path) -> None:
    assert (
        run("plan", private, "--out", tmp_path / "plan.xlsx", "--quiet", "--redact", "--keep-ids")[
            0
        ]
        == 0
    )
    assert secrets_in(tmp_path / "plan.xlsx") == []
    assert [person.id for person in op.load(tmp_path / "plan.xlsx").people] == [
        person.id for person in op.load(private).people
    ]


def test_where_there_is_no_plan_the_json_tells_nothing_either(run: Run, tmp_path: Path) -> None:
    assert (
        run(
            "plan",
            IMPOSSIBLE,
            "--out",
            tmp_path / "plan.xlsx",
            "--json",
            tmp_path / "plan.json",
            "--redact",
        )[0]
        == 4
    )
    told = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert told["status"] == "infeasible"
    assert (told["notes"], told["next_steps"], told["goal_parts"], told["input_sha256"]) == (
        [],
        [],
        [],
        "",
    )


def test_a_workbook_without_a_run_log_is_refused(run: Run, private: Path, tmp_path: Path) -> None:
    assert run("plan", private, "--out", tmp_path / "plan.xlsx", "--quiet")[0] == 0
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    del book["Run log"]
    book.save(tmp_path / "less.xlsx")
    code, _, err = run("redact", tmp_path / "less.xlsx", "--out", tmp_path / "redacted.xlsx")
    assert code == 3
    assert "Run log" in err
    assert not (tmp_path / "redacted.xlsx").exists()


def test_one_file_is_not_both_the_plan_and_its_redaction(run: Run, private: Path) -> None:
    assert run("redact", private, "--out", private, "--overwrite")[0] == 2
