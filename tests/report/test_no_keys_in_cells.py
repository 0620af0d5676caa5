"""Cells of a plan have words where the code has keys; what the user typed stands as it is."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import openpyxl
import pytest
from babel.messages.pofile import read_po

import orgplan as op
from orgplan.domain import NORMS
from orgplan.excel.read import fold
from orgplan.language import available, choose, speaking
from orgplan.schema.columns import InputSheet
from orgplan.schema.inputs import INPUT_SHEETS
from orgplan.schema.settings import NORM_KEY_OF, SETTING_KEYS, SETTING_OF, norm_shown
from tests.planned import folder, planned

KEY = re.compile(r"(?<![\w./`-])[a-z]+(?:_[a-z0-9]+)+(?![\w/`]|\.\w)")
SAMPLES = ("growing_startup", "cn_product_company")
IN_A_LEVEL = re.compile(r"[a-z_]+/[a-z_]+")  # of the library's ladders, which are read back by it


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
    finally:
        choose(None)
    found = {
        (tab, key)
        for tab, text in texts(path)
        if not text.startswith("=") and not text.endswith(".xlsx")
        for key in KEY.findall(IN_A_LEVEL.sub("", text))
        if key not in plan.run.versions
    }
    assert found == set()


@pytest.mark.parametrize("spec", INPUT_SHEETS, ids=lambda spec: spec.key)
def test_a_column_is_found_under_the_words_by_which_it_is_shown(spec: InputSheet) -> None:
    for code in available():
        with speaking(code):
            for column in spec:
                assert spec.meaning(column.shown) == column.key


def test_settings_and_assumptions_are_found_under_the_words_by_which_they_are_shown() -> None:
    for code in available():
        with speaking(code):
            for setting in SETTING_KEYS:
                assert SETTING_OF[fold(setting.shown)] is setting
                assert SETTING_OF[fold(setting.key)] is setting
            for norm in NORMS:
                assert NORM_KEY_OF[fold(norm_shown(norm.key))] == norm.key
                assert "_" not in norm_shown(norm.key)


@pytest.mark.parametrize("key", ["employer_tax_pct", "Employer tax %", "雇主税率"])
def test_an_assumption_is_read_in_whichever_form_it_was_typed(key: str, tmp_path: Path) -> None:
    path = tmp_path / "org.xlsx"
    op.save(planned("growing_startup")[0].org, path)
    book = openpyxl.load_workbook(path)
    (cell,) = (row[0] for row in book["Assumptions"] if row[0].value == "Employer tax %")
    cell.value = key
    book.save(path)
    assert op.load(path) == planned("growing_startup")[0].org.replace(language="en")


def test_no_sentence_names_a_key_of_the_program() -> None:
    """Readers see a column as its header; what is typed at a prompt has the header of its file."""
    with (files("orgplan.locale") / "zh/LC_MESSAGES/orgplan.po").open("rb") as source:
        messages = [message.id for message in read_po(source) if message.id]
    said = [text for ids in messages for text in (ids if isinstance(ids, tuple) else (ids,))]
    files_and_values = re.compile(r"\{[^{}]*\}|[\w<>-]+\.(?:xlsx|csv|html|json)|cost_centre")
    assert {
        text for text in said if " " in text and KEY.search(files_and_values.sub("", text))
    } == set()
