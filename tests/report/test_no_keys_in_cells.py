"""Cells of a plan have words where the code has keys; what the user typed stands as it is."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

import orgplan as op
from orgplan.language import choose
from orgplan.schema.inputs import input_tabs
from tests.planned import folder, planned

KEY = re.compile(r"(?<![\w./`-])[a-z]+(?:_[a-z0-9]+)+(?![\w./`])")
SAMPLES = ("growing_startup", "cn_product_company")
KEYS_TO_TYPE = ("Drivers", "Run log")  # keys of Assumptions and Settings, as these sheets have them


def texts(path: Path) -> list[tuple[str, str]]:
    book = openpyxl.load_workbook(path, read_only=True)
    rows = ((sheet.title, row) for sheet in book for row in sheet.iter_rows(values_only=True))
    return [(tab, cell) for tab, row in rows for cell in row if isinstance(cell, str)]


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_cell_of_a_plan_has_a_key(sample: str) -> None:
    path, plan = folder() / f"{sample}.words.xlsx", planned(sample)[0]
    choose("en")
    try:
        op.save(plan, path)
        tabs = input_tabs()
    finally:
        choose(None)
    ids = {rule.id for rule in plan.org.rules}
    found = {
        (tab, key)
        for tab, text in texts(path)
        if tab not in tabs and tab not in KEYS_TO_TYPE and not text.startswith("=")
        for key in KEY.findall(text)
        if key not in ids
    }
    assert found == set()
