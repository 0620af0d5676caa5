"""A board that took a plan in one language takes the next one in another, in the same sheets; a
plan is judged in any.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

import orgplan as op
from orgplan.language import choose, speaking
from orgplan.report.audit.typed_over import _neutral as neutral
from orgplan.report.sheets.embed import _same as tabs_now


@pytest.fixture
def any_language() -> Iterator[None]:
    yield
    choose(None)


def test_sheets_and_formulas_are_known_in_another_language() -> None:
    with speaking("en"):
        assert tabs_now()["总览"] == "Summary"
        assert tabs_now()["输入 花名册"] == "Input Roster"
    with speaking("zh"):
        assert tabs_now()["Input Roster"] == "输入 花名册"
    assert neutral("SUM('op_成本总览'!A1)") == neutral("SUM('Cost overview'!A1)")
    assert neutral("SUM('成本总览'!A1)") != neutral("SUM('Cost by month'!A1)")


@pytest.mark.slow
@pytest.mark.skipif(os.environ.get("ORGPLAN_SLOW") != "1", reason="ORGPLAN_SLOW=1 runs it")
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
