"""Arguments that make no sense are refused before anything is done: the message names the argument, and what is expected."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import orgplan as op

ORG: Any = op.generate(8, teams=1, titles=4, seed=1)
MADE: Any = op.evaluate(ORG, op.Plan())
PATH: Any = "my_org.xlsx"

REFUSED: dict[str, Callable[[], object]] = {
    "op.plan: org='my_org.xlsx'.*op.load": lambda: op.plan(PATH),
    "op.plan: solver='gurobi'.*highs": lambda: op.plan(ORG, solver="gurobi"),
    "op.plan: budget=inf": lambda: op.plan(ORG, budget=math.inf),
    "op.plan: budget=-1": lambda: op.plan(ORG, budget=-1),
    "op.plan: time_limit=-1.*seconds": lambda: op.plan(ORG, time_limit=-1),
    "op.plan: gap=nan": lambda: op.plan(ORG, gap=math.nan),
    "op.plan: goal='best'.*cheapest": lambda: op.plan(ORG, goal="best"),
    "op.plan: frontier=-1": lambda: op.plan(ORG, frontier=-1),
    "op.evaluate: plan=Organisation": lambda: op.evaluate(ORG, ORG),
    "op.study: scenarios.'a'.=5.*op.change": lambda: op.study(ORG, {"a": 5}),  # type: ignore[dict-item]
    "op.study: tme_limit=.*time_limit": lambda: op.study(ORG, {}, tme_limit=1),
    "op.simulate: planned=Organisation.*op.plan": lambda: op.simulate(ORG),
    "op.robust: time_limit=0": lambda: op.robust(ORG, time_limit=0),
    "op.model: org='my_org.xlsx'": lambda: op.model(PATH),
    "frontier: points=0": lambda: MADE.frontier(0),
    "Organisation.apply: changes='my_org.xlsx'": lambda: ORG.apply(PATH),
    "op.save: planned='my_org.xlsx'": lambda: op.save(PATH, "plan.xlsx"),
}


@pytest.mark.parametrize("words", REFUSED)
def test_an_argument_is_named(words: str) -> None:
    with pytest.raises(op.BadArgument, match=words):
        REFUSED[words]()


def test_figures_of_a_result() -> None:
    assert MADE.summary["hires"] == 0
    assert MADE.summary["cost in horizon"] == MADE.assessment.cost
    assert dict(MADE.objective["value"]) == pytest.approx(MADE.assessment.goal_values)
    assert not MADE.ok
    slack = MADE.constraints[MADE.constraints["strength"] == "must"]["slack"]
    assert (slack < 0).any()
    assert (MADE.training.empty, MADE.exits.empty) == (True, True)
    assert MADE.variance["if_nothing_is_decided"].sum() == pytest.approx(MADE.assessment.cost)
    assert len(MADE.walk) > 0
    html = ORG._repr_html_()
    assert "8, " in html
    assert html.count("<tr>") <= 15


def test_parquet_holds_numbers_as_numbers(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    MADE.to_parquet(tmp_path / "plan")
    cost = pd.read_parquet(tmp_path / "plan" / "cost.parquet")
    kinds = {key: kind.kind for key, kind in MADE.cost.dtypes.items() if kind.kind in "fi"}
    assert kinds
    assert {key: cost[key].dtype.kind for key in kinds} == kinds
    inputs = {
        path.stem.removeprefix("input "): pd.read_parquet(path)
        for path in (tmp_path / "plan").glob("input *.parquet")
    }
    assert op.from_frames(**inputs) == op.from_frames(**op.to_frames(ORG))
