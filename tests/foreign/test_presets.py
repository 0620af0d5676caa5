"""Exports of well-known systems are imported without a question."""

from __future__ import annotations

from pathlib import Path

import pytest

import orgplan as op
from orgplan.io.foreign.importing import preset_called
from orgplan.io.foreign.lines import Confidence
from orgplan.io.foreign.presets import PRESETS
from orgplan.io.foreign.understand import understand
from orgplan.library import load_catalogue
from tests.foreign.books import TODAY, imported, understood
from tests.foreign.exports import BAMBOOHR, GUSTO, HUAMINGCE, REQUISITIONS, ROSTERS

NAMES = {preset.id: preset.name for preset in PRESETS}


def export(folder: Path, text: str, name: str = "export.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("system", ROSTERS)
def test_a_roster_is_imported_without_a_question(tmp_path: Path, system: str) -> None:
    text, currency, heads, pay = ROSTERS[system]
    source, out = export(tmp_path, text), tmp_path / "my_org.xlsx"
    found = understood(source)
    assert found.understanding.open == ()
    assert found.understanding.presets == (NAMES[system.split()[0]],)
    assert found.org is not None
    assert (found.org.currency, len(found.org.people)) == (currency, heads)
    assert sum(person.base_salary for person in found.org.people) == pytest.approx(pay)
    assert sum(person.manager_id is None for person in found.org.people) == 1
    assert all(role.library_id is None for role in found.org.roles)
    assert imported(out, source).plannable
    assert op.load(out) == found.org


@pytest.mark.parametrize(("system", "seats"), [("greenhouse", 2), ("lever", 2)])
def test_requisitions_become_positions(tmp_path: Path, system: str, seats: int) -> None:
    people = export(tmp_path, BAMBOOHR)
    wanted = export(tmp_path, REQUISITIONS[system], "requisitions.csv")
    found = understood(people, wanted)
    assert found.understanding.open == ()
    assert found.understanding.presets == ("BambooHR", NAMES[system])
    assert found.org is not None
    free = [seat for seat in found.org.positions if seat.status.value in ("open", "proposed")]
    assert len(free) == seats
    assert {seat.role for seat in free} == {"Backend Engineer"}


def test_every_preset_has_an_export() -> None:
    known = {name.split()[0] for name in (*ROSTERS, *REQUISITIONS)}
    assert {preset.id for preset in PRESETS} == known
    assert all(preset.source.startswith("https://") for preset in PRESETS)


def test_what_a_system_means_is_shown(tmp_path: Path) -> None:
    lines = {
        line.header: line for line in understood(export(tmp_path, HUAMINGCE)).understanding.lines
    }
    assert lines["基本工资"].unit == "per month"
    assert "花名册" in lines["基本工资"].why
    assert lines["身份证号"].confidence is Confidence.LEFT


def test_a_total_in_a_column_that_is_not_read_is_nobody(tmp_path: Path) -> None:
    found = understood(export(tmp_path, HUAMINGCE + "合计,,,,,,,,,,,110500,,,,\n"))
    assert found.org is not None
    assert len(found.org.people) == 3


def test_a_preset_may_be_forced(tmp_path: Path) -> None:
    text = (
        GUSTO.replace("gusto_employee_id", "id")
        .replace("FLSA status", "x")
        .replace(",Rate,", ",Pay,")
    )
    source = export(tmp_path, text)
    assert not understood(source).understanding.presets
    forced = preset_called("gusto", source)
    found = understand([source], load_catalogue(), preset=forced, today=TODAY)
    assert found.org is not None
    assert found.org.currency == "USD"
    with pytest.raises(op.BadInput, match="gusto"):
        preset_called("gusti", source)
