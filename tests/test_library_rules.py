"""The rules of the library at work: each, switched on by its name, reports a small organisation
that breaks it, and the plan mends it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

import orgplan as op
from orgplan.constraints import explain, judge
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Plan
from orgplan.domain.teams import Scope, ScopeKind
from orgplan.excel.write.content import Content
from orgplan.io.output.table_rows import Listing
from orgplan.io.output.template import write_listings
from orgplan.library.load import load_catalogue
from orgplan.schema import inputs
from orgplan.schema.columns import InputSheet
from orgplan.schema.rules import RULES

Q1, Q2 = "2027-Q1", "2027-Q2"
FIRST = Scope(kind=ScopeKind.PRODUCT_LINE, name="L1").label


@dataclass(frozen=True)
class Case:
    """An organisation that breaks a rule.

    Attributes
    ----------
    rule, violated
        Id in the library, and the measure that is broken if nothing is decided.
    people
        (role, team, skills) of everybody; seats of `hired` can be filled at once.
    mended
        Whether there is a lever that mends it by the second quarter.
    """

    rule: str
    violated: str
    people: tuple[tuple[str, str, dict[str, int]], ...]
    teams: tuple[tuple[str, str | None, str | None], ...] = (
        ("A", None, None),
    )  # name, product line, partners
    hired: tuple[str, ...] = ()
    need: str | None = None
    course: str | None = None
    stage: str | None = None
    mended: bool = True


def staff(
    count: int, role: str = "programmer", team: str = "A", **skills: int
) -> tuple[tuple[str, str, dict[str, int]], ...]:
    return tuple((role, team, skills) for _ in range(count))


HEAD = staff(1, "technical_director", "P")  # the stage with a director
HEADED = (("A", "L1", None), ("P", None, None))
LINE, LINES = (("A", "L1", None),), (("A", "L1", None), ("B", "L2", None))
CASES = (
    Case("echelon", "echelon(echelon, A, successor, {})", (*staff(9),
        *staff(1, team_management=1))),
    Case("grouping", "grouping(grouping, A, owner of Kubernetes, {})",
        (*staff(2), *staff(1, Kubernetes=2)), need="Kubernetes"),
    Case("director", "director(director, organisation, {})", (*staff(11), *staff(10, team="B")),
        LINES),
    Case("manager_per_line", f"director(manager_per_line, {FIRST}, {{}})", (*staff(2), *HEAD),
        HEADED, hired=("technical_manager",)),
    Case("programmers_per_line", f"director(programmers_per_line, {FIRST}, {{}})",
        (*staff(1, "technical_manager"), *HEAD), HEADED, hired=("programmer",)),
    Case("architect_per_line", f"director(architect_per_line, {FIRST}, {{}})", (*staff(2), *HEAD),
        HEADED, hired=("architect",)),
    Case(
        "platform_team", "director(platform_team, organisation, {})",
        staff(1, "technical_director"), (*LINE, ("P", None, None)), hired=("architect",)
    ),
    Case("platform_members", "director(platform_members, organisation, {})",
        (*HEAD, *staff(1, "architect", "P")), HEADED, hired=("programmer",)),
    Case("span", "span(span, A, {})", staff(8), hired=("technical_manager",)),
    Case("liaison", "liaison(liaison, A, Sales, {})", staff(2, department_liaison=2),
        (("A", None, "Sales"),)),
    Case("stage_fit", "stage_fit(stage_fit, organisation, cto, {})", staff(1, "cto / strategic"),
        stage="platform", mended=False),
    Case("review_cadence", "review_cadence(review_cadence, A, {})",
        staff(2, goal_quantification=2)),
    Case("talent_shape", "talent_shape(talent_shape, A, {})",
        staff(1, microservices=4, payment_clearing=3, cloud_native=2), course="cloud_native"),
    Case("product_manager_ratio", "ratio(product_manager_ratio, organisation, {})", staff(14),
        hired=("technical_product_manager",)),
    Case(
        "managers_per_director", "span(managers_per_director, organisation, {})",
        (*staff(8, "technical_manager"), *staff(1, "technical_director")),
        hired=("technical_director",),
    ),
    Case("junior_share", "seniority_mix(junior_share, organisation, at least, {})",
        staff(10, "engineer"), hired=("programmer",)),
    Case("middle_share", "seniority_mix(middle_share, organisation, at least, {})", staff(10),
        hired=("engineer",)),
    Case("senior_share", "seniority_mix(senior_share, organisation, at least, {})", staff(10),
        hired=("lead_programmer",)),
    Case("staff_share", "seniority_mix(staff_share, organisation, at least, {})", staff(10),
        hired=("architect",)),
    Case("bus_factor", "bus_factor(bus_factor, A, holders of Kubernetes, {})",
        (*staff(1, Kubernetes=3), *staff(1, Kubernetes=2)), need="Kubernetes"),
    Case(
        "succession", "succession(succession, organisation, successors ready now, {})",
        (*staff(1, "technical_manager", team_management=4), *staff(2, team_management=2)),
    ),
    Case(  # a team that is there stays as small as it is: nobody is hired to make up a number
        "min_team_size", "min_team_size(min_team_size, A, {})", staff(2), hired=("programmer",),
        mended=False
    ),
    Case(  # nobody is hired to be led
        "direct_reports", "direct_reports(direct_reports, A, P0, fewest, {})",
        (*staff(1, "technical_manager"), *staff(2)), hired=("programmer",), mended=False
    ),
    Case("layers", "layers(layers, organisation, under their own layer, {})",
        staff(2, "technical_manager"), mended=False),
    Case("one_owner", "one_owner(one_owner, A, {})", (*staff(2), *staff(1, Kubernetes=2)),
        need="Kubernetes"),
    Case("team_lead", "team_lead(team_lead, A, {})", staff(2, team_management=2)),
    Case("on_call", "on_call(on_call, A, {})", staff(3), hired=("programmer",)),
)  # fmt: skip
FORBID = ("growth_cap", "hiring_freeze")  # what only a plan can break


def sheet(
    spec: InputSheet, keys: str, rows: Sequence[Sequence[Content]], free: tuple[str, ...] = ()
) -> Listing:
    return Listing(spec, tuple(keys.split()), rows, free)


def company(case: Case, path: Path, rules: Sequence[Sequence[Content]] = ()) -> Organisation:
    """The workbook of a case, written and read; with its own rule, or with others."""
    skills = tuple(dict.fromkeys(skill for _, _, held in case.people for skill in held))
    roster = [
        (f"P{n}", role.partition(" / ")[0], role.partition(" / ")[2] or None, team)
        for n, (role, team, _) in enumerate(case.people)
    ]
    settings = [
        ("as_of", date(2027, 1, 1)),
        ("periods", 2),
        ("currency", "CNY"),
        ("stage", case.stage),
    ]
    listings = [
        sheet(inputs.SETTINGS, "key value", settings),
        sheet(
            inputs.ASSUMPTIONS,
            "key value",
            [
                (key, 0)
                for key in ("lead_time", "ramp", "attrition", "recruiting_cost", "course_cost")
            ],
        ),
        sheet(
            inputs.ROSTER,
            "person_id role level team start_date base_salary",
            [(*row, date(2020, 1, 1), 200_000) for row in roster],
        ),
        sheet(
            inputs.SKILLS,
            "person_id name",
            [(f"P{n}", None, *map(held.get, skills)) for n, (_, _, held) in enumerate(case.people)],
            skills,
        ),
        sheet(inputs.ROLES, "role band_mid", [(role, 300_000) for role in case.hired]),
        sheet(inputs.TEAMS, "team product_line partners", case.teams),
        sheet(inputs.REQUIREMENTS, "scope skill need", [("A", case.need, 1)] if case.need else []),
        sheet(RULES, "rule strength from to", rules or [(case.rule, None, None, None)]),
        sheet(
            inputs.TRAINING,
            "skill from to cost hours duration",
            [(case.course, 2, 3, 0, 0, 3)] if case.course else [],
        ),
    ]
    write_listings(path, case.rule, listings)
    return op.load(path)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_rule_of_the_library_is_executed(case: Case, tmp_path: Path) -> None:
    org = company(case, tmp_path / "company.xlsx")
    idle = {measure.name: measure for measure in judge(org, Plan())}
    assert all(idle[case.violated.format(label)].is_short for label in (Q1, Q2))
    assert explain(idle[case.violated.format(Q1)], org).startswith(f"{Q1}: ")
    planned = {measure.name: measure for measure in judge(org, op.plan(org).plan)}
    assert planned[case.violated.format(Q2)].is_short is not case.mended


def test_there_is_a_case_for_each_rule() -> None:
    assert len({case.rule for case in CASES}) == len(CASES)
    assert {case.rule for case in CASES} == {rule.id for rule in load_catalogue().rules} - set(
        FORBID
    )


@pytest.mark.parametrize(
    ("rule", "starts"),
    [
        (("off", None, None), {Q1: 3}),  # a team of one lacks three
        (
            ("growth_cap", None, None),
            {Q1: 1, Q2: 1},
        ),  # a third of one, then of two, each rounded up
        (("hiring_freeze", None, Q1), {Q2: 3}),
        (("hiring_freeze", Q2, None), {Q1: 3}),
        (("hiring_freeze", None, None), {}),
    ],
)
def test_a_rule_of_the_library_that_forbids_is_kept(
    rule: tuple[str, str | None, str | None], starts: dict[str, int], tmp_path: Path
) -> None:
    name, first, last = rule
    rows = [
        ("min_team_size", "must", None, None),
        *([(name, "must", first, last)] if name != "off" else []),
    ]
    org = company(
        Case("min_team_size", "", staff(1), hired=("programmer",)), tmp_path / "company.xlsx", rows
    )
    planned = op.plan(org)
    assert (
        Counter(
            org.calendar.label(org.calendar.period_of(hire.start_date))
            for hire in planned.plan.hires
        )
        == starts
    )
    assert not [
        measure
        for measure in planned.assessment.measures
        if measure.is_short and measure.family in FORBID
    ]


def test_a_misspelt_stage_is_named(tmp_path: Path) -> None:
    case = Case("stage_fit", "", staff(1, "cto / strategic"), stage="platfrom")
    with pytest.raises(op.BadInput, match="platform"):
        company(case, tmp_path / "company.xlsx")


def test_an_unknown_group_of_skills_is_named(tmp_path: Path) -> None:
    path = tmp_path / "company.xlsx"
    rows = [
        sheet(inputs.SETTINGS, "key value", [("as_of", date(2027, 1, 1)), ("currency", "CNY")]),
        sheet(
            inputs.ROSTER,
            "person_id role team start_date base_salary",
            [("P1", "programmer", "A", date(2020, 1, 1), 200_000)],
        ),
        sheet(RULES, "rule deep_groups leg_groups", [("talent_shape", "tecnology", "my field")]),
        sheet(inputs.SKILL_GROUPS, "skill group", [("Falconry", "my field")]),
    ]
    write_listings(path, "groups", rows)
    with pytest.raises(op.BadInput, match="technology") as caught:
        op.load(path)
    assert len(caught.value.faults) == 1
