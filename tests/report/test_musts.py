"""How many musts there are and stay open: one count, wherever a reader meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

import orgplan as op
from orgplan.analysis.assessment import Assessment
from orgplan.cli.summary import _verdict
from orgplan.domain import Plan, Strength
from orgplan.library.samples import sample_workbook
from orgplan.report.headline import headline
from orgplan.report.musts import MustCount, _all_met, count_musts, musts_open, requirement_of


@pytest.fixture(scope="module")
def planned() -> op.Result:
    """A plan that leaves musts open: the budget does not cover all of them."""
    sample = sample_workbook("tight_budget")
    assert sample is not None
    return op.plan(op.load(sample), next_steps=False)


@pytest.fixture(scope="module")
def written(planned: op.Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "plan.xlsx"
    op.save(planned, path)
    return path


def test_a_must_counts_once_however_many_periods_it_is_short_in(planned: op.Result) -> None:
    violated = [m for m in planned.assessment.shortfalls if m.strength is Strength.MUST]
    count = count_musts(planned.assessment.measures)
    assert count.open == len({requirement_of(measure) for measure in violated})
    assert 0 < count.open < len(violated)
    assert count.open_needs <= count.needs
    assert count.open_rules <= count.rules


def test_every_place_says_the_same_number(planned: op.Result, written: Path) -> None:
    count = count_musts(planned.assessment.measures)
    verb = "stays" if count.open == 1 else "stay"
    said = f"{count.open} of {count.all} musts {verb} open"
    assert any(sentence.startswith(said) for sentence in headline(planned.assessment))
    book = load_workbook(written)
    assert book["Summary"]["I3"].value == said
    assert book["Coverage"]["C4"].value == said
    assert book["Rules"]["C4"].value == said
    assert said in _verdict(op.check(written))
    found = op.diff(written, written).headline.set_index("what")
    assert found.loc["musts open", "after"] == count.open


def test_nothing_open_says_so_and_nothing_stands_beside_the_verdict() -> None:
    assert "{open}" not in _all_met(MustCount(3, 0, 2, 0), 1)
    assert _all_met(MustCount(3, 0, 0, 0), 0).endswith("with the plan and without it.")


def test_no_must_is_no_sentence() -> None:
    sample = sample_workbook("growing_startup")
    assert sample is not None
    org = op.load(sample)
    bare = org.replace(needs=(), rules=())
    assert musts_open(Assessment(bare, Plan())) == ""
