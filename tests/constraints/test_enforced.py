"""What a rule enforces is said in one sentence, and a rule that asks nothing of anybody is said
first of all.
"""

from __future__ import annotations

from typing import Any

import pytest

from orgplan.analysis.missing_inputs import missing_inputs
from orgplan.constraints import (
    RULE_MODULES,
    RuleModule,
    explain,
    judge,
    make_rule,
    registered,
    rules_that_ask_nothing,
    what_is_enforced,
)
from orgplan.constraints.family import RuleInWords
from orgplan.domain.plan import Plan
from orgplan.domain.rules import Rule
from tests.constraints.small import person, small
from tests.organisations import team_scope
from tests.outside import champion

A = team_scope("A")
OTHER: dict[str, Any] = {
    "roles": ("Architect",), "shared": "also", "count": 7, "ready": 6, "per": 9, "per_min": 2,
    "tolerance": 0.1, "rounding": "nearest",
    "least_share": 0.2, "most_share": 0.4, "skill": "Rust", "skills": ("Rust",), "level": 5,
    "owner_level": 5, "most_areas": 3, "min_fte": 0.8,
    "all_seats": True, "freezes": "starts", "every_months": 5, "stages": ("seed",),
    "deep_groups": ("people",), "broad_groups": ("data",),
    "broad_level": 1, "leg_groups": ("quality",), "leg_level": 1,
}  # fmt: skip
WHEN: dict[str, Any] = {
    "threshold": 8, "below": 30, "product_lines_over": 1, "load_over": 1.5, "also_threshold": 4,
    "first": 1, "last": 0,
}  # fmt: skip


def sentence(rule: Rule) -> str:
    return what_is_enforced(small(person("Ann"), periods=2), rule)


def rule_of(family: str, **fields: Any) -> Rule:
    return make_rule(id="R", family=family, scopes=(A,), **fields)


@pytest.mark.parametrize("family", RULE_MODULES, ids=lambda family: family.FAMILY)
def test_every_column_that_is_read_is_in_the_sentence(family: RuleModule) -> None:
    """Whatever is changed changes the sentence; beside what it means something with."""
    assert isinstance(family, RuleInWords), f"{family.FAMILY} has no in_words"
    needed = [one.any_of[0] for one in family.PARAMETERS.required]
    basis = {name: OTHER[name] for name in (*family.PARAMETERS.only_with.values(), *needed)}
    for key in family.PARAMETERS.own:
        beside = {name: value for name, value in basis.items() if name != key}
        if family.FAMILY == "seniority_mix" and key in ("tolerance", "rounding"):
            beside["least_share"] = 0.3
        if family.FAMILY == "talent_shape" and key == "level":
            beside["deep_groups"] = ("technology",)
        value = "up" if key == "rounding" and family.FAMILY != "ratio" else OTHER[key]
        plain, changed = (
            rule_of(family.FAMILY, **beside),
            rule_of(family.FAMILY, **beside, **{key: value}),
        )
        if dict(plain)[key] != dict(changed)[key]:
            assert sentence(plain) != sentence(changed), f"{key} is not said"


@pytest.mark.parametrize("key", WHEN)
def test_when_it_bites_is_in_the_sentence(key: str) -> None:
    assert sentence(rule_of("min_team_size")) != sentence(
        rule_of("min_team_size", **{key: WHEN[key]})
    )


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (rule_of("director", roles=("Director",), counts=("engineering",), threshold=21,
            product_lines_over=1),
         "1 Director, from 21 heads in engineering on, with more than 1 product line."),
        (rule_of("bus_factor", count=2),
            "2 people at level 3 or above in each of the skills that its musts ask for, where "
            "there are any people."),
        (rule_of("span", per=8, per_min=4),
            "Each of those who manage leads at most 8 people, and no fewer than 4."),
        (rule_of("hiring_freeze", last=0), "No new seats are decided, to 2027-Q1."),
    ],
)  # fmt: skip
def test_sentences(rule: Rule, said: str) -> None:
    assert sentence(rule) == said


def test_a_family_from_outside_is_said_by_its_docstring_and_figures() -> None:
    with registered(champion):
        said = sentence(champion.Champion(id="R", scopes=(A,), skill="Security", threshold=5))
    assert said.startswith("Security champions: every product line that has reached a size")
    assert "skill Security" in said
    assert said.endswith("from 5 people on.")


def test_a_rule_that_asks_nothing_of_anybody_is_said_first_of_all() -> None:
    """No must need makes a skill critical, no team has partners, no stage is known; a threshold
    that is not reached is none of that.
    """
    idle = [
        make_rule(id=family, family=family, scopes=(A,), **fields)
        for family, fields in (
            ("bus_factor", {}),
            ("grouping", {}),
            ("liaison", {}),
            ("stage_fit", {}),
        )
    ]
    asking = [
        rule_of("min_team_size", count=3),
        make_rule(id="big", family="director", scopes=(A,), roles=("lead",), threshold=50),
    ]
    org = small(person("Ann"), rules=(*idle, *asking))
    assert rules_that_ask_nothing(org) == tuple(idle)
    first = [said for said in missing_inputs(org) if said.startswith("the rule ")]
    assert [said.split()[2] for said in first] == [rule.id for rule in idle]
    assert all("asks nothing of anybody" in said and said.endswith(".") for said in first)


def test_a_rule_of_one_period_is_in_force_in_it() -> None:
    once = sentence(rule_of("hiring_freeze", first=1, last=1))
    assert once.endswith(", in 2027-Q2.")


def test_a_team_of_one_has_one_person() -> None:
    org = small(person("Ann"), rules=(rule_of("min_team_size", count=4),))
    said = [explain(one, org) for one in judge(org, Plan()) if one.is_short]
    assert "1 person, where it takes 4, 3 short." in said[0]
