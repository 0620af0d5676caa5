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
NO_NAMES = sorted({word for row in ROWS for word in re.findall(r"`(.+?)`", row[3])})


def test_every_term_has_one_row_and_a_chinese_name() -> None:
    terms = [row[0] for row in ROWS]
    assert len(terms) == len(set(terms)) > 30
    assert [row[0] for row in ROWS if not row[1]] == []


def test_every_retired_word_is_looked_for() -> None:
    """A word that is neither bold nor code is one that no test looks for."""
    plain = [re.sub(r"\*\*.+?\*\*|`.+?`", "", row[3]) for row in ROWS]
    assert [cell for cell in plain if re.search(r"\w", cell)] == []


HEADERS = {"reckoned"}  # of a column that stands in plans written before
ANY_RETIRED = re.compile(rf"\b(?:{'|'.join(map(re.escape, RETIRED))})\b", re.IGNORECASE)
IN_NAMES = re.compile(rf"\b(?:{'|'.join([*map(re.escape, RETIRED), *NO_NAMES])})\b", re.IGNORECASE)
PAGES = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")),
    *(ROOT / "docs").glob("*.md"),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_retired_words_are_gone(page: Path) -> None:
    assert len(RETIRED) >= 12
    text = page.read_text(encoding="utf-8")
    if page.stem == "workbook":
        text = text.replace("Closing less reckoned", "").replace("scope, whom, team", "")
    if page.stem not in (
        "glossary",
        "decisions",
    ):  # it lists them; that was written when it was decided
        assert {found.group() for found in ANY_RETIRED.finditer(text)} == set()


def test_the_index_of_decisions_lists_every_heading() -> None:
    index, *sections = re.split(
        r"^## ", (ROOT / "docs" / "decisions.md").read_text("utf-8"), flags=re.M
    )
    headings = [section.partition("\n")[0] for section in sections]
    assert len(headings) > 60
    listed = re.findall(r"\[(?:[^]]+)\]\(#([\w-]+)\)", index)
    anchors = [re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", one).lower()) for one in headings]
    assert sorted(set(listed)) == sorted(anchors)


def _retired_in(path: Path) -> Iterator[tuple[str, str]]:
    """Retired words of names (with spaces for underscores), comments and texts of several words of
    one file, each with its line; some words are retired in names alone.
    """
    with path.open(encoding="utf-8") as file:
        for one in tokenize.generate_tokens(file.readline):
            where, hits = f"{path.name}:{one.start[0]}", ()
            if one.type == token.NAME:
                hits = IN_NAMES.findall(one.string.replace("_", " "))
            elif one.type == token.COMMENT or (
                token.tok_name[one.type] in ("STRING", "FSTRING_MIDDLE") and " " in one.string
            ):
                hits = ANY_RETIRED.findall(one.string.replace("Closing less reckoned", ""))
            yield from ((where, hit) for hit in hits)


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
        one
        for path in files
        if IN_NAMES.search(path.read_text(encoding="utf-8").replace("_", " "))
        for one in _retired_in(path)
    }
    assert found == set()


def test_a_retired_word_in_code_is_seen(tmp_path: Path) -> None:
    """In part of a name, a comment and a docstring; what may be said in a sentence may be no
    name.
    """
    path = tmp_path / "rule.py"
    path.write_text(
        'def it_bites(said: str) -> None:\n    """A deed, said of those whom it concerns."""\n'
        "    # goes on\n    gap_told = said\n",
        encoding="utf-8",
    )
    assert [hit for _where, hit in _retired_in(path)] == [
        "bites", "said", "deed", "whom", "goes on", "told", "said",
    ]  # fmt: skip


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
    retired = [*RETIRED, "second road", "weightiest", "lets go"]
    found = {
        (word, text)
        for word in retired
        for text in said
        if text not in HEADERS and re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)
    }
    assert found == set()
