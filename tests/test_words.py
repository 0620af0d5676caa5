"""README and CHANGELOG use the glossary's terms, and none of the words that it retires."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.catalogue import messages

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


def test_what_a_reader_sees_uses_no_retired_word() -> None:
    """Every sentence, header and label that is marked for translation; `whom it lets go` and the like are whole phrases."""
    said = [
        text
        for one, file in messages().items()
        for text in (one if isinstance(one, tuple) else (one,))
        if not file.startswith("orgplan/schema")  # meanings of columns stand in committed samples
    ]
    assert len(said) > 1000
    retired = [*RETIRED, "second road", "weightiest", "lets go", "makes good"]
    headers = {"reckoned"}  # of a column that stands in plans written before
    found = {
        (word, text)
        for word in retired
        for text in said
        if text not in headers and re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
    }
    assert found == set()
