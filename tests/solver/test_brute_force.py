"""On organisations small enough to enumerate, the solver's goals equal those of the best of all plans, as the checker sees them."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator

import pytest

from orgplan.constraints import judge
from orgplan.domain.base import Strength
from orgplan.domain.offers import first_start
from orgplan.domain.organisation import Goal, Organisation
from orgplan.domain.plan import Hire, Plan, Training
from orgplan.objectives import ORDER
from orgplan.solver.outcome import Status
from orgplan.solver.solve import solve
from tests.organisations import random_organisation

CASES = 2000 if os.environ.get("ORGPLAN_SLOW") else 120
MOST_PLANS = 4_000


def choices(org: Organisation) -> list[list[tuple]]:
    """For each seat and each person and course, what can be decided; nothing is pruned that the rules allow."""
    options: list[list[tuple]] = []
    for role in org.roles:
        for team in org.teams:
            for start in range(first_start(org, role, team.id), org.calendar.periods):
                seats = range((role.max_hires or 0) + 1)
                options += [[("hire", role.id, team.id, start, count) for count in seats]]
    for person in org.people:
        for course in org.courses:
            starts = [None, *range(org.calendar.periods)]
            options.append([("train", person.id, course.id, start) for start in starts])
    return options


def plans(org: Organisation) -> Iterator[Plan]:
    first = org.calendar.first_day
    for chosen in itertools.product(*choices(org)):
        hires, trainings = [], []
        for choice in chosen:
            if choice[0] == "hire":
                _, role, team, start, count = choice
                for _ in range(count):
                    hires.append(
                        Hire(id=f"H{len(hires)}", role=role, team=team, start_date=first(start), base_salary=org.role[role].band_mid)
                    )
            elif choice[3] is not None:
                trainings.append(Training(id=f"U{len(trainings)}", person_id=choice[1], course=choice[2], start_date=first(choice[3])))
        yield Plan(hires=tuple(hires), trainings=tuple(trainings))


def goals(org: Organisation, plan: Plan) -> tuple[float, ...] | None:
    """Goal values in their order; ``None`` where the plan breaks a limit."""
    measures = judge(org, plan)
    firm = {None, Strength.MUST} if org.goal is Goal.CHEAPEST else {None}
    if any(measure.broken and measure.strength in firm for measure in measures):
        return None
    return tuple(objective.value(org, plan, measures) for objective in ORDER[org.goal])


def rounded(values: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(round(value, 3) for value in values)


@pytest.mark.parametrize("seed", range(CASES))
def test_the_solver_finds_what_enumeration_finds(seed: int) -> None:
    org = random_organisation(seed)
    count = 1
    for options in choices(org):
        count *= len(options)
    if count > MOST_PLANS:
        pytest.skip(f"{count} plans are too many to enumerate")
    best = min((values for plan in plans(org) if (values := goals(org, plan)) is not None), key=rounded, default=None)
    solution = solve(org, gap=0.0, time_limit=30)
    if best is None:
        assert solution.status is Status.INFEASIBLE
        assert solution.plan is None
        return
    assert solution.plan is not None
    found = goals(org, solution.plan)
    assert found is not None, "the solver's plan breaks a limit"
    assert rounded(found) == pytest.approx(rounded(best), abs=2e-3)
