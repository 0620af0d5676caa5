"""What commands print has no key of the program in it, and no id that stands in no workbook."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import orgplan as op
from orgplan.cli.main import app
from tests.planned import loaded, planned

KEY = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b")
ID = re.compile(r"\b[A-Z]{1,4}-\d+\b")
OURS = re.compile(r"\b(None|True|False|nan|inf)\b|Strength\.|Status\.|[\[{]['\"]")
COMMANDS = (
    ("check", "after.xlsx"),
    ("diff", "before.xlsx", "after.xlsx"),
    ("explain", "after.xlsx"),
    ("frontier", "after.xlsx", "--points", "1", "--time-limit", "20"),
    ("price", "after.xlsx", "--time-limit", "20"),
    ("recost", "after.xlsx", "--out", "recost.xlsx"),
    ("reconcile", "after.xlsx", "--out", "reconciled.xlsx"),
    ("redact", "after.xlsx", "--out", "redacted.xlsx"),
    ("stress", "after.xlsx", "--futures", "5", "--processes", "1"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("keys")
    (made / "before.xlsx").write_bytes(planned("growing_startup")[1].read_bytes())
    org = loaded("growing_startup")
    whole, training = org.budget
    op.save(op.plan(org.replace(
        budget=(whole.replace(amount=2_700_000), training),
        goal=op.Goal.FEWEST_REDUNDANCIES,
        people=(org.people[0].replace(base_salary=130_000), *org.people[1:]),
        positions=(op.Position(id="POS-1", role=org.people[0].role, team=org.people[0].team),),
    ), next_steps=True, time_limit=20), made / "after.xlsx")  # fmt: skip
    return made


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_what_is_printed_is_in_words(
    folder: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    ran = CliRunner().invoke(app, command)
    assert ran.exit_code in (0, 1), ran.output
    text = re.sub(r"[\w./-]+\.(?:xlsx|html|json)", "", ran.output)
    assert len(text) > 40, text
    assert KEY.findall(text) == []
    assert OURS.findall(text) == []
    org = loaded("growing_startup")
    known = {
        *planned("growing_startup")[0].plan.actions,
        *(f"{kind}-{number:03}" for kind in "HU" for number in range(1, 10)),
        *(one.id for one in (*org.needs, *org.budget, *org.people)),
        "POS-1",
    }
    assert set(ID.findall(text)) - known == set()
