"""Rows and checker name the same broken constraints, by the same amounts, on any plan, good or
bad.
"""

from __future__ import annotations

import os
import random
from collections import Counter, defaultdict
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orgplan.constraints import FAMILIES, judge, rule_families
from orgplan.constraints.structure.hierarchy.span import Span
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Plan
from orgplan.domain.teams import Scope, ScopeKind, Team
from tests.constraints.both_sides import (
    beyond_compare,
    changes_on_offer,
    checker_says,
    disagreements,
    plan_of,
    random_flows,
    random_plan,
    random_takeovers,
    sayable,
    state,
    steps_on_offer,
    within_bounds,
)
from tests.constraints.levers import group_organisation, lever_organisation
from tests.constraints.organisations import rich_organisation
from tests.constraints.small import DEV, LEAD, course, person, small
from tests.organisations import random_organisation

SLOW = bool(os.environ.get("ORGPLAN_SLOW"))
ORGANISATIONS = 3000 if SLOW else 100  # of each kind, with three plans each


def ladder_organisation(seed: int) -> Organisation:
    """Developers who know more or less of what a lead needs, with courses towards it, and
    promotions.
    """
    r = random.Random(seed + 3_000_000)
    roster = tuple(
        person(f"P{number}", s=r.randint(1, 4), m=r.randint(1, 4)) for number in range(4)
    )
    lever = Lever(
        id="promote",
        kind=LeverKind.PROMOTION,
        roles=("dev",),
        to_role="lead",
        min_match=r.choice([0.5, 1.0]),
    )
    lead = LEAD.replace(skills_at_start={"s": 3, "m": r.choice([2, 3])})
    return small(
        *roster,
        periods=3,
        roles=(DEV, lead),
        courses=(course("m", 1, 3), course("s", 2, 3)),
        levers=(lever,),
    )


MAKERS = (
    random_organisation,
    rich_organisation,
    lever_organisation,
    group_organisation,
    ladder_organisation,
)


@settings(
    max_examples=5000 if SLOW else 250,
    deadline=None,
    derandomize=not SLOW,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(seed=st.integers(0, 10**6), make=st.sampled_from(MAKERS), data=st.data())
def test_rows_and_checker_agree_on_any_plan(
    seed: int, make: Callable[[int], Organisation], data: st.DataObject
) -> None:
    stated = state(make(seed))
    seats, courses, changes = list(stated.x.hire), steps_on_offer(stated), changes_on_offer(stated)
    hired = data.draw(st.lists(st.sampled_from(seats), max_size=12)) if seats else []
    begun = (
        data.draw(st.lists(st.sampled_from(courses), max_size=12, unique=True)) if courses else []
    )
    changed = (
        data.draw(
            st.lists(st.sampled_from(changes), max_size=6, unique_by=lambda change: change.person)
        )
        if changes
        else []
    )
    r = data.draw(st.randoms(use_true_random=False))
    flows, takeovers = random_flows(stated, r, 0.5), random_takeovers(stated, r, 0.5, hired)
    made = plan_of(stated.org, hired, begun, changed, flows, takeovers)
    plan = sayable(stated, within_bounds(stated, made))
    assert not disagreements(stated, plan)


def test_agreement_is_about_something() -> None:
    """Each family is seen broken and whole, and few measures are left out of the comparison."""
    violated, whole, left_out = Counter[str](), Counter[str](), Counter[str]()
    for make in MAKERS:
        for seed in range(ORGANISATIONS):
            stated, r = state(make(seed)), random.Random(seed)
            for _ in range(3):
                plan = random_plan(stated, r)
                assert not disagreements(stated, plan), f"{make.__name__}({seed})"
                measures = checker_says(stated.org, plan)
                excused = dict(beyond_compare(stated, measures))
                left_out.update(measures[name].family for name in excused if name in measures)
                violated.update(
                    m.family for m in measures.values() if m.is_short and m.name not in excused
                )
                whole.update(
                    m.family for m in measures.values() if not m.is_short and m.name not in excused
                )
    for family in FAMILIES:
        assert violated[family.FAMILY] >= 5, f"{family.FAMILY} was hardly ever broken"
        assert whole[family.FAMILY] >= 5, f"{family.FAMILY} hardly ever held"
    assert left_out.total() < 0.1 * (violated.total() + whole.total())


def test_triggers_are_seen_in_both_states_on_either_side() -> None:
    """Rules whose trigger depends on the plan occur with the trigger reached and not."""
    seen: dict[str, set[bool]] = defaultdict(set)
    for seed in range(ORGANISATIONS // 2):
        stated, r = state(rich_organisation(seed)), random.Random(seed)
        for _ in range(2):
            measures = checker_says(stated.org, random_plan(stated, r))
            for family, key in stated.model.triggers:
                named = [
                    m
                    for m in measures.values()
                    if m.family == family and m.key[:2] == key[:2] and m.key[-1] == key[-1]
                ]
                seen[family].update(m.triggered for m in named)
    assert seen == {family: {True, False} for family in rule_families()}


@pytest.mark.parametrize("make", MAKERS)
def test_an_idle_plan_agrees_too(make: Callable[[int], Organisation]) -> None:
    for seed in range(ORGANISATIONS // 2):
        stated = state(make(seed))
        assert not disagreements(stated, plan_of(stated.org, [], []))


def test_each_scope_of_a_rule_has_a_name_of_its_own() -> None:
    """A rule for each team and each department: A and all below it are judged apart, so they need
    two names.
    """
    both = tuple(Scope(kind=kind, name="A") for kind in (ScopeKind.TEAM, ScopeKind.DEPARTMENT))
    rule = Span(id="span", scopes=both, per=7)
    org = small(
        person("Ann"),
        person("Ben", team="B"),
        teams=(Team(id="A"), Team(id="B", parent="A")),
        rules=(rule,),
    )
    names = [measure.name for measure in judge(org, Plan())]
    assert len(set(names)) == len(names)
