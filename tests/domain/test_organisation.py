"""What an organisation refuses, and what its scopes take in."""

from __future__ import annotations

import pickle
import re
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

import orgplan as op
from orgplan.domain.costs.budget import BudgetLine
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.locations import Location
from orgplan.domain.needs import Need, NeedKind
from orgplan.domain.plan import Hire, Measure, Plan, Training
from orgplan.domain.positions import Lock, LockedAction, LockRow, Position
from orgplan.domain.roles import Role
from orgplan.domain.staffing.lead_times import first_start
from orgplan.domain.staffing.lever_offers import movable
from orgplan.domain.staffing.training_offers import steps
from orgplan.domain.teams import ORGANISATION, Scope, ScopeKind, Team
from orgplan.domain.training import Course
from orgplan.library.samples import sample_workbook
from tests.constraints.small import DEV, course, need, person, small
from tests.organisations import assumptions, calendar

TREE = (
    Team(id="top"),
    Team(id="A", parent="top", product_line="L"),
    Team(id="B", parent="A", cost_centre="CC"),
    Team(id="C", product_line="L"),
)


def department(name: str) -> Scope:
    return Scope(kind=ScopeKind.DEPARTMENT, name=name)


def test_scopes() -> None:
    org = small(teams=TREE)
    assert org.teams_of(ORGANISATION) == {"top", "A", "B", "C"}
    assert org.teams_of(department("top")) == {"top", "A", "B"}
    assert org.teams_of(department("A")) == {"A", "B"}
    assert org.teams_of(Scope(kind=ScopeKind.TEAM, name="A")) == {"A"}
    assert org.teams_of(Scope(kind=ScopeKind.PRODUCT_LINE, name="L")) == {"A", "C"}
    assert org.teams_of(Scope(kind=ScopeKind.COST_CENTRE, name="CC")) == frozenset()
    assert org.product_lines(department("top")) == {"L"}


def test_a_parent_that_is_no_team_is_a_department() -> None:
    org = small(teams=(Team(id="A", parent="Engineering"), Team(id="B")))
    assert org.teams_of(department("Engineering")) == {"A"}


def test_cost_centres() -> None:
    org = small(person("Ann", team="B").replace(cost_centre="own"), teams=TREE)
    assert [
        org.cost_centre("B", org.person["Ann"]),
        org.cost_centre("B"),
        org.cost_centre("A"),
    ] == ["own", "CC", "A"]


def test_roles_are_selected_by_id_name_or_family() -> None:
    org = small(roles=(Role(id="dev / senior", name="dev", level="senior", family="engineering"),))
    assert all(org.matches("dev / senior", (by,)) for by in ("dev / senior", "dev", "engineering"))
    assert org.matches("dev / senior", ())
    assert not org.matches("dev / senior", ("lead",))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"people": (person("Ann"), person("Ann"))}, "person ids occur more than once: Ann"),
        ({"teams": (Team(id="A"), Team(id="A"))}, "team ids"),
        ({"people": (person("Ann", role="cook"),)}, "'cook', which is not known"),
        ({"people": (person("Ann", team="Z"),)}, "'Z', which is not known"),
        ({"teams": (Team(id="A", parent="B"), Team(id="B", parent="A"))}, "cycle: A → B → A"),
        ({"people": (person("Ann").replace(manager_id="Ann"),)}, "cycle: Ann → Ann"),
        ({"needs": (need("s", 1, kind=NeedKind.HOLDERS),)}, "1 amounts for 2 periods"),
    ],
)
def test_references_hold(changes: dict[str, tuple[object, ...]], said: str) -> None:
    org = small(person("Ann"))
    with pytest.raises(ValidationError, match=said):
        org.replace(**changes)


def test_values_refuse_what_cannot_be() -> None:
    with pytest.raises(ValidationError, match="less than nothing"):
        need("s", -1, kind=NeedKind.CAPACITY)
    with pytest.raises(ValidationError, match="part of a person"):
        Need(id="N", scope=ORGANISATION, skill="s", kind=NeedKind.HOLDERS, required=(0.5,))
    with pytest.raises(ValidationError, match="before the start"):
        person("Ann", start=date(2027, 1, 2), end=date(2027, 1, 1))
    with pytest.raises(ValidationError, match="not higher"):
        Course(id="c", skill="s", from_level=3, to_level=3, cost=0, hours=0, duration=0)
    with pytest.raises(ValidationError, match="not in order"):
        Role(id="r", name="r", band_min=2, band_mid=1)
    with pytest.raises(ValidationError, match="above the maximum"):
        Team(id="A", min_headcount=2, max_headcount=1)
    with pytest.raises(ValidationError, match="neither an amount nor a headcount"):
        BudgetLine(id="B", scope=ORGANISATION, periods=(0,), label="")
    with pytest.raises(ValidationError):
        calendar(periods=0)


def test_values_are_frozen_and_replaced() -> None:
    ann = person("Ann")
    with pytest.raises(ValidationError):
        ann.name = "Bea"  # type: ignore[misc]
    assert ann.replace(name="Bea").name == "Bea"
    with pytest.raises(ValidationError):
        ann.replace(fte=0)


def test_what_was_worked_out_is_not_sent_to_other_processes() -> None:
    org = small(person("Ann"))
    assert org.teams_of(ORGANISATION)
    assert not org.roster_lines
    sent = pickle.loads(pickle.dumps(org))
    assert sent == org
    assert vars(sent).keys() == type(org).model_fields.keys() < vars(org).keys()


def test_assumptions_fall_back_to_the_default() -> None:
    assert assumptions().get("hours_per_month", "A", None) == 160
    with pytest.raises(KeyError):
        assumptions().get("tea_breaks")


def test_first_start_is_the_lead_time_in_whole_periods() -> None:
    # The as-of date lies one month before the horizon: one month of each lead time has passed by
    # its first day.
    assert [
        first_start(small(), DEV.replace(lead_time=months), "A")
        for months in (0, 1, 3, 3.5, 4, 7, 7.5)
    ] == [0, 0, 1, 1, 1, 2, 3]
    assert first_start(small(rates={"lead_time": 6}), DEV.replace(lead_time=None), "A") == 2


def test_a_lead_time_runs_from_the_as_of_date() -> None:
    calendar = small().calendar
    assert (calendar.as_of, calendar.start) == (date(2026, 12, 1), date(2027, 1, 1))
    mid_month = calendar.replace(
        as_of=date(2026, 12, 17)
    )  # 16 of 31 days of December have gone, 15 / 31 of a month is left
    assert [
        round(c.lead_in, 4) for c in (calendar, mid_month, calendar.replace(as_of=date(2027, 1, 1)))
    ] == [1, round(15 / 31, 4), 0]
    assert [calendar.first_after(months) for months in (1, 1.1, 4, 4.1)] == [0, 1, 1, 2]


def test_steps_branch_and_are_found_once() -> None:
    offered = (
        course("s", 1, 2),
        course("s", 2, 3),
        course("s", 1, 3),
        course("s", 3, 4),
        course("m", 1, 2),
    )
    org = small(person("Ann", s=1), courses=offered)
    found = [(c.id, level) for c, level in steps(org, org.person["Ann"], "s", 3)]
    # From 1: up to 2 or to 3. From 2: to 3, by its own course or by the one from 1. From 3 nothing
    # more is asked.
    assert sorted(found) == [("s 1→2", 1), ("s 1→3", 1), ("s 1→3", 2), ("s 2→3", 2)]


def test_courses_closed_to_a_role_are_no_steps() -> None:
    org = small(person("Ann", s=1), courses=(course("s", 1, 2).replace(roles=("management",)),))
    assert list(steps(org, org.person["Ann"], "s", 3)) == []


def test_plans_name_their_actions() -> None:
    hire = Hire(id="H-1", role="dev", team="A", start_date=date(2027, 1, 1), base_salary=1)
    training = Training(id="U-1", person_id="Ann", course="c", start_date=date(2027, 1, 1))
    plan = Plan(hires=(hire,), trainings=(training,))
    assert set(plan.actions) == {"H-1", "U-1"}
    assert plan.without("H-1") == Plan(trainings=(training,))
    assert plan.without("H-9") == plan


def test_a_measure_is_short_beyond_rounding() -> None:
    def short_by(short: float) -> Measure:
        return Measure("holders", ("N-1", "2027-Q1"), 1, 0, short, "heads")

    assert short_by(1).name == "holders(N-1, 2027-Q1)"
    assert [short_by(short).is_short for short in (0, 1e-7, 1e-5)] == [False, False, True]


REDUNDANCY = Lever(id="L", kind=LeverKind.REDUNDANCY)
LOCK = LockRow(id="K", lock=Lock.MUST, action=LockedAction.TRAIN)
SEAT = Position(id="Z", role="dev", team="A")
WEB = Scope(kind=ScopeKind.TEAM, name="Web")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"levers": (REDUNDANCY.replace(scope=WEB),)}, "L is meant for Web"),
        (
            {"levers": (REDUNDANCY.replace(scope=WEB.replace(kind=ScopeKind.LOCATION)),)},
            "L is meant for location: Web",
        ),
        (
            {"levers": (REDUNDANCY.replace(scope=WEB.replace(kind=ScopeKind.PRODUCT_LINE)),)},
            "L is meant for product line: Web",
        ),
        (
            {"levers": (REDUNDANCY.replace(kind=LeverKind.PROMOTION, to_role="boss"),)},
            "L names the role 'boss'",
        ),
        (
            {"levers": (REDUNDANCY.replace(kind=LeverKind.TRANSFER, to_team="Web"),)},
            "L names the team 'Web'",
        ),
        ({"levers": (REDUNDANCY, REDUNDANCY)}, "lever ids occur more than once: L"),
        ({"positions": (SEAT.replace(role="boss"),)}, "Z names the role 'boss'"),
        ({"positions": (SEAT.replace(team="Web"),)}, "Z names the team 'Web'"),
        ({"locks": (LOCK.replace(who="Bo"),)}, "K names 'Bo'"),
        ({"locks": (LOCK.replace(action=LockedAction.HIRE, who="Ann"),)}, "K names 'Ann'"),
        ({"locks": (LOCK.replace(team="Web"),)}, "K names the team 'Web'"),
        ({"locks": (LOCK.replace(what="yoga"),)}, "K names the course 'yoga'"),
        (
            {"locks": (LOCK.replace(action=LockedAction.TRANSFER, what="Web"),)},
            "K names the team 'Web'",
        ),
        (
            {"locks": (LOCK.replace(action=LockedAction.PROMOTION, what="boss"),)},
            "K names the role 'boss'",
        ),
        ({"roles": (DEV.replace(next_role="boss"),)}, "dev is promoted to the role 'boss'"),
        (
            {"roles": (DEV.replace(locations=("Oslo",)),), "locations": (Location(id="Rome"),)},
            "dev is hired in the location 'Oslo'",
        ),
    ],
)
def test_names_that_nothing_bears_are_refused(changes: dict[str, Any], words: str) -> None:
    org = small(person("Ann"))
    with pytest.raises(ValidationError, match=re.escape(words)):
        org.replace(**changes)


@pytest.mark.parametrize("kind", [LeverKind.DOWNGRADING, LeverKind.RETRAINING, LeverKind.PROMOTION])
def test_who_leads_is_not_moved_into_a_role_that_does_not_manage(kind: LeverKind) -> None:
    """Three leads were made engineers to save money, and went on to lead as far as rules saw."""
    sample = sample_workbook("growing_startup")
    assert sample is not None
    org = op.load(sample)
    lead, engineer = org.person[str(org.team["Apps"].lead)], "Backend engineer / senior"
    away = Lever(id="L-1", kind=kind, scope=ORGANISATION, to_role=engineer)
    assert (org.role[lead.role].can_manage, org.role[engineer].can_manage) == (True, False)
    assert not movable(org, lead, away)
    roles = tuple(
        role.replace(can_manage=True) if role.id == engineer else role for role in org.roles
    )
    assert movable(org.replace(roles=roles), lead, away)
    teams = tuple(team.replace(lead=None) for team in org.teams)
    assert movable(org.replace(teams=teams), lead, away) == (lead.id not in org.line_managers)
    nobodys = tuple(one.replace(manager_id=None) for one in org.people)
    assert movable(org.replace(teams=teams, people=nobodys), lead, away)
