"""Commands that plan again: what they print and write is what Python gives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import orgplan as op
from orgplan.cli.main import app


@pytest.fixture(scope="module")
def planned() -> op.Result:
    return op.plan(op.generate(8, teams=1, titles=4, seed=1), explain_next_steps=False)


@pytest.fixture(scope="module")
def book(planned: op.Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("what_if") / "plan.xlsx"
    op.save(planned, path)
    return path


def test_price(planned: op.Result, book: Path, tmp_path: Path) -> None:
    out = tmp_path / "price.json"
    ran = CliRunner().invoke(app, ["price", str(book), "--of", "N-001", "--json", str(out)])
    assert ran.exit_code == 0, ran.output
    (said,) = json.loads(out.read_text())["prices"]
    price = planned.price("N-001")
    assert (said["minimised"], said["must_short"]) == (price.minimised, price.must_short)
    assert ran.output.startswith("need:N-001: need N-001 -1")
    unknown = CliRunner().invoke(app, ["price", str(book), "--of", "X"])
    assert unknown.exit_code == 2
