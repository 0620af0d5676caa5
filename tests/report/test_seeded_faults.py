"""Every fault that people make in a finished workbook turns the right check, and no other, in a
real spreadsheet program.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

import orgplan as op
from orgplan.report.checks.sheet import ALL_PASS, GUARDED, STALE
from tests.report.editing import Tab
from tests.report.faults import FAULTS, organisation
from tests.report.office import needs_office, recalculated_all, values_of

CHECKS = ("check_no", "check", "result")
CONTROLS = 21
SEALED = "the ending of the search edited"  # the one that only the seal guards
TRIED = FAULTS if os.environ.get("ORGPLAN_SLOW") else FAULTS[::3]
BY_NAME = {fault.name: fault for fault in FAULTS if fault in TRIED or fault.name == SEALED}


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan workbook without a fault."""
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    op.save(op.plan(organisation(), gap=1e-2, next_steps=False), path)
    return path


@pytest.fixture(scope="module")
def faulty(finished: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The workbook with each fault, as it is saved; ``whole`` has none."""
    folder = tmp_path_factory.mktemp("faulty")
    paths = {}
    for number, (name, edit) in enumerate(
        [("whole", lambda book: None), *((fault.name, fault.edit) for fault in BY_NAME.values())]
    ):
        book = load_workbook(finished)
        edit(book)
        paths[name] = folder / f"fault_{number:02}.xlsx"
        book.save(paths[name])
    return paths


@pytest.fixture(scope="module")
def recalculated(
    faulty: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Workbook]:
    """All of them, recalculated in one go."""
    paths = recalculated_all(list(faulty.values()), tmp_path_factory.mktemp("office"))
    return {
        name: values_of(path, "Checks", "Walk") for name, path in zip(faulty, paths, strict=True)
    }


def results(book: Workbook) -> list[tuple[int, str, str]]:
    tab = Tab(book, "Checks", *CHECKS)
    return [
        tuple(tab.get(row, header) for header in CHECKS) for row in range(tab.top + 1, tab.blank())
    ]  # type: ignore[misc]


@needs_office
def test_the_workbook_without_a_fault_passes_every_check(recalculated: dict[str, Workbook]) -> None:
    found = results(recalculated["whole"])
    assert {number for number, _, _ in found} == set(range(1, 22))
    assert {result for _, _, result in found} <= {"PASS", "not applicable"}
    assert recalculated["whole"]["Checks"]["B5"].value == ALL_PASS
    flag = str(recalculated["whole"]["Walk"]["A3"].value)
    counts = re.fullmatch(r"Arithmetic checked: (\d+) of (\d+) figures agree", flag)
    assert counts, flag
    assert counts[1] == counts[2]


@needs_office
@pytest.mark.parametrize("name", BY_NAME)
def test_a_fault_turns_the_right_check_and_no_other(
    recalculated: dict[str, Workbook], name: str
) -> None:
    book = recalculated[name]
    failed = [(number, says) for number, says, result in results(book) if result == "FAIL"]
    assert {number for number, _ in failed} - {CONTROLS} == set(BY_NAME[name].live), failed
    guarded = book["Checks"]["B6"].value == GUARDED
    counted = len(failed) + (not guarded)
    stale = any(result == "CHANGED" for _, _, result in results(book))
    verdict = book["Checks"]["B5"].value
    assert verdict == (f"{counted} FAIL" if counted else STALE if stale else ALL_PASS)
    assert guarded == (name not in ("a tolerance raised", "a result typed over"))


@needs_office
def test_the_live_checks_see_every_fault_but_one(recalculated: dict[str, Workbook]) -> None:
    green = [name for name in BY_NAME if recalculated[name]["Checks"]["B5"].value == ALL_PASS]
    assert green == [SEALED], "the seal is the command line's to check"


@pytest.mark.parametrize("name", BY_NAME)
def test_a_fault_is_named_by_the_check_of_the_command_line(
    faulty: dict[str, Path], name: str
) -> None:
    told = BY_NAME[name].told
    said = sentences(faulty[name])
    assert (said == []) if told is None else any(told in one for one in said), said


def sentences(path: Path) -> list[str]:
    """All that `orgplan check` holds against a workbook; with any of them it does not end with
    0.
    """
    try:
        checked = op.check(path)
    except op.BadInput as error:
        return str(error).splitlines()
    return [*checked.violations, *checked.differences]


def test_every_fault_is_found_somewhere() -> None:
    assert all(fault.live or fault.told for fault in FAULTS)
    assert len(FAULTS) >= 40
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


def test_every_check_has_its_fault() -> None:
    assert set().union(*(fault.live for fault in FAULTS)) == set(range(1, 21))


@needs_office
def test_inputs_changed_are_no_fault_but_stale(finished: Path, tmp_path: Path) -> None:
    book = load_workbook(finished)
    tab = Tab(book, "Input Requirements", "skill", "need")
    tab.put(tab.top + 1, "need", 7)
    book.save(tmp_path / "changed.xlsx")
    (path,) = recalculated_all([tmp_path / "changed.xlsx"], tmp_path)
    again = values_of(path, "Checks")
    assert again["Checks"]["B5"].value == STALE
    assert [
        (number, result)
        for number, _, result in results(again)
        if result not in ("PASS", "not applicable")
    ] == [(19, "CHANGED")]
    assert any(
        "Input Requirements was changed" in one for one in sentences(tmp_path / "changed.xlsx")
    )


@needs_office
def test_pay_outside_its_band_today_is_told_but_is_no_fault_of_the_plan(tmp_path: Path) -> None:
    org = organisation()
    dear = org.people[4].replace(base_salary=500_000.0)
    org = org.replace(
        people=tuple(dear if person.id == dear.id else person for person in org.people), budget=()
    )
    op.save(op.plan(org, gap=1e-2, next_steps=False), tmp_path / "plan.xlsx")
    (path,) = recalculated_all([tmp_path / "plan.xlsx"], tmp_path)
    book = values_of(path, "Checks", "People")
    odd = [
        (number, says, result)
        for number, says, result in results(book)
        if result not in ("PASS", "not applicable")
    ]
    assert odd == [(7, "People of the roster paid outside their band today", "INFO")]
    assert book["Checks"]["B5"].value == ALL_PASS
    people = Tab(book, "People", "id", "pay", "compa_ratio")
    assert people.get(people.find(id=dear.id), "pay") == "ABOVE"
