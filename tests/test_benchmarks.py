"""The benchmark's table: one row a measure, put into the page between its marks."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from benchmarks import departments_speed
from benchmarks.__main__ import (
    BEGIN,
    END,
    HEADER,
    SHOWN,
    best_of,
    measure,
    primal_integral,
    put,
    row,
)
from benchmarks.shapes import JUDGED_ON, SIZES, TUNED_ON, Size


def test_seeds_for_judging_are_not_those_for_tuning() -> None:
    assert TUNED_ON not in JUDGED_ON
    assert len(set(JUDGED_ON)) == 5


def test_a_row_says_what_was_measured(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setitem(SIZES, "tiny", Size(8, teams=1, titles=4))
    found = measure("tiny", "orgplan", 1, 20)
    cells = [
        cell.strip()
        for cell in row("tiny", "orgplan", found, best_of([found])).strip("|").split("|")
    ]
    assert len(cells) == len(HEADER)
    assert all(cells)
    assert found["parts"]["must_shortfall"][2] == 0  # type: ignore[index]


def test_a_row_of_departments_says_what_each_way_reaches() -> None:
    org = Size(8, teams=1, titles=4).organisation(1)
    rows = [
        departments_speed.row("tiny", way, departments_speed.reached(org, processes, 20), 0.0)
        for way, processes in departments_speed.WAYS.items()
    ]
    figures = [one.split("|")[3:-1] for one in rows]
    assert figures[0] == figures[1]
    assert len(figures[0]) == 2 * len(departments_speed.GOALS) + 1


def test_the_primal_integral_weighs_seconds_by_the_distance_to_the_best_end() -> None:
    def found(
        ends: tuple[float, float, float], seen: list[tuple[str, float, float]]
    ) -> dict[str, Any]:
        parts = {name: (end, end, 0.0) for name, end in zip(SHOWN, ends, strict=True)}
        return {"spent": {"state": 1.0, "solve": 9.0}, "parts": parts, "seen": seen}

    must, should, cost = SHOWN
    good = found(
        (0.0, 4.0, 50.0),
        [(must, 1.0, math.inf), (must, 2.0, 0.0), (should, 2.0, 8.0), (should, 4.0, 4.0),
            (cost, 5.0, 100.0), (cost, 7.0, 50.0), ("disruption", 8.0, 3.0)],
    )  # fmt: skip
    poor = found((0.0, 5.0, 10.0), [(must, 1.0, 0.0), (should, 3.0, 5.0), (cost, 6.0, 10.0)])
    best = best_of([good, poor])
    assert best == {must: 0.0, should: 4.0, cost: 50.0}  # 10 is the cost of another shortfall
    # a second without a plan, two at half of the way to 4, two at half of the way to 50
    assert primal_integral(good, best) == pytest.approx(1 + 2 * 0.5 + 2 * 0.5)
    # three seconds a fifth away from 4, then four that count whole
    assert primal_integral(poor, best) == pytest.approx(3 * 0.2 + 4)


def test_the_table_replaces_the_one_before(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"Above.\n{BEGIN}\nold \\1\n{END}\nBelow.\n", encoding="utf-8")
    put(page, ["| a \\1 |"])
    assert page.read_text(encoding="utf-8") == f"Above.\n{BEGIN}\n\n| a \\1 |\n\n{END}\nBelow.\n"
