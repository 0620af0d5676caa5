"""The walk of a plan through the calendar."""

from __future__ import annotations

import random
from datetime import date

import pytest

from orgplan.constraints import FAMILIES
from orgplan.domain.needs import NeedKind
from orgplan.domain.people import MAX_PROFICIENCY
from orgplan.domain.plan import Hire, Measure, Plan, Training
from orgplan.domain.staffing.simulation import PlanSimulation
from tests.constraints.both_sides import plan_of, random_plan, state
from tests.constraints.levers import group_organisation, lever_organisation
from tests.constraints.organisations import SKILLS, rich_organisation
from tests.constraints.small import course, need, person, small


def test_two_courses_taken_one_after_the_other() -> None:
    org = small(
        person("Ann", s=1),
        periods=3,
        needs=(need("s", 1, 1, 1, kind=NeedKind.HOLDERS),),
        courses=(course("s", 1, 2), course("s", 2, 3)),
    )
    walk = PlanSimulation(org, plan_of(org, [], [("Ann", "s 1→2", 0), ("Ann", "s 2→3", 1)]))
    ann = walk.members[0]
    assert [walk.level(ann, "s", period) for period in range(3)] == [1, 2, 3]


def test_a_course_taken_too_early_gives_nothing() -> None:
    org = small(person("Ann", s=1), periods=3, courses=(course("s", 2, 3),))
    walk = PlanSimulation(org, plan_of(org, [], [("Ann", "s 2→3", 0)]))
    assert [walk.level(walk.members[0], "s", period) for period in range(3)] == [1, 1, 1]


def test_unknown_names_are_refused() -> None:
    org, day = small(person("Ann")), date(2027, 1, 1)
    for plan in (
        Plan(hires=(Hire(id="H", role="cook", team="A", start_date=day, base_salary=0),)),
        Plan(hires=(Hire(id="H", role="dev", team="Z", start_date=day, base_salary=0),)),
        Plan(trainings=(Training(id="U", person_id="Zoe", course="s 2→3", start_date=day),)),
        Plan(trainings=(Training(id="U", person_id="Ann", course="s 2→3", start_date=day),)),
    ):
        with pytest.raises(KeyError):
            _ = PlanSimulation(org, plan).members


@pytest.mark.parametrize("seed", range(20))
def test_without_an_action_is_a_walk_of_its_own(seed: int) -> None:
    """What is taken over from the whole plan is what a fresh walk finds."""
    org = rich_organisation(seed)
    plan = random_plan(state(org), random.Random(seed))
    whole = PlanSimulation(org, plan)
    everything = _all(whole)
    for action in plan.actions:
        assert _all(whole.without(action)) == _all(PlanSimulation(org, plan.without(action)))
    assert _all(whole) == everything


@pytest.mark.parametrize("seed", range(24))
def test_everything_judged_without_an_action_is_judged_afresh(seed: int) -> None:
    """Whom the walk without an action takes over, and in which order, families don't notice; with
    all levers, and with groups.
    """
    org = (lever_organisation, group_organisation)[seed % 2](seed)
    plan = random_plan(state(org), random.Random(seed))
    whole = PlanSimulation(org, plan)
    before = _judged(whole)
    for action in plan.actions:
        shorter, fresh = whole.without(action), PlanSimulation(org, plan.without(action))
        assert _judged(shorter) == _judged(fresh)
        for other in list(shorter.plan.actions)[:1]:
            assert _judged(shorter.settled().without(other)) == _judged(
                PlanSimulation(org, fresh.plan.without(other))
            )
    assert _judged(whole) == before


def _judged(walk: PlanSimulation) -> list[Measure]:
    return [measure for family in FAMILIES for measure in family.measure(walk)]


def _all(walk: PlanSimulation) -> dict[tuple[str, int], tuple[object, ...]]:
    return {
        (member.id, period): (
            walk.output(member, period),
            *(walk.level(member, skill, period) for skill in SKILLS),
        )
        for member in walk.members
        for period in range(walk.org.calendar.periods)
    }


@pytest.mark.parametrize("seed", range(20))
def test_nobody_unlearns_and_nobody_gives_more_than_all(seed: int) -> None:
    org = rich_organisation(seed)
    walk = PlanSimulation(org, random_plan(state(org), random.Random(seed)))
    for member in walk.members:
        for skill in SKILLS:
            levels = [walk.level(member, skill, period) for period in range(org.calendar.periods)]
            assert levels == sorted(levels)
            assert all(0 <= level <= MAX_PROFICIENCY for level in levels)
        for period in range(org.calendar.periods):
            assert walk.output(member, period) <= member.fte + 1e-9
            if not any(share_there(walk, member.start_date, member.end_date, period)):
                assert walk.output(member, period) + walk.training_time(member, period) == 0


def share_there(walk: PlanSimulation, first: date, last: date | None, period: int) -> list[float]:
    return [
        walk.org.calendar.share_of_month(month, first, last)
        for month in walk.org.calendar.months_of(period)
    ]
