"""In plans by the year seats begin inside it, by the month, as soon as the lead time allows."""

from __future__ import annotations

import random
from datetime import date

import pytest

from orgplan.analysis.assessment import Assessment
from orgplan.analysis.verification import verified
from orgplan.constraints import judge, make_rule
from orgplan.domain.calendar import PeriodLength, add_months
from orgplan.domain.levers import Lever, LeverKind
from orgplan.domain.needs import NeedKind
from orgplan.domain.organisation import Organisation
from orgplan.domain.rules import Freezes
from orgplan.domain.staffing.lead_times import first_day, first_start
from orgplan.domain.teams import ORGANISATION
from orgplan.solver.solve import solve
from tests.constraints.both_sides import disagreements, plan_of, random_plan, state
from tests.constraints.small import DEV, LEAD, course, need, person, small
from tests.organisations import calendar, random_organisation, tiny_levers


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


@pytest.mark.parametrize(
    ("lead", "shortest", "day", "months"),
    [(3, 6, date(2027, 3, 1), 10), (3, 12, date(2028, 1, 1), 12), (14, 6, date(2028, 2, 1), 11)],
)
def test_contractors_begin_inside_too_where_enough_of_the_year_is_left(
    lead: float, shortest: float, day: date, months: int
) -> None:
    """By hand: ten twelfths of 90,000 and a premium of 40 % from March on; with a shortest stay of
    a year, not before the next.
    """
    lever = Lever(
        id="C", kind=LeverKind.CONTRACTOR, share=0.4, months=lead, min_stay=shortest, most=1
    )
    org = yearly(36, NeedKind.CAPACITY).replace(levers=(lever,))
    found = best(org)
    hire = found.plan.hires[0]
    year = day.year - 2027
    assert (hire.is_contractor, hire.start_date) == (True, day)
    assert hire.end_date == date(day.year, 12, 31)
    assert found.coverage[year].planned == pytest.approx(months / 12)
    paid = [line for line in found.costs if line.action == hire.id]
    assert sum(line.cents for line in paid) == months * 1_050_000
    early = found.plan.replace(hires=(hire.replace(start_date=add_months(day, -1)),))
    violated = {m.key for m in judge(org, early) if m.family == "offer" and m.is_short}
    assert ((hire.id, "start") in violated) == (shortest < 12)


@pytest.mark.parametrize("period", [PeriodLength.QUARTER, PeriodLength.YEAR])
def test_a_contractor_is_on_offer_where_nobody_can_be_hired_within_the_horizon(
    period: PeriodLength,
) -> None:
    """The lead time of the role is beyond the horizon, that of the contractor is none."""
    lever = Lever(id="C", kind=LeverKind.CONTRACTOR, share=0.4, max_stay=12)
    org = small(
        person("P1"), period=period, periods=2, roles=(DEV.replace(lead_time=36), LEAD),
        levers=(lever,),
        needs=(need("s", 1, 1, kind=NeedKind.CAPACITY),),
    )  # fmt: skip
    found = best(org)
    assert {hire.is_contractor for hire in found.plan.hires} == {True}
    assert not found.shortfalls


def test_a_seat_before_its_lead_time_is_found() -> None:
    org = yearly(3)
    plan = best(org).plan
    (hire,) = plan.hires
    early = plan.replace(hires=(hire.replace(start_date=date(2027, 2, 1)),))
    assert [m.key for m in judge(org, early) if m.family == "offer" and m.is_short] == [
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
    """A course for nothing, needed in the last quarter: of two people and four starts, the first of
    each.
    """
    org = small(
        person("P1"), person("P2"), periods=4, roles=(DEV.replace(skills_at_start={}), LEAD),
        needs=(need("s", 0, 0, 0, 1, kind=NeedKind.HOLDERS),), courses=(course("s", 0, 3),),
    )  # fmt: skip
    (training,) = best(org).plan.trainings
    assert (training.person_id, training.start_date) == ("P1", date(2027, 1, 1))


def test_rows_and_checker_agree_where_seats_begin_inside() -> None:
    for seed in range(40):
        org, r = (tiny_levers if seed % 2 else random_organisation)(seed), random.Random(seed)
        org = org.replace(
            calendar=calendar(org.calendar.periods, PeriodLength.YEAR),
            roles=tuple(role.replace(lead_time=r.choice([0, 2, 3, 5.5])) for role in org.roles),
            levers=tuple(
                (
                    lever.replace(months=r.choice([0, 2, 5]), max_stay=24)
                    if lever.kind is LeverKind.CONTRACTOR
                    else lever
                )
                for lever in org.levers
            ),
        )
        stated = state(org)
        for _ in range(3):
            assert not disagreements(stated, random_plan(stated, r)), seed
