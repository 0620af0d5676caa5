"""A hire-and-train plan in hours against a mixed-integer programme written from its text alone,
with none of the package's rows.
"""

from __future__ import annotations

import random

import pulp
import pytest

from orgplan.constraints import judge
from orgplan.domain.plan import Plan
from orgplan.solver.outcome import Status
from orgplan.solver.solve import solve
from sample_orgs.value_cases import (
    CALLS,
    CAP,
    HIRING,
    MONTHLY_PAY,
    OVERTIME,
    TRAINEE_PAY,
    TRAINEES,
    TRAINING,
    hire_and_train,
    trained_first,
)
from tests.constraints.both_sides import disagreements, random_plan, state

AGENTS, STAY = 20, (1 - 0.24) ** (1 / 12)
MONTHS = range(len(CALLS))


def text(trained_by: float, most: float | None = None) -> tuple[float, list[int], list[float]]:
    """The least cost beyond the pay of today's agents, in thousands; recruits and overtime, month
    by month.
    """
    problem = pulp.LpProblem("desk", pulp.LpMinimize)
    new = [problem.add_variable(f"new_{t}", 0, CAP, "Integer") for t in MONTHS]
    over = [problem.add_variable(f"over_{t}", 0, most) for t in MONTHS]
    cost = []
    for t in MONTHS:
        came = pulp.lpSum(STAY ** (t - s + 1) * new[s] for s in range(t + 1))
        lost = (0.5 + trained_by) * STAY * new[t]  # of the month's recruits, and of who trains them
        work = AGENTS * STAY ** (t + 1) + came - lost
        problem += work >= 0
        problem += work + over[t] >= CALLS[t]
        cost.append(MONTHLY_PAY * came + HIRING * new[t] + OVERTIME * over[t])
    problem.setObjective(pulp.lpSum(cost))
    problem.solve(pulp.HiGHS(msg=False, gapRel=0))
    assert pulp.LpStatus[problem.status] == "Optimal"
    return (
        float(pulp.value(problem.objective)) / 1000,
        [round(pulp.value(one)) for one in new],
        [float(pulp.value(one)) for one in over],
    )


@pytest.mark.parametrize("trained_by", [0.0, 0.3, 0.6, 1.2])
def test_the_least_cost_is_that_of_the_text(trained_by: float) -> None:
    org = hire_and_train(trained_by)
    solution = solve(org, gap=0.0)
    assert (solution.status, solution.distrusted) == (Status.OPTIMAL, ())
    assert solution.plan is not None
    least, new, over = text(trained_by)
    cost = next(part.value for part in solution.parts if part.name == "cost")
    assert cost == pytest.approx(least, abs=1e-3)
    if trained_by in (0.0, 0.6):
        starts = {org.calendar.month_of(a.start_date): a.heads for a in solution.plan.group_actions}
        assert [starts.get(month, 0) for month in MONTHS] == new
        short = [m.shortfall for m in judge(org, solution.plan) if m.family == "capacity"]
        assert short == pytest.approx(over, abs=1e-4)


@pytest.mark.parametrize("most", [1.2, 0.5])
def test_a_cap_on_overtime_is_a_need_of_its_own(most: float) -> None:
    """What may be done in overtime is a need with a price, the rest one without: the cap binds at
    0.5 and not at 1.2.
    """
    org = hire_and_train(0.6, most)
    solution = solve(org, gap=0.0)
    assert solution.plan is not None
    least, new, over = text(0.6, most)
    parts = {part.name: part.value for part in solution.parts}
    assert parts["must_shortfall"] == pytest.approx(0, abs=1e-6)
    assert parts["cost"] == pytest.approx(least, abs=1e-3)
    starts = {org.calendar.month_of(a.start_date): a.heads for a in solution.plan.group_actions}
    assert [starts.get(month, 0) for month in MONTHS] == new
    short = {m.key: m.shortfall for m in judge(org, solution.plan) if m.family == "capacity"}
    labels = org.calendar.labels
    assert [short["N-001", label] for label in labels] == pytest.approx(over, abs=1e-4)
    assert [short["N-002", label] for label in labels] == pytest.approx([0] * len(over), abs=1e-4)


def test_trainees_who_take_time_are_fewer_or_come_earlier() -> None:
    free, taking = (text(trained_by)[1] for trained_by in (0.0, 0.6))
    assert free != taking


def test_by_hand_what_a_recruit_takes() -> None:
    """One in March: 0.9774 of a head is left of whom half works, and 0.6 of an agent goes with it;
    a month later only attrition counts.
    """
    org = hire_and_train(0.6)
    (action,) = (a for a in solve(org).plan.group_actions[:1])  # type: ignore[union-attr]
    one = action.replace(heads=1.0, start_date=org.calendar.first_day(2))
    given = {
        plan is None: [m.planned for m in judge(org, plan or Plan()) if m.family == "capacity"]
        for plan in (None, Plan(group_actions=(one,)))
    }
    more = [after - before for before, after in zip(given[True], given[False], strict=True)]
    assert more == pytest.approx([0, 0, -0.1 * STAY, *(STAY ** (n + 1) for n in (1, 2, 3))])


def test_rows_and_checker_agree() -> None:
    r, stated = random.Random(1), state(hire_and_train(0.45))
    for _ in range(20):
        assert not disagreements(stated, random_plan(stated, r))


def school(at_once: bool, fewest: float = 0, most: float = 99) -> tuple[float, list[int]]:
    """The least cost beyond the pay of today's people, in thousands, and how many become agents,
    month by month: the text with a school, stated once more.
    """
    problem = pulp.LpProblem("school", pulp.LpMinimize)
    new = [problem.add_variable(f"new_{t}", 0, CAP, "Integer") for t in MONTHS]
    up = [problem.add_variable(f"up_{t}", 0, None, "Integer") for t in MONTHS]
    over = [problem.add_variable(f"over_{t}", 0) for t in MONTHS]
    trainees, agents, cost = pulp.lpSum([TRAINEES]), pulp.lpSum([AGENTS]), []
    for t in MONTHS:
        trainees = trainees + new[t] - up[t]
        kept = STAY * up[t] if at_once else up[t]
        agents = STAY * agents + kept
        problem += trainees >= 0
        problem += agents >= fewest
        problem += agents <= most
        problem += agents - 0.5 * kept + over[t] >= CALLS[t]
        more = agents - AGENTS * STAY ** (t + 1)
        cost += [TRAINEE_PAY * (trainees - TRAINEES), MONTHLY_PAY * more, OVERTIME * over[t]]
        cost += [HIRING * new[t], TRAINING * up[t]]
    problem.setObjective(pulp.lpSum(cost))
    problem.solve(pulp.HiGHS(msg=False, gapRel=0))
    assert pulp.LpStatus[problem.status] == "Optimal"
    return float(pulp.value(problem.objective)) / 1000, [round(pulp.value(one)) for one in up]


LIMITS = ((0, 99), (0, 21.5), (20.5, 21.5))


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("limits", LIMITS)
def test_trainees_who_become_agents_within_limits(
    at_once: bool, limits: tuple[float, float]
) -> None:
    org = trained_first(at_once, *limits)
    solution = solve(org, gap=0.0)
    assert (solution.status, solution.distrusted) == (Status.OPTIMAL, ())
    assert solution.plan is not None
    parts = {part.name: part.value for part in solution.parts}
    assert parts["must_shortfall"] == pytest.approx(0, abs=1e-6)
    assert parts["cost"] == pytest.approx(school(at_once, *limits)[0], abs=1e-3)
    sizes = [m.shortfall for m in judge(org, solution.plan) if m.family == "group_size"]
    assert len(sizes) == len(MONTHS) * (1 + (limits[0] > 0))
    assert max(sizes) == 0


def test_each_limit_costs_something_and_who_leaves_later_changes_the_plan() -> None:
    for at_once in (True, False):
        free, limited, both = (school(at_once, *limits)[0] for limits in LIMITS)
        assert free < limited < both
    assert school(True)[1] != school(False)[1]
