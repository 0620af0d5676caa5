"""Why each action: judged on the part of the organisation that it touches, as the whole
organisation would judge it.
"""

from __future__ import annotations

import random
from datetime import date

import pytest

from orgplan.analysis.attribution import UNMEASURED, losses, purposes, without_idle_actions
from orgplan.constraints import judge
from orgplan.deadline import Deadline
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import TOLERANCE, Hire, Plan, Training
from orgplan.domain.staffing.simulation import PlanSimulation
from orgplan.domain.training import Course
from tests.constraints.organisations import rich_organisation
from tests.constraints.small import person, small
from tests.organisations import random_organisation


def random_plan(org: Organisation, seed: int) -> Plan:
    r = random.Random(seed)
    first = [org.calendar.first_day(period) for period in range(org.calendar.periods)]
    roles = [role for role in org.roles if role.band_mid is not None]
    return Plan(
        hires=tuple(
            Hire(
                id=f"H{n}",
                role=role.id,
                team=r.choice(org.teams).id,
                start_date=r.choice(first),
                base_salary=role.band_mid,
            )
            for n in range(r.randint(0, 4) if roles else 0)
            for role in [r.choice(roles)]
        ),
        trainings=tuple(
            Training(
                id=f"U{n}",
                person_id=r.choice(org.people).id,
                course=r.choice(org.courses).id,
                start_date=r.choice(first),
            )
            for n in range(r.randint(0, 4) if org.people and org.courses else 0)
        ),
    )


def shorts(org: Organisation, plan: Plan) -> dict[str, float]:
    walk = PlanSimulation(org, plan)
    return {
        measure.name: measure.shortfall for family in purposes() for measure in family.measure(walk)
    }


@pytest.mark.parametrize("seed", range(120))
def test_a_part_judges_as_the_whole_does(seed: int) -> None:
    org = rich_organisation(seed) if seed % 2 else random_organisation(seed)
    plan = random_plan(org, seed)
    before = shorts(org, plan)
    for action, lost in losses(org, plan).items():
        after = shorts(org, plan.without(action))
        wanted = {
            name: short - before.get(name, 0.0)
            for name, short in after.items()
            if short - before.get(name, 0.0) > TOLERANCE
        }
        assert {loss.measure.name: loss.more_short for loss in lost} == pytest.approx(wanted)


@pytest.mark.parametrize("seed", range(40))
def test_idle_actions_are_left_out_and_nothing_is_lost(seed: int) -> None:
    org = random_organisation(seed)
    plan = random_plan(org, seed)
    kept = without_idle_actions(org, plan, losses(org, plan))
    assert set(kept.actions) <= set(plan.actions)
    before = {m.name: m.shortfall for m in judge(org, plan)}
    assert all(m.shortfall <= before.get(m.name, 0.0) + TOLERANCE for m in judge(org, kept))


def test_idle_actions_stay_where_there_is_no_time_to_look_at_them() -> None:
    org = random_organisation(7)
    plan = random_plan(org, 7)
    lost = losses(org, plan)
    assert without_idle_actions(org, plan, lost) != plan
    assert without_idle_actions(org, plan, lost, Deadline(0.0)) == plan


@pytest.mark.parametrize("unknown", [None, "U-001", "U-002"])
def test_the_step_before_a_course_stays_as_long_as_that_does(unknown: str | None) -> None:
    """Two courses serve nothing.

    Where time ran out before this was known of the later one, both stay; of the first one, it
    alone.
    """
    steps = (
        Training(id="U-001", person_id="P1", course="easy", start_date=date(2027, 1, 1)),
        Training(id="U-002", person_id="P1", course="hard", start_date=date(2027, 4, 1)),
    )
    courses = tuple(
        Course(id=name, skill="java", from_level=level, to_level=level + 1, cost=0, hours=8,
            duration=3)
        for level, name in enumerate(("easy", "hard"), 1)
    )  # fmt: skip
    org = small(person("P1", java=1)).replace(courses=courses)
    lost = {step.id: UNMEASURED if step.id == unknown else () for step in steps}
    kept = without_idle_actions(org, Plan(trainings=steps), lost)
    assert (
        list(kept.actions) == {None: [], "U-001": ["U-001"], "U-002": ["U-001", "U-002"]}[unknown]
    )
    assert not [measure for measure in judge(org, kept) if measure.is_short]
