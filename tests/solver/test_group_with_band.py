"""A group grows by recruits, who leave at its rate, whether or not its role has a pay band."""

from __future__ import annotations

import pytest

from orgplan.constraints import judge
from orgplan.domain.calendar import PeriodLength
from orgplan.domain.locations import Location
from orgplan.domain.needs import NeedKind
from orgplan.domain.organisation import Counting, Organisation
from orgplan.domain.plan import Hire, Plan
from orgplan.domain.positions import Position
from orgplan.domain.roles import Role
from orgplan.solver.candidate_actions import seats_on_offer
from orgplan.solver.outcome import Status
from orgplan.solver.solve import solve
from tests.constraints.small import DEV, LEAD, need, person, small

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


def broken(org: Organisation, **fields: object) -> set[str]:
    hire = Hire(
        id="H", role="dev", team="A", start_date=org.calendar.first_day(1), base_salary=90_000
    ).replace(**fields)
    return {
        measure.key[1]
        for measure in judge(org, Plan(hires=(hire,)))
        if measure.family == "offer" and measure.broken
    }


def test_the_checker_finds_a_seat_beside_the_group() -> None:
    assert broken(organisation()) == {"group"}
    assert not broken(
        organisation(positions=(Position(id="1", role="dev", team="A"),)), position_id="1"
    ), "a listed seat is one"
    assert not broken(small(person("P1"), period=PeriodLength.YEAR, periods=2, roles=(BAND, LEAD)))


def test_a_group_of_another_role_or_place_changes_nothing() -> None:
    org = organisation()
    assert not broken(org.replace(people=(org.people[0].replace(role="lead"),)))
    two = org.replace(
        locations=(Location(id="X"), Location(id="Y")),
        roles=(BAND.replace(locations=("X", "Y")), LEAD),
        people=(org.people[0].replace(location="X"),),
    )
    assert broken(two, location="X") == {"group"}
    assert not broken(two, location="Y")
    offered = {(seat.role, seat.location) for seat in seats_on_offer(two, {("dev", "A"): 1})}
    assert offered == {("dev", "Y")}
