"""Spoilt files: an import never fails, and what it says can be planned is, workbook and memory
alike, one organisation.
"""

from __future__ import annotations

import copy
import os
import random
from pathlib import Path
from typing import Any

import pytest

import orgplan as op
from orgplan.io.foreign.importing import import_workbook
from tests.foreign.books import Rows, foreign, understood, write

SEEDS = 60 if os.environ.get("ORGPLAN_SLOW") == "1" else 6
_WORDS: tuple[Any, ...] = (
    "x",
    "TBH",
    "-",
    -5,
    1e9,
    "85.000",
    "€1.000,50",
    True,
    "ignore",
    "=1+1",
    None,
)
_NAMES = ("Roster", "Skills", "Settings", "Data", "What we understood", "About", "预算")


def spoilt(seed: int) -> dict[str, Rows]:
    """The people of the other tests with one to three things changed."""
    dice = random.Random(seed)
    sheets = copy.deepcopy(foreign())
    for _ in range(dice.randint(1, 3)):
        name = dice.choice(list(sheets))
        rows = sheets[name]
        row = dice.choice(rows)
        what = dice.randrange(7)
        if what == 0 and row:
            row[dice.randrange(len(row))] = dice.choice(_WORDS)
        elif what == 1:
            rows.remove(row)
        elif what == 2:
            rows.insert(dice.randrange(len(rows)), [dice.choice(("Note", "Total", "a b c d e"))])
        elif what == 3:
            rows.append(list(row))
        elif what == 4:
            sheets[dice.choice(_NAMES)] = sheets.pop(name)
        elif what == 5:
            place = dice.randrange(8)
            sheets[name] = [each[:place] + each[place + 1 :] for each in rows]
        else:
            row.append(dice.choice(("extra", 5)))
    return sheets


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_spoilt_file_is_one_organisation_or_open(tmp_path: Path, seed: int) -> None:
    source = write(tmp_path / "people.xlsx", spoilt(seed))
    found, out = understood(source), tmp_path / "my_org.xlsx"
    said = import_workbook(found, out).understanding
    assert said.lines
    if found.org is None:
        assert said.open
        assert all(fault.fix for fault in said.open)
        with pytest.raises(op.BadInput):
            op.load(out)
    else:
        assert op.load(out) == found.org
