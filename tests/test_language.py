"""Catalogues are complete, and workbooks in Chinese are understood as those in English are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs import catalogue as catalogues
from orgplan.excel.read.text import header_key
from orgplan.language import _, available, choose, current, ngettext, speak, speaking
from orgplan.schema.plan import PLAN_SHEETS

FILES = catalogues.catalogues()
PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def test_there_is_a_catalogue_for_each_language() -> None:
    assert available() == ("en", *FILES)
    assert "zh" in FILES


@pytest.mark.parametrize("code", FILES)
def test_every_sentence_is_translated(code: str) -> None:
    entries = {entry.id: entry for entry in catalogues.read(FILES[code], code) if entry.id}
    marked = set(catalogues.messages())
    assert len(marked) > 200
    missing = marked - set(entries)
    assert not missing, "run python -m docs.catalogue, and translate what it adds"
    assert not set(entries) - marked, "run python -m docs.catalogue: nothing says these any more"
    for entry in entries.values():
        forms = [entry.string] if isinstance(entry.string, str) else list(entry.string)
        assert all(forms), f"not translated: {entry.id!r}"
        assert not entry.fuzzy, entry.id
        asked = entry.id if isinstance(entry.id, str) else entry.id[1]
        for form in forms:
            assert sorted(PLACEHOLDER.findall(form)) == sorted(PLACEHOLDER.findall(asked)), asked


def test_a_sentence_is_said_in_the_language_of_the_run() -> None:
    assert _("Amounts in {currency}.", currency="CNY") == "Amounts in CNY."
    with speaking("zh"):
        assert _("Amounts in {currency}.", currency="CNY") == "金额单位：CNY。"
        assert _("{braces} of a user's") == "{braces} of a user's"
        assert ngettext("{n} seat of nobody", "{n} seats of nobody", 1) == "1 seat of nobody"
    assert current() == "en"


def test_what_was_chosen_goes_before_what_the_workbook_says() -> None:
    choose("zh")
    speak("en")
    assert current() == "zh"
    choose("xx")  # no such language: the workbook decides
    assert current() == "en"


def test_headers_that_are_read_back_are_found_under_their_translation() -> None:
    with speaking("zh"):
        for spec in PLAN_SHEETS:
            assert header_key(_(spec.key)) in spec.names, spec.key
            for column in spec:
                assert spec.meaning(_(column.key)) == column.key, (spec.key, column.key)


def test_no_sentence_is_put_together_before_it_is_marked(tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    code.write_text('_(f"{count} people")\n')
    with pytest.raises(catalogues.NotMarked):
        list(catalogues.messages_in(code))
