"""Roles go where they, or their family, are; into their own teams where those are stated; and where
a team asks for them.
"""

from __future__ import annotations

import pytest

from orgplan.analysis.assessment import Assessment
from orgplan.constraints import judge
from orgplan.constraints.structure.hierarchy.span import Span
from orgplan.constraints.structure.liaison import Liaison
from orgplan.constraints.structure.ratio import Ratio
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.needs import NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.plan import Plan
from orgplan.domain.positions import Lock, LockedAction, LockRow, Position
from orgplan.domain.roles import Role
from orgplan.domain.staffing.seat_offers import belongs
from orgplan.domain.teams import ORGANISATION, Team
from orgplan.solver.solve import solve
from tests.constraints.both_sides import plan_of
from tests.constraints.small import DEV, LEAD, need, person, small
from tests.organisations import team_scope

SELLER = Role(id="seller", name="seller", family="sales", band_mid=50_000, lead_time=0, ramp=0)
SALES, TECH, NEW = team_scope("Sales"), team_scope("Tech"), team_scope("New")


def company(**fields: object) -> Organisation:
    """Sellers in Sales, devs in Tech, nobody in New; two holders of s are needed anywhere, and devs
    bring it.
    """
    return small(
        person("S1", role="seller", team="Sales"),
        person("T1", team="Tech"),
        roles=(SELLER, DEV, LEAD),
        teams=(Team(id="Sales"), Team(id="Tech"), Team(id="New")),
        needs=(need("s", 2, 2, kind=NeedKind.HOLDERS),),
    ).replace(**fields)


def homes(org: Organisation, role: str = "dev") -> list[str]:
    return [team.id for team in org.teams if belongs(org, org.role[role], team.id)]


def hired(org: Organisation) -> list[str]:
    solution = solve(org, gap=0.0, time_limit=20)
    assert solution.plan is not None
    return sorted(hire.team for hire in solution.plan.hires)


def test_by_default_where_the_family_is_and_where_nobody_is() -> None:
    assert homes(company()) == ["Tech", "New"]
    assert homes(company(), "seller") == ["Sales", "New"]
    assert "Sales" not in hired(company())


def test_of_a_family_that_is_nowhere_anywhere() -> None:
    org = company()
    first = DEV.replace(id="analyst", name="analyst", family="data")
    assert homes(org.replace(roles=(*org.roles, first)), "analyst") == ["Sales", "Tech", "New"]


def test_whoever_leads_goes_anywhere() -> None:
    assert homes(company(), "lead") == ["Sales", "Tech", "New"]


def test_below_the_same_parent() -> None:
    org = company(teams=(Team(id="Sales", parent="D"), Team(id="Tech", parent="D"), Team(id="New")))
    assert homes(org) == ["Sales", "Tech", "New"]


def test_stated_teams_go_before_all_that() -> None:
    org = company(roles=(SELLER, DEV.replace(teams=("Sales",)), LEAD))
    assert homes(org) == ["Sales"]
    assert hired(org) == ["Sales", "Sales"]


@pytest.mark.parametrize(
    "asks",
    [
        {"needs": (need("s", 1, 1, kind=NeedKind.HOLDERS, scope=SALES),)},
        {"needs": (need("dev", 1, 1, kind=NeedKind.STAFF, scope=SALES),)},
        {
            "rules": (
                Ratio(id="r", scopes=(SALES,), roles=("dev",), per=1),
            )
        },
        {
            "rules": (
                Liaison(id="r", scopes=(SALES,), skill="s"),
            )
        },
        {"locks": (LockRow(id="K", lock=Lock.MUST, action=LockedAction.HIRE, who="dev",
            team="Sales"),)},
    ],
)  # fmt: skip
def test_where_a_team_asks_for_it(asks: dict[str, object]) -> None:
    assert "Sales" in homes(company(**asks))


@pytest.mark.parametrize(
    "asks",
    [
        {"needs": (need("m", 1, 1, kind=NeedKind.HOLDERS, scope=SALES),)},  # devs don't bring it
        {"rules": (Ratio(id="r", scopes=(ORGANISATION,), roles=("dev",), per=1),)},
        {"rules": (Span(id="r", scopes=(SALES,), per=7),)},
    ],
)  # fmt: skip
def test_and_not_where_nobody_does(asks: dict[str, object]) -> None:
    assert "Sales" not in homes(company(**asks))


def test_positions_are_filled_wherever_they_are() -> None:
    position = Position(id="P", role="dev", team="Sales", lock=Lock.MUST)
    org = company(positions=(position,), roles=(SELLER, DEV.replace(teams=("Tech",)), LEAD))
    assert hired(org) == ["Sales", "Tech"]


def test_contractors_go_where_the_role_goes() -> None:
    lever = Lever(id="C", kind=LeverKind.CONTRACTOR, share=0, min_stay=3, max_stay=6)
    org = company(roles=(SELLER, DEV.replace(max_hires=0), LEAD), levers=(lever,))
    assert "Sales" not in hired(org)


def test_a_seat_elsewhere_is_found_by_the_checker_where_teams_are_stated() -> None:
    org = company(roles=(SELLER, DEV.replace(teams=("Sales",)), LEAD))
    plan = plan_of(org, [("dev", "Tech", 0)], [])
    (violated,) = (m for m in judge(org, plan) if m.family == "offer" and m.is_short)
    assert violated.key[1] == "team"
    assert "Roles lists (teams)" in Assessment(org, plan).sentences((violated,))[0]
    assert not [
        m
        for m in judge(company(), plan_of(company(), [("dev", "Tech", 0)], []))
        if m.family == "offer" and m.is_short
    ]
    assert Plan() == plan.replace(hires=())
