"""The model to look at: what it says of itself is what is solved, and its file solves alike
elsewhere.
"""

from __future__ import annotations

from pathlib import Path

import highspy
import pulp
import pytest

import orgplan as op


@pytest.fixture(scope="module")
def stated() -> op.StatedModel:
    return op.model(op.generate(8, teams=1, titles=4, seed=1))


def test_goals_are_those_of_the_plan(stated: op.StatedModel) -> None:
    planned = op.plan(stated.org, gap=0.0, next_steps=False)
    for name, value in planned.assessment.goal_values.items():
        assert stated.least[name] == pytest.approx(value, abs=1e-3)


@pytest.mark.parametrize("goal", ["must_shortfall", "cost"])
def test_a_file_holds_its_objective(stated: op.StatedModel, goal: str, tmp_path: Path) -> None:
    path = stated.write(tmp_path / "org.mps", goal)
    read = highspy.Highs()
    read.setOptionValue("output_flag", False)
    read.readModel(str(path))
    read.run()
    assert read.getInfo().objective_function_value == pytest.approx(stated.least[goal], abs=1e-3)
    assert read.getNumCol() == len(stated.variables)


@pytest.mark.parametrize("goal", ["must_shortfall", "cost"])
def test_the_problem_of_pulp_has_the_same_optimum(stated: op.StatedModel, goal: str) -> None:
    problem = stated.problem(goal)
    assert problem.solve(pulp.HiGHS(msg=False, gapRel=0.0)) == pulp.LpStatusOptimal
    assert problem.objective.value() == pytest.approx(stated.least[goal], rel=1e-6, abs=1e-3)
    assert [row.name for row in problem.constraints()][: len(stated.rows)] == [*stated.rows["name"]]


def test_rows_and_variables_have_names_and_families(stated: op.StatedModel) -> None:
    rows, variables = stated.rows, stated.variables
    assert rows["name"].is_unique
    assert variables["name"].is_unique
    assert {"holders", "capacity", "budget"} <= set(rows["family"])
    assert variables["whole"].any()
    assert set(stated.goals) <= set(variables.columns)


def test_a_dual_of_the_relaxation_is_what_another_right_side_brings_there(
    stated: op.StatedModel, tmp_path: Path
) -> None:
    duals = stated.duals("cost").set_index("name")["dual_of_relaxation"]
    assert not duals.empty
    rows = stated.rows.set_index("name")
    lp = highspy.Highs()
    lp.setOptionValue("output_flag", False)
    lp.readModel(str(stated.write(tmp_path / "org.mps", "cost")))
    for column in range(lp.getNumCol()):
        lp.changeColIntegrality(column, highspy.HighsVarType.kContinuous)
    lp.run()
    before, step, seen = lp.getInfo().objective_function_value, 1e-4, 0
    for number, name in enumerate(rows.index):
        if name not in duals.index[:5]:
            continue
        lower, upper = rows.loc[name, "lower"], rows.loc[name, "upper"]
        lp.changeRowBounds(number, lower + step, upper + step)
        lp.run()
        after = lp.getInfo().objective_function_value
        assert (after - before) / step == pytest.approx(duals[name], rel=1e-2, abs=1e-3)
        lp.changeRowBounds(number, lower, upper)
        seen += 1
    assert seen


def test_what_is_no_goal_or_no_file_is_refused(stated: op.StatedModel, tmp_path: Path) -> None:
    with pytest.raises(op.BadArgument, match="cost"):
        stated.duals("costs")
    with pytest.raises(op.BadArgument, match="cost"):
        stated.problem("costs")
    with pytest.raises(op.BadArgument, match="mps"):
        stated.write(tmp_path / "org.txt")
