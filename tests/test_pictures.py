"""Drawn pages work offline, without JavaScript, by day and by night, and name rooms that exist."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGE, PICTURE = DOCS / "how_a_plan_is_made.md", DOCS / "how_a_plan_is_made.svg"
SVG = "{http://www.w3.org/2000/svg}"


def test_how_a_plan_is_made_is_drawn() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert f"]({PICTURE.name})" in page
    assert "──" not in page, "no drawing of letters"


def test_the_drawing_stands_alone_in_light_and_dark() -> None:
    text = PICTURE.read_text(encoding="utf-8")
    picture = ET.fromstring(text)
    assert picture.find(f"{SVG}title") is not None
    assert picture.find(f"{SVG}desc") is not None
    assert "prefers-color-scheme: dark" in text
    assert "href" not in text
    assert "<script" not in text


def test_rooms_of_the_drawing_exist() -> None:
    picture = ET.parse(PICTURE)
    rooms = [one.text or "" for one in picture.iter(f"{SVG}text") if one.get("class") == "room"]
    named = {room for text in rooms for room in text.split(", ")}
    assert len(named) >= 8
    assert [room for room in named if not (ROOT / "orgplan" / room).is_dir()] == []
