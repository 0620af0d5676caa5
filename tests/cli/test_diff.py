"""`orgplan diff`: exit codes like those of diff, and the differences in the order in which a person
would ask.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from orgplan import api
from orgplan.cli.diff import _headline, _widths
from orgplan.report.diff.plans import GAP
from sample_orgs.make import FOLDER

SAMPLE = FOLDER / "growing_startup" / "growing_startup.xlsx"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("diff")
    org = api.load(SAMPLE)
    for name, budget in (("a", None), ("b", 2_790_000.0)):
        api.save(api.plan(org, budget=budget), folder / f"{name}.xlsx")
    return folder / "a.xlsx", folder / "b.xlsx"


def test_no_date_or_word_is_broken_on_a_narrow_screen() -> None:
    rows = [
        ("", "what", "before", "after", "details"),
        ("moved and changed", "hire Security & compliance lead in Risk & Audit", "2027-10-01",
            "2027-09-01", "base_salary 98,000 → 125,000"),
    ]  # fmt: skip
    widths = _widths(60, rows)
    assert [width or 0 for width in widths[2:4]] == [10, 10]
    assert sum(width or 0 for width in widths) <= 60 - 4 * 2
    assert all(
        len(word) <= (width or 0)
        for row in rows
        for cell, width in zip(row, widths, strict=True)
        for word in cell.split()
    )
    assert _widths(20, rows) == [None] * 5


def test_the_same_plan_is_0(run: Run, books: tuple[Path, Path]) -> None:
    code, out, _ = run("diff", books[0], books[0])
    assert code == 0
    assert "are the same plan" in out


def test_a_smaller_budget_is_explained_from_the_headline_to_its_cause(
    run: Run, books: tuple[Path, Path], tmp_path: Path
) -> None:
    """2.79 million are too little for the director from July on: she comes in October, and the rule
    is open for a quarter.
    """
    code, out, err = run("diff", *books, "--json", tmp_path / "diff.json")
    assert (code, err) == (1, "")
    places = [
        out.index(word)
        for word in (
            "cost in the horizon",
            "musts open",
            "Actions: 1 change",
            "Money: ",
            "Coverage, rules and limits: 1",
            "Inputs: 1",
        )
    ]
    assert places == sorted(places)
    assert "2027-07-01" in out
    assert "2027-10-01" in out
    told = json.loads((tmp_path / "diff.json").read_text(encoding="utf-8"))
    assert [(row["change"], row["action"]) for row in told["actions"]] == [
        ("moved", "hire Technical director")
    ]
    assert [(row["sheet"], row["before"], row["after"]) for row in told["inputs"]] == [
        ("Budget", 3_000_000, 2_790_000)
    ]
    assert told["same"] is False


def test_a_plan_changed_by_hand_says_so(run: Run, books: tuple[Path, Path], tmp_path: Path) -> None:
    book = openpyxl.load_workbook(books[0])
    sheet = book["Hiring plan"]
    sheet.delete_rows(max(cell.row for cell in sheet["A"] if cell.value is not None))
    book.save(tmp_path / "edited.xlsx")
    code, out, _ = run("diff", books[0], tmp_path / "edited.xlsx")
    assert code == 1
    assert "changed by hand" in out
    assert "removed" in out


def test_a_goal_without_any_proof_is_no_gap_of_a_hundred_percent() -> None:
    row = {"what": GAP, "before": 1.0, "after": 0.0123, "change": -0.9877}
    assert _headline(row) == ("largest proven gap of a goal", "one goal without proof", "1.23%", "")
    assert _headline(row | {"before": None})[1] == "–"


def test_quiet_prints_nothing(run: Run, books: tuple[Path, Path]) -> None:
    assert run("diff", *books, "--quiet") == (1, "", "")


def test_what_cannot_be_compared_is_2_and_never_a_difference(
    run: Run, books: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = run("diff", books[0], books[0].with_name("none.xlsx"))
    assert (code, out) == (2, "")
    assert "none.xlsx" in err
    assert run("diff", books[0], SAMPLE)[0] == 2
    assert run("diff", *books, "--json", books[0])[0] == 2

    def faulty(*arguments: object, **options: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(api, "diff", faulty)
    code, _, err = run("diff", *books)
    assert code == 2
    assert "a bug" in err


CHINESE = FOLDER / "chinese_team" / "chinese_team.xlsx"
LATIN = re.compile(r"[A-Za-z]{2,}")
NAMES = re.compile(r"[ab]\.xlsx|CNY|Java|TypeScript|[HNUB]-\w+|op\b")


def test_plans_of_a_chinese_workbook_are_compared_in_chinese(run: Run, tmp_path: Path) -> None:
    org = api.load(CHINESE)
    for name, budget in (("a", None), ("b", 5_900_000.0)):
        api.save(api.plan(org, budget=budget, next_steps=False), tmp_path / f"{name}.xlsx")
    code, out, err = run("diff", tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    assert (code, err) == (1, "")
    below = out[out.index("求解结果") :]  # the names of the two files stand above
    assert "规划期成本" in below
    assert [line for line in below.splitlines() if LATIN.search(NAMES.sub("", line))] == []
    code, out, err = run("explain", tmp_path / "a.xlsx", "H-001")
    assert (code, "H-001" in out) == (0, True)
    assert [line for line in out.splitlines() if LATIN.search(NAMES.sub("", line))] == []
