"""Examples in docstrings: each public name has one, and each, also of what rooms offer each other,
gives what it says.
"""

from __future__ import annotations

import doctest
import importlib
import inspect
import os
import re
import shutil
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import orgplan as op
from orgplan import families
from orgplan.domain import PlanSimulation
from orgplan.language import SOURCE, speaking
from orgplan.solver.build import decisions
from sample_orgs.make import FOLDER
from tests.constraints.test_golden_rows import Written
from tests.planned import loaded, planned

OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
API = Path(__file__).parents[1] / "docs" / "api.md"
NAMES = re.findall(r"^::: orgplan\.(\w+)$", API.read_text("utf-8"), re.MULTILINE)
SLOW = {"approve", "check", "Checked", "recost", "save"}  # each writes or checks a workbook


def test_the_page_of_the_python_interface_has_every_name() -> None:
    """Each once, so that whatever is exported is described, and has an example."""
    assert sorted(NAMES) == sorted(set(op.__all__) - {"__version__"}), "docs/api.md"


def test_the_page_of_rules_of_your_own_has_every_name() -> None:
    page = (API.parent / "families.md").read_text("utf-8")
    names = re.findall(r"^::: orgplan\.families\.(\w+)$", page, re.MULTILINE)
    assert sorted(names) == sorted(families.__all__), "docs/families.md"


def test_every_public_method_has_an_example() -> None:
    classes = {thing for name in op.__all__ if inspect.isclass(thing := getattr(op, name))}
    bare = {
        f"{one.__name__}.{name}"
        for one in classes
        for name, method in vars(one).items()
        if inspect.isfunction(method) and name[0] != "_" and ">>> " not in (method.__doc__ or "")
    }
    assert not bare


@pytest.mark.parametrize("name", sorted(set(op.__all__) - {"__version__"}))
def test_examples_give_what_they_say(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    thing = inspect.unwrap(getattr(op, name))
    found = doctest.DocTestFinder().find(thing, name, globs={})
    assert any(test.examples for test in found), f"op.{name} has no example"
    if name in SLOW and not os.environ.get("ORGPLAN_SLOW"):
        pytest.skip("slow")
    result, workbook = planned("growing_startup")
    shutil.copy(workbook, tmp_path / "my_plan.xlsx")
    shutil.copy(FOLDER / "growing_startup" / "growing_startup.xlsx", tmp_path / "my_org.xlsx")
    monkeypatch.chdir(tmp_path)
    shared = {**_at_hand(), "op": op, "planned": result, "date": date}
    runner = doctest.DocTestRunner(optionflags=OPTIONS)
    said: list[str] = []
    with speaking(SOURCE):
        for test in found:
            test.globs = {**vars(inspect.getmodule(thing)), **shared, "rows": Written()}
            runner.run(test, out=said.append, clear_globs=False)
    assert not runner.failures, "".join(said)


@cache
def _at_hand() -> dict[str, object]:
    """A sample organisation, everything that a plan could decide in it (each by its name), and what
    comes of deciding nothing.
    """
    org = loaded("growing_startup")
    x = decisions(org, lambda name, _upper, _whole: name)
    return {"org": org, "x": x, "walk": PlanSimulation(org, op.Plan())}


def _modules_with_examples() -> list[str]:
    top = Path(op.__file__).parent
    with_examples = (p for p in top.rglob("*.py") if ">>> " in p.read_text("utf-8"))
    parts = (p.relative_to(top.parent).with_suffix("").parts for p in with_examples)
    return sorted(".".join(one) for one in parts if one[-1] != "__init__")


@pytest.mark.parametrize("name", _modules_with_examples())
def test_examples_of_what_rooms_offer_each_other_give_what_they_say(
    name: str, tmp_path: Path
) -> None:
    module = importlib.import_module(name)
    given = {**_at_hand(), "op": op, "date": date, "path": tmp_path / "written.xlsx"}
    runner = doctest.DocTestRunner(optionflags=OPTIONS)
    said: list[str] = []
    with speaking(SOURCE):
        for test in doctest.DocTestFinder().find(module, name, globs={}):
            of = test.name.removeprefix(name).lstrip(".").partition(".")[0]
            if of in dir(op):  # run above, with a plan at hand
                continue
            test.globs = {**vars(module), **given, "rows": Written()}
            runner.run(test, out=said.append, clear_globs=False)
    assert not runner.failures, "".join(said)
