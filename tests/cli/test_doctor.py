"""`orgplan doctor`: what it says and how it ends, for installations that are fine and that are
not.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

import orgplan as op
from orgplan.analysis import installation as here
from orgplan.cli.doctor import verdict
from orgplan.solver import battery
from orgplan.solver.battery import BATTERY, BY_ORGPLAN, BatteryAnswer

Run = Callable[..., tuple[int, str, str]]
WRONG = BatteryAnswer(BATTERY[0], "HiGHS, with a start", 336.28, 336.28, 338.78, right=False)
RIGHT = BatteryAnswer(BATTERY[0], BY_ORGPLAN[0], 338.78, 338.78, 338.78, right=True)
FINE = here.Installation(
    "3.11",
    "Linux",
    (here.Library("highspy", "1.15.1", "MIT", ">=1.11, <1.17", fits=True),),
    (RIGHT,),
)


def test_it_says_versions_licences_and_that_plans_can_be_trusted(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        here, "requires", lambda name: ["highspy>=1.0", "openpyxl>=3", 'pypdf>=5; extra == "texts"']
    )
    code, out, _ = run("doctor")
    assert code == 0
    assert op.__version__ in out
    assert "highspy" in out
    assert "MIT" in out
    assert "pypdf" not in out
    assert f"orgplan: {len(BATTERY)} of {len(BATTERY)} right" in out
    assert out.rstrip().endswith("Plans of this installation can be trusted.")


def test_a_version_that_is_not_allowed_cannot_be_trusted(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = here.metadata("highspy")["Version"]
    monkeypatch.setattr(here, "requires", lambda name: [f"highspy>=1.0,!={installed}"])
    code, told, _ = run("doctor", "--json", "-")
    assert (code, json.loads(told)["trusted"]) == (9, False)
    code, out, _ = run("doctor")
    assert code == 9
    assert f"highspy {installed} is not a version that orgplan was tested with" in out
    assert "cannot be trusted" in out
    assert f"pip install 'highspy>=1.0,!={installed}'" in out


def test_a_solver_that_is_missing_cannot_be_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(here, "requires", lambda name: ["pulp>=3"])
    monkeypatch.setattr(here, "metadata", _missing)
    assert [(library.version, library.fits) for library in here.libraries()] == [("", False)]


def _missing(name: str) -> None:
    raise here.PackageNotFoundError(name)


def test_another_library_that_was_never_tried_is_told_and_no_more() -> None:
    found = replace(
        FINE,
        libraries=(*FINE.libraries, here.Library("rich", "99.0", "MIT", ">=13, <16", fits=False)),
    )
    assert found.trusted
    assert "rich 99.0" in verdict(found)[0]


def test_a_wrong_solver_that_orgplan_saw_through_is_told() -> None:
    found = replace(FINE, answers=(RIGHT, WRONG))
    assert found.trusted
    assert "own answer is wrong here" in verdict(found)[0]


def test_a_wrong_answer_on_the_road_of_plans_ends_with_9(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(here, "answers", lambda: [replace(WRONG, road=BY_ORGPLAN[1])])
    code, out, _ = run("doctor")
    assert code == 9
    assert "says 336.28 (bound 336.28) of a plan that costs 338.78; the least is 338.78" in out
    assert "cannot be trusted" in out


def test_no_answer_is_no_proof() -> None:
    assert not replace(FINE, answers=()).trusted
    assert len(battery.answers()) >= 4 * len(BATTERY)
