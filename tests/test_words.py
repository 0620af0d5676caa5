"""README and CHANGELOG use the glossary's terms, and none of the words that it retires."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in GLOSSARY.splitlines()
    if line.startswith("|") and not line.startswith(("| term", "|---"))
]
RETIRED = sorted({word for row in ROWS for word in re.findall(r"\*\*(.+?)\*\*", row[3])})


def test_every_term_has_one_row_and_a_chinese_name() -> None:
    terms = [row[0] for row in ROWS]
    assert len(terms) == len(set(terms)) > 30
    assert [row[0] for row in ROWS if not row[1]] == []


@pytest.mark.parametrize("page", ["README.md", "CHANGELOG.md"])
def test_retired_words_are_gone(page: str) -> None:
    assert len(RETIRED) >= 8
    text = (ROOT / page).read_text(encoding="utf-8")
    found = {word for word in RETIRED if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)}
    assert found == set()
