"""Commands that plan again: what they print and write is what Python gives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

import orgplan as op
from orgplan.cli.main import app
from orgplan.report.musts import count_musts


@pytest.fixture(scope="module")
def planned() -> op.Result:
    return op.plan(op.generate(8, teams=1, titles=4, seed=1), next_steps=False)


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
    assert ran.output.startswith("1 head less for SQL in the organisation (N-001)")
    assert "costs the same" in ran.output
    idle = CliRunner().invoke(app, ["price", str(book), "B-001", "N-001", "--by", "0"])
    assert idle.output.startswith("Nothing changes")
    assert len(idle.output.splitlines()) == 1
    unknown = CliRunner().invoke(app, ["price", str(book), "--of", "X"])
    assert unknown.exit_code == 2
    assert unknown.output.startswith("There is nothing called X that could be priced. There are: ")
    unknown = CliRunner().invoke(app, ["explain", str(book), "X", "--lang", "zh"])
    assert unknown.output.startswith("本计划中没有行动 X。现有：")


def test_frontier(planned: op.Result, book: Path, tmp_path: Path) -> None:
    out, said = tmp_path / "money.xlsx", tmp_path / "money.json"
    ran = CliRunner().invoke(app, ["frontier", str(book), "--out", str(out), "--json", str(said)])
    assert ran.exit_code == 0, ran.output
    steps = json.loads(said.read_text())["steps"]
    assert [step["cost"] for step in steps] == list(planned.frontier()["cost"])
    rows = list(load_workbook(out)["What money buys"].iter_rows(min_row=6, values_only=True))
    assert [row[1] for row in rows[: len(steps)]] == [step["cost"] for step in steps]
    assert "reaches step 1 of 3" in ran.output
    assert "If money comes late" in load_workbook(out).sheetnames
    idle = count_musts(planned.assessment.idle_measures).open
    assert idle, "doing nothing is the first step, and counts musts as Summary does"
    assert rows[0][3] == idle
    assert [(one["musts_open"], one["shoulds_open"]) for one in steps] == [
        row[3:5] for row in rows[: len(steps)]
    ]
    assert json.loads(said.read_text())["order"][0]["musts_open"] == idle
    above, below = ran.output.splitlines()[:2]
    assert ("musts" in above, "open" in below) == (True, True)
    dropped = [what for step in steps for what in step["drops"]]
    assert dropped, "a step that gives something up says so"
    assert ran.output.count("without: ") == len(dropped)


def test_page_with_the_slider_of_a_frontier(book: Path, tmp_path: Path) -> None:
    frontier, page = tmp_path / "money.xlsx", tmp_path / "page.html"
    CliRunner().invoke(app, ["frontier", str(book), "--out", str(frontier), "--points", "1"])
    alone = CliRunner().invoke(app, ["page", str(frontier), "--out", str(page)])
    assert alone.exit_code == 2
    assert f"Name the plan first: orgplan page my_plan.xlsx {frontier}" in alone.output
    made = CliRunner().invoke(app, ["page", str(book), str(frontier), "--out", str(page)])
    assert made.exit_code == 0, made.output
    text = page.read_text(encoding="utf-8")
    assert text.count('type="range"') == 1
    assert "Plans beside each other" not in text


def test_stress_robust(book: Path, tmp_path: Path) -> None:
    """No money is left, so that nothing can be made surer: the plain plan stands, and what is below
    the chance is named.
    """
    said = tmp_path / "stress.json"
    asked = ["--futures", "10", "--robust", "0.6", "--sample", "2", "--processes", "1"]
    ran = CliRunner().invoke(app, ["stress", str(book), *asked, "--json", str(said)])
    assert ran.exit_code == 0, ran.output
    robust = json.loads(said.read_text())["robust"]
    assert robust["price"] >= -1
    assert (robust["method"], robust["sampled_futures"]) == ("sample average", 2)
    assert robust["reserve"] in ran.output
    assert not robust["kept"]
    assert robust["beyond"]
