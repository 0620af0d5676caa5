"""In plans by the year seats begin inside it, by the month, as soon as the lead time allows."""

from __future__ import annotations

import random
from datetime import date

import pytest

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.verification import verified
from orgplan.constraints import judge, make_rule
from orgplan.domain.calendar import PeriodLength
from orgplan.domain.needs import NeedKind
from orgplan.domain.offers import first_day, first_start
from orgplan.domain.organisation import Organisation
from orgplan.domain.rules import Freezes
from orgplan.domain.teams import ORGANISATION
from orgplan.solver.solve import solve
from tests.constraints.both_sides import disagreements, plan_of, random_plan, state
from tests.constraints.small import DEV, LEAD, course, need, person, small
from tests.organisations import calendar, random_organisation


def yearly(lead: float, kind: NeedKind = NeedKind.HOLDERS, periods: int = 2) -> Organisation:
    """One more who holds s is needed in each year; the as-of date lies a month before the first."""
    return small(
        person("P1"),
        period=PeriodLength.YEAR,
        periods=periods,
        roles=(DEV.replace(lead_time=lead), LEAD),
        needs=(need("s", *[1.0] * periods, kind=kind),),
    )


def best(org: Organisation) -> Assessment:
    solution = solve(org, gap=0.0, time_limit=20)
    assert solution.plan is not None
    found = Assessment(org, solution.plan)
    verified(found, solution)
    return found


@pytest.mark.parametrize(
    ("lead", "day", "period"),
    [
        (0, date(2027, 1, 1), 0),
        (1, date(2027, 1, 1), 0),
        (3, date(2027, 3, 1), 0),
        (3.5, date(2027, 4, 1), 0),
        (12, date(2027, 12, 1), 0),
        (13, date(2028, 1, 1), 1),
        (15, date(2028, 3, 1), 1),
    ],
)
def test_the_first_day_is_that_after_the_lead_time(lead: float, day: date, period: int) -> None:
    org = yearly(lead)
    assert first_day(org, org.role["dev"], "A") == day
    assert first_start(org, org.role["dev"], "A") == period
    (hire,) = best(org).plan.hires
    assert hire.start_date == day


def test_quarters_begin_with_their_seats() -> None:
    org = small(person("P1"), roles=(DEV.replace(lead_time=3), LEAD))
    assert first_day(org, org.role["dev"], "A") == date(2027, 4, 1)


def test_what_is_given_and_paid_is_that_of_the_months_at_work() -> None:
    # From March: ten months of twelve, and ten twelfths of 90,000.
    org = yearly(3, NeedKind.CAPACITY, 1)
    found = Assessment(org, plan_of(org, [("dev", "A", 0)], []))
    (row,) = found.coverage
    assert row.planned == pytest.approx(10 / 12)
    base = [line for line in found.costs if line.action and line.component == "base"]
    assert sum(line.cents for line in base) == 7_500_000
    assert len(base) == 10


def test_a_seat_before_its_lead_time_is_found() -> None:
    org = yearly(3)
    plan = best(org).plan
    (hire,) = plan.hires
    early = plan.replace(hires=(hire.replace(start_date=date(2027, 2, 1)),))
    assert [m.key for m in judge(org, early) if m.family == "offer" and m.broken] == [
        (hire.id, "start")
    ]


def test_nobody_starts_in_a_year_whose_starts_are_frozen() -> None:
    rule = make_rule(
        id="freeze", family="hiring_freeze", scopes=(ORGANISATION,), first=0, last=0,
        freezes=Freezes.STARTS,
    )  # fmt: skip
    found = best(yearly(3).replace(rules=(rule,)))
    starts = [hire.start_date.year for hire in found.plan.hires]
    assert 2027 not in starts
    assert len(starts) == 1


def test_of_equal_plans_the_earlier_start_and_the_earlier_row_come_first() -> None:
    """A course for nothing, needed in the last quarter: of two people and four starts, the first of each."""
    org = small(
        person("P1"), person("P2"), periods=4, roles=(DEV.replace(skills_at_start={}), LEAD),
        needs=(need("s", 0, 0, 0, 1, kind=NeedKind.HOLDERS),), courses=(course("s", 0, 3),),
    )  # fmt: skip
    (training,) = best(org).plan.trainings
    assert (training.person_id, training.start_date) == ("P1", date(2027, 1, 1))


def test_rows_and_checker_agree_where_seats_begin_inside() -> None:
    for seed in range(40):
        org, r = random_organisation(seed), random.Random(seed)
        org = org.replace(
            calendar=calendar(org.calendar.periods, PeriodLength.YEAR),
            roles=tuple(role.replace(lead_time=r.choice([0, 2, 3, 5.5])) for role in org.roles),
        )
        stated = state(org)
        for _ in range(3):
            assert not disagreements(stated, random_plan(stated, r)), seed
