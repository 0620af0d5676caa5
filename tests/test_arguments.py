"""Arguments that make no sense are refused before anything is done: the message names the argument,
and what is expected.
"""

import inspect
import math
import pickle
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
    "op.plan: gap='small'.*a number": lambda: op.plan(ORG, gap="small"),  # type: ignore[arg-type]
    "op.plan: frontier=2.5.*a whole number": lambda: op.plan(ORG, frontier=2.5),  # type: ignore[arg-type]
    "op.plan: a call that has .*'gpa'": lambda: op.plan(ORG, gpa=0.1),  # type: ignore[call-arg]
    "op.compare: plans=3.*mapping": lambda: op.compare(3),  # type: ignore[arg-type]
    "op.compare: plans.'a'.=Organisation.*op.plan": lambda: op.compare({"a": ORG}),
    "op.from_frames: people=3.*data frame": lambda: op.from_frames(people=3),  # type: ignore[arg-type]
    "op.tornado: ranges.'ramp'.=tuple.*a number, a number": lambda: op.tornado(
        ORG, {"ramp": (1, 2, 3)}
    ),  # type: ignore[dict-item]
    "op.change.freeze: no period": lambda: op.change.freeze([]),
    "op.change.needs: add=nan": lambda: op.change.needs(add=math.nan),
    "op.change.rule: strength='no'.*must, should, off": lambda: op.change.rule("a", "no"),  # type: ignore[arg-type]
    "op.change.attrition: scale=500.*0.95": lambda: ORG.apply(op.change.attrition(scale=500)),
    "Organisation.apply: with Team.*more than once": lambda: ORG.apply(op.change.add(ORG.teams[0])),
    "op.study: processes=0": lambda: op.study(ORG, {}, processes=0),
    "op.study: store=.*a folder": lambda: op.study(ORG, {}, store=__file__),
    "op.simulate: seed=-1": lambda: op.simulate(MADE, 2, -1),
    "Result.why: time_limit=0": lambda: MADE.why("H-001", time_limit=0),
    "price: by=nan": lambda: MADE.price(ORG.needs[0], math.nan),
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


FUNCTIONS: dict[str, Any] = {
    f"{place}{name}": function
    for place, room, names in (("op.", vars(op), op.__all__),
        ("op.change.", vars(op.change), dir(op.change)))
    for name in names
    if not name.startswith("_") and inspect.isfunction(function := room[name])
    and (place == "op." or function.__module__ == op.change.__name__)
    and name not in ("register", "replace")
}  # fmt: skip


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_names_an_argument_of_a_wrong_type(name: str) -> None:
    parameters = inspect.signature(FUNCTIONS[name]).parameters.values()
    asked = [p for p in parameters if p.default is p.empty and p.kind not in (p.VAR_KEYWORD,)]
    wrong = asked or [p for p in parameters if p.kind is not p.VAR_KEYWORD][:1]
    by_place = [object() for p in wrong if p.kind is not p.KEYWORD_ONLY]
    with pytest.raises(op.BadArgument, match=rf"{name}: {wrong[0].name}=object .*expected") as said:
        FUNCTIONS[name](*by_place, **{p.name: object() for p in wrong[len(by_place) :]})
    assert str(pickle.loads(pickle.dumps(said.value))) == str(said.value)


def test_nouns_say_themselves_in_a_line() -> None:
    study = op.study(ORG, {}, time_limit=5)
    for noun in (ORG, MADE, study, op.model(ORG), op.simulate(MADE, 5)):
        assert "\n" not in repr(noun)
        assert 20 < len(repr(noun)) < 160, repr(noun)


def test_what_an_organisation_holds_cannot_be_changed_in_place() -> None:
    for held in (ORG.role, ORG.team, ORG.need, ORG.people[0].skills):
        with pytest.raises(TypeError, match="in place"):
            held.clear()


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
