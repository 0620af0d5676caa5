"""Pages and code use the glossary's terms, and none of the words that it retires."""

from __future__ import annotations

import re
import token
import tokenize
from collections.abc import Iterator
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


HEADERS = {"reckoned"}  # of a column that stands in plans written before
ANY_RETIRED = re.compile(rf"\b(?:{'|'.join(map(re.escape, RETIRED))})\b", re.IGNORECASE)
PAGES = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")),
    *(ROOT / "docs").glob("*.md"),
]
READ_BY_PLANNERS = ("maths", "json", "finance", "add_a_rule", "notation", "variances", "workbook")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_retired_words_are_gone(page: Path) -> None:
    assert len(RETIRED) >= 12
    text = page.read_text(encoding="utf-8")
    if page.stem == "workbook":
        text = text.replace("Closing less reckoned", "")
    if page.stem not in (
        "glossary",
        "decisions",
    ):  # it lists them; that was written when it was decided
        assert {found.group() for found in ANY_RETIRED.finditer(text)} == set()


@pytest.mark.parametrize("name", READ_BY_PLANNERS)
def test_pages_say_who_and_how_many(name: str) -> None:
    text = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    text = text.replace("scope, whom, team", "")  # a header that files of users have
    assert re.findall(r"(?i)\b(?:whom|so many)\b", text) == []


def _words_of(path: Path) -> Iterator[tuple[str, str]]:
    """Names, with spaces for underscores, comments and texts of several words of one file, each
    with its line.
    """
    with path.open(encoding="utf-8") as file:
        for one in tokenize.generate_tokens(file.readline):
            if one.type == token.NAME:
                yield one.string.replace("_", " "), f"{path.name}:{one.start[0]}"
            elif one.type == token.COMMENT or (
                token.tok_name[one.type] in ("STRING", "FSTRING_MIDDLE") and " " in one.string
            ):
                yield one.string, f"{path.name}:{one.start[0]}"


def test_code_uses_no_retired_word() -> None:
    """Names, comments, docstrings and sentences; the key of a column is no word of ours any
    more.
    """
    files = [
        path
        for folder in ("orgplan", "docs", "benchmarks", "sample_orgs")
        for path in (ROOT / folder).rglob("*.py")
    ]
    assert len(files) > 400
    found = {
        (where, hit.group())
        for path in files
        if ANY_RETIRED.search(path.read_text(encoding="utf-8").replace("_", " "))
        for words, where in _words_of(path)
        for hit in ANY_RETIRED.finditer(words.replace("Closing less reckoned", ""))
    }
    assert found == set()


def test_a_retired_word_in_code_is_seen(tmp_path: Path) -> None:
    """In part of a name, a comment and a docstring."""
    path = tmp_path / "rule.py"
    path.write_text('def it_bites() -> None:\n    """A deed."""\n    # goes on\n', encoding="utf-8")
    said = [hit.group() for words, _ in _words_of(path) for hit in ANY_RETIRED.finditer(words)]
    assert said == ["bites", "deed", "goes on"]


def test_what_a_reader_sees_uses_no_retired_word() -> None:
    """Every sentence, header and label that is marked for translation; `whom it lets go` and the
    like are whole phrases.
    """
    said = [
        text
        for one, file in messages().items()
        for text in (one if isinstance(one, tuple) else (one,))
        if not file.startswith("orgplan/schema")  # meanings of columns stand in committed samples
    ]
    assert len(said) > 1000
    retired = [*RETIRED, "second road", "weightiest", "lets go", "makes good"]
    found = {
        (word, text)
        for word in retired
        for text in said
        if text not in HEADERS and re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
    }
    assert found == set()
