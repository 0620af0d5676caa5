"""Examples in docstrings of the Python interface: each public name has one, and each gives what it says."""

from __future__ import annotations

import doctest
import inspect
import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

import orgplan as op
from orgplan.language import SOURCE, speaking
from sample_orgs.make import FOLDER
from tests.planned import loaded, planned

OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
API = Path(__file__).parents[1] / "docs" / "api.md"
NAMES = re.findall(r"^::: orgplan\.(\w+)$", API.read_text("utf-8"), re.MULTILINE)
SLOW = {"approve", "check", "Checked", "recost", "save"}  # each writes or checks a workbook


def _is_error(thing: object) -> bool:
    return inspect.isclass(thing) and issubclass(thing, BaseException)


@pytest.mark.parametrize("name", sorted({*NAMES, "register"}))
def test_examples_give_what_they_say(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    thing = inspect.unwrap(getattr(op, name))
    found = doctest.DocTestFinder().find(thing, name, globs={})
    if not _is_error(thing):
        assert any(test.examples for test in found), f"op.{name} has no example"
    if name in SLOW and not os.environ.get("ORGPLAN_SLOW"):
        pytest.skip("slow")
    result, workbook = planned("growing_startup")
    shutil.copy(workbook, tmp_path / "my_plan.xlsx")
    shutil.copy(FOLDER / "growing_startup" / "growing_startup.xlsx", tmp_path / "my_org.xlsx")
    monkeypatch.chdir(tmp_path)
    shared = {"op": op, "org": loaded("growing_startup"), "planned": result, "date": date}
    runner = doctest.DocTestRunner(optionflags=OPTIONS)
    said: list[str] = []
    with speaking(SOURCE):
        for test in found:
            test.globs = {**vars(inspect.getmodule(thing)), **shared}
            runner.run(test, out=said.append, clear_globs=False)
    assert not runner.failures, "".join(said)
