"""A group grows by recruits, who leave at its rate, whether or not its role has a pay band."""

from __future__ import annotations

import pytest

from orgplan.constraints import judge
from orgplan.constraints.model import Seat
from orgplan.domain.calendar import PeriodLength
from orgplan.domain.locations import Location
from orgplan.domain.needs import NeedKind
from orgplan.domain.organisation import Counting, Organisation
from orgplan.domain.plan import Hire, Plan
from orgplan.domain.positions import Position
from orgplan.domain.roles import Role
from orgplan.domain.teams import Team
from orgplan.solver.candidate_actions import seats_on_offer
from orgplan.solver.outcome import Status
from orgplan.solver.solve import solve
from tests.constraints.small import DEV, LEAD, need, person, short, small
from tests.organisations import team_scope

BAND = DEV.replace(band_min=90_000, band_mid=90_000, band_max=90_000)


def organisation(**rest: object) -> Organisation:
    """Forty heads, 25 % of whom leave in a year, of whom 40 are needed for two years."""
    heads = person("G").replace(headcount=40, attrition=0.25)
    asked = need("dev", 40, 40, kind=NeedKind.STAFF)
    fields = {
        "counting": Counting.FRACTIONAL,
        "period": PeriodLength.YEAR,
        "periods": 2,
        "needs": (asked,),
        "roles": (BAND, LEAD),
    }
    return small(heads, **(fields | rest))


@pytest.mark.parametrize("role", [BAND, DEV.replace(band_min=None, band_mid=None, band_max=None)])
def test_as_many_recruits_with_a_band_as_without(role: Role) -> None:
    # Ten of forty leave in each year, and a quarter of the recruits of the year: 10 / 0.75 = 13.33
    # in each.
    org = organisation(roles=(role, LEAD))
    solution = solve(org)
    assert solution.status is Status.OPTIMAL
    assert solution.distrusted == ()
    assert solution.plan is not None
    assert not solution.plan.hires
    assert [action.heads for action in solution.plan.group_actions] == pytest.approx(
        [10 / 0.75] * 2, abs=1e-4
    )


def elsewhere(org: Organisation, staff: float, periods: int = 2) -> Organisation:
    """The same with a team B, in which one seat of the role is asked for, and staff in both
    teams.
    """
    return org.replace(
        roles=(BAND.replace(teams=("A", "B")), LEAD),
        teams=(*org.teams, Team(id="B")),
        needs=(
            need("dev", *(staff,) * periods, kind=NeedKind.STAFF),
            need("s", *(1,) * periods, kind=NeedKind.HOLDERS, name="N-2", scope=team_scope("B")),
        ),
    )


@pytest.mark.parametrize("pay", [60_000, 90_000])  # 60,000 is that of the group
def test_growth_that_only_the_staff_of_all_teams_asks_for_goes_into_the_group(pay: float) -> None:
    # Of 40 and the seat in B 30.75 are left after a year; 41 less these are 10.25, of whom a
    # quarter leaves too: 10.25 / 0.75 = 13.67 recruits, in each year, as of 41 in one group.
    org = elsewhere(organisation(), 41)
    role = org.roles[0].replace(band_min=pay, band_mid=pay, band_max=pay)
    solution = solve(org.replace(roles=(role, LEAD)), gap=0.0)
    assert solution.status is Status.OPTIMAL
    assert solution.distrusted == ()
    assert solution.plan is not None
    assert [(h.team, h.start_date) for h in solution.plan.hires] == [("B", org.calendar.start)]
    assert [action.heads for action in solution.plan.group_actions] == pytest.approx(
        [10.25 / 0.75] * 2, abs=1e-4
    )


def test_whole_people_of_a_pool_and_one_seat_elsewhere() -> None:
    # 12 testers, 30 % a year, 14 in all and one of them in B. With 0.7^(1/4) = 0.9147 a quarter
    # 11.89 of the 13 are left in Q1: 3 recruits make it 14.63. 13.39 and 1 in Q2 are 14.30, 13.08
    # and 2 in Q3 are 14.91, 13.64 and 1 in Q4 are 14.55.
    org = organisation(
        counting=Counting.WHOLE, period=PeriodLength.QUARTER, periods=4, needs=()
    ).replace(people=(person("G").replace(headcount=12, attrition=0.3),))
    solution = solve(elsewhere(org, 14, 4))
    assert solution.distrusted == ()
    assert solution.plan is not None
    assert [hire.team for hire in solution.plan.hires] == ["B"]
    assert [action.heads for action in solution.plan.group_actions] == [3, 1, 2, 1]


def test_a_seat_leaves_like_the_group_where_both_are_counted() -> None:
    # A year on 30 of 40 and 0.75 of the seat are left, two years on 22.5 and 0.5625.
    org = elsewhere(organisation(), 41)
    alone = need("dev", 1, 1, kind=NeedKind.STAFF, name="N-3", scope=team_scope("B"))
    org = org.replace(needs=(*org.needs, alone))
    seat = Seat("dev", "B", 0)
    assert short(org, "staff(N-1, at least, 2027)", seats=[seat]) == pytest.approx(10.25)
    assert short(org, "staff(N-1, at least, 2028)", seats=[seat]) == pytest.approx(17.9375)
    assert short(org, "staff(N-3, at least, 2028)", seats=[seat]) == 0, "no group in B"
    faster = person("H").replace(headcount=4, attrition=0.5)
    org = org.replace(people=(*org.people, faster))
    # 30 + 2 + 0.5 of the seat: of two groups the one that loses most.
    assert short(org, "staff(N-1, at least, 2027)", seats=[seat]) == pytest.approx(8.5)


def violated(org: Organisation, **fields: object) -> set[str]:
    hire = Hire(
        id="H", role="dev", team="A", start_date=org.calendar.first_day(1), base_salary=90_000
    ).replace(**fields)
    return {
        measure.key[1]
        for measure in judge(org, Plan(hires=(hire,)))
        if measure.family == "offer" and measure.is_short
    }


def test_the_checker_finds_a_seat_beside_the_group() -> None:
    assert violated(organisation()) == {"group"}
    assert not violated(
        organisation(positions=(Position(id="1", role="dev", team="A"),)), position_id="1"
    ), "a listed seat is one"
    assert not violated(
        small(person("P1"), period=PeriodLength.YEAR, periods=2, roles=(BAND, LEAD))
    )


def test_a_group_of_another_role_or_place_changes_nothing() -> None:
    org = organisation()
    assert not violated(org.replace(people=(org.people[0].replace(role="lead"),)))
    two = org.replace(
        locations=(Location(id="X"), Location(id="Y")),
        roles=(BAND.replace(locations=("X", "Y")), LEAD),
        people=(org.people[0].replace(location="X"),),
    )
    assert violated(two, location="X") == {"group"}
    assert not violated(two, location="Y")
    offered = {(seat.role, seat.location) for seat in seats_on_offer(two, {("dev", "A"): 1})}
    assert offered == {("dev", "Y")}
