"""Names that look like sums, units, remarks or open seats: what stands there is read as any other
name, or refused, never gone.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from make import Rows, save, sound

from orgplan.domain.catalogue import Catalogue
from orgplan.excel.read.faults import BadInput
from orgplan.io.inputs.loading import read_workbook

NAMES = (
    "Total", "Sum", "Grand total", "Subtotal Rail", "小计", "合计组", "May", "2027", "In k", "k",
    "T%",
    "50%", "USD", "thousands", "每月",
    "-", "*", "x", "n/a", "none", "all", "Company", "Legend", "Source", "as of now", "Example Labs",
)  # fmt: skip
PLAIN = "Zeta"
START = date(2021, 1, 1)
WHERE: dict[str, tuple[str, list[Any]]] = {  # a whole row; @ is the name
    "a person's id": ("Roster", ["@", "Zoe", "Engineer", "junior", "Core", START, 80000, None]),
    "a person's team": ("Roster", ["P9", "Zoe", "Engineer", "junior", "@", START, 80000, None]),
    "a person's role": ("Roster", ["P9", "Zoe", "@", None, "Core", START, 80000, None]),
    "a team": ("Teams", ["@", "Pay", "Tech", None, None, None]),
    "a product line": ("Teams", ["New", "@", "Tech", None, None, None]),
    "a role": ("Roles", ["@", None, "engineering", 60000, 70000, 90000, "no"]),
    "a skill of a role": ("Role skills", ["Engineer", "senior", "@", 3, 4]),
    "a skill needed": ("Requirements", ["Core", "@", 2, "holders", 3, "must", None, "why", None]),
    "who needs it": ("Requirements", ["@", "Python", 2, "holders", 3, "must", None, "why", None]),
    "why": ("Requirements", ["Core", "Python", 2, "holders", 3, "must", None, "@", None]),
    "a rule": ("Rules", ["@", "director", "must", "organisation", 21, "engineering", "Manager"]),
    "a skill taught": ("Training", ["@", 2, 3, 1500, 80, 3, 2]),
    "whose budget": ("Budget", ["@", "2027-Q2", 50000, "pay", None]),
    "a skill of a group": ("Skill groups", ["@", "core"]),
    "a seat": ("Positions", ["@", "Engineer", "junior", "Core", "open", START]),
    "a candidate": ("Candidates", ["@", "Engineer", "junior", "Core", 80000]),
    "a place": ("Locations", ["@", "USD", 1, 0.9]),
    "whose actuals": ("Actuals", ["@", "2027-01", "pay", 1000]),
}  # fmt: skip
HEADERS = {
    "Skill groups": ["skill", "group"],
    "Positions": ["position_id", "role", "level", "team", "status", "start"],
    "Candidates": ["candidate", "role", "level", "team", "base_salary"],
    "Locations": ["location", "currency", "fx", "pay_index"],
    "Actuals": ["scope", "month", "category", "amount"],
}
ALONE = ("Role skills", "Requirements", "Rules", "Training", "Budget", *HEADERS)


def book(where: str, name: str, alone: bool) -> dict[str, Rows]:
    """A sound workbook with one more row, of a name that is explained wherever names are."""
    sheets = sound()
    sheet, row = WHERE[where]
    rows = sheets.setdefault(sheet, [HEADERS.get(sheet, [])])
    if "skill" in where:
        sheets["Skills"][0].append(name)
        for ratings, level in zip(sheets["Skills"][1:], (3, 1, 2), strict=True):
            ratings.append(level)
    if where.startswith("who") or where == "a person's team":
        sheets["Teams"].append([name, "Pay", "Tech", None, None, None])
    if where == "a person's role":
        sheets["Roles"].append([name, None, "engineering", 60000, 70000, 90000, "no"])
    if alone:
        del rows[1:]
    rows.insert(1, [name if cell == "@" else cell for cell in row])
    return sheets


def read(folder: Path, sheets: dict[str, Rows]) -> Any:
    try:
        path = save(folder / "own.xlsx", sheets)
        return read_workbook(path, Catalogue()).org.model_dump(mode="json")
    except BadInput as refused:
        return refused


def is_same(plain: Any, found: Any, name: str) -> bool:
    """Whether one is the other with a name in place of the plain one; what is sorted by name may
    stand elsewhere.
    """
    if isinstance(plain, dict):
        renamed = {key.replace(PLAIN, name): value for key, value in plain.items()}
        same_keys = renamed.keys() == found.keys()
        return same_keys and all(is_same(renamed[key], found[key], name) for key in renamed)
    if isinstance(plain, list):
        return len(plain) == len(found) and all(
            any(is_same(one, other, name) for other in found) for one in plain
        )
    return bool((plain.replace(PLAIN, name) if isinstance(plain, str) else plain) == found)


@pytest.mark.parametrize("where", WHERE)
def test_a_name_is_kept_or_refused(tmp_path: Path, where: str) -> None:
    sheet, step = WHERE[where][0], 1 if os.environ.get("ORGPLAN_SLOW") else 13
    for alone in (False, True) if sheet in ALONE else (False,):
        plain = read(tmp_path, book(where, PLAIN, alone))
        assert isinstance(plain, dict), plain
        for name in NAMES[list(WHERE).index(where) % step :: step]:
            found = read(tmp_path, book(where, name, alone))
            if isinstance(found, BadInput):
                assert sheet in {fault.sheet for fault in found.faults}, (name, alone)
            else:
                assert is_same(plain, found, name), (name, alone)
