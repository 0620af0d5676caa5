"""A published manpower plan against a linear programme written from its text alone, with none of
the package's rows.

H. P. Williams, *Model Building in Mathematical Programming*, "Manpower planning": three grades over
three years. The fewest redundancies are about 842, and the least cost is 498,677 with about 1,424
redundancies. People who are retrained into a grade leave at its later rate, half of those who are
downgraded leave, and every grade has exactly the staff it needs, besides those kept beyond it and
the half of each short-time worker.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import pulp
import pytest

from orgplan.constraints import judge
from orgplan.domain.levers import LeverKind
from orgplan.domain.organisation import Goal
from orgplan.objectives import ORDER
from orgplan.solver.outcome import Status
from orgplan.solver.solve import Solution, solve
from sample_orgs.manpower_plan import organisation

GRADES, YEARS = ("unskilled", "semi", "skilled"), range(3)
TODAY = dict(zip(GRADES, (2000, 1500, 1000), strict=True))
ASKED = [
    dict(zip(GRADES, row, strict=True))
    for row in ((1000, 1400, 1000), (500, 2000, 1500), (0, 2500, 2000))
]
NEW_LEAVE = dict(zip(GRADES, (0.25, 0.20, 0.10), strict=True))
OLD_LEAVE = dict(zip(GRADES, (0.10, 0.05, 0.05), strict=True))
RECRUITS = dict(zip(GRADES, (500, 800, 500), strict=True))
PAY_OFF = dict(zip(GRADES, (200, 500, 500), strict=True))
EXTRA = dict(zip(GRADES, (1500, 2000, 3000), strict=True))
REDUCED = dict(zip(GRADES, (500, 400, 400), strict=True))
UP = {("unskilled", "semi"): 400, ("semi", "skilled"): 500}  # with the cost of retraining one
DOWN = (("semi", "unskilled"), ("skilled", "semi"), ("skilled", "unskilled"))


@dataclass(frozen=True)
class Text:
    """The published problem, stated once more."""

    problem: pulp.LpProblem
    redundancies: pulp.LpAffineExpression
    cost: pulp.LpAffineExpression

    def least(self, goal: pulp.LpAffineExpression) -> float:
        self.problem.setObjective(goal)
        self.problem.solve(pulp.HiGHS(msg=False))
        assert pulp.LpStatus[self.problem.status] == "Optimal"
        return float(pulp.value(goal))


def stated() -> Text:
    problem = pulp.LpProblem("manpower", pulp.LpMinimize)

    def grid(name: str, keys: object, most: dict[str, float] | None = None) -> dict:
        return {
            (k, t): problem.add_variable(
                f"{name}_{'_'.join(k) if isinstance(k, tuple) else k}_{t}",
                0,
                most[k] if most else None,
            )
            for k in keys  # type: ignore[attr-defined]
            for t in YEARS
        }

    staff, new = grid("staff", GRADES), grid("new", GRADES, RECRUITS)
    up, down, gone = grid("up", UP), grid("down", DOWN), grid("gone", GRADES)
    extra, short = grid("extra", GRADES), grid("short", GRADES, dict.fromkeys(GRADES, 50))
    for g in GRADES:
        for t in YEARS:
            before = staff[g, t - 1] if t else TODAY[g]
            problem += staff[g, t] == (
                (1 - OLD_LEAVE[g]) * before
                + (1 - NEW_LEAVE[g]) * new[g, t]
                + pulp.lpSum((1 - OLD_LEAVE[g]) * up[k, t] for k in UP if k[1] == g)
                - pulp.lpSum(up[k, t] for k in UP if k[0] == g)
                + pulp.lpSum(0.5 * down[k, t] for k in DOWN if k[1] == g)
                - pulp.lpSum(down[k, t] for k in DOWN if k[0] == g)
                - gone[g, t]
            )
            problem += staff[g, t] == ASKED[t][g] + extra[g, t] + 0.5 * short[g, t]
    for t in YEARS:
        problem += pulp.lpSum(extra[g, t] for g in GRADES) <= 150
        problem += up[("unskilled", "semi"), t] <= 200
        problem += up[("semi", "skilled"), t] <= 0.25 * staff["skilled", t]
    costs = [
        PAY_OFF[g] * gone[g, t] + EXTRA[g] * extra[g, t] + REDUCED[g] * short[g, t]
        for g in GRADES
        for t in YEARS
    ]
    costs += [price * up[k, t] for k, price in UP.items() for t in YEARS]
    return Text(problem, pulp.lpSum(gone.values()), pulp.lpSum(costs))


@pytest.fixture(scope="module")
def fewest() -> Solution:
    return solve(organisation(), gap=0.0)


@pytest.fixture(scope="module")
def cheapest() -> Solution:
    return solve(organisation().replace(goal=Goal.COVER), gap=0.0)


def values(solution: Solution) -> dict[str, float]:
    return {part.name: part.value for part in solution.parts}


def test_the_text_comes_to_the_published_figures() -> None:
    text = stated()
    assert text.least(text.redundancies) == pytest.approx(841.796875)
    assert text.least(text.cost) == pytest.approx(498_677.29, abs=0.01)


def test_fewest_redundancies(fewest: Solution) -> None:
    text = stated()
    least = text.least(text.redundancies)
    assert fewest.status is Status.OPTIMAL
    assert values(fewest)["redundancies"] == pytest.approx(least, abs=1e-4)
    # Among those plans the cheapest: the text once more, with no more redundancies.
    text.problem.addConstraint(text.redundancies <= least + 1e-6)
    assert values(fewest)["cost"] == pytest.approx(text.least(text.cost) / 1000, abs=0.01)


def test_least_cost(cheapest: Solution) -> None:
    text = stated()
    assert values(cheapest)["cost"] == pytest.approx(text.least(text.cost) / 1000, abs=1e-3)
    redundant = sum(a.heads for a in cheapest.plan.group_actions if a.kind is LeverKind.REDUNDANCY)  # type: ignore[union-attr]
    assert redundant == pytest.approx(1423.7, abs=0.1)


@pytest.mark.parametrize("goal", [Goal.FEWEST_REDUNDANCIES, Goal.COVER])
def test_the_checker_finds_the_same_on_the_plan(
    goal: Goal, fewest: Solution, cheapest: Solution
) -> None:
    org, solution = (
        organisation().replace(goal=goal),
        fewest if goal is Goal.FEWEST_REDUNDANCIES else cheapest,
    )
    assert solution.plan is not None
    measures = judge(org, solution.plan)
    assert max(m.shortfall for m in measures) < 1e-3, "staff is met exactly, and no limit is broken"
    for objective in ORDER[goal]:
        if objective.NAME in ("redundancies", "cost"):
            assert objective.value(org, solution.plan, measures) == pytest.approx(
                values(solution)[objective.NAME], abs=1e-3
            )


@pytest.mark.parametrize("goal", [Goal.FEWEST_REDUNDANCIES, Goal.COVER])
@pytest.mark.parametrize("seed", range(8))
def test_no_claim_of_the_solver_is_distrusted_where_goals_are_held(goal: Goal, seed: int) -> None:
    """A goal held tighter than a solver can keep it makes it call its own plan impossible."""
    drawn, org = random.Random(seed), organisation().replace(goal=goal)
    people = tuple(
        group.replace(
            headcount=round((group.headcount or 0) * drawn.uniform(0.5, 1.5)),
            attrition=round(drawn.uniform(0.02, 0.5), 2),
        )
        for group in org.people
    )
    solution = solve(org.replace(people=people), gap=0.0)
    assert solution.status is Status.OPTIMAL
    assert solution.distrusted == ()
