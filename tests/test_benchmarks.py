"""The benchmark's table: one row a measure, put into the page between its marks."""

from __future__ import annotations

from pathlib import Path

from benchmarks.__main__ import BEGIN, END, HEADER, measure, put, row
from benchmarks.shapes import JUDGED_ON, SIZES, TUNED_ON, Size


def test_seeds_for_judging_are_not_those_for_tuning() -> None:
    assert TUNED_ON not in JUDGED_ON
    assert len(set(JUDGED_ON)) == 5


def test_a_row_says_what_was_measured(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setitem(SIZES, "tiny", Size(8, teams=1, titles=4))
    found = measure("tiny", "orgplan", 1, 20)
    cells = [cell.strip() for cell in row("tiny", "orgplan", found).strip("|").split("|")]
    assert len(cells) == len(HEADER)
    assert all(cells)
    assert found["parts"]["must_shortfall"][2] == 0  # type: ignore[index]


def test_the_table_replaces_the_one_before(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"Above.\n{BEGIN}\nold \\1\n{END}\nBelow.\n", encoding="utf-8")
    put(page, ["| a \\1 |"])
    assert page.read_text(encoding="utf-8") == f"Above.\n{BEGIN}\n\n| a \\1 |\n\n{END}\nBelow.\n"
