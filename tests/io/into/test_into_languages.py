"""A board that took a plan in one language takes the next one in another, in the same sheets; a plan is judged in any."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

import orgplan as op
from orgplan.language import choose


@pytest.fixture
def any_language() -> Iterator[None]:
    yield
    choose(None)


def test_a_board_takes_a_plan_in_one_language_after_another(
    tmp_path: Path, any_language: None
) -> None:
    board = tmp_path / "board.xlsx"
    book = Workbook()
    book.active.title = "董事会"
    book.save(board)
    org = op.generate(8, teams=2, titles=4, seed=1)
    tabs = []
    for language, reader in (("zh", "en"), ("en", None)):
        planned = op.plan(org.replace(language=language), next_steps=False, time_limit=10)
        assert op.save_into(planned, board).obstacle is None
        tabs.append(load_workbook(board, read_only=True).sheetnames)
        choose(reader)
        checked = op.check(board)
        assert checked.holds, checked.differences
        choose(None)
    assert tabs[0] == tabs[1]
    assert "op_总览" in tabs[1]
